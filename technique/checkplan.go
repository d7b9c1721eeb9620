package technique

import (
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// checkPlan adds what is wrong with a plan, with its path.
func (p *Planner) checkPlan(plan Plan, d screening.Decision, problems *document.Problems) {
	if plan.Technique != "" {
		isName(plan.Technique, p.names.techniques, "technique", "plan.technique", problems)
	}
	p.plans.Check(&plan, under("plan", problems))
	if tooMany(problems, "plan.strokes", "strokes", len(plan.Strokes), MaxSteps) {
		return
	}
	for i := range plan.Strokes {
		p.checkStep(&plan.Strokes[i], fmt.Sprintf("plan.strokes[%d]", i), d, problems)
	}
	if planned, ok := plan.Minutes.Value(); ok && planned > 0 && stepMinutes(&plan) > planned {
		problems.Add(document.Problem{
			Path:    "plan.minutes",
			Message: fmt.Sprintf("is %d, but the steps last %d minutes together", planned, stepMinutes(&plan)),
		})
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

func (p *Planner) checkStep(s *Step, path string, d screening.Decision, problems *document.Problems) {
	if s.Stroke != "" {
		isName(s.Stroke, p.names.strokes, "stroke", path+".stroke", problems)
	}
	p.steps.Check(s, under(path, problems))
	if tooMany(problems, path+".region", "regions", len(s.Regions), len(regionNames())) {
		return
	}
	for j, r := range s.Regions {
		at := path + ".region"
		if len(s.Regions) > 1 {
			at = fmt.Sprintf("%s.region[%d]", path, j)
		}
		switch {
		case !slices.Contains(body.All(), r):
			problems.Add(document.Problem{Path: at, Message: fmt.Sprintf("%s is no region", r)})
		case slices.Contains(s.Regions[:j], r):
			problems.Add(document.Problem{Path: at, Message: fmt.Sprintf("%s stands there twice", r)})
		case len(d.Regions) > 0:
			checkRequested(r, at, d, problems)
		}
	}
}

// checkRequested refuses a region that the screening was not asked about: nobody has decided on it.
func checkRequested(r body.Region, path string, d screening.Decision, problems *document.Problems) {
	for _, part := range r.Parts() {
		if _, ok := d.For(part); !ok {
			message := fmt.Sprintf("%s was not requested; screen it first", r)
			if part != r {
				message = fmt.Sprintf("%s of %s was not requested; screen it first", part, r)
			}
			problems.Add(document.Problem{Path: path, Message: message})
			return
		}
	}
}

// answerHistory fills in what earlier sessions brought.
func (p *Planner) answerHistory(h History, a *policy.Answers) {
	x := p.planFacts
	x.put(a, "history.prior_sessions", numberOf(h.PriorSessions))
	x.put(a, "history.hours_since_last", numberOf(h.HoursSinceLast))
	x.put(a, "history.last_sore", answerOf(h.LastSore))
}

// answerPlan fills in the plan as a whole.
func (p *Planner) answerPlan(v *Visit, plan *Plan, a *policy.Answers) map[string]derivation {
	x := p.planFacts
	x.put(a, "plan.minutes", numberOf(plan.Minutes))
	x.put(a, "plan.position", wordOf(plan.Position, p.names.positions))
	x.put(a, "plan.bolster", answerOf(plan.Bolster))
	x.put(a, "plan.therapist", wordOf(plan.Therapist, levels()))
	x.put(a, "plan.warned", answerOf(plan.Warned))
	putAll(a, p.techniques[plan.Technique])
	if slices.ContainsFunc(plan.Strokes, func(s Step) bool { x, _ := p.catalogue.Stroke(s.Stroke); return x.Heat }) {
		x.put(a, "technique.heat", yes(true)) // whatever it uses otherwise
	}
	all := p.derivePlan(v, plan)
	for name, d := range all {
		x.put(a, name, d.answer)
	}
	return all
}

// answerStep fills in one step, and forgets the one before.
func (p *Planner) answerStep(v *Visit, step *Step, a *policy.Answers) map[string]derivation {
	x := p.planFacts
	putAll(a, p.noStroke)
	putAll(a, p.strokes[step.Stroke])
	regions := policy.Answer{}
	for _, r := range step.Regions {
		regions.State = policy.Known
		regions.Values |= p.regionBits[r]
	}
	x.put(a, "step.regions", regions)
	x.put(a, "step.pressure", numberOf(step.Pressure))
	x.put(a, "step.minutes", numberOf(step.Minutes))
	all := p.deriveStep(v, step)
	for name, d := range all {
		x.put(a, name, d.answer)
	}
	return all
}

// answerDuring fills in what happens while the session goes on.
func (p *Planner) answerDuring(d During, a *policy.Answers) {
	x := p.planFacts
	x.put(a, "during.attack_onset", answerOf(d.AttackOnset))
	x.put(a, "during.pain", numberOf(d.PainDuring))
	x.put(a, "during.asked_to_stop", answerOf(d.AskedToStop))
}
