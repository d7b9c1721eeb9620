package logic

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
