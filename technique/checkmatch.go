package technique

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
)

// against is what a standing of the planned technique counts for against the plan.
func against(s Standing) Kind {
	switch s {
	case Forbidden:
		return KindChange
	case Avoided:
		return KindCaution
	}
	return KindNone
}

// match adds what the match rules and the limits have against the planned technique. Where the plan
// rules ask for a change of the plan as a whole already, they have said it in the plan's own words.
// Whatever keeps the technique from having a standing keeps the plan from being settled: no plan
// fits while its technique may yet turn out to be forbidden, or while nobody knows what was found.
func (c *checking) match() error {
	m, err := c.p.Match(*c.v)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(m.Choices, func(choice Choice) bool { return choice.Technique == c.plan.Technique })
	if i < 0 {
		c.review.Ceiling = max(c.review.Ceiling, KindChange)
		if c.plan.Technique == "" {
			c.askFor(planTechnique)
		}
		return nil
	}
	choice := m.Choices[i]
	c.train(choice)
	said := func(v Violation) bool { return v.Step == WholePlan && v.Kind >= KindChange }
	if slices.ContainsFunc(c.review.Violations, said) {
		return nil
	}
	gravest := KindNone
	choice.Reasons = slices.DeleteFunc(choice.Reasons, c.notHere)
	for _, r := range choice.Reasons {
		gravest = max(gravest, against(r.Standing))
	}
	for _, r := range choice.Reasons {
		if kind := against(r.Standing); kind > KindNone && kind == gravest {
			c.review.Violations = append(c.review.Violations, Violation{
				Rule: r.Rule, Rows: r.Rows, Claims: r.Claims, Kind: kind, Step: WholePlan,
				Regions: list(r.Regions), Says: r.Says, Instead: r.Instead,
				Rationale: r.Rationale, Facts: list(r.Facts),
				Sources: list(r.Sources), Grade: r.Grade, Changed: r.Changed,
			})
		}
	}
	c.review.Floor, c.review.Ceiling = max(c.review.Floor, gravest), max(c.review.Ceiling, gravest)
	if _, known := c.v.Presentation.IDs(); !known || choice.Standing == Undecided {
		c.leaveOpen(choice, m.Questions)
	}
	return nil
}

// notHere reports whether a limit is not to be told of the plan: where no step goes, it is nothing
// to tell, and where nobody has said where the steps go, it may hold.
func (c *checking) notHere(r Reason) bool {
	if len(r.Regions) == 0 {
		return false
	}
	if parts := planRegions(c.plan); len(parts) > 0 {
		return r.elsewhere(parts)
	}
	kind := against(r.Standing)
	c.review.Ceiling = max(c.review.Ceiling, kind)
	ask := c.instead("step.regions", policy.Question{Decides: kind > c.review.Floor})
	if len(c.plan.Strokes) == 0 {
		c.askAt(WholePlan, ask)
	}
	for i, s := range c.plan.Strokes {
		if len(s.Regions) == 0 {
			c.askAt(i, ask)
		}
	}
	return true
}

func (c *checking) askFor(name string) {
	c.add(Question{screening.QuestionOf(c.p.plan, c.instead(name, policy.Question{Decides: true})), WholePlan})
}

// presentationLevel is the plan rule that speaks for the training that a presentation needs.
const presentationLevel = "plan.level_presentation"

// train holds the therapist against the training that the client's presentations need: those that
// were found, and those that follow from what the client has, which only the match rules know.
func (c *checking) train(choice Choice) {
	c.required = Layperson
	for _, o := range choice.Open {
		if i, ok := c.p.match.RuleIndex(o.Rule); ok {
			c.required = c.p.higher(c.required, c.p.match.Rules()[i].Rows)
		}
	}
	therapist, known := c.plan.Therapist.Value()
	short := func(r Reason) bool { return !therapist.AtLeast(c.p.higher(Layperson, r.Rows)) }
	for _, r := range choice.Reasons {
		c.required = c.p.higher(c.required, r.Rows)
	}
	if known && therapist.AtLeast(c.required) {
		return
	}
	c.review.Ceiling = max(c.review.Ceiling, KindChange)
	if !known {
		if c.missing("plan.therapist") {
			c.askFor("plan.therapist")
		}
		return
	}
	said := func(v Violation) bool { return c.p.levelRules[v.Rule] }
	at := slices.IndexFunc(choice.Reasons, short)
	rule, in := c.p.plan.RuleIndex(presentationLevel)
	if at < 0 || !in || slices.ContainsFunc(c.review.Violations, said) {
		return
	}
	c.review.Floor = max(c.review.Floor, KindChange)
	x, r := &c.p.plan.Rules()[rule], choice.Reasons[at]
	c.review.Violations = append(c.review.Violations, Violation{
		Rule: x.ID, Rows: r.Rows, Claims: list(x.Claims), Kind: KindChange,
		Step: WholePlan, Regions: []body.Region{}, Says: x.Texts["says"],
		Instead: x.Texts["instead"], Rationale: x.Texts["rationale"],
		Facts: list(r.Facts), Sources: list(x.Sources), Grade: x.Grade,
		Changed: slices.Clone(x.Changed),
	})
}

// leaveOpen adds the match rules that may hold for the planned technique, and
// what to ask about them.
func (c *checking) leaveOpen(choice Choice, questions []screening.Question) {
	c.review.Ceiling = max(c.review.Ceiling, KindChange)
	for _, o := range choice.Open {
		c.review.Open = append(c.review.Open, OpenViolation{
			Rule: o.Rule, Kind: against(o.Standing), Step: WholePlan,
			Regions: []body.Region{}, WaitsFor: o.WaitsFor, Unsure: o.Unsure,
			Reason: o.Reason, Says: o.Says,
		})
	}
	for _, q := range questions {
		about := func(o OpenReason) bool { return slices.Contains(q.Rules, o.Rule) }
		if slices.ContainsFunc(choice.Open, about) || len(q.Rules) == 0 {
			c.add(Question{q, WholePlan})
		}
	}
}
