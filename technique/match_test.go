package technique_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/technique"
)

func mustMatch(t testing.TB, p *technique.Planner, v technique.Visit) technique.Matching {
	t.Helper()
	m, err := p.Match(v)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func choiceOf(t testing.TB, m technique.Matching, id string) technique.Choice {
	t.Helper()
	i := slices.IndexFunc(m.Choices, func(c technique.Choice) bool { return c.Technique == id })
	if i < 0 {
		t.Fatalf("there is no choice %s", id)
	}
	return m.Choices[i]
}

func ids(choices []technique.Choice) []string {
	out := []string{}
	for _, c := range choices {
		out = append(out, c.Technique)
	}
	return out
}

func TestMatchFindsTheBest(t *testing.T) {
	p := shared(t, ofHouse)
	v := visitOf(t, p, healthy(p.Screener()))
	v.Presentation = technique.Found("office_neck")
	m := mustMatch(t, p, v)
	if diff := cmp.Diff([]string{"house_blend"}, ids(m.Candidates())); diff != "" {
		t.Errorf("candidates mismatch (-want +got):\n%s", diff)
	}
	c := m.Choices[0]
	if c.Technique != "house_blend" || c.Standing != technique.Preferred || c.Level != technique.Medical || c.Minutes != (technique.Range{Min: 40, Max: 50}) {
		t.Errorf("first choice is %s %s for %s, %v", c.Technique, c.Standing, c.Level, c.Minutes)
	}
	want := technique.Reason{
		Basis:    policy.Basis{Rule: "house.office", Rows: []string{"H1"}, Claims: []string{}, Rationale: "We made it for that.", Sources: []string{"house"}, Grade: "E5"},
		Standing: technique.Preferred,
		Says:     "The house blend suits the neck of a desk worker.",
		Facts:    []screening.Evidence{{Fact: "presentation.found", Answer: "office_neck"}}}
	if diff := cmp.Diff([]technique.Reason{want}, c.Reasons); diff != "" {
		t.Errorf("reasons mismatch (-want +got):\n%s", diff)
	}
	if len(m.Doses) != 1 || m.Doses[0].Presentation != "office_neck" || m.Doses[0].Dose.Minutes.Max != 30 || m.Doses[0].ZonesOut[0] != body.NeckAnterior {
		t.Errorf("doses = %+v", m.Doses)
	}
	if len(m.Choices) != len(p.Catalogue().Techniques) || !m.Allowed || len(m.Obstacles) != 0 {
		t.Errorf("%d choices, allowed %t, obstacles %v", len(m.Choices), m.Allowed, m.Obstacles)
	}
}

// Two presentations share a row; the dose is told under the name of the one that was found.
func TestMatchDoseOfWhatWasFound(t *testing.T) {
	p := newPlanner(t)
	for _, id := range []string{"hypotonia", "deconditioned"} {
		v := visitOf(t, p, healthy(p.Screener()))
		v.Presentation = technique.Found(id)
		m := mustMatch(t, p, v)
		if len(m.Doses) != 1 || m.Doses[0].Presentation != id || m.Doses[0].Row != "P02" {
			t.Errorf("%s: doses %+v", id, m.Doses)
		}
	}
}

// What is open keeps a technique from being a candidate and is asked; what is
// unsure never speaks for one.
func TestMatchLeavesOpen(t *testing.T) {
	p := shared(t, ofHouse)
	v := visitOf(t, p, healthy(p.Screener()))
	v.Presentation = technique.Found("office_neck")
	v.History.Novice = answer.NotAsked
	m := mustMatch(t, p, v)
	c := choiceOf(t, m, "compress_hold")
	i := slices.IndexFunc(c.Open, func(o technique.OpenReason) bool { return o.Rule == "house.office_plain" })
	if c.Standing != technique.Undecided || i < 0 || !slices.Equal(c.Open[i].WaitsFor, []string{"history.novice"}) || c.Open[i].Standing != technique.Permitted {
		t.Errorf("not asked: %s, open %+v", c.Standing, c.Open)
	}
	if !slices.ContainsFunc(m.Questions, func(q screening.Question) bool {
		return q.Fact == "history.novice" && q.Decides && !q.Staff && slices.Contains(q.Rules, "house.office_plain")
	}) {
		t.Errorf("history.novice is not asked: %+v", m.Questions)
	}
	v.History.Novice = answer.Unsure
	c = choiceOf(t, mustMatch(t, p, v), "compress_hold")
	if c.Standing == technique.Permitted || c.Standing == technique.Preferred {
		t.Errorf("unsure: %s", c.Standing)
	}
	i = slices.IndexFunc(c.Open, func(o technique.OpenReason) bool { return o.Rule == "house.office_plain" })
	if i < 0 || !slices.Equal(c.Open[i].Unsure, []string{"history.novice"}) || c.Open[i].Standing != technique.Undecided || c.Open[i].Reason != "a hand feels it" {
		t.Errorf("unsure: open %+v", c.Open)
	}
	v.History.AcceptsDiscomfort = answer.Unsure
	if c := choiceOf(t, mustMatch(t, p, v), "thai"); c.Standing != technique.Forbidden {
		t.Errorf("thai for somebody who is not sure to want it is %s", c.Standing)
	}
}

// What the therapist found has to be known before there is anything to choose (S7).
func TestMatchWithoutPresentation(t *testing.T) {
	p := newPlanner(t)
	for code, found := range map[string]technique.Presentation{
		technique.PresentationNotAsked: {}, technique.PresentationUnsure: technique.UnsurePresentation(),
	} {
		v := visitOf(t, p, healthy(p.Screener()))
		v.Presentation = found
		m := mustMatch(t, p, v)
		if !m.Allowed || len(m.Candidates()) != 0 || len(m.Obstacles) != 1 || m.Obstacles[0].Code != code {
			t.Errorf("%s: allowed %t, candidates %v, obstacles %v", code, m.Allowed, ids(m.Candidates()), m.Obstacles)
		}
		asked := slices.ContainsFunc(m.Questions,
			func(q screening.Question) bool { return q.Fact == "presentation.found" && q.Decides && q.Staff })
		if asked == found.Asked() {
			t.Errorf("%s: presentation.found among the questions: %t", code, asked)
		}
	}
}

// Nothing at all is chosen where the decision lets no massage begin (T6, S20).
func TestMatchObstacles(t *testing.T) {
	p := newPlanner(t)
	s := p.Screener()
	disc := withDisc(healthy(s, body.LumbarParaspinal), intake.DirectionForaminal)
	canal := withDisc(healthy(s, body.LumbarParaspinal), intake.DirectionCentral)
	numb := tick(healthy(s), intake.CardNervesNow, intake.LineSaddleNumbness)
	numb.Neuro.Onset = answer.Known(intake.OnsetRecent)
	blank := healthy(s)
	delete(blank.Cards, intake.CardEmergencyNow)
	for _, tt := range []struct {
		name, code string
		in         screening.Intake
		says       screening.Disposition
	}{
		{"ask first", technique.NotAllowed, disc, screening.Refer},
		{"not here", technique.NotAllowed, canal, screening.Withhold},
		{"an emergency", technique.SeenToday, numb, screening.Withhold},
		{"one more question", technique.NotSettled, blank, screening.Clarify},
	} {
		m := mustMatch(t, p, visitOf(t, p, tt.in))
		if m.Allowed || len(m.Choices) != 0 || len(m.Candidates()) != 0 || len(m.Obstacles) != 1 {
			t.Errorf("%s: allowed %t, %d choices, obstacles %v", tt.name, m.Allowed, len(m.Choices), m.Obstacles)
			continue
		}
		if o := m.Obstacles[0]; o.Code != tt.code || o.Disposition != tt.says || o.Says == "" {
			t.Errorf("%s: obstacle %+v, want %s, %s", tt.name, o, tt.code, tt.says)
		}
	}
	m := mustMatch(t, p, technique.Visit{})
	if m.Allowed || m.Obstacles[0].Code != technique.NotScreened {
		t.Errorf("nobody was screened: %+v", m.Obstacles)
	}
}

// A limit rules a technique out where it holds everywhere, and speaks against it where
// other regions are left.
func TestMatchLimits(t *testing.T) {
	p := shared(t, ofHouse)
	v := visitOf(t, p, healthy(p.Screener(), body.LumbarParaspinal, body.Calf))
	v.Presentation = technique.Found("office_neck")
	two := 1
	limit := screening.Limits{Pressure: &two, AvoidHeat: true, AvoidTechniques: []string{"house_blend"}}
	for _, tt := range []struct {
		name    string
		regions int
		want    technique.Standing
	}{{"nowhere", 0, technique.Preferred}, {"somewhere", 1, technique.Avoided}, {"everywhere", 2, technique.Forbidden}} {
		v.Decision.Regions = slices.Clone(v.Decision.Regions)
		for i := range tt.regions {
			v.Decision.Regions[i].Limits = limit
		}
		m := mustMatch(t, p, v)
		c := choiceOf(t, m, "house_blend")
		var limits []string
		for _, r := range c.Reasons {
			if len(r.Regions) == tt.regions && r.Standing == tt.want && r.Rule != "house.office" {
				limits = append(limits, r.Rule)
			}
		}
		want := []string{"limit.technique", "limit.pressure", "limit.heat"}
		if tt.regions == 0 {
			want = nil
		}
		if c.Standing != tt.want || !cmp.Equal(want, limits) {
			t.Errorf("%s: %s because of %v", tt.name, c.Standing, limits)
		}
	}
}

// The screening rules behind a limit are named, with their sources.
func TestMatchLimitNamesTheRule(t *testing.T) {
	p := newPlanner(t)
	in := withDisc(healthy(p.Screener(), body.LumbarParaspinal), intake.DirectionForaminal)
	v := visitOf(t, p, in, screening.Clearance{Covers: []string{"spine.disc"}, By: "GP"})
	c := choiceOf(t, mustMatch(t, p, v), "deep_tissue")
	i := slices.IndexFunc(c.Reasons, func(r technique.Reason) bool { return r.Rule == "limit.pressure" })
	if i < 0 || !slices.Contains(c.Reasons[i].Screening, "spine.disc") || !slices.Contains(c.Reasons[i].Sources, "LEARNMUS") || c.Reasons[i].Grade == "" {
		t.Errorf("deep_tissue: %s, %+v", c.Standing, c.Reasons)
	}
}

// Regions that may not be treated are excluded with the reason, and the choices are for the others.
func TestMatchExcludes(t *testing.T) {
	p := newPlanner(t)
	in := withDisc(healthy(p.Screener(), body.LumbarParaspinal, body.Foot), intake.DirectionCentral)
	v := visitOf(t, p, in)
	v.Presentation = technique.Found("stress_tension")
	m := mustMatch(t, p, v)
	if !m.Allowed || !slices.Equal(m.Regions, []body.Region{body.Foot}) ||
		!slices.Equal(m.Excluded, []technique.ExcludedRegion{
			{Region: body.LumbarParaspinal, Disposition: screening.Withhold},
		}) {
		t.Errorf("allowed %t, regions %v, excluded %v, obstacles %v", m.Allowed, m.Regions, m.Excluded, m.Obstacles)
	}
}

// Every answer that cannot be is named with its path, all at once.
func TestMatchProblems(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener()))
	v.Intake.Client.Age = answer.Known(340)
	v.Intake.Own = answer.Own{"house.moon": answer.Of(answer.Yes)}
	v.Decision.Fingerprint = "0000"
	v.Presentation = technique.Found("muscle_spasms", "doms", "doms", "none")
	v.History = technique.History{Novice: 9, PriorSessions: answer.Known(-1), HoursSinceLast: answer.Known(-0.5)}
	v.Clearance = []screening.Clearance{{Techniques: []string{"thay"}, Strokes: []string{"glidng"}}}
	_, err := p.Match(v)
	want := `clearance[0].strokes[0]: unknown stroke "glidng" (did you mean gliding?)
clearance[0].techniques[0]: unknown technique "thay" (did you mean thai?)
decision: was made by other rules than the planner's screener holds; screen again
history.hours_since_last: -0.5 is outside 0 to 1000000 hours
history.novice: is neither not asked, unsure, no nor yes
history.prior_sessions: -1 is outside 0 to 100000
intake.own["house.moon"]: is no fact of the clinic's own rule files
presentation: "muscle_spasms" is not one of its values (did you mean muscle_spasm?)`
	if err == nil {
		t.Fatal("no error")
	}
	if diff := cmp.Diff(want, err.Error()); diff != "" {
		t.Errorf("Match() mismatch (-want +got):\n%s", diff)
	}
	v = visitOf(t, p, healthy(p.Screener()))
	v.Intake.Client.Age = answer.Known(340)
	v.Intake.Disc.Present = answer.Yes
	if _, err := p.Match(v); err == nil {
		t.Error("an age of 340 passes")
	} else {
		t.Log(err)
	}
}
