package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/technique"
)

// told is a fact behind a rule as the client answered it. Of what nobody told, what follows from other
// answers stands there with the reason; what is merely usual is nothing to tell.
func (p page) told(x screening.Evidence) string {
	text := p.words.Answer(x.Fact, x.Answer)
	switch x.From {
	case screening.OriginUsual:
		return ""
	case screening.OriginImplied:
		return words.Sentence(text) + " Follows from: " + x.Because
	}
	return text
}

// fact is the same for whoever checks the decision.
func (p page) fact(label string, x screening.Evidence) []string {
	text := fmt.Sprintf("%s %s. %s", x.Fact, x.Answer, p.words.Answer(x.Fact, x.Answer))
	switch x.From {
	case screening.OriginUsual:
		text = words.Sentence(text) + " Nobody was asked: it counts at its usual value."
	case screening.OriginImplied:
		text = words.Sentence(text) + " Follows from: " + x.Because
	}
	return entry(label, text)
}

// disagree is what to ask again: answers that do not go together. In an emergency nobody asks first.
func (p page) disagree() section {
	s := section{label: "Ask again"}
	if p.emergency() {
		s.label = "Both told"
	}
	for _, d := range p.decision.Disagreements {
		text := "Two answers do not go together: " + p.words.Answer(d.Fact, d.Answer) + ", but " + words.Lower(d.Because) +
			" The more careful one counts."
		if !p.emergency() {
			text += " Please ask again" + marks(false, p.private[d.Fact]) + "."
		}
		s.add(text)
	}
	if p.emergency() {
		s.items = s.items[:min(len(s.items), p.caps.again)]
		return s
	}
	s.items = p.cut(s.items, p.caps.again, 0)
	return s
}

func (p page) disagreement(d screening.Disagreement) []string {
	out := words.Hang("", 0, d.Fact+": told "+d.Answer)
	out = append(out, entry("words", p.words.Answer(d.Fact, d.Answer))...)
	out = append(out, entry("implied", d.Implied)...)
	out = append(out, entry("because", d.Because)...)
	for _, x := range d.By {
		out = append(out, p.fact("by", x)...)
	}
	return out
}

// footer is what holds for the whole page: what could not be worked out, that nobody has reviewed the
// rules, and last that this clinic's are milder.
func (p page) footer(reviewed string) []string {
	var out []string
	if p.inexact() {
		out = append(out, words.Wrap("Not everything could be worked out in time; more is asked than may be needed.", words.Width)...)
	}
	out = append(out, reviewed)
	if ids := p.weakened(); len(ids) > 0 {
		which := words.Number(len(ids))
		if p.all {
			which = strings.Join(ids, ", ")
		}
		out = append(out, words.Wrap("Some rules of this clinic are milder than the library's own: "+which+".", words.Width)...)
	}
	return out
}

// inexact reports whether a search was cut short that anything on the page comes from.
func (d decided) inexact() bool {
	cut := func(questions []screening.Question) bool {
		return slices.ContainsFunc(questions, func(q screening.Question) bool { return q.Inexact })
	}
	asked := d.technicalQuestions()
	if d.stopping != nil {
		asked = append(asked, d.stopping.Questions...)
	}
	if slices.ContainsFunc(asked, func(q technique.Question) bool { return q.Inexact }) {
		return true
	}
	return d.screened && (d.decision.Inexact || cut(d.questions)) || d.triage != nil && (d.triage.result.Inexact || cut(d.triage.questions))
}

// weakened are the rules behind anything on the page that were made milder, by id and each once.
func (d decided) weakened() []string {
	var ids []string
	if d.screened {
		ids = append(ids, d.decision.Weakened...)
	}
	if d.matching != nil {
		ids = append(ids, d.matching.Weakened...)
	}
	if d.review != nil {
		ids = append(ids, d.review.Weakened...)
	}
	if d.stopping != nil {
		ids = append(ids, d.stopping.Weakened...)
	}
	if d.triage != nil {
		ids = append(ids, d.triage.result.Weakened...)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
