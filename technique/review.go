package technique

import (
	"encoding/json"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Review is what the rules say of a plan. It is plain data and keeps nothing of the Planner.
type Review struct {
	// Fits says that the plan can be carried out as it is: it is settled, and nothing
	// asks for more than care.
	Fits bool `json:"fits"`
	// Settled says that no answer that is missing can change the gravest kind.
	Settled bool `json:"settled"`
	// Floor and Ceiling are the least and the most that the rules can ask for over
	// everything that is missing.
	Floor   Kind `json:"floor"`
	Ceiling Kind `json:"ceiling"`
	// Violations are the rules that hold: of the plan as a whole, then step by
	// step, the gravest first.
	Violations []Violation `json:"violations"`
	// Open are the rules that may hold, in the same order.
	Open []OpenViolation `json:"open"`
	// Level is the least training with which no rule about the therapist holds or is open;
	// empty where none suffices.
	Level Level `json:"level"`
	// Questions are what was not given and can still change something, the deciding ones first.
	// What the screening itself leaves open is asked by Screener.Questions.
	Questions []Question `json:"questions"`
	// Weakened are the rules that overlays or the guideline profile made milder for somebody, those
	// of the screening among them, by id.
	Weakened []string `json:"weakened"`
	// Fingerprint identifies rules and catalogue.
	Fingerprint string `json:"fingerprint"`
}

// WholePlan is the step of what is about the plan as a whole.
const WholePlan = -1

// Violation is a rule that holds against a plan, or a note that it carries.
type Violation struct {
	policy.Basis
	Kind   Kind   `json:"kind"`
	Step   int    `json:"step"` // from 0; -1 for the plan as a whole
	Stroke string `json:"stroke,omitempty"`
	// Urgency, of a rule about the session that goes on: how soon the client has to be seen
	Urgency screening.Urgency `json:"urgency,omitzero"`
	// Like, of a stroke of an overlay: what bans it beside its own name
	Like    []string             `json:"like,omitempty"`
	Regions []body.Region        `json:"regions"` // where; empty for the plan as a whole
	Says    string               `json:"says"`
	Instead string               `json:"instead"`
	Facts   []screening.Evidence `json:"facts"`
}

// OpenViolation is a rule that may hold against a plan.
type OpenViolation struct {
	Rule   string `json:"rule"`
	Kind   Kind   `json:"kind"` // what it counts for; none where an unsure answer counts for nothing
	Step   int    `json:"step"` // from 0; -1 for the plan as a whole
	Stroke string `json:"stroke,omitempty"`
	// Urgency, of a rule about the session that goes on: how soon the client may have to be seen
	Urgency  screening.Urgency `json:"urgency,omitzero"`
	Regions  []body.Region     `json:"regions"`
	WaitsFor []string          `json:"waits_for"`        // facts that were not given
	Unsure   []string          `json:"unsure,omitempty"` // facts that are not known
	Reason   string            `json:"reason,omitempty"` // why an unsure answer counts as it does
	Says     string            `json:"says"`
	Instead  string            `json:"instead"`
}

// Question is something that was not given, and the step that it is about.
type Question struct {
	screening.Question
	Step int `json:"step"` // from 0; -1 for what is not about one step
}

// MarshalJSON writes the review; lists are never null.
func (r Review) MarshalJSON() ([]byte, error) {
	type plain Review
	return json.Marshal(document.Lists(plain(r)))
}
