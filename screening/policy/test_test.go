package policy_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// An expression is this tree, and the tree is written as that expression.
func TestTestTree(t *testing.T) {
	facts := map[string]int{}
	for i, f := range garden().Facts {
		facts[f.Name] = i
	}
	and := func(kids ...*policy.Test) *policy.Test { return &policy.Test{Op: policy.And, Kids: kids} }
	or := func(kids ...*policy.Test) *policy.Test { return &policy.Test{Op: policy.Or, Kids: kids} }
	not := func(kid *policy.Test) *policy.Test { return &policy.Test{Op: policy.Not, Kids: []*policy.Test{kid}} }
	yes := func(fact string) *policy.Test { return &policy.Test{Op: policy.IsYes, Fact: facts[fact]} }
	among := func(fact string, values uint64) *policy.Test {
		return &policy.Test{Op: policy.IsAmong, Fact: facts[fact], Values: values}
	}
	holds := func(fact string, value uint64) *policy.Test {
		return &policy.Test{Op: policy.Holds, Fact: facts[fact], Values: value}
	}
	from := func(fact string, x float64) *policy.Test {
		return &policy.Test{Op: policy.FromNumber, Fact: facts[fact], Number: x}
	}
	above := func(fact string, x float64) *policy.Test {
		return &policy.Test{Op: policy.AboveNumber, Fact: facts[fact], Number: x}
	}
	frost, nest := yes("frost.hard"), yes("nest.present")
	pests := or(holds("pests.kinds", 2), holds("pests.kinds", 4), holds("pests.kinds", 8))
	green := &policy.Test{Op: policy.Defined, Name: "crew.green", Kids: []*policy.Test{and(not(from("crew.age", 18)), not(yes("crew.trained")))}}
	tests := []struct {
		source, written string // written only where it is another
		want            *policy.Test
	}{
		{"frost.hard", "", frost},
		{"!frost.hard", "", not(frost)},
		{"!!frost.hard", "frost.hard", frost},
		{"frost.hard && (nest.present || crew.trained)", "", and(frost, or(nest, yes("crew.trained")))},
		{"frost.hard && nest.present || crew.trained", "", or(and(frost, nest), yes("crew.trained"))},
		{"!(frost.hard && nest.present)", "", not(and(frost, nest))},
		{"frost.hard ? nest.present : crew.trained", "frost.hard && nest.present || !frost.hard && crew.trained",
			or(and(frost, nest), and(not(frost), yes("crew.trained")))},
		{"at_least(2, [frost.hard, nest.present || crew.green, !crew.trained])", "",
			&policy.Test{
				Op: policy.AtLeast, N: 2, Kids: []*policy.Test{frost, or(nest, green), not(yes("crew.trained"))},
			}},
		{"crew.green", "", green},
		{"soil.state == wet", "", among("soil.state", 0b0100)},
		{"soil.state != wet", "", among("soil.state", 0b1011)},
		{"!(soil.state == wet)", "", not(among("soil.state", 0b0100))},
		{"at_or_above(soil.state, wet)", "", among("soil.state", 0b1100)},
		{"!at_or_above(soil.state, wet)", "", not(among("soil.state", 0b1100))},
		{"soil.state in [wet, dry]", "soil.state in [dry, wet]", among("soil.state", 0b0101)},
		{"visit.purpose in [planting, mowing]", "visit.purpose != pruning", among("visit.purpose", 0b110)},
		{"mites in pests.kinds", "", holds("pests.kinds", 4)},
		{"!(mites in pests.kinds)", "", not(holds("pests.kinds", 4))},
		{"pests.kinds != none", "", pests},
		{"pests.kinds == none", "", not(pests)},
		{"frost.hard || pests.kinds != none || nest.present", "", or(append(append([]*policy.Test{frost}, pests.Kids...), nest)...)},
		{"frost.hard && pests.kinds == none", "", and(frost, not(pests))},
		{"mites in pests.kinds || slugs in pests.kinds", "", or(holds("pests.kinds", 4), holds("pests.kinds", 2))},
		{"crew.age > 17", "crew.age >= 18", from("crew.age", 18)},
		{"crew.age == 18", "crew.age >= 18 && crew.age < 19", and(from("crew.age", 18), not(from("crew.age", 19)))},
		{"soil.ph < param.acid_ph", "soil.ph < 5.5", not(from("soil.ph", 5.5))},
		{"soil.ph > 7", "", above("soil.ph", 7)},
		{"soil.ph <= 7", "", not(above("soil.ph", 7))},
	}
	for _, tt := range tests {
		set := mustLoad(t, base(), policy.Layer{Name: "own", Files: file("define:\n  own.test: '" + tt.source + "'\n")})
		got := set.DefinitionTest(1)
		if diff := cmp.Diff(tt.want, got, cmpopts.IgnoreUnexported(policy.Test{})); diff != "" {
			t.Errorf("%s: tree mismatch (-want +got):\n%s", tt.source, diff)
		}
		want := tt.written
		if want == "" {
			want = tt.source
		}
		if got := got.String(); got != want {
			t.Errorf("%s is written %s, want %s", tt.source, got, want)
		}
	}
}

