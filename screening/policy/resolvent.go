package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// mostResolvents bounds what may follow from clauses that share an unsure variable. Implications as
// people write them yield a handful. Past it the clauses stand as they are: the search still keeps
// to each of them, and may ask for a fact too many.
const mostResolvents = 1_000

// addResolvents adds what clauses that name the same unsure variable say between them, whichever of
// its values it has. Two things that exclude the same one, the one if it is so and the other if it
// is not, exclude it although nobody knows which of them speaks:
//
//	unsure so, and   | unsure so, or this is not | this is not
//	not so, each     | not so, or this is not    |
//	excluding this   |                           |
//
// It reports, as [Evaluation.tie] does, whether a value follows, and whether any is left. Clauses
// before the ties are sets that are never empty.
func (e *Evaluation) addResolvents(s *Set, ties int) (narrowed, possible bool) {
	most := len(e.state.Clauses) + mostResolvents
	for at := ties; at < len(e.state.Clauses); at++ {
		for _, l := range e.state.Clauses[at] {
			if e.state.Status[l.Var] != logic.Unsure {
				continue
			}
			for i := 0; i < at && len(e.state.Clauses) < most; i++ {
				clause, ok := e.resolvent(e.state.Clauses[at], e.state.Clauses[i], l)
				switch {
				case !ok:
				case len(clause) == 0:
					return narrowed, false
				case len(clause) == 1:
					return e.narrow(s, clause[0].Var, clause[0].Cells) || narrowed, true
				case !slices.ContainsFunc(e.state.Clauses, func(c logic.Cube) bool { return saysAll(c, clause) }):
					e.state.Clauses = append(e.state.Clauses, clause)
				}
			}
		}
	}
	return false, true
}

// resolvent is what two clauses leave of each other where one variable, a literal of the first,
// meets not both of them. It reports whether they name it and that says more than they do.
func (e *Evaluation) resolvent(a, b logic.Cube, shared logic.Literal) (logic.Cube, bool) {
	at := slices.IndexFunc(b, func(l logic.Literal) bool { return l.Var == shared.Var })
	if at < 0 {
		return nil, false
	}
	both := shared.Cells & b[at].Cells
	if both == shared.Cells || both == b[at].Cells {
		return nil, false
	}
	var out logic.Cube
	add := func(l logic.Literal) bool {
		if i := slices.IndexFunc(out, func(o logic.Literal) bool { return o.Var == l.Var }); i >= 0 {
			out[i].Cells |= l.Cells
			l = out[i]
		} else if l.Cells != 0 {
			out = append(out, l)
		}
		return e.state.Cells[l.Var]&^l.Cells != 0
	}
	more := add(logic.Literal{Var: shared.Var, Cells: both})
	for _, clause := range [2]logic.Cube{a, b} {
		for _, l := range clause {
			more = more && (l.Var == shared.Var || add(l))
		}
	}
	slices.SortFunc(out, func(a, b logic.Literal) int { return int(a.Var - b.Var) })
	return out, more
}

// saysAll reports whether a clause says all that another one does.
func saysAll(a, b logic.Cube) bool {
	return !slices.ContainsFunc(a, func(l logic.Literal) bool {
		return !slices.ContainsFunc(b, func(m logic.Literal) bool { return m.Var == l.Var && l.Cells&^m.Cells == 0 })
	})
}
