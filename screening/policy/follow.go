package policy

import "github.com/safehands/safehands/screening/policy/internal/logic"

// follow adds to a cube what the implications say that it makes speak, and reports false where one
// of them rules the cube out. Only those are looked at that the newer part of the cube can come to:
// what follows from the rest stands in the cube already. Where it takes too much work it stops, and
// the work that is left tells.
func (l *loader) follow(c, newer logic.Cube) (logic.Cube, bool) {
	var look []int32 // variables that what speaks may have come to
	for _, named := range newer {
		look = append(look, named.Var)
	}
	for ; len(look) > 0 && l.work.Left >= 0; look = look[1:] {
		for _, w := range l.speaking[look[0]] {
			x := &l.implied[w.implied]
			l.work.Left -= 1 + len(c)/8
			says := logic.Cube{{Var: x.variable, Cells: x.cells}}
			if !c.Implies(w.when) || c.Implies(says) {
				continue
			}
			l.work.Left -= len(c) / 2
			j, ok := logic.Join(c, says)
			if !ok {
				return nil, false
			}
			c, look = j, append(look, x.variable)
		}
	}
	return c, true
}

// way is a cube under which an implication speaks.
type way struct {
	implied int
	when    logic.Cube
}

// listWays lists the ways by the variables that they name, so that a cube looks at those alone that
// it can come to.
func (l *loader) listWays() {
	l.speaking = make([][]way, len(l.vars.list))
	for i := range l.implied {
		for _, w := range l.implied[i].raw {
			for _, named := range w {
				l.speaking[named.Var] = append(l.speaking[named.Var], way{i, w})
			}
		}
	}
}
