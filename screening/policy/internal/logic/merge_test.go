package logic

import (
	"math/rand/v2"
	"testing"
)

// What is merged holds in the same cases as before.
func TestMergeHoldsAlike(t *testing.T) {
	merged := 0
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 8))
		var vars []Variable
		for fact := range int32(3) {
			for range 1 + r.IntN(4) {
				vars = append(vars, Variable{Cells: 2 + r.IntN(4), Owner: fact})
			}
		}
		e := Evaluation{input: input{net: &Network{Vars: vars, wide: wideFacts(vars)}, state: &State{}}}
		for _, v := range vars {
			cells := uint64(1)<<v.Cells - 1
			if left := r.Uint64() & cells; left != 0 && r.IntN(4) == 0 {
				cells = left
			}
			e.state.Cells = append(e.state.Cells, cells)
		}
		var cubes []Cube
		for range 600 {
			var c Cube
			owner := int32(r.IntN(4))
			for v, x := range vars {
				if l := (Literal{int32(v), r.Uint64() & (1<<x.Cells - 1)}); (owner == x.Owner || owner >= 3 && r.IntN(2) == 0) &&
					l.Cells&e.state.Cells[v] != 0 && e.state.Cells[v]&^l.Cells != 0 {
					c = append(c, l)
				}
			}
			if len(c) > 1 && len(c) > r.IntN(4) { // what is short leaves little to be seen
				cubes = append(cubes, c)
			}
		}
		got := e.merge(cubes)
		if len(got) < len(cubes) {
			merged++
		}
		for range 300 {
			a := make(point, len(vars))
			for v := range a {
				for a[v] = 0; a[v] == 0; {
					a[v] = e.state.Cells[v] & (1 << r.IntN(vars[v].Cells))
				}
			}
			holds := func(cubes []Cube) bool {
				for _, c := range cubes {
					if sat(c, a) {
						return true
					}
				}
				return false
			}
			if holds(got) != holds(cubes) {
				t.Fatalf("seed %d: %v: %v, and %v before", seed, a, got, cubes)
			}
		}
	}
	if merged < 50 {
		t.Errorf("only %d of 300 were merged", merged)
	}
}
