package screening

import (
	"cmp"
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// refused is the fact that holds what clinicians said no to, and the rule that counts it where no
// other rule asks first (N-IC03).
const (
	refused      = "clinician.refused"
	refusedOther = "other" // its value for everything that it has no name for
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
		of := conditionsOf(&s.set.Rules()[i])
		if len(of) == 0 && c.Answer == ClearanceNo {
			of = []string{rule} // nothing that has a name
		}
		out = append(out, of...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// tellRefusals puts what clinicians said no to before the rules, beside what the intake says of it.
// A no stands until a later yes to the same; where that is for some regions alone, it stands in the
// others.
func (s *Screener) tellRefusals(clearance []Clearance, consents []consent, a *policy.Answers) {
	fact, ok := s.set.FactIndex(refused)
	if !ok || a.Fact(fact).State == policy.Unsure {
		return
	}
	standing := map[string]int{} // how many days ago the newest no came, by condition
	for i := range consents {
		if clearance[i].Answer != ClearanceNo {
			continue
		}
		for _, name := range consents[i].of {
			if at, ok := standing[name]; !ok || clearance[i].DaysAgo < at {
				standing[name] = clearance[i].DaysAgo
			}
		}
	}
	for i := range consents {
		maps.DeleteFunc(standing, func(name string, at int) bool {
			return len(clearance[i].Regions) == 0 && s.agreesSince(name, at, &clearance[i], &consents[i], a)
		})
	}
	if len(standing) == 0 {
		return
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
	alone := x.Values == 0 // the intake itself names none
	for name := range standing {
		x.Values |= cmp.Or(bit(name), bit(refusedOther))
	}
	a.SetFact(fact, x)
	for i := range consents {
		agrees := alone
		for name, at := range standing {
			agrees = agrees && s.agreesSince(name, at, &clearance[i], &consents[i], a)
		}
		if agrees {
			consents[i].asked.Covers = append(consents[i].asked.Covers, refused)
		}
	}
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
