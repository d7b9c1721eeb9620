package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
)

// layout says where the rules of each package stand; empty where there are none.
type layout struct {
	screening, technique, soreness string
	only                           string // the package that a command is about; empty: all of them
}

// layoutOf looks at a folder: it holds the rules of a whole clinic, in the folders screening,
// technique and soreness, or those of one package.
func layoutOf(dir string) (layout, error) {
	if info, err := os.Stat(dir); err != nil {
		return layout{}, err
	} else if !info.IsDir() {
		return layout{}, fmt.Errorf("%s is not a folder of rules", dir)
	}
	has := func(names ...string) string {
		for _, name := range names {
			if info, err := os.Stat(filepath.Join(dir, name)); err == nil && info.IsDir() {
				return filepath.Join(dir, name)
			}
		}
		return ""
	}
	switch {
	case has("screening", "technique", "soreness") != "":
		if err := passedOver(dir); err != nil {
			return layout{}, err
		}
		return layout{has("screening"), has("technique"), has("soreness"), ""}, nil
	case has("match", "plan", "catalogue") != "":
		return besides(dir, layout{technique: dir, only: "technique"}), nil
	case has("triage", "causes", "advice") != "":
		return besides(dir, layout{soreness: dir, only: "soreness"}), nil
	}
	return layout{screening: dir}, nil
}

// passedOver says what stands beside the folders of a clinic, where nothing reads it; visit.Open
// refuses it as well.
func passedOver(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	known := []string{"screening", "technique", "soreness"}
	for _, e := range entries {
		name := e.Name()
		if strings.HasPrefix(name, ".") || slices.Contains(known, name) {
			continue
		}
		path := filepath.Join(dir, name)
		if document.IsYAML(name) || holdsFiles(path) {
			return fmt.Errorf("%s stands in none of the folders screening, technique and soreness, and is not read%s",
				path, document.Suggest(name, known))
		}
	}
	return nil
}

// besides adds what stands beside the folder of one package in that of the clinic, and under it.
func besides(dir string, l layout) layout {
	all, err := filepath.Abs(dir)
	if err != nil || filepath.Base(all) != l.only {
		return l
	}
	for _, name := range []string{"screening", "technique"} {
		beside := filepath.Join(filepath.Dir(filepath.Clean(dir)), name)
		if info, err := os.Stat(beside); err != nil || !info.IsDir() || name == l.only || dir == "." {
			continue
		}
		if name == "screening" {
			l.screening = beside
		} else {
			l.technique = beside
		}
	}
	return l
}

func holdsFiles(dir string) bool {
	if dir != "" {
		for range filesIn(dir) {
			return true
		}
	}
	return false
}

// placed gives the problems of rule files the paths by which an editor finds them.
func (l layout) placed(err error) error {
	var list *document.Error
	if !errors.As(err, &list) {
		return err
	}
	out := &document.Error{}
	for _, p := range list.Problems {
		for _, root := range []string{l.screening, l.technique, l.soreness} {
			if p.File == "" || root == "" || p.Layer.Name == "built-in" {
				continue
			}
			if _, err := os.Stat(filepath.Join(root, p.File)); err == nil {
				p.File, p.Layer = filepath.Join(root, p.File), document.Layer{}
				break
			}
		}
		out.Problems = append(out.Problems, p)
	}
	return out
}
