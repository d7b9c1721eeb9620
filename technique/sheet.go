package technique

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Sheet is everything that a therapist fills in about how a massage is given: what was found and
// what earlier sessions brought, which stand in the visit, the plan, and the session while it goes
// on.
type Sheet struct {
	Visit
	Plan   Plan
	During *During // nil: no session goes on; Set begins one
}

// Set answers a fact of a sheet by its name: presentation.found, one of history., of plan. or of
// during., and of a step step.regions, step.pressure, step.minutes or stroke.id. The step counts
// from 0; one behind the last adds a step. For what is not about a step it is of no account. An
// answer that is not asked takes the old one away. The error is a [*document.Error] with what the
// codec and Check say of the same answer; the sheet then stays as it was.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func (p *Planner) Set(s *Sheet, step int, fact string, a answer.Any) error {
	if !p.built() || s == nil {
		return errNotBuilt
	}
	next := *s
	if err := p.enter(&next, step, fact, a); err != nil {
		return err
	}
	if fresh := document.Fresh(p.planFaults(&next), p.planFaults(s)); fresh != nil {
		return fresh
	}
	*s = next
	return nil
}

// SetText is Set for an answer as somebody types or chooses it, as [screening.Screener.SetText]
// reads it. What cannot be read leaves the sheet as it was.
//
// [screening.Screener.SetText]:
// https://pkg.go.dev/github.com/safehands/safehands/screening#Screener.SetText
func (p *Planner) SetText(s *Sheet, step int, fact string, words ...string) error {
	if !p.built() || s == nil {
		return errNotBuilt
	}
	i, ok := p.plan.FactIndex(fact)
	if !ok || !p.settable(fact) {
		return p.unknownFact(fact)
	}
	if named := len(words) > 0 && words[0] != "" && words[0] != answer.Unsure.String(); named && fact == regionsFact {
		return p.Set(s, step, fact, answer.Values(words...)) // groups too
	}
	var problems document.Problems
	a := p.facts.Parse(i, words, &problems)
	if err := problems.Err(); err != nil {
		return err
	}
	return p.Set(s, step, fact, a)
}

// Unsure answers a fact that was asked, and that nobody knows. What is planned is known or not
// given.
func (p *Planner) Unsure(s *Sheet, step int, fact string) error {
	return p.Set(s, step, fact, answer.Of(answer.Unsure))
}

// Clear makes facts not asked again. The error says which names are none; the sheet then stays as
// it was.
func (p *Planner) Clear(s *Sheet, step int, facts ...string) error {
	if !p.built() || s == nil {
		return errNotBuilt
	}
	next := *s
	var problems document.Problems
	for _, fact := range facts {
		if err := p.Set(&next, step, fact, answer.Any{}); err != nil {
			problems.Join(err, nil)
		}
	}
	if err := problems.Err(); err != nil {
		return err
	}
	*s = next
	return nil
}

// Get returns the answer to a fact that Set answers; of a step or a session that there is not, not
// asked. The error says that there is no such fact.
func (p *Planner) Get(s Sheet, step int, fact string) (answer.Any, error) {
	if !p.built() {
		return answer.Any{}, errNotBuilt
	}
	if !p.settable(fact) {
		return answer.Any{}, p.unknownFact(fact)
	}
	var at Step
	if step >= 0 && step < len(s.Plan.Strokes) {
		at = s.Plan.Strokes[step]
	}
	var going During
	if s.During != nil {
		going = *s.During
	}
	named := func(name string) answer.Any {
		if name == "" {
			return answer.Any{}
		}
		return answer.Value(name)
	}
	switch fact {
	case foundFact:
		return s.Presentation.given, nil
	case planTechnique:
		return named(s.Plan.Technique), nil
	case strokeID:
		return named(at.Stroke), nil
	case regionsFact:
		if len(at.Regions) == 0 {
			return answer.Any{}, nil
		}
		names := lists.Of(at.Regions, func(r body.Region) string { return string(r) })
		return answer.Values(names...), nil
	}
	for _, get := range []func(string) (answer.Any, bool){
		func(fact string) (answer.Any, bool) { return p.histories.Get(&s.History, fact) },
		func(fact string) (answer.Any, bool) { return p.plans.Get(&s.Plan, fact) },
		func(fact string) (answer.Any, bool) { return p.steps.Get(&at, fact) },
		func(fact string) (answer.Any, bool) { return p.durings.Get(&going, fact) },
	} {
		if a, ok := get(fact); ok {
			return a, nil
		}
	}
	return answer.Any{}, p.unknownFact(fact)
}

// Path is where a visit in JSON has the answer to a fact that Set answers, for a step with its
// number from 0. Of what is no such fact it is empty.
func (p *Planner) Path(step int, fact string) string {
	if !p.built() {
		return ""
	}
	at := fmt.Sprintf("plan.strokes[%d].", max(0, step))
	switch fact {
	case foundFact:
		return "presentation"
	case planTechnique:
		return "plan.technique"
	case strokeID:
		return at + "stroke"
	case regionsFact:
		return at + "region"
	}
	for _, x := range []struct {
		prefix string
		key    func(string) (string, bool)
	}{
		{"history.", p.histories.Key}, {"plan.", p.plans.Key}, {at, p.steps.Key}, {"session.", p.durings.Key},
	} {
		if key, ok := x.key(fact); ok {
			return x.prefix + key
		}
	}
	return ""
}

