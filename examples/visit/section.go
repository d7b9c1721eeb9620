package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
)

// caps is how much of each section stands on the first screen.
type caps struct{ reasons, facts, places, notes, clearance, changes, choices, how, causes, advice, asks, again int }

var (
	usual  = caps{reasons: 3, facts: 5, places: 5, notes: 3, clearance: 3, changes: 9, choices: 4, how: 2, causes: 3, advice: 7, asks: 6, again: 2}
	fewest = caps{reasons: 1, facts: 2, places: 2, notes: 0, clearance: 1, changes: 1, choices: 1, how: 0, causes: 1, advice: 1, asks: 1, again: 1}
)

// less leaves out a little more of what matters least, and reports whether there was anything left to leave out.
func (c *caps) less() bool {
	for _, x := range []struct {
		now   *int
		least int
	}{
		{&c.facts, fewest.facts}, {&c.choices, fewest.choices}, {&c.how, fewest.how}, {&c.clearance, fewest.clearance},
		{&c.notes, fewest.notes}, {&c.places, fewest.places}, {&c.advice, fewest.advice}, {&c.causes, fewest.causes}, {&c.asks, fewest.asks},
		{&c.again, fewest.again},
		{&c.reasons, fewest.reasons}, {&c.changes, fewest.changes},
	} {
		if *x.now > x.least {
			*x.now--
			return true
		}
	}
	return false
}

// cut leaves out what does not fit on the first screen, and says how much.
func (p page) cut(items []string, most, more int) []string {
	if p.all {
		return items
	}
	if len(items) > most {
		more += len(items) - most
		items = items[:most:most]
	}
	if more > 0 {
		items = append(items, fmt.Sprintf("and %d more: run with -all", more))
	}
	return items
}

// actions is what to do: of the first reason everything, of the others what they say.
func (p page) actions() section {
	s := section{label: "What to do"}
	first, more := p.first()
	for i, r := range first {
		switch {
		case p.emergency() && (i == 0 || r.says == first[0].says):
			s.add(r.instead) // what it says stands above
		case r.cleared:
			s.add(p.agreed(r))
		case i == 0 || p.emergency() || p.all:
			s.add(p.says(r) + " " + r.instead)
		default:
			s.add(p.says(r))
		}
	}
	if p.emergency() {
		if len(s.items) == 0 { // several rules are possible and each of them is an emergency
			s.add("Stay with the person until help has taken over. Say on the phone what was ticked.")
		}
		s.items = s.items[:min(len(s.items), usual.reasons)]
		return s
	}
	if len(s.items) == 0 && p.decision.Floor.AtLeast(screening.Adapt) {
		s.add("Do not begin before this is answered: what we know already asks for care, whatever the answer is.")
		more = 0
	}
	s.items = p.cut(s.items, p.caps.reasons, more)
	return s
}

// says is what a reason says besides the headline. Only the headline lets anybody go ahead: while an answer is missing, a rule that
// asks for care does not.
func (p page) says(r reason) string {
	switch r.level() {
	case screening.Adapt:
		return withoutGoAhead(r.says)
	case p.decision.Disposition:
		return words.Besides(r.level(), r.says)
	}
	return r.says
}

func withoutGoAhead(says string) string {
	rest := strings.TrimLeft(strings.TrimPrefix(says, "Go ahead"), ",: ")
	for _, start := range []string{"with care: ", "with care, ", "With care: ", "and ", "but "} {
		rest = strings.TrimPrefix(rest, start)
	}
	return words.Capital(rest)
}

func (s *section) add(item string) {
	if item != "" && !slices.Contains(s.items, item) {
		s.items = append(s.items, item)
	}
}

// agreed says who gave a yes for a reason, and to what.
func (p page) agreed(r reason) string {
	var by, what []string
	for _, c := range p.clearance {
		if slices.Contains(c.Covers, r.rule) {
			by = append(by, given(c))
			what = append(append(what, c.Techniques...), c.Strokes...)
		}
	}
	text := fmt.Sprintf("Agreed (%s): ", strings.Join(by, "; "))
	if len(what) == 0 {
		return text + "no technique or stroke is named. Keep to the limits, and ask again when anything changes."
	}
	return text + strings.Join(words.Strokes(what), ", ") + ". Keep to these and to the limits, and ask again when anything changes."
}

func given(c screening.Clearance) string {
	return fmt.Sprintf("%s, %s ago", c.By, words.Plural(c.DaysAgo, "day", "days"))
}

func (p page) until() section {
	s := section{label: "Until"}
	first, _ := p.first()
	for _, r := range first {
		s.add(words.Capital(r.until))
	}
	s.items = p.cut(s.items, p.caps.reasons, 0)
	return s
}

