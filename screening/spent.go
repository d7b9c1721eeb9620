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
		if float64(c.DaysAgo) >= s.longestAgo(name, a) || float64(c.DaysAgo) > s.leastAgo(name, a) {
			return true
		}
	}
	return false
}

// longestAgo is how many days ago the last event of a condition was at most, by what is told of it:
// an answer of at least as many days ago came before it (N-IC05). Without end where nothing says.
func (s *Screener) longestAgo(condition string, a *policy.Answers) float64 {
	ago := math.Inf(1)
	for _, n := range newestOf(condition) {
		if n.where == "" || s.toldAs(n.where, n.is, a) {
			ago = min(ago, s.daysSince(&n, a))
		}
	}
	return ago
}

// leastAgo is how many days ago the last clot, heart attack or stroke was at least, by the span
// that is told of it: an answer that is older may have come before it, and whoever gave it is asked
// again (N-IC05). Without end where no such thing is told.
func (s *Screener) leastAgo(condition string, a *policy.Answers) float64 {
	ago := math.Inf(1)
	for _, n := range newestOf(condition) {
		fact, ok := s.set.FactIndex(n.fact)
		if !ok || s.set.Facts()[fact].Kind != policy.OneOf {
			continue
		}
		x, f := a.Fact(fact), &s.set.Facts()[fact]
		if x.State == policy.Unsure {
			return 0 // perhaps the youngest of them
		}
		for i, v := range f.Values {
			if x.State == policy.Known && x.Values>>i&1 != 0 {
				ago = min(ago, startOf(v.Name))
			}
		}
	}
	return ago
}

// toldAs reports whether a fact is answered with a value and no other, or is unsure: perhaps that.
func (s *Screener) toldAs(name, value string, a *policy.Answers) bool {
	fact, ok := s.set.FactIndex(name)
	if !ok || a.Fact(fact).State != policy.Known {
		return ok && a.Fact(fact).State == policy.Unsure
	}
	x, f := a.Fact(fact), &s.set.Facts()[fact]
	if f.Kind == policy.YesNo {
		return x.Yes == (value == "yes")
	}
	for i, v := range f.Values {
		if v.Name == value {
			return x.Values == 1<<i
		}
	}
	return false
}

// daysSince is how many days ago at most an event was.
func (s *Screener) daysSince(n *newest, a *policy.Answers) float64 {
	if n.fact == "" {
		return n.days
	}
	fact, ok := s.set.FactIndex(n.fact)
	if !ok || a.Fact(fact).State != policy.Known {
		return math.Inf(1)
	}
	x, f := a.Fact(fact), &s.set.Facts()[fact]
	if f.Kind == policy.OneOf {
		for i, v := range f.Values {
			if x.Values>>i&1 != 0 {
				return daysOf(v.Name)
			}
		}
		return math.Inf(1)
	}
	return (x.Number + 1) * n.days
}

// newest says how long ago the last event of a condition was at most.
type newest struct {
	fact  string  // a number of weeks or days, or a span; empty: the days alone say it
	days  float64 // of one unit of that number, or in all
	where string  // a fact without which it says nothing; empty: it always says it
	is    string  // the value of that fact
}

// newestOf is what is told of the last event of a condition; where it is several things, each says
// it by itself.
func newestOf(condition string) []newest {
	const (
		day         = 1
		week        = 7 * day
		threeMonths = 3 * 31 * day // counted long
	)
	switch condition {
	case "operation", "caesarean":
		return []newest{{fact: "surg.weeks", days: week}}
	case "spine_operation":
		return []newest{{fact: "surg.spine_weeks", days: week}}
	case "heart_operation":
		return []newest{
			{fact: "surg.heart_weeks", days: week},
			{fact: "surg.weeks", days: week, where: "surg.kind", is: "heart"},
		}
	case "graft":
		return []newest{
			{days: 12 * week, where: "vasc.graft", is: "fresh"},
			{fact: "surg.weeks", days: week, where: "surg.kind", is: "vessel"},
		}
	case "eye_operation":
		return []newest{{days: 6 * week, where: "eye.operation_recent", is: "yes"}}
	case "pregnancy":
		return []newest{{fact: "preg.weeks", days: week}}
	case "clot":
		return []newest{{fact: "vasc.clot"}}
	case "heart_attack":
		return []newest{{fact: "hx.mi"}}
	case "stroke":
		return []newest{{fact: "hx.stroke"}}
	case "concussion":
		return []newest{{fact: "trauma.days_since", days: day, where: "trauma.concussion_now", is: "yes"}}
	case "ribs_or_lungs":
		return []newest{{days: threeMonths, where: "cond.chest_recent", is: "yes"}}
	case "muscle_breakdown":
		return []newest{{days: threeMonths, where: "hx.rhabdo", is: "yes"}}
	case "epilepsy":
		return []newest{{days: threeMonths, where: "epilepsy.uncontrolled", is: "yes"}}
	case "nerve_illness":
		return []newest{{days: threeMonths, where: "neuro.relapse", is: "yes"}}
	case "blood_pressure":
		return []newest{{days: threeMonths, where: "insurer.pressure_tablets_changed", is: "yes"}}
	case "disc", "narrow_canal", "slipped_bone", "curved_spine", "stiff_spine", "nerve_pain":
		return []newest{{days: threeMonths, where: "pain.new_or_changed", is: "yes"}}
	case "blood_thinner": // another one than before, or bleeding since: N-IB01 has it once per medicine
		return []newest{{days: 12 * week, where: "med.thinner_steady", is: "no"}}
	}
	return nil
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

// startOf is how many days ago at least what a value says was, the months counted short.
func startOf(value string) float64 {
	switch value {
	case "under_6_weeks", "under_3_months":
		return 0
	case "w6_to_26":
		return 6 * 7
	case "m3_to_6":
		return 3*30 - 1 // with a February
	case "over_6_months":
		return 6*30 + 1
	case "over_26_weeks":
		return 26 * 7
	}
	return math.Inf(1)
}
