package technique

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Explanation says in plain words what a violation, an open rule or a question about a plan rests
// on, and the step that it is about.
type Explanation struct {
	screening.Explanation
	Step int `json:"step"` // from 0; -1 for the plan as a whole
}

// Explained explains a review, each list in the order of the review's.
type Explained struct {
	Violations []Explanation `json:"violations"`
	Open       []Explanation `json:"open"`
	Questions  []Explanation `json:"questions"`
}

// Explain says of every violation, open rule and question of a review what it rests on, in the
// words that are given, see [NewWords]. The error is that of Check.
func (p *Planner) Explain(w screening.Words, v Visit, plan Plan) (Explained, error) {
	out := Explained{Violations: []Explanation{}, Open: []Explanation{}, Questions: []Explanation{}}
	if !p.built() {
		return out, errNotBuilt
	}
	said := explaining{
		w: w, rules: map[aboutStep]screening.Explanation{}, questions: map[aboutStep]screening.Explanation{},
	}
	r, err := p.check(v, plan, &said)
	if err != nil {
		return out, err
	}
	for _, x := range r.Violations {
		out.Violations = append(out.Violations, said.rule(x.Rule, x.Step, x.Says))
	}
	for _, x := range r.Open {
		out.Open = append(out.Open, said.rule(x.Rule, x.Step, x.Says))
	}
	for _, q := range r.Questions {
		x := said.questions[aboutStep{q.Fact, q.Step}]
		if x.Says == "" {
			x = screening.Explanation{Says: w.Say("why.asked", "says", ""), Facts: []string{q.Fact}}
		}
		x.Fact = q.Fact
		out.Questions = append(out.Questions, Explanation{x, q.Step})
	}
	return out, nil
}

// ExplainMatch says of every rule of a matching that holds or may hold for some technique, and of
// every question, what it rests on. The error is that of Match.
func (p *Planner) ExplainMatch(w screening.Words, v Visit) (screening.Explained, error) {
	none := w.Explain(nil, nil)
	if !p.built() {
		return none, errNotBuilt
	}
	scratch := p.works.Get().(*work)
	defer p.works.Put(scratch)
	var problems document.Problems
	p.checkVisit(&v, &problems)
	p.answerVisit(&v, scratch.answers, &problems)
	if problems.Len() == 0 {
		addIntake(&problems, p.evaluateMatch(scratch, p.names.techniques), v.Intake)
	}
	if err := problems.Err(); err != nil {
		return none, err
	}
	return w.Explain(p.match, &scratch.matching), nil
}

// aboutStep is a rule or a fact, and the step that it is about.
type aboutStep struct {
	name string
	step int
}

// explaining collects explanations while a plan is checked. Nil collects none.
type explaining struct {
	w                screening.Words
	rules, questions map[aboutStep]screening.Explanation
}

func (x *explaining) take(set *policy.Set, e *policy.Evaluation, step int, outcomes []policy.Outcome) {
	if x == nil {
		return
	}
	for _, o := range outcomes {
		x.rules[aboutStep{o.Rule.ID, step}] = x.w.ExplainRule(set, e, o)
	}
}

func (x *explaining) ask(set *policy.Set, e *policy.Evaluation, step int, q policy.Question) {
	if x == nil {
		return
	}
	if _, there := x.questions[aboutStep{q.Fact.Name, step}]; !there {
		x.questions[aboutStep{q.Fact.Name, step}] = x.w.ExplainQuestion(set, e, q)
	}
}

// rule is what was collected of a rule. What is told of a limit is no rule: it says itself why.
func (x *explaining) rule(id string, step int, says string) Explanation {
	out, there := x.rules[aboutStep{id, step}]
	if !there {
		out = screening.Explanation{Rule: id, Says: says, Facts: []string{}}
	}
	return Explanation{out, step}
}
