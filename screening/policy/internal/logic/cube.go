// Package logic is the arithmetic of the engine: rules as sets of cubes over variables of a few cells, and exact answers about
// every way in which the open variables can still turn out. It knows neither expressions nor files nor names.
//
// A variable takes exactly one of its cells. A yes/no fact is a variable of two cells, a list one of as many as it has values, a
// number one cell for each interval that the rules tell apart, and a set fact one variable of two cells for each of its elements.
package logic

import (
	"cmp"
	"errors"
	"math/bits"
	"slices"
)

// Literal says that a variable lies in one of the cells.
type Literal struct {
	Var   int32
	Cells uint64
}

// Cube is a conjunction of literals, by rising variable and at most one for each. The empty cube holds always.
type Cube []Literal

// Op is the operator of a Formula.
type Op int

// The operators. There is no negation: it is pushed down to the literals before a formula is built.
const (
	And Op = iota
	Or
	AtLeast
	Lit
)

// Formula is a positive formula over literals.
type Formula struct {
	Op   Op
	N    int // of AtLeast
	Kids []Formula
	Lit  Literal
}

// ErrTooManyCubes is returned for a formula that falls apart into more cubes than allowed.
var ErrTooManyCubes = errors.New("too many cubes")

// Cubes returns the formula as a disjunction of cubes, none of which implies another. A formula that can never hold has none.
func (f Formula) Cubes(limit int) ([]Cube, error) {
	switch f.Op {
	case Lit:
		if f.Lit.Cells == 0 {
			return nil, nil
		}
		return []Cube{{f.Lit}}, nil
	case Or:
		var all []Cube
		for _, k := range f.Kids {
			cubes, err := k.Cubes(limit)
			if err != nil {
				return nil, err
			}
			all = append(all, cubes...)
		}
		return within(absorb(all), limit)
	case And:
		parts, err := cubesOf(f.Kids, limit)
		if err != nil {
			return nil, err
		}
		return product(parts, limit)
	}
	return f.atLeast(limit)
}

func (f Formula) atLeast(limit int) ([]Cube, error) {
	parts, err := cubesOf(f.Kids, limit)
	if err != nil {
		return nil, err
	}
	var all []Cube
	var choose func(from int, chosen [][]Cube) error
	choose = func(from int, chosen [][]Cube) error {
		if len(chosen) == f.N {
			cubes, err := product(chosen, limit)
			if err != nil {
				return err
			}
			if all = append(all, cubes...); len(all) > 4*limit {
				all = absorb(all)
			}
			_, err = within(all, 4*limit)
			return err
		}
		for i := from; i <= len(parts)-(f.N-len(chosen)); i++ {
			if err := choose(i+1, append(slices.Clip(chosen), parts[i])); err != nil {
				return err
			}
		}
		return nil
	}
	if err := choose(0, nil); err != nil {
		return nil, err
	}
	return within(absorb(all), limit)
}

func cubesOf(formulas []Formula, limit int) ([][]Cube, error) {
	parts := make([][]Cube, len(formulas))
	for i, f := range formulas {
		cubes, err := f.Cubes(limit)
		if err != nil {
			return nil, err
		}
		parts[i] = cubes
	}
	return parts, nil
}

func product(parts [][]Cube, limit int) ([]Cube, error) {
	all := []Cube{{}}
	for _, part := range parts {
		var next []Cube
		for _, a := range all {
			for _, b := range part {
				if c, ok := Join(a, b); ok {
					next = append(next, c)
				}
			}
			if len(next) > 4*limit {
				next = absorb(next)
				if _, err := within(next, 4*limit); err != nil {
					return nil, err
				}
			}
		}
		var err error
		if all, err = within(absorb(next), limit); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func within(cubes []Cube, limit int) ([]Cube, error) {
	if len(cubes) > limit {
		return nil, ErrTooManyCubes
	}
	return cubes, nil
}

// Join returns the conjunction of two cubes, and whether it can hold.
func Join(a, b Cube) (Cube, bool) {
	out := make(Cube, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0].Var < b[0].Var:
			out, a = append(out, a[0]), a[1:]
		case a[0].Var > b[0].Var:
			out, b = append(out, b[0]), b[1:]
		default:
			cells := a[0].Cells & b[0].Cells
			if cells == 0 {
				return nil, false
			}
			out = append(out, Literal{a[0].Var, cells})
			a, b = a[1:], b[1:]
		}
	}
	return append(append(out, a...), b...), true
}

// absorb drops every cube that implies another one and brings the rest into a fixed order.
func absorb(cubes []Cube) []Cube {
	slices.SortFunc(cubes, func(a, b Cube) int {
		if c := cmp.Compare(len(a), len(b)); c != 0 {
			return c
		}
		return slices.CompareFunc(a, b, func(x, y Literal) int {
			if c := cmp.Compare(x.Var, y.Var); c != 0 {
				return c
			}
			// Wider literals first: a cube can only be implied by one that stands behind it.
			if c := cmp.Compare(bits.OnesCount64(y.Cells), bits.OnesCount64(x.Cells)); c != 0 {
				return c
			}
			return cmp.Compare(x.Cells, y.Cells)
		})
	})
	kept := cubes[:0:0]
next:
	for _, c := range cubes {
		for _, k := range kept {
			if implies(c, k) {
				continue next
			}
		}
		kept = append(kept, c)
	}
	return kept
}

// implies reports whether b holds wherever a does.
func implies(a, b Cube) bool {
	for _, l := range b {
		i, found := slices.BinarySearchFunc(a, l.Var, func(m Literal, v int32) int { return cmp.Compare(m.Var, v) })
		if !found || a[i].Cells&^l.Cells != 0 {
			return false
		}
	}
	return true
}
