package main

import (
	"slices"

	"github.com/safehands/safehands/examples/internal/column"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/soreness/visit"
)

// screening is whether a massage may begin, on the given number of lines. What cannot go on or has
// to be looked at first leaves nothing to begin.
func (p page) screening(room int) block {
	d := p.Decision
	if p.Overruled() && !p.all {
		overruled := column.Hang("SCREENING", margin, p.words.Say("session.overruled"))
		return block{overruled, []section{p.disagree()}}
	}
	line, open := p.words.Headline(d)
	b := block{
		headline(p.words.Disposition(d.Disposition), line, open),
		[]section{p.disagree(), p.actions(), p.until(), p.where(), p.why(), p.elsewhere(), p.clearances(), p.client()},
	}
	at := 1 // of the questions: what has to be seen today comes before them
	if p.Rank(visit.Screening) == visit.RankToday {
		at = 5
	}
	b.sections = slices.Insert(b.sections, at, p.ask(room-len(p.join(b))))
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
	if p.Emergency() {
		s.items = s.items[:min(len(s.items), p.caps.of("again"))]
		return s
	}
	return p.cut(s, "again", 0)
}

// actions is what to do: of the first ground everything, of the others what they say; in an
// emergency everything.
func (p page) actions() section {
	actions, more := p.words.Actions(p.Decision, p.Clearance...)
	if p.Emergency() {
		return p.do(actions, true)
	}
	return p.cut(p.do(actions, p.all), "reasons", more)
}

// do is what to do: everything, or of all but the first no more than what they say.
func (p page) do(actions []screening.Action, full bool) section {
	s := section{label: "What to do"}
	for i, a := range actions {
		if i > 0 && !full {
			a.Instead = ""
		}
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
	return p.cut(s, "reasons", 0)
}

// why is what the client told us, in the words that they read, and what follows from it.
func (p page) why() section {
	leading, _ := p.Decision.Leading(p.words)
	return p.list(whyLabel, "facts", p.words.Why(leading...)...)
}

// where is what holds for each group of places, one line for each.
func (p page) where() section {
	shared, places, notes := p.words.Where(p.Decision)
	s, hidden := section{label: "Where"}.add(shared), 0
	if len(places) == 0 {
		s.label = "Limits"
	}
	if most := p.caps.of("places"); !p.all && len(places) > most {
		hidden = len(places) - most
		places = places[:most]
	}
	return s.add(places...).add(p.cut(section{items: notes}, "notes", hidden).items...)
}

func (p page) elsewhere() section {
	return p.list("Elsewhere", "elsewhere", p.words.Elsewhere(p.Decision)...)
}

// clearances is what a clinician would have to agree to, and whom to ask; nothing where a yes
// changes nothing today.
func (p page) clearances() section {
	if d := p.Decision; !p.all && (d.Floor.AtLeast(screening.Defer) || d.Urgency.Pressing()) {
		return section{}
	}
	return p.list("A yes to", "clearance", p.words.Clearance(p.Decision, p.Clearance...)...)
}

func (p page) client() section {
	return section{label: sayLabel}.add(p.words.Client(p.Decision, p.Questions, p.all)...).add(p.SafetyNet())
}

// ask is what to ask now. What does not fit on the given number of lines is counted.
func (p page) ask(room int) section {
	s, used, left := section{label: askLabel}, 0, 0
	items := p.words.Ask(p.Questions, p.Intake.Cards)
	for i, item := range items {
		height := len(column.Wrap(item.Text, column.Width-margin-2))
		// The line that counts the rest needs room too, unless this is the rest.
		if !p.all && (left > 0 || used+height > room-min(1, len(items)-1-i)) && i > 0 {
			left += item.Questions
			continue
		}
		s.items = append(s.items, item.Text)
		used += height
	}
	return s.rest(left)
}

// askedAlready reports whether the screening asks for a fact on the same page, where it has room
// to.
func (p page) askedAlready(fact string) bool {
	asked := func(q screening.Question) bool { return q.Fact == fact }
	return p.Screened && p.brief <= mostBlocks && slices.ContainsFunc(p.Questions, asked)
}
