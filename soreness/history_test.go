package soreness_test

import (
	"slices"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/soreness"
)

// What the sessions tell of the row of sore ones, seen through the rule that reads it.
func TestHistory(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	const row = "course.consecutive_sore"
	for _, test := range []struct {
		name   string
		change func(*soreness.Course)
		want   string // the count that was found; empty is not known
	}{
		{"four in a row", func(*soreness.Course) {}, "4"},
		{"the second was fine", func(c *soreness.Course) { c.Sessions[1].Report = &soreness.Report{NRS: answer.Known(0)} }, "2"},
		{"nothing is known of the second", func(c *soreness.Course) { c.Sessions[1].Report = nil }, ""},
		{"nothing is known of the second, but the third was fine", func(c *soreness.Course) {
			c.Sessions[1].Report = nil
			c.Sessions[2].Report = &soreness.Report{NRS: answer.Known(0)}
		}, "1"},
		{"the record leaves it open and the client remembers", func(c *soreness.Course) {
			c.Sessions[1].Report = nil
			c.Report.ConsecutiveSore = answer.Known(3)
		}, "3"},
		{"less than the time before", func(c *soreness.Course) {
			c.Sessions[2].Report.NRS = answer.Known(5)
		}, "1"},
		{"more than the time before", func(c *soreness.Course) {
			c.Sessions[2].Report.NRS = answer.Known(2)
		}, "2"},
		{"another area", func(c *soreness.Course) {
			c.Sessions[2].Report.Site = answer.Known(answer.SetOf(soreness.SiteLimb))
		}, "1"},
		{"a long gap before the last two", func(c *soreness.Course) {
			c.Sessions[0].DaysAgo, c.Sessions[1].DaysAgo = answer.Known(90), answer.Known(80)
		}, "2"},
		{"weeks of less activity before the third", func(c *soreness.Course) { c.Sessions[2].BreakWeeks = answer.Known(8) }, "2"},
		{"not sure of weeks of less activity before the third", func(c *soreness.Course) { c.Sessions[2].BreakWeeks = answer.UnsureOf[int]() }, ""},
		{"a more intense technique since the third", func(c *soreness.Course) {
			c.Sessions[2].Plan.Technique, c.Sessions[3].Plan.Technique = "deep_tissue", "deep_tissue"
		}, "2"},
		{"a milder technique since the third", func(c *soreness.Course) {
			c.Sessions[2].Plan.Technique, c.Sessions[3].Plan.Technique = "compress_hold", "compress_hold"
		}, "4"},
		{"the technique of the second is not known", func(c *soreness.Course) { c.Sessions[1].Plan.Technique = "" }, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := weekly(4)
			test.change(&c)
			r := triage(t, tr, wellToday(), c)
			got := ""
			for _, f := range r.Findings {
				for _, e := range f.Facts {
					if e.Fact == row {
						got = e.Answer
					}
				}
			}
			qs, err := tr.Questions(wellToday(), c)
			if err != nil {
				t.Fatal(err)
			}
			open := slices.ContainsFunc(qs, func(q screening.Question) bool { return q.Fact == row })
			if open != (test.want == "") {
				t.Errorf("asked: %t, want the count %q", open, test.want)
			}
			if got != "" && got != test.want {
				t.Errorf("the count is %s, want %s", got, test.want)
			}
			levels := map[string]soreness.Level{
				"": soreness.Clarify, "1": soreness.Expected, "2": soreness.Expected, "3": soreness.Adjust, "4": soreness.SeeClinician,
			}
			if r.Level != levels[test.want] {
				t.Errorf("%s, want %s; findings %v", r.Level, levels[test.want], ruleIDs(r.Findings))
			}
		})
	}
}

