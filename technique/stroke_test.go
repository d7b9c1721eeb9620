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

// kindOf is the kind at which a rule holds at the first step.
func kindOf(r technique.Review, rule string) technique.Kind {
	for _, x := range r.Violations {
		if x.Rule == rule && x.Step == 0 {
			return x.Kind
		}
	}
	return technique.KindNone
}

// S6: a technique that suits fails with a stroke that does not, and what the strokes alone bring is
// told at the strokes (E1).
func TestAStrokeIsHeldAgainstThePresentation(t *testing.T) {
	p := newPlanner(t)
	none := healthy(p.Screener(), body.WholeBody)
	with := func(card intake.Card, line intake.Line, set func(*screening.Intake)) screening.Intake {
		in := tick(healthy(p.Screener(), body.WholeBody), card, line)
		set(&in)
		return in
	}
	stiff := with(intake.CardSpineAndBones, intake.LineAxialSpondyloarthritis, func(in *screening.Intake) {
		in.Cond.Axspa, in.Axspa.Flare, in.Axspa.Fused = answer.Yes, answer.No, answer.No
	})
	slipped := with(intake.CardSpineAndBones, intake.LineNarrowCanalOrSlip, func(in *screening.Intake) {
		in.Cond.SpinalStenosis, in.Cond.Spondylolisthesis, in.Spondylolisthesis.Unstable = answer.No, answer.Yes, answer.No
	})
	thin := with(intake.CardSpineAndBones, intake.LineThinBones,
		func(in *screening.Intake) { in.Cond.Osteoporosis = answer.Yes })
	recent := with(intake.CardBackNow, intake.LineBackPain, func(in *screening.Intake) {
		in.Back.PresentPain, in.Back.Phase = answer.Yes, answer.Known(intake.PhaseRecentMild)
	})
	fused := with(intake.CardSpineAndBones, intake.LineSpineOperation, func(in *screening.Intake) {
		in.Surg.Spine, in.Surg.NotReleased, in.Surg.SpineWeeks = answer.Yes, answer.No, answer.Known(200)
		in.Surg.SpineKind = answer.Known(intake.SpineOperationFusion)
	})
	pregnant := healthy(p.Screener(), body.WholeBody)
	pregnant.Preg = intake.Preg{Status: answer.Known(intake.PregnancyPregnant), Weeks: answer.Known(20)}
	low := with(intake.CardSkinAndHealth, intake.LineMood, func(in *screening.Intake) { in.Psych.Stable = answer.Yes })
	disc := withDisc(healthy(p.Screener(), body.WholeBody), intake.DirectionForaminal)
	for _, tt := range []struct {
		name  string
		in    screening.Intake
		found []string
		step  technique.Step
		rule  string
		kind  technique.Kind
	}{
		{"P25, brisk", recent, nil, step("petrissage_brisk", 2, body.LumbarParaspinal), "plan.spine_strained", technique.KindChange},
		{"P25, beating", recent, nil, step("percussion_device", 2, body.LumbarParaspinal), "plan.spine_strained", technique.KindChange},
		{"P25, twist", recent, nil, step("trunk_rotation", 2, body.LumbarParaspinal), "plan.spine_strained", technique.KindChange},
		{"P22", none, []string{"fibromyalgia"}, step("thumb_stripping", 5, body.Thigh), "plan.calm_only", technique.KindChange},
		{"P28", none, []string{"lymphoedema"}, step("thumb_stripping", 5, body.Thigh), "plan.better_gentler", technique.KindCaution},
		{"P01", none, []string{"muscle_spasm"}, step("thumb_stripping", 5, body.Thigh), "plan.better_gentler", technique.KindCaution},
		{"P13", none, []string{"doms"}, step("thumb_stripping", 5, body.Thigh), "plan.better_gentler", technique.KindCaution},
		{"P10, mobilisation", stiff, nil, step("mobilisation", 2, body.LumbarParaspinal), "plan.spine_strained", technique.KindChange},
		{"P10, traction", stiff, nil, step("traction_manual", 2, body.LumbarParaspinal), "plan.spine_strained", technique.KindChange},
		{"P10, a thrust by another name", stiff, nil, step("thrust_hvla", 3, body.Shoulder), "plan.spine_strained", technique.KindChange},
		{"P10, a twist by another name", stiff, nil, step("trunk_rotation", 1, body.Shoulder), "plan.spine_strained", technique.KindChange},
		{"P09, traction", slipped, nil, step("traction_manual", 2, body.LumbarParaspinal), "plan.disc_load", technique.KindChange},
		{"P11, traction", thin, nil, step("traction_manual", 2, body.LumbarParaspinal), "plan.spine_strained", technique.KindChange},
		{"P11, mobilisation", thin, nil, step("mobilisation", 2, body.LumbarParaspinal), "plan.spine_strained", technique.KindChange},
		{"P19, twist", fused, nil, step("trunk_rotation", 1, body.ThoracicParaspinal), "plan.spine_strained", technique.KindChange},
		{"P19, stretch", fused, nil, step("stretch_passive", 1, body.ThoracicParaspinal), "plan.spine_strained", technique.KindChange},
		{"P19, traction", fused, nil, step("traction_manual", 2, body.ThoracicParaspinal), "plan.spine_strained", technique.KindChange},
		{"P16, stretch", pregnant, nil, step("stretch_passive", 1, body.LumbarParaspinal), "plan.pregnancy_stroke", technique.KindChange},
		{"P16, mobilisation", pregnant, nil, step("mobilisation", 2, body.LumbarParaspinal), "plan.pregnancy_stroke", technique.KindChange},
		{"P23", low, nil, step("tapotement", 2, body.Thigh), "plan.better_gentler", technique.KindCaution},
		{"P24", none, []string{"osteoarthritis"}, step("thrust_hvla", 3, body.LumbarParaspinal), "plan.better_gentler", technique.KindCaution},
		{"P06, the neck", disc, nil, step("friction_deep", 3, body.NeckPosterior), "plan.disc_stroke", technique.KindChange},
		{"light gliding with recent pain", recent, nil, step("effleurage_light", 2, body.LumbarParaspinal), "plan.spine_strained", technique.KindNone},
		{"slow kneading with fragile bone", thin, nil, step("petrissage_slow", 2, body.LumbarParaspinal), "plan.spine_strained", technique.KindNone},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := visitOf(t, p, tt.in)
			v.Presentation = technique.Found(tt.found...)
			plan := planOf(tt.step)
			plan.Therapist = answer.Known(technique.Medical)
			r := mustCheck(t, p, v, plan)
			if got := kindOf(r, tt.rule); got != tt.kind || tt.kind == technique.KindChange && r.Fits {
				t.Errorf("%s holds at %s, want %s; fits %t, broken %v", tt.rule, got, tt.kind, r.Fits, broken(r, 0))
			}
		})
	}
}

