package soreness_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
)

// eachWeek is a course of a session a week for pain, each with its number of before and its report.
func eachWeek(region body.Region, reports ...soreness.Report) soreness.Course {
	var c soreness.Course
	for i, r := range reports {
		s := soreness.Session{
			DaysAgo: answer.Known(1 + 7*(len(reports)-1-i)), Reason: answer.Known(intake.ReasonPain),
			Plan: soreness.SessionPlan{Technique: "relaxing_swedish", Regions: []body.Region{region}},
		}
		if c.Report = r; i < len(reports)-1 {
			s.Report = &r
		}
		c.Sessions = append(c.Sessions, s)
	}
	return c
}

// said are the rules that hold of a course and begin with a name.
func said(t *testing.T, c soreness.Course, prefix string) []string {
	t.Helper()
	r, err := newTriager(t).Triage(screening.Intake{Session: intake.Session{Reason: answer.Known(intake.ReasonPain)}}, c)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, f := range r.Findings {
		if strings.HasPrefix(f.Rule, prefix) {
			out = append(out, f.Rule)
		}
	}
	return out
}

// N-D58 counts the strongest of each report: 2, 4, 6 rises though each is at 1 by the time it is told.
func TestWorstCounts(t *testing.T) {
	report := func(now, worst int) soreness.Report {
		return soreness.Report{NRS: answer.Known(now), NRSWorst: answer.Known(worst)}
	}
	late := report(1, 6)
	late.NRSWorst, late.NRS72h = answer.Fact[int]{}, answer.Known(6)
	early := report(1, 6)
	early.NRSWorst, early.NRS24h = answer.Fact[int]{}, answer.Known(6)
	for _, tt := range []struct {
		name string
		of   []soreness.Report
		want []string
	}{
		{"2, 4, 6", []soreness.Report{report(1, 2), report(1, 4), report(1, 6)}, []string{"soreness.rising"}},
		{"1, 2, 4, 6", []soreness.Report{report(1, 1), report(1, 2), report(1, 4), report(1, 6)},
			[]string{"soreness.rising_on", "soreness.rising"}},
		{"3, 2, 3", []soreness.Report{report(1, 3), report(1, 2), report(1, 3)}, nil},
		{"the same each time", []soreness.Report{report(1, 3), report(1, 3), report(1, 3)}, nil},
		{"2, 4 and 6 after three days", []soreness.Report{report(1, 2), report(1, 4), late}, []string{"soreness.rising"}},
		{"2, 4 and 6 after a day", []soreness.Report{report(1, 2), report(1, 4), early}, []string{"soreness.rising"}},
		{"one without a number", []soreness.Report{report(1, 2), {}, report(1, 6)}, nil},
	} {
		if diff := cmp.Diff(tt.want, said(t, eachWeek(body.LumbarParaspinal, tt.of...), "soreness.rising")); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

// Field-danger 7: sessions of another course, told apart by reason and region, hide nothing.
func TestCoursesAreToldApart(t *testing.T) {
	before := func(nrs int) soreness.Report {
		return soreness.Report{NRSBefore: answer.Known(nrs), NRS: answer.Known(nrs)}
	}
	back := func() soreness.Course {
		return eachWeek(body.LumbarParaspinal, before(7), before(7), before(7), before(7))
	}
	mixed := func(change func(s *soreness.Session)) soreness.Course {
		c := eachWeek(body.LumbarParaspinal, before(7), before(2), before(7), before(7), before(1), before(7))
		change(&c.Sessions[1])
		change(&c.Sessions[4])
		return c
	}
	first := mixed(func(s *soreness.Session) { s.Plan.Regions = []body.Region{body.Shoulder} })
	first.Sessions = first.Sessions[1:] // the shoulder stands first
	short := back()
	short.Sessions = short.Sessions[1:]
	for _, tt := range []struct {
		name string
		of   soreness.Course
		want bool
	}{
		{"four sessions of the back", back(), true},
		{"three sessions of the back", short, false},
		{"the shoulder between", mixed(func(s *soreness.Session) { s.Plan.Regions = []body.Region{body.Shoulder} }), true},
		{"for another reason between", mixed(func(s *soreness.Session) {
			s.Reason, s.Plan.Regions = answer.Known(intake.ReasonRelaxation), nil
		}), true},
		{"upper back between is of the back", mixed(func(s *soreness.Session) { s.Plan.Regions = []body.Region{body.UpperBack} }), true},
		{"only three of the back", first, false},
	} {
		if got := said(t, tt.of, "soreness.no_gain"); (len(got) > 0) != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
	tr := newTriager(t)
	c := eachWeek(body.LumbarParaspinal, before(7), before(2), before(6))
	c.Sessions[1].Plan.Regions = []body.Region{body.Foot}
	if p, err := tr.Progress(c); err != nil || len(p.Points) != 3 || p.Pain != (soreness.Tendency{Known: true, Change: -1}) {
		t.Errorf("Progress: %+v, %v", p, err)
	}
	c = eachWeek(body.Foot, before(2), before(1))
	c.Sessions[0].Plan.Regions = []body.Region{body.LumbarParaspinal}
	if p, err := tr.Progress(c); err != nil || p.Pain.Known {
		t.Errorf("Progress of one session of the foot: %+v, %v", p, err)
	}
}

// Field-danger 7: what was done to joints at a place that nobody gives counts as work on the neck.
func TestManipulationOfAnUnknownPlace(t *testing.T) {
	tr := newTriager(t)
	for _, tt := range []struct {
		name    string
		session soreness.Session
		want    answer.YesNo
	}{
		{"a thrust somewhere", soreness.Session{Manipulation: answer.Known(soreness.ManipulationThrust)}, answer.Yes},
		{"a thrust on the foot", soreness.Session{Manipulation: answer.Known(soreness.ManipulationThrust),
			Plan: soreness.SessionPlan{Regions: []body.Region{body.Foot}}}, answer.NotAsked},
		{"nothing of the kind", soreness.Session{Manipulation: answer.Known(soreness.ManipulationNone)}, answer.NotAsked},
		{"a thrust, and the neck was left out", soreness.Session{Manipulation: answer.Known(soreness.ManipulationThrust),
			NeckWork: answer.No}, answer.NotAsked},
	} {
		tt.session.DaysAgo = answer.Known(20)
		in := screening.Intake{
			Cards: intake.Cards{intake.CardUnwellNow: {Ticked: []intake.Line{"ill_today"}, Edition: 3}},
			Sx: intake.Sx{
				UnwellWith: answer.Known(answer.SetOf[intake.Unwell]("bad_headache", "vomiting")), HeadacheUsual: answer.No,
			},
		}
		r, err := tr.Triage(in, soreness.Course{Sessions: []soreness.Session{tt.session}})
		if err != nil {
			t.Fatal(err)
		}
		worked := false
		for _, f := range r.Findings {
			worked = worked || f.Rule == "headache.after_neck_work"
		}
		if worked != (tt.want == answer.Yes) {
			t.Errorf("%s: the neck counts as worked on: %v", tt.name, worked)
		}
	}
}

// The worst cannot be below another number of the same report.
func TestWorstIsTheMost(t *testing.T) {
	_, err := newTriager(t).DecodeCourse([]byte(`{"sessions": [{"days_ago": 4}], "report": {"nrs": 2, "nrs_24h": 6, "nrs_worst": 5}}`))
	if err == nil || err.Error() != "report.nrs_worst: is 5, but nrs_24h is 6" {
		t.Errorf("got %v", err)
	}
}

// N-D57 is about visits that follow each other closely, and N-D55 about weeks as well as sessions.
func TestCloseVisitsAndWeeks(t *testing.T) {
	before := func(numbers ...int) []soreness.Report {
		var out []soreness.Report
		for _, n := range numbers {
			out = append(out, soreness.Report{NRSBefore: answer.Known(n), NRS: answer.Known(n)})
		}
		return out
	}
	spread := func(days int, reports []soreness.Report) soreness.Course {
		c := eachWeek(body.Shoulder, reports...)
		for i := range c.Sessions {
			c.Sessions[i].DaysAgo = answer.Known(1 + days*(len(c.Sessions)-1-i))
		}
		return c
	}
	someday := spread(21, before(4, 5, 6))
	for i := range someday.Sessions {
		someday.Sessions[i].DaysAgo, someday.Sessions[i].Ago = answer.Fact[int]{}, soreness.AgoWeeks
	}
	for _, tt := range []struct {
		name, prefix string
		course       soreness.Course
		want         []string
	}{
		{"grown over weekly visits", "soreness.grown_pain", spread(7, before(4, 5, 6)), []string{"soreness.grown_pain"}},
		{"grown over visits of two weeks", "soreness.grown_pain", spread(14, before(4, 6)), []string{"soreness.grown_pain"}},
		{"grown over visits of fifteen days", "soreness.grown_pain", spread(15, before(4, 5, 6)), nil},
		{"grown, and nobody knows the days", "soreness.grown_pain", someday, []string{"soreness.grown_pain"}},
		{"three visits in eight weeks", "soreness.no_gain", spread(28, before(7, 7, 7)), []string{"soreness.no_gain_stop"}},
		{"three visits in five weeks", "soreness.no_gain", spread(20, before(7, 7, 7)), nil},
		{"two visits in six weeks", "soreness.no_gain", spread(42, before(7, 7)), nil},
		{"three visits in eight weeks that help", "soreness.no_gain", spread(28, before(7, 5, 4)), nil},
	} {
		if diff := cmp.Diff(tt.want, said(t, tt.course, tt.prefix)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
