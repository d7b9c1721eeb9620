package main

import (
	"slices"

	"github.com/safehands/safehands/examples/internal/column"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/soreness/visit"
)

// screening is whether a massage may begin. What cannot go on or has
// to be looked at first leaves nothing to begin.
func (p page) screening() block {
	d := p.Decision
	if p.Overruled() && !p.all {
		overruled := column.Hang("SCREENING", margin, p.words.Say("session.overruled"))
		return block{overruled, []section{p.disagree()}}
	}
	line, open := p.words.Headline(d)
	label := p.label(p.words.Label(d), d.Disposition == screening.Clarify, p.Questions)
	if p.Rank(visit.Technique) == visit.RankChange && p.Rank(visit.Screening) <= visit.RankCare {
		label = p.words.Say("plan.label.once") // the plan that changes is headed already
	}
	presumed := d.Presumed == screening.UrgencyEmergency
	b := block{
		headline(label, line, open),
		[]section{
			p.disagree(), p.actions(), p.until(), p.where(), p.why(), p.looked(), p.elsewhere(), p.clearances(), p.client(),
		},
	}
	at := 1 // of the questions: what has to be seen today comes before them
	if p.Rank(visit.Screening) == visit.RankToday && !presumed {
		at = 5
	}
	b.sections = slices.Insert(b.sections, at, p.ask())
	return b
}

// disagree is what to ask again: answers that do not go together. In an emergency nobody asks
// first.
func (p page) disagree() section {
	s := section{label: "Ask again"}
	if p.Emergency() {
		s.label = "Both told"
	}
	for _, d := range p.Decision.Disagreements {
		s = s.add(p.words.AskAgain(d, p.Emergency()))
	}
	return s
}

// actions is what to do.
func (p page) actions() section {
	actions, _ := p.words.Actions(p.Decision, p.Clearance...)
	return p.do(actions)
}

// do is what to do, in full.
func (p page) do(actions []screening.Action) section {
	s := section{label: doLabel}
	for _, a := range actions {
		s = s.add(a.Says + " " + a.Instead)
	}
	return s
}

func (p page) until() section {
	s := section{label: "Until"}
	leading, _ := p.Decision.Leading(p.words)
	for _, g := range leading {
		s = s.add(phrase.Capital(g.Until))
	}
	return s
}

// why is what the client told us, in the words that they read, and what follows from it.
func (p page) why() section { return p.cut(p.behind(), "facts") }

// behind is why, in full: whoever is called has to hear all of it.
func (p page) behind() section {
	leading, _ := p.Decision.Leading(p.words)
	return list(whyLabel, p.words.Why(leading...)...)
}

// looked is what was ticked and looked at, and of which nothing applies, and what a clinician said
// that does not count.
func (p page) looked() section {
	return list("Note", p.words.LookedAt(p.LookedAt)...).add(p.words.Idle(p.Decision, p.Clearance...)...)
}

// where is what holds for each group of places, one line for each.
func (p page) where() section {
	shared, places, notes := p.words.Where(p.Decision)
	s := list("Where", shared)
	if len(places) == 0 {
		s.label = "Limits"
	}
	return s.add(places...).add(notes...)
}

func (p page) elsewhere() section { return list("Elsewhere", p.words.Elsewhere(p.Decision)...) }

// clearances is what a clinician would have to agree to, and whom to ask; nothing where a yes
// changes nothing today.
func (p page) clearances() section {
	if d := p.Decision; !p.all && (d.Floor.AtLeast(screening.Defer) || d.Urgency.Pressing()) {
		return section{}
	}
	return list("Whom to ask", p.words.Clearance(p.Decision, p.Clearance...)...)
}

func (p page) client() section {
	return list(sayLabel, p.words.Client(p.Decision, p.Questions, p.all)...).add(p.SafetyNet())
}

// ask is what to ask now: the first pages to fill in line by line, and how many questions come
// after; where all is decided, the side of what is limited.
func (p page) ask() section {
	all := p.words.Ask(p.Questions, p.Intake.Cards)
	if len(all) == 0 && !p.Decision.Urgency.Pressing() { // what decides comes first
		all = p.words.AskSide(p.Decision, p.Questions)
	}
	return p.askList(all)
}

// askList is what to ask, the first page with its lines to read out or to print.
func (p page) askList(all []screening.Asked) section {
	s, left, card := section{label: askLabel}, 0, false
	for i, item := range all {
		if !p.all && i >= caps["asks"] {
			left++
			continue
		}
		isCard := item.Questions > 1
		if isCard && card && !p.all { // its turn comes when the one before it is answered
			item.Lines = nil
		}
		s, card = s.asked(item), card || isCard
	}
	return s.rest(left)
}

// askedAlready reports whether the screening asks for a fact on the same page.
func (p page) askedAlready(fact string) bool {
	asked := func(q screening.Question) bool { return q.Fact == fact }
	return p.Screened && slices.ContainsFunc(p.Questions, asked)
}
