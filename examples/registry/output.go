package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
)

// heading is the first line of the output: of which rules and of which file it is.
type heading struct {
	Registry int    `json:"registry"`
	Rules    string `json:"rules"`
	Input    string `json:"input"`
	// Of clients whose answers are in bundles: the day that they count for, and the forms.
	AsOf string `json:"as_of,omitempty"`
	Base string `json:"base,omitempty"`
}

// resume opens the output to go on behind the last whole line, and says how many clients are
// decided there. There is exactly one line for each client, in their order, so that the number is
// all there is to know.
func resume(name string, h heading) (*os.File, int, error) {
	f, err := os.OpenFile(name, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, 0, err
	}
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, 0, errors.Join(fmt.Errorf("%s: is no regular file, and could not be gone on with", name), err, f.Close())
	}
	lines, end, err := wholeLines(f, h)
	if err == nil {
		err = f.Truncate(end)
	}
	if err == nil {
		_, err = f.Seek(end, io.SeekStart)
	}
	if err == nil && lines == 0 {
		var text []byte
		if text, err = json.Marshal(h); err == nil {
			_, err = f.Write(append(text, '\n'))
		}
		lines = 1
	}
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", name, errors.Join(err, f.Close()))
	}
	return f, lines - 1, nil
}

var errNoOutput = errors.New("is there already and is no output of registry; name another file")

// wholeLines counts lines, with the heading, and says where the last one ends.
func wholeLines(f io.Reader, h heading) (lines int, end int64, err error) {
	r := bufio.NewReaderSize(f, 1<<20)
	var first []byte
	read := int64(0)
	for {
		part, err := r.ReadSlice('\n')
		if read += int64(len(part)); lines == 0 && len(first) < 1<<12 {
			first = append(first, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF):
			if begin, _ := json.Marshal(h); lines == 0 && !bytes.HasPrefix(begin, first) {
				return 0, 0, errNoOutput
			}
			return lines, end, nil // what is torn off behind the last line is written anew
		case err != nil:
			return 0, 0, err
		}
		if lines, end = lines+1, read; lines > 1 {
			continue
		}
		var was heading
		switch {
		case json.Unmarshal(bytes.TrimSpace(first), &was) != nil || was.Registry != h.Registry:
			return 0, 0, errNoOutput
		case was != h:
			return 0, 0, errors.New(
				"is of other rules, of another file of clients or of another day; name another file, or remove it")
		}
	}
}
