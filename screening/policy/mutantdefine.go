package policy

import (
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// defineMutants are those of the definitions that no other rules read than those that are let
// through, each once. One that a guard or an implication reads has none: it would change what is
// asked. Nor has one that rules of the set below read: it is theirs.
func (s *Set) defineMutants(of func(rule int) bool) (out []*Mutant) {
	for d := range s.definitions {
		if d < len(s.readBelow) && s.readBelow[d] {
			continue
		}
		rule, others := -1, false
		for i := range s.rules {
			if !s.names(s.trees.whens[i], d) {
				continue
			}
			if others = others || !of(i); rule < 0 {
				rule = i
			}
		}
		elsewhere := func(nodes []*expr.Node) bool {
			return slices.ContainsFunc(nodes, func(n *expr.Node) bool { return s.names(n, d) })
		}
		if rule < 0 || others || elsewhere(s.trees.guards) || elsewhere(s.trees.implications) {
			continue
		}
		was := s.testOf(s.trees.defines[d]).String()
		seen := map[string]bool{was: true}
		for _, next := range s.variants(s.trees.defines[d]) {
			if now := s.testOf(next).String(); !seen[now] {
				seen[now] = true
				out = append(out, &Mutant{
					Rule: s.rules[rule].ID, Key: "define " + s.definitions[d].Name, Was: was, Now: now,
					rule: rule, when: next, define: d, defines: true,
				})
			}
		}
	}
	return out
}

// reads reports whether a rule of the set, or of one that it extends, reads a definition.
func (s *Set) reads(define int) bool {
	return define < len(s.readBelow) && s.readBelow[define] ||
		slices.ContainsFunc(s.trees.whens, func(n *expr.Node) bool { return s.names(n, define) })
}

// names reports whether an expression names a definition, itself or through others.
func (s *Set) names(n *expr.Node, define int) bool {
	if n == nil {
		return false
	}
	if n.Op == expr.Define && (n.Define == define || s.names(s.trees.defines[n.Define], define)) {
		return true
	}
	return slices.ContainsFunc(n.Kids, func(k *expr.Node) bool { return s.names(k, define) })
}

// redefine finds the cubes of every rule that reads the definition of the mutant, and reports
// whether the loader would take them.
func (m *Mutant) redefine(s *Set, cubes [][]logic.Cube) bool {
	l := *m.nursery.loader
	l.defines = slices.Clone(l.defines)
	l.defines[m.define] = m.when
	l.covers = maps.Clone(l.covers)
	maps.DeleteFunc(l.covers, func(key [2]int, _ logic.Formula) bool { return key[0] < len(l.defines) })
	s.trees.defines = l.defines
	b := testBuilder{s, l.defines}
	s.tests.rules, s.tests.definitions = slices.Clone(s.tests.rules), make([]*Test, len(l.defines))
	for i := range l.defines {
		b.definition(i)
	}
	for i, when := range s.trees.whens {
		if !s.names(when, m.define) {
			continue
		}
		if !m.recompile(&l, s, i, when, cubes) {
			return false
		}
		s.tests.rules[i] = b.test(when)
	}
	return true
}

// recompile finds the cubes of a rule with another condition.
func (m *Mutant) recompile(l *loader, s *Set, rule int, when *expr.Node, cubes [][]logic.Cube) bool {
	l.work = logic.Work{Limit: maxCubes, Left: maxWork}
	raw, err := l.formula(when, false).InCubes(&l.work)
	if err != nil || len(raw) == 0 || always(raw, l.vars.list) {
		return false
	}
	if cubes[rule], err = l.withImplied(raw); err != nil || len(cubes[rule]) == 0 {
		return false
	}
	at := s.rules[rule].at
	return at < 0 || s.guardRaw[at] == nil ||
		logic.NewSolver(l.vars.list, nil).Covered(raw, s.guardRaw[at], mostSteps)
}
