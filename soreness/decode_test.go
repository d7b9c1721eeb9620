package soreness_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
)

func problems(err error) []string {
	if err == nil {
		return nil
	}
	return strings.Split(err.Error(), "\n")
}

func TestDecodeCourseReportsEverything(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	for _, test := range []struct {
		name, course string
		want         []string
	}{
		{"nothing", `{}`, []string{`a course needs "sessions"`}},
		{"no course", `[]`, []string{`a course must be an object, found a list`}},
		{"no session", `{"sessions": []}`, []string{"sessions: is an empty list; a report is about the last session"}},
		{"no day", `{"sessions": [{"warned": "yes"}]}`, []string{`sessions[0]: a session needs "days_ago"`}},
		{"a day to come", `{"sessions": [{"days_ago": -2}, {"days_ago": 4000}]}`, []string{
			"sessions[0].days_ago: -2 days ago lies ahead", "sessions[1].days_ago: 4000 is outside 0 to 3650 days"}},
		{"sessions out of order", `{"sessions": [{"days_ago": 3}, {"days_ago": 9}, {"days_ago": 9}]}`, []string{
			"sessions[1].days_ago: is 9, but that of the session before is 3; the oldest stands first"}},
		{"reports before their sessions", `{"sessions": [{"days_ago": 5, "report": {"hours_since": 145}}, {"days_ago": 1}], "report": {"hours_since": -3}}`, []string{
			"sessions[0].report.hours_since: is 145, but days_ago is 5: the report lies ahead",
			"report.hours_since: -3 is outside 0 to 2000 hours"}},
		{"a report before the discomfort", `{"sessions": [{"days_ago": 1}], "report": {"hours_since": 20, "onset_hours": 21}}`, []string{
			"report.onset_hours: is 21, but the report is 20 hours after the session"}},
		{"longer than the session is past", `{"sessions": [{"days_ago": 1}], "report": {"hours_since": 20, "duration_hours": 20.5}}`, []string{
			"report.duration_hours: is 20.5, but the report is 20 hours after the session"}},
		{"names that nobody knows", `{"sesions": [], "sessions": [{"days_ago": 1, "disposition": "adopt", "phase": "remision", "plan": {"technique": "tai", "minuts": 3},
			"violations": ["plan.over_capp", "over_cap"], "warnd": "yes"}], "report": {"quality": ["dull_ach", "shooting"], "site": "head_ache", "trend": "worser"}}`, []string{
			`report.quality[0]: unknown value of post.quality "dull_ach" (did you mean dull_ache?)`,
			`report.site: unknown value of post.site "head_ache" (did you mean head?)`,
			`report.trend: unknown value of post.trend "worser" (did you mean worse?)`,
			`sesions: unknown key "sesions" in a course (did you mean sessions?)`,
			`sessions[0].disposition: unknown value of course.disposition "adopt" (did you mean adapt?)`,
			`sessions[0].phase: unknown value of course.phase "remision" (did you mean remission?)`,
			`sessions[0].plan.minuts: unknown key "minuts" in the plan of a session (did you mean minutes?)`,
			`sessions[0].plan.technique: unknown technique "tai" (did you mean thai?)`,
			`sessions[0].violations[0]: unknown plan rule "plan.over_capp" (did you mean plan.over_cap?)`,
			`sessions[0].violations[1]: unknown plan rule "over_cap" (did you mean plan.over_cap?)`,
			`sessions[0].warnd: unknown key "warnd" in a session (did you mean warned?)`}},
		{"answers of another kind", `{"sessions": [{"days_ago": "1", "violations": "unsure", "warned": true}], "report": {"nrs": 3.5, "quality": [], "bruise_cm": 61}}`, []string{
			`report.bruise_cm: 61 is outside 0 to 60 cm`,
			`report.nrs: an answer must be a whole number, found the number 3.5`,
			`report.quality: is an empty list; write ["none"]`,
			`sessions[0].days_ago: the number of days must be a whole number, found "1"; write it without quotes`,
			`sessions[0].violations: violations must be a list, found "unsure"`,
			`sessions[0].warned: true is not an answer; write "yes"`}},
		{"answers that contradict each other", `{"sessions": [{"days_ago": 8, "plan": {"technique": "thai"}, "report": {"consecutive_sore": 1}},
			{"days_ago": 1, "plan": {"technique": "thai"}, "novice": "yes", "violations": ["plan.over_cap", "plan.over_cap"], "report": {}}],
			"report": {"nrs": 4, "nrs_before": 2, "worse_than_before": "no", "quality": ["none"], "site": ["none", "calf"], "consecutive_sore": 3}}`, []string{
			`report.consecutive_sore: is 3, but the sessions tell of 1 to 2`,
			`report.quality: is none, which says that there is no discomfort, but nrs is 4`,
			`report.site: holds none beside other values`,
			`report.site: is none, which says that there is no discomfort, but there is some`,
			`report.worse_than_before: is no, but nrs and nrs_before say yes`,
			`sessions[0].report.consecutive_sore: is for the report about the last session`,
			`sessions[1].novice: is yes, but thai was given before in this course`,
			`sessions[1].report: is the report about the last session, which stands beside the sessions`,
			`sessions[1].violations[1]: plan.over_cap stands there twice`}},
		{"reports of another time", `{"sessions": [{"days_ago": 37, "report": {"hours_since": 193, "nrs": 2}}, {"days_ago": 30, "attack_onset": "no", "violations": ["plan.stop_attack"]}],
			"report": {"hours_since": 20, "nrs": 2}}`, []string{
			`report.hours_since: is 20, but days_ago is 30: the report is not of today`,
			`sessions[0].report.hours_since: is 193, but the next session followed after 7 days`,
			`sessions[1].attack_onset: is no, but plan.stop_attack stands among the violations`}},
		{"a detail of nothing", `{"sessions": [{"days_ago": 1}], "report": {"nrs": 2, "quality": ["stiff"], "numb_after_hour": "yes", "bruise_cm": 0, "cupping_marks": "yes"}}`, []string{
			`report.cupping_marks: is yes, but only means something if post.bruise_cm > 0`,
			`report.numb_after_hour: is yes, but only means something if numb in post.quality || pins_needles in post.quality`}},
		{"a fact of nobody's", `{"sessions": [{"days_ago": 1}], "own": {"house.sauna": "yes"}}`, []string{
			`own["house.sauna"]: unknown key "house.sauna" in the clinic's own facts; there are none`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := tr.DecodeCourse([]byte(test.course))
			var all *document.Error
			if !errors.As(err, &all) {
				t.Fatalf("%v is no *document.Error", err)
			}
			if diff := cmp.Diff(sorted(test.want), sorted(problems(err))); diff != "" {
				t.Errorf("DecodeCourse() mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// What is made in Go is checked like what is read, and every path begins with course.
func TestTriageRefusesWhatDecodeRefuses(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	in := wellToday()
	in.Disc.Direction = answer.Known(intake.DirectionCentral)
	in.Cards["back"] = intake.CardAnswer{}
	c := weekly(2)
	c.Sessions[0].Plan.Technique, c.Sessions[0].Disposition = "tai", answer.Known(soreness.Disposition("adopt"))
	c.Sessions[1].Phase, c.Sessions[1].Warned, c.Sessions[1].Plan.Minutes = answer.Known(intake.Phase("moody")), 9, answer.Known(0)
	c.Sessions[1].Violations = []string{"plan.spine"}
	c.Report.Quality = answer.Known(answer.SetOf(soreness.Quality("dull"), soreness.QualityStiff))
	c.Report.Site, c.Report.NRS = answer.Known(answer.Set[soreness.Site]{}), answer.Known(11)
	want := []string{
		"cards.back: unknown card",
		"course.report.nrs: 11 is outside 0 to 10 points",
		`course.report.quality: "dull" is not one of its values`,
		"course.report.site: is an empty list; write none",
		`course.sessions[0].disposition: "adopt" is not one of its values (did you mean adapt?)`,
		"course.sessions[0].plan.technique: unknown technique \"tai\" (did you mean thai?)",
		`course.sessions[1].phase: "moody" is not one of its values`,
		"course.sessions[1].plan.minutes: 0 is outside 1 to 240 minutes",
		"course.sessions[1].violations[0]: unknown plan rule \"plan.spine\" (did you mean plan.spine_strained, plan.spine_touched, match.stiff_spine, match.stiff_spine_also, match.stiff_spine_strain, match.worn_spine, match.worn_spine_also or match.worn_spine_strain?)",
		"course.sessions[1].warned: is neither not asked, unsure, no nor yes",
	}
	_, err := tr.Triage(in, c)
	if diff := cmp.Diff(want, problems(err)); diff != "" {
		t.Errorf("Triage() mismatch (-want +got):\n%s", diff)
	}
	_, qerr := tr.Questions(in, c)
	if diff := cmp.Diff(problems(err), problems(qerr)); diff != "" {
		t.Errorf("Questions() mismatch (-want +got):\n%s", diff)
	}
	in, c = wellToday(), ordinaryCourse()
	in.Disc.Direction = answer.Known(intake.DirectionCentral)
	c.Report.BruisePainful = answer.Yes
	c.Own = answer.Own{"house.sauna": answer.Of(answer.Yes)}
	want = []string{
		`course.own["house.sauna"]: is no fact of the clinic's own rule files`,
		"course.report.bruise_painful: is yes, but only means something if post.bruise_cm > 0",
		"disc.direction: is central, but only means something if disc.present",
	}
	_, err = tr.Triage(in, c)
	if diff := cmp.Diff(want, problems(err)); diff != "" {
		t.Errorf("Triage() mismatch (-want +got):\n%s", diff)
	}
	if _, err = tr.Triage(in, soreness.Course{}); !strings.Contains(err.Error(), "course.sessions: there is no session") {
		t.Error(err)
	}
	if _, err = tr.Triage(in, soreness.Course{Sessions: []soreness.Session{{}}}); !strings.Contains(err.Error(), "course.sessions[0].days_ago: is missing") {
		t.Error(err)
	}
}

// Reading what was written gives the same course, and writing it the same bytes.
func TestCourseRoundTrip(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	for seed := range uint64(draws.Of(t, 2000)) {
		roundTrip(t, tr, drawCourse(seed))
	}
}

func roundTrip(t *testing.T, tr *soreness.Triager, c soreness.Course) {
	t.Helper()
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	back, err := tr.DecodeCourse(data)
	if err != nil {
		t.Fatalf("%v; of %s", err, data)
	}
	if diff := cmp.Diff(c, back); diff != "" {
		t.Fatalf("DecodeCourse(%s) mismatch (-want +got):\n%s", data, diff)
	}
	again, err := json.Marshal(back)
	if err != nil || string(again) != string(data) {
		t.Fatalf("%s became %s: %v", data, again, err)
	}
}

func TestEncodingJSONDoesNotReadACourse(t *testing.T) {
	t.Parallel()
	var c soreness.Course
	if err := json.Unmarshal([]byte(`{}`), &c); err == nil {
		t.Error("a course was read without a triager")
	}
	c = ordinaryCourse()
	c.Report.Site = answer.Known(answer.Set[soreness.Site]{})
	if data, err := json.Marshal(c); err == nil {
		t.Errorf("an empty set is written: %s", data)
	}
}

func TestSetJSON(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ text, want string }{
		{`["stiff", "tender"]`, ""},
		{`[]`, "an empty list answers nothing: name the values, or none where the list has it"},
		{`["unsure"]`, `"unsure" is no value`},
		{`["stiff", "stiff"]`, "stiff stands twice"},
		{`["none", "stiff"]`, "none stands beside another value"},
	} {
		var s answer.Set[soreness.Quality]
		err := json.Unmarshal([]byte(test.text), &s)
		if test.want == "" {
			data, err2 := json.Marshal(s)
			if err != nil || err2 != nil || string(data) != `["stiff","tender"]` {
				t.Errorf("%s becomes %s: %v, %v", test.text, data, err, err2)
			}
		} else if err == nil || err.Error() != test.want {
			t.Errorf("%s: %v, want %s", test.text, err, test.want)
		}
	}
	if data, err := json.Marshal(answer.Set[soreness.Quality]{}); err == nil {
		t.Errorf("%s is written", data)
	}
}

func sorted(lines []string) []string { return slices.Sorted(slices.Values(lines)) }

// Writing does not build the tables of all facts anew.
func TestMarshalReportBuildsNoTables(t *testing.T) {
	s := soreness.Session{NeckWork: answer.Yes, Report: &soreness.Report{NRS: answer.Known(3)}}
	text(s)
	if n := testing.AllocsPerRun(10, func() { text(s) }); n > 100 {
		t.Errorf("%.0f allocations for two facts", n)
	}
}
