package technique

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

// truth is whether something holds for one region. What a decision leaves open is not
// known of the region either.
type truth uint8

const (
	holdsNot truth = iota
	holdsOpen
	holds
)

// derivation is the answer to a fact that follows from decision or match, the regions that it is
// about, and the reasons of the match behind it.
type derivation struct {
	answer  policy.Answer
	regions []body.Region
	behind  []Reason
}

// over joins what holds for regions: where it holds for one, it holds. Regions that nobody has
// named can be any that were requested.
func over(d decided, test func(*screening.RegionDecision) truth) derivation {
	var out derivation
	open := false
	for _, rd := range d.all {
		switch test(rd) {
		case holds:
			out.regions = lists.Add(out.regions, rd.Region)
		case holdsOpen:
			open = true
		}
	}
	switch {
	case len(out.regions) > 0 && d.named:
		out.answer = yes(true)
	case len(out.regions) > 0, open:
		out = derivation{}
	default:
		out.answer = yes(false)
	}
	return out
}

// limited is what a limit that is exceeded amounts to: in a region that is not settled it may come
// from a rule that is still open.
func limited(rd *screening.RegionDecision, exceeded bool) truth {
	switch {
	case !exceeded:
		return holdsNot
	case rd.Floor != rd.Ceiling:
		return holdsOpen
	}
	return holds
}

func notToday(rd *screening.RegionDecision) truth {
	switch {
	case rd.Disposition == screening.Defer || rd.Disposition == screening.Withhold:
		return holds
	case rd.Ceiling.AtLeast(screening.Defer):
		return holdsOpen
	}
	return holdsNot
}

func notCleared(rd *screening.RegionDecision) truth {
	switch {
	case rd.Disposition == screening.Refer:
		return holds
	case rd.Disposition == screening.Clarify && rd.Ceiling.AtLeast(screening.Refer):
		return holdsOpen
	}
	return holdsNot
}

// unless is what a derivation amounts to when what it is about is not known, and was taken for the
// worst: where that is certain of a limit, the answer is as little known; where there is no limit,
// it is no all the same.
func (d derivation) unless(known, unsure bool) derivation {
	if known || d.no() {
		return d
	}
	return derivation{answer: unknown(unsure && d.answer.State == policy.Known)}
}

// no reports whether the answer is a certain no.
func (d derivation) no() bool { return d.answer.State == policy.Known && !d.answer.Yes }

// named finds whether a name, or what it is like, is on the list that each region leaves out.
func named(d decided, name string, like []string, avoided func(*screening.Limits) []string) derivation {
	return over(d, func(rd *screening.RegionDecision) truth {
		names := avoided(&rd.Limits)
		return limited(rd, means(names, name, like) || name == "" && len(names) > 0)
	})
}

// needsCare finds whether the screening found anything at all. Without a decision nobody knows.
func needsCare(d *screening.Decision) policy.Answer {
	switch {
	case d.Fingerprint == "":
		return policy.Answer{}
	case len(d.Findings) > 0 || d.Floor != screening.Proceed:
		return yes(true)
	case d.Ceiling == screening.Proceed && d.UrgencyCeiling == screening.UrgencyNone:
		return yes(false)
	}
	return policy.Answer{}
}

// planRegions are the regions of all steps; none where a step does not say.
func planRegions(plan *Plan) []body.Region { return regionsOf(planAreas(plan)) }

func regionsOf(areas []area) []body.Region {
	return lists.Of(areas, func(a area) body.Region { return a.region })
}

// planAreas are those regions with the side of their steps.
func planAreas(plan *Plan) []area {
	var out []area
	for i := range plan.Strokes {
		areas := plan.Strokes[i].areas()
		if len(areas) == 0 {
			return nil
		}
		out = append(out, areas...)
	}
	return out
}

// What a screening leaves out of a plan as a whole.
const (
	avoidedTechnique = "plan.avoided_technique"
	avoidedPosition  = "plan.avoided_position"
)

