package technique_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/technique"
)

// What is said of a technique names the rules behind it that were made milder: those of the
// screening too, each once.
func TestResultsNameWeakenedRules(t *testing.T) {
	if !draws.All(t) {
		t.Skip("loads rules for every case; with every draw")
	}
	milder := func(name, rule string) map[string]string {
		return map[string]string{
			name: "changes:\n  - {rule: " + rule + ", disable: true, reason: our doctor looks first}\n",
		}
	}
	loose, err := screening.New(screening.WithOverlay(files(milder("a.yaml", "spine.settling"))), screening.WithLoosening())
	if err != nil {
		t.Fatal(err)
	}
	ids := func(s *screening.Screener, options ...technique.Option) [3][]string {
		p, err := technique.New(s, append(options, technique.WithLoosening())...)
		if err != nil {
			t.Fatal(err)
		}
		v := visitOf(t, p, healthy(s, body.LumbarParaspinal))
		review := mustCheck(t, p, v, planOf(step("effleurage_light", 1, body.LumbarParaspinal)))
		unscreened := mustCheck(t, p, technique.Visit{}, technique.Plan{})
		if diff := cmp.Diff(review.Weakened, unscreened.Weakened); diff != "" {
			t.Errorf("of somebody who was not screened mismatch (-screened +not):\n%s", diff)
		}
		matching, err := p.Match(v)
		if err != nil {
			t.Fatal(err)
		}
		stopping, err := p.Stop(technique.Visit{}, technique.During{})
		if err != nil {
			t.Fatal(err)
		}
		readsBack(t, review)
		readsBack(t, matching)
		readsBack(t, stopping)
		for _, list := range [][]string{review.Weakened, matching.Weakened, stopping.Weakened} {
			if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) {
				t.Errorf("not sorted, or not each once: %v", list)
			}
		}
		out := [3][]string{
			slices.Clone(review.Weakened), slices.Clone(matching.Weakened), slices.Clone(stopping.Weakened),
		}
		for i := range review.Weakened {
			review.Weakened[i] = "overwritten" // by a caller: the next review is none of his
		}
		if again := mustCheck(t, p, v, technique.Plan{}); !slices.Equal(again.Weakened, out[0]) {
			t.Errorf("then %v, now %v", out[0], again.Weakened)
		}
		return out
	}
	of := func(review, matching, stopping []string) [3][]string { return [3][]string{review, matching, stopping} }
	plan := technique.WithOverlay(files(milder("plan/a.yaml", "plan.acute_back")))
	match := technique.WithOverlay(files(milder("match/a.yaml", "match.intense_for_pain")))
	for _, tt := range []struct {
		name      string
		got, want [3][]string
	}{
		{"built-in", ids(newScreener(t)), of(nil, nil, nil)},
		{"the screening", ids(loose), of([]string{"spine.settling"}, []string{"spine.settling"}, nil)},
		{"the plan", ids(newScreener(t), plan), of([]string{"plan.acute_back"}, nil, []string{"plan.acute_back"})},
		{"the match", ids(newScreener(t), match), of([]string{"match.intense_for_pain"}, []string{"match.intense_for_pain"}, nil)},
		{"all", ids(loose, plan, match), of(
			[]string{"match.intense_for_pain", "plan.acute_back", "spine.settling"},
			[]string{"match.intense_for_pain", "spine.settling"}, []string{"plan.acute_back"})},
	} {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
	if got := ids(newScreener(t), technique.WithGuideline()); len(got[0]) == 0 || len(got[1]) == 0 {
		t.Errorf("the guideline weakens %v", got)
	}
}
