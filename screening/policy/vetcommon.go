package policy

import (
	"cmp"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// common is the facts of two sets, cut into cells fine enough for both.
type common struct {
	sets  [2]*Set
	facts []commonFact
	index map[string]int
	vars  []logic.Variable
	most  int      // cells of a variable
	apart []string // what keeps the sets from being compared at all
}

// commonFact is a fact of one set or of both.
type commonFact struct {
	cells factCells
	fact  Fact   // with the values of both
	in    [2]int // its index in each set, or -1
	told  int32  // the variable that says whether it was told, or -1

	opaque bool // it stands for an opaque part, and nobody answers it
}

func newCommon(before, after *Set) *common {
	c := &common{sets: [2]*Set{before, after}, index: map[string]int{}, most: before.vars.most}
	c.cutAlike()
	for side, s := range c.sets {
		for i := range s.facts {
			c.take(side, i)
		}
	}
	for i := range c.facts {
		c.place(&c.facts[i], i)
	}
	return c
}

// cutAlike gives both sets the same cells of every number that has several variables in one of them
// or in both together: digits of other cells are no cells of the same number.
func (c *common) cutAlike() {
	var more [2][][]cut
	for side, s := range c.sets {
		more[side] = make([][]cut, len(s.facts))
	}
	differ := ""
	for i, f := range c.sets[0].facts {
		k := slices.IndexFunc(c.sets[1].facts, func(g Fact) bool {
			return g.Name == f.Name && g.Kind == f.Kind
		})
		if k < 0 {
			continue
		}
		a, b := c.sets[0].vars.facts[i].cuts, c.sets[1].vars.facts[k].cuts
		all := slices.Concat(a, b)
		slices.SortFunc(all, cut.compare)
		if all = slices.Compact(all); len(all) < c.most || len(all) == len(a) && len(all) == len(b) {
			continue
		}
		more[0][i], more[1][k], differ = all, all, f.Name // a mutant has cells of other mutants too
	}
	if differ == "" {
		return
	}
	for side, s := range c.sets {
		l := s.again()
		l.cuts = more[side]
		if l.makeAll(); l.problems.Len() > 0 {
			c.apart = append(c.apart, differ+" is compared with too many numbers")
			return
		}
		c.sets[side] = s.recut(l)
	}
}

// take enters a fact of one set.
func (c *common) take(side, i int) {
	f, cells := c.sets[side].facts[i], &c.sets[side].vars.facts[i]
	at, known := c.index[f.Name]
	if !known {
		at = len(c.facts)
		c.index[f.Name] = at
		f.Values = slices.Clone(f.Values)
		c.facts = append(c.facts, commonFact{fact: f, in: [2]int{-1, -1}, told: -1, cells: factCells{kind: f.Kind}})
	}
	x := &c.facts[at]
	if x.fact.Kind != f.Kind {
		c.apart = append(c.apart, f.Name+" is of another kind")
		return
	}
	x.in[side], x.opaque = i, i >= c.sets[side].asks
	x.cells.cuts = append(x.cells.cuts, cells.cuts...)
	for _, v := range f.Values {
		if !slices.ContainsFunc(x.fact.Values, func(w Value) bool { return w.Name == v.Name }) {
			x.fact.Values = append(x.fact.Values, v)
		}
	}
	x.fact.Least, x.fact.Most = min(x.fact.Least, f.Least), max(x.fact.Most, f.Most)
}

// place gives a fact its variables.
func (c *common) place(x *commonFact, i int) {
	slices.SortFunc(x.cells.cuts, cut.compare)
	if x.cells.cuts = slices.Compact(x.cells.cuts); len(x.cells.cuts) > maxCuts {
		c.apart = append(c.apart, x.fact.Name+" is compared with too many numbers")
		x.cells.cuts = x.cells.cuts[:maxCuts]
	}
	x.cells.first, x.cells.digits = int32(len(c.vars)), nil
	add := func(cells int, safe uint64) int32 {
		c.vars = append(c.vars, logic.Variable{Cells: cells, Safe: safe, Owner: int32(i)})
		return int32(len(c.vars) - 1)
	}
	switch x.fact.Kind {
	case SetOf:
		for _, v := range x.fact.Values {
			if v.Name == x.fact.None {
				x.cells.bits = append(x.cells.bits, -1)
				continue
			}
			x.cells.bits = append(x.cells.bits, add(2, 1))
		}
	case Whole, Decimal:
		cells := len(x.cells.cuts) + 1
		c.vars = x.cells.write(c.vars, int32(i), cells, c.most, safeCell(x.fact, &x.cells, cells))
	default:
		cells := map[FactKind]int{YesNo: 2, OneOf: len(x.fact.Values)}[x.fact.Kind]
		if cells > 64 {
			c.apart = append(c.apart, x.fact.Name+" has too many values in both together")
			cells = 64
		}
		x.cells.full = 1<<cells - 1
		add(cells, safeCells(x.fact, &x.cells, cells))
	}
	for side, s := range c.sets {
		if slices.ContainsFunc(s.toldVars, func(t toldVar) bool { return t.fact == x.in[side] }) && x.told < 0 {
			x.told = add(2, 1)
		}
	}
}

// cubes are cubes of one set in the common cells.
func (c *common) cubes(side int, cubes []logic.Cube) []logic.Cube {
	out := make([]logic.Cube, len(cubes))
	for i, cube := range cubes {
		next := make(logic.Cube, len(cube))
		for k, l := range cube {
			next[k] = c.literal(side, l)
		}
		slices.SortFunc(next, func(a, b logic.Literal) int { return cmp.Compare(a.Var, b.Var) })
		out[i] = next
	}
	return out
}

func (c *common) literal(side int, l logic.Literal) logic.Literal {
	s := c.sets[side]
	own := int(s.vars.list[l.Var].Owner)
	x, cells := &c.facts[c.index[s.facts[own].Name]], &s.vars.facts[own]
	if slices.ContainsFunc(s.toldVars, func(t toldVar) bool { return t.variable == l.Var }) {
		return logic.Literal{Var: x.told, Cells: l.Cells}
	}
	out := logic.Literal{Var: x.cells.first}
	switch x.fact.Kind {
	case YesNo:
		out.Cells = l.Cells
	case OneOf:
		for i, v := range s.facts[own].Values {
			if l.Cells>>i&1 == 1 {
				out.Cells |= 1 << x.value(v.Name)
			}
		}
	case SetOf:
		out.Cells = l.Cells
		i := slices.Index(cells.bits, l.Var)
		out.Var = x.cells.bits[x.value(s.facts[own].Values[i].Name)]
	default:
		if x.cells.digits != nil { // of both sets the same
			return logic.Literal{Var: x.cells.first + l.Var - cells.first, Cells: l.Cells}
		}
		for i := range len(x.cells.cuts) + 1 {
			// A common cell lies in one of the set's: in that of its lower end.
			in := 0
			if i > 0 {
				in, _ = slices.BinarySearchFunc(cells.cuts, x.cells.cuts[i-1], cut.compare)
				if in < len(cells.cuts) && cells.cuts[in] == x.cells.cuts[i-1] {
					in++
				}
			}
			out.Cells |= (l.Cells >> in & 1) << i
		}
	}
	return out
}

func (x *commonFact) value(name string) int {
	return slices.IndexFunc(x.fact.Values, func(v Value) bool { return v.Name == name })
}

// world is every whole intake that both sets can be asked about.
func (c *common) world() *logic.Prover {
	var must, never []logic.Cube
	for side, s := range c.sets {
		w := s.newWorld()
		must = append(must, c.cubes(side, w.must)...)
		never = append(never, c.cubes(side, w.never)...)
	}
	for i := range c.facts {
		x := &c.facts[i]
		if x.fact.Kind != Whole && x.fact.Kind != Decimal {
			continue
		}
		for k := range len(x.cells.cuts) + 1 {
			if _, ok := x.cells.numberIn(&x.fact, k); !ok {
				never = append(never, x.cells.in(k)...)
			}
		}
	}
	return logic.NewProver(c.vars, must, never, proverBudget)
}

// intake is an assignment as answers for one of the sets.
func (c *common) intake(side int, cells []uint64) *Answers {
	s := c.sets[side]
	values := make([]Answer, len(s.facts))
	own := make([]uint64, len(s.vars.list))
	for i := range s.facts {
		x, in := &c.facts[c.index[s.facts[i].Name]], &s.vars.facts[i]
		a := x.cells.answer(&x.fact, cells)
		var mine uint64
		for k, v := range s.facts[i].Values {
			if j := x.value(v.Name); a.Values>>j&1 == 1 {
				mine |= 1 << k
			}
		}
		a.Values = mine
		if s.facts[i].Kind == SetOf && mine == 0 {
			a.Values = s.facts[i].noneBit()
		}
		values[i] = a
		in.lay(a, func(v int32, cell uint64) { own[v] = cell })
	}
	for _, t := range s.toldVars {
		own[t.variable] = 1
		if !s.facts[t.fact].none(values[t.fact]) {
			own[t.variable] = 2
		}
	}
	out := s.NewAnswers()
	for i := range s.Facts() {
		known := values[i].Values != 0 || s.facts[i].Kind != OneOf && s.facts[i].Kind != SetOf
		g := s.guardRaw[i]
		if known && (g == nil || slices.ContainsFunc(g, func(q logic.Cube) bool { return q.Holds(own) })) {
			out.SetFact(i, values[i])
		}
	}
	return s.ordinary(out)
}
