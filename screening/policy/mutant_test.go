package policy_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// The garden's rule of wet soil, one token at a time.
func TestMutantsOfARule(t *testing.T) {
	set := mustLoad(t, base())
	var got []string
	for _, m := range set.Mutants(func(r *policy.Rule) bool { return r.ID == "soil.wet" }) {
		got = append(got, m.Key+": "+m.Was+" -> "+m.Now)
	}
	want := []string{
		"when: at_or_above(soil.state, wet) -> soil.state != dry",
		"when: at_or_above(soil.state, wet) -> soil.state == wet",
		"when: at_or_above(soil.state, wet) -> soil.state == flooded",
		"when: at_or_above(soil.state, wet) -> soil.state != moist",
		"when: at_or_above(soil.state, wet) -> !at_or_above(soil.state, wet)",
		"kind: care -> permit",
		"urgency: none -> soon",
		"limits: depth_cm: 5 -> nothing",
		"limits: depth_cm: 5 -> depth_cm: 4",
		"limits: depth_cm: 5 -> depth_cm: 6",
		"limits: avoid_tools: [mower] -> nothing",
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mutants (-want +got):\n%s", diff)
	}
}

// That a set has any of its values is one test, as it is written: the slip is its opposite.
func TestMutantsOfAnyOfASet(t *testing.T) {
	const more = `
facts:
  - {name: own.kinds, kind: set_of, ask: 'Which?', none: none, values: {none: None, ash: Ash, oak: Oak, elm: Elm}}
rules:
  - {id: own.kinds, kind: care, urgency: none, when: "own.kinds != none", says: Two lift together., sources: [handbook], grade: B}
`
	set := mustLoad(t, base(), policy.Layer{Name: "more", Files: file(more)})
	var got []string
	for _, m := range set.Mutants(func(r *policy.Rule) bool { return r.ID == "own.kinds" }) {
		if m.Key == "when" {
			got = append(got, m.Was+" -> "+m.Now)
		}
	}
	if diff := cmp.Diff([]string{"own.kinds != none -> own.kinds == none"}, got); diff != "" {
		t.Errorf("mutants (-want +got):\n%s", diff)
	}
}

// A mutant is the set that the loader makes of the same text, and the set that it is compared with
// is the one it came from.
func TestMutantsAreWhatTheLoaderMakes(t *testing.T) {
	const more = `
define: {crew.weak: "crew.green || crew.age >= 70"}
rules:
  - {id: crew.lift, kind: care, urgency: none, when: "crew.weak && soil.state == wet", says: Two lift together., sources: [handbook], grade: B}
`
	set := mustLoad(t, base(), policy.Layer{Name: "more", Files: file(more)})
	defined := 0
	for _, m := range set.Mutants(nil) {
		if c := policy.Compare(set, m.Original()); !c.Equivalent {
			t.Fatalf("the original of %s differs: %v %v", m.Rule, c.Differences, c.Unproved)
		}
		mutant := m.Set()
		if m.Key != "when" && m.Key != "kind" && m.Key != "urgency" && !strings.HasPrefix(m.Key, "define ") {
			continue
		}
		value := m.Now
		if m.Key == "when" {
			value = "'" + value + "'"
		}
		change := file("changes:\n  - {rule: " + m.Rule + ", " + m.Key + ": " + value + ", reason: a mutant}\n")
		if name, ok := strings.CutPrefix(m.Key, "define "); ok {
			change = file("changes:\n  - {define: " + name + ", when: '" + m.Now + "', reason: a mutant}\n")
			defined++
		}
		want, err := policy.Load(garden(), base(), policy.Layer{Name: "more", Files: file(more)},
			policy.Layer{Name: "own", Files: change, Loosening: true, RedFlags: true})
		if (err != nil) != (mutant == nil) {
			t.Errorf("%s: %s: %s: the loader says %v, and the mutant is there: %t", m.Rule, m.Key, m.Now, err, mutant != nil)
			continue
		}
		if err != nil {
			continue
		}
		if c := policy.Compare(want, mutant); !c.Equivalent {
			t.Errorf("%s: %s: %s is another set: %v %v %v", m.Rule, m.Key, m.Now, c.Differences, c.Apart, c.Unproved)
		}
	}
	if defined == 0 {
		t.Error("no definition was changed")
	}
}

// Mutants of random domains are the sets that are loaded from their text, and decide random clients
// alike.
func TestMutantsOfRandomDomains(t *testing.T) {
	compared := 0
	for seed := range draws.Of(t, 300) {
		r := rand.New(rand.NewPCG(uint64(seed), 77))
		d := newDomain(r)
		set := mustLoadDomain(t, d)
		if set == nil {
			continue
		}
		mutants := set.Mutants(nil)
		if len(mutants) == 0 {
			continue
		}
		m := mutants[r.IntN(len(mutants))]
		mutant := m.Set()
		if mutant == nil || m.Key != "when" {
			continue
		}
		i, _ := set.RuleIndex(m.Rule)
		change := file("changes:\n  - {rule: " + m.Rule + ", when: '" + m.Now + "', reason: a mutant}\n")
		want, err := policy.LoadInDigits(d.digits, d.schema, policy.Layer{Name: "drawn", Files: d.yaml(nil)},
			policy.Layer{Name: "own", Files: change, Loosening: true, RedFlags: true})
		if err != nil {
			continue // words of the domain that the loader takes from one layer alone
		}
		compared++
		if a, b := want.RuleTest(i).String(), mutant.RuleTest(i).String(); a != b {
			t.Errorf("seed %d: %s is read as %s", seed, b, a)
		}
		if c := policy.Compare(want, mutant); len(c.Differences) > 0 {
			t.Errorf("seed %d: %s: %s is another set: %v\n%s", seed, m.Rule, m.Now, c.Differences[0].Says, d)
		}
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// Mutants are made at once, beside implications too: the race detector looks on.
func TestMutantsAreMadeAtOnce(t *testing.T) {
	const more = `
implications:
  - {when: nest.present, implies: crew.trained, because: Only the trained know a nest.}
  - {given: frost.nights, implies: frost.hard, because: Who counts the nights knows the frost.}
  - {when: soil.state == flooded, excludes: nest.present, because: No nest floats.}
rules:
  - {id: crew.lift, kind: care, urgency: none, when: "crew.trained && soil.state == wet && nest.present", says: Two lift together.,
     sources: [handbook], grade: B}
  - {id: crew.cold, kind: care, urgency: none, when: "frost.hard && soil.state == wet", says: Two lift together., sources: [handbook], grade: B}
`
	for range 3 {
		set := mustLoad(t, base(), policy.Layer{Name: "more", Files: file(more), Loosening: true, RedFlags: true})
		mutants := set.Mutants(nil)
		if len(mutants) < 20 {
			t.Fatalf("%d mutants", len(mutants))
		}
		var w sync.WaitGroup
		for _, m := range mutants {
			w.Go(func() { m.Set() })
		}
		w.Wait()
	}
}
