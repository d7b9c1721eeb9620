package policytest

import (
	"io/fs"
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// RuleClauses is how far the cases look at the clauses of one rule.
type RuleClauses struct {
	Rule     string
	Position string // file:line:column
	Adopted  bool   // it is a rule of the set that this one extends
	Clauses  []ClauseCount
}

// ClauseCount counts the cases that expect something of the rule and get it, by how a clause of its
// condition stands there.
type ClauseCount struct {
	Says         string
	Holds, Fails int
	// Alone is in how many of them the clause decides alone: the rule turns with it while
	// everything else stays as it is.
	Alone int
	// Redundant is proved: where all is answered that means anything, and nothing disagrees, the
	// rule never turns with the clause alone.
	Redundant bool
	// Shows is an intake in which the clause decides alone, as an entry of a case file with what
	// follows from it today. It is there where no case has one and one was found.
	Shows string
}

// Gaps says what no case shows of the clause, or nothing.
func (c ClauseCount) Gaps() (out []string) {
	if c.Holds == 0 {
		out = append(out, "never holds")
	}
	if c.Fails == 0 {
		out = append(out, "never fails")
	}
	if c.Alone == 0 && !c.Redundant {
		out = append(out, "never decides alone")
	}
	return out
}

// Clauses counts for every clause of every rule of a set the cases in which it is seen to hold, to
// fail and to decide alone. The error is that of [Check].
func Clauses(set *policy.Set, files fs.FS, options ...Option) ([]RuleClauses, error) {
	if set == nil || files == nil {
		return nil, errNothing
	}
	r, cases, err := readCases(set, files, options)
	if err != nil {
		return nil, err
	}
	out := make([]RuleClauses, len(r.rules))
	var e policy.Evaluation
	for i, rule := range set.Rules() {
		out[i] = RuleClauses{Rule: rule.ID, Position: rule.Position, Adopted: rule.Adopted}
		for _, c := range e.Clauses(set.RuleTest(i)) {
			out[i].Clauses = append(out[i].Clauses, ClauseCount{Says: c.String()})
		}
	}
	for _, c := range cases {
		v := newView(&r.vocabulary, c, &c.evaluation)
		for _, x := range c.expect.rules {
			if v.truth(x.rule) != x.want {
				continue
			}
			for k, clause := range c.evaluation.Clauses(set.RuleTest(x.rule)) {
				out[x.rule].Clauses[k].count(clause)
			}
		}
	}
	for i := range out {
		if slices.ContainsFunc(out[i].Clauses, func(c ClauseCount) bool { return c.Alone == 0 }) {
			for k, turn := range set.Turns(i) {
				c := &out[i].Clauses[k]
				if c.Redundant = turn.Never && c.Alone == 0; c.Alone == 0 && turn.Witness != nil {
					c.Shows = turn.Witness.Case
				}
			}
		}
	}
	return out, nil
}

func (c *ClauseCount) count(clause policy.Clause) {
	if clause.Holds {
		c.Holds++
	}
	if clause.Fails {
		c.Fails++
	}
	if clause.Decides {
		c.Alone++
	}
}
