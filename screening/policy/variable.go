package policy

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// variables says how every fact is cut into the cells that the rules tell apart.
type variables struct {
	facts []factCells
	list  []logic.Variable
	most  int // cells of a variable; a number of more has several
}

// factCells is one fact: one variable, or for a set one for each value but none, or for a number of
// many cells one for each of its digits.
type factCells struct {
	kind   FactKind
	first  int32
	count  int32
	full   uint64     // every cell of the first variable
	cuts   []cut      // of a number: cell i lies below cut i and at or above cut i-1
	bits   []int32    // of a set: the variable of each value, -1 for none
	some   logic.Cube // of a set without a none: at least one of them
	cover  coverage   // of the values of a OneOf fact
	digits []digit    // of a number of more cells than a variable has, nil of others
}

// cut divides a number: what is at or above value, or, when strict, above it, lies behind the cut.
type cut struct {
	value  float64
	strict bool
}

func (a cut) compare(b cut) int {
	if c := cmp.Compare(a.value, b.value); c != 0 || a.strict == b.strict {
		return c
	}
	if b.strict {
		return -1
	}
	return 1
}

// cell is the cell that a number falls into.
func (f *factCells) cell(x float64) int {
	if f.digits != nil {
		i, _ := slices.BinarySearchFunc(f.cuts, x, func(c cut, x float64) int {
			if x > c.value || x == c.value && !c.strict {
				return -1
			}
			return 1
		})
		return i
	}
	i := 0
	for i < len(f.cuts) && (x > f.cuts[i].value || x == f.cuts[i].value && !f.cuts[i].strict) {
		i++
	}
	return i
}

func (l *loader) newVariables() variables {
	v := variables{facts: make([]factCells, len(l.facts)), most: cmp.Or(l.digit, maxCells)}
	for _, nodes := range append(l.nodesBeside(), l.guards, l.defines, l.whens, l.implyNodes) {
		for _, n := range nodes {
			v.gatherCuts(n)
		}
	}
	for i, f := range l.facts {
		c := &v.facts[i]
		c.kind, c.first = f.Kind, int32(len(v.list))
		if i < len(l.cuts) {
			c.cuts = append(c.cuts, l.cuts[i]...)
		}
		slices.SortFunc(c.cuts, cut.compare)
		c.cuts = slices.Compact(c.cuts)
		if len(c.cuts) > maxCuts {
			l.problems.Add(l.factProblem(i,
				fmt.Sprintf("rules compare it with %d numbers; at most %d", len(c.cuts), maxCuts)))
			c.cuts = c.cuts[:maxCuts]
		}
		switch f.Kind {
		case SetOf:
			for _, name := range valueNames(f) {
				if name == f.None {
					c.bits = append(c.bits, -1)
					continue
				}
				id := int32(len(v.list))
				c.bits = append(c.bits, id)
				c.some = append(c.some, logic.Literal{Var: id, Cells: 2})
				v.list = append(v.list, logic.Variable{Cells: 2, Safe: 1, Owner: int32(i)})
			}
			if f.None != "" {
				c.some = nil
			}
		case Whole, Decimal:
			cells := len(c.cuts) + 1
			v.list = c.write(v.list, int32(i), cells, v.most, safeCell(f, c, cells))
		default:
			cells := 2
			if f.Kind == OneOf {
				cells, c.cover = len(f.Values), f.coverage()
			}
			c.full = 1<<cells - 1
			v.list = append(v.list, logic.Variable{Cells: cells, Safe: safeCells(f, c, cells), Owner: int32(i)})
		}
		c.count = int32(len(v.list)) - c.first
	}
	return v
}

// safeCells are the cells to try first when a mild completion is sought. Only speed hangs on them.
func safeCells(f Fact, c *factCells, cells int) uint64 {
	if len(f.Safe) == 0 {
		return 1 << safeCell(f, c, cells)
	}
	var safe uint64
	for i, v := range f.Values {
		if slices.Contains(f.Safe, v.Name) {
			safe |= 1 << i
		}
	}
	return safe
}

