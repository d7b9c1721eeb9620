package main

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
)

// after is what the discomfort after the last session asks for.
func (p page) afterwards() block {
	r := p.After.Result
	line, open := r.Headline(p.words)
	b := block{headline(r.Level.Say(p.words), line, open), nil}
	actions, more := r.Actions(p.words)
	do := []section{p.cut(p.do(actions, p.all), "reasons", more), p.list(whyLabel, "facts", r.Why(p.words)...)}
	know := []section{
		p.remarks("May be", "causes", r.Causes), p.remarks("Advise", "advice", r.WatchFirst()),
		p.remarks("Know", "causes", r.Messages), p.afterSay(),
	}
	if p.Rank(visit.Felt) >= visit.RankDays {
		b.sections = append(append(do, p.afterAsk()), know...)
	} else {
		b.sections = append(append([]section{p.afterAsk()}, do...), know...)
	}
	return b
}

func (p page) remarks(label, name string, all []soreness.Remark) section {
	s := section{label: label}
	for _, r := range all {
		s = s.add(r.Says)
	}
	return p.cut(s, name, 0)
}

// afterAsk is what to ask the client, unless the screening asks it on the same page.
func (p page) afterAsk() section {
	var open []screening.Question
	for _, q := range p.After.Questions {
		if !p.askedAlready(q.Fact) {
			open = append(open, q)
		}
	}
	s, left := section{label: askLabel}, 0
	for i, item := range p.words.Ask(open, p.Intake.Cards) {
		if !p.all && i >= p.caps.of("asks") {
			left += item.Questions
			continue
		}
		s = s.add(item.Text)
	}
	return s.rest(left)
}

func (p page) afterSay() section {
	return section{label: sayLabel}.add(p.After.Result.Client(p.words, p.After.Questions, p.all)...)
}
