package expr

import (
	"math"
	"slices"
	"strings"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
)

// flipped turns a comparison around, so that the fact stands left.
var flipped = map[string]string{
	operators.Less: operators.Greater, operators.LessEquals: operators.GreaterEquals,
	operators.Greater: operators.Less, operators.GreaterEquals: operators.LessEquals,
}

var signs = map[string]string{
	operators.Less: "<", operators.LessEquals: "<=", operators.Greater: ">", operators.GreaterEquals: ">=",
}

// order resolves <, <=, > and >=.
func (r *resolver) order(e ast.Expr, operator string) {
	args := e.AsCall().Args()
	left, right := r.operand(args[0]), r.operand(args[1])
	subject, other, ok := r.subject(left, right)
	if !ok {
		if left.kind == isCondition && isComparison(left.expr) && right.kind == isNumber {
			middle := r.operand(left.expr.AsCall().Args()[1])
			if middle.kind == isFact {
				r.report(r.offset(e), "comparisons do not chain: write %s && %s %s %s",
					left.text, middle.text, signs[operator], right.text)
				return
			}
		}
		r.noSubject(e, left, right)
		return
	}
	if subject.expr == right.expr {
		operator = flipped[operator]
	}
	if subject.kind == isDefine {
		r.yesNo(subject)
		return
	}
	f := r.vocab.Facts[subject.fact]
	switch f.Kind {
	case YesNo:
		r.yesNo(subject)
	case OneOf:
		r.listOrder(e, f, subject.fact, operator, other)
	case SetOf:
		r.report(r.offset(e), "%s is a set, which has no order: write %s", f.Name, setExample(f))
	default:
		if other.kind == isFact || other.kind == isDefine {
			r.report(r.offset(e), bothFacts, f.Name, other.text)
			return
		}
		if !r.isNumber(f, other) {
			return
		}
		if always, constant := constantOrder(f, operator, other.number); constant {
			r.outside(f, other, f.Name+" "+signs[operator]+" "+other.text, always)
		}
	}
}

func isComparison(e ast.Expr) bool {
	_, ok := signs[e.AsCall().FunctionName()]
	return ok
}

// listOrder offers at_or_above for a comparison that CEL cannot have: an overload of < for lists
// breaks every program.
func (r *resolver) listOrder(e ast.Expr, f Fact, fact int, operator string, other operand) {
	v, ok := r.listValue(f, fact, other)
	if !ok {
		return
	}
	if !f.Ordered {
		r.unordered(r.offset(e), f, v)
		return
	}
	above := operator == operators.Greater || operator == operators.GreaterEquals
	if operator == operators.Greater || operator == operators.LessEquals {
		if v++; v == len(f.Values) {
			always := map[bool]string{true: "never", false: "always"}[above]
			r.report(r.offset(e), "%s is the last value of %s: the comparison is %s true", other.text, f.Name, always)
			return
		}
	}
	r.report(r.offset(e), "lists are not compared with %s: write %s", signs[operator],
		negated(above, "at_or_above("+f.Name+", "+f.Values[v]+")"))
}

// measured reports whether a unit is one that facts are in, and no kind of score.
func (r *resolver) measured(unit string) bool {
	return unit != "" && slices.ContainsFunc(r.vocab.Facts, func(f Fact) bool { return f.Unit == unit })
}

// isNumber says whether an operand is a number that a fact can be compared with, and reports what
// it is instead.
func (r *resolver) isNumber(f Fact, o operand) bool {
	switch o.kind {
	case isNumber:
		switch {
		case o.expr.Kind() == ast.LiteralKind && !isPlain(r.source[o.offset:]):
			r.plain(o)
			return false
		case math.Abs(o.number) > maxNumber:
			r.report(o.offset, "the number is too large: at most %d", int64(maxNumber))
			return false
		case o.unit != "" && f.Unit != "" && o.unit != f.Unit:
			r.report(o.offset, "%s is in %s and %s in %s: compare numbers of one unit", f.Name, f.Unit, o.text, o.unit)
			return false
		case f.Unit == "" && r.measured(o.unit):
			r.report(o.offset, "%s has no unit and %s is in %s: give both the same", f.Name, o.text, o.unit)
			return false
		}
		return true
	case isName:
		if o.text == "yes" || o.text == "no" {
			r.report(o.offset, "%s is a number: compare it with a number or a parameter", f.Name)
			return false
		}
		r.unknown(o)
	case isOther:
		r.foreign(o)
	case isText:
		r.report(o.offset, "%s is a number: write it without quotes", f.Name)
	default:
		r.report(o.offset, "%s is a number: compare it with a number or a parameter", f.Name)
	}
	return false
}

// isPlain says whether a number is written as people write it: 0x10 and 1e3 are for machines.
func isPlain(source string) bool {
	source = strings.TrimLeft(source, "- \t\r\n")
	end := 0
	for end < len(source) && (isWord(source[end]) || source[end] == '.') {
		end++
	}
	return strings.Trim(source[:end], "0123456789.") == ""
}

// plain asks for a plain number, and writes it out where it has a length to be read.
func (r *resolver) plain(o operand) {
	if len(o.text) > len("1000000.000001") {
		r.report(o.offset, "numbers are written as plain decimals")
		return
	}
	r.report(o.offset, "numbers are written as plain decimals: write %s", o.text)
}

// outside reports a comparison that has the same answer whatever the fact is.
func (r *resolver) outside(f Fact, o operand, test string, always bool) {
	answer := "never"
	if always {
		answer = "always"
	}
	value := ""
	if o.expr.Kind() != ast.LiteralKind {
		value = " (" + decimal(o.number) + ")"
	}
	r.report(o.offset, "%s is %s: %s%s is %s true", f.Name, rangeText(f), test, value, answer)
}

// constantOrder says whether a comparison has one answer over the whole range of the fact, and
// which.
func constantOrder(f Fact, operator string, number float64) (always, constant bool) {
	not := operator == operators.Less || operator == operators.LessEquals
	above := operator == operators.Greater || operator == operators.LessEquals
	kind, number := normalise(f.Kind, above, number)
	switch {
	case number > f.Most || kind == AboveNumber && number == f.Most:
		return not, true
	case number < f.Least || kind == AtLeastNumber && number == f.Least:
		return !not, true
	}
	return false, false
}

// normalise gives equal tests of whole numbers one form: more than 4, at least 4.5 and at least 5
// are at least 5.
func normalise(k Kind, above bool, number float64) (TestKind, float64) {
	number += 0 // -0 becomes 0
	switch {
	case k == Whole && above:
		return AtLeastNumber, math.Floor(number) + 1
	case k == Whole:
		return AtLeastNumber, math.Ceil(number) + 0
	case above:
		return AboveNumber, number
	}
	return AtLeastNumber, number
}

func numberName(o operand) string {
	if o.expr.Kind() == ast.LiteralKind {
		return o.text
	}
	return o.text + " (" + decimal(o.number) + ")"
}

// numberText is the number of an operand, or one that the fact can have.
func numberText(o operand, f Fact) string {
	if o.kind == isNumber {
		return o.text
	}
	return decimal(middle(f))
}

// middle is a number for an example.
func middle(f Fact) float64 { return math.Floor((f.Least + f.Most) / 2) }
