package logic

// search looks for assignments. It narrows cells and undoes what it narrowed. All searches of one call draw on one budget.
type search struct {
	cells   []uint64 // what is left of every variable
	pick    []uint64 // one cell of each, the mildest left: the assignment tried first
	trail   []change
	clauses []Cube
	extra   []Cube // further clauses
	own     []Cube // no cube of own or doubt may hold
	doubt   []Cube
	watches *watches // of own and doubt, or nil: then every cube is looked at
	left    *int     // of the budget, in cubes looked at
	spent   bool
	ready   bool // cells and pick hold what is known but for what the trail tells
	vars    []Variable
}

type change struct {
	v           int32
	cells, pick uint64
}

// begin goes back to what is known. While nothing new is known it only undoes what the last search did.
func (s *search) begin(n *Network, st *State, pick []uint64) {
	if s.ready {
		s.undo(0)
		s.cells, s.pick = s.cells[:len(st.Cells)], s.pick[:len(st.Cells)]
	} else {
		s.cells = append(s.cells[:0], st.Cells...)
		s.pick = append(s.pick[:0], pick...)
		s.trail, s.ready = s.trail[:0], true
	}
	s.clauses, s.extra, s.own, s.doubt, s.watches = st.Clauses, nil, nil, nil, nil
	s.spent, s.vars = *s.left <= 0, n.Vars
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

// avoid reports whether some assignment within the cells satisfies every clause and no cube; s.pick is then that assignment. When
// the budget is spent it says yes: a bound that may be wider and a question that may be asked in vain clear nobody.
func (s *search) avoid() bool {
	if *s.left -= 1 + len(s.trail) + len(s.clauses) + len(s.extra); *s.left <= 0 {
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
		if s.narrow(l.Var, yes) && s.avoid() {
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

// violation is a cube that holds and must not, or a clause that does not hold, and how many ways there are to mend it.
type violation struct {
	cube   Cube
	clause bool
	ways   int
}

// worst returns the violation of the assignment tried first that has the fewest ways out, and whether every one has a way.
func (s *search) worst() (worst violation, possible bool) {
	worst.ways = 1 << 30
	if !s.worstCube(&worst) {
		return worst, false
	}
	for _, set := range [2][]Cube{s.clauses, s.extra} {
		for _, c := range set {
			ways, met := 0, false
			for i := len(c) - 1; i >= 0 && !met; i-- {
				met = s.pick[c[i].Var]&c[i].Cells != 0
				if s.cells[c[i].Var]&c[i].Cells != 0 {
					ways++
				}
			}
			if !met && ways < worst.ways {
				worst = violation{c, true, ways}
			}
		}
	}
	return worst, worst.ways > 0
}

// worstCube looks for the worst violation among the cubes that can hold.
func (s *search) worstCube(worst *violation) (possible bool) {
	if s.watches == nil {
		*s.left -= len(s.own) + len(s.doubt)
		for _, set := range [2][]Cube{s.own, s.doubt} {
			for _, c := range set {
				if !s.weigh(c, worst) {
					return false
				}
			}
		}
		return true
	}
	for _, c := range s.watches.held {
		*s.left--
		if !s.weigh(c, worst) {
			return false
		}
	}
	for i := range s.trail {
		for id := s.watches.of[s.trail[i].v]; id > 0; {
			w := &s.watches.list[id-1]
			*s.left--
			if !s.weigh(w.cube, worst) {
				return false
			}
			id = w.next
		}
	}
	return true
}

// weigh takes the cube for the worst violation if it holds and has fewer ways out, and reports whether it has any.
func (s *search) weigh(c Cube, worst *violation) (possible bool) {
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
