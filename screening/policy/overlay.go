package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
)

// applyChanges lays every change over what the layers before it declared, and reads that again. What a layer may change
// without permission is proved afterwards, see proveLayers.
func (l *loader) applyChanges() {
	for _, c := range l.content.changes {
		if c.value.kind == "" || c.value.name == "" {
			continue
		}
		if !l.trusted && c.value.reason == "" && !c.value.words {
			l.problems.At(c.node, "a change of %s %s needs a reason", c.value.kind, c.value.name)
			l.reasons++
		}
		switch c.value.kind {
		case "rule":
			l.changeRule(c)
		case "parameter":
			l.changeParameter(c)
		case "define":
			l.changeDefinition(c)
		case "fact":
			l.changeFact(c)
		case "card":
			l.changeCard(c)
		}
	}
}

// target is the index of what a change names among n things of its kind, or -1 where there is no such thing or it cannot be
// changed here.
func (l *loader) target(c at[change], n int, of func(i int) (name string, layer int)) int {
	var names []string
	for i := range n {
		name, layer := of(i)
		switch {
		case name != c.value.name:
			names = append(names, name)
		case l.base != nil && layer == 0:
			l.problems.At(c.node, "%s %s is of the rules that these stand on; change it there", c.value.kind, name)
			return -1
		case layer >= c.layer:
			l.problems.At(c.node, "%s %s is not of an earlier layer; write it there as it should be", c.value.kind, name)
			return -1
		default:
			return i
		}
	}
	l.problems.At(c.node, "there is no %s %s to change%s", c.value.kind, c.value.name, l.problems.Suggest(c.value.name, names))
	return -1
}

// layerOf is the layer of a fact or a card: 0 of one of the base, and before all others of the rest, since a layer may
// change those that it declares itself.
func (l *loader) layerOf(inBase func(base *Set) bool) int {
	if l.base != nil && inBase(l.base) {
		return 0
	}
	return -1
}

func (l *loader) changeRule(c at[change]) {
	i := l.target(c, len(l.rules), func(i int) (string, int) { return l.rules[i].value.ID, l.rules[i].layer })
	if i < 0 {
		return
	}
	r := &l.rules[i]
	if c.value.disable {
		l.disabled = append(l.disabled, Disabled{r.value.ID, l.layers[c.layer].Name, c.value.reason})
		l.rules = slices.Delete(l.rules, i, i+1)
		return
	}
	for _, e := range c.value.entries {
		if places := l.placesKeys(); slices.Contains(places, e.Key) {
			r.node = r.node.Without(places...)
		}
		r.node = r.node.With(e)
	}
	layer, reasons := r.value.Layer, r.value.Changed
	r.value = l.readRule(r.node)
	if r.value.Layer = layer; c.value.reason != "" {
		reasons = append(slices.Clip(reasons), c.value.reason)
	}
	r.value.Changed = reasons
}

func (l *loader) changeParameter(c at[change]) {
	i := l.target(c, len(l.parameters), func(i int) (string, int) { return l.parameters[i].value.Name, l.parameters[i].layer })
	if i < 0 {
		return
	}
	x, before := &l.parameters[i], l.problems.Len()
	x.node = x.node.With(c.value.entries...)
	if read := l.readParameter(document.Entry{Key: x.value.Name, Value: x.node}); l.problems.Len() == before {
		x.value = read // a value that is none would make further problems
	}
}

func (l *loader) changeDefinition(c at[change]) {
	i := l.target(c, len(l.definitions), func(i int) (string, int) { return l.definitions[i].value.Name, l.definitions[i].layer })
	if i >= 0 && c.value.writes("when") {
		x := &l.definitions[i]
		x.node = c.node.Get("when")
		x.value = l.readDefinition(x.value.Name, x.node)
	}
}

// changeFact reads what is changed over the fact as it stands, since those of the schema stand in no file.
func (l *loader) changeFact(c at[change]) {
	i := l.target(c, len(l.facts), func(i int) (string, int) {
		return l.facts[i].Name, l.layerOf(func(base *Set) bool { return i < len(base.facts) })
	})
	if i < 0 {
		return
	}
	f, guard := &l.facts[i], l.guardNodes[c.value.name]
	c.value.over(l.factChange(f, &guard))
	l.guardNodes[f.Name] = guard
	l.checkFact(*f, func(format string, args ...any) { l.problems.At(c.node, format, args...) })
}

// changeCard reads what is changed over the card as it stands, for the same reason.
func (l *loader) changeCard(c at[change]) {
	i := l.target(c, len(l.cards), func(i int) (string, int) {
		return l.cards[i].Name, l.layerOf(func(base *Set) bool { return i < len(base.cards) })
	})
	if i >= 0 {
		l.cards[i].Lines = slices.Clone(l.cards[i].Lines)
		c.value.over(l.cardChange(&l.cards[i], c.node))
	}
}

// over reads what the change writes.
func (c *change) over(fields document.Fields) {
	for _, e := range c.entries {
		fields[e.Key](e.Value)
	}
}
