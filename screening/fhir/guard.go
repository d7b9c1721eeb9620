package fhir

import (
	"slices"
	"strconv"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

// told is the test of any answer but unsure, no and none, by which some implications speak.
const told policy.TestOp = 0

// literal is one test of a fact.
type literal struct {
	fact   int
	not    bool
	op     policy.TestOp
	values uint64 // those that pass; with like values where it is not negated
	number float64
}

// passes reports whether a known answer passes.
func (l literal) passes(f *policy.Fact, a policy.Answer) bool {
	pass := false
	switch l.op {
	case told:
		none := slices.IndexFunc(f.Values, func(v policy.Value) bool { return v.Name == f.None })
		number := f.Kind == policy.Whole || f.Kind == policy.Decimal
		pass = number || a.Yes || a.Values != 0 && (none < 0 || a.Values>>none&1 == 0)
	case policy.IsYes:
		pass = a.Yes
	case policy.IsAmong, policy.Holds:
		pass = a.Values&l.values != 0
	case policy.FromNumber:
		pass = a.Number >= l.number
	case policy.AboveNumber:
		pass = a.Number > l.number
	}
	return pass != l.not
}

// conjunction brings a guard into clauses: all of them hold, any test of each. None always holds.
func (b *builder) conjunction(t *policy.Test, not bool) [][]literal {
	if t == nil {
		return nil
	}
	switch {
	case t.Op == policy.Not:
		return b.conjunction(t.Kids[0], !not)
	case t.Op == policy.Defined:
		return b.conjunction(t.Kids[0], not)
	case t.Op == policy.And && !not, t.Op == policy.Or && not:
		var all [][]literal
		for _, k := range t.Kids {
			all = append(all, b.conjunction(k, not)...)
		}
		return all
	case t.Op == policy.And, t.Op == policy.Or:
		all := [][]literal{nil}
		for _, k := range t.Kids {
			all = either(all, b.conjunction(k, not))
		}
		return all
	case t.Op == policy.AtLeast: // no guard says it; asked always, which asks too much and never too little
		return nil
	}
	l := literal{fact: t.Fact, not: not, op: t.Op, values: t.Values, number: t.Number}
	if !not {
		l.values |= b.like(t)
	}
	return [][]literal{{l}}
}

// like are the values that count with those of a test.
func (b *builder) like(t *policy.Test) uint64 {
	values := b.set.Facts()[t.Fact].Values
	var out uint64
	for i, v := range values {
		for _, name := range v.Like {
			n := slices.IndexFunc(values, func(v policy.Value) bool { return v.Name == name })
			if n >= 0 && t.Values>>n&1 == 1 {
				out |= 1 << i
			}
		}
	}
	return out
}

// either are the clauses of one or the other.
func either(a, b [][]literal) [][]literal {
	var out [][]literal
	for _, left := range a {
		out = append(out, lists.Of(b, func(right []literal) []literal { return slices.Concat(left, right) })...)
	}
	return out
}

// clauses are those of the guard of a fact. What implies an answer that its guard reads stands
// beside the test of it, for an implied answer counts and is never given on the form.
func (b *builder) clauses(fact int) [][]literal {
	var out [][]literal
	for _, c := range b.conjunction(b.set.GuardTest(fact), false) {
		wide := b.widen(c, fact, map[int]bool{})
		out = append(out, wide...)
		// A test is false where its own fact means nothing, whatever implies an answer to that.
		if implied := len(wide) > 1 || len(wide[0]) > len(c); implied && len(c) == 1 && !c[0].not {
			out = append(out, b.clauses(c[0].fact)...)
		}
	}
	return out
}

func (b *builder) widen(c []literal, fact int, used map[int]bool) [][]literal {
	for i := range b.set.Implications() {
		speaks := func(l literal) bool { return slices.Contains(b.set.ImpliedFacts(i), l.fact) }
		if used[i] || !slices.ContainsFunc(c, speaks) {
			continue
		}
		antecedent := b.antecedent(i)
		// A detail of one of these tests says nothing that they do not: it is asked only where they
		// hold.
		if slices.ContainsFunc(antecedent, func(a []literal) bool {
			return !slices.ContainsFunc(a, func(l literal) bool { return l.fact != fact && !b.detail(l.fact, c) })
		}) {
			continue
		}
		used[i] = true
		var out [][]literal
		for _, wide := range either([][]literal{c}, antecedent) {
			out = append(out, b.widen(wide, fact, used)...)
		}
		used[i] = false
		return out
	}
	return [][]literal{c}
}

// antecedent is what makes an implication speak.
func (b *builder) antecedent(i int) [][]literal {
	if t := b.set.ImplicationTest(i); t != nil {
		return b.conjunction(t, false)
	}
	fact, _ := b.set.FactIndex(b.set.Implications()[i].Given)
	return [][]literal{{{fact: fact, op: told}}}
}

// detail reports whether a fact is asked only where a clause holds.
func (b *builder) detail(fact int, clause []literal) bool {
	return slices.ContainsFunc(b.conjunction(b.set.GuardTest(fact), false), func(c []literal) bool {
		return !slices.ContainsFunc(c, func(l literal) bool {
			return !slices.ContainsFunc(clause, func(m literal) bool { return b.within(l, m) })
		})
	})
}

// within reports whether one test holds only where another of the same fact does.
func (b *builder) within(l, m literal) bool {
	f := &b.set.Facts()[l.fact]
	if l == m || l.fact != m.fact || f.Kind != policy.OneOf {
		return l == m
	}
	for i := range f.Values {
		a := policy.Answer{Values: 1 << i}
		if l.passes(f, a) && !m.passes(f, a) {
			return false
		}
	}
	return true
}

// whenAny is a clause as conditions, any of which is enough. Nil is a clause that this form cannot
// tell: then the item is asked whether it holds or not.
func (b *builder) whenAny(clause []literal) []When {
	var out []When
	for _, l := range clause {
		when, tells := b.when(l)
		if !tells {
			return nil
		}
		for _, w := range when {
			if !slices.ContainsFunc(out, w.same) {
				out = append(out, w)
			}
		}
	}
	return out
}

func (w When) same(o When) bool {
	if w.Question != o.Question || w.Operator != o.Operator || (w.Coding == nil) != (o.Coding == nil) {
		return false
	}
	return w.Coding != nil && *w.Coding == *o.Coding
}

// when is a test of a fact as conditions, any of which is enough; not sure always is. It reports
// whether all that can make the test hold stands on this form, before what hangs on it.
func (b *builder) when(l literal) ([]When, bool) {
	f := &b.set.Facts()[l.fact]
	if !b.tells(l.fact) || f.Volunteered && l.passes(f, usual(f)) {
		return nil, false
	}
	var out []When
	code := func(question string, c Coding) {
		c.Display = ""
		out = append(out, When{Question: question, Operator: "=", Coding: &c})
	}
	for _, line := range b.lines[l.fact] {
		card := "card." + line.card
		if line.single && l.passes(f, policy.Answer{Yes: true}) {
			code(card+ticked, b.lineCode(line.line, ""))
		}
		code(card+unsure, b.lineCode(line.line, ""))
		if l.passes(f, none(f)) {
			b.denies(line.card, l.fact, code)
		}
	}
	if !b.placed[f.Name] {
		return out, b.single(l.fact)
	}
	switch f.Kind {
	case policy.YesNo:
		for _, yes := range []bool{true, false} {
			if l.passes(f, policy.Answer{Yes: yes}) {
				code(f.Name, Coding{System: v2YesNo, Code: map[bool]string{true: "Y", false: "N"}[yes]})
			}
		}
	case policy.Whole, policy.Decimal:
		out = append(out, b.compare(f, l))
		if b.placed[f.Name+unsure] {
			code(f.Name+unsure, Coding{System: absent, Code: unknown})
		}
		return out, true
	default:
		for i, v := range f.Values {
			if l.passes(f, policy.Answer{Values: 1 << i}) {
				code(f.Name, Coding{System: b.system(f), Code: v.Name})
			}
		}
	}
	code(f.Name, Coding{System: absent, Code: unknown})
	return out, true
}

// denies are the answers to a card that say no to a fact of it: none of these, or another line.
func (b *builder) denies(card string, fact int, code func(string, Coding)) {
	id := "card." + card
	code(id+".none", b.lineCode("none-of-these", ""))
	name := b.set.Facts()[fact].Name
	at, _ := b.set.CardIndex(card)
	c := &b.set.Cards()[at]
	for i := range c.Lines {
		if b.shows(c, &c.Lines[i]) && !slices.Contains(c.Lines[i].Facts, name) {
			code(id+ticked, b.lineCode(c.Lines[i].Name, ""))
		}
	}
}

// tells reports whether everything that can answer a fact stands on this form.
func (b *builder) tells(fact int) bool {
	if b.brought(fact) {
		return false
	}
	onCards := 0
	for _, c := range b.set.Cards() {
		for _, l := range c.Lines {
			if slices.Contains(l.Facts, b.set.Facts()[fact].Name) {
				onCards++
			}
		}
	}
	return onCards == len(b.lines[fact])
}

// single reports whether the lines of a fact say all of it.
func (b *builder) single(fact int) bool {
	return len(b.lines[fact]) > 0 && !slices.ContainsFunc(b.lines[fact], func(l lineRef) bool { return !l.single })
}

// none is what an answered card says of a fact without a tick.
func none(f *policy.Fact) policy.Answer {
	i := slices.IndexFunc(f.Values, func(v policy.Value) bool { return v.Name == f.None })
	if i < 0 {
		return policy.Answer{}
	}
	return policy.Answer{Values: 1 << i}
}

// usual is what a volunteered fact counts as while nobody has given it.
func usual(f *policy.Fact) policy.Answer {
	a := policy.Answer{Yes: f.Usual == "yes"}
	a.Number, _ = strconv.ParseFloat(f.Usual, 64) // loading has read it already
	for i, v := range f.Values {
		if v.Name == f.Usual {
			a.Values = 1 << i
		}
	}
	return a
}
