package main

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness"
)

// screenful is the number of lines that a therapist sees at once.
const screenful = 40

// margin is where the text begins beside its labels.
const margin = 12

// The labels of what the client hears and of what to ask.
const (
	sayLabel = "Say"
	askLabel = "Ask now"
)

const unreviewed = "No clinician has reviewed the rules yet. Everything behind this: -all."

// page is what a therapist reads.
type page struct {
	decided
	words   *words.Vocabulary
	details map[string]bool // the facts that are asked only after another answer
	private map[string]bool // the facts that nobody is asked for aloud
	all     bool            // nothing is cut short
	caps    caps
	brief   int // how much of the answers is left out that press least
}

func (l library) page(d decided) page {
	p := page{decided: d, words: l.words(), details: map[string]bool{}, private: map[string]bool{}, caps: usual}
	for _, f := range l.screener.Rules().Facts() {
		p.details[f.Name], p.private[f.Name] = f.AskedIf != "", f.Private
	}
	for _, c := range l.screener.Rules().Cards() {
		for _, line := range c.Lines {
			for _, fact := range line.Facts {
				p.private[fact] = p.private[fact] || c.Private || line.Private
			}
		}
	}
	return p
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

// block is one of the answers on a page: a line in capitals that says what to do, and what stands below it.
type block struct {
	rank     rank
	headline []string
	sections []section
}

// rank is how much an answer presses. Of the answers on a page the one that presses most stands first.
type rank int

const (
	rankFine      rank = iota
	rankExpected       // as it should be, with something to know
	rankMay            // begin, or go on: whether comes before how
	rankCare           // go on, within limits
	rankUndecided      // of a plan
	rankChange         // something has to be done in another way
	rankAsk            // an answer is missing that can forbid a massage
	rankWait           // no massage before something has happened
	rankDays           // to be seen within days
	rankToday
	rankNow
)

// writeText prints what was decided for the therapist, who has the client waiting: what presses most first, on one screen. In an
// emergency there is nothing but the action.
func writeText(out *bytes.Buffer, l library, d decided) {
	p := l.page(d)
	lines := p.lines()
	for len(lines) > screenful && p.caps.less() {
		lines = p.lines()
	}
	for len(lines) > screenful && p.brief < briefest {
		p.brief++
		lines = p.lines()
	}
	for _, line := range lines {
		fmt.Fprintln(out, line)
	}
}

// words is the vocabulary of all rules.
func (l library) words() *words.Vocabulary {
	return words.Of(l.screener, l.planner.MatchRules(), l.planner.PlanRules(), l.triager.Rules(), l.triager.Causes(), l.triager.Advice())
}

// How brief a page can be: the answers that press least, up to mostBlocks of them, first keep nothing but what to ask, then nothing; then
// the first answer stands without its reasons, and at the briefest there is nothing but what to do and what to ask.
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
			return s.label == "Why" && p.brief >= fewerReasons || s.label == sayLabel && p.brief >= briefest
		case n-i <= p.brief-mostBlocks:
			return true
		}
		return n-i <= p.brief && s.label != askLabel
	})
}

func (p page) lines() []string {
	if p.emergency() {
		headline, do := p.alarm()
		return p.join(headline, do, p.disagree())
	}
	blocks := p.blocks()
	var lines []string
	for i, b := range blocks {
		if i > 0 {
			lines = append(lines, "")
			if !p.all {
				// One thing is said to the client, and that is what presses most.
				b.sections = slices.DeleteFunc(b.sections, func(s section) bool { return s.label == sayLabel })
			}
		}
		b.sections = p.shorten(b.sections, i, len(blocks))
		lines = append(lines, p.join(b.headline, b.sections...)...)
	}
	if p.all {
		return lines
	}
	return append(append(lines, ""), p.footer(unreviewed)...)
}

// blocks are the answers on the page, what presses most first.
func (p page) blocks() []block {
	var blocks []block
	if p.stopping != nil {
		blocks = append(blocks, p.during())
	}
	if p.review != nil {
		blocks = append(blocks, p.planned())
	} else if p.matching != nil {
		blocks = append(blocks, p.chosen())
	}
	if p.triage != nil {
		blocks = append(blocks, p.after())
	}
	if p.screened {
		room := screenful - 3
		for _, b := range blocks {
			room -= len(p.join(b.headline, b.sections...)) + 1
		}
		blocks = append(blocks, p.screening(room))
	}
	slices.SortStableFunc(blocks, func(a, b block) int { return cmp.Compare(b.rank, a.rank) })
	return blocks
}

// screening is whether a massage may begin, on the given number of lines. What cannot go on or has to be looked at first leaves nothing
// to begin.
func (p page) screening(room int) block {
	d := p.decision
	b := block{rank: map[screening.Disposition]rank{screening.Clarify: rankAsk, screening.Proceed: rankMay, screening.Adapt: rankCare}[d.Disposition]}
	switch {
	case pressing(d.Urgency) != screening.UrgencyNone:
		b.rank = rankToday
	case d.Floor.AtLeast(screening.Refer) && d.Urgency >= screening.UrgencyUrgent:
		b.rank = rankDays
	case d.Floor.AtLeast(screening.Refer) && d.Disposition != screening.Clarify:
		b.rank = rankWait
	}
	overruled := p.overruled()
	if overruled {
		b.rank = rankFine
	}
	if overruled && !p.all {
		b.headline = words.Hang("SCREENING", margin, "Today's answers alone would let a massage begin. What stands above comes first.")
		b.sections = []section{p.disagree()}
		return b
	}
	b.headline = p.headline()
	sections := []section{p.disagree(), p.actions(), p.until(), p.where(), p.why(), p.elsewhere(), p.yes(), p.client()}
	at := 1 // of the questions: what has to be seen today comes before them
	if b.rank == rankToday {
		at = 5
	}
	ask := p.ask(room - len(p.join(b.headline, sections...)))
	b.sections = slices.Insert(sections, at, ask)
	return b
}

// overruled reports whether something else on the page keeps a massage from beginning that the answers would let begin. Nothing that was
// felt after the last session leaves a plain go-ahead.
func (p page) overruled() bool {
	if p.decision.Floor.AtLeast(screening.Refer) || p.decision.Disposition == screening.Clarify {
		return false
	}
	if p.stopping != nil && p.stopping.Stop {
		return true
	}
	if p.triage == nil {
		return false
	}
	level := p.triage.result.Level
	return level == soreness.Clarify || level.AtLeast(soreness.SeeClinician) || p.decision.Disposition == screening.Proceed
}

// alarm is the only answer of an emergency.
func (p page) alarm() ([]string, section) {
	if p.decision.Urgency == screening.UrgencyEmergency {
		return p.headline(), p.actions()
	}
	return p.afterAlarm()
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

// writeClient prints what the client hears.
func writeClient(out *bytes.Buffer, l library, d decided) {
	p := l.page(d)
	p.all = true
	var items []string
	switch {
	case d.emergency() && d.decision.Urgency != screening.UrgencyEmergency:
		items = p.afterSay().items
	case d.emergency():
		items = p.client().items
	default:
		for _, b := range p.blocks() {
			for _, s := range b.sections {
				// What may not begin is not offered.
				if s.label == sayLabel && !(b.rank <= rankCare && len(items) > 0 && p.overruled()) {
					items = append(items, s.items...)
				}
			}
		}
	}
	for i, item := range items {
		if i > 0 {
			fmt.Fprintln(out)
		}
		for _, line := range words.Wrap(item, words.Width) {
			fmt.Fprintln(out, line)
		}
	}
}
