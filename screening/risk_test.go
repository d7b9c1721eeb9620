package screening_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// A risk that turns out to be there, or that nobody is sure of, never makes a decision milder than
// the answer no. Where a ticked line names the fact beside others, no says that it is one of these,
// and proves nothing here.
func TestRiskNeverLowersCaution(t *testing.T) {
	t.Parallel()
	w := witnessOf(t, newScreener(t))
	set := w.Set()
	var before, after policy.Evaluation
	compared := 0
	for i := range draws.Of(t, 2200) {
		r := rand.New(rand.NewPCG(31, uint64(i)))
		a := w.Draw(r)
		request := w.DrawRequest(r, false)
		if err := set.Evaluate(a, request, &before); err != nil {
			t.Fatal(err)
		}
		for k, f := range set.Facts() {
			if f.Kind != policy.YesNo || f.Risk != policy.RiskMore || a.Fact(k).State != policy.Known || a.Fact(k).Yes || onTickedLine(set, a, f.Name) {
				continue
			}
			for _, worse := range []policy.Answer{{State: policy.Known, Yes: true}, {State: policy.Unsure}} {
				a.SetFact(k, worse)
				if set.Evaluate(a, request, &after) != nil {
					continue // a contradiction is no answer
				}
				compared++
				if after.Inexact() || after.Session().Floor >= before.Session().Floor && after.Urgency().Floor >= before.Urgency().Floor {
					continue
				}
				t.Errorf("draw %d: %s: %s lowers session %v and urgency %v to %v and %v; the answers:\n%s",
					i, f.Name, set.Format(k, worse),
					before.Session(), before.Urgency(), after.Session(), after.Urgency(), witness.Describe(set, a))
			}
			a.SetFact(k, policy.Answer{State: policy.Known})
		}
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
	t.Logf("%d answers compared", compared)
}

func onTickedLine(set *policy.Set, a *policy.Answers, fact string) bool {
	for c, card := range set.Cards() {
		for i, line := range card.Lines {
			if a.Card(c).Ticked>>i&1 == 1 && len(line.Facts) > 1 && slices.Contains(line.Facts, fact) {
				return true
			}
		}
	}
	return false
}
