// Package form is everything that the library may ask, drawn as data: pages, lines, details behind
// a tick and single questions, each with its words, its limits, the condition under which it means
// something, where its answer goes, what was answered and whether it still matters. Whatever rules
// may ask can be drawn from it, in any toolkit, without reading rules or source. It decides
// nothing.
//
//	policy.Evaluation -> policy.Page -> form.Page -> a toolkit, or JSON
//
// A form is plain data of its own and is made anew after every answer. Packages make it:
// Screener.Form, Planner.Form and Triager.Form.
package form

import (
	"slices"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
)

// Matters says what the answer to a question that was not asked can still change; of a page or a
// line, what the gravest of its questions can.
type Matters string

// The ways to matter, the gravest first.
const (
	Decides  Matters = "decides"   // what to do, or how soon
	Refines  Matters = "refines"   // nothing but findings or limits
	NoLonger Matters = "no_longer" // nothing, as the other answers stand; also of what is answered
)

// Mark is how a line of an answered card stands.
type Mark string

// The marks. A card that was not answered has none.
const (
	Unmarked Mark = ""       // the card was not answered, or this line of it does not apply
	Ticked   Mark = "ticked" // it applies
	Unsure   Mark = "unsure" // the client does not know
	Open     Mark = "open"   // it is still to be asked, although the card was answered
)

// Page is a card with what is asked behind its lines, or a single question with what hangs on it.
type Page struct {
	Card      string `json:"card,omitempty"` // empty of a single question
	Ask       string `json:"ask,omitempty"`  // of a card
	Path      string `json:"path,omitempty"` // where a visit in JSON has the card's answer
	Staff     bool   `json:"staff"`          // filled in by looking, never asked
	Private   bool   `json:"private"`        // for paper or screen, never aloud
	Repeat    bool   `json:"repeat"`         // asked again at every visit
	HoldsDays int    `json:"holds_days"`     // how long the card's answer holds; 0 is this visit only
	// Edition is that of a card as it is asked here; the answer to the page is stored with it. An
	// answer to an earlier one leaves the page unanswered.
	Edition  int     `json:"edition,omitempty"`
	Answered bool    `json:"answered"` // of a card, also with nothing ticked; else of the first field
	Matters  Matters `json:"matters"`  // the gravest of all on the page
	Lines    []Line  `json:"lines,omitempty"`
	Fields   []Field `json:"fields,omitempty"` // of a page without a card: the question, then its details
}

// Line is one line of a card.
type Line struct {
	Name    string  `json:"name"`
	Says    string  `json:"says"`
	Staff   bool    `json:"staff"`
	Private bool    `json:"private"`
	Mark    Mark    `json:"mark,omitempty"`
	Matters Matters `json:"matters"`
	// Tick is the fact that a tick alone answers with yes. Empty, a tick says no more than that the
	// fields are to be asked; where all of these are then denied, it was looked at and none fits.
	Tick string `json:"tick,omitempty"`
	// Fields are the details behind a tick, or behind a line that was left open; of an open line
	// that a tick alone answers, its own question comes first.
	Fields []Field `json:"fields,omitempty"`
}

// Field is one question about one fact.
type Field struct {
	Fact string `json:"fact"`
	Path string `json:"path"` // where a visit in JSON has the answer
	Kind string `json:"kind"` // yes_no, whole, decimal, one_of or set_of
	Ask  string `json:"ask"`
	// Choices are those of a list, in their order; None is the one that says none of the others,
	// and empty where the list has none. Regions says that the choices are regions of the body.
	Choices []Choice `json:"choices,omitempty"`
	None    string   `json:"none,omitempty"`
	Regions bool     `json:"regions,omitempty"`
	Unit    string   `json:"unit,omitempty"`
	// Least and Greatest bound a number, both included; of anything else they are 0.
	Least    float64 `json:"least"`
	Greatest float64 `json:"greatest"`
	// Guard is when the question means something, whatever is ticked; nil is always. Asked is
	// whether it means something now, and no line has said it: then it is to be drawn.
	Guard *Condition `json:"guard,omitempty"`
	Asked bool       `json:"asked"`
	// Usual is what a volunteered fact counts as that nobody told. Nobody is asked for it; a place
	// to write it down is enough.
	Usual     string `json:"usual,omitempty"`
	Staff     bool   `json:"staff"`
	Private   bool   `json:"private"`
	Repeat    bool   `json:"repeat"`
	HoldsDays int    `json:"holds_days"`
	// Answer is the answer that was given for the fact itself; Given is what it counts as, by that,
	// by a card, by what other answers imply, or as usual.
	Answer   answer.Any `json:"answer"`
	Given    answer.Any `json:"given"`
	Answered bool       `json:"answered"` // it was told: by an answer to it, or by a card; not by what others imply
	Matters  Matters    `json:"matters"`
}

