package soreness_test

import (
	"testing"

	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Whatever is answered, one triage looks at no more cubes than this, a little above the budgets of
// the engine: what was begun is finished.
const mostWork, mostQuestionWork = 3_000_000, 44_000_000

func TestSlowestCoursesAreBounded(t *testing.T) {
	t.Parallel()
	x := witnessOf(t, newTriager(t).Rules()).Slowest(8, draws.Of(t, 200), func(a, b witness.Slow) bool {
		return a.Decide+a.Questions >= b.Decide+b.Questions
	})
	t.Logf("worst: %d and %d steps, inexact %t", x.Decide, x.Questions, x.Inexact)
	if x.Decide > mostWork || x.Questions > mostQuestionWork {
		t.Errorf("%d steps, at most %d, and %d for questions, at most %d",
			x.Decide, mostWork, x.Questions, mostQuestionWork)
	}
}
