package witness

import (
	"fmt"
	"slices"
	"strings"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
)

// Conditions holds every test of a set to what it says: written as an expression and read again it
// is the same tree, and it reads the facts that its source names.
func (w *Witness) Conditions() error {
	set := w.set
	for i, r := range set.Rules() {
		if want := w.readBy(Source(set, r) + " " + r.At); !slices.Equal(want, set.Reads(i)) {
			return fmt.Errorf("%s reads %v, and not %v", r.ID, want, set.Reads(i))
		}
	}
	for i, f := range set.Facts() {
		if !slices.Equal(w.Chain(i), set.ReadsOf(i)) {
			return fmt.Errorf("%s is asked if %v, and not %v", f.Name, w.Chain(i), set.ReadsOf(i))
		}
	}
	return readAgain(set, conditions(set))
}

// conditions are all tests of a set.
func conditions(set *policy.Set) []*policy.Test {
	var out []*policy.Test
	for i := range set.Rules() {
		out = append(out, set.RuleTest(i))
	}
	for i := range set.Definitions() {
		out = append(out, set.DefinitionTest(i))
	}
	for i := range set.Facts() {
		out = append(out, set.GuardTest(i))
	}
	for i := range set.Implications() {
		out = append(out, set.ImplicationTest(i))
	}
	return slices.DeleteFunc(out, func(t *policy.Test) bool { return t == nil })
}

// readAgain loads the tests as definitions over the set.
func readAgain(set *policy.Set, tests []*policy.Test) error {
	const group = "written_again."
	var b strings.Builder
	for i, t := range tests {
		fmt.Fprintf(&b, "  %st%d: '%s'\n", group, i, t)
	}
	if len(tests) == 0 {
		return nil
	}
	schema := set.Schema()
	schema.Facts, schema.Cards = nil, nil
	none := func(policy.Rule) (policy.Adopted, bool) { return policy.Adopted{}, false }
	files := fstest.MapFS{"again.yaml": {Data: []byte("define:\n" + b.String())}}
	again, err := policy.Extend(set, schema, none, policy.Layer{Name: "again", Files: files})
	if err != nil {
		return err
	}
	read := 0
	for i, d := range again.Definitions() {
		var n int
		if _, err := fmt.Sscanf(d.Name, group+"t%d", &n); err != nil {
			continue
		}
		if read++; !same(tests[n], again.DefinitionTest(i)) {
			return fmt.Errorf("%s is read again as %s", tests[n], again.DefinitionTest(i))
		}
	}
	if read != len(tests) {
		return fmt.Errorf("%d of %d tests were read again", read, len(tests))
	}
	return nil
}

// same compares two trees field by field.
func same(a, b *policy.Test) bool {
	return a.Op == b.Op && a.N == b.N && a.Name == b.Name &&
		a.Fact == b.Fact && a.Values == b.Values && a.Number == b.Number &&
		slices.EqualFunc(a.Kids, b.Kids, same)
}
