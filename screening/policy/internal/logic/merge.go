package logic

import (
	"math/bits"
	"slices"
)

// fewCubes bounds what is merged: so many a search looks at one by one as fast.
const fewCubes = 64

// wideFacts are the facts that have several variables and one of more than two cells among them, by
// fact; nil where there are none. Sets are not among them.
func wideFacts(vars []Variable) []bool {
	var wide []bool
	for v := 1; v < len(vars); v++ {
		if a, b := &vars[v-1], &vars[v]; a.Owner == b.Owner && max(a.Cells, b.Cells) > 2 {
			wide = append(wide, make([]bool, max(0, int(a.Owner)+1-len(wide)))...)
			wide[a.Owner] = true
		}
	}
	return wide
}

// merge joins cubes that speak of one wide fact and of nothing else. Thousands of ranges of one
// number, of which none says that together they leave no gap, become one cube for each way in which
// its first digit goes on. One of the cubes returned holds wherever one of those given does, and
// nowhere else.
func (e *Evaluation) merge(cubes []Cube) []Cube {
	if e.net.wide == nil || len(cubes) <= fewCubes {
		return cubes
	}
	e.left -= len(cubes) / 4
	var facts []int32
	of := make([][]Cube, len(e.net.wide))
	for _, c := range cubes {
		if f := e.onlyWide(c); f >= 0 {
			if of[f] = append(of[f], c); len(of[f]) == fewCubes {
				facts = append(facts, f)
			}
		}
	}
	if len(facts) == 0 {
		return cubes
	}
	var out []Cube
	for _, c := range cubes {
		if f := e.onlyWide(c); f < 0 || len(of[f]) < fewCubes {
			out = append(out, c)
		}
	}
	for _, f := range facts {
		out = append(out, e.union(of[f])...)
	}
	return out
}

// onlyWide is the wide fact that a cube speaks of and of no other, or -1.
func (e *Evaluation) onlyWide(c Cube) int32 {
	if len(c) == 0 || !e.ofOneFact(c) {
		return -1
	}
	if f := e.net.Vars[c[0].Var].Owner; int(f) < len(e.net.wide) && e.net.wide[f] {
		return f
	}
	return -1
}

// union is what cubes, of which none is empty, come to together. The first variable is gone through
// cell by cell; cells that leave the same of the others are joined.
func (e *Evaluation) union(cubes []Cube) (out []Cube) {
	v := slices.MinFunc(cubes, func(a, b Cube) int { return int(a[0].Var - b[0].Var) })[0].Var
	all, whole := e.state.Cells[v], uint64(0) // whole are cells that ask nothing more
	for _, c := range cubes {
		if len(c) == 1 && c[0].Var == v {
			whole |= c[0].Cells & all
		}
	}
	var rest [64][]Cube // by cell
	for _, c := range cubes {
		cells, others := all&^whole, c
		if c[0].Var == v {
			cells, others = cells&c[0].Cells, c[1:]
		}
		for ; cells != 0; cells &= cells - 1 {
			at := bits.TrailingZeros64(cells)
			rest[at] = append(rest[at], others)
		}
	}
	type group struct {
		cells uint64
		left  []Cube
	}
	var groups []group
	for cells := all &^ whole; cells != 0; cells &= cells - 1 {
		at := bits.TrailingZeros64(cells)
		if e.left -= 1 + len(rest[at])/4; len(rest[at]) == 0 {
			continue
		}
		left := e.union(rest[at])
		i := slices.IndexFunc(groups, func(g group) bool {
			return slices.EqualFunc(g.left, left, func(a, b Cube) bool { return slices.Equal(a, b) })
		})
		switch {
		case len(left) == 1 && len(left[0]) == 0:
			whole |= 1 << at
		case i >= 0:
			groups[i].cells |= 1 << at
		default:
			groups = append(groups, group{1 << at, left})
		}
	}
	if whole == all {
		return []Cube{{}}
	}
	if whole != 0 {
		out = append(out, Cube{{v, whole}})
	}
	for _, g := range groups {
		for _, c := range g.left {
			out = append(out, append(Cube{{v, g.cells}}, c...))
		}
	}
	return out
}
