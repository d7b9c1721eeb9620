package technique

import (
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// checkPlan adds what is wrong with a plan, with its path.
func (p *Planner) checkPlan(plan *Plan, d *screening.Decision, problems *document.Problems) {
	if plan.Technique != "" {
		isName(plan.Technique, p.names.techniques, "technique", "plan.technique", problems)
	}
	p.plans.Check(plan, under("plan", problems))
	if problems.TooMany("plan.strokes", "strokes", len(plan.Strokes), MaxSteps) {
		return
	}
	for i := range plan.Strokes {
		p.checkStep(&plan.Strokes[i], fmt.Sprintf("plan.strokes[%d]", i), d, problems)
	}
	if planned, ok := plan.Minutes.Value(); ok && planned > 0 && stepMinutes(plan) > planned {
		problems.In("plan.minutes", "is %d, but the steps last %d minutes together", planned, stepMinutes(plan))
	}
}

// stepMinutes is how long the steps last together, as far as that is planned.
func stepMinutes(plan *Plan) int {
	sum := 0
	for _, s := range plan.Strokes {
		minutes, _ := s.Minutes.Value()
		sum += minutes
	}
	return sum
}

func (p *Planner) checkStep(s *Step, path string, d *screening.Decision, problems *document.Problems) {
	if s.Stroke != "" {
		isName(s.Stroke, p.names.strokes, "stroke", path+".stroke", problems)
	}
	p.steps.Check(s, under(path, problems))
	if problems.TooMany(path+".region", "regions", len(s.Regions), len(regionNames())) {
		return
	}
	for j, r := range s.Regions {
		at := path + ".region"
		if len(s.Regions) > 1 {
			at = fmt.Sprintf("%s.region[%d]", path, j)
		}
		switch {
		case !slices.Contains(body.All(), r):
			problems.In(at, "%s is no region", r)
		case slices.Contains(s.Regions[:j], r):
			problems.In(at, "%s stands there twice", r)
		case len(d.Regions) > 0:
			checkRequested(r, at, d, problems)
		}
	}
}

// checkRequested refuses a region that the screening was not asked about: nobody has decided on it.
func checkRequested(r body.Region, path string, d *screening.Decision, problems *document.Problems) {
	for _, part := range r.Parts() {
		if _, ok := d.For(part); !ok {
			message := fmt.Sprintf("%s was not requested; screen it first", r)
			if part != r {
				message = fmt.Sprintf("%s of %s was not requested; screen it first", part, r)
			}
			problems.In(path, "%s", message)
			return
		}
	}
}

// answerPlan fills in the plan as a whole, which has no trouble with what goes on during a session:
// that is for Stop.
func (c *checking) answerPlan() error {
	p, plan, a := c.p, c.plan, c.work.answers
	var none document.Problems
	p.durings.Fill(&During{AttackOnset: answer.No, PainDuring: answer.Known(0), AskedToStop: answer.No,
		Signs: answer.Known(answer.SetOf(SignNone))}, a, &none)
	p.plans.Fill(plan, a, &none)
	putAll(a, p.techniques[plan.Technique])
	if slices.ContainsFunc(plan.Strokes, func(s Step) bool { x, _ := p.catalogue.Stroke(s.Stroke); return x.Heat }) {
		p.put(a, "technique.heat", yes(true)) // whatever it uses otherwise
	}
	if err := c.judge(); err != nil {
		return err
	}
	p.put(a, "visit.screened", yes(true))
	c.whole = p.derivePlan(c.v, plan, a)
	c.match.facts(plan, c.whole)
	p.putDerived(a, c.whole)
	return nil
}

// answerStep fills in one step, and forgets the one before.
func (p *Planner) answerStep(v *Visit, step *Step, a *policy.Answers) map[string]derivation {
	var none document.Problems
	putAll(a, p.noStroke)
	putAll(a, p.strokes[step.Stroke])
	regions := policy.Answer{}
	for _, r := range step.Regions {
		regions.State = policy.Known
		regions.Values |= p.regionBits[r]
	}
	p.put(a, regionsFact, regions)
	p.steps.Fill(step, a, &none)
	all := p.deriveStep(v, step, a)
	p.putDerived(a, all)
	return all
}
