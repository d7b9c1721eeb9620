package technique

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Change is one thing of a plan as it would have to be.
type Change struct {
	// Fact is plan.technique, plan.minutes, plan.position, or of a step stroke.id, step.pressure or
	// step.minutes.
	Fact string     `json:"fact"`
	Step int        `json:"step"` // from 0, of the plan as it was; -1 for the plan as a whole
	Was  answer.Any `json:"was"`
	Now  answer.Any `json:"now"` // of a stroke that is left out with its step, not asked
}

// Repaired is a plan that fits, and what is different in it.
type Repaired struct {
	Plan    Plan     `json:"plan"`
	Changes []Change `json:"changes"`
}

// mostRepair bounds the search of Repair, in plans that are looked at.
const mostRepair = 20_000

// Repair returns the smallest change with which a plan fits, and whether there is one: the fewest
// things among technique, minutes and position of the plan and stroke, pressure and minutes of each
// step that are given otherwise. Where they stay, who gives it, the bolster and what the client was
// told are not touched. A step is left out only where nothing else lets the plan fit. Of several
// such changes one of pressure comes before one of minutes, position, stroke and technique, each
// with the nearest value, or the first of the catalogue; techniques in the order of Match. Of
// minutes one value of each range is tried that rules, limits and the rest of the plan tell apart.
//
// A plan that fits is returned as it is. For somebody who may not be treated, or whose answers
// leave the plan open, there is none; nor where the search, which is bounded, was cut short. It is
// no advice: the therapist decides. The error is that of Check.
func (p *Planner) Repair(v Visit, plan Plan) (Repaired, bool, error) {
	if !p.built() {
		return Repaired{}, false, errNotBuilt
	}
	w := p.works.Get().(*work)
	defer p.works.Put(w)
	var problems document.Problems
	p.checkVisit(&v, &problems)
	p.checkPlan(&plan, &v.Decision, &problems)
	p.answerVisit(&v, w.answers, &problems)
	if problems.Len() == 0 && v.Decision.Fingerprint != "" {
		addIntake(&problems, p.evaluateMatch(w, p.names.techniques), v.Intake)
	}
	if err := problems.Err(); err != nil {
		return Repaired{}, false, err
	}
	if !v.Decision.MayTreat() {
		return Repaired{}, false, nil
	}
	r := repairing{p: p, v: &v, work: w, visit: w.answers.Clone(), budget: mostRepair}
	m, err := p.Match(v)
	if err != nil {
		return Repaired{}, false, err
	}
	r.techniques = append(r.techniques, lists.Of(m.Choices, func(c Choice) string { return c.Technique })...)
	out, found := r.repair(plan)
	return out, found, r.err
}

// repair looks for ever more changes, and for those that leave out a step behind all others.
func (r *repairing) repair(plan Plan) (Repaired, bool) {
	for _, r.drop = range []bool{false, true} {
		for n := range r.most(&plan) + 1 {
			if r.search(plan, make([]bool, len(plan.Strokes)), nil, n) {
				return Repaired{r.found, r.changes}, true
			}
			if r.budget <= 0 || r.err != nil {
				return Repaired{}, false
			}
		}
	}
	return Repaired{}, false
}

// repairing is one call of Repair.
type repairing struct {
	p          *Planner
	v          *Visit
	work       *work
	visit      *policy.Answers             // what is known of the client
	techniques []string                    // in the order in which they are tried
	drop       bool                        // whether steps may be left out
	only       func(slot, answer.Any) bool // in tests: the values that may be tried
	budget     int
	found      Plan
	changes    []Change
	err        error
}

// most is how many things of a plan can be changed.
func (r *repairing) most(plan *Plan) int {
	if r.drop {
		return 3 + 4*len(plan.Strokes)
	}
	return 3 + 3*len(plan.Strokes)
}

// slot is one thing of a plan that can be changed.
type slot struct {
	fact string
	step int
}

// leaveOut is the slot of a step as a whole.
const leaveOut = "step"

// slots are those of a plan of that many steps, in the order in which they are changed.
func (r *repairing) slots(steps int) []slot {
	var out []slot
	for _, fact := range []string{"step.pressure", "step.minutes"} {
		for i := range steps {
			out = append(out, slot{fact, i})
		}
	}
	out = append(out, slot{"plan.minutes", WholePlan}, slot{positionFact, WholePlan})
	for i := range steps {
		out = append(out, slot{strokeID, i})
	}
	out = append(out, slot{planTechnique, WholePlan})
	for i := range steps {
		if r.drop {
			out = append(out, slot{leaveOut, i})
		}
	}
	return out
}

