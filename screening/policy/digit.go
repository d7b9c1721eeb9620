package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// digit is one variable of a number that rules divide into more cells than a variable has. Such a
// number is written in digits, the highest first, as any number is:
//
//	12 cells in digits of 4 | cell 6 is 1 2
//	from cell 6 on          | 2 and anything, or 1 and from 2 on
//	before cell 6           | 0 and anything, or 1 and before 2
//
// What would stand behind the last cell means the last one, and all digits of a number are asked,
// answered and unsure at once. So every combination of them means something, and they need no
// clause between them. What they cost is cubes: a test of two digits has up to two, what lies
// between two numbers up to three.
type digit struct {
	variable    int32
	cells, unit int
}

// write gives a number of so many cells its variables, of at most so many cells each: one, or
// digits. Safe is the cell to try first when a mild completion is sought.
func (f *factCells) write(vars []logic.Variable, owner int32, cells, most, safe int) []logic.Variable {
	f.first, f.full = int32(len(vars)), 1<<cells-1
	if cells <= most {
		return append(vars, logic.Variable{Cells: cells, Safe: 1 << safe, Owner: owner})
	}
	digits, base := 1, most
	for ; power(most, digits) < cells; digits++ {
	}
	for ; base > 2 && power(base-1, digits) >= cells; base-- { // none needs to be larger than the others
	}
	f.digits = nil
	for i := range digits {
		d := digit{int32(len(vars)), base, power(base, digits-1-i)}
		if i == 0 {
			d.cells = (cells + d.unit - 1) / d.unit
			f.full = 1<<d.cells - 1
		}
		f.digits = append(f.digits, d)
		vars = append(vars, logic.Variable{Cells: d.cells, Safe: d.of(safe), Owner: owner})
	}
	return vars
}

func power(base, n int) int {
	p := 1
	for range n {
		p *= base
	}
	return p
}

// of is the digit of a cell, as a cell of its variable.
func (d digit) of(cell int) uint64 { return 1 << (cell / d.unit % d.cells) }

// from are the cubes of all cells from one on, or, with not, of those before it. Cell 0 has none
// before it.
func (f *factCells) from(cell int, not bool) (out []logic.Cube) {
	var same logic.Cube
	for _, d := range f.digits {
		here := d.of(cell)
		cells := here - 1
		last := !not && cell%d.unit == 0 // whatever stands behind
		switch {
		case last:
			cells = 1<<d.cells - here
		case !not:
			cells = 1<<d.cells - here<<1
		}
		if cells != 0 {
			out = append(out, append(slices.Clone(same), logic.Literal{Var: d.variable, Cells: cells}))
		}
		if last {
			break
		}
		same = append(same, logic.Literal{Var: d.variable, Cells: here})
	}
	return out
}

// in are the cubes of one cell: one, but for the last of a number in digits.
func (f *factCells) in(cell int) []logic.Cube {
	switch {
	case f.digits == nil:
		return []logic.Cube{{{Var: f.first, Cells: 1 << cell}}}
	case cell == len(f.cuts):
		return f.from(cell, false)
	}
	return []logic.Cube{f.at(cell)}
}

// at is one combination of digits that means the cell.
func (f *factCells) at(cell int) (out logic.Cube) {
	if f.digits == nil {
		return logic.Cube{{Var: f.first, Cells: 1 << cell}}
	}
	for _, d := range f.digits {
		out = append(out, logic.Literal{Var: d.variable, Cells: d.of(cell)})
	}
	return out
}

// read is the cell that an assignment puts a number into.
func (f *factCells) read(cells []uint64) int {
	cell := 0
	if f.digits == nil {
		for cells[f.first]>>cell&1 == 0 {
			cell++
		}
		return cell
	}
	for _, d := range f.digits {
		for at := cells[d.variable]; at > 1; at >>= 1 {
			cell += d.unit
		}
	}
	return min(cell, len(f.cuts))
}

// formula is a test, or its opposite, apart from the guard of its fact.
func (v *variables) formula(t expr.Test, not bool) logic.Formula {
	if f := &v.facts[t.Fact]; f.digits != nil {
		i, _ := slices.BinarySearchFunc(f.cuts, cut{t.Number, t.Kind == expr.AboveNumber}, cut.compare)
		return logic.Formula{Op: logic.Cover, Cubes: f.from(i+1, not)}
	}
	lit, full := v.cellsOf(t, not)
	if lit.Cells == full {
		return logic.Formula{Op: logic.And} // always
	}
	return logic.Formula{Op: logic.Lit, Lit: lit}
}
