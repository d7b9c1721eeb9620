package policy_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Whoever comes out otherwise of a set in which one rule was edited is found: no loosening is
// missed, and none is claimed that no client shows.
func TestCompareAgainstBruteForce(t *testing.T) {
	t.Parallel()
	want := draws.Of(t, 200)
	if draws.All(t) {
		want = 5000
	}
	edits, milder, stricter := 0, 0, 0
	for seed := uint64(1); edits < want && !t.Failed(); seed++ {
		d := newDomain(rand.New(rand.NewPCG(seed, 78)))
		before := mustLoadDomain(t, d)
		if before == nil || len(d.rules) == 0 {
			continue
		}
		rule := &d.rules[d.IntN(len(d.rules))]
		rule.keys = slices.Clone(rule.keys)
		rule.keys[1][1] = ranks[1+d.IntN(4)]
		if d.IntN(2) == 0 && !slices.ContainsFunc(rule.keys, func(k [2]string) bool { return k[0] == "at" }) {
			rule.keys[3][1] = "'" + d.expression(2) + "'"
		}
		after, err := d.load()
		if err != nil {
			continue
		}
		all := intakes(before)
		if all == nil {
			continue
		}
		edits++
		c := policy.Compare(before, after)
		lower, higher := false, false
		for _, a := range all {
			x, y := comes(before, a), comes(after, a)
			lower, higher = lower || y.milder(x), higher || x.milder(y)
		}
		if lower && !c.Loosened() && len(c.Unproved) == 0 {
			t.Errorf("seed %d: a loosening was missed\n%s", seed, d)
		}
		if higher && !c.Tightened() && len(c.Unproved) == 0 {
			t.Errorf("seed %d: a tightening was missed\n%s", seed, d)
		}
		if c.Equivalent && (lower || higher) {
			t.Errorf("seed %d: said to be equivalent\n%s", seed, d)
		}
		for _, x := range c.Differences {
			reproduce(t, before, x.Before)
			reproduce(t, after, x.After)
		}
		milder, stricter = milder+order(lower), stricter+order(higher)
	}
	t.Logf("%d edits, %d loosen and %d tighten", edits, milder, stricter)
}

func order(b bool) int {
	if b {
		return 1
	}
	return 0
}
