package main

import (
	"fmt"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
)

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
	var regions []body.Region
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
