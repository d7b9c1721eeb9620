package soreness_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// visited is a visit of somebody well for the given regions, screened.
func visited(t *testing.T, tr *soreness.Triager, regions ...body.Region) technique.Visit {
	t.Helper()
	in := wellToday()
	in.Regions = regions
	d, err := tr.Planner().Screener().Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	return technique.Visit{Intake: in, Decision: d, Presentation: technique.Found(),
		History: technique.History{Novice: answer.No, HoursSinceLast: answer.Known(90.0), LastSore: answer.No}}
}

func planned() technique.Plan {
	return technique.Plan{
		Technique: "relaxing_swedish", Minutes: answer.Known(40), Position: answer.Known(technique.Prone),
		Therapist: answer.Known(technique.Qualified), Warned: answer.No,
		Strokes: []technique.Step{
			{Stroke: "petrissage_slow", Regions: []body.Region{body.LumbarParaspinal}, Pressure: answer.Known(3), Minutes: answer.Known(20)},
			{Stroke: "effleurage_light", Regions: []body.Region{body.NeckPosterior, body.LumbarParaspinal}, Pressure: answer.Known(2)},
		},
	}
}

var quiet = technique.During{AttackOnset: answer.No, PainDuring: answer.Known(1), AskedToStop: answer.No, Signs: answer.Known(answer.SetOf(technique.SignNone))}

