package soreness_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing/fstest"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// A planner brings the screener whose red flags hold after a massage too.
func ExampleNew() {
	screener, err := screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	planner, err := technique.New(screener)
	if err != nil {
		fmt.Println(err)
		return
	}
	triager, err := soreness.New(planner)
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := triager.Triage(screening.Intake{}, soreness.Course{Sessions: []soreness.Session{{DaysAgo: answer.Known(1)}}})
	fmt.Println(result.Level, result.Floor, result.Ceiling, result.UrgencyCeiling, err)
	// Output: clarify expected emergency emergency <nil>
}

// wellToday is an intake without a complaint.
func wellToday() screening.Intake {
	return screening.Intake{
		Cards: intake.Cards{
			intake.CardEmergencyNow: {}, intake.CardNervesNow: {},
			intake.CardLook: {}, intake.CardUnwellNow: {}, intake.CardThisWeek: {}, intake.CardBackNow: {},
			intake.CardHeartAndBlood: {}, intake.CardSpineAndBones: {},
			intake.CardCancerAndOperations: {}, intake.CardSkinAndHealth: {},
		},
		Client: intake.Client{Age: answer.Known(34)},
		Preg:   intake.Preg{Status: answer.Known(intake.PregnancyNone)},
	}
}

// ordinaryCourse is one relaxing session yesterday, and a dull ache since.
func ordinaryCourse() soreness.Course {
	return soreness.Course{
		Sessions: []soreness.Session{{
			DaysAgo: answer.Known(1), Disposition: answer.Known(soreness.Adapt), Phase: answer.Known(intake.PhaseNone),
			Plan:       soreness.SessionPlan{Technique: "relaxing_swedish", Minutes: answer.Known(30)},
			Violations: []string{}, AttackOnset: answer.No,
			PainDuring: answer.Known(1), NeckWork: answer.No, Novice: answer.No,
		}},
		Report: soreness.Report{
			HoursSince: answer.Known(20.0), NRS: answer.Known(3),
			NRSBefore: answer.Known(1), OnsetHours: answer.Known(6.0),
			DurationHours: answer.Known(14.0), Trend: answer.Known(soreness.TrendBetter),
			Quality:      answer.Known(answer.SetOf(soreness.QualityDullAche)),
			Site:         answer.Known(answer.SetOf(soreness.SiteTreatedMuscle)),
			LikeExercise: answer.No, Sudden: answer.No, BruiseCM: answer.Known(0.0),
			NerveLike: answer.No, Skin: answer.Known(answer.SetOf(soreness.SkinNone)),
			Headache: answer.Known(soreness.HeadacheNone), Also: answer.Known(answer.SetOf(soreness.AlsoNone)),
		},
	}
}

// built is what the examples go on with.
func built(options ...soreness.Option) *soreness.Triager {
	triager, err := soreness.Shared()
	if len(options) > 0 {
		planner, _ := newPlanner() // without one New fails in its own words
		triager, err = soreness.New(planner, options...)
	}
	if err != nil {
		panic(err)
	}
	return triager
}

// askedAgain is the intake of the day after: what held for one visit is gone, and its pages are
// asked again.
func askedAgain(s *screening.Screener, in screening.Intake) screening.Intake {
	next := s.Expire(in, 20*time.Hour)
	for _, page := range []intake.Card{
		intake.CardEmergencyNow, intake.CardNervesNow, intake.CardLook, intake.CardUnwellNow, intake.CardThisWeek,
		intake.CardBackNow} {
		next.Cards[page] = intake.CardAnswer{}
	}
	next.Preg.Status = answer.Known(intake.PregnancyNone)
	next.Session.Changed = answer.No
	return next
}

// The intake says how the client is now, so the pages that hold for one visit are asked again after
// the session.
func ExampleTriager_Triage() {
	planner, err := newPlanner()
	if err != nil {
		fmt.Println(err)
		return
	}
	before := wellToday()
	decision, err := planner.Screener().Screen(before)
	if err != nil {
		fmt.Println(err)
		return
	}
	course := ordinaryCourse()
	course.Sessions[0].Answers = decision.Answers // kept with the session

	result, err := built().Triage(askedAgain(planner.Screener(), before), course)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Level, result.Settled(), result.Grid)
	for _, cause := range result.Causes {
		fmt.Println("may reflect", cause.Code)
	}
	// Output:
	// expected true short_minor
	// may reflect adaptation
}

