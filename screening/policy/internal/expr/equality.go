package expr

import (
	"fmt"
	"strings"

	"github.com/google/cel-go/common/ast"
	"github.com/safehands/safehands/screening/policy/document"
)

const bothFacts = "%s and %s are both facts: a rule compares a fact with a value, never with another fact"

// equality resolves a == b or a != b. Either side may hold the fact.
func (r *resolver) equality(e ast.Expr, equal bool) {
	args := e.AsCall().Args()
	left, right := r.operand(args[0]), r.operand(args[1])
	subject, other, ok := r.subject(left, right)
	if !ok {
		r.noSubject(e, left, right)
		return
	}
	if subject.kind == isDefine {
		r.yesNoEquality(subject, other, equal)
		return
	}
	f := r.vocab.Facts[subject.fact]
	if (other.kind == isFact || other.kind == isDefine) && f.Kind != YesNo {
		r.report(r.offset(e), bothFacts, subject.text, other.text)
		return
	}
	switch f.Kind {
	case YesNo:
		r.yesNoEquality(subject, other, equal)
	case Whole:
		r.wholeEquality(subject, other, equal)
	case Decimal:
		r.report(r.offset(e), "%s is a decimal number, which is never exactly equal: write %s >= %s or %s <= %s",
			f.Name, f.Name, numberText(other, f), f.Name, numberText(other, f))
	case OneOf:
		if other.kind == isList {
			r.report(r.offset(e), "a value is not equal to a list: write %s", negated(equal, f.Name+" in "+other.text))
			return
		}
		if v, ok := r.listValue(f, subject.fact, other); ok {
			r.spell(other, subject.fact, v)
		}
	case SetOf:
		r.setEquality(e, f, subject.fact, other, equal)
	}
}

// subject finds the fact of a comparison.
func (r *resolver) subject(left, right operand) (subject, other operand, ok bool) {
	if left.kind == isFact || left.kind == isDefine {
		return left, right, true
	}
	return right, left, right.kind == isFact || right.kind == isDefine
}

// noSubject reports a comparison of no known fact.
func (r *resolver) noSubject(e ast.Expr, left, right operand) {
	for _, o := range []operand{left, right} {
		if o.kind == isOther {
			r.foreign(o)
			return
		}
	}
	// Of two names that are no facts, the one meant for it is no value, or has the dot.
	_, leftValue := r.names.bare[left.text]
	_, rightValue := r.names.bare[right.text]
	leftFact := strings.Contains(left.text, ".") || !strings.Contains(right.text, ".")
	if leftValue != rightValue {
		leftFact = rightValue || right.text == "yes" || right.text == "no"
	}
	if left.kind == isName && (right.kind != isName || leftFact) {
		r.unknown(left)
		return
	}
	if right.kind == isName {
		r.unknown(right)
		return
	}
	if left.kind == isCondition || right.kind == isCondition {
		r.report(r.offset(e), "a condition is not compared: write it alone, or with ! before it")
		return
	}
	r.report(r.offset(e), "this compares no fact")
}

// foreign reports an operand that the dialect does not have at all.
func (r *resolver) foreign(o operand) {
	switch o.expr.Kind() {
	case ast.CallKind:
		r.refuse(o.expr)
	case ast.SelectKind:
		root := o.expr
		for root.Kind() == ast.SelectKind {
			root = root.AsSelect().Operand()
		}
		if root.Kind() == ast.CallKind {
			r.refuse(root)
			return
		}
		r.report(o.offset, "only names have parts joined by dots: write the name of a fact")
	case ast.LiteralKind:
		if o.text != "..." {
			r.plain(o)
			return
		}
		r.literal(o)
	default:
		r.condition(o.expr, 1)
	}
}

