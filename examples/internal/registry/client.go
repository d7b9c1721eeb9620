// Package registry reads clients, one after the other, and writes one line of JSON about each. It
// is what the examples registry and beam have in common, so that both write the same lines.
package registry

import (
	"bytes"
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

// Client is one client as the input has him.
type Client struct {
	N     int               // counted from 1, without the heading
	Text  []byte            // a line of JSON
	Cells map[string]string // of a table, by the words of its heading
	File  string            // of a folder: where the bundle is, read when it is decided
	Fault string            // why the line could not be taken apart
}

// Line is one line of the output. A client who could not be decided has problems, each with its
// path.
type Line struct {
	N        int                 `json:"n"`
	File     string              `json:"file,omitempty"`
	ID       string              `json:"id,omitempty"`
	Decision *screening.Decision `json:"decision,omitempty"`
	Problems []string            `json:"problems,omitempty"`
}

// Text is the line as JSON, with its end.
func (l Line) Text() []byte {
	text, err := json.Marshal(l)
	if err != nil { // of nothing that can be in a decision
		text, _ = json.Marshal(Line{N: l.N, File: l.File, ID: l.ID, Problems: []string{err.Error()}})
	}
	return append(text, '\n')
}

// Decide decides one client.
func (r Reader) Decide(c Client) Line {
	out := Line{N: c.N, File: c.File}
	in, err := r.intake(c, &out)
	if err == nil {
		var d screening.Decision
		if d, err = r.Screener.Screen(in.intake, in.clearance...); err == nil {
			out.Decision = &d
		}
	}
	out.Problems = problems(err)
	return out
}

// told is what the input says of a client.
type told struct {
	intake    screening.Intake
	clearance []screening.Clearance
}

func (r Reader) intake(c Client, out *Line) (told, error) {
	var in told
	var err error
	switch {
	case c.Fault != "":
		out.ID, err = c.Cells["id"], errors.New(c.Fault)
	case c.File != "":
		var data []byte
		if data, err = r.open(c.File); err == nil {
			out.ID, in.intake, err = r.bundle(data)
		}
	case c.Cells != nil:
		out.ID = c.Cells["id"]
		in.intake, err = readCells(r.Screener, c.Cells)
	case bytes.Contains(c.Text, []byte(`"resourceType"`)):
		out.ID, in.intake, err = r.bundle(c.Text)
	default:
		out.ID, in.intake, in.clearance, err = readText(r.Screener, c.Text)
	}
	return in, err
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
	return strings.Split(err.Error(), "\n")
}

// readText reads a line of JSON.
func readText(s *screening.Screener, text []byte) (
	id string, in screening.Intake, clearance []screening.Clearance, err error,
) {
	var p document.Problems
	n := document.JSON(text, &p)
	n.Fields(&p, "a client", document.Fields{
		"id":         func(n *document.Node) { id = n.Str(&p, "an id") },
		"intake":     func(n *document.Node) { in = s.ReadIntake(n, &p) },
		"clearances": func(n *document.Node) { clearance = s.ReadClearance(n, &p) },
	}, "intake")
	return id, in, clearance, p.Err()
}

// readCells reads a line of a table. An empty cell is not asked. Cells may lead to each other in
// any order: what means something only by another is set after it.
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
