package technique

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// checkVisit adds what is wrong with a visit beside its intake.
func (p *Planner) checkVisit(v *Visit, problems *document.Problems) {
	if f := v.Decision.Fingerprint; f != "" && f != p.screener.Fingerprint() {
		problems.In("decision", "was made by other rules than the planner's screener holds; screen again")
	} else if now := p.screener.Digest(v.Intake, v.Clearance...); f != "" && now != "" && v.Decision.Answers != now {
		problems.In("decision",
			"was made before the intake or the clearances were answered as they are now; screen again")
	}
	p.checkNames(&v.Decision, problems)
	if fault := p.foundFault(v.Presentation); fault != "" {
		problems.In("presentation", "%s", fault)
	}
	p.CheckClearance(v.Clearance, problems)
	history := v.History // alone it does not keep the whole visit in memory
	p.histories.Check(&history, under("history", problems))
}

// under reports what is wrong with a part of a visit, which stands at a path.
func under(path string, p *document.Problems) func(key, format string, args ...any) {
	return func(key, format string, args ...any) {
		p.In(path+"."+key, format, args...)
	}
}

// PresentationFault says what is wrong with what a therapist found, such as a presentation that the
// catalogue has not, or nothing.
func (p *Planner) PresentationFault(x Presentation) string {
	if !p.built() {
		return errNotBuilt.Error()
	}
	return p.foundFault(x)
}

// foundFault says what is wrong with what the therapist found, or nothing.
func (p *Planner) foundFault(x Presentation) string {
	a, fault := p.facts.Answer(p.found, x.given)
	return cmp.Or(fault, p.plan.Facts()[p.found].Fault(a))
}

// checkNames refuses a decision that leaves out what nobody knows: a plan can only be held against
// what it can name.
func (p *Planner) checkNames(d *screening.Decision, problems *document.Problems) {
	for _, rd := range d.Regions {
		for _, list := range []struct {
			what, key    string
			names, known []string
		}{
			{"stroke", "avoid_strokes", rd.Limits.AvoidStrokes, p.names.strokes},
			{"technique", "avoid_techniques", rd.Limits.AvoidTechniques, p.names.techniques},
			{"position", "avoid_positions", rd.Limits.AvoidPositions, p.names.leftOut},
		} {
			for i, name := range list.names {
				if !slices.Contains(list.known, name) {
					isName(name, list.known, list.what,
						fmt.Sprintf("decision.regions.%s.limits.%s[%d]", rd.Region, list.key, i), problems)
				}
			}
		}
	}
}

func isName(name string, names []string, what, path string, p *document.Problems) {
	if !slices.Contains(names, name) {
		p.In(path, "unknown %s %.60q%s", what, name, p.Choose(name, names, nil))
	}
}

// CheckClearance adds every technique and stroke of the clearances that is none of the catalogue.
// The screener takes any name: a clinic may add its own.
func (p *Planner) CheckClearance(clearance []screening.Clearance, problems *document.Problems) {
	if problems == nil || p.unbuilt(nil, problems) ||
		problems.TooMany("clearance", "clearances", len(clearance), screening.MaxClearances) {
		return
	}
	for i, c := range clearance {
		path := fmt.Sprintf("clearance[%d]", i)
		if problems.TooMany(path+".techniques", "techniques", len(c.Techniques), screening.MaxAgreed) ||
			problems.TooMany(path+".strokes", "strokes", len(c.Strokes), screening.MaxAgreed) {
			continue
		}
		for j, name := range c.Techniques {
			isName(name, p.names.techniques, "technique", fmt.Sprintf("clearance[%d].techniques[%d]", i, j), problems)
		}
		for j, name := range c.Strokes {
			isName(name, p.names.agreed, "stroke", fmt.Sprintf("clearance[%d].strokes[%d]", i, j), problems)
		}
	}
}

// answerVisit fills in what both rule sets read of a visit, and forgets everything else.
func (p *Planner) answerVisit(v *Visit, a *policy.Answers, problems *document.Problems) {
	a.Forget(len(p.screener.Rules().Facts()))
	addIntake(problems, p.screener.Answer(v.Intake, a), v.Intake)
	history := v.History
	p.histories.Fill(&history, a, problems)
	found, _ := p.facts.Answer(p.found, v.Presentation.given)
	a.SetFact(p.found, found)
	p.put(a, "visit.needs_care", needsCare(&v.Decision))
}

// addIntake joins the problems of an intake, each with its path inside the visit.
func addIntake(p *document.Problems, err error, in screening.Intake) {
	p.Join(err, func(x *document.Problem) {
		if _, own := in.Own[x.Path]; own {
			x.Path = fmt.Sprintf("own[%q]", x.Path)
		}
		x.Path = "intake." + x.Path
	})
}

// evidence is the facts behind a rule, with what is known of them.
func evidence(set *policy.Set, e *policy.Evaluation, facts []int) []screening.Evidence {
	out := make([]screening.Evidence, len(facts))
	for i, f := range facts {
		out[i] = screening.EvidenceOf(set, e, f)
	}
	return out
}
