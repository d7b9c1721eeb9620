package screening

import (
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Set answers a fact by its name: in the field of the intake that has it, or under Own. An answer
// that is not asked takes the old one away. The error is a [*document.Error] with what the codec
// says of the same answer: a name that is none, with the nearest; a value of another kind, of
// another list or out of range; an answer to a question that means nothing as the others stand, or
// one that disagrees with a card. The intake then stays as it was. Of what was wrong with it before
// nothing is said.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (s *Screener) Set(in *Intake, fact string, a answer.Any) error {
	return s.SetAll(in, answer.Own{fact: a})
}

// SetAll is Set for several facts at once, such as those of one page: they may lead to each other
// in any order. Every problem of every answer is in one error, and then none of them is set.
func (s *Screener) SetAll(in *Intake, answers answer.Own) error {
	return s.edit(in, func(next *Intake, p *document.Problems) {
		for _, fact := range slices.Sorted(maps.Keys(answers)) {
			s.put(next, fact, answers[fact], p)
		}
	})
}

// SetText is Set for an answer as somebody types or chooses it: unsure; yes or no; a number; a
// value of a list, or for a set one word for each. Without a word the old answer is taken away.
// What cannot be read is refused in the words of the codec, and the intake stays as it was.
func (s *Screener) SetText(in *Intake, fact string, words ...string) error {
	if !s.built() {
		return errNotBuilt
	}
	var p document.Problems
	i, ok := s.set.FactIndex(fact)
	if !ok {
		s.unknownFact(fact, &p)
		return p.Err()
	}
	a := s.facts.Parse(i, words, &p)
	if err := p.Err(); err != nil {
		return err
	}
	return s.Set(in, fact, a)
}

// Unsure answers a fact that was asked, and that the client does not know or declines to say.
func (s *Screener) Unsure(in *Intake, fact string) error {
	return s.Set(in, fact, answer.Of(answer.Unsure))
}

// Get returns the answer that was given to a fact by itself; a card that speaks of it is not read.
// The error says that there is no such fact.
func (s *Screener) Get(in Intake, fact string) (answer.Any, error) {
	if !s.built() {
		return answer.Any{}, errNotBuilt
	}
	if a, ok := s.table.Get(&in, fact); ok {
		return a, nil
	}
	if slices.Contains(s.own, fact) {
		return in.Own[fact], nil
	}
	var p document.Problems
	s.unknownFact(fact, &p)
	return answer.Any{}, p.Err()
}

// Given returns what a fact counts as: by the answer to it, by a card, by what other answers imply,
// or as usual; not asked where nothing tells. The error is that of Screen, or says that there is no
// such fact.
func (s *Screener) Given(in Intake, fact string) (answer.Any, error) {
	if !s.built() {
		return answer.Any{}, errNotBuilt
	}
	var p document.Problems
	i, ok := s.set.FactIndex(fact)
	if !ok {
		s.unknownFact(fact, &p)
		return answer.Any{}, p.Err()
	}
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	if err := s.evaluate(&in, nil, false, w); err != nil {
		return answer.Any{}, err
	}
	return s.facts.Any(i, w.evaluation.Given(i)), nil
}

// Tick answers a card with the lines that apply, beside those that were ticked before. Without any,
// and on a card that was not answered, it says that none of the lines applies. It is then an answer
// to the edition in force: of an earlier one lines stay open that speak of what came later, unless
// they are ticked; who has asked the whole page uses [Screener.AnswerCard]. The error is that of
// Set.
func (s *Screener) Tick(in *Intake, card intake.Card, lines ...intake.Line) error {
	return s.mark(in, card, lines, func(a *intake.CardAnswer) *[]intake.Line { return &a.Ticked })
}

// TickNames is Tick for lines as a form posts them.
func (s *Screener) TickNames(in *Intake, card intake.Card, lines ...string) error {
	named := lists.Of(lines, func(l string) intake.Line { return intake.Line(l) })
	return s.Tick(in, card, named...)
}

// UnsureLine answers lines of a card as asked and not known, beside what the card said before.
func (s *Screener) UnsureLine(in *Intake, card intake.Card, lines ...intake.Line) error {
	return s.mark(in, card, lines, func(a *intake.CardAnswer) *[]intake.Line { return &a.Unsure })
}

// Clear makes facts and whole cards not asked again. Where an answered card speaks of such a fact,
// its line is left open, with everything else that the line speaks of; an answer to an earlier
// edition of a card becomes one to that in force, as with Tick. What hangs on them goes with
// them, so that nothing is left of a valid intake that means nothing. The error says which names
// are none; the intake then stays as it was.
func (s *Screener) Clear(in *Intake, names ...string) error {
	if !s.built() || in == nil {
		return errNotBuilt
	}
	var p document.Problems
	next := in.clone()
	for _, name := range names {
		if _, card := s.set.CardIndex(name); card {
			delete(next.Cards, intake.Card(name))
		}
	}
	for _, name := range names {
		if _, card := s.set.CardIndex(name); card {
			continue
		}
		s.carry(&next, s.cardOf(name))
		s.put(&next, name, answer.Any{}, &p)
		s.reopen(&next, name)
	}
	if err := p.Err(); err != nil {
		return err
	}
	s.prune(&next)
	*in = next
	return nil
}

