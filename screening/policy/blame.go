package policy

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// An earlier layer loaded without problems before a later one changed it. So whatever is wrong with
// it now is wrong with the change, and is reported there: the author of the change has that file
// before him, not the one that was right.

var nameInExpression = regexp.MustCompile(`[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)+`)

// blamed is where a problem of an expression is reported that stands at a node: at the latest
// change of anything it names. A name that the message has goes before others.
func (l *loader) blamed(at *document.Node, expression, message string) *document.Node {
	if l.problems.Full() {
		return at
	}
	if l.declared == nil {
		l.declare()
	}
	worst, order := at, 0
	if at != nil {
		order = at.Layer.Order
	}
	earlier := order
	seen := map[string]bool{}
	var walk func(expression string) bool
	walk = func(expression string) bool {
		for _, name := range nameInExpression.FindAllString(expression, -1) {
			d, ok := l.declared[name]
			if !ok || seen[name] {
				continue
			}
			seen[name] = true
			if d.node != nil && d.node.Layer.Order > earlier && strings.Contains(message, name) {
				worst = d.node
				return true
			}
			if d.node != nil && d.node.Layer.Order > order {
				worst, order = d.node, d.node.Layer.Order
			}
			if walk(d.expression) {
				return true
			}
		}
		return false
	}
	walk(expression)
	return worst
}

// declaration is something that expressions name: where it got its present meaning, and the
// expression it stands for.
type declaration struct {
	node       *document.Node
	expression string
}

func (l *loader) declare() {
	l.declared = map[string]declaration{}
	for _, p := range l.parameters {
		l.declared["param."+p.value.Name] = declaration{node: p.node}
	}
	for _, d := range l.definitions {
		l.declared[d.value.Name] = declaration{d.node, d.value.When}
	}
	for _, f := range l.facts {
		l.declared[f.Name] = declaration{l.guardNodes[f.Name], f.AskedIf}
	}
}

// blamed is where a problem of a rule is reported that stands at one of its keys: at the key that
// was changed last, if that came later.
func (r *rawRule) blamed(at *document.Node, texts []Text) *document.Node {
	worst := at
	for key, n := range r.nodes {
		if n == nil || slices.ContainsFunc(texts, func(t Text) bool { return t.Name == key }) || n.Layer.Order <= at.Layer.Order {
			continue
		}
		if worst == at || cmp.Or(cmp.Compare(worst.Layer.Order, n.Layer.Order), cmp.Compare(n.File, worst.File),
			cmp.Compare(n.Line, worst.Line), cmp.Compare(n.Column, worst.Column)) < 0 {
			worst = n
		}
	}
	return worst
}
