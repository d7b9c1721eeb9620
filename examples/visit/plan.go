package main

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/technique"
)

// planned is what is said of the plan, and what to choose instead of one that does not fit.
func (p page) planned() block {
	w, r := p.words, p.Review
	changes, cautions := r.Changes(w, *p.Plan), r.Cautions(w, *p.Plan)
	line := func(name string) []string {
		return headline(w.Say("plan.label."+name), w.Say("plan."+name, "plan", p.Plan.Called(w)))
	}
	sections := []section{
		p.askPlan(), objections("Change", changes), objections("With care", cautions), list("Who", r.Who(w, *p.Plan)),
	}
	switch {
	case len(p.Matching.Obstacles) > 0 && !p.Matching.Allowed:
		// What keeps a massage from beginning is said by the screening; the plan waits with it.
		return block{headline(w.Say("plan.label.waits"), p.Matching.Obstacles[0].Says), sections}
	case len(changes) > 0:
		instead := list("Instead", p.Matching.Instead(w, *p.Plan)...)
		if len(p.Matching.Candidates()) > 0 {
			instead = p.cut(instead, "choices")
		}
		if len(instead.items) > 0 {
			sections = append(sections, instead, p.how())
		}
		return block{line("change"), sections}
	case !r.Settled:
		return block{line("open"), sections}
	case len(cautions) > 0:
		return block{headline(w.Say("plan.label.fits"), w.Say("plan.care", "plan", p.Plan.Called(w))), sections}
	}
	return block{line("fits"), sections}
}

func objections(label string, all []technique.Objection) section {
	s := section{label: label}
	for _, o := range all {
		s = s.add(o.Steps + o.Says + " " + o.Instead)
	}
	return s
}

// askPlan is what is not given of the plan, or was not asked, and can still change what is said of
// it.
func (p page) askPlan() section {
	var all []screening.Asked
	for _, q := range p.PlanQuestions() {
		if q.Now() && !p.askedAlready(q.Fact) {
			all = append(all, q.Asked(p.words))
		}
	}
	return p.askList(all)
}

// chosen is what suits, where nothing is planned yet.
func (p page) chosen() block {
	w, m, ask := p.words, p.Matching, p.askPlan()
	none := w.Say("suits.label.none")
	leftOut, most := list("Leave out", m.LeftOut(w)...), caps["choices"]+1
	if p.all {
		most = 0
	}
	suits := m.Suits(w, most)
	switch {
	case !m.Allowed:
		return block{headline(none, m.Obstacles[0].Says), nil}
	case suits != "":
		sections := []section{ask, p.how(), list("Usual", m.Usual(w)...), leftOut}
		return block{headline(w.Say("suits.label"), suits), sections}
	}
	text := w.Say("suits.none")
	if len(m.Obstacles) > 0 {
		text = m.Obstacles[0].Says
	} else if len(ask.items) > 0 {
		text = w.Say("suits.open")
	}
	return block{headline(none, text), []section{ask, leftOut}}
}

// how is how to go about it.
func (p page) how() section { return list("How", p.Matching.How()...) }

// during is whether the session that goes on has to stop.
func (p page) during() block {
	s := p.Stopping
	label, line := s.Headline(p.words)
	say := list(sayLabel, s.Client(p.words))
	b := block{headline(label, line), []section{say}}
	switch {
	case s.Stop || len(s.Violations) > 0:
		do := section{label: doLabel}
		for _, v := range s.Violations {
			do = do.add(v.Says + " " + v.Instead)
		}
		b.sections = []section{do, p.duringAsk(), list(whyLabel, s.Why(p.words)...), say}
	case !s.Settled:
		b.sections = []section{p.duringAsk(), say}
	}
	return b
}

// duringAsk is what can still end the session.
func (p page) duringAsk() section {
	ask := section{label: askLabel}
	for _, q := range p.Stopping.Questions {
		if q.Staff = false; q.Now() { // it is asked, and hangs on no sign
			ask = ask.asked(p.words.AskOne(q.Question))
		}
	}
	return ask
}
