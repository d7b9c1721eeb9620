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
