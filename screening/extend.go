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
	first, err := s.firstOf(a)
	if err != nil {
		return err
	}
	var p document.Problems
	s.fill(&in, first, &p)
	return p.Err()
}

// Cleared tells the answers of an intake, as [Screener.Answer] writes them, what clinicians said,
// and returns what their yeses cover today, for the request of an evaluation. The error is a
// [*document.Error] with every fault of a clearance.
func (s *Screener) Cleared(a *policy.Answers, clearance ...Clearance) ([]policy.Clearance, error) {
	first, err := s.firstOf(a)
	if err != nil {
		return nil, err
	}
	var p document.Problems
	covered, _ := s.clear(clearance, first, &p)
	return covered, p.Err()
}

// Spent reports whether a yes for a rule that is some days old no longer counts, by its age and by
// what is answered: something may have happened or changed since. Who gave it, and how, is not
// looked at.
func (s *Screener) Spent(a *policy.Answers, rule string, daysAgo int) bool {
	first, err := s.firstOf(a)
	if err != nil {
		return true
	}
	c := Clearance{DaysAgo: daysAgo}
	return !s.fresh(&c) || s.changedSince(&c, first) || c.spentBy(s, rule, first)
}

// firstOf are the answers that are the screener's own, of a set that extends its rules.
func (s *Screener) firstOf(a *policy.Answers) (*policy.Answers, error) {
	if !s.built() {
		return nil, errNotBuilt
	}
	if a == nil || a.Facts() < len(s.set.Facts()) || a.Cards() < len(s.set.Cards()) {
		return nil, errors.New("the answers are not of a set that extends the screener's rules")
	}
	return a.First(len(s.set.Facts()), len(s.set.Cards())), nil
}
