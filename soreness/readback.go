package soreness

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

// UnmarshalJSON reads what MarshalJSON writes and nothing else. The error is a [*document.Error] with every key that is unknown, missing
// or given twice and every value that is none, by JSON path. What follows from other members is held against them.
//
// [*document.Error]: https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (r *Result) UnmarshalJSON(data []byte) error { return document.ReadBack(data, r, (*Result).read) }

// UnmarshalJSON reads a part of a [Result] as strictly as the whole.
func (f *Finding) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, f, (*Finding).read)
}

// UnmarshalJSON reads a part of a [Result] as strictly as the whole.
func (o *OpenRule) UnmarshalJSON(data []byte) error {
	return document.ReadBack(data, o, (*OpenRule).read)
}

// UnmarshalJSON reads a part of a [Result] as strictly as the whole.
func (m *Remark) UnmarshalJSON(data []byte) error { return document.ReadBack(data, m, (*Remark).read) }

func (r *Result) read(n *document.Node, p *document.Problems) {
	var settled bool
	to := document.NewRecord(p)
	to.Value("level", &r.Level)
	to.Bool("settled", &settled)
	to.Value("floor", &r.Floor)
	to.Value("ceiling", &r.Ceiling)
	to.Value("urgency", &r.Urgency)
	to.Value("urgency_ceiling", &r.UrgencyCeiling)
	to.Value("grid", &r.Grid)
	document.Parts(to, "findings", &r.Findings, (*Finding).read)
	document.Parts(to, "open", &r.Open, (*OpenRule).read)
	document.Parts(to, "causes", &r.Causes, (*Remark).read)
	document.Parts(to, "advice", &r.Advice, (*Remark).read)
	document.Parts(to, "messages", &r.Messages, (*Remark).read)
	to.Bool("inexact", &r.Inexact)
	to.Text("fingerprint", &r.Fingerprint)
	to.Text("text_fingerprint", &r.TextFingerprint)
	to.Bool("stale", &r.Stale)
	document.Parts(to, "ask_again", &r.AskAgain, func(c *intake.Card, n *document.Node, p *document.Problems) {
		*c = intake.Card(n.Str(p, "a card"))
	})
	screening.ReadWeakened(to, &r.Weakened)
	before := p.Len()
	to.Read(n, "a result")
	if p.Len() == before {
		n.Follows(p, "settled", settled, r.Settled())
	}
}

func (f *Finding) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("rule", &f.Rule)
	r.Texts("rows", &f.Rows)
	r.Texts("claims,omitempty", &f.Claims)
	r.Value("level", &f.Level)
	r.Value("urgency", &f.Urgency)
	r.Text("says", &f.Says)
	r.Text("do", &f.Do)
	r.Text("client", &f.Client)
	r.Text("rationale", &f.Rationale)
	r.Bool("red_flag,omitempty", &f.RedFlag)
	screening.ReadFacts(r, &f.Facts)
	r.Texts("sources", &f.Sources)
	r.Text("grade", &f.Grade)
	r.Texts("changed,omitempty", &f.Changed)
	r.Read(n, "a finding")
}

func (o *OpenRule) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("rule", &o.Rule)
	r.Value("level", &o.Level)
	r.Value("urgency", &o.Urgency)
	r.Bool("red_flag,omitempty", &o.RedFlag)
	r.Texts("waits_for", &o.WaitsFor)
	r.Texts("unsure,omitempty", &o.Unsure)
	r.Bool("one_of,omitempty", &o.OneOf)
	r.Text("reason,omitempty", &o.Reason)
	r.Text("says,omitempty", &o.Says)
	r.Text("do,omitempty", &o.Do)
	r.Text("client,omitempty", &o.Client)
	r.Read(n, "an open rule")
}

func (m *Remark) read(n *document.Node, p *document.Problems) {
	r := document.NewRecord(p)
	r.Text("code", &m.Code)
	r.Text("rule", &m.Rule)
	r.Texts("rows", &m.Rows)
	r.Texts("claims,omitempty", &m.Claims)
	r.Text("says", &m.Says)
	r.Text("client", &m.Client)
	r.Text("rationale", &m.Rationale)
	screening.ReadFacts(r, &m.Facts)
	r.Texts("sources", &m.Sources)
	r.Text("grade", &m.Grade)
	r.Texts("changed,omitempty", &m.Changed)
	r.Read(n, "a remark")
}

// Read reads one of the levels in a larger document, and adds what is wrong with it to p.
func (l *Level) Read(n *document.Node, p *document.Problems) { n.Word(p, l, "a level", levelNames) }

// Read reads one of the cells in a larger document, and adds what is wrong with it to p.
func (g *Grid) Read(n *document.Node, p *document.Problems) { n.Word(p, g, "a cell", gridNames) }
