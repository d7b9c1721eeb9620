package main

import (
	"math/rand/v2"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Random edits of the built-in rules, one token each: what the cases of the library show of them is
// never more than the proof says. Nobody comes out milder whom it missed, and where it proves that
// all come out alike, they do.
func TestReplayAgreesWithTheProof(t *testing.T) {
	rules, err := open(selection{dir: builtIn, part: "screening"})
	if err != nil {
		t.Fatal(err)
	}
	p := &rules.parts[0]
	clients, err := corpus(p, "../../screening/rules")
	if err != nil {
		t.Fatal(err)
	}
	mutants := p.set.Mutants(nil)
	changed, milderOnes := 0, 0
	for seed := range draws.Of(t, 200) {
		r := rand.New(rand.NewPCG(uint64(seed), 12))
		m := mutants[r.IntN(len(mutants))]
		set := m.Set()
		if set == nil {
			continue
		}
		proof := policy.Compare(p.set, set)
		var was, is policy.Evaluation
		milder, stricter := false, false
		for _, x := range clients {
			if p.set.Evaluate(x.answers, x.request, &was) != nil || set.Evaluate(x.answers, x.request, &is) != nil {
				continue
			}
			down, up := compared(&was, &is)
			milder, stricter = milder || down, stricter || up
		}
		if milder || stricter {
			changed++
		}
		if milder {
			milderOnes++
		}
		if (milder || stricter) && proof.Equivalent {
			t.Errorf("seed %d: %s: %s: %s -> %s: proved to decide alike, and does not", seed, m.Rule, m.Key, m.Was, m.Now)
		}
		if milder && !proof.Loosened() && len(proof.Unproved) == 0 {
			t.Errorf("seed %d: %s: %s: %s -> %s: somebody comes out milder, and the proof has nobody: %v",
				seed, m.Rule, m.Key, m.Was, m.Now, proof.Differences)
		}
	}
	if changed == 0 || milderOnes == 0 {
		t.Errorf("%d edits change something, %d make somebody come out milder", changed, milderOnes)
	}
}
