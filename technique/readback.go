package technique

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/document"
)

// UnmarshalJSON reads what MarshalJSON writes and nothing else. The error is a [*document.Error] with every key that is unknown, missing
// or given twice and every value that is none, by JSON path. A review that says more for a plan than its bounds do is refused.
//
// [*document.Error]: https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
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
func (v *Violation) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, v, (*Violation).read)
}

// UnmarshalJSON reads a part of a [Review] as strictly as the whole.
func (o *OpenViolation) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, o, (*OpenViolation).read)
}

// UnmarshalJSON reads a part of a [Review] as strictly as the whole.
func (q *Question) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, q, (*Question).Read)
}

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (c *Choice) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, c, (*Choice).read)
}

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (r *Reason) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, r, (*Reason).read)
}

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (o *OpenReason) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, o, (*OpenReason).read)
}

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (o *Obstacle) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, o, (*Obstacle).read)
}

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (x *ExcludedRegion) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, x, (*ExcludedRegion).read)
}

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (d *PresentationDose) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, d, (*PresentationDose).read)
}

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (d *Dose) UnmarshalJSON(data []byte) error { return document.ReadBack(data, d, (*Dose).Read) }

// UnmarshalJSON reads a part of a [Matching] as strictly as the whole.
func (r *Range) UnmarshalJSON(data []byte) error { return document.ReadBack(data, r, (*Range).Read) }

func (r *Review) read(n *document.Node, p *document.Problems) {
	to := document.NewRecord(p)
	to.Bool("fits", &r.Fits)
	to.Bool("settled", &r.Settled)
	to.Value("floor", &r.Floor)
	to.Value("ceiling", &r.Ceiling)
	document.Parts(to, "violations", &r.Violations, (*Violation).read)
	document.Parts(to, "open", &r.Open, (*OpenViolation).read)
	to.Value("level", &r.Level)
	document.Parts(to, "questions", &r.Questions, (*Question).Read)
	screening.ReadWeakened(to, &r.Weakened)
	to.Text("fingerprint", &r.Fingerprint)
	before := p.Len()
	to.Read(n, "a review")
	if p.Len() > before {
		return
	}
	n.Follows(p, "settled", r.Settled, r.Settled && r.Floor == r.Ceiling)
	n.Follows(p, "fits", r.Fits, r.Fits && r.Settled && r.Floor < KindChange)
}

func (s *Stopping) read(n *document.Node, p *document.Problems) {
	to := document.NewRecord(p)
	to.Bool("stop", &s.Stop)
	to.Bool("settled", &s.Settled)
	document.Parts(to, "violations", &s.Violations, (*Violation).read)
	document.Parts(to, "open", &s.Open, (*OpenViolation).read)
	document.Parts(to, "questions", &s.Questions, (*Question).Read)
	screening.ReadWeakened(to, &s.Weakened)
	to.Text("fingerprint", &s.Fingerprint)
	before := p.Len()
	to.Read(n, "whether to stop")
	if p.Len() > before {
		return
	}
	holds := slices.ContainsFunc(s.Violations, func(v Violation) bool { return v.Kind >= KindChange })
	mayHold := slices.ContainsFunc(s.Open, func(o OpenViolation) bool { return o.Kind >= KindChange })
	n.Follows(p, "stop", s.Stop, s.Stop || holds)
	n.Follows(p, "settled", s.Settled, s.Settled && (s.Stop || !mayHold))
}

func (m *Matching) read(n *document.Node, p *document.Problems) {
	var candidates []string
	to := document.NewRecord(p)
	to.Bool("allowed", &m.Allowed)
	document.Parts(to, "obstacles", &m.Obstacles, (*Obstacle).read)
	to.Texts("candidates", &candidates)
	document.Parts(to, "choices", &m.Choices, (*Choice).read)
	document.Parts(to, "regions", &m.Regions, (*body.Region).Read)
	document.Parts(to, "excluded", &m.Excluded, (*ExcludedRegion).read)
	document.Parts(to, "doses", &m.Doses, (*PresentationDose).read)
	document.Parts(to, "questions", &m.Questions, (*screening.Question).Read)
	screening.ReadWeakened(to, &m.Weakened)
	to.Text("fingerprint", &m.Fingerprint)
	before := p.Len()
	to.Read(n, "a matching")
	if p.Len() == before && !slices.Equal(candidates, m.candidates()) {
		p.At(n, "the candidates are not those of the choices")
	}
}

