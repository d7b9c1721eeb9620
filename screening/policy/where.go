package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/expr"
)

// placesWhere returns the base places whose attributes pass the rule's where.
func (l *loader) placesWhere(rule *rawRule, places placeTable, bad func(key, format string, args ...any)) uint64 {
	if rule.nodes[placesNode] != nil || rule.At != "" {
		bad("where", "where excludes at and %s", l.schema.PlacesKey())
		return 0
	}
	if l.attributes == nil {
		v := expr.Vocabulary{Facts: exprFacts(l.schema.Attributes), Params: l.exprVocabulary().Params}
		c, err := expr.New(v)
		if err != nil {
			bad("where", "%s", err)
			return 0
		}
		l.attributes = c
	}
	node := l.compile(l.attributes, rule.Where, rule.where, rule.ID)
	if node == nil {
		return 0
	}
	var reach uint64
	for _, p := range l.schema.Places {
		if len(p.Contains) == 0 && passes(node, p.Attributes) {
			reach |= places.mask[p.Name]
		}
	}
	if reach == 0 {
		bad("where", "is true of no %s", l.schema.placeWord())
	}
	return reach
}

// passes answers an expression over known facts.
func passes(n *expr.Node, facts []Answer) bool {
	pass := func(k *expr.Node) bool { return passes(k, facts) }
	switch n.Op {
	case expr.And:
		return !slices.ContainsFunc(n.Kids, func(k *expr.Node) bool { return !pass(k) })
	case expr.Or:
		return slices.ContainsFunc(n.Kids, pass)
	case expr.Not:
		return !pass(n.Kids[0])
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
	}
	return a.Values&n.Test.Values != 0
}
