package main

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/examples/internal/column"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
)

// The labels that the page itself looks for.
const (
	sayLabel = "Say"
	askLabel = "Ask now"
	whyLabel = "Why"
	doLabel  = "What to do"
)

// page is what a therapist reads.
type page struct {
	visit.Decided
	words  screening.Words
	grades map[string]bool // explained on this page already
	told   map[string]bool // sentences of what to do that stand on this page already
	all    bool            // nothing is cut short
}

func (l library) page(d visit.Decided, all bool) page {
	return page{Decided: d, words: l.words, grades: map[string]bool{}, told: map[string]bool{}, all: all}
}

// block is one of the answers on a page: a line in capitals that says what to do, and what stands
// below it.
type block struct {
	headline []string
	sections []section
}

// headline is a label in capitals with lines behind it; what is empty is left out.
func headline(label string, texts ...string) []string {
	label = strings.ToUpper(label)
	var lines []string
	for _, text := range texts {
		lines = append(lines, column.Hang(label, len(label)+2, text)...)
		label = strings.Repeat(" ", len(label))
	}
	return lines
}

// writeText prints what was decided for the therapist, who has the client waiting: what presses
// most first, and whatever has to be done or left out in full. In an emergency there is nothing but
// whom to call, what to tell them, and what the client hears.
func writeText(out *bytes.Buffer, l library, d visit.Decided) {
	write(out, l.page(d, false).lines())
}

func write(out *bytes.Buffer, lines []string) {
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
}

func (p page) lines() []string {
	if p.Emergency() {
		return p.join(p.alarm())
	}
	var lines []string
	blocks := p.blocks()
	for i, part := range p.Order() {
		b := blocks[part]
		if i > 0 {
			lines = append(lines, "")
			if !p.all {
				// One thing is said to the client, and that is what presses most.
				b.sections = slices.DeleteFunc(b.sections, func(s section) bool { return s.label == sayLabel })
			}
		}
		lines = append(lines, p.join(b)...)
	}
	if p.all {
		return lines
	}
	return append(append(lines, ""), p.footer()...)
}

// blocks are the answers on the page.
func (p page) blocks() map[visit.Part]block {
	blocks := map[visit.Part]block{}
	for _, part := range p.Order() {
		switch {
		case part == visit.Screening && p.Screened:
			blocks[part] = p.screening()
		case part == visit.Session:
			blocks[part] = p.during()
		case part == visit.Felt:
			blocks[part] = p.afterwards()
		case part == visit.Technique && p.Review != nil:
			blocks[part] = p.planned()
		case part == visit.Technique:
			blocks[part] = p.chosen()
		}
	}
	return blocks
}

// alarm is the only answer of an emergency: whom to call, what was ticked, so that it can be told
// on the phone, and what the client hears.
func (p page) alarm() block {
	if p.Stopping != nil && p.Stopping.Urgency == screening.UrgencyEmergency {
		return p.during()
	}
	line, _ := p.words.Headline(p.Decision)
	do, say, why := p.actions(), p.client(), p.behind()
	if p.Decision.Urgency != screening.UrgencyEmergency {
		said, texts := p.After.Result.Alarm(p.words)
		line, do = said, list(do.label, texts...)
		say, why = p.afterSay(), list("", p.After.Result.Why(p.words)...)
	}
	why.label = "Tell them"
	label := soreness.Emergency.Say(p.words)
	return block{headline(label, line), []section{do, why, p.disagree(), say}}
}

// join puts the sections of a block below each other, with a line between them.
func (p page) join(b block) []string {
	lines := b.headline
	for _, s := range b.sections {
		if s.label == doLabel && !p.all {
			s = p.once(s)
		}
		for i, item := range s.items {
			s.items[i] = p.explained(item)
		}
		if len(s.items) > 0 {
			lines = append(append(lines, ""), s.lines()...)
		}
	}
	return lines
}

// footer is what holds for the whole page: what could not be worked out, that nobody has reviewed
// the rules, and last that this clinic's are milder.
func (p page) footer() []string {
	var out []string
	if p.Inexact() {
		out = append(out, column.Wrap(p.words.Say("told.inexact"), column.Width)...)
	}
	out = append(out, p.words.Say("told.unreviewed"))
	if ids := p.Weakened(); len(ids) > 0 {
		which := strconv.Itoa(len(ids))
		if p.all {
			which = strings.Join(ids, ", ")
		}
		out = append(out, column.Wrap(p.words.Say("told.weakened", "which", which), column.Width)...)
	}
	return out
}

// writeClient prints what the client hears.
func writeClient(out *bytes.Buffer, l library, d visit.Decided) {
	p := l.page(d, true)
	var items []string
	switch {
	case d.Stopping != nil && d.Stopping.Urgency == screening.UrgencyEmergency:
		items = []string{d.Stopping.Client(p.words)}
	case d.Emergency() && d.Decision.Urgency != screening.UrgencyEmergency:
		items = p.afterSay().items
	case d.Emergency():
		items = p.client().items
	default:
		blocks := p.blocks()
		for _, part := range p.Order() {
			for _, s := range blocks[part].sections {
				// What may not begin is not offered.
				if s.label == sayLabel && !(p.Rank(part) <= visit.RankCare && len(items) > 0 && p.Overruled()) {
					items = append(items, s.items...)
				}
			}
		}
	}
	for i, item := range items {
		if i > 0 {
			fmt.Fprintln(out)
		}
		write(out, column.Wrap(item, column.Width))
	}
}
