package expr

import (
	"fmt"
	"slices"
	"strings"
)

// Op says what a [Node] is.
type Op int

// The operators. Node has the field Test, so the operator of a node that is one is called Atom.
const (
	And     Op = iota // every kid
	Or                // any kid
	Not               // not its one kid
	AtLeast           // N or more of the kids
	Atom              // Test; no kids
	Define            // the definition Define; no kids
)

// Node is one node of a compiled expression. A node may stand at several places of a tree and serve
// several callers: it is read only. And and Or have two kids or more, none of them of the same
// operator.
type Node struct {
	Op     Op
	N      int // of AtLeast: 1 to len(Kids)
	Kids   []*Node
	Test   Test // of Atom
	Define int  // of Define: an index into Vocabulary.Defines
}

// TestKind says what a [Test] asks of its fact.
type TestKind int

// The tests. All others are joined from these: x < c is not AtLeastNumber.
const (
	IsYes         TestKind = iota // a yes/no fact is yes
	IsOneOf                       // the value of a OneOf fact is among Values
	Has                           // a SetOf fact contains the one value of Values
	AtLeastNumber                 // a number is Number or more
	AboveNumber                   // a number is more than Number; decimals only: whole ones have a next
)

// Test is one question to one fact. Tests compare with ==, and equal tests are the same atom.
type Test struct {
	Fact   int // an index into Vocabulary.Facts
	Kind   TestKind
	Values uint64 // bit i is Fact.Values[i]
	Number float64
}

// meaning writes a tree, or what is not it, so that trees which differ in spelling alone are
// written alike: negation stands at the single tests, and what is joined stands once and in one
// order. Trees that are written alike mean the same; the converse does not hold.
func (c *Compiler) meaning(n *Node, not bool) string {
	sign := ""
	if not {
		sign = "!"
	}
	switch n.Op {
	case Not:
		return c.meaning(n.Kids[0], !not)
	case Define:
		return fmt.Sprintf("%sd%d", sign, n.Define)
	case Atom:
		t := n.Test
		if t.Kind == IsOneOf && not {
			t.Values ^= allValues(c.vocab.Facts[t.Fact])
			sign = ""
		}
		return fmt.Sprintf("%s%v", sign, t)
	}
	var kids []string
	for _, k := range n.Kids {
		kids = append(kids, c.meaning(k, not))
	}
	slices.Sort(kids)
	if n.Op == AtLeast {
		count := n.N
		if not {
			count = len(n.Kids) - n.N + 1
		}
		return fmt.Sprintf("(%d of %s)", count, strings.Join(kids, " "))
	}
	if kids = slices.Compact(kids); len(kids) == 1 {
		return kids[0]
	}
	if (n.Op == And) != not {
		return "(" + strings.Join(kids, " & ") + ")"
	}
	return "(" + strings.Join(kids, " | ") + ")"
}
