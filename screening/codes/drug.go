package codes

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/safehands/safehands/screening/policy/lists"
)

// Drug is a drug that was found in a text.
type Drug struct {
	Name       string // as the table has it: marcumar
	Ingredient string // phenprocoumon
	Typed      string // as it was typed
	// Exact is whether the name was typed as the table has it. Otherwise one letter is wrong,
	// missing, too many or out of place: what is found only asks, and where it would ask nothing it
	// is unknown.
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

var atcForm = regexp.MustCompile(`^[A-Z]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?$`)

// ATC looks a class or a substance up: the longest prefix counts. What is no ATC code is unknown:
// a name begins with the letter of some harmless class too.
//
// A class of which nothing is asked, but of one below it, is unknown: what is taken may be that
// one.
func (t *Tables) ATC(code string) Match {
	code = strings.ToUpper(code)
	if !atcForm.MatchString(code) {
		return Match{}
	}
	m := t.inForm(code, "")
	if m.Outcome == Harmless {
		for key, below := range t.atc {
			if below.Outcome == Speaks && len(key.code) > len(code) && strings.HasPrefix(key.code, code) {
				return Match{}
			}
		}
	}
	return m
}

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
// ingredient is as near. A local form counts for the piece of the text that tells it: pieces end
// with a semicolon, a line, a comma or a full stop that stands in no number, "+", "&", "and",
// "plus", "with", "und" or "mit". Behind "no", "denies" or "without" of its piece a drug asks and
// proposes nothing. Nothing found is no sign that nothing is taken.
func (t *Tables) Drugs(text string) []Drug {
	var w []string
	ends := map[int]bool{} // by word: a piece begins there
	for part := range strings.SplitSeq(parted(text), "\n") {
		ends[len(w)] = true
		w = append(w, words(part)...)
	}
	all := t.named(w)
	inName := make([]bool, len(w))
	for _, f := range all {
		for i := range f.words {
			inName[f.at+i] = true
		}
	}
	for i, x := range w {
		if slices.Contains([]string{"and", "plus", "with", "und", "mit"}, x) && !inName[i] {
			ends[i] = true
		}
	}
	var out []Drug
	for _, f := range all {
		first, last := f.at, f.at+f.words
		for first > 0 && !ends[first] {
			first--
		}
		for last < len(w) && !ends[last] {
			last++
		}
		form, oral := localForm(w[first:last])
		d := t.drug(f.rows, formOf(f.rows, form, oral))
		d.Exact, d.Typed = f.exact, strings.Join(w[f.at:f.at+f.words], " ")
		denied := false
		for i := first; i < f.at; i++ {
			denied = denied || denies(w[i]) && !inName[i]
		}
		if !f.exact || denied {
			d.guess()
		}
		same := func(o Drug) bool { return o.Ingredient == d.Ingredient }
		if i := slices.IndexFunc(out, same); i < 0 {
			out = append(out, d)
		} else {
			out[i] = out[i].with(d)
		}
	}
	return out
}

// parted is a text of which every piece stands on a line.
func parted(text string) string {
	runes := []rune(text)
	for i, r := range runes {
		switch r {
		case ';', '+', '&':
			runes[i] = '\n'
		case ',', '.':
			if i+1 == len(runes) || !unicode.IsDigit(runes[i+1]) {
				runes[i] = '\n'
			}
		}
	}
	return string(runes)
}

// guess makes of a drug what may be said of one that was only nearly named.
func (d *Drug) guess() {
	if d.Outcome == Harmless {
		d.Outcome = Unknown // the drug that was meant may be another one
	}
	d.Rows = slices.Clone(d.Rows)
	for k := range d.Rows {
		d.Rows[k].Proposes, d.Rows[k].Value = false, ""
	}
}

// with is one drug that stands in a text twice, in two forms or spelt in two ways: what either
// says.
func (d Drug) with(o Drug) Drug {
	if o.Exact && !d.Exact {
		d, o = o, d
	}
	for _, r := range o.Rows {
		i := slices.IndexFunc(d.Rows, func(x Row) bool { return x.Fact == r.Fact })
		switch {
		case i < 0:
			d.Rows = append(slices.Clone(d.Rows), r)
		case r.Proposes && !d.Rows[i].Proposes:
			d.Rows = slices.Clone(d.Rows)
			d.Rows[i] = r
		}
	}
	slices.SortFunc(d.Rows, func(a, b Row) int { return strings.Compare(a.Fact, b.Fact) })
	d.Outcome = max(d.Outcome, o.Outcome)
	return d
}

// localForm is how the drugs of a piece are given: a local form that it tells, unless it names
// tablets too. An eye, an ear or a nose alone tells none: somebody may have been operated on one.
func localForm(w []string) (form string, oral bool) {
	liquid := slices.ContainsFunc(w, func(x string) bool {
		forms := []string{"drop", "drops", "spray", "ointment", "solution", "suspension", "gel", "cream"}
		return slices.Contains(forms, x)
	})
	for _, x := range w {
		f := localForms[x]
		bare := x == "eye" || x == "eyes" || x == "ear" || x == "nose"
		if f != "" && form == "" && (liquid || !bare) {
			form = f
		}
		oral = oral || slices.Contains([]string{"oral", "tablet", "tablets", "capsule", "capsules", "mucosal",
			"sublingual",
			"buccal"}, x)
	}
	if oral {
		form = ""
	}
	return form, oral
}

// found is a name in a text: the word it begins at, and how many it has.
type found struct {
	at, words int
	rows      []drugRow
	exact     bool
}

// named finds the names among words, in their order.
func (t *Tables) named(w []string) []found {
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
			all = append(all, found{i, n, rows, true})
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
			all = append(all, found{i, 1, rows, false})
		}
	}
	slices.SortFunc(all, func(a, b found) int { return a.at - b.at })
	return all
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
	match := lists.Where(rows, func(r drugRow) bool { return r.form == form })
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