func (v *Violation) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("rule", &v.Rule)
	r.Texts("rows", &v.Rows)
	r.Texts("claims", &v.Claims)
	r.Value("kind", &v.Kind)
	r.Int("step", &v.Step)
	r.Text("stroke,omitempty", &v.Stroke)
	readRegions(r, "regions", &v.Regions)
	r.Texts("like,omitempty", &v.Like)
	r.Text("says", &v.Says)
	r.Text("instead", &v.Instead)
	r.Text("rationale", &v.Rationale)
	screening.ReadFacts(r, &v.Facts)
	r.Texts("sources", &v.Sources)
	r.Text("grade", &v.Grade)
	r.Texts("changed,omitempty", &v.Changed)
	r.Read(n, "a violation")
}

func (o *OpenViolation) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("rule", &o.Rule)
	r.Value("kind", &o.Kind)
	r.Int("step", &o.Step)
	r.Text("stroke,omitempty", &o.Stroke)
	readRegions(r, "regions", &o.Regions)
	r.Texts("waits_for", &o.WaitsFor)
	r.Texts("unsure,omitempty", &o.Unsure)
	r.Text("reason,omitempty", &o.Reason)
	r.Text("says", &o.Says)
	r.Text("instead", &o.Instead)
	r.Read(n, "an open violation")
}

// Read reads a question that is a part of a larger document, and adds what is wrong with it to p.
func (q *Question) Read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	q.Members(r)
	r.Int("step", &q.Step)
	r.Read(n, "a question")
}

func (c *Choice) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("technique", &c.Technique)
	r.Text("name", &c.Name)
	r.Value("standing", &c.Standing)
	document.Parts(r, "reasons", &c.Reasons, (*Reason).read)
	document.Parts(r, "open", &c.Open, (*OpenReason).read)
	r.Value("level", &c.Level)
	r.Value("minutes", &c.Minutes)
	r.Texts("like,omitempty", &c.Like)
	r.Read(n, "a choice")
}

func (r *Reason) read(n *document.Node, p *document.Problems) {
	to := document.NewRecord(p)
	to.Text("rule", &r.Rule)
	to.Texts("rows", &r.Rows)
	to.Texts("claims", &r.Claims)
	to.Value("standing", &r.Standing)
	to.Text("says", &r.Says)
	to.Text("instead,omitempty", &r.Instead)
	to.Text("rationale", &r.Rationale)
	screening.ReadFacts(to, &r.Facts)
	document.Parts(to, "regions,omitempty", &r.Regions, (*body.Region).Read)
	to.Texts("screening,omitempty", &r.Screening)
	to.Texts("sources", &r.Sources)
	to.Text("grade", &r.Grade)
	to.Texts("changed,omitempty", &r.Changed)
	to.Read(n, "a reason")
}

func (o *OpenReason) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("rule", &o.Rule)
	r.Value("standing", &o.Standing)
	r.Texts("waits_for", &o.WaitsFor)
	r.Texts("unsure,omitempty", &o.Unsure)
	r.Text("reason,omitempty", &o.Reason)
	r.Text("says", &o.Says)
	r.Read(n, "an open reason")
}

func (o *Obstacle) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("code", &o.Code)
	r.Value("disposition", &o.Disposition)
	r.Text("says", &o.Says)
	r.Read(n, "an obstacle")
}

func (x *ExcludedRegion) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Value("region", &x.Region)
	r.Value("disposition", &x.Disposition)
	r.Read(n, "an excluded region")
}

func (d *PresentationDose) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("presentation", &d.Presentation)
	r.Text("row", &d.Row)
	r.Text("name", &d.Name)
	r.Value("dose", &d.Dose)
	readRegions(r, "zones_out", &d.ZonesOut)
	r.Value("level,omitempty", &d.Level)
	r.Texts("sources", &d.Sources)
	r.Read(n, "a dose")
}

// Read reads a dose that is a part of a larger document, and adds what is wrong with it to p.
func (d *Dose) Read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Value("minutes,omitzero", &d.Minutes)
	r.Value("per_week,omitzero", &d.PerWeek)
	r.Value("sessions,omitzero", &d.Sessions)
	r.Text("note,omitempty", &d.Note)
	r.Read(n, "a dose")
}

// Read reads a range that is a part of a larger document, and adds what is wrong with it to p.
func (r *Range) Read(n *document.Node, p *document.Problems) {
	to := document.NewRecord(p)
	to.Int("min,omitempty", &r.Min)
	to.Int("max,omitempty", &r.Max)
	to.Read(n, "a range")
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
	name, _ := n.OneOf(p, "a level", wordNames(levelWords))
	*l = Level(name)
}

// readRegions declares a list of regions that is never nil.
func readRegions(r *document.Record, tag string, to *[]body.Region) {
	*to = []body.Region{}
	document.Parts(r, tag, to, (*body.Region).Read)
}
