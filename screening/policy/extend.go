package policy

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// Adopted says what a rule of a base counts for in the set that extends it.
type Adopted struct {
	Kind, Urgency string
	IfUnsure      *UnsureOutcome
}

// Extend loads rule files that stand on another set. The facts and cards of the base come first, in
// their order, so that answers to the base are the beginning of answers to the new set; its
// parameters, definitions and sources can be named. The rules that adopt lets through are rules of
// the new set too: the same tests with the same words, reaching every place and limiting nothing.
// Nothing of the base can be changed here. The errors are those of [Load].
func Extend(base *Set, schema Schema, adopt func(Rule) (Adopted, bool), layers ...Layer) (*Set, error) {
	switch {
	case base == nil || base.network == nil:
		return nil, errNoSet
	case adopt == nil:
		return nil, errors.New("who extends a set says which of its rules to adopt")
	}
	schema = schema.completed()
	facts := slices.Clone(base.Facts())
	for i := range facts {
		facts[i].Places = false // they are places of the base
	}
	schema.Facts = append(facts, schema.Facts...)
	schema.Cards = append(slices.Clone(base.cards), schema.Cards...)
	schema.Elsewhere = append(slices.Clone(base.schema.Elsewhere), schema.Elsewhere...)
	if err := checkSchema(schema); err != nil {
		return nil, err
	}
	l := newLoader(schema, append([]Layer{{Name: "base"}}, layers...))
	l.base = base
	l.takeOver(adopt)
	return l.load()
}

// takeOver puts what the base declares before what the files declare.
func (l *loader) takeOver(adopt func(Rule) (Adopted, bool)) {
	c := &l.content
	for _, p := range l.base.parameters {
		c.parameters = append(c.parameters, at[Parameter]{value: p, node: &document.Node{}})
	}
	for _, d := range l.base.definitions {
		c.definitions = append(c.definitions, at[Definition]{
			value: d, node: &document.Node{Kind: document.Text, Text: d.When},
		})
	}
	for _, x := range l.base.implications {
		then := x.Implies + x.Excludes
		c.implications = append(c.implications, at[rawImplication]{
			value: rawImplication{x, nodeAt(x.Position, x.When+x.Given), nodeAt(x.Position, then)},
			node:  nodeAt(x.Position, ""),
		})
	}
	for _, x := range l.base.sources {
		c.sources = append(c.sources, at[Source]{value: x, node: &document.Node{}})
	}
	for _, r := range l.base.rules {
		a, ok := adopt(r)
		if !ok {
			continue
		}
		r.Kind, r.Urgency, r.IfUnsure, r.Adopted = a.Kind, a.Urgency, a.IfUnsure, true
		r.Regions, r.At, r.Where, r.Limits = nil, "", "", nil
		n := nodeAt(r.Position, r.When)
		c.rules = append(c.rules, at[rawRule]{
			value: rawRule{Rule: r, when: n, nodes: map[string]*document.Node{}}, node: n,
		})
	}
}

// nodeAt is a text that stands at a position written as file:line:column.
func nodeAt(position, text string) *document.Node {
	n := &document.Node{Kind: document.Text, Text: text}
	cut := func() int {
		i := strings.LastIndexByte(position, ':')
		x, _ := strconv.Atoi(position[max(0, i+1):])
		position = position[:max(0, i)]
		return x
	}
	n.Column, n.Line = cmp.Or(cut(), 1), cmp.Or(cut(), 1)
	n.File = position
	return n
}
