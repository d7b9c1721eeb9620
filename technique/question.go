package technique

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

// questionOf brings a question of the engine into the form of the screening.
func questionOf(set *policy.Set, q policy.Question) screening.Question {
	x := screening.Question{
		Fact: q.Fact.Name, Staff: q.Staff(), Private: q.Private(), Repeat: q.Repeat(), Ask: q.Fact.Ask, Decides: q.Decides,
		Rules: make([]string, len(q.Rules)),
	}
	if q.Card != nil {
		x.Card, x.Line = screening.Card(q.Card.Name), screening.Line(q.Line.Name)
	}
	for _, v := range q.Fact.Values {
		x.Choices = append(x.Choices, screening.Value(v))
	}
	for i, r := range q.Rules {
		x.Rules[i] = r.ID
	}
	if len(q.After) > 0 {
		x.After = factNames(set, q.After)
	}
	return x
}

// matchQuestions are the questions that can change a choice. What the therapist found always can.
func (p *Planner) matchQuestions(e *policy.Evaluation, outcomes []policy.Outcome, found Presentation) []screening.Question {
	var out []screening.Question
	const name = "presentation.found"
	for _, q := range e.Questions(outcomes) {
		q.Decides = q.Decides || q.Fact.Name == name
		out = append(out, questionOf(p.match, q))
	}
	asked := func(q screening.Question) bool { return q.Fact == name }
	if i, ok := p.match.FactIndex(name); ok && !found.Asked() && !slices.ContainsFunc(out, asked) {
		first := questionOf(p.match, policy.Question{Fact: &p.match.Facts()[i], Index: i, Decides: true})
		out = slices.Insert(out, 0, first)
	}
	return out
}
