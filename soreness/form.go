package soreness

import (
	"maps"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/policy/document"
)

// Form draws everything that may be asked after a session: the report, what was not told of the
// last session, and a clinic's own facts. The intake's pages are drawn by
// [screening.Screener.Form]. What matters is as [Triager.Questions] has it. The error is that of
// Triage.
func (t *Triager) Form(in screening.Intake, c Course) ([]form.Page, error) {
	if !t.built() {
		return nil, errNotBuilt
	}
	w := t.scratch.Get().(*work)
	defer t.scratch.Put(w)
	if err := t.evaluateKept(in, &c, w); err != nil {
		return nil, err
	}
	return form.Source{
		Set: t.triage, Facts: t.facts, Evaluation: &w.triage, Answers: w.answers,
		Path: func(fact string) string {
			if !t.settable(fact) {
				return ""
			}
			return t.path(&c, fact)
		},
	}.Pages(), nil
}

// Next returns what to ask next after a session, and whether there is anything, as
// [screening.Screener.Next] does before one: a card or question of the intake, or one of the
// course, which Set answers. What follows from the sessions as they are listed, such as a fact of
// the technique, is not asked.
//
// Of an intake from before the session, which [Triager.Triage] explains, it asks again for what
// held that day, and goes on to ask until the answers stand in an intake that
// [screening.Screener.Expire] left and the course says that they were asked again. The error is
// that of Triage.
func (t *Triager) Next(in screening.Intake, c Course, refine bool) (screening.Asking, bool, error) {
	if !t.built() {
		return screening.Asking{}, false, errNotBuilt
	}
	w := t.scratch.Get().(*work)
	defer t.scratch.Put(w)
	if err := t.evaluateKept(in, &c, w); err != nil {
		return screening.Asking{}, false, err
	}
	for _, x := range w.triage.Askings() {
		if !x.Decides && !refine {
			break
		}
		if fact := x.Questions[0]; x.Card != nil || fact.Index < t.base || t.settable(fact.Fact.Name) {
			out := screening.AskingOf(t.triage, x)
			if out.Path = t.screener.AskingPath(out); out.Path == "" {
				out.Path = t.Path(c, fact.Fact.Name)
			}
			return out, true, nil
		}
	}
	return screening.Asking{}, false, nil
}

// Path is where a visit in JSON has the answer to a fact of the report, of the last session or of a
// clinic's own; of what follows from a session, where that stands. Of a fact of the intake
// [screening.Screener.Path] knows it; of that, of what is no fact, and of a session where there is
// none, it is empty.
func (t *Triager) Path(c Course, fact string) string {
	if !t.built() {
		return ""
	}
	i, known := t.triage.FactIndex(fact)
	if fact == techniqueFact {
		i, known = t.derived.intense, true
		fact = t.triage.Facts()[i].Name
	}
	if !known || i < t.base || len(c.Sessions) == 0 && !t.reports.Has(fact) && !slices.Contains(t.own, fact) {
		return ""
	}
	return t.path(&c, fact)
}

func (t *Triager) settable(fact string) bool {
	return t.reports.Has(fact) || t.sessions.Has(fact) || slices.Contains(t.own, fact)
}

// SetText is Set for an answer as somebody types or chooses it, as [screening.Screener.SetText]
// reads it. What cannot be read leaves the course as it was.
func (t *Triager) SetText(c *Course, fact string, words ...string) error {
	if !t.built() || c == nil {
		return errNotBuilt
	}
	var p document.Problems
	i, ok := t.triage.FactIndex(fact)
	if !ok || !t.settable(fact) {
		t.unknownFact(fact, &p)
		return p.Err()
	}
	a := t.facts.Parse(i, words, &p)
	if err := p.Err(); err != nil {
		return err
	}
	return t.Set(c, fact, a)
}

// Set answers a fact of the report, of the last session, or of a clinic's own, by its name. The
// error says what is wrong with the name or the answer, as the codec does; the course then stays as
// it was.
func (t *Triager) Set(c *Course, fact string, a answer.Any) error {
	if !t.built() || c == nil {
		return errNotBuilt
	}
	var p document.Problems
	i, ok := t.triage.FactIndex(fact)
	if !ok || !t.settable(fact) {
		t.unknownFact(fact, &p)
		return p.Err()
	}
	x, fault := t.facts.Answer(i, a)
	if fault == "" {
		fault = t.triage.Facts()[i].Fault(x)
	}
	switch {
	case fault != "":
		return &document.Error{Problems: []document.Problem{problem(fact, "%s", fault)}}
	case t.reports.Has(fact):
		return t.reports.Set(&c.Report, fact, a)
	case !t.sessions.Has(fact):
		own := maps.Clone(c.Own)
		if own == nil {
			own = answer.Own{}
		}
		if own[fact] = t.facts.Any(i, x); !a.Asked() {
			delete(own, fact)
		}
		c.Own = own
		return nil
	case len(c.Sessions) == 0:
		return &document.Error{Problems: []document.Problem{problem(fact, "speaks of a session, and there is none")}}
	}
	sessions := slices.Clone(c.Sessions)
	if err := t.sessions.Set(&sessions[len(sessions)-1], fact, a); err != nil {
		return err
	}
	c.Sessions = sessions
	return nil
}

// Unsure answers a fact that was asked, and that nobody knows.
func (t *Triager) Unsure(c *Course, fact string) error {
	return t.Set(c, fact, answer.Of(answer.Unsure))
}

// Clear makes facts not asked again. The error says which names are none; the course then stays as
// it was.
func (t *Triager) Clear(c *Course, facts ...string) error {
	if !t.built() || c == nil {
		return errNotBuilt
	}
	next := *c
	var p document.Problems
	for _, fact := range facts {
		if err := t.Set(&next, fact, answer.Any{}); err != nil {
			p.Join(err, nil)
		}
	}
	if err := p.Err(); err != nil {
		return err
	}
	*c = next
	return nil
}

// Get returns the answer to a fact that Set answers; of a session where there is none, not asked.
// The error says that there is no such fact.
func (t *Triager) Get(c Course, fact string) (answer.Any, error) {
	if !t.built() {
		return answer.Any{}, errNotBuilt
	}
	if a, ok := t.reports.Get(&c.Report, fact); ok {
		return a, nil
	}
	if t.sessions.Has(fact) {
		var last Session
		if n := len(c.Sessions); n > 0 {
			last = c.Sessions[n-1]
		}
		a, _ := t.sessions.Get(&last, fact)
		return a, nil
	}
	if slices.Contains(t.own, fact) {
		return c.Own[fact], nil
	}
	var p document.Problems
	t.unknownFact(fact, &p)
	return answer.Any{}, p.Err()
}

func (t *Triager) unknownFact(name string, p *document.Problems) {
	var names []string
	for _, f := range t.triage.Facts() {
		if t.settable(f.Name) {
			names = append(names, f.Name)
		}
	}
	p.Add(problem(document.Shorten(name), "is no fact of a report or a session%s", document.Suggest(name, names)))
}
