package technique

import (
	"cmp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Check says what the rules have against a planned session, as a whole and in each of its steps. A
// plan for somebody who was not screened never fits. The error is a [*document.Error] with
// everything in visit and plan that cannot be: an unknown technique, a pressure of 7, a region
// that was not requested.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (p *Planner) Check(v Visit, plan Plan) (Review, error) {
	if !p.built() {
		return Review{}, errNotBuilt
	}
	return p.check(v, plan, nil)
}

func (p *Planner) check(v Visit, plan Plan, said *explaining) (Review, error) {
	w := p.works.Get().(*work)
	defer p.works.Put(w)
	var problems document.Problems
	p.checkVisit(&v, &problems)
	p.checkPlan(&plan, &v.Decision, &problems)
	p.answerVisit(&v, w.answers, &problems)
	if err := problems.Err(); err != nil {
		return Review{}, err
	}
	c := &checking{p: p, v: &v, plan: &plan, work: w, said: said,
		review: Review{Weakened: slices.Clone(p.weakened.all), Fingerprint: p.fingerprint}}
	run := c.run
	if v.Decision.Fingerprint == "" {
		run = c.unscreened
	}
	if err := run(); err != nil {
		addIntake(&problems, err, v.Intake)
		return Review{}, problems.Err()
	}
	return c.review, nil
}

// checking is one call of Check.
type checking struct {
	p      *Planner
	v      *Visit
	plan   *Plan
	work   *work
	whole  map[string]derivation // what follows for the plan as a whole
	step   map[string]derivation // and for the step at hand
	match  standing
	quoted []Violation // what the match says in place of plan rules
	review Review
	judged bool        // the match was evaluated for this visit already
	said   *explaining // nil where nobody asks why
}

// unscreened says what stands against a plan of which nothing is known, and that anything else may.
func (c *checking) unscreened() error {
	a, e := c.work.answers, &c.work.evaluation
	a.Reset()
	c.p.put(a, "visit.screened", yes(false))
	if err := c.p.plan.Evaluate(a, policy.Request{}, e); err != nil {
		return err
	}
	open := func(o policy.Outcome) bool { return !o.Holds }
	c.review.Floor, _ = c.take(WholePlan, slices.DeleteFunc(slices.Clone(e.Outcomes()), open))
	c.review.Ceiling = KindStop
	return nil
}

// run lets the match judge the technique, and puts the plan to the rules: once for each step, which
// then sees the plan as a whole too.
func (c *checking) run() error {
	if err := c.answerPlan(); err != nil {
		return err
	}
	e := &c.work.evaluation
	untrained := false
	for i := range max(1, len(c.plan.Strokes)) {
		if err := c.evaluate(i); err != nil {
			return err
		}
		outcomes := e.Outcomes()
		untrained = untrained || c.untrained(outcomes)
		whole, own := c.split(outcomes)
		if i == 0 {
			c.take(WholePlan, whole)
		}
		at := i
		if len(c.plan.Strokes) == 0 {
			at = WholePlan
		}
		c.take(at, own)
		bounds := e.Session()
		c.review.Floor = max(c.review.Floor, Kind(bounds.Floor))
		c.review.Ceiling = max(c.review.Ceiling, Kind(bounds.Ceiling))
		c.ask(at, e.Questions(outcomes))
	}
	c.tellOtherwise()
	c.tellMatch()
	if slices.ContainsFunc(c.review.Questions, func(q Question) bool { return q.Inexact }) {
		for i := range c.review.Questions {
			c.review.Questions[i].Inexact = true
		}
	}
	slices.SortStableFunc(c.review.Questions, func(a, b Question) int { return rankOf(a) - rankOf(b) })
	slices.SortStableFunc(c.review.Violations,
		func(a, b Violation) int { return cmp.Or(a.Step-b.Step, int(b.Kind)-int(a.Kind)) })
	slices.SortStableFunc(c.review.Open, func(a, b OpenViolation) int { return a.Step - b.Step })
	c.review.Settled = c.review.Floor == c.review.Ceiling
	c.review.Fits = c.review.Settled && c.review.Floor < KindChange
	return c.findLevel(untrained)
}

func rankOf(q Question) int {
	if q.Decides {
		return 0
	}
	return 1
}

// evaluate puts step i to the rules, or the plan alone where there are no steps.
func (c *checking) evaluate(i int) error {
	if i < len(c.plan.Strokes) {
		c.step = c.p.answerStep(c.v, &c.plan.Strokes[i], c.work.answers)
	}
	return c.p.plan.Evaluate(c.work.answers, policy.Request{}, &c.work.evaluation)
}

// split parts the rules about the plan as a whole from those about a step.
func (c *checking) split(outcomes []policy.Outcome) (whole, own []policy.Outcome) {
	for _, o := range outcomes {
		switch {
		case c.p.duringRules[o.Rule.ID]:
		case c.p.stepRules[o.Rule.ID]:
			own = append(own, o)
		default:
			whole = append(whole, o)
		}
	}
	return whole, own
}

