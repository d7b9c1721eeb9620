package technique

import (
	"encoding/json"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Matching is how every technique stands for a visit. It is plain data and keeps
// nothing of the Planner.
type Matching struct {
	// Allowed says that a massage may begin. Without it there are no choices.
	Allowed bool
	// Obstacles say why there are no choices, or no candidates among them.
	Obstacles []Obstacle
	// Choices holds every technique, best first, in the order of the catalogue
	// where they stand alike.
	Choices []Choice
	// Regions are the requested regions that may be treated, which the choices are for;
	// Excluded are the others.
	Regions  []body.Region
	Excluded []ExcludedRegion
	// Doses are those of the presentations that the rules behind the choices carry.
	Doses []PresentationDose
	// Questions are what was not asked and can still change how a technique stands,
	// the deciding ones first.
	Questions []screening.Question
	// Weakened are the rules that overlays or the guideline profile made milder for somebody, those
	// of the screening among them, by id.
	Weakened []string
	// Fingerprint identifies rules and catalogue.
	Fingerprint string
}

// Candidates returns the techniques to choose from: those that are preferred or permitted and will
// stay so, the best first. There are none where no massage is allowed.
func (m Matching) Candidates() []Choice {
	return slices.DeleteFunc(slices.Clone(m.Choices), func(c Choice) bool { return !m.Allowed || !c.candidate() })
}

// candidates are the ids of the candidates.
func (m *Matching) candidates() []string {
	return append([]string{}, lists.Of(m.Candidates(), func(c Choice) string { return c.Technique })...)
}

// Choice is how one technique stands.
type Choice struct {
	Technique string       `json:"technique"`
	Name      string       `json:"name"`
	Standing  Standing     `json:"standing"`
	Reasons   []Reason     `json:"reasons"`        // the rules that hold, the strictest first
	Open      []OpenReason `json:"open"`           // the rules that may hold
	Level     Level        `json:"level"`          // the least training of the therapist
	Minutes   Range        `json:"minutes"`        // how long it usually lasts
	Like      []string     `json:"like,omitempty"` // of a technique of an overlay: what bans it beside its own name
}

func (c Choice) candidate() bool { return c.Standing == Preferred || c.Standing == Permitted }

// Reason is a rule that holds for a technique, or a limit of the screening
// that it does not keep to.
type Reason struct {
	policy.Basis
	Standing  Standing             `json:"standing"` // what it asks for
	Says      string               `json:"says"`
	Instead   string               `json:"instead,omitempty"`
	Facts     []screening.Evidence `json:"facts"`
	Regions   []body.Region        `json:"regions,omitempty"`   // of a limit: where it stands against the technique
	Screening []string             `json:"screening,omitempty"` // of a limit: the screening rules behind it
}

// OpenReason is a rule that may hold for a technique.
type OpenReason struct {
	Rule string `json:"rule"`
	// Standing is what it would count for; undecided where an unsure answer counts for nothing
	Standing Standing `json:"standing"`
	WaitsFor []string `json:"waits_for"`        // facts that were not asked
	Unsure   []string `json:"unsure,omitempty"` // facts that were asked and are not known
	Reason   string   `json:"reason,omitempty"` // why an unsure answer counts as it does
	Says     string   `json:"says"`
}

// Obstacle is why there is nothing to choose.
type Obstacle struct {
	Code        string                `json:"code"`
	Disposition screening.Disposition `json:"disposition"`
	Says        string                `json:"says"`
}

// The codes of obstacles.
const (
	NotScreened          = "not_screened"           // there is no decision
	NotSettled           = "not_settled"            // something unanswered can still change the decision
	NotAllowed           = "not_allowed"            // the decision does not let a massage begin
	SeenToday            = "seen_today"             // somebody has to look at the person first
	PresentationNotAsked = "presentation_not_asked" // nobody has said what the therapist found
	PresentationUnsure   = "presentation_unsure"    // the therapist could not tell
)

// ExcludedRegion is a requested region that is not treated, and why.
type ExcludedRegion struct {
	Region      body.Region           `json:"region"`
	Disposition screening.Disposition `json:"disposition"`
}

// PresentationDose is the dose of a presentation, for orientation.
type PresentationDose struct {
	Presentation string        `json:"presentation"`
	Row          string        `json:"row"`
	Name         string        `json:"name"`
	Dose         Dose          `json:"dose"`
	ZonesOut     []body.Region `json:"zones_out"`
	Level        Level         `json:"level,omitempty"`
	Sources      []string      `json:"sources"`
}

// obstacles says why the decision lets no massage begin.
func (p *Planner) obstacles(v Visit) []Obstacle {
	d := v.Decision
	if d.MayTreat() {
		return nil
	}
	o := Obstacle{Disposition: d.Disposition}
	switch {
	case d.Fingerprint == "":
		o.Code = NotScreened
	case d.Urgency >= screening.UrgencySameDay:
		o.Code = SeenToday
	case d.Disposition == screening.Clarify || d.Disposition == screening.Proceed || d.Disposition == screening.Adapt:
		o.Code = NotSettled
	default:
		o.Code = NotAllowed
	}
	return []Obstacle{p.say(o)}
}

// unknownPresentation says that nothing is a candidate as long as nobody knows
// what the therapist found.
func (p *Planner) unknownPresentation(found Presentation) (Obstacle, bool) {
	switch {
	case found.Unsure():
		return p.say(Obstacle{Code: PresentationUnsure}), true
	case !found.Asked():
		return p.say(Obstacle{Code: PresentationNotAsked}), true
	}
	return Obstacle{}, false
}

// say gives an obstacle its words: those of its code, or of what the decision asks for.
func (p *Planner) say(o Obstacle) Obstacle {
	name := string(o.Code)
	if o.Code == NotAllowed {
		name = o.Disposition.String()
	}
	o.Says = p.words.Say("obstacle." + name)
	return o
}

// matchingJSON is how a matching is written: with the ids of its candidates.
type matchingJSON struct {
	Allowed     bool                 `json:"allowed"`
	Obstacles   []Obstacle           `json:"obstacles"`
	Candidates  []string             `json:"candidates"`
	Choices     []Choice             `json:"choices"`
	Regions     []body.Region        `json:"regions"`
	Excluded    []ExcludedRegion     `json:"excluded"`
	Doses       []PresentationDose   `json:"doses"`
	Questions   []screening.Question `json:"questions"`
	Weakened    []string             `json:"weakened"`
	Fingerprint string               `json:"fingerprint"`
}

// MarshalJSON writes the matching; lists are never null.
func (m Matching) MarshalJSON() ([]byte, error) {
	return json.Marshal(document.Lists(matchingJSON{
		m.Allowed, m.Obstacles, m.candidates(), m.Choices, m.Regions,
		m.Excluded, m.Doses, m.Questions, m.Weakened, m.Fingerprint,
	}))
}

// MarshalJSON writes the choice; lists are never null.
func (c Choice) MarshalJSON() ([]byte, error) {
	type plain Choice
	return json.Marshal(document.Lists(plain(c)))
}

// list copies a list, and makes an absent one empty, so that JSON never says null.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return slices.Clone(l)
}
