package screening

import (
	"math/bits"
	"slices"
	"time"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Expire returns the intake as it stands when elapsed has passed since it was answered: what no
// longer holds is not asked again. After any time the answers that hold for one visit lapse, the
// others after their days. A lapsed card is to be asked again as a whole; what it said of facts
// that still hold stays as explicit answers. What the rules do not know is left out. An answer to
// an earlier edition of a card keeps its edition.
//
// Where cards or answers stay, session.stored is yes, and one question more is asked:
// whether anything has changed since. On a yes the visit waits: the other cards are answered
// anew, and session.changed then with no. Whoever keeps answers without Expire says
// session.stored instead of it.
//
// A Screener without rules knows nothing that could still hold, and keeps nothing.
func (s *Screener) Expire(in Intake, elapsed time.Duration) Intake {
	if !s.built() {
		return Intake{}
	}
	a := s.set.NewAnswers()
	var unknown document.Problems
	s.fill(&in, a, &unknown)
	s.set.Expire(a, elapsed.Hours()/24)
	out := Intake{Regions: slices.Clone(in.Regions)}
	s.take(&out, a)
	if elapsed != 0 && s.keeps(a) {
		out.Session.Stored = answer.Yes
	}
	return out
}

// keeps reports whether anything stays that a card asks for.
func (s *Screener) keeps(a *policy.Answers) bool {
	answered := func(name string) bool {
		i, ok := s.set.FactIndex(name)
		return ok && a.Fact(i).State != policy.NotAsked
	}
	for i, card := range s.set.Cards() {
		said := func(l policy.Line) bool { return slices.ContainsFunc(l.Facts, answered) }
		if a.Card(i).Given || slices.ContainsFunc(card.Lines, said) {
			return true
		}
	}
	return false
}

func lineNames(card policy.Card, lines uint64) []intake.Line {
	var out []intake.Line
	for ; lines != 0; lines &= lines - 1 {
		out = append(out, intake.Line(card.Lines[bits.TrailingZeros64(lines)].Name))
	}
	return out
}

// take answers an intake as the rules have it.
func (s *Screener) take(out *Intake, a *policy.Answers) {
	out.Own, out.Cards = nil, nil
	s.table.Take(out, a)
	for _, name := range s.own {
		i, _ := s.set.FactIndex(name)
		if a.Fact(i).State == policy.NotAsked {
			continue
		}
		if out.Own == nil {
			out.Own = answer.Own{}
		}
		out.Own[name] = s.facts.Any(i, a.Fact(i))
	}
	for i, card := range s.set.Cards() {
		if !a.Card(i).Given {
			continue
		}
		if out.Cards == nil {
			out.Cards = intake.Cards{}
		}
		out.Cards[intake.Card(card.Name)] = intake.CardAnswer{
			Ticked: lineNames(card, a.Card(i).Ticked),
			Unsure: lineNames(card, a.Card(i).Unsure),
			Open:   lineNames(card, a.Card(i).Open),

			Edition: a.Card(i).Edition,
		}
	}
}
