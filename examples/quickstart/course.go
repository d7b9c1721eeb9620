package main

import (
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
)

func shooting(l *library) ([]part, error) {
	var s steps
	c := sessions(1)
	c.Report.Quality = answer.Known(answer.SetOf(soreness.QualityShooting, soreness.QualityPinsNeedles))
	c.Report.NumbAfterHour = answer.No
	c.Report.Site = answer.Known(answer.SetOf(soreness.SiteBelowKneeOrElbow))
	s.add(l.normal(healthy(), c))
	return s.done(nil)
}

func fourth(l *library) ([]part, error) {
	var s steps
	s.add(l.normal(healthy(), sessions(3)))
	s.add(l.normal(healthy(), sessions(4)))
	return s.done(nil)
}

// sessions is a course of n weekly sessions, the last of them yesterday, each followed by
// the same mild, dull ache.
func sessions(n int) soreness.Course {
	var c soreness.Course
	for i := range n {
		report := ache()
		c.Sessions = append(c.Sessions, soreness.Session{
			DaysAgo: answer.Known(1 + 7*(n-1-i)), Disposition: answer.Known(soreness.Proceed),
			Phase:       answer.Known(intake.PhaseNone),
			Plan:        soreness.SessionPlan{Technique: "relaxing_swedish", Minutes: answer.Known(30)},
			Violations:  []string{},
			AttackOnset: answer.No, PainDuring: answer.Known(2),
			NeckWork: answer.No, Warned: answer.Yes, Novice: answer.No,
			Report: &report,
		})
	}
	last := &c.Sessions[n-1]
	c.Report, last.Report = *last.Report, nil
	return c
}

// ache is a dull ache of the treated muscles, a day after the session.
func ache() soreness.Report {
	return soreness.Report{
		HoursSince: answer.Known(20.0), NRS: answer.Known(3), NRSBefore: answer.Known(1), OnsetHours: answer.Known(6.0),
		DurationHours: answer.Known(14.0), Trend: answer.Known(soreness.TrendBetter),
		Quality:      answer.Known(answer.SetOf(soreness.QualityDullAche)),
		Site:         answer.Known(answer.SetOf(soreness.SiteTreatedMuscle)),
		LikeExercise: answer.No, Sudden: answer.No, BruiseCM: answer.Known(0.0),
		NerveLike: answer.No, Skin: answer.Known(answer.SetOf(soreness.SkinNone)),
		Headache: answer.Known(soreness.HeadacheNone), Also: answer.Known(answer.SetOf(soreness.AlsoNone)),
	}
}
