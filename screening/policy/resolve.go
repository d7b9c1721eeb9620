package policy

import (
	"cmp"
	"math/bits"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// resolve turns cards and explicit answers into what is known of every variable, and finds every
// contradiction on the way. It starts from what the set made ready, see [rest], and looks at what
// was answered otherwise.
func (e *Evaluation) resolve(s *Set, a *Answers) {
	e.problems, e.clauseLits = e.problems[:0], e.clauseLits[:0]
	e.disagreements, e.answers = e.disagreements[:0], a
	e.lay(&s.rest)
	e.readFacts(s, a)
	e.readCards(s, a)
	for _, i := range e.moved {
		e.settle(s, i)
	}
	e.placeBeside(s)
	if len(s.implied) > 0 {
		e.follow(s)
	}
	if len(s.opaque) > 0 {
		e.runOpaque(s)
	}
	e.checkGuards(s)
}

// lay makes the evaluation that of somebody who answered nothing but the cards that rest.
func (e *Evaluation) lay(r *rest) {
	e.given, e.told = append(e.given[:0], r.given...), append(e.told[:0], r.told...)
	e.state.Status, e.state.Cells = append(e.state.Status[:0], r.status...), append(e.state.Cells[:0], r.cells...)
	e.moved = e.moved[:0]
}

// readFacts takes the explicit answers. A card that rests and asks for one of them is read whole.
func (e *Evaluation) readFacts(s *Set, a *Answers) {
	e.factwise = append(e.factwise[:0], s.rest.factwise...)
	for w, word := range a.touched {
		for ; word != 0; word &= word - 1 {
			i := w<<6 | bits.TrailingZeros64(word)
			if i >= s.asks {
				return
			}
			q := &s.rest.facts[i]
			if e.given[i] = a.facts[i]; !q.fits(a.facts[i]) {
				if fault := s.facts[i].Fault(a.facts[i]); fault != "" {
					e.problems = append(e.problems, problem(s.facts[i].Name, "%s", fault))
					e.given[i] = Answer{}
				}
			}
			if q.places {
				e.given[i] = s.outgrow(i, e.given[i], a)
			}
			switch {
			case q.card >= 0:
				e.factwise[q.card] = true // and the fact with it
			case q.guarded:
				e.moved = append(e.moved, i)
			default:
				e.settle(s, i)
			}
		}
	}
}

// settle puts what was answered of a fact, or what it stands at otherwise, into its variables.
func (e *Evaluation) settle(s *Set, fact int) {
	a := &e.given[fact]
	e.told[fact] = a.State == Known
	if a.State == NotAsked && s.rest.facts[fact].volunteered {
		*a = s.usual[fact]
	}
	if x := s.rest.facts[fact].riskier; x != nil && a.State == Unsure {
		a = x
	}
	e.place(&s.vars.facts[fact], a)
}

// readCards reads every card that was answered otherwise than it rests: line by line where nothing
// stands against it, otherwise fact by fact.
func (e *Evaluation) readCards(s *Set, a *Answers) {
	for c := range s.cards {
		x := a.cards[c]
		switch {
		case e.factwise[c] || s.earlier(c, x) || !x.Given && x != (CardAnswer{}) || !s.plain(c, x):
			e.readWhole(s, c, a)
		case !x.Given:
			for _, cf := range s.cardTables[c].facts {
				e.move(cf.fact, Answer{})
			}
		default:
			t := &s.cardTables[c]
			for lines := x.Ticked | x.Unsure | x.Open; lines != 0; lines &= lines - 1 {
				for _, at := range t.lines[bits.TrailingZeros64(lines)].at {
					says, _ := t.facts[at].says(x)
					e.move(t.facts[at].fact, says)
				}
			}
		}
	}
}

func (e *Evaluation) move(fact int, x Answer) {
	e.given[fact] = x
	e.moved = append(e.moved, fact)
}

// plain reports whether an answer of the edition in force has no fault in itself.
func (s *Set) plain(card int, a CardAnswer) bool {
	all := uint64(1)<<len(s.cards[card].Lines) - 1
	return (a.Edition == 0 || a.Edition == s.cards[card].edition()) && (a.Ticked|a.Unsure|a.Open)&^all == 0 &&
		a.Ticked&a.Unsure|(a.Ticked|a.Unsure)&a.Open == 0
}

// readWhole reads a card that does not rest, or beside explicit answers to what it asks.
func (e *Evaluation) readWhole(s *Set, c int, a *Answers) {
	for _, cf := range s.cardTables[c].facts {
		if !s.rest.factwise[c] { // what it rests at was not told
			e.move(cf.fact, Answer{})
			if x := a.facts[cf.fact]; s.rest.facts[cf.fact].fits(x) || s.facts[cf.fact].Fault(x) == "" {
				e.given[cf.fact] = x
			}
		}
		e.moved = append(e.moved, cf.fact)
	}
	if a.cards[c] != (CardAnswer{}) {
		e.readCard(s, c, a.cards[c])
	}
}

// answered reports whether the edition of a card that is in force was answered, and edition is the
// one that was.
func (e *Evaluation) answered(card int) bool {
	x := e.answers.cards[card]
	return x.Given && !e.set.earlier(card, x)
}

func (e *Evaluation) edition(card int) int {
	return cmp.Or(e.answers.cards[card].Edition, e.set.cards[card].edition())
}

// checkGuards finds the answers to what means nothing beside the others.
func (e *Evaluation) checkGuards(s *Set) {
	e.guarded = append(e.guarded[:0], s.rest.guarded...)
	for _, i := range e.moved {
		if s.rest.facts[i].guarded && e.told[i] && !s.facts[i].none(e.given[i]) {
			e.guarded = append(e.guarded, i)
		}
	}
	if len(e.guarded) > 1 {
		slices.Sort(e.guarded)
	}
	for _, i := range slices.Compact(e.guarded) {
		if g := e.given[i]; e.told[i] && !s.facts[i].none(g) && !e.mayBeAsked(s.guardCubes[i]) {
			e.problems = append(e.problems,
				problem(s.facts[i].Name, "is %s, but only means something if %s", s.Format(i, g), s.facts[i].AskedIf))
		}
	}
}

func (e *Evaluation) readCard(s *Set, c int, a CardAnswer) {
	card := &s.cards[c]
	all := uint64(1)<<len(card.Lines) - 1
	if !a.Given {
		e.problems = append(e.problems, problem("cards."+card.Name, "has lines and is not answered"))
		return
	}
	if a.Edition < 0 || a.Edition > card.edition() {
		e.problems = append(e.problems,
			problem("cards."+card.Name+".edition", "%d is outside 1 to %d, the edition in force", a.Edition, card.edition()))
		return
	}
	table := s.cardTable(c, a)
	if (a.Ticked|a.Unsure|a.Open)&^all != 0 {
		e.problems = append(e.problems, problem("cards."+card.Name, "has no such line"))
	}
	for both := (a.Ticked&a.Unsure | (a.Ticked|a.Unsure)&a.Open) & all; both != 0; both &= both - 1 {
		i := bits.TrailingZeros64(both)
		words := []string{"ticked", "unsure", "open"}
		for w, lines := range [...]uint64{a.Ticked, a.Unsure, a.Open} {
			if lines>>i&1 == 0 {
				words[w] = ""
			}
		}
		words = slices.DeleteFunc(words, func(w string) bool { return w == "" })
		e.problems = append(e.problems,
			problem("cards."+card.Name, "line %s is both %s", card.Lines[i].Name, strings.Join(words, " and ")))
	}
	for later := (a.Ticked | a.Unsure) & all; later != 0; later &= later - 1 {
		if i := bits.TrailingZeros64(later); len(table.lines[i].facts) == 0 {
			e.problems = append(e.problems,
				problem("cards."+card.Name, "line %s came after edition %d", card.Lines[i].Name, a.Edition))
		}
	}
	for i := range table.facts {
		cf := &table.facts[i]
		given := e.given[cf.fact]
		says, told := cf.says(a)
		switch {
		case !told:
		case given.State == NotAsked:
			e.given[cf.fact] = says
		case given != says && says.State != Unsure:
			e.problems = append(e.problems, problem(s.facts[cf.fact].Name, "is %s, but card %s says %s on line %s",
				s.Format(cf.fact, given), card.Name, s.Format(cf.fact, says), card.linesOf(s.facts[cf.fact].Name)))
		}
	}
}

// placeBeside puts what is known beside the answers into variables: of which facts something was
// told, and that a set is never empty.
func (e *Evaluation) placeBeside(s *Set) {
	e.state.Clauses = e.state.Clauses[:0]
	for _, i := range s.rest.some {
		if e.given[i].State != Known {
			e.state.Clauses = append(e.state.Clauses, s.vars.facts[i].some)
		}
	}
	for _, x := range s.toldVars {
		e.state.Status[x.variable], e.state.Cells[x.variable] = logic.Fixed, 1
		if e.told[x.fact] && !s.facts[x.fact].none(e.given[x.fact]) {
			e.state.Cells[x.variable] = 2
		}
	}
}

// place puts an answer into the fact's variables.
func (e *Evaluation) place(c *factCells, a *Answer) {
	status := logic.Open
	if a.State == Unsure {
		status = logic.Unsure
	}
	if c.kind == SetOf {
		for i, v := range c.bits {
			switch {
			case v < 0:
			case a.State == Known:
				e.state.Status[v], e.state.Cells[v] = logic.Fixed, 1+a.Values>>i&1
			default:
				e.state.Status[v], e.state.Cells[v] = status, 3
			}
		}
		return
	}
	if c.count > 1 {
		e.placeDigits(c, a, status)
		return
	}
	v := c.first
	if a.State != Known {
		e.state.Status[v], e.state.Cells[v] = status, c.full
		return
	}
	e.state.Status[v] = logic.Fixed
	switch c.kind {
	case YesNo:
		e.state.Cells[v] = 1
		if a.Yes {
			e.state.Cells[v] = 2
		}
	case OneOf:
		e.state.Cells[v] = a.Values
	default:
		e.state.Cells[v] = 1 << c.cell(a.Number)
	}
}

// placeDigits puts an answer to a number in digits into its variables.
func (e *Evaluation) placeDigits(c *factCells, a *Answer, status logic.Status) {
	cell := 0
	if a.State == Known {
		cell = c.cell(a.Number)
	}
	for _, d := range c.digits {
		e.state.Status[d.variable], e.state.Cells[d.variable] = status, 1<<d.cells-1
		if a.State == Known {
			e.state.Status[d.variable], e.state.Cells[d.variable] = logic.Fixed, d.of(cell)
		}
	}
}

// mayBeAsked reports whether a guard holds, or would if what is unsure turned out so. What was
// not asked does not count.
func (e *Evaluation) mayBeAsked(guard []logic.Cube) bool {
next:
	for _, c := range guard {
		for _, l := range c {
			cells := e.state.Cells[l.Var]
			if cells&^l.Cells == 0 {
				continue // even of a fact not asked: an implication can leave it no other way
			}
			if e.state.Status[l.Var] == logic.Open || cells&l.Cells == 0 {
				continue next
			}
		}
		return true
	}
	return false
}

func (e *Evaluation) err() error {
	var p document.Problems
	for _, x := range e.problems {
		p.Add(x)
	}
	return p.Err()
}
