package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
)

// Change is one change that a layer made to what an earlier layer declared.
type Change struct {
	Kind   string // rule, parameter, define, fact or card
	Name   string
	Layer  string
	Reason string // empty when only words were replaced
}

// Disabled is a rule that a layer took out of force.
type Disabled struct{ Rule, Layer, Reason string }

// change is one entry under changes: what a layer does to something that an earlier layer declared.
type change struct {
	kind, name string // what is changed
	reason     string
	disable    bool
	words      bool             // it replaces texts and nothing else, which any layer may do
	entries    []document.Entry // what it lays over the entries of what is changed
}

// writes reports whether the change writes a key of what it changes.
func (c *change) writes(key string) bool {
	return slices.ContainsFunc(c.entries, func(e document.Entry) bool { return e.Key == key })
}

// changed are the kinds of things that a layer can change.
func changed() []string { return []string{"rule", "parameter", "define", "fact", "card"} }

// texts are the keys of a kind of thing that hold words alone.
func (l *loader) texts(kind string) []string {
	switch kind {
	case "rule":
		var names []string
		for _, t := range l.schema.Texts {
			names = append(names, t.Name)
		}
		return names
	case "fact":
		return []string{"ask"}
	case "card":
		return []string{"ask", "lines"}
	}
	return nil
}

// readChange reads everything that the change writes, for what is wrong with it wherever it is laid.
func (l *loader) readChange(n *document.Node) change {
	p := &l.problems
	var c change
	for _, kind := range changed() {
		switch named := n.Get(kind); {
		case named == nil:
		case c.kind != "":
			p.At(named, "a change names one thing; %s is named already", c.kind)
			return change{}
		default:
			c.kind = kind
		}
	}
	if n.Kind != document.Mapping {
		n.Fields(p, "a change", nil)
		return c
	}
	fields, required := l.changeFields(c.kind, &c)
	if fields == nil {
		p.At(n, "a change names what it changes: rule, parameter, define, fact or card")
		return c
	}
	n.Fields(p, "a change of a "+c.kind, fields, required...)
	c.words = !c.disable
	for _, e := range n.Entries {
		if _, known := fields[e.Key]; known && e.Key != c.kind && e.Key != "reason" && e.Key != "disable" {
			c.entries = append(c.entries, e)
			c.words = c.words && slices.Contains(l.texts(c.kind), e.Key)
		}
	}
	unwritten := func(key string) bool { return !c.writes(key) }
	if keys := slices.DeleteFunc(l.placesKeys(), unwritten); len(keys) > 1 {
		p.At(n.Get(keys[0]), "%s and %s exclude each other", keys[0], keys[1])
	}
	if c.disable && len(c.entries) > 0 {
		p.At(n, "a rule that is disabled has nothing else to change")
	}
	return c
}

// changeFields reads every key that a change of one kind of thing may have; of no such kind there
// are none.
func (l *loader) changeFields(kind string, c *change) (fields document.Fields, required []string) {
	p := &l.problems
	required = []string{kind}
	switch kind {
	case "rule":
		fields = l.ruleFields(newRawRule())
		delete(fields, "id")
		fields["disable"] = func(n *document.Node) { c.disable = n.Bool(p, "disable") }
	case "parameter":
		all, _ := l.parameterFields(&Parameter{})
		fields, required = document.Fields{"value": all["value"]}, append(required, "value")
	case "define":
		fields = document.Fields{"when": func(n *document.Node) { l.readDefinition("", n); l.checkWhen(n) }}
		required = append(required, "when")
	case "fact":
		fields = l.factChange(&Fact{}, new(*document.Node))
	case "card":
		fields = l.cardChange(&Card{}, nil)
	default:
		return nil, nil
	}
	fields[kind] = func(n *document.Node) { c.name = n.Str(p, "a name") }
	fields["reason"] = func(n *document.Node) { c.reason = l.words(n, "a reason") }
	return fields, required
}

// placesKeys are the keys of a rule that say where it reaches. Each takes the place of the others.
func (l *loader) placesKeys() []string { return []string{"at", l.schema.PlacesKey(), "where"} }

// factChange reads what a change may write of a fact, over what is there.
func (l *loader) factChange(f *Fact, guard **document.Node) document.Fields {
	all, _ := l.factFields(f, guard)
	return document.Fields{
		"ask": all["ask"], "usual": all["usual"], "holds_days": all["holds_days"],
		// Unlike one that is declared, a guard that is changed can be empty: the fact then has none.
		"asked_if": func(n *document.Node) { f.AskedIf, *guard = n.Str(&l.problems, "an expression"), n },
	}
}

// cardChange reads what a change may write of a card, over what is there. A line that is not there is
// reported at the change, which is nil while nobody knows what is there.
func (l *loader) cardChange(card *Card, at *document.Node) document.Fields {
	all, _ := l.cardFields(card)
	var names []string
	for _, line := range card.Lines {
		names = append(names, line.Name)
	}
	return document.Fields{"ask": all["ask"], "lines": func(n *document.Node) {
		n.Each(&l.problems, "lines", func(e document.Entry) {
			says := l.words(e.Value, "the words of a line")
			i := slices.Index(names, e.Key)
			switch {
			case i >= 0:
				card.Lines[i].Says = says
			case at != nil:
				l.problems.At(at, "card %s has no line %s%s", card.Name, document.Shorten(e.Key), l.problems.Choose(e.Key, names, nil))
			}
		})
	}}
}

// recordChanges lists every change, and gives every rule the reasons of changes to what it reads: nothing changes silently.
func (l *loader) recordChanges() {
	for _, c := range l.content.changes {
		l.changes = append(l.changes, Change{c.value.kind, c.value.name, l.layers[c.layer].Name, c.value.reason})
		if c.value.reason == "" || c.value.kind == "rule" || c.value.kind == "card" {
			continue
		}
		name := c.value.name
		if c.value.kind == "parameter" {
			name = "param." + name
		}
		for i := range l.rules {
			r := &l.rules[i].value
			if l.mentions(r, name) && !slices.Contains(r.Changed, c.value.reason) {
				r.Changed = append(slices.Clip(r.Changed), c.value.reason)
			}
		}
	}
}
