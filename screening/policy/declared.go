package policy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// declaredAt is where a rule file declares something.
type declaredAt struct{ layer, position string }

func positionOf(n *document.Node) string { return fmt.Sprintf("%s:%d:%d", n.File, n.Line, n.Column) }

// DeclaredAt returns the layer that declares something and where in its files, as file:line:column;
// nothing of what no rule file of the set declares. The name is that of a [Finding]: a fact, alone
// or with a value behind it, "param." and a parameter, "define", "card" or "source" and a name. A
// [Rule] and an [Implication] say themselves where they stand.
func (s *Set) DeclaredAt(name string) (layer, position string) {
	at, ok := s.declared[name]
	if !ok {
		fact, _, _ := strings.Cut(name, " ")
		at = s.declared[fact]
	}
	return at.layer, at.position
}

// declarations is where the layers declare what they declare, by the names of findings.
func (l *loader) declarations() map[string]declaredAt {
	out := map[string]declaredAt{}
	add := func(name string, layer int, n *document.Node) {
		if n != nil && n.File != "" {
			// What a later layer has written anew stands in its files.
			out[name] = declaredAt{cmp.Or(n.Layer.Name, l.layers[layer].Name), positionOf(n)}
		}
	}
	for _, x := range l.content.facts {
		add(x.value.Name, x.layer, x.node)
	}
	for _, x := range l.content.cards {
		add("card "+x.value.Name, x.layer, x.node)
	}
	for _, x := range l.parameters {
		add("param."+x.value.Name, x.layer, x.node)
	}
	for _, x := range l.definitions {
		add("define "+x.value.Name, x.layer, x.node)
	}
	for _, x := range l.sources {
		add("source "+x.value.Key, x.layer, x.node)
	}
	return out
}

// decidedBy is where a layer changes a rule, or last changes something that it reads; nothing of a
// layer that does neither.
func (s *Set) decidedBy(layer, rule string) string {
	position := ""
	for _, c := range s.changes {
		switch {
		case c.Layer != layer || c.Reason == "":
		case c.Kind == "rule" && c.Name == rule:
			return c.Position
		case s.ruleChanged(rule, c.Reason):
			position = c.Position
		}
	}
	return position
}

func (s *Set) ruleChanged(rule, reason string) bool {
	i, ok := s.ruleIndex[rule]
	return ok && slices.Contains(s.rules[i].Changed, reason)
}
