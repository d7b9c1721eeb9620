package screening

import (
	"slices"

	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// FirstEdition says of answers that were kept without an edition, before there were any, that they
// are answers to the first one: of the named cards, or without names of all that the intake
// answers. Facts that have come to a card since are then not asked. Answers that have an edition
// keep it. The error says which names are no cards, and what contradicts itself in that edition,
// such as a line that it did not have; the intake then stays as it was.
func (s *Screener) FirstEdition(in *Intake, cards ...intake.Card) error {
	return s.edit(in, func(next *Intake, p *document.Problems) {
		names := lists.Of(s.set.Cards(), func(c policy.Card) string { return c.Name })
		for _, card := range cards {
			if !slices.Contains(names, string(card)) {
				p.In("cards."+document.Shorten(string(card)), "unknown card%s", p.Suggest(string(card), names))
			}
		}
		for card, a := range next.Cards {
			if a.Edition == 0 && (len(cards) == 0 || slices.Contains(cards, card)) {
				a.Edition = 1
				next.Cards[card] = a
			}
		}
	})
}

// edition is that of a card in force, or 0 of what is none.
func (s *Screener) edition(card intake.Card) int {
	i, ok := s.set.CardIndex(string(card))
	if !ok {
		return 0
	}
	return max(s.set.Cards()[i].Edition, 1)
}

// cardOf is the card that speaks of a fact, or empty.
func (s *Screener) cardOf(fact string) intake.Card {
	for _, card := range s.set.Cards() {
		for _, line := range card.Lines {
			if slices.Contains(line.Facts, fact) {
				return intake.Card(card.Name)
			}
		}
	}
	return ""
}

// carry makes an answer to an earlier edition of a card one to that in force. A line that speaks of
// what came later is left open, unless it is ticked or unsure, and what was said of its other facts
// becomes explicit answers.
func (s *Screener) carry(in *Intake, card intake.Card) {
	a, edition := in.Cards[card], s.edition(card)
	if a.Edition < 1 || a.Edition >= edition {
		return
	}
	var p document.Problems
	said := s.set.NewAnswers()
	s.fill(in, said, &p)
	s.set.Renew(said)
	i, _ := s.set.CardIndex(string(card))
	later := s.set.Later(i, a.Edition)
	for _, f := range s.set.Outgrown(i) {
		if x := said.Fact(f); x.State == policy.Known {
			s.put(in, s.set.Facts()[f].Name, s.facts.Any(f, x), &p)
		}
	}
	for k, l := range s.set.Cards()[i].Lines {
		if later>>k&1 == 0 {
			continue
		}
		line := intake.Line(l.Name)
		if !slices.Contains(a.Ticked, line) && !slices.Contains(a.Unsure, line) {
			move(&a, line, &a.Open)
		}
		for _, name := range l.Facts {
			f, _ := s.set.FactIndex(name)
			if x := said.Fact(f); x.State != policy.NotAsked {
				s.put(in, name, s.facts.Any(f, x), &p)
			}
		}
	}
	a.Edition = edition
	in.Cards[card] = a
}
