package technique_test

import (
	"fmt"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/technique"
)

// A sheet is filled in one answer at a time, until the plan is settled.
func ExamplePlanner_Next() {
	p := planner()
	sheet := technique.Sheet{Visit: screened(p), Plan: technique.Plan{Technique: "relaxing_swedish"}}
	x, more, err := p.Next(sheet, false)
	fmt.Println(x.Questions[0].Fact, more, err)
	fmt.Println(p.SetText(&sheet, 0, "plan.minutes", "a while"))
	fmt.Println(p.SetText(&sheet, 0, "plan.minutes", "30"))
	fmt.Println(p.Set(&sheet, 0, "step.regions", answer.Values("lumbar_paraspinal")))
	minutes, err := p.Get(sheet, 0, "plan.minutes")
	fmt.Println(minutes, p.Path(0, "step.regions"), err)
	fmt.Println(p.Clear(&sheet, 0, "plan.minutes"), sheet.Plan.Minutes)
	// Output:
	// plan.therapist true <nil>
	// plan.minutes: an answer must be a whole number, found "a while"
	// <nil>
	// <nil>
	// 30 plan.strokes[0].region <nil>
	// <nil> not asked
}

// Of everything that can be filled in, page by page, what is not answered and still matters.
func ExamplePlanner_Form() {
	p := planner()
	pages, err := p.Form(technique.Sheet{Visit: screened(p), Plan: technique.Plan{
		Technique: "relaxing_swedish", Strokes: []technique.Step{{Stroke: "effleurage_light"}},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, page := range pages {
		for _, field := range page.Fields {
			if !field.Answered && field.Matters != form.NoLonger {
				fmt.Println(page.Step, field.Path, field.Matters)
			}
		}
	}
	// Output:
	// -1 history.hours_since_last decides
	// -1 history.last_sore decides
	// -1 plan.minutes decides
	// -1 plan.therapist decides
	// 0 plan.strokes[0].region decides
	// 0 plan.strokes[0].pressure decides
}

// What suits, how to go about it, how much is usual, and what does not suit.
func ExampleMatching_Suits() {
	p := planner()
	w, err := technique.NewWords(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	m, err := p.Match(screened(p))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(m.Suits(w, 2))
	fmt.Println(m.How()[0])
	fmt.Println(m.Usual(w))
	fmt.Println(m.LeftOut(w))
	// Output:
	// Relaxing (Swedish) massage, trigger point work or press and hold. Also possible: structural work or 2 others.
	// Muscles in spasm call for slow, relaxing work; begin at grade 2 and rise to grade 3 as they let go.
	// [Muscle in spasm, without nerve signs: 20 to 40 minutes, 1 to 3 times a week. Start at grade 2 and rise to grade 3.]
	// [Toning massage, restorative massage, intensive sports massage, tuina and massage gun: Nothing that stimulates on muscles in spasm. Thai massage and Turkish massage: A style that hurts by design is only for somebody who has said yes to discomfort. Deep tissue work: Deep work comes too early while the muscles are in spasm.]
}

// Two and a half hours are more than a relaxing massage usually takes, and the reason is said.
func ExamplePlanner_Explain() {
	p := planner()
	w, err := technique.NewWords(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	v := screened(p)
	plan := technique.Plan{
		Technique: "relaxing_swedish", Minutes: answer.Known(150),
		Strokes: []technique.Step{{Stroke: "effleurage_light", Regions: []body.Region{body.LumbarParaspinal}}},
	}
	r, err := p.Check(v, plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range append(r.Changes(w, plan), r.Cautions(w, plan)...) {
		fmt.Println(o.Says)
	}
	fmt.Printf("%q %q\n", r.Who(w, plan), plan.SideAt(body.LumbarParaspinal))
	x, err := p.Explain(w, v, plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(x.Violations[0].Says)
	m, err := p.Match(v)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(technique.AllQuestions(m, r)))
	y, err := p.ExplainMatch(w, v)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(y.Findings[0].Says)
	// Output:
	// The session is shorter or longer than this technique usually is.
	// "" ""
	// Because the answer to “Is the session shorter or longer than this technique usually is?” is yes (the length of the session in minutes is 150 and the answer to “Which technique is planned?” is “Relaxing Swedish massage”).
	// 4
	// Because you said no to “Is a massage that hurts at times what you want?”.
}

// What was found is checked before it is kept.
func ExamplePlanner_PresentationFault() {
	p := planner()
	fmt.Println(p.PresentationFault(technique.Found("muscle_spasms")))
	fmt.Println(p.PresentationFault(technique.Found("muscle_spasm")) == "")
	// Output:
	// "muscle_spasms" is not one of its values (did you mean muscle_spasm?)
	// true
}