// search looks for n more changes with which the plan fits. Of a rule that stands in the way
// something that it reads has to change: nothing else is tried.
func (r *repairing) search(plan Plan, out []bool, made []Change, n int) bool {
	if r.budget--; r.budget <= 0 {
		return false
	}
	kept := without(plan, out)
	touches, fits := r.obstacle(&kept, out)
	if fits {
		r.found, r.changes = kept, slices.Clone(made)
		return true
	}
	if n == 0 || r.err != nil {
		return false
	}
	for _, s := range r.slots(len(plan.Strokes)) {
		gone := s.step != WholePlan && out[s.step]
		changed := func(c Change) bool { return c.Fact == s.fact && c.Step == s.step }
		if gone || !touches(s) || slices.ContainsFunc(made, changed) {
			continue
		}
		if s.fact == leaveOut {
			next := slices.Clone(out)
			next[s.step] = true
			c := Change{strokeID, s.step, r.get(&plan, slot{strokeID, s.step}), answer.Any{}}
			if r.search(plan, next, append(made, c), n-1) {
				return true
			}
			continue
		}
		was := r.get(&plan, s)
		for _, now := range r.values(&kept, s, was) {
			if r.only != nil && !r.only(s, now) {
				continue
			}
			next := r.set(plan, s, now)
			if r.search(next, out, append(made, Change{s.fact, s.step, was, now}), n-1) {
				return true
			}
		}
	}
	return false
}

// without is the plan without the steps that are left out.
func without(plan Plan, out []bool) Plan {
	kept := plan
	kept.Strokes = nil
	for i, s := range plan.Strokes {
		if !out[i] {
			kept.Strokes = append(kept.Strokes, s)
		}
	}
	return kept
}

// obstacle finds what keeps a plan from fitting, as the slots of which one has to change.
func (r *repairing) obstacle(plan *Plan, out []bool) (touches func(slot) bool, fits bool) {
	anything := func(slot) bool { return true }
	if planned, ok := plan.Minutes.Value(); ok && stepMinutes(plan) > planned {
		return func(s slot) bool {
			return s.fact == "plan.minutes" || s.fact == "step.minutes" || s.fact == leaveOut
		}, false
	}
	r.work.answers.Copy(r.visit)
	c := &checking{p: r.p, v: r.v, plan: plan, work: r.work, judged: true}
	if r.err = c.answerPlan(); r.err != nil {
		return anything, false
	}
	at := make([]int, 0, len(plan.Strokes)) // the steps of the plan as it was
	for i := range out {
		if !out[i] {
			at = append(at, i)
		}
	}
	floor, ceiling := KindNone, KindNone
	e := &r.work.evaluation
	for i := range max(1, len(plan.Strokes)) {
		if r.err = c.evaluate(i); r.err != nil {
			return anything, false
		}
		bounds := e.Session()
		floor, ceiling = max(floor, Kind(bounds.Floor)), max(ceiling, Kind(bounds.Ceiling))
		for _, o := range e.Outcomes() {
			if Kind(o.Level) < KindChange || c.p.duringRules[o.Rule.ID] {
				continue
			}
			step := WholePlan
			if i < len(at) {
				step = at[i]
			}
			touched := r.touched(o.Rule, step)
			if touches == nil {
				touches = touched
			}
			if o.Holds && !slices.ContainsFunc(r.slots(len(out)), touched) {
				return touched, false // no plan fits
			}
		}
	}
	if touches == nil {
		touches = anything // nothing but care is open
	}
	return touches, floor == ceiling && floor < KindChange
}

// touched are the slots that a rule reads at a step.
func (r *repairing) touched(rule *policy.Rule, step int) func(slot) bool {
	set := r.p.plan
	i, _ := set.RuleIndex(rule.ID)
	reads, ofClient := map[string]bool{}, len(rule.Regions) == 0 && rule.At == ""
	for _, f := range set.Reads(i) {
		fact := &set.Facts()[f]
		reads[fact.Name] = true
		_, screened := r.p.screener.Rules().FactIndex(fact.Name)
		ofClient = ofClient && screened
		for _, from := range fact.From {
			reads[from] = true
		}
	}
	technique := reads[planTechnique] || reads["match"]
	everyStroke := reads["technique.heat"] || reads["plan.avoided_heat"] // heat comes from strokes too
	stroke := reads[strokeID]
	for name := range reads {
		technique = technique || strings.HasPrefix(name, "technique.")
		stroke = stroke || strings.HasPrefix(name, "stroke.")
	}
	return func(s slot) bool {
		switch s.fact {
		case planTechnique:
			return technique
		case strokeID:
			return everyStroke || stroke && s.step == step
		case leaveOut: // the plan is no longer where the step was
			return !ofClient
		case "step.pressure", "step.minutes":
			return reads[s.fact] && s.step == step
		}
		return reads[s.fact]
	}
}
