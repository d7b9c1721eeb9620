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

// beyond finds whether a yes leaves something out at a region by naming what it agrees to (N-IC02),
// and the rules that it is the yes to. Of several to the same rule, one that names it or names
// nothing is enough; each rule needs its own.
func (p *Planner) beyond(v *Visit, region body.Region, n naming) (out truth, rules []string) {
	if !slices.ContainsFunc(v.Clearance, func(c screening.Clearance) bool { return len(n.all(&c)) > 0 }) {
		return holdsNot, nil
	}
	leavesOut := func(rule string) bool {
		out := false
		for i := range v.Clearance {
			c := &v.Clearance[i]
			covered := p.screener.Covered(*c)
			if !slices.Contains(covered, rule) || !coversRegion(c, region) || p.void(&v.Decision, covered) {
				continue
			}
			if len(n.all(c)) == 0 || n.names(c) {
				return false
			}
			out = true
		}
		return out
	}
	for _, f := range v.Decision.Findings {
		if f.Cleared && (len(f.Regions) == 0 || region.In(f.Regions)) && leavesOut(f.Rule) {
			out, rules = holds, append(rules, f.Rule)
		}
	}
	for _, o := range v.Decision.Open {
		switch {
		case o.Kind == screening.KindNone || !leavesOut(o.Rule):
		case len(o.WaitsFor) > 0:
			out = max(out, holdsOpen)
		default: // what nobody is sure of counts
			out, rules = holds, append(rules, o.Rule)
		}
	}
	return out, rules
}

// beyondYes is the answer to it for what a plan does in regions.
func (p *Planner) beyondYes(v *Visit, d decided, what string, n naming) derivation {
	return over(d, func(rd *screening.RegionDecision) truth {
		t, _ := p.beyond(v, rd.Region, n)
		return t
	}).unless(what != "", false)
}

// yesReasons are what the techniques that clinicians named say against another. A plan is held to
// them by rules.
func (p *Planner) yesReasons(v *Visit, technique string, regions []body.Region) []Reason {
	var where []body.Region
	var behind []string
	for _, region := range regions {
		if t, rules := p.beyond(v, region, namingTechnique(technique)); t == holds {
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
