package soreness_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

// The screening tells an author where the facts of the other packages belong. Its list is the one
// of the facts that they have.
func TestScreeningKnowsWhereFactsBelong(t *testing.T) {
	s := screener(t)
	p, tr := planner(t), newTriager(t)
	want := map[string][]string{}
	add := func(facts []policy.Fact, folder string) {
		for _, f := range facts {
			if _, known := s.Rules().FactIndex(f.Name); known {
				continue
			}
			group, _, _ := strings.Cut(f.Name, ".")
			if !slices.Contains(want[group], folder) {
				want[group] = append(want[group], folder)
			}
		}
	}
	add(p.MatchRules().Facts(), "match/")
	add(p.MatchRules().Schema().Attributes, "match/")
	add(p.PlanRules().Facts(), "plan/")
	add(tr.Rules().Facts(), "triage/")
	add(tr.Causes().Facts(), "causes/")
	add(tr.Advice().Facts(), "advice/")
	got := map[string][]string{}
	for _, e := range s.Rules().Schema().Elsewhere {
		words := strings.FieldsFunc(e.Where, func(r rune) bool { return r == ' ' || r == ',' })
		got[e.Group] = slices.DeleteFunc(words, func(w string) bool { return !strings.HasSuffix(w, "/") })
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Elsewhere mismatch (-want +got):\n%s", diff)
	}
}
