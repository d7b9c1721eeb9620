package logic

import "slices"

// Weaker compares two networks over the same variables and places. It returns the rules of the first, of
// which twin gives the index in the second or -1, that the second may come out milder without: for some
// assignment, place and clearance. Every other rule of the first is made up for, by its twin or by others.
// What is not proved within the budget, which every rule has for itself, counts as weaker.
//
// A clearance names rules, so that where it waives only a rule's twin stands in for it, or a rule that no
// clearance waives; a red flag, which voids clearances that do not name it, is replaced by its twin alone.
func Weaker(before, after *Network, twin []int32, budget int) []int32 {
	c := comparison{before: before, after: after, vars: before.Vars, left: budget}
	var out []int32
	for r := range before.Rules {
		if t := twin[r]; t >= 0 && before.Same(int32(r), after, t) {
			continue
		}
		if c.left = budget; !c.covered(int32(r), twin[r]) {
			out = append(out, int32(r))
		}
	}
	return out
}

// Covered reports whether every assignment that some cube of the first holds in is one of the second's.
// Where it takes more than the budget, it says no.
func Covered(vars []Variable, cubes, by []Cube, budget int) bool {
	c := comparison{vars: vars, left: budget}
	return c.all(cubes, by)
}

type comparison struct {
	before, after *Network
	vars          []Variable
	left          int

	made   []making // by the rule that is looked at
	search search
	state  State
	pick   []uint64
}

// Same reports whether a rule is what its twin is in another network over the same variables and places.
func (n *Network) Same(r int32, other *Network, t int32) bool {
	a, b := &n.Rules[r], &other.Rules[t]
	return a.outcome() == b.outcome() && slices.Equal(a.At, b.At) && (a.At == nil) == (b.At == nil) &&
		slices.EqualFunc(a.Cubes, b.Cubes, func(c, d Cube) bool { return slices.Equal(c, d) })
}

// outcome is what a rule comes to where it holds.
func (r *Rule) outcome() [9]uint64 {
	flags := uint64(0)
	for i, is := range []bool{r.LimitInside, r.LimitElsewhere, r.Flag} {
		if is {
			flags |= 1 << i
		}
	}
	return [9]uint64{uint64(r.Level), uint64(r.Urgency), uint64(r.UnsureLevel), uint64(r.UnsureUrgency), r.Reach, r.LimitReach, flags}
}

// covered reports whether the second network makes up for a rule: at every place and on the axis of urgency,
// where it holds and where it is only possible.
func (c *comparison) covered(r, twin int32) bool {
	rule := &c.before.Rules[r]
	if rule.Flag && (twin < 0 || !c.after.Rules[twin].Flag || !c.all(rule.Cubes, c.after.Rules[twin].Cubes)) {
		return false
	}
	if twin >= 0 && c.outdoes(r, twin) && c.all(rule.Cubes, c.after.Rules[twin].Cubes) {
		return true
	}
	c.made = c.made[:0]
	for p := range c.before.Places + 1 {
		for _, s := range [2][2]*sides{{&c.before.own, &c.after.own}, {&c.before.doubt, &c.after.doubt}} {
			in, out := s[0].in[p][r], s[0].out[p][r]
			site := int32(-1)
			if rule.At != nil && p < c.before.Places {
				site = rule.At[p]
			}
			if in > 0 && !c.make(rule.Cubes, site, 2, p, in, s[1], twin) {
				return false
			}
			if site >= 0 && out > 0 && out != in && !c.make(rule.Cubes, site, 1, p, out, s[1], twin) {
				return false
			}
		}
	}
	return true
}

// outdoes reports whether the twin comes to as much everywhere where it holds.
func (c *comparison) outdoes(r, twin int32) bool {
	for p := range c.before.Places + 1 {
		if c.after.own.in[p][twin] < c.before.own.in[p][r] || c.after.own.out[p][twin] < c.before.own.out[p][r] ||
			c.after.doubt.in[p][twin] < c.before.doubt.in[p][r] || c.after.doubt.out[p][twin] < c.before.doubt.out[p][r] {
			return false
		}
	}
	return slices.Equal(c.before.Rules[r].At, c.after.Rules[twin].At)
}

