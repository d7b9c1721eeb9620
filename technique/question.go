package technique

import (
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

// matchQuestions are the questions that can change a choice. What the therapist found always can.
func (p *Planner) matchQuestions(e *policy.Evaluation,
	outcomes []policy.Outcome, found Presentation) []screening.Question {
	var out []screening.Question
	const name = "presentation.found"
	inexact := false
	for _, q := range e.Questions(outcomes) {
		inexact = q.Inexact
		q.Decides = q.Decides || q.Fact.Name == name
		out = append(out, screening.QuestionOf(p.match, q))
	}
	asked := func(q screening.Question) bool { return q.Fact == name }
	if i, ok := p.match.FactIndex(name); ok && !found.Asked() && !slices.ContainsFunc(out, asked) {
		first := screening.QuestionOf(p.match, policy.Question{
			Fact: &p.match.Facts()[i], Index: i, Decides: true, Inexact: inexact,
		})
		out = slices.Insert(out, 0, first)
	}
	return out
}