// A test that no set has made says nothing, and breaks nothing.
func TestTestNotMade(t *testing.T) {
	var none *policy.Test
	tests := []*policy.Test{none, {}, {Op: 99}, {Op: policy.AtLeast, N: 1, Kids: []*policy.Test{none}}}
	for op := policy.And; op <= policy.AboveNumber; op++ {
		tests = append(tests, &policy.Test{Op: op}, &policy.Test{Op: op, Kids: []*policy.Test{none}},
			&policy.Test{Op: op, Kids: []*policy.Test{{Op: op}}})
	}
	for _, test := range tests {
		_ = test.String()
		_ = (&policy.Test{Op: policy.Not, Kids: []*policy.Test{test}}).String()
		_ = (&policy.Test{Op: policy.Or, Kids: []*policy.Test{test, test}}).String()
	}
	set := mustLoad(t, base())
	i, _ := set.RuleIndex("soil.wet")
	changed := *set.RuleTest(i)
	changed.Values = 0
	if got, want := changed.String(), "soil.state in []"; got != want {
		t.Errorf("a list without values is written %q, want %q", got, want)
	}
	for op := policy.And; op <= policy.AboveNumber; op++ {
		changed.Op = op
		_ = changed.String()
	}
}

// What has no test has none, and the others are found by the index of what they belong to.
func TestTestsOfSet(t *testing.T) {
	set := mustLoad(t, base(), policy.Layer{Name: "own", Loosening: true, Files: file(`implications:
  - {when: nest.present, excludes: soil.state == flooded, because: Nothing nests in water.}
  - {given: crew.age, excludes: soil.state == flooded, because: They came.}
`)})
	got := map[string]*policy.Test{}
	for i, r := range set.Rules() {
		got[r.ID] = set.RuleTest(i)
	}
	for i, f := range set.Facts() {
		got[f.Name] = set.GuardTest(i)
	}
	for i, d := range set.Definitions() {
		got[d.Name] = set.DefinitionTest(i)
	}
	for i, x := range set.Implications() {
		got[x.String()] = set.ImplicationTest(i)
	}
	for name, want := range map[string]string{
		"frost.roots": "frost.nights >= 3", "nest.hedge": "nest.present", "nest.sites": "nest.present", "soil.state": "",
		"crew.saws": "crew.green", "crew.green": "crew.age < 18 && !crew.trained", "nest.present excludes soil.state == flooded": "nest.present",
		"any answer to crew.age excludes soil.state == flooded": "",
	} {
		switch test, ok := got[name]; {
		case !ok:
			t.Errorf("%s is not there", name)
		case test == nil && want != "", test != nil && test.String() != want:
			t.Errorf("the test of %s is %v, want %q", name, test, want)
		}
	}
}

// TestConditions: whatever tests a set has, writing and reading them again changes none.
func TestConditions(t *testing.T) {
	t.Parallel()
	domains := draws.Of(t, 600)
	for seed := range uint64(domains) {
		d := newDomain(rand.New(rand.NewPCG(seed, 8)))
		set := mustLoadDomain(t, d)
		if set == nil {
			continue
		}
		w, err := witness.New(set)
		if err != nil {
			t.Fatalf("domain %d: %v\n%s", seed, err, d)
		}
		if err := w.Conditions(); err != nil {
			t.Fatalf("domain %d: %v\n%s", seed, err, d)
		}
	}
}
