// Package fhir writes the questions of a rule set as a FHIR R4 Questionnaire, with structs of its
// own. Ids and addresses are arguments; it reads no clock and is pure. Reading responses, proposals
// out of records and decisions as resources are not built yet.
package fhir

import (
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// Questionnaire is a form. Nothing in it is ever preselected: renderers return an untouched
// preselection as an answer.
type Questionnaire struct {
	ResourceType string `json:"resourceType"`
	URL          string `json:"url"`
	Version      string `json:"version"` // of the rules, and of their words: these decide what none denied
	Title        string `json:"title"`
	Status       string `json:"status"`
	Language     string `json:"language"`
	Item         []Item `json:"item"`
}

// Item is a question or a group.
type Item struct {
	Extension      []Extension `json:"extension,omitempty"`
	LinkID         string      `json:"linkId"`
	Text           string      `json:"text,omitempty"`
	Type           string      `json:"type"`
	EnableWhen     []When      `json:"enableWhen,omitempty"`
	EnableBehavior string      `json:"enableBehavior,omitempty"`
	Repeats        bool        `json:"repeats,omitempty"`
	AnswerOption   []Option    `json:"answerOption,omitempty"`
	Item           []Item      `json:"item,omitempty"`
}

// When is a condition under which an item is asked.
type When struct {
	Question string   `json:"question"`
	Operator string   `json:"operator"`
	Coding   *Coding  `json:"answerCoding,omitempty"`
	Boolean  *bool    `json:"answerBoolean,omitempty"`
	Decimal  *float64 `json:"answerDecimal,omitempty"`
	Integer  *int     `json:"answerInteger,omitempty"`
}

// Option is an answer to choose.
type Option struct {
	Extension []Extension `json:"extension,omitempty"`
	Coding    Coding      `json:"valueCoding"`
}

// Coding is a code of a system.
type Coding struct {
	System  string `json:"system,omitempty"`
	Code    string `json:"code"`
	Display string `json:"display,omitempty"`
}

// Extension is one of those that the forms use.
type Extension struct {
	URL     string   `json:"url"`
	String  string   `json:"valueString,omitempty"`
	Code    string   `json:"valueCode,omitempty"`
	Coding  *Coding  `json:"valueCoding,omitempty"`
	Integer *int     `json:"valueInteger,omitempty"`
	Decimal *float64 `json:"valueDecimal,omitempty"`
}

// Form says which form is wanted.
type Form struct {
	Base     string // address that the codes and the form are called by, without a slash at its end
	Language string
	Staff    bool // what is answered by looking; otherwise what the client answers
	Aloud    bool // leave out what is for paper or screen only
	Repeat   bool // a later visit, which also asks whether anything has changed
	// NotSure, NoneOfThese, Yes and No are words of the language.
	NotSure, NoneOfThese, Yes, No, Title string
}

const (
	structure = "http://hl7.org/fhir/StructureDefinition/"
	v2YesNo   = "http://terminology.hl7.org/CodeSystem/v2-0136"
	absent    = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
	unknown   = "asked-unknown"
	ticked    = ".ticked"
	unsure    = ".unsure"
)

// Of returns the form of a rule set. The same set and form give the same items in the same order.
func Of(set *policy.Set, f Form) Questionnaire {
	kind := "client"
	if f.Staff {
		kind = "staff"
	}
	q := Questionnaire{
		ResourceType: "Questionnaire", URL: f.Base + "/Questionnaire/" + kind, Title: f.Title, Status: "active",
		Language: f.Language, Version: short(set.Fingerprint()) + "-" + short(set.TextFingerprint()),
	}
	b := builder{set: set, form: f, lines: map[int][]lineRef{}, placed: map[string]bool{}, state: map[int]int{}}
	for i := range set.Cards() {
		if item, ok := b.card(i); ok {
			q.Item = append(q.Item, item)
		}
	}
	var volunteered []Item
	for i := range set.Facts() {
		q.Item = append(q.Item, b.fact(i, &volunteered)...)
	}
	q.Item = append(q.Item, volunteered...)
	return q
}

func short(print string) string { return print[:min(12, len(print))] }

// lineRef is a line that names a fact.
type lineRef struct {
	card, line string
	single     bool // a tick says yes to the one fact, which then has no item of its own
}

type builder struct {
	set    *policy.Set
	form   Form
	lines  map[int][]lineRef // by fact, of the lines on this form
	placed map[string]bool   // the items that stand already
	state  map[int]int       // by fact: 1 begun, 2 done
}

func (b *builder) lineCode(code, display string) Coding {
	return Coding{b.form.Base + "/CodeSystem/line", code, display}
}

// card is a tick list. None of these is asked only while nothing is ticked, as an item of its own:
// both renderers that were tried let a none stand beside a tick of the same list.
func (b *builder) card(i int) (Item, bool) {
	c := &b.set.Cards()[i]
	id := "card." + c.Name
	var options []Option
	for n, line := range c.Lines {
		staff, private := c.Staff || line.Staff, c.Private || line.Private
		if staff != b.form.Staff || private && b.form.Aloud {
			continue
		}
		options = append(options, Option{
			Extension: []Extension{{URL: structure + "questionnaire-optionPrefix", String: number(n + 1)}},
			Coding:    b.lineCode(line.Name, line.Says),
		})
		for _, name := range line.Facts {
			f, _ := b.set.FactIndex(name)
			single := len(line.Facts) == 1 && b.set.Facts()[f].Kind == policy.YesNo
			b.lines[f] = append(b.lines[f], lineRef{c.Name, line.Name, single})
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
	return Item{LinkID: id, Type: "group", Text: c.Ask, Item: []Item{
		{LinkID: id + ticked, Type: "choice", Repeats: true, AnswerOption: options},
		{LinkID: id + ".none", Type: "choice", EnableWhen: notTicked, AnswerOption: one("none-of-these", b.form.NoneOfThese)},
		{LinkID: id + ".doubt", Type: "choice", AnswerOption: one("not-sure", b.form.NotSure)},
		{LinkID: id + unsure, Type: "choice", Repeats: true, AnswerOption: options,
			EnableWhen: []When{{Question: id + ".doubt", Operator: "=", Coding: &notSure}}},
	}}, true
}

// fact returns the items that a fact needs, those of its guard before it.
func (b *builder) fact(i int, volunteered *[]Item) []Item {
	if b.state[i] != 0 {
		return nil
	}
	b.state[i] = 1
	f := &b.set.Facts()[i]
	var out []Item
	clauses := conjunction(b.set.GuardTest(i), false)
	for _, clause := range clauses {
		for _, l := range clause {
			out = append(out, b.fact(l.fact, volunteered)...)
		}
	}
	lines := b.lines[i]
	if !b.asks(i) {
		return out
	}
	var when [][]When
	if len(lines) > 0 {
		var any []When
		for _, l := range lines {
			line := b.lineCode(l.line, "")
			any = append(any, When{Question: "card." + l.card + ticked, Operator: "=", Coding: &line})
		}
		when = append(when, any)
	}
	for _, clause := range clauses {
		var any []When
		for _, l := range clause {
			any = append(any, b.when(l)...)
		}
		if len(any) > 0 {
			when = append(when, any)
		}
	}
	for _, item := range b.item(f) {
		b.placed[item.LinkID] = true
		if f.Volunteered {
			*volunteered = append(*volunteered, within(item, when))
		} else {
			out = append(out, within(item, when))
		}
	}
	return out
}

// asks reports whether a fact has an item of its own on this form.
func (b *builder) asks(i int) bool {
	f := &b.set.Facts()[i]
	if len(b.lines[i]) > 0 {
		return !slices.ContainsFunc(b.lines[i], func(l lineRef) bool { return l.single })
	}
	for _, c := range b.set.Cards() {
		for _, l := range c.Lines {
			if slices.Contains(l.Facts, f.Name) {
				return false // of the other form
			}
		}
	}
	visit := f.Name == "session.stored" || f.Name == "session.changed" && !b.form.Repeat
	return !visit && f.Staff == b.form.Staff && !(f.Private && b.form.Aloud)
}

// within puts an item under its conditions: any of one clause, and one group more for each clause
// besides, for FHIR joins conditions by all or by any alone.
func within(item Item, when [][]When) Item {
	for n := len(when) - 1; n >= 0; n-- {
		if n < len(when)-1 {
			item = Item{LinkID: item.LinkID + ".if", Type: "group", Item: []Item{item}}
		}
		item.EnableWhen = when[n]
		if len(when[n]) > 1 {
			item.EnableBehavior = "any"
		}
	}
	return item
}
