package registry

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Longest is how long one line may be, in bytes. A longer one is refused, and the next one read.
const Longest = 1 << 20

// Lines goes through the lines of JSON from the start and counts the clients. Empty lines are none.
// Advance is told how many bytes were read, and may be nil.
func Lines(r io.Reader, advance func(bytes int), yield func(Client) bool) error {
	n := 0
	return lines(r, advance, func(c Client) bool {
		n++
		c.N = n
		return yield(c)
	})
}

func lines(in io.Reader, advance func(bytes int), yield func(Client) bool) error {
	if advance == nil {
		advance = func(int) {}
	}
	r := bufio.NewReaderSize(in, Longest)
	for {
		line, err := r.ReadSlice('\n')
		advance(len(line))
		c := Client{Text: bytes.TrimSpace(line)}
		for errors.Is(err, bufio.ErrBufferFull) {
			c = Client{Fault: fmt.Sprintf("the line is longer than %d bytes", Longest)}
			line, err = r.ReadSlice('\n')
			advance(len(line))
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		c.Text = slices.Clone(c.Text)
		if (len(c.Text) > 0 || c.Fault != "") && !yield(c) || err != nil {
			return nil
		}
	}
}

// Rows goes through a table. Each line is a row of its own, so that a quote that is never closed
// spoils one client and does not swallow those behind it.
func Rows(r io.Reader, set *policy.Set, advance func(bytes int), yield func(Client) bool) error {
	var head []string
	var refused error
	n := 0
	err := lines(r, advance, func(c Client) bool {
		if head == nil {
			head, refused = heading(c, set)
			return refused == nil
		}
		n++
		c = row(head, c)
		c.N = n
		return yield(c)
	})
	return errors.Join(refused, err)
}

func heading(first Client, set *policy.Set) ([]string, error) {
	if first.Fault != "" {
		return nil, errors.New("the heading: " + first.Fault)
	}
	head, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(first.Text, []byte("\ufeff")))).Read()
	if err != nil {
		return nil, fmt.Errorf("the heading: %w", err)
	}
	known := []string{"id"}
	for _, f := range set.Facts() {
		known = append(known, f.Name)
	}
	for _, c := range set.Cards() {
		known = append(known, "card."+c.Name)
	}
	var p document.Problems
	for i, name := range head {
		head[i] = strings.TrimSpace(name)
		switch {
		case !slices.Contains(known, head[i]):
			p.Add(document.Problem{
				Message: fmt.Sprintf("column %d: unknown fact %.60q%s", i+1, head[i], document.Suggest(head[i], known)),
			})
		case slices.Contains(head[:i], head[i]):
			p.Add(document.Problem{Message: fmt.Sprintf("column %d: %s stands there twice", i+1, head[i])})
		}
	}
	return head, p.Err()
}

func row(head []string, c Client) Client {
	if c.Fault != "" {
		return c
	}
	r := csv.NewReader(bytes.NewReader(c.Text))
	r.FieldsPerRecord = -1
	cells, err := r.Read()
	if err != nil {
		if torn := (*csv.ParseError)(nil); errors.As(err, &torn) {
			err = fmt.Errorf("column %d of the line: %w; a row stands on one line", torn.Column, torn.Err)
		}
		return Client{Fault: err.Error()}
	}
	out := Client{Cells: map[string]string{}}
	if len(cells) != len(head) {
		out.Fault = fmt.Sprintf("there are %d cells under a heading of %d", len(cells), len(head))
	}
	for i := range min(len(cells), len(head)) {
		out.Cells[head[i]] = cells[i]
	}
	return out
}
