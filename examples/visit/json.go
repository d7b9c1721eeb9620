package main

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/technique"
)

// writeJSON prints what was decided, in the order of the documentation: the results of the packages as they write them, with their
// questions among them.
func writeJSON(out *bytes.Buffer, d decided) error {
	var all members
	if d.screened {
		m, err := membersOf(d.decision)
		if err != nil {
			return err
		}
		m = m.with("questions", list(d.questions), "clearance")
		all.add("screening", m.with("messages", list(d.tell()), "clearance"))
	}
	if d.matching != nil || d.stopping != nil {
		m, err := d.technique()
		if err != nil {
			return err
		}
		all.add("technique", m)
	}
	if d.triage != nil {
		m, err := membersOf(d.triage.result)
		if err != nil {
			return err
		}
		all.add("soreness", m.with("questions", list(d.triage.questions), "inexact"))
	}
	data, err := json.Marshal(all)
	if err != nil {
		return err
	}
	if err := json.Indent(out, data, "", "  "); err != nil {
		return err
	}
	out.WriteByte('\n')
	return nil
}

// technique joins what suits with what is said of the plan. What a session that goes on asks for has a place of its own.
func (d decided) technique() (members, error) {
	var out members
	if d.matching != nil {
		chosen, err := membersOf(*d.matching)
		if err != nil {
			return nil, err
		}
		out = chosen
		if d.review != nil {
			checked, err := membersOf(*d.review)
			if err != nil {
				return nil, err
			}
			for _, m := range checked {
				out.set(m.key, m.value)
			}
		}
		out.set("questions", d.technicalQuestions())
	}
	if d.stopping != nil {
		out.add("session", *d.stopping)
	}
	return out, nil
}

// technicalQuestions are those of choosing and of planning, each once.
func (d decided) technicalQuestions() []technique.Question {
	out := []technique.Question{}
	if d.matching != nil {
		for _, q := range d.matching.Questions {
			out = append(out, technique.Question{Question: q, Step: technique.WholePlan})
		}
	}
	if d.review == nil {
		return out
	}
	for _, q := range d.review.Questions {
		at := slices.IndexFunc(out, func(x technique.Question) bool { return x.Fact == q.Fact && x.Step == q.Step })
		if at < 0 {
			out = append(out, q)
			continue
		}
		out[at].Decides, out[at].Inexact = out[at].Decides || q.Decides, out[at].Inexact || q.Inexact
		for _, rule := range q.Rules {
			if !slices.Contains(out[at].Rules, rule) {
				out[at].Rules = append(slices.Clone(out[at].Rules), rule)
			}
		}
	}
	return out
}

// members are the members of a JSON object in their order.
type members []member

type member struct {
	key   string
	value any
}

func (m *members) add(key string, value any) { *m = append(*m, member{key, value}) }

// set adds a member, or replaces the value of one.
func (m *members) set(key string, value any) {
	if i := m.index(key); i >= 0 {
		(*m)[i].value = value
		return
	}
	m.add(key, value)
}

func (m members) index(key string) int {
	return slices.IndexFunc(m, func(x member) bool { return x.key == key })
}

// with inserts a member before another, or at the end.
func (m members) with(key string, value any, before string) members {
	at := m.index(before)
	if at < 0 {
		at = len(m)
	}
	return slices.Insert(m, at, member{key, value})
}

// MarshalJSON writes the members in their order.
func (m members) MarshalJSON() ([]byte, error) {
	var o document.Object
	for _, x := range m {
		if err := o.Add(x.key, x.value); err != nil {
			return nil, err
		}
	}
	return o.MarshalJSON()
}

// membersOf takes the object apart that v is written as.
func membersOf(v any) (members, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	var out members
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		out.add(key.(string), value)
	}
	return out, nil
}

// list is never null in JSON.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return l
}
