package soreness

import (
	"regexp"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

var digestForm = regexp.MustCompile(`^[0-9a-f]{32}$`)

// stale reports whether the intake is from before the last session.
func (t *Triager) stale(in screening.Intake, c *Course) bool {
	if c.AskedAgain != answer.NotAsked {
		return c.AskedAgain != answer.Yes
	}
	now := t.screener.Digest(in)
	return slices.ContainsFunc(c.Sessions, func(s Session) bool { return screening.SameVisit(s.Answers, now) })
}

// expire takes out of an intake what it said of a day that is over, which any time does. What holds
// longer than a report tells of stays.
func (t *Triager) expire(in screening.Intake) screening.Intake { return t.screener.Expire(in, 1) }

// evaluateKept evaluates what is left of an intake: of a stale one, what still holds.
func (t *Triager) evaluateKept(in screening.Intake, c *Course, w *work) error {
	if err := t.evaluate(in, c, w); err != nil || !t.stale(in, c) {
		return err
	}
	return t.evaluate(t.expire(in), c, w)
}

// lapsed are the cards of an intake that are not in what is kept of it.
func lapsed(cards []policy.Card, in, kept screening.Intake) []intake.Card {
	var out []intake.Card
	for _, c := range cards {
		name := intake.Card(c.Name)
		_, was := in.Cards[name]
		if _, is := kept.Cards[name]; was && !is {
			out = append(out, name)
		}
	}
	return out
}

// alarmed joins what a stale intake says with what is left of it: the findings and the floor of the
// one, everything that calms or is open of the other. Fewer answers only widen bounds, so the one's
// floor is no lower, and the other's ceiling is no lower.
func (t *Triager) alarmed(said, left Result, again []intake.Card) Result {
	r := left
	r.Stale, r.AskAgain = true, again
	r.Floor, r.Urgency, r.Findings, r.Grid = said.Floor, said.Urgency, said.Findings, said.Grid
	r.Ceiling, r.UrgencyCeiling = maxLevel(said.Ceiling, left.Ceiling), max(said.UrgencyCeiling, left.UrgencyCeiling)
	r.Inexact = said.Inexact || left.Inexact
	r.Open = slices.DeleteFunc(r.Open, func(o OpenRule) bool {
		return slices.ContainsFunc(r.Findings, func(f Finding) bool { return f.Rule == o.Rule })
	})
	if len(r.Open) == 0 {
		r.Open = nil
	}
	r.Level = t.shown(policy.Bounds{Floor: int(r.Floor - Expected), Ceiling: int(r.Ceiling - Expected)}, r.Settled())
	return r
}

func maxLevel(a, b Level) Level {
	if a.AtLeast(b) {
		return a
	}
	return b
}
