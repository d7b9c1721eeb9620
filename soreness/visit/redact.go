package visit

import (
	"encoding/json"
	"fmt"
	"slices"
)

// redactedName stands for whoever was named.
const redactedName = "redacted"

// Redact returns the record without names and free text: who gave a clearance, who decided, and why
// somebody did not follow a rule. Answers are of closed lists and numbers, and stay, and so does
// when it was decided. It is decided anew, since a decision knows of which clearances it was made;
// where that gives something else, because the rules have changed, it is refused. Which rules and
// options decided it first stands there as before.
func (d *Decider) Redact(r Record) (Record, error) {
	same, err := d.Replay(r)
	if err != nil {
		return Record{}, err
	}
	if !same.Same {
		return Record{}, fmt.Errorf("record: other rules decide it differently; redact it with its own")
	}
	v, err := generic(r.Visit)
	if err != nil {
		return Record{}, err
	}
	if visit, ok := v.(map[string]any); ok {
		list, _ := visit["clearance"].([]any)
		for _, c := range list {
			if m, ok := c.(map[string]any); ok {
				m["by"] = redactedName
				delete(m, "asked")
			}
		}
	}
	data, err := json.Marshal(v)
	if err != nil {
		return Record{}, err
	}
	n := Note{At: r.Note.At, By: redactedName}
	for _, o := range r.Note.Overrides {
		n.Overrides = append(n.Overrides, Override{Rule: o.Rule, Reason: redactedName, By: redactedName})
	}
	out, err := d.Record(data, n)
	if err != nil {
		return Record{}, err
	}
	out.Fingerprint, out.Texts, out.Options = r.Fingerprint, r.Texts, slices.Clone(r.Options)
	out.Redacted = true
	out.Digest = out.digest()
	return out, nil
}
