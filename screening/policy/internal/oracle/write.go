package oracle

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/safehands/safehands/screening/policy/internal/expr"
)

// maxCombinations bounds what at_least is written out to.
const maxCombinations = 5000

// write rewrites an expression, or its opposite, into plain CEL with negations at the single tests
// only.
func (o *Oracle) write(e ast.Expr, opposite bool) (string, error) {
	if e.Kind() == ast.CallKind {
		call := e.AsCall()
		args := call.Args()
		switch call.FunctionName() {
		case operators.LogicalAnd:
			return o.join("&&", opposite, args...)
		case operators.LogicalOr:
			return o.join("||", opposite, args...)
		case operators.LogicalNot:
			return o.write(args[0], !opposite)
		case operators.Conditional:
			return o.choose(args[0], args[1], args[2], opposite)
		case "at_least":
			return o.atLeast(args[0], args[1].AsList().Elements(), opposite)
		}
	} else if _, ok := o.defines[name(e)]; ok {
		return o.define(name(e), opposite)
	}
	return o.test(e, opposite)
}

// join writes a && b or a || b, or by De Morgan's law the opposite.
func (o *Oracle) join(sign string, opposite bool, parts ...ast.Expr) (string, error) {
	if opposite {
		sign = map[string]string{"&&": "||", "||": "&&"}[sign]
	}
	var texts []string
	for _, part := range parts {
		text, err := o.write(part, opposite)
		if err != nil {
			return "", err
		}
		texts = append(texts, text)
	}
	return "(" + strings.Join(texts, " "+sign+" ") + ")", nil
}

func (o *Oracle) choose(c, a, b ast.Expr, opposite bool) (string, error) {
	var texts [4]string
	for i, part := range []struct {
		e   ast.Expr
		not bool
	}{{c, false}, {c, true}, {a, opposite}, {b, opposite}} {
		text, err := o.write(part.e, part.not)
		if err != nil {
			return "", err
		}
		texts[i] = text
	}
	is, isNot, yes, no := texts[0], texts[1], texts[2], texts[3]
	if opposite {
		return "((" + isNot + " || " + yes + ") && (" + is + " || " + no + "))", nil
	}
	return "((" + is + " && " + yes + ") || (" + isNot + " && " + no + "))", nil
}

// atLeast writes any combination of n of them; that fewer than n hold is that len-n+1 of them do
// not.
func (o *Oracle) atLeast(count ast.Expr, list []ast.Expr, opposite bool) (string, error) {
	number, _, ok := o.number(count)
	if !ok {
		return "", fmt.Errorf("at_least counts a number")
	}
	n := int(number)
	if opposite {
		n = len(list) - n + 1
	}
	var parts, ways []string
	for _, e := range list {
		text, err := o.write(e, opposite)
		if err != nil {
			return "", err
		}
		parts = append(parts, text)
	}
	var pick func(from int, chosen []string)
	pick = func(from int, chosen []string) {
		if len(ways) > maxCombinations {
			return
		}
		if len(chosen) == n {
			ways = append(ways, "("+strings.Join(chosen, " && ")+")")
			return
		}
		for i := from; i < len(parts); i++ {
			pick(i+1, append(slices.Clip(chosen), parts[i]))
		}
	}
	pick(0, nil)
	if n < 1 || len(ways) == 0 || len(ways) > maxCombinations {
		return "", fmt.Errorf("at_least %d of %d has no combinations, or more than %d", n, len(list), maxCombinations)
	}
	return "(" + strings.Join(ways, " || ") + ")", nil
}

// define is the name under which a definition, or its opposite, is evaluated by itself.
func (o *Oracle) define(name string, opposite bool) (string, error) {
	if opposite {
		return o.part("_fails."+name, o.defines[name], true)
	}
	return o.part("_holds."+name, o.defines[name], false)
}

// guard is the name under which the guard of a fact is evaluated by itself.
func (o *Oracle) guard(fact string) (string, error) {
	return o.part("_guard."+fact, o.guards[fact], false)
}

