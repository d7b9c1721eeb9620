package expr

import (
	"slices"

	"github.com/google/cel-go/checker"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
)

// name finds what an opaque part names, and reports what nothing has.
func (o *opener) name(e ast.Expr, x *Opaque) {
	bound := map[string]bool{}
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() == ast.ComprehensionKind {
			c := e.AsComprehension()
			bound[c.IterVar()], bound[c.IterVar2()], bound[c.AccuVar()] = true, true, true
		}
	}))
	inner := map[int64]bool{} // of a dotted name that was read
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		switch e.Kind() {
		case ast.CallKind:
			// What CEL makes of times reads the time zones of the machine.
			if f := e.AsCall().FunctionName(); f == "timestamp" || f == "duration" || f == "now" {
				o.report(o.start(e), "%s", rephrased[f])
			}
		case ast.IdentKind, ast.SelectKind:
			name, root := chain(e)
			if root == nil || inner[e.ID()] {
				return
			}
			for s := e; s.Kind() == ast.SelectKind; {
				s = s.AsSelect().Operand()
				inner[s.ID()] = true
			}
			if !bound[root.AsIdent()] {
				o.named(o.operand(e), name, x)
			}
		}
	}))
}

func (o *opener) named(n operand, name string, x *Opaque) {
	switch {
	case n.kind == isFact:
		x.Facts = append(x.Facts, n.fact)
	case n.kind == isDefine:
		o.report(n.offset, "%s is a definition, and stands beside an opaque part, joined with && or ||", name)
	case n.kind == isNumber:
		x.params[name] = n.number
		if n.whole {
			x.params[name] = int64(n.number)
		}
	default:
		if _, ok := o.valueNamed(name); ok {
			o.report(n.offset, "%s: values stand in quotes in an opaque part", name)
			return
		}
		o.unknown(n)
	}
}

// texts refuses every text in quotes that is no value of a fact that the part reads: what is
// compared with it would never be so. What a function looks for in a text may be a part of a value.
func (o *opener) texts(e ast.Expr, x *Opaque) {
	var known []string
	for _, i := range x.Facts {
		for _, v := range o.vocab.Facts[i].Values {
			if o.vocab.Facts[i].Kind == OneOf || v != o.vocab.Facts[i].None {
				known = append(known, v)
			}
		}
	}
	free := map[int64]bool{}
	ast.PreOrderVisit(e, ast.NewExprVisitor(func(e ast.Expr) {
		if e.Kind() == ast.CallKind && e.AsCall().IsMemberFunction() {
			for _, a := range e.AsCall().Args() {
				free[a.ID()] = true
			}
		}
		if e.Kind() != ast.LiteralKind || free[e.ID()] {
			return
		}
		if v, ok := e.AsLiteral().(types.String); ok && !slices.Contains(known, string(v)) {
			o.report(o.start(e), "%q is no value of what the opaque part reads%s", string(v),
				o.vocab.Suggest(string(v), known))
		}
	}))
}

// sizes are how long texts and lists of an opaque part get.
type sizes struct{ facts []Fact }

// EstimateSize says how long what a fact holds can be.
func (s sizes) EstimateSize(node checker.AstNode) *checker.SizeEstimate {
	path := node.Path()
	if len(path) == 0 {
		return nil
	}
	i := slices.IndexFunc(s.facts, func(f Fact) bool { return f.Name == path[0] })
	if i < 0 {
		return nil
	}
	if s.facts[i].Kind == SetOf && len(path) == 1 {
		return &checker.SizeEstimate{Max: uint64(len(s.facts[i].Values))}
	}
	longest := 0
	for _, v := range s.facts[i].Values {
		longest = max(longest, len(v))
	}
	return &checker.SizeEstimate{Max: uint64(longest)}
}

// EstimateCallCost leaves the cost of calls to cel-go.
func (sizes) EstimateCallCost(string, string, *checker.AstNode, []checker.AstNode) *checker.CallEstimate {
	return nil
}
