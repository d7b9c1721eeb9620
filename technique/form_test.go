package technique_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/technique"
)

// fieldsOf are the fields of all pages, by their paths.
func fieldsOf(t testing.TB, p *technique.Planner, s technique.Sheet) map[string]form.Field {
	t.Helper()
	pages, err := p.Form(s)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]form.Field{}
	for _, page := range pages {
		for _, f := range page.Fields {
			if _, twice := out[f.Path]; twice || f.Path == "" {
				t.Errorf("%s has the path %q", f.Fact, f.Path)
			}
			out[f.Path] = f
		}
	}
	return out
}

// Everything that nothing else tells is on the form, with words, and the codec takes an answer at
// every path that it names.
func TestFormIsComplete(t *testing.T) {
	p := newPlanner(t)
	fields := fieldsOf(t, p, technique.Sheet{During: &technique.During{}})
	drawn := map[string]bool{}
	for _, f := range fields {
		drawn[f.Fact] = true
		if f.Ask == "" || f.Answered || f.Asked != (f.Guard == nil) {
			t.Errorf("%s is drawn as %+v", f.Fact, f)
		}
		for _, c := range f.Choices {
			if c.Says == "" {
				t.Errorf("%s: the choice %s has no words", f.Fact, c.Name)
			}
		}
	}
	for _, f := range p.PlanRules().Facts() {
		if asked := len(f.From) == 0 && p.Screener().Path(f.Name) == ""; asked != drawn[f.Name] {
			t.Errorf("%s is answered: %t, and drawn: %t", f.Name, asked, drawn[f.Name])
		}
	}
	pages, err := p.Form(technique.Sheet{During: &technique.During{}})
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages {
		if page.Ask == "" || strings.HasPrefix(page.Ask, "form.") || (page.Path != "") != (page.Step >= 0) {
			t.Errorf("a page is called %q, at %q", page.Ask, page.Path)
		}
	}
}

// first is an answer to a field: yes, its first choice or its least number.
func first(f form.Field) answer.Any {
	switch f.Kind {
	case "yes_no":
		return answer.Of(answer.Yes)
	case "one_of":
		return answer.Value(f.Choices[0].Name)
	case "set_of":
		return answer.Values(f.Choices[0].Name)
	}
	return answer.Number(f.Least)
}

// What is set by name is what JSON says at the path of its question, and is got back.
func TestSetReachesItsPath(t *testing.T) {
	p := newPlanner(t)
	for path, f := range fieldsOf(t, p, technique.Sheet{During: &technique.During{}}) {
		var s technique.Sheet
		if f.Guard != nil { // how a sign is after a pause
			if err := p.Set(&s, 0, f.Fact, first(f)); err == nil || !strings.Contains(err.Error(), "only means something if") {
				t.Errorf("%s is taken before it is asked for: %v", f.Fact, err)
			}
			if err := p.Set(&s, 0, "during.signs", answer.Values("sick")); err != nil {
				t.Fatal(err)
			}
		}
		if err := p.Set(&s, 0, f.Fact, first(f)); err != nil {
			t.Errorf("%s: %v", f.Fact, err)
			continue
		}
		got, err := p.Get(s, 0, f.Fact)
		if err != nil || !got.Equal(first(f)) {
			t.Errorf("%s is %s, %v", f.Fact, got, err)
		}
		written, err := json.Marshal(map[string]any{
			"presentation": s.Presentation, "history": s.History, "plan": s.Plan, "session": s.During,
		})
		if err != nil {
			t.Fatal(err)
		}
		if said := at(t, written, path); said == nil {
			t.Errorf("%s: nothing stands at %s of %s", f.Fact, path, written)
		}
		if after := fieldsOf(t, p, s)[path]; !after.Answered || !after.Answer.Equal(first(f)) || after.Matters != form.NoLonger {
			t.Errorf("answered, %s is drawn as %+v", f.Fact, after)
		}
		if err := p.Clear(&s, 0, f.Fact); err != nil {
			t.Errorf("%s cannot be cleared: %v", f.Fact, err)
		}
		if got, _ := p.Get(s, 0, f.Fact); got.Asked() {
			t.Errorf("cleared, %s is %s", f.Fact, got)
		}
	}
}

// at is what stands at a path of JSON, or nil.
func at(t testing.TB, data []byte, path string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	for key := range strings.SplitSeq(strings.ReplaceAll(path, "[0]", ".0"), ".") {
		if list, ok := v.([]any); ok && key == "0" && len(list) > 0 {
			v = list[0]
			continue
		}
		m, _ := v.(map[string]any)
		v = m[key]
	}
	return v
}

