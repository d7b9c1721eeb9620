package screening

import (
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Asking is what to ask next: a card as a whole, or one question.
type Asking struct {
	// Card is answered as a whole, by [Screener.Tick]; empty where it is one question, which is
	// answered by [Screener.Set] with its fact.
	Card intake.Card `json:"card,omitempty"`
	// Path is where a visit in JSON has the answer.
	Path string `json:"path"`
	// Questions are what the answer speaks of and can change something: all that is open on the
	// card, in the order of its lines, or the one.
	Questions []Question `json:"questions"`
	// Danger is whether an answer can still mean that somebody has to see the client today.
	Danger bool `json:"danger"`
	// Decides is whether it can change what to do, or how soon; otherwise it only refines findings
	// and limits.
	Decides bool `json:"decides"`
	// Private is whether it is for paper or screen and never aloud: the card as a whole, or all
	// that is open of it.
	Private bool `json:"private"`
	// Rules are why it is asked: those that wait for it, the gravest first.
	Rules []string `json:"rules"`
}

// Next returns what to ask next, and whether there is anything: it is over as soon as nothing can
// change what to do or how soon, or, with refine, findings and limits either. It depends on the
// answers alone, so that an interview goes on over any number of requests and in any order. What
// can be dangerous comes first; of the rest, what is private comes last. The error is that of
// Screen.
func (s *Screener) Next(in Intake, refine bool, clearance ...Clearance) (Asking, bool, error) {
	if !s.built() {
		return Asking{}, false, errNotBuilt
	}
	w := s.scratch.Get().(*work)
	defer s.scratch.Put(w)
	if err := s.evaluate(&in, clearance, false, w); err != nil {
		return Asking{}, false, err
	}
	x, more := w.evaluation.Interview(refine)
	out := AskingOf(s.set, x)
	if more {
		out.Path = s.AskingPath(out)
	}
	return out, more, nil
}

// AskingPath is where a visit in JSON has the answer to what is asked of the intake: a card's, or
// that of a question, see [Screener.Path].
func (s *Screener) AskingPath(x Asking) string {
	switch {
	case x.Card != "":
		return cardPath(string(x.Card))
	case len(x.Questions) > 0:
		return s.Path(x.Questions[0].Fact)
	}
	return ""
}

func cardPath(card string) string { return "intake.cards." + card }

// AskingOf is what a rule set that extends [Screener.Rules] asks next, in the same shape, without
// its path.
func AskingOf(set *policy.Set, x policy.Asking) Asking {
	out := Asking{Danger: x.Danger, Decides: x.Decides, Private: len(x.Questions) > 0 && x.Private()}
	if x.Card != nil {
		out.Card = intake.Card(x.Card.Name)
	}
	for _, q := range x.Questions {
		out.Questions = append(out.Questions, QuestionOf(set, q))
	}
	out.Rules = append(out.Rules, lists.Of(x.Rules, func(r *policy.Rule) string { return r.ID })...)
	return out
}
