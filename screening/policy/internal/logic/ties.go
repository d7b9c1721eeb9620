package logic

import (
	"cmp"
	"slices"
)

// ties is what the clauses of the state tie together. A clause over one fact alone ties nothing
// while it has more literals than a cube, its site and all other clauses can close. Sets that are
// never empty, each a fact of its own, do not close each other.
type ties struct {
	read    bool    // they are those of this evaluation
	count   []int32 // by variable: how many clauses tie it
	tied    []int32 // the variables that clauses tie
	knots   []int32 // the variables that several clauses tie
	coupled bool    // some clause ties an unsure variable
	unsure  []Cube  // the clauses that tie an unsure variable
	mixed   []Cube  // of these, the clauses that also name a variable that is not unsure

	part, last Cube // what the cube looked at, and the one before it, ask of tied variables
	consistent bool // whether the one before it was
}

// readClauses finds what the clauses of the state tie, once somebody asks.
func (e *Evaluation) readClauses() {
	t := &e.ties
	if t.read {
		return
	}
	t.read = true
	if len(t.count) != len(e.net.Vars) {
		t.count, t.tied = make([]int32, len(e.net.Vars)), t.tied[:0]
	}
	for _, v := range t.tied {
		t.count[v] = 0
	}
	t.tied, t.knots, t.coupled, t.unsure, t.mixed = t.tied[:0], t.knots[:0], false, t.unsure[:0], t.mixed[:0]
	t.last = t.last[:0]
	closed, last := e.net.longest+1, int32(-1) // and a place inside or outside of a site
	for _, clause := range e.state.Clauses {
		if owner := e.net.Vars[clause[0].Var].Owner; e.ofOneFact(clause) && owner > last {
			last = owner
		} else { // it is between facts, or not the first one of its fact
			closed++
		}
	}
	for _, clause := range e.state.Clauses {
		if len(clause) <= closed || !e.ofOneFact(clause) {
			e.tie(clause) // a fact is unsure as a whole, so that the others are not mixed either
		}
	}
}

// ofOneFact reports whether a clause is over one fact alone. The variables of a fact follow each
// other.
func (e *Evaluation) ofOneFact(clause Cube) bool {
	return e.net.Vars[clause[0].Var].Owner == e.net.Vars[clause[len(clause)-1].Var].Owner
}

// tie enters a clause.
func (e *Evaluation) tie(clause Cube) {
	t, unsure := &e.ties, 0
	for _, l := range clause {
		if e.state.Status[l.Var] == Unsure {
			unsure++
		}
		switch t.count[l.Var]++; t.count[l.Var] {
		case 1:
			t.tied = append(t.tied, l.Var)
		case 2:
			t.knots = append(t.knots, l.Var)
		}
	}
	if unsure > 0 {
		t.coupled, t.unsure = true, append(t.unsure, clause)
		if unsure < len(clause) {
			t.mixed = append(t.mixed, clause)
		}
	}
}

// block is the cells that no clause tells from the lowest one: whichever of them the variable has,
// the same clauses are met.
func block(clauses []Cube, v int32, cells uint64) uint64 {
	lowest := cells & -cells
	for _, clause := range clauses {
		for _, l := range clause {
			switch {
			case l.Var != v:
			case l.Cells&lowest != 0:
				cells &= l.Cells
			default:
				cells &^= l.Cells
			}
		}
	}
	return cells
}

// mildly reports whether the mild completion meets every clause with the variables of the literals
// put where these ask for them, and where it does not, whether another one may: not where a clause
// is left without a way.
func (e *Evaluation) mildly(part Cube) (meets, may bool) {
	if !e.met {
		return false, true
	}
	meets = true
	for _, p := range part {
		if e.pick[p.Var]&p.Cells != 0 {
			continue
		}
		for at := e.clauses.first[p.Var]; at > 0; at = e.clauses.list[at-1].next {
			e.left--
			switch e.look(e.clauses.list[at-1].cube, part) {
			case Possible:
				meets = false
			case False:
				return false, false
			}
		}
	}
	return meets, true
}

// look looks at a clause with the variables of the literals put where these ask for them: it is
// True where the mild completion meets it so, and False where nothing can.
func (e *Evaluation) look(clause, part Cube) Truth {
	out := False
	for _, l := range clause {
		cells, pick := e.state.Cells[l.Var], e.pick[l.Var]
		for _, p := range part {
			if p.Var == l.Var {
				cells &= p.Cells
				if pick&p.Cells == 0 {
					pick = mildest(cells, e.net.Vars[l.Var].Safe)
				}
			}
		}
		if pick&l.Cells != 0 {
			return True
		}
		if cells&l.Cells != 0 {
			out = Possible
		}
	}
	return out
}

// consistent reports whether some assignment satisfies the cube and every clause. The mild
// completion does where it gives every tied variable what the cube asks of it. Cubes that follow
// each other often ask the same, so that the last answer is kept.
func (e *Evaluation) consistent(c Cube) bool {
	t := &e.ties
	t.part = t.part[:0]
	for _, l := range c {
		if t.count[l.Var] > 0 && e.state.Cells[l.Var]&^l.Cells != 0 {
			t.part = append(t.part, l)
		}
	}
	if len(t.part) == 0 {
		return true
	}
	e.choosePick()
	if meets, may := e.mildly(t.part); meets || !may {
		return meets
	}
	if slices.Equal(t.part, t.last) {
		return t.consistent
	}
	s := e.begin()
	t.consistent = true
	for _, l := range t.part {
		t.consistent = t.consistent && s.narrow(l.Var, l.Cells)
	}
	t.consistent = t.consistent && s.solve()
	t.part, t.last = t.last, t.part
	e.Inexact = e.Inexact || s.spent
	return t.consistent
}

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
