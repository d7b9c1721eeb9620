package screening

import (
	"slices"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/document"
)

// UnmarshalJSON reads what MarshalJSON writes and nothing else. The error is a [*document.Error] with every key that is unknown, missing
// or given twice and every value that is none, by JSON path. What follows from other members is held against them.
//
// [*document.Error]: https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (d *Decision) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, d, (*Decision).read)
}

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (rd *RegionDecision) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, rd, (*RegionDecision).read)
}

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (f *Finding) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, f, (*Finding).read)
}

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (o *OpenRule) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, o, (*OpenRule).read)
}

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (l *Limits) UnmarshalJSON(data []byte) error { return document.ReadBack(data, l, (*Limits).read) }

// UnmarshalJSON reads a part of a [Decision] as strictly as the whole.
func (s *Spot) UnmarshalJSON(data []byte) error { return document.ReadBack(data, s, (*Spot).read) }

// UnmarshalJSON reads a question as strictly as a [Decision].
func (q *Question) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, q, (*Question).Read)
}

// UnmarshalJSON reads a part of a [Question] as strictly as the whole.
func (v *Value) UnmarshalJSON(data []byte) error { return document.ReadBack(data, v, (*Value).Read) }

// UnmarshalJSON reads a message as strictly as a [Decision].
func (m *Message) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, m, (*Message).read)
}

func (d *Decision) read(n *document.Node, p *document.Problems) {
	var mayTreat, settled bool
	r := document.NewRecord(p)
	r.Value("disposition", &d.Disposition)
	r.Bool("may_treat", &mayTreat)
	r.Bool("settled", &settled)
	r.Value("floor", &d.Floor)
	r.Value("ceiling", &d.Ceiling)
	r.Value("urgency", &d.Urgency)
	r.Value("urgency_ceiling", &d.UrgencyCeiling)
	r.Add("regions", func(n *document.Node) { d.Regions = readRegionDecisions(n, p) })
	document.Parts(r, "findings", &d.Findings, (*Finding).read)
	document.Parts(r, "open", &d.Open, (*OpenRule).read)
	document.Parts(r, "disagreements", &d.Disagreements, (*Disagreement).read)
	r.Texts("clearance", &d.Clearance)
	r.Bool("inexact", &d.Inexact)
	ReadWeakened(r, &d.Weakened)
	r.Text("fingerprint", &d.Fingerprint)
	r.Text("text_fingerprint", &d.TextFingerprint)
	r.Text("answers", &d.Answers)
	before := p.Len()
	r.Read(n, "a decision")
	if len(d.Clearance) == 0 {
		d.Clearance = nil // as Screen returns it
	}
	if p.Len() > before {
		return
	}
	n.Follows(p, "settled", settled, d.Settled())
	n.Follows(p, "may_treat", mayTreat, d.MayTreat())
}

// readRegionDecisions reads regions in their own order: that of the keys of an object says nothing.
func readRegionDecisions(n *document.Node, p *document.Problems) []RegionDecision {
	var out []RegionDecision
	fields := document.Fields{}
	for _, region := range body.Regions() {
		fields[region.String()] = func(n *document.Node) {
			rd := RegionDecision{Region: region}
			r := document.NewRecord(p)
			r.Value("disposition", &rd.Disposition)
			r.Value("floor", &rd.Floor)
			r.Value("ceiling", &rd.Ceiling)
			r.Add("limits", func(n *document.Node) { rd.Limits.read(n, p) })
			r.Read(n, "the decision for a region")
			out = append(out, rd)
		}
	}
	n.Fields(p, "regions", fields)
	slices.SortFunc(out, func(a, b RegionDecision) int { return body.Compare(a.Region, b.Region) })
	return out
}

func (rd *RegionDecision) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Value("Region", &rd.Region)
	r.Value("Disposition", &rd.Disposition)
	r.Value("Floor", &rd.Floor)
	r.Value("Ceiling", &rd.Ceiling)
	r.Add("Limits", func(n *document.Node) { rd.Limits.read(n, p) })
	r.Read(n, "the decision for a region")
}

