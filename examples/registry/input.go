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
	digest string       // of the size and the beginning: another file is not gone on with
	err    error        // why reading ended before the end
}

func open(name string, s *screening.Screener) (*input, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	in := &input{file: f, table: strings.HasSuffix(strings.ToLower(name), ".csv")}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	in.size = info.Size()
	begin := make([]byte, 1<<16)
	n, err := io.ReadFull(f, begin)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, errors.Join(err, f.Close())
	}
	sum := sha256.Sum256(fmt.Appendf(begin[:n:n], "%d", in.size))
	in.digest = hex.EncodeToString(sum[:8])
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return nil, errors.Join(err, f.Close())
	}
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
	head, err := csv.NewReader(io.NewSectionReader(in.file, 0, in.size)).Read()
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
		head[i] = strings.TrimSpace(strings.TrimPrefix(name, "\ufeff"))
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

// lines goes through a file of one JSON object a line. Empty lines are none.
func (in *input) lines(yield func(client) bool) error {
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

// rows goes through a table.
func (in *input) rows(yield func(client) bool) error {
	r := csv.NewReader(in.file)
	r.FieldsPerRecord = -1
	if _, err := r.Read(); err != nil {
		return err
	}
	for {
		row, err := r.Read()
		in.read.Store(r.InputOffset())
		var torn *csv.ParseError
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case errors.As(err, &torn):
			if !yield(client{fault: torn.Error()}) {
				return nil
			}
			continue
		case err != nil:
			return err
		}
		c := client{cells: map[string]string{}}
		if len(row) != len(in.head) {
			c.fault = fmt.Sprintf("there are %d cells under a heading of %d", len(row), len(in.head))
		}
		for i := range min(len(row), len(in.head)) {
			c.cells[in.head[i]] = row[i]
		}
		if !yield(c) {
			return nil
		}
	}
}