// part compiles what several expressions share, and the parts that it names itself.
func (o *Oracle) part(name string, e ast.Expr, opposite bool) (string, error) {
	if _, ok := o.names[name]; ok {
		return name, nil
	}
	if o.open[name] {
		return "", fmt.Errorf("stands on itself")
	}
	o.open[name] = true
	defer delete(o.open, name)
	text, err := o.write(e, opposite)
	if err != nil {
		return "", err
	}
	p, err := o.program(text)
	if err != nil {
		return "", err
	}
	o.names[name] = len(o.vocab.Facts) + len(o.parts)
	o.parts = append(o.parts, part{text, p})
	return name, nil
}

// test writes a single test, joined with the guard of its fact.
func (o *Oracle) test(e ast.Expr, opposite bool) (string, error) {
	text, fact, err := o.plainTest(e)
	if err != nil {
		return "", err
	}
	if opposite {
		text = "!(" + text + ")"
	}
	if o.guards[fact] == nil {
		return text, nil
	}
	guard, err := o.guard(fact)
	if err != nil {
		return "", err
	}
	return "(" + text + " && " + guard + ")", nil
}

func (o *Oracle) plainTest(e ast.Expr) (text, fact string, err error) {
	if f, ok := o.fact(e); ok {
		return f.Name, f.Name, nil
	}
	if e.Kind() != ast.CallKind || len(e.AsCall().Args()) != 2 {
		return "", "", fmt.Errorf("unknown name %s", name(e))
	}
	function, left, right := e.AsCall().FunctionName(), e.AsCall().Args()[0], e.AsCall().Args()[1]
	f, isFact := o.fact(left)
	if !isFact {
		f, isFact = o.fact(right)
	}
	if !isFact {
		return "", "", fmt.Errorf("%s of no fact", function)
	}
	if function == "at_or_above" {
		from := slices.Index(f.Values, o.bare(f, right))
		return f.Name + " in " + quoted(f.Values[from:]), f.Name, nil
	}
	sign := "in"
	if function != operators.In {
		sign, _ = operators.FindReverseBinaryOperator(function)
	}
	if f.Kind == expr.SetOf && (function == operators.Equals || function == operators.NotEquals) {
		text = "(" + f.Name + " == [] || " + f.Name + " == " + quoted([]string{f.None}) + ")"
		if function == operators.NotEquals {
			text = "!" + text
		}
		return text, f.Name, nil
	}
	return o.side(f, left) + " " + sign + " " + o.side(f, right), f.Name, nil
}

// side writes one side of a comparison with f.
func (o *Oracle) side(f expr.Fact, e ast.Expr) string {
	if e.Kind() == ast.ListKind {
		var values []string
		for _, elem := range e.AsList().Elements() {
			values = append(values, o.bare(f, elem))
		}
		return quoted(values)
	}
	if x, whole, ok := o.number(e); ok {
		if whole {
			return strconv.FormatInt(int64(x), 10)
		}
		return "double(" + strconv.Quote(strconv.FormatFloat(x, 'g', -1, 64)) + ")"
	}
	if v := o.bare(f, e); slices.Contains(f.Values, v) {
		return strconv.Quote(v)
	}
	return name(e)
}

// bare is a value without the name of its fact.
func (o *Oracle) bare(f expr.Fact, e ast.Expr) string {
	if v := name(e); !slices.Contains(f.Values, v) {
		return strings.TrimPrefix(v, f.Name+".")
	}
	return name(e)
}

func (o *Oracle) fact(e ast.Expr) (expr.Fact, bool) {
	i, ok := o.facts[name(e)]
	if !ok {
		return expr.Fact{}, false
	}
	return o.vocab.Facts[i], true
}

func (o *Oracle) number(e ast.Expr) (x float64, whole, ok bool) {
	if p, ok := o.params[name(e)]; ok {
		return p.Value, p.Whole, true
	}
	if e.Kind() == ast.LiteralKind {
		switch v := e.AsLiteral().(type) {
		case types.Int:
			return float64(v), true, true
		case types.Double:
			return float64(v), false, true
		}
	}
	return 0, false, false
}

func quoted(values []string) string {
	var texts []string
	for _, v := range values {
		texts = append(texts, strconv.Quote(v))
	}
	return "[" + strings.Join(texts, ", ") + "]"
}

// name is the dotted name that an expression spells, or nothing.
func name(e ast.Expr) string {
	switch e.Kind() {
	case ast.IdentKind:
		return e.AsIdent()
	case ast.SelectKind:
		if of := name(e.AsSelect().Operand()); of != "" {
			return of + "." + e.AsSelect().FieldName()
		}
	}
	return ""
}
