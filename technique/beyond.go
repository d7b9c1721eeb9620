package technique

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
)

// What clinicians did not agree to.
const (
	techniqueBeyondYes = "plan.beyond_yes"
	strokeBeyondYes    = "step.beyond_yes"
)

// naming is what a yes names of one kind, techniques or strokes, and whether it names something.
type naming struct {
	all   func(*screening.Clearance) []string
	names func(*screening.Clearance) bool
}

// namingTechnique is how a yes names a technique.
func namingTechnique(id string) naming {
	all := func(c *screening.Clearance) []string { return c.Techniques }
	return naming{all, func(c *screening.Clearance) bool { return slices.Contains(c.Techniques, id) }}
}

// namingStroke is how a yes names a stroke: by itself, or by its group (S12).
func (p *Planner) namingStroke(s *Stroke) naming {
	all := func(c *screening.Clearance) []string { return c.Strokes }
	return naming{all, func(c *screening.Clearance) bool {
		return slices.Contains(c.Strokes, s.ID) || p.agreedAsGroup(c, s)
	}}
}

// agreement is a rule to which clinicians said yes: those that still count.
type agreement struct {
	rule    string
	regions []string // as a finding has them; none: anywhere
	counts  truth    // whether it holds, or may
	yeses   []*screening.Clearance
}

// agreements are those of a visit, as far as a yes names techniques or strokes at all.
func (p *Planner) agreements(v *Visit) []agreement {
	names := func(c screening.Clearance) bool { return len(c.Techniques)+len(c.Strokes) > 0 }
	if !slices.ContainsFunc(v.Clearance, names) {
		return nil
	}
	covered := make([][]string, len(v.Clearance))
	for i := range v.Clearance {
		if rules := p.screener.Covered(v.Clearance[i]); len(rules) > 0 && !p.void(&v.Decision, rules) {
			covered[i] = rules
		}
	}
	var out []agreement
	add := func(a agreement) {
		for i := range covered {
			if slices.Contains(covered[i], a.rule) {
				a.yeses = append(a.yeses, &v.Clearance[i])
			}
		}
		if len(a.yeses) > 0 {
			out = append(out, a)
		}
	}
	for _, f := range v.Decision.Findings {
		if f.Cleared {
			add(agreement{rule: f.Rule, regions: f.Regions, counts: holds})
		}
	}
	for _, o := range v.Decision.Open {
		switch {
		case o.Kind == screening.KindNone:
		case len(o.WaitsFor) > 0:
			add(agreement{rule: o.Rule, counts: holdsOpen})
		default: // what nobody is sure of counts
			add(agreement{rule: o.Rule, counts: holds})
		}
	}
	return out
}

// leavesOut reports whether the yeses name other things at a region, and not this one (N-IC02). Of
// several, one that names it or names nothing is enough.
func (a *agreement) leavesOut(region body.Region, n naming) (out bool) {
	if len(a.regions) > 0 && !region.In(a.regions) {
		return false
	}
	for _, c := range a.yeses {
		switch {
		case !coversRegion(c, region):
		case len(n.all(c)) == 0 || n.names(c):
			return false
		default:
			out = true
		}
	}
	return out
}

// beyond finds whether something is left out at a region, and the rules that it was not agreed to
// for: each needs its own yes.
func beyond(agreed []agreement, region body.Region, n naming) (out truth, rules []string) {
	for i := range agreed {
		if a := &agreed[i]; a.leavesOut(region, n) {
			if out = max(out, a.counts); a.counts == holds {
				rules = append(rules, a.rule)
			}
		}
	}
	return out, rules
}

// beyondYes is the answer to it for what a plan does in regions.
func (p *Planner) beyondYes(v *Visit, d decided, what string, n naming) derivation {
	agreed := p.agreements(v)
	return over(d, func(rd *screening.RegionDecision) truth {
		t, _ := beyond(agreed, rd.Region, n)
		return t
	}).unless(what != "", false)
}

// yesReasons are what the techniques that clinicians named say against another. A plan is held to
// them by rules.
func (p *Planner) yesReasons(agreed []agreement, technique string, regions []body.Region) []Reason {
	var where []body.Region
	var behind []string
	for _, region := range regions {
		if t, rules := beyond(agreed, region, namingTechnique(technique)); t == holds {
			where, behind = append(where, region), append(behind, rules...)
		}
	}
	if len(where) == 0 {
		return nil
	}
	r := p.limitReason(limitYes, "yes", screening.Evidence{Fact: techniqueID, Answer: technique}, where, len(regions))
	set := p.screener.Rules()
	for _, id := range behind {
		if i, ok := set.RuleIndex(id); ok {
			r.set(&set.Rules()[i])
		}
	}
	return []Reason{r}
}

func coversRegion(c *screening.Clearance, region body.Region) bool {
	return len(c.Regions) == 0 ||
		slices.ContainsFunc(c.Regions, func(r body.Region) bool { return slices.Contains(r.Parts(), region) })
}
