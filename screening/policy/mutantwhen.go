package policy

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy/internal/expr"
)

// trees are the conditions of a set as the compiler made them, for whoever changes one.
type trees struct {
	guards, defines, whens, implications []*expr.Node
	given                                []int
	consequences                         []consequence
}

// testOf is a condition as others read it.
func (s *Set) testOf(n *expr.Node) *Test { return testBuilder{s, s.trees.defines}.test(n) }

// whenMutants are those of a rule's condition.
func (s *Set) whenMutants(rule int) (out []*Mutant) {
	n := s.trees.whens[rule]
	was := s.testOf(n).String()
	seen := map[string]bool{was: true}
	for _, next := range s.variants(n) {
		if now := s.testOf(next).String(); !seen[now] {
			seen[now] = true
			out = append(out, &Mutant{Key: "when", Was: was, Now: now, when: next})
		}
	}
	return out
}

// variants are the conditions that differ from one by a token.
func (s *Set) variants(n *expr.Node) (out []*expr.Node) {
	switch n.Op {
	case expr.Not:
		return append([]*expr.Node{n.Kids[0]}, s.within(n)...)
	case expr.Atom:
		out = s.atomVariants(n)
	case expr.AtLeast:
		for _, by := range []int{-1, 1} {
			if k := n.N + by; k >= 1 && k <= len(n.Kids) {
				out = append(out, &expr.Node{Op: expr.AtLeast, N: k, Kids: n.Kids})
			}
		}
		return append(out, s.within(n)...)
	case expr.And:
		// a && b || c && d: the second && became ||.
		for i := 1; i < len(n.Kids); i++ {
			out = append(out, joined(expr.Or, joined(expr.And, n.Kids[:i]...), joined(expr.And, n.Kids[i:]...)))
		}
		return append(out, s.within(n)...)
	case expr.Or:
		if s.someOf(n) {
			break // x != none is written as one test
		}
		// a || b && c: the second || became &&.
		for i := 1; i < len(n.Kids); i++ {
			kids := slices.Clone(n.Kids[:i-1])
			kids = append(kids, joined(expr.And, n.Kids[i-1], n.Kids[i]))
			out = append(out, joined(expr.Or, append(kids, n.Kids[i+1:]...)...))
		}
		return append(out, s.within(n)...)
	}
	return append(out, &expr.Node{Op: expr.Not, Kids: []*expr.Node{n}})
}

// someOf reports whether a condition is that a set has any of its values but none.
func (s *Set) someOf(n *expr.Node) bool {
	var has uint64
	for _, k := range n.Kids {
		if k.Op != expr.Atom || k.Test.Kind != expr.Has || k.Test.Fact != n.Kids[0].Test.Fact {
			return false
		}
		has |= k.Test.Values
	}
	f := &s.facts[n.Kids[0].Test.Fact]
	none := slices.IndexFunc(f.Values, func(v Value) bool { return v.Name == f.None })
	return none >= 0 && has|1<<none == 1<<len(f.Values)-1
}

// joined keeps to what the compiler makes: no kid is of the operator of its node.
func joined(op expr.Op, nodes ...*expr.Node) *expr.Node {
	if len(nodes) == 1 {
		return nodes[0]
	}
	out := &expr.Node{Op: op}
	for _, n := range nodes {
		if n.Op == op {
			out.Kids = append(out.Kids, n.Kids...)
		} else {
			out.Kids = append(out.Kids, n)
		}
	}
	return out
}

// within are the variants of one of the kids.
func (s *Set) within(n *expr.Node) (out []*expr.Node) {
	for i, k := range n.Kids {
		for _, v := range s.variants(k) {
			if n.Op == expr.Not && v.Op == expr.Not {
				continue // a second negation takes the first one away, which is a variant already
			}
			kids := slices.Clone(n.Kids)
			kids[i] = v
			if n.Op == expr.And || n.Op == expr.Or {
				out = append(out, joined(n.Op, kids...))
			} else {
				out = append(out, &expr.Node{Op: n.Op, N: n.N, Kids: kids})
			}
		}
	}
	return out
}

