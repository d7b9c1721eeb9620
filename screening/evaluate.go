package screening

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// evaluate puts the intake to the rules. Of a doubtful one something could not be read.
func (s *Screener) evaluate(in *Intake, clearance []Clearance, doubtful bool, w *work) error {
	var p document.Problems
	s.fill(in, w.answers, &p)
	if doubtful || p.Len() > 0 {
		s.blur(w.answers)
	}
	request := policy.Request{}
	if !p.TooMany("regions", "regions", len(in.Regions), len(s.places)) {
		for _, r := range in.Regions {
			request.Places = append(request.Places, string(r))
		}
	}
	request.Clearances, w.consents = s.clear(clearance, w.answers, &p)
	s.addAll(&p, s.set.Evaluate(w.answers, request, &w.evaluation))
	return p.Err()
}

// clear tells the answers what clinicians said, and returns what is covered.
func (s *Screener) clear(
	clearance []Clearance, a *policy.Answers, p *document.Problems,
) ([]policy.Clearance, []consent) {
	if p.TooMany("clearance", "clearances", len(clearance), MaxClearances) {
		return nil, nil
	}
	var asked []policy.Clearance
	consents := s.consents(clearance, a, p)
	s.tellSaid(clearance, consents, a)
	for i := range consents {
		asked = append(asked, consents[i].asked)
	}
	return asked, consents
}

// byFault says what is wrong with who gave a clearance, or nothing.
func byFault(by string) string {
	switch n := utf8.RuneCountInString(by); {
	case n > MaxBy:
		return document.TooMany(n, MaxBy, "characters")
	case strings.TrimSpace(by) == "":
		return "is empty; say who gave the clearance"
	}
	return document.Unseen(by)
}

// askedFault says what is wrong with the question of a clearance, which may have several lines, or
// nothing.
func askedFault(asked string) string {
	if n := utf8.RuneCountInString(asked); n > MaxAsked {
		return document.TooMany(n, MaxAsked, "characters")
	}
	return document.Unseen(strings.ReplaceAll(strings.ReplaceAll(asked, "\r\n", " "), "\n", " "))
}

// addAll joins the problems of an error to those found already.
func (s *Screener) addAll(p *document.Problems, err error) {
	p.Join(err, func(x *document.Problem) {
		if slices.Contains(s.own, x.Path) {
			x.Path = answer.OwnPath(x.Path)
		}
	})
}

// blur makes everything unsure that neither an answer nor a card speaks of. Where something could
// not be read, what hangs on it must not look like a contradiction.
func (s *Screener) blur(a *policy.Answers) {
	told := make([]bool, a.Facts())
	old := a
	a = a.Clone() // in which nothing but the editions in force and explicit answers speak
	s.set.Renew(a)
	each := func(lines func(policy.CardAnswer) uint64, tell func(line policy.Line, fact int)) {
		for c, card := range s.set.Cards() {
			for i, line := range card.Lines {
				if !a.Card(c).Given || lines(a.Card(c))>>i&1 == 0 {
					continue
				}
				for _, name := range line.Facts {
					fact, _ := s.set.FactIndex(name)
					tell(line, fact)
				}
			}
		}
	}
	ticked := func(c policy.CardAnswer) uint64 { return c.Ticked }
	open := func(c policy.CardAnswer) uint64 { return c.Open }
	each(func(policy.CardAnswer) uint64 { return ^uint64(0) }, func(_ policy.Line, fact int) { told[fact] = true })
	each(ticked, func(line policy.Line, fact int) { told[fact] = false })
	each(open, func(line policy.Line, fact int) { told[fact] = false })
	each(ticked, func(line policy.Line, fact int) { told[fact] = told[fact] || s.tickSaysYes(line) })
	for i := range a.Facts() {
		if a.Fact(i).State == policy.NotAsked && old.Fact(i).State == policy.NotAsked && !told[i] {
			old.SetFact(i, policy.Answer{State: policy.Unsure})
		}
	}
}

// tickSaysYes reports whether a tick answers the one fact of a line with yes, and asks nothing
// more.
func (s *Screener) tickSaysYes(line policy.Line) bool {
	if len(line.Facts) != 1 {
		return false
	}
	fact, ok := s.set.FactIndex(line.Facts[0])
	return ok && s.set.Facts()[fact].Kind == policy.YesNo
}

// fill brings the intake into the engine's form.
func (s *Screener) fill(in *Intake, a *policy.Answers, p *document.Problems) {
	a.Reset()
	s.table.Fill(in, a, p)
	if len(in.Own) > 0 {
		s.facts.FillOwn(in.Own, s.own, a, p)
	}
	s.fillCards(in.Cards, a, p)
}

func (s *Screener) fillCards(cards intake.Cards, a *policy.Answers, p *document.Problems) {
	found := 0
	for i := range s.set.Cards() {
		card := &s.set.Cards()[i]
		answer, ok := cards[intake.Card(card.Name)]
		if !ok {
			continue
		}
		found++
		before := p.Len()
		told := policy.CardAnswer{
			Given:  true,
			Ticked: lineBits(card, answer.Ticked, "ticked", p),
			Unsure: lineBits(card, answer.Unsure, "unsure", p),
			Open:   lineBits(card, answer.Open, "open", p),

			Edition: answer.Edition,
		}
		if p.Len() == before { // else a line that nobody knows would turn into a no
			a.SetCard(i, told)
		}
	}
	if found == len(cards) {
		return
	}
	var names []string
	for _, card := range s.set.Cards() {
		names = append(names, card.Name)
	}
	for _, name := range slices.Sorted(maps.Keys(cards)) {
		if !slices.Contains(names, string(name)) {
			p.In("cards."+document.Shorten(string(name)), "unknown card%s", p.Suggest(string(name), names))
		}
	}
}

func lineBits(card *policy.Card, lines []intake.Line, what string, p *document.Problems) uint64 {
	var bits uint64
	if len(lines) > len(card.Lines) && p.TooMany("cards."+card.Name+"."+what, "lines", len(lines), len(card.Lines)) {
		return 0
	}
	for i, name := range lines {
		at, ok := card.LineIndex(string(name))
		if !ok {
			var names []string
			for _, l := range card.Lines {
				names = append(names, l.Name)
			}
			p.In(fmt.Sprintf("cards.%s.%s[%d]", card.Name, what, i),
				"unknown line %.60q%s", name, p.Suggest(string(name), names))
			continue
		}
		bits |= 1 << at
	}
	return bits
}
