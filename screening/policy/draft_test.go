package policy_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
)

var ranks = []string{"", "precaution", "relative", "temporary", "absolute"}

// rule draws one rule.
func (d *domain) rule(i int) draft {
	kind := 1 + d.IntN(4)
	urgencies := d.schema.Urgencies
	urgency := [...]int{0, 0, 0, 1, 1, 2, 3, 4}[d.IntN(8)]
	key := func(key, value string) [2]string { return [2]string{key, value} }
	var r draft
	r.keys = [][2]string{
		key("id", fmt.Sprintf("r.n%d", i)), key("kind", ranks[kind]), key("urgency", urgencies[urgency]),
		key("when", "'"+d.expression(3)+"'"), key("says", "Take care."), key("until", "It has passed."),
		key("sources", "[book]"), key("grade", "E1"),
	}
	var sites []string
	for _, f := range d.facts {
		if f.Places {
			sites = append(sites, f.Name)
		}
	}
	local := true
	switch n := d.IntN(6); {
	case len(sites) > 0 && n < 3:
		site := pick(d.Rand, sites...)
		r.keys = append(r.keys, key("at", site))
		for _, f := range d.facts {
			if f.Name == site && f.AskedIf != "" {
				// A rule with a site only holds where the site is asked for.
				r.keys[3][1] = strings.TrimSuffix(strings.Replace(r.keys[3][1], "'", "'(", 1), "'") +
					") && (" + f.AskedIf + ")'"
			}
		}
	case n < 4:
		r.keys = append(r.keys, key("regions", d.regions()))
	default:
		local = false
	}
	if d.IntN(4) == 0 {
		r.keys = append(r.keys, key("red_flag", "true"))
	}
	if d.IntN(3) == 0 {
		least, leastUrgency := 0, 0
		if urgency == len(urgencies)-1 {
			least, leastUrgency = min(kind, 2), 3
		}
		unsure := least + d.IntN(kind-least+1)
		text := fmt.Sprintf("{kind: %s, reason: why not", append([]string{"none"}, ranks[1:]...)[unsure])
		if u := leastUrgency + d.IntN(urgency-leastUrgency+1); u > 0 || d.IntN(2) == 0 {
			text += ", urgency: " + urgencies[u]
		}
		r.keys = append(r.keys, key("if_unsure", text+"}"))
	}
	for d.IntN(3) == 0 {
		var limit [][2]string
		if d.IntN(2) == 0 {
			limit = append(limit, key("pressure", pick(d.Rand, "1", "2", "param.two")))
		}
		if d.IntN(2) == 0 {
			limit = append(limit, key("avoid", pick(d.Rand, "[tap]", "[stroke, tap]")))
		}
		if d.IntN(4) == 0 {
			limit = append(limit, key("spot", "true"), key("margin", "param.half"))
		}
		if d.IntN(4) == 0 {
			limit = append(limit, key("note", pick(d.Rand, "Softly.", "Slowly.")))
		}
		if len(limit) == 0 {
			limit = append(limit, key("cool", "true"))
		}
		switch n := d.IntN(5); {
		case n == 0:
			limit = append(limit, key("regions", "everywhere"))
		case n == 1 && local:
			limit = append(limit, key("regions", "elsewhere"))
		case n == 2:
			limit = append(limit, key("regions", d.regions()))
		}
		r.limits = append(r.limits, limit)
	}
	return r
}

func (d *domain) regions() string {
	return "[" + pick(d.Rand, "neck", "upper", "lower", "back", "body", "neck, upper", "neck, lower") + "]"
}

