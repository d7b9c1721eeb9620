package technique_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/technique"
)

// planner is the built-in one, with whatever an example lays over it.
func planner(options ...technique.Option) *technique.Planner {
	s, err := builtInScreener()
	if err != nil {
		fmt.Println(err)
		return nil
	}
	p, err := technique.Shared()
	if len(options) > 0 {
		p, err = technique.New(s, options...)
	}
	if err != nil {
		fmt.Println(err)
		return nil
	}
	return p
}

// screened is the visit of a healthy client with muscles in spasm.
func screened(p *technique.Planner) technique.Visit {
	in := healthy(p.Screener(), body.LumbarParaspinal)
	d, err := p.Screener().Screen(in)
	if err != nil {
		fmt.Println(err)
	}
	return technique.Visit{
		Intake: in, Decision: d, Presentation: technique.Found("muscle_spasm"),
		History: technique.History{Novice: answer.No, AcceptsDiscomfort: answer.No},
	}
}

func ExampleNew() {
	s, err := screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := technique.New(s)
	if err != nil {
		fmt.Println(err) // every problem of every file, with file, line and column
		return
	}
	fmt.Println(len(p.Catalogue().Techniques), "techniques,", len(p.Catalogue().Strokes), "strokes")
	// Output: 24 techniques, 25 strokes
}

func ExamplePlanner_Match() {
	p := planner()
	m, err := p.Match(screened(p))
	if err != nil {
		fmt.Println(err)
		return
	}
	best := m.Candidates()[0]
	fmt.Println(best.Technique, best.Standing)
	for _, c := range m.Choices {
		if c.Technique == "restorative" {
			fmt.Println(c.Technique, c.Standing, c.Reasons[0].Rule)
			fmt.Println(c.Reasons[0].Says)
		}
	}
	// Output:
	// relaxing_swedish preferred
	// restorative forbidden match.spasm_stimulating
	// Nothing that stimulates on muscles in spasm.
}

// As long as nobody has felt the muscles, there is nothing to choose.
func ExampleMatching_Candidates() {
	p := planner()
	v := screened(p)
	v.Presentation = technique.Presentation{}
	m, err := p.Match(v)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(m.Candidates()), m.Obstacles[0].Code)
	fmt.Println(m.Questions[0].Ask)
	// Output:
	// 0 presentation_not_asked
	// What do the muscles show, and what is the session for?
}

func ExamplePlanner_Check() {
	p := planner()
	plan := technique.Plan{
		Technique: "relaxing_swedish", Minutes: answer.Known(30),
		Position: answer.Known(technique.Prone), Bolster: answer.Yes,
		Therapist: answer.Known(technique.Qualified), Warned: answer.Yes,
		Strokes: []technique.Step{
			{Stroke: "effleurage_light", Regions: []body.Region{body.LumbarParaspinal}, Pressure: answer.Known(2), Minutes: answer.Known(10)},
			{Stroke: "tapotement", Regions: []body.Region{body.LumbarParaspinal}, Pressure: answer.Known(2), Minutes: answer.Known(5)},
		},
	}
	v := screened(p)
	v.History = technique.History{
		Novice: answer.No, AcceptsDiscomfort: answer.No, PriorSessions: answer.Known(4),
		HoursSinceLast: answer.Known(100.0), LastSore: answer.No,
	}
	r, err := p.Check(v, plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("fits:", r.Fits, "settled:", r.Settled)
	for _, x := range r.Violations {
		fmt.Println(x.Step, x.Stroke, x.Rule, x.Kind)
	}
	// Output:
	// fits: false settled: true
	// 1 tapotement plan.tone_mismatch_stroke change
}

func ExamplePlanner_Stop() {
	s, err := planner().Stop(technique.Visit{}, technique.During{AttackOnset: answer.Yes})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Stop, s.Violations[0].Rule)
	// Output: true plan.stop_attack
}

func ExamplePlanner_DecodePlan() {
	p := planner()
	_, err := p.DecodePlan([]byte(`{"technique": "thay", "strokes": [{"stroke": "effleurage_light", "region": "lumbar_paraspinl", "pressure": 7}]}`))
	var list *document.Error
	if errors.As(err, &list) {
		for _, x := range list.Problems {
			fmt.Println(x)
		}
	}
	// Output:
	// technique: unknown technique "thay" (did you mean thai?)
	// strokes[0].region: unknown region "lumbar_paraspinl" (did you mean lumbar_paraspinal?)
	// strokes[0].pressure: 7 is outside 0 to 5
}

func ExamplePlanner_ReadPlan() {
	p := planner()
	var problems document.Problems
	var plan technique.Plan
	var found technique.Presentation
	document.JSON([]byte(`{"presentation": ["muscle_spasm"], "plan": {"technique": "relaxing_swedish", "minutes": -5}}`), &problems).
		Fields(&problems, "a visit", document.Fields{
			"presentation": func(n *document.Node) { found = p.ReadPresentation(n, &problems) },
			"plan":         func(n *document.Node) { plan = p.ReadPlan(n, &problems) },
		})
	fmt.Println(found, plan.Technique, plan.Minutes)
	fmt.Println(problems.Err())
	// Output:
	// [muscle_spasm] relaxing_swedish not asked
	// plan.minutes: -5 is outside 1 to 240 minutes
}

func ExamplePlanner_ReadPresentation() {
	var problems document.Problems
	found := planner().ReadPresentation(document.JSON([]byte(`[]`), &problems), &problems)
	fmt.Println(found)
	fmt.Println(problems.Err())
	// Output:
	// not asked
	// is an empty list; write ["none"]
}

