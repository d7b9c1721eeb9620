package policy

import (
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// applyChanges lays every change over what the layers before it declared, and reads that again.
// What a layer may change without permission is proved afterwards, see proveLayers.
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
			merge(l, c, l.parameters, func(x Parameter) string { return x.Name }, l.readParameter)
		case "define":
			l.changeDefinition(c)
		case "fact":
			l.changeFact(c)
		case "card":
			l.changeCard(c)
		case "source":
			merge(l, c, l.sources, func(x Source) string { return x.Key }, l.readSource)
		case "implication":
			l.changeImplication(c)
		}
	}
	if l.problems.Len() == l.reasons && !l.trusted {
		l.checkChangedOnce()
	}
}

// checkChangedOnce refuses what a layer changes to one thing and then to another: only the later
// would count, without a word.
func (l *loader) checkChangedOnce() {
	written := map[string]document.Entry{}
	for _, c := range l.content.changes {
		for _, e := range c.value.entries {
			if e.Value == nil || e.Value.Kind != document.Text && e.Value.Kind != document.Word {
				continue // choices and lines add up
			}
			key := fmt.Sprint(c.layer, " ", c.value.kind, " ", c.value.name, " ", e.Key)
			if first, twice := written[key]; twice && first.Value.Text != e.Value.Text {
				l.problems.Key(e, c.node, "%s of %s %s is changed already, on line %d",
					e.Key, c.value.kind, c.value.name, first.Line)
			}
			written[key] = e
		}
	}
}

// target is the index of what a change names among n things of its kind, or -1 where there is no
// such thing or it cannot be changed here.
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
			l.problems.At(c.node, "%s %s is not of an earlier layer; write it there as it should be",
				c.value.kind, name)
			return -1
		default:
			return i
		}
	}
	kind, name, hint := c.value.kind, c.value.name, l.problems.Suggest(c.value.name, names)
	if kind == "implication" {
		name = document.Shorten(name)
		l.problems.At(c.node, "no implication says %q%s; an implication is named by its whole sentence", name, hint)
		return -1
	}
	l.problems.At(c.node, "there is no %s %s to change%s", kind, name, hint)
	return -1
}

// layerOf is the layer of a fact or a card: 0 of one of the base, and before all others of the
// rest, since a layer may change those that it declares itself.
func (l *loader) layerOf(inBase func(base *Set) bool) int {
	if l.base != nil && inBase(l.base) {
		return 0
	}
	return -1
}

// again reads what was read before, a change by itself and what it lies over: whatever is wrong
// with either is known. It reports whether nothing is.
func (l *loader) again(read func()) bool {
	said := l.problems
	l.problems = document.Problems{}
	read()
	clean := l.problems.Len() == 0
	l.problems = said
	return clean
}

// merge lays a change over one of the things that stand under their names. What cannot be read
// stays as it was: it would make further problems.
func merge[T any](l *loader, c at[change], list []at[T], name func(T) string, read func(document.Entry) T) {
	i := l.target(c, len(list), func(i int) (string, int) { return name(list[i].value), list[i].layer })
	if i < 0 {
		return
	}
	x, value := &list[i], list[i].value
	x.node = x.node.With(c.value.entries...)
	if l.again(func() { value = read(document.Entry{Key: c.value.name, Value: x.node}) }) {
		x.value = value
	}
}

func (l *loader) changeRule(c at[change]) {
	i := l.target(c, len(l.rules), func(i int) (string, int) { return l.rules[i].value.ID, l.rules[i].layer })
	if i < 0 {
		return
	}
	r := &l.rules[i]
	if c.value.disable {
		l.disabled = append(l.disabled, Disabled{
			Rule: r.value.ID, Layer: l.layers[c.layer].Name, Reason: c.value.reason, Tags: r.value.Tags,
		})
		l.rules = slices.Delete(l.rules, i, i+1)
		return
	}
	for _, e := range c.value.entries {
		r.node = l.mergeRule(c, r.node, e)
	}
	layer, reasons := r.value.Layer, r.value.Changed
	l.again(func() { r.value = l.readRule(r.node) })
	if r.value.Layer = layer; c.value.reason != "" {
		reasons = append(slices.Clip(reasons), c.value.reason)
	}
	r.value.Changed = reasons
}

// mergeRule lays one entry of a change over the node of a rule.
func (l *loader) mergeRule(c at[change], rule *document.Node, e document.Entry) *document.Node {
	switch places := l.placesKeys(); {
	case slices.Contains(places, e.Key):
		rule = rule.Without(places...)
	case e.Key == "if_unsure" && isReason(e.Value):
		whole := rule.Get(e.Key)
		if whole == nil {
			l.problems.At(e.Value, "rule %s has no if_unsure, whose reason this would be; write its kind too",
				c.value.name)
			return rule
		}
		e.Value = whole.With(e.Value.Entries...)
	case slices.Contains(l.notes(), e.Key):
		return l.mergeNotes(c, rule, e)
	}
	return rule.With(e)
}

