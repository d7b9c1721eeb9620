package expr

import (
	"cmp"
	"slices"
)

// Problem is one fault of an expression: what is wrong and how to write it instead.
type Problem struct {
	Offset  int // in bytes, of the name or the operator at fault
	Message string
}

func sortProblems(ps []Problem) []Problem {
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Compare(a.Offset, b.Offset) })
	return slices.Compact(ps)
}
