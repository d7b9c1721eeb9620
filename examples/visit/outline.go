package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/examples/internal/column"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness/visit"
)

// writeAll prints everything, for whoever checks the decision: the page without a cut, and below it
// what -json prints, as an outline.
func writeAll(out *bytes.Buffer, l library, d visit.Decided) error {
	p := l.page(d, true)
	write(out, p.lines())
	data, err := json.Marshal(d)
	if err != nil {
		return err
	}
	lines, err := p.outline("", data, -1)
	write(out, append(append(lines, ""), p.footer()...))
	return err
}

// member is a member of a JSON object, or an item of a list.
type member struct {
	key   string
	value json.RawMessage
}

// membersOf takes an object or a list apart, in its order.
func membersOf(data json.RawMessage) (all []member, err error) {
	d := json.NewDecoder(bytes.NewReader(data))
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	for d.More() {
		m := member{key: "-"}
		if data[0] == '{' {
			key, err := d.Token()
			if err != nil {
				return nil, err
			}
			m.key = fmt.Sprint(key)
		}
		if err := d.Decode(&m.value); err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	return all, nil
}

// outline writes JSON for people: a member on a line, what is in it below and further to the right.
// Answers are said in words as well.
func (p page) outline(name string, data json.RawMessage, depth int) ([]string, error) {
	label := strings.Repeat("  ", max(0, depth)) + name + ": "
	if name == "-" {
		label = strings.TrimSuffix(label, ": ") + " "
	}
	if data[0] != '{' && data[0] != '[' {
		var v any
		err := json.Unmarshal(data, &v)
		return column.Hang(label, len(label), fmt.Sprint(v)), err
	}
	members, err := membersOf(data)
	if err != nil {
		return nil, err
	}
	var lines, texts []string
	x := map[string]string{}
	for _, m := range members {
		var text string
		if json.Unmarshal(m.value, &text) == nil {
			x[m.key], texts = text, append(texts, text)
		}
		below, err := p.outline(m.key, m.value, depth+1)
		if err != nil {
			return nil, err
		}
		lines = append(lines, below...)
	}
	switch {
	case len(members) == 0:
		return column.Hang(label, len(label), "none"), nil
	case data[0] == '[' && len(texts) == len(members):
		return column.Hang(label, len(label), strings.Join(texts, ", ")), nil
	case depth == 0:
		lines = slices.Insert(lines, 0, "", strings.ToUpper(name))
	case depth == 1:
		lines = slices.Insert(lines, 0, "", strings.TrimRight(label, " "))
	case depth > 1:
		lines = slices.Insert(lines, 0, strings.TrimRight(label, " "))
	}
	if x["fact"] != "" && x["answer"] != "" {
		label = strings.Repeat("  ", depth+1) + "words: "
		known := p.words.Known(screening.Evidence{
			Fact: x["fact"], Answer: x["answer"], From: screening.Origin(x["from"]), Because: x["because"],
		})
		lines = append(lines, column.Hang(label, len(label), known)...)
	}
	return lines, nil
}
