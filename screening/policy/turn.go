package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Turn says whether a rule can turn with one clause of its condition while everything else stays as
// it is, in whole intakes as [Vet] looks at them.
type Turn struct {
	// Never is proved: the clause decides in no whole intake. Where it is false and Witness nil,
	// nothing is known.
	Never   bool
	Witness *Witness // an intake in which the clause decides
}

// Turns looks at every clause of a rule, by its index, in the order of [Evaluation.Clauses].
func (s *Set) Turns(rule int) []Turn {
	t, w := s.tests.rules[rule], s.newWorld()
	var e Evaluation
	out := make([]Turn, len(e.Clauses(t)))
	for i := range out {
		with, err := s.forced(t, i, true)
		without, err2 := s.forced(t, i, false)
		if err != nil || err2 != nil {
			continue
		}
		out[i].Never = true
		decides := func(e *Evaluation) bool { return e.Clauses(t)[i].Decides }
		for _, cube := range with {
			cells, verdict := w.prover.Find(cube, without)
			if verdict == logic.Never {
				continue
			}
			out[i].Never = false
			if verdict == logic.Found {
				if out[i].Witness = s.turning(w, rule, slices.Clone(cells), decides); out[i].Witness != nil {
					break
				}
			}
		}
	}
	return out
}

// turning is an intake with what the rule comes to there.
func (s *Set) turning(w *world, rule int, cells []uint64, decides seen) *Witness {
	id := s.rules[rule].ID
	if x := w.witness(cells, Request{}, "a clause of "+id, []int32{int32(rule)}, func(e *Evaluation) bool {
		return decides(e) && s.holds(e, rule)
	}); x != nil {
		return x
	}
	return w.witness(cells, Request{}, "a clause of "+id+" fails alone", nil, decides)
}

// forced is a condition with one of its clauses taken to hold or to fail, as cubes.
func (s *Set) forced(t *Test, clause int, holds bool) ([]logic.Cube, error) {
	f := formulas{set: s, forced: clause, holds: holds}
	return f.of(t, false).InCubes(&logic.Work{Limit: maxCubes, Left: maxWork})
}

// formulas turns tests into formulas, as the loader does with what it compiled.
type formulas struct {
	set    *Set
	next   int // clause
	forced int // -1 none
	holds  bool
}

func (f *formulas) of(t *Test, not bool) logic.Formula {
	if t.Op == Not {
		return f.of(t.Kids[0], !not)
	}
	if t.clause() {
		f.next++
		if f.next-1 != f.forced {
			return f.whole(t, not)
		}
		if f.holds {
			return logic.Formula{Op: logic.And} // always
		}
		return logic.Formula{Op: logic.Or} // never
	}
	return f.join(t, not, f.of)
}

func (f *formulas) join(t *Test, not bool, of func(*Test, bool) logic.Formula) logic.Formula {
	out := logic.Formula{Op: logic.And, N: t.N}
	for _, k := range t.Kids {
		out.Kids = append(out.Kids, of(k, not))
	}
	switch {
	case t.Op == AtLeast:
		out.Op = logic.AtLeast
		if not {
			out.N = len(t.Kids) - t.N + 1
		}
	case (t.Op == Or) != not:
		out.Op = logic.Or
	}
	return out
}

// whole is a test without a look at its clauses.
func (f *formulas) whole(t *Test, not bool) logic.Formula {
	switch {
	case t.Op == Defined:
		return f.whole(t.Kids[0], not)
	case t.Op == Not:
		return f.whole(t.Kids[0], !not)
	case t.Op < Defined:
		return f.join(t, not, f.whole)
	}
	out := f.set.vars.formula(expr.Test{
		Fact: t.Fact, Kind: kindOf(t.Op), Values: t.Values, Number: t.Number,
	}, not)
	if g := f.set.guardRaw[t.Fact]; g != nil {
		out = logic.Formula{Op: logic.And, Kids: []logic.Formula{out, {Op: logic.Cover, Cubes: g}}}
	}
	return out
}

// clause reports whether a test is one clause of the condition it stands in.
func (t *Test) clause() bool {
	return t.Op >= Defined || t.Op == Or && t.anyOfSet()
}

func kindOf(op TestOp) expr.TestKind {
	switch op {
	case IsYes, OpaquePart:
		return expr.IsYes
	case IsAmong:
		return expr.IsOneOf
	case Holds:
		return expr.Has
	case FromNumber:
		return expr.AtLeastNumber
	}
	return expr.AboveNumber
}
