package main

import (
	"slices"

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
	do := []section{p.do(actions), p.cut(list(whyLabel, r.Why(p.words)...), "facts")}
	if p.Rank(visit.Felt) >= visit.RankDays {
		do = append(do, p.afterAsk())
	} else {
		do = slices.Insert(do, 0, p.afterAsk())
	}
	b.sections = append(append(b.sections, do...),
		p.cut(remarks("May be", r.Causes), "causes"), remarks("Advise", r.WatchFirst()),
		remarks("Know", r.Messages), p.dangerSigns(), p.afterSay())
	return b
}

func remarks(label string, all []soreness.Remark) section {
	s := section{label: label}
	for _, r := range all {
		s = s.add(r.Says)
	}
	return s
}

// afterAsk is what to ask the client, unless the screening asks it on the same page.
func (p page) afterAsk() section {
	already := func(q screening.Question) bool { return p.askedAlready(q.Fact) }
	open := slices.DeleteFunc(slices.Clone(p.After.Questions), already)
	return p.askList(p.words.Ask(open, p.Intake.Cards))
}

func (p page) afterSay() section {
	return list(sayLabel, p.After.Result.Client(p.words, p.After.Questions, p.all)...)
}

// stale is what to ask again where the answers are from before the session.
func (p page) stale() section {
	r := p.After.Result
	if !r.Stale {
		return section{}
	}
	s := list("Ask again", p.words.Say("after.stale"))
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
	return list("Danger list", soreness.DangerSigns(p.words)...)
}