// settable reports whether somebody answers a fact: everything else of a plan follows.
func (p *Planner) settable(fact string) bool { return p.Path(0, fact) != "" }

// ofStep reports whether a fact is answered for one step.
func ofStep(fact string) bool {
	return strings.HasPrefix(fact, "step.") || strings.HasPrefix(fact, "stroke.")
}

func (p *Planner) enter(s *Sheet, step int, fact string, a answer.Any) error {
	i, ok := p.plan.FactIndex(fact)
	if !ok || !p.settable(fact) {
		return p.unknownFact(fact)
	}
	fault := regionFault(a)
	if fact != regionsFact {
		var x policy.Answer
		if x, fault = p.facts.Answer(i, a); fault == "" {
			fault = p.plan.Facts()[i].Fault(x)
		}
	}
	name, fault := plannedName(fact, a, fault)
	if fault != "" {
		return problem(fact, fault)
	}
	switch fact {
	case foundFact:
		s.Presentation = Presentation{a}
		return nil
	case planTechnique:
		s.Plan.Technique = name
		return nil
	}
	if ofStep(fact) {
		return p.enterStep(s, step, fact, name, a)
	}
	if p.histories.Has(fact) {
		return p.histories.Set(&s.History, fact, a)
	}
	if p.plans.Has(fact) {
		return p.plans.Set(&s.Plan, fact, a)
	}
	going := During{}
	if s.During != nil {
		going = *s.During
	}
	if err := p.durings.Set(&going, fact, a); err != nil {
		return err
	}
	s.During = &going
	return nil
}

// plannedName is the name that an answer gives to what is planned, for which unsure is no answer.
func plannedName(fact string, a answer.Any, fault string) (string, string) {
	planned := fact == planTechnique || fact == strokeID || fact == regionsFact
	switch {
	case fault != "" || !planned:
		return "", fault
	case a.Unsure():
		return "", "is planned or not given; unsure says nothing of a plan"
	}
	if names, ok := a.Values(); ok && len(names) == 1 {
		return names[0], ""
	}
	return "", ""
}

// regionFault says what is wrong with an answer that names regions, of which groups stand for their
// parts, or nothing.
func regionFault(a answer.Any) string {
	names, ok := a.Values()
	switch {
	case !a.Asked() || a.Unsure():
		return ""
	case !ok:
		return "takes values of its list or unsure"
	case len(names) > len(regionNames()):
		return document.TooMany(len(names), len(regionNames()), "values")
	}
	for _, name := range names {
		if !slices.Contains(regionNames(), name) {
			return fmt.Sprintf("%.60q is not one of its values%s", name, document.Suggest(name, regionNames()))
		}
	}
	return ""
}

func (p *Planner) enterStep(s *Sheet, step int, fact, name string, a answer.Any) error {
	steps := slices.Clone(s.Plan.Strokes)
	switch {
	case step < 0 || step > len(steps):
		return problem(fact, fmt.Sprintf("speaks of step %d, and the plan has %d", step, len(steps)))
	case step == len(steps) && len(steps) == MaxSteps:
		return problem(fact, document.TooMany(len(steps)+1, MaxSteps, "strokes"))
	case step == len(steps) && !a.Asked():
		return nil
	case step == len(steps):
		steps = append(steps, Step{})
	}
	to := &steps[step]
	switch fact {
	case strokeID:
		to.Stroke = name
	case regionsFact:
		names, _ := a.Values()
		to.Regions = nil
		for _, name := range names {
			to.Regions = append(to.Regions, body.Region(name))
		}
	default:
		if err := p.steps.Set(to, fact, a); err != nil {
			return err
		}
	}
	s.Plan.Strokes = steps
	return nil
}

// planFaults is what is wrong with the plan of a sheet and with its session, as Check and Stop find
// it.
func (p *Planner) planFaults(s *Sheet) error {
	var problems document.Problems
	p.checkPlan(&s.Plan, &s.Decision, &problems)
	if s.During != nil {
		_, err := p.Stop(Visit{}, *s.During)
		problems.Join(err, nil)
	}
	return problems.Err()
}

func problem(path, message string) error {
	return &document.Error{Problems: []document.Problem{{Path: path, Message: message}}}
}

func (p *Planner) unknownFact(name string) error {
	i, known := p.plan.FactIndex(name)
	if known && p.screener.Path(name) != "" {
		return problem(name, "is a fact of the intake; Screener.Set answers it")
	}
	if known && len(p.plan.Facts()[i].From) > 0 {
		return problem(name, "is not answered; it follows from "+strings.Join(p.plan.Facts()[i].From, ", "))
	}
	names := lists.Some(p.plan.Facts(), func(f policy.Fact) (string, bool) {
		return f.Name, p.settable(f.Name)
	})
	return problem(document.Shorten(name), "is no fact of a plan"+document.Suggest(name, names))
}
