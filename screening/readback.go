package screening

import (
	"github.com/safehands/safehands/screening/policy/document"
)

// UnmarshalJSON reads what MarshalJSON writes and nothing else. The error is a [*document.Error]
// with every key that is unknown, missing or given twice and every value that is none, by JSON
// path. What follows from other members is held against them.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (d *Decision) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, d, (*Decision).read)
}

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (rd *RegionDecision) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, rd) }

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (f *Finding) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, f) }

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (o *OpenRule) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, o) }

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (l *Limits) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, l) }

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (s *Spot) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, s) }

// UnmarshalJSON reads a question as strictly as a [Decision].
func (q *Question) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, q) }

// UnmarshalJSON reads a part of a [Question] as strictly as the whole.
func (v *Value) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, v) }

// UnmarshalJSON reads a message as strictly as a [Decision].
func (m *Message) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, m) }

// Read reads one of the dispositions in a larger document, and adds what is wrong with it to p.
func (d *Disposition) Read(n *document.Node, p *document.Problems) {
	n.Word(p, d, "a disposition", dispositionNames)
}

// Read reads one of the urgencies in a larger document, and adds what is wrong with it to p.
func (u *Urgency) Read(n *document.Node, p *document.Problems) {
	n.Word(p, u, "an urgency", urgencyNames)
}

// Read reads one of the kinds in a larger document, and adds what is wrong with it to p.
func (k *Kind) Read(n *document.Node, p *document.Problems) { n.Word(p, k, "a kind", kindNames) }
