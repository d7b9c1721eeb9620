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

// screenful is the number of lines that a therapist sees at once.
const screenful = 40

// The labels that the page itself looks for.
const (
	sayLabel = "Say"
	askLabel = "Ask now"
	whyLabel = "Why"
)

// page is what a therapist reads.
type page struct {
	visit.Decided
	words screening.Words
	all   bool // nothing is cut short
	caps  caps
	brief int // how much of the answers is left out that press least
}

func (l library) page(d visit.Decided) page {
	return page{Decided: d, words: l.words, caps: slices.Clone(usual)}
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
// most first, on one screen. In an emergency there is nothing but the action.
func writeText(out *bytes.Buffer, l library, d visit.Decided) {
	p := l.page(d)
	lines := p.lines()
	for len(lines) > screenful && p.caps.less() {
		lines = p.lines()
	}
	for len(lines) > screenful && p.brief < briefest {
		p.brief++
		lines = p.lines()
	}
	write(out, lines)
}

func write(out *bytes.Buffer, lines []string) {
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
}

// How brief a page can be: the answers that press least, up to mostBlocks of them, first keep
// nothing but what to ask, then nothing; then the first answer stands without its reasons, and at
// the briefest there is nothing but what to do and what to ask.
const (
	mostBlocks   = 4
	fewerReasons = 2*mostBlocks + 1
	briefest     = 2*mostBlocks + 2
)

// shorten leaves out what a page as brief as this one does not hold of its answer number i of n.
func (p page) shorten(sections []section, i, n int) []section {
	return slices.DeleteFunc(sections, func(s section) bool {
		switch {
		case i == 0:
			return s.label == whyLabel && p.brief >= fewerReasons || s.label == sayLabel && p.brief >= briefest
		case n-i <= p.brief-mostBlocks:
			return true
		}
		return n-i <= p.brief && s.label != askLabel
	})
}

func (p page) lines() []string {
	if p.Emergency() {
		return p.join(p.alarm())
	}
	var lines []string
	order, blocks := p.Order(), p.blocks()
	for i, part := range order {
		b := blocks[part]
		if i > 0 {
			lines = append(lines, "")
			if !p.all {
				// One thing is said to the client, and that is what presses most.
				b.sections = slices.DeleteFunc(b.sections, func(s section) bool { return s.label == sayLabel })
			}
		}
		b.sections = p.shorten(b.sections, i, len(order))
		lines = append(lines, p.join(b)...)
	}
	if p.all {
		return lines
	}
	return append(append(lines, ""), p.footer()...)
}

// blocks are the answers on the page; the screening takes the room that the others leave.
func (p page) blocks() map[visit.Part]block {
	blocks := map[visit.Part]block{}
	room := screenful - 3
	for _, part := range p.Order() {
		switch {
		case part == visit.Screening:
			continue
		case part == visit.Session:
			blocks[part] = p.during()
		case part == visit.Felt:
			blocks[part] = p.afterwards()
		case p.Review != nil:
			blocks[part] = p.planned()
		default:
			blocks[part] = p.chosen()
		}
		room -= len(p.join(blocks[part])) + 1
	}
	if p.Screened {
		blocks[visit.Screening] = p.screening(room)
	}
	return blocks
}

// alarm is the only answer of an emergency.
func (p page) alarm() block {
	line, _ := p.words.Headline(p.Decision)
	label, do := p.words.Disposition(p.Decision.Disposition), p.actions()
	if p.Decision.Urgency != screening.UrgencyEmergency {
		said, texts := p.After.Result.Alarm(p.words)
		label, line, do = soreness.Emergency.Say(p.words), said, section{label: do.label}.add(texts...)
	}
	do.items = do.items[:min(len(do.items), p.caps.of("alarm"))]
	return block{headline(label, line), []section{do, p.disagree()}}
}

// join puts the sections of a block below each other, with a line between them.
func (p page) join(b block) []string {
	lines := b.headline
	for _, s := range b.sections {
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
	reviewed := p.words.Say("told.unreviewed")
	if !p.all {
		reviewed += " Everything behind this: -all."
	}
	out = append(out, reviewed)
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
	p := l.page(d)
	p.all = true
	var items []string
	switch {
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