// derivePlan finds what the decision and the clearances say about a plan as a whole.
func (p *Planner) derivePlan(v *Visit, plan *Plan, a *policy.Answers) map[string]derivation {
	areas := planAreas(plan)
	d, parts := at(&v.Decision, areas), regionsOf(areas)
	t, ok := p.catalogue.Technique(plan.Technique)
	position, _ := plan.Position.Value()
	lain, lies := lying(&v.Decision, areas, position)
	agreed := namingTechnique(plan.Technique)
	out := map[string]derivation{
		"plan.agreed":      {answer: p.agreed(v, parts, plan.Technique, agreed.names)},
		techniqueBeyondYes: p.beyondYes(v, d, plan.Technique, agreed),
		avoidedTechnique: named(d, plan.Technique, t.Like,
			func(l *screening.Limits) []string { return l.AvoidTechniques }).unless(ok, false),
		avoidedPosition: named(lain, lies, nil,
			func(l *screening.Limits) []string { return l.AvoidPositions }).
			unless(position != "", plan.Position.Unsure()),
		"plan.avoided_heat": over(d, func(rd *screening.RegionDecision) truth {
			return limited(rd, rd.Limits.AvoidHeat && (t.Heat || !ok || p.hotStep(plan, rd.Region)))
		}).unless(ok, false),
	}
	p.deriveLimits(d, "plan.", a, out)
	unusual := derivation{answer: unknown(plan.Minutes.Unsure())}
	if minutes, known := plan.Minutes.Value(); known && ok {
		unusual.answer = yes(minutes < t.Minutes.Min || t.Minutes.Max > 0 && minutes > t.Minutes.Max)
	}
	out["plan.unusual_minutes"] = unusual
	return out
}

// hotStep reports whether a stroke that uses heat goes, or may go, to a region.
func (p *Planner) hotStep(plan *Plan, region body.Region) bool {
	return slices.ContainsFunc(plan.Strokes, func(step Step) bool {
		s, _ := p.catalogue.Stroke(step.Stroke)
		parts := step.parts()
		return s.Heat && (len(parts) == 0 || slices.Contains(parts, region))
	})
}

// deriveStep does so for one step.
func (p *Planner) deriveStep(v *Visit, step *Step, a *policy.Answers) map[string]derivation {
	d, parts := at(&v.Decision, step.areas()), step.parts()
	s, _ := p.catalogue.Stroke(step.Stroke)
	agreed := p.namingStroke(&s)
	out := map[string]derivation{
		"step.not_today":   over(d, notToday),
		"step.not_cleared": over(d, notCleared),
		"step.avoided_stroke": named(d, step.Stroke, s.Like,
			func(l *screening.Limits) []string { return l.AvoidStrokes }).unless(step.Stroke != "", false),
		"step.agreed":   {answer: p.agreed(v, parts, step.Stroke, agreed.names)},
		strokeBeyondYes: p.beyondYes(v, d, step.Stroke, agreed),
	}
	p.deriveLimits(d, "step.", a, out)
	return out
}

// agreedAsGroup reports whether a clinician agreed to the groups of a stroke and of everything that
// it is like: who agrees to gliding has not agreed to a clinic's stroke that also strikes.
func (p *Planner) agreedAsGroup(c *screening.Clearance, s *Stroke) bool {
	in := func(s *Stroke) bool { return slices.Contains(c.Strokes, string(s.AgreedAs)) }
	return in(s) &&
		!slices.ContainsFunc(s.Like, func(id string) bool { like, _ := p.catalogue.Stroke(id); return !in(&like) })
}

// agreed finds whether a clinician agreed to something in every region where it is planned.
func (p *Planner) agreed(v *Visit, parts []body.Region, what string,
	names func(*screening.Clearance) bool) policy.Answer {
	if what == "" {
		return policy.Answer{}
	}
	var where []body.Region
	some := false
	for i := range v.Clearance {
		c := &v.Clearance[i]
		if !names(c) {
			continue
		}
		if covered := p.screener.Covered(*c); len(covered) == 0 || p.void(&v.Decision, covered) {
			continue
		}
		if len(c.Regions) == 0 {
			return yes(true)
		}
		some = true
		for _, r := range c.Regions {
			where = append(where, r.Parts()...)
		}
	}
	if some && len(parts) == 0 {
		return policy.Answer{}
	}
	return yes(some && !slices.ContainsFunc(parts, func(r body.Region) bool { return !slices.Contains(where, r) }))
}

// void reports whether a red flag that the clearance does not name holds or may hold: who
// agreed did not know of it.
func (p *Planner) void(d *screening.Decision, covered []string) bool {
	if slices.ContainsFunc(d.Findings,
		func(f screening.Finding) bool { return f.RedFlag && !slices.Contains(covered, f.Rule) }) {
		return true
	}
	set := p.screener.Rules()
	return slices.ContainsFunc(d.Open, func(o screening.OpenRule) bool {
		i, ok := set.RuleIndex(o.Rule)
		return ok && set.Rules()[i].RedFlag && o.Kind != screening.KindNone && !slices.Contains(covered, o.Rule)
	})
}