// What the catalogue says of a stroke counts, whoever named it: a clinic's stroke is held against
// spine, organs and bones like the built-in ones.
func TestAStrokeOfTheHouseIsHeldToItsAttributes(t *testing.T) {
	p := newPlanner(t, technique.WithOverlay(files(map[string]string{"catalogue/house.yaml": `
strokes:
  - {id: house_crack, name: House crack, pressure: {min: 1, max: 2}, pace: slow, tone_effect: neutral, joint_load: 3, spine: never,
     organ_zones: never, agreed_as: joint_movement, sources: [house], like: [trunk_rotation]}
  - {id: house_rest, name: House rest, pressure: {min: 0, max: 1}, pace: static, tone_effect: relaxing, joint_load: 0, spine: allowed,
     organ_zones: allowed, agreed_as: gliding, sources: [house], like: [static_hold]}
`, "plan/house.yaml": "sources:\n  house: {cites: Our house rules, level: E5, read: excerpt}\n"})))
	thin := tick(healthy(p.Screener(), body.WholeBody), intake.CardSpineAndBones, intake.LineThinBones)
	thin.Cond.Osteoporosis = answer.Yes
	v := visitOf(t, p, thin)
	for _, tt := range []struct {
		step technique.Step
		want []string
	}{
		{step("house_crack", 1, body.Shoulder), []string{"plan.disc_load", "plan.spine_strained"}},
		{step("house_crack", 2, body.KidneyArea), []string{"plan.organ_stroke"}},
		{step("house_crack", 0, body.SpineMidline), []string{"plan.spine_touched"}},
		{step("house_rest", 1, body.KidneyArea), nil},
		{step("house_rest", 0, body.SpineMidline), nil},
	} {
		got := broken(mustCheck(t, p, v, planOf(tt.step)), 0)
		for _, rule := range tt.want {
			if !slices.Contains(got, rule) {
				t.Errorf("%s on %v: %s does not hold: %v", tt.step.Stroke, tt.step.Regions, rule, got)
			}
		}
		if len(tt.want) == 0 && len(got) > 0 {
			t.Errorf("%s on %v: %v", tt.step.Stroke, tt.step.Regions, got)
		}
	}
}

