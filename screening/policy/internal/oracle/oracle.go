// Package oracle evaluates rule expressions with cel-go itself. It is test support, imported by
// tests only: the independent witness against which the formulas of the engine are held.
//
// It shares nothing with the compiler of package expr but the vocabulary. An expression is parsed
// by cel-go, rewritten as text into plain CEL over texts, lists and numbers, and that text is
// type-checked and evaluated by cel-go with unknown facts as unknown values:
//
//   - at_least becomes the any-of over all-of of its combinations, because a list with an unknown
//     element is unknown as a whole;
//   - a ? b : c becomes (a && b) || (!a && c), because cel-go's own is unknown as soon as a is;
//   - definitions and guards are evaluated by themselves, once for a client, and their answer,
//     which may be unknown, stands where they are named;
//   - negation is driven down to the single tests, and every test of a guarded fact, plain or
//     negated, is joined with its guard.
//
// It expects expressions that expr accepts, and says little about others.
package oracle

import (
	"fmt"
	"maps"
	"slices"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/safehands/safehands/screening/policy/internal/expr"
)

// Truth is the answer to an expression.
type Truth int

// The answers.
const (
	False Truth = iota
	True
	Unknown
)

// String returns the answer in lower case.
func (t Truth) String() string { return [...]string{"false", "true", "unknown"}[t] }

// Value is what is known of one fact. The zero value is unknown.
type Value struct {
	Known  bool
	Yes    bool
	Number float64
	Values uint64 // bit i is Fact.Values[i]: one bit of a OneOf fact, any of a SetOf fact
}

// Oracle compiles expressions over one vocabulary. It is safe for concurrent use.
type Oracle struct {
	vocab   expr.Vocabulary
	facts   map[string]int
	params  map[string]expr.Param
	defines map[string]ast.Expr
	guards  map[string]ast.Expr // by fact

	parts []part          // definitions, their opposites and guards
	names map[string]int  // facts by their index, then parts
	open  map[string]bool // parts being written, to find a circle

	parser *cel.Env
	env    *cel.Env
}

