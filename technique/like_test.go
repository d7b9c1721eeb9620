package technique_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/technique"
)

const houseSource = "sources:\n  house: {cites: Our house rules, level: E5, read: excerpt}\n"

// ownStroke is a stroke of a house by what sets it apart.
func ownStroke(id, rest string) string {
	return fmt.Sprintf("  - {id: %s, name: Own, pace: slow, tone_effect: relaxing, spine: forbidden, organ_zones: light, sources: [house], %s}\n", id, rest)
}

// withStrokes is a catalogue of strokes of the house.
func withStrokes(entries ...string) technique.Option {
	return technique.WithOverlay(files(map[string]string{
		"catalogue/house.yaml": "strokes:\n" + strings.Join(entries, ""), "plan/house.yaml": houseSource,
	}))
}

const tapping = "pressure: {min: 1, max: 2}, joint_load: 0, percussive: true, agreed_as: percussion"

// raised is somebody whose blood pressure rules out beating.
func raised(s *screening.Screener) screening.Intake {
	in := healthy(s, body.ThoracicParaspinal)
	in.BP = intake.BP{Sys: answer.Known(165), Dia: answer.Known(90)}
	return in
}

// A stroke of the house does not escape a ban of what it is like, however it says so; what is
// unlike stays free.
func TestABanMeansAStrokeOfTheHouse(t *testing.T) {
	quiet := "pressure: {min: 1, max: 2}, joint_load: 0, agreed_as: gliding"
	for _, tt := range []struct {
		name    string
		strokes []string
		barred  bool
	}{
		{"built in", nil, true},
		{"it strikes", []string{ownStroke("stick_tapping", tapping)}, true},
		{"like one", []string{ownStroke("stick_tapping", tapping+", like: [tapotement]")}, true},
		{"like one, and says that it does not strike", []string{ownStroke("stick_tapping", quiet+", percussive: false, like: [tapotement]")}, true},
		{"like several", []string{ownStroke("stick_tapping", quiet+", like: [effleurage_light, percussion_device]")}, true},
		{"like another of the house", []string{ownStroke("stick_tapping", quiet+", like: [brush]"), ownStroke("brush", quiet+", like: [tapotement]")}, true},
		{"like another that strikes", []string{ownStroke("stick_tapping", quiet+", like: [brush]"), ownStroke("brush", tapping)}, true},
		{"unlike", []string{ownStroke("stick_tapping", quiet+", like: [effleurage_light]")}, false},
		{"others are like it", []string{ownStroke("stick_tapping", quiet+", like: [effleurage_light]"), ownStroke("brush", tapping+", like: [stick_tapping, tapotement]")}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			id, options := "stick_tapping", []technique.Option{withStrokes(tt.strokes...)}
			if tt.strokes == nil {
				id, options = "tapotement", nil
			}
			p := newPlanner(t, options...)
			r := mustCheck(t, p, visitOf(t, p, raised(p.Screener())), planOf(step(id, 1, body.ThoracicParaspinal)))
			if barred := slices.Contains(broken(r, 0), "plan.avoided_stroke"); barred != tt.barred || r.Fits == tt.barred || !r.Settled {
				t.Errorf("barred %t, fits %t, settled %t; violations %v", barred, r.Fits, r.Settled, broken(r, 0))
			}
		})
	}
}

// twins adds a copy of every built-in stroke and technique that is like it.
func twins(c *technique.Catalogue) technique.Option {
	var b strings.Builder
	b.WriteString("strokes:\n")
	for _, s := range c.Strokes {
		fmt.Fprintf(&b, "  - {id: own_%s, name: Own, pressure: {min: %d, max: %d}, pace: %s, tone_effect: %s, joint_load: %d, spine: %s, organ_zones: %s, agreed_as: %s, sources: [house], like: [%s]}\n",
			s.ID, s.PressureMin, s.PressureMax, s.Pace, s.ToneEffect,
			s.JointLoad, s.Spine, s.OrganZones, s.AgreedAs, s.ID)
	}
	b.WriteString("techniques:\n")
	for _, x := range c.Techniques {
		fmt.Fprintf(&b, "  - {id: own_%s, name: Own, pressure: {min: %d, max: %d}, pace: %s, tone_effect: %s, joint_load: %d, spinal_contact: %s, intensity: %d, back_disease: %s, purpose: [%s], minutes: {min: %d, max: %d}, min_level: %s, sources: [house], like: [%s]}\n",
			x.ID, x.PressureMin, x.PressureMax, x.Pace, x.ToneEffect,
			x.JointLoad, x.SpinalContact, x.Intensity, x.TreatsBackDisease,
			strings.Trim(strings.ReplaceAll(fmt.Sprint(x.Purpose), " ", ", "), "[]"),
			max(1, x.Minutes.Min), max(1, x.Minutes.Max), x.MinLevel, x.ID)
	}
	return technique.WithOverlay(files(map[string]string{
		"catalogue/house.yaml": b.String(), "plan/house.yaml": houseSource,
	}))
}

