package screening

import (
	"slices"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

// AnswerCard answers a card as a whole, as somebody does who fills in the page or hears all of it:
// in place of what the card said before, of whatever edition. An answer without an edition is one
// to that in force. What was said behind a line that was ticked, and is neither ticked nor open
// now, goes with it, and so does everything that then means nothing. The error is that of Set; the
// intake then stays as it was.
//
// Where session.stored is yes, what was kept of an earlier visit gives way to the page: a yes to
// what it denies, and a no to what it ticks or is unsure of. While session.changed is yes, so does
// everything that was kept behind its lines: the operation that is ticked then can be another one.
func (s *Screener) AnswerCard(in *Intake, card intake.Card, a intake.CardAnswer) error {
	return s.edit(in, func(next *Intake, p *document.Problems) {
		was := next.Cards[card]
		if a.Edition == 0 {
			a.Edition = s.edition(card)
		}
		if next.Cards == nil {
			next.Cards = intake.Cards{}
		}
		next.Cards[card] = a
		i, ok := s.set.CardIndex(string(card))
		if !ok {
			return
		}
		if next.Session.Stored == answer.Yes {
			s.giveWay(next, i, was, p)
		}
		for _, l := range s.set.Cards()[i].Lines {
			line := intake.Line(l.Name)
			if slices.Contains(was.Ticked, line) && !slices.Contains(slices.Concat(a.Ticked, a.Open), line) {
				for _, fact := range l.Facts {
					s.put(next, fact, answer.Any{}, p)
				}
			}
		}
		pruned := next.clone()
		s.prune(&pruned)
		if _, stands := pruned.Cards[card]; stands { // else the card itself means nothing, and is refused
			*next = pruned
		}
	})
}

// giveWay forgets what was kept of an earlier visit and does not stand beside a page as it is
// answered now.
func (s *Screener) giveWay(in *Intake, at int, was intake.CardAnswer, p *document.Problems) {
	card := intake.Card(s.set.Cards()[at].Name)
	now, again := in.Cards[card], in.Session.Changed == answer.Yes
	if again {
		delete(in.Cards, card)
	}
	later := s.set.Later(at, now.Edition) // which the page did not ask for
	for k, l := range s.set.Cards()[at].Lines {
		line := intake.Line(l.Name)
		unsure := slices.Contains(now.Unsure, line)
		ticked := slices.Contains(now.Ticked, line) && !slices.Contains(was.Ticked, line)
		denied := !unsure && later>>k&1 == 0 && !slices.Contains(slices.Concat(now.Ticked, now.Open), line)
		for _, name := range l.Facts {
			f, _ := s.set.FactIndex(name)
			kept, err := s.Get(*in, name)
			if err != nil || !kept.Asked() {
				continue
			}
			none := kept.Denies(s.set.Facts()[f].None)
			if again || none && (ticked || unsure) || kept.Unsure() && ticked || !none && denied {
				s.put(in, name, answer.Any{}, p)
			}
		}
	}
	if !again {
		return
	}
	s.prune(in) // without the page, what hangs on its lines means nothing
	if in.Cards == nil {
		in.Cards = intake.Cards{}
	}
	in.Cards[card] = now
}
