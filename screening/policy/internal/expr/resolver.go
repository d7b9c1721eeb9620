package expr

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/safehands/safehands/screening/policy/document"
)

// resolver walks one parsed expression: it reports what the dialect does not have, and gives bare
// values their full names.
type resolver struct {
	*Compiler
	source   string
	info     *ast.SourceInfo
	fresh    int64 // the last id given to an expression that the source does not have
	deep     bool  // that it is nested too deep has been said
	problems []Problem
	used     []string      // what is named of the vocabulary, values aside
	counted  map[int64]int // where the conditions of at_least stand; the checker moves dotted names
}

func (r *resolver) report(offset int, format string, args ...any) {
	r.problems = append(r.problems, Problem{offset, fmt.Sprintf(format, args...)})
}

func (r *resolver) factory() ast.ExprFactory { return ast.NewExprFactory() }

// condition resolves an expression that must be true or false.
func (r *resolver) condition(e ast.Expr, depth int) {
	if depth > maxDepth {
		if !r.deep {
			r.report(r.offset(e), "%s", tooDeep)
		}
		r.deep = true
		return
	}
	switch e.Kind() {
	case ast.CallKind:
		r.call(e, depth)
	case ast.IdentKind, ast.SelectKind:
		if o := r.operand(e); o.kind == isOther {
			r.foreign(o)
		} else {
			r.bare(o)
		}
	case ast.LiteralKind:
		r.literal(r.operand(e))
	case ast.ListKind:
		r.report(r.offset(e), "a list alone is not true or false: write fact in [a, b], or at_least(n, [a, b])")
	case ast.MapKind, ast.StructKind:
		r.report(r.offset(e), "maps and messages are not part of rules: conditions are joined with &&, || and !")
	default:
		r.report(r.offset(e), "this is not a condition")
	}
}

// bare resolves a name that stands alone.
func (r *resolver) bare(o operand) {
	switch o.kind {
	case isDefine:
	case isFact:
		f := r.vocab.Facts[o.fact]
		switch f.Kind {
		case Whole, Decimal:
			r.report(o.offset, "%s is a number: compare it, as in %s >= %s", f.Name, f.Name, decimal(middle(f)))
		case OneOf:
			r.report(o.offset, "%s is one of a list: compare it, as in %s == %s", f.Name, f.Name, f.Values[0])
		case SetOf:
			r.report(o.offset, "%s is a set: write %s", f.Name, setExample(f))
		}
	case isNumber:
		r.report(o.offset, "%s is a number, not a condition: compare a fact with it", o.text)
	default:
		if ref, ok := r.valueNamed(o.text); ok {
			r.report(o.offset, "%s is a value, not a condition: write %s", o.text, r.asked(ref))
			return
		}
		r.unknown(o)
	}
}

// valueNamed finds a value by its full name, or in the first list that has it.
func (r *resolver) valueNamed(name string) (valueRef, bool) {
	ref, ok := r.names.values[name]
	if !ok {
		ref, ok = r.names.bare[name]
	}
	return ref, ok
}

// yesNo reports that a yes/no fact or a definition is compared.
func (r *resolver) yesNo(o operand) {
	r.report(o.offset, "%s is yes or no: write %s or !%s", o.text, o.text, o.text)
}

// unordered reports that a list without an order is asked for one.
func (r *resolver) unordered(offset int, f Fact, v int) {
	r.report(offset, "%s is a list without an order: name the values, as in %s in [%s]",
		f.Name, f.Name, f.Values[v])
}

// asked writes the test for a value.
func (r *resolver) asked(ref valueRef) string {
	f := r.vocab.Facts[ref.fact]
	if f.Kind == SetOf {
		return f.Values[ref.value] + " in " + f.Name
	}
	return f.Name + " == " + f.Values[ref.value]
}

// eachIn writes the test for each value of a set.
func eachIn(f Fact, values []operand, joined string) string {
	var parts []string
	for _, v := range values {
		parts = append(parts, strings.TrimPrefix(v.text, f.Name+".")+" in "+f.Name)
	}
	return strings.Join(parts, joined)
}