// An answer by name is refused as JSON refuses it, and leaves everything as it was.
func TestSetRefuses(t *testing.T) {
	p := newPlanner(t)
	s := technique.Sheet{Visit: visitOf(t, p, healthy(p.Screener())), Plan: planOf(step("effleurage_light", 2, body.Foot))}
	before := s
	for _, tt := range []struct {
		fact string
		step int
		a    answer.Any
		want string
	}{
		{"plan.minuts", 0, answer.Number(3), `plan.minuts: is no fact of a plan (did you mean plan.minutes?)`},
		{"plan.minutes", 0, answer.Number(241), `plan.minutes: 241 is outside 1 to 240 minutes`},
		{"plan.minutes", 0, answer.Of(answer.Yes), `plan.minutes: takes a number or unsure`},
		{"plan.technique", 0, answer.Value("relaxing_swedsh"), `plan.technique: "relaxing_swedsh" is not one of its values (did you mean relaxing_swedish?)`},
		{"plan.technique", 0, answer.Of(answer.Unsure), `plan.technique: is planned or not given; unsure says nothing of a plan`},
		{"step.pressure", 2, answer.Number(3), `step.pressure: speaks of step 2, and the plan has 1`},
		{"step.pressure", -1, answer.Number(3), `step.pressure: speaks of step -1, and the plan has 1`},
		{"step.pressure", 0, answer.Number(7), `step.pressure: 7 is outside 0 to 5`},
		{"step.regions", 0, answer.Values("lumber"), `step.regions: "lumber" is not one of its values (did you mean lumbar?)`},
		{"step.regions", 0, answer.Values("hand"), `plan.strokes[0].region: hand was not requested; screen it first`},
		{"technique.heat", 0, answer.Of(answer.Yes), `technique.heat: is not answered; it follows from plan.technique`},
		{"client.age", 0, answer.Number(34), `client.age: is a fact of the intake; Screener.Set answers it`},
		{"presentation.found", 0, answer.Values("none", "muscle_spasm"), `presentation.found: holds none beside other values`},
	} {
		err := p.Set(&s, tt.step, tt.fact, tt.a)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s %s: got %v, want %s", tt.fact, tt.a, err, tt.want)
		}
	}
	if diff := cmp.Diff(before.Plan, s.Plan); diff != "" || s.During != nil {
		t.Errorf("what was refused is half set: %s", diff)
	}
	if err := p.Set(&s, 0, "plan.minutes", answer.Number(5)); err == nil {
		t.Error("a plan of 5 minutes takes a step of 10")
	}
}

// What somebody types is set, groups of regions too, and one step behind the last is added.
func TestSetText(t *testing.T) {
	p := newPlanner(t)
	var s technique.Sheet
	for _, tt := range []struct {
		fact, words string
		step        int
	}{
		{"plan.technique", "relaxing_swedish", 0}, {"step.regions", "lumbar", 0}, {"step.pressure", "2", 0},
		{"stroke.id", "effleurage_light", 0}, {"step.regions", "calf foot", 1}, {"during.pain", "3", 0},
		{"presentation.found", "unsure", 0}, {"history.novice", "no", 0},
	} {
		if err := p.SetText(&s, tt.step, tt.fact, strings.Fields(tt.words)...); err != nil {
			t.Errorf("%s: %v", tt.fact, err)
		}
	}
	want := technique.Sheet{
		Visit: technique.Visit{Presentation: technique.UnsurePresentation(), History: technique.History{Novice: answer.No}},
		Plan: technique.Plan{Technique: "relaxing_swedish", Strokes: []technique.Step{
			{Stroke: "effleurage_light", Pressure: answer.Known(2), Regions: []body.Region{body.Lumbar}},
			{Regions: []body.Region{body.Calf, body.Foot}},
		}},
		During: &technique.During{PainDuring: answer.Known(3)},
	}
	if diff := cmp.Diff(want.Plan, s.Plan); diff != "" || !s.Presentation.Unsure() || s.History != want.History || *s.During != *want.During {
		t.Errorf("-want +got\n%s\n%+v", diff, s)
	}
}

