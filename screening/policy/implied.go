package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// implied is one consequence: where one of the cubes holds, the variable lies in the cells.
type implied struct {
	implication int
	fact        int
	variable    int32
	cells       uint64
	mutual      bool         // a told value outside the cells rules the cubes out
	leads       []int32      // the variables of the cubes that others of them, or the fact, hang on
	cubes       []logic.Cube // with what other implications say of them
	raw         []logic.Cube // as they are written
}

// facts are those that the consequence ties together, each as often as it stands there.
func (x *implied) facts(vars []logic.Variable) []int {
	all := []int{x.fact}
	for _, cubes := range [2][]logic.Cube{x.raw, x.cubes} {
		for _, c := range cubes {
			for _, l := range c {
				all = append(all, int(vars[l.Var].Owner))
			}
		}
	}
	return all
}

// placeImplications gives every fact that is named under given a variable of its own, which says
// whether it was told, and finds the cells of every consequence.
func (l *loader) placeImplications() {
	l.told = map[int]int32{}
	for _, f := range l.given {
		if f >= 0 && l.told[f] == 0 {
			l.told[f] = int32(len(l.vars.list))
			l.vars.list = append(l.vars.list, logic.Variable{Cells: 2, Safe: 1, Owner: int32(f)})
		}
	}
	l.impliedBy = make([][]int, len(l.vars.list))
	for _, c := range l.consequences {
		lit, _ := l.vars.cellsOf(c.test, c.not)
		l.impliedBy[lit.Var] = append(l.impliedBy[lit.Var], len(l.implied))
		l.implied = append(l.implied, implied{
			implication: c.implication, fact: c.test.Fact, variable: lit.Var, cells: lit.Cells, mutual: c.mutual,
		})
	}
}

// twin is a cube twice: as it has to be met by what was told, and what it takes to be so, with all
// that follows from it. The two differ where an implied answer counts beside a told one, or speaks.
type twin struct{ met, meant logic.Cube }

// raw is what makes an implication speak, as its words say.
func (l *loader) raw(i int) logic.Formula {
	if f := l.given[i]; f >= 0 {
		return logic.Formula{Op: logic.Lit, Lit: logic.Literal{Var: l.told[f], Cells: 2}}
	}
	return l.cover(false, len(l.defines)+len(l.facts)+i, l.implyNodes[i])
}

// speaks is what makes an implication speak, with what others imply.
func (l *loader) speaks(i int) ([]twin, error) {
	if twins, ok := l.spoken[i]; ok {
		return twins, nil
	}
	cubes, err := l.raw(i).InCubes(&l.work)
	if err != nil {
		return nil, err
	}
	twins, err := l.twins(cubes, false) // every way: what leads where is read off them
	if err == nil {
		l.spoken[i] = twins
	}
	return twins, err
}

// withImplied adds to cubes what implications say of their variables where something else was told:
// all that an implication allows then counts beside that, so that a cube also holds where it would
// with one of these. Where nothing was told to disagree, what it adds cannot hold. A cube that an
// implication rules out is left out: it would hold only because answers disagree.
func (l *loader) withImplied(cubes []logic.Cube) ([]logic.Cube, error) {
	if len(l.implied) == 0 {
		return cubes, nil
	}
	twins, err := l.twins(cubes, true)
	if err != nil {
		return nil, err
	}
	all, same, before := logic.Formula{Op: logic.Cover}, true, cubes
	for _, t := range twins {
		if same {
			at := slices.IndexFunc(before, func(c logic.Cube) bool { return slices.Equal(c, t.met) })
			same, before = at >= 0, before[at+1:]
		}
		all.Cubes = append(all.Cubes, t.met)
	}
	if same {
		return all.Cubes, nil // they are some of the cubes, in the same order
	}
	return logic.Formula{Op: logic.Or, Kids: []logic.Formula{all}}.InCubes(&l.work)
}

// twins are the ways in which cubes can be met; where few is asked for, without those that others
// stand for.
func (l *loader) twins(cubes []logic.Cube, few bool) ([]twin, error) {
	var out []twin
	held := map[logic.Literal][]twin{} // the ways in which a literal can hold
	for _, c := range cubes {
		if l.work.Left < 0 {
			return nil, logic.ErrTooMuchWork
		}
		var plain logic.Cube // the literals that no implication speaks of
		for _, lit := range c {
			if len(l.impliedBy[lit.Var]) == 0 {
				plain = append(plain, lit)
			}
		}
		meant, ok := l.follow(plain, plain)
		if !ok {
			continue
		}
		some := []twin{{plain, meant}}
		for _, lit := range c {
			if len(l.impliedBy[lit.Var]) == 0 {
				continue
			}
			ways, known := held[lit]
			if !known {
				var err error
				if ways, err = l.ways(lit); err != nil {
					return nil, err
				}
				held[lit] = ways
			}
			var next []twin
			for _, a := range some {
				for _, b := range ways {
					met, ok := logic.Join(a.met, b.met)
					if !ok {
						continue
					}
					meant, ok := logic.Join(a.meant, b.meant)
					if !ok {
						continue
					}
					if meant, ok = l.follow(meant, b.meant); ok {
						next = append(next, twin{met, meant})
					}
				}
			}
			if l.work.Left -= len(some) * len(ways); l.work.Left < 0 {
				return nil, logic.ErrTooMuchWork
			}
			if len(next) > 4*l.work.Limit {
				return nil, logic.ErrTooManyCubes
			}
			if some = next; few {
				some = l.undominated(next)
			}
		}
		out = append(out, some...)
	}
	if l.work.Left < 0 {
		return nil, logic.ErrTooMuchWork
	}
	return out, nil
}

