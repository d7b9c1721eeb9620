package logic

import "slices"

// Solver answers one question about variables: does some assignment within their cells meet every
// clause and no cube? It keeps its memory between questions, and is not safe for concurrent use.
type Solver struct {
	cells, mild []uint64
	unnamed     []Variable // for such as are known by their cells alone
	search      search
	left        int
}

// NewSolver returns a solver for variables within the cells, which must stay as they are. No cells
// stand for every cell, no variables for such as are known by their cells alone.
func NewSolver(vars []Variable, cells []uint64) *Solver {
	s := &Solver{}
	s.Reset(vars, cells)
	return s
}

// Reset makes the solver one of [NewSolver], in the memory that it has.
func (s *Solver) Reset(vars []Variable, cells []uint64) {
	if vars == nil {
		vars = slices.Grow(s.unnamed[:0], len(cells))[:len(cells)] // all of them zero
		s.unnamed = vars
	}
	if cells == nil {
		cells = make([]uint64, len(vars))
		for v, x := range vars {
			cells[v] = 1<<x.Cells - 1
		}
	}
	s.cells, s.mild = cells, slices.Grow(s.mild[:0], len(vars))[:len(vars)]
	for v, x := range vars {
		s.mild[v] = mildest(cells[v], x.Safe)
	}
	s.search.vars, s.search.left, s.search.ready = vars, &s.left, false // the cells are others now
}

// find reports whether some assignment that the cube leaves meets no cube of never. Where that
// takes more steps than the budget, it says yes.
func (s *Solver) find(within Cube, never []Cube, budget int) bool {
	if s.left = budget - 1 - len(never); s.left < 0 {
		return true
	}
	s.search.begin(s.cells, s.mild)
	for _, l := range within {
		if !s.search.narrow(l.Var, l.Cells) {
			return false
		}
	}
	for _, c := range never {
		if c.canHold(s.search.cells) {
			s.search.never[0] = append(s.search.never[0], c)
		}
	}
	return s.search.solve()
}

// Covered reports whether some cube of by holds under every assignment under which one of the cubes
// does. Where that takes more steps than the budget, it says no.
func (s *Solver) Covered(cubes, by []Cube, budget int) bool {
	covered, _ := s.covered(cubes, by, budget)
	return covered
}

// covered also returns what it left of the budget.
func (s *Solver) covered(cubes, by []Cube, budget int) (covered bool, left int) {
	for _, c := range cubes {
		found := s.find(c, by, budget)
		if budget = s.left; found {
			return false, budget
		}
	}
	return true, budget
}

// Always reports whether some cube holds under every assignment. Where that takes more steps than
// the budget, it says no.
func (s *Solver) Always(cubes []Cube, budget int) bool { return s.Covered([]Cube{{}}, cubes, budget) }

// Covered is [Solver.Covered] over every cell of the variables.
func Covered(vars []Variable, cubes, by []Cube, budget int) bool {
	return NewSolver(vars, nil).Covered(cubes, by, budget)
}

// Weaker compares two networks over the same variables and places. It returns the rules of the
// first, of which twin gives the index in the second or -1, that the second may come out milder
// without: for some assignment, place and clearance. Every other rule of the first is made up for,
// by its twin or by others. What is not proved within the budget, which every rule has for itself,
// counts as weaker.
//
//	what a rule does   | what makes up for it
//	reaches a level    | any rules that reach it, wherever the rule holds
//	that can be waived | its twin, or rules above what is waived: a clearance names rules
//	is a red flag      | its twin alone: it voids clearances that do not name it
func Weaker(before, after *Network, twin []int32, budget int) []int32 {
	c := comparison{before: before, after: after, solver: NewSolver(before.Vars, nil)}
	var out []int32
	for r := range before.Rules {
		if t := twin[r]; t >= 0 && before.Same(int32(r), after, t) {
			continue
		}
		if c.left = budget; !c.madeUp(int32(r), twin[r]) {
			out = append(out, int32(r))
		}
	}
	return out
}

// Same reports whether a rule is what its twin is in another network over the same variables and
// places.
func (n *Network) Same(r int32, other *Network, t int32) bool {
	a, b := &n.Rules[r], &other.Rules[t]
	return a.outcome() == b.outcome() && slices.Equal(a.At, b.At) && (a.At == nil) == (b.At == nil) &&
		slices.EqualFunc(a.Cubes, b.Cubes, func(c, d Cube) bool { return slices.Equal(c, d) })
}

// outcome is what a rule comes to where it holds.
type outcome struct {
	level, urgency, unsureLevel, unsureUrgency uint8
	reach, limitReach                          uint64
	inside, elsewhere, flag                    bool
}

func (r *Rule) outcome() outcome {
	return outcome{r.Level, r.Urgency, r.UnsureLevel, r.UnsureUrgency, r.Reach, r.LimitReach,
		r.LimitInside, r.LimitElsewhere, r.Flag}
}

