package technique

import (
	"slices"
	"strconv"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

// regionLimit is what the screening sets for a region that may be treated, and
// the rules that set it.
type regionLimit struct {
	region body.Region
	limits screening.Limits
	rules  []*policy.Rule // those that hold or may hold, and limit something
}

// limits reads the decision for the given regions, where a plan works them on one side alone for
// that.
func (p *Planner) limits(d screening.Decision, regions []body.Region, plan *Plan) []regionLimit {
	rules := p.limiting(d)
	var out []regionLimit
	for _, region := range regions {
		if rd, ok := d.On(plan.SideAt(region), region); ok {
			out = append(out, regionLimit{region, rd.Limits, rules})
		}
	}
	return out
}

// limiting returns the screening rules behind a decision that set limits.
func (p *Planner) limiting(d screening.Decision) []*policy.Rule {
	set := p.screener.Rules()
	var out []*policy.Rule
	add := func(id string) {
		if i, ok := set.RuleIndex(id); ok && len(set.Rules()[i].Limits) > 0 {
			out = append(out, &set.Rules()[i])
		}
	}
	for _, f := range d.Findings {
		add(f.Rule)
	}
	for _, o := range d.Open {
		add(o.Rule)
	}
	return out
}

// The ids of what stands against a technique because of a limit.
const (
	limitTechnique = "limit.technique"
	limitPressure  = "limit.pressure"
	limitHeat      = "limit.heat"
	limitYes       = "limit.yes"
)

// limitReasons is what the limits of the screening say against a technique: forbidden where they
// stand against it in every region, avoided where some regions are left.
func (p *Planner) limitReasons(t *Technique, limits []regionLimit) []Reason {
	var out []Reason
	for _, x := range []struct {
		id, says string
		fact     screening.Evidence
		against  func(screening.Limits) bool
		sets     func(*policy.RuleLimit) bool
	}{
		{
			limitTechnique, "technique", screening.Evidence{Fact: "technique.id", Answer: t.ID},
			func(l screening.Limits) bool { return means(l.AvoidTechniques, t.ID, t.Like) },
			func(l *policy.RuleLimit) bool { return l.Name == "avoid_techniques" && means(l.Values, t.ID, t.Like) },
		},
		{
			limitPressure, "pressure",
			screening.Evidence{Fact: "technique.pressure_min", Answer: strconv.Itoa(t.PressureMin)},
			func(l screening.Limits) bool { return l.Pressure != nil && t.PressureMin > *l.Pressure },
			func(l *policy.RuleLimit) bool { return l.Name == "pressure" && float64(t.PressureMin) > l.Number },
		},
		{
			limitHeat, "heat", screening.Evidence{Fact: "technique.heat", Answer: "yes"},
			func(l screening.Limits) bool { return t.Heat && l.AvoidHeat },
			func(l *policy.RuleLimit) bool { return l.Name == "avoid_heat" },
		},
	} {
		var regions []body.Region
		for i := range limits {
			if x.against(limits[i].limits) {
				regions = append(regions, limits[i].region)
			}
		}
		if len(regions) == 0 {
			continue
		}
		r := p.limitReason(x.id, x.says, x.fact, regions, len(limits))
		for i := range limits {
			if slices.Contains(regions, limits[i].region) {
				r.behind(&limits[i], x.sets)
			}
		}
		out = append(out, r)
	}
	return out
}

// limitReason is what stands against a technique in some of so many regions.
func (p *Planner) limitReason(id, says string, fact screening.Evidence, regions []body.Region, all int) Reason {
	r := Reason{
		Basis: policy.Basis{
			Rule: id, Rows: []string{}, Claims: []string{}, Sources: []string{},
			Rationale: p.words.Say("against.because"),
		},
		Standing: Avoided, Says: p.words.Say("against." + says), Instead: p.words.Say("against.some_regions"),
		Facts: []screening.Evidence{fact}, Regions: regions,
	}
	if len(regions) == all {
		r.Standing, r.Instead = Forbidden, p.words.Say("against.every_region")
	}
	return r
}

// elsewhere reports whether a limit stands against the technique only in regions that are none of
// these. Without any it may stand anywhere.
func (r *Reason) elsewhere(parts []body.Region) bool {
	return len(r.Regions) > 0 && len(parts) > 0 &&
		!slices.ContainsFunc(r.Regions, func(x body.Region) bool { return slices.Contains(parts, x) })
}

// behind adds the screening rules that set a limit in a region, with their sources and the
// weakest of their grades.
func (r *Reason) behind(in *regionLimit, sets func(*policy.RuleLimit) bool) {
	for _, rule := range in.rules {
		sets := slices.ContainsFunc(rule.Limits,
			func(l policy.RuleLimit) bool { return sets(&l) && mayReach(rule, &l, in.region) })
		if sets {
			r.set(rule)
		}
	}
}

// set adds a screening rule that stands behind a limit.
func (r *Reason) set(rule *policy.Rule) {
	if slices.Contains(r.Screening, rule.ID) {
		return
	}
	r.Screening = append(r.Screening, rule.ID)
	r.Rows = addNew(r.Rows, rule.Rows)
	r.Claims = addNew(r.Claims, rule.Claims)
	r.Sources = addNew(r.Sources, rule.Sources)
	r.Grade = max(r.Grade, rule.Grade)
}

func addNew(to, names []string) []string {
	return lists.Add(to, names...)
}

// mayReach reports whether a limit of a rule can reach a region. A limit around a site may.
func mayReach(rule *policy.Rule, l *policy.RuleLimit, region body.Region) bool {
	names := rule.Regions
	switch {
	case l.Scope == policy.InRegions:
		names = l.Regions
	case l.Scope != policy.WhereRuleHolds || rule.At != "":
		return true
	}
	return len(names) == 0 || region.In(names)
}
