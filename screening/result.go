package screening

import (
	"github.com/safehands/safehands/screening/policy"
)

// decision reads what the rules said.
func (s *Screener) decision(e *policy.Evaluation) Decision {
	session, urgency := e.Session(), e.Urgency()
	d := Decision{
		Floor: dispositionAt(session.Floor), Ceiling: dispositionAt(session.Ceiling),
		Urgency: Urgency(urgency.Floor), UrgencyCeiling: Urgency(urgency.Ceiling),
		Inexact: e.Inexact(), Fingerprint: s.set.Fingerprint(), settled: e.Settled(),
	}
	d.Disposition = shown(session, d.settled)
	outcomes := e.Outcomes()
	requested := e.Requested()
	d.Regions = make([]RegionDecision, len(requested))
	for i, p := range requested {
		b := e.Place(p)
		d.Regions[i] = RegionDecision{
			Region: s.regions[p], Disposition: shown(b, b.Settled()), Floor: dispositionAt(b.Floor), Ceiling: dispositionAt(b.Ceiling),
			Limits: limitsOf(e.Limits(p, outcomes)),
		}
	}
	for _, o := range outcomes {
		if o.Holds {
			d.Findings = append(d.Findings, s.finding(e, o))
		} else {
			d.Open = append(d.Open, s.open(o))
		}
	}
	for _, r := range e.Clearable(outcomes) {
		d.Clearance = append(d.Clearance, r.ID)
	}
	return d
}

// dispositionAt is the disposition of a level of the engine, which has no Clarify.
func dispositionAt(level int) Disposition { return Proceed + Disposition(level) }

// shown is the floor, unless it could still rise and nothing certain asks for a clinician yet.
func shown(b policy.Bounds, settled bool) Disposition {
	if floor := dispositionAt(b.Floor); settled || floor.AtLeast(Refer) {
		return floor
	}
	return Clarify
}

func (s *Screener) finding(e *policy.Evaluation, o policy.Outcome) Finding {
	r := o.Rule
	f := Finding{
		Rule: r.ID, Rows: list(r.Rows), Claims: r.Claims, Kind: Kind(o.Level), Urgency: Urgency(o.Urgency), Regions: s.regionNames(o.Places),
		Says: r.Texts["says"], Instead: r.Texts["instead"], Until: r.Texts["until"], Client: r.Texts["client"], Rationale: r.Texts["rationale"],
		RedFlag: r.RedFlag, Cleared: o.Cleared, Sources: r.Sources, Grade: r.Grade, Changed: r.Changed,
		Facts: make([]Evidence, len(o.Facts)),
	}
	for i, fact := range o.Facts {
		f.Facts[i] = Evidence{s.set.Facts()[fact].Name, s.set.Format(fact, e.Given(fact))}
	}
	return f
}

func (s *Screener) open(o policy.Outcome) OpenRule {
	r := OpenRule{
		Rule: o.Rule.ID, Kind: Kind(o.Level), Urgency: Urgency(o.Urgency), WaitsFor: s.factNames(o.WaitsFor), Unsure: s.factNames(o.Unsure),
	}
	if len(o.WaitsFor) == 0 {
		r.Says, r.Instead, r.Client = o.Rule.Texts["says"], o.Rule.Texts["instead"], o.Rule.Texts["client"]
		if o.Rule.IfUnsure != nil {
			r.Reason = o.Rule.IfUnsure.Reason
		}
	}
	return r
}

func (s *Screener) regionNames(places uint64) []string {
	if names := s.set.PlaceNames(places); names != nil {
		return names
	}
	return wholeBody
}

// wholeBody is shared by every finding that reaches everywhere.
var wholeBody = []string{WholeBody.String()}

func (s *Screener) factNames(facts []int) []string {
	names := make([]string, len(facts))
	for i, f := range facts {
		names[i] = s.set.Facts()[f].Name
	}
	return names
}

func limitsOf(values []policy.LimitValue) Limits {
	var l Limits
	for _, v := range values {
		switch v.Limit.Name {
		case "pressure":
			l.Pressure = wholeNumber(v.Number)
		case "minutes":
			l.Minutes = wholeNumber(v.Number)
		case "avoid_strokes":
			l.AvoidStrokes = v.Values
		case "avoid_techniques":
			l.AvoidTechniques = v.Values
		case "avoid_positions":
			l.AvoidPositions = v.Values
		case "avoid_heat":
			l.AvoidHeat = true
		case "avoid_spot":
			for _, spot := range v.Spots {
				l.Spots = append(l.Spots, Spot{spot.Rule, spot.Margin})
			}
		case "note":
			l.Notes = v.Notes
		}
	}
	return l
}

// wholeNumber rounds down: a limit of 2.5 allows 2.
func wholeNumber(x float64) *int {
	n := int(x)
	return &n
}
