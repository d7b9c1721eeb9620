package expr

import "slices"

// Holds reports whether all that the other vocabulary names is named here with the same meaning,
// its facts first and in their order. It returns where its definitions stand here.
func (v Vocabulary) Holds(o Vocabulary) (defines []int, ok bool) {
	if len(v.Facts) < len(o.Facts) || !slices.EqualFunc(v.Facts[:len(o.Facts)], o.Facts, sameFact) {
		return nil, false
	}
	params := make(map[Param]bool, len(v.Params))
	for _, p := range v.Params {
		params[p] = true
	}
	for _, p := range o.Params {
		if !params[p] {
			return nil, false
		}
	}
	at := make(map[string]int, len(v.Defines))
	for i, d := range v.Defines {
		at[d] = i
	}
	for _, d := range o.Defines {
		i, ok := at[d]
		if !ok {
			return nil, false
		}
		defines = append(defines, i)
	}
	return defines, true
}

// Moved is the expression where definitions stand in other places. What names none is the same
// node.
func (e Expression) Moved(defines []int) Expression {
	if e.Tree != nil {
		e.Tree = e.Tree.moved(defines)
	}
	return e
}

func (n *Node) moved(defines []int) *Node {
	out := *n
	if n.Op == Define {
		out.Define = defines[n.Define]
		return &out
	}
	same := true
	out.Kids = make([]*Node, len(n.Kids))
	for i, k := range n.Kids {
		out.Kids[i] = k.moved(defines)
		same = same && out.Kids[i] == k
	}
	if same {
		return n
	}
	return &out
}
