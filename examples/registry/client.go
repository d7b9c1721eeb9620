package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

// client is one line of the input as it stands there.
type client struct {
	n     int // counted from 1, without the heading
	text  []byte
	cells map[string]string // of a table, by the words of its heading
	fault string            // why the line could not be taken apart
}

// decided is one line of the output.
type decided struct {
	N        int                 `json:"n"`
	ID       string              `json:"id,omitempty"`
	Decision *screening.Decision `json:"decision,omitempty"`
	Problems []string            `json:"problems,omitempty"`
}

// decide returns the line of the output, with its end.
func (c client) decide(s *screening.Screener) []byte {
	out := decided{N: c.n, ID: c.cells["id"]}
	var in screening.Intake
	var clearance []screening.Clearance
	var err error
	switch {
	case c.fault != "":
		err = errors.New(c.fault)
	case c.cells != nil:
		in, err = readCells(s, c.cells)
	default:
		out.ID, in, clearance, err = readText(s, c.text)
	}
	if err == nil {
		var d screening.Decision
		if d, err = s.Screen(in, clearance...); err == nil {
			out.Decision = &d
		}
	}
	out.Problems = problems(err)
	line, err := json.Marshal(out)
	if err != nil { // of nothing that can be in a decision
		line, _ = json.Marshal(decided{N: c.n, ID: out.ID, Problems: []string{err.Error()}})
	}
	return append(line, '\n')
}

func problems(err error) []string {
	var all *document.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &all):
		var out []string
		for _, p := range all.Problems {
			out = append(out, p.String())
		}
		return out
	}
	return []string{err.Error()}
}

// readText reads a line of JSON.
func readText(s *screening.Screener, text []byte) (id string, in screening.Intake, clearance []screening.Clearance, err error) {
	var p document.Problems
	n := document.JSON(text, &p)
	n.Fields(&p, "a client", document.Fields{
		"id":         func(n *document.Node) { id = n.Str(&p, "an id") },
		"intake":     func(n *document.Node) { in = s.ReadIntake(n, &p) },
		"clearances": func(n *document.Node) { clearance = s.ReadClearance(n, &p) },
	}, "intake")
	return id, in, clearance, p.Err()
}

// readCells reads a line of a table. An empty cell is not asked. Cells may lead to each other in any
// order: what means something only by another is set after it.
func readCells(s *screening.Screener, cells map[string]string) (screening.Intake, error) {
	var in screening.Intake
	waiting := slices.Sorted(maps.Keys(cells))
	for {
		var p document.Problems
		var refused []string
		for _, name := range waiting {
			if err := setCell(s, &in, name, cells[name]); err != nil {
				refused = append(refused, name)
				p.Join(err, func(x *document.Problem) {
					if !strings.HasPrefix(x.Path, name) {
						x.Path = strings.TrimSuffix(fmt.Sprint(name, ": ", x.Path), ": ")
					}
				})
			}
		}
		if len(refused) == 0 || len(refused) == len(waiting) {
			return in, p.Err()
		}
		waiting = refused
	}
}

func setCell(s *screening.Screener, in *screening.Intake, name, cell string) error {
	if strings.TrimSpace(cell) == "" || name == "id" {
		return nil
	}
	words := strings.Split(cell, ";")
	for i := range words {
		words[i] = strings.TrimSpace(words[i])
	}
	if words = slices.DeleteFunc(words, func(w string) bool { return w == "" }); len(words) == 0 {
		return fmt.Errorf("%s: %q says nothing; a cell that is empty is not asked", name, cell)
	}
	card, ok := strings.CutPrefix(name, "card.")
	if !ok {
		return s.SetText(in, name, words...)
	}
	if len(words) == 1 && words[0] == "none" {
		words = nil
	}
	return s.TickNames(in, intake.Card(card), words...)
}
