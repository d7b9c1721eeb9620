package logic

import "slices"

// canTurn reports whether there is a completion in which every event of on is true and from which
// changing the given fact alone leads to a completion in which off is not. Without off it only asks
// for the first.
//
// What holds whatever the unsure variables are is found by counterexample: choose cubes for the
// values tried so far, look whether some other value defeats the completion found, and if one does,
// try it as well. Values are finite, so this ends, and it ends with the exact answer.
func (e *Evaluation) canTurn(on []*event, off *event, fact int32) bool {
	t := &e.turning
	t.e, t.on, t.off, t.fact = e, on, off, fact
	for len(t.tried) < len(on) {
		t.tried, t.route = append(t.tried, nil), append(t.route, false)
	}
	over := off != nil && off.over
	for i := range on {
		t.tried[i] = t.tried[i][:0]
		over = over || on[i].over
	}
	if over {
		e.Inexact = true
		return true
	}
	for {
		e.begin()
		t.beginHold()
		t.again = false
		found := t.choose(0, 0)
		if e.left <= 0 {
			e.Inexact = true
			return true
		}
		if found || !t.again {
			return found
		}
	}
}

// turning is one run of canTurn.
type turning struct {
	e     *Evaluation
	on    []*event
	off   *event
	fact  int32          // or -1
	tried [][]assignment // by event: the unsure values that its own cubes were held against
	route []bool         // by event: it rests on own cubes, which have to stand whatever is unsure
	hold  []uint64       // of the fact's variables: what chosen cubes leave to them before the change
	log   []change       // of hold
	ready bool           // hold is what is known but for what log tells
	again bool           // a new value was added to tried

	asked  []Cube    // what clauses ask of other facts
	others []Literal // of asked

	checker search
}

// assignment is one cell for every variable.
type assignment []uint64

// choose picks, for event i and its tried values from k on, one cube each, and calls itself for the
// rest.
func (t *turning) choose(i, k int) bool {
	if t.e.left--; t.e.left <= 0 || t.again {
		return false
	}
	if i == len(t.on) {
		return t.complete()
	}
	x := t.on[i]
	t.e.left -= 2 * (len(x.own) + len(x.doubt))
	if k == 0 {
		t.route[i] = false
		if t.chooseAny(x.doubt, i) || x.plain && t.chooseAny(x.own, i) {
			return true
		}
		if x.plain || len(x.own) == 0 {
			return false
		}
		t.route[i] = true
	}
	if k == len(t.tried[i]) {
		return t.choose(i+1, 0)
	}
	u := t.tried[i][k]
	for _, cube := range x.own {
		if t.allows(u, cube) && t.take(cube, u, false, i, k+1) {
			return true
		}
	}
	// A value that the completion itself rules out needs no cube.
	t.e.left -= len(t.e.ties.mixed)
	for _, clause := range t.e.ties.mixed {
		if t.denies(u, clause) && t.take(clause, u, true, i, k+1) {
			return true
		}
	}
	return false
}

// chooseAny picks one of the cubes for event i, whatever was tried, and goes on.
func (t *turning) chooseAny(cubes []Cube, i int) bool {
	for _, cube := range cubes {
		if t.speaks(cube) && t.take(cube, nil, false, i+1, 0) {
			return true
		}
	}
	return false
}

// speaks reports whether the cube can be lost by changing the fact.
func (t *turning) speaks(cube Cube) bool {
	if t.fact < 0 {
		return true
	}
	return slices.ContainsFunc(cube, func(l Literal) bool { return t.ofFact(l.Var) })
}

// ofFact reports whether a variable is of the fact.
func (t *turning) ofFact(v int32) bool { return t.e.net.Vars[v].Owner == t.fact }

func (t *turning) unsure(v int32) bool { return t.e.state.Status[v] == Unsure }

// allows reports whether the cube holds as far as it speaks of unsure variables.
func (t *turning) allows(u assignment, cube Cube) bool {
	for _, l := range cube {
		if t.unsure(l.Var) && u[l.Var]&l.Cells == 0 {
			return false
		}
	}
	return true
}

// denies reports whether no unsure variable of the clause, of which there is at least one, meets
// it.
func (t *turning) denies(u assignment, clause Cube) bool {
	unsure := false
	for _, l := range clause {
		if t.unsure(l.Var) {
			unsure = true
			if u[l.Var]&l.Cells != 0 {
				return false
			}
		}
	}
	return unsure
}

// take narrows the completion to the literals, or to none of them, less the unsure ones when u has
// settled them, and goes on.
func (t *turning) take(literals Cube, u assignment, none bool, i, k int) bool {
	mark, log := len(t.e.search.trail), len(t.log)
	ok := true
	for _, l := range literals {
		if u != nil && t.unsure(l.Var) {
			continue
		}
		if none {
			l.Cells = ^l.Cells
		}
		if ok = t.narrow(l.Var, l.Cells); !ok {
			break
		}
	}
	if ok && t.choose(i, k) {
		return true
	}
	t.back(mark, log)
	return false
}

func (t *turning) beginHold() {
	if !t.ready {
		t.hold, t.log, t.ready = append(t.hold[:0], t.e.state.Cells...), t.log[:0], true
	}
	t.back(len(t.e.search.trail), 0)
}

// narrow leaves a variable the cells: one of the fact's own in the completion before the change,
// any other in both.
func (t *turning) narrow(v int32, cells uint64) bool {
	if t.fact < 0 || !t.ofFact(v) {
		return t.e.search.narrow(v, cells)
	}
	left := t.hold[v] & cells
	if left != t.hold[v] {
		t.log = append(t.log, change{v, t.hold[v], 0})
		t.hold[v] = left
	}
	return left != 0
}

