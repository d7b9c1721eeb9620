package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// corpus reads clients for a part: the cases of case files, intakes as JSON, one a file, and
// intakes one a line in files that end in .jsonl.
func corpus(p *part, path string) ([]client, error) {
	var out []client
	err := filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		lines := strings.HasSuffix(name, ".jsonl")
		intake := strings.HasSuffix(name, ".json") && !strings.HasSuffix(name, ".schema.json")
		if !policy.IsCaseFile(name) && !lines && !intake {
			return nil
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if policy.IsCaseFile(name) {
			return p.fromCases(name, data, &out)
		}
		if p.screener == nil {
			return errors.New(name + ": intakes are of the screening; the other sets are measured on case files")
		}
		if !lines {
			return p.fromIntake(name, name+":1:1", data, &out)
		}
		n := 0
		for line := range strings.Lines(string(data)) {
			if n++; strings.TrimSpace(line) != "" {
				at := fmt.Sprintf("%s:%d", name, n)
				if err := p.fromIntake(at, at+":1", []byte(line), &out); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err == nil && len(out) == 0 {
		err = fmt.Errorf("%s holds no client; they stand in _cases.yaml, .json and .jsonl", path)
	}
	return out, err
}

func (p *part) fromCases(name string, data []byte, to *[]client) error {
	file := filepath.Base(name)
	cases, err := policytest.Answers(p.set, fstest.MapFS{file: {Data: data}}, p.spent()...)
	if err != nil {
		return casesAt(filepath.Dir(name), err)
	}
	for _, x := range cases {
		at := filepath.Join(filepath.Dir(name), x.Position)
		*to = append(*to, client{part: p, name: name + ": " + x.Name, at: at, answers: x.Answers, request: x.Request})
	}
	return nil
}

func (p *part) fromIntake(name, at string, data []byte, to *[]client) error {
	in, clearance, err := p.readVisit(data)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	x, err := p.visitor(name, at, in, clearance)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	*to = append(*to, x)
	return nil
}
