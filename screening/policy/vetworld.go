package policy

import (
	"math"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// proverBudget bounds every single question of [Vet], in cubes looked at.
const proverBudget = 2_000_000

// world is every whole intake that can be: one in which all that means anything is answered, and no
// answer disagrees with what others imply. Its cubes never hold, its clauses always do. There may
// be assignments in it that no intake has, so that what no assignment is, is proved, and what
// one is has to be seen as an intake.
type world struct {
	set         *Set
	prover      *logic.Prover
	must, never []logic.Cube
}

func (s *Set) newWorld() *world { return s.newWorldWithout(-1) }

// newWorldWithout is the world without one implication.
func (s *Set) newWorldWithout(implication int) *world {
	w := &world{set: s}
	for i := range s.facts {
		if c := &s.vars.facts[i]; c.some != nil {
			w.must = append(w.must, c.some)
		}
		w.emptyCells(i)
	}
	for i := range s.implied {
		x := &s.implied[i]
		outside := logic.Cube{{Var: x.variable, Cells: s.vars.full(x.variable) &^ x.cells}}
		if outside[0].Cells == 0 || x.implication == implication {
			continue
		}
		for _, c := range x.raw {
			if j, ok := logic.Join(c, outside); ok {
				w.never = append(w.never, j)
			}
		}
	}
	for _, t := range s.toldVars {
		w.tieTold(t)
	}
	w.prover = logic.NewProver(s.vars.list, w.must, w.never, proverBudget)
	return w
}

// emptyCells are those of a number that no value falls into.
func (w *world) emptyCells(fact int) {
	f, c := &w.set.facts[fact], &w.set.vars.facts[fact]
	if f.Kind != Whole && f.Kind != Decimal {
		return
	}
	for i := range len(c.cuts) + 1 {
		if _, ok := c.numberIn(f, i); !ok {
			w.never = append(w.never, c.in(i)...)
		}
	}
}

// numberIn is a number of the cell, the least that is easily read.
func (c *factCells) numberIn(f *Fact, cell int) (float64, bool) {
	low, high := f.Least, f.Most
	above, below := false, false // the end itself lies outside
	if cell > 0 && c.cuts[cell-1].value >= low {
		low, above = c.cuts[cell-1].value, c.cuts[cell-1].strict
	}
	if cell < len(c.cuts) && c.cuts[cell].value <= high {
		high, below = c.cuts[cell].value, !c.cuts[cell].strict
	}
	if f.Kind == Whole {
		x := math.Ceil(low)
		if above && x == low {
			x++
		}
		return x, x < high || x == high && !below
	}
	inside := func(x float64) bool {
		return (x > low || x == low && !above) && (x < high || x == high && !below)
	}
	for _, digits := range []float64{1, 10, 100, 1000} {
		x := math.Ceil(low*digits) / digits
		if !inside(x) {
			x = (math.Floor(low*digits) + 1) / digits
		}
		if inside(x) {
			return x, true
		}
	}
	return (low + high) / 2, inside((low + high) / 2)
}

// tieTold says what it means that a fact was told: it is not none. A fact that was not told means
// nothing, is none, or is volunteered.
func (w *world) tieTold(t toldVar) {
	f, c := &w.set.facts[t.fact], &w.set.vars.facts[t.fact]
	var none logic.Cube
	some := []logic.Cube{{}} // the ways not to be none
	switch {
	case f.Kind == YesNo:
		none, some = logic.Cube{{Var: c.first, Cells: 1}}, []logic.Cube{{{Var: c.first, Cells: 2}}}
	case f.Kind == OneOf && f.noneBit() != 0:
		none = logic.Cube{{Var: c.first, Cells: f.noneBit()}}
		some = []logic.Cube{{{Var: c.first, Cells: c.full &^ f.noneBit()}}}
	case f.Kind == SetOf && f.None != "":
		some = nil
		for _, v := range c.bits {
			if v >= 0 {
				none, some = append(none, logic.Literal{Var: v, Cells: 1}), append(some, logic.Cube{{Var: v, Cells: 2}})
			}
		}
	}
	also := func(c logic.Cube, l logic.Literal) {
		if j, ok := logic.Join(c, logic.Cube{l}); ok {
			w.never = append(w.never, j)
		}
	}
	if none != nil {
		also(none, logic.Literal{Var: t.variable, Cells: 2})
	}
	if f.Volunteered || w.set.isImplied(t.fact) {
		return // it can count for something that nobody told
	}
	asked := w.set.guardRaw[t.fact]
	if asked == nil {
		asked = []logic.Cube{{}}
	}
	for _, s := range some {
		for _, g := range asked {
			if j, ok := logic.Join(s, g); ok {
				also(j, logic.Literal{Var: t.variable, Cells: 1})
			}
		}
	}
}

// isImplied reports whether an implication speaks of the fact.
func (s *Set) isImplied(fact int) bool {
	return slices.ContainsFunc(s.implied, func(x implied) bool { return x.fact == fact })
}

// intake is an assignment as answers. What means nothing under its guard is not asked.
func (w *world) intake(cells []uint64) *Answers {
	s := w.set
	a := s.NewAnswers()
	for i := range s.Facts() {
		if g := s.guardRaw[i]; g == nil || slices.ContainsFunc(g, func(c logic.Cube) bool { return c.Holds(cells) }) {
			a.SetFact(i, s.vars.facts[i].answer(&s.facts[i], cells))
		}
	}
	return a
}

// answer is the answer that stands in the cells.
func (c *factCells) answer(f *Fact, cells []uint64) Answer {
	a := Answer{State: Known}
	switch c.kind {
	case YesNo:
		a.Yes = cells[c.first] == 2
	case OneOf:
		a.Values = cells[c.first]
	case SetOf:
		for i, v := range c.bits {
			if v >= 0 && cells[v] == 2 {
				a.Values |= 1 << i
			}
		}
		if a.Values == 0 {
			a.Values = f.noneBit()
		}
	default:
		a.Number, _ = c.numberIn(f, c.read(cells))
	}
	return a
}

// lay gives every variable of the fact the cell in which the answer lies.
func (c *factCells) lay(a Answer, give func(variable int32, cell uint64)) {
	switch c.kind {
	case YesNo:
		give(c.first, 1+uint64(order(a.Yes)))
	case OneOf:
		give(c.first, a.Values)
	case SetOf:
		for i, v := range c.bits {
			if v >= 0 {
				give(v, 1+a.Values>>i&1)
			}
		}
	default:
		for _, l := range c.at(c.cell(a.Number)) {
			give(l.Var, l.Cells)
		}
	}
}
