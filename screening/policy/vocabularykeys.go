package policy

import (
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
)

// writeKeys lists the keys of rule files, out of the tables that the loader reads them by.
func (v *vocabulary) writeKeys() {
	l := newLoader(v.schema, nil)
	rows := [][]string{}
	add := func(part string, fields document.Fields, required []string) {
		var optional []string
		for _, key := range slices.Sorted(maps.Keys(fields)) {
			if !slices.Contains(required, key) {
				optional = append(optional, key)
			}
		}
		rows = append(rows, []string{code(part), codes(slices.Sorted(slices.Values(required))), codes(optional)})
	}
	add("rules", l.ruleFields(&rawRule{}), l.ruleNeeds())
	unsure, needs := l.unsureFields(&UnsureOutcome{})
	add("rules: if_unsure", unsure, needs)
	add("rules: limits", l.limitFields(&rawLimit{}), nil)
	fact, needs := l.factFields(&Fact{}, new(*document.Node))
	add("facts", fact, needs)
	card, needs := l.cardFields(&Card{})
	add("cards", card, needs)
	line, needs := l.lineFields(&Line{})
	add("cards: lines", line, needs)
	implication, needs := l.implicationFields(&rawImplication{})
	add("implications", implication, needs)
	for _, limit := range v.schema.Limits {
		if limit.OwnKey != "" {
			own, needs := l.ownEntry(&rawOwn{})
			add(limit.OwnKey, own, needs)
		}
	}
	parameter, needs := l.parameterFields(&Parameter{})
	add("parameters", parameter, needs)
	source, needs := l.sourceFields(&Source{})
	add("sources", source, needs)
	for _, kind := range changed() {
		fields, needs := l.changeFields(kind, &change{})
		add("changes: "+kind, fields, needs)
	}
	v.heading("Rule files")
	v.printf("A file has one or more of %s.\n", codes(slices.Sorted(maps.Keys(l.fileFields(0)))))
	v.printf("Under `define` each name has its expression; of `parameters` and `sources` each has a name too, " +
		"and the others are lists.\n")
	v.printf("A number has both ends of its range, `least` and `most`.\n\n")
	v.table([]string{"part", "needs", "may have"}, rows)
	v.printf("\nBetween quotes stand an expression with `? :`, or one that does not begin with a letter or \"(\", " +
		"and a text with `: ` or ` #` in it.\n")
}
