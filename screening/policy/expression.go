package policy

import (
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/lists"
)

// prepareCompiler prepares the compiler, or takes that of the whole where a version names the same.
// What the base compiled means the same here, where all that it names does.
func (l *loader) prepareCompiler() (err error) {
	if w := l.whole; w != nil && l.exprVocabulary().Same(w.exprVocabulary()) {
		l.compiler, l.compiled = w.compiler, w.compiled
		return nil
	}
	l.compiled = map[string]expr.Expression{}
	if l.compiler, err = l.newCompiler(); err != nil || l.base == nil {
		return err
	}
	if defines, ok := l.exprVocabulary().Holds(l.base.exprVocabulary()); ok {
		for source, e := range l.base.compiled {
			l.compiled[source] = e.Moved(defines)
		}
	}
	return nil
}

// newCompiler prepares the compiler. What the dialect cannot name is reported where it is declared
// and left out, so that the rest is read all the same.
func (l *loader) newCompiler() (*expr.Compiler, error) {
	compiler, err := expr.New(l.exprVocabulary())
	if err == nil {
		return compiler, nil
	}
	all := l.exprVocabulary()
	refused := func(n *document.Node, v expr.Vocabulary) bool {
		_, err := expr.New(v)
		if err != nil {
			l.problems.At(n, "%s", strings.ReplaceAll(err.Error(), "\n", "; "))
		}
		return err != nil
	}
	facts, nodes := l.facts, l.factNodes
	l.facts, l.factNodes = nil, nil
	for i := range facts {
		if refused(l.keyNode(nodes[i], "values", ""), expr.Vocabulary{Facts: all.Facts[i : i+1]}) {
			l.refused[facts[i].Name] = true
		} else {
			l.facts, l.factNodes = append(l.facts, facts[i]), append(l.factNodes, nodes[i])
		}
	}
	l.parameters = slices.DeleteFunc(l.parameters, func(x at[Parameter]) bool {
		return refused(x.node, expr.Vocabulary{Params: []expr.Param{exprParam(x.value)}})
	})
	l.definitions = slices.DeleteFunc(l.definitions, func(x at[Definition]) bool {
		return refused(x.node, expr.Vocabulary{Defines: []string{x.value.Name}})
	})
	return expr.New(l.exprVocabulary())
}

// compileAhead compiles what guards, definitions and rules say, beside each other, where there is
// enough of it.
func (l *loader) compileAhead() {
	const few = 50
	var sources []string
	seen := map[string]bool{}
	take := func(source string) {
		if _, known := l.compiled[source]; !known && !seen[source] {
			seen[source] = true
			sources = append(sources, source)
		}
	}
	for _, f := range l.facts {
		take(f.AskedIf)
	}
	for _, d := range l.definitions {
		take(d.value.When)
	}
	for i := range l.rules {
		if r := &l.rules[i].value; r.Opaque == "" {
			take(r.When)
		}
	}
	if len(sources) >= few {
		maps.Copy(l.compiled, l.compiler.CompileAll(sources))
	}
}

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
	for _, p := range l.founded(e) {
		l.expressionProblem(n, p.Offset, e.Names, name, p.Message)
	}
	return e.Tree
}

// founded are the problems of an expression but for those that speak of what was refused where it
// is declared: what is said of it there is what to mend.
func (l *loader) founded(e expr.Expression) []expr.Problem {
	if len(l.refused) == 0 {
		return e.Problems
	}
	refused := func(name string) bool { return l.refused[name] }
	return slices.DeleteFunc(slices.Clone(e.Problems), func(p expr.Problem) bool {
		message, _, _ := strings.Cut(p.Message, "(did you mean")
		return slices.ContainsFunc(dotted.FindAllString(message, -1), refused)
	})
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

func (l *loader) exprVocabulary() expr.Vocabulary {
	var v expr.Vocabulary
	v.Facts = exprFacts(l.facts)
	for _, p := range l.parameters {
		v.Params = append(v.Params, exprParam(p.value))
	}
	for _, d := range l.definitions {
		v.Defines = append(v.Defines, d.value.Name)
	}
	v.Elsewhere, v.Suggest = l.elsewhere, l.problems.Suggest
	return v
}

// exprVocabulary is what the expressions of a set can name.
func (s *Set) exprVocabulary() expr.Vocabulary {
	v := expr.Vocabulary{Facts: exprFacts(s.Facts())}
	for _, p := range s.parameters {
		v.Params = append(v.Params, exprParam(p))
	}
	for _, d := range s.definitions {
		v.Defines = append(v.Defines, d.Name)
	}
	return v
}

func exprParam(p Parameter) expr.Param {
	return expr.Param{Name: p.Name, Value: p.Value, Whole: p.whole, Unit: p.Unit}
}

func exprFacts(facts []Fact) []expr.Fact {
	out := make([]expr.Fact, len(facts))
	for i, f := range facts {
		e := expr.Fact{
			Name: f.Name, Kind: expr.Kind(f.Kind), Ordered: f.Risk != RiskNeither,
			Least: f.Least, Most: f.Most, Unit: f.Unit,
		}
		e.Values = append(e.Values, lists.Of(f.Values, func(value Value) string { return value.Name })...)
		if f.Kind == SetOf {
			e.None = f.None
		}
		out[i] = e
	}
	return out
}