// why is what the client told us, in the words that they read, and what follows from it.
func (p page) why() section {
	s := section{label: "Why"}
	first, _ := p.first()
	for _, r := range first {
		for _, f := range r.facts {
			s.add(p.told(f))
		}
		if r.because != "" {
			s.add("Not sure: " + r.because)
		}
	}
	s.items = p.cut(s.items, p.caps.facts, 0)
	return s
}

// elsewhere is what speaks of other places than those that the session is meant for.
func (p page) elsewhere() section {
	s := section{label: "Elsewhere"}
	if pressing(p.decision.Urgency) != screening.UrgencyNone {
		return s
	}
	for _, r := range p.reasons() {
		if r.elsewhere != nil && r.level().AtLeast(screening.Refer) {
			s.add(words.Capital(strings.Join(p.words.RegionNames(r.elsewhere), "; ")) + ": " + r.says)
		}
	}
	s.items = p.cut(s.items, 1, 0)
	return s
}

// yes is what a clinician would have to agree to, and whom to ask.
func (p page) yes() section {
	s := section{label: "A yes to"}
	d := p.decision
	if !p.all && (d.Floor.AtLeast(screening.Defer) || pressing(d.Urgency) != screening.UrgencyNone) {
		return s // a yes changes nothing today
	}
	reasons := p.reasons()
	for _, rule := range d.Clearance {
		at := slices.IndexFunc(reasons, func(r reason) bool { return r.rule == rule })
		text := rule
		switch {
		case at >= 0 && reasons[at].unsure:
			text += ": better, the answer that is missing."
		case at >= 0:
			text += ": " + whom(reasons[at])
		}
		for _, c := range p.clearance {
			if slices.Contains(c.Covers, rule) {
				text += fmt.Sprintf(" The yes we have (%s) does not hold: it is too old, for other places, or something new has come up.", given(c))
			}
		}
		s.add(text)
	}
	s.items = p.cut(s.items, p.caps.clearance, 0)
	return s
}

// whom is the sentence that says whom to ask.
func whom(r reason) string {
	for s := range strings.SplitAfterSeq(r.instead, ". ") {
		if strings.Contains(s, "Ask the ") {
			return strings.TrimSpace(s)
		}
	}
	return words.Besides(r.level(), r.says)
}

// client is what the client hears.
func (p page) client() section {
	s := section{label: sayLabel}
	first, _ := p.first()
	if p.decision.Disposition == screening.Clarify {
		s.add(openForClient(p.questions))
		return s
	}
	for _, r := range first {
		if r.cleared {
			s.add("Thank you for bringing the answer. We keep to what was agreed; tell us at once if anything has changed or feels wrong.")
			continue
		}
		s.add(r.client)
		if !p.all {
			break
		}
	}
	switch {
	case len(s.items) > 0:
	case p.emergency():
		s.add("What you have ticked needs medical help now. We are calling for you. Please stay with us.")
	case pressing(p.decision.Urgency) != screening.UrgencyNone:
		s.add("What you have ticked should be looked at today. Please phone your doctor or an advice line; massage can wait until then.")
	case !p.decision.Settled():
		s.add(openForClient(p.questions))
	case p.decision.Floor.AtLeast(screening.Refer):
		s.add("Before we begin, please ask your doctor what is safe for you, and bring the answer.")
	default:
		s.add("Thank you, we can begin. You decide how firm it is; tell us at once if anything feels wrong.")
	}
	s.add(p.safetyNet())
	return s
}

// safetyNet is what everybody with back pain hears; the other messages are for before the visit. Where something has to be seen soon, or
// the last session is spoken of, that brings its own.
func (p page) safetyNet() string {
	if p.decision.Urgency > screening.UrgencyRoutine || p.triage != nil {
		return ""
	}
	for _, m := range p.tell() {
		if m.Rule == "message.safety_net" {
			return m.Client
		}
	}
	return ""
}

// openForClient asks for the answers that only the client can give.
func openForClient(questions []screening.Question) string {
	n, private := 0, false
	for _, q := range questions {
		if q.Decides && len(q.After) == 0 && !q.Staff {
			n++
			private = private || q.Private
		}
	}
	text := ""
	switch n {
	case 0:
		return "One moment, please. We have something left to fill in ourselves."
	case 1:
		text = "There is one question left open. Please read it and tick what fits; not sure is an answer too."
	default:
		text = "There are some questions left open. Please read them and tick what fits; not sure is an answer too."
	}
	if private {
		text += " What you write stays private."
	}
	return text
}
