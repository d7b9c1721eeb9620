package screening

import (
	"cmp"
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// The facts that hold what clinicians said no to, and yes with limits (N-IC03).
const (
	refused   = "clinician.refused"
	limited   = "clinician.limited"
	saidOther = "other" // their value for everything that they have no name for
)

// conditionsIn are the conditions that a clearance speaks of: those that it names, and those of the
// rules that it covers.
func (s *Screener) conditionsIn(c *Clearance) []string {
	var out []string
	for _, typed := range c.Conditions {
		if name, ok := s.asked.find(typed); ok {
			out = append(out, name)
		}
	}
	for _, rule := range c.Covers {
		i, ok := s.set.RuleIndex(rule)
		if !ok {
			continue
		}
		of := conditionsOf(s.set.Rules()[i].Tags)
		if len(of) == 0 && c.Answer == ClearanceNo {
			of = []string{rule} // nothing that has a name
		}
		out = append(out, of...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// tellSaid puts what clinicians said no to, or yes with limits, before the rules, beside what the
// intake says of it. Limits of a yes that still counts stand beside later answers; those of
// another, and a no, until a later yes to the same. Where that is for some regions alone, a no
// stands in the others.
func (s *Screener) tellSaid(clearance []Clearance, consents []consent, a *policy.Answers) {
	var no, limits map[string]int // how many days ago the newest came, by condition
	add := func(m map[string]int, i int) map[string]int {
		if m == nil {
			m = map[string]int{}
		}
		for _, name := range consents[i].of {
			if at, ok := m[name]; !ok || clearance[i].DaysAgo < at {
				m[name] = clearance[i].DaysAgo
			}
		}
		return m
	}
	for i := range consents {
		switch clearance[i].Answer {
		case ClearanceNo:
			no = add(no, i)
		case ClearanceLimited:
			if consents[i].asked.Lapsed && s.agreedSince(&clearance[i], consents[i].of, clearance, consents, a) {
				consents[i].limits = nil
				continue
			}
			limits = add(limits, i)
		}
	}
	for i := range consents {
		maps.DeleteFunc(no, func(name string, at int) bool {
			return len(clearance[i].Regions) == 0 && s.agreesSince(name, at, &clearance[i], &consents[i], a)
		})
	}
	s.tell(limited, limits, a)
	if !s.tell(refused, no, a) {
		return
	}
	for i := range consents {
		agrees := true
		for name, at := range no {
			agrees = agrees && s.agreesSince(name, at, &clearance[i], &consents[i], a)
		}
		if agrees {
			consents[i].asked.Covers = append(consents[i].asked.Covers, s.asked.no...)
		}
	}
}

// tell adds conditions to a fact, and reports whether they are all that it holds.
func (s *Screener) tell(name string, conditions map[string]int, a *policy.Answers) bool {
	fact, ok := s.set.FactIndex(name)
	if !ok || len(conditions) == 0 || a.Fact(fact).State == policy.Unsure {
		return false
	}
	f := &s.set.Facts()[fact]
	bit := func(name string) uint64 {
		i := slices.IndexFunc(f.Values, func(v policy.Value) bool { return v.Name == name })
		if i < 0 {
			return 0
		}
		return 1 << i
	}
	x := policy.Answer{State: policy.Known, Values: a.Fact(fact).Values &^ bit(f.None)}
	alone := x.Values == 0
	for name := range conditions {
		x.Values |= cmp.Or(bit(name), bit(saidOther))
	}
	a.SetFact(fact, x)
	return alone
}

// agreedSince reports whether there is a later yes to each of some conditions.
func (s *Screener) agreedSince(
	c *Clearance, conditions []string, clearance []Clearance, consents []consent, a *policy.Answers,
) bool {
	for _, name := range conditions {
		later := false
		for i := range consents {
			later = later || len(clearance[i].Regions) == 0 &&
				s.agreesSince(name, c.DaysAgo, &clearance[i], &consents[i], a)
		}
		if !later {
			return false
		}
	}
	return true
}

// agreesSince reports whether a clearance is a yes about a condition, later than an answer of some
// days ago, that counts for every rule of the condition which it speaks of.
func (s *Screener) agreesSince(condition string, days int, c *Clearance, x *consent, a *policy.Answers) bool {
	if !c.agrees() || c.DaysAgo >= days || x.asked.Lapsed || !slices.Contains(x.of, condition) {
		return false
	}
	rules := 0
	for _, rule := range s.asked.rules[condition] {
		if !slices.Contains(x.names, rule) {
			continue
		}
		if rules++; !s.formCounts(rule, c.Given) || c.spentBy(s, rule, a) {
			return false
		}
	}
	return rules > 0 || c.Given != ClearancePassedOn
}
