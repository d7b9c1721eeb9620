package expr

import (
	"fmt"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
)

// atLeast resolves at_least(n, [a, b, c]).
func (r *resolver) atLeast(e ast.Expr, depth int) {
	args := e.AsCall().Args()
	if len(args) != 2 || args[1].Kind() != ast.ListKind {
		r.report(r.offset(e), "at_least has a number and a list of conditions: write at_least(2, [a, b, c])")
		return
	}
	elems := args[1].AsList().Elements()
	for _, elem := range elems {
		r.counted[elem.ID()] = r.offset(elem)
		r.condition(elem, depth+1)
	}
	if len(elems) > maxList {
		r.report(r.offset(e),
			"at_least has %d conditions, at most %d: move some of them into a definition, under the key define",
			len(elems), maxList)
		return
	}
	n := r.operand(args[0])
	switch {
	case n.kind == isName:
		r.unknown(n)
	case n.kind == isOther:
		r.foreign(n)
	case n.kind != isNumber || !n.whole:
		r.report(n.offset, "at_least counts: its first part is a whole number or a whole parameter")
	case args[0].Kind() == ast.LiteralKind && !isPlain(r.source[n.offset:]):
		r.plain(n)
	case n.number < 1:
		r.report(n.offset, "at least %s of the conditions is always true: write 1 to %d", numberName(n), len(elems))
	case n.number > float64(len(elems)):
		r.report(n.offset, "at least %s of %d conditions is never true", numberName(n), len(elems))
	}
}

// atOrAbove resolves at_or_above(fact, value).
func (r *resolver) atOrAbove(e ast.Expr) {
	args := e.AsCall().Args()
	if len(args) != 2 {
		r.report(r.offset(e), "at_or_above has a fact and a value: write at_or_above(fact, value)")
		return
	}
	left, right := r.operand(args[0]), r.operand(args[1])
	switch {
	case left.kind == isName && right.kind == isFact:
		r.report(r.offset(e), "the fact comes first: write at_or_above(%s, %s)", right.text, left.text)
		return
	case left.kind == isName:
		r.unknown(left)
		return
	case left.kind == isOther:
		r.foreign(left)
		return
	case left.kind != isFact:
		r.report(left.offset, "at_or_above has a fact and a value: write at_or_above(fact, value)")
		return
	}
	f := r.vocab.Facts[left.fact]
	switch f.Kind {
	case YesNo:
		r.yesNo(left)
		return
	case Whole, Decimal:
		r.report(r.offset(e), "%s is a number: write %s >= %s", f.Name, f.Name, numberText(right, f))
		return
	case SetOf:
		r.report(left.offset, "%s is a set, which has no order: write %s", f.Name, setExample(f))
		return
	}
	v, ok := r.listValue(f, left.fact, right)
	switch {
	case !ok:
	case !f.Ordered:
		r.unordered(left.offset, f, v)
	case v == 0:
		r.report(right.offset, "%s is the first value of %s: at_or_above is always true", f.Values[v], f.Name)
	default:
		r.spell(right, left.fact, v)
	}
}

// rephrased says of what CEL has and the dialect has not how a rule says it.
var rephrased = map[string]string{
	"has":        "has is not part of rules, because it cannot tell no from not asked: write the fact alone",
	"all":        "all is not part of rules: join the conditions with &&",
	"exists":     "exists is not part of rules: write value in fact, or join the conditions with ||",
	"exists_one": "exists_one is not part of rules: write at_least(1, [a, b]) && !at_least(2, [a, b])",
	"existsOne":  "existsOne is not part of rules: write at_least(1, [a, b]) && !at_least(2, [a, b])",
	"map":        "map is not part of rules: name the values, as in value in fact",
	"filter":     "filter is not part of rules: name the values, as in value in fact",
	"size":       "size is not part of rules: write fact != none, or at_least(2, [a in fact, b in fact])",
	"matches": "matches is not part of rules: values are compared whole, " +
		"as in fact == value or fact in [a, b]",
	"contains":          "contains is not part of rules: write value in fact",
	"startsWith":        "startsWith is not part of rules: values are compared whole, as in fact in [a, b]",
	"endsWith":          "endsWith is not part of rules: values are compared whole, as in fact in [a, b]",
	"dyn":               "dyn is not part of rules: write the fact alone",
	"type":              "type is not part of rules: a fact has the type that the vocabulary gives it",
	"timestamp":         "timestamp is not part of rules, which know no clock: time is a fact, as in fact >= 6",
	"duration":          "duration is not part of rules, which know no clock: time is a fact, as in fact >= 6",
	"now":               "now is not part of rules, which know no clock: time is a fact, as in fact >= 6",
	operators.Index:     "positions are not part of rules: write value in fact, or fact in [a, b]",
	operators.Add:       arithmetic,
	operators.Subtract:  arithmetic,
	operators.Multiply:  arithmetic,
	operators.Divide:    arithmetic,
	operators.Modulo:    arithmetic,
	operators.Negate:    arithmetic,
	"not":               "write ! for not",
	"and":               "write a && b",
	"or":                "write a || b",
	"at_most":           "at_most is not part of rules: write !at_least(n + 1, [a, b]) with the number worked out",
	"at_or_below":       "at_or_below is not part of rules: write !at_or_above(fact, the value after it)",
	operators.OptIndex:  "positions are not part of rules: write value in fact, or fact in [a, b]",
	operators.OptSelect: "optional parts are not part of rules: write the fact alone",
	operators.OldIn:     "write value in fact",
}

const arithmetic = "arithmetic is not part of rules: compare one fact with one number, " +
	"and work the number out or declare it as a parameter"

var conversions = map[string]bool{
	"int": true, "uint": true, "double": true, "string": true, "bytes": true, "bool": true,
}

// refuse reports a call or an operator that the dialect does not have.
func (r *resolver) refuse(e ast.Expr) {
	name := e.AsCall().FunctionName()
	if name == atLeast || name == atOrAbove {
		r.report(r.offset(e), "%s stands alone, with everything in its brackets", name)
		return
	}
	message, ok := rephrased[name]
	switch {
	case ok:
	case conversions[name]:
		message = name + " is not part of rules: values need no conversion, write the fact alone"
	default:
		message = fmt.Sprintf("unknown function %s%s: rules have at_least(n, [a, b]) and at_or_above(fact, value)",
			name, r.vocab.Suggest(name, []string{atLeast, atOrAbove}))
	}
	r.report(r.offset(e), "%s", message)
}
