package main

import (
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/soreness"
)

// watch is the advice that says what would change everything. It is given before all other.
const watch = "watch"

// after is what the discomfort after the last session asks for.
func (p page) after() block {
	r := p.triage.result
	label := strings.ToUpper(words.Level(r.Level))
	text := words.LevelText(r.Level)
	switch {
	case r.Level == soreness.Clarify:
		text = "After the last session: not decided yet, " + p.levelsPossible()
	case words.Urgency(r.Urgency) != "":
		text += " " + words.Urgency(r.Urgency)
	}
	headline := words.Hang(label, len(label)+2, text)
	if !r.Settled() && r.Level != soreness.Clarify {
		headline = append(headline, words.Hang("", len(label)+2, "Not settled yet: "+p.levelsPossible())...)
	}
	b := block{p.afterRank(), headline, nil}
	b.sections = []section{p.afterActions(), p.afterWhy(), p.causes(), p.advice(), p.messages(), p.afterSay()}
	ask := p.afterAsk()
	if b.rank >= rankDays {
		b.sections = append(b.sections[:2:2], append([]section{ask}, b.sections[2:]...)...)
	} else {
		b.sections = append([]section{ask}, b.sections...)
	}
	return b
}

func (p page) afterRank() rank {
	switch r := p.triage.result; {
	case r.Urgency >= screening.UrgencySameDay:
		return rankToday
	case r.Level.AtLeast(soreness.SeeClinician) && r.Urgency >= screening.UrgencyUrgent:
		return rankDays
	case r.Level.AtLeast(soreness.SeeClinician):
		return rankWait
	case r.Level == soreness.Clarify:
		return rankAsk
	case r.Level == soreness.Adjust:
		return rankChange
	case r.Level == soreness.Monitor:
		return rankCare
	}
	return rankExpected
}

// levelsPossible says what the open answers can still come to.
func (p page) levelsPossible() string {
	r := p.triage.result
	text := "it can still be \"" + words.Level(r.Ceiling) + "\"."
	switch {
	case r.Floor == r.Ceiling:
		text = "how soon somebody should look is still open."
	case r.Level == soreness.Clarify:
		text = "from \"" + words.Level(r.Floor) + "\" to \"" + words.Level(r.Ceiling) + "\"."
	}
	if r.UrgencyCeiling == screening.UrgencyEmergency && r.Ceiling != soreness.Emergency {
		text += " An emergency is not ruled out."
	}
	return text
}

// afterLeading are the findings to act on: those that are as urgent, and ask for as much, as all of them together. An answer that is
// not known counts among them where it does so by itself.
func (p page) afterLeading() (leading []soreness.Finding, more int) {
	r := p.triage.result
	for _, f := range r.Findings {
		if f.Urgency == r.Urgency && f.Level.AtLeast(r.Floor) || r.Urgency < screening.UrgencySameDay && f.Level.AtLeast(r.Floor) {
			leading = append(leading, f)
		} else {
			more++
		}
	}
	for _, o := range r.Open {
		if len(o.WaitsFor) == 0 && o.Level.AtLeast(r.Floor) && o.Level.AtLeast(soreness.Monitor) {
			leading = append(leading, soreness.Finding{
				Rule: o.Rule, Level: o.Level, Urgency: o.Urgency, Says: o.Says, Do: o.Do, Client: o.Client, Facts: unsureFacts(o.Unsure),
			})
		}
	}
	return leading, more
}

func unsureFacts(names []string) []screening.Evidence {
	var out []screening.Evidence
	for _, name := range names {
		out = append(out, screening.Evidence{Fact: name, Answer: answer.Unsure.String()})
	}
	return out
}

// afterActions is what to do: of the first finding everything, of the others what they say.
func (p page) afterActions() section {
	s := section{label: "What to do"}
	leading, more := p.afterLeading()
	for i, f := range leading {
		if i == 0 || p.all {
			s.add(f.Says + " " + f.Do)
		} else {
			s.add(f.Says)
		}
	}
	if len(s.items) == 0 && p.triage.result.Floor.AtLeast(soreness.Monitor) {
		s.add("Plan no further session before this is answered: what we know already asks for care, whatever the answer is.")
		more = 0
	}
	s.items = p.cut(s.items, p.caps.reasons, more)
	return s
}

// afterWhy is what the client told us, in the words that they read, and what follows from it.
func (p page) afterWhy() section {
	s := section{label: "Why"}
	leading, _ := p.afterLeading()
	for _, f := range leading {
		for _, x := range f.Facts {
			s.add(p.told(x))
		}
	}
	s.items = p.cut(s.items, p.caps.facts, 0)
	return s
}

func (p page) causes() section {
	s := section{label: "May be"}
	for _, c := range p.triage.result.Causes {
		s.add(c.Says)
	}
	s.items = p.cut(s.items, p.caps.causes, 0)
	return s
}

func (p page) advice() section {
	s := section{label: "Advise"}
	for _, first := range []bool{true, false} {
		for _, a := range p.triage.result.Advice {
			if (a.Code == watch) == first {
				s.add(a.Says)
			}
		}
	}
	s.items = p.cut(s.items, p.caps.advice, 0)
	return s
}

func (p page) messages() section {
	s := section{label: "Know"}
	for _, m := range p.triage.result.Messages {
		s.add(m.Says)
	}
	s.items = p.cut(s.items, p.caps.causes, 0)
	return s
}

// afterAsk is what to ask the client, unless the screening asks it on the same page.
func (p page) afterAsk() section {
	s := section{label: askLabel}
	var open []screening.Question
	for _, q := range p.triage.questions {
		if !p.askedAlready(q.Fact) {
			open = append(open, q)
		}
	}
	left := 0
	for i, item := range p.askable(open) {
		if !p.all && i >= p.caps.asks {
			left += item.questions
			continue
		}
		s.add(item.text)
	}
	if left > 0 {
		s.add("and " + words.Number(left) + " more: run with -all")
	}
	return s
}

// afterSay is what the client hears.
func (p page) afterSay() section {
	s := section{label: sayLabel}
	r := p.triage.result
	if r.Level == soreness.Clarify {
		s.add(openForClient(p.triage.questions))
		return s
	}
	leading, _ := p.afterLeading()
	for _, f := range leading {
		s.add(f.Client)
		if !p.all {
			return s
		}
	}
	for _, c := range r.Causes {
		s.add(c.Client)
		if !p.all {
			break
		}
	}
	for _, a := range r.Advice {
		if p.all || a.Code == watch {
			s.add(a.Client)
		}
	}
	for _, m := range r.Messages {
		if p.all {
			s.add(m.Client)
		}
	}
	if len(s.items) == 0 {
		s.add("Thank you for telling us. Please let us know at once if anything hurts or feels wrong.")
	}
	return s
}

// afterAlarm is the only answer where what came after a session needs help now.
func (p page) afterAlarm() ([]string, section) {
	const label = "EMERGENCY"
	says, s := "Call your local emergency number now.", section{label: "What to do"}
	for _, f := range p.triage.result.Findings {
		if f.Urgency != screening.UrgencyEmergency {
			continue
		}
		if len(s.items) == 0 {
			says = f.Says
		}
		s.add(f.Do)
	}
	if len(s.items) == 0 { // several rules are possible and each of them is an emergency
		s.add("Stay with the person until help has taken over. Say on the phone what was told.")
	}
	s.items = s.items[:min(len(s.items), usual.reasons)]
	return words.Hang(label, len(label)+2, says), s
}