// Of every built-in rule that leaves strokes or techniques out, the twin of what is left out is
// left out, and the twin of nothing that is not.
func TestEveryLimitMeansTheTwin(t *testing.T) {
	p := shared(t, ofTwins)
	v := visitOf(t, p, healthy(p.Screener(), body.ThoracicParaspinal))
	v.Presentation = technique.Found("stress_tension")
	rules := 0
	for _, rule := range p.Screener().Rules().Rules() {
		for _, l := range rule.Limits {
			if l.Name != "avoid_strokes" && l.Name != "avoid_techniques" {
				continue
			}
			rules++
			// The decision of such a rule, without the client whom it takes to make it hold.
			v.Decision.Regions = slices.Clone(v.Decision.Regions)
			limits := screening.Limits{AvoidStrokes: l.Values}
			if l.Name == "avoid_techniques" {
				limits = screening.Limits{AvoidTechniques: l.Values}
			}
			v.Decision.Regions[0].Limits = limits
			if l.Name == "avoid_strokes" {
				for _, s := range newPlanner(t).Catalogue().Strokes {
					r := mustCheck(t, p, v, planOf(step("own_"+s.ID, 0, body.ThoracicParaspinal)))
					if got, want := slices.Contains(broken(r, 0), "plan.avoided_stroke"), slices.Contains(l.Values, s.ID); got != want {
						t.Errorf("%s leaves %v out: the twin of %s is left out %t", rule.ID, l.Values, s.ID, got)
					}
				}
				continue
			}
			m, err := p.Match(v)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range m.Choices {
				id, twin := strings.CutPrefix(c.Technique, "own_")
				limited := slices.ContainsFunc(c.Reasons,
					func(r technique.Reason) bool { return r.Rule == "limit.technique" })
				if want := slices.Contains(l.Values, id); twin && limited != want {
					t.Errorf("%s leaves %v out: the twin of %s is left out %t", rule.ID, l.Values, id, limited)
				}
			}
		}
	}
	if rules < 50 {
		t.Errorf("only %d limits leave strokes or techniques out", rules)
	}
}

// Every rule of the match that speaks against a technique speaks against its twin; what speaks for
// it by name does not speak for the twin.
func TestEveryBanOfTheMatchMeansTheTwin(t *testing.T) {
	p := shared(t, ofTwins)
	set := p.MatchRules()
	a := set.NewAnswers()
	var all []string
	for _, x := range p.Catalogue().Techniques {
		all = append(all, x.ID)
	}
	var e policy.Evaluation
	if err := set.Evaluate(a, policy.Request{Places: all}, &e); err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, o := range e.Outcomes() {
		reached := set.PlaceNames(o.Places)
		if len(reached) == 0 {
			reached = all
		}
		byName := len(o.Rule.Regions) > 0 || strings.Contains(o.Rule.Where, "technique.id")
		ban := o.Rule.Kind == "avoid" || o.Rule.Kind == "forbid"
		for _, x := range newPlanner(t).Catalogue().Techniques {
			one, twin := slices.Contains(reached, x.ID), slices.Contains(reached, "own_"+x.ID)
			switch {
			case ban && one && !twin, !ban && twin && !one && !strings.Contains(o.Rule.Where, "!="),
				!byName && one != twin:
				t.Errorf("%s (%s) reaches %s %t, its twin %t", o.Rule.ID, o.Rule.Kind, x.ID, one, twin)
			case byName && ban && one:
				named++
			}
		}
	}
	if named == 0 {
		t.Error("no ban names a technique")
	}
}

// rulesAgainst are the plan rules that hold or may hold of a plan for somebody of whom nothing is
// known.
func rulesAgainst(t *testing.T, p *technique.Planner, v technique.Visit, plan technique.Plan) []string {
	t.Helper()
	r := mustCheck(t, p, v, plan)
	var out []string
	for _, x := range r.Violations {
		out = append(out, x.Rule)
	}
	for _, x := range r.Open {
		out = append(out, x.Rule)
	}
	return out
}

// Every plan rule that stands against a stroke or a technique stands against its twin.
func TestEveryPlanRuleMeansTheTwin(t *testing.T) {
	p := shared(t, ofTwins)
	v := visitOf(t, p, screening.Intake{})
	v.Presentation, v.History = technique.Presentation{}, technique.History{}
	against := func(a, b technique.Plan, what string) {
		twin := rulesAgainst(t, p, v, b)
		for _, rule := range rulesAgainst(t, p, v, a) {
			if !slices.Contains(twin, rule) {
				t.Errorf("%s stands against %s, and not against its twin", rule, what)
			}
		}
	}
	for _, s := range newPlanner(t).Catalogue().Strokes {
		against(technique.Plan{Strokes: []technique.Step{{Stroke: s.ID}}},
			technique.Plan{Strokes: []technique.Step{{Stroke: "own_" + s.ID}}}, s.ID)
	}
	for _, x := range newPlanner(t).Catalogue().Techniques {
		against(technique.Plan{Technique: x.ID}, technique.Plan{Technique: "own_" + x.ID}, x.ID)
	}
}