// Asked until nothing decides, a plan is settled, and with it what the form says to matter.
func TestNextSettlesAPlan(t *testing.T) {
	p := newPlanner(t)
	s := technique.Sheet{Visit: visitOf(t, p, healthy(p.Screener()))}
	s.Presentation = technique.Presentation{}
	var asked []string
	for range 60 {
		x, more, err := p.Next(s, false)
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		f := x.Questions[0].Fact
		asked = append(asked, f)
		path := p.Path(x.Step, f)
		field, ok := fieldsOf(t, p, s)[path]
		if !ok || field.Matters != form.Decides {
			t.Fatalf("%s decides, and is drawn as %+v", path, field)
		}
		a := first(field)
		if f == "plan.technique" {
			a = answer.Value("relaxing_swedish")
		} else if f == "plan.therapist" {
			a = answer.Value("qualified")
		}
		if err := p.Set(&s, max(0, x.Step), f, a); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
	}
	r := mustCheck(t, p, s.Visit, s.Plan)
	if !r.Settled || !slices.Contains(asked, "presentation.found") || !slices.Contains(asked, "plan.technique") {
		t.Errorf("settled: %t after %q", r.Settled, asked)
	}
	s.During = &technique.During{}
	x, more, err := p.Next(s, false)
	if err != nil || !more || !strings.HasPrefix(x.Questions[0].Fact, "during.") {
		t.Errorf("while a session goes on, %+v is asked, %v", x, err)
	}
}

// What follows from other answers was told by nobody.
func TestFormBeforeTheScreening(t *testing.T) {
	p := newPlanner(t)
	pages, err := p.Form(technique.Sheet{})
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages[:3] {
		if page.Matters != form.Decides {
			t.Errorf("before the screening %s %s", page.Ask, page.Matters)
		}
	}
	if _, err := p.Form(technique.Sheet{Plan: technique.Plan{Technique: "nothing"}}); err == nil {
		t.Error("a plan that cannot be is drawn")
	}
	var none *technique.Planner
	if _, err := none.Form(technique.Sheet{}); err == nil || none.Path(0, "plan.minutes") != "" {
		t.Error("a planner without rules draws")
	}
}

// Every violation, open rule and question of a review is explained, in its order and at its step.
func TestExplain(t *testing.T) {
	p := newPlanner(t)
	w, err := technique.NewWords(p)
	if err != nil {
		t.Fatal(err)
	}
	in := healthy(p.Screener())
	in.BP.Sys = answer.Known(165)
	v := visitOf(t, p, in)
	plan := planOf(step("effleurage_light", 2, body.Scapular), step("tapotement", 5, body.LumbarParaspinal))
	plan.Minutes, plan.Position, plan.Therapist = answer.Known(90), answer.Fact[technique.Position]{}, answer.Fact[technique.Level]{}
	r := mustCheck(t, p, v, plan)
	x, err := p.Explain(w, v, plan)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Violations) == 0 || len(r.Open) == 0 || len(r.Questions) == 0 {
		t.Fatalf("there is little to explain: %+v", r)
	}
	if len(x.Violations) != len(r.Violations) || len(x.Open) != len(r.Open) || len(x.Questions) != len(r.Questions) {
		t.Fatalf("explained: %d of %d, %d of %d, %d of %d", len(x.Violations), len(r.Violations), len(x.Open), len(r.Open), len(x.Questions), len(r.Questions))
	}
	for i, y := range r.Violations {
		if z := x.Violations[i]; z.Rule != y.Rule || z.Step != y.Step || !strings.HasPrefix(z.Says, "Because ") {
			t.Errorf("%s at %d is explained as %+v", y.Rule, y.Step, z)
		}
	}
	for i, y := range r.Open {
		if z := x.Open[i]; z.Rule != y.Rule || z.Step != y.Step || !strings.Contains(z.Says, "depends on") {
			t.Errorf("%s at %d is open, and explained as %+v", y.Rule, y.Step, z)
		}
	}
	for i, y := range r.Questions {
		if z := x.Questions[i]; z.Fact != y.Fact || z.Step != y.Step || !strings.Contains(z.Says, "can mean") {
			t.Errorf("%s at %d is asked, and explained as %+v", y.Fact, y.Step, z)
		}
	}
	said := func(rule string, step int) string {
		for _, z := range x.Violations {
			if z.Rule == rule && z.Step == step {
				return z.Says
			}
		}
		return ""
	}
	want := "Because the answer to “Is the step firmer than the screening allows there?” is yes (the pressure of the step is 5 and the " +
		"answer to “Where is this step planned?” is “Lower back, beside the spine”)."
	if got := said("plan.over_cap", 1); got != want {
		t.Errorf("a step over the cap is explained with\n%s, want\n%s", got, want)
	}
	m, err := p.ExplainMatch(w, v)
	if err != nil || len(m.Findings)+len(m.Open) == 0 {
		t.Errorf("of the matching %+v is explained, %v", m, err)
	}
}
