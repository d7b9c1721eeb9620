package soreness_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
)

// screened is the digest of the decision of an intake.
func screened(t *testing.T, in screening.Intake, clearance ...screening.Clearance) string {
	t.Helper()
	planner, err := newPlanner()
	if err != nil {
		t.Fatal(err)
	}
	d, err := planner.Screener().Screen(in, clearance...)
	if err != nil {
		t.Fatal(err)
	}
	return d.Answers
}

// nextDay is the intake of a day later, with the pages of one visit answered again with nothing.
func nextDay(t *testing.T, in screening.Intake) screening.Intake {
	t.Helper()
	planner, err := newPlanner()
	if err != nil {
		t.Fatal(err)
	}
	out := planner.Screener().Expire(in, 20*time.Hour)
	for card := range in.Cards {
		if _, kept := out.Cards[card]; !kept {
			out.Cards[card] = intake.CardAnswer{}
		}
	}
	out.Preg, out.Session.Reason, out.Session.Changed = in.Preg, in.Session.Reason, answer.No
	return out
}

// A calm result never rests on answers from before the session: it is not settled, and says which
// pages to ask again.
func TestAStaleIntakeCalmsNobody(t *testing.T) {
	was := wellToday()
	was.Session.Reason = answer.Known(intake.ReasonRelaxation)
	with := func(change func(*screening.Intake)) screening.Intake {
		in := wellToday()
		in.Session.Reason = answer.Known(intake.ReasonRelaxation)
		change(&in)
		return in
	}
	digest := screened(t, was)
	gp := screening.Clearance{Covers: []string{"spine.disc"}, By: "GP"}
	second, triager := nextDay(t, was), built()
	for _, tt := range []struct {
		name   string
		in     screening.Intake
		course func(*soreness.Course)
		stale  bool
	}{
		{"answered again", nextDay(t, was), func(c *soreness.Course) { c.Sessions[0].Answers = digest }, false},
		{"kept", was, func(c *soreness.Course) { c.Sessions[0].Answers = digest }, true},
		{"kept, other regions", with(func(in *screening.Intake) { in.Regions = []body.Region{body.Neck} }),
			func(c *soreness.Course) { c.Sessions[0].Answers = digest }, true},
		{"kept, a lasting answer added", with(func(in *screening.Intake) { in.Client.Age = answer.Known(35) }),
			func(c *soreness.Course) { c.Sessions[0].Answers = digest }, true},
		{"kept, and the session had a clearance", was, func(c *soreness.Course) { c.Sessions[0].Answers = screened(t, was, gp) }, true},
		{"kept from an earlier session", was, func(c *soreness.Course) {
			first := c.Sessions[0]
			first.DaysAgo, first.Answers = answer.Known(8), digest
			c.Sessions[0].Answers = screened(t, second)
			c.Sessions = []soreness.Session{first, c.Sessions[0]}
		}, true},
		{"the course says that they were not asked again", was, func(c *soreness.Course) { c.AskedAgain = answer.No }, true},
		{"nobody is sure that they were", nextDay(t, was), func(c *soreness.Course) { c.AskedAgain = answer.Unsure }, true},
		{"the same answers once more", second, func(c *soreness.Course) {
			c.Sessions[0].Answers, c.AskedAgain = screened(t, second), answer.Yes
		}, false},
		{"the same answers, and nobody says that they were asked for", second, func(c *soreness.Course) { c.Sessions[0].Answers = screened(t, second) }, true},
		{"no digest", was, func(*soreness.Course) {}, false},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := ordinaryCourse()
			tt.course(&c)
			r, err := triager.Triage(tt.in, c)
			if err != nil {
				t.Fatal(err)
			}
			qs, err := triager.Questions(tt.in, c)
			if err != nil {
				t.Fatal(err)
			}
			if r.Stale != tt.stale || r.Settled() == tt.stale {
				t.Fatalf("stale %t, settled %t at %s", r.Stale, r.Settled(), r.Level)
			}
			calm := len(r.Advice) + len(r.Messages)
			if !tt.stale {
				if r.Level != soreness.Expected || len(r.AskAgain) > 0 || calm == 0 {
					t.Errorf("level %s, ask again %v, %d remarks", r.Level, r.AskAgain, calm)
				}
				return
			}
			if r.Level != soreness.Clarify || r.Floor != soreness.Expected || r.Ceiling != soreness.Emergency || calm+len(r.Causes) > 0 {
				t.Errorf("level %s, %s to %s, causes %v, advice %v", r.Level, r.Floor, r.Ceiling, r.Causes, r.Advice)
			}
			want := []intake.Card{intake.CardEmergencyNow, intake.CardNervesNow, intake.CardLook, intake.CardUnwellNow, intake.CardThisWeek, intake.CardBackNow}
			for _, card := range want {
				if !slices.Contains(r.AskAgain, card) {
					t.Errorf("%s is not to be asked again: %v", card, r.AskAgain)
				}
				if !slices.ContainsFunc(qs, func(q screening.Question) bool { return q.Card == card }) {
					t.Errorf("no question is of %s", card)
				}
			}
			if slices.Contains(r.AskAgain, intake.CardSkinAndHealth) {
				t.Error("a page that still holds is to be asked again")
			}
		})
	}
}

