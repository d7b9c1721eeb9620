package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Change is one change that a layer made to what an earlier layer declared.
type Change struct {
	Kind   string // rule, parameter, define, fact, card, source or implication
	Name   string // of an implication: its sentence
	Layer  string
	Reason string // empty when only words were replaced

	Position string // file:line:column
}

// Disabled is a rule that a layer took out of force.
type Disabled struct {
	Rule, Layer, Reason string
	Tags                []string // that the rule had
}

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
func changed() []string {
	return []string{"rule", "parameter", "define", "fact", "card", "source", "implication"}
}

// texts are the keys of a change that hold words alone, but for if_unsure, which may.
func (l *loader) texts(kind string) []string {
	switch kind {
	case "rule":
		names := lists.Of(l.schema.Texts, func(t Text) string { return t.Name })
		return append(names, l.notes()...)
	case "parameter":
		return []string{"basis"}
	case "fact":
		return []string{"ask", "values", "codes"}
	case "card":
		return []string{"ask", "lines"}
	case "source":
		return []string{"cites"}
	case "implication":
		return []string{"because"}
	}
	return nil
}

// notes are the limits that are sentences.
func (l *loader) notes() []string {
	return lists.Some(l.schema.Limits, func(limit Limit) (string, bool) {
		return limit.Name, limit.Kind == Note
	})
}

// isReason reports whether an if_unsure writes its reason alone, which leaves
// everything else as it is.
func isReason(n *document.Node) bool { return len(n.Entries) == 1 && n.Entries[0].Key == "reason" }

// readChange reads everything that the change writes, for what is wrong with
// it wherever it is laid.
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
	keys := l.changeKeys(c.kind, &c)
	if keys.fields == nil {
		p.At(n, "a change names what it changes: rule, parameter, define, fact, card, source or implication")
		return c
	}
	if c.kind == "parameter" && n.Get("basis") == nil {
		keys.needs = append(keys.needs, "value")
	}
	l.read(n, "a change of "+indefinite(c.kind), keys)
	c.words = !c.disable
	for _, e := range n.Entries {
		if _, known := keys.fields[e.Key]; known && e.Key != c.kind && e.Key != "reason" && e.Key != "disable" {
			c.entries = append(c.entries, e)
			c.words = c.words && (slices.Contains(l.texts(c.kind), e.Key) || e.Key == "if_unsure" && isReason(e.Value))
		}
	}
	for _, keys := range l.exclusive() {
		if keys = slices.DeleteFunc(keys, func(key string) bool { return !c.writes(key) }); len(keys) > 1 {
			p.At(n.Get(keys[0]), "%s and %s exclude each other", keys[0], keys[1])
		}
	}
	if c.disable && len(c.entries) > 0 {
		p.At(n, "a rule that is disabled has nothing else to change")
	}
	return c
}

// changeKeys reads every key that a change of one kind of thing may have; of no such kind there are
// none.
func (l *loader) changeKeys(kind string, c *change) keys {
	p, out := &l.problems, keys{needs: []string{kind}}
	switch kind {
	case "rule":
		out.fields = l.ruleChange()
		out.fields["disable"] = func(n *document.Node) { c.disable = n.Bool(p, "disable") }
	case "parameter":
		out.fields = l.parameterKeys(&Parameter{}).only("value", "basis")
	case "define":
		out.fields = document.Fields{"when": func(n *document.Node) { l.readDefinition("", n); l.checkWhen(n) }}
		out.needs = append(out.needs, "when")
	case "fact":
		out.fields = l.factChange(&Fact{}, new(*document.Node))
	case "card":
		out.fields = l.cardChange(&Card{})
	case "source":
		out.fields, out.needs = l.sourceKeys(&Source{}).only("cites"), append(out.needs, "cites")
	case "implication":
		out.fields = l.implicationKeys(&rawImplication{}).only("because")
		out.needs = append(out.needs, "because")
	default:
		return keys{}
	}
	out.fields[kind] = func(n *document.Node) {
		if c.name = n.Str(p, "a name"); kind == "implication" {
			c.name = oneLine(c.name) // a sentence, however it is broken into lines
		}
	}
	out.fields["reason"] = func(n *document.Node) { c.reason = l.words(n, "a reason") }
	return out
}

