package visit

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
)

// MarshalJSON writes what was decided: screening, technique and soreness as their packages write
// them, with their questions and messages among them. What suits and what is said of the plan are
// one object, and a session that goes on has a place of its own in it. Lines that were ticked and
// looked at stand in it as looked_at, where there are any.
func (d Decided) MarshalJSON() ([]byte, error) {
	var all object
	if d.Screened {
		o, err := objectOf(d.Decision)
		if err != nil {
			return nil, err
		}
		o = o.insert("clearance", "questions", list(d.Questions))
		if len(d.LookedAt) > 0 {
			o = o.insert("clearance", "looked_at", d.LookedAt)
		}
		all = all.set("screening", o.insert("clearance", "messages", list(d.Messages())))
	}
	if d.Matching != nil || d.Stopping != nil {
		o, err := d.technique()
		if err != nil {
			return nil, err
		}
		all = all.set("technique", o)
	}
	if d.After != nil {
		o, err := objectOf(d.After.Result)
		if err != nil {
			return nil, err
		}
		all = all.set("soreness", o.insert("inexact", "questions", list(d.After.Questions)))
	}
	return all.MarshalJSON()
}

func (d Decided) technique() (out object, err error) {
	if d.Matching != nil {
		if out, err = objectOf(*d.Matching); err != nil {
			return nil, err
		}
		out = out.set("questions", list(d.PlanQuestions()))
	}
	if d.Review != nil {
		checked, err := objectOf(*d.Review)
		if err != nil {
			return nil, err
		}
		for _, m := range checked {
			if m.key != "questions" {
				out = out.set(m.key, m.value)
			}
		}
	}
	if d.Stopping != nil {
		out = out.set("session", *d.Stopping)
	}
	return out, nil
}

// object is the members of a JSON object in their order.
type object []member

type member struct {
	key   string
	value any
}

// set adds a member, or replaces the value of one.
func (o object) set(key string, value any) object {
	if i := o.index(key); i >= 0 {
		o[i].value = value
		return o
	}
	return append(o, member{key, value})
}

func (o object) index(key string) int {
	return slices.IndexFunc(o, func(m member) bool { return m.key == key })
}

// insert adds a member before another, or at the end.
func (o object) insert(before, key string, value any) object {
	at := o.index(before)
	if at < 0 {
		at = len(o)
	}
	return slices.Insert(o, at, member{key, value})
}

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var out document.Object
	for _, m := range o {
		if err := out.Add(m.key, m.value); err != nil {
			return nil, err
		}
	}
	return out.MarshalJSON()
}

// objectOf takes the object apart that v is written as.
func objectOf(v any) (object, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	var out object
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		var value json.RawMessage
		if err := d.Decode(&value); err != nil {
			return nil, err
		}
		out = append(out, member{key.(string), value})
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
