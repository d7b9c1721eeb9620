package technique

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

// limitFact is a fact of the plan rules that follows from a limit of the screening by its name
// alone, so that a limit needs no more than a rule that reads it. Of a limit that is set or not it
// is step.NAME, whether it is where the step goes. Of a number it is plan.over_NAME, whether more
// is planned than that: plan.NAME, or technique.NAME of the technique; and step.over_NAME for
// step.NAME and stroke.NAME.
type limitFact struct {
	limit   string
	fact    string
	planned string // what a number is compared with
}

// limitFacts are those of the limits. Facts has one for each, declared or added.
func (g *ground) limitFacts(limits []policy.Limit) (out []limitFact) {
	for _, l := range limits {
		x := limitFact{limit: l.Name, fact: "step." + l.Name}
		ask, from := "Does the screening set "+l.Name+" there?", []string{regionsFact, "decision"}
		switch l.Kind {
		case policy.Flag:
		case policy.LowestWins:
			groups := []string{"plan.", "technique.", "step.", "stroke."}
			i := slices.IndexFunc(groups, func(group string) bool { return g.fact(group+l.Name).Kind == policy.Whole })
			if i < 0 {
				continue
			}
			x.planned, x.fact = groups[i]+l.Name, "step.over_"+l.Name
			told := map[string]string{"technique.": planTechnique, "stroke.": strokeID}[groups[i]]
			if told == "" {
				told = x.planned
			}
			from = append([]string{told}, from...)
			if i < 2 {
				x.fact, from = "plan.over_"+l.Name, []string{told, "decision"}
			}
			if l.Name == "pressure" {
				x.fact = "step.over_cap"
			}
			ask = "Is more planned than the " + l.Name + " that the screening allows?"
		default:
			continue
		}
		if g.fact(x.fact).Name == "" {
			*g = append(*g, policy.Fact{
				Name: x.fact, Kind: policy.YesNo, Risk: policy.RiskMore, Ask: ask, From: from, Staff: true, Repeat: true,
			})
		}
		out = append(out, x)
	}
	return out
}

// deriveLimits adds what follows for the facts of a group, plan or step, from the answers at hand.
func (p *Planner) deriveLimits(d decided, group string, a *policy.Answers, out map[string]derivation) {
	for _, x := range p.limitFacts {
		if !strings.HasPrefix(x.fact, group) {
			continue
		}
		if x.planned == "" {
			out[x.fact] = over(d, func(rd *screening.RegionDecision) truth {
				return limited(rd, rd.Limits.Holds(x.limit))
			})
			continue
		}
		i, _ := p.plan.FactIndex(x.planned)
		planned := a.Fact(i)
		known := planned.State == policy.Known
		out[x.fact] = over(d, func(rd *screening.RegionDecision) truth {
			most := rd.Limits.Most(x.limit)
			return limited(rd, most != nil && (!known || planned.Number > float64(*most)))
		}).unless(known, planned.State == policy.Unsure)
	}
}
