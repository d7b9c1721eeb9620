package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/document"
)

// longest is how long one line may be. A longer one is refused, and the next one read.
const longest = 1 << 20

// input is the file of clients.
type input struct {
	file   *os.File
	table  bool
	head   []string
	size   int64
	read   atomic.Int64 // in bytes
	digest string       // of all of it: a file that was edited meanwhile is not gone on with
	err    error        // why reading ended before the end
}

func open(name string, s *screening.Screener) (*input, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	in := &input{file: f, table: strings.HasSuffix(strings.ToLower(name), ".csv")}
	sum := sha256.New()
	if in.size, err = io.Copy(sum, f); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	in.digest = hex.EncodeToString(sum.Sum(nil)[:8])
	if in.table {
		if err := in.readHeading(s); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return in, nil
}

func (in *input) Close() error { return in.file.Close() }

// readHeading reads the names of the columns, and refuses all that are none.
func (in *input) readHeading(s *screening.Screener) error {
	var first client
	if err := in.lines(func(c client) bool { first = c; return false }); err != nil {
		return err
	}
	if first.fault != "" {
		return errors.New("the heading: " + first.fault)
	}
	head, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(first.text, []byte("\ufeff")))).Read()
	if err != nil {
		return fmt.Errorf("the heading: %w", err)
	}
	known := []string{"id"}
	for _, f := range s.Rules().Facts() {
		known = append(known, f.Name)
	}
	for _, c := range s.Rules().Cards() {
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
	in.head = head
	return p.Err()
}

// clients goes through the file from the start, past those who are decided already.
func (in *input) clients(behind int) iter.Seq[client] {
	each := in.lines
	if in.table {
		each = in.rows
	}
	return func(yield func(client) bool) {
		n := 0
		in.err = each(func(c client) bool {
			n++
			c.n = n
			return n <= behind || yield(c)
		})
	}
}

// lines goes through the lines from the start. Empty lines are none.
func (in *input) lines(yield func(client) bool) error {
	if _, err := in.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	in.read.Store(0)
	r := bufio.NewReaderSize(in.file, longest)
	for {
		line, err := r.ReadSlice('\n')
		in.read.Add(int64(len(line)))
		c := client{text: bytes.TrimSpace(line)}
		for errors.Is(err, bufio.ErrBufferFull) {
			c = client{fault: fmt.Sprintf("the line is longer than %d bytes", longest)}
			line, err = r.ReadSlice('\n')
			in.read.Add(int64(len(line)))
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		c.text = slices.Clone(c.text)
		if (len(c.text) > 0 || c.fault != "") && !yield(c) || err != nil {
			return nil
		}
	}
}

// rows goes through a table. Each line is a row of its own, so that a quote that is never closed
// spoils one client and does not swallow those behind it.
func (in *input) rows(yield func(client) bool) error {
	heading := true
	return in.lines(func(c client) bool {
		if heading {
			heading = false
			return true
		}
		return yield(in.row(c))
	})
}

func (in *input) row(c client) client {
	if c.fault != "" {
		return c
	}
	r := csv.NewReader(bytes.NewReader(c.text))
	r.FieldsPerRecord = -1
	cells, err := r.Read()
	if err != nil {
		if torn := (*csv.ParseError)(nil); errors.As(err, &torn) {
			err = fmt.Errorf("column %d of the line: %w; a row stands on one line", torn.Column, torn.Err)
		}
		return client{fault: err.Error()}
	}
	out := client{cells: map[string]string{}}
	if len(cells) != len(in.head) {
		out.fault = fmt.Sprintf("there are %d cells under a heading of %d", len(cells), len(in.head))
	}
	for i := range min(len(cells), len(in.head)) {
		out.cells[in.head[i]] = cells[i]
	}
	return out
}
