package logic

// canStayBelow reports whether some completion makes the form false.
func (e *Evaluation) canStayBelow(f *form) bool {
	if f.over {
		e.Inexact = true
		return true
	}
	s := &e.search
	s.begin(e.net, e.state, e.pick)
	s.own, s.doubt = f.own, f.doubt
	ok := s.avoid()
	e.Inexact = e.Inexact || s.spent
	return ok
}

// canReach reports whether some completion makes every form true at once.
func (e *Evaluation) canReach(forms ...*form) bool { return e.canChange(forms, nil, -1) }

// decides reports whether in some completion changing the fact alone turns the form from true to false.
func (e *Evaluation) decides(f *form, fact int32) bool { return e.canChange([]*form{f}, f, fact) }

// canChange reports whether there is a completion in which every form of on holds and from which changing the given fact alone
// leads to a completion in which off does not. Without off it only asks for the first.
//
// What holds whatever the unsure variables are is found by counterexample: choose cubes for the values tried so far, look whether
// some other value defeats the completion found, and if one does, try it as well. Values are finite, so this ends, and it ends
// with the exact answer.
func (e *Evaluation) canChange(on []*form, off *form, fact int32) bool {
	c := &e.changing
	c.e, c.on, c.off, c.fact = e, on, off, fact
	for len(c.tried) < len(on) {
		c.tried = append(c.tried, nil)
	}
	over := off != nil && off.over
	for i := range on {
		c.tried[i] = c.tried[i][:0]
		over = over || on[i].over
	}
	if over {
		e.Inexact = true
		return true
	}
	for {
		e.search.begin(e.net, e.state, e.pick)
		c.beginHold()
		c.again = false
		found := c.choose(0, 0)
		if e.left <= 0 {
			e.Inexact = true
			return true
		}
		if found || !c.again {
			return found
		}
	}
}

// changing is one run of canChange.
type changing struct {
	e     *Evaluation
	on    []*form
	off   *form
	fact  int32
	tried [][]assignment // by form: the values of the unsure variables that its own cubes were held against
	route []bool         // by form: its own cubes were chosen, so they have to stand whatever the unsure values are
	hold  []uint64       // of the fact's variables: what the chosen cubes leave to them
	log   []change
	ready bool // hold is what is known but for what log tells
	again bool // a new value was added to tried

	checker search
}

// assignment is one cell for every variable.
type assignment []uint64

// choose picks, for form i and its tried values from k on, one cube each, and calls itself for the rest.
func (c *changing) choose(i, k int) bool {
	if c.e.left--; c.e.left <= 0 || c.again {
		return false
	}
	if i == len(c.on) {
		return c.complete()
	}
	f := c.on[i]
	c.e.left -= 2 * (len(f.own) + len(f.doubt))
	for len(c.route) <= i {
		c.route = append(c.route, false)
	}
	if k == 0 {
		c.route[i] = false
		for _, cube := range f.doubt {
			if c.speaks(cube) && c.take(cube, nil, i+1, 0) {
				return true
			}
		}
		if f.plain {
			for _, cube := range f.own {
				if c.speaks(cube) && c.take(cube, nil, i+1, 0) {
					return true
				}
			}
			return false
		}
		if len(f.own) == 0 {
			return false
		}
		c.route[i] = true
	}
	if k == len(c.tried[i]) {
		return c.choose(i+1, 0)
	}
	u := c.tried[i][k]
	for _, cube := range f.own {
		if c.meets(cube, u) && c.take(cube, u, i, k+1) {
			return true
		}
	}
	// A value that the completion itself rules out needs no cube.
	c.e.left -= len(c.e.ties.mixed)
	for _, clause := range c.e.ties.mixed {
		if c.denied(clause, u) && c.deny(clause, i, k+1) {
			return true
		}
	}
	return false
}

// speaks reports whether the cube can be lost by changing the fact.
func (c *changing) speaks(cube Cube) bool {
	if c.fact < 0 {
		return true
	}
	for _, l := range cube {
		if c.e.net.Vars[l.Var].Owner == c.fact {
			return true
		}
	}
	return false
}

// take narrows the completion to the cube, less its unsure literals when u has settled them, and goes on.
func (c *changing) take(cube Cube, u assignment, i, k int) bool {
	mark, log := len(c.e.search.trail), len(c.log)
	ok := true
	for _, l := range cube {
		if u != nil && c.e.state.Status[l.Var] == Unsure {
			continue
		}
		if ok = c.narrow(l.Var, l.Cells); !ok {
			break
		}
	}
	if ok && c.choose(i, k) {
		return true
	}
	c.back(mark, log)
	return false
}

// deny narrows the completion so that the clause fails but for the unsure variables, and goes on.
func (c *changing) deny(clause Cube, i, k int) bool {
	mark, log := len(c.e.search.trail), len(c.log)
	ok := true
	for _, l := range clause {
		if c.e.state.Status[l.Var] == Unsure {
			continue
		}
		if ok = c.narrow(l.Var, ^l.Cells); !ok {
			break
		}
	}
	if ok && c.choose(i, k) {
		return true
	}
	c.back(mark, log)
	return false
}

func (c *changing) beginHold() {
	if !c.ready {
		c.hold, c.log, c.ready = append(c.hold[:0], c.e.state.Cells...), c.log[:0], true
	}
	c.back(len(c.e.search.trail), 0)
}

// narrow leaves a variable the cells: one of the fact's own in the completion before the change, any other in both.
func (c *changing) narrow(v int32, cells uint64) bool {
	if c.fact < 0 || c.e.net.Vars[v].Owner != c.fact {
		return c.e.search.narrow(v, cells)
	}
	left := c.hold[v] & cells
	if left != c.hold[v] {
		c.log = append(c.log, change{v, c.hold[v], 0})
		c.hold[v] = left
	}
	return left != 0
}

func (c *changing) back(mark, log int) {
	c.e.search.undo(mark)
	for len(c.log) > log {
		l := c.log[len(c.log)-1]
		c.log = c.log[:len(c.log)-1]
		c.hold[l.v] = l.cells
	}
}

func (c *changing) meets(cube Cube, u assignment) bool {
	for _, l := range cube {
		if c.e.state.Status[l.Var] == Unsure && u[l.Var]&l.Cells == 0 {
			return false
		}
	}
	return true
}

// denied reports whether no unsure variable of the clause, of which there is at least one, meets it at u.
func (c *changing) denied(clause Cube, u assignment) bool {
	unsure := false
	for _, l := range clause {
		if c.e.state.Status[l.Var] == Unsure {
			unsure = true
			if u[l.Var]&l.Cells != 0 {
				return false
			}
		}
	}
	return unsure
}
