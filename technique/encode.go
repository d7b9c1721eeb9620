package technique

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/safehands/safehands/screening/answer"
)

// members is a JSON object whose members keep their order. What was not asked is left out.
type members struct {
	b   bytes.Buffer
	err error
}

func (m *members) add(key string, value any) {
	if m.err != nil {
		return
	}
	data, err := json.Marshal(value)
	if err != nil {
		m.err = fmt.Errorf("%s: %w", key, err)
		return
	}
	if m.b.Len() > 0 {
		m.b.WriteByte(',')
	}
	m.b.WriteString(strconv.Quote(key) + ":")
	m.b.Write(data)
}

func (m *members) answer(key string, a answer.YesNo) {
	if a != answer.NotAsked {
		m.add(key, a)
	}
}

func addFact[T comparable](m *members, key string, f answer.Fact[T]) {
	if f.Asked() {
		m.add(key, f)
	}
}

// decimal writes a number without an exponent, which no reader takes.
func (m *members) decimal(key string, f answer.Fact[float64]) {
	x, ok := f.Value()
	switch {
	case !ok:
		addFact(m, key, f)
	case math.IsNaN(x) || math.IsInf(x, 0):
		m.err = errors.Join(m.err, fmt.Errorf("%s: %g is not a number", key, x))
	default:
		m.add(key, json.RawMessage(strconv.FormatFloat(x, 'f', -1, 64)))
	}
}

func (m *members) bytes() ([]byte, error) {
	if m.err != nil {
		return nil, m.err
	}
	return []byte("{" + m.b.String() + "}"), nil
}

// MarshalJSON writes the plan as [Planner.DecodePlan] reads it; what was not given is left out.
func (p Plan) MarshalJSON() ([]byte, error) {
	var m members
	if p.Technique != "" {
		m.add("technique", p.Technique)
	}
	addFact(&m, "minutes", p.Minutes)
	addFact(&m, "position", p.Position)
	m.answer("bolster", p.Bolster)
	addFact(&m, "therapist", p.Therapist)
	m.answer("warned", p.Warned)
	if len(p.Strokes) > 0 {
		m.add("strokes", p.Strokes)
	}
	return m.bytes()
}

// MarshalJSON writes the step as it stands in a plan: one region as its name, several as a list.
func (s Step) MarshalJSON() ([]byte, error) {
	var m members
	if s.Stroke != "" {
		m.add("stroke", s.Stroke)
	}
	switch len(s.Regions) {
	case 0:
	case 1:
		m.add("region", s.Regions[0])
	default:
		m.add("region", s.Regions)
	}
	addFact(&m, "pressure", s.Pressure)
	addFact(&m, "minutes", s.Minutes)
	return m.bytes()
}

// MarshalJSON writes the list of what was found, "unsure", or null for not asked.
func (p Presentation) MarshalJSON() ([]byte, error) {
	switch {
	case p.unsure:
		return json.Marshal(unsureText)
	case p.found == nil:
		return []byte("null"), nil
	}
	return json.Marshal(p.found)
}

// MarshalJSON writes the history as [Planner.ReadHistory] reads it; what was not asked is left out.
func (h History) MarshalJSON() ([]byte, error) {
	var m members
	m.answer("novice", h.Novice)
	addFact(&m, "prior_sessions", h.PriorSessions)
	m.answer("accepts_discomfort", h.AcceptsDiscomfort)
	m.decimal("hours_since_last", h.HoursSinceLast)
	m.answer("last_sore", h.LastSore)
	return m.bytes()
}

// MarshalJSON writes what happens in a session as [Planner.ReadDuring] reads it; what was
// not asked is left out.
func (d During) MarshalJSON() ([]byte, error) {
	var m members
	m.answer("attack_onset", d.AttackOnset)
	addFact(&m, "pain_during", d.PainDuring)
	m.answer("asked_to_stop", d.AskedToStop)
	return m.bytes()
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