func ExamplePlanner_ReadHistory() {
	var problems document.Problems
	h := planner().ReadHistory(document.JSON([]byte(`{"novice": "no", "prior_sessions": 3, "hours_since_last": 72.5}`), &problems), &problems)
	fmt.Println(h.Novice, h.PriorSessions, h.HoursSinceLast, h.LastSore, problems.Err())
	// Output: no 3 72.5 not asked <nil>
}

func ExamplePlanner_ReadDuring() {
	var problems document.Problems
	d := planner().ReadDuring(document.JSON([]byte(`{"attack_onset": "no", "pain_during": 2}`), &problems), &problems)
	fmt.Println(d.AttackOnset, d.PainDuring, d.AskedToStop, problems.Err())
	// Output: no 2 not asked <nil>
}

func ExamplePlanner_CheckClearance() {
	var problems document.Problems
	planner().CheckClearance([]screening.Clearance{{Techniques: []string{"thay"}, Strokes: []string{"gliding", "static_hold"}}}, &problems)
	fmt.Println(problems.Err())
	// Output: clearance[0].techniques[0]: unknown technique "thay" (did you mean thai?)
}

func ExampleWithOverlay() {
	p := planner(technique.WithOverlay(fstest.MapFS{
		"plan/house.yaml": &fstest.MapFile{Data: []byte(`
rules:
  - id: house.no_gun
    kind: change
    when: stroke.id == percussion_device
    says: We do not use percussion guns.
    instead: Brisk kneading.
    rationale: The noise disturbs the next room.
    sources: [house]
    grade: E5
sources:
  house: {cites: Our house rules, level: E5, read: excerpt}
`)},
	}))
	r, err := p.Check(screened(p), technique.Plan{Strokes: []technique.Step{{Stroke: "percussion_device"}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range r.Violations {
		if x.Rule == "house.no_gun" {
			fmt.Println(x.Step, x.Says)
		}
	}
	// Output: 0 We do not use percussion guns.
}

func ExampleWithLoosening() {
	overlay := technique.WithOverlay(fstest.MapFS{
		"plan/house.yaml": &fstest.MapFile{Data: []byte("changes:\n  - {rule: plan.tone_mismatch, reason: we have our own way with spasm, disable: true}\n")},
	})
	s, err := builtInScreener() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = technique.New(s, overlay)
	fmt.Println(err != nil)
	p, err := technique.New(s, overlay, technique.WithLoosening())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.PlanRules().Disabled()[0].Rule)
	// Output:
	// true
	// plan.tone_mismatch
}

func ExampleWithGuideline() {
	s, err := screening.New(screening.WithGuideline())
	if err != nil {
		fmt.Println(err)
		return
	}
	softened, err := technique.New(s, technique.WithGuideline())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range []*technique.Planner{planner(), softened} {
		v := screened(p)
		v.Presentation, v.History.AcceptsDiscomfort = technique.Found("trigger_points"), answer.Yes
		m, err := p.Match(v)
		if err != nil {
			fmt.Println(err)
			return
		}
		for _, c := range m.Choices {
			if c.Technique == "thai" {
				fmt.Println(c.Technique, c.Standing)
			}
		}
	}
	// Output:
	// thai unlisted
	// thai permitted
}

func ExampleLevel_AtLeast() {
	fmt.Println(technique.Medical.AtLeast(technique.Qualified), technique.Layperson.AtLeast(technique.ShortCourse))
	// Output: true false
}

func ExamplePlan_MarshalJSON() {
	data, err := json.Marshal(technique.Plan{
		Technique: "relaxing_swedish", Minutes: answer.Known(30), Position: answer.Known(technique.Prone),
		Strokes: []technique.Step{
			{Stroke: "effleurage_light", Regions: []body.Region{body.LumbarParaspinal}, Pressure: answer.Known(2)},
		},
	})
	fmt.Println(string(data), err)
	// Output: {"technique":"relaxing_swedish","minutes":30,"position":"prone","strokes":[{"stroke":"effleurage_light","region":"lumbar_paraspinal","pressure":2}]} <nil>
}

// The zero decision of somebody who was not screened fits no plan.
func ExampleReview() {
	p := planner()
	r, err := p.Check(technique.Visit{}, technique.Plan{Technique: "relaxing_swedish"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Fits, r.Violations[0].Rule, r.Violations[0].Step == technique.WholePlan)
	// Output: false plan.not_screened true
}

func ExamplePlanner_Repair() {
	p := planner()
	v := screened(p)
	v.History = technique.History{
		Novice: answer.No, PriorSessions: answer.Known(3), AcceptsDiscomfort: answer.Yes,
		HoursSinceLast: answer.Known(72.0), LastSore: answer.No,
	}
	plan := technique.Plan{
		Technique: "relaxing_swedish", Minutes: answer.Known(30), Position: answer.Known(technique.Prone), Bolster: answer.Yes,
		Therapist: answer.Known(technique.Qualified), Warned: answer.Yes,
		Strokes: []technique.Step{{
			Stroke: "tapotement", Regions: []body.Region{body.LumbarParaspinal}, Pressure: answer.Known(5), Minutes: answer.Known(10),
		}},
	}
	r, ok, err := p.Repair(v, plan)
	fmt.Println(ok, err)
	for _, c := range r.Changes {
		fmt.Println(c.Step, c.Fact, c.Was, "->", c.Now)
	}
	// Output:
	// true <nil>
	// 0 stroke.id tapotement -> effleurage_light
}
