package policy

import (
	"math"
	"slices"
)

// Expire forgets every answer that no longer holds days after it was given. A card lapses with the
// first of its facts; what it said of facts that still hold stays as an explicit answer. A detail
// goes with the answer that it hangs on. Nothing lapses at zero days; after any time, and after a
// time that cannot be, what holds for one visit does.
func (s *Set) Expire(a *Answers, days float64) {
	if a == nil || days == 0 || len(a.facts) != s.asks || len(a.cards) != len(s.cards) {
		return
	}
	days = math.Abs(days)
	lapsed := func(holds int) bool { return days > float64(holds) }
	for c, card := range s.cards {
		if !a.Card(c).Given {
			continue
		}
		holds := card.HoldsDays
		for _, cf := range s.cardTable(c, a.Card(c)).facts {
			holds = min(holds, s.facts[cf.fact].HoldsDays)
		}
		if !lapsed(holds) {
			continue
		}
		s.spellOut(a, c)
	}
	for i := range s.Facts() {
		if lapsed(s.facts[i].HoldsDays) {
			a.SetFact(i, Answer{})
		}
	}
	s.Prune(a)
}

// Prune forgets every answer, and what a card says of it, that means nothing as the others stand: a
// detail goes with the answer that it hangs on.
func (s *Set) Prune(a *Answers) {
	if a == nil || len(a.facts) != s.asks || len(a.cards) != len(s.cards) {
		return
	}
	var e Evaluation
	for again := true; again; {
		again = false
		e.resolve(s, a)
		for i, guard := range s.guardCubes[:s.asks] {
			if guard != nil && a.Fact(i).State != NotAsked && !s.facts[i].none(a.Fact(i)) && !e.mayBeAsked(guard) {
				a.SetFact(i, Answer{})
				again = true
			}
			if guard == nil || s.facts[i].Volunteered || e.given[i].State != Known ||
				s.facts[i].none(e.given[i]) || e.mayBeAsked(guard) {
				continue
			}
			// A card says it, and goes with what it hangs on; what else it says stays.
			for c := range s.cards {
				if a.Card(c).Given &&
					slices.ContainsFunc(s.cardTable(c, a.Card(c)).facts, func(cf cardFact) bool { return cf.fact == i }) {
					s.spellOut(a, c)
					a.SetFact(i, Answer{})
					again = true
				}
			}
		}
	}
}

// spellOut turns what a card says into explicit answers, and forgets the card.
func (s *Set) spellOut(a *Answers, card int) {
	for _, cf := range s.cardTable(card, a.Card(card)).facts {
		said, told := cf.says(a.Card(card))
		switch given := a.Fact(cf.fact); {
		case !told:
		case given.State == NotAsked:
			a.SetFact(cf.fact, said)
		case given != said && said.State != Unsure:
			a.SetFact(cf.fact, Answer{}) // card and answer disagree, and neither may win
		}
	}
	a.SetCard(card, CardAnswer{})
}
