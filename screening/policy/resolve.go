package policy

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// resolve turns cards and explicit answers into what is known of every variable, and finds every
// contradiction on the way.
func (e *Evaluation) resolve(s *Set, a *Answers) {
	if len(e.given) != len(s.facts) || len(e.state.Status) != len(s.vars.list) {
		e.given, e.told = make([]Answer, len(s.facts)), make([]bool, len(s.facts))
		e.state.Status, e.state.Cells = make([]logic.Status, len(s.vars.list)), make([]uint64, len(s.vars.list))
	}
	e.problems, e.state.Clauses, e.clauseLits = e.problems[:0], e.state.Clauses[:0], e.clauseLits[:0]
	e.disagreements = e.disagreements[:0]
	copy(e.given, a.facts)
	clear(e.given[s.asks:])
	e.answered, e.ticked, e.editions = e.answered[:0], e.ticked[:0], e.editions[:0]
	for i := range e.given {
		if e.given[i].State < Known {
			continue
		}
		if fault := s.facts[i].Fault(e.given[i]); fault != "" {
			e.problems = append(e.problems, problem(s.facts[i].Name, "%s", fault))
			e.given[i] = Answer{}
		}
	}
	for c := range s.cards {
		e.answered = append(e.answered, a.Card(c).Given && !s.earlier(c, a.Card(c)))
		e.ticked = append(e.ticked, a.Card(c).Ticked)
		e.editions = append(e.editions, cmp.Or(a.Card(c).Edition, s.cards[c].edition()))
		if a.Card(c) != (CardAnswer{}) {
			e.readCard(s, c, a.Card(c))
		}
	}
	for i := range e.given {
		e.told[i] = e.given[i].State == Known
	}
	for _, i := range s.volunteered {
		if e.given[i].State == NotAsked {
			e.given[i] = s.usual[i]
		}
	}
	e.placeAll(s)
	if len(s.implied) > 0 {
		e.follow(s)
	}
	if len(s.opaque) > 0 {
		e.runOpaque(s)
	}
	for i, guard := range s.guardCubes {
		g := e.given[i]
		if guard != nil && e.told[i] && !s.facts[i].none(g) && !e.mayBeAsked(guard) {
			e.problems = append(e.problems,
				problem(s.facts[i].Name, "is %s, but only means something if %s", s.Format(i, g), s.facts[i].AskedIf))
		}
	}
}

func (e *Evaluation) readCard(s *Set, c int, a CardAnswer) {
	card := &s.cards[c]
	all := uint64(1)<<len(card.Lines) - 1
	if !a.Given {
		e.problems = append(e.problems, problem("cards."+card.Name, "has lines and is not answered"))
		return
	}
	if a.Edition < 0 || a.Edition > card.edition() {
		e.problems = append(e.problems,
			problem("cards."+card.Name+".edition", "%d is outside 1 to %d, the edition in force", a.Edition, card.edition()))
		return
	}
	table := s.cardTable(c, a)
	if (a.Ticked|a.Unsure|a.Open)&^all != 0 {
		e.problems = append(e.problems, problem("cards."+card.Name, "has no such line"))
	}
	for both := (a.Ticked&a.Unsure | (a.Ticked|a.Unsure)&a.Open) & all; both != 0; both &= both - 1 {
		i := bits.TrailingZeros64(both)
		words := []string{"ticked", "unsure", "open"}
		for w, lines := range [...]uint64{a.Ticked, a.Unsure, a.Open} {
			if lines>>i&1 == 0 {
				words[w] = ""
			}
		}
		words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
		e.problems = append(e.problems,
			problem("cards."+card.Name, "line %s is both %s", card.Lines[i].Name, strings.Join(words, " and ")))
	}
	for later := (a.Ticked | a.Unsure) & all; later != 0; later &= later - 1 {
		if i := bits.TrailingZeros64(later); len(table.lines[i].facts) == 0 {
			e.problems = append(e.problems,
				problem("cards."+card.Name, "line %s came after edition %d", card.Lines[i].Name, a.Edition))
		}
	}
	for i := range table.facts {
		cf := &table.facts[i]
		given := e.given[cf.fact]
		says, told := cf.says(a)
		switch {
		case !told:
		case given.State == NotAsked:
			e.given[cf.fact] = says
		case given != says && says.State != Unsure:
			e.problems = append(e.problems, problem(s.facts[cf.fact].Name, "is %s, but card %s says %s",
				s.Format(cf.fact, given), card.Name, s.Format(cf.fact, says)))
		}
	}
}

// placeAll puts every answer into its variables.
func (e *Evaluation) placeAll(s *Set) {
	e.state.Clauses = e.state.Clauses[:0]
	for i := range s.facts {
		e.place(&s.vars.facts[i], &e.given[i])
	}
	for _, x := range s.toldVars {
		e.state.Status[x.variable], e.state.Cells[x.variable] = logic.Fixed, 1
		if e.told[x.fact] && !s.facts[x.fact].none(e.given[x.fact]) {
			e.state.Cells[x.variable] = 2
		}
	}
}

// place puts an answer into the fact's variables.
func (e *Evaluation) place(c *factCells, a *Answer) {
	status := logic.Open
	if a.State == Unsure {
		status = logic.Unsure
	}
	if c.kind == SetOf {
		if a.State != Known && c.some != nil {
			e.state.Clauses = append(e.state.Clauses, c.some)
		}
		for i, v := range c.bits {
			switch {
			case v < 0:
			case a.State == Known:
				e.state.Status[v], e.state.Cells[v] = logic.Fixed, 1+a.Values>>i&1
			default:
				e.state.Status[v], e.state.Cells[v] = status, 3
			}
		}
		return
	}
	v := c.first
	if a.State != Known {
		e.state.Status[v], e.state.Cells[v] = status, c.full
		return
	}
	e.state.Status[v] = logic.Fixed
	switch c.kind {
	case YesNo:
		e.state.Cells[v] = 1
		if a.Yes {
			e.state.Cells[v] = 2
		}
	case OneOf:
		e.state.Cells[v] = a.Values
	default:
		e.state.Cells[v] = 1 << c.cell(a.Number)
	}
}

// mayBeAsked reports whether a guard holds, or would if what is unsure turned out so. What was
// not asked does not count.
func (e *Evaluation) mayBeAsked(guard []logic.Cube) bool {
next:
	for _, c := range guard {
		for _, l := range c {
			cells := e.state.Cells[l.Var]
			if cells&^l.Cells == 0 {
				continue // even of a fact not asked: an implication can leave it no other way
			}
			if e.state.Status[l.Var] == logic.Open || cells&l.Cells == 0 {
				continue next
			}
		}
		return true
	}
	return false
}

func (e *Evaluation) err() error {
	var p document.Problems
	for _, x := range e.problems {
		p.Add(x)
	}
	return p.Err()
}
