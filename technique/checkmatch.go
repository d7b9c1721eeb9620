package technique

import (
	"slices"
)

// match adds what the match rules and the limits have against the planned technique. Where the plan rules ask for a change of the plan
// as a whole already, they have said it in the plan's own words.
func (c *checking) match() error {
	said := func(v Violation) bool { return v.Step == WholePlan && v.Kind >= KindChange }
	if c.plan.Technique == "" || slices.ContainsFunc(c.review.Violations, said) {
		return nil
	}
	m, err := c.p.Match(*c.v)
	if err != nil {
		return err
	}
	kinds := map[Standing]Kind{Forbidden: KindChange, Avoided: KindCaution}
	for _, choice := range m.Choices {
		kind, against := kinds[choice.Standing]
		if choice.Technique != c.plan.Technique || !against {
			continue
		}
		for _, r := range choice.Reasons {
			if r.Standing == choice.Standing {
				c.review.Violations = append(c.review.Violations, Violation{
					Rule: r.Rule, Rows: r.Rows, Claims: r.Claims, Kind: kind, Step: WholePlan, Regions: list(r.Regions), Says: r.Says, Instead: r.Instead,
					Rationale: r.Rationale, Facts: list(r.Facts), Sources: list(r.Sources), Grade: r.Grade, Changed: r.Changed,
				})
			}
		}
		c.review.Floor, c.review.Ceiling = max(c.review.Floor, kind), max(c.review.Ceiling, kind)
	}
	return nil
}
