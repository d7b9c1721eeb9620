package logic

import "slices"

// search looks for an assignment by narrowing cells and undoing what it narrowed:
//
//	take the assignment tried first: the mildest cell that is left of every variable
//	nothing stands against it       -> found
//	some violation has no way out   -> back
//	else, of the one with the fewest ways out, try each way, without those before it
//
// All searches of one call draw on one budget.
type search struct {
	vars  []Variable
	cells []uint64 // what is left of every variable
	pick  []uint64 // one cell of each: the assignment tried first
	trail []change
	must  [2][]Cube // the clauses to be met
	never [2][]Cube // the cubes that may not hold

	// These are clauses to be met, and cubes that may not hold, which the assignment that the
	// search began with meets and denies. Only while the variable that does so is narrowed they are
	// looked at.
	mustWatched, neverWatched *watchlist

	left  *int // of the budget, in cubes looked at
	spent bool
	ready bool // cells and pick are what is known but for what the trail tells
}

// watchlist is clauses or cubes by the variable that each of them watches.
type watchlist struct {
	first []int32 // by variable: one more than the index in list of the first that watches it
	list  []watch
}

type watch struct {
	cube Cube
	next int32 // of the variable, as one more than its index
}

// reset empties the list.
func (w *watchlist) reset(vars int) {
	if len(w.first) != vars {
		w.first = make([]int32, vars)
	}
	clear(w.first)
	w.list = w.list[:0]
}

func (w *watchlist) add(v int32, c Cube) {
	w.list = append(w.list, watch{c, w.first[v]})
	w.first[v] = int32(len(w.list))
}

// change is what a variable was before it was narrowed.
type change struct {
	v           int32
	cells, pick uint64
}

// begin goes back to what is known. While nothing new is known it only undoes what the last search
// did.
func (s *search) begin(cells, pick []uint64) {
	if s.ready {
		s.undo(0)
		s.cells, s.pick = s.cells[:len(cells)], s.pick[:len(cells)]
	} else {
		s.cells, s.pick = append(s.cells[:0], cells...), append(s.pick[:0], pick...)
		s.trail, s.ready = s.trail[:0], true
	}
	s.must, s.never, s.mustWatched, s.neverWatched = [2][]Cube{}, [2][]Cube{}, nil, nil
	s.spent = *s.left <= 0
}

// narrow leaves a variable the given cells and reports whether any is left.
func (s *search) narrow(v int32, cells uint64) bool {
	left := s.cells[v] & cells
	if left == s.cells[v] {
		return left != 0
	}
	s.trail = append(s.trail, change{v, s.cells[v], s.pick[v]})
	s.cells[v] = left
	if s.pick[v]&left == 0 {
		s.pick[v] = mildest(left, s.vars[v].Safe)
	}
	return left != 0
}

func (s *search) undo(mark int) {
	for len(s.trail) > mark {
		c := s.trail[len(s.trail)-1]
		s.trail = s.trail[:len(s.trail)-1]
		s.cells[c.v], s.pick[c.v] = c.cells, c.pick
	}
}

// mildest picks one cell, a safe one where there is one.
func mildest(cells, safe uint64) uint64 {
	if cells&safe != 0 {
		cells &= safe
	}
	return cells & -cells
}

// solve reports whether some assignment within the cells meets every clause and no cube; s.pick is
// then that assignment. When the budget is spent it says yes: a bound that may be wider and a
// question that may be asked in vain clear nobody.
func (s *search) solve() bool {
	if *s.left -= 1 + len(s.trail) + len(s.must[0]) + len(s.must[1]); *s.left <= 0 {
		s.spent = true
		return true
	}
	worst, possible := s.worst()
	if !possible {
		return false
	}
	if worst.cube == nil {
		return true
	}
	mark := len(s.trail)
	for _, l := range worst.cube {
		if s.cells[l.Var]&^l.Cells == 0 && !worst.clause {
			continue
		}
		yes, no := ^l.Cells, l.Cells
		if worst.clause {
			yes, no = no, yes
		}
		here := len(s.trail)
		if s.narrow(l.Var, yes) && s.solve() {
			return true
		}
		s.undo(here)
		if !s.narrow(l.Var, no) {
			break
		}
	}
	s.undo(mark)
	return false
}

