package screening

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
)

// decision reads what the rules said.
func (s *Screener) decision(e *policy.Evaluation) Decision {
	session, urgency := e.Session(), e.Urgency()
	d := Decision{
		Floor: dispositionAt(session.Floor), Ceiling: dispositionAt(session.Ceiling),
		Urgency: Urgency(urgency.Floor), UrgencyCeiling: Urgency(urgency.Ceiling),
		Weakened: slices.Clone(s.weakened), Fingerprint: s.fingerprint, TextFingerprint: s.set.TextFingerprint(),
	}
	d.Disposition = s.shown(session, e.Settled())
	outcomes := e.Outcomes()
	requested := e.Requested()
	d.Regions = make([]RegionDecision, len(requested))
	var limits Limits
	var from []policy.LimitValue
	for i, p := range requested {
		b := e.Place(p)
		if values := e.Limits(p, outcomes); i == 0 || !sameSlice(values, from) {
			limits, from = limitsOf(values), values
		}
		d.Regions[i] = RegionDecision{
			Region: s.regions[p], Disposition: s.shown(b, b.Settled()),
			Floor: dispositionAt(b.Floor), Ceiling: dispositionAt(b.Ceiling),
			Limits: limits,
		}
	}
	d.Sides, d.Inexact = s.sides(e, d.Regions)
	holding := 0
	for holding < len(outcomes) && outcomes[holding].Holds {
		holding++
	}
	if holding > 0 {
		d.Findings = make([]Finding, holding)
	}
	for i := range d.Findings {
		d.Findings[i] = s.finding(e, &outcomes[i])
	}
	if holding < len(outcomes) {
		open, facts := outcomes[holding:], 0
		for i := range open {
			facts += len(open[i].WaitsFor) + len(open[i].Unsure)
		}
		if slices.ContainsFunc(open, func(o policy.Outcome) bool { return e.Presumed(&o) }) {
			d.Presumed = UrgencyEmergency
		}
		d.Open = make([]OpenRule, len(open))
		names := make([]string, 0, facts)
		for i := range open {
			names = s.open(&d.Open[i], &open[i], names)
		}
	}
	for _, r := range e.Clearable(outcomes) {
		d.Clearance = append(d.Clearance, r.ID)
	}
	d.Disagreements = s.disagreements(e)
	d.Inexact = d.Inexact || e.Inexact()
	return d
}

// dispositionAt is the disposition of a level of the engine, which has no Clarify.
func dispositionAt(level int) Disposition { return Proceed + Disposition(level) }

// shown is the disposition to show for bounds of the engine.
func (s *Screener) shown(b policy.Bounds, settled bool) Disposition {
	return Disposition(slices.Index(dispositionNames, s.set.Disposition(b, settled)))
}

func (s *Screener) finding(e *policy.Evaluation, o *policy.Outcome) Finding {
	r := o.Rule
	f := Finding{
		Basis: r.Basis(),
		Kind:  Kind(o.Level), Urgency: Urgency(o.Urgency), Regions: s.regionNames(o.Places),
		Side: body.Side(e.SideOf(r)),
		Says: r.Texts["says"], Instead: r.Texts["instead"], Until: r.Texts["until"],
		Client: r.Texts["client"], RedFlag: r.RedFlag, Cleared: o.Cleared,
		Facts: make([]Evidence, len(o.Facts)),
	}
	for i, fact := range o.Facts {
		f.Facts[i] = EvidenceOf(s.set, e, fact)
	}
	return f
}

// open fills in a rule that may hold; names is one array that the lists of all of them share.
func (s *Screener) open(r *OpenRule, o *policy.Outcome, names []string) []string {
	r.Rule, r.Kind, r.Urgency, r.OneOf = o.Rule.ID, Kind(o.Level), Urgency(o.Urgency), o.OneOf
	r.WaitsFor, names = s.appendNames(names, o.WaitsFor)
	if len(o.Unsure) > 0 {
		r.Unsure, names = s.appendNames(names, o.Unsure)
	}
	if o.Counts() {
		r.Says, r.Instead, r.Client = o.Rule.Texts["says"], o.Rule.Texts["instead"], o.Rule.Texts["client"]
		if o.Rule.IfUnsure != nil {
			r.Reason = o.Rule.IfUnsure.Reason
		}
		for _, x := range o.Faults {
			r.Reason = strings.TrimSpace(r.Reason + " " + x.Part + " could not be worked out: " + x.Says + ".")
		}
	}
	return names
}

func (s *Screener) appendNames(names []string, facts []int) (list, all []string) {
	from := len(names)
	for _, f := range facts {
		names = append(names, s.set.Facts()[f].Name)
	}
	return names[from:len(names):len(names)], names
}

func (s *Screener) regionNames(places uint64) []string {
	if places == 0 {
		return []string{} // at a site that is nowhere
	}
	if names := s.set.PlaceNames(places); names != nil {
		return names
	}
	return []string{body.WholeBody.String()}
}

// sameSlice reports whether both are one slice, which places with the same limits share.
func sameSlice(a, b []policy.LimitValue) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}
