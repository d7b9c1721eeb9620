package screening

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// DecodeIntake reads an intake from JSON and checks it as Screen does. Nothing of it is ignored:
// the error is a [*document.Error] with every unknown key, card, line, fact, region and value,
// every wrong type and every contradiction, by JSON path and with the nearest known name. The
// intake returned beside an error holds what could be read and must not be screened.
//
// Of a line that stands on another card today, a tick and a doubt are read as those of that card,
// whose other lines are then open, so that it is asked again. Where that card is answered itself,
// its answer stands; a line that it denies and the other one ticked or doubted is open. So is a
// line that an answer without an edition leaves out, where a fact that has joined the card since is
// told.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (s *Screener) DecodeIntake(data []byte) (Intake, error) {
	var p document.Problems
	in := s.ReadIntake(document.JSON(data, &p), &p)
	return in, p.Err()
}

// ReadIntake reads an intake that is a part of a larger document, and adds what
// is wrong with it to p.
func (s *Screener) ReadIntake(n *document.Node, p *document.Problems) Intake {
	var in Intake
	if !s.built() {
		notBuilt(n, p)
		return in
	}
	if n == nil {
		return in
	}
	fields := s.table.Fields(&in, p, s.where)
	fields["regions"] = document.Given(func(n *document.Node) { in.Regions = s.readRegions(n, p) })
	var ticked []string
	fields["cards"] = document.Given(func(n *document.Node) { in.Cards, ticked = s.readCards(n, p) })
	fields["own"] = func(n *document.Node) { s.facts.ReadOwn(n, &in.Own, s.own, p, s.where) }
	n.FieldsOr(p, "an intake", fields, s.where)
	s.tellOld(&in, ticked, p)
	s.openLater(&in)
	s.check(&in, n.Path, p)
	return in
}

// notBuilt says that nothing can be read.
func notBuilt(n *document.Node, p *document.Problems) {
	if p != nil {
		p.At(n, "%s", errNotBuilt)
	}
}

// check adds every contradiction of the intake, with its path inside the document. What could not
// be read contradicts nothing.
func (s *Screener) check(in *Intake, path string, p *document.Problems) {
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	var err *document.Error
	if !errors.As(s.evaluate(in, nil, p.Len() > 0, w), &err) {
		return
	}
	for _, x := range err.Problems {
		if path != "" {
			x.Path = strings.TrimSuffix(path+"."+x.Path, ".")
		}
		p.Add(x)
	}
}

func (s *Screener) readRegions(n *document.Node, p *document.Problems) []body.Region {
	names := s.places
	var out []body.Region
	for _, item := range n.UpTo(p, "regions", len(names)) {
		if name, ok := item.OneOfOr(p, "a region", names, s.where); ok {
			r := body.Region(name)
			if slices.Contains(out, r) {
				p.At(item, "%s stands there twice", name)
			}
			out = append(out, r)
		}
	}
	if n.Kind == document.Sequence && len(n.Items) == 0 {
		p.At(n, "is an empty list; leave it out for the whole back")
	}
	return out
}

// tellOld answers what ticked lines said by names that they no longer have, as far as nothing else
// that was stored answers it.
func (s *Screener) tellOld(in *Intake, lines []string, p *document.Problems) {
	for _, line := range lines {
		said := s.facts.OldLine(line)
		for _, fact := range slices.Sorted(maps.Keys(said)) {
			if x, err := s.Get(*in, fact); err == nil && !x.Asked() {
				s.put(in, fact, said[fact], p)
			}
		}
	}
}

// openLater opens lines that a stored answer without an edition denies by leaving them out, where
// they speak of a fact that has joined the card since and was told otherwise: on the line that it
// stood on before, or when nobody could tick it. What was told stays, and the line is asked again.
func (s *Screener) openLater(in *Intake) {
	for _, card := range s.set.Cards() {
		a, answered := in.Cards[intake.Card(card.Name)]
		if !answered || a.Edition != 0 {
			continue
		}
		said := slices.Concat(a.Ticked, a.Unsure, a.Open)
		for _, l := range card.Lines {
			if line := intake.Line(l.Name); !slices.Contains(said, line) && slices.ContainsFunc(l.Facts, func(name string) bool {
				f, _ := s.set.FactIndex(name)
				fact := &s.set.Facts()[f]
				x, err := s.Get(*in, name)
				return err == nil && fact.Since > 1 && x.Asked() && !x.Denies(fact.None)
			}) {
				a.Open = append(a.Open, line)
			}
		}
		in.Cards[intake.Card(card.Name)] = a
	}
}