// yaml writes the rule files. With an r, items and keys come in a random order over several files.
func (d *domain) yaml(r *rand.Rand) fstest.MapFS {
	sections := map[string][]string{}
	for _, f := range d.ownFacts {
		sections["facts"] = append(sections["facts"], "  - "+flowMap(r, factKeys(f)))
	}
	for _, c := range d.ownCards {
		var lines []string
		for _, l := range c.Lines {
			lines = append(lines, flowMap(r, [][2]string{
				{"name", l.Name}, {"says", l.Says}, {"facts", flowList(l.Facts)},
			}))
		}
		sections["cards"] = append(sections["cards"],
			"  - "+flowMap(r, [][2]string{{"name", c.Name}, {"ask", doubleQuoted(c.Ask)}, {"lines", flowList(lines)}}))
	}
	for _, p := range d.params {
		sections["parameters"] = append(sections["parameters"],
			"  "+p[0]+": "+flowMap(r, [][2]string{{"value", p[1]}, {"unit", "units"}, {"basis", "a book"}}))
	}
	for _, x := range d.defines {
		sections["define"] = append(sections["define"], "  "+x[0]+": '"+x[1]+"'")
	}
	for _, x := range d.implications {
		sections["implications"] = append(sections["implications"], "  - "+flowMap(r, x))
	}
	sections["sources"] = []string{
		"  book: " + flowMap(r, [][2]string{{"cites", "A book"}, {"level", "E1"}, {"read", "memory"}}),
	}
	for _, x := range d.rules {
		sections["rules"] = append(sections["rules"], x.yaml(r))
	}
	files := fstest.MapFS{}
	count := 1
	if r != nil {
		count += r.IntN(3)
	}
	for i := range count {
		var b strings.Builder
		for _, name := range shuffled(r, []string{
			"parameters", "define", "facts", "cards", "sources", "implications", "rules",
		}) {
			items := shuffled(r, sections[name])
			share := len(items)
			if i < count-1 {
				share = r.IntN(share + 1)
			}
			if share > 0 {
				fmt.Fprintf(&b, "%s:\n%s\n", name, strings.Join(items[:share], "\n"))
			}
			sections[name] = items[share:]
		}
		if b.Len() > 0 {
			files[fmt.Sprintf("%c.yaml", 'a'+(i+count/2)%count)] = &fstest.MapFile{Data: []byte(b.String())}
		}
	}
	return files
}

func (x draft) yaml(r *rand.Rand) string {
	var lines []string
	for _, k := range x.keys {
		lines = append(lines, k[0]+": "+k[1])
	}
	if len(x.limits) > 0 {
		text := "limits:"
		for _, l := range x.limits {
			text += "\n      - " + flowMap(r, l)
		}
		lines = append(lines, text)
	}
	return "  - " + strings.Join(shuffled(r, lines), "\n    ")
}

func factKeys(f policy.Fact) [][2]string {
	number := func(x float64) string { return fmt.Sprint(x) }
	keys := [][2]string{
		{"name", f.Name}, {"kind", []string{"yes_no", "whole", "decimal", "one_of", "set_of"}[f.Kind]}, {"ask", doubleQuoted(f.Ask)},
		{"risk", []string{"neither", "more", "less"}[f.Risk]},
	}
	add := func(when bool, key, value string) {
		if when {
			keys = append(keys, [2]string{key, value})
		}
	}
	var choices []string
	for _, v := range f.Values {
		choices = append(choices, v.Name+": "+v.Says)
	}
	isNumber := f.Kind == policy.Whole || f.Kind == policy.Decimal
	add(isNumber, "least", number(f.Least))
	add(isNumber, "most", number(f.Most))
	add(len(choices) > 0, "values", "{"+strings.Join(choices, ", ")+"}")
	add(f.None != "", "none", doubleQuoted(f.None))
	add(len(f.Safe) > 0, "safe", flowList(f.Safe))
	add(f.AskedIf != "", "asked_if", "'"+f.AskedIf+"'")
	add(f.Volunteered, "volunteered", "true")
	add(f.UnsureRiskier, "unsure_riskier", "true")
	add(f.Volunteered, "usual", doubleQuoted(f.Usual))
	add(f.Places, "places", "true")
	return keys
}

func doubleQuoted(text string) string { return `"` + text + `"` }

func flowList(items []string) string { return "[" + strings.Join(items, ", ") + "]" }

func flowMap(r *rand.Rand, keys [][2]string) string {
	var parts []string
	for _, k := range shuffled(r, keys) {
		parts = append(parts, k[0]+": "+k[1])
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

func shuffled[T any](r *rand.Rand, items []T) []T {
	items = slices.Clone(items)
	if r != nil {
		r.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	}
	return items
}

func (d *domain) load() (*policy.Set, error) {
	return policy.LoadInDigits(d.digits, d.schema, policy.Layer{Name: "ground", Files: d.yaml(nil)})
}

// String writes the domain for a failure.
func (d *domain) String() string {
	var b strings.Builder
	if d.digits > 0 {
		fmt.Fprintf(&b, "# digits of %d cells\n", d.digits)
	}
	for _, f := range d.schema.Facts {
		fmt.Fprintf(&b, "# schema %s\n", flowMap(nil, factKeys(f)))
	}
	for _, c := range d.schema.Cards {
		fmt.Fprintf(&b, "# schema card %s %v\n", c.Name, c.Lines)
	}
	for _, f := range d.yaml(nil) {
		b.Write(f.Data)
	}
	return b.String()
}