// mergeNotes puts the words of a change in the place of a rule's notes, in their order.
func (l *loader) mergeNotes(c at[change], rule *document.Node, e document.Entry) *document.Node {
	words, count, id := listed(e.Value), 0, c.value.name
	var limits document.Node
	if own := rule.Get("limits"); own != nil {
		limits = *own
	}
	limits.Items = slices.Clone(limits.Items)
	for i, item := range limits.Items {
		if item.Get(e.Key) == nil {
			continue
		}
		if count++; count <= len(words) {
			limits.Items[i] = item.With(document.Entry{Key: e.Key, Value: words[count-1]})
		}
	}
	switch {
	case count == 0:
		l.problems.At(e.Value, "rule %s has no %s whose words these would be", id, e.Key)
	case count == len(words):
		return rule.With(document.Entry{Key: "limits", Value: &limits})
	case count == 1:
		l.problems.At(e.Value, "rule %s has one %s; write one text", id, e.Key)
	default:
		l.problems.At(e.Value, "rule %s has %d limits with a %s; write a list of %d texts, in their order",
			id, count, e.Key, count)
	}
	return rule
}

func (l *loader) changeDefinition(c at[change]) {
	i := l.target(c, len(l.definitions), func(i int) (string, int) {
		return l.definitions[i].value.Name, l.definitions[i].layer
	})
	if i >= 0 && c.value.writes("when") {
		x := &l.definitions[i]
		x.node = c.node.Get("when")
		l.again(func() { x.value = l.readDefinition(x.value.Name, x.node) })
	}
}

// changeFact reads what is changed over the fact as it stands, since those of the
// schema stand in no file.
func (l *loader) changeFact(c at[change]) {
	named := func(f Fact) bool { return f.Name == c.value.name }
	if a := slices.IndexFunc(l.schema.Attributes, named); a >= 0 {
		if !c.value.words {
			l.problems.At(c.node, "%s is an attribute of %s; only its words can be changed",
				c.value.name, indefinite(l.schema.placeWord()))
		}
		l.readOver(c, &l.schema.Attributes[a])
		return
	}
	i := l.target(c, len(l.facts), func(i int) (string, int) {
		return l.facts[i].Name, l.layerOf(func(base *Set) bool { return i < base.asks })
	})
	if i < 0 {
		return
	}
	l.guardNodes[c.value.name] = l.readOver(c, &l.facts[i])
	l.checkFact(l.facts[i], c.node)
}

// readOver reads a change over a fact, and returns where its guard stands.
func (l *loader) readOver(c at[change], f *Fact) *document.Node {
	guard := l.guardNodes[f.Name]
	f.Values, f.Codes = slices.Clone(f.Values), slices.Clone(f.Codes)
	l.over(&c.value, l.factChange(f, &guard))
	report := func(what string) func(n *document.Node, e document.Entry, hint string) {
		return func(n *document.Node, e document.Entry, hint string) {
			l.problems.Key(e, n, "fact %s has no %s %s%s", f.Name, what, document.Shorten(e.Key), hint)
		}
	}
	l.absent(c.node.Get("values"), f.choices(), report("choice"))
	l.absent(c.node.Get("codes"), f.codes(), report("code"))
	return guard
}

// changeCard reads what is changed over the card as it stands, for the same reason.
func (l *loader) changeCard(c at[change]) {
	i := l.target(c, len(l.cards), func(i int) (string, int) {
		return l.cards[i].Name, l.layerOf(func(base *Set) bool { return i < len(base.cards) })
	})
	if i < 0 {
		return
	}
	card := &l.cards[i]
	card.Lines = slices.Clone(card.Lines)
	l.over(&c.value, l.cardChange(card))
	l.absent(c.node.Get("lines"), card.lines(), func(_ *document.Node, e document.Entry, hint string) {
		l.problems.At(c.node, "card %s has no line %s%s", card.Name, document.Shorten(e.Key), hint)
	})
}

// absent reports words for what is not there.
func (l *loader) absent(n *document.Node, texts []says, report func(n *document.Node, e document.Entry, hint string)) {
	if n == nil {
		return
	}
	names := lists.Of(texts, func(s says) string { return s.name })
	for _, e := range n.Entries {
		if !slices.Contains(names, e.Key) {
			report(n, e, l.problems.Choose(e.Key, names, nil))
		}
	}
}

// changeImplication changes every implication with the sentence: what says the same in one
// language does in another.
func (l *loader) changeImplication(c at[change]) {
	of := func(i int) (string, int) { return oneLine(l.implications[i].value.Because), l.implications[i].layer }
	if l.target(c, len(l.implications), of) < 0 {
		return
	}
	for i := range l.implications {
		x := &l.implications[i]
		if oneLine(x.value.Because) == c.value.name && x.layer < c.layer && x.node.Kind == document.Mapping {
			x.node = x.node.With(c.value.entries...)
			l.again(func() { x.value = l.readImplication(x.node) })
		}
	}
}

// over reads what a change writes over what is there.
func (l *loader) over(c *change, fields document.Fields) {
	l.again(func() {
		for _, e := range c.entries {
			fields[e.Key](e.Value)
		}
	})
}
