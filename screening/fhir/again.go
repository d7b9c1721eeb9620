package fhir

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Again is the form of a later visit: only the lines and questions that are still open of an
// intake, such as that of the last visit after [screening.Screener.Expire], what hangs on them, and
// what anybody may volunteer, such as a temperature. A line that was answered and still holds does
// not stand on it, so that none of these denies nothing of before.
//
// The items have the linkIds of the whole form, the address ends in -again, and the version names
// what is asked besides the rules. A response is read with this form onto the same intake, by
// [Answer], and refused by one that asks other lines; who keeps responses and no intake, and reads
// those of the whole form alone, misses what it says. The error is that of
// [screening.Screener.Questions].
func (f Form) Again(s *screening.Screener, in screening.Intake) (Form, error) {
	questions, err := s.Questions(in)
	if err != nil {
		return Form{}, err
	}
	f.Repeat, f.Facts, f.Lines = true, []string{}, map[intake.Card][]intake.Line{}
	set := s.Rules()
	for _, q := range questions {
		open, told := false, false // whether a line that names the fact is to be asked, or was ticked
		for i := range set.Cards() {
			card := intake.Card(set.Cards()[i].Name)
			given, answered := in.Cards[card]
			answered = answered && (given.Edition < 1 || given.Edition >= set.Cards()[i].Edition)
			for _, l := range set.Cards()[i].Lines {
				line := intake.Line(l.Name)
				switch {
				case !slices.Contains(l.Facts, q.Fact):
				case !answered || slices.Contains(given.Open, line):
					open = true
					f.Lines[card] = lists.Add(f.Lines[card], line)
				case slices.Contains(given.Ticked, line) || slices.Contains(given.Unsure, line):
					told = true
				}
			}
		}
		if (told || !open) && q.Staff == f.Staff && !(f.Aloud && q.Private) {
			f.Facts = append(f.Facts, q.Fact)
		}
	}
	for i := range set.Facts() { // what is volunteered is no open question, and may be told at every visit
		x := &set.Facts()[i]
		if !x.Volunteered || len(x.From) > 0 || x.Staff != f.Staff || f.Aloud && Private(set, x.Name) {
			continue
		}
		if a, err := s.Get(in, x.Name); err == nil && !a.Asked() && !slices.Contains(f.Facts, x.Name) {
			f.Facts = append(f.Facts, x.Name)
		}
	}
	return f, nil
}