// violation is a cube that holds and must not, or a clause that does not hold, and how many ways
// there are to mend it.
type violation struct {
	cube   Cube
	clause bool
	ways   int
}

// worst returns the violation of the assignment tried first that has the fewest ways out, and
// whether every one has a way.
func (s *search) worst() (worst violation, possible bool) {
	worst.ways = 1 << 30
	*s.left -= len(s.never[0]) + len(s.never[1])
	for i := range s.must {
		for _, c := range s.must[i] {
			s.weighClause(c, &worst)
		}
		for _, c := range s.never[i] {
			if !s.weighCube(c, &worst) {
				return worst, false
			}
		}
	}
	if w := s.mustWatched; w != nil {
		for i := range s.trail {
			for at := w.first[s.trail[i].v]; at > 0; at = w.list[at-1].next {
				*s.left--
				s.weighClause(w.list[at-1].cube, &worst)
			}
		}
	}
	if w := s.neverWatched; w != nil {
		for i := range s.trail {
			for at := w.first[s.trail[i].v]; at > 0; at = w.list[at-1].next {
				*s.left--
				if !s.weighCube(w.list[at-1].cube, &worst) {
					return worst, false
				}
			}
		}
	}
	return worst, worst.ways > 0
}

// weighClause takes the clause for the worst violation if it is not met and has fewer ways out.
func (s *search) weighClause(c Cube, worst *violation) {
	ways := 0
	for i := len(c) - 1; i >= 0; i-- {
		if s.pick[c[i].Var]&c[i].Cells != 0 {
			return
		}
		if s.cells[c[i].Var]&c[i].Cells != 0 {
			ways++
		}
	}
	if ways < worst.ways {
		*worst = violation{c, true, ways}
	}
}

// weighCube takes the cube for the worst violation if it holds and has fewer ways out, and reports
// whether it has any.
func (s *search) weighCube(c Cube, worst *violation) (possible bool) {
	for _, l := range c {
		if s.pick[l.Var]&l.Cells == 0 {
			return true
		}
	}
	ways := 0
	for _, l := range c {
		if s.cells[l.Var]&^l.Cells != 0 {
			ways++
		}
	}
	if ways < worst.ways {
		*worst = violation{c, false, ways}
	}
	return ways > 0
}

// ties is what the clauses of the state tie together. A clause over one fact alone ties nothing
// while it has more literals than a cube, its site and all clauses between facts can close.
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
	closed := e.net.longest + 1 // and a place inside or outside of a site
	for _, clause := range e.state.Clauses {
		if !e.ofOneFact(clause) {
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

// mildly reports whether the mild completion meets every clause with the variables of the literals
// put where these ask for them. Where it does not, another one may.
func (e *Evaluation) mildly(part Cube) bool {
	if !e.met {
		return false
	}
	stays := func(l Literal) bool {
		for _, p := range part {
			if p.Var == l.Var && e.pick[l.Var]&p.Cells == 0 {
				return mildest(e.state.Cells[l.Var]&p.Cells, e.net.Vars[l.Var].Safe)&l.Cells != 0
			}
		}
		return e.pick[l.Var]&l.Cells != 0
	}
	for _, p := range part {
		if e.pick[p.Var]&p.Cells != 0 {
			continue
		}
		for at := e.clauses.first[p.Var]; at > 0; at = e.clauses.list[at-1].next {
			e.left--
			if !slices.ContainsFunc(e.clauses.list[at-1].cube, stays) {
				return false
			}
		}
	}
	return true
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
	if e.mildly(t.part) {
		return true
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
