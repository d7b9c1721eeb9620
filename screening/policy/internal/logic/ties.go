package logic

// ties is what the clauses tie together: which variables, and how. A clause over one fact alone ties
// nothing while it has more literals than a cube, its site and all clauses between facts can close.
type ties struct {
	count   []int32 // by variable: how many clauses tie it
	first   []int32 // by variable: one more than the index in links of its first link
	links   []link
	knots   []int32 // the variables that several clauses tie
	coupled bool    // some clause ties an unsure variable
	unsure  []Cube  // the clauses that tie an unsure variable
	mixed   []Cube  // the clauses, long ones too, that name an unsure variable and one that is not

	cubes   bitset   // those that speak of a tied variable
	cells   []uint64 // by variable: what a cube leaves to it, as far as was followed
	changed []int32  // the variables to which it leaves less
}

type link struct {
	clause Cube
	next   int32
}

// readClauses finds what the clauses of the state tie.
func (e *Evaluation) readClauses() {
	t := &e.ties
	if len(t.count) != len(e.net.Vars) {
		t.count, t.first, t.cells = make([]int32, len(e.net.Vars)), make([]int32, len(e.net.Vars)), make([]uint64, len(e.net.Vars))
		t.cubes = newBitset(len(e.net.cubes))
	}
	clear(t.cubes)
	clear(t.count)
	clear(t.first)
	t.coupled, t.knots, t.links, t.changed, e.picked = false, t.knots[:0], t.links[:0], t.changed[:0], false
	t.unsure, t.mixed = t.unsure[:0], t.mixed[:0]
	closed := e.net.longest + 1 // and a place inside or outside of a site
	for _, clause := range e.state.Clauses {
		if !e.ofOneFact(clause) {
			closed++
		}
	}
	for _, clause := range e.state.Clauses {
		if len(clause) > closed && e.ofOneFact(clause) {
			continue // a fact is unsure as a whole, so that the clause is not mixed either
		}
		unsure := 0
		for _, l := range clause {
			if e.state.Status[l.Var] == Unsure {
				unsure++
			}
		}
		if unsure > 0 && unsure < len(clause) {
			t.mixed = append(t.mixed, clause)
		}
		if unsure > 0 {
			t.coupled, t.unsure = true, append(t.unsure, clause)
		}
		for _, l := range clause {
			t.links = append(t.links, link{clause, t.first[l.Var]})
			t.first[l.Var] = int32(len(t.links))
			t.cells[l.Var] = e.state.Cells[l.Var]
			switch t.count[l.Var]++; t.count[l.Var] {
			case 1:
				e.tieCubes(l.Var)
			case 2:
				t.knots = append(t.knots, l.Var)
			}
		}
	}
}

// tieCubes notes the cubes that speak of a variable.
func (e *Evaluation) tieCubes(v int32) {
	for _, d := range e.net.denialsOf[v] {
		for _, w := range e.net.denials[d].cubes {
			e.ties.cubes[w.at] |= w.bits
		}
	}
}

// ofOneFact reports whether a clause is over one fact alone. The variables of a fact follow each other.
func (e *Evaluation) ofOneFact(clause Cube) bool {
	return e.net.Vars[clause[0].Var].Owner == e.net.Vars[clause[len(clause)-1].Var].Owner
}

// consistent reports whether some assignment satisfies the cube and every clause.
func (e *Evaluation) consistent(c Cube) bool {
	t := &e.ties
	possible := true
	for _, l := range c {
		if t.count[l.Var] > 0 && !t.narrow(l) {
			possible = false
			break
		}
	}
	possible = possible && (len(t.changed) == 0 || t.follow() && (e.mends() || e.satisfies(c)))
	for _, v := range t.changed {
		t.cells[v] = e.state.Cells[v]
	}
	t.changed = t.changed[:0]
	return possible
}

// narrow leaves a variable the cells of the literal, and reports whether any is left.
func (t *ties) narrow(l Literal) bool {
	left := t.cells[l.Var] & l.Cells
	if left != t.cells[l.Var] {
		t.cells[l.Var], t.changed = left, append(t.changed, l.Var)
	}
	return left != 0
}

// follow draws from what is narrowed whatever follows by one clause after the other. It reports false where
// a clause cannot be met any more.
func (t *ties) follow() bool {
	for i := 0; i < len(t.changed); i++ {
		for at := t.first[t.changed[i]]; at > 0; at = t.links[at-1].next {
			var last Literal
			ways := 0
			for _, l := range t.links[at-1].clause {
				if l.Cells&t.cells[l.Var] != 0 {
					ways, last = ways+1, l
				}
			}
			if ways == 0 || ways == 1 && !t.narrow(last) {
				return false
			}
		}
	}
	return true
}

// mends reports whether the mild completion, with what follows from the cube, meets every clause. One that
// names nothing that was narrowed is met as it was.
func (e *Evaluation) mends() bool {
	e.choosePick()
	t := &e.ties
	for _, v := range t.changed {
	next:
		for at := t.first[v]; at > 0; at = t.links[at-1].next {
			for _, l := range t.links[at-1].clause {
				cell := e.pick[l.Var]
				if cells := t.cells[l.Var]; cell&cells == 0 {
					cell = mildest(cells, e.net.Vars[l.Var].Safe)
				}
				if cell&l.Cells != 0 {
					continue next
				}
			}
			return false
		}
	}
	return true
}

// satisfies searches for an assignment that satisfies the cube and every clause.
func (e *Evaluation) satisfies(c Cube) bool {
	s := &e.search
	s.begin(e.net, e.state, e.pick)
	for _, l := range c {
		if !s.narrow(l.Var, l.Cells) {
			return false
		}
	}
	ok := s.avoid()
	e.Inexact = e.Inexact || s.spent
	return ok
}
