package policy

import (
	"slices"
)

// Relevance says what the answer to a question that was not asked can still change.
type Relevance uint8

// The relevances, the gravest first.
const (
	Decides  Relevance = iota // zero value: a level or the urgency
	Refines                   // nothing but findings or limits
	NoLonger                  // nothing, as the other answers stand
)

// Page is one page of a form: a card with what is asked behind its lines, or a single question with
// what is asked after it.
type Page struct {
	Card    *Card      // nil of a single question
	Answer  CardAnswer // of the card in force; one of an earlier edition leaves it to be asked
	Lines   []PageLine // of the card, in its order
	Fields  []Field    // of a page without a card: the question, then what hangs on it
	Matters Relevance  // the gravest of all that is on the page
}

// PageLine is one line of a card.
type PageLine struct {
	Line *Line
	// Says is the index of the yes/no fact that a tick alone answers with yes, or -1 where a tick
	// says no more than that the fields behind the line are to be asked.
	Says    int
	Fields  []Field // the details behind a tick
	Matters Relevance
}

// Field is one question about one fact.
type Field struct {
	Fact  *Fact
	Index int // of the fact
	// Guard is the condition under which the question means anything, or nil: it always does.
	Guard *Test
	// Asked is whether it means something now: its line is ticked or open, or needs no tick, no
	// other line says it, and its guard holds, or may hold for all that an unsure answer leaves
	// possible.
	Asked bool
	// Answer is the explicit answer, Given what the fact counts as: that answer, or what a card, an
	// implication or a usual value makes of it.
	Answer, Given          Answer
	Staff, Private, Repeat bool
	Matters                Relevance
}

// Form draws everything that may be asked: every card, every detail and every single question, in
// the order of the cards and then of the facts, whether it means anything now or not. Of a fact
// that keep refuses there is no field; nil keeps every fact. The answers are those that were
// evaluated. Every fact that is kept stands as a field or is said by the tick of a line; a fact of
// several lines that leave it to be asked stands behind each of them.
func (e *Evaluation) Form(a *Answers, keep func(fact int) bool) []Page {
	if !e.valid || a == nil || len(a.facts) != e.set.asks {
		return nil
	}
	f := former{e: e, s: e.set, a: a, keep: keep, matters: make([]Relevance, len(e.set.facts))}
	if keep == nil {
		f.keep = func(int) bool { return true }
	}
	for i := range f.matters {
		f.matters[i] = NoLonger
	}
	for _, q := range e.Questions(e.Outcomes()) {
		if f.matters[q.Index] = Refines; q.Decides {
			f.matters[q.Index] = Decides
		}
	}
	f.findDetails()
	f.findSaid()
	var pages []Page
	for c := range e.set.cards {
		pages = append(pages, f.card(c))
	}
	for fact := range e.set.Facts() {
		if f.on[fact] || !f.keep(fact) {
			continue
		}
		p := Page{Fields: f.fields(fact, nil, true), Matters: NoLonger}
		for _, x := range p.Fields {
			p.Matters = min(p.Matters, x.Matters)
		}
		pages = append(pages, p)
	}
	return pages
}

// former makes one form.
type former struct {
	e       *Evaluation
	s       *Set
	a       *Answers
	keep    func(int) bool
	matters []Relevance // by fact
	details [][]int     // by fact: those whose guard reads it first
	on      []bool      // by fact: it stands on a card or behind another fact
	said    []bool      // by fact: a card says it, and another answer contradicts that
}

func (f *former) findDetails() {
	f.details, f.on = make([][]int, len(f.s.facts)), make([]bool, len(f.s.facts))
	for i := range f.s.Facts() {
		if f.s.asked[i].card >= 0 {
			f.on[i] = true
			continue
		}
		// A detail stands behind the first question that its guard reads; one that is never asked
		// leads nowhere.
		for _, g := range f.s.guardFacts[i] {
			if f.keep(g) && g != i {
				f.details[g], f.on[i] = append(f.details[g], i), true
				break
			}
		}
	}
}

func (f *former) findSaid() {
	f.said = make([]bool, len(f.s.facts))
	for c := range f.s.cardTables {
		for _, cf := range f.s.cardTables[c].facts {
			if a := f.a.Card(c); a.Given {
				says, told := cf.says(a)
				f.said[cf.fact] = f.said[cf.fact] || told && says.State == Known
			}
		}
	}
}

func (f *former) card(c int) Page {
	card, table := &f.s.cards[c], &f.s.cardTables[c]
	p := Page{Card: card, Answer: f.a.Card(c), Matters: NoLonger}
	if f.s.earlier(c, p.Answer) {
		p.Answer = CardAnswer{}
	}
	for i := range card.Lines {
		line := PageLine{Line: &card.Lines[i], Says: -1, Matters: NoLonger}
		shown := (p.Answer.Ticked|p.Answer.Open)>>i&1 == 1
		for _, fact := range table.lines[i].facts {
			line.Matters = min(line.Matters, f.matters[fact])
			if table.lines[i].single {
				line.Says = fact
			}
			if f.keep(fact) && (line.Says < 0 || p.Answer.Open>>i&1 == 1) {
				line.Fields = append(line.Fields, f.field(fact, shown))
			}
			for _, d := range f.details[fact] {
				line.Fields = f.fields(d, line.Fields, true)
			}
		}
		for _, x := range line.Fields {
			line.Matters = min(line.Matters, x.Matters)
		}
		p.Lines, p.Matters = append(p.Lines, line), min(p.Matters, line.Matters)
	}
	return p
}

// fields adds a question and what hangs on it.
func (f *former) fields(fact int, to []Field, shown bool) []Field {
	known := slices.ContainsFunc(to, func(x Field) bool { return x.Index == fact })
	if known || !f.keep(fact) {
		return to
	}
	to = append(to, f.field(fact, shown))
	for _, d := range f.details[fact] {
		to = f.fields(d, to, shown)
	}
	return to
}

func (f *former) field(fact int, shown bool) Field {
	q := Question{Fact: &f.s.facts[fact]}
	if at := f.s.asked[fact]; at.card >= 0 {
		q.Card = &f.s.cards[at.card]
		q.Line = &q.Card.Lines[at.line]
	}
	guard := f.s.guardCubes[fact]
	return Field{
		Fact: q.Fact, Index: fact, Guard: f.s.GuardTest(fact),
		Asked:  shown && !f.said[fact] && (guard == nil || f.e.mayBeAsked(guard)),
		Answer: f.a.Fact(fact), Given: f.e.Given(fact),
		Staff: q.Staff(), Private: q.Private(), Repeat: q.Repeat(), Matters: f.matters[fact],
	}
}

// String returns the kind as rule files write it.
func (k FactKind) String() string { return kindWords[k] }