// What alarms is told whenever it was answered.
func TestAStaleEmergencyIsShown(t *testing.T) {
	triager := built()
	for _, tt := range []struct {
		name  string
		card  intake.Card
		line  intake.Line
		floor soreness.Level
	}{
		{"chest pain", intake.CardEmergencyNow, intake.LineChestPain, soreness.Emergency},
		{"a strange neck pain", intake.CardEmergencyNow, intake.LineStrangeNeckPain, soreness.Emergency},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := wellToday()
			in.Cards[tt.card] = intake.CardAnswer{Ticked: []intake.Line{tt.line}}
			c := ordinaryCourse()
			fresh, err := triager.Triage(in, c)
			if err != nil {
				t.Fatal(err)
			}
			c.Sessions[0].Answers = screened(t, in)
			r, err := triager.Triage(in, c)
			if err != nil {
				t.Fatal(err)
			}
			if !r.Stale || r.Floor != tt.floor || r.Level != tt.floor || r.Floor != fresh.Floor || r.Urgency != fresh.Urgency {
				t.Errorf("stale %t: %s from %s, %s; fresh %s, %s",
					r.Stale, r.Level, r.Floor, r.Urgency, fresh.Floor, fresh.Urgency)
			}
			if diff := cmp.Diff(fresh.Findings, r.Findings); diff != "" {
				t.Errorf("findings mismatch (-fresh +stale):\n%s", diff)
			}
		})
	}
}

// A stale result is never milder than that of the same answers given today, and never narrower.
func TestStaleIsNeverMilder(t *testing.T) {
	planner, err := newPlanner()
	if err != nil {
		t.Fatal(err)
	}
	triager := built()
	for _, card := range planner.Screener().Rules().Cards() {
		for _, line := range card.Lines {
			in := wellToday()
			in.Cards[intake.Card(card.Name)] = intake.CardAnswer{Unsure: []intake.Line{intake.Line(line.Name)}}
			c := ordinaryCourse()
			fresh, err := triager.Triage(in, c)
			if err != nil {
				continue // contradicts what else is told
			}
			c.AskedAgain = answer.No
			r, err := triager.Triage(in, c)
			if err != nil {
				t.Fatalf("%s: %v", line.Name, err)
			}
			if r.Floor != fresh.Floor || !r.Ceiling.AtLeast(fresh.Ceiling) || r.Urgency != fresh.Urgency || r.UrgencyCeiling < fresh.UrgencyCeiling {
				t.Errorf("%s: %s to %s, fresh %s to %s", line.Name, r.Floor, r.Ceiling, fresh.Floor, fresh.Ceiling)
			}
			if r.Settled() && r.Level != soreness.Emergency {
				t.Errorf("%s: settled at %s", line.Name, r.Level)
			}
		}
	}
}

func TestAnswersOfASession(t *testing.T) {
	triager := built()
	c := ordinaryCourse()
	c.Sessions[0].Answers, c.AskedAgain = strings.Repeat("0123456789abcdef", 2), answer.Yes
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	back, err := triager.DecodeCourse(data)
	if err != nil || back.Sessions[0].Answers != c.Sessions[0].Answers || back.AskedAgain != answer.Yes {
		t.Errorf("DecodeCourse(%s) = %q, %s, %v", data, back.Sessions[0].Answers, back.AskedAgain, err)
	}
	for _, tt := range []struct{ data, want string }{
		{`{"sessions": [{"days_ago": 1, "answers": "0123"}]}`,
			"sessions[0].answers: is no digest of answers; keep that of the decision which the session was given on"},
		{`{"sessions": [{"days_ago": 1, "answers": "0123456789ABCDEF0123456789abcdef"}]}`,
			"sessions[0].answers: is no digest of answers; keep that of the decision which the session was given on"},
		{`{"sessions": [{"days_ago": 1, "answers": 12}]}`, "sessions[0].answers: a digest of answers must be text, found the number 12"},
		{`{"sessions": [{"days_ago": 1}], "asked_again": "perhaps"}`, `asked_again: unknown answer "perhaps"; write yes, no or unsure`},
		{`{"sessions": [{"days_ago": 1}], "asked_agian": "yes"}`, `asked_agian: unknown key "asked_agian" in a course (did you mean asked_again?)`},
	} {
		_, err := triager.DecodeCourse([]byte(tt.data))
		if diff := cmp.Diff(tt.want, fmt.Sprint(err)); diff != "" {
			t.Errorf("DecodeCourse(%s) mismatch (-want +got):\n%s", tt.data, diff)
		}
	}
	c.AskedAgain = 9
	if _, err := triager.Triage(wellToday(), c); err == nil || err.Error() != "course.asked_again: is neither not asked, unsure, no nor yes" {
		t.Errorf("Triage = %v", err)
	}
}