// comparison is one run of Weaker.
type comparison struct {
	before, after *Network
	solver        *Solver
	left          int      // of the rule's budget
	done          []demand // of the rule that is looked at
}

// madeUp reports whether the second network makes up for a rule: at every place and on the axis of
// urgency, where it holds and where it is only possible.
func (c *comparison) madeUp(r, twin int32) bool {
	rule := &c.before.Rules[r]
	outdoes := twin >= 0 && c.outdoes(r, twin)
	holds := twin >= 0 && (outdoes || rule.Flag) && c.all(rule.Cubes, c.after.Rules[twin].Cubes)
	if rule.Flag && !(holds && c.after.Rules[twin].Flag) {
		return false
	}
	if outdoes && holds {
		return true
	}
	c.done = c.done[:0]
	for p := range c.before.Places + 1 {
		for _, s := range c.sides() {
			in, out := s[0].in[p][r], s[0].out[p][r]
			site := c.before.siteVar(r, p)
			if in > 0 && !c.reachedAgain(rule.Cubes, site, 2, p, in, s[1], twin) {
				return false
			}
			if site >= 0 && out > 0 && !c.reachedAgain(rule.Cubes, site, 1, p, out, s[1], twin) {
				return false
			}
		}
	}
	return true
}

// sides are those of both networks, for rules that hold and for rules that are possible.
func (c *comparison) sides() [2][2]*sides {
	return [2][2]*sides{{&c.before.own, &c.after.own}, {&c.before.doubt, &c.after.doubt}}
}

// outdoes reports whether the twin comes to as much everywhere where it holds.
func (c *comparison) outdoes(r, twin int32) bool {
	for p := range c.before.Places + 1 {
		for _, s := range c.sides() {
			if s[1].in[p][twin] < s[0].in[p][r] || s[1].out[p][twin] < s[0].out[p][r] {
				return false
			}
		}
	}
	return slices.Equal(c.before.Rules[r].At, c.after.Rules[twin].At)
}

// demand is a level at places where the same rules come to it: places without a site are looked at
// once.
type demand struct {
	sides  *sides
	rules  []sided // that come to the level
	beyond []sided // that come to more than a clearance waives, where one could
	level  uint8
}

// reachedAgain reports whether the cubes, inside or outside of a site, come to the level at the
// place again.
func (c *comparison) reachedAgain(
	cubes []Cube, site int32, cell uint64, place int, level uint8, s *sides, twin int32,
) bool {
	if site >= 0 {
		cubes = joined(cubes, Literal{site, cell})
	} else {
		d := demand{s, s.from[place][level], nil, level}
		if c.waivable(place, level) {
			d.beyond = s.from[place][c.after.WaivedFrom+1]
		}
		if slices.ContainsFunc(c.done, d.equal) && !sited(d.rules) && !sited(d.beyond) {
			return true
		}
		c.done = append(c.done, d)
	}
	return c.all(cubes, c.family(place, level, s, twin))
}

func (d demand) equal(o demand) bool {
	return o.sides == d.sides && o.level == d.level && slices.Equal(o.rules, d.rules) &&
		slices.Equal(o.beyond, d.beyond)
}

// joined are the cubes with a literal more, as far as they can hold.
func joined(cubes []Cube, l Literal) (out []Cube) {
	for _, cube := range cubes {
		if j, ok := Join(cube, Cube{l}); ok {
			out = append(out, j)
		}
	}
	return out
}

// waivable reports whether a clearance can waive the level at the place.
func (c *comparison) waivable(place int, level uint8) bool {
	return place < c.after.Places && level > c.after.WaivedTo && level <= c.after.WaivedFrom
}

// sited reports whether one of the rules does not come to the same inside and outside of its site.
func sited(rules []sided) bool {
	return slices.ContainsFunc(rules, func(s sided) bool { return s.in != s.out })
}

// family are the cubes of the second network that bring a place to a level, whatever clearances
// there are.
func (c *comparison) family(place int, level uint8, s *sides, twin int32) (out []Cube) {
	waivable := c.waivable(place, level)
	for r := range c.after.Rules {
		least := level
		if waivable && int32(r) != twin {
			least = c.after.WaivedFrom + 1
		}
		cubes, site := c.after.Rules[r].Cubes, c.after.siteVar(int32(r), place)
		in, outside := s.in[place][r] >= least, s.out[place][r] >= least
		switch {
		case in && (outside || site < 0):
			out = append(out, cubes...)
		case in:
			out = append(out, joined(cubes, Literal{site, 2})...)
		case outside:
			out = append(out, joined(cubes, Literal{site, 1})...)
		}
	}
	c.left -= len(out)
	return out
}

func (c *comparison) all(cubes, family []Cube) (all bool) {
	all, c.left = c.solver.covered(cubes, family, c.left)
	return all
}
