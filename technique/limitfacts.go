package technique

import (
	"fmt"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

// limitFact is a fact of the plan rules that follows from a limit of the screening by its name
// alone, so that a limit needs no more than a rule that reads it:
//
//	a limit that is set or not   step.NAME: it is set where the step goes
//	a number                     plan.over_NAME: more is planned than that, by plan.NAME, or else by
//	                             technique.NAME; step.over_NAME by step.NAME, or else stroke.NAME
type limitFact struct {
	limit   string
	fact    string
	planned string // what a number is compared with
}

// limitFacts are those of the limits. Facts has one for each, declared or added. A number with
// which nothing of a plan can be compared is refused: no rule could hold a plan against it.
func (g *ground) limitFacts(limits []policy.Limit) (out []limitFact, err error) {
	for _, l := range limits {
		switch l.Kind {
		case policy.Flag:
			out = append(out, limitFact{limit: l.Name, fact: "step." + l.Name})
			g.derived("step."+l.Name, "Does the screening set "+l.Name+" there?", regionsFact, "decision")
		case policy.LowestWins:
			before := len(out)
			ask := "Is more planned than the " + l.Name + " that the screening allows?"
			if at, told := g.compared(l.Name, "plan.", "technique.", planTechnique); at != "" {
				out = append(out, limitFact{l.Name, "plan.over_" + l.Name, at})
				g.derived("plan.over_"+l.Name, ask, told, "decision")
			}
			if at, told := g.compared(l.Name, "step.", "stroke.", strokeID); at != "" {
				fact := "step.over_" + l.Name
				if l.Name == "pressure" {
					fact = "step.over_cap" // its name before limits were read by theirs
				}
				out = append(out, limitFact{l.Name, fact, at})
				g.derived(fact, ask, told, regionsFact, "decision")
			}
			if len(out) == before {
				return nil, fmt.Errorf("the limit %[1]s is a number, and no fact plan.%[1]s, technique.%[1]s, "+
					"step.%[1]s or stroke.%[1]s says what is planned", l.Name)
			}
		}
	}
	return out, nil
}

// compared is the number of a plan or a step that a limit bounds, or of the technique or the stroke
// in it, and what has to be told for it.
func (g *ground) compared(limit, own, of, named string) (fact, told string) {
	switch {
	case g.fact(own+limit).Kind == policy.Whole:
		return own + limit, own + limit
	case g.fact(of+limit).Kind == policy.Whole:
		return of + limit, named
	}
	return "", ""
}

// derived adds a fact that follows from others, unless it is declared.
func (g *ground) derived(name, ask string, from ...string) {
	if g.fact(name).Name == "" {
		*g = append(*g, policy.Fact{
			Name: name, Kind: policy.YesNo, Risk: policy.RiskMore, Ask: ask, From: from, Staff: true, Repeat: true,
		})
	}
}

// deriveLimits adds what follows for the facts of a group, plan or step, from the answers at hand.
func (p *Planner) deriveLimits(d decided, group string, a *policy.Answers, out map[string]derivation) {
	for _, x := range p.limitFacts {
		if !strings.HasPrefix(x.fact, group) {
			continue
		}
		if x.planned == "" {
			out[x.fact] = over(d, func(rd *screening.RegionDecision) truth {
				holds, _ := rd.Limits.Holds(x.limit)
				return limited(rd, holds)
			})
			continue
		}
		i, _ := p.plan.FactIndex(x.planned)
		planned := a.Fact(i)
		known := planned.State == policy.Known
		out[x.fact] = over(d, func(rd *screening.RegionDecision) truth {
			most, _ := rd.Limits.Most(x.limit)
			return limited(rd, most != nil && (!known || planned.Number > float64(*most)))
		}).unless(known, planned.State == policy.Unsure)
	}
}
