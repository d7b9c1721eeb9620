package technique_test

import (
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/technique"
)

// A translation needs no permission and changes no decision: every text of the rules and of what
// they read can be said in other words by an overlay.
func TestEveryTextCanBeReplaced(t *testing.T) {
	base, before := newScreener(t).Rules(), newPlanner(t)
	texts := func(set *policy.Set) string {
		return string(witness.Texts(set, base, func(text string) string { return "xx " + text }))
	}
	after := newPlanner(t, technique.WithOverlay(files(map[string]string{
		"match/texts.yaml": texts(before.MatchRules()), "plan/texts.yaml": texts(before.PlanRules()),
	})))
	for _, sets := range [][2]*policy.Set{
		{before.MatchRules(), after.MatchRules()}, {before.PlanRules(), after.PlanRules()},
	} {
		if sets[0].Fingerprint() != sets[1].Fingerprint() {
			t.Error("the fingerprint has changed")
		}
		if w := sets[1].Weakened(); len(w) > 0 {
			t.Errorf("texts weaken %v", w)
		}
		witness.Texts(sets[1], base, func(text string) string {
			if !strings.HasPrefix(text, "xx ") {
				t.Errorf("left as it was: %q", text)
			}
			return text
		})
	}
}