// A checked plan fills in the whole record, and nothing else is asked of it the next day.
func TestPerformed(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	v := visited(t, tr, body.NeckPosterior, body.LumbarParaspinal)
	s, err := tr.Performed(v, planned(), quiet)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"days_ago":0,"answers":"` + v.Decision.Answers + `","disposition":"proceed","phase":"none","attack_onset":"no","pain_during":1,` +
		`"given_by":"qualified","manipulation":"none","warned":"no","novice":"no",` +
		`"plan":{"technique":"relaxing_swedish","minutes":40,"regions":["neck_posterior","lumbar_paraspinal"],` +
		`"strokes":["petrissage_slow","effleurage_light"],"pressure":3,"position":"prone"},"violations":[],"signs":[]}`
	data, err := json.Marshal(s)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Errorf("Performed() mismatch (-want +got):\n%s", diff)
	}
	c, err := tr.DecodeCourse([]byte(`{"sessions":[` + string(data) + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(soreness.Course{Sessions: []soreness.Session{s}}, c); diff != "" {
		t.Errorf("read back (-want +got):\n%s", diff)
	}
	c.AskedAgain = answer.Yes
	for range 30 {
		x, more, err := tr.Next(wellToday(), c, false)
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		fact := x.Questions[0].Fact
		if strings.HasPrefix(fact, "course.") {
			t.Errorf("%s is asked of a record that is complete", fact)
			break
		}
		if err := tr.Set(&c, fact, answer.Of(answer.Unsure)); err != nil {
			t.Fatal(err)
		}
	}
}

// What a plan breaks and what came up stands in the record.
func TestPerformedAgainstTheRules(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	in := wellToday()
	v := technique.Visit{Intake: in, Presentation: technique.Found()}
	s, err := tr.Performed(v, technique.Plan{Technique: "thai"}, technique.During{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"plan.not_screened"}, s.Violations); diff != "" || s.Disposition != answer.Known(soreness.NotScreened) || s.Signs != nil {
		t.Errorf("not screened: %+v\n%s", s, diff)
	}
	v = visited(t, tr, body.LumbarParaspinal)
	d := quiet
	d.Signs = answer.Known(answer.SetOf[technique.Sign]("numb"))
	plan := planned()
	plan.Strokes = []technique.Step{{Stroke: "petrissage_slow", Regions: []body.Region{body.LumbarParaspinal}}}
	if s, err = tr.Performed(v, plan, d); err != nil {
		t.Fatal(err)
	}
	if s.Plan.Pressure.Asked() || len(s.Signs) != 1 || s.Signs[0] != "numb" {
		t.Errorf("pressure %v, signs %v", s.Plan.Pressure, s.Signs)
	}
	if _, err = tr.Performed(v, technique.Plan{Technique: "tai"}, quiet); err == nil {
		t.Error("an unknown technique is recorded")
	}
	if _, err = tr.Performed(v, plan, technique.During{PainDuring: answer.Known(12)}); err == nil {
		t.Error("a pain of 12 is recorded")
	}
}

// Where hands went says whether the neck was worked on; whoever says it otherwise is believed.
func TestRegionsTellOfTheNeck(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	for _, tt := range []struct {
		name    string
		told    answer.YesNo
		regions []body.Region
		want    bool // the neck rule holds
	}{
		{"neck", answer.NotAsked, []body.Region{body.NeckPosterior}, true},
		{"a group", answer.NotAsked, []body.Region{body.Neck, body.Calf}, true},
		{"back", answer.NotAsked, []body.Region{body.LumbarParaspinal}, false},
		{"told", answer.Yes, []body.Region{body.LumbarParaspinal}, true},
	} {
		c := ordinaryCourse()
		s := &c.Sessions[0]
		s.NeckWork, s.Plan.Regions = tt.told, tt.regions
		c.Report.NRS, c.Report.Site = answer.Known(8), answer.Known(answer.SetOf(soreness.SiteNeck))
		r := triage(t, tr, wellToday(), c)
		holds := false
		for _, f := range r.Findings {
			holds = holds || f.Rule == "soreness.neck_after_work"
		}
		if holds != tt.want {
			t.Errorf("%s: soreness.neck_after_work holds: %t", tt.name, holds)
		}
	}
}

// An unknown day is inside of every window that asks for care and outside of those that calm: it
// leaves open whether a course began anew, and with it the counts.
func TestUnknownDay(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	course := func(first string) (soreness.Course, error) {
		return tr.DecodeCourse([]byte(`{"sessions":[{"days_ago":` + first + `,"violations":[],"plan":{"technique":"relaxing_swedish"},` +
			`"report":{"hours_since":24,"nrs":3,"site":["treated_muscle"]}},{"days_ago":1,"violations":[],"plan":{"technique":"relaxing_swedish"}}],` +
			`"report":{"hours_since":20,"nrs":3,"site":["treated_muscle"],"nerve_like":"no"}}`))
	}
	for _, tt := range []struct{ days, row string }{ // the sore sessions in a row
		{"8", "2"}, {`"days"`, "2"}, {`"unsure"`, "1 to 2"}, {`"longer"`, "1 to 2"}, {"100", "1"},
	} {
		c, err := course(tt.days)
		if err != nil {
			t.Errorf("%s: %v", tt.days, err)
			continue
		}
		data, err := json.Marshal(c)
		if err != nil || !strings.Contains(string(data), `"days_ago":`+tt.days) {
			t.Errorf("%s is written as %s, %v", tt.days, data, err)
		}
		c.Report.ConsecutiveSore = answer.Known(0)
		_, err = tr.Triage(wellToday(), c)
		if want := "course.report.consecutive_sore: is 0, but the sessions tell of " + tt.row; err == nil || err.Error() != want {
			t.Errorf("%s: %v", tt.days, err)
		}
	}
	for days, want := range map[string]string{
		`"yesterda"`: `sessions[0].days_ago: unknown number of days or about when "yesterda" (did you mean yesterday?)`,
	} {
		if _, err := course(days); err == nil || err.Error() != want {
			t.Errorf("%s: %v", days, err)
		}
	}
	c := ordinaryCourse()
	c.Sessions[0].Ago = soreness.AgoDays
	_, err := tr.Triage(screening.Intake{}, c)
	if want := "course.sessions[0].days_ago: is given as a number and as days; one of them"; err == nil || err.Error() != want {
		t.Errorf("both: %v", err)
	}
}

// Of a plan that was never whole nobody knows which rules it broke, nor where hands went: the record
// says no to nothing, and neither does somebody who cannot tell how well the therapist was trained.
func TestPerformedOfAPlanThatIsNotWhole(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	v := visited(t, tr, body.NeckPosterior, body.LumbarParaspinal)
	s, err := tr.Performed(v, technique.Plan{}, technique.During{})
	if err != nil {
		t.Fatal(err)
	}
	if s.Violations != nil || s.Plan.Regions != nil || s.NeckWork != answer.NotAsked {
		t.Errorf("nothing was planned: %+v", s)
	}
	plan := planned()
	plan.Strokes = []technique.Step{plan.Strokes[0], {Stroke: "petrissage_slow", Pressure: answer.Known(2)}}
	if s, err = tr.Performed(v, plan, quiet); err != nil {
		t.Fatal(err)
	}
	if s.Violations != nil || s.Plan.Regions != nil {
		t.Errorf("a step without a place: violations %v, regions %v", s.Violations, s.Plan.Regions)
	}
	course := soreness.Course{Sessions: []soreness.Session{s}, AskedAgain: answer.Yes, Report: soreness.Report{
		HoursSince: answer.Known(20.0), NRS: answer.Known(8), Site: answer.Known(answer.SetOf[soreness.Site]("neck")),
	}}
	qs, err := tr.Questions(wellToday(), course)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(qs, func(q screening.Question) bool { return q.Fact == "course.neck_work" }) {
		t.Error("whether the neck was worked on is not asked, and nobody knows")
	}
	plan.Strokes[0].Regions = []body.Region{body.NeckPosterior}
	if s, err = tr.Performed(v, plan, quiet); err != nil || s.NeckWork != answer.Yes {
		t.Errorf("the neck was worked on: %+v, %v", s, err)
	}
}

// How a session stood is how the decision stood at the gravest place of those where hands went, also
// where the session as a whole was milder or something else was still open.
func TestPerformedWhereHandsWent(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	region := func(r body.Region, x screening.Disposition) screening.RegionDecision {
		return screening.RegionDecision{Region: r, Disposition: x, Floor: x, Ceiling: x}
	}
	for _, tt := range []struct {
		session, back, calf screening.Disposition
		at                  []body.Region // nil for a step without a place
		want                answer.Fact[soreness.Disposition]
	}{
		{screening.Adapt, screening.Withhold, screening.Adapt, []body.Region{body.LumbarParaspinal}, answer.Known(soreness.Withhold)},
		{screening.Adapt, screening.Withhold, screening.Adapt, []body.Region{body.Calf}, answer.Known(soreness.Adapt)},
		{screening.Refer, screening.Withhold, screening.Refer, []body.Region{body.LumbarParaspinal}, answer.Known(soreness.Withhold)},
		{screening.Clarify, screening.Defer, screening.Clarify, []body.Region{body.LumbarParaspinal, body.Calf}, answer.Known(soreness.Defer)},
		{screening.Clarify, screening.Clarify, screening.Adapt, []body.Region{body.Calf}, answer.Known(soreness.NotScreened)},
		{screening.Adapt, screening.Withhold, screening.Adapt, nil, answer.Fact[soreness.Disposition]{}},
		{screening.Adapt, screening.Adapt, screening.Proceed, nil, answer.Known(soreness.Adapt)},
	} {
		v := visited(t, tr, body.LumbarParaspinal, body.Calf)
		v.Decision.Disposition, v.Decision.Floor, v.Decision.Ceiling = tt.session, tt.session, tt.session
		v.Decision.Regions = []screening.RegionDecision{region(body.LumbarParaspinal, tt.back), region(body.Calf, tt.calf)}
		plan := technique.Plan{Strokes: []technique.Step{{Stroke: "effleurage_light", Regions: tt.at}}}
		s, err := tr.Performed(v, plan, quiet)
		if err != nil {
			t.Fatal(err)
		}
		if s.Disposition != tt.want {
			t.Errorf("session %v, back %v, calf %v, hands at %v: %v, want %v", tt.session, tt.back, tt.calf, tt.at, s.Disposition, tt.want)
		}
	}
}

// The oldest session stands first, also where only one of two days is known, or neither.
func TestSessionsStandInTheirOrder(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	for _, tt := range []struct {
		first, then string
		ok          bool
	}{
		{`"longer"`, `"today"`, true}, {`"weeks"`, `7`, true}, {`"unsure"`, `"longer"`, true}, {`"days"`, `"weeks"`, true},
		{`"today"`, `"longer"`, false}, {`1`, `"weeks"`, false}, {`"yesterday"`, `2`, false},
	} {
		c, err := tr.DecodeCourse([]byte(`{"sessions": [{"days_ago": ` + tt.first + `}, {"days_ago": ` + tt.then + `}]}`))
		if (err == nil) != tt.ok || err != nil && !strings.Contains(err.Error(), "sessions[1].days_ago: is before the session before") {
			t.Errorf("%s and then %s: %v, %d sessions", tt.first, tt.then, err, len(c.Sessions))
		}
	}
}

// N-D04: work on the neck counts of any session within five weeks, and not of the last alone.
func TestNeckWorkOfEarlierSessions(t *testing.T) {
	tr := newTriager(t)
	session := func(days int, regions ...body.Region) soreness.Session {
		return soreness.Session{DaysAgo: answer.Known(days), Plan: soreness.SessionPlan{Regions: regions}}
	}
	told := session(1)
	told.NeckWork = answer.No
	someday := session(0, body.Neck)
	someday.DaysAgo = answer.UnsureOf[int]()
	for _, tt := range []struct {
		name     string
		sessions []soreness.Session
		holds    bool
		asked    bool
	}{
		{"the last", []soreness.Session{session(1, body.Neck)}, true, false},
		{"one of five weeks ago", []soreness.Session{session(35, body.Neck), session(1, body.Calf)}, true, false},
		{"one of longer ago", []soreness.Session{session(36, body.Neck), session(1, body.Calf)}, false, false},
		{"one of which nobody knows the day", []soreness.Session{someday, session(1, body.Calf)}, true, false},
		{"none", []soreness.Session{session(8, body.Calf), session(1, body.Calf)}, false, false},
		{"nobody knows where one went", []soreness.Session{session(8), session(1, body.Calf)}, false, true},
		{"nobody knows where one of longer ago went", []soreness.Session{session(36), session(1, body.Calf)}, false, false},
		{"nobody knows where one went, and it was asked", []soreness.Session{session(8), told}, false, false},
		{"one did, and the last is said not to", []soreness.Session{session(8, body.Neck), told}, true, false},
	} {
		c := soreness.Course{Sessions: tt.sessions, Report: ordinaryCourse().Report, AskedAgain: answer.Yes}
		c.Report.Also = answer.Known(answer.SetOf(soreness.AlsoDizzyLasting))
		r := triage(t, tr, wellToday(), c)
		holds := slices.ContainsFunc(r.Findings, func(f soreness.Finding) bool { return f.Rule == "soreness.unsteady" })
		questions, err := tr.Questions(wellToday(), c)
		asked := slices.ContainsFunc(questions, func(q screening.Question) bool { return q.Fact == "course.neck_work" })
		if err != nil || holds != tt.holds || asked != tt.asked {
			t.Errorf("%s: holds %v, asked %v, %v", tt.name, holds, asked, err)
		}
	}
}
