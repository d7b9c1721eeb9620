package screening

import (
	"math"

	"github.com/safehands/safehands/screening/policy"
)

// spentBy reports whether something that the rule's conditions stand for happened after the answer.
func (c *Clearance) spentBy(s *Screener, rule string, a *policy.Answers) bool {
	i, ok := s.set.RuleIndex(rule)
	if !ok {
		return false
	}
	for _, name := range conditionsOf(&s.set.Rules()[i]) {
		if float64(c.DaysAgo) >= s.longestAgo(name, a) {
			return true
		}
	}
	return false
}

// longestAgo is how many days ago the last event of a condition was at most, by what is told of it:
// an answer of at least as many days ago came before it (N-IC05). Without end where nothing says.
func (s *Screener) longestAgo(condition string, a *policy.Answers) float64 {
	fact, ok := s.set.FactIndex(lastOf(condition))
	if !ok {
		return math.Inf(1)
	}
	x := a.Fact(fact)
	if x.State != policy.Known {
		return math.Inf(1)
	}
	f := &s.set.Facts()[fact]
	if f.Kind == policy.OneOf {
		for i, v := range f.Values {
			if x.Values>>i&1 != 0 {
				return daysOf(v.Name)
			}
		}
		return math.Inf(1)
	}
	const week = 7
	return (x.Number + 1) * week
}

// lastOf names the fact that says when the last event of a condition was, or nothing.
func lastOf(condition string) string {
	switch condition {
	case "operation", "caesarean":
		return "surg.weeks"
	case "spine_operation":
		return "surg.spine_weeks"
	case "heart_operation":
		return "surg.heart_weeks"
	case "pregnancy":
		return "preg.weeks"
	case "clot":
		return "vasc.clot"
	case "heart_attack":
		return "hx.mi"
	case "stroke":
		return "hx.stroke"
	}
	return ""
}

// daysOf is how many days ago at most what a value says was, the months counted long.
func daysOf(value string) float64 {
	switch value {
	case "under_6_weeks":
		return 6 * 7
	case "w6_to_26":
		return 26 * 7
	case "under_3_months":
		return 3 * 31
	case "m3_to_6":
		return 6 * 31
	}
	return math.Inf(1)
}