// take adds violations and open rules, and returns the gravest kind that is certain and the
// gravest that is possible.
func (c *checking) take(step int, outcomes []policy.Outcome) (floor, ceiling Kind) {
	set := c.p.plan
	c.said.take(set, &c.work.evaluation, step, outcomes)
	stroke, regions := "", []body.Region{}
	if step != WholePlan {
		stroke, regions = c.plan.Strokes[step].Stroke, list(c.plan.Strokes[step].parts())
	}
	known, _ := c.p.catalogue.Stroke(stroke)
	for _, o := range outcomes {
		r, kind := o.Rule, Kind(o.Level)
		ceiling = max(ceiling, kind)
		if o.Counts() {
			floor = max(floor, kind)
		}
		switch {
		case tagged(r, tagMatch) && (!o.Counts() || o.Holds && c.quote(kind, c.behind(o.Facts))):
			continue
		case o.Holds:
			c.review.Violations = append(c.review.Violations, Violation{
				Basis: r.Basis(), Kind: kind, Step: step, Stroke: stroke,
				Urgency: screening.Urgency(o.Urgency),
				Like:    slices.Clone(known.Like), Regions: c.where(o.Facts, regions),
				Says: r.Texts["says"], Instead: r.Texts["instead"], Facts: c.evidence(o.Facts),
			})
			continue
		}
		open := OpenViolation{
			Rule: r.ID, Kind: kind, Step: step, Stroke: stroke,
			Regions: list(regions), WaitsFor: list(set.FactNames(o.WaitsFor)),
			Unsure: set.FactNames(o.Unsure), Says: r.Texts["says"], Instead: r.Texts["instead"],
			Urgency: screening.Urgency(o.Urgency),
		}
		if o.Counts() && r.IfUnsure != nil {
			open.Reason = r.IfUnsure.Reason
		}
		c.review.Open = append(c.review.Open, open)
	}
	return floor, ceiling
}

// evidence is the facts behind a rule; behind those that follow from the match stand its own.
func (c *checking) evidence(facts []int) []screening.Evidence {
	out := evidence(c.p.plan, &c.work.evaluation, facts)
	for _, r := range c.behind(facts) {
		out = append(out, r.Facts...)
	}
	return out
}

// behind are the reasons of the match behind facts.
func (c *checking) behind(facts []int) (out []Reason) {
	for _, f := range facts {
		out = append(out, c.whole[c.p.plan.Facts()[f].Name].behind...)
	}
	return out
}

// where is where a rule holds: where what follows from the decision does, if the rule reads that,
// otherwise in all regions of the step.
func (c *checking) where(facts []int, regions []body.Region) []body.Region {
	var some []body.Region
	for _, f := range facts {
		name := c.p.plan.Facts()[f].Name
		some = lists.Add(some, append(slices.Clone(c.step[name].regions), c.whole[name].regions...)...)
	}
	if some == nil {
		return list(regions)
	}
	return slices.SortedFunc(slices.Values(some), body.Compare)
}

// ask adds the questions of a step. In place of a fact that follows from others, what is missing of
// these is asked for.
func (c *checking) ask(step int, questions []policy.Question) {
	for _, q := range questions {
		if len(q.Fact.From) == 0 {
			c.askAt(step, q)
		}
		for _, name := range q.Fact.From {
			i, ok := c.p.plan.FactIndex(name)
			if ok && c.work.answers.Fact(i).State == policy.NotAsked {
				c.askAt(step, policy.Question{
					Fact: &c.p.plan.Facts()[i], Index: i, Decides: q.Decides, Rules: q.Rules, Inexact: q.Inexact,
				})
			}
		}
	}
}

// askAt adds a question, at the step where it is about one.
func (c *checking) askAt(step int, q policy.Question) {
	if !strings.HasPrefix(q.Fact.Name, "step.") && !strings.HasPrefix(q.Fact.Name, "stroke.") {
		step = WholePlan
	}
	c.said.ask(c.p.plan, &c.work.evaluation, step, q)
	c.add(Question{screening.QuestionOf(c.p.plan, q), step})
}

// add joins a question to the same one of another step.
func (c *checking) add(q Question) {
	for i := range c.review.Questions {
		known := &c.review.Questions[i]
		if known.Fact == q.Fact && known.Step == q.Step {
			known.Decides, known.Inexact = known.Decides || q.Decides, known.Inexact || q.Inexact
			known.Rules = addNew(known.Rules, q.Rules)
			return
		}
	}
	c.review.Questions = append(c.review.Questions, q)
}

// untrained reports whether a rule about the therapist's training holds or may hold.
func (c *checking) untrained(outcomes []policy.Outcome) bool {
	return slices.ContainsFunc(outcomes, func(o policy.Outcome) bool {
		return tagged(o.Rule, tagTraining) && (o.Level > 0 || !o.Counts())
	})
}

// findLevel tries one training after the other. Of the one that is planned the answer is known.
func (c *checking) findLevel(untrained bool) error {
	planned, known := c.plan.Therapist.Value()
	steps := c.distinct()
	for _, name := range levels() {
		level := Level(name)
		short := untrained
		if !known || level != planned {
			short = false
			c.p.put(c.work.answers, "plan.therapist", among(levels(), level))
			c.p.put(c.work.answers, undertrained, c.match.untrained(answer.Known(level)).answer)
			for _, i := range steps {
				if err := c.evaluate(i); err != nil {
					return err
				}
				if short = c.untrained(c.work.evaluation.Outcomes()); short {
					break
				}
			}
		}
		if !short {
			c.review.Level = level
			return nil
		}
	}
	return nil
}

// distinct returns the first of all steps that are alike.
func (c *checking) distinct() []int {
	if len(c.plan.Strokes) == 0 {
		return []int{0}
	}
	var out []int
	for i := range c.plan.Strokes {
		same := func(j int) bool { return c.plan.Strokes[i].like(&c.plan.Strokes[j]) }
		if !slices.ContainsFunc(out, same) {
			out = append(out, i)
		}
	}
	return out
}
