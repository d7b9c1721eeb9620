package screening_test

import (
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// cel-go is the judge of every rule that is shipped.
func TestRulesAgreeWithCEL(t *testing.T) {
	t.Parallel()
	if err := witnessOf(t, newScreener(t)).Check(1, draws.Of(t, 320)); err != nil {
		t.Error(err)
	}
}

// Every test is written and read again as the same tree, and reads the facts that it names.
func TestConditions(t *testing.T) {
	t.Parallel()
	for _, s := range []*screening.Screener{newScreener(t), ownScreener(t)} {
		if err := witnessOf(t, s).Conditions(); err != nil {
			t.Error(err)
		}
	}
}

func TestRulesKeepTheLaws(t *testing.T) {
	t.Parallel()
	if err := witnessOf(t, newScreener(t)).Laws(7, draws.Of(t, 128)); err != nil {
		t.Error(err)
	}
}

func TestOwnRulesKeepTheLaws(t *testing.T) {
	t.Parallel()
	w := witnessOf(t, ownScreener(t))
	if err := w.Check(3, draws.Of(t, 64)); err != nil {
		t.Error(err)
	}
	if err := w.Laws(12, draws.Of(t, 64)); err != nil {
		t.Error(err)
	}
}

// Bounds and questions on random subsets of the facts are exactly what going through every
// completion gives: none missing, none too many.
func TestSubsetsAreExact(t *testing.T) {
	t.Parallel()
	if err := witnessOf(t, newScreener(t)).Subsets(1, draws.Of(t, 120), 42, 1<<12); err != nil {
		t.Error(err)
	}
}
