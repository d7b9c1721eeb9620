package screening

import (
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

// Question is a fact that was not asked and can still change something.
type Question struct {
	Fact    string      `json:"fact"`
	Card    intake.Card `json:"card,omitempty"` // the card that asks it; empty for a question of its own
	Line    intake.Line `json:"line,omitempty"` // the first line of the card that names it
	Staff   bool        `json:"staff"`          // answered by looking at the client, never asked
	Private bool        `json:"private"`        // for paper or screen, never aloud
	Repeat  bool        `json:"repeat"`         // asked again at every visit
	Ask     string      `json:"ask"`
	Choices []Value     `json:"choices,omitempty"`
	// After are questions that come first: only their answers show whether this one means anything.
	After []string `json:"after,omitempty"`
	Rules []string `json:"rules"` // the rules that wait for it, the gravest first
	// Decides is whether an answer alone can change a disposition or the urgency; otherwise
	// findings or limits.
	Decides bool `json:"decides"`
	// Inexact says of every question of a call that the search was cut short, before it was known
	// whether an answer to each of them can change something: more may be asked than has to be.
	Inexact bool `json:"inexact,omitempty"`
}

// Value is one answer to choose from.
type Value struct {
	Name string `json:"name"`
	Says string `json:"says"`
}

// QuestionsOf returns what an evaluation of a rule set still has to ask, such as one that
// extends [Screener.Rules].
func QuestionsOf(set *policy.Set, e *policy.Evaluation) []Question {
	if set == nil || e == nil {
		return nil
	}
	questions := e.Questions(e.Outcomes())
	out := make([]Question, len(questions))
	for i, q := range questions {
		out[i] = QuestionOf(set, q)
	}
	return out
}

// QuestionOf returns a question of a rule set in the same shape.
func QuestionOf(set *policy.Set, q policy.Question) Question {
	if set == nil || q.Fact == nil {
		return Question{}
	}
	x := Question{
		Fact: q.Fact.Name, Staff: q.Staff(), Private: q.Private(),
		Repeat: q.Repeat(), Ask: q.Fact.Ask, Decides: q.Decides, Inexact: q.Inexact,
		Rules: make([]string, len(q.Rules)),
	}
	if q.Card != nil {
		x.Card, x.Line = intake.Card(q.Card.Name), intake.Line(q.Line.Name)
	}
	if len(q.Fact.Values) > 0 {
		x.Choices = make([]Value, len(q.Fact.Values))
		for i, v := range q.Fact.Values {
			x.Choices[i] = Value{Name: v.Name, Says: v.Says}
		}
	}
	for i, r := range q.Rules {
		x.Rules[i] = r.ID
	}
	if len(q.After) > 0 {
		x.After = set.FactNames(q.After)
	}
	return x
}
