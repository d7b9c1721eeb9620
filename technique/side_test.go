package technique_test

import (
	"slices"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/technique"
)

// N-IS05: nodes of the right armpit, the left shoulder blade asked: grade 3 is allowed there, lying on
// the right is barred, and what says no side is held against the worst of both.
func TestPlanOfASide(t *testing.T) {
	p := newPlanner(t)
	s := p.Screener()
	in := tick(healthy(s, body.Scapular), intake.CardCancerAndOperations, intake.LineLymphNodes)
	for _, told := range [][]string{
		{"cond.lymphoedema", "no"}, {"hx.node_removal", "yes"},
		{"cond.lymphoedema_at", "axilla", "arm", "scapular"}, {"cond.lymphoedema_side", "right"},
	} {
		if err := s.SetText(&in, told[0], told[1:]...); err != nil {
			t.Fatal(err)
		}
	}
	v := visitOf(t, p, in)
	if f := v.Decision.Findings; !slices.ContainsFunc(f, func(f screening.Finding) bool {
		return f.Rule == "treatment.lymph" && f.Side == body.Right
	}) {
		t.Errorf("findings %+v", f)
	}
	none := answer.Fact[body.Side]{}
	for _, c := range []struct {
		name     string
		side     answer.Fact[body.Side]
		position technique.Position
		want     []string // rules that ask for a change
	}{
		{"the left, lying on the left", answer.Known(body.Left), technique.SideLyingLeft, nil},
		{"the left, lying on the right", answer.Known(body.Left), technique.SideLyingRight, []string{"plan.avoided_by_screening"}},
		{"the left, lying on either", answer.Known(body.Left), technique.SideLying, []string{"plan.avoided_by_screening"}},
		{"the left, face down", answer.Known(body.Left), technique.Prone, nil},
		{"the right, lying on the left", answer.Known(body.Right), technique.SideLyingLeft, []string{"plan.over_cap"}},
		{"both, lying on the left", none, technique.SideLyingLeft, []string{"plan.over_cap"}},
		{"nobody knows which, face down", answer.UnsureOf[body.Side](), technique.Prone, []string{"plan.over_cap"}},
	} {
		at := step("petrissage_slow", 3, body.Scapular)
		at.Side = c.side
		plan := planOf(at)
		plan.Position = answer.Known(c.position)
		r := mustCheck(t, p, v, plan)
		got := append(broken(r, technique.WholePlan), broken(r, 0)...)
		if !slices.Equal(got, c.want) && len(got)+len(c.want) > 0 || r.Fits != (len(c.want) == 0) {
			t.Errorf("%s: %v fits %t, want %v", c.name, got, r.Fits, c.want)
		}
	}
	// Lying on the other side is what the plan needs.
	at := step("petrissage_slow", 3, body.Scapular)
	at.Side = answer.Known(body.Left)
	plan := planOf(at)
	plan.Position = answer.Known(technique.SideLyingRight)
	r, found, err := p.Repair(v, plan)
	if err != nil || !found || len(r.Changes) != 1 || r.Changes[0].Fact != "plan.position" {
		t.Errorf("Repair() = %+v, %t, %v", r.Changes, found, err)
	}
}
