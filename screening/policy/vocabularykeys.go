package policy

import (
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/policy/lists"
)

// writeKeys lists the keys of rule files, out of the tables that the loader reads them by.
func (v *vocabulary) writeKeys() {
	l := newLoader(v.schema, nil)
	parts := l.parts()
	var rows [][]string
	for _, p := range parts[1:] {
		if p.name == "facts: was" {
			continue // for stored answers, of no interest to who writes new rules
		}
		optional := lists.Where(slices.Sorted(maps.Keys(p.fields)), func(key string) bool {
			return !slices.Contains(p.needs, key)
		})
		rows = append(rows, []string{code(p.name), codes(sorted(p.needs)), codes(optional)})
	}
	v.heading("Rule files")
	v.printf("A file has one or more of %s.\n", codes(slices.Sorted(maps.Keys(parts[0].fields))))
	v.printf("Under `define` each name has its expression; of `parameters` and `sources` each has a name too, " +
		"and the others are lists.\n")
	v.printf("A number has both ends of its range, `least` and `most`.\n\n")
	v.table([]string{"part", "needs", "may have"}, rows)
	v.printf("\nBetween quotes stand an expression with `? :`, or one that does not begin with a letter or \"(\", " +
		"and a text with `: ` or ` #` in it.\n")
}
