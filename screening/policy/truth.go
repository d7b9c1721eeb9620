package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Truth is what is known of a [Test].
type Truth uint8

// The truths. Those of not, and, or are Kleene's: unknown unless what is known suffices.
const (
	Unknown Truth = iota // zero value: an answer that is missing, or not sure, can still decide
	False
	True
)

// Truth returns what the answers that were evaluated leave of a test of the set, or of the test
// negated. It looks at each part by itself, so that it may know less than [Evaluation.Outcomes],
// never anything else: of two answers that only together leave nothing open it says that it does
// not know. What no set has made is unknown.
func (e *Evaluation) Truth(t *Test, negated bool) Truth {
	if !e.valid || !t.made() || t.Op >= IsYes && t.Fact >= len(e.set.facts) {
		return Unknown
	}
	switch t.Op {
	case Not:
		return e.Truth(t.Kids[0], !negated)
	case Defined:
		return e.Truth(t.Kids[0], negated)
	case And, Or, AtLeast:
		return e.counted(t, negated)
	}
	truth := e.leaf(t, negated)
	if truth == False && e.mayBeImplied(t.Fact) || truth == True && e.disagrees(t.Fact) {
		truth = Unknown // what is implied counts beside what was told, and nothing holds by both at once
	}
	if guard := e.set.GuardTest(t.Fact); guard != nil && truth != False {
		truth = both(truth, e.Truth(guard, false))
	}
	return truth
}

// counted is the truth of so many of some tests.
func (e *Evaluation) counted(t *Test, negated bool) Truth {
	need := map[TestOp]int{And: len(t.Kids), Or: 1, AtLeast: t.N}[t.Op]
	if negated { // as many fail that too few are left
		need = len(t.Kids) - need + 1
	}
	can, are := 0, 0
	for _, k := range t.Kids {
		switch e.Truth(k, negated) {
		case True:
			are, can = are+1, can+1
		case Unknown:
			can++
		}
	}
	switch {
	case are >= need:
		return True
	case can < need:
		return False
	}
	return Unknown
}

func both(a, b Truth) Truth {
	switch {
	case a == False || b == False:
		return False
	case a == Unknown || b == Unknown:
		return Unknown
	}
	return True
}

func truthOf(is bool) Truth {
	if is {
		return True
	}
	return False
}

// mayBeImplied reports whether other answers imply, or can still imply, something else than was
// told, or than told answers exclude.
func (e *Evaluation) mayBeImplied(fact int) bool {
	return slices.ContainsFunc(e.set.implied, func(x implied) bool {
		return x.fact == fact && e.state.Cells[x.variable]&^x.cells != 0 &&
			slices.ContainsFunc(x.cubes, func(c logic.Cube) bool { _, possible := e.reading(c); return possible })
	})
}

// disagrees reports whether what was told of a fact disagrees with what others imply.
func (e *Evaluation) disagrees(fact int) bool {
	return slices.ContainsFunc(e.disagreements, func(d Disagreement) bool { return d.Fact == fact })
}

// leaf is the truth of one test of a fact, apart from its guard.
func (e *Evaluation) leaf(t *Test, negated bool) Truth {
	given, left := e.Given(t.Fact), e.Left(t.Fact)
	known := given.State == Known
	if left.State != Known {
		return Unknown
	}
	f := &e.set.facts[t.Fact]
	switch t.Op {
	case IsYes, OpaquePart:
		return truthOf(given.Yes != negated)
	case FromNumber:
		return truthOf(given.Number >= t.Number != negated)
	case AboveNumber:
		return truthOf(given.Number > t.Number != negated)
	case Holds:
		switch {
		case left.Values&t.Values != 0:
			return truthOf(!negated)
		case known:
			return truthOf(negated)
		}
		return Unknown
	}
	among := f.coverage().meant(t.Values, negated)
	switch {
	case left.Values&^among == 0:
		return truthOf(!negated)
	case left.Values&among == 0:
		return truthOf(negated)
	}
	return Unknown
}
