package screening

import (
	"encoding/json"
	"slices"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Decision is the whole answer of a screening. It is plain data and keeps nothing of the Screener.
type Decision struct {
	// Disposition is what to do in the session: Floor once it is settled or certain to need a
	// clinician, otherwise Clarify.
	Disposition Disposition
	// Floor and Ceiling are the mildest and the severest disposition over everything
	// that is still unanswered.
	Floor, Ceiling Disposition
	// Urgency and UrgencyCeiling are the same for how soon the person should be seen.
	Urgency, UrgencyCeiling Urgency
	// Presumed is emergency where something was told that is one unless an answer behind it says
	// otherwise: a red flag of that urgency waits for nothing but such details. Do not begin, and
	// do not send away, before they are answered. It changes neither bounds nor what is settled,
	// and is none where the urgency is an emergency already.
	Presumed Urgency
	// Regions holds every requested region, groups as their parts, in the order of the regions.
	Regions []RegionDecision
	// Sides are the halves of the body on which something is decided otherwise than in Regions,
	// which are the worst of both: see [Decision.On].
	Sides []SideDecision
	// Findings are the rules that hold, the most urgent and the most cautious first.
	Findings []Finding
	// Open are the rules that may hold, in the same order: they wait for an answer,
	// or an answer is unsure.
	Open []OpenRule
	// Disagreements are answers that do not go together. Every one counts, and none was dropped:
	// they are to be asked again.
	Disagreements []Disagreement
	// Clearance lists the rules that a clearance would have to cover to let the session go ahead as
	// far as they are concerned.
	Clearance []string
	// Inexact says that a search was cut short. Bounds may then be wider than they have to be, and
	// more is asked, never less.
	Inexact bool
	// Weakened are the rules that overlays or the guideline profile made
	// milder for somebody, by id.
	Weakened []string
	// Fingerprint identifies the rules that decided, TextFingerprint the words that they speak in.
	Fingerprint, TextFingerprint string
	// Answers identifies what was told, see [Screener.Digest]: a decision is of no use for an
	// intake that has been answered differently.
	Answers string
}

// RegionDecision is the decision for one region of the body.
type RegionDecision struct {
	Region      body.Region `json:"region"`
	Disposition Disposition `json:"disposition"`
	Floor       Disposition `json:"floor"`
	Ceiling     Disposition `json:"ceiling"`
	Limits      Limits      `json:"limits"`
}

// Settled reports whether no answer that is still missing can change a requested region or
// the urgency: floor and ceiling are the same everywhere. It never is without a region, or
// where a floor is missing.
func (d Decision) Settled() bool {
	open := func(r RegionDecision) bool { return r.Floor == Clarify || r.Floor != r.Ceiling }
	return d.Floor != Clarify && d.Floor == d.Ceiling && d.Urgency == d.UrgencyCeiling &&
		len(d.Regions) > 0 && !slices.ContainsFunc(d.Regions, open)
}

// MayTreat reports whether a massage may begin: everything that could forbid it is answered,
// nothing asks for more than limits, and nobody has to be seen today. The regions still have their
// own dispositions; at least one may be treated.
func (d Decision) MayTreat() bool {
	treated := func(r RegionDecision) bool { return r.Disposition == r.Floor && r.treatable() }
	return d.Settled() && d.Disposition == d.Floor && (d.Disposition == Proceed || d.Disposition == Adapt) &&
		d.Urgency < UrgencySameDay && slices.ContainsFunc(d.Regions, treated)
}

func (r RegionDecision) treatable() bool { return r.Disposition == Proceed || r.Disposition == Adapt }

// For returns the decision for a region, and whether it was requested.
func (d Decision) For(r body.Region) (RegionDecision, bool) {
	for _, rd := range d.Regions {
		if rd.Region == r {
			return rd, true
		}
	}
	return RegionDecision{}, false
}

// Finding is a rule that holds.
type Finding struct {
	policy.Basis
	Kind    Kind     `json:"kind"`
	Urgency Urgency  `json:"urgency"`
	Regions []string `json:"regions"` // where it reaches; whole_body for everywhere
	// Side is the half of the body that it is meant for; absent where it is both, or not known.
	Side    body.Side  `json:"side,omitempty"`
	Says    string     `json:"says"`
	Instead string     `json:"instead"`
	Until   string     `json:"until,omitempty"`
	Client  string     `json:"client"`
	RedFlag bool       `json:"red_flag,omitempty"`
	Cleared bool       `json:"cleared,omitempty"` // covered by a clearance
	Facts   []Evidence `json:"facts"`
}

// OpenRule is a rule that may hold.
type OpenRule struct {
	Rule string `json:"rule"`
	// Kind is what it counts for: its own kind, or that of an unsure answer when it waits for
	// nothing else
	Kind     Kind     `json:"kind"`
	Urgency  Urgency  `json:"urgency"`
	WaitsFor []string `json:"waits_for"`        // facts that were not asked
	Unsure   []string `json:"unsure,omitempty"` // facts that were asked and are not known
	// OneOf says that the floor stands above every finding, and one of the rules so marked must
	// hold
	OneOf   bool   `json:"one_of,omitempty"`
	Reason  string `json:"reason,omitempty"` // why an unsure answer counts as it does
	Says    string `json:"says,omitempty"`   // of a rule that only waits for what is not known
	Instead string `json:"instead,omitempty"`
	Client  string `json:"client,omitempty"`
}

// decisionJSON is how a decision is written: with what follows from it, and regions as an object.
type decisionJSON struct {
	Disposition    Disposition     `json:"disposition"`
	MayTreat       bool            `json:"may_treat"`
	Settled        bool            `json:"settled"`
	Floor          Disposition     `json:"floor"`
	Ceiling        Disposition     `json:"ceiling"`
	Urgency        Urgency         `json:"urgency"`
	UrgencyCeiling Urgency         `json:"urgency_ceiling"`
	Presumed       Urgency         `json:"presumed,omitzero"`
	Regions        regionDecisions `json:"regions"`
	Sides          sideDecisions   `json:"sides,omitzero"`
	Findings       []Finding       `json:"findings"`
	Open           []OpenRule      `json:"open"`
	Disagreements  []Disagreement  `json:"disagreements"`
	Clearance      []string        `json:"clearance"`
	Inexact        bool            `json:"inexact"`
	Weakened       []string        `json:"weakened"`
	Fingerprint    string          `json:"fingerprint"`
	Texts          string          `json:"text_fingerprint"`
	Answers        string          `json:"answers"`
}

// MarshalJSON writes the decision with regions as an object in their own
// order. Lists are never null.
func (d Decision) MarshalJSON() ([]byte, error) {
	return json.Marshal(document.Lists(decisionJSON{
		d.Disposition, d.MayTreat(), d.Settled(), d.Floor, d.Ceiling,
		d.Urgency, d.UrgencyCeiling, d.Presumed, d.Regions, d.Sides,
		d.Findings, d.Open, d.Disagreements, d.Clearance, d.Inexact,
		d.Weakened, d.Fingerprint, d.TextFingerprint, d.Answers,
	}))
}

func (d *Decision) read(n *document.Node, p *document.Problems) {
	var x decisionJSON
	before := p.Len()
	n.Record(p, &x, "a decision")
	*d = Decision{
		Disposition: x.Disposition, Floor: x.Floor, Ceiling: x.Ceiling,
		Urgency: x.Urgency, UrgencyCeiling: x.UrgencyCeiling, Presumed: x.Presumed, Regions: x.Regions, Sides: x.Sides,
		Findings: x.Findings, Open: x.Open, Disagreements: x.Disagreements,
		Clearance: x.Clearance, Inexact: x.Inexact, Weakened: x.Weakened,
		Fingerprint: x.Fingerprint, TextFingerprint: x.Texts, Answers: x.Answers,
	}
	if p.Len() == before {
		n.Follows(p, "settled", x.Settled, d.Settled())
		n.Follows(p, "may_treat", x.MayTreat, d.MayTreat())
	}
}

// regionDecisions are written as one object, a member by region.
type regionDecisions []RegionDecision

// regionMember is the decision for a region inside of that object.
type regionMember struct {
	Disposition Disposition `json:"disposition"`
	Floor       Disposition `json:"floor"`
	Ceiling     Disposition `json:"ceiling"`
	Limits      Limits      `json:"limits"`
}

// MarshalJSON writes the regions in their order.
func (all regionDecisions) MarshalJSON() ([]byte, error) {
	var o document.Object
	for _, r := range all {
		if err := o.Add(r.Region.String(), regionMember{r.Disposition, r.Floor, r.Ceiling, r.Limits}); err != nil {
			return nil, err
		}
	}
	return o.MarshalJSON()
}

// Read reads regions in their own order: that of the keys of an object says nothing.
func (all *regionDecisions) Read(n *document.Node, p *document.Problems) {
	fields := document.Fields{}
	for _, region := range body.Regions() {
		fields[region.String()] = func(n *document.Node) {
			var m regionMember
			n.Record(p, &m, "the decision for a region")
			*all = append(*all, RegionDecision{region, m.Disposition, m.Floor, m.Ceiling, m.Limits})
		}
	}
	n.Fields(p, "regions", fields)
	slices.SortFunc(*all, func(a, b RegionDecision) int { return body.Compare(a.Region, b.Region) })
}

// list copies a list, and makes an absent one empty, so that JSON never says null.
func list[T any](l []T) []T {
	if l == nil {
		return []T{}
	}
	return slices.Clone(l)
}
