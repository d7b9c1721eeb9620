package soreness

import (
	"encoding/json"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Result is the whole answer of a triage. It is plain data and keeps nothing of the Triager.
type Result struct {
	// Level is what to do: Floor once it is settled or certain to need a
	// clinician, otherwise Clarify.
	Level Level
	// Floor and Ceiling are the mildest and the severest level over everything
	// that is still unanswered.
	Floor, Ceiling Level
	// Urgency and UrgencyCeiling are the same for how soon the person should be seen.
	Urgency, UrgencyCeiling screening.Urgency
	Grid                    Grid
	// Findings are the rules that hold, the most urgent and the most cautious first.
	Findings []Finding
	// Open are the rules that may hold, in the same order.
	Open []OpenRule
	// Causes are what the discomfort may reflect, in the order of the clinical documents; none
	// while a red flag, or a rule of the screening that wants somebody seen within days or sooner,
	// holds or is open. One that calms, such as muscles that are not used to it, is given up to
	// Adjust, once that is settled.
	Causes []Remark
	// Advice is what may help. There is none unless the level is settled at Expected or Monitor,
	// and none where there are no causes for a rule of either kind that holds or is open.
	Advice []Remark
	// Messages say what holds for the number of the session. They are given up to Adjust, under the
	// same conditions as advice.
	Messages []Remark
	// Inexact says that a search was cut short. Bounds may then be wider than they have to be, and
	// more is asked, never less.
	Inexact bool
	// Stale says that the intake is from before the session, see [Triager.Triage]. AskAgain are its
	// pages that said something of that day, in the order of the rules.
	Stale    bool
	AskAgain []intake.Card
	// Weakened are the rules that overlays or the guideline profile made milder for somebody, those
	// of the screening among them, by id.
	Weakened []string
	// Fingerprint identifies the rules that decided, TextFingerprint the words that they speak in.
	Fingerprint, TextFingerprint string
}

// Settled reports whether no answer that is still missing can change the level or the urgency:
// floor and ceiling are the same. It never is where a floor is missing.
func (r Result) Settled() bool {
	return r.Floor != Clarify && r.Floor == r.Ceiling && r.Urgency == r.UrgencyCeiling
}

// Finding is a rule that holds.
type Finding struct {
	policy.Basis
	Level   Level                `json:"level"` // that the rule asks for
	Urgency screening.Urgency    `json:"urgency"`
	Says    string               `json:"says"`
	Do      string               `json:"do"`
	Client  string               `json:"client"`
	RedFlag bool                 `json:"red_flag,omitempty"`
	Facts   []screening.Evidence `json:"facts"`
}

// OpenRule is a rule that may hold.
type OpenRule struct {
	Rule string `json:"rule"`
	// Level is what it counts for: its own, or that of an unsure answer when it waits for nothing
	// else
	Level    Level             `json:"level"`
	Urgency  screening.Urgency `json:"urgency"`
	RedFlag  bool              `json:"red_flag,omitempty"`
	WaitsFor []string          `json:"waits_for"`        // facts that were not asked
	Unsure   []string          `json:"unsure,omitempty"` // facts that were asked and are not known
	// OneOf says that the floor stands above every finding, and one of the rules so marked must
	// hold
	OneOf  bool   `json:"one_of,omitempty"`
	Reason string `json:"reason,omitempty"` // why an unsure answer counts as it does
	Says   string `json:"says,omitempty"`   // of a rule that only waits for what is not known
	Do     string `json:"do,omitempty"`
	Client string `json:"client,omitempty"`
}

// Remark is a rule that holds and decides nothing: what the discomfort may reflect, what may
// help, or what to know.
type Remark struct {
	policy.Basis
	Code   string               `json:"code"` // the id of the rule without its group
	Says   string               `json:"says"`
	Client string               `json:"client"`
	Facts  []screening.Evidence `json:"facts"`
}

// resultJSON is how a result is written: with what follows from it.
type resultJSON struct {
	Level          Level             `json:"level"`
	Settled        bool              `json:"settled"`
	Floor          Level             `json:"floor"`
	Ceiling        Level             `json:"ceiling"`
	Urgency        screening.Urgency `json:"urgency"`
	UrgencyCeiling screening.Urgency `json:"urgency_ceiling"`
	Grid           Grid              `json:"grid"`
	Findings       []Finding         `json:"findings"`
	Open           []OpenRule        `json:"open"`
	Causes         []Remark          `json:"causes"`
	Advice         []Remark          `json:"advice"`
	Messages       []Remark          `json:"messages"`
	Inexact        bool              `json:"inexact"`
	Fingerprint    string            `json:"fingerprint"`
	Texts          string            `json:"text_fingerprint"`
	Stale          bool              `json:"stale"`
	AskAgain       []intake.Card     `json:"ask_again"`
	Weakened       []string          `json:"weakened"`
}

// MarshalJSON writes the result; lists are never null.
func (r Result) MarshalJSON() ([]byte, error) {
	return json.Marshal(document.Lists(resultJSON{
		r.Level, r.Settled(), r.Floor, r.Ceiling, r.Urgency, r.UrgencyCeiling, r.Grid, r.Findings, r.Open, r.Causes,
		r.Advice, r.Messages, r.Inexact, r.Fingerprint, r.TextFingerprint, r.Stale, r.AskAgain, r.Weakened,
	}))
}

// list copies a list, and makes an absent one empty, so that JSON never says null.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return slices.Clone(l)
}
