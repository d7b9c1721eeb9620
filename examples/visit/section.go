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

// list is a section of texts, each once.
func list(label string, texts ...string) section { return section{label: label}.add(texts...) }

// add adds texts that are not there yet.
func (s section) add(texts ...string) section {
	for _, text := range texts {
		if text = strings.TrimSpace(text); text != "" && !slices.Contains(s.items, text) {
			s.items = append(s.items, text)
		}
	}
	return s
}

// asked adds what is asked at once, with its lines below.
func (s section) asked(a screening.Asked) section {
	return s.add(append([]string{a.Text}, a.Lines...)...)
}

// numbered is a line that stands below the item before it.
var numbered = regexp.MustCompile(`^[0-9]+\. `)

// lines sets the items apart with a dash where there are several. What is numbered stands below the
// item before it.
func (s section) lines() []string {
	items := 0
	for _, item := range s.items {
		if !numbered.MatchString(item) {
			items++
		}
	}
	var out []string
	start := s.label + strings.Repeat(" ", margin-len(s.label))
	for _, item := range s.items {
		mark := ""
		switch n := len(numbered.FindString(item)); {
		case n > 0:
			mark = strings.Repeat(" ", min(items-1, 1)*2) + strings.Repeat(" ", 4-n) + item[:n]
			item = item[n:]
		case items > 1:
			mark = "- "
		}
		out = append(out, column.Hang(start+mark, margin+len(mark), item)...)
		start = strings.Repeat(" ", margin)
	}
	return out
}

// caps is how much stands on the page of what explains or offers a choice. What has to be done,
// left out or looked for is never cut.
var caps = map[string]int{"facts": 8, "choices": 5, "causes": 4, "asks": 8}

// cut leaves out what goes beyond the cap of a name, and says how much.
func (p page) cut(s section, name string) section {
	if most := caps[name]; !p.all && len(s.items) > most {
		return section{label: s.label, items: s.items[:most:most]}.rest(len(s.items) - most)
	}
	return s
}

// rest says how much was left out.
func (s section) rest(more int) section {
	if more > 0 {
		s.items = append(s.items, fmt.Sprintf("and %d more after these", more))
	}
	return s
}

// once leaves out the sentences that stand on the page already, word for word.
func (p page) once(s section) section {
	var items []string
	for _, item := range s.items {
		var kept []string
		for sentence := range strings.SplitSeq(strings.TrimSuffix(item, "."), ". ") {
			if !p.told[sentence] {
				p.told[sentence] = true
				kept = append(kept, sentence)
			}
		}
		if len(kept) > 0 {
			items = append(items, strings.Join(kept, ". ")+".")
		}
	}
	if len(items) == 0 && len(s.items) > 0 {
		items = []string{"As above."}
	}
	s.items = items
	return s
}

// label is the label of an answer; one that waits says how many questions are left.
func (p page) label(said string, open bool, questions []screening.Question) string {
	n := len(p.words.Ask(questions, p.Intake.Cards)) // a page is one
	if open && n > 1 {
		return p.words.Say("clarify.many", "n", strconv.Itoa(n))
	}
	return said
}

// explained puts what a grade of pressure means behind the first of each on the page, unless the
// text explains it itself.
func (p page) explained(text string) string {
	return grades.ReplaceAllStringFunc(text, func(grade string) string {
		n := grade[len(grade)-1:]
		means := " (" + p.words.Say("grade."+n) + ")"
		if p.grades[n] || strings.Contains(text, means) {
			p.grades[n] = true
			return grade
		}
		p.grades[n] = true
		return grade + means
	})
}

var grades = regexp.MustCompile(`grade [0-5]\b`)