// New prepares an oracle. Defines gives the expression of each definition, guards by fact name that
// of each asked_if. It fails when one of them does not parse, names nothing, or stands on itself.
func New(v expr.Vocabulary, defines, guards map[string]string) (*Oracle, error) {
	o := &Oracle{
		vocab: v, facts: map[string]int{}, params: map[string]expr.Param{},
		defines: map[string]ast.Expr{}, guards: map[string]ast.Expr{}, names: map[string]int{}, open: map[string]bool{},
	}
	// Rewritten expressions are long, and tests are not attacked.
	bounds := []cel.EnvOption{
		cel.ParserRecursionLimit(1 << 16), cel.ParserExpressionSizeLimit(1 << 24), cel.ExpressionNodeLimit(1 << 24),
	}
	opts := append([]cel.EnvOption{cel.CrossTypeNumericComparisons(true)}, bounds...)
	for i, f := range v.Facts {
		o.facts[f.Name], o.names[f.Name] = i, i
		opts = append(opts, cel.Variable(f.Name, plainTypes[f.Kind]))
	}
	for name := range guards {
		opts = append(opts, cel.Variable("_guard."+name, cel.BoolType))
	}
	for _, name := range v.Defines {
		opts = append(opts, cel.Variable("_holds."+name, cel.BoolType), cel.Variable("_fails."+name, cel.BoolType))
	}
	for _, p := range v.Params {
		o.params["param."+p.Name] = p
	}
	var err error
	if o.parser, err = cel.NewCustomEnv(bounds...); err != nil {
		return nil, err
	}
	if o.env, err = cel.NewEnv(opts...); err != nil {
		return nil, err
	}
	for _, name := range v.Defines {
		if o.defines[name], err = o.parse(defines[name]); err != nil {
			return nil, fmt.Errorf("definition %s: %w", name, err)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(guards)) {
		if o.guards[name], err = o.parse(guards[name]); err != nil {
			return nil, fmt.Errorf("guard of %s: %w", name, err)
		}
	}
	// Everything that expressions share is written now: an oracle serves tests that run in
	// parallel.
	for _, name := range v.Defines {
		for _, opposite := range []bool{false, true} {
			if _, err := o.define(name, opposite); err != nil {
				return nil, fmt.Errorf("definition %s: %w", name, err)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(guards)) {
		if _, err := o.guard(name); err != nil {
			return nil, fmt.Errorf("guard of %s: %w", name, err)
		}
	}
	return o, nil
}

var plainTypes = map[expr.Kind]*cel.Type{
	expr.YesNo: cel.BoolType, expr.Whole: cel.IntType, expr.Decimal: cel.DoubleType,
	expr.OneOf: cel.StringType, expr.SetOf: cel.ListType(cel.StringType),
}

func (o *Oracle) parse(source string) (ast.Expr, error) {
	parsed, issues := o.parser.Parse(source)
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	return parsed.NativeRep().Expr(), nil
}

// Compile prepares an expression.
func (o *Oracle) Compile(source string) (*Program, error) {
	e, err := o.parse(source)
	if err != nil {
		return nil, err
	}
	text, err := o.write(e, false)
	if err != nil {
		return nil, err
	}
	p, err := o.program(text)
	if err != nil {
		return nil, err
	}
	return &Program{oracle: o, part: part{text, p}}, nil
}

func (o *Oracle) program(text string) (cel.Program, error) {
	checked, issues := o.env.Compile(text)
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	if checked.OutputType() != cel.BoolType {
		return nil, fmt.Errorf("%s is not true or false", text)
	}
	return o.env.Program(checked)
}

// part is one piece of plain CEL.
type part struct {
	text    string
	program cel.Program
}

// Program is one expression, ready to be evaluated.
type Program struct {
	oracle *Oracle
	part   part
}

// String returns the plain CEL that is evaluated.
func (p *Program) String() string { return p.part.text }

// Eval evaluates the expression for one client alone; values go by the index of Vocabulary.Facts.
func (p *Program) Eval(values []Value) Truth { return p.oracle.Client(values).Eval(p) }

// Client is what is known of one client, and what definitions and guards come to for that client:
// each is evaluated where it is first named, and once for all expressions. It must not be used by
// two goroutines at once.
type Client struct {
	oracle *Oracle
	values []Value
	known  []ref.Val // facts, then parts; nil until named
}

// Client prepares the evaluation of many expressions; values go by the index of Vocabulary.Facts
// and must stay as they are.
func (o *Oracle) Client(values []Value) *Client {
	return &Client{oracle: o, values: values, known: make([]ref.Val, len(o.vocab.Facts)+len(o.parts))}
}

// Eval evaluates an expression of the same oracle. It panics if cel-go fails, which a checked
// expression over values of the right kind cannot make it do.
func (c *Client) Eval(p *Program) Truth {
	switch out := c.eval(p.part); {
	case types.IsUnknown(out):
		return Unknown
	case out == types.True:
		return True
	}
	return False
}

func (c *Client) eval(p part) ref.Val {
	out, _, err := p.program.Eval(c)
	if _, ok := out.(types.Bool); !ok && !types.IsUnknown(out) {
		panic(fmt.Sprintf("oracle: %s is %v: %v", p.text, out, err))
	}
	return out
}

// ResolveName gives cel-go the value of a fact, or the answer of a definition or a guard.
func (c *Client) ResolveName(name string) (any, bool) {
	i, ok := c.oracle.names[name]
	if !ok {
		return nil, false
	}
	if c.known[i] == nil {
		if facts := c.oracle.vocab.Facts; i < len(facts) {
			c.known[i] = plain(facts[i], c.values[i], int64(i))
		} else {
			c.known[i] = c.eval(c.oracle.parts[i-len(facts)])
		}
	}
	return c.known[i], true
}

// Parent is none.
func (c *Client) Parent() cel.Activation { return nil }

func plain(f expr.Fact, v Value, id int64) ref.Val {
	if !v.Known {
		return types.NewUnknown(id, types.NewAttributeTrail(f.Name))
	}
	var held []string
	for i, name := range f.Values {
		if v.Values&(1<<i) != 0 {
			held = append(held, name)
		}
	}
	switch f.Kind {
	case expr.Whole:
		return types.Int(v.Number)
	case expr.Decimal:
		return types.Double(v.Number)
	case expr.OneOf:
		return types.String(held[0])
	case expr.SetOf:
		return types.DefaultTypeAdapter.NativeToValue(held)
	}
	return types.Bool(v.Yes)
}
