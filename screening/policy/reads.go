package policy

import (
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/expr"
)

// Reads returns the facts that a rule reads, by the index of both: those that its test and its site
// name, and those that stand behind these as definitions and guards. What implications say of them
// stands in [Set.Implications] alone. The slice is shared: it must not be changed.
func (s *Set) Reads(rule int) []int { return s.ruleFacts[rule] }

// ReadsOf returns the facts that the guard of a fact reads, in the same way; without a guard, none.
// The slice is shared: it must not be changed.
func (s *Set) ReadsOf(fact int) []int { return s.guardFacts[fact] }

// readsOfRule returns the facts that a rule reads, in their order.
func (l *loader) readsOfRule(rule int) []int {
	seen := map[int]bool{}
	l.reads(l.whens[rule], seen)
	if site := l.rules[rule].value.at; site >= 0 {
		l.readsFact(site, seen)
	}
	return inOrder(seen)
}

// readsOf returns the facts that an expression reads, in their order.
func (l *loader) readsOf(n *expr.Node) []int {
	seen := map[int]bool{}
	l.reads(n, seen)
	return inOrder(seen)
}

func inOrder(seen map[int]bool) []int {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(seen)), func(i int) bool { return i < 0 })
}

// reads collects the facts that an expression reads, through definitions and guards; the
// definitions themselves stand below zero.
func (l *loader) reads(n *expr.Node, facts map[int]bool) {
	if n == nil {
		return
	}
	switch n.Op {
	case expr.Atom:
		l.readsFact(n.Test.Fact, facts)
	case expr.Define:
		// A definition can stand on itself until cycles have been looked for.
		if d := ^n.Define; !facts[d] {
			facts[d] = true
			l.reads(l.defines[n.Define], facts)
		}
	}
	for _, k := range n.Kids {
		l.reads(k, facts)
	}
}

// readsFact collects a fact and what its guard reads.
func (l *loader) readsFact(f int, facts map[int]bool) {
	if len(l.opaque) > 0 && f >= l.asks {
		for _, read := range l.opaque[f-l.asks].Facts {
			l.readsFact(read, facts)
		}
		return
	}
	if !facts[f] {
		facts[f] = true
		l.reads(l.guards[f], facts)
	}
}

// mentions reports whether the rule reads the name, itself or through definitions and guards.
func (l *loader) mentions(r *rawRule, name string) bool {
	for _, limit := range r.limits {
		for _, set := range limit.set {
			if set.value != nil && set.value.Text == name {
				return true
			}
		}
		if limit.margin != nil && limit.margin.value.Text == name {
			return true
		}
	}
	seen := map[string]bool{}
	var in func(names []string) bool
	in = func(names []string) bool {
		return slices.ContainsFunc(names, func(n string) bool {
			if n == name {
				return true
			}
			if seen[n] {
				return false
			}
			seen[n] = true
			_, behind := l.declarationOf(n)
			return in(behind)
		})
	}
	return in(l.whenOf(r).Names) || r.At == name || r.Side == name
}
