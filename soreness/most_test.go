package soreness_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/soreness"
)

// daily is a course of so many sessions, one a day.
func daily(n int) soreness.Course {
	var c soreness.Course
	for i := range n {
		c.Sessions = append(c.Sessions, soreness.Session{DaysAgo: answer.Known(n - i), Violations: []string{}})
	}
	return c
}

// A list that is longer than any course can have is refused as a whole, in Go and in JSON.
func TestTooMany(t *testing.T) {
	tr := newTriager(t)
	violations := func(c soreness.Course, n int) soreness.Course {
		c.Sessions[0].Violations = make([]string, n)
		return c
	}
	for _, tt := range []struct {
		name, want string
		course     soreness.Course
	}{
		{"sessions", "sessions: has 401 sessions, at most 400", daily(401)},
		{"very many sessions", "sessions: has 30,000 sessions, at most 400", soreness.Course{Sessions: make([]soreness.Session, 30_000)}},
		{"violations", "sessions[0].violations: has 201 violations, at most 200", violations(daily(1), 201)},
		{"violations of an earlier session", "sessions[0].violations: has 300 violations, at most 200", violations(daily(2), 300)},
		{"very many violations", "sessions[0].violations: has 100,000 violations, at most 200", violations(daily(1), 100_000)},
	} {
		_, err := tr.Triage(screening.Intake{}, tt.course)
		if err == nil {
			t.Errorf("%s: Triage takes it", tt.name)
		} else if diff := cmp.Diff("course."+tt.want, err.Error()); diff != "" {
			t.Errorf("%s: Triage mismatch (-want +got):\n%s", tt.name, diff)
		}
		if _, err := tr.Questions(screening.Intake{}, tt.course); err == nil || err.Error() != "course."+tt.want {
			t.Errorf("%s: Questions: %v", tt.name, err)
		}
		if _, err := tr.DecodeCourse([]byte(text(tt.course))); err == nil || err.Error() != tt.want {
			t.Errorf("%s: DecodeCourse: %v", tt.name, err)
		}
	}
	values := `"tender",` + strings.Repeat(`"stiff",`, 19) + `"stiff"`
	want := "report.quality: has 21 values, at most 20"
	if _, err := tr.DecodeCourse([]byte(`{"sessions": [{"days_ago": 1}], "report": {"quality": [` + values + `]}}`)); err == nil || err.Error() != want {
		t.Errorf("qualities: %v", err)
	}
}

// As many as there may be are taken.
func TestAsManyAsThereMayBe(t *testing.T) {
	tr := newTriager(t)
	c := daily(soreness.MaxSessions)
	if _, err := tr.Triage(screening.Intake{}, c); err != nil {
		t.Error(err)
	}
	if _, err := tr.DecodeCourse([]byte(text(c))); err != nil {
		t.Error(err)
	}
}

// Of very many faults, some are named and the others counted, and no name is shown without an end.
func TestVeryManyFaults(t *testing.T) {
	tr := newTriager(t)
	c := daily(soreness.MaxSessions)
	for i := range c.Sessions {
		c.Sessions[i].Plan.Technique = strings.Repeat("t", 10_000)
		c.Sessions[i].Violations = slices.Repeat([]string{"plan.nothing"}, soreness.MaxViolations)
	}
	_, err := tr.Triage(screening.Intake{}, c)
	if err == nil {
		t.Fatal("Triage takes it")
	}
	lines := strings.Split(err.Error(), "\n")
	if len(lines) != 101 || lines[100] != "and 80,300 more problems" || len(err.Error()) > 30_000 {
		t.Errorf("%d lines, %d bytes, the last %.100q", len(lines), len(err.Error()), lines[len(lines)-1])
	}
}

// What is no word of a list is answered with the nearest, or with what there is.
func TestCourseSaysWhatThereIs(t *testing.T) {
	tr := newTriager(t)
	for _, tt := range []struct{ name, session, report, want string }{
		{"part of a technique", `"plan": {"technique": "swedsh"}`, ``, `sessions[0].plan.technique: unknown technique "swedsh" (did you mean relaxing_swedish?)`},
		{"no technique", `"plan": {"technique": "xyz"}`, ``,
			`sessions[0].plan.technique: unknown technique "xyz"; write relaxing_swedish, classical_therapeutic, structural_focused, tonic, restorative, sports_intensive, deep_tissue, trigger_point and 16 more`},
		{"part of a rule", `"violations": ["plan.spine"]`, ``,
			`sessions[0].violations[0]: unknown plan rule "plan.spine" (did you mean plan.spine_strained, plan.spine_touched, match.stiff_spine, match.stiff_spine_also, match.stiff_spine_strain, match.worn_spine, match.worn_spine_also or match.worn_spine_strain?)`},
		{"rule without its group", `"violations": ["over_cap"]`, ``, `sessions[0].violations[0]: unknown plan rule "over_cap" (did you mean plan.over_cap?)`},
		{"part of a quality", ``, `"quality": ["ache"]`, `report.quality[0]: unknown value of post.quality "ache" (did you mean dull_ache?)`},
		{"no quality", ``, `"quality": ["xyz"]`,
			`report.quality[0]: unknown value of post.quality "xyz"; write none, dull_ache, tender, stiff, tired, heavy, bruised, throbbing and 12 more`},
		{"part of a site", ``, `"site": "muscle"`, `report.site: unknown value of post.site "muscle" (did you mean treated_muscle?)`},
		{"key of a report", ``, `"pain": 3`,
			`report.pain: unknown key "pain" in a report; write also, blister, bruise_cm, bruise_growing, bruise_painful, bruise_place, chest_at_rest, consecutive_sore and 24 more`},
	} {
		session := `"days_ago": 1`
		if tt.session != "" {
			session += ", " + tt.session
		}
		_, err := tr.DecodeCourse([]byte(`{"sessions": [{` + session + `}], "report": {` + tt.report + `}}`))
		if err == nil {
			t.Errorf("%s: it is read", tt.name)
		} else if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}
