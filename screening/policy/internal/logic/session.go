package logic

// A session takes the mildest of its places, but is never untouched while one of them is not: floor and ceiling ask what all places
// can be at once, in one completion.

func (e *Evaluation) boundSession() {
	least, most := Bounds{255, 255}, Bounds{}
	for p, c := range e.class {
		if int(c) != p {
			continue
		}
		b := e.Places[p]
		least.Floor, least.Ceiling = min(least.Floor, b.Floor), min(least.Ceiling, b.Ceiling)
		most.Floor, most.Ceiling = max(most.Floor, b.Floor), max(most.Ceiling, b.Ceiling)
	}
	e.Session.Floor = max(least.Floor, min(most.Floor, 1))
	if e.Session.Floor == 0 && most.Ceiling > 0 && !e.mildlyUntouched() && !e.allUntouched() {
		e.Session.Floor = 1
	}
	e.Session.Ceiling = max(e.Session.Floor, min(most.Ceiling, 1))
	for d := least.Ceiling; d > max(1, e.Session.Ceiling); d-- {
		if e.allReach(d) {
			e.Session.Ceiling = d
		}
	}
}

// joint calls yield with every place that has to be looked at beside the others: one of each class, or, while a site is open, all,
// since places that are alike one by one can still depend on each other.
func (e *Evaluation) joint(yield func(place int)) {
	sited := false
	for _, r := range e.Touched {
		rule := &e.net.Rules[r]
		sited = sited || rule.At != nil && e.sites(rule, Open)|e.sites(rule, Unsure) != 0
	}
	for p, c := range e.class {
		if int(c) == p || sited && c >= 0 {
			yield(p)
		}
	}
}

// mildlyUntouched reports whether the mild completion already leaves every requested place at level 0. For one place of each class
// that is known; places of a class can only differ in their sites.
func (e *Evaluation) mildlyUntouched() bool {
	if !e.untouched {
		return false
	}
	for _, r := range e.Touched {
		v := &e.views[r]
		if e.net.Rules[r].At == nil || !v.mildAtAll {
			continue
		}
		for p, c := range e.class {
			if c < 0 || int(c) == p {
				continue
			}
			own, doubt := e.sited(r, p, e.net.own), e.sited(r, p, e.net.doubt)
			if v.mild && own.mild > 0 || (v.mildDoubt || own.unsureSite) && doubt.high > 0 {
				return false
			}
		}
	}
	return true
}

// allReach reports whether some completion brings every requested place to the level.
func (e *Evaluation) allReach(level uint8) bool {
	for _, r := range e.Touched {
		rule := &e.net.Rules[r]
		if rule.At != nil {
			continue
		}
		whole := true
		for p, c := range e.class {
			whole = whole && (int(c) != p || e.fixed(r, p, e.net.own.in[p][r]).low >= level)
		}
		for i := e.first[r]; whole && i >= 0; i = e.live[i].next {
			if e.live[i].unsure == 0 {
				return true
			}
		}
	}
	var forms []*form
	e.joint(func(p int) { forms = append(forms, e.build(p, level)) })
	return e.canReach(forms...)
}

// allUntouched reports whether some completion leaves every requested place at level 0. The unsure variables may take other values
// for each place, so each place gets its own copies of them.
func (e *Evaluation) allUntouched() bool {
	s := &e.search
	s.begin(e.net, e.state, e.pick)
	copies := newCopies(e)
	all := e.newForm()
	e.joint(func(p int) {
		f := e.build(p, 1)
		for _, c := range f.own {
			all.own = append(all.own, copies.rename(c))
		}
		all.doubt = append(all.doubt, f.doubt...)
		copies.next()
	})
	s.own, s.doubt, s.extra = all.own, all.doubt, copies.clauses
	ok := s.avoid()
	e.Inexact = e.Inexact || s.spent
	return ok
}

// copies gives every place but the first its own copy of each unsure variable and of the clauses that speak of one.
type copies struct {
	e       *Evaluation
	of      map[int32]int32 // nil for the first place
	clauses []Cube
}

func newCopies(e *Evaluation) *copies { return &copies{e: e} }

func (c *copies) next() {
	c.of = map[int32]int32{}
	for _, clause := range c.e.state.Clauses {
		if r := c.rename(clause); len(clause) > 0 && &r[0] != &clause[0] {
			c.clauses = append(c.clauses, r)
		}
	}
}

// rename returns the cube with its unsure variables replaced by the current place's copies, or the cube itself if it has none.
func (c *copies) rename(cube Cube) Cube {
	if c.of == nil {
		return cube
	}
	out := cube
	for i, l := range cube {
		if c.e.state.Status[l.Var] != Unsure {
			continue
		}
		to, ok := c.of[l.Var]
		if !ok {
			s := &c.e.search
			to = int32(len(s.cells))
			c.of[l.Var] = to
			s.cells = append(s.cells, c.e.state.Cells[l.Var])
			s.pick = append(s.pick, c.e.pick[l.Var])
			s.vars = append(s.vars[:len(s.vars):len(s.vars)], c.e.net.Vars[l.Var])
		}
		if &out[0] == &cube[0] {
			out = append(Cube(nil), cube...)
		}
		out[i].Var = to
	}
	return out
}
