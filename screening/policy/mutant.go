package policy

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Mutant is a set in which one token of one rule or definition is another one, to see whether the
// cases of the rule find it out. Of a condition that may be an operator, a negation, a value, a
// number or the count of an at_least; otherwise a kind, an urgency, a red flag, a region, or a
// limit or one of its values. Words have none, and neither have tokens of which the set would be
// refused.
type Mutant struct {
	Rule string
	// Key of the rule file: when, kind, urgency, red_flag, regions, limits, if_unsure, or define
	// and the name of a definition; Rule is then the first that reads it.
	Key string
	// Was and Now are what stands under the key: the condition written out, see [Test.String].
	Was, Now string

	nursery *nursery
	rule    int
	when    *expr.Node // of when and of a definition
	defines bool       // when is that of the definition
	define  int
	change  func(r *Rule) bool // of the others; false where nothing is changed
}

// nursery is what all mutants of a set have in common: the set, cut into cells fine enough for
// every number of a mutant.
type nursery struct {
	set    *Set // the rules as they are
	loader *loader
}

// Mutants returns the mutants of the rules that a function lets through, in the order of the
// rules; nil lets every rule through that is not of a set that this one extends.
func (s *Set) Mutants(of func(*Rule) bool) []*Mutant {
	if s == nil || s.network == nil {
		return nil
	}
	n := &nursery{}
	var out []*Mutant
	for i := range s.rules {
		r := &s.rules[i]
		if of != nil && !of(r) || of == nil && r.Adopted {
			continue
		}
		for _, m := range slices.Concat(s.whenMutants(i), s.outcomeMutants(r), s.reachMutants(r), s.limitMutants(r)) {
			m.Rule, m.rule = r.ID, i
			out = append(out, m)
		}
	}
	out = append(out, s.defineMutants(func(i int) bool {
		r := &s.rules[i]
		return of != nil && of(r) || of == nil && !r.Adopted
	})...)
	for _, m := range out {
		m.nursery = n
	}
	n.breed(s, out)
	return out
}

// breed prepares the set and drops nothing: a number too many is found when its mutant is made.
func (n *nursery) breed(s *Set, mutants []*Mutant) {
	l := s.again()
	extra := &loader{}
	room := newCutRoom(s)
	for _, m := range mutants {
		if m.when != nil && room.take(m.when) {
			extra.whens = append(extra.whens, m.when)
		}
	}
	l.beside = extra
	if l.makeAll(); l.problems.Len() > 0 { // of finer cells a test may fall apart into more cases
		l = s.again()
		l.makeAll()
	}
	n.loader, n.set = l, s.recut(l)
}

// again is a loader that read the rules of the set.
func (s *Set) again() *loader {
	l := &loader{
		original: s.schema, schema: s.schema, facts: s.facts, factNodes: make([]*document.Node, len(s.facts)),
		guards: s.trees.guards, defines: s.trees.defines, whens: s.trees.whens, implyNodes: s.trees.implications,
		given: s.trees.given, consequences: s.trees.consequences, digit: s.vars.most,
	}
	for i := range s.rules {
		l.rules = append(l.rules, at[rawRule]{value: rawRule{Rule: s.rules[i]}})
	}
	for _, x := range s.implications {
		l.implications = append(l.implications, at[rawImplication]{value: rawImplication{Implication: x}})
	}
	return l
}

// cutRoom is the numbers that each fact is compared with. A mutant gives none another variable.
type cutRoom []room

type room struct {
	most int
	cuts map[cut]bool
}

func newCutRoom(s *Set) cutRoom {
	r := make(cutRoom, len(s.facts))
	for i := range s.facts {
		r[i] = room{s.vars.most - 1, map[cut]bool{}}
		if s.vars.facts[i].digits != nil {
			r[i].most = maxCuts
		}
		for _, c := range s.vars.facts[i].cuts {
			r[i].cuts[c] = true
		}
	}
	return r
}

// take makes room for the numbers of a condition, and reports whether there is as much.
func (r cutRoom) take(n *expr.Node) bool {
	v := variables{facts: make([]factCells, len(r))}
	v.gatherCuts(n)
	for i, f := range v.facts {
		fresh := len(r[i].cuts)
		for _, c := range f.cuts {
			if !r[i].cuts[c] {
				fresh++
			}
		}
		if fresh > r[i].most {
			return false
		}
	}
	for i, f := range v.facts {
		for _, c := range f.cuts {
			r[i].cuts[c] = true
		}
	}
	return true
}

// recut is the set over the cells of a loader that read the same rules.
func (s *Set) recut(l *loader) *Set {
	out := *s
	out.vars, out.guardCubes, out.guardRaw, out.implied = l.vars, l.guardCubes, l.guardRaw, l.implied
	out.toldVars = nil
	for _, t := range s.toldVars {
		out.toldVars = append(out.toldVars, toldVar{t.fact, l.told[t.fact]})
	}
	out.connect(l.cubes)
	return &out
}

// Original is the set that Set is to be compared with: the rules as they are, over the same cells.
func (m *Mutant) Original() *Set { return m.nursery.set }

