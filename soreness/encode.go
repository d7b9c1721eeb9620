package soreness

import (
	"errors"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy/document"
)

// writing collects the members of an object and the first error.
type writing struct {
	document.Object
	err error
}

func (w *writing) add(key string, value any) {
	if w.err == nil {
		w.err = w.Object.Add(key, value)
	}
}

// some adds a member that is there.
func (w *writing) some(key string, is bool, value any) {
	if is {
		w.add(key, value)
	}
}

func (w *writing) json() ([]byte, error) {
	if w.err != nil {
		return nil, w.err
	}
	return w.MarshalJSON()
}

// MarshalJSON writes the course as [Triager.DecodeCourse] reads it: what was not asked is left out,
// and everything has a fixed place.
func (c Course) MarshalJSON() ([]byte, error) {
	var w writing
	w.add(sessionsKey, list(c.Sessions))
	w.some(reportKey, c.Report != (Report{}), c.Report)
	w.some(ownKey, c.Own.Asked(), c.Own)
	w.some(askedAgainKey, c.AskedAgain != answer.NotAsked, c.AskedAgain)
	return w.json()
}

// UnmarshalJSON always fails: which techniques and plan rules there are depends on the planner, so
// a course is read by [Triager.DecodeCourse].
func (c *Course) UnmarshalJSON([]byte) error {
	return errors.New("a course is read by Triager.DecodeCourse")
}

// MarshalJSON writes the session as [Triager.DecodeCourse] reads it.
func (s Session) MarshalJSON() ([]byte, error) {
	var w, plan writing
	if days, ok := s.DaysAgo.Value(); ok {
		w.add(daysAgoKey, days)
	} else if s.Ago != "" {
		w.add(daysAgoKey, string(s.Ago))
	} else if s.DaysAgo.Unsure() {
		w.add(daysAgoKey, answer.Unsure.String())
	}
	w.some(answersKey, s.Answers != "", s.Answers)
	if w.err == nil {
		w.err = answer.Write(&s, &w.Object)
	}
	w.some(foundKey, s.Presentation.Asked(), s.Presentation)
	plan.some(techniqueKey, s.Plan.Technique != "", s.Plan.Technique)
	plan.some(minutesKey, s.Plan.Minutes.Asked(), s.Plan.Minutes)
	plan.some(regionsKey, len(s.Plan.Regions) > 0, s.Plan.Regions)
	plan.some(strokesKey, len(s.Plan.Strokes) > 0, s.Plan.Strokes)
	plan.some(pressureKey, s.Plan.Pressure.Asked(), s.Plan.Pressure)
	plan.some(positionKey, s.Plan.Position != "", string(s.Plan.Position))
	w.some(planKey, plan.Len() > 0, &plan.Object)
	w.some(violationsKey, s.Violations != nil, s.Violations)
	w.some(signsKey, s.Signs != nil, s.Signs)
	w.some(reportKey, s.Report != nil, s.Report)
	if w.err == nil {
		w.err = plan.err
	}
	return w.json()
}

// MarshalJSON writes the report as [Triager.DecodeCourse] reads it.
func (r Report) MarshalJSON() ([]byte, error) {
	var w writing
	w.err = answer.Write(&r, &w.Object)
	return w.json()
}
