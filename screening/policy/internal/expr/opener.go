package expr

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
)

// opener parts an expression into what the dialect has and what it has not.
type opener struct {
	*resolver
	place func(*Opaque) int
}

func (o *opener) open(e ast.Expr, depth int) (*Node, int) {
	if depth > maxDepth {
		o.report(0, "%s", tooDeep)
		return &Node{}, 1
	}
	if e.Kind() == ast.CallKind {
		args := e.AsCall().Args()
		switch e.AsCall().FunctionName() {
		case operators.LogicalAnd:
			return join(And, sized(o.open(args[0], depth+1)), sized(o.open(args[1], depth+1)))
		case operators.LogicalOr:
			return join(Or, sized(o.open(args[0], depth+1)), sized(o.open(args[1], depth+1)))
		case operators.LogicalNot:
			return not(o.open(args[0], depth+1))
		}
	}
	text, err := cel.ExprToString(e, o.info)
	if err != nil {
		o.report(o.start(e), "%s", err)
		return &Node{}, 1
	}
	if o.beyond(e) {
		return o.opaque(e, strings.ReplaceAll(text, "\n", " "))
	}
	x := o.Compile(text)
	o.use(x.Names)
	start := o.start(e)
	for _, p := range x.Problems {
		if end := min(len(text), p.Offset); strings.HasPrefix(o.source[start:], text[:end]) {
			p.Offset += start
		} else {
			p.Offset = start
		}
		o.problems = append(o.problems, p)
	}
	if x.Tree == nil {
		return &Node{}, 1
	}
	return x.Tree, x.Tree.size()
}

// size is that of the tree, written out.
func (n *Node) size() int {
	size := 1
	for _, k := range n.Kids {
		size = addSize(size, k.size())
	}
	return size
}

func (o *opener) use(names []string) {
	for _, name := range names {
		if !slices.Contains(o.used, name) {
			o.used = append(o.used, name)
		}
	}
}

// start is where an expression begins.
func (o *opener) start(e ast.Expr) int {
	at := len(o.source)
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		if _, ok := o.info.GetOffsetRange(e.ID()); ok {
			at = min(at, o.offset(e))
		}
	}))
	return at
}

// beyond reports whether an expression holds something that the dialect has not. What the dialect
// has and what is wrong there stays a problem: nothing becomes opaque by a slip.
func (o *opener) beyond(e ast.Expr) bool {
	switch e.Kind() {
	case ast.MapKind, ast.StructKind, ast.ComprehensionKind:
		return true
	case ast.SelectKind:
		_, root := chain(e)
		return root == nil
	case ast.ListKind:
		return slices.ContainsFunc(e.AsList().Elements(), o.beyond)
	case ast.CallKind:
	default:
		return false
	}
	call := e.AsCall()
	switch call.FunctionName() {
	case operators.LogicalAnd, operators.LogicalOr, operators.LogicalNot, operators.Conditional, operators.In,
		atLeast, atOrAbove:
	case operators.Equals, operators.NotEquals, operators.Less, operators.LessEquals, operators.Greater,
		operators.GreaterEquals:
		if o.isFact(call.Args()[0]) && o.isFact(call.Args()[1]) {
			return true
		}
	default:
		return true
	}
	return slices.ContainsFunc(call.Args(), o.beyond)
}

func (o *opener) isFact(e ast.Expr) bool {
	name, _ := chain(e)
	_, ok := o.names.facts[name]
	return ok
}

// opaque compiles a part with cel-go.
func (o *opener) opaque(e ast.Expr, text string) (*Node, int) {
	start, before := o.start(e), len(o.problems)
	x := &Opaque{Text: text, params: map[string]any{}}
	if o.name(e, x); len(o.problems) == before {
		o.texts(e, x)
	}
	if len(o.problems) > before {
		return &Node{}, 1
	}
	if len(x.Facts) == 0 {
		o.report(start, "an opaque part reads at least one fact")
		return &Node{}, 1
	}
	slices.Sort(x.Facts)
	x.Facts = slices.Compact(x.Facts)
	opts := []cel.EnvOption{
		cel.StdLib(), cel.ClearMacros(), cel.Macros(opaqueMacros()...), cel.CrossTypeNumericComparisons(true),
	}
	for _, i := range x.Facts {
		f := o.vocab.Facts[i]
		x.vocab = append(x.vocab, f)
		opts = append(opts, cel.Variable(f.Name, f.plainType()))
	}
	x.Key = text
	for _, name := range slices.Sorted(maps.Keys(x.params)) {
		t := cel.DoubleType
		if _, whole := x.params[name].(int64); whole {
			t = cel.IntType
		}
		opts = append(opts, cel.Variable(name, t))
		x.Key += fmt.Sprintf(", %s = %v", name, x.params[name])
	}
	if fault := x.compile(opts); fault != "" {
		o.report(start, "%s", fault)
		return &Node{}, 1
	}
	return atom(Test{Fact: o.place(x), Kind: IsYes})
}