func (f *Finding) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("rule", &f.Rule)
	r.Texts("rows", &f.Rows)
	r.Texts("claims,omitempty", &f.Claims)
	r.Value("kind", &f.Kind)
	r.Value("urgency", &f.Urgency)
	r.Texts("regions", &f.Regions)
	r.Text("says", &f.Says)
	r.Text("instead", &f.Instead)
	r.Text("until,omitempty", &f.Until)
	r.Text("client", &f.Client)
	r.Text("rationale", &f.Rationale)
	r.Bool("red_flag,omitempty", &f.RedFlag)
	r.Bool("cleared,omitempty", &f.Cleared)
	ReadFacts(r, &f.Facts)
	r.Texts("sources", &f.Sources)
	r.Text("grade", &f.Grade)
	r.Texts("changed,omitempty", &f.Changed)
	r.Read(n, "a finding")
}

func (o *OpenRule) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("rule", &o.Rule)
	r.Value("kind", &o.Kind)
	r.Value("urgency", &o.Urgency)
	r.Texts("waits_for", &o.WaitsFor)
	r.Texts("unsure,omitempty", &o.Unsure)
	r.Bool("one_of,omitempty", &o.OneOf)
	r.Text("reason,omitempty", &o.Reason)
	r.Text("says,omitempty", &o.Says)
	r.Text("instead,omitempty", &o.Instead)
	r.Text("client,omitempty", &o.Client)
	r.Read(n, "an open rule")
}

func (l *Limits) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Whole("pressure,omitempty", &l.Pressure)
	r.Whole("minutes,omitempty", &l.Minutes)
	r.Texts("avoid_strokes,omitempty", &l.AvoidStrokes)
	r.Texts("avoid_techniques,omitempty", &l.AvoidTechniques)
	r.Texts("avoid_positions,omitempty", &l.AvoidPositions)
	r.Bool("avoid_heat,omitempty", &l.AvoidHeat)
	document.Parts(r, "spots,omitempty", &l.Spots, (*Spot).read)
	r.Texts("notes,omitempty", &l.Notes)
	r.Read(n, "limits")
}

func (s *Spot) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("rule", &s.Rule)
	r.Float("margin_cm", &s.MarginCM)
	r.Read(n, "a spot")
}

// Members declares what a question is written as, for an object that has more members.
func (q *Question) Members(r *document.Record) {
	r.Text("fact", &q.Fact)
	r.Text("card,omitempty", (*string)(&q.Card))
	r.Text("line,omitempty", (*string)(&q.Line))
	r.Bool("staff", &q.Staff)
	r.Bool("private", &q.Private)
	r.Bool("repeat", &q.Repeat)
	r.Text("ask", &q.Ask)
	document.Parts(r, "choices,omitempty", &q.Choices, (*Value).Read)
	r.Texts("after,omitempty", &q.After)
	r.Texts("rules", &q.Rules)
	r.Bool("decides", &q.Decides)
	r.Bool("inexact,omitempty", &q.Inexact)
}

// Read reads a question that is a part of a larger document, and adds what is wrong with it to p.
func (q *Question) Read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	q.Members(r)
	r.Read(n, "a question")
}

// Read reads a value that is a part of a larger document, and adds what is wrong with it to p.
func (v *Value) Read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("name", &v.Name)
	r.Text("says", &v.Says)
	r.Read(n, "a choice")
}

func (m *Message) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("rule", &m.Rule)
	r.Texts("rows", &m.Rows)
	r.Text("says", &m.Says)
	r.Text("client", &m.Client)
	r.Text("rationale", &m.Rationale)
	r.Texts("sources", &m.Sources)
	r.Text("grade", &m.Grade)
	r.Read(n, "a message")
}

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
