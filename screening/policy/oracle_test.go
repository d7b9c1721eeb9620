package policy_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// answers is how many clients are drawn for each random domain.
const answers = 10

// TestCheck holds what rules come to over random answers against cel-go's evaluation
// of what their files say.
func TestCheck(t *testing.T) {
	t.Parallel()
	domains := draws.Of(t, 600)
	start, rules := time.Now(), 0
	for seed := range uint64(domains) {
		d := newDomain(rand.New(rand.NewPCG(seed, 2)))
		for len(d.rules) < 22 {
			d.rules = append(d.rules, d.rule(len(d.rules)))
		}
		set := mustLoadDomain(t, d)
		if set == nil {
			continue
		}
		rules += len(set.Rules())
		w, err := witness.New(set)
		if err != nil {
			t.Fatalf("domain %d: %v\n%s", seed, err, d)
		}
		if err := w.Check(seed, answers); err != nil {
			t.Fatalf("domain %d: %v\n%s", seed, err, d)
		}
	}
	t.Logf("%d expressions, %d evaluations, %v", rules, rules*answers, time.Since(start).Round(time.Millisecond))
}
