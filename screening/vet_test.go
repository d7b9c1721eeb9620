package screening_test

import (
	"os"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
)

// flagKinds is what an urgency alone makes of a red flag.
func flagKinds() map[string]string {
	return map[string]string{"emergency": "absolute", "same_day": "temporary", "urgent": "temporary", "routine": "relative"}
}

// Everything that a proof finds about the shipped rules is justified in testdata/vetted.txt, one
// finding a line: its key, two slashes, the reason. What is no longer found must go from there.
func TestShippedRulesAreVetted(t *testing.T) {
	s := newScreener(t)
	data, err := os.ReadFile("testdata/vetted.txt")
	if err != nil {
		t.Fatal(err)
	}
	v := policy.Vet(s.Rules(), policy.VetOptions{FlagKind: flagKinds()})
	var back []string // a region that joins the back has to be looked at
	for _, r := range body.BackAll.Parts() {
		back = append(back, string(r))
	}
	lines := strings.Replace(string(data), " but back_all ", " but "+strings.Join(back, " ")+" ", 1)
	for _, fault := range witness.Vetted(lines, v) {
		t.Error(fault)
	}
	if len(v.Monotone) == 0 || len(v.Protective) == 0 || len(v.Assumed) == 0 {
		t.Errorf("%d monotone facts, %d protective ones, %d assumptions", len(v.Monotone), len(v.Protective), len(v.Assumed))
	}
	if c := policy.Compare(s.Rules(), s.Rules()); !c.Equivalent || len(c.Differences) > 0 {
		t.Errorf("the rules differ from themselves: %v %v %v", c.Differences, c.Apart, c.Unproved)
	}
}
