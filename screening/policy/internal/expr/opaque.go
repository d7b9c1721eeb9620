package expr

import (
	"fmt"
	"math"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/interpreter"
)

// maxCost bounds what cel-go may spend on one opaque part, in its own units: about one for each
// operation. It is held to at load, over the longest lists and texts that there are.
const maxCost = 2000

// Opaque is a part of a condition that lies outside of the dialect, which cel-go runs: any CEL over
// the facts that comes to true or false, but for clocks. It is immutable and safe for concurrent
// use. Numbers stand for themselves, a value of a list is a text, and a set is a list of texts,
// empty where it holds none.
type Opaque struct {
	Text  string // on one line
	Key   string // Text with the values of its parameters: parts with the same key mean the same
	Facts []int  // that it reads, in their order

	vocab   []Fact         // of Facts
	params  map[string]any // by name
	program cel.Program
}

// Value is what is known of one fact. The zero value is unknown.
type Value struct {
	Known  bool
	Yes    bool
	Number float64
	Values uint64 // bit i is Fact.Values[i]
}

// Verdict is what an opaque part comes to.
type Verdict int

// The verdicts. A fault is no answer: it must never count as one.
const (
	Undecided Verdict = iota // zero value: what is unknown decides
	Holds
	Fails
	Faulty
)

// Run evaluates the part. Values are those of Facts, in their order. What went wrong says why it is
// Faulty.
func (o *Opaque) Run(values []Value) (v Verdict, wrong string) {
	vars, unknown := map[string]any{}, []*cel.AttributePatternType{}
	for name, x := range o.params {
		vars[name] = x
	}
	for i := range o.vocab {
		f := &o.vocab[i]
		if !values[i].Known {
			unknown = append(unknown, cel.AttributePattern(f.Name))
			continue
		}
		vars[f.Name] = f.plain(values[i])
	}
	in, err := cel.PartialVars(vars, unknown...)
	if err != nil {
		return Faulty, err.Error()
	}
	out, _, err := o.program.Eval(in)
	switch {
	case err != nil:
		return Faulty, err.Error()
	case out == types.True:
		return Holds, ""
	case out == types.False:
		return Fails, ""
	case types.IsUnknown(out):
		return Undecided, ""
	}
	return Faulty, "it comes to neither true nor false"
}

// plain is a value as cel-go knows it.
func (f *Fact) plain(v Value) any {
	switch f.Kind {
	case YesNo:
		return v.Yes
	case Whole:
		return int64(v.Number)
	case Decimal:
		return v.Number
	}
	names := []string{}
	for i, name := range f.Values {
		if v.Values>>i&1 == 1 && (f.Kind == OneOf || name != f.None) {
			names = append(names, name)
		}
	}
	if f.Kind == OneOf {
		return strings.Join(names, "")
	}
	return names
}

// CompileOpaque compiles an expression of which parts lie outside of the dialect. What is joined
// with &&, || and ! is looked at by itself: a part that the dialect has is compiled as by
// [Compiler.Compile], with its problems, and any other becomes an atom that is true where a yes/no
// fact would be yes, the fact of the index that place gives it.
func (c *Compiler) CompileOpaque(source string, place func(*Opaque) int) Expression {
	if p, ok := scan(source); !ok {
		return Expression{Problems: []Problem{p}}
	}
	parser, err := cel.NewCustomEnv(
		cel.Macros(opaqueMacros()...), cel.EnableMacroCallTracking(), cel.ParserRecursionLimit(2*maxSource))
	if err != nil {
		return Expression{Problems: []Problem{{0, err.Error()}}}
	}
	parsed, issues := parser.Parse(source)
	if issues.Err() != nil {
		return Expression{Problems: []Problem{syntaxProblem(source, issues)}}
	}
	tree := parsed.NativeRep()
	o := opener{
		resolver: &resolver{Compiler: c, source: source, info: tree.SourceInfo(), fresh: firstFresh},
		place:    place,
	}
	n, size := o.open(tree.Expr(), 1)
	if len(o.problems) == 0 && size > maxNodes {
		o.report(0, "%s", tooLarge(size))
	}
	if len(o.problems) > 0 {
		return Expression{Names: o.used, Problems: sortProblems(o.problems)}
	}
	return Expression{Tree: n, Names: o.used}
}

// opaqueMacros are those of CEL but for has, which cannot tell no from not asked.
func opaqueMacros() []cel.Macro {
	return []cel.Macro{
		cel.AllMacro, cel.ExistsMacro, cel.ExistsOneMacro, cel.MapMacro, cel.MapFilterMacro, cel.FilterMacro,
	}
}

// compile checks the part, bounds its cost and plans it. It returns what is wrong.
func (x *Opaque) compile(opts []cel.EnvOption) string {
	env, err := cel.NewCustomEnv(opts...)
	if err != nil {
		return err.Error()
	}
	checked, issues := env.Compile(x.Text)
	if issues.Err() != nil {
		message := issues.Errors()[0].Message
		if name, ok := strings.CutPrefix(message, "undeclared reference to '"); ok {
			name, _, _ = strings.Cut(name, "'")
			return "unknown function " + name + " of CEL"
		}
		return "types do not match: " + message + "; double(x) and int(x) turn one kind of number into the other"
	}
	if !checked.OutputType().IsExactType(cel.BoolType) {
		return fmt.Sprintf("%s is %s, not true or false", x.Text, checked.OutputType())
	}
	cost, err := env.EstimateCost(checked, sizes{x.vocab})
	if err != nil {
		return err.Error()
	}
	if cost.Max > maxCost {
		return fmt.Sprintf("the opaque part can take more than %d steps of CEL: make it smaller", maxCost)
	}
	x.program, err = env.Program(checked, cel.EvalOptions(cel.OptPartialEval), cel.CostLimit(maxCost),
		cel.CustomDecoratorV2(finitely))
	if err != nil {
		return err.Error()
	}
	return ""
}

func (f *Fact) plainType() *cel.Type {
	switch f.Kind {
	case Whole:
		return cel.IntType
	case Decimal:
		return cel.DoubleType
	case OneOf:
		return cel.StringType
	case SetOf:
		return cel.ListType(cel.StringType)
	}
	return cel.BoolType
}

// finitely makes a fault of every number that is none: CEL divides by zero without one, and what is
// compared with that would be false, and clear somebody.
func finitely(i interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
	if call, ok := i.(interpreter.InterpretableCall); ok {
		return finite{call}, nil
	}
	return i, nil
}

type finite struct{ interpreter.InterpretableCall }

// Exec evaluates the call.
func (f finite) Exec(frame *interpreter.ExecutionFrame) ref.Val {
	v := f.InterpretableCall.Exec(frame)
	if x, ok := v.(types.Double); ok && (math.IsNaN(float64(x)) || math.IsInf(float64(x), 0)) {
		return types.NewErr("no number: %s of numbers comes to %v", f.Function(), float64(x))
	}
	return v
}

// Eval evaluates the call.
func (f finite) Eval(vars interpreter.Activation) ref.Val { return f.Exec(interpreter.AsFrame(vars)) }
