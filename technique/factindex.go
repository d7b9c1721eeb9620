package technique

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// put answers a fact of the plan rules.
func (p *Planner) put(a *policy.Answers, name string, answer policy.Answer) {
	if i, ok := p.plan.FactIndex(name); ok {
		a.SetFact(i, answer)
	}
}

func (p *Planner) putDerived(a *policy.Answers, all map[string]derivation) {
	for name, d := range all {
		p.put(a, name, d.answer)
	}
}

// placed is the answer to one fact of a rule set.
type placed struct {
	fact   int
	answer policy.Answer
}

func putAll(a *policy.Answers, all []placed) {
	for _, x := range all {
		a.SetFact(x.fact, x.answer)
	}
}

// unknown is unsure or not asked.
func unknown(unsure bool) policy.Answer {
	if unsure {
		return policy.Answer{State: policy.Unsure}
	}
	return policy.Answer{}
}

// rulesReading returns the rules that read a fact whose name begins with one of the prefixes,
// themselves or through a definition or a guard.
func rulesReading(set *policy.Set, prefixes ...string) map[string]bool {
	out := map[string]bool{}
	for i, r := range set.Rules() {
		for _, fact := range set.Reads(i) {
			name := set.Facts()[fact].Name
			if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
				out[r.ID] = true
			}
		}
	}
	return out
}
