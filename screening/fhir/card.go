package fhir

import (
	"slices"

	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

// card is a tick list. None of these is asked only while nothing is ticked, as an item of its own:
// both renderers that were tried let a none stand beside a tick of the same list.
func (b *builder) card(i int) (Item, bool) {
	c := &b.set.Cards()[i]
	id := "card." + c.Name
	var options []Option
	for n, line := range c.Lines {
		if !b.shows(c, &c.Lines[n]) {
			continue
		}
		options = append(options, Option{
			Extension: append([]Extension{{URL: structure + "questionnaire-optionPrefix", String: number(n + 1)}},
				b.private(c.Private || line.Private)...),
			Coding: b.lineCode(line.Name, line.Says),
		})
		for _, name := range line.Facts {
			f, _ := b.set.FactIndex(name)
			single := len(line.Facts) == 1 && b.set.Facts()[f].Kind == policy.YesNo
			b.lines[f] = append(b.lines[f], lineRef{c.Name, line.Name, single, c.Private || line.Private})
		}
	}
	if options == nil {
		return Item{}, false
	}
	notTicked := []When{{Question: id + ticked, Operator: "exists", Boolean: new(bool)}}
	notSure := b.lineCode("not-sure", "")
	one := func(code, says string) []Option { return []Option{{Coding: b.lineCode(code, says)}} }
	for _, suffix := range []string{ticked, ".none", ".doubt", unsure} {
		b.placed[id+suffix] = true
	}
	return Item{Extension: b.private(c.Private), LinkID: id, Type: "group", Text: c.Ask, Item: []Item{
		drawn("vertical", boxes(Item{LinkID: id + ticked, AnswerOption: options})),
		boxes(Item{LinkID: id + ".none", EnableWhen: notTicked, AnswerOption: one("none-of-these", b.form.NoneOfThese)}),
		boxes(Item{LinkID: id + ".doubt", AnswerOption: one("not-sure", b.form.NotSure)}),
		drawn("vertical", boxes(Item{LinkID: id + unsure, Text: b.form.NotSureOf, AnswerOption: options,
			EnableWhen: []When{{Question: id + ".doubt", Operator: "=", Coding: &notSure}}})),
	}}, true
}

// guarded returns the conditions of a card of which every line hangs on the same, and the items of
// what it hangs on. A card of other lines is asked always.
func (b *builder) guarded(c *policy.Card) (before []Item, when [][]When) {
	var same [][]literal
	for n := range c.Lines {
		if !b.shows(c, &c.Lines[n]) {
			continue
		}
		for _, name := range c.Lines[n].Facts {
			f, _ := b.set.FactIndex(name)
			clauses := b.clauses(f)
			if len(clauses) == 0 || same != nil && !slices.EqualFunc(same, clauses, slices.Equal) {
				return nil, nil
			}
			same = clauses
		}
	}
	for _, clause := range same {
		for _, l := range clause {
			before = append(before, b.fact(l.fact)...)
		}
	}
	for _, clause := range same {
		if any := b.whenAny(clause); any != nil {
			when = append(when, any)
		}
	}
	return before, when
}

// boxes makes of an item a list to tick. One option alone is one too: what was tapped by mistake
// can be taken back, which a radio button cannot.
func boxes(i Item) Item {
	i.Type, i.Repeats = "choice", true
	i.Extension = append(i.Extension, control("check-box"))
	return i
}

// drawn says whether the options of an item stand one below the other or side by side, for
// renderers that can choose.
func drawn(orientation string, i Item) Item {
	i.Extension = append(i.Extension, Extension{URL: structure + "questionnaire-choiceOrientation", Code: orientation})
	return i
}

// control says how an item is drawn, for renderers that can choose.
func control(code string) Extension {
	return Extension{URL: structure + "questionnaire-itemControl", Concept: &Concept{Coding: []Coding{
		{System: "http://hl7.org/fhir/questionnaire-item-control", Code: code}}}}
}

// shows reports whether a line stands on this form.
func (b *builder) shows(c *policy.Card, l *policy.Line) bool {
	asked := b.form.Facts == nil || slices.Contains(b.form.Lines[intake.Card(c.Name)], intake.Line(l.Name))
	return asked && (c.Staff || l.Staff) == b.form.Staff && !(b.form.Aloud && (c.Private || l.Private))
}
