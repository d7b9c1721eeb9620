package soreness_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
)

// An answer by name is refused as JSON refuses it, and reaches the field that its question names.
func TestSetByName(t *testing.T) {
	tr := newTriager(t)
	c := soreness.Course{Sessions: []soreness.Session{{DaysAgo: answer.Known(1)}}}
	for _, tt := range []struct {
		fact, want string
		a          answer.Any
	}{
		{"post.nrss", `post.nrss: is no fact of a report or a session (did you mean post.nrs?)`, answer.Number(3)},
		{"post.nrs", `post.nrs: 11 is outside 0 to 10 points`, answer.Number(11)},
		{"post.sudden", `post.sudden: takes yes, no or unsure`, answer.Number(1)},
		{"post.nrs", "", answer.Number(3)},
		{"course.neck_work", "", answer.Of(answer.Yes)},
	} {
		err := tr.Set(&c, tt.fact, tt.a)
		if (err == nil) != (tt.want == "") || err != nil && err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.fact, err, tt.want)
		}
		if got, _ := tr.Get(c, tt.fact); err == nil && !got.Equal(tt.a) {
			t.Errorf("%s is %s", tt.fact, got)
		}
	}
	if c.Report.NRS != answer.Known(3) || c.Sessions[0].NeckWork != answer.Yes {
		t.Errorf("set, it is %+v", c)
	}
	if err := tr.Clear(&c, "post.nrs", "post.nrss"); err == nil || c.Report.NRS != answer.Known(3) {
		t.Errorf("with a name that is none, it is cleared: %+v, %v", c.Report, err)
	}
	if err := tr.Clear(&c, "post.nrs", "course.neck_work"); err != nil || c.Report.NRS.Asked() || c.Sessions[0].NeckWork != answer.NotAsked {
		t.Errorf("cleared, it is %+v, %v", c, err)
	}
	if err := errors.Join(tr.Unsure(&c, "post.nrs"), tr.Set(&c, "course.neck_work", answer.Of(answer.Yes))); err != nil || !c.Report.NRS.Unsure() {
		t.Errorf("unsure, it is %+v, %v", c, err)
	}
	pages, err := tr.Form(screening.Intake{}, c)
	if err != nil {
		t.Fatal(err)
	}
	for fact, path := range map[string]string{
		"post.nrs": "course.report.nrs", "course.neck_work": "course.sessions[0].neck_work",
	} {
		if _, f, ok := form.Find(pages, fact); !ok || f.Path != path || !f.Answered {
			t.Errorf("%s is drawn as %+v", fact, f)
		}
	}
	if a, err := tr.Get(soreness.Course{}, "course.neck_work"); err != nil || a.Asked() {
		t.Errorf("without a session: %s, %v", a, err)
	}
	if _, _, ok := form.Find(pages, "course.intense"); ok {
		t.Error("what follows from the technique is asked")
	}
}

// Every question that is left after a session has a place in JSON, in the intake or in the course.
func TestPaths(t *testing.T) {
	tr := newTriager(t)
	c := soreness.Course{Sessions: []soreness.Session{{DaysAgo: answer.Known(9)}, {DaysAgo: answer.Known(1)}}}
	questions, err := tr.Questions(screening.Intake{}, c)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		if at, in := tr.Path(c, q.Fact), tr.Planner().Screener().Path(q.Fact); (at == "") == (in == "") {
			t.Errorf("%s has the paths %q and %q", q.Fact, at, in)
		}
	}
	for fact, want := range map[string]string{
		"post.nrs": "course.report.nrs", "course.minutes": "course.sessions[1].plan.minutes",
		"course.violations": "course.sessions[1].violations", "client.age": "", "post.nrss": "",
	} {
		if got := tr.Path(c, fact); got != want {
			t.Errorf("%s goes to %q, want %q", fact, got, want)
		}
	}
	if got := tr.Path(soreness.Course{}, "course.phase"); got != "" {
		t.Errorf("without a session a phase goes to %q", got)
	}
}

// What a form of a stale intake says to matter is what the questions ask for.
func TestFormOfAStaleIntake(t *testing.T) {
	tr := newTriager(t)
	in := screening.Intake{Cards: intake.Cards{intake.CardEmergencyNow: {Ticked: []intake.Line{intake.LineChestPain}}}}
	c := soreness.Course{Sessions: []soreness.Session{{DaysAgo: answer.Known(1)}}, AskedAgain: answer.No}
	questions, err := tr.Questions(in, c)
	if err != nil {
		t.Fatal(err)
	}
	pages, err := tr.Form(in, c)
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, q := range questions {
		_, f, drawn := form.Find(pages, q.Fact)
		if !drawn {
			continue
		}
		found++
		if (f.Matters == form.Decides) != q.Decides || f.Matters == form.NoLonger {
			t.Errorf("%s is asked, decides: %t, and the form says %s", q.Fact, q.Decides, f.Matters)
		}
	}
	if found == 0 {
		t.Error("nothing of the form is asked")
	}
}

// Asked until nothing decides, a report settles.
func TestNextSettles(t *testing.T) {
	tr := newTriager(t)
	s := tr.Planner().Screener()
	var in screening.Intake
	c := soreness.Course{
		Sessions:   []soreness.Session{{DaysAgo: answer.Known(1), Plan: soreness.SessionPlan{Technique: "relaxing_swedish"}, Violations: []string{}}},
		AskedAgain: answer.Yes,
	}
	for n := 0; ; n++ {
		x, more, err := tr.Next(in, c, false)
		if err != nil || n > 80 {
			t.Fatalf("after %d: %v", n, err)
		}
		if !more {
			break
		}
		q := x.Questions[0]
		if want := map[bool]string{true: "intake.", false: "course."}[x.Card != "" || s.Path(q.Fact) != ""]; !strings.HasPrefix(x.Path, want) {
			t.Errorf("the answer to %s goes to %q", q.Fact, x.Path)
		}
		a := answer.Of(answer.Unsure)
		switch {
		case x.Card != "":
			err = s.Tick(&in, x.Card)
		case s.Path(q.Fact) != "":
			err = s.Set(&in, q.Fact, a)
		default:
			err = tr.Set(&c, q.Fact, a)
		}
		if err != nil {
			t.Fatalf("%s: %v", q.Fact, err)
		}
	}
	r, err := tr.Triage(in, c)
	if err != nil || !r.Settled() {
		t.Errorf("%s, settled: %t, %v", r.Level, r.Settled(), err)
	}
}
