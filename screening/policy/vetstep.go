package policy

import (
	"math/bits"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// step is one step of one fact towards risk.
type step struct {
	fact     int
	from, to logic.Cube   // one cell each of the variables that it moves, the same ones
	apart    []logic.Cube // what can never be, after it
}

// tell takes along whether the fact was told, and reports whether that is known from its cells.
func (s *Set) tell(st *step) bool {
	i := slices.IndexFunc(s.toldVars, func(t toldVar) bool { return t.fact == st.fact })
	if i < 0 {
		return true
	}
	f := &s.facts[st.fact]
	none := f.noneBit()
	if f.Kind == YesNo {
		none = 1
	}
	told := func(c logic.Cube) logic.Cube {
		l := logic.Literal{Var: s.toldVars[i].variable, Cells: 2}
		if c[0].Cells&none != 0 {
			l.Cells = 1
		}
		return append(slices.Clip(c), l)
	}
	if f.Kind == Whole || f.Kind == Decimal {
		none = 0
	}
	st.from, st.to = told(st.from), told(st.to)
	return f.Kind != SetOf && !s.isImplied(st.fact) && s.guardRaw[st.fact] == nil && !f.Volunteered
}

// steps are the steps towards risk of a fact: from each cell to those that lie further in its
// direction, since implications may rule out those between, and from a safe value to each of the
// others. Of a number in digits, of which no implication speaks, they are those to the next cell:
// all others are made of them.
func (s *Set) steps(fact int) (out []step) {
	f, c := &s.facts[fact], &s.vars.facts[fact]
	add := func(low, high logic.Cube) {
		if f.Risk == RiskLess {
			low, high = high, low
		}
		out = append(out, step{fact: fact, from: low, to: high})
	}
	one := func(v int32, cell int) logic.Cube { return logic.Cube{{Var: v, Cells: 1 << cell}} }
	along := func(v int32, cells int) {
		for i := range cells {
			for j := range i {
				add(one(v, j), one(v, i))
			}
		}
	}
	if f.Kind == OneOf && len(f.Safe) > 0 {
		for i, safe := range f.Values {
			for j, other := range f.Values {
				if slices.Contains(f.Safe, safe.Name) && !slices.Contains(f.Safe, other.Name) {
					out = append(out, step{fact: fact, from: one(c.first, i), to: one(c.first, j)})
				}
			}
		}
	}
	switch {
	case f.Risk == RiskNeither || f.Places:
	case f.Kind == SetOf:
		for i, v := range c.bits {
			if v >= 0 && !slices.Contains(f.Safe, f.Values[i].Name) {
				along(v, 2)
			}
		}
	case c.digits != nil:
		low := -1
		for cell := range len(c.cuts) + 1 {
			if _, ok := c.numberIn(f, cell); !ok {
				continue
			}
			if low >= 0 {
				add(c.at(low), c.at(cell))
			}
			low = cell
		}
	default:
		along(c.first, bits.Len64(c.full))
	}
	return out
}

// tied reports whether an implication reads or says what a fact is.
func (s *Set) tied(fact int) bool {
	return slices.ContainsFunc(s.implied, func(x implied) bool {
		return slices.Contains(x.facts(s.vars.list), fact)
	})
}

// loses reports whether a cube may hold before the step and no longer after it.
func (st step) loses(c logic.Cube) bool {
	for i, from := range st.from {
		cells := ^uint64(0)
		for _, l := range c {
			if l.Var == from.Var {
				cells = l.Cells
			}
		}
		if cells&from.Cells != 0 && cells&st.to[i].Cells == 0 {
			return true
		}
	}
	return false
}

// mostWhereAsked bounds what a cube falls apart into by the guards of its facts.
const mostWhereAsked = 64

// whereAsked are cubes that can never be, as far as they speak of facts that are asked. What is not
// asked has no value: a step of another fact moves it along to whatever implications leave. A cube
// that falls apart into too many rules nothing out.
func (s *Set) whereAsked(never []logic.Cube) (out []logic.Cube) {
	for _, c := range never {
		cubes, done := []logic.Cube{c}, map[int32]bool{}
		for again := true; again && len(cubes) <= mostWhereAsked; {
			again = false
			for _, l := range slices.Concat(cubes...) {
				owner := s.vars.list[l.Var].Owner
				if done[owner] || s.guardRaw[owner] == nil {
					continue
				}
				done[owner], again = true, true
				var next []logic.Cube
				for _, x := range cubes {
					for _, guard := range s.guardRaw[owner] {
						if j, ok := logic.Join(x, guard); ok {
							next = append(next, j)
						}
					}
				}
				cubes = next
				break
			}
		}
		if len(cubes) <= mostWhereAsked {
			out = append(out, cubes...)
		}
	}
	return out
}

// after is what is left of cubes behind the step.
func (st step) after(cubes []logic.Cube) []logic.Cube {
	for _, l := range st.to {
		cubes = logic.At(cubes, l.Var, l.Cells)
	}
	return cubes
}