// An intake from before the session calms nobody; what alarms in it is told all the same.
func ExampleTriager_Triage_stale() {
	planner, err := newPlanner()
	if err != nil {
		fmt.Println(err)
		return
	}
	before := wellToday()
	course := ordinaryCourse()
	course.Sessions[0].Answers = planner.Screener().Digest(before)
	result, err := built().Triage(before, course)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Level, result.Ceiling, result.Settled(), result.Stale)
	fmt.Println(result.AskAgain)
	// Output:
	// clarify emergency false true
	// [emergency_now nerves_now look unwell_now this_week back_now]
}

// Shooting pain is no matter of the number of sessions.
func ExampleTriager_Triage_nerve() {
	c := ordinaryCourse()
	c.Report.Quality = answer.Known(answer.SetOf(soreness.QualityShooting))
	result, err := built().Triage(wellToday(), c)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Level, result.Urgency, len(result.Advice))
	// Output: see_clinician urgent 0
}

func ExampleTriager_Questions() {
	c := ordinaryCourse()
	c.Report.NRS, c.Report.Quality, c.Sessions[0].Plan.Technique = answer.Known(4), answer.Fact[answer.Set[soreness.Quality]]{}, ""
	questions, err := built().Questions(wellToday(), c)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range questions {
		fmt.Println(q.Fact, q.Decides, len(q.Choices))
	}
	// Output:
	// post.quality true 20
	// post.numb_after_hour true 0
	// course.warned true 0
	// course.technique true 24
}

func ExampleTriager_DecodeCourse() {
	c, err := built().DecodeCourse([]byte(`{
		"sessions": [{"days_ago": 1, "plan": {"technique": "relaxing_swedish", "minutes": 30}, "violations": []}],
		"report": {"hours_since": 20, "nrs": 3, "quality": ["dull_ache"], "site": "treated_muscle"}}`))
	fmt.Println(c.Report.Quality, c.Report.Trend, len(c.Sessions), err)
	_, err = built().DecodeCourse([]byte(`{
		"sessions": [{"days_ago": 1, "plan": {"technique": "relaxing_swedisch"}, "violations": ["plan.spine_touche"]}],
		"report": {"hours_since": 60, "nrs": 12, "quality": ["dull"], "site": "treated_muscles"}}`))
	fmt.Println(err)
	// Output:
	// [dull_ache] not asked 1 <nil>
	// report.hours_since: is 60, but days_ago is 1: the report lies ahead
	// sessions[0].plan.technique: unknown technique "relaxing_swedisch" (did you mean relaxing_swedish?)
	// sessions[0].violations[0]: unknown plan rule "plan.spine_touche" (did you mean plan.spine_touched?)
	// report.nrs: 12 is outside 0 to 10 points
	// report.quality[0]: unknown value of post.quality "dull" (did you mean dull_ache?)
	// report.site: unknown value of post.site "treated_muscles" (did you mean treated_muscle?)
}

// A visit holds the course beside other things; what is wrong with it is told by the path
// from the visit's root.
func ExampleTriager_ReadCourse() {
	var problems document.Problems
	visit := document.JSON([]byte(`{"course": {"sessions": [], "report": {"nrs": "strong"}}}`), &problems)
	built().ReadCourse(visit.Entries[0].Value, &problems)
	fmt.Println(problems.Err())
	// Output:
	// course.sessions: is an empty list; a report is about the last session
	// course.report.nrs: an answer must be a whole number, found "strong"
}

func ExampleCourse_MarshalJSON() {
	c := soreness.Course{
		Sessions: []soreness.Session{{DaysAgo: answer.Known(1), Warned: answer.Yes}},
		Report:   soreness.Report{HoursSince: answer.Known(20.5), NRS: answer.UnsureOf[int]()},
	}
	data, err := json.Marshal(c)
	fmt.Println(string(data), err)
	// Output: {"sessions":[{"days_ago":1,"warned":"yes"}],"report":{"hours_since":20.5,"nrs":"unsure"}} <nil>
}

const houseRules = `
facts:
  - name: house.sauna
    kind: yes_no
    ask: Have you been to a sauna since the session?
rules:
  - id: house.sauna
    kind: monitor
    urgency: none
    when: house.sauna
    says: Ask again tomorrow; a sauna can add to the soreness.
    do: Note the sauna and phone after a day.
    client: The sauna may have added to it. We will ask again tomorrow.
    rationale: Heat after firm work adds to how much is felt.
    sources: [house]
    grade: E5
sources:
  house: {cites: Our house rules, level: E5, read: excerpt}
`