// Nothing but a quiet hold belongs on the spine itself, not even without weight (D2, PL01), and
// what is forbidden over organs is forbidden at every pressure.
func TestEveryStrokeKeepsItsZones(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener(), body.WholeBody))
	for _, s := range p.Catalogue().Strokes {
		spine := broken(mustCheck(t, p, v, planOf(step(s.ID, 0, body.SpineMidline))), 0)
		touches := s.Spine != technique.TouchAllowed && s.Spine != technique.TouchNone
		if got := slices.Contains(spine, "plan.spine_touched"); got != touches {
			t.Errorf("%s on the spine without weight: %t", s.ID, got)
		}
		organs := broken(mustCheck(t, p, v, planOf(step(s.ID, 0, body.KidneyArea))), 0)
		forbidden := s.OrganZones == technique.TouchForbidden || s.OrganZones == technique.TouchNever
		if got := slices.Contains(organs, "plan.organ_stroke") || slices.Contains(organs, "plan.organ_zone"); got != forbidden {
			t.Errorf("%s over the kidneys without weight: %t", s.ID, got)
		}
	}
}

// The zones that the catalogue leaves out with what a therapist finds are a
// caution for every step there.
func TestZonesOutAreACaution(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener(), body.WholeBody))
	for _, x := range p.Catalogue().Presentations {
		if !x.Found {
			continue
		}
		v.Presentation = technique.Found(x.ID)
		for _, zone := range []body.Region{
			body.KidneyArea, body.FloatingRibs, body.NeckAnterior, body.Abdomen, body.Calf,
		} {
			want := technique.KindNone
			if slices.Contains(x.ZonesOut, zone) {
				want = technique.KindCaution
			}
			if got := kindOf(mustCheck(t, p, v, planOf(step("effleurage_light", 1, zone))), "plan.zone_out"); got != want {
				t.Errorf("%s on %s: plan.zone_out is %s, want %s", x.ID, zone, got, want)
			}
		}
	}
}

// The groups in which a clinician bars strokes are those in which one agrees to them.
func TestStrokeGroupsAreThoseOfTheCatalogue(t *testing.T) {
	want := map[string][]string{}
	p := newPlanner(t)
	for _, l := range p.Screener().Rules().Schema().Limits {
		if l.Name != "avoid_strokes" {
			continue
		}
		for _, id := range l.Values {
			s, ok := p.Catalogue().Stroke(id)
			if !ok {
				t.Errorf("%s is not in the catalogue", id)
			}
			want[string(s.AgreedAs)] = append(want[string(s.AgreedAs)], id)
		}
	}
	for group, strokes := range want {
		got := screening.StrokeGroup(group)
		slices.Sort(strokes)
		slices.Sort(got)
		if !slices.Equal(got, strokes) {
			t.Errorf("%s is %v, in the catalogue %v", group, got, strokes)
		}
	}
	if len(want) != 5 {
		t.Errorf("%d groups", len(want))
	}
}
