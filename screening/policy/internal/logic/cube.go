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

// Cube is a conjunction of literals, by rising variable and at most one for each. The empty cube
// holds always.
type Cube []Literal

// Op is the operator of a Formula.
type Op int

// The operators. There is no negation: it is pushed down to the literals before a formula is built.
const (
	And Op = iota
	Or
	AtLeast
	Lit
	Cover // Cubes of an earlier formula
)

// Formula is a positive formula over literals.
type Formula struct {
	Op   Op
	N    int // of AtLeast
	Kids []Formula
	Lit  Literal
	// Cubes and Err are the result of a Cover.
	Cubes []Cube
	Err   error
}

// ErrTooManyCubes is returned for a formula that falls apart into more cubes than allowed, or would
// on the way.
var ErrTooManyCubes = errors.New("too many cubes")

// ErrTooMuchWork is returned when all formulas together take too many steps.
var ErrTooMuchWork = errors.New("too much work")

// Work bounds what turning formulas into cubes may cost: Limit cubes for each formula, and Left
// steps for all of them.
type Work struct{ Limit, Left int }

func (w *Work) spend(steps int) error {
	if w.Left -= steps; w.Left < 0 {
		return ErrTooMuchWork
	}
	return nil
}

// InCubes returns the formula as a disjunction of cubes, none of which implies another. A formula
// that can never hold has none.
func (f Formula) InCubes(w *Work) ([]Cube, error) {
	switch f.Op {
	case Lit:
		if f.Lit.Cells == 0 {
			return nil, nil
		}
		return []Cube{{f.Lit}}, nil
	case Cover:
		return f.Cubes, f.Err
	case AtLeast:
		if choices(len(f.Kids), f.N, w.Limit) > w.Limit {
			return nil, ErrTooManyCubes
		}
	}
	parts := make([][]Cube, len(f.Kids))
	for i, k := range f.Kids {
		var err error
		if parts[i], err = k.InCubes(w); err != nil {
			return nil, err
		}
	}
	switch f.Op {
	case Or:
		return w.absorb(slices.Concat(parts...), w.Limit)
	case And:
		return w.product(parts)
	}
	return w.atLeast(f.N, parts)
}

// atLeast is every product of n of the parts.
func (w *Work) atLeast(n int, parts [][]Cube) ([]Cube, error) {
	var all []Cube
	var choose func(from int, chosen [][]Cube) error
	choose = func(from int, chosen [][]Cube) error {
		if len(chosen) == n {
			cubes, err := w.product(chosen)
			if err == nil {
				all, err = w.shrink(append(all, cubes...))
			}
			return err
		}
		for i := from; i <= len(parts)-(n-len(chosen)); i++ {
			if err := choose(i+1, append(slices.Clip(chosen), parts[i])); err != nil {
				return err
			}
		}
		return nil
	}
	if err := choose(0, nil); err != nil {
		return nil, err
	}
	return w.absorb(all, w.Limit)
}

// choices is how many ways there are to choose k of n, or some number above limit.
func choices(n, k, limit int) int {
	c := 1
	for i := range min(k, n-k) {
		if c = c * (n - i) / (i + 1); c > limit {
			return c
		}
	}
	return c
}

// product is every conjunction of one cube of each part.
func (w *Work) product(parts [][]Cube) ([]Cube, error) {
	all := []Cube{{}}
	for _, part := range parts {
		var next []Cube
		for _, a := range all {
			if err := w.spend(len(part)); err != nil {
				return nil, err
			}
			for _, b := range part {
				if c, ok := Join(a, b); ok {
					next = append(next, c)
				}
			}
			var err error
			if next, err = w.shrink(next); err != nil {
				return nil, err
			}
		}
		var err error
		if all, err = w.absorb(next, w.Limit); err != nil {
			return nil, err
		}
	}
	return all, nil
}

// shrink absorbs what has grown large on the way.
func (w *Work) shrink(cubes []Cube) ([]Cube, error) {
	if len(cubes) <= 4*w.Limit {
		return cubes, nil
	}
	return w.absorb(cubes, 4*w.Limit)
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

// absorb drops every cube that implies another one and brings the rest, at most limit, into a fixed
// order.
func (w *Work) absorb(cubes []Cube, limit int) ([]Cube, error) {
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
	kept, sketches := cubes[:0:0], make([]uint64, 0, len(cubes))
next:
	for _, c := range cubes {
		if err := w.spend(1 + len(kept)); err != nil {
			return nil, err
		}
		sketch := c.sketch()
		for i, k := range kept {
			if sketches[i]&^sketch == 0 && c.Implies(k) {
				continue next
			}
		}
		kept, sketches = append(kept, c), append(sketches, sketch)
	}
	if len(kept) > limit {
		return nil, ErrTooManyCubes
	}
	return kept, nil
}

// Implies reports whether b holds wherever a does.
func (a Cube) Implies(b Cube) bool {
	if len(b) > len(a) {
		return false
	}
	i := 0
	for _, l := range b {
		for i < len(a) && a[i].Var < l.Var {
			i++
		}
		if i == len(a) || a[i].Var != l.Var || a[i].Cells&^l.Cells != 0 {
			return false
		}
		i++
	}
	return true
}

// sketch has a bit for the variable of every literal; variables share bits. A cube implies only
// what has no bit beside its own.
func (a Cube) sketch() (s uint64) {
	for _, l := range a {
		s |= 1 << (l.Var % 64)
	}
	return s
}

// holds reports whether the cube holds whatever the cells come to.
func (a Cube) holds(cells []uint64) bool {
	for _, l := range a {
		if cells[l.Var]&^l.Cells != 0 {
			return false
		}
	}
	return true
}

// canHold reports whether the cells leave the cube a way to hold.
func (a Cube) canHold(cells []uint64) bool {
	for _, l := range a {
		if cells[l.Var]&l.Cells == 0 {
			return false
		}
	}
	return true
}

// cellsOf is what the cube leaves to a variable.
func (a Cube) cellsOf(v int32) uint64 {
	for _, l := range a {
		if l.Var == v {
			return l.Cells
		}
	}
	return ^uint64(0)
}