// undominated leaves out every twin that another one stands for: whatever it could be joined with,
// the other could, and would be met wherever it is. Many are not compared, which would cost more
// than to carry them on, and neither are they where the work is spent.
func (l *loader) undominated(twins []twin) []twin {
	const many = 256
	n := len(twins)
	if n < 2 || n > many {
		return twins
	}
	if l.work.Left -= n * n / 4 * (1 + len(twins[n-1].meant)/8); l.work.Left < 0 {
		return twins
	}
	implies := func(a, b twin) bool { return a.met.Implies(b.met) && a.meant.Implies(b.meant) }
	var out []twin
	for i, a := range twins {
		if !slices.ContainsFunc(out, func(b twin) bool { return implies(a, b) }) &&
			!slices.ContainsFunc(twins[i+1:], func(b twin) bool { return implies(a, b) && !implies(b, a) }) {
			out = append(out, a)
		}
	}
	return out
}

// ways are the ways in which a literal can hold: as it stands, or by an implication, beside
// something else that was told.
func (l *loader) ways(lit logic.Literal) ([]twin, error) {
	plain := logic.Cube{lit}
	out := []twin{{plain, plain}}
	for _, i := range l.impliedBy[lit.Var] {
		x := &l.implied[i]
		against, allowed := l.vars.full(lit.Var)&^x.cells&^lit.Cells, x.cells&lit.Cells
		if against == 0 || allowed == 0 {
			continue
		}
		twins, err := l.speaks(x.implication)
		if err != nil {
			return nil, err
		}
		for _, t := range twins {
			met, ok := logic.Join(t.met, logic.Cube{{Var: lit.Var, Cells: against}})
			if !ok {
				continue
			}
			if meant, ok := logic.Join(t.meant, logic.Cube{{Var: lit.Var, Cells: allowed}}); ok {
				out = append(out, twin{met, meant})
			}
		}
	}
	return out, nil
}

// makeImplied brings the implications into cubes, and refuses two that would leave no answer.
func (l *loader) makeImplied() {
	for i := range l.implied {
		x := &l.implied[i]
		at := l.implications[x.implication]
		var err error
		if x.raw, err = l.raw(x.implication).InCubes(&l.work); err != nil {
			l.problems.At(at.value.when, "%s", l.tooMuch(err, "split it"))
		} else if len(x.raw) == 0 {
			l.problems.At(at.value.when, "can never hold")
		} else if always(x.raw, l.vars.list) {
			l.problems.At(at.value.when, "always holds, whatever is answered")
		}
	}
	l.listWays()
	for i := range l.implied {
		x := &l.implied[i]
		if len(x.raw) > 0 && !slices.ContainsFunc(x.raw, func(c logic.Cube) bool {
			_, ok := l.follow(c, c)
			return ok
		}) {
			l.problems.At(l.implications[x.implication].node, "can never be so beside the other implications")
		}
	}
	l.spoken = map[int][]twin{}
	for i := range l.implied {
		x := &l.implied[i]
		twins, err := l.speaks(x.implication)
		if err != nil {
			l.problems.At(l.implications[x.implication].value.when, "%s", l.tooMuch(err, "split it"))
			return // the others would say the same
		}
		for _, t := range twins {
			x.cubes = append(x.cubes, t.met)
		}
		x.leads = l.leadsAmong(x)
	}
	for v, list := range l.impliedBy {
		if len(list) == 0 {
			continue
		}
		left := l.vars.full(int32(v))
		for _, i := range list {
			left &= l.implied[i].cells
		}
		if left != 0 {
			continue
		}
		apart := false
		for n, i := range list {
			for _, j := range list[:n] {
				a, b := &l.implied[i], &l.implied[j]
				if a.cells&b.cells != 0 {
					continue
				}
				apart = true
				if meet(a.raw, b.raw) {
					l.problems.At(l.implications[a.implication].node, "can leave no answer to %s together with %s",
						l.facts[a.fact].Name, l.implications[b.implication].value.words())
				}
			}
		}
		if !apart {
			l.problems.At(l.implications[l.implied[list[0]].implication].node,
				"several implications together can leave no answer to %s",
				l.facts[l.implied[list[0]].fact].Name)
		}
	}
}

// leadsAmong are the variables of the cubes whose facts decide whether others of them, or the fact
// that is implied, mean anything.
func (l *loader) leadsAmong(x *implied) []int32 {
	leads := map[int]bool{}
	l.reads(l.guards[x.fact], leads)
	for _, c := range x.cubes {
		for _, lit := range c {
			l.reads(l.guards[l.vars.list[lit.Var].Owner], leads)
		}
	}
	var out []int32
	for _, c := range x.cubes {
		for _, lit := range c {
			if leads[int(l.vars.list[lit.Var].Owner)] && !slices.Contains(out, lit.Var) {
				out = append(out, lit.Var)
			}
		}
	}
	return out
}

// meet reports whether one cube of each can hold at once.
func meet(a, b []logic.Cube) bool {
	for _, x := range a {
		for _, y := range b {
			if _, ok := logic.Join(x, y); ok {
				return true
			}
		}
	}
	return false
}