// safeCell is the one of a fact that names no safe values.
func safeCell(f Fact, c *factCells, cells int) int {
	switch {
	case f.Volunteered && f.Kind != OneOf:
		if a, err := usualAnswer(f); err == nil && f.Kind != YesNo {
			return c.cell(a.Number)
		}
	case f.Risk == RiskLess:
		return cells - 1
	case f.Risk == RiskNeither && cells > 2:
		return 1 // neither end of a scale
	}
	return 0
}

func (v *variables) gatherCuts(n *expr.Node) {
	if n == nil {
		return
	}
	if n.Op == expr.Atom {
		switch n.Test.Kind {
		case expr.AtLeastNumber:
			v.facts[n.Test.Fact].cuts = append(v.facts[n.Test.Fact].cuts, cut{value: n.Test.Number})
		case expr.AboveNumber:
			v.facts[n.Test.Fact].cuts = append(v.facts[n.Test.Fact].cuts, cut{value: n.Test.Number, strict: true})
		}
	}
	for _, k := range n.Kids {
		v.gatherCuts(k)
	}
}

// formula pushes negation down to the single tests and joins every test of a fact
// with the fact's guard.
func (l *loader) formula(n *expr.Node, not bool) logic.Formula {
	switch n.Op {
	case expr.Not:
		return l.formula(n.Kids[0], !not)
	case expr.Define:
		return l.cover(not, n.Define, l.defines[n.Define])
	case expr.Atom:
		return l.literal(n.Test, not)
	}
	out := logic.Formula{Op: logic.And, N: n.N}
	for _, k := range n.Kids {
		out.Kids = append(out.Kids, l.formula(k, not))
	}
	switch {
	case n.Op == expr.AtLeast:
		out.Op = logic.AtLeast
		if not {
			out.N = len(n.Kids) - n.N + 1
		}
	case (n.Op == expr.Or) != not:
		out.Op = logic.Or
	}
	return out
}

func (l *loader) literal(t expr.Test, not bool) logic.Formula {
	f := l.vars.formula(t, not)
	if g := l.guards[t.Fact]; g != nil {
		f = logic.Formula{Op: logic.And, Kids: []logic.Formula{f, l.cover(false, len(l.defines)+t.Fact, g)}}
	}
	return f
}

// full is every cell of a variable.
func (v *variables) full(variable int32) uint64 { return 1<<v.list[variable].Cells - 1 }

// cellsOf returns the variable and the cells that a test, or its opposite, asks for, and all
// cells of the variable.
func (v *variables) cellsOf(t expr.Test, not bool) (lit logic.Literal, full uint64) {
	c := &v.facts[t.Fact]
	lit.Var, full = c.first, c.full
	switch t.Kind {
	case expr.IsYes:
		lit.Cells = 2
	case expr.IsOneOf:
		lit.Cells = c.cover.meant(t.Values, not)
	case expr.Has:
		for i, id := range c.bits {
			if t.Values>>i&1 == 1 {
				lit = logic.Literal{Var: id, Cells: 2}
			}
		}
		full = 3
	default:
		i, _ := slices.BinarySearchFunc(c.cuts, cut{t.Number, t.Kind == expr.AboveNumber}, cut.compare)
		lit.Cells = full &^ (1<<(i+1) - 1)
	}
	if not {
		lit.Cells = full &^ lit.Cells
	}
	return lit, full
}

// cover brings a definition or a guard into cubes once, however often it is named. Where that
// fails, what names it fails too.
func (l *loader) cover(not bool, id int, n *expr.Node) logic.Formula {
	key := [2]int{id, order(not)}
	c, ok := l.covers[key]
	if !ok {
		c.Op = logic.Cover
		c.Cubes, c.Err = l.formula(n, not).InCubes(&l.work)
		l.covers[key] = c
	}
	return c
}

