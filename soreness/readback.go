package soreness

import (
	"github.com/safehands/safehands/screening/policy/document"
)

// UnmarshalJSON reads what MarshalJSON writes and nothing else. The error is a [*document.Error]
// with every key that is unknown, missing or given twice and every value that is none, by JSON
// path. What follows from other members is held against them.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (r *Result) UnmarshalJSON(data []byte) error { return document.ReadBack(data, r, (*Result).read) }

// UnmarshalJSON reads a part of a [Result] as strictly as the whole.
func (f *Finding) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, f) }

// UnmarshalJSON reads a part of a [Result] as strictly as the whole.
func (o *OpenRule) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, o) }

// UnmarshalJSON reads a part of a [Result] as strictly as the whole.
func (m *Remark) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, m) }

func (r *Result) read(n *document.Node, p *document.Problems) {
	var x resultJSON
	before := p.Len()
	n.Record(p, &x, "a result")
	*r = Result{
		Level: x.Level, Floor: x.Floor, Ceiling: x.Ceiling,
		Urgency: x.Urgency, UrgencyCeiling: x.UrgencyCeiling, Grid: x.Grid,
		Findings: x.Findings, Open: x.Open, Causes: x.Causes,
		Advice: x.Advice, Messages: x.Messages, Inexact: x.Inexact,
		Stale: x.Stale, AskAgain: x.AskAgain, Weakened: x.Weakened,
		Fingerprint: x.Fingerprint, TextFingerprint: x.Texts,
	}
	if p.Len() == before {
		n.Follows(p, "settled", x.Settled, r.Settled())
	}
}

// Read reads one of the levels in a larger document, and adds what is wrong with it to p.
func (l *Level) Read(n *document.Node, p *document.Problems) { n.Word(p, l, "a level", levelNames) }

// Read reads one of the cells in a larger document, and adds what is wrong with it to p.
func (g *Grid) Read(n *document.Node, p *document.Problems) { n.Word(p, g, "a cell", gridNames) }
