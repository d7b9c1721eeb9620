package codes

import (
	"slices"
	"strings"
)

// Drug is a drug that was found in a text.
type Drug struct {
	Name       string // as the table has it: marcumar
	Ingredient string // phenprocoumon
	Typed      string // as it was typed
	// Exact is whether the name was typed as the table has it. Otherwise one letter is wrong,
	// missing, too many or out of place, and what is found only asks.
	Exact bool
	ATC   []string
	Form  string // the local form that the text tells, such as eye; empty for none
	Match
}

type drugRow struct{ name, ingredient, atc, form, status string }

type atcKey struct{ code, form string }

func (l *loader) atcRow(r record) {
	key := atcKey{r.get("code"), r.get("form")}
	m := l.atc[key]
	m.Code = key.code
	l.row(&m, r)
	l.atc[key] = m
}

func (l *loader) drugRow(r record) {
	row := drugRow{r.get("name"), r.get("inn"), r.get("atc"), r.get("form"), r.get("status")}
	if row.ingredient == "" {
		row.ingredient = row.name
	}
	w := words(row.name)
	key := strings.Join(w, " ")
	l.names[key], l.longest = append(l.names[key], row), max(l.longest, len(w))
	if id := r.get("rxcui"); id != "" {
		l.rxcui[id] = append(l.rxcui[id], row)
	}
}

// ATC looks a class or a substance up: the longest prefix counts.
func (t *Tables) ATC(code string) Match { return t.inForm(code, "") }

func (t *Tables) inForm(code, form string) Match {
	code = strings.ToUpper(code)
	for n := len(code); n > 0; n-- {
		if form != "" {
			if m, ok := t.atc[atcKey{code[:n], form}]; ok {
				return m
			}
		}
		if m, ok := t.atc[atcKey{code[:n], ""}]; ok {
			return m
		}
	}
	return Match{}
}

// RxNorm looks the ingredients of a drug up. Codes in records are mostly of packs and strengths:
// without ingredients from the caller only that of an ingredient itself is found.
func (t *Tables) RxNorm(rxcui string, ingredients Ingredients) []Drug {
	ids := []string{rxcui}
	if ingredients != nil {
		ids = append(ids, ingredients(rxcui)...)
	}
	var out []Drug
	for _, id := range ids {
		if rows := t.rxcui[id]; len(rows) > 0 {
			d := t.drug(rows[:1:1], "")
			for _, r := range rows {
				if r.ingredient == rows[0].ingredient && r.name == r.ingredient {
					d = t.drug(t.names[strings.Join(words(r.name), " ")], "")
				}
			}
			d.Exact, d.Typed = true, id
			if !slices.ContainsFunc(out, func(o Drug) bool { return o.Ingredient == d.Ingredient }) {
				out = append(out, d)
			}
		}
	}
	return out
}

// localForms are the words of a text that tell how a drug is given, by the form of the table.
var localForms = map[string]string{
	"ophthalmic": "eye", "eye": "eye", "eyes": "eye", "augentropfen": "eye", "augensalbe": "eye",
	"otic": "ear", "ear": "ear", "ohrentropfen": "ear", "nasal": "nose", "nose": "nose", "nasenspray": "nose",
	"inhaler": "inhaled", "inhalation": "inhaled", "inhalant": "inhaled", "actuat": "inhaled", "nebulizer": "inhaled",
	"topical": "skin", "cream": "skin", "ointment": "skin", "gel": "skin", "lotion": "skin", "shampoo": "skin",
	"salbe": "skin", "creme": "skin", "rectal": "skin", "vaginal": "skin",
}

