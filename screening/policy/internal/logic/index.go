package logic

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// index finds the cubes that can hold from the answers that are not what most people give. Every
// variable rests in one cell, a safe one where it has any. A cube that cannot hold while all
// variables rest sleeps: it watches one of the literals that deny it, and is looked at only when
// that variable has left its rest. All others are awake.
type index struct {
	rest     []uint64    // by variable: its cell
	sleepers [][]sleeper // by variable: the cubes that watch it, by their lowest cell
	watched  []int32     // the variables that cubes watch
	awake    []int32     // cubes
}

// sleeper is a cube that watches a variable. Most of those that wake are denied by a second
// literal, which stands beside the first so that the cube itself need not be looked at.
type sleeper struct {
	cells  uint64  // of the literal that it watches
	second Literal // one more of its literals; of a cube of one literal, that one again
	cube   int32
}

// lowest is the first of its cells.
func (s *sleeper) lowest() uint64 { return s.cells & -s.cells }

// safest returns the variables with the cells that the fewest literals ask for as their safe ones,
// of those that were named safe where any were.
func safest(vars []Variable, cubes []ruleCube) []Variable {
	asked := make([][]int32, len(vars))
	for v := range vars {
		asked[v] = make([]int32, vars[v].Cells)
	}
	for _, c := range cubes {
		for _, l := range c.cube {
			for cells := l.Cells; cells != 0; cells &= cells - 1 {
				asked[l.Var][bits.TrailingZeros64(cells)]++
			}
		}
	}
	out := slices.Clone(vars)
	for v := range out {
		safe, least := uint64(0), int32(math.MaxInt32)
		for cell, n := range asked[v] {
			switch named := vars[v].Safe == 0 || vars[v].Safe>>cell&1 == 1; {
			case named && n < least:
				safe, least = 1<<cell, n
			case named && n == least:
				safe |= 1 << cell
			}
		}
		out[v].Safe = safe
	}
	return out
}

func newIndex(vars []Variable, cubes []ruleCube, namedBy []int32) index {
	x := index{rest: make([]uint64, len(vars)), sleepers: make([][]sleeper, len(vars))}
	for v := range vars {
		x.rest[v] = mildest(1<<vars[v].Cells-1, vars[v].Safe)
	}
	for id, c := range cubes {
		first, second := x.rarest(c.cube, -1, namedBy), -1
		if first < 0 {
			x.awake = append(x.awake, int32(id))
			continue
		}
		if second = x.rarest(c.cube, first, namedBy); second < 0 {
			second = (first + 1) % len(c.cube)
		}
		l := c.cube[first]
		x.sleepers[l.Var] = append(x.sleepers[l.Var], sleeper{l.Cells, c.cube[second], int32(id)})
	}
	for v, s := range x.sleepers {
		if len(s) > 0 {
			x.watched = append(x.watched, int32(v))
		}
		slices.SortStableFunc(s, func(a, b sleeper) int { return cmp.Compare(a.lowest(), b.lowest()) })
	}
	return x
}

// rarest returns the literal that the resting variables deny and whose variable the fewest cubes
// name, other than the literal besides; -1 where there is none.
func (x *index) rarest(c Cube, besides int, namedBy []int32) int {
	least := -1
	for i, l := range c {
		if i == besides || x.rest[l.Var]&l.Cells != 0 {
			continue
		}
		if least < 0 || namedBy[l.Var] < namedBy[c[least].Var] {
			least = i
		}
	}
	return least
}

// wake enters into alive every cube that no single answer denies.
func (n *Network) wake(cells []uint64, alive bitset) {
	clear(alive)
	for _, id := range n.awake {
		if n.cubes[id].cube.canHold(cells) {
			alive.add(id)
		}
	}
	for _, v := range n.watched {
		known := cells[v]
		if known == n.rest[v] {
			continue
		}
		for i := range n.sleepers[v] {
			s := &n.sleepers[v][i]
			if s.lowest() > known {
				break // and so do all behind it
			}
			if known&s.cells == 0 || cells[s.second.Var]&s.second.Cells == 0 {
				continue
			}
			if c := n.cubes[s.cube].cube; len(c) <= 2 || c.canHold(cells) {
				alive.add(s.cube)
			}
		}
	}
}

// refuted is a clause that stands while nothing is answered, and the cubes that it keeps from
// holding. They are there for answers which disagree with each other: where the clause still
// stands they need not be looked at.
type refuted struct {
	clause Cube
	cubes  []int32
}

// Rest makes the network ready for states whose answers leave some clauses of the given one, in
// which nothing was answered. It changes no result.
func (n *Network) Rest(s *State) {
	all, first := make([]refuted, len(s.Clauses)), make(map[int32][]int) // by its first variable
	for i, clause := range s.Clauses {
		all[i].clause = slices.Clone(clause)
		first[clause[0].Var] = append(first[clause[0].Var], i)
	}
	n.contrary = newBitset(len(n.cubes))
	for id := range n.cubes {
		for _, l := range n.cubes[id].cube {
			for _, i := range first[l.Var] {
				if x := &all[i]; n.cubes[id].cube.contradicts(x.clause) {
					x.cubes = append(x.cubes, int32(id))
					n.contrary.add(int32(id))
				}
			}
		}
	}
	n.refuted = slices.DeleteFunc(all, func(x refuted) bool { return len(x.cubes) == 0 })
}

// contradicts reports whether the cube leaves the clause no way to be met.
func (a Cube) contradicts(clause Cube) bool {
	for _, l := range clause {
		if a.cellsOf(l.Var)&l.Cells != 0 {
			return false
		}
	}
	return true
}

// leaveRefuted takes out of the cubes that are alive what the clauses of the network that still
// stand keep from holding.
func (e *Evaluation) leaveRefuted() {
	n, some := e.net, false
	for w := range n.contrary {
		some = some || n.contrary[w]&e.alive[w] != 0
	}
	if !some {
		return
	}
	at := 0
	for i := range n.refuted {
		x := &n.refuted[i]
		found := slices.IndexFunc(e.state.Clauses[at:], func(c Cube) bool { return e.says(c, x.clause) })
		if found < 0 {
			continue
		}
		at += found + 1
		for _, id := range x.cubes {
			e.alive[id/64] &^= 1 << (id % 64)
		}
	}
}

// says reports whether one clause is never met without the other.
func (e *Evaluation) says(a, b Cube) bool {
	at := 0
	for _, l := range a {
		for ; at < len(b) && b[at].Var < l.Var; at++ {
		}
		if at == len(b) || b[at].Var != l.Var || e.state.Cells[l.Var]&l.Cells&^b[at].Cells != 0 {
			return false
		}
	}
	return true
}