// readCards also returns the older names of lines by which something was ticked.
func (s *Screener) readCards(n *document.Node, p *document.Problems) (_ intake.Cards, old []string) {
	cards, moved := intake.Cards{}, intake.Cards{}
	fields := document.Fields{}
	for _, card := range s.set.Cards() {
		fields[card.Name] = func(n *document.Node) {
			if a, ok := s.readCard(n, card, moved, p); ok {
				cards[intake.Card(card.Name)] = a
				old = append(old, s.oldTicks(n)...)
			}
		}
	}
	n.FieldsOr(p, "cards", fields, s.whereLine)
	for _, card := range s.set.Cards() {
		was, ok := moved[intake.Card(card.Name)]
		if !ok {
			continue
		}
		a, answered := cards[intake.Card(card.Name)]
		if !answered {
			a = was
		}
		said := slices.Concat(a.Ticked, a.Unsure, a.Open)
		for _, l := range card.Lines {
			line := intake.Line(l.Name)
			told := slices.Contains(slices.Concat(was.Ticked, was.Unsure), line)
			if (told || !answered) && !slices.Contains(said, line) {
				a.Open = append(a.Open, line)
			}
		}
		cards[intake.Card(card.Name)] = a
	}
	return cards, old
}

// oldTicks are the words of the ticked lines of a card that was read in full.
func (s *Screener) oldTicks(n *document.Node) (words []string) {
	for _, e := range n.Entries {
		if e.Key == "ticked" {
			for _, item := range e.Value.Items {
				words = append(words, item.Text)
			}
		}
	}
	return words
}

// readCard reads an answered card. One that could not be read in full is not answered: a line that
// is lost would turn into a no. What it says of lines that have moved goes to moved.
func (s *Screener) readCard(
	n *document.Node, card policy.Card, moved intake.Cards, p *document.Problems,
) (intake.CardAnswer, bool) {
	if n.Kind == document.Null {
		return intake.CardAnswer{}, false
	}
	names := lists.Of(card.Lines, func(l policy.Line) string { return l.Name })
	for _, l := range card.Lines {
		names = append(names, l.Was...)
	}
	most := len(names)
	for _, c := range s.set.Cards() {
		for _, l := range c.Lines {
			if l.Moved == card.Name {
				most++
			}
		}
	}
	var a intake.CardAnswer
	before, whole := p.Len(), true
	read := func(to *[]intake.Line) func(*document.Node) {
		return func(n *document.Node) {
			whole = whole && n.Kind == document.Sequence
			for _, item := range n.UpTo(p, "lines", most) {
				if now, line, ok := s.set.Moved(card.Name, item.Text); ok && item.Kind == document.Text {
					x := moved[intake.Card(now.Name)]
					for _, list := range []struct{ from, to *[]intake.Line }{{&a.Ticked, &x.Ticked}, {&a.Unsure, &x.Unsure}} {
						if list.from == to && !slices.Contains(*list.to, intake.Line(line.Name)) {
							*list.to = append(*list.to, intake.Line(line.Name))
						}
					}
					moved[intake.Card(now.Name)] = x
					continue
				}
				name, ok := item.OneOfOr(p, "a line", names, s.whereLine)
				if at, known := card.LineIndex(name); known {
					name = card.Lines[at].Name
				}
				if ok && slices.Contains(*to, intake.Line(name)) {
					p.At(item, "%s stands there twice", name)
				}
				*to = append(*to, intake.Line(name))
				whole = whole && ok
			}
		}
	}
	n.Fields(p, "an answered card", document.Fields{
		"ticked": read(&a.Ticked), "unsure": read(&a.Unsure), "open": read(&a.Open),
		"edition": func(n *document.Node) {
			var ok bool
			a.Edition, ok = n.Int(p, "the edition of a card")
			whole = whole && ok
		},
	})
	return a, whole && p.Len() == before
}