// Drugs finds the drugs that a text names, such as "apixaban 5 mg" or "Marcumar", in their order.
// Whole words count, the longest name first; what was found is taken out, so that two ingredients
// are found both. A name with one letter wrong is found if it has six letters or more and no other
// ingredient is as near. Nothing found is no sign that nothing is taken.
func (t *Tables) Drugs(text string) []Drug {
	w := words(text)
	form, oral := "", false
	for _, x := range w {
		if f := localForms[x]; f != "" && form == "" {
			form = f
		}
		oral = oral || x == "oral" || x == "tablet" || x == "tablets" || x == "capsule"
	}
	type found struct {
		at int
		Drug
	}
	var all []found
	taken := make([]bool, len(w))
	for n := min(t.longest, len(w)); n > 0; n-- {
		for i := 0; i+n <= len(w); i++ {
			if slices.Contains(taken[i:i+n], true) {
				continue
			}
			rows := t.names[strings.Join(w[i:i+n], " ")]
			if len(rows) == 0 {
				continue
			}
			d := t.drug(rows, formOf(rows, form, oral))
			d.Exact, d.Typed = true, strings.Join(w[i:i+n], " ")
			all = append(all, found{i, d})
			for k := i; k < i+n; k++ {
				taken[k] = true
			}
		}
	}
	for i, x := range w {
		if taken[i] || len(x) < 6 || localForms[x] != "" {
			continue
		}
		if rows := t.nearest(x); rows != nil {
			d := t.drug(rows, formOf(rows, form, oral))
			d.Typed = x
			d.Rows = slices.Clone(d.Rows)
			for k := range d.Rows {
				d.Rows[k].Proposes, d.Rows[k].Value = false, ""
			}
			all = append(all, found{i, d})
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return a.at - b.at })
	var out []Drug
	for _, f := range all {
		same := func(o Drug) bool { return o.Ingredient == f.Ingredient }
		if !slices.ContainsFunc(out, same) {
			out = append(out, f.Drug)
		}
	}
	return out
}

// formOf is the form by which a name is looked up: a local one that the text tells, and tablets
// where the table tells them apart.
func formOf(rows []drugRow, form string, oral bool) string {
	if form == "" && oral && slices.ContainsFunc(rows, func(r drugRow) bool { return r.form == "oral" }) {
		return "oral"
	}
	return form
}

// drug is what rows of one name say. Where the text tells no form, the rows without one count, or
// all where there are only others: the name itself tells the form then. A local form that the name
// does not have is known and asks nothing. Of several codes only what all propose is proposed.
func (t *Tables) drug(rows []drugRow, form string) Drug {
	d := Drug{Name: rows[0].name, Ingredient: rows[0].ingredient, Form: form}
	var match []drugRow
	for _, r := range rows {
		if r.form == form {
			match = append(match, r)
		}
	}
	if match == nil && form == "" {
		match = rows
	}
	d.Match = Match{Outcome: Harmless, Label: d.Ingredient}
	for i, r := range match {
		if slices.Contains(d.ATC, r.atc) {
			continue
		}
		d.ATC = append(d.ATC, r.atc)
		m := t.inForm(r.atc, r.form)
		d.Outcome = max(d.Outcome, m.Outcome)
		if i == 0 {
			d.Rows = slices.Clone(m.Rows)
			continue
		}
		d.Rows = united(d.Rows, m.Rows)
	}
	d.Code = strings.Join(d.ATC, " ")
	return d
}

// united joins what two codes of one name say.
func united(a, b []Row) []Row {
	at := func(rows []Row, fact string) int {
		return slices.IndexFunc(rows, func(r Row) bool { return r.Fact == fact })
	}
	var out []Row
	for _, r := range append(slices.Clone(a), b...) {
		i, j := at(a, r.Fact), at(b, r.Fact)
		if at(out, r.Fact) >= 0 {
			continue
		}
		if i < 0 || j < 0 || a[i].Value != b[j].Value {
			r.Proposes, r.Value = false, ""
		}
		out = append(out, r)
	}
	slices.SortFunc(out, func(a, b Row) int { return strings.Compare(a.Fact, b.Fact) })
	return out
}

// nearest returns the rows of the one ingredient whose name is one slip away, or none.
func (t *Tables) nearest(typed string) []drugRow {
	var best []drugRow
	for name, rows := range t.names {
		if !strings.Contains(name, " ") && oneSlip(typed, name) {
			if best != nil && best[0].ingredient != rows[0].ingredient {
				return nil // honestly not: two drugs are as near
			}
			if best == nil || name < best[0].name {
				best = rows
			}
		}
	}
	return best
}

// oneSlip reports whether one letter is wrong, missing, too many, or two neighbours are swapped.
func oneSlip(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if a == b || len(b)-len(a) > 1 || len(a) < 5 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) < len(b) {
		return a[i:] == b[i+1:]
	}
	return a[i+1:] == b[i+1:] || i+1 < len(a) && a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
}
