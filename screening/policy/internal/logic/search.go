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
