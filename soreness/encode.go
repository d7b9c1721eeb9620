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
	if c.Report != (Report{}) {
		w.add(reportKey, c.Report)
	}
	if c.Own.Asked() {
		w.add(ownKey, c.Own)
	}
	if c.AskedAgain != answer.NotAsked {
		w.add(askedAgainKey, c.AskedAgain)
	}
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
	if s.Answers != "" {
		w.add(answersKey, s.Answers)
	}
	if w.err == nil {
		w.err = answer.Write(&s, &w.Object)
	}
	if s.Presentation.Asked() {
		w.add(foundKey, s.Presentation)
	}
	if s.Plan.Technique != "" {
		plan.add(techniqueKey, s.Plan.Technique)
	}
	if s.Plan.Minutes.Asked() {
		plan.add(minutesKey, s.Plan.Minutes)
	}
	if len(s.Plan.Regions) > 0 {
		plan.add(regionsKey, s.Plan.Regions)
	}
	if len(s.Plan.Strokes) > 0 {
		plan.add(strokesKey, s.Plan.Strokes)
	}
	if s.Plan.Pressure.Asked() {
		plan.add(pressureKey, s.Plan.Pressure)
	}
	if s.Plan.Position != "" {
		plan.add(positionKey, string(s.Plan.Position))
	}
	if plan.Len() > 0 {
		w.add(planKey, &plan.Object)
	}
	if s.Violations != nil {
		w.add(violationsKey, s.Violations)
	}
	if s.Signs != nil {
		w.add(signsKey, s.Signs)
	}
	if s.Report != nil {
		w.add(reportKey, *s.Report)
	}
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
