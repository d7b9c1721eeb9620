package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/examples/internal/column"
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

// caps is how much of each section stands on the first screen, what matters least first, and how
// little of it may.
type caps []struct {
	name       string
	now, least int
}

var usual = caps{
	{"facts", 5, 2}, {"choices", 4, 1}, {"how", 2, 0}, {"clearance", 3, 1}, {"notes", 3, 0}, {"places", 5, 2},
	{"advice", 7, 1}, {"causes", 3, 1}, {"asks", 6, 1}, {"again", 2, 1}, {"reasons", 3, 1}, {"changes", 9, 1},
	{"elsewhere", 1, 1}, {"alarm", 3, 3},
}

// less leaves out a little more of what matters least, and reports whether there was anything left
// to leave out.
func (c caps) less() bool {
	for i := range c {
		if c[i].now > c[i].least {
			c[i].now--
			return true
		}
	}
	return false
}

func (c caps) of(name string) int {
	for _, x := range c {
		if x.name == name {
			return x.now
		}
	}
	return 0
}

// cut leaves out what does not fit on the first screen, and says how much.
func (p page) cut(s section, name string, more int) section {
	if p.all {
		return s
	}
	if most := p.caps.of(name); len(s.items) > most {
		more += len(s.items) - most
		s.items = s.items[:most:most]
	}
	return s.rest(more)
}

// rest says how much was left out.
func (s section) rest(more int) section {
	if more > 0 {
		s.items = append(s.items, fmt.Sprintf("and %d more: run with -all", more))
	}
	return s
}

// list is a section of texts, each once, cut to what there is room for.
func (p page) list(label, name string, texts ...string) section {
	return p.cut(section{label: label}.add(texts...), name, 0)
}
