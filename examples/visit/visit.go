package main

import (
	"bytes"
	"encoding/json"
	"errors"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/document"
)

// decided is a visit and what the library says of it.
type decided struct {
	intake    screening.Intake
	clearance []screening.Clearance
	decision  screening.Decision
	questions []screening.Question
}

// decide reads a visit and puts it to the rules. A visit without an intake is one in which nothing was asked.
func decide(s *screening.Screener, data []byte) (decided, error) {
	var d decided
	var p document.Problems
	fields := document.Fields{
		"intake":    func(n *document.Node) { d.intake = s.ReadIntake(n, &p) },
		"clearance": func(n *document.Node) { d.clearance = s.ReadClearance(n, &p) },
	}
	for _, later := range []string{"presentation", "plan", "session", "course"} {
		fields[later] = func(n *document.Node) { p.At(n, "unknown key %q in a visit: it is not read by this release", later) }
	}
	document.JSON(data, &p).Fields(&p, "a visit", fields)
	err := p.Err()
	if err != nil {
		return d, named(err)
	}
	if d.decision, err = s.Screen(d.intake, d.clearance...); err != nil {
		return d, err
	}
	d.questions, err = s.Questions(d.intake, d.clearance...)
	return d, err
}

// named gives a problem of the whole document a name instead of its empty path.
func named(err error) error {
	var e *document.Error
	if errors.As(err, &e) {
		for i := range e.Problems {
			if e.Problems[i].Path == "" {
				e.Problems[i].Path = "visit"
			}
		}
	}
	return err
}

// writeJSON prints the decision with its questions, in the order of the documentation.
func writeJSON(out *bytes.Buffer, d decided) error {
	decision, err := json.Marshal(d.decision)
	if err != nil {
		return err
	}
	questions := d.questions
	if questions == nil {
		questions = []screening.Question{}
	}
	asked, err := json.Marshal(questions)
	if err != nil {
		return err
	}
	const before = "clearance"
	var b bytes.Buffer
	b.WriteString(`{"screening":{`)
	members := json.NewDecoder(bytes.NewReader(decision))
	if _, err := members.Token(); err != nil {
		return err
	}
	for i := 0; members.More(); i++ {
		key, err := members.Token()
		if err != nil {
			return err
		}
		var value json.RawMessage
		if err := members.Decode(&value); err != nil {
			return err
		}
		if i > 0 {
			b.WriteByte(',')
		}
		if key == before {
			b.WriteString(`"questions":`)
			b.Write(asked)
			b.WriteByte(',')
		}
		name, err := json.Marshal(key)
		if err != nil {
			return err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteString("}}")
	if err := json.Indent(out, b.Bytes(), "", "  "); err != nil {
		return err
	}
	out.WriteByte('\n')
	return nil
}
