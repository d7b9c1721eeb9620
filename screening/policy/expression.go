package policy

import (
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/expr"
)

// expression compiles a source over facts, definitions and parameters, once.
func (l *loader) expression(source string) expr.Expression {
	e, ok := l.compiled[source]
	if !ok {
		e = l.compiler.Compile(source)
		l.compiled[source] = e
	}
	return e
}

func (l *loader) compile(source string, n *document.Node, name string) *expr.Node {
	return l.treeOf(source, n, name, l.expression)
}

// treeOf is the tree of a source that stands at a node. It reports what is wrong with it.
func (l *loader) treeOf(source string, n *document.Node, name string, compile func(string) expr.Expression) *expr.Node {
	if source == "" && (n.Kind != document.Text || n.Text != "") {
		return nil // not a text, or refused: said already
	}
	e := compile(source)
	for _, p := range e.Problems {
		l.expressionProblem(n, p.Offset, e.Names, name, p.Message)
	}
	return e.Tree
}

// expressionProblem reports a problem at an offset of an expression that names the names, or at the
// change that brought it about.
func (l *loader) expressionProblem(n *document.Node, offset int, names []string, name, message string) {
	if at := l.blamed(n, names, message); at != n || l.problems.Full() {
		l.problems.At(at, "%s: %s", name, message)
		return
	}
	line, column := n.PositionAt(offset)
	l.problems.Add(document.Problem{
		Layer: n.Layer, File: n.File, Line: line, Column: column, Message: name + ": " + message,
	})
}
