package expr

import (
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
)

// builder turns a checked expression into its tree. The resolver has reported everything that is
// not in the dialect, so that what the builder cannot read is a fault of this package; it is
// remembered in unread and becomes a problem, never a tree.
type builder struct {
	*resolver
	unread string
}

// node returns a tree and its size. The size counts a shared part as often as it stands, so that ?:
// within the condition of ?:, which doubles each time, is seen to be large without being written
// out.
func (b *builder) node(e ast.Expr) (*Node, int) {
	switch e.Kind() {
	case ast.IdentKind:
		return b.name(e.AsIdent())
	case ast.CallKind:
		call := e.AsCall()
		args := call.Args()
		switch f := call.FunctionName(); f {
		case operators.LogicalAnd:
			return join(And, b.nodes(args)...)
		case operators.LogicalOr:
			return join(Or, b.nodes(args)...)
		case operators.LogicalNot:
			return not(b.node(args[0]))
		case operators.Conditional:
			parts := b.nodes(args)
			yes := sized(join(And, parts[0], parts[1]))
			no := sized(join(And, sized(not(parts[0].node, parts[0].size)), parts[2]))
			return join(Or, yes, no)
		case operators.Equals:
			return b.equal(args[0], args[1])
		case operators.NotEquals:
			return b.unequal(args[0], args[1])
		case operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals:
			return b.order(f, args[0], args[1])
		case operators.In:
			return b.in(args[0], args[1])
		case atLeast:
			return b.atLeast(args[0], args[1])
		case atOrAbove:
			return b.atOrAbove(args[0], args[1])
		}
	}
	return b.fail(e)
}

type sizedNode struct {
	node *Node
	size int
}

func sized(n *Node, size int) sizedNode { return sizedNode{n, size} }

func (b *builder) nodes(es []ast.Expr) []sizedNode {
	ns := make([]sizedNode, len(es))
	for i, e := range es {
		ns[i] = sized(b.node(e))
	}
	return ns
}

// join makes one And or Or, taking up the kids of kids of the same operator: the parser nests
// chains in pairs.
func join(op Op, parts ...sizedNode) (*Node, int) {
	n, size := &Node{Op: op}, 1
	for _, p := range parts {
		if p.node.Op == op {
			n.Kids = append(n.Kids, p.node.Kids...)
			size = addSize(size, p.size-1)
			continue
		}
		n.Kids = append(n.Kids, p.node)
		size = addSize(size, p.size)
	}
	if len(n.Kids) == 1 {
		return n.Kids[0], size - 1
	}
	return n, size
}

// addSize stops counting far above the limit and far below overflow.
func addSize(a, b int) int { return min(a+b, 1<<20) }

func not(n *Node, size int) (*Node, int) {
	if n.Op == Not {
		return n.Kids[0], size - 1
	}
	return &Node{Op: Not, Kids: []*Node{n}}, addSize(size, 1)
}

func atom(t Test) (*Node, int) { return &Node{Op: Atom, Test: t}, 1 }

func (b *builder) name(name string) (*Node, int) {
	if i, ok := b.names.defines[name]; ok {
		return &Node{Op: Define, Define: i}, 1
	}
	if i, ok := b.names.facts[name]; ok && b.vocab.Facts[i].Kind == YesNo {
		return atom(Test{Fact: i, Kind: IsYes})
	}
	b.unread = name
	return &Node{}, 1
}

func (b *builder) fail(e ast.Expr) (*Node, int) {
	b.unread = "this expression"
	if e.Kind() == ast.CallKind {
		b.unread = e.AsCall().FunctionName()
	}
	return &Node{}, 1
}

func (b *builder) equal(left, right ast.Expr) (*Node, int) {
	i, ok := b.fact(left)
	if !ok {
		left, right = right, left
		if i, ok = b.fact(left); !ok {
			return b.fail(left)
		}
	}
	f := b.vocab.Facts[i]
	switch f.Kind {
	case OneOf:
		if v, ok := b.value(right, i); ok {
			return atom(Test{Fact: i, Kind: IsOneOf, Values: 1 << v})
		}
	case Whole:
		if number, ok := b.number(right); ok {
			return b.exactly(i, number)
		}
	case SetOf:
		return not(b.nonEmpty(i))
	}
	return b.fail(right)
}

// unequal asks for the other values of a list, so that a test and its opposite are both plain
// atoms.
func (b *builder) unequal(left, right ast.Expr) (*Node, int) {
	n, size := b.equal(left, right)
	if n.Op == Atom && n.Test.Kind == IsOneOf {
		n.Test.Values ^= allValues(b.vocab.Facts[n.Test.Fact])
		return n, size
	}
	return not(n, size)
}

