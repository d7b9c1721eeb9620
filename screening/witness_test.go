package screening_test

import (
	"testing"

	"github.com/safehands/safehands/screening/policy/witness"
)

// cel-go is the judge of every rule that is shipped.
func TestRulesAgreeWithCEL(t *testing.T) {
	if err := witness.Check(newScreener(t).Rules(), 1, draws(4000)); err != nil {
		t.Error(err)
	}
}

func TestRulesKeepTheLaws(t *testing.T) {
	if err := witness.Laws(newScreener(t).Rules(), 2, draws(2000)); err != nil {
		t.Error(err)
	}
}

func TestOwnRulesKeepTheLaws(t *testing.T) {
	set := ownScreener(t).Rules()
	if err := witness.Check(set, 3, draws(500)); err != nil {
		t.Error(err)
	}
	if err := witness.Laws(set, 4, draws(500)); err != nil {
		t.Error(err)
	}
}
