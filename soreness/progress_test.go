package soreness_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// threeSessions are a week apart, less sore each time.
func threeSessions() soreness.Course {
	session := func(days, before, nrs int, found ...string) soreness.Session {
		return soreness.Session{
			DaysAgo: answer.Known(days), Presentation: technique.Found(found...), Violations: []string{},
			Plan:   soreness.SessionPlan{Technique: "relaxing_swedish", Minutes: answer.Known(30)},
			Report: &soreness.Report{NRS: answer.Known(nrs), NRSBefore: answer.Known(before)},
		}
	}
	c := soreness.Course{Sessions: []soreness.Session{session(15, 6, 5, "muscle_spasm"), session(8, 5, 3), session(1, 4, 2)}}
	last := &c.Sessions[2]
	c.Report, last.Report = *last.Report, nil
	last.Presentation = technique.Presentation{}
	return c
}

// The table has a row for each session, and says how it went from the first to the last.
func TestProgress(t *testing.T) {
	tr := newTriager(t)
	got, err := tr.Progress(threeSessions())
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	row := func(days, before, nrs int, found, anew, sore string) string {
		return fmt.Sprintf(`{"days_ago":%d,"technique":"relaxing_swedish","minutes":30,"nrs_before":%d,"nrs":%d,"duration_hours":null,`+
			`"sore":"%s","found":%s,"violations":0,"anew":"%s"}`, days, before, nrs, sore, found, anew)
	}
	want := `{"points":[` + strings.Join([]string{
		row(15, 6, 5, `["muscle_spasm"]`, "yes", "yes"), row(8, 5, 3, `[]`, "no", "yes"), row(1, 4, 2, `null`, "no", "yes"),
	}, ",") + `],"soreness":{"known":true,"change":-3},"pain":{"known":true,"change":-2}}`
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	c := threeSessions()
	c.Sessions[1].Plan.Technique = ""
	if got, _ := tr.Progress(c); got.Soreness.Known || got.Points[1].Anew != answer.NotAsked {
		t.Errorf("whether the course began anew is open, and %+v", got)
	}
	c = threeSessions()
	c.Sessions[2].BreakWeeks = answer.Known(60)
	if got, _ := tr.Progress(c); got.Soreness.Known || got.Points[2].Anew != answer.Yes {
		t.Errorf("the course began anew with the last session, and %+v", got)
	}
	c.Sessions[2].DaysAgo = answer.Known(90)
	if _, err := tr.Progress(c); err == nil {
		t.Error("sessions out of order are a course")
	}
}

// What the therapist found is read, written and checked with its session.
func TestSessionPresentation(t *testing.T) {
	tr := newTriager(t)
	data, err := json.Marshal(threeSessions())
	if err != nil {
		t.Fatal(err)
	}
	c, err := tr.DecodeCourse(data)
	if err != nil || !c.Sessions[0].Presentation.Equal(technique.Found("muscle_spasm")) || !c.Sessions[1].Presentation.Equal(technique.Found()) {
		t.Errorf("%s is read as %+v, %v", data, c.Sessions, err)
	}
	_, err = tr.DecodeCourse([]byte(`{"sessions": [{"days_ago": 1, "presentation": ["muscle_spams"]}]}`))
	if err == nil || !strings.Contains(err.Error(), "sessions[0].presentation[0]: ") {
		t.Errorf("got %v", err)
	}
	c.Sessions[0].Presentation = technique.Found("nothing_known")
	if _, err := tr.Triage(screening.Intake{}, c); err == nil || !strings.Contains(err.Error(), "course.sessions[0].presentation: ") {
		t.Errorf("got %v", err)
	}
}