// making is a level at places where the same rules come to it: places without a site are looked at once.
type making struct {
	sides  *sides
	rules  []sided // that come to the level
	beyond []sided // that come to more than a clearance waives, where one could
	level  uint8
}

// make reports whether the cubes, inside or outside of a site, come to the level at the place again.
func (c *comparison) make(cubes []Cube, site int32, cell uint64, place int, level uint8, s *sides, twin int32) bool {
	if site < 0 {
		m := making{s, s.from[place][level], nil, level}
		if c.waivable(place, level) {
			m.beyond = s.from[place][c.after.WaivedFrom+1]
		}
		known := func(o making) bool {
			return o.sides == s && o.level == level && slices.Equal(o.rules, m.rules) && slices.Equal(o.beyond, m.beyond)
		}
		if slices.ContainsFunc(c.made, known) && !c.sited(m.rules) && !c.sited(m.beyond) {
			return true
		}
		c.made = append(c.made, m)
	}
	family := c.family(place, level, s, twin)
	for _, cube := range cubes {
		if site >= 0 {
			var ok bool
			if cube, ok = Join(cube, Cube{{site, cell}}); !ok {
				continue
			}
		}
		if !c.within(cube, family) {
			return false
		}
	}
	return true
}

// waivable reports whether a clearance can waive the level at the place.
func (c *comparison) waivable(place int, level uint8) bool {
	return place < c.after.Places && level > c.after.WaivedTo && level <= c.after.WaivedFrom
}

// sited reports whether one of the rules does not come to the same inside and outside of its site.
func (c *comparison) sited(rules []sided) bool {
	return slices.ContainsFunc(rules, func(s sided) bool { return s.in != s.out })
}

// family are the cubes of the second network that bring a place to a level, whatever clearances there are.
func (c *comparison) family(place int, level uint8, s *sides, twin int32) []Cube {
	n := c.after
	waivable := c.waivable(place, level)
	var out []Cube
	for r := range n.Rules {
		least := level
		if waivable && int32(r) != twin {
			least = n.WaivedFrom + 1
		}
		in, out2 := s.in[place][r] >= least, s.out[place][r] >= least
		site := int32(-1)
		if n.Rules[r].At != nil && place < n.Places {
			site = n.Rules[r].At[place]
		}
		switch {
		case in && (out2 || site < 0):
			out = append(out, n.Rules[r].Cubes...)
		case in || out2:
			lit := Literal{site, 1}
			if in {
				lit.Cells = 2
			}
			for _, cube := range n.Rules[r].Cubes {
				if j, ok := Join(cube, Cube{lit}); ok {
					out = append(out, j)
				}
			}
		}
	}
	c.left -= len(out)
	return out
}

func (c *comparison) all(cubes, family []Cube) bool {
	return !slices.ContainsFunc(cubes, func(cube Cube) bool { return !c.within(cube, family) })
}

// within reports whether the family holds wherever the cube does: no assignment that the cube leaves avoids
// all of it.
func (c *comparison) within(cube Cube, family []Cube) bool {
	if c.left -= 1 + len(family); c.left < 0 {
		return false
	}
	s := &c.search
	if s.cells == nil {
		c.state = State{Cells: make([]uint64, len(c.vars))}
		c.pick = make([]uint64, len(c.vars))
		for v, x := range c.vars {
			c.state.Cells[v] = 1<<x.Cells - 1
			c.pick[v] = mildest(c.state.Cells[v], x.Safe)
		}
		s.left = &c.left
	}
	s.begin(&Network{Vars: c.vars}, &c.state, c.pick)
	var meets []Cube
	for _, l := range cube {
		if !s.narrow(l.Var, l.Cells) {
			return true
		}
	}
next:
	for _, f := range family {
		for _, l := range f {
			if s.cells[l.Var]&l.Cells == 0 {
				continue next
			}
		}
		meets = append(meets, f)
	}
	s.own = meets
	return !s.avoid()
}
