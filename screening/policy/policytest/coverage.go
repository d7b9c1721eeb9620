package policytest

import "github.com/safehands/safehands/screening/policy"

// tally counts what cases expect of rules and get, by the index of the rule.
type tally struct{ rules []Coverage }

func newTally(set *policy.Set) *tally {
	t := &tally{}
	for _, r := range set.Rules() {
		t.rules = append(t.rules, Coverage{Rule: r.ID, Adopted: r.Adopted, LimitsChecked: len(r.Limits) == 0})
	}
	return t
}

func (t *tally) count(r ruleExpectation) {
	c := &t.rules[r.rule]
	switch r.want {
	case fires:
		c.Fires++
	case silent:
		c.Silent++
	case undecided:
		c.Undecided++
	}
}