// A clinic's rule reads how a course went.
func TestRulesReadProgress(t *testing.T) {
	s := newTriager(t).Planner()
	tr, err := soreness.New(s, soreness.WithOverlay(fstest.MapFS{"triage/house.yaml": {Data: []byte(`
rules:
  - id: house.no_better
    kind: monitor
    urgency: none
    when: course.pain_change >= 2
    says: Three sessions, and the pain is stronger than before the first.
    do: Talk about it before the next.
    client: Let us talk about how it went before the next session.
    rationale: A course that does not help is looked at.
    sources: [house]
    grade: E5
sources:
  house: {cites: Our house rules, level: E5, read: excerpt}
`)}}))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		before int
		want   bool
	}{{4, false}, {7, false}, {8, true}} {
		c := threeSessions()
		c.Report.NRSBefore = answer.Known(tt.before)
		r, err := tr.Triage(screening.Intake{}, c)
		if err != nil {
			t.Fatal(err)
		}
		found := false
		for _, f := range r.Findings {
			found = found || f.Rule == "house.no_better"
		}
		if found != tt.want {
			t.Errorf("from 6 to %d points before a session it is found: %t", tt.before, found)
		}
	}
}

func ExampleTriager_Progress() {
	tr, err := soreness.Shared()
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := tr.Progress(threeSessions())
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range p.Points {
		fmt.Println(x.DaysAgo, x.Before, x.After)
	}
	fmt.Println("soreness", p.Soreness.Change, "pain", p.Pain.Change)
	// Output:
	// 15 6 5
	// 8 5 3
	// 1 4 2
	// soreness -3 pain -2
}

// inPain is a course of a week each, of somebody who comes for pain: before and after each session.
func inPain(numbers ...[2]int) soreness.Course {
	var c soreness.Course
	for i, x := range numbers {
		c.Sessions = append(c.Sessions, soreness.Session{
			DaysAgo: answer.Known(1 + 7*(len(numbers)-1-i)), Violations: []string{},
			Plan:   soreness.SessionPlan{Technique: "relaxing_swedish", Minutes: answer.Known(30)},
			Report: &soreness.Report{NRSBefore: answer.Known(x[0]), NRS: answer.Known(x[1])},
		})
	}
	last := &c.Sessions[len(numbers)-1]
	c.Report, last.Report = *last.Report, nil
	return c
}