// Set makes the mutant, or returns nil where the loader would refuse it: a rule that can never hold
// or always does, or a test that falls apart into too many cases. Its fingerprint says of which set
// it is a mutant, and is no loaded set's.
func (m *Mutant) Set() *Set {
	out := *m.nursery.set
	out.rules = slices.Clone(out.rules)
	r := &out.rules[m.rule]
	r.Limits = slices.Clone(r.Limits)
	cubes := make([][]logic.Cube, len(out.rules))
	for i := range cubes {
		cubes[i] = out.network.Rules[i].Cubes
	}
	switch {
	case m.when != nil && !out.fitsVariables(m.when):
		return nil
	case m.defines:
		if !m.redefine(&out, cubes) {
			return nil
		}
		out.definitions = slices.Clone(out.definitions)
		out.definitions[m.define].When = m.Now
	case m.when != nil:
		l := *m.nursery.loader
		l.covers = maps.Clone(l.covers) // mutants are made at once
		if !m.recompile(&l, &out, m.rule, m.when, cubes) {
			return nil
		}
		out.tests.rules = slices.Clone(out.tests.rules)
		out.tests.rules[m.rule] = out.testOf(m.when)
		out.trees.whens = slices.Clone(out.trees.whens)
		out.trees.whens[m.rule] = m.when
		r.When = m.Now
	case !m.change(r):
		return nil
	}
	out.connect(cubes)
	out.fingerprint = digest([]byte(strings.Join([]string{out.fingerprint, m.Rule, m.Key, m.Was, m.Now}, "\n")))
	return &out
}

// fitsVariables reports whether every number of a condition is one that the cells tell apart.
func (s *Set) fitsVariables(n *expr.Node) bool {
	if n.Op == expr.Atom && (n.Test.Kind == expr.AtLeastNumber || n.Test.Kind == expr.AboveNumber) {
		_, known := slices.BinarySearchFunc(s.vars.facts[n.Test.Fact].cuts,
			cut{n.Test.Number, n.Test.Kind == expr.AboveNumber}, cut.compare)
		return known
	}
	return !slices.ContainsFunc(n.Kids, func(k *expr.Node) bool { return !s.fitsVariables(k) })
}

// outcomeMutants have the kind or the urgency next to the one that stands there.
func (s *Set) outcomeMutants(r *Rule) (out []*Mutant) {
	for _, by := range []int{-1, 1} {
		if i := int(r.level) + by; i >= 1 && i < len(s.schema.Levels) {
			kind := s.schema.Levels[i].Kind
			out = append(out, &Mutant{Key: "kind", Was: r.Kind, Now: kind, change: func(r *Rule) bool {
				r.Kind, r.level = kind, uint8(i)
				return s.unsureAgain(r) && s.hasTexts(r)
			}})
		}
		if i := int(r.urgency) + by; i >= 0 && i < len(s.schema.Urgencies) {
			urgency := s.schema.Urgencies[i]
			out = append(out, &Mutant{Key: "urgency", Was: r.Urgency, Now: urgency, change: func(r *Rule) bool {
				r.Urgency, r.urgency = urgency, uint8(i)
				return s.unsureAgain(r)
			}})
		}
	}
	if u := r.IfUnsure; u != nil {
		for _, by := range []int{-1, 1} {
			i := int(r.unsureLevel) + by
			if i < 0 || i > int(r.level) {
				continue
			}
			kind := cmp.Or(s.schema.Levels[i].Kind, "none")
			out = append(out, &Mutant{Key: "if_unsure", Was: cmp.Or(u.Kind, "none"), Now: kind, change: func(r *Rule) bool {
				next := *r.IfUnsure
				next.Kind = s.schema.Levels[i].Kind
				r.IfUnsure, r.unsureLevel = &next, uint8(i)
				return s.unsureAgain(r)
			}})
		}
	}
	if r.RedFlag {
		out = append(out, &Mutant{Key: "red_flag", Was: "true", Now: "nothing", change: func(r *Rule) bool {
			r.RedFlag = false
			return true
		}})
	}
	return out
}

// unsureAgain finds what a rule counts for while it is unsure, and whether that is allowed.
func (s *Set) unsureAgain(r *Rule) bool {
	level, urgency := s.level(s.schema.UnsureKind), s.urgency(s.schema.UnsureUrgency)
	least, soonest := min(r.level, level), min(r.urgency, urgency)
	r.unsureLevel, r.unsureUrgency = least, soonest
	if r.IfUnsure == nil {
		return true
	}
	if r.unsureLevel, r.unsureUrgency = s.level(r.IfUnsure.Kind), s.urgency(r.IfUnsure.Urgency); r.unsureLevel == 0 {
		r.unsureUrgency = 0
	}
	last := uint8(len(s.schema.Urgencies) - 1)
	weak := last > 0 && r.urgency == last && (r.unsureLevel < least || r.unsureUrgency < soonest)
	return r.unsureLevel <= r.level && r.unsureUrgency <= r.urgency && !weak
}

// hasTexts reports whether a rule has the texts that its kind needs.
func (s *Set) hasTexts(r *Rule) bool {
	return !slices.ContainsFunc(s.schema.Texts, func(t Text) bool {
		return t.RequiredFor != "" && t.RequiredFor == r.Kind && r.Texts[t.Name] == ""
	})
}

// reachMutants leave one of the rule's places out.
func (s *Set) reachMutants(r *Rule) (out []*Mutant) {
	for i, name := range r.Regions {
		if len(r.Regions) == 1 {
			break
		}
		rest := slices.Delete(slices.Clone(r.Regions), i, i+1)
		out = append(out, &Mutant{
			Key: s.schema.PlacesKey(), Was: list(r.Regions), Now: list(rest), change: func(r *Rule) bool {
				var reach uint64
				for _, p := range rest {
					reach |= s.places.mask[p]
				}
				gone := r.reach &^ reach & s.places.mask[name]
				r.Regions, r.reach = rest, r.reach&^gone
				return true
			},
		})
	}
	return out
}
