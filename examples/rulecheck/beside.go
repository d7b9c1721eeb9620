package main

import (
	"bytes"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// besideRules says where folders of the screening that hold no rules of decisions differ: nothing
// is proved of these.
func (x *difference) besideRules() error {
	if x.Part != "screening" {
		return nil
	}
	for _, folder := range []struct{ name, says string }{
		{"events", "what ends a clinician's yes is not compared"},
		{"messages", "what is told whatever is decided is not compared"},
	} {
		before, err := x.before.texts(folder.name)
		if err != nil {
			return err
		}
		after, err := x.after.texts(folder.name)
		if err != nil {
			return err
		}
		if !bytes.Equal(before, after) {
			x.Proof.Unproved = append(x.Proof.Unproved, folder.name+"/ differs: "+folder.says)
			x.Proof.Equivalent = false
		}
	}
	return nil
}

// texts are the files below a folder of the part, each behind its name; none where there is none.
func (p *part) texts(folder string) ([]byte, error) {
	if p.root == "" {
		return nil, nil
	}
	var out []byte
	root := filepath.Join(p.root, folder)
	for name := range filesIn(root) {
		if folder == "messages" && policy.IsCaseFile(name) {
			continue // no message
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		short, _ := filepath.Rel(root, name)
		out = append(append(append(out, short...), 0), append(data, 0)...)
	}
	return out, nil
}

// filesIn are the files of YAML below a folder, in the order of their names.
func filesIn(dir string) iter.Seq[string] {
	return func(yield func(string) bool) {
		_ = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && name != "." && strings.HasPrefix(d.Name(), ".") {
				return fs.SkipDir
			}
			if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") || !document.IsYAML(name) {
				return nil // what cannot be read was refused when the rules were loaded
			}
			if !yield(filepath.Join(dir, name)) {
				return fs.SkipAll
			}
			return nil
		})
	}
}
