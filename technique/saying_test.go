package technique_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/wording"
	"github.com/safehands/safehands/technique"
)

func ExampleReview_Changes() {
	w, err := technique.NewWords(planner())
	if err != nil {
		fmt.Println(err)
		return
	}
	plan := technique.Plan{
		Technique: "relaxing_swedish", Minutes: answer.Known(30),
		Strokes: []technique.Step{{Stroke: "effleurage_light"}, {Stroke: "tapotement"}},
	}
	r := technique.Review{Violations: []technique.Violation{
		{
			Basis: policy.Basis{Rule: "plan.late"}, Kind: technique.KindChange, Step: technique.WholePlan,
			Says: "It is late.", Instead: "Come tomorrow.",
		},
		{
			Basis: policy.Basis{Rule: "plan.hard"}, Kind: technique.KindChange, Step: 1, Stroke: "tapotement",
			Says: "Too hard.", Instead: "Softer.",
		},
	}}
	fmt.Println(plan.Called(w))
	for _, o := range r.Changes(w, plan) {
		fmt.Println(o.Steps + o.Says + " " + o.Instead)
	}
	// Output:
	// Relaxing (Swedish) massage, 30 minutes
	// Step 2 (beating): Too hard. Softer.
	// It is late. Come tomorrow.
}

