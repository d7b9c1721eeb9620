package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
)

// rules are what a worker needs to build the same rule set: what lies over the built-in rules, and
// the fingerprint that they come to.
type rules struct {
	Fingerprint string            `json:"fingerprint"`
	Loosening   bool              `json:"loosening"`
	Files       map[string][]byte `json:"files"`
}

// readRules reads a folder of rules, or none where it is empty.
func readRules(folder string, loosening bool) (rules, error) {
	r := rules{Loosening: loosening, Files: map[string][]byte{}}
	if folder != "" {
		files := os.DirFS(folder)
		err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			r.Files[name], err = fs.ReadFile(files, name)
			return err
		})
		if err != nil {
			return r, err
		}
	}
	s, err := r.screener()
	if err != nil {
		return r, err
	}
	r.Fingerprint = s.Fingerprint()
	return r, nil
}

func (r rules) screener() (*screening.Screener, error) {
	var options []screening.Option
	if len(r.Files) > 0 {
		files := fstest.MapFS{}
		for name, data := range r.Files {
			files[name] = &fstest.MapFile{Data: data}
		}
		options = append(options, screening.WithOverlay(files))
	}
	if r.Loosening {
		options = append(options, screening.WithLoosening())
	}
	return screening.New(options...)
}

// text is how rules travel.
func (r rules) text() string {
	data, err := json.Marshal(r)
	if err != nil { // of nothing that is in them
		panic(err)
	}
	return string(data)
}

// built are the rule sets of this process, each built once, by what travelled.
var built sync.Map

// screenerOf builds the rules that travelled, and refuses those that come to another fingerprint
// here.
func screenerOf(text string) (*screening.Screener, error) {
	once, _ := built.LoadOrStore(text, sync.OnceValues(func() (*screening.Screener, error) {
		var r rules
		if err := json.Unmarshal([]byte(text), &r); err != nil {
			return nil, err
		}
		s, err := r.screener()
		if err == nil && s.Fingerprint() != r.Fingerprint {
			err = fmt.Errorf("this worker's rules are %s, wanted are %s; it is another version of the program",
				s.Fingerprint(), r.Fingerprint)
		}
		return s, err
	}))
	return once.(func() (*screening.Screener, error))()
}