// placesKeys are the keys of a rule that say where it reaches. Each takes the place of the others.
func (l *loader) placesKeys() []string { return []string{"at", l.schema.PlacesKey(), "where"} }

// exclusive are the keys of which a change of a rule writes one alone.
func (l *loader) exclusive() [][]string {
	beside := func(note string) []string { return []string{"limits", note} }
	return append([][]string{l.placesKeys()}, lists.Of(l.notes(), beside)...)
}

// ruleChange reads whatever a rule may have, and texts that stand deeper in it.
func (l *loader) ruleChange() document.Fields {
	p, fields := &l.problems, l.ruleFields(newRawRule())
	delete(fields, "id")
	delete(fields, "tags")
	delete(fields, "side")
	whole, reason := fields["if_unsure"], document.Fields{"reason": func(n *document.Node) { l.words(n, "a reason") }}
	fields["if_unsure"] = func(n *document.Node) {
		if isReason(n) {
			n.Fields(p, "if_unsure", reason)
			return
		}
		whole(n)
	}
	for _, note := range l.notes() {
		fields[note] = func(n *document.Node) {
			for _, words := range listed(n) {
				l.words(words, note)
			}
		}
	}
	return fields
}

// listed are the items of a list, or the one that stands without one.
func listed(n *document.Node) []*document.Node {
	if n.Kind == document.Sequence {
		return n.Items
	}
	return []*document.Node{n}
}

// factChange reads what a change may write of a fact, over what is there.
func (l *loader) factChange(f *Fact, guard **document.Node) document.Fields {
	fields := l.factKeys(f, guard).only("ask", "usual", "holds_days")
	// Unlike one that is declared, a guard that is changed can be empty: the fact then has none.
	fields["asked_if"] = func(n *document.Node) { f.AskedIf, *guard = n.Str(&l.problems, "an expression"), n }
	fields["values"] = l.wordsOf("values", "a choice", f.choices())
	if slices.ContainsFunc(l.schema.Facts, func(f Fact) bool { return len(f.Codes) > 0 }) {
		fields["codes"] = l.wordsOf("codes", "a code", f.codes())
	}
	return fields
}

// cardChange reads what a change may write of a card, over what is there.
func (l *loader) cardChange(c *Card) document.Fields {
	fields := l.cardKeys(c).only("ask")
	fields["lines"] = l.wordsOf("lines", "a line", c.lines())
	return fields
}

// says is a text with the name of what it is of.
type says struct {
	name string
	text *string
}

func (f *Fact) choices() (out []says) {
	for i := range f.Values {
		out = append(out, says{f.Values[i].Name, &f.Values[i].Says})
	}
	return out
}

// codes are named as the vocabulary lists them.
func (f *Fact) codes() (out []says) {
	for i := range f.Codes {
		out = append(out, says{f.Codes[i].System + " " + f.Codes[i].Code, &f.Codes[i].Says})
	}
	return out
}

func (c *Card) lines() (out []says) {
	for i := range c.Lines {
		out = append(out, says{c.Lines[i].Name, &c.Lines[i].Says})
	}
	return out
}

// wordsOf reads words by name over the texts that are there.
func (l *loader) wordsOf(key, what string, texts []says) func(n *document.Node) {
	return func(n *document.Node) {
		n.Each(&l.problems, key, func(e document.Entry) {
			words := l.words(e.Value, "the words of "+what)
			for _, s := range texts {
				if s.name == e.Key {
					*s.text = words
				}
			}
		})
	}
}

// recordChanges lists every change, and gives every rule the reasons of changes to what it reads:
// nothing changes silently.
func (l *loader) recordChanges() {
	for _, c := range l.content.changes {
		l.changes = append(l.changes, Change{
			Kind: c.value.kind, Name: c.value.name, Layer: l.layers[c.layer].Name, Reason: c.value.reason,
			Position: positionOf(c.node),
		})
		name := c.value.name
		switch {
		case c.value.reason == "" || !slices.Contains([]string{"parameter", "define", "fact"}, c.value.kind):
			continue
		case c.value.kind == "parameter":
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
