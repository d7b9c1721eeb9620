package expr

import (
	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/env"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/overloads"
)

// The functions that the dialect adds to CEL's operators.
const (
	atLeast   = "at_least"
	atOrAbove = "at_or_above"
)

// newEnv declares the vocabulary to cel-go. Each list fact has a type of its own, so that a value
// of one list beside a fact of another is a type error, and the values are declared by their full
// names.
func newEnv(v Vocabulary) (*cel.Env, error) {
	member := cel.TypeParamType("T")
	opts := []cel.EnvOption{
		cel.StdLib(cel.StdLibSubset(standardOperators())),
		cel.ClearMacros(),
		cel.CrossTypeNumericComparisons(true),
		cel.ASTValidators(cel.ValidateHomogeneousAggregateLiterals()),
		cel.EagerlyValidateDeclarations(true),
		// The source is short: its depth is reported by our own walk, where it has a position.
		cel.ParserRecursionLimit(2 * maxSource),
		cel.Function(atLeast, cel.Overload("at_least_int_list",
			[]*cel.Type{cel.IntType, cel.ListType(cel.BoolType)}, cel.BoolType)),
		cel.Function(atOrAbove, cel.Overload("at_or_above_value", []*cel.Type{member, member}, cel.BoolType)),
	}
	for _, f := range v.Facts {
		opts = append(opts, cel.Variable(f.Name, celType(f)))
		for _, value := range f.Values {
			opts = append(opts, cel.Variable(f.Name+"."+value, cel.OpaqueType(f.Name)))
		}
	}
	for _, p := range v.Params {
		t := cel.DoubleType
		if p.Whole {
			t = cel.IntType
		}
		opts = append(opts, cel.Variable(paramPrefix+p.Name, t))
	}
	for _, d := range v.Defines {
		opts = append(opts, cel.Variable(d, cel.BoolType))
	}
	return cel.NewCustomEnv(opts...)
}

func celType(f Fact) *cel.Type {
	switch f.Kind {
	case Whole:
		return cel.IntType
	case Decimal:
		return cel.DoubleType
	case OneOf:
		return cel.OpaqueType(f.Name)
	case SetOf:
		return cel.ListType(cel.OpaqueType(f.Name))
	}
	return cel.BoolType
}

// standardOperators is all of the standard library that the dialect has: no conversion, text, time
// or arithmetic can type-check.
func standardOperators() *env.LibrarySubset {
	ordered := func(operator string, ids ...string) *env.Function {
		f := env.NewFunction(operator)
		for _, id := range ids {
			f.Overloads = append(f.Overloads, env.NewOverload(id, nil, nil))
		}
		return f
	}
	s := env.NewLibrarySubset()
	s.DisableMacros = true
	s.IncludeFunctions = []*env.Function{
		env.NewFunction(operators.LogicalAnd),
		env.NewFunction(operators.LogicalOr),
		env.NewFunction(operators.LogicalNot),
		env.NewFunction(operators.Conditional),
		env.NewFunction(operators.Equals),
		env.NewFunction(operators.NotEquals),
		ordered(operators.In, overloads.InList),
		ordered(operators.Less, overloads.LessInt64, overloads.LessDouble,
			overloads.LessInt64Double, overloads.LessDoubleInt64),
		ordered(operators.LessEquals, overloads.LessEqualsInt64, overloads.LessEqualsDouble,
			overloads.LessEqualsInt64Double, overloads.LessEqualsDoubleInt64),
		ordered(operators.Greater, overloads.GreaterInt64, overloads.GreaterDouble,
			overloads.GreaterInt64Double, overloads.GreaterDoubleInt64),
		ordered(operators.GreaterEquals, overloads.GreaterEqualsInt64, overloads.GreaterEqualsDouble,
			overloads.GreaterEqualsInt64Double, overloads.GreaterEqualsDoubleInt64),
	}
	return s
}
