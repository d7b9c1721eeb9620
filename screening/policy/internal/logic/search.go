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
	left    *int // of the budget, in cubes looked at
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
	s.clauses, s.extra, s.own, s.doubt = st.Clauses, nil, nil, nil
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
	if *s.left -= 1 + len(s.own) + len(s.doubt) + len(s.clauses) + len(s.extra); *s.left <= 0 {
		s.spent = true
		return true
	}
	violated, clause, options := s.violated()
	if options == 0 {
		return false
	}
	if violated == nil {
		return true
	}
	mark := len(s.trail)
	for _, l := range violated {
		if s.cells[l.Var]&^l.Cells == 0 && !clause {
			continue
		}
		yes, no := ^l.Cells, l.Cells
		if clause {
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

// violated returns the cube or clause that the assignment tried first violates and that has the fewest ways out, and how many. No
// violation is one option with nothing to mend.
func (s *search) violated() (worst Cube, clause bool, options int) {
	options = 1 << 30
	for _, set := range [2][]Cube{s.own, s.doubt} {
		for _, c := range set {
			if !s.holds(c) {
				continue
			}
			ways := 0
			for _, l := range c {
				if s.cells[l.Var]&^l.Cells != 0 {
					ways++
				}
			}
			if ways < options {
				worst, options = c, ways
				if ways == 0 {
					return c, false, 0
				}
			}
		}
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
			if !met && ways < options {
				worst, clause, options = c, true, ways
				if ways == 0 {
					return c, true, 0
				}
			}
		}
	}
	return worst, clause, options
}

// holds reports whether the assignment tried first satisfies the cube.
func (s *search) holds(c Cube) bool {
	for _, l := range c {
		if s.pick[l.Var]&l.Cells == 0 {
			return false
		}
	}
	return true
}
