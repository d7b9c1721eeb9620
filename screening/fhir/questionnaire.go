package fhir

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

// Questionnaire is a form. Nothing in it is ever preselected: renderers return an untouched
// preselection as an answer.
type Questionnaire struct {
	ResourceType string `json:"resourceType"`
	URL          string `json:"url"`
	// Version is of the rules, of their words and, of a form by [Form.Again], of what it asks:
	// these decide what none denied.
	Version  string `json:"version"`
	Title    string `json:"title"`
	Status   string `json:"status"`
	Language string `json:"language"`
	Item     []Item `json:"item"`
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
	Concept *Concept `json:"valueCodeableConcept,omitempty"`
	Integer *int     `json:"valueInteger,omitempty"`
	Decimal *float64 `json:"valueDecimal,omitempty"`
}

const (
	structure = "http://hl7.org/fhir/StructureDefinition/"
	v2YesNo   = "http://terminology.hl7.org/CodeSystem/v2-0136"
	absent    = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
	unknown   = "asked-unknown"
	ticked    = ".ticked"
	unsure    = ".unsure"
	regions   = "regions"
)

// Of returns the form of a rule set. The same set and form give the same items in the same order.
func Of(set *policy.Set, f Form) Questionnaire {
	q := Questionnaire{
		ResourceType: "Questionnaire", URL: f.URL(), Title: f.Title, Status: "active",
		Language: f.Language, Version: short(set.Fingerprint()) + "-" + short(set.TextFingerprint()) + f.chosen(set),
	}
	b := builder{set: set, form: f, lines: map[int][]lineRef{}, placed: map[string]bool{}, begun: map[int]bool{}}
	if f.Where != "" {
		q.Item = append(q.Item, b.where())
	}
	for i := range set.Cards() {
		if f.Facts != nil && len(f.Lines[intake.Card(set.Cards()[i].Name)]) == 0 {
			continue
		}
		before, when := b.guarded(&set.Cards()[i])
		if item, ok := b.card(i); ok {
			q.Item = append(append(q.Item, before...), within(item, when))
		}
	}
	told := Item{LinkID: "volunteered", Type: "group", Text: f.IfKnown}
	for _, last := range []bool{false, true} { // volunteered facts stand last, unless something else hangs on one
		for i, f := range set.Facts() {
			switch {
			case f.Volunteered != last:
			case last:
				told.Item = append(told.Item, b.fact(i)...)
			default:
				q.Item = append(q.Item, b.fact(i)...)
			}
		}
	}
	if told.Item != nil {
		q.Item = append(q.Item, told)
	}
	return q
}

// chosen tells forms of a later visit apart: a none of one that showed fewer lines denies no more
// than those, and must not be read by a form that shows others.
func (f Form) chosen(set *policy.Set) string {
	if f.Lines == nil {
		return ""
	}
	var names []string
	for _, c := range set.Cards() {
		for _, l := range c.Lines {
			if slices.Contains(f.Lines[intake.Card(c.Name)], intake.Line(l.Name)) {
				names = append(names, c.Name+" "+l.Name)
			}
		}
	}
	for _, x := range set.Facts() {
		if slices.Contains(f.Facts, x.Name) {
			names = append(names, x.Name)
		}
	}
	return fmt.Sprintf("-%08x", sum(strings.Join(names, "\n")))
}

// where is the question for regions. A group of places stands for its parts.
func (b *builder) where() Item {
	item := drawn("horizontal", boxes(Item{LinkID: regions, Text: b.form.Where}))
	for _, p := range b.set.Schema().Places {
		place := Coding{b.form.Base + "/CodeSystem/place", p.Name, p.Says}
		item.AnswerOption = append(item.AnswerOption, Option{Coding: place})
	}
	return item
}

func short(print string) string { return print[:min(12, len(print))] }

// lineRef is a line that names a fact.
type lineRef struct {
	card, line string
	single     bool // a tick says yes to the one fact, which then has no item of its own
	private    bool
}

type builder struct {
	set    *policy.Set
	form   Form
	lines  map[int][]lineRef // by fact, of the lines on this form
	placed map[string]bool   // the items that stand already
	begun  map[int]bool      // by fact
}

func (b *builder) lineCode(code, display string) Coding {
	return Coding{b.form.Base + "/CodeSystem/line", code, display}
}

// fact returns the items that a fact needs, those of its guard before it.
func (b *builder) fact(i int) []Item {
	if b.begun[i] {
		return nil
	}
	b.begun[i] = true
	f := &b.set.Facts()[i]
	var out []Item
	clauses := b.clauses(i)
	for _, clause := range clauses {
		for _, l := range clause {
			out = append(out, b.fact(l.fact)...)
		}
	}
	if !b.asks(i) {
		return out
	}
	var when [][]When
	var lines []When
	for _, l := range b.lines[i] {
		if !l.single { // the tick of one that is says yes already
			line := b.lineCode(l.line, "")
			lines = append(lines, When{Question: "card." + l.card + ticked, Operator: "=", Coding: &line})
		}
	}
	if lines != nil && !slices.Contains(b.form.Facts, f.Name) {
		when = append(when, lines)
	}
	for _, clause := range clauses {
		if any := b.whenAny(clause); any != nil {
			when = append(when, any)
		}
	}
	for _, item := range b.item(f, b.isPrivate(i)) {
		b.placed[item.LinkID] = true
		out = append(out, within(item, when))
	}
	return out
}

// asks reports whether a fact has an item of its own on this form.
func (b *builder) asks(i int) bool {
	f := &b.set.Facts()[i]
	if b.form.Facts != nil && (len(b.lines[i]) == 0 || slices.Contains(b.form.Facts, f.Name)) {
		return slices.Contains(b.form.Facts, f.Name)
	}
	if len(b.lines[i]) > 0 {
		return !b.single(i) && !(f.Private && b.form.Aloud)
	}
	for _, c := range b.set.Cards() {
		for _, l := range c.Lines {
			if slices.Contains(l.Facts, f.Name) {
				return false // of the other form
			}
		}
	}
	if b.brought(i) || !b.form.Repeat && b.onlyRepeated(i) {
		return false
	}
	return f.Staff == b.form.Staff && !(f.Private && b.form.Aloud)
}

// brought reports whether a fact is one that the host brings, which nobody is asked.
func (b *builder) brought(fact int) bool { return len(b.set.Facts()[fact].From) > 0 }

// onlyRepeated reports whether a fact means something only after what the host brings.
func (b *builder) onlyRepeated(fact int) bool {
	return slices.ContainsFunc(b.conjunction(b.set.GuardTest(fact), false), func(c []literal) bool {
		return !slices.ContainsFunc(c, func(l literal) bool { return !b.brought(l.fact) })
	})
}

// isPrivate reports whether an item is for paper or screen only: by itself, or by a line that leads
// to it.
func (b *builder) isPrivate(fact int) bool {
	onLine := slices.ContainsFunc(b.lines[fact], func(l lineRef) bool { return l.private })
	return onLine || b.set.Facts()[fact].Private || b.form.Lines != nil && Private(b.set, b.set.Facts()[fact].Name)
}

// private is the mark of what is for paper or screen only.
func (b *builder) private(is bool) []Extension {
	if !is {
		return nil
	}
	return []Extension{{URL: b.form.Base + "/StructureDefinition/ask", Code: "private"}}
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
