package main

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness"
)

func shooting(l *library) ([]part, error) {
	var s steps
	c := sessions(1)
	c.Report.Quality = screening.Known(soreness.SetOf(soreness.QualityShooting, soreness.QualityPinsNeedles))
	c.Report.NumbAfterHour = screening.No
	c.Report.Site = screening.Known(soreness.SetOf(soreness.SiteBelowKneeOrElbow))
	s.add(l.normal(healthy(), c))
	return s.done(nil)
}

func fourth(l *library) ([]part, error) {
	var s steps
	s.add(l.normal(healthy(), sessions(3)))
	s.add(l.normal(healthy(), sessions(4)))
	return s.done(nil)
}

// sessions is a course of n weekly sessions, the last of them yesterday, each followed by the same mild, dull ache.
func sessions(n int) soreness.Course {
	var c soreness.Course
	for i := range n {
		report := ache()
		c.Sessions = append(c.Sessions, soreness.Session{
			DaysAgo: screening.Known(1 + 7*(n-1-i)), Disposition: screening.Known(soreness.Proceed),
			Phase: screening.Known(screening.PhaseNone),
			Plan:  soreness.SessionPlan{Technique: "relaxing_swedish", Minutes: screening.Known(30)}, Violations: []string{},
			AttackOnset: screening.No, PainDuring: screening.Known(2), NeckWork: screening.No, Warned: screening.Yes, Novice: screening.No,
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
		HoursSince: screening.Known(20.0), NRS: screening.Known(3), NRSBefore: screening.Known(1), OnsetHours: screening.Known(6.0),
		DurationHours: screening.Known(14.0), Trend: screening.Known(soreness.TrendBetter),
		Quality: screening.Known(soreness.SetOf(soreness.QualityDullAche)), Site: screening.Known(soreness.SetOf(soreness.SiteTreatedMuscle)),
		LikeExercise: screening.No, Sudden: screening.No, BruiseCM: screening.Known(0.0), RednessSpreading: screening.No, Blister: screening.No,
		HeadacheMild: screening.No, FluLike: screening.No,
	}
}
