package policy

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/lists"
)

// cardTable says for every fact of a card on which lines it stands.
type cardTable struct {
	facts   []cardFact
	lines   []lineTable
	earlier []cardTable // of the editions before this one, the first of them first
}

type cardFact struct {
	fact    int
	lines   uint64 // the lines that name it
	singles uint64 // those of them that name nothing else: ticked, they answer a yes/no fact
	no      Answer
	narrow  bool // the words were narrower, so that nothing ticked says nothing
}

type lineTable struct {
	facts  []int
	at     []int // where they stand among the facts of the card
	single bool  // a tick says yes to the one fact
}

func (s *Set) newCardTable(c Card) cardTable {
	t := s.editionTable(c, c.edition())
	for e := range c.edition() - 1 {
		t.earlier = append(t.earlier, s.editionTable(c, e+1))
	}
	return t
}

// editionTable is the table of the card as one of its editions asked it: without the facts that
// came later.
func (s *Set) editionTable(c Card, edition int) cardTable {
	t := cardTable{}
	position := map[int]int{}
	for i, line := range c.Lines {
		names := slices.DeleteFunc(slices.Clone(line.Facts), func(name string) bool {
			return s.facts[s.factIndex[name]].Since > edition
		})
		lt := lineTable{}
		for _, name := range names {
			f := s.factIndex[name]
			lt.facts = append(lt.facts, f)
			at, ok := position[f]
			if !ok {
				at = len(t.facts)
				position[f] = at
				t.facts = append(t.facts, cardFact{
					fact: f, no: Answer{State: Known, Values: s.facts[f].noneBit()}, narrow: s.facts[f].Widened > edition,
				})
			}
			lt.at = append(lt.at, at)
			t.facts[at].lines |= 1 << i
			if len(names) == 1 && s.facts[f].Kind == YesNo {
				t.facts[at].singles |= 1 << i
				lt.single = true
			}
		}
		t.lines = append(t.lines, lt)
	}
	return t
}

// says is what an answered card says of a fact: yes before a tick or an open line, which leave it
// to be asked, these before unsure, unsure before no.
func (c *cardFact) says(a CardAnswer) (answer Answer, told bool) {
	switch {
	case a.Ticked&c.singles != 0:
		return Answer{State: Known, Yes: true}, true
	case (a.Ticked|a.Open)&c.lines != 0:
		return Answer{}, false
	case a.Unsure&c.lines != 0:
		return Answer{State: Unsure}, true
	case c.narrow:
		return Answer{}, false
	}
	return c.no, true
}

// earlier reports whether an answer was given to an edition of its card before the one in force.
func (s *Set) earlier(card int, a CardAnswer) bool {
	return a.Given && a.Edition > 0 && a.Edition < s.cards[card].edition()
}

// cardTable is what an answer says under the edition that it was given to.
func (s *Set) cardTable(card int, a CardAnswer) *cardTable {
	t := &s.cardTables[card]
	if s.earlier(card, a) {
		return &t.earlier[a.Edition-1]
	}
	return t
}

// Renew turns what answers of earlier editions of cards say into explicit answers and takes these
// cards back: they are asked again, and what nobody was asked stays so. Of a line that leaves its
// facts to be asked nothing is kept; where a card and an answer disagree, neither is.
func (s *Set) Renew(a *Answers) {
	if a == nil || len(a.facts) != s.asks || len(a.cards) != len(s.cards) {
		return
	}
	for c := range s.cards {
		if s.earlier(c, a.Card(c)) {
			for _, f := range s.Outgrown(c) {
				a.SetFact(f, s.outgrow(f, a.Fact(f), a))
			}
			s.spellOut(a, c)
		}
	}
}

// Later returns the lines of a card, by bit, that speak of facts which came after an edition of it,
// or whose words were widened after it; after edition 0, which is the one in force, none has.
func (s *Set) Later(card, edition int) uint64 {
	var lines uint64
	for i, line := range s.cards[card].Lines {
		later := func(name string) bool {
			f := s.facts[s.factIndex[name]]
			return max(f.Since, f.Widened) > edition
		}
		if edition > 0 && slices.ContainsFunc(line.Facts, later) {
			lines |= 1 << i
		}
	}
	return lines
}

// linesOf are the lines that speak of a fact.
func (c *Card) linesOf(fact string) string {
	lines := lists.Where(c.Lines, func(l Line) bool { return slices.Contains(l.Facts, fact) })
	return strings.Join(lists.Of(lines, func(l Line) string { return l.Name }), ", ")
}
