package technique

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Visit is what is known of the client before a session: the intake, what the screening decided
// about it and with which clearances, and what the therapist found.
type Visit struct {
	Intake       screening.Intake
	Decision     screening.Decision // of the planner's own screener
	Clearance    []screening.Clearance
	Presentation Presentation
	History      History
}

// Presentation is what the therapist found: a set of presentations of the catalogue, none of them,
// unsure, or not asked, which is the zero value.
type Presentation struct{ given answer.Any }

// Found returns the presentation of the given ids. Without any, nothing on the list was found.
func Found(ids ...string) Presentation {
	if len(ids) == 0 {
		ids = []string{noneName}
	}
	return Presentation{answer.Values(slices.Clone(ids)...)}
}

// UnsurePresentation returns the answer of a therapist who looked and could not tell.
func UnsurePresentation() Presentation { return Presentation{answer.Of(answer.Unsure)} }

// IDs returns what was found, and whether it is known. Nothing found is known and empty.
func (p Presentation) IDs() ([]string, bool) {
	ids, known := p.given.Values()
	if slices.Equal(ids, []string{noneName}) {
		ids = []string{}
	}
	return ids, known
}

// Unsure reports whether somebody looked and could not tell.
func (p Presentation) Unsure() bool { return p.given.Unsure() }

// Asked reports whether somebody looked, whatever came of it.
func (p Presentation) Asked() bool { return p.given.Asked() }

// Equal reports whether both say the same; the order of what was found does not count.
func (p Presentation) Equal(q Presentation) bool { return p.given.Equal(q.given) }

// String returns the ids as [a b], "unsure" or "not asked".
func (p Presentation) String() string { return p.given.String() }

// History is what earlier sessions brought, and what the client wants.
type History struct {
	// Novice is whether it is the first massage ever, or the first after a long break.
	Novice            answer.YesNo         `fact:"history.novice"`
	PriorSessions     answer.Fact[int]     `fact:"history.prior_sessions"` // 0 or more
	AcceptsDiscomfort answer.YesNo         `fact:"history.accepts_discomfort"`
	HoursSinceLast    answer.Fact[float64] `fact:"history.hours_since_last"` // since the last one ended
	LastSore          answer.YesNo         `fact:"history.last_sore"`
}

// Plan is a planned session. What is not given is not asked, and keeps a review from being
// settled where it matters.
type Plan struct {
	Technique string                // of the catalogue; empty: not given
	Minutes   answer.Fact[int]      `fact:"plan.minutes"`   // 1 to 240, no less than the steps last together
	Position  answer.Fact[Position] `fact:"plan.position"`  // how the client lies
	Bolster   answer.YesNo          `fact:"plan.bolster"`   // under the belly or the knees
	Therapist answer.Fact[Level]    `fact:"plan.therapist"` // who gives it
	Warned    answer.YesNo          `fact:"plan.warned"`    // the client knows that it can hurt
	Strokes   []Step                // in their order
}

// Step is one stroke of a plan.
type Step struct {
	Stroke  string        // of the catalogue; empty: not given
	Regions []body.Region // groups stand for their parts; none: not given
	// Side is where it goes to one side alone; not given and unsure, it goes to both.
	Side     answer.Fact[body.Side] `fact:"step.side"`
	Pressure answer.Fact[int]       `fact:"step.pressure"` // 0 to 5 on the Walton scale
	Minutes  answer.Fact[int]       `fact:"step.minutes"`  // 1 to 120
}

// During is what happens while a session goes on.
type During struct {
	AttackOnset answer.YesNo     `fact:"during.attack_onset"`           // an attack of pain began
	PainDuring  answer.Fact[int] `fact:"during.pain" key:"pain_during"` // 0 to 10
	AskedToStop answer.YesNo     `fact:"during.asked_to_stop"`
	// Signs are what the client says or the therapist sees.
	Signs answer.Fact[answer.Set[Sign]] `fact:"during.signs"`
	// AfterPause is how it is after two minutes without work there.
	AfterPause answer.Fact[AfterPause] `fact:"during.after_pause"`
}

// Sign is a sign during a session: a value of during.signs.
type Sign string

// AfterPause is how a sign is after a pause: a value of during.after_pause.
type AfterPause string

// The values of [AfterPause], the mildest first.
const (
	PauseGone   AfterPause = "gone"
	PauseEasing AfterPause = "easing"
	PauseAgain  AfterPause = "again" // it went, and came back
	PauseSame   AfterPause = "same"
	PauseWorse  AfterPause = "worse"
)

// SignNone says that there is none.
const SignNone Sign = "none"

// parts are the single regions of the step.
func (s *Step) parts() []body.Region {
	var out []body.Region
	for _, r := range s.Regions {
		out = lists.Add(out, r.Parts()...)
	}
	return out
}

// like reports whether two steps differ in nothing.
func (s *Step) like(other *Step) bool {
	return s.Stroke == other.Stroke && slices.Equal(s.Regions, other.Regions) &&
		s.Side == other.Side && s.Pressure == other.Pressure && s.Minutes == other.Minutes
}