func (r *resolver) yesNoEquality(subject, other operand, equal bool) {
	switch {
	case other.kind == isBool || other.kind == isName && (other.text == "yes" || other.text == "no"):
		yes := other.text == "true" || other.text == "yes"
		r.report(subject.offset, "%s is yes or no: write %s", subject.text, negated(yes == equal, subject.text))
	case other.kind == isName && (other.text == "null" || unsureWords[other.text]):
		r.unknown(other)
	case other.kind == isFact || other.kind == isDefine:
		a, b := subject.text, other.text
		write := fmt.Sprintf("(%s && %s) || (!%s && !%s)", a, b, a, b)
		if !equal {
			write = fmt.Sprintf("(%s && !%s) || (!%s && %s)", a, b, a, b)
		}
		r.report(subject.offset, "%s and %s are not compared with each other: write %s", a, b, write)
	case other.kind == isOther:
		r.foreign(other)
	default:
		r.yesNo(subject)
	}
}

func (r *resolver) wholeEquality(subject, other operand, equal bool) {
	f := r.vocab.Facts[subject.fact]
	if !r.isNumber(f, other) {
		return
	}
	if !other.whole {
		if other.expr.Kind() == ast.LiteralKind && isWhole(other.number) {
			r.report(other.offset, "%s is a whole number: write %s", f.Name, other.text)
			return
		}
		r.report(other.offset, "%s is a whole number and %s a decimal one: write >= or <=", f.Name, numberName(other))
		return
	}
	if other.number < f.Least || other.number > f.Most {
		r.outside(f, other, f.Name+" "+sign(equal)+" "+other.text, !equal)
	}
}

func (r *resolver) setEquality(e ast.Expr, f Fact, fact int, other operand, equal bool) {
	if other.kind == isList {
		if len(other.elems) == 0 {
			r.report(r.offset(e), "%s is a set: write %s", f.Name, setExample(f))
			return
		}
		r.report(r.offset(e), "a set is asked value by value: write %s", eachIn(f, other.elems, " && "))
		return
	}
	v, ok := r.listValue(f, fact, other)
	if !ok {
		return
	}
	if f.Values[v] != f.None {
		r.report(r.offset(e), "%s can hold several values: write %s", f.Name, negated(equal, f.Values[v]+" in "+f.Name))
		return
	}
	// The checker sees a list against a list of the one value.
	r.fresh++
	none := r.factory().NewIdent(r.fresh, f.Name+"."+f.None)
	other.expr.SetKindCase(r.factory().NewList(other.expr.ID(), []ast.Expr{none}, nil))
}

// listValue is the value of a list fact that an operand names, or a report of what it names
// instead.
func (r *resolver) listValue(f Fact, fact int, o operand) (int, bool) {
	if v, ok := r.value(o, fact); ok {
		return v, true
	}
	switch o.kind {
	case isText:
		if v, ok := r.names.values[f.Name+"."+o.text]; ok {
			r.report(o.offset, "values stand without quotes: write %s", f.Values[v.value])
			return 0, false
		}
		r.unknownValue(f, o, o.text)
	case isName, isBool:
		if unsureWords[o.text] || o.text == "null" {
			r.unknown(o)
			return 0, false
		}
		r.unknownValue(f, o, strings.TrimPrefix(o.text, f.Name+"."))
	case isNumber:
		r.report(o.offset, "%s is a list: %s is not one of its values%s", f.Name, o.text, valuesText(f))
	case isFact, isDefine:
		r.report(o.offset, bothFacts, f.Name, o.text)
	case isOther:
		r.foreign(o)
	default:
		r.report(o.offset, "%s is a list: compare it with a value%s", f.Name, valuesText(f))
	}
	return 0, false
}

func (r *resolver) unknownValue(f Fact, o operand, typed string) {
	r.report(o.offset, "%s has no value %s%s%s",
		f.Name, document.Shorten(typed), r.vocab.Suggest(typed, f.Values), valuesText(f))
}

// fewValues is how many values a message lists.
const fewValues = 10

func valuesText(f Fact) string {
	if len(f.Values) > fewValues {
		return fmt.Sprintf("; it has %d", len(f.Values))
	}
	return "; its values are " + strings.Join(f.Values, ", ")
}

// negated writes a condition, or what is not it.
func negated(positive bool, condition string) string {
	switch {
	case positive:
		return condition
	case strings.Contains(condition, " ") && !strings.HasSuffix(condition, ")"):
		return "!(" + condition + ")"
	}
	return "!" + condition
}

func sign(equal bool) string {
	if equal {
		return "=="
	}
	return "!="
}
