package policy_test

import (
	"slices"
	"testing"

	"github.com/safehands/safehands/screening/policy"
)

// A rule that a step loosens is shown beside another one: who justifies the one has not seen the
// other.
func TestVetShowsEveryRuleThatAStepLoosens(t *testing.T) {
	set, err := plant(t, "relative: a.x && !a.more\nprecaution: a.y && !a.more\nabsolute: a.more && a.x && a.y && n.weeks < 20\nabsolute: n.weeks > 40")
	if err != nil {
		t.Fatal(err)
	}
	found := keys(policy.Vet(set, policy.VetOptions{}))
	for _, want := range []string{"not_monotone a.more r.a", "not_monotone a.more r.b", "not_monotone n.weeks r.c"} {
		if !slices.Contains(found, want) {
			t.Errorf("%s is missing from %q", want, found)
		}
	}
}