// N-D55, N-D57, N-D58: what a course comes to is counted from its sessions. A number that is missing
// counts neither as gain nor as loss.
func TestWhatACourseComesTo(t *testing.T) {
	tr := newTriager(t)
	for _, tt := range []struct {
		name   string
		course soreness.Course
		change func(*soreness.Course)
		want   []string
	}{
		{"seven, seven, seven, seven", inPain([2]int{7, 6}, [2]int{7, 6}, [2]int{7, 6}, [2]int{7, 6}), nil, []string{"soreness.no_gain"}},
		{"seven, five, four", inPain([2]int{7, 4}, [2]int{5, 3}, [2]int{4, 3}), nil, nil},
		{"six without a gain", inPain([2]int{6, 5}, [2]int{6, 5}, [2]int{6, 5}, [2]int{6, 5}, [2]int{6, 5}, [2]int{5, 4}), nil,
			[]string{"soreness.no_gain", "soreness.no_gain_stop"}},
		{"each session eases it for days", inPain([2]int{6, 2}, [2]int{6, 2}, [2]int{6, 2}, [2]int{6, 2}, [2]int{6, 2}, [2]int{6, 2}), nil, nil},
		{"little pain to begin with", inPain([2]int{1, 1}, [2]int{1, 1}, [2]int{1, 1}, [2]int{1, 1}), nil, nil},
		{"the first number is missing", inPain([2]int{7, 6}, [2]int{7, 6}, [2]int{7, 6}, [2]int{7, 6}),
			func(c *soreness.Course) { c.Sessions[0].Report.NRSBefore = answer.Fact[int]{} }, nil},
		{"two, four, six afterwards", inPain([2]int{1, 2}, [2]int{1, 4}, [2]int{1, 6}), nil, []string{"soreness.rising"}},
		{"a third time", inPain([2]int{1, 2}, [2]int{1, 3}, [2]int{1, 4}, [2]int{1, 5}), nil, []string{"soreness.rising", "soreness.rising_on"}},
		{"three, two, three", inPain([2]int{1, 3}, [2]int{1, 2}, [2]int{1, 3}), nil, nil},
		{"a report between is missing", inPain([2]int{1, 2}, [2]int{1, 4}, [2]int{1, 6}),
			func(c *soreness.Course) { c.Sessions[1].Report = nil }, nil},
	} {
		if tt.change != nil {
			tt.change(&tt.course)
		}
		in := wellToday()
		in.Session.Reason = answer.Known(intake.ReasonPain)
		var got []string
		for _, f := range triage(t, tr, in, tt.course).Findings {
			if strings.HasPrefix(f.Rule, "soreness.no_gain") || strings.HasPrefix(f.Rule, "soreness.rising") {
				got = append(got, f.Rule)
			}
		}
		slices.Sort(got)
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// N-D55, N-D57: a first number that no record has is asked for once; told in a report, it counts there
// and afterwards.
func TestTheFirstNumberIsAskedOnce(t *testing.T) {
	tr := newTriager(t)
	in := wellToday()
	in.Session.Reason = answer.Known(intake.ReasonPain)
	fires := func(c soreness.Course, rule string) bool {
		return slices.ContainsFunc(triage(t, tr, in, c).Findings, func(f soreness.Finding) bool { return f.Rule == rule })
	}
	missing := func(n ...[2]int) soreness.Course {
		c := inPain(n...)
		c.Sessions[0].Report.NRSBefore = answer.Fact[int]{}
		return c
	}
	four := [][2]int{{7, 6}, {7, 6}, {7, 6}, {7, 6}}
	c := missing(four...)
	if fires(c, "soreness.no_gain") {
		t.Error("a number that is missing counts")
	}
	c.Report.NRSFirst = answer.Known(7)
	if !fires(c, "soreness.no_gain") {
		t.Error("a first number that is told now does not count")
	}
	c.Report.NRSFirst = answer.Known(9)
	if fires(c, "soreness.no_gain") {
		t.Error("two points less are no gain")
	}
	c.Report.NRSFirst = answer.Known(5)
	if !fires(c, "soreness.grown_pain") {
		t.Error("from 5 to 7 it has not grown")
	}
	later := missing(append(four, [2]int{7, 6})...)
	later.Sessions[3].Report.NRSFirst = answer.Known(7)
	if !fires(later, "soreness.no_gain") {
		t.Error("a first number that an earlier report told is forgotten")
	}
}

// Field-danger 3: what the record and the report say is not asked again; an older session counts for
// as long as a torn artery may ache, and a day that nobody knows is inside.
func TestTheRecordAnswers(t *testing.T) {
	tr := newTriager(t)
	arms := wellToday()
	arms.Cards[intake.CardNervesNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineBothArms}}
	arms.Neuro.Onset, arms.Neuro.AfterMassage = answer.Known(intake.OnsetRecent), answer.No
	for _, tt := range []struct {
		name   string
		days   answer.Fact[int]
		region body.Region
		want   bool
	}{
		{"the neck three weeks ago", answer.Known(21), body.NeckPosterior, true},
		{"the neck at some time", answer.UnsureOf[int](), body.NeckPosterior, true},
		{"the neck six weeks ago", answer.Known(42), body.NeckPosterior, false},
		{"the calf three weeks ago", answer.Known(21), body.Calf, false},
	} {
		c := ordinaryCourse()
		before := c.Sessions[0]
		before.DaysAgo, before.NeckWork = tt.days, answer.NotAsked
		before.Plan.Regions = []body.Region{tt.region}
		c.Sessions = []soreness.Session{before, c.Sessions[0]}
		if got := triage(t, tr, arms, c).Level == soreness.Emergency; got != tt.want {
			t.Errorf("new trouble in both arms, %s: emergency %t", tt.name, got)
		}
	}
	c := ordinaryCourse()
	c.Report.Quality, c.Report.NumbAfterHour = answer.Known(answer.SetOf(soreness.QualityNumb)), answer.Yes
	c.Report.NerveLike = answer.NotAsked
	in := wellToday()
	in.Cards[intake.CardNervesNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineBothLegs}}
	if r := triage(t, tr, in, c); r.Level != soreness.Emergency {
		t.Errorf("numb since the session, and both legs of which nobody asked since when: %s, %v", r.Level, ruleIDs(r.Findings))
	}
	c.Report.HoursSince, c.Sessions[0].DaysAgo = answer.Known(400.0), answer.Known(17)
	if r := triage(t, tr, in, c); slices.ContainsFunc(r.Findings, func(f soreness.Finding) bool { return f.Rule == "soreness.numb_and_more" }) {
		t.Error("after more than two weeks numbness is still since the session")
	}
}
