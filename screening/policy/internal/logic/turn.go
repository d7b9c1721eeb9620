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

	found  assignment // the completion that was found
	asked  []Cube     // what clauses ask of other facts
	others []Literal  // of asked

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
	unsure, status := false, t.e.state.Status
	for _, l := range clause {
		if status[l.Var] == Unsure {
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
