package screening_test

import (
	"fmt"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// A page of a program shows what is to be asked, and the answer goes where the path says.
func ExampleScreener_Form() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	var in screening.Intake
	if err := s.TickNames(&in, intake.CardHeartAndBlood, "blood_thinner"); err != nil {
		fmt.Println(err)
		return
	}
	pages, err := s.Form(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	page, field, ok := form.Find(pages, "med.anticoagulant")
	fmt.Println(page.Path, page.Answered, ok)
	fmt.Println(field.Ask, field.Path, field.Matters)
	// Output:
	// intake.cards.heart_and_blood true true
	// Which blood thinner do you take? If two of them, choose the last answer. intake.med.anticoagulant decides
}

// An answer is set by the name of its fact, as a program has it or as somebody types it; what is
// wrong with it is said, and changes nothing.
func ExampleScreener_Set() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	var in screening.Intake
	fmt.Println(s.Set(&in, "client.age", answer.Number(34)))
	fmt.Println(s.SetText(&in, "preg.status", "pregnent"))
	fmt.Println(s.SetText(&in, "preg.status", "pregnant"))
	fmt.Println(s.SetText(&in, "preg.weeks", "21"))
	told, err := s.Get(in, "preg.weeks")
	fmt.Println(told, s.Path("preg.weeks"), err)
	// Output:
	// <nil>
	// preg.status: unknown value of preg.status "pregnent" (did you mean pregnant?)
	// <nil>
	// <nil>
	// 21 intake.preg.weeks <nil>
}

// Of a page that was gone through, what is not ticked counts as no, and a line nobody knows as
// unsure.
func ExampleScreener_Given() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	var in screening.Intake
	if err := s.UnsureLine(&in, intake.CardEmergencyNow, intake.LineChestPain); err != nil {
		fmt.Println(err)
		return
	}
	for _, fact := range []string{"sys.chest_pain", "sys.thunderclap_headache", "sx.feverish"} {
		given, err := s.Given(in, fact)
		fmt.Println(fact, given, given.Asked(), err)
	}
	// Output:
	// sys.chest_pain unsure true <nil>
	// sys.thunderclap_headache no true <nil>
	// sx.feverish not asked false <nil>
}

// A doctor's yes covers the rules that ask for one about the condition, and no others.
func ExampleScreener_Covered() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	yes := screening.Clearance{
		Conditions: []string{"epilepsy"}, DaysAgo: 5, By: "Dr Lee", Role: "gp",
		Given: screening.ClearancePassedOn, Answer: screening.ClearanceYes,
	}
	fmt.Println(s.Covered(yes))
	yes.Answer = screening.ClearanceNo
	fmt.Println(s.Covered(yes))
	fmt.Println(screening.ClearanceRoles())
	fmt.Println(screening.StrokeGroup("percussion"))
	// Output:
	// [brain.epilepsy_changed]
	// []
	// [pharmacist gp midwife nurse physiotherapist surgeon clinic]
	// [tapotement percussion_device]
}

// Clearances are read out of a larger document, and every slip is said by its path.
func ExampleScreener_ReadClearance() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	var p document.Problems
	read := s.ReadClearance(document.JSON([]byte(`[
		{"conditions": ["anaemia"], "by": "Dr Lee", "given": "letter", "answer": "yes", "days_ago": 5},
		{"covers": ["bones.nothing"], "by": "Dr Lee"}
	]`), &p), &p)
	fmt.Println(len(read), read[0].Conditions)
	fmt.Println(p.Err())
	// Output:
	// 2 [anaemia]
	// [0].given: unknown how it was given "letter"; write written, spoken or passed_on
	// [1]: a clearance needs "days_ago"
	// [1].covers[0]: unknown rule "bones.nothing" (did you mean weakness.out_of_nothing?)
}

// Where the touch of the right hand burns, the left one may be massaged.
func ExampleDecision_On() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := healthy(s)
	in.Regions = []body.Region{body.Hand}
	if err := s.Tick(&in, intake.CardSkinAndHealth, intake.LineNerveIllness); err != nil {
		fmt.Println(err)
		return
	}
	err = s.SetAll(&in, answer.Own{
		"cond.crps": answer.Of(answer.Yes), "cond.crps_at": answer.Values("hand"), "cond.crps_side": answer.Value("right"),
		"cond.epilepsy": answer.Of(answer.No), "cond.neuro_chronic": answer.Of(answer.No),
		"cond.brain_old": answer.Of(answer.No), "neuro.sensation_loss_back": answer.Of(answer.No),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, side := range body.Sides() {
		r, requested := d.On(side, body.Hand)
		fmt.Println(side, r.Disposition, requested)
	}
	// Output:
	// left proceed true
	// right withhold true
}

// The grounds of a decision, in the words of a treatment room, the gravest first.
func ExampleDecision_Grounds() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := s.Screen(onHeparin(s))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(w.Label(d), d.Urgency.Pressing())
	line, open := w.Headline(d)
	fmt.Println(line)
	fmt.Println(open)
	for _, g := range d.Grounds(w) {
		fmt.Println(g.Rule, w.Told(g.Facts[0]))
	}
	actions, more := w.Actions(d)
	text, _, _ := strings.Cut(actions[0].Instead, ":")
	fmt.Println(text, more)
	shared, places, notes := w.Where(d)
	fmt.Println(shared, len(places), len(notes))
	fmt.Println(w.AskClinician(d, "anticoagulant"))
	fmt.Println(w.Idle(d, screening.Clearance{Covers: []string{"spine.disc"}, DaysAgo: 3, By: "GP"}))
	// Output:
	// Ask first false
	// Back massage: only with a clinician's yes.
	//
	// blood.thinner Which blood thinner do you take? Heparin, enoxaparin, dalteparin, tinzaparin or fondaparinux injections
	// Ask the doctor or pharmacist whether a light massage is fine 0
	// With a yes, up to grade 2; no deep friction, beating, thrusts, massage gun, cupping or deep tissue work 0 2
	// Light massage of the back, at most grade 2 of 5 (skin moves, muscle does not), with a blood thinner: any reason against it? Anything to leave out?
	// [The yes we have (GP, 3 days ago) is for nothing that was told today.]
}

