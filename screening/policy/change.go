package policy

import (
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/policy/document"
)

// change is one entry under changes: what a layer does to something that an earlier layer declared.
type change struct {
	kind, name string // what is changed: rule, parameter, define, fact or card
	reason     string
	disable    bool
	rule       rawRule
	value      *document.Node
	when       *document.Node
	fact       Fact
	set        map[string]bool // keys that were written
	lines      map[string]string
	ask        string
}

// Disabled is a rule that a layer took out of force.
type Disabled struct{ Rule, Layer, Reason string }

func (l *loader) readChange(n *document.Node) change {
	p := &l.problems
	c := change{set: map[string]bool{}, lines: map[string]string{}}
	c.rule.nodes, c.rule.Texts = map[string]*document.Node{}, map[string]string{}
	for _, target := range changed() {
		for _, e := range n.Entries {
			if e.Key != target {
				continue
			}
			if c.kind != "" {
				p.At(e.Value, "a change names one thing; %s is named already", c.kind)
				return change{}
			}
			c.kind = target
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
	if c.rule.nodes["at"] != nil && c.rule.nodes[placesNode] != nil {
		p.At(c.rule.nodes["at"], "at and %s exclude each other", l.schema.PlacesKey())
	}
	if c.disable && len(c.rule.nodes) > 0 {
		p.At(n, "a rule that is disabled has nothing else to change")
	}
	return c
}

// changed are the kinds of things that a layer can change.
func changed() []string { return []string{"rule", "parameter", "define", "fact", "card"} }

// changeFields reads every key that a change of one kind of thing may have; of no such kind there
// are none.
func (l *loader) changeFields(kind string, c *change) (fields document.Fields, required []string) {
	p := &l.problems
	name := func(n *document.Node) { c.name = n.Str(p, "a name") }
	required = []string{kind}
	fields = document.Fields{
		"reason": func(n *document.Node) { c.reason = l.words(n, "a reason") },
	}
	switch kind {
	case "rule":
		fields = l.ruleFields(&c.rule)
		delete(fields, "id")
		fields["disable"] = func(n *document.Node) { c.disable = n.Bool(p, "disable") }
		fields["reason"] = func(n *document.Node) { c.reason = l.words(n, "a reason") }
	case "parameter":
		fields["value"] = func(n *document.Node) { c.value = n }
		required = append(required, "value")
	case "define":
		fields["when"] = func(n *document.Node) { c.when = n; l.checkWhen(n) }
		required = append(required, "when")
	case "fact":
		fields["ask"] = func(n *document.Node) { c.ask = l.words(n, "a question") }
		fields["usual"] = func(n *document.Node) { c.fact.Usual, c.set["usual"] = n.Str(p, "a value"), true }
		fields["asked_if"] = func(n *document.Node) { c.fact.AskedIf, c.set["asked_if"], c.when = n.Str(p, "an expression"), true, n }
		fields["holds_days"] = func(n *document.Node) { c.fact.HoldsDays, _ = n.Int(p, "a number of days"); c.set["holds_days"] = true }
	case "card":
		fields["ask"] = func(n *document.Node) { c.ask = l.words(n, "a question") }
		fields["lines"] = func(n *document.Node) {
			n.Each(p, "lines", func(e document.Entry) { c.lines[e.Key] = l.words(e.Value, "the words of a line") })
		}
	default:
		return nil, nil
	}
	fields[kind] = name
	return fields, required
}

// textOnly reports whether the change replaces words and nothing else, which any layer may do.
func (l *loader) textOnly(c change) bool {
	if c.disable || c.value != nil || c.when != nil || len(c.set) > 0 {
		return false
	}
	for key := range c.rule.nodes {
		if !slices.ContainsFunc(l.schema.Texts, func(t Text) bool { return t.Name == key }) {
			return false
		}
	}
	return true
}

// applyChanges lays every change over what the layers before it declared. What a layer may change without
// permission is proved afterwards, see proveLayers.
func (l *loader) applyChanges() {
	for _, c := range l.content.changes {
		if c.value.kind == "" || c.value.name == "" {
			continue
		}
		if !l.trusted && c.value.reason == "" && !l.textOnly(c.value) {
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

func (l *loader) missing(c at[change], known []string) {
	l.problems.At(c.node, "there is no %s %s to change%s", c.value.kind, c.value.name, l.problems.Suggest(c.value.name, known))
}

// earlier refuses a change of what the same layer, or a later one, declares.
func (l *loader) earlier(c at[change], layer int) bool {
	if l.base != nil && layer == 0 {
		l.problems.At(c.node, "%s %s is of the rules that these stand on; change it there", c.value.kind, c.value.name)
		return false
	}
	if layer >= c.layer {
		l.problems.At(c.node, "%s %s is not of an earlier layer; write it there as it should be", c.value.kind, c.value.name)
		return false
	}
	return true
}

func (l *loader) changeRule(c at[change]) {
	i := slices.IndexFunc(l.rules, func(r at[rawRule]) bool { return r.value.ID == c.value.name })
	if i < 0 {
		var ids []string
		for _, r := range l.rules {
			ids = append(ids, r.value.ID)
		}
		l.missing(c, ids)
		return
	}
	r := &l.rules[i]
	if !l.earlier(c, r.layer) {
		return
	}
	if c.value.disable {
		l.disabled = append(l.disabled, Disabled{r.value.ID, l.layers[c.layer].Name, c.value.reason})
		l.rules = slices.Delete(l.rules, i, i+1)
		return
	}
	r.value.change(c.value.rule)
	if c.value.reason != "" {
		r.value.Changed = append(slices.Clip(r.value.Changed), c.value.reason)
	}
}

// change takes over every key that the change writes.
func (r *rawRule) change(by rawRule) {
	for key, n := range by.nodes {
		r.nodes[key] = n
		switch key {
		case "kind":
			r.Kind = by.Kind
		case "urgency":
			r.Urgency = by.Urgency
		case placesNode:
			r.Regions, r.At, r.Where, r.where = by.Regions, "", "", nil
			delete(r.nodes, "at")
			delete(r.nodes, "where")
		case "at":
			r.At, r.Regions, r.Where, r.where = by.At, nil, "", nil
			delete(r.nodes, placesNode)
			delete(r.nodes, "where")
		case "where":
			r.Where, r.where, r.Regions, r.At = by.Where, by.where, nil, ""
			delete(r.nodes, placesNode)
			delete(r.nodes, "at")
		case "when":
			r.When, r.when = by.When, by.when
		case "if_unsure":
			r.IfUnsure, r.ifUnsure = by.IfUnsure, by.ifUnsure
		case "limits":
			r.limits = by.limits
		case "sources":
			r.Sources = by.Sources
		case "grade":
			r.Grade = by.Grade
		case "rows":
			r.Rows = by.Rows
		case "claims":
			r.Claims = by.Claims
		case "red_flag":
			r.RedFlag = by.RedFlag
		case "reviewed_by":
			r.ReviewedBy = by.ReviewedBy
		default:
			r.Texts[key] = by.Texts[key]
		}
	}
}

func (l *loader) changeParameter(c at[change]) {
	var names []string
	for i := range l.parameters {
		x := &l.parameters[i]
		if x.value.Name == c.value.name {
			if l.earlier(c, x.layer) && c.value.value != nil {
				l.readValue(&x.value, c.value.value)
				x.node = c.value.value
			}
			return
		}
		names = append(names, x.value.Name)
	}
	l.missing(c, names)
}

func (l *loader) changeDefinition(c at[change]) {
	var names []string
	for i := range l.definitions {
		x := &l.definitions[i]
		if x.value.Name == c.value.name {
			if l.earlier(c, x.layer) && c.value.when != nil {
				x.value.When, x.node = c.value.when.Str(&l.problems, "an expression"), c.value.when
			}
			return
		}
		names = append(names, x.value.Name)
	}
	l.missing(c, names)
}

func (l *loader) changeFact(c at[change]) {
	var names []string
	for i := range l.facts {
		f := &l.facts[i]
		if f.Name != c.value.name {
			names = append(names, f.Name)
			continue
		}
		if l.base != nil && i < len(l.base.facts) && !l.earlier(c, 0) {
			return
		}
		if c.value.ask != "" {
			f.Ask = c.value.ask
		}
		if c.value.set["usual"] {
			f.Usual = c.value.fact.Usual
		}
		if c.value.set["asked_if"] {
			f.AskedIf, l.guardNodes[f.Name] = c.value.fact.AskedIf, c.value.when
		}
		if c.value.set["holds_days"] {
			f.HoldsDays = c.value.fact.HoldsDays
		}
		l.checkFact(*f, func(format string, args ...any) { l.problems.At(c.node, format, args...) })
		return
	}
	l.missing(c, names)
}

func (l *loader) changeCard(c at[change]) {
	var names []string
	for i := range l.cards {
		card := &l.cards[i]
		if card.Name != c.value.name {
			names = append(names, card.Name)
			continue
		}
		if l.base != nil && i < len(l.base.cards) && !l.earlier(c, 0) {
			return
		}
		if c.value.ask != "" {
			card.Ask = c.value.ask
		}
		card.Lines = slices.Clone(card.Lines)
		for _, name := range slices.Sorted(maps.Keys(c.value.lines)) {
			j := slices.IndexFunc(card.Lines, func(line Line) bool { return line.Name == name })
			if j < 0 {
				var lines []string
				for _, line := range card.Lines {
					lines = append(lines, line.Name)
				}
				l.problems.At(c.node, "card %s has no line %s%s", card.Name, document.Shorten(name), l.problems.Choose(name, lines, nil))
				continue
			}
			card.Lines[j].Says = c.value.lines[name]
		}
		return
	}
	l.missing(c, names)
}
