package soreness

import (
	"encoding/json"
	"errors"
	"sync"

	"github.com/safehands/safehands/screening"
)

// The facts as a course is written. A course knows no Triager that could keep them; they never change, so that nobody can tell when they
// were made.
var (
	writtenSession = sync.OnceValue(func() []entry[Session] { return sessionEntries(phaseNames()) })
	writtenReport  = sync.OnceValue(reportEntries)
)

// MarshalJSON writes the course as [Triager.DecodeCourse] reads it: what was not asked is left out, and everything has a fixed place.
func (c Course) MarshalJSON() ([]byte, error) {
	var o screening.Object
	o.Add(sessionsKey, list(c.Sessions))
	report, err := c.Report.object()
	if err != nil {
		return nil, err
	}
	if c.Report != (Report{}) {
		o.Add(reportKey, report)
	}
	if err := o.AddOwn(ownKey, c.Own); err != nil {
		return nil, err
	}
	again := askedAgain()
	if err := o.AddAnswer(askedAgainKey, &again.fact, again.get(&c)); err != nil {
		return nil, err
	}
	return json.Marshal(o)
}

// UnmarshalJSON always fails: which techniques and plan rules there are depends on the planner, so a course is read by
// [Triager.DecodeCourse].
func (c *Course) UnmarshalJSON([]byte) error {
	return errors.New("a course is read by Triager.DecodeCourse")
}

// MarshalJSON writes the session as [Triager.DecodeCourse] reads it.
func (s Session) MarshalJSON() ([]byte, error) {
	var o, plan screening.Object
	if days, ok := s.DaysAgo.Value(); ok {
		o.Add(daysAgoKey, days)
	}
	if s.Answers != "" {
		o.Add(answersKey, s.Answers)
	}
	if s.Plan.Technique != "" {
		plan.Add(techniqueKey, s.Plan.Technique)
	}
	for _, e := range writtenSession() {
		to, key := &o, e.path()
		if key == minutesPath {
			to, key = &plan, minutesKey
		}
		if err := to.AddAnswer(key, &e.fact, e.get(&s)); err != nil {
			return nil, err
		}
	}
	if s.Plan != (SessionPlan{}) {
		o.Add(planKey, plan)
	}
	if s.Violations != nil {
		o.Add(violationsKey, s.Violations)
	}
	if s.Report != nil {
		report, err := s.Report.object()
		if err != nil {
			return nil, err
		}
		o.Add(reportKey, report)
	}
	return json.Marshal(o)
}

// MarshalJSON writes the report as [Triager.DecodeCourse] reads it.
func (r Report) MarshalJSON() ([]byte, error) {
	o, err := r.object()
	if err != nil {
		return nil, err
	}
	return json.Marshal(o)
}

func (r *Report) object() (screening.Object, error) {
	var o screening.Object
	for _, e := range writtenReport() {
		if err := o.AddAnswer(e.path(), &e.fact, e.get(r)); err != nil {
			return o, err
		}
	}
	return o, nil
}
