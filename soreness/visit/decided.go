package visit

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// Decided is a visit and what the rules say of it. It is plain data. What was not asked for is nil;
// the zero value lets nothing begin.
type Decided struct {
	Intake    screening.Intake
	Clearance []screening.Clearance

	// Screened is false where the visit is about a session alone, and nobody asked whether there
	// may be one. Then there is no Decision.
	Screened  bool
	Decision  screening.Decision
	Questions []screening.Question
	Told      []screening.Message  // whatever is decided, see [Decided.Messages]
	LookedAt  []screening.LookedAt // lines that were ticked, and of which nothing applies

	Plan     *technique.Plan
	Matching *technique.Matching
	Review   *technique.Review
	Stopping *technique.Stopping // of the session that goes on
	After    *After
}

// After is how the client is after the last session.
type After struct {
	Course    soreness.Course
	Result    soreness.Result
	Questions []screening.Question
}

// of is what is there, or the zero value.
func of[T any](x *T) (zero T) {
	if x == nil {
		return zero
	}
	return *x
}

// Emergency reports whether help has to be called now. Then nothing else matters.
func (d Decided) Emergency() bool {
	return d.Decision.Urgency == screening.UrgencyEmergency || of(d.After).Result.Urgency == screening.UrgencyEmergency ||
		of(d.Stopping).Urgency == screening.UrgencyEmergency
}

// Overruled reports whether something else keeps a massage from beginning that the answers would
// let begin: a session that has to stop, or what was felt after the last one. That never leaves a
// plain go-ahead.
func (d Decided) Overruled() bool {
	if d.Decision.Floor.AtLeast(screening.Refer) || d.Decision.Disposition == screening.Clarify {
		return false
	}
	if of(d.Stopping).Stop {
		return true
	}
	level := of(d.After).Result.Level
	return d.After != nil &&
		(level == soreness.Clarify || level.AtLeast(soreness.SeeClinician) ||
			d.Decision.Disposition == screening.Proceed)
}

// Messages are what to tell whatever is decided. In an emergency there is nothing but the action.
func (d Decided) Messages() []screening.Message {
	if d.Emergency() {
		return nil
	}
	return d.Told
}

// SafetyNet is what everybody with back pain hears; empty where something has to be seen soon,
// where an answer is still missing, or where the last session is spoken of: these bring their own.
func (d Decided) SafetyNet() string {
	if d.Decision.Disposition == screening.Clarify || d.Decision.Urgency > screening.UrgencyRoutine || d.After != nil {
		return ""
	}
	for _, m := range d.Messages() {
		if slices.Contains(m.Tags, "safety_net") {
			return m.Client
		}
	}
	return ""
}

// PlanQuestions are those of choosing and of planning, each once.
func (d Decided) PlanQuestions() []technique.Question {
	return technique.AllQuestions(of(d.Matching), of(d.Review))
}

// Inexact reports whether any search was cut short: more is asked than has to be, never less.
func (d Decided) Inexact() bool {
	after := of(d.After)
	all := slices.Concat(d.Questions, after.Questions)
	for _, q := range slices.Concat(d.PlanQuestions(), of(d.Stopping).Questions) {
		all = append(all, q.Question)
	}
	cut := func(q screening.Question) bool { return q.Inexact }
	return d.Decision.Inexact || after.Result.Inexact || slices.ContainsFunc(all, cut)
}

// Weakened are the rules behind anything that was decided that were made milder, by id and each
// once.
func (d Decided) Weakened() []string {
	ids := slices.Concat(d.Decision.Weakened, of(d.Matching).Weakened, of(d.Review).Weakened, of(d.Stopping).Weakened,
		of(d.After).Result.Weakened)
	slices.Sort(ids)
	return slices.Compact(ids)
}