// What the record proves counts where it leaves the number open, and nothing is
// asked that changes nothing.
func TestHistoryProves(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	older := func(c soreness.Course) soreness.Course {
		s := c.Sessions[0]
		days, _ := s.DaysAgo.Value()
		s.DaysAgo, s.Report = answer.Known(days+7), nil
		c.Sessions = append([]soreness.Session{s}, c.Sessions...)
		return c
	}
	unsure := func(c soreness.Course) soreness.Course {
		c.Report.ConsecutiveSore = answer.UnsureOf[int]()
		return c
	}
	stop := soreness.WithOverlay(files("triage/house.yaml", "changes:\n  - {parameter: sore_stop, value: 5, reason: we look at it ourselves}\n"))
	for _, test := range []struct {
		name                  string
		course                soreness.Course
		options               []soreness.Option
		level, floor, ceiling soreness.Level
		settled, asked        bool
	}{
		{name: "four, and one before that nobody asked about", course: older(weekly(4)),
			level: soreness.SeeClinician, floor: soreness.SeeClinician, ceiling: soreness.SeeClinician, settled: true},
		{name: "the same, and the client is not sure", course: unsure(older(weekly(4))),
			level: soreness.SeeClinician, floor: soreness.SeeClinician, ceiling: soreness.SeeClinician, settled: true},
		{name: "three, and one before", course: older(weekly(3)), level: soreness.Clarify, floor: soreness.Adjust, ceiling: soreness.SeeClinician, asked: true},
		{name: "three and one before, not sure", course: unsure(older(weekly(3))), level: soreness.Adjust, floor: soreness.Adjust, ceiling: soreness.Adjust, settled: true},
		{name: "one, and one before", course: older(weekly(1)), level: soreness.Expected, floor: soreness.Expected, ceiling: soreness.Expected, settled: true},
		{name: "a clinic that stops at five", course: older(weekly(4)), options: []soreness.Option{stop, soreness.WithLoosening()},
			level: soreness.Clarify, floor: soreness.Adjust, ceiling: soreness.SeeClinician, asked: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			tr := tr
			if test.options != nil {
				tr = newTriager(t, test.options...)
			}
			r := triage(t, tr, wellToday(), test.course)
			if r.Level != test.level || r.Floor != test.floor || r.Ceiling != test.ceiling || r.Settled() != test.settled {
				t.Errorf("%s, %s to %s, settled %t", r.Level, r.Floor, r.Ceiling, r.Settled())
			}
			qs, err := tr.Questions(wellToday(), test.course)
			if err != nil {
				t.Fatal(err)
			}
			if asked := slices.ContainsFunc(qs, func(q screening.Question) bool { return q.Fact == "course.consecutive_sore" }); asked != test.asked {
				t.Errorf("asked for the number: %t, %v", asked, qs)
			}
		})
	}
}

// What a check of a plan says against it can be carried to the course.
func TestViolationsOfACheck(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	for _, test := range []struct {
		rule, finding string
		level         soreness.Level
	}{
		{"limit.pressure", "soreness.plan_broken", soreness.Adjust},
		{"limit.technique", "soreness.plan_broken", soreness.Adjust},
		{"limit.heat", "", soreness.Expected},
		{"match.spasm_stimulating", "soreness.wrong_technique", soreness.Adjust},
		{"match.limited_for_disease", "", soreness.Expected}, // advised against, not forbidden
		{"plan.not_screened", "soreness.not_screened", soreness.Adjust},
		{"plan.stop_attack", "soreness.attack_in_session", soreness.SeeClinician},
		{"plan.stop_pain", "soreness.pain_in_session", soreness.Adjust},
		{"plan.level_layperson", "", soreness.Expected},
	} {
		t.Run(test.rule, func(t *testing.T) {
			c := ordinaryCourse()
			c.Sessions[0].Violations, c.Sessions[0].AttackOnset = []string{test.rule}, answer.NotAsked
			if test.rule != "plan.stop_attack" {
				c.Sessions[0].AttackOnset = answer.No
			}
			r := triage(t, tr, wellToday(), c)
			if r.Level != test.level || test.finding != "" && !slices.Contains(ruleIDs(r.Findings), test.finding) {
				t.Errorf("%s, findings %v", r.Level, ruleIDs(r.Findings))
			}
			roundTrip(t, tr, c)
		})
	}
}
