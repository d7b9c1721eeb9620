package policy

import (
	"fmt"
	"math/bits"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy/lists"
)

// String writes the test as an expression of the rule language, on one line. It compiles to the
// same tree, as long as it keeps within the size of one expression: what ?: and parameters stood
// for is written out. What no set has made is written as nothing.
func (t *Test) String() string { return t.text(bindsNothing) }

// How closely the parts of an expression hold together.
const (
	bindsNothing = iota
	bindsAnd
	bindsComparison
	bindsAlone
)

// text writes the test where others stand beside it that bind as closely as that, or nothing does.
func (t *Test) text(beside int) string {
	text, binds := t.write()
	if binds < beside {
		return "(" + text + ")"
	}
	return text
}

func (t *Test) write() (text string, binds int) {
	if !t.made() {
		return "", bindsAlone
	}
	switch t.Op {
	case And:
		return strings.Join(texts(t.Kids, bindsAnd), " && "), bindsAnd
	case Or:
		if t.anyOfSet() {
			return t.alternatives()[0], bindsComparison
		}
		return strings.Join(t.alternatives(), " || "), bindsNothing
	case Not:
		return t.Kids[0].writeNot()
	case AtLeast:
		return fmt.Sprintf("at_least(%d, [%s])", t.N, strings.Join(texts(t.Kids, bindsNothing), ", ")), bindsAlone
	case Defined:
		return t.Name, bindsAlone
	case IsYes:
		return t.fact.Name, bindsAlone
	case OpaquePart:
		return t.Name, bindsNothing
	case IsAmong:
		return t.writeAmong()
	case Holds:
		return t.values()[0] + " in " + t.fact.Name, bindsComparison
	case FromNumber:
		return t.compared(">="), bindsComparison
	case AboveNumber:
		return t.compared(">"), bindsComparison
	}
	return "", bindsAlone
}

// made reports whether the test has what its operator needs, which one built elsewhere may lack.
func (t *Test) made() bool {
	switch {
	case t == nil || t.Op >= IsYes && t.fact == nil:
		return false
	case t.Op == Holds:
		return t.Values&(1<<len(t.fact.Values)-1) != 0
	case t.Op < IsYes:
		return len(t.Kids) > 0
	}
	return true
}

func texts(tests []*Test, beside int) []string {
	return lists.Of(tests, func(t *Test) string { return t.text(beside) })
}

// alternatives writes the kids of an Or, those that together ask for anything of a set as one.
func (t *Test) alternatives() []string {
	var out []string
	for rest := t.Kids; len(rest) > 0; {
		if f := wholeSet(rest); f != nil {
			out, rest = append(out, f.Name+" != "+f.None), rest[len(f.Values)-1:]
			continue
		}
		out, rest = append(out, rest[0].text(bindsAnd)), rest[1:]
	}
	return out
}

// wholeSet is the fact of which the first of the tests ask for every value but the one that stands
// for none, in order, or nil.
func wholeSet(tests []*Test) *Fact {
	if !tests[0].made() || tests[0].Op != Holds {
		return nil
	}
	f, n := tests[0].fact, 0
	if f.None == "" || len(tests) < len(f.Values)-1 {
		return nil
	}
	for i, v := range f.Values {
		if v.Name == f.None {
			continue
		}
		if !tests[n].made() || tests[n].Op != Holds || tests[n].fact != f || tests[n].Values != 1<<i {
			return nil
		}
		n++
	}
	return f
}

// anyOfSet reports whether an Or is written as one: it has one kid, or asks for anything of a set
// but none.
func (t *Test) anyOfSet() bool {
	if len(t.Kids) < 2 {
		return len(t.Kids) == 1
	}
	f := wholeSet(t.Kids)
	return f != nil && len(t.Kids) == len(f.Values)-1
}

// writeNot writes what is not the test.
func (t *Test) writeNot() (text string, binds int) {
	if !t.made() {
		return "", bindsAlone
	}
	switch t.Op {
	case FromNumber:
		return t.compared("<"), bindsComparison
	case AboveNumber:
		return t.compared("<="), bindsComparison
	case Or:
		if f := wholeSet(t.Kids); f != nil && t.anyOfSet() {
			return f.Name + " == " + f.None, bindsComparison
		}
	}
	return "!" + t.text(bindsAlone), bindsAlone
}

func (t *Test) compared(sign string) string {
	return t.fact.Name + " " + sign + " " + strconv.FormatFloat(t.Number, 'f', -1, 64)
}

// writeAmong writes the test of a OneOf fact in its shortest form.
func (t *Test) writeAmong() (text string, binds int) {
	f, values := t.fact, t.values()
	others := (1<<len(f.Values) - 1) &^ t.Values
	switch least := bits.TrailingZeros64(t.Values); {
	case len(values) == 1:
		return f.Name + " == " + values[0], bindsComparison
	case len(values) == len(f.Values)-1:
		return f.Name + " != " + f.Values[bits.TrailingZeros64(others)].Name, bindsComparison
	case f.Risk != RiskNeither && others == 1<<least-1:
		return "at_or_above(" + f.Name + ", " + values[0] + ")", bindsAlone
	}
	return f.Name + " in [" + strings.Join(values, ", ") + "]", bindsComparison
}

// values are the names of Values.
func (t *Test) values() []string {
	var out []string
	for i, v := range t.fact.Values {
		if t.Values>>i&1 == 1 {
			out = append(out, v.Name)
		}
	}
	return out
}
