package policytest

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// because says what makes a rule as true as it is, or nothing where that is not known.
func (v *view) because(rule int, got truth) string {
	var reasons []string
	switch got {
	case fires:
		for _, f := range v.byRule[rule].Facts {
			reasons = append(reasons, v.state(f))
		}
	case undecided:
		o := v.byRule[rule]
		for _, f := range append(slices.Clone(o.WaitsFor), o.Unsure...) {
			reasons = append(reasons, v.state(f))
		}
	case silent:
		for _, f := range v.denying(rule) {
			reasons = append(reasons, v.state(f))
		}
	}
	if len(reasons) == 0 {
		return ""
	}
	return ", because " + strings.Join(reasons, " and ")
}

func (v *view) state(fact int) string {
	return v.facts[fact] + " is " + v.set.Format(fact, v.e.Given(fact))
}

// denying returns facts that together keep a rule silent, none of which can be missing: with any of
// them unsure, it may hold. There may be other such facts.
func (v *view) denying(rule int) []int {
	a := v.set.NewAnswers()
	for f := range a.Facts() {
		a.SetFact(f, v.e.Given(f))
	}
	var e policy.Evaluation
	silent := func() bool {
		if v.set.Evaluate(a, policy.Request{}, &e) != nil {
			return false
		}
		id := v.rules[rule]
		return !slices.ContainsFunc(e.Outcomes(), func(o policy.Outcome) bool { return o.Rule.ID == id })
	}
	if !silent() {
		return nil // the cards said it together
	}
	var out []int
	for _, f := range v.set.Reads(rule) {
		known := a.Fact(f)
		if known.State != policy.Known {
			continue
		}
		// Unsure rather than not asked: what stands behind this fact keeps its answer.
		a.SetFact(f, policy.Answer{State: policy.Unsure})
		if !silent() {
			a.SetFact(f, known)
			out = append(out, f)
		}
	}
	return out
}
