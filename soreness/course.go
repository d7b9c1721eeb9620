package soreness

import "github.com/safehands/safehands/screening"

// Course is a row of sessions with one client, and how the client is after the last one. The intake
// that it is triaged with says how the client is now; what held at a session stands with the
// session. An intake from before the session says nothing of now: let [screening.Screener.Expire]
// take out what it said of that day, and ask for it again.
type Course struct {
	// Sessions are all sessions of the course, the oldest first.
	Sessions []Session
	// Report is about the last session.
	Report Report
	// Own answers the facts that a clinic's rule files declare, by their name.
	Own map[string]screening.OwnAnswer
	// AskedAgain says whether the intake's pages and questions that hold for one visit were asked
	// after the last session. Not asked, the digests of the sessions' answers have to tell; unsure
	// counts as no.
	AskedAgain screening.Answer
}

// Session is one session as it was given.
type Session struct {
	DaysAgo screening.Fact[int] // 0 for today
	// Answers is the digest of answers of the decision that the session was given on,
	// [screening.Decision.Answers]. Kept with the session, it tells an intake that was answered
	// again from one that was only kept.
	Answers     string
	Disposition screening.Fact[Disposition]
	Phase       screening.Fact[screening.Phase] // of the back, at that time
	Plan        SessionPlan
	// Violations are the rules that the session broke, by the ids that a check of its plan gives. Nil is not asked, empty is none.
	Violations  []string
	AttackOnset screening.Answer    // sudden bad back pain began during the session
	PainDuring  screening.Fact[int] // at its worst, 0 to 10; not given, there was none that mattered
	NeckWork    screening.Answer
	Warned      screening.Answer // the client knew beforehand that it would hurt
	Novice      screening.Answer // the first massage ever, or the first of its kind
	// BreakWeeks is how many weeks the client had been less active than usual; not given, there was no such break.
	BreakWeeks screening.Fact[int]
	// Report is what the client said after the session; that of the last session stands in the course.
	Report *Report
}

// SessionPlan is what was done.
type SessionPlan struct {
	Technique string // of the catalogue; empty is not asked
	Minutes   screening.Fact[int]
}

// Report is what the client says after a session.
type Report struct {
	HoursSince       screening.Fact[float64] // since the session ended; about the last session, until now
	NRS              screening.Fact[int]     // pain now, 0 to 10
	NRSBefore        screening.Fact[int]     // pain before the session
	WorseThanBefore  screening.Answer        // follows from the two numbers where both are given
	OnsetHours       screening.Fact[float64] // from the end of the session to when it began
	DurationHours    screening.Fact[float64] // how long it has lasted
	Trend            screening.Fact[Trend]
	Quality          screening.Fact[Set[Quality]]
	NumbAfterHour    screening.Answer // numb or tingling for longer than an hour
	Site             screening.Fact[Set[Site]]
	LikeExercise     screening.Answer
	Sudden           screening.Answer
	BruiseCM         screening.Fact[float64] // the widest; 0 for none
	BruiseGrowing    screening.Answer        // or hard, or tense
	BruisePainful    screening.Answer
	CuppingMarks     screening.Answer // nothing but the round marks of cups
	RednessSpreading screening.Answer
	Blister          screening.Answer
	HeadacheMild     screening.Answer
	FluLike          screening.Answer
	// ConsecutiveSore is how many sessions in a row, this one included, were followed by similar discomfort. It is for what the sessions
	// leave open, such as one without a report, and has to lie between the fewest and the most that they allow: of a session that is not
	// listed it cannot tell.
	ConsecutiveSore screening.Fact[int]
}
