package technique

import (
	"errors"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy/document"
)

// MarshalJSON writes the plan as [Planner.DecodePlan] reads it; what was not given is left out.
func (p Plan) MarshalJSON() ([]byte, error) {
	var o document.Object
	return written(&o, name(&o, "technique", p.Technique), answer.Write(&p, &o), some(&o, "strokes", p.Strokes))
}

// MarshalJSON writes the step as it stands in a plan: one region as its name, several as a list.
func (s Step) MarshalJSON() ([]byte, error) {
	var o document.Object
	err := name(&o, "stroke", s.Stroke)
	if len(s.Regions) == 1 {
		err = errors.Join(err, o.Add("region", s.Regions[0]))
	} else {
		err = errors.Join(err, some(&o, "region", s.Regions))
	}
	return written(&o, err, answer.Write(&s, &o))
}

// MarshalJSON writes the list of what was found, "unsure", or null for not asked.
func (p Presentation) MarshalJSON() ([]byte, error) { return p.given.MarshalJSON() }

// MarshalJSON writes the history as [Planner.ReadHistory] reads it; what was not asked is left out.
func (h History) MarshalJSON() ([]byte, error) {
	var o document.Object
	return written(&o, answer.Write(&h, &o))
}

// MarshalJSON writes what happens in a session as [Planner.ReadDuring] reads it; what was
// not asked is left out.
func (d During) MarshalJSON() ([]byte, error) {
	var o document.Object
	return written(&o, answer.Write(&d, &o))
}

// name adds a name that was given.
func name(o *document.Object, key, value string) error {
	if value == "" {
		return nil
	}
	return o.Add(key, value)
}

// some adds a list with something in it.
func some[T any](o *document.Object, key string, list []T) error {
	if len(list) == 0 {
		return nil
	}
	return o.Add(key, list)
}

// written is the object, unless one of its members could not be written.
func written(o *document.Object, errs ...error) ([]byte, error) {
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return o.MarshalJSON()
}

// UnmarshalJSON always fails: which techniques and strokes there are depends on the catalogue, so a
// plan is read by [Planner.DecodePlan].
func (p *Plan) UnmarshalJSON([]byte) error { return errors.New("a plan is read by Planner.DecodePlan") }

// UnmarshalJSON always fails: a step is read with its plan, by [Planner.DecodePlan].
func (s *Step) UnmarshalJSON([]byte) error { return errors.New("a step is read by Planner.DecodePlan") }

// UnmarshalJSON always fails: a presentation is read by [Planner.ReadPresentation],
// which knows the catalogue.
func (p *Presentation) UnmarshalJSON([]byte) error {
	return errors.New("a presentation is read by Planner.ReadPresentation")
}

// UnmarshalJSON always fails: a key that encoding/json passes over would leave a question unasked.
// [Planner.ReadHistory] reads it.
func (h *History) UnmarshalJSON([]byte) error {
	return errors.New("a history is read by Planner.ReadHistory")
}

// UnmarshalJSON always fails, for the reason of [History]; [Planner.ReadDuring] reads it.
func (d *During) UnmarshalJSON([]byte) error {
	return errors.New("a session is read by Planner.ReadDuring")
}
