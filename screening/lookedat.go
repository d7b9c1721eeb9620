package screening

import (
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// LookedAt is a line of a card that was ticked, and of which nothing applies by what was answered
// behind it. It limits nothing; whoever gives the massage is told of it, for something made the
// client tick it.
type LookedAt struct {
	Card intake.Card `json:"card"`
	Line intake.Line `json:"line"`
	Says string      `json:"says"` // the line as the client reads it
	// Aloud says that the card asks for danger signs, as it says of itself (aloud: true): this is
	// said aloud once before a session begins.
	Aloud bool `json:"aloud"`
}

// LookedAt returns the ticked lines of which nothing applies, in the order of the cards. A line
// that has an answer still to come is not among them, and none whose tick alone is a yes. The error
// is that of Screen.
func (s *Screener) LookedAt(in Intake) ([]LookedAt, error) {
	if !s.built() {
		return nil, errNotBuilt
	}
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	if err := s.evaluate(&in, nil, false, w); err != nil {
		return nil, err
	}
	var out []LookedAt
	for i, card := range s.set.Cards() {
		ticked := w.answers.Card(i).Ticked
		for k, line := range card.Lines {
			if ticked>>k&1 == 0 || s.tickSaysYes(line) || !s.allDenied(line, &w.evaluation) {
				continue
			}
			out = append(out, LookedAt{
				Card: intake.Card(card.Name), Line: intake.Line(line.Name), Says: line.Says, Aloud: card.Aloud,
			})
		}
	}
	return out, nil
}

// allDenied reports whether everything that a line speaks of is answered with no or none.
func (s *Screener) allDenied(line policy.Line, e *policy.Evaluation) bool {
	for _, name := range line.Facts {
		i, ok := s.set.FactIndex(name)
		if !ok {
			return false
		}
		if !s.facts.Any(i, e.Given(i)).Denies(s.set.Facts()[i].None) {
			return false
		}
	}
	return true
}

// UnmarshalJSON reads what MarshalJSON writes and nothing else.
func (l *LookedAt) UnmarshalJSON(data []byte) error { return document.ReadRecord(data, l) }

// LookedAt says what was ticked and looked at, for whoever gives the massage.
func (w Words) LookedAt(lines []LookedAt) []string {
	var out []string
	for _, l := range lines {
		text := w.Say("looked.none", "line", l.Says)
		if l.Aloud {
			text += " " + w.Say("looked.aloud")
		}
		out = append(out, text)
	}
	return out
}