// atomVariants have another value or number.
func (s *Set) atomVariants(n *expr.Node) (out []*expr.Node) {
	f := &s.facts[n.Test.Fact]
	add := func(edit func(t *expr.Test)) {
		next := &expr.Node{Op: expr.Atom, Test: n.Test}
		if edit(&next.Test); next.Test != n.Test {
			out = append(out, next)
		}
	}
	switch n.Test.Kind {
	case expr.AtLeastNumber, expr.AboveNumber:
		step := 1.0
		if f.Kind == Decimal {
			step = 0.1
			add(func(t *expr.Test) { t.Kind = expr.AtLeastNumber + expr.AboveNumber - t.Kind })
		}
		for _, x := range []float64{n.Test.Number - step, n.Test.Number + step} {
			if x = tidy(x); x > f.Least && x <= f.Most {
				add(func(t *expr.Test) { t.Number = x })
			}
		}
	case expr.IsOneOf:
		full := uint64(1)<<len(f.Values) - 1
		for i := range f.Values {
			next := n.Test.Values ^ 1<<i
			switch {
			case next == 0: // x == a: the values beside a instead of it
				for _, j := range []int{i - 1, i + 1} {
					if j >= 0 && j < len(f.Values) {
						add(func(t *expr.Test) { t.Values = 1 << j })
					}
				}
			case next != full && (next < n.Test.Values || bits.OnesCount64(n.Test.Values) > 1):
				add(func(t *expr.Test) { t.Values = next })
			}
		}
	case expr.Has:
		i := bits.TrailingZeros64(n.Test.Values)
		for _, j := range []int{i - 1, i + 1} {
			if j >= 0 && j < len(f.Values) && f.Values[j].Name != f.None {
				add(func(t *expr.Test) { t.Values = 1 << j })
			}
		}
	}
	return out
}

// tidy takes away what adding a tenth leaves behind the first digits.
func tidy(x float64) float64 {
	y, _ := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 6, 64), 64)
	return y
}

// limitMutants leave a limit out, or one of its values, or move its number by one.
func (s *Set) limitMutants(r *Rule) (out []*Mutant) {
	add := func(i int, now string, edit func(l *RuleLimit)) {
		out = append(out, &Mutant{Key: "limits", Was: limitText(&r.Limits[i]), Now: now, change: func(r *Rule) bool {
			if edit == nil {
				r.Limits = slices.Delete(r.Limits, i, i+1)
			} else {
				edit(&r.Limits[i])
			}
			return true
		}})
	}
	for i := range r.Limits {
		l, limit := &r.Limits[i], &s.schema.Limits[r.Limits[i].limit]
		if limit.Kind == Note {
			continue
		}
		add(i, "nothing", nil)
		switch limit.Kind {
		case LowestWins, Spot:
			for _, x := range []float64{l.Number - 1, l.Number + 1} {
				if x >= limit.Least && x <= limit.Most {
					next := *l
					next.Number = x
					add(i, limitText(&next), func(l *RuleLimit) { l.Number = x })
				}
			}
		case Unites:
			for _, v := range l.Values {
				if next := l.without(v, limit); next.values != 0 {
					add(i, limitText(&next), func(l *RuleLimit) { *l = next })
				}
			}
		}
	}
	return out
}

// without is the limit without one of its values, and without what is there only because it is
// like that one.
func (l *RuleLimit) without(value string, limit *Limit) RuleLimit {
	out := *l
	gone := uint64(1) << slices.Index(limit.Values, value)
	out.values, out.Values = l.values&^gone, nil
	for _, v := range l.Values {
		if v != value {
			out.Values = append(out.Values, v)
		}
	}
	return out
}

func limitText(l *RuleLimit) string {
	switch {
	case len(l.Values) > 0:
		return l.Name + ": " + list(l.Values)
	case l.Number != 0:
		return l.Name + ": " + decimal(l.Number)
	}
	return l.Name
}

func list(names []string) string { return "[" + strings.Join(names, ", ") + "]" }