// prune forgets what means nothing as the other answers stand. What cannot be read stays as it is.
func (s *Screener) prune(in *Intake) {
	a := s.set.NewAnswers()
	var faults document.Problems
	if s.fill(in, a, &faults); faults.Len() == 0 {
		s.set.Prune(a)
		s.take(in, a)
	}
}

func (s *Screener) mark(in *Intake, card intake.Card, lines []intake.Line,
	to func(*intake.CardAnswer) *[]intake.Line) error {
	return s.edit(in, func(next *Intake, _ *document.Problems) {
		s.carry(next, card)
		a := next.Cards[card]
		if edition := s.edition(card); a.Edition >= 0 && a.Edition < edition {
			a.Edition = edition
		}
		for _, line := range lines {
			move(&a, line, to(&a))
		}
		if next.Cards == nil {
			next.Cards = intake.Cards{}
		}
		next.Cards[card] = a
	})
}

// move takes a line of an answered card to one of its lists.
func move(a *intake.CardAnswer, line intake.Line, to *[]intake.Line) {
	for _, list := range []*[]intake.Line{&a.Ticked, &a.Unsure, &a.Open} {
		*list = slices.DeleteFunc(*list, func(l intake.Line) bool { return l == line })
	}
	*to = append(*to, line)
}

// reopen leaves every line open by which an answered card speaks of a fact. A tick that leaves the
// fact to be asked stays.
func (s *Screener) reopen(in *Intake, fact string) {
	for _, card := range s.set.Cards() {
		a, answered := in.Cards[intake.Card(card.Name)]
		if !answered {
			continue
		}
		for _, l := range card.Lines {
			line := intake.Line(l.Name)
			if slices.Contains(l.Facts, fact) && (s.tickSaysYes(l) || !slices.Contains(a.Ticked, line)) {
				move(&a, line, &a.Open)
			}
		}
		in.Cards[intake.Card(card.Name)] = a
	}
}

// edit changes a copy and keeps it if nothing is wrong with it that was not before.
func (s *Screener) edit(in *Intake, change func(*Intake, *document.Problems)) error {
	if !s.built() || in == nil {
		return errNotBuilt
	}
	var p document.Problems
	next := in.clone()
	change(&next, &p)
	if err := p.Err(); err != nil {
		return err
	}
	if now := s.faults(&next); now != nil {
		if fresh := document.Fresh(now, s.faults(in)); fresh != nil {
			return fresh
		}
	}
	*in = next
	return nil
}

// faults is what is wrong with an intake, as Screen finds it.
func (s *Screener) faults(in *Intake) error {
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	var p document.Problems
	s.fill(in, w.answers, &p)
	if p.Len() > 0 {
		s.blur(w.answers)
	}
	s.addAll(&p, s.set.Check(w.answers))
	return p.Err()
}

func (s *Screener) put(in *Intake, fact string, a answer.Any, p *document.Problems) {
	i, ok := s.set.FactIndex(fact)
	if !ok {
		s.unknownFact(fact, p)
		return
	}
	x, fault := s.facts.Answer(i, a)
	if fault == "" {
		fault = s.set.Facts()[i].Fault(x)
	}
	if fault != "" {
		p.In(fact, "%s", fault)
		return
	}
	if s.table.Has(fact) {
		p.Join(s.table.Set(in, fact, a), nil)
		return
	}
	if in.Own == nil {
		in.Own = answer.Own{}
	}
	if in.Own[fact] = s.facts.Any(i, x); !a.Asked() {
		delete(in.Own, fact)
	}
}

func (s *Screener) unknownFact(name string, p *document.Problems) {
	names := make([]string, len(s.set.Facts()))
	for i := range names {
		names[i] = s.set.Facts()[i].Name
	}
	hint := s.whereLine(name)
	if hint == "" {
		hint = document.Suggest(name, names)
	}
	p.In(document.Shorten(name), "is no fact of the rules%s", hint)
}

// clone returns an intake that shares nothing with in.
func (in *Intake) clone() Intake {
	out := *in
	out.Regions, out.Own, out.Cards = slices.Clone(in.Regions), maps.Clone(in.Own), maps.Clone(in.Cards)
	for card, a := range out.Cards {
		out.Cards[card] = intake.CardAnswer{
			Ticked: slices.Clone(a.Ticked), Unsure: slices.Clone(a.Unsure), Open: slices.Clone(a.Open),
			Edition: a.Edition,
		}
	}
	return out
}
