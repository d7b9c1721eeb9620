package technique

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Stopping is whether a session that goes on has to stop. The zero value is not settled.
type Stopping struct {
	// Stop says that the hands come off now: for good where Settled, otherwise until what is asked
	// has been answered. A sign that calls for help always stops.
	Stop bool `json:"stop"`
	// Change says that the work goes on in another place or in another way.
	Change bool `json:"change"`
	// Urgency is how soon the client has to be seen, by what is known.
	Urgency screening.Urgency `json:"urgency"`
	// Settled says that no answer that is missing can change whether the session ends.
	Settled    bool            `json:"settled"`
	Violations []Violation     `json:"violations"`
	Open       []OpenViolation `json:"open"`
	// Questions are what was not given and can still end the session or bring help sooner.
	Questions []Question `json:"questions"`
	// Weakened are the plan rules that overlays or the guideline profile made
	// milder for somebody, by id.
	Weakened    []string `json:"weakened"`
	Fingerprint string   `json:"fingerprint"`
}

// MarshalJSON writes whether to stop; lists are never null.
func (s Stopping) MarshalJSON() ([]byte, error) {
	type plain Stopping
	return json.Marshal(document.Lists(plain(s)))
}

// Stop says whether a session that goes on has to stop. What the intake of the visit tells counts:
// a faint is more in a pregnancy, and a crack is more where bones break easily. The error is a
// [*document.Error] with every answer that cannot be.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (p *Planner) Stop(v Visit, d During) (Stopping, error) {
	if !p.built() {
		return Stopping{}, errNotBuilt
	}
	var problems document.Problems
	p.durings.Check(&d, under("session", &problems))
	w := p.works.Get().(*work)
	defer p.works.Put(w)
	p.answerVisit(&v, w.answers, &problems)
	if err := problems.Err(); err != nil {
		return Stopping{}, err
	}
	p.durings.Fill(&d, w.answers, &problems)
	if err := p.plan.Evaluate(w.answers, policy.Request{}, &w.evaluation); err != nil {
		p.addSession(&problems, err, v.Intake)
		return Stopping{}, problems.Err()
	}
	c := &checking{p: p, plan: &Plan{}, work: w}
	outcomes := slices.DeleteFunc(slices.Clone(w.evaluation.Outcomes()),
		func(o policy.Outcome) bool { return !p.duringRules[o.Rule.ID] })
	floor, _ := c.take(WholePlan, outcomes)
	s := Stopping{
		Settled: true, Violations: c.review.Violations, Open: c.review.Open,
		Weakened: slices.Clone(p.weakened.plan), Fingerprint: p.fingerprint,
	}
	ended := false
	for _, o := range outcomes {
		switch {
		case o.Counts():
			// Whoever is not sure of what ends a session ends it.
			ended = ended || p.ends(o)
			s.Urgency = max(s.Urgency, screening.Urgency(o.Urgency))
		case p.ends(o):
			s.Settled = false
			s.Stop = s.Stop || c.behindSign(o)
		}
	}
	s.Stop, s.Settled = s.Stop || ended, s.Settled || ended
	s.Change = floor >= KindChange && !s.Stop
	s.Questions = c.askDuring(outcomes, s.Settled, s.Urgency)
	return s, nil
}

// addSession joins what the rules cannot read, each at its place in the session or in the intake.
func (p *Planner) addSession(to *document.Problems, err error, in screening.Intake) {
	var e *document.Error
	if !errors.As(err, &e) {
		to.Join(err, nil)
		return
	}
	for _, x := range e.Problems {
		if key, ok := p.durings.Key(x.Path); ok {
			x.Path = "session." + key
			to.Add(x)
			continue
		}
		addIntake(to, &document.Error{Problems: []document.Problem{x}}, in)
	}
}

// ends reports whether a rule that holds ends the session: by its kind, or because it calls for
// help, whatever its kind.
func (p *Planner) ends(o policy.Outcome) bool {
	most := len(p.plan.Schema().Urgencies) - 1
	return o.Rule.Kind == KindStop.String() || o.Urgency == most
}

// behindSign reports whether a rule waits only for how a sign goes on that has come up. Nobody
// works on until that is answered.
func (c *checking) behindSign(o policy.Outcome) bool {
	return !slices.ContainsFunc(o.WaitsFor, func(f int) bool {
		return c.p.plan.Facts()[f].AskedIf == "" || !c.mayAsk(f)
	})
}

// mayAsk reports whether everything is answered on which it depends whether a fact is asked for.
func (c *checking) mayAsk(fact int) bool {
	return !slices.ContainsFunc(c.p.plan.ReadsOf(fact), func(f int) bool {
		return f != fact && c.work.answers.Fact(f).State == policy.NotAsked
	})
}

// askDuring are the questions whose answer can still end the session, or bring help sooner.
func (c *checking) askDuring(outcomes []policy.Outcome, settled bool, urgency screening.Urgency) (out []Question) {
	matters := func(o policy.Outcome) bool {
		return !o.Counts() && (!settled && c.p.ends(o) || screening.Urgency(o.Urgency) > urgency)
	}
	open := lists.Some(outcomes, func(o policy.Outcome) (string, bool) { return o.Rule.ID, matters(o) })
	for _, q := range c.work.evaluation.Questions(outcomes) {
		asked := screening.QuestionOf(c.p.plan, q)
		rules := slices.DeleteFunc(asked.Rules, func(r string) bool { return !slices.Contains(open, r) })
		if strings.HasPrefix(q.Fact.Name, "during.") && len(rules) > 0 && c.mayAsk(q.Index) {
			// Among these rules alone every answer that is missing can decide.
			asked.Rules, asked.Decides = rules, true
			out = append(out, Question{asked, WholePlan})
		}
	}
	return out
}
