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
	Concept *Concept `json:"valueCodeableConcept,omitempty"`
	Integer *int     `json:"valueInteger,omitempty"`
	Decimal *float64 `json:"valueDecimal,omitempty"`
}

// Form says which form is wanted.
type Form struct {
	Base     string // address that the codes and the form are called by, without a slash at its end
	Language string
	Staff    bool // what is answered by looking; otherwise what the client answers
	Aloud    bool // leave out what is for paper or screen only
	Repeat   bool // a later visit, which also asks what hangs on what the host brings, such as answers of before
	// Kind is what the form is called by at the end of its address, before -aloud of one that is asked
	// aloud. Empty, it is staff or client.
	Kind string
	// Facts are the only facts that the form asks for, without any card, such as those of a report
	// after a session. Nil is a form of everything.
	Facts []string
	// NotSure, NoneOfThese, Yes and No are words of the language.
	NotSure, NoneOfThese, Yes, No, Title string
	// Where asks which regions the session is meant for. Empty, the form does not ask.
	Where string
}

// URL is the address of the form without its version. A form that is asked aloud has another one: its
// none of these denies less than that of a form on paper.
func (f Form) URL() string {
	kind := f.Kind
	switch {
	case kind != "":
	case f.Staff:
		kind = "staff"
	default:
		kind = "client"
	}
	if f.Aloud {
		kind += "-aloud"
	}
	return f.Base + "/Questionnaire/" + kind
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
		Language: f.Language, Version: short(set.Fingerprint()) + "-" + short(set.TextFingerprint()),
	}
	b := builder{set: set, form: f, lines: map[int][]lineRef{}, placed: map[string]bool{}, begun: map[int]bool{}}
	if f.Where != "" {
		q.Item = append(q.Item, b.where())
	}
	for i := range set.Cards() {
		if f.Facts != nil {
			break
		}
		before, when := b.guarded(&set.Cards()[i])
		if item, ok := b.card(i); ok {
			q.Item = append(append(q.Item, before...), within(item, when))
		}
	}
	for _, last := range []bool{false, true} { // volunteered facts stand last, unless something else hangs on one
		for i, f := range set.Facts() {
			if f.Volunteered == last {
				q.Item = append(q.Item, b.fact(i)...)
			}
		}
	}
	return q
}

// where is the question for regions. A group of places stands for its parts.
func (b *builder) where() Item {
	item := boxes(Item{LinkID: regions, Text: b.form.Where})
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
		boxes(Item{LinkID: id + ticked, AnswerOption: options}),
		boxes(Item{LinkID: id + ".none", EnableWhen: notTicked, AnswerOption: one("none-of-these", b.form.NoneOfThese)}),
		boxes(Item{LinkID: id + ".doubt", AnswerOption: one("not-sure", b.form.NotSure)}),
		boxes(Item{LinkID: id + unsure, AnswerOption: options,
			EnableWhen: []When{{Question: id + ".doubt", Operator: "=", Coding: &notSure}}}),
	}}, true
}

// guarded returns the conditions of a card of which every line hangs on the same, and the items of what
// it hangs on. A card of other lines is asked always.
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

// boxes makes of an item a list to tick. One option alone is one too: what was tapped by mistake can be
// taken back, which a radio button cannot.
func boxes(i Item) Item {
	i.Type, i.Repeats = "choice", true
	i.Extension = append(i.Extension, control("check-box"))
	return i
}

// control says how an item is drawn, for renderers that can choose.
func control(code string) Extension {
	return Extension{URL: structure + "questionnaire-itemControl", Concept: &Concept{Coding: []Coding{
		{System: "http://hl7.org/fhir/questionnaire-item-control", Code: code}}}}
}

// shows reports whether a line stands on this form.
func (b *builder) shows(c *policy.Card, l *policy.Line) bool {
	return (c.Staff || l.Staff) == b.form.Staff && !(b.form.Aloud && (c.Private || l.Private))
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
	if lines != nil {
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
	if b.form.Facts != nil {
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

// isPrivate reports whether an item is for paper or screen only: by itself, or by a line that leads to it.
func (b *builder) isPrivate(fact int) bool {
	onLine := slices.ContainsFunc(b.lines[fact], func(l lineRef) bool { return l.private })
	return onLine || b.set.Facts()[fact].Private
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
