package answer

import (
	"strconv"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Parse reads the answer to a fact as somebody types or chooses it: unsure; yes or no; a number; a
// value of a list, or for a set one word for each of its values. No word, or one that is empty, is
// not asked. What is wrong is added to p, in the words that JSON is refused with.
func (x *Facts) Parse(fact int, words []string, p *document.Problems) Any {
	f, ok := x.of(fact)
	if !ok || len(words) == 0 || len(words) == 1 && words[0] == "" {
		return Any{}
	}
	node := func(word string) *document.Node {
		n := &document.Node{Kind: document.Text, Text: word, Path: f.Name}
		if _, err := strconv.ParseFloat(word, 64); err == nil && (f.Kind == policy.Whole || f.Kind == policy.Decimal) {
			n.Kind = document.Number
		}
		return n
	}
	n := node(words[0])
	switch {
	case f.Kind == policy.SetOf && words[0] != unsureText:
		n = &document.Node{Kind: document.Sequence, Path: f.Name}
		n.Items = append(n.Items, lists.Of(words, func(word string) *document.Node { return node(word) })...)
	case len(words) > 1:
		p.At(n, "takes one answer, found %d", len(words))
		return Any{}
	}
	a, ok := x.Read(fact, n, p)
	if !ok {
		return Any{}
	}
	return x.plain(fact, a)
}