// A clinician agrees to what they name. Their word for a group means a stroke of the house only if
// it means all that the stroke is like.
func TestAgreeingIsLiteral(t *testing.T) {
	p := newPlanner(t, withStrokes(
		ownStroke("glide", "pressure: {min: 1, max: 2}, joint_load: 0, agreed_as: gliding, like: [effleurage_light]"),
		ownStroke("glide_tap", tapping+", like: [tapotement, effleurage_light]"),
		ownStroke("tap_called_glide",
			"pressure: {min: 1, max: 2}, joint_load: 0, percussive: true, agreed_as: gliding, like: [tapotement]"),
		ownStroke("tap", tapping),
	))
	in := withDisc(healthy(p.Screener(), body.ThoracicParaspinal), intake.DirectionForaminal)
	for _, tt := range []struct {
		stroke string
		agreed []string
		want   bool
	}{
		{"glide", []string{"glide"}, true},
		{"glide", []string{"effleurage_light"}, false},
		{"glide", []string{"gliding"}, true},
		{"glide", []string{"percussion"}, false},
		{"tap", []string{"tapotement", "percussion_device"}, false},
		{"tap", []string{"percussion"}, true},
		{"glide_tap", []string{"percussion"}, false},
		{"glide_tap", []string{"percussion", "gliding"}, true},
		{"glide_tap", []string{"glide_tap"}, true},
		{"tap_called_glide", []string{"gliding"}, false},
		{"tap_called_glide", []string{"tap_called_glide"}, true},
		{"effleurage_light", []string{"glide"}, false},
	} {
		t.Run(fmt.Sprint(tt.stroke, " by ", tt.agreed), func(t *testing.T) {
			v := visitOf(t, p, in, screening.Clearance{Covers: []string{"spine.disc"}, By: "GP", Strokes: tt.agreed})
			got := !slices.Contains(broken(mustCheck(t, p, v, planOf(step(tt.stroke, 1, body.ThoracicParaspinal))), 0),
				"plan.not_agreed")
			if got != tt.want {
				t.Errorf("agreed %t, want %t", got, tt.want)
			}
		})
	}
}

// A stroke that uses heat is left out with heat, also in a technique that uses none.
func TestHeatOfAStroke(t *testing.T) {
	soft := "pressure: {min: 1, max: 2}, joint_load: 0, agreed_as: gliding, like: "
	p := newPlanner(t, withStrokes(
		ownStroke("towel", soft+"[static_hold], heat: true"), ownStroke("hotter_towel", soft+"[towel]"),
		ownStroke("cool_towel", soft+"[towel], heat: false"), ownStroke("dry_towel", soft+"[static_hold]"),
	))
	v := visitOf(t, p, healthy(p.Screener(), body.ThoracicParaspinal, body.LumbarParaspinal))
	v.Decision.Regions = slices.Clone(v.Decision.Regions)
	v.Decision.Regions[0].Limits.AvoidHeat = true
	hot, cold := v.Decision.Regions[0].Region, v.Decision.Regions[1].Region
	for _, tt := range []struct {
		stroke  string
		regions []body.Region
		barred  bool
	}{
		{"towel", []body.Region{hot}, true},
		{"towel", []body.Region{hot, cold}, true},
		{"towel", []body.Region{cold}, false},
		{"hotter_towel", []body.Region{hot}, true},
		{"cool_towel", []body.Region{hot}, false},
		{"dry_towel", []body.Region{hot}, false},
		{"static_hold", []body.Region{hot}, false},
	} {
		r := mustCheck(t, p, v, planOf(step(tt.stroke, 0, tt.regions...)))
		if got := slices.Contains(broken(r, technique.WholePlan), "plan.heat"); got != tt.barred {
			t.Errorf("%s on %v: left out %t", tt.stroke, tt.regions, got)
		}
	}
	feels := tick(healthy(p.Screener(), body.ThoracicParaspinal), intake.CardUnwellNow, intake.LineFeverish)
	for _, stroke := range []string{"towel", "static_hold"} {
		r := mustCheck(t, p, visitOf(t, p, feels), planOf(step(stroke, 0, body.ThoracicParaspinal)))
		if got := slices.Contains(broken(r, technique.WholePlan), "plan.heat"); got != (stroke == "towel") {
			t.Errorf("%s for somebody feverish: heat is against it %t", stroke, got)
		}
	}
	nowhere := technique.Step{Stroke: "towel", Pressure: answer.Known(0), Minutes: answer.Known(5)}
	if r := mustCheck(t, p, v, planOf(nowhere)); r.Settled {
		t.Error("a hot stroke that may go anywhere is settled")
	}
}