// Words say what a decision has by name.
func ExampleWords() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(w.Stroke("effleurage_light"), w.Strokes([]string{"tapotement", "friction_transverse"}))
	fmt.Println(w.RegionNames([]string{"calf", "lumbar_paraspinal"}))
	fmt.Println(w.Who(screening.Clearance{Role: "gp"}), w.Who(screening.Clearance{By: "Dr Lee", Role: "gp"}))
	fmt.Println(w.Besides(screening.Defer, "Not today: the client feels feverish."))
	fmt.Println(w.CardLines(intake.CardNervesNow)[1])

	questions, err := s.Questions(screening.Intake{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, q := range questions {
		if q.Fact == "client.age" {
			fmt.Println(w.OpenForClient(questions[i : i+1]))
			fmt.Println(w.AskOne(q).Text)
			fmt.Println(w.Question(q))
		}
	}
	// Output:
	// light stroking [beating friction transverse]
	// [calf lower back, beside the spine]
	// the GP Dr Lee
	// The client feels feverish.
	// 2. Trouble starting to pee, not feeling it, or leaking
	// There is one question left open. Please read it and tick what fits; not sure is an answer too.
	// How old are you?
	// How old are you?
}

// A program of its own reads why the rules decide, with what it evaluated itself.
func ExampleWords_ExplainRule() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	answers := s.Rules().NewAnswers()
	if err := s.Answer(screening.Intake{Vitals: intake.Vitals{TempC: answer.Known(38.4)}}, answers); err != nil {
		fmt.Println(err)
		return
	}
	var e policy.Evaluation
	if err := s.Rules().Evaluate(answers, policy.Request{}, &e); err != nil {
		fmt.Println(err)
		return
	}
	for _, o := range e.Outcomes() {
		if o.Rule.ID == "fever.feverish" {
			fmt.Println(w.ExplainRule(s.Rules(), &e, o).Says)
		}
	}
	temperature, _ := s.Rules().FactIndex("vitals.temp_c")
	fmt.Println(screening.EvidenceOf(s.Rules(), &e, temperature).Fact)
	// Output:
	// Because you ticked “You feel feverish or shivery, today or since yesterday” (it follows: A thermometer that shows a fever says more than how the client feels.) and your temperature in degrees Celsius is 38.4, 38 or more.
	// vitals.temp_c
}

// What a question can mean is said before it is asked. One kept outside of the screener has the
// same shape.
func ExampleWords_ExplainQuestion() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	in := healthy(s)
	delete(in.Cards, intake.CardThisWeek)
	answers := s.Rules().NewAnswers()
	if err := s.Answer(in, answers); err != nil {
		fmt.Println(err)
		return
	}
	var e policy.Evaluation
	if err := s.Rules().Evaluate(answers, policy.Request{}, &e); err != nil {
		fmt.Println(err)
		return
	}
	q := e.Questions(nil)[0]
	fmt.Println(w.ExplainQuestion(s.Rules(), &e, q).Says)
	fmt.Println(screening.QuestionOf(s.Rules(), q).Card)
	if x, more := e.Interview(false); more {
		asked := screening.AskingOf(s.Rules(), x)
		fmt.Println(asked.Card, s.AskingPath(asked))
	}
	// Output:
	// The answer decides what else has to be asked.
	// this_week
	// this_week intake.cards.this_week
}

// Answers that do not go together are asked again.
func ExampleWords_AskAgain() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := s.Screen(screening.Intake{
		Vitals: intake.Vitals{TempC: answer.Known(38.4)}, Cards: intake.Cards{intake.CardUnwellNow: {}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range d.Disagreements {
		fmt.Println(w.AskAgain(x, false))
	}
	// Output:
	// Two answers do not go together: You feel feverish or shivery, today or since yesterday: no, but a thermometer that shows a fever says more than how the client feels. The more careful one counts. Please ask again.
}

// Rules of the whole house that an overlay made milder are named.
func ExampleWeakenedIn() {
	s, err := softer() // screening.New(screening.WithGuideline())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(screening.WeakenedIn(s.Rules(), s.MessageRules()))
	// Output:
	// [blood.thinner injury.recent_site neuro.both_legs_recent pregnancy.final_months spine.acute_attack spine.flare]
}

// Which calf is sore is worth asking where the other one would be free.
func ExampleWords_AskSide() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	in := healthy(s)
	if err := s.Tick(&in, intake.CardUnwellNow, intake.LineSoreCalf); err != nil {
		fmt.Println(err)
		return
	}
	in.Vasc.CalfPain = answer.Known(intake.CalfPainExplained)
	in.Regions = []body.Region{body.Calf}
	d, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	questions, err := s.Questions(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range w.AskSide(d, questions) {
		fmt.Println(x.Text)
	}
	fmt.Println(w.Elsewhere(d))
	// Output:
	// Which calf is sore? [Left / Right / Both]
	// []
}
