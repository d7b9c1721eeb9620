package main

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
)

// screenful is the number of lines that a therapist sees at once.
const screenful = 40

// margin is where the text begins beside its labels.
const margin = 12

const unreviewed = "No clinician has reviewed the rules yet. Everything behind this: -all."

// page is what a therapist reads.
type page struct {
	decided
	words *words.Vocabulary
	all   bool // nothing is cut short
	caps  caps
}

// section is a label and what stands beside it, each item on lines of its own.
type section struct {
	label string
	items []string
}

// lines sets the items apart with a dash where there are several.
func (s section) lines() []string {
	if len(s.items) == 1 {
		return words.Hang(s.label, margin, s.items[0])
	}
	var out []string
	label := s.label
	for _, item := range s.items {
		start := label + strings.Repeat(" ", margin-len(label)) + "- "
		out = append(out, words.Hang(start, len(start), item)...)
		label = ""
	}
	return out
}

// writeText prints the decision for the therapist, who has the client waiting: what to do first, on one screen. In an emergency there
// is nothing but the action.
func writeText(out *bytes.Buffer, s *screening.Screener, d decided) {
	p := page{decided: d, words: words.Of(s), caps: usual}
	lines := p.lines()
	for len(lines) > screenful && p.caps.less() {
		lines = p.lines()
	}
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
}

func (p page) lines() []string {
	lines := p.headline()
	if p.emergency() {
		return p.join(lines, p.actions())
	}
	sections := []section{p.actions(), p.until(), p.where(), p.why(), p.elsewhere(), p.yes(), p.client()}
	at := 0 // of the questions: what has to be seen today comes before them
	if pressing(p.decision.Urgency) != screening.UrgencyNone {
		at = 4
	}
	rest := p.join(lines, sections...)
	ask := p.ask(screenful - len(rest) - 3)
	sections = append(sections[:at:at], append([]section{ask}, sections[at:]...)...)
	lines = p.join(lines, sections...)
	if p.all {
		return lines
	}
	return append(lines, "", unreviewed)
}

// join puts sections below each other, with a line between them.
func (p page) join(lines []string, sections ...section) []string {
	for _, s := range sections {
		if len(s.items) > 0 {
			lines = append(append(lines, ""), s.lines()...)
		}
	}
	return lines
}

// headline says what to do, where and how soon in one line.
func (p page) headline() []string {
	d := p.decision
	label := strings.ToUpper(words.Disposition(d.Disposition))
	if p.emergency() {
		if first, _ := p.first(); len(first) > 0 {
			return words.Hang(label, len(label)+2, first[0].says)
		}
		return words.Hang(label, len(label)+2, "Stop, no massage, and call your local emergency number now.")
	}
	text := p.subject() + ": " + p.bottomLine()
	if soon := words.Urgency(d.Urgency); soon != "" {
		text += " " + soon
	}
	lines := words.Hang(label, len(label)+2, text)
	if !d.Settled() && d.Disposition != screening.Clarify {
		lines = append(lines, words.Hang("", len(label)+2, "Not settled yet: "+p.stillPossible())...)
	}
	return lines
}

// subject is what the session is meant for.
func (p page) subject() string {
	var regions []screening.Region
	for _, r := range p.decision.Regions {
		regions = append(regions, r.Region)
	}
	names := p.words.Regions(regions)
	switch {
	case len(names) == 1 && names[0] == "the back":
		return "Back massage"
	case len(names) == 2 && !strings.Contains(names[0]+names[1], ", "):
		return words.Capital(names[0] + " and " + names[1])
	case len(names) > 2:
		return fmt.Sprintf("Massage of %d places", len(names))
	}
	return words.Capital(strings.Join(names, "; "))
}

func (p page) bottomLine() string {
	switch p.decision.Disposition {
	case screening.Proceed:
		return "nothing we were told stands against it."
	case screening.Adapt:
		return "keep to what stands below."
	case screening.Refer:
		return "only with a clinician's yes."
	case screening.Defer:
		return "leave it for now."
	case screening.Withhold:
		return "leave it today."
	}
	return "not decided yet, " + p.stillPossible()
}

// stillPossible says what the open answers can still come to.
func (p page) stillPossible() string {
	d := p.decision
	text := fmt.Sprintf("it can still be %s.", quoted(d.Ceiling))
	if d.Disposition == screening.Clarify {
		text = fmt.Sprintf("from %s to %s.", quoted(d.Floor), quoted(d.Ceiling))
	}
	if d.Ceiling == d.Floor {
		text = "a region is still open."
		if d.UrgencyCeiling != d.Urgency {
			text = "how soon it should be looked at is still open."
		}
	}
	if d.UrgencyCeiling == screening.UrgencyEmergency {
		text += " An emergency is not ruled out."
	}
	return text
}

func quoted(d screening.Disposition) string { return `"` + words.Disposition(d) + `"` }

// writeClient prints what the client hears.
func writeClient(out *bytes.Buffer, s *screening.Screener, d decided) {
	p := page{decided: d, words: words.Of(s), all: true}
	for i, item := range p.client().items {
		if i > 0 {
			fmt.Fprintln(out)
		}
		for _, line := range words.Wrap(item, words.Width) {
			fmt.Fprintln(out, line)
		}
	}
}
