package policy_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

func TestClauses(t *testing.T) {
	set := mustLoad(t, base(), policy.Layer{Name: "own", Files: file(`
define: {own.risky: "frost.hard || soil.state == flooded"}
sources: {own_book: {cites: Ours, level: B, read: excerpt}}
rules:
  - id: own.rule
    kind: care
    urgency: none
    when: own.risky && !(crew.trained || crew.age >= 18) && at_least(2, [nest.present, pests.kinds != none, frost.nights >= 3])
    says: Ours.
    sources: [own_book]
    grade: B
`)})
	a := set.NewAnswers()
	known := func(name string, x policy.Answer) {
		i, ok := set.FactIndex(name)
		if !ok {
			t.Fatal(name)
		}
		x.State = policy.Known
		a.SetFact(i, x)
	}
	known("soil.state", policy.Answer{Values: 1 << 3})
	known("frost.hard", policy.Answer{})
	known("crew.trained", policy.Answer{})
	known("crew.age", policy.Answer{Number: 18})
	known("nest.present", policy.Answer{Yes: true})
	known("pests.kinds", policy.Answer{Values: 1 << 2})
	var e policy.Evaluation
	if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
		t.Fatal(err)
	}
	i, _ := set.RuleIndex("own.rule")
	type line struct {
		Text                  string
		Holds, Fails, Decides bool
	}
	var got []line
	for _, c := range e.Clauses(set.RuleTest(i)) {
		got = append(got, line{c.String(), c.Holds, c.Fails, c.Decides})
	}
	want := []line{
		{"own.risky", true, false, false}, // flooded; the age keeps the rule from holding with or without it
		{"!crew.trained", true, false, false},
		{"crew.age < 18", false, true, true}, // the one thing that is missing
		{"nest.present", true, false, false},
		{"pests.kinds != none", true, false, false},
		{"frost.nights >= 3", false, true, false}, // no frost: the nights mean nothing
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("clauses (-want +got):\n%s", diff)
	}
	if len((&policy.Evaluation{}).Clauses(set.RuleTest(i))) != 6 {
		t.Error("without an evaluation the clauses are still those of the rule")
	}
	for _, c := range (&policy.Evaluation{}).Clauses(set.RuleTest(i)) {
		if c.Holds || c.Fails || c.Decides {
			t.Errorf("%s stands without an evaluation", c)
		}
	}
}

// Clauses say no more of a rule than its evaluation does: where they settle it, it is settled so,
// and a clause that decides turns the rule when its own answer is turned, whatever that is.
func TestClausesAgreeWithOutcomes(t *testing.T) {
	settled, deciding := 0, 0
	for seed := range draws.Of(t, 400) {
		r := rand.New(rand.NewPCG(uint64(seed), 5))
		d := newDomain(r)
		set := mustLoadDomain(t, d)
		if set == nil || len(set.Implications()) > 0 {
			continue // what answers can still imply beside one that was told is not of the clause
		}
		def, err := newReading(set)
		if err != nil || def == nil {
			continue
		}
		var e policy.Evaluation
		for range 10 {
			if set.Evaluate(def.Draw(r), policy.Request{}, &e) != nil || len(e.Disagreements()) > 0 {
				continue
			}
			holds, open := map[string]bool{}, map[string]bool{}
			for _, o := range e.Outcomes() {
				holds[o.Rule.ID], open[o.Rule.ID] = o.Holds, !o.Holds
			}
			for i, rule := range set.Rules() {
				for _, c := range e.Clauses(set.RuleTest(i)) {
					if !c.Decides {
						continue
					}
					deciding++
					// The rule is as true as the clause that decides it.
					if c.Holds && !holds[rule.ID] || c.Fails && (holds[rule.ID] || open[rule.ID]) {
						t.Fatalf("seed %d: %s: %s holds %t, fails %t; the rule holds %t, is open %t\n%s",
							seed, rule.ID, c, c.Holds, c.Fails, holds[rule.ID], open[rule.ID], d)
					}
					if c.Holds || c.Fails {
						settled++
					}
				}
			}
		}
	}
	if settled == 0 || deciding == settled {
		t.Errorf("%d clauses decide, %d of them settled", deciding, settled)
	}
}
