package policy

import "github.com/safehands/safehands/screening/policy/internal/expr"

// Test is a condition as data: what a rule, a guard, a definition or the antecedent of an
// implication asks of the facts. It is read only: a test may stand at several places of a tree.
//
//	Op          | holds where                                          | by
//	And         | all of its kids hold                                 | Kids
//	Or          | one of its kids holds                                | Kids
//	Not         | its one kid does not                                 | Kids
//	AtLeast     | N or more of its kids hold                           | Kids, N
//	Defined     | its one kid holds, which is what a definition says   | Kids, Name
//	IsYes       | the yes/no fact is yes                               | Fact
//	IsAmong     | the value of the OneOf fact is one of Values         | Fact, Values
//	Holds       | the SetOf fact holds the one value of Values         | Fact, Values
//	FromNumber  | the number is Number or more                         | Fact, Number
//	AboveNumber | the decimal number is more than Number               | Fact, Number
//	OpaquePart  | cel-go says so of what lies outside of all these     | Name, Reads
//
// There are no others: x < c is not x >= c, and a ? b : c is (a && b) || (!a && c). And and Or have
// two kids or more, none of the same operator.
//
// The tree says what is written, parameters by their numbers. Two things are added where it is
// evaluated: a test of a fact with a guard holds only where [Set.GuardTest] does, be it negated or
// not; and values that are like one of Values ([Value.Like]) count with it unless it is negated.
type Test struct {
	Op     TestOp
	Kids   []*Test
	N      int
	Name   string  // of the definition; of an opaque part what is written
	Fact   int     // an index into [Set.Facts]; of an opaque part none
	Reads  []int   // of an opaque part: indices into [Set.Facts]
	Values uint64  // bit i is the i-th value of the fact, as in [Answer]
	Number float64 // a whole number where the fact is one

	fact *Fact
}

// TestOp says what a [Test] is. The zero value is none of them.
type TestOp int

// The operators; [Test] says what they mean.
const (
	And TestOp = iota + 1
	Or
	Not
	AtLeast
	Defined
	IsYes
	IsAmong
	Holds
	FromNumber
	AboveNumber
	OpaquePart
)

// tests are the conditions of a set, each by the index of what it belongs to.
type tests struct {
	rules, guards, definitions, implications []*Test
}

// RuleTest returns the test of a rule, by its index in [Set.Rules].
func (s *Set) RuleTest(rule int) *Test { return s.tests.rules[rule] }

// GuardTest returns what a fact is asked under, by its index in [Set.Facts], or nil.
func (s *Set) GuardTest(fact int) *Test { return s.tests.guards[fact] }

// DefinitionTest returns what a definition stands for, by its index in [Set.Definitions].
func (s *Set) DefinitionTest(definition int) *Test { return s.tests.definitions[definition] }

// ImplicationTest returns the antecedent of an implication, by its index in [Set.Implications], or
// nil where that is any answer to a fact.
func (s *Set) ImplicationTest(implication int) *Test { return s.tests.implications[implication] }

// ImpliedFacts returns the facts that an implication says something of, by the indices of both.
func (s *Set) ImpliedFacts(implication int) []int {
	var facts []int
	for i := range s.implied {
		if s.implied[i].implication == implication {
			facts = append(facts, s.implied[i].fact)
		}
	}
	return facts
}

// makeTests builds every tree.
func (s *Set) makeTests(l *loader) {
	b := testBuilder{s, l.defines}
	s.tests.definitions = make([]*Test, len(l.defines))
	for i := range l.defines {
		b.definition(i)
	}
	s.tests.guards, s.tests.rules, s.tests.implications = b.all(l.guards), b.all(l.whens), b.all(l.implyNodes)
}

type testBuilder struct {
	*Set
	defines []*expr.Node
}

func (b testBuilder) all(nodes []*expr.Node) []*Test {
	if len(nodes) == 0 {
		return nil
	}
	out := make([]*Test, len(nodes))
	for i, n := range nodes {
		if n != nil {
			out[i] = b.test(n)
		}
	}
	return out
}

// definition builds the tree of a definition once; definitions name each other in any order.
func (b testBuilder) definition(i int) *Test {
	if b.tests.definitions[i] == nil {
		b.tests.definitions[i] = b.test(b.defines[i])
	}
	return b.tests.definitions[i]
}

func (b testBuilder) test(n *expr.Node) *Test {
	t := &Test{N: n.N, Kids: b.all(n.Kids)}
	switch n.Op {
	case expr.And:
		t.Op = And
	case expr.Or:
		t.Op = Or
	case expr.Not:
		t.Op = Not
	case expr.AtLeast:
		t.Op = AtLeast
	case expr.Define:
		t.Op, t.Name, t.Kids = Defined, b.definitions[n.Define].Name, []*Test{b.definition(n.Define)}
	case expr.Atom:
		t.Op, t.Fact, t.fact = opOf(n.Test.Kind), n.Test.Fact, &b.facts[n.Test.Fact]
		t.Values, t.Number = n.Test.Values, n.Test.Number
		if n.Test.Fact >= b.asks {
			o := b.opaque[n.Test.Fact-b.asks]
			t.Op, t.Name, t.Reads = OpaquePart, o.Text, o.Facts
		}
	}
	return t
}

func opOf(kind expr.TestKind) TestOp {
	switch kind {
	case expr.IsYes:
		return IsYes
	case expr.IsOneOf:
		return IsAmong
	case expr.Has:
		return Holds
	case expr.AtLeastNumber:
		return FromNumber
	}
	return AboveNumber
}
