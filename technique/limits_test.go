package technique_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/technique"
)

// A limit that stands against the technique only where no step goes is nothing
// to tell about the plan.
func TestCheckLeavesOutLimitsElsewhere(t *testing.T) {
	p := newPlanner(t)
	in := healthy(p.Screener(), body.WholeBody)
	in.Preg = intake.Preg{Status: answer.Known(intake.PregnancyPregnant), Weeks: answer.Known(9)}
	in.Cards[intake.CardPregnancyNow] = intake.CardAnswer{}
	v := visitOf(t, p, in)
	v.Presentation = technique.Found()
	for _, tt := range []struct {
		name       string
		steps      []technique.Step
		told, asks bool
	}{
		{"no step goes there", []technique.Step{step("effleurage_light", 2, body.Scapular)}, false, false},
		{"a step goes there", []technique.Step{step("static_hold", 0, body.Abdomen)}, true, false},
		{"a step does not say", []technique.Step{step("effleurage_light", 2)}, false, true},
		{"no steps", nil, false, true},
	} {
		r := mustCheck(t, p, v, planOf(tt.steps...))
		told := slices.ContainsFunc(r.Violations,
			func(x technique.Violation) bool { return x.Rule == "limit.pressure" })
		asked := slices.ContainsFunc(r.Questions, func(q technique.Question) bool { return q.Fact == "step.regions" })
		if told != tt.told || asked != tt.asks || asked && r.Settled {
			t.Errorf("%s: limit.pressure is told %t, regions are asked %t, settled %t", tt.name, told, asked, r.Settled)
		}
	}
}

// A neck with a narrowed artery is neither mobilised nor thrust nor pulled; the upper back may be
// mobilised (N-IF14).
func TestCheckLeavesANarrowedNeckArteryAlone(t *testing.T) {
	p := newPlanner(t)
	in := healthy(p.Screener(), body.NeckPosterior, body.ThoracicParaspinal)
	in.Cards[intake.CardHeartAndBlood] = intake.CardAnswer{Ticked: []intake.Line{intake.LineAneurysm}}
	in.Vasc.AAAKnown, in.Cond.VesselFragile, in.Vasc.Graft = answer.No, answer.No, answer.Known(intake.GraftNone)
	in.Cond.Carotid, in.Cond.CarotidWaiting = answer.Yes, answer.No
	v := visitOf(t, p, in)
	v.Presentation = technique.Found()
	for _, tt := range []struct {
		stroke string
		region body.Region
		barred bool
	}{
		{"mobilisation", body.NeckPosterior, true},
		{"thrust_hvla", body.NeckPosterior, true},
		{"traction_manual", body.NeckPosterior, true},
		{"petrissage_slow", body.NeckPosterior, false},
		{"mobilisation", body.ThoracicParaspinal, false},
	} {
		r := mustCheck(t, p, v, planOf(step(tt.stroke, 2, tt.region)))
		barred := slices.ContainsFunc(r.Violations, func(x technique.Violation) bool {
			return x.Rule == "plan.avoided_stroke"
		})
		if barred != tt.barred {
			t.Errorf("%s at %s: barred %t", tt.stroke, tt.region, barred)
		}
	}
}

// A plan rule reads a limit of the screening under its name, without a fact of its own.
func TestRuleReadsALimitByItsName(t *testing.T) {
	p := newPlanner(t, technique.WithOverlay(files(map[string]string{"plan/house.yaml": `
rules:
  - id: house.cool
    kind: change
    when: step.avoid_heat && stroke.id == static_hold
    says: Warm hands that rest are heat too.
    instead: Keep them moving.
    rationale: The house says so.
    sources: [house]
    grade: E5
sources:
  house: {cites: House rules, level: E5, read: memory}
`})))
	for _, tt := range []struct {
		heat bool
		want []string
	}{{false, []string{}}, {true, []string{"house.cool"}}} {
		v := visitOf(t, p, healthy(p.Screener()))
		for i := range v.Decision.Regions {
			v.Decision.Regions[i].Limits.AvoidHeat = tt.heat
		}
		r := mustCheck(t, p, v, planOf(step("static_hold", 1, body.Scapular)))
		if diff := cmp.Diff(tt.want, broken(r, 0)); diff != "" {
			t.Errorf("heat avoided %t: rules that ask for a change mismatch (-want +got):\n%s", tt.heat, diff)
		}
	}
}
