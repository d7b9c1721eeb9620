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
	b := block{headline(p.label(r.Level.Say(p.words), r.Level == soreness.Clarify, p.After.Questions), line, open), nil}
	actions, _ := r.Actions(p.words)
	b.sections = append(b.sections, p.stale())
	do := []section{p.do(actions), p.list(whyLabel, "facts", r.Why(p.words)...)}
	know := []section{
		p.remarks("May be", "causes", r.Causes), p.remarks("Advise", "advice", r.WatchFirst()),
		p.remarks("Know", "messages", r.Messages), p.dangerSigns(), p.afterSay(),
	}
	if p.Rank(visit.Felt) >= visit.RankDays {
		b.sections = append(append(append(b.sections, do...), p.afterAsk()), know...)
	} else {
		b.sections = append(append(append(b.sections, p.afterAsk()), do...), know...)
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
	return p.asked(open)
}

func (p page) afterSay() section {
	return section{label: sayLabel}.add(p.After.Result.Client(p.words, p.After.Questions, p.all)...)
}

// stale is what to ask again where the answers are from before the session.
func (p page) stale() section {
	r := p.After.Result
	if !r.Stale {
		return section{}
	}
	s := section{label: "Ask again"}.add(p.words.Say("after.stale"))
	for _, card := range r.AskAgain {
		s = s.add(p.words.Card(card))
	}
	return s
}

// dangerSigns is the list that the client takes home, where nobody has to be seen before.
func (p page) dangerSigns() section {
	if p.Rank(visit.Felt) >= visit.RankDays {
		return section{}
	}
	return section{label: "Danger list"}.add(soreness.DangerSigns(p.words)...)
}
