package soreness_test

import (
	"fmt"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// The report is filled in by the names of its facts, as somebody types it.
func ExampleTriager_SetText() {
	t := built()
	c := ordinaryCourse()
	fmt.Println(t.SetText(&c, "post.nrs", "11"))
	fmt.Println(t.SetText(&c, "post.nrs", "4"))
	nrs, err := t.Get(c, "post.nrs")
	fmt.Println(nrs, t.Path(c, "post.nrs"), err)
	fmt.Println(t.Unsure(&c, "post.trend"), c.Report.Trend)
	fmt.Println(t.Clear(&c, "post.trend"), c.Report.Trend)
	// Output:
	// post.nrs: 11 is outside 0 to 10 points
	// <nil>
	// 4 course.report.nrs <nil>
	// <nil> unsure
	// <nil> not asked
}

// After a session the report is asked until nothing can change what to do.
func ExampleTriager_Next() {
	t := built()
	c := ordinaryCourse()
	if err := t.Clear(&c, "post.trend", "post.nrs"); err != nil {
		fmt.Println(err)
		return
	}
	in := askedAgain(t.Planner().Screener(), wellToday())
	x, more, err := t.Next(in, c, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(more, x.Path, x.Questions[0].Ask)
	pages, err := t.Form(in, c)
	if err != nil {
		fmt.Println(err)
		return
	}
	page, field, ok := form.Find(pages, x.Questions[0].Fact)
	fmt.Println(page.Answered, field.Kind, ok)
	// Output:
	// true course.report.nrs How strong is the pain or discomfort now, from 0 (none) to 10 (the worst you can think of)?
	// false whole true
}

// What was given as it was planned is kept with the course, for the day after.
func ExampleTriager_Performed() {
	t := built()
	before := wellToday()
	decision, err := t.Planner().Screener().Screen(before)
	if err != nil {
		fmt.Println(err)
		return
	}
	done, err := t.Performed(technique.Visit{Intake: before, Decision: decision}, technique.Plan{
		Technique: "relaxing_swedish", Minutes: answer.Known(30),
		Strokes: []technique.Step{{Stroke: "effleurage_light", Regions: []body.Region{body.LumbarParaspinal}}},
	}, technique.During{PainDuring: answer.Known(1), AttackOnset: answer.No})
	fmt.Println(done.DaysAgo, done.Disposition, done.Plan.Technique, done.PainDuring, err)
	// Output:
	// 0 proceed relaxing_swedish 1 <nil>
}

// What a client hears of an ordinary soreness, and what goes home with everybody.
func ExampleResult_Client() {
	t := built()
	w, err := soreness.NewWords(t)
	if err != nil {
		fmt.Println(err)
		return
	}
	in := askedAgain(t.Planner().Screener(), wellToday())
	result, err := t.Triage(in, ordinaryCourse())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Client(w, nil, false)[0])
	fmt.Println(result.WatchFirst()[0].Client)
	fmt.Println(soreness.DangerSigns(w)[0])
	// Output:
	// Your muscles may not be used to this yet, much as after the first exercise of the season. That usually passes within a few days.
	// Keep the list of danger signs, and tell us in a day and in three days how you are. Numb between the legs, trouble peeing, a weak leg, fever, chest pain, brown urine or a swollen calf mean help now.
	// Emergency number: a drooping face, trouble speaking or seeing, a weak limb, numb between the legs, trouble peeing, chest pain, hard breathing, a faint, swollen lips or tongue, brown urine, very bad belly pain.
}

// Numbness between the legs after a session is an emergency, whatever else was told.
func ExampleResult_Alarm() {
	t := built()
	w, err := soreness.NewWords(t)
	if err != nil {
		fmt.Println(err)
		return
	}
	screener := t.Planner().Screener()
	in := askedAgain(screener, wellToday())
	if err := screener.Tick(&in, intake.CardNervesNow, intake.LineSaddleNumbness); err != nil {
		fmt.Println(err)
		return
	}
	in.Neuro.Onset, in.Neuro.AfterMassage = answer.Known(intake.OnsetRecent), answer.No
	c := ordinaryCourse()
	result, err := t.Triage(in, c)
	if err != nil {
		fmt.Println(err)
		return
	}
	leading, _ := result.Leading()
	fmt.Println(leading[0].Rule, result.Why(w))
	line, do := result.Alarm(w)
	fmt.Println(line)
	fmt.Println(do)
	x, err := t.Explain(w, in, c)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(x.Findings[0].Says)
	// Output:
	// neuro.saddle_recent [Ticked: Numb or odd feeling between the legs, around the genitals or back passage When did the newest of these start? In the last 2 weeks, or it is getting worse]
	// Stop, no massage, and call your local emergency number or have someone take the person to the emergency department now.
	// [Tell them on the phone what was ticked. New numbness between the legs, or trouble with the bladder or bowels, can mean pressure on the nerves at the base of the spine (cauda equina), with or without pain. Hours matter.]
	// Because you ticked “Numb or odd feeling between the legs, around the genitals or back passage” and to “When did the newest of these start?” you said “In the last 2 weeks, or it is getting worse”.
}
