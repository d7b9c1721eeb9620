package technique_test

import (
	"os"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Everything that a proof finds about the shipped rules is justified in testdata/vetted.txt, as in
// package screening.
func TestShippedRulesAreVetted(t *testing.T) {
	if !draws.All(t) {
		t.Skip("takes seconds; with every draw")
	}
	data, err := os.ReadFile("testdata/vetted.txt")
	if err != nil {
		t.Fatal(err)
	}
	p := newPlanner(t)
	sets := []*policy.Set{p.MatchRules(), p.PlanRules()}
	v := witness.VetTogether(newScreener(t).Rules(), sets, func(i int) policy.VetOptions {
		if i == 0 {
			return policy.VetOptions{Opposed: map[string]string{"prefer": "forbid"}, Preferences: true}
		}
		return policy.VetOptions{}
	})
	for _, fault := range witness.Vetted(string(data), v) {
		t.Error(fault)
	}
	if len(v.Monotone) == 0 {
		t.Error("nothing is proved monotone")
	}
}
