package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Random edits of the built-in rules, one token each: what the cases of the library show of them is
// never more than the proof says. Nobody comes out milder whom it missed, and where it proves that
// all come out alike, they do.
func TestReplayAgreesWithTheProof(t *testing.T) {
	if !draws.All(t) {
		t.Skip("takes seconds; with every draw")
	}
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

// comesTo writes down everything that an evaluation decides.
func comesTo(e *policy.Evaluation) string {
	var b strings.Builder
	fmt.Fprintln(&b, e.Session(), e.Settled(), e.Urgency())
	for _, p := range e.Requested() {
		fmt.Fprint(&b, e.PlaceName(p), e.Place(p))
		for _, v := range e.Limits(p, e.Outcomes()) {
			if v.Limit.Kind == policy.Note {
				continue
			}
			values := slices.Sorted(slices.Values(v.Values))
			var margins []string
			for _, spot := range v.Spots {
				margins = append(margins, fmt.Sprint(spot.Margin))
			}
			slices.Sort(margins)
			fmt.Fprint(&b, " ", v.Limit.Name, v.Number, values, margins)
		}
		fmt.Fprintln(&b)
	}
	return b.String()
}

// Of random edits, one token each, diff over clients names exactly those whom a rerun decides otherwise.
func TestDiffNamesWhomARerunChanges(t *testing.T) {
	if !draws.All(t) {
		t.Skip("takes a minute; with every draw")
	}
	rules, err := open(selection{dir: builtIn, part: "screening"})
	if err != nil {
		t.Fatal(err)
	}
	p := &rules.parts[0]
	all, err := corpus(p, "../../screening/rules")
	if err != nil {
		t.Fatal(err)
	}
	mutants := p.set.Mutants(nil)
	changed := 0
	for seed := range draws.Of(t, 200) {
		r := rand.New(rand.NewPCG(uint64(seed), 13))
		m := mutants[r.IntN(len(mutants))]
		set := m.Set()
		if set == nil {
			continue
		}
		after := *p
		after.set = set
		var got, want []string
		for _, x := range replayClients(newConsole(io.Discard, io.Discard), p, &after, all).Changed {
			got = append(got, x.Name)
		}
		var was, is policy.Evaluation
		for _, x := range all {
			if p.set.Evaluate(x.answers, x.request, &was) != nil || set.Evaluate(x.answers, x.request, &is) != nil {
				continue
			}
			if comesTo(&was) != comesTo(&is) {
				want = append(want, x.name)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		changed += len(want)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: %s: %s: %s -> %s (-rerun +diff):\n%s", seed, m.Rule, m.Key, m.Was, m.Now, diff)
		}
	}
	if changed == 0 {
		t.Error("nobody was decided otherwise")
	}
}
