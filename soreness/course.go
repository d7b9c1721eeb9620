package soreness

import (
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/technique"
)

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
	Own answer.Own
	// AskedAgain says whether the intake's pages and questions that hold for one visit were asked
	// after the last session. Not asked, the digests of the sessions' answers have to tell; unsure
	// counts as no.
	AskedAgain answer.YesNo
}

// Session is one session as it was given.
type Session struct {
	DaysAgo answer.Fact[int] // 0 for today; unsure where nobody knows even about
	Ago     Ago              // about when, where the number of days is not given
	// Answers is the digest of answers of the decision that the session was given on,
	// [screening.Decision.Answers]. Kept with the session, it tells an intake that was answered
	// again from one that was only kept.
	Answers     string
	Disposition answer.Fact[Disposition]  `fact:"course.disposition"`
	Phase       answer.Fact[intake.Phase] `fact:"course.phase"` // of the back, at that time
	// Presentation is what the therapist found at the session. Rules do not read it;
	// [Triager.Progress] shows it.
	Presentation technique.Presentation
	Plan         SessionPlan
	// Violations are the rules that the session broke, by the ids that a check of its plan gives.
	// Nil is not asked, empty is none.
	Violations  []string
	AttackOnset answer.YesNo `fact:"course.attack_onset"` // sudden bad back pain began during the session
	// PainDuring is at its worst, 0 to 10; not given, there was none that mattered.
	PainDuring answer.Fact[int] `fact:"course.pain_during"`
	// NeckWork follows from the regions of the plan where it is not given.
	NeckWork answer.YesNo                  `fact:"course.neck_work"`
	GivenBy  answer.Fact[GivenBy]          `fact:"course.given_by"`
	Reason   answer.Fact[intake.Reason]    `fact:"course.reason"` // what the client came for
	Used     answer.Fact[answer.Set[Used]] `fact:"course.used"`
	// Manipulation of a session whose regions nobody gives counts as work on the neck.
	Manipulation answer.Fact[Manipulation] `fact:"course.manipulation"`
	DangerList   answer.YesNo              `fact:"course.danger_list"` // the client went home with it
	// Signs came up during the session. Nil is not asked, empty is none.
	Signs  []technique.Sign
	Warned answer.YesNo `fact:"course.warned"` // the client knew beforehand that it would hurt
	Novice answer.YesNo `fact:"course.novice"` // the first massage ever, or the first of its kind
	// BreakWeeks is how many weeks the client had been less active than usual; not given,
	// there was no such break.
	BreakWeeks answer.Fact[int] `fact:"course.break_weeks"`
	// Report is what the client said after the session; that of the last session stands in the
	// course.
	Report *Report
}

// SessionPlan is what was done.
type SessionPlan struct {
	Technique string // of the catalogue; empty is not asked
	Minutes   answer.Fact[int]
	// Regions are where hands went. None is not given: muscles that are then told to be sore are taken
	// for those of the back, of which alone nobody asks whether the chest hurts at rest (N-D51).
	Regions  []body.Region
	Strokes  []string           // of the catalogue; none: not given
	Pressure answer.Fact[int]   // the firmest, 0 to 5
	Position technique.Position // how the client lay; empty: not given
}

// Report is what the client says after a session.
type Report struct {
	// HoursSince is since the session ended, 0 to 2000; about the last session, until now.
	HoursSince answer.Fact[float64] `fact:"post.hours_since"`
	NRS        answer.Fact[int]     `fact:"post.nrs"`        // pain now, 0 to 10
	NRSBefore  answer.Fact[int]     `fact:"post.nrs_before"` // pain before the session, 0 to 10
	NRSWorst   answer.Fact[int]     `fact:"post.nrs_worst"`  // at its worst since the session, 0 to 10
	NRS24h     answer.Fact[int]     `fact:"post.nrs_24h"`    // a day after it
	NRS72h     answer.Fact[int]     `fact:"post.nrs_72h"`    // three days after it
	// NRSFirst is the pain before the first session of the course, 0 to 10, where no record has it.
	NRSFirst answer.Fact[int] `fact:"post.nrs_first"`
	// WorseThanBefore follows from the two numbers where both are given.
	WorseThanBefore answer.YesNo `fact:"post.worse_than_before"`
	// OnsetHours is from the end of the session to when it began, 0 to 2000.
	OnsetHours    answer.Fact[float64] `fact:"post.onset_hours"`
	DurationHours answer.Fact[float64] `fact:"post.duration_hours"` // how long it has lasted, 0 to 2000
	Trend         answer.Fact[Trend]   `fact:"post.trend"`
	// Quality is not asked for where every other answer is calm (course.only_muscles); told all the
	// same, it counts.
	Quality answer.Fact[answer.Set[Quality]] `fact:"post.quality"`
	// NumbAfterHour is numb or tingling for longer than an hour.
	NumbAfterHour answer.YesNo                  `fact:"post.numb_after_hour"`
	Site          answer.Fact[answer.Set[Site]] `fact:"post.site"`
	// ChestAtRest is asked where a chest muscle is sore, or sore muscles may be those of the chest.
	ChestAtRest   answer.YesNo         `fact:"post.chest_at_rest"`
	LikeExercise  answer.YesNo         `fact:"post.like_exercise"`
	Sudden        answer.YesNo         `fact:"post.sudden"`
	BruiseCM      answer.Fact[float64] `fact:"post.bruise_cm"`      // the widest, 0 for none, to 60
	BruiseGrowing answer.YesNo         `fact:"post.bruise_growing"` // or hard, or tense
	BruisePainful answer.YesNo         `fact:"post.bruise_painful"`
	CuppingMarks  answer.YesNo         `fact:"post.cupping_marks"` // nothing but the round marks of cups
	// NerveLike follows from Quality where that is given.
	NerveLike   answer.YesNo                      `fact:"post.nerve_like"`
	BruisePlace answer.Fact[BruisePlace]          `fact:"post.bruise_place"`
	RibSigns    answer.Fact[answer.Set[RibSign]]  `fact:"post.rib_signs"`
	Headache    answer.Fact[Headache]             `fact:"post.headache"`
	Also        answer.Fact[answer.Set[Also]]     `fact:"post.also"`
	Skin        answer.Fact[answer.Set[SkinSign]] `fact:"post.skin"`
	// ConsecutiveSore is how many sessions in a row, this one included, were followed by similar
	// discomfort. It is for what the sessions leave open, such as one without a report, and has to
	// lie between the fewest and the most that they allow: of a session that is not listed it
	// cannot tell.
	ConsecutiveSore answer.Fact[int] `fact:"course.consecutive_sore"`
}