func sayings(t *testing.T) screening.Words {
	t.Helper()
	w, err := technique.NewWords(newPlanner(t))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// Every technique, stroke and training has words, and no text says what the library never says.
func TestEverythingInTheCatalogueHasWords(t *testing.T) {
	w, c := sayings(t), newPlanner(t).Catalogue()
	var names []string
	for _, x := range c.Techniques {
		names = append(names, "stroke."+x.ID)
	}
	for _, x := range c.Strokes {
		names = append(names, "stroke."+x.ID)
	}
	for _, l := range []technique.Level{
		technique.Layperson, technique.ShortCourse, technique.Qualified, technique.QualifiedSpecial, technique.Medical,
	} {
		names = append(names, "training."+string(l))
	}
	for _, code := range []string{
		technique.NotScreened, technique.NotSettled, technique.SeenToday, technique.PresentationNotAsked, technique.PresentationUnsure,
		"refer", "defer", "withhold", // NotAllowed
	} {
		names = append(names, "obstacle."+code)
	}
	for _, name := range names {
		if !slices.Contains(w.Names(), name) {
			t.Errorf("no words for %s", name)
		}
	}
	for _, name := range w.Names() {
		for _, fault := range wording.Faults(w.Say(name), "No training is enough") {
			t.Errorf("%s: %v", name, fault)
		}
	}
}

// Rules about the same steps are told together, each once, the hands before the plan as a whole;
// none is lost.
func TestObjections(t *testing.T) {
	w := sayings(t)
	at := func(rule string, k technique.Kind, step int, stroke string) technique.Violation {
		return technique.Violation{
			Basis: policy.Basis{Rule: rule},
			Kind:  k, Step: step, Stroke: stroke, Says: rule + " says.", Instead: rule + " instead."}
	}
	two := technique.Plan{Strokes: make([]technique.Step, 2)}
	r := technique.Review{Violations: []technique.Violation{
		at("whole", technique.KindChange, technique.WholePlan, ""),
		at("a", technique.KindChange, 0, "thai"), at("a", technique.KindChange, 1, "tuina"),
		at("b", technique.KindStop, 0, "thai"),
		at("b", technique.KindStop, 1, "tuina"), at("c", technique.KindChange, 1, ""),
		at("care", technique.KindCaution, 0, "thai"),
	}}
	want := []technique.Objection{
		{Steps: "Steps 1 and 2 (Thai massage and tuina): ", Says: "a says.", Instead: "a instead. b says."},
		{Steps: "Step 2: ", Says: "c says.", Instead: "c instead."},
		{Says: "whole says.", Instead: "whole instead."},
	}
	if diff := cmp.Diff(want, r.Changes(w, two)); diff != "" {
		t.Errorf("Changes mismatch (-want +got):\n%s", diff)
	}
	one := technique.Plan{Strokes: make([]technique.Step, 1)}
	if diff := cmp.Diff([]technique.Objection{{"Thai massage: ", "care says.", "care instead."}}, r.Cautions(w, one)); diff != "" {
		t.Errorf("Cautions mismatch (-want +got):\n%s", diff)
	}
}

func TestWho(t *testing.T) {
	w := sayings(t)
	for _, tt := range []struct {
		name  string
		level technique.Level
		plan  technique.Plan
		want  string
	}{
		{"enough", technique.Qualified, technique.Plan{Therapist: answer.Known(technique.Medical)}, ""},
		{"too little", technique.Qualified, technique.Plan{Therapist: answer.Known(technique.ShortCourse)},
			"A therapist with a diploma or a licence, at least."},
		{"nobody", "", technique.Plan{Therapist: answer.Known(technique.Medical)}, "No training is enough for this plan."},
		{"not said", technique.Medical, technique.Plan{}, ""},
	} {
		if got := (technique.Review{Level: tt.level}).Who(w, tt.plan); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestAllQuestions(t *testing.T) {
	ask := func(fact string, decides bool, rules ...string) screening.Question {
		return screening.Question{Fact: fact, Decides: decides, Rules: rules}
	}
	m := technique.Matching{Questions: []screening.Question{ask("a", false, "m"), ask("b", true, "m")}}
	r := technique.Review{Questions: []technique.Question{
		{Question: ask("a", true, "m", "p"), Step: technique.WholePlan}, {Question: ask("a", false, "p"), Step: 1},
	}}
	want := []technique.Question{
		{Question: ask("a", true, "m", "p"), Step: technique.WholePlan}, {Question: ask("b", true, "m"), Step: technique.WholePlan},
		{Question: ask("a", false, "p"), Step: 1},
	}
	if diff := cmp.Diff(want, technique.AllQuestions(m, r)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"m"}, m.Questions[0].Rules); diff != "" {
		t.Errorf("the matching was changed:\n%s", diff)
	}
}

func TestSuits(t *testing.T) {
	w := sayings(t)
	choice := func(id string, s technique.Standing, minutes technique.Range, says ...string) technique.Choice {
		c := technique.Choice{Technique: id, Standing: s, Minutes: minutes}
		for _, x := range says {
			c.Reasons = append(c.Reasons, technique.Reason{Says: x})
		}
		return c
	}
	m := technique.Matching{Allowed: true, Choices: []technique.Choice{
		choice("relaxing_swedish", technique.Preferred, technique.Range{Min: 30, Max: 60}, "It calms."),
		choice("mld", technique.Permitted, technique.Range{Max: 1}, "It calms.", "It drains."),
		choice("prenatal", technique.Permitted, technique.Range{}),
		choice("oncology_touch", technique.Permitted, technique.Range{Min: 15}),
		choice("thai", technique.Avoided, technique.Range{}, "It is strong."),
		choice("hot_stone", technique.Forbidden, technique.Range{}, "It is hot."),
		choice("tuina", technique.Avoided, technique.Range{}, "It is strong."),
	}}
	for _, tt := range []struct {
		name string
		got  any
		want any
	}{
		{"all", m.Suits(w, 0), "Relaxing (Swedish) massage. Also possible: lymph drainage, prenatal massage or oncology touch."},
		{"two", m.Suits(w, 2), "Relaxing (Swedish) massage. Also possible: lymph drainage or 2 others."},
		{"none", technique.Matching{Choices: m.Choices}.Suits(w, 0), ""},
		{"how", m.How(), []string{"It calms.", "It drains."}},
		{"instead", m.Instead(w, technique.Plan{Technique: "thai"}), []string{
			"Relaxing (Swedish) massage, 30 to 60 minutes", "Lymph drainage, up to 1 minute", "Prenatal massage", "Oncology touch, from 15 minutes",
		}},
		{"it suits", m.Instead(w, technique.Plan{Technique: "mld"}), []string(nil)},
		{"why there are none", technique.Matching{Obstacles: []technique.Obstacle{{Says: "Ask first."}}}.Instead(w, technique.Plan{}), []string{"Ask first."}},
		{"left out", m.LeftOut(w), []string{"Hot stones: It is hot.", "Thai massage and tuina: It is strong."}},
	} {
		if diff := cmp.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s: mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
	m.Doses = []technique.PresentationDose{
		{Name: "Spasm", Dose: technique.Dose{Minutes: technique.Range{Min: 20, Max: 40}, PerWeek: technique.Range{Min: 1, Max: 1}, Note: "Slowly."}},
		{Name: "Nothing"},
		{Name: "Course", Dose: technique.Dose{PerWeek: technique.Range{Min: 2, Max: 3}, Sessions: technique.Range{Min: 8, Max: 8}}},
	}
	want := []string{"Spasm: 20 to 40 minutes, once a week. Slowly.", "Course: 2 to 3 times a week, 8 sessions."}
	if diff := cmp.Diff(want, m.Usual(w)); diff != "" {
		t.Errorf("Usual mismatch (-want +got):\n%s", diff)
	}
}

func TestStoppingWords(t *testing.T) {
	w := sayings(t)
	stop := func(says ...string) technique.Stopping {
		s := technique.Stopping{Stop: true, Settled: true}
		for _, x := range says {
			s.Violations = append(s.Violations, technique.Violation{Says: x, Facts: []screening.Evidence{
				{Fact: "x.told", Answer: "yes"}, {Fact: "x.denied", Answer: "no"},
			}})
		}
		return s
	}
	for _, tt := range []struct {
		name         string
		s            technique.Stopping
		label, line  string
		client, why0 string
	}{
		{"stop", stop("Stop now and call."), "Stop now", "Call.", w.Say("client.stop"), "x.told: yes"},
		{"nothing but stop", stop("Stop now."), "Stop now", w.Say("stop.hands_off"), w.Say("client.stop"), "x.told: yes"},
		{"the second says more", stop("Stop now.", "Stop now. Help."), "Stop now", "Help.", w.Say("client.stop"), "x.told: yes"},
		{"not answered", technique.Stopping{Stop: true}, "Stop until answered", w.Say("stop.until"), w.Say("client.pause"), ""},
		{"help", technique.Stopping{Stop: true, Settled: true, Urgency: screening.UrgencyEmergency}, "Emergency", w.Say("stop.emergency"),
			w.Say("client.stop_emergency"), ""},
		{"elsewhere", technique.Stopping{Settled: true, Change: true}, "Leave that spot", w.Say("stop.change"), w.Say("client.change"), ""},
		{"not asked", technique.Stopping{}, "Go on?", w.Say("stop.ask"), w.Say("client.how_is_it"), ""},
		{"go on", technique.Stopping{Settled: true}, "Go on", w.Say("stop.go_on"), w.Say("client.go_on"), ""},
	} {
		label, line := tt.s.Headline(w)
		why := append(tt.s.Why(w), "")
		if label != tt.label || line != tt.line || tt.s.Client(w) != tt.client || why[0] != tt.why0 {
			t.Errorf("%s: %q, %q, %q, %q", tt.name, label, line, tt.s.Client(w), why)
		}
	}
}
