package logic

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
				*s.left -= 5 // it lies apart in memory
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
