package policy

import (
	"math/bits"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// resolve turns cards and explicit answers into what is known of every variable, and finds every contradiction on the way.
func (e *Evaluation) resolve(s *Set, a *Answers) {
	if len(e.given) != len(s.facts) || len(e.state.Status) != len(s.vars.list) {
		e.given = make([]Answer, len(s.facts))
		e.state.Status, e.state.Cells = make([]logic.Status, len(s.vars.list)), make([]uint64, len(s.vars.list))
	}
	e.problems, e.state.Clauses, e.clauseLits = e.problems[:0], e.state.Clauses[:0], e.clauseLits[:0]
	copy(e.given, a.Facts)
	for i := range e.given {
		if e.given[i].State < Known {
			continue
		}
		if fault := s.facts[i].fault(e.given[i]); fault != "" {
			e.problems = append(e.problems, problem(s.facts[i].Name, "%s", fault))
			e.given[i] = Answer{}
		}
	}
	for _, i := range s.volunteered {
		if e.given[i].State == NotAsked {
			e.given[i] = s.usual[i]
		}
	}
	for c := range s.cards {
		if a.Cards[c].Given {
			e.readCard(s, c, a.Cards[c])
		}
	}
	for i := range s.facts {
		e.place(&s.vars.facts[i], &e.given[i])
	}
	for c := range s.cards {
		if a.Cards[c].Ticked != 0 {
			e.readTicks(s, c, a.Cards[c])
		}
	}
	for i, guard := range s.guardCubes {
		g := e.given[i]
		if guard != nil && g.State == Known && !(s.facts[i].Volunteered && a.Facts[i].State == NotAsked) && !s.facts[i].none(g) && !e.mayBeAsked(guard) {
			e.problems = append(e.problems, problem(s.facts[i].Name, "is %s, but only means something if %s", s.Format(i, g), s.facts[i].AskedIf))
		}
	}
}

func (e *Evaluation) readCard(s *Set, c int, a CardAnswer) {
	card := &s.cards[c]
	all := uint64(1)<<len(card.Lines) - 1
	if (a.Ticked|a.Unsure)&^all != 0 {
		e.problems = append(e.problems, problem("cards."+card.Name, "has no such line"))
	}
	for both := a.Ticked & a.Unsure & all; both != 0; both &= both - 1 {
		line := card.Lines[bits.TrailingZeros64(both)]
		e.problems = append(e.problems, problem("cards."+card.Name, "line %s is both ticked and unsure", line.Name))
	}
	for i := range s.cardTables[c].facts {
		cf := &s.cardTables[c].facts[i]
		given := e.given[cf.fact]
		says, told := cf.says(a)
		switch {
		case !told:
		case given.State == NotAsked:
			e.given[cf.fact] = says
		case given != says && says.State != Unsure:
			e.problems = append(e.problems, problem(s.facts[cf.fact].Name, "is %s, but card %s says %s", s.Format(cf.fact, given), card.Name, s.Format(cf.fact, says)))
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

// readTicks makes sure that a ticked line leaves a way to be true: not all of its facts are no or none.
func (e *Evaluation) readTicks(s *Set, c int, a CardAnswer) {
	card := &s.cards[c]
	for ticked := a.Ticked & (1<<len(card.Lines) - 1); ticked != 0; ticked &= ticked - 1 {
		i := bits.TrailingZeros64(ticked)
		line := &s.cardTables[c].lines[i]
		from := len(e.clauseLits)
		met := false
		for _, fact := range line.facts {
			f, cells := &s.facts[fact], &s.vars.facts[fact]
			if g := e.given[fact]; g.State == Known {
				met = met || !f.none(g)
				continue
			}
			if f.Kind == SetOf {
				for _, v := range cells.bits {
					if v >= 0 {
						e.clauseLits = append(e.clauseLits, logic.Literal{Var: v, Cells: 2})
					}
				}
				continue
			}
			e.clauseLits = append(e.clauseLits, logic.Literal{Var: cells.first, Cells: cells.full &^ f.noneCells()})
		}
		clause := e.clauseLits[from:len(e.clauseLits):len(e.clauseLits)]
		switch {
		case met:
			e.clauseLits = e.clauseLits[:from]
		case len(clause) == 0:
			e.problems = append(e.problems, problem("cards."+card.Name, "line %s is ticked, but everything it asks for is denied", card.Lines[i].Name))
		case len(clause) == 1:
			e.state.Cells[clause[0].Var] &= clause[0].Cells
		default:
			e.state.Clauses = append(e.state.Clauses, clause)
		}
	}
}

// noneCells are the cells of no, or of none.
func (f *Fact) noneCells() uint64 {
	if f.Kind == YesNo {
		return 1
	}
	return f.noneBit()
}

// mayBeAsked reports whether a guard holds, or would if what is unsure turned out so. What was not asked does not count.
func (e *Evaluation) mayBeAsked(guard []logic.Cube) bool {
next:
	for _, c := range guard {
		for _, l := range c {
			cells := e.state.Cells[l.Var]
			if cells&^l.Cells == 0 {
				continue // even of a fact not asked: a ticked line can leave it no other way
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
