package visit

import (
	"cmp"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// Part is one of the answers that a visit gets.
type Part string

// The parts.
const (
	Session   Part = "session"   // whether a session that goes on has to stop
	Technique Part = "technique" // what suits, or what is said of the plan
	Felt      Part = "felt"      // whether what is felt after the last session is normal
	Screening Part = "screening" // whether a massage may happen
)

// Rank is how much an answer presses. Compare ranks by their numbers: what presses more is more.
type Rank int

// The ranks, rising.
const (
	RankFine      Rank = iota // zero value: nothing to do
	RankExpected              // as it should be, with something to know
	RankMay                   // begin, or go on: whether comes before how
	RankCare                  // go on, within limits
	RankUndecided             // of a plan
	RankChange                // something has to be done in another way
	RankAsk                   // an answer is missing that can forbid a massage
	RankWait                  // no massage before something has happened
	RankDays                  // to be seen within days
	RankToday                 // to be seen today
	RankNow                   // stop
)

// Order returns the answers that the visit got, what presses most first.
func (d Decided) Order() []Part {
	missing := func(part Part) bool {
		switch part {
		case Session:
			return d.Stopping == nil
		case Technique:
			return d.Matching == nil && d.Review == nil
		case Felt:
			return d.After == nil
		}
		return !d.Screened
	}
	parts := slices.DeleteFunc([]Part{Session, Technique, Felt, Screening}, missing)
	slices.SortStableFunc(parts, func(a, b Part) int { return cmp.Compare(d.Rank(b), d.Rank(a)) })
	return parts
}

// Rank returns how much one of the answers presses. What the screening lets begin does not press
// where something else keeps it from beginning.
func (d Decided) Rank(part Part) Rank {
	switch part {
	case Session:
		return sessionRank(of(d.Stopping))
	case Technique:
		if d.Review != nil {
			return planRank(*d.Review, of(d.Matching))
		}
		if m := of(d.Matching); m.Allowed && len(m.Candidates()) == 0 {
			return RankUndecided
		}
		return RankExpected
	case Felt:
		return feltRank(of(d.After).Result)
	}
	if d.Overruled() {
		return RankFine
	}
	return screeningRank(d.Decision)
}

func sessionRank(s technique.Stopping) Rank {
	switch {
	case s.Stop:
		return RankNow
	case s.Change || s.Settled && len(s.Violations) > 0:
		return RankChange
	case !s.Settled:
		return RankAsk
	}
	return RankMay
}

// planRank: where no massage may begin, the plan waits with it.
func planRank(r technique.Review, m technique.Matching) Rank {
	hard := func(v technique.Violation) bool { return v.Kind >= technique.KindChange }
	switch {
	case slices.ContainsFunc(r.Violations, hard):
		return RankChange
	case len(m.Obstacles) > 0 && !m.Allowed || !r.Settled:
		return RankUndecided
	}
	return RankFine
}

func feltRank(r soreness.Result) Rank {
	switch {
	case r.Urgency.Pressing():
		return RankToday
	case r.Level.AtLeast(soreness.SeeClinician) && r.Urgency >= screening.UrgencyUrgent:
		return RankDays
	case r.Level.AtLeast(soreness.SeeClinician):
		return RankWait
	case r.Level == soreness.Clarify:
		return RankAsk
	case r.Level == soreness.Adjust:
		return RankChange
	case r.Level == soreness.Monitor:
		return RankCare
	}
	return RankExpected
}

func screeningRank(d screening.Decision) Rank {
	switch {
	case d.Urgency.Pressing():
		return RankToday
	case d.Floor.AtLeast(screening.Refer) && d.Urgency >= screening.UrgencyUrgent:
		return RankDays
	case d.Disposition == screening.Clarify:
		return RankAsk
	case d.Floor.AtLeast(screening.Refer):
		return RankWait
	case d.Disposition == screening.Adapt:
		return RankCare
	case d.Disposition == screening.Proceed:
		return RankMay
	}
	return RankFine
}
