package visit

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/technique"
)

// Asking is what to ask next in a visit.
type Asking struct {
	Part Part `json:"part"` // which answer waits for it
	Step int  `json:"step"` // of a plan, from 0; -1 for what is not about one step
	screening.Asking
}

// Next returns what to ask next in a visit, and whether there is anything. The answer goes to the
// path that it names, and then the visit is asked about again: it depends on nothing else, so that
// an interview works over any number of requests. A session that goes on comes first, then, of a
// visit with a course, how the client is after the last. Without a course it is the screening and,
// once a massage may begin, what the plan still needs; with a session, only of what is there. With
// refine it goes on to what changes findings and limits alone. The error is that of Decide.
func (d *Decider) Next(data []byte, refine bool) (Asking, bool, error) {
	decided, err := d.Decide(data)
	if err != nil {
		return Asking{}, false, err
	}
	var p document.Problems
	v := d.read(data, &p)
	sheet := v.sheet(decided)
	if v.has("session") {
		x, more, err := d.nextOf(sheet, Session, refine)
		if more || err != nil || !decided.Screened && !v.has("course") {
			return x, more, err
		}
		sheet.During = nil
	}
	if v.has("course") {
		x, more, err := d.triager.Next(v.intake, v.course, refine)
		return Asking{Felt, technique.WholePlan, x}, more, err
	}
	x, more, err := d.screener.Next(v.intake, refine, v.clearance...)
	if more || err != nil || !decided.Decision.MayTreat() || v.has("session") && !v.has("plan") {
		return Asking{Screening, technique.WholePlan, x}, more, err
	}
	return d.nextOf(sheet, Technique, refine)
}

func (d *Decider) nextOf(s technique.Sheet, part Part, refine bool) (Asking, bool, error) {
	x, more, err := d.planner.Next(s, refine)
	return Asking{part, x.Step, x.Asking}, more, err
}

// sheet is what a visit holds for the planner.
func (v *record) sheet(decided Decided) technique.Sheet {
	out := technique.Sheet{Plan: v.plan, Visit: technique.Visit{
		Intake: v.intake, Decision: decided.Decision, Clearance: v.clearance,
		Presentation: v.presentation, History: v.history,
	}}
	if v.has("session") {
		out.During = &v.during
	}
	return out
}
