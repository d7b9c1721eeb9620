package document

import (
	"bytes"
	"encoding/json"
)

// Object is a JSON object whose members keep their order. The zero value is empty.
type Object struct {
	b bytes.Buffer
	n int
}

// Add writes a member behind those that are there. The error is that of writing its value.
func (o *Object) Add(key string, value any) error {
	name, err := json.Marshal(key)
	if err != nil {
		return err
	}
	text, err := marshal(value)
	if err != nil {
		return err
	}
	if o.n++; o.n > 1 {
		o.b.WriteByte(',')
	}
	o.b.Write(name)
	o.b.WriteByte(':')
	o.b.Write(text)
	return nil
}

// marshal writes a value; what writes itself says itself what is wrong.
func marshal(value any) ([]byte, error) {
	if m, ok := value.(json.Marshaler); ok {
		return m.MarshalJSON()
	}
	return json.Marshal(value)
}

// Len is the number of members.
func (o *Object) Len() int { return o.n }

// MarshalJSON writes the members in the order in which they were added.
func (o *Object) MarshalJSON() ([]byte, error) { return []byte("{" + o.b.String() + "}"), nil }
