package main

import "math/bits"

// op is what a test does.
type op uint8

const (
	opAnd op = iota
	opOr
	opNot
	opYes   // the yes/no fact is yes
	opAmong // the choice is one of values
	opHolds // the set holds the one value of values
	opFrom  // the number is number or more
	opAbove // the number is more than number
)

// test is a condition, the same for every engine.
type test struct {
	op     op
	kids   []*test
	fact   int
	values uint64
	number float64
}

// literal is a test of one fact, or its opposite.
type literal struct {
	test *test
	not  bool
}

// cubes writes a condition as cubes, of which one has to hold: every literal of it.
func cubes(t *test, not bool) [][]literal {
	switch {
	case t.op == opNot:
		return cubes(t.kids[0], !not)
	case (t.op == opOr) != not && (t.op == opOr || t.op == opAnd):
		var out [][]literal
		for _, k := range t.kids {
			out = append(out, cubes(k, not)...)
		}
		return out
	case t.op == opAnd || t.op == opOr:
		out := [][]literal{nil}
		for _, k := range t.kids {
			var next [][]literal
			for _, a := range out {
				for _, b := range cubes(k, not) {
					next = append(next, append(a[:len(a):len(a)], b...))
				}
			}
			out = next
		}
		return out
	}
	return [][]literal{{{t, not}}}
}

// truth is what is known of a test: the least of and, the greatest of or.
type truth uint8

const (
	no truth = iota
	open
	yes
)

// value is what is known of a fact. The zero value is not asked.
type value struct {
	known  bool
	yes    bool
	number float64
	values uint64 // of a choice or a set
}

func known(x bool) truth {
	if x {
		return yes
	}
	return no
}

func (t *test) of(v value) truth {
	if !v.known {
		return open
	}
	switch t.op {
	case opYes:
		return known(v.yes)
	case opFrom:
		return known(v.number >= t.number)
	case opAbove:
		return known(v.number > t.number)
	}
	return known(v.values&t.values != 0)
}

func (l literal) of(v value) truth {
	if l.not {
		return yes - l.test.of(v)
	}
	return l.test.of(v)
}

// names of the values of a set of bits.
func named(values uint64) []string {
	var out []string
	for ; values != 0; values &= values - 1 {
		out = append(out, valueName(bits.TrailingZeros64(values)))
	}
	return out
}

func valueName(i int) string { return string(rune('a'+i%26)) + string(rune('a'+i/26)) }
