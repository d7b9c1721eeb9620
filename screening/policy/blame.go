package policy

import (
	"cmp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// An earlier layer loaded without problems before a later one changed it. So whatever is wrong with
// it now is wrong with the change, and is reported there: the author of the change has that file
// before him, not the one that was right.

// blamed is where a problem of an expression is reported that stands at a node: at the latest
// change of anything it names, itself or through what that stands for. A name that the message has
// goes before others.
func (l *loader) blamed(at *document.Node, names []string, message string) *document.Node {
	if l.problems.Full() {
		return at
	}
	worst, order := at, 0
	if at != nil {
		order = at.Layer.Order
	}
	earlier := order
	seen := map[string]bool{}
	var walk func(names []string) bool
	walk = func(names []string) bool {
		for _, name := range names {
			if seen[name] {
				continue
			}
			seen[name] = true
			node, behind := l.declarationOf(name)
			if node != nil && node.Layer.Order > earlier && strings.Contains(message, name) {
				worst = node
				return true
			}
			if node != nil && node.Layer.Order > order {
				worst, order = node, node.Layer.Order
			}
			if walk(behind) {
				return true
			}
		}
		return false
	}
	walk(names)
	return worst
}

// declaration is something that expressions name: where it got its present meaning, and the
// expression it stands for, if any.
type declaration struct {
	node       *document.Node
	expression string
}

// declarationOf is where a name in an expression got its present meaning, which may be nowhere, and
// the names in the expression that it stands for.
func (l *loader) declarationOf(name string) (*document.Node, []string) {
	if l.declared == nil {
		l.declare()
	}
	d := l.declared[name]
	if d.expression == "" {
		return d.node, nil
	}
	return d.node, l.expression(d.expression).Names
}

// latest is where a key of a mapping was changed, or the mapping where it was not.
func latest(n *document.Node, key string) *document.Node {
	if value := n.Get(key); value != nil && value.Layer.Order > n.Layer.Order {
		return value
	}
	return n
}

func (l *loader) declare() {
	l.declared = map[string]declaration{}
	for _, p := range l.parameters {
		l.declared["param."+p.value.Name] = declaration{node: latest(p.node, "value")}
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
		if n == nil || slices.ContainsFunc(texts, func(t Text) bool { return t.Name == key }) ||
			n.Layer.Order <= at.Layer.Order {
			continue
		}
		if worst == at || cmp.Or(cmp.Compare(worst.Layer.Order, n.Layer.Order), cmp.Compare(n.File, worst.File),
			cmp.Compare(n.Line, worst.Line), cmp.Compare(n.Column, worst.Column)) < 0 {
			worst = n
		}
	}
	return worst
}
