package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
)

// How much of each section stands on the first screen.
const (
	mostReasons   = 3
	mostFacts     = 5
	mostPlaces    = 6
	mostNotes     = 3
	mostClearance = 3
)

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
			s.add(r.says + " " + r.instead)
		default:
			s.add(r.says)
		}
	}
	if p.emergency() {
		s.items = s.items[:min(len(s.items), mostReasons)]
		return s
	}
	if len(s.items) == 0 && p.decision.Floor.AtLeast(screening.Adapt) {
		s.add("Whatever the missing answers are, it comes to this at least.")
		more = 0
	}
	s.items = p.cut(s.items, mostReasons, more)
	return s
}

func (s *section) add(item string) {
	if item != "" && !slices.Contains(s.items, item) {
		s.items = append(s.items, item)
	}
}

// agreed says who gave a yes for a reason.
func (p page) agreed(r reason) string {
	var by []string
	for _, c := range p.clearance {
		if slices.Contains(c.Covers, r.rule) {
			by = append(by, fmt.Sprintf("%s, %s ago", c.By, words.Plural(c.DaysAgo, "day", "days")))
		}
	}
	return fmt.Sprintf("Agreed (%s). Keep to the limits, and ask again when anything changes.", strings.Join(by, "; "))
}

func (p page) until() section {
	s := section{label: "Until"}
	first, _ := p.first()
	for _, r := range first {
		s.add(words.Capital(r.until))
	}
	s.items = p.cut(s.items, mostReasons, 0)
	return s
}

// why is what the client told us, in the words that they read.
func (p page) why() section {
	s := section{label: "Why"}
	first, _ := p.first()
	for _, r := range first {
		for _, f := range r.facts {
			s.add(p.words.Answer(f.Fact, f.Answer))
		}
		if r.because != "" {
			s.add("Why not sure counts so: " + r.because)
		}
	}
	s.items = p.cut(s.items, mostFacts, 0)
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
		if at < 0 {
			s.add(rule)
			continue
		}
		if reasons[at].unsure {
			s.add(rule + ": better, the answer that is missing.")
			continue
		}
		s.add(rule + ": " + whom(reasons[at]))
	}
	s.items = p.cut(s.items, mostClearance, 0)
	return s
}

// whom is the sentence that says whom to ask.
func whom(r reason) string {
	sentences := strings.SplitAfter(r.instead, ". ")
	for _, s := range append([]string{r.says}, sentences...) {
		s = strings.TrimSpace(s)
		if strings.Contains(s, "Ask ") && !strings.HasPrefix(s, "Ask first") {
			return s
		}
	}
	return r.says
}

// client is what the client hears.
func (p page) client() section {
	s := section{label: "Say"}
	first, _ := p.first()
	if p.decision.Disposition == screening.Clarify {
		s.add(p.openForClient())
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
	if len(s.items) == 0 && p.decision.Disposition == screening.Proceed {
		s.add("Thank you, we can begin. You decide how firm it is; tell us at once if anything feels wrong.")
	}
	return s
}

// openForClient asks for the answers that only the client can give.
func (p page) openForClient() string {
	n, private := 0, false
	for _, q := range p.questions {
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
