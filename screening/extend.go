package screening

import (
	"errors"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Answer writes the intake into the answers of a rule set that extends [Screener.Rules]: its first
// facts and its first cards are the screener's. All others are left alone; regions are no answers.
// The error is a [*document.Error] with every answer that cannot be; contradictions between answers
// are found when the set is evaluated.
func (s *Screener) Answer(in Intake, a *policy.Answers) error {
	if !s.built() {
		return errNotBuilt
	}
	if a == nil || a.Facts() < len(s.set.Facts()) || a.Cards() < len(s.set.Cards()) {
		return errors.New("the answers are not of a set that extends the screener's rules")
	}
	var p document.Problems
	s.fill(&in, a.First(len(s.set.Facts()), len(s.set.Cards())), &p)
	return p.Err()
}