// makeCubes brings every rule and every guard into cubes.
func (l *loader) makeCubes() {
	if l.problems.Len() > l.reasons {
		return // a number without all of its cuts would make rules look as if they could never hold
	}
	l.makeImplied()
	l.guardCubes, l.guardRaw = make([][]logic.Cube, len(l.facts)), make([][]logic.Cube, len(l.facts))
	solver := logic.NewSolver(l.vars.list, nil)
	for i, g := range l.guards {
		if g != nil {
			var err error
			if l.guardRaw[i], err = l.cover(false, len(l.defines)+i, g).InCubes(&l.work); err == nil {
				l.guardCubes[i], err = l.withImplied(l.guardRaw[i])
				if solver.Always(l.guardRaw[i], mostSteps) {
					l.problems.Add(l.guardProblem(i, 0, "always holds, whatever is answered; leave it out"))
				}
			}
			if err != nil {
				l.problems.Add(l.guardProblem(i, 0, l.tooMuch(err, "split it")))
			}
			l.checkSureGuard(i)
		}
	}
	l.cubes = make([][]logic.Cube, len(l.rules))
	for i := range l.rules {
		r := &l.rules[i].value
		cubes, err := l.formula(l.whens[i], false).InCubes(&l.work)
		if err != nil {
			l.whenProblem(r, l.tooMuch(err, "split the rule"))
			continue
		}
		if len(cubes) == 0 {
			l.whenProblem(r, "can never hold")
		}
		if solver.Always(cubes, mostSteps) {
			l.whenProblem(r, "always holds, whatever is answered") // and no answer would stand behind the finding
		}
		if l.cubes[i], err = l.withImplied(cubes); err != nil {
			l.whenProblem(r, l.tooMuch(err, "split the rule"))
		} else if len(cubes) > 0 && len(l.cubes[i]) == 0 {
			l.whenProblem(r, "can never hold: an implication rules it out")
		}
		if r.at >= 0 && l.guards[r.at] != nil && !solver.Covered(cubes, l.guardRaw[r.at], mostSteps) {
			// Where the site means nothing the rule would hold and reach nowhere.
			l.whenProblem(r, fmt.Sprintf("can hold where %s is not asked; add && (%s)", r.At, l.facts[r.at].AskedIf))
		}
		if r.side >= 0 && l.guards[r.side] != nil && !solver.Covered(cubes, l.guardRaw[r.side], mostSteps) {
			// The side would be that of something else.
			l.whenProblem(r, fmt.Sprintf("can hold where %s is not asked; add && (%s)", r.Side, l.facts[r.side].AskedIf))
		}
	}
}

// tooMuch says why a test could not be brought into cubes.
func (l *loader) tooMuch(err error, advice string) string {
	if errors.Is(err, logic.ErrTooMuchWork) {
		return "takes too much work together with what was read before; " + advice
	}
	return fmt.Sprintf("falls apart into more than %d cases; %s", maxCubes, advice)
}

// mostSteps bounds the search for answers under which something does not hold. Rules as people
// write them need a handful.
const mostSteps = 1_000_000

// always reports whether the cubes hold whatever is answered. Where the search gets too long they
// are taken not to.
func always(cubes []logic.Cube, vars []logic.Variable) bool {
	return logic.NewSolver(vars, nil).Always(cubes, mostSteps)
}

func (l *loader) whenProblem(r *rawRule, message string) {
	if l.compiled == nil { // of a set in other cells, which stands in no file
		l.problems.In(r.ID, "%s", message)
		return
	}
	if at := r.blamed(r.when, l.schema.Texts); at != r.when {
		l.problems.At(at, "%s: %s", r.ID, message)
		return
	}
	names := l.whenOf(r).Names
	l.expressionProblem(r.when, 0, append(slices.Clip(names), r.At), r.ID, message)
}