// Choice is one value of a list.
type Choice struct {
	Name string `json:"name"`
	Says string `json:"says"` // as the client reads it
}

// Find returns the page and the field of a fact, the first where there are several, and whether
// there is one. What the tick of a line alone answers is no field, unless the line was left open.
func Find(pages []Page, fact string) (Page, Field, bool) {
	is := func(f Field) bool { return f.Fact == fact }
	for _, p := range pages {
		if i := slices.IndexFunc(p.Fields, is); i >= 0 {
			return p, p.Fields[i], true
		}
		for _, l := range p.Lines {
			if i := slices.IndexFunc(l.Fields, is); i >= 0 {
				return p, l.Fields[i], true
			}
		}
	}
	return Page{}, Field{}, false
}

// Source is what a form is made of.
type Source struct {
	Set        *policy.Set
	Facts      *answer.Facts
	Evaluation *policy.Evaluation
	Answers    *policy.Answers
	// Path says where a visit in JSON has the answer to a fact. A fact of which it says nothing is
	// not asked: it follows from something else.
	Path func(fact string) string
	// CardPath is the same for cards; nil leaves them out.
	CardPath func(card string) string
}

// Pages returns the form.
func (s Source) Pages() []Page {
	if s.Set == nil || s.Facts == nil || s.Evaluation == nil {
		return nil
	}
	facts := s.Set.Facts()
	keep := func(i int) bool { return s.Path(facts[i].Name) != "" }
	var out []Page
	for _, p := range s.Evaluation.Form(s.Answers, keep) {
		if p.Card == nil || s.CardPath != nil {
			out = append(out, s.page(p))
		}
	}
	return out
}

func (s Source) page(p policy.Page) Page {
	out := Page{Matters: matters(p.Matters), Fields: s.fields(p.Fields)}
	if p.Card == nil {
		first := out.Fields[0]
		out.Staff, out.Private, out.Repeat = first.Staff, first.Private, first.Repeat
		out.HoldsDays, out.Answered = first.HoldsDays, first.Answered
		return out
	}
	c := p.Card
	out.Card, out.Ask, out.Path, out.Answered = c.Name, c.Ask, s.CardPath(c.Name), p.Answer.Given
	out.Edition = max(c.Edition, 1)
	out.Staff, out.Private, out.Repeat, out.HoldsDays = c.Staff, c.Private, c.Repeat, c.HoldsDays
	for i, l := range p.Lines {
		line := Line{
			Name: l.Line.Name, Says: l.Line.Says, Matters: matters(l.Matters), Mark: mark(p.Answer, i),
			Staff: c.Staff || l.Line.Staff, Private: c.Private || l.Line.Private, Fields: s.fields(l.Fields),
		}
		if l.Says >= 0 {
			line.Tick = s.Set.Facts()[l.Says].Name
		}
		out.Lines = append(out.Lines, line)
	}
	return out
}

func mark(a policy.CardAnswer, line int) Mark {
	switch {
	case a.Ticked>>line&1 == 1:
		return Ticked
	case a.Unsure>>line&1 == 1:
		return Unsure
	case a.Open>>line&1 == 1:
		return Open
	}
	return Unmarked
}

func (s Source) fields(fields []policy.Field) []Field {
	var out []Field
	for _, x := range fields {
		f := x.Fact
		field := Field{
			Fact: f.Name, Path: s.Path(f.Name), Kind: f.Kind.String(), Ask: f.Ask, None: f.None, Regions: f.Places,
			Unit: f.Unit, Least: f.Least, Greatest: f.Most, Guard: ConditionOf(s.Set, x.Guard), Asked: x.Asked,
			Usual: f.Usual, Staff: x.Staff, Private: x.Private, Repeat: x.Repeat, HoldsDays: f.HoldsDays,
			Answer: s.Facts.Any(x.Index, x.Answer), Given: s.Facts.Any(x.Index, x.Given),
			Answered: s.Evaluation.Told(x.Index) || x.Given.State == policy.Unsure, Matters: matters(x.Matters),
		}
		for _, v := range f.Values {
			field.Choices = append(field.Choices, Choice{v.Name, v.Says})
		}
		out = append(out, field)
	}
	return out
}

func matters(r policy.Relevance) Matters {
	switch r {
	case policy.Refines:
		return Refines
	case policy.NoLonger:
		return NoLonger
	}
	return Decides
}