// withHouseRules is what tests share that only read it.
var withHouseRules = sync.OnceValue(func() *soreness.Triager {
	return built(soreness.WithOverlay(fstest.MapFS{"triage/house.yaml": {Data: []byte(houseRules)}}))
})

func ExampleWithOverlay() {
	triager := built(soreness.WithOverlay(fstest.MapFS{"triage/house.yaml": {Data: []byte(houseRules)}}))
	c := ordinaryCourse()
	c.Own = answer.Own{"house.sauna": answer.Of(answer.Yes)}
	result, err := triager.Triage(wellToday(), c)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Level, result.Findings[0].Rule)
	// Output: monitor house.sauna
}

// What could make a level milder is refused without the option.
func ExampleWithLoosening() {
	milder := fstest.MapFS{"triage/house.yaml": {Data: []byte(`
changes:
  - {parameter: bruise_cm, value: 9, reason: our clients bruise easily}
`)}}
	planner, err := newPlanner()
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = soreness.New(planner, soreness.WithOverlay(milder))
	fmt.Println(err)
	_, err = soreness.New(planner, soreness.WithOverlay(milder), soreness.WithLoosening())
	fmt.Println(err)
	// Output:
	// overlay 1: triage/house.yaml:3:5: changing parameter bruise_cm makes soreness.bruise milder for somebody, and layer overlay 1 was not allowed to loosen anything
	// <nil>
}

// What the screener wants seen today stops the course.
func ExampleTriager_Rules() {
	set := built().Rules()
	for _, r := range set.Rules() {
		if r.ID == "infection.spine" {
			fmt.Println(r.Adopted, r.RedFlag, r.Kind, r.Urgency)
		}
	}
	gap, _ := set.Parameter("course_gap_days")
	fmt.Println(gap)
	// Output:
	// true false see_clinician same_day
	// 60
}

func ExampleTriager_Causes() {
	for _, r := range built().Causes().Rules() {
		if r.Kind == "undetermined" {
			fmt.Println(r.ID)
		}
	}
	// Output: cause.unrelated_or_undetermined
}

func ExampleTriager_Advice() {
	for _, r := range built().Advice().Rules() {
		if r.ID == "advice.gentle_movement" {
			fmt.Println(r.Kind, r.Rows)
		}
	}
	// Output: advice [SC1]
}

func ExampleTriager_Fingerprint() {
	house := withHouseRules() // with the overlay above
	again := built().Fingerprint()
	fmt.Println(built().Fingerprint() == again, house.Fingerprint() == again)
	// Output: true false
}

func ExampleLevel_AtLeast() {
	fmt.Println(soreness.Adjust.AtLeast(soreness.Monitor), soreness.Clarify.AtLeast(soreness.Expected))
	// Output: true false
}

func ExampleGrid() {
	result, err := built().Triage(wellToday(), ordinaryCourse())
	fmt.Println(result.Grid, soreness.MinorNRS, soreness.ShortHours, err)
	// Output: short_minor 3 24 <nil>
}

// What is settled stays so, whatever else is answered.
func ExampleResult_Settled() {
	triager, c := built(), ordinaryCourse()
	for _, site := range []answer.Fact[answer.Set[soreness.Site]]{{}, c.Report.Site} {
		c.Report.Site = site
		result, err := triager.Triage(wellToday(), c)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(result.Level, result.Settled())
	}
	// Output:
	// clarify false
	// expected true
}

func ExampleSet_All() {
	for q := range answer.SetOf(soreness.QualityStiff, soreness.QualityDullAche).All() {
		fmt.Println(q)
	}
	// Output:
	// dull_ache
	// stiff
}

func ExampleSet_Has() {
	s := answer.SetOf(soreness.SiteTreatedMuscle)
	fmt.Println(s.Has(soreness.SiteTreatedMuscle), s.Has(soreness.SiteCalf))
	// Output: true false
}

func ExampleSet_Len() {
	var nothing answer.Set[soreness.Site]
	fmt.Println(nothing.Len(), answer.SetOf(soreness.SiteNone).Len())
	// Output: 0 1
}

func ExampleSet_Equal() {
	s := answer.SetOf(soreness.TrendBetter, soreness.TrendSame)
	fmt.Println(s.Equal(answer.SetOf(soreness.TrendSame, soreness.TrendBetter)))
	// Output: true
}
