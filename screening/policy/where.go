package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/internal/expr"
)

// placesWhere returns the base places whose attributes pass the rule's where.
func (l *loader) placesWhere(rule *rawRule, places placeTable, bad func(key, format string, args ...any)) uint64 {
	if rule.nodes[placesNode] != nil || rule.At != "" {
		bad("where", "where excludes at and %s", l.schema.PlacesKey())
		return 0
	}
	if l.attributes == nil {
		v := expr.Vocabulary{
			Facts: exprFacts(l.schema.Attributes), Params: l.exprVocabulary().Params,
			Elsewhere: l.inWhen, Suggest: l.problems.Suggest,
		}
		c, err := expr.New(v)
		if err != nil {
			bad("where", "%s", err)
			return 0
		}
		l.attributes = c
	}
	node := l.treeOf(rule.Where, rule.where, rule.ID, l.attributes.Compile)
	if node == nil {
		return 0
	}
	pass := attributeTest(make([]coverage, len(l.schema.Attributes)))
	for i := range pass {
		if l.bans(rule) {
			pass[i] = l.schema.Attributes[i].coverage()
		}
	}
	var reach uint64
	for _, p := range l.schema.Places {
		if len(p.Contains) == 0 && pass.passes(node, p.Attributes, false) {
			reach |= places.mask[p.Name]
		}
	}
	if reach == 0 {
		bad("where", "is true of no %s", l.schema.placeWord())
	}
	return reach
}

// inWhen says of a name that a where cannot test that a when can.
func (l *loader) inWhen(name string) string {
	fact := slices.ContainsFunc(l.facts, func(f Fact) bool { return f.Name == name })
	if !fact && !slices.ContainsFunc(l.definitions, func(d at[Definition]) bool { return d.value.Name == name }) {
		return l.elsewhere(name)
	}
	return fmt.Sprintf("%s is no attribute of %s; it belongs in when", name, indefinite(l.schema.placeWord()))
}

// elsewhere says of a name that a when cannot test where it can be tested.
func (l *loader) elsewhere(name string) string {
	if slices.ContainsFunc(l.schema.Attributes, func(f Fact) bool { return f.Name == name }) {
		return fmt.Sprintf("%s is an attribute of %s; it belongs in where", name, indefinite(l.schema.placeWord()))
	}
	group, _, dotted := strings.Cut(name, ".")
	for _, e := range l.schema.Elsewhere {
		inGroup := func(f Fact) bool { return strings.HasPrefix(f.Name, group+".") }
		if dotted && e.Group == group && !slices.ContainsFunc(l.facts, inGroup) {
			return fmt.Sprintf("%s is no fact of these rules; facts %s.* belong to %s", name, group, e.Where)
		}
	}
	return ""
}

// attributeTest answers expressions over known attributes. It holds the coverage of each
// attribute's values, or none.
type attributeTest []coverage

// passes reports whether an expression, which stands behind an odd number of negations if not says
// so, is true.
func (t attributeTest) passes(n *expr.Node, facts []Answer, not bool) bool {
	pass := func(k *expr.Node) bool { return t.passes(k, facts, not) }
	switch n.Op {
	case expr.And:
		return !slices.ContainsFunc(n.Kids, func(k *expr.Node) bool { return !pass(k) })
	case expr.Or:
		return slices.ContainsFunc(n.Kids, pass)
	case expr.Not:
		return !t.passes(n.Kids[0], facts, !not)
	case expr.AtLeast:
		count := 0
		for _, k := range n.Kids {
			if pass(k) {
				count++
			}
		}
		return count >= n.N
	}
	a := facts[n.Test.Fact]
	switch n.Test.Kind {
	case expr.IsYes:
		return a.Yes
	case expr.AtLeastNumber:
		return a.Number >= n.Test.Number
	case expr.AboveNumber:
		return a.Number > n.Test.Number
	case expr.IsOneOf:
		return a.Values&t[n.Test.Fact].meant(n.Test.Values, not) != 0
	}
	return a.Values&n.Test.Values != 0
}
