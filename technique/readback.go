package technique

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/document"
)

// UnmarshalJSON reads what MarshalJSON writes and nothing else. The error is a [*document.Error]
// with every key that is unknown, missing or given twice and every value that is none, by JSON
// path. A review that says more for a plan than its bounds do is refused.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (r *Review) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, r, (*Review).read)
}

// UnmarshalJSON reads what MarshalJSON writes, as strictly as a [Review].
func (s *Stopping) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, s, (*Stopping).read)
}

// UnmarshalJSON reads what MarshalJSON writes, as strictly as a [Review].
func (m *Matching) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, m, (*Matching).read)
}

// UnmarshalJSON reads a part of a [Review] as strictly as the whole.
func (v *Violation) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, v) }

// UnmarshalJSON reads a part of a [Review] as strictly as the whole.
func (o *OpenViolation) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, o) }

// UnmarshalJSON reads a part of a [Review] as strictly as the whole.
func (q *Question) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, q) }

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (c *Choice) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, c) }

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (r *Reason) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, r) }

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (o *OpenReason) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, o) }

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (o *Obstacle) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, o) }

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (x *ExcludedRegion) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, x) }

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (d *PresentationDose) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, d) }

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (d *Dose) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, d) }

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (r *Range) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, r) }

func (r *Review) read(n *document.Node, p *document.Problems) {
	before := p.Len()
	if n.Record(p, r, "a review"); p.Len() > before {
		return
	}
	n.Follows(p, "settled", r.Settled, r.Settled && r.Floor == r.Ceiling)
	n.Follows(p, "fits", r.Fits, r.Fits && r.Settled && r.Floor < KindChange)
}

func (s *Stopping) read(n *document.Node, p *document.Problems) {
	before := p.Len()
	if n.Record(p, s, "whether to stop"); p.Len() > before {
		return
	}
	ends := func(k Kind, u screening.Urgency) bool { return k >= KindStop || u == screening.UrgencyEmergency }
	holds := slices.ContainsFunc(s.Violations, func(v Violation) bool { return ends(v.Kind, v.Urgency) })
	mayHold := slices.ContainsFunc(s.Open, func(o OpenViolation) bool { return ends(o.Kind, o.Urgency) })
	n.Follows(p, "stop", s.Stop, s.Stop || holds)
	n.Follows(p, "settled", s.Settled, s.Settled && (s.Stop || !mayHold))
}

func (m *Matching) read(n *document.Node, p *document.Problems) {
	var x matchingJSON
	before := p.Len()
	n.Record(p, &x, "a matching")
	*m = Matching{
		x.Allowed, x.Obstacles, x.Choices, x.Regions, x.Excluded, x.Doses, x.Questions, x.Weakened, x.Fingerprint,
	}
	if p.Len() == before && !slices.Equal(x.Candidates, m.candidates()) {
		p.At(n, "the candidates are not those of the choices")
	}
}

// Read reads one of the kinds in a larger document, and adds what is wrong with it to p.
func (k *Kind) Read(n *document.Node, p *document.Problems) { n.Word(p, k, "a kind", kindNames) }

// Read reads one of the standings in a larger document, and adds what is wrong with it to p.
func (s *Standing) Read(n *document.Node, p *document.Problems) {
	n.Word(p, s, "a standing", standingNames)
}

// Read reads one of the levels, or none, in a larger document, and adds what is wrong with it to p.
func (l *Level) Read(n *document.Node, p *document.Problems) {
	if n != nil && n.Kind == document.Text && n.Text == "" {
		return
	}
	name, _ := n.OneOf(p, "a level", levels())
	*l = Level(name)
}