func (t *turning) back(mark, log int) {
	t.e.search.undo(mark)
	for len(t.log) > log {
		c := t.log[len(t.log)-1]
		t.log = t.log[:len(t.log)-1]
		t.hold[c.v] = c.cells
	}
}

// complete looks for a completion within what the chosen cubes leave. A variable of the fact that
// several clauses name takes its cells one by one: before the change, one cell has to meet all of
// them.
func (t *turning) complete() bool {
	if t.fact < 0 {
		return t.find()
	}
	for _, v := range t.e.ties.knots {
		cells := t.hold[v]
		if cells&(cells-1) == 0 || !t.ofFact(v) {
			continue
		}
		log := len(t.log)
		for rest := cells; rest != 0 && !t.again && t.e.left > 0; rest &= rest - 1 {
			t.narrow(v, rest&-rest)
			if t.complete() {
				return true
			}
			t.back(len(t.e.search.trail), log)
		}
		return t.e.left <= 0
	}
	return t.find()
}

// find looks for a completion, and, when there is one, whether every event that rests on its own
// cubes is true in it whatever the unsure values are.
func (t *turning) find() bool {
	s := &t.e.search
	mark := len(s.trail)
	s.must[1] = t.extra()
	if t.off != nil {
		w := t.e.watchesOf(t.off)
		s.never[0], s.neverWatched = w.held, &w.watchlist
	}
	found := s.solve()
	if !found {
		s.undo(mark)
		t.learn(mark)
		return false
	}
	if s.spent || !slices.Contains(t.route[:len(t.on)], true) {
		return true
	}
	before := t.before()
	s.undo(mark)
	for i, x := range t.on {
		if !t.route[i] {
			continue
		}
		if u := t.defeat(x, before); u != nil {
			t.tried[i] = append(t.tried[i], u)
			t.again = true
			return false
		}
	}
	return true
}

// learn keeps what was narrowed up to the mark as one more cube that may not hold: within it
// nothing makes off false, whichever fact is changed. Where the clauses asked for more because of
// this fact, nothing is learned.
func (t *turning) learn(mark int) {
	s := &t.e.search
	if t.off == nil || len(s.must[1]) > 0 {
		return
	}
	w := t.e.watchesOf(t.off)
	from := len(w.learned)
	for i, c := range s.trail[:mark] {
		if !slices.ContainsFunc(s.trail[:i], func(o change) bool { return o.v == c.v }) {
			w.learned = append(w.learned, Literal{c.v, s.cells[c.v]})
		}
	}
	cube := Cube(w.learned[from:len(w.learned):len(w.learned)])
	if v := t.e.denying(cube); v >= 0 {
		w.add(v, cube)
	}
}

// extra is what the clauses ask of the other variables where the fact, before the change, does not
// meet them. Unsure variables need nothing: in that completion they may take whatever meets the
// clause.
func (t *turning) extra() []Cube {
	if t.fact < 0 {
		return nil
	}
	t.asked, t.others = t.asked[:0], t.others[:0]
	for _, clause := range t.e.naming[t.fact] {
		if !t.needs(clause) {
			continue
		}
		from := len(t.others)
		for _, l := range clause {
			if !t.ofFact(l.Var) {
				t.others = append(t.others, l)
			}
		}
		t.asked = append(t.asked, t.others[from:len(t.others):len(t.others)])
	}
	return t.asked
}

// needs reports whether nothing but other facts can meet the clause before the change.
func (t *turning) needs(clause Cube) bool {
	return !slices.ContainsFunc(clause, func(l Literal) bool {
		return t.ofFact(l.Var) && t.hold[l.Var]&l.Cells != 0 || !t.ofFact(l.Var) && t.unsure(l.Var)
	})
}

// before is the completion before the change: the one found, with the fact's own variables as the
// chosen cubes want them, and where they may as the clauses do.
func (t *turning) before() assignment {
	a := assignment(slices.Clone(t.e.search.pick))
	if t.fact < 0 {
		return a
	}
	for v := range a {
		if t.ofFact(int32(v)) && a[v]&t.hold[v] == 0 {
			a[v] = mildest(t.hold[v], t.e.net.Vars[v].Safe)
		}
	}
	for _, clause := range t.e.state.Clauses {
		if slices.ContainsFunc(clause, func(l Literal) bool { return a[l.Var]&l.Cells != 0 }) {
			continue
		}
		for _, l := range clause {
			if t.ofFact(l.Var) && t.hold[l.Var]&l.Cells != 0 {
				a[l.Var] = mildest(t.hold[l.Var]&l.Cells, t.e.net.Vars[l.Var].Safe)
				break
			}
		}
	}
	return a
}

// defeat returns values of the unsure variables under which no own cube of the event holds in the
// completion, or nil.
func (t *turning) defeat(x *event, completion assignment) assignment {
	s := &t.checker
	t.e.left -= len(t.e.pick) / 2 // copied thrice
	s.ready, s.left, s.vars = false, &t.e.left, t.e.net.Vars
	s.begin(t.e.state.Cells, completion)
	for v := range s.cells {
		if !t.unsure(int32(v)) {
			s.cells[v] = completion[v]
		}
		if s.pick[v]&s.cells[v] == 0 {
			s.pick[v] = mildest(s.cells[v], s.vars[v].Safe)
		}
	}
	s.must[0], s.never[0] = t.e.state.Clauses, x.own
	if !s.solve() {
		return nil
	}
	return slices.Clone(s.pick)
}
