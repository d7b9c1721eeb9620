package expr

import (
	"fmt"
	"slices"
	"strings"
)

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
