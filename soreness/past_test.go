package soreness_test

import (
	"encoding/json"
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
	return technique.Visit{Intake: in, Decision: d, Presentation: technique.Found(), History: technique.History{Novice: answer.No}}
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
	want := `{"days_ago":0,"answers":"` + v.Decision.Answers + `","disposition":"proceed","attack_onset":"no","pain_during":1,` +
		`"given_by":"qualified","warned":"no","novice":"no",` +
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
