package technique_test

import (
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Whatever is answered, matching or checking one step looks at no more cubes than this, a little
// above the budgets of the engine: what was begun is finished.
const mostWork, mostQuestionWork = 2_500_000, 44_000_000

func TestSlowestVisitsAreBounded(t *testing.T) {
	t.Parallel()
	p := newPlanner(t)
	for name, set := range map[string]*policy.Set{"match": p.MatchRules(), "plan": p.PlanRules()} {
		x := witnessOf(t, set).Slowest(6, draws.Of(t, 80), func(a, b witness.Slow) bool {
			return a.Decide+a.Questions >= b.Decide+b.Questions
		})
		t.Logf("worst %s: %d and %d steps, inexact %t", name, x.Decide, x.Questions, x.Inexact)
		if x.Decide > mostWork || x.Questions > mostQuestionWork {
			t.Errorf("%s: %d steps, at most %d, and %d for questions, at most %d",
				name, x.Decide, mostWork, x.Questions, mostQuestionWork)
		}
	}
}
