package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"

	"github.com/safehands/safehands/examples/internal/registry"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

// input is the clients: a file with one on each line, or a folder with one in each file.
type input struct {
	name   string
	set    *policy.Set
	folder bool
	table  bool
	size   int64
	read   atomic.Int64 // in bytes
	other  int          // files of the folder that hold no bundles by their names
	digest string       // of all of it: clients that were edited meanwhile are not gone on with
	err    error        // why reading ended before the end
}

func open(name string, s *screening.Screener) (*input, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() && !info.Mode().IsRegular() {
		return nil, errors.New(name + ": " + noFile)
	}
	lower := strings.ToLower(name)
	in := &input{
		name: name, folder: info.IsDir() || strings.HasSuffix(lower, ".json"), table: strings.HasSuffix(lower, ".csv"),
	}
	if s != nil {
		in.set = s.Rules()
	}
	sum := sha256.New()
	add := func(name string) error {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		n, err := io.Copy(sum, f)
		in.size += n
		return errors.Join(err, f.Close())
	}
	if in.folder {
		err = in.files(&in.other, func(name string, size int64) error {
			fmt.Fprintf(sum, "%q %d\n", name, size)
			return add(filepath.Join(in.name, name))
		})
	} else {
		err = add(name)
	}
	if err != nil {
		return nil, err
	}
	in.digest = hex.EncodeToString(sum.Sum(nil)[:8])
	some := false
	err = in.each(func(registry.Client) bool { // with the heading of a table
		some = true
		return false
	})
	if err == nil && !some {
		err = fmt.Errorf("%s holds no client", name)
		if in.other > 0 {
			err = fmt.Errorf("%w; %d files do not end in .json", err, in.other)
		}
	}
	return in, err
}

// noFile is said of pipes and devices: the clients are read more than once.
const noFile = "is no regular file; write it to one first, for it is read more than once"

// files goes through the bundles of a folder in the order of their names, and counts its other
// files.
func (in *input) files(other *int, each func(name string, size int64) error) error {
	return filepath.WalkDir(in.name, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		if !strings.HasSuffix(strings.ToLower(name), ".json") {
			*other++
			return nil
		}
		info, err := os.Stat(name) // of what a link leads to
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() {
			return errors.New(name + ": " + noFile)
		}
		short, err := filepath.Rel(in.name, name)
		if err != nil {
			return err
		}
		return each(short, info.Size())
	})
}

// clients goes through them from the start, past those who are decided already.
func (in *input) clients(behind int) iter.Seq[registry.Client] {
	return func(yield func(registry.Client) bool) {
		in.read.Store(0)
		in.err = in.each(func(c registry.Client) bool { return c.N <= behind || yield(c) })
	}
}

func (in *input) each(yield func(registry.Client) bool) error {
	if in.folder {
		n := 0
		err := in.files(new(int), func(name string, size int64) error {
			n++
			in.read.Add(size)
			if !yield(registry.Client{N: n, File: name}) {
				return fs.SkipAll
			}
			return nil
		})
		return err
	}
	f, err := os.Open(in.name)
	if err != nil {
		return err
	}
	defer f.Close()
	advance := func(n int) { in.read.Add(int64(n)) }
	if in.table {
		return registry.Rows(f, in.set, advance, yield)
	}
	return registry.Lines(f, advance, yield)
}
