package technique_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/technique"
)

// What an entry leaves out is no no: it is as what the entry is like.
func TestWhatIsLeftOutIsTakenOver(t *testing.T) {
	p := newPlanner(t, technique.WithOverlay(files(map[string]string{
		"catalogue/house.yaml": "strokes:\n" +
			ownStroke("a", "pressure: {min: 1, max: 2}, joint_load: 0, agreed_as: percussion, like: [tapotement]") +
			ownStroke("b",
				"pressure: {min: 1, max: 2}, joint_load: 0, percussive: false, agreed_as: percussion, like: [a]") +
			ownStroke("c", "pressure: {min: 1, max: 2}, joint_load: 2, agreed_as: joint_movement, like: [thrust_hvla, stretch_passive]") +
			ownStroke("d", "pressure: {min: 1, max: 2}, joint_load: 2, min_level: qualified, agreed_as: joint_movement, like: [thrust_hvla]") + `
techniques:
  - {id: e, name: E, pressure: {min: 1, max: 2}, pace: slow, tone_effect: relaxing, joint_load: 0, spinal_contact: no_contact, intensity: 2,
     back_disease: limited, purpose: [relaxation], minutes: {min: 40, max: 50}, min_level: qualified, sources: [house], like: [thai, hot_stone], stretch: false}
`, "plan/house.yaml": houseSource,
	})))
	c := p.Catalogue()
	type row struct {
		Percussive bool
		Level      technique.Level
		Like       string
	}
	got := map[string]row{}
	for _, id := range []string{"a", "b", "c", "d"} {
		s, _ := c.Stroke(id)
		got[id] = row{s.Percussive, s.MinLevel, fmt.Sprint(s.Like)}
	}
	want := map[string]row{
		"a": {true, technique.Layperson, "[tapotement]"}, "b": {false, technique.Layperson, "[tapotement a]"},
		"c": {false, technique.Medical, "[stretch_passive thrust_hvla]"}, "d": {false, technique.Qualified, "[thrust_hvla]"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("strokes mismatch (-want +got):\n%s", diff)
	}
	e, _ := c.Technique("e")
	if !e.Heat || !e.Mobilisation || !e.PainfulByDesign || e.Stretch {
		t.Errorf("a technique like thai and hot stones: heat %t, moves joints %t, painful %t, stretches %t",
			e.Heat, e.Mobilisation, e.PainfulByDesign, e.Stretch)
	}
	// The rule names the thrust, whatever level the entry gives itself.
	v := visitOf(t, p, healthy(p.Screener(), body.Shoulder))
	if r := mustCheck(t, p, v, planOf(step("d", 1, body.Shoulder))); !slices.Contains(broken(r, 0), "plan.thrust_scope") {
		t.Errorf("a thrust by another name: %v", broken(r, 0))
	}
}

func TestLikeIsAskedFor(t *testing.T) {
	soft := "pressure: {min: 1, max: 2}, joint_load: 0, agreed_as: gliding"
	for _, tt := range []struct{ name, entry, want string }{
		{"nothing said", ownStroke("own", soft),
			"2:5: stroke own does not say what it is like, and no ban by name would mean it; write like: [...] with one or more of effleurage_light, petrissage_slow, vibration_fine, static_hold, skin_stretch_mld"},
		{"nothing said, at the end of the range", ownStroke("own", "pressure: {min: 1, max: 2}, joint_load: 2, agreed_as: gliding"),
			"2:5: stroke own does not say what it is like, and no ban by name would mean it; write like: [...] with one or more of stretch_passive, trunk_rotation, mobilisation, thrust_hvla, traction_manual, walk_on_back"},
		{"an empty list", ownStroke("own", soft+", like: []"),
			"2:186: stroke own does not say what it is like, and no ban by name would mean it; write like: [...] with one or more of effleurage_light, petrissage_slow, vibration_fine, static_hold, skin_stretch_mld"},
		{"an empty list of what strikes", ownStroke("own", tapping+", like: []"),
			"2:207: stroke own does not say what it is like, and no ban by name would mean it; write like: [...] with one or more of tapotement, percussion_device"},
		{"like itself", ownStroke("own", soft+", like: [own]"),
			"2:186: stroke own is like nothing that is built in; add one or more of effleurage_light, petrissage_slow, vibration_fine, static_hold, skin_stretch_mld"},
		{"a misspelled one", ownStroke("own", soft+", like: [tapotment]"), `2:187: unknown stroke "tapotment" (did you mean tapotement?)`},
		{"a technique", ownStroke("own", soft+", like: [thai]"), `2:187: unknown stroke "thai"`},
		{"no list", ownStroke("own", soft+", like: tapotement"), `2:186: expected a list, each item a name, found "tapotement"`},
		{"it strikes, and what it is like does not", ownStroke("own", tapping+", like: [effleurage_light]"),
			"2:207: stroke own strikes, and nothing that it is like does; add one or more of tapotement, percussion_device"},
		{"it is deep, and what it is like is not", ownStroke("own", "pressure: {min: 1, max: 4}, joint_load: 0, agreed_as: gliding, like: [effleurage_light]"),
			"2:186: stroke own is deep, and nothing that it is like does; add one or more of effleurage_deep, petrissage_slow, petrissage_brisk, friction_deep, compression_palm, compression_point, thrust_hvla, walk_on_back, percussion_device, thumb_stripping, cupping_stroke"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := technique.New(newScreener(t), withStrokes(tt.entry))
			if err == nil {
				t.Fatal("New takes it")
			}
			if diff := cmp.Diff("overlay 1: catalogue/house.yaml:"+tt.want, err.Error()); diff != "" {
				t.Errorf("error mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// houseScreener is a screener whose rule files name strokes and techniques of the house.
func houseScreener(t *testing.T, text string) *screening.Screener {
	t.Helper()
	s, err := screening.New(screening.WithOverlay(files(map[string]string{"house.yaml": text})))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const houseScreening = `
strokes:
  - {name: stick_tapping, like: [tapotement]}
techniques:
  - {name: stick_session, like: [percussion_gun]}
rules:
  - id: house.no_sticks
    kind: precaution
    urgency: none
    when: client.age >= 70
    limits: [{avoid_strokes: [stick_tapping], avoid_techniques: [stick_session]}]
    says: "Go ahead, with care: no sticks."
    instead: Hands.
    client: We leave the sticks out.
    rationale: They are hard.
    sources: [house]
    grade: E5
` + houseSource

// A rule of the house can name what the house adds; the planner takes over what it is like and
// knows every name of a decision.
func TestARuleOfTheHouseNamesItsStroke(t *testing.T) {
	s := houseScreener(t, houseScreening)
	catalogue := "strokes:\n" + ownStroke("stick_tapping", tapping) + ownStroke("brush", "pressure: {min: 1, max: 2}, joint_load: 0, agreed_as: gliding, like: [stick_tapping]") + `
techniques:
  - {id: stick_session, name: Sticks, pressure: {min: 1, max: 2}, pace: slow, tone_effect: relaxing, joint_load: 0, spinal_contact: no_contact, intensity: 2,
     back_disease: limited, purpose: [relaxation], minutes: {min: 40, max: 50}, min_level: qualified, sources: [house]}
`
	p, err := technique.New(s, technique.WithOverlay(files(map[string]string{"catalogue/house.yaml": catalogue})))
	if err != nil {
		t.Fatal(err)
	}
	old := healthy(s, body.ThoracicParaspinal)
	old.Client.Age = answer.Known(75)
	for _, tt := range []struct {
		name string
		in   screening.Intake
		want map[string]bool // strokes by whether they are left out
	}{
		{"the rule of the house", old, map[string]bool{"stick_tapping": true, "brush": true, "tapotement": false, "effleurage_light": false}},
		{"a built-in rule", raised(s), map[string]bool{"stick_tapping": true, "brush": true, "tapotement": true, "effleurage_light": false}},
		{"no rule", healthy(s, body.ThoracicParaspinal), map[string]bool{"stick_tapping": false, "brush": false, "tapotement": false}},
	} {
		v := visitOf(t, p, tt.in)
		for _, stroke := range slices.Sorted(maps.Keys(tt.want)) {
			got := slices.Contains(broken(mustCheck(t, p, v, planOf(step(stroke, 1, body.ThoracicParaspinal))), 0),
				"plan.avoided_stroke")
			if got != tt.want[stroke] {
				t.Errorf("%s: %s is left out %t", tt.name, stroke, got)
			}
		}
		m, err := p.Match(v)
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(m.Choices, func(c technique.Choice) bool { return c.Technique == "stick_session" })
		limited := slices.ContainsFunc(m.Choices[i].Reasons,
			func(r technique.Reason) bool { return r.Rule == "limit.technique" && len(r.Screening) > 0 })
		if limited != tt.want["stick_tapping"] || !slices.Equal(m.Choices[i].Like, []string{"percussion_gun"}) {
			t.Errorf("%s: the technique of the house is limited %t, like %v", tt.name, limited, m.Choices[i].Like)
		}
	}
	d := visitOf(t, p, raised(s)).Decision
	if want := []string{"tapotement", "percussion_device", "stick_tapping"}; !slices.Equal(d.Regions[0].Limits.AvoidStrokes, want) {
		t.Errorf("the decision leaves out %v, want %v", d.Regions[0].Limits.AvoidStrokes, want)
	}
}

// Names that only one of the two knows are refused: a ban of them would mean nothing.
func TestNamesThatThePlannerLacks(t *testing.T) {
	if _, err := technique.New(houseScreener(t, houseScreening)); err == nil || err.Error() != "catalogue: has no stroke stick_tapping, which a rule file of the screening adds\n"+
		"catalogue: has no technique stick_session, which a rule file of the screening adds" {
		t.Errorf("New without the catalogue of the house: %v", err)
	}
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener(), body.ThoracicParaspinal))
	v.Decision.Regions = slices.Clone(v.Decision.Regions)
	v.Decision.Regions[0].Limits = screening.Limits{AvoidStrokes: []string{"tapotement", "stick_taping"}, AvoidTechniques: []string{"thay"}, AvoidPositions: []string{"prone", "upright"}}
	want := "decision.regions.thoracic_paraspinal.limits.avoid_positions[1]: unknown position \"upright\"; write prone, supine_flat, side_lying, semi_reclined or seated\n" +
		"decision.regions.thoracic_paraspinal.limits.avoid_strokes[1]: unknown stroke \"stick_taping\"; write effleurage_light, effleurage_deep, petrissage_slow, petrissage_brisk, skin_roll, friction_superficial, friction_deep, compression_palm and 17 more\n" +
		"decision.regions.thoracic_paraspinal.limits.avoid_techniques[0]: unknown technique \"thay\" (did you mean thai?)"
	_, err := p.Match(v)
	if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
		t.Errorf("Match mismatch (-want +got):\n%s", diff)
	}
	_, err = p.Check(v, planOf())
	if diff := cmp.Diff(want, fmt.Sprint(err)); diff != "" {
		t.Errorf("Check mismatch (-want +got):\n%s", diff)
	}
}

// The screening's lists of what can be left out are the catalogue's, names of positions included.
func TestLimitsNameWhatThereIs(t *testing.T) {
	p := newPlanner(t)
	var strokes, techniques []string
	for _, s := range p.Catalogue().Strokes {
		strokes = append(strokes, s.ID)
	}
	for _, x := range p.Catalogue().Techniques {
		techniques = append(techniques, x.ID)
	}
	position, _ := p.PlanRules().FactIndex("plan.position")
	var positions []string
	for _, v := range p.PlanRules().Facts()[position].Values {
		if !strings.HasPrefix(v.Name, "side_lying_") { // which a decision leaves out for each side
			positions = append(positions, v.Name)
		}
	}
	want := map[string][]string{"avoid_strokes": strokes, "avoid_techniques": techniques, "avoid_positions": positions}
	for _, l := range p.Screener().Rules().Schema().Limits {
		if names, ok := want[l.Name]; ok {
			if diff := cmp.Diff(names, l.Values); diff != "" {
				t.Errorf("%s mismatch (-want +got):\n%s", l.Name, diff)
			}
		}
	}
}
