package soreness

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

// Explain says of every finding, open rule and question of a result what it rests on, in the words
// that are given, see [NewWords]; behind the findings, of every cause, message and piece of advice.
// Each list is in the order of the result's. The error is that of Triage.
func (t *Triager) Explain(w screening.Words, in screening.Intake, c Course) (screening.Explained, error) {
	out := w.Explain(nil, nil)
	if !t.built() {
		return out, errNotBuilt
	}
	r, err := t.Triage(in, c)
	if err != nil {
		return out, err
	}
	scratch := t.scratch.Get().(*work)
	defer t.scratch.Put(scratch)
	holds, open := map[string]screening.Explanation{}, map[string]screening.Explanation{}
	take := func(set *policy.Set, e *policy.Evaluation) {
		for _, o := range e.Outcomes() {
			if x := w.ExplainRule(set, e, o); o.Holds {
				holds[x.Rule] = x
			} else {
				open[x.Rule] = x
			}
		}
	}
	if r.Stale { // what alarms in it is told by all that was said
		if err := t.evaluate(in, &c, scratch); err != nil {
			return out, err
		}
		take(t.triage, &scratch.triage)
	}
	if err := t.evaluateKept(in, &c, scratch); err != nil {
		return out, err
	}
	take(t.triage, &scratch.triage)
	for _, set := range []struct {
		rules *policy.Set
		e     *policy.Evaluation
	}{{t.causes, &scratch.causes}, {t.advice, &scratch.advice}} {
		if err := set.rules.Evaluate(scratch.answers, policy.Request{}, set.e); err != nil {
			return out, err
		}
		take(set.rules, set.e)
	}
	for _, f := range r.Findings {
		out.Findings = append(out.Findings, holds[f.Rule])
	}
	for _, remarks := range [][]Remark{r.Causes, r.Messages, r.Advice} {
		for _, x := range remarks {
			out.Findings = append(out.Findings, holds[x.Rule])
		}
	}
	for _, o := range r.Open {
		out.Open = append(out.Open, open[o.Rule])
	}
	questions := t.questions(scratch)
	asked := scratch.triage.Questions(scratch.triage.Outcomes())
	for _, q := range questions {
		out.Questions = append(out.Questions, t.explainQuestion(w, scratch, asked, q))
	}
	return out, nil
}

// explainQuestion explains a question by those that the engine asked; the one about the technique
// stands for several.
func (t *Triager) explainQuestion(
	w screening.Words, k *work, asked []policy.Question, q screening.Question,
) screening.Explanation {
	for _, x := range asked {
		if x.Fact.Name == q.Fact ||
			q.Fact == techniqueFact && (t.derived.ofTechnique(x.Index) || x.Index == t.derived.number) {
			out := w.ExplainQuestion(t.triage, &k.triage, x)
			out.Fact = q.Fact
			return out
		}
	}
	return screening.Explanation{Fact: q.Fact, Says: q.Ask, Facts: []string{q.Fact}}
}
