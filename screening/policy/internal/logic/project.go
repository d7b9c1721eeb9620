package logic

import (
	"cmp"
	"slices"
)

// mostSplits bounds the combinations of cells of unsure variables that one cube is split into.
const mostSplits = 1 << 12

// project drops what a cube says of unsure variables, into e.projected: the cubes over the other
// variables under which some value of the unsure ones makes it hold. Where the cube keeps every
// unsure variable of a clause from meeting it, another variable of the clause has to.
func (e *Evaluation) project(c Cube) {
	s := e.state
	from := len(e.scratch)
	for _, l := range c {
		if s.Status[l.Var] != Unsure {
			e.scratch = append(e.scratch, l)
		}
	}
	rest := Cube(e.scratch[from:len(e.scratch):len(e.scratch)])
	e.projected = append(e.projected[:0], rest)
	if !e.ties.coupled {
		return
	}
	if e.meetsAll(c) {
		return
	}
	e.projected = e.projected[:0]
	splits := e.divide(c)
	if len(splits) == mostSplits {
		e.Inexact = true
	}
	for _, split := range splits {
		cubes := e.need(split, rest)
		if len(cubes) == 1 && slices.Equal(cubes[0], rest) {
			e.projected = append(e.projected[:0], rest) // nothing is needed, and all lies within it
			return
		}
		e.projected = append(e.projected, cubes...)
	}
}

// meetsAll reports whether the unsure variables, each in the mildest cell that the cube leaves to
// it, meet every clause that ties one, so that nothing is asked of others.
func (e *Evaluation) meetsAll(c Cube) bool {
	s := e.state
	e.left -= len(e.ties.unsure)
	return !slices.ContainsFunc(e.ties.unsure, func(clause Cube) bool {
		return !slices.ContainsFunc(clause, func(l Literal) bool {
			return s.Status[l.Var] == Unsure &&
				mildest(s.Cells[l.Var]&c.cellsOf(l.Var), e.net.Vars[l.Var].Safe)&l.Cells != 0
		})
	})
}

// divide splits the cube so that every unsure variable that several clauses name has cells that
// none of them tells apart, be it named by the cube or not: a value that meets one of them may not
// meet another. The cubes hold until it is called again.
func (e *Evaluation) divide(c Cube) []Cube {
	for _, v := range e.ties.knots {
		if e.state.Status[v] == Unsure {
			if j, ok := e.join(c, Literal{v, e.state.Cells[v]}); ok {
				c = j
			}
		}
	}
	all, next := append(e.splits[0][:0], c), e.splits[1][:0]
	for i, l := range c {
		cells := l.Cells & e.state.Cells[l.Var]
		if e.state.Status[l.Var] != Unsure || e.ties.count[l.Var] < 2 ||
			block(e.ties.unsure, l.Var, cells) == cells {
			continue
		}
		next = next[:0]
		for _, cube := range all {
			for rest := cells; rest != 0 && len(next) < mostSplits; rest &^= next[len(next)-1][i].Cells {
				one := e.keep(cube)
				one[i].Cells = block(e.ties.unsure, l.Var, rest)
				next = append(next, one)
			}
		}
		e.left -= len(next)
		all, next = next, all
	}
	e.splits = [2][]Cube{all, next}
	return all
}

// need joins to rest what the clauses ask of other variables while the unsure ones lie as in the
// cube. The cubes hold until it is called again.
func (e *Evaluation) need(c, rest Cube) []Cube {
	status := e.state.Status
	cubes, next := append(e.needed[0][:0], rest), e.needed[1][:0]
	for _, clause := range e.ties.unsure {
		if e.unsureMeet(c, clause) {
			continue
		}
		next = next[:0]
		for _, p := range cubes {
			if slices.ContainsFunc(clause, func(l Literal) bool {
				return status[l.Var] != Unsure && p.Implies(Cube{l})
			}) {
				next = append(next, p) // meets the clause as it is
				continue
			}
			for _, l := range clause {
				if status[l.Var] == Unsure {
					continue
				}
				if j, ok := e.join(p, l); ok {
					next = append(next, j)
				}
			}
		}
		e.left -= len(next) + 1
		cubes, next = next, cubes
	}
	e.needed = [2][]Cube{cubes, next}
	return cubes
}

// join adds a literal to a cube, and reports whether the two can be so at once. The new cube holds
// as long as the events do.
func (e *Evaluation) join(c Cube, l Literal) (Cube, bool) {
	at, found := slices.BinarySearchFunc(c, l.Var, func(x Literal, v int32) int { return cmp.Compare(x.Var, v) })
	if found {
		if l.Cells &= c[at].Cells; l.Cells == 0 {
			return nil, false
		}
		out := e.keep(c)
		out[at] = l
		return out, true
	}
	from := len(e.scratch)
	e.scratch = append(append(append(e.scratch, c[:at]...), l), c[at:]...)
	return e.scratch[from:len(e.scratch):len(e.scratch)], true
}

// keep copies a cube for as long as the events hold.
func (e *Evaluation) keep(c Cube) Cube {
	from := len(e.scratch)
	e.scratch = append(e.scratch, c...)
	return e.scratch[from:len(e.scratch):len(e.scratch)]
}

// unsureMeet reports whether an unsure variable can meet the clause within the cube.
func (e *Evaluation) unsureMeet(c, clause Cube) bool {
	s := e.state
	for _, l := range clause {
		if s.Status[l.Var] == Unsure && l.Cells&s.Cells[l.Var]&c.cellsOf(l.Var) != 0 {
			return true
		}
	}
	return false
}
