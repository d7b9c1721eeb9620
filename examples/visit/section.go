package main

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/safehands/safehands/examples/internal/column"
	"github.com/safehands/safehands/screening"
)

// margin is where the text begins beside its labels.
const margin = 12

// section is a label and what stands beside it, each item on lines of its own.
type section struct {
	label string
	items []string
}

// add adds texts that are not there yet.
func (s section) add(texts ...string) section {
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" && !slices.Contains(s.items, text) {
			s.items = append(s.items, text)
		}
	}
	return s
}

// lines sets the items apart with a dash where there are several.
func (s section) lines() []string {
	if len(s.items) == 1 {
		return column.Hang(s.label, margin, s.items[0])
	}
	var out []string
	label := s.label
	for _, item := range s.items {
		start := label + strings.Repeat(" ", margin-len(label)) + "- "
		out = append(out, column.Hang(start, len(start), item)...)
		label = ""
	}
	return out
}

// caps is how much stands on the page of what explains or offers a choice. What has to be done, left
// out or looked for is never cut.
var caps = map[string]int{"facts": 8, "choices": 5, "causes": 4, "asks": 8}

// cut leaves out what goes beyond the cap of a name that has one, and says how much.
func (p page) cut(s section, name string, more int) section {
	if p.all {
		return s
	}
	if most, capped := caps[name]; capped && len(s.items) > most {
		more += len(s.items) - most
		s.items = s.items[:most:most]
	}
	return s.rest(more)
}

// rest says how much was left out.
func (s section) rest(more int) section {
	if more > 0 {
		s.items = append(s.items, fmt.Sprintf("and %d more", more))
	}
	return s
}

// list is a section of texts, each once, cut to what there is room for.
func (p page) list(label, name string, texts ...string) section {
	return p.cut(section{label: label}.add(texts...), name, 0)
}

// label is the label of an answer; one that waits says how many questions are left.
func (p page) label(said string, open bool, questions []screening.Question) string {
	n := len(p.words.Ask(questions, p.Intake.Cards)) // a page is one
	if open && n > 1 {
		return p.words.Say("clarify.many", "n", strconv.Itoa(n))
	}
	return said
}

// explained puts what a grade of pressure means behind the first of each on the page.
func (p page) explained(text string, said map[string]bool) string {
	return grades.ReplaceAllStringFunc(text, func(grade string) string {
		n := grade[len(grade)-1:]
		if said[n] {
			return grade
		}
		said[n] = true
		return grade + " (" + p.words.Say("grade."+n) + ")"
	})
}

var grades = regexp.MustCompile(`grade [0-5]\b`)