func allValues(f Fact) uint64 { return 1<<len(f.Values) - 1 }

// exactly joins x >= c and not x > c, without the one that the range of the fact answers.
func (b *builder) exactly(fact int, c float64) (*Node, int) {
	f := b.vocab.Facts[fact]
	kind, next := normalise(Whole, true, c)
	above := Test{Fact: fact, Kind: kind, Number: next}
	kind, c = normalise(Whole, false, c)
	atLeast := Test{Fact: fact, Kind: kind, Number: c}
	switch {
	case c == f.Least:
		return not(atom(above))
	case c == f.Most:
		return atom(atLeast)
	}
	return join(And, sized(atom(atLeast)), sized(not(atom(above))))
}

// nonEmpty is any value but the one that stands for none.
func (b *builder) nonEmpty(fact int) (*Node, int) {
	f := b.vocab.Facts[fact]
	var parts []sizedNode
	for i, v := range f.Values {
		if v != f.None {
			parts = append(parts, sized(atom(Test{Fact: fact, Kind: Has, Values: 1 << i})))
		}
	}
	return join(Or, parts...)
}

func (b *builder) order(operator string, left, right ast.Expr) (*Node, int) {
	i, ok := b.fact(left)
	if !ok {
		left, right, operator = right, left, flipped[operator]
		if i, ok = b.fact(left); !ok {
			return b.fail(left)
		}
	}
	number, ok := b.number(right)
	if !ok {
		return b.fail(right)
	}
	above := operator == operators.Greater || operator == operators.LessEquals
	kind, number := normalise(b.vocab.Facts[i].Kind, above, number)
	n, size := atom(Test{Fact: i, Kind: kind, Number: number})
	if operator == operators.Less || operator == operators.LessEquals {
		return not(n, size)
	}
	return n, size
}

func (b *builder) in(left, right ast.Expr) (*Node, int) {
	if i, ok := b.fact(right); ok {
		if v, ok := b.value(left, i); ok {
			return atom(Test{Fact: i, Kind: Has, Values: 1 << v})
		}
		return b.fail(left)
	}
	i, ok := b.fact(left)
	if !ok || right.Kind() != ast.ListKind {
		return b.fail(right)
	}
	t := Test{Fact: i, Kind: IsOneOf}
	for _, e := range right.AsList().Elements() {
		v, ok := b.value(e, i)
		if !ok {
			return b.fail(e)
		}
		t.Values |= 1 << v
	}
	return atom(t)
}

func (b *builder) atLeast(count, list ast.Expr) (*Node, int) {
	number, ok := b.number(count)
	if !ok {
		return b.fail(count)
	}
	n, size := &Node{Op: AtLeast, N: int(number)}, 1
	elems := list.AsList().Elements()
	seen := map[string]bool{}
	for i, kid := range b.nodes(elems) {
		n.Kids = append(n.Kids, kid.node)
		if size = addSize(size, kid.size); size > maxNodes {
			continue // refused as a whole, and too large to be written out
		}
		means := b.meaning(kid.node, false)
		if seen[means] {
			b.report(b.counted[elems[i].ID()], "this condition is listed twice, and would count twice")
		}
		seen[means] = true
	}
	return n, size
}

func (b *builder) atOrAbove(fact, value ast.Expr) (*Node, int) {
	i, ok := b.fact(fact)
	if !ok {
		return b.fail(fact)
	}
	v, ok := b.value(value, i)
	if !ok {
		return b.fail(value)
	}
	return atom(Test{Fact: i, Kind: IsOneOf, Values: allValues(b.vocab.Facts[i]) &^ (1<<v - 1)})
}

func (b *builder) fact(e ast.Expr) (int, bool) {
	i, ok := b.names.facts[e.AsIdent()]
	return i, ok
}

func (b *builder) value(e ast.Expr, fact int) (int, bool) {
	v, ok := b.names.values[e.AsIdent()]
	return v.value, ok && v.fact == fact
}

func (b *builder) number(e ast.Expr) (float64, bool) {
	if e.Kind() == ast.LiteralKind {
		switch v := e.AsLiteral().(type) {
		case types.Int:
			return float64(v), true
		case types.Double:
			return float64(v), true
		}
		return 0, false
	}
	i, ok := b.names.param(e.AsIdent())
	if !ok {
		return 0, false
	}
	return b.vocab.Params[i].Value, true
}
