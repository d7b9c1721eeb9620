package soreness_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// A result names the rules behind it that were made milder: those of the screening too, each once.
func TestResultsNameWeakenedRules(t *testing.T) {
	t.Parallel()
	if !draws.All(t) {
		t.Skip("loads rules for every case; with every draw")
	}
	on := func(options ...screening.Option) *technique.Planner {
		s, err := screening.New(append(options, screening.WithLoosening())...)
		if err != nil {
			t.Fatal(err)
		}
		p, err := technique.New(s)
		if err != nil {
			t.Fatal(err)
		}
		return p
	}
	disable := func(rule string) string {
		return "changes:\n  - {rule: " + rule + ", disable: true, reason: our doctor looks first}\n"
	}
	ids := func(p *technique.Planner, options ...soreness.Option) []string {
		tr, err := soreness.New(p, append(options, soreness.WithLoosening())...)
		if err != nil {
			t.Fatal(err)
		}
		r := triage(t, tr, wellToday(), ordinaryCourse())
		readsBack(t, r)
		got := slices.Clone(r.Weakened)
		for i := range r.Weakened {
			r.Weakened[i] = "overwritten" // by a caller: the next result is none of his
		}
		if again := triage(t, tr, screening.Intake{}, ordinaryCourse()); !slices.Equal(got, again.Weakened) {
			t.Errorf("then %v, now %v", got, again.Weakened)
		}
		return got
	}
	loose := screening.WithOverlay(files("a.yaml", disable("spine.settling")))
	house := soreness.WithOverlay(files("triage/a.yaml", disable("soreness.not_benign")))
	for _, tt := range []struct {
		name      string
		got, want []string
	}{
		{"built-in", ids(on()), nil},
		{"the screening", ids(on(loose)), []string{"spine.settling"}},
		{"the triage", ids(on(), house), []string{"soreness.not_benign"}},
		{"both", ids(on(loose), house), []string{"soreness.not_benign", "spine.settling"}},
	} {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}
