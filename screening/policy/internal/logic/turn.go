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

// complete looks for a completion within what the chosen cubes leave. A variable of the fact that several
// clauses name takes its cells one by one: before the change, one cell has to meet all of them.
func (c *changing) complete() bool {
	if c.fact < 0 {
		return c.find()
	}
	for _, v := range c.e.ties.knots {
		cells := c.hold[v]
		if cells&(cells-1) == 0 || c.e.net.Vars[v].Owner != c.fact {
			continue
		}
		log := len(c.log)
		for rest := cells; rest != 0 && !c.again && c.e.left > 0; rest &= rest - 1 {
			c.narrow(v, rest&-rest)
			if c.complete() {
				return true
			}
			c.back(len(c.e.search.trail), log)
		}
		return c.e.left <= 0
	}
	return c.find()
}

// find looks for a completion, and, when there is one, whether every form that rests on its own cubes
// stands in it whatever the unsure values are.
func (c *changing) find() bool {
	s := &c.e.search
	mark := len(s.trail)
	s.own, s.doubt, s.watches, s.extra = nil, nil, nil, c.extra()
	if c.off != nil {
		s.own, s.doubt, s.watches = c.off.own, c.off.doubt, c.e.watch(c.off)
	}
	found := s.avoid()
	s.extra = nil
	if !found {
		s.undo(mark)
		return false
	}
	if s.spent {
		return true
	}
	if !c.routed() {
		return true
	}
	before := c.before()
	s.undo(mark)
	for i, f := range c.on {
		if !c.route[i] {
			continue
		}
		if u := c.defeat(f, before); u != nil {
			c.tried[i] = append(c.tried[i], u)
			c.again = true
			return false
		}
	}
	return true
}

func (c *changing) routed() bool {
	for i := range c.on {
		if c.route[i] {
			return true
		}
	}
	return false
}

// extra is what the clauses ask of the other variables where the fact, before the change, does not meet
// them. Unsure variables need nothing: in that completion they may take whatever meets the clause.
func (c *changing) extra() []Cube {
	if c.fact < 0 {
		return nil
	}
	var extra []Cube
	for i, clause := range c.e.state.Clauses {
		if owner := c.e.owners[i]; owner >= 0 && owner != c.fact || !c.needs(clause) {
			continue
		}
		var rest Cube
		for _, l := range clause {
			if c.e.net.Vars[l.Var].Owner != c.fact {
				rest = append(rest, l)
			}
		}
		extra = append(extra, rest)
	}
	return extra
}

// needs reports whether the clause names the fact and nothing but other facts can meet it before the change.
func (c *changing) needs(clause Cube) bool {
	mine := false
	for _, l := range clause {
		if c.e.net.Vars[l.Var].Owner == c.fact {
			if mine = true; c.hold[l.Var]&l.Cells != 0 {
				return false
			}
		} else if c.e.state.Status[l.Var] == Unsure {
			return false
		}
	}
	return mine
}

// before is the completion before the change: the one found, with the fact's own variables as the chosen
// cubes want them, and where they may as the clauses do.
func (c *changing) before() assignment {
	a := append(assignment(nil), c.e.search.pick...)
	if c.fact < 0 {
		return a
	}
	for v := range a {
		if c.e.net.Vars[v].Owner == c.fact && a[v]&c.hold[v] == 0 {
			a[v] = mildest(c.hold[v], c.e.net.Vars[v].Safe)
		}
	}
clauses:
	for _, clause := range c.e.state.Clauses {
		for _, l := range clause {
			if a[l.Var]&l.Cells != 0 {
				continue clauses
			}
		}
		for _, l := range clause {
			if c.e.net.Vars[l.Var].Owner == c.fact && c.hold[l.Var]&l.Cells != 0 {
				a[l.Var] = mildest(c.hold[l.Var]&l.Cells, c.e.net.Vars[l.Var].Safe)
				continue clauses
			}
		}
	}
	return a
}

// defeat returns values of the unsure variables under which no own cube of the form holds in the completion, or nil.
func (c *changing) defeat(f *form, completion assignment) assignment {
	s := &c.checker
	c.e.left -= len(c.e.pick) / 2 // copied thrice
	s.ready, s.left = false, &c.e.left
	s.begin(c.e.net, c.e.state, completion)
	for v := range s.cells {
		if c.e.state.Status[v] != Unsure {
			s.cells[v] = completion[v]
		}
	}
	for v := range s.pick {
		if s.pick[v]&s.cells[v] == 0 {
			s.pick[v] = mildest(s.cells[v], s.vars[v].Safe)
		}
	}
	s.own = f.own
	found := s.avoid()
	if !found {
		return nil
	}
	return append(assignment(nil), s.pick...)
}
