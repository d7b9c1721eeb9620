package main

import (
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/technique"
)

// during is whether the session that goes on has to stop.
func (p page) during() block {
	s := p.stopping
	switch {
	case s.Stop:
		return p.stop()
	case !s.Settled:
		ask := section{label: askLabel}
		for _, q := range s.Questions {
			q.Staff = false // it is asked
			ask.add(p.single(q.Question))
		}
		say := section{label: sayLabel, items: []string{"How is it? Tell us what hurts, and whether you would like to stop."}}
		headline := words.Hang("GO ON?", 8, "Ask before you go on; an answer that is missing can end the session.")
		return block{rankAsk, headline, []section{ask, say}}
	}
	say := section{label: sayLabel, items: []string{"Tell us at once if anything hurts or feels wrong. You can stop at any time."}}
	return block{rankMay, words.Hang("GO ON", 7, "Nothing that was told asks you to stop."), []section{say}}
}

func (p page) stop() block {
	const label = "STOP NOW"
	do, why := section{label: "What to do"}, section{label: "Why"}
	headline := ""
	for _, v := range p.stopping.Violations {
		if says := strings.TrimLeft(strings.TrimPrefix(v.Says, "Stop now"), " ."); headline == "" {
			headline = words.Capital(strings.TrimPrefix(says, "and "))
		}
		do.add(v.Instead)
		p.addFacts(&why, v)
	}
	if headline == "" {
		headline = "Take your hands off and stay with the client."
	}
	say := section{label: sayLabel, items: []string{"We stop here. Please tell us what you feel, and where."}}
	return block{rankNow, words.Hang(label, len(label)+2, headline), []section{do, why, say}}
}

// addFacts adds the answers behind a rule that speak for it: those that were given as a plain no speak against something else.
func (p page) addFacts(s *section, v technique.Violation) {
	for _, f := range v.Facts {
		if f.Answer != "no" {
			s.add(p.told(f))
		}
	}
}
