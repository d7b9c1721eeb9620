package visit_test

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness/visit"
	"github.com/safehands/safehands/technique"
)

// everythingSaid is whatever the words of the library say of a visit.
func everythingSaid(w screening.Words, d visit.Decided) []string {
	var out []string
	say := func(texts ...string) { out = append(out, texts...) }
	actions := func(all []screening.Action, _ int) {
		for _, x := range all {
			say(x.Says, x.Instead)
		}
	}
	if d.Screened {
		line, open := w.Headline(d.Decision)
		shared, places, notes := w.Where(d.Decision)
		leading, _ := d.Decision.Leading(w)
		say(w.Disposition(d.Decision.Disposition), w.Urgency(d.Decision.Urgency), line, open, shared)
		say(slices.Concat(places, notes, w.Why(leading...), w.Elsewhere(d.Decision))...)
		say(append(w.Client(d.Decision, d.Questions, true), d.SafetyNet(), w.OpenForClient(d.Questions))...)
		actions(w.Actions(d.Decision, d.Clearance...))
		for _, x := range w.Ask(d.Questions, d.Intake.Cards) {
			say(x.Text)
		}
		for _, x := range d.Decision.Disagreements {
			say(w.AskAgain(x, false))
		}
		for _, g := range d.Decision.Grounds(w) {
			for _, x := range g.Facts {
				say(w.Known(x))
			}
		}
		for _, m := range d.Messages() {
			say(m.Says, m.Client, m.Rationale)
		}
	}
	var plan technique.Plan
	if d.Plan != nil {
		plan = *d.Plan
		say(plan.Called(w))
	}
	if d.Review != nil {
		for _, x := range slices.Concat(d.Review.Changes(w, plan), d.Review.Cautions(w, plan)) {
			say(x.Steps, x.Says, x.Instead)
		}
		say(d.Review.Who(w, plan))
	}
	if d.Matching != nil {
		say(d.Matching.Suits(w, 3))
		say(slices.Concat(d.Matching.Instead(w, plan), d.Matching.How(), d.Matching.Usual(w), d.Matching.LeftOut(w))...)
	}
	for _, q := range d.PlanQuestions() {
		say(q.Asked(w).Text)
	}
	if d.Stopping != nil {
		label, line := d.Stopping.Headline(w)
		say(append(d.Stopping.Why(w), label, line, d.Stopping.Client(w))...)
	}
	if d.After != nil {
		r := d.After.Result
		line, open := r.Headline(w)
		alarm, do := r.Alarm(w)
		say(slices.Concat(r.Why(w), do, r.Client(w, d.After.Questions, true), []string{line, open, alarm, r.Level.Say(w)})...)
		actions(r.Actions(w))
		for _, x := range slices.Concat(r.Causes, r.WatchFirst(), r.Messages) {
			say(x.Says, x.Client)
		}
		for _, x := range w.Ask(d.After.Questions, d.Intake.Cards) {
			say(x.Text)
		}
	}
	return out
}
