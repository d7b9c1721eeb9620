package expr

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
)

type operandKind int

const (
	isOther     operandKind = iota // nothing the dialect has
	isFact                         // the fact
	isDefine                       // a definition
	isNumber                       // a number or a parameter
	isName                         // any other name: a bare value, or unknown
	isText                         // a text in quotes
	isBool                         // true or false
	isList                         // a list of elems
	isCondition                    // something that is itself true or false
)

// operand is one side of a comparison, as written.
type operand struct {
	kind   operandKind
	expr   ast.Expr
	offset int
	text   string // as the author would write it again
	fact   int
	number float64
	whole  bool // the number is of a whole kind
	unit   string
	elems  []operand
}

// operand reads an expression without judging it.
func (r *resolver) operand(e ast.Expr) operand {
	o := operand{expr: e, offset: r.offset(e), text: "..."}
	switch e.Kind() {
	case ast.IdentKind, ast.SelectKind:
		return r.nameOperand(o)
	case ast.LiteralKind:
		return r.literalOperand(o)
	case ast.ListKind:
		o.kind = isList
		var texts []string
		for _, e := range e.AsList().Elements() {
			elem := r.operand(e)
			o.elems = append(o.elems, elem)
			texts = append(texts, elem.text)
		}
		o.text = "[" + strings.Join(texts, ", ") + "]"
	case ast.CallKind:
		call := e.AsCall()
		if call.IsMemberFunction() {
			break
		}
		switch f := call.FunctionName(); f {
		case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot, operators.Conditional,
			operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals, operators.Greater,
			operators.GreaterEquals, operators.In, atLeast, atOrAbove:
			o.kind = isCondition
			if sign, ok := operators.FindReverseBinaryOperator(f); ok && len(call.Args()) == 2 {
				o.text = r.operand(call.Args()[0]).text + " " + sign + " " + r.operand(call.Args()[1]).text
			}
		}
	}
	return o
}

func (r *resolver) nameOperand(o operand) operand {
	name, root := chain(o.expr)
	if root == nil {
		return o
	}
	o.text, o.offset = name, r.offset(root)
	o.kind = isName
	if i, ok := r.names.facts[name]; ok {
		o.kind, o.fact = isFact, i
	} else if _, ok := r.names.defines[name]; ok {
		o.kind = isDefine
	} else if i, ok := r.names.param(name); ok {
		p := r.vocab.Params[i]
		o.kind, o.number, o.whole, o.unit = isNumber, p.Value, p.Whole, p.Unit
	}
	if o.kind != isName && !slices.Contains(r.used, name) {
		r.used = append(r.used, name)
	}
	return o
}

func (r *resolver) literalOperand(o operand) operand {
	switch v := o.expr.AsLiteral().(type) {
	case types.Int:
		o.kind, o.number, o.whole, o.text = isNumber, float64(v), true, strconv.FormatInt(int64(v), 10)
	case types.Double:
		o.kind, o.number, o.text = isNumber, float64(v), decimal(float64(v))
	case types.Uint:
		o.text = strconv.FormatUint(uint64(v), 10)
	case types.Bool:
		o.kind, o.text = isBool, strconv.FormatBool(bool(v))
	case types.String:
		o.kind, o.text = isText, string(v)
	case types.Null:
		o.kind, o.text = isName, "null"
	}
	return o
}

// chain is the dotted name that an identifier or a chain of selections spells, with its first part;
// root is nil for anything else.
func chain(e ast.Expr) (name string, root ast.Expr) {
	var parts []string
	for e.Kind() == ast.SelectKind {
		s := e.AsSelect()
		if s.IsTestOnly() {
			return "", nil
		}
		parts = append(parts, s.FieldName())
		e = s.Operand()
	}
	if e.Kind() != ast.IdentKind {
		return "", nil
	}
	var b strings.Builder
	b.WriteString(e.AsIdent())
	for i := len(parts) - 1; i >= 0; i-- {
		b.WriteByte('.')
		b.WriteString(parts[i])
	}
	return b.String(), e
}

// value is the index of the value of a list fact that an operand names, bare or written out.
func (r *resolver) value(o operand, fact int) (int, bool) {
	if o.kind == isOther || o.kind == isNumber || o.kind == isBool || o.kind == isText {
		return 0, false
	}
	f := r.vocab.Facts[fact]
	if v, ok := r.names.values[f.Name+"."+o.text]; ok && v.fact == fact {
		return v.value, true
	}
	v, ok := r.names.values[o.text]
	return v.value, ok && v.fact == fact
}

// spell replaces an operand by the full name of a value, for the checker.
func (r *resolver) spell(o operand, fact, value int) {
	f := r.vocab.Facts[fact]
	o.expr.SetKindCase(r.factory().NewIdent(o.expr.ID(), f.Name+"."+f.Values[value]))
}

func decimal(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// rangeText says what values a number can take: 0 to 45 weeks.
func rangeText(f Fact) string {
	s := fmt.Sprintf("%s to %s", decimal(f.Least), decimal(f.Most))
	if f.Unit != "" {
		s += " " + f.Unit
	}
	return s
}
