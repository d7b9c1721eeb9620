package logic

import "slices"

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
