package policy

import (
	"math/bits"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// mostTries bounds the search for answers under which a rule does not hold. Rules as people write them need a handful.
const mostTries = 10_000

// always reports whether the cubes hold whatever is answered. Where the search gets too long they are taken not to.
func always(cubes []logic.Cube, vars []logic.Variable) bool {
	return within(cubes, func(v int32) uint64 { return 1<<vars[v].Cells - 1 })
}

// within reports whether the cubes hold wherever every variable lies in its cells.
func within(cubes []logic.Cube, cells func(v int32) uint64) bool {
	tries := 0
	var holds func(cubes []logic.Cube) bool
	holds = func(cubes []logic.Cube) bool {
		if tries++; len(cubes) == 0 || tries > mostTries {
			return false
		}
		if slices.ContainsFunc(cubes, func(c logic.Cube) bool { return len(c) == 0 }) {
			return true
		}
		v := cubes[0][0].Var
		var ways [][]logic.Cube
		for left := cells(v); left != 0; left &= left - 1 {
			ways = append(ways, given(cubes, v, bits.TrailingZeros64(left)))
		}
		slices.SortStableFunc(ways, func(a, b []logic.Cube) int { return len(a) - len(b) })
		return !slices.ContainsFunc(ways, func(way []logic.Cube) bool { return !holds(way) })
	}
	return holds(cubes)
}

// given is what is left of the cubes when a variable has the given cell.
func given(cubes []logic.Cube, v int32, cell int) []logic.Cube {
	var out []logic.Cube
	for _, c := range cubes {
		i := slices.IndexFunc(c, func(l logic.Literal) bool { return l.Var == v })
		switch {
		case i < 0:
			out = append(out, c)
		case c[i].Cells>>cell&1 == 1:
			out = append(out, slices.Delete(slices.Clone(c), i, i+1))
		}
	}
	return out
}
