package main

import (
	"cmp"
	"slices"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
)

// reason is a rule that counts: one that holds, or one that an unsure answer leaves possible.
type reason struct {
	rule                         string
	kind                         screening.Kind
	urgency                      screening.Urgency
	says, instead, until, client string
	facts                        []screening.Evidence
	unsure                       bool   // only because an answer is unsure
	because                      string // why an unsure answer counts as it does
	cleared                      bool
	elsewhere                    []string // where it holds, when that is not where the session is meant for
}

// level is what the reason asks for.
func (r reason) level() screening.Disposition {
	if r.cleared {
		return screening.Adapt
	}
	return words.KindDisposition(r.kind)
}

// reasons returns every reason: what has to be seen today first, then the most cautious.
func (d decided) reasons() []reason {
	var out []reason
	for _, f := range d.decision.Findings {
		r := reason{
			rule: f.Rule, kind: f.Kind, urgency: f.Urgency, says: f.Says, instead: f.Instead, until: f.Until, client: f.Client,
			facts: f.Facts, cleared: f.Cleared,
		}
		if !d.requests(f) {
			r.elsewhere = f.Regions
		}
		out = append(out, r)
	}
	for _, o := range d.decision.Open {
		if len(o.WaitsFor) > 0 || words.KindDisposition(o.Kind) == screening.Proceed {
			continue
		}
		r := reason{rule: o.Rule, kind: o.Kind, urgency: o.Urgency, unsure: true, because: o.Reason}
		r.says, r.client = maybe(r)
		for _, fact := range o.Unsure {
			r.facts = append(r.facts, screening.Evidence{Fact: fact, Answer: answer.Unsure.String()})
		}
		out = append(out, r)
	}
	slices.SortStableFunc(out, byWeight)
	return out
}

func byWeight(a, b reason) int {
	return cmp.Or(
		cmp.Compare(pressing(b.urgency), pressing(a.urgency)),
		cmp.Compare(b.level(), a.level()),
		cmp.Compare(b.urgency, a.urgency),
	)
}

// maybe says what an unsure answer asks for. The rule's own words would take it for a yes.
func maybe(r reason) (says, client string) {
	switch {
	case pressing(r.urgency) != screening.UrgencyNone:
		return "Not today. The client is not sure of an answer, and that counts as a maybe: help them to phone the GP or an advice line " +
				"today, before anything else.",
			"You were not sure about one of the questions. Please phone your doctor or an advice line about it today. Massage can wait until then."
	case r.level().AtLeast(screening.Refer):
		return "Find out first. The client is not sure of an answer, and that counts as a maybe: a report, the doctor or the pharmacist may know.",
			"You were not sure about one of the questions. Please find out, or ask your doctor or pharmacist, and bring the answer."
	}
	return "Go ahead, with care: the client is not sure of an answer, so work as if it were so.",
		"You were not sure about one of the questions, so we go gently today."
}

// pressing is the urgency that comes before the massage.
func pressing(u screening.Urgency) screening.Urgency {
	if u < screening.UrgencySameDay {
		return screening.UrgencyNone
	}
	return u
}

// requests reports whether a finding reaches a place that the session is meant for.
func (d decided) requests(f screening.Finding) bool {
	if pressing(f.Urgency) != screening.UrgencyNone {
		return true
	}
	for _, name := range f.Regions {
		var r body.Region
		if r.UnmarshalText([]byte(name)) != nil {
			return true // a name that this program does not know hides nothing
		}
		for _, part := range r.Parts() {
			if _, ok := d.decision.For(part); ok {
				return true
			}
		}
	}
	return false
}

// first returns the reasons to read first, and how many there are besides. A milder rule beside a stricter one would contradict it:
// it says "go ahead, with care" of the same back. Its limits are among those of the region.
func (d decided) first() (shown []reason, more int) {
	for _, r := range d.reasons() {
		switch {
		case d.leads(r):
			shown = append(shown, r)
		case r.elsewhere == nil: // the others have a section of their own
			more++
		}
	}
	return shown, more
}

// first puts what reads a detail before what reads the tick that led to it: in the sixth month of a pregnancy, what holds from then on
// before what holds in every pregnancy.
func (p page) first() (shown []reason, more int) {
	shown, more = p.decided.first()
	detail := func(r reason) int {
		if slices.ContainsFunc(r.facts, func(e screening.Evidence) bool { return p.details[e.Fact] }) {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(shown, func(a, b reason) int { return cmp.Or(byWeight(a, b), cmp.Compare(detail(b), detail(a))) })
	return shown, more
}

func (d decided) leads(r reason) bool {
	if today := pressing(d.decision.Urgency); today != screening.UrgencyNone {
		return r.urgency == today
	}
	if r.elsewhere != nil {
		return false
	}
	return r.level().AtLeast(d.decision.Floor) || r.urgency >= screening.UrgencyUrgent
}

// emergency reports whether help has to be called now.
func (d decided) emergency() bool {
	return d.decision.Urgency == screening.UrgencyEmergency || d.triage != nil && d.triage.result.Urgency == screening.UrgencyEmergency
}

// tell is what to tell whatever is decided. In an emergency there is nothing but the action.
func (d decided) tell() []screening.Message {
	if d.emergency() {
		return nil
	}
	return d.told
}
