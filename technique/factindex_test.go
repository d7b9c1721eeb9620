package technique_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/technique"
)

// A rule that reads a step only through what its fact is asked under is put to every step, and
// not to the first alone.
func TestRuleReadsStepThroughGuard(t *testing.T) {
	p := newPlanner(t, technique.WithLoosening(), technique.WithWeakerRedFlags(), technique.WithOverlay(files(map[string]string{"plan/house.yaml": `
changes:
  - {fact: plan.bolster, asked_if: step.pressure >= 3, reason: under gentle strokes nobody needs one here}
rules:
  - id: house.bolster
    kind: change
    when: '!plan.bolster'
    says: Firm strokes need a bolster.
    instead: Put one under the belly.
    rationale: The back must not sag.
    sources: [house]
    grade: E5
sources:
  house: {cites: House rules, level: E5, read: memory}
`})))
	v := visitOf(t, p, healthy(p.Screener()))
	plan := planOf(step("effleurage_light", 2, body.LumbarParaspinal), step("petrissage_slow", 3, body.Scapular))
	plan.Bolster = answer.No
	r := mustCheck(t, p, v, plan)
	got := map[int][]string{}
	for _, at := range []int{technique.WholePlan, 0, 1} {
		got[at] = broken(r, at)
	}
	want := map[int][]string{technique.WholePlan: {}, 0: {}, 1: {"house.bolster"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Check: rules that ask for a change mismatch (-want +got):\n%s", diff)
	}
	if r.Fits || r.Floor != technique.KindChange {
		t.Errorf("Check: fits %v, floor %v", r.Fits, r.Floor)
	}
}