func setExample(f Fact) string {
	for _, v := range f.Values {
		if v != f.None {
			return v + " in " + f.Name
		}
	}
	return ""
}

// unknown reports a name that nothing in the vocabulary has, whole and with the nearest that
// something has.
func (r *resolver) unknown(o operand) {
	name := o.text
	switch {
	case strings.HasPrefix(name, "."):
		r.report(strings.LastIndex(r.source[:o.offset], "."), "%s begins with a dot: write %s", name, name[1:])
	case strings.HasPrefix(name, paramPrefix):
		r.report(o.offset, "unknown parameter %s%s", document.Shorten(name), r.vocab.Suggest(name, r.names.numbers))
	case name == "null" || unsureWords[name]:
		r.report(o.offset, "%s: a rule cannot ask whether a fact is known; "+
			"an unanswered fact leaves the rule undecided by itself", name)
	default:
		if i, ok := r.names.params[name]; ok {
			r.report(o.offset, "unknown fact %s: the parameter is written %s%s",
				name, paramPrefix, r.vocab.Params[i].Name)
			return
		}
		if r.vocab.Elsewhere != nil {
			if where := r.vocab.Elsewhere(name); where != "" {
				r.report(o.offset, "%s", where)
				return
			}
		}
		hint := r.vocab.Suggest(name, r.names.truths)
		if ref, ok := r.valueNamed(name); ok && hint == "" {
			r.report(o.offset, "%s is a value, not a fact: write %s", name, r.asked(ref))
			return
		}
		r.report(o.offset, "unknown fact %s%s", document.Shorten(name), hint)
	}
}

var unsureWords = map[string]bool{"unsure": true, "unknown": true, "not_asked": true}

func (r *resolver) literal(o operand) {
	switch o.expr.AsLiteral().(type) {
	case types.Bool:
		r.report(o.offset, "%s alone is not a condition: a rule tests facts; leave the part out", o.text)
	case types.String, types.Bytes:
		r.report(o.offset, "texts in quotes are not part of rules: values stand bare, as in fact == value")
	case types.Null:
		r.unknown(o)
	default:
		r.report(o.offset, "%s is a number, not a condition: compare a fact with it, as in fact >= %s", o.text, o.text)
	}
}

func (r *resolver) call(e ast.Expr, depth int) {
	call := e.AsCall()
	args := call.Args()
	if call.IsMemberFunction() {
		r.refuse(e)
		return
	}
	switch f := call.FunctionName(); f {
	case operators.LogicalAnd, operators.LogicalOr:
		for _, arg := range args {
			r.condition(arg, depth+descends(f, arg))
		}
	case operators.LogicalNot, operators.Conditional:
		for _, arg := range args {
			r.condition(arg, depth+1)
		}
	case operators.Equals, operators.NotEquals:
		r.equality(e, f == operators.Equals)
	case operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
		r.order(e, f)
	case operators.In:
		r.membership(e)
	case atLeast:
		r.atLeast(e, depth)
	case atOrAbove:
		r.atOrAbove(e)
	default:
		r.refuse(e)
	}
}

// descends counts a chain of one operator as one level, however the parser balanced it.
func descends(operator string, arg ast.Expr) int {
	if arg.Kind() == ast.CallKind && !arg.AsCall().IsMemberFunction() && arg.AsCall().FunctionName() == operator {
		return 0
	}
	return 1
}

// offset is where an expression stands in bytes: an operator at its sign, a call at its name, a
// dotted name at its first part.
func (r *resolver) offset(e ast.Expr) int {
	if _, root := chain(e); root != nil {
		e = root
	}
	span, ok := r.info.GetOffsetRange(e.ID())
	if !ok {
		return 0
	}
	at := 0
	for range span.Start {
		_, size := utf8.DecodeRuneInString(r.source[at:])
		at += size
	}
	if e.Kind() == ast.CallKind {
		name := e.AsCall().FunctionName()
		if before := strings.TrimRight(r.source[:at], " \t\r\n"); strings.HasSuffix(before, name) {
			return len(before) - len(name)
		}
	}
	return at
}
