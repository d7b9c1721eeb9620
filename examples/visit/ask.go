package main

import (
	"fmt"
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

// fewLines is the number of open lines up to which they are asked one by one instead of as a card.
const fewLines = 3

// ask is what to ask now: questions whose answer can change what to do, and that mean something already. What does not fit on the
// given number of lines is counted.
func (p page) ask(room int) section {
	s := section{label: askLabel}
	items := p.askable(p.questions)
	used, left := 0, 0
	for i, item := range items {
		height := len(words.Wrap(item.text, words.Width-margin-2))
		// The line that counts the rest needs room too, unless this is the rest.
		if !p.all && (left > 0 || used+height > room-min(1, len(items)-1-i)) && i > 0 {
			left += item.questions
			continue
		}
		s.items = append(s.items, item.text)
		used += height
	}
	if left > 0 {
		s.items = append(s.items, fmt.Sprintf("and %d more: run with -all", left))
	}
	return s
}

// askItem is what is asked at once: one question, or a card.
type askItem struct {
	text      string
	questions int
}

// askable groups the open questions by card, in the order in which the first of each comes.
func (p page) askable(questions []screening.Question) []askItem {
	open := map[intake.Card]int{}
	for _, q := range questions {
		if askNow(q) {
			open[q.Card]++
		}
	}
	var order []intake.Card
	items := map[intake.Card][]askItem{}
	for _, q := range questions {
		if !askNow(q) {
			continue
		}
		key := q.Card
		if key == "" {
			key = intake.Card("." + q.Fact) // a question of its own
		}
		if _, ok := items[key]; !ok {
			order = append(order, key)
		}
		_, answered := p.intake.Cards[q.Card]
		if q.Card == "" || answered || open[q.Card] <= fewLines {
			items[key] = append(items[key], askItem{p.single(q), 1})
		} else if len(items[key]) == 0 {
			items[key] = []askItem{{p.card(q.Card), open[q.Card]}}
		}
	}
	var out []askItem
	for _, key := range order {
		out = append(out, items[key]...)
	}
	return out
}

func askNow(q screening.Question) bool { return q.Decides && len(q.After) == 0 }

// single is one question with its choices.
func (p page) single(q screening.Question) string {
	text := q.Ask
	if choices := choiceWords(q); choices != "" {
		text += " " + choices
	}
	return text + marks(q.Staff, q.Private)
}

// choiceWords lists what there is to choose from. A part of the body is named without a list.
func choiceWords(q screening.Question) string {
	var says []string
	for _, c := range q.Choices {
		var r body.Region
		if r.UnmarshalText([]byte(c.Name)) == nil {
			return "(name the place)"
		}
		says = append(says, c.Says)
	}
	if len(says) == 0 {
		return ""
	}
	return "[" + strings.Join(says, " / ") + "]"
}

func (p page) card(name intake.Card) string {
	c := p.words.Card(name)
	if c == nil {
		return string(name)
	}
	return fmt.Sprintf("Card %q, %s: %s", strings.ReplaceAll(c.Name, "_", " "), words.Plural(len(c.Lines), "line", "lines"), c.Ask) +
		marks(c.Staff, c.Private)
}

// marks says how a question is put.
func marks(staff, private bool) string {
	switch {
	case staff:
		return " (look)"
	case private:
		return " (on paper, not aloud)"
	}
	return ""
}
