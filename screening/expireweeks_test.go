package screening_test

import (
	"slices"
	"testing"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

// N-IP02: work on the face is fresh for four weeks at most; kept longer, it is asked again.
func TestFreshWorkIsFreshNoMore(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	in.Cards[intake.CardSkinAndHealth] = intake.CardAnswer{Ticked: []intake.Line{intake.LineSkinHere}}
	in.Skin.FreshProcedure, in.Skin.FreshProcedureAt = answer.Yes, answer.Known(answer.SetOf(body.Face))
	in.Skin.Open, in.Skin.Burn, in.Skin.Haematoma, in.Skin.Fragile = answer.No, answer.No, answer.No, answer.No
	in.Skin.Rash = answer.Known(intake.RashNone)
	for _, tt := range []keptCase{
		{name: "the next day", days: 1, holds: true},
		{name: "four weeks to the day", days: 28, holds: true},
		{name: "a day more, and nobody knows", days: 29, asked: true},
		{name: "a day more, and nothing is fresh", days: 29, now: func(in *screening.Intake) {
			in.Skin.FreshProcedure = answer.No
		}},
		{name: "a day more, and fresh again", days: 29, holds: true, now: func(in *screening.Intake) {
			in.Skin.FreshProcedure, in.Skin.FreshProcedureAt = answer.Yes, answer.Known(answer.SetOf(body.Face))
		}},
	} {
		tt.check(t, s, in, "procedure.fresh_face", "skin.fresh_procedure")
	}
}

// N-IP05, S "14 weeks": weeks that are kept do not age, so that they are asked again after a month.
func TestWeeksSinceAnOperationAge(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	in.Cards[intake.CardCancerAndOperations] = intake.CardAnswer{Ticked: []intake.Line{intake.LineOperation}}
	in.Surg.Planned, in.Surg.Recent, in.Surg.Kind = answer.No, answer.Yes, answer.Known(intake.OperationKindJoint)
	in.Surg.Weeks, in.Surg.RecentAt = answer.Known(11), answer.Known(answer.SetOf(body.Hip))
	in.Surg.RecentNotReleased = answer.No
	weeks := func(n int) func(in *screening.Intake) {
		return func(in *screening.Intake) { in.Surg.Weeks, in.Surg.Planned = answer.Known(n), answer.No }
	}
	for _, tt := range []keptCase{
		{name: "the same week", days: 3, holds: true},
		{name: "thirty days on", days: 30, holds: true},
		{name: "a day more, and nobody knows", days: 31, asked: true},
		{name: "a day more, told anew", days: 31, now: weeks(15)},
		{name: "a day more, and another operation", days: 31, holds: true, now: weeks(2)},
	} {
		tt.check(t, s, in, "position.hip", "surg.weeks")
	}
}

// keptCase is an intake that was kept for some days and is read again.
type keptCase struct {
	name         string
	days         int
	now          func(*screening.Intake) // what is told anew
	holds, asked bool
}

func (c keptCase) check(t *testing.T, s *screening.Screener, in screening.Intake, rule, fact string) {
	t.Helper()
	left := s.Expire(in, time.Duration(c.days)*24*time.Hour)
	left.Session.Changed = answer.No
	if c.now != nil {
		c.now(&left)
	}
	d, err := s.Screen(left)
	if err != nil {
		t.Fatal(err)
	}
	found := slices.ContainsFunc(d.Findings, func(f screening.Finding) bool { return f.Rule == rule })
	open := slices.ContainsFunc(d.Open, func(r screening.OpenRule) bool { return r.Rule == rule })
	qs, err := s.Questions(left)
	if err != nil {
		t.Fatal(err)
	}
	asked := slices.ContainsFunc(qs, func(q screening.Question) bool { return q.Fact == fact })
	if found != c.holds || open != c.asked || asked != c.asked {
		t.Errorf("%s: %s holds %t, is open %t, and %s is asked %t", c.name, rule, found, open, fact, asked)
	}
}
