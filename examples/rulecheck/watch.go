package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/safehands/safehands/screening/policy/document"
)

// howOften is how long watch waits between two looks.
const howOften = 300 * time.Millisecond

// watch checks a folder again whenever something in it was saved, until it is stopped.
func watch(c *console, args []string) (int, error) {
	var s selection
	names, err := parse("watch", args, names{1, 1}, s.define)
	if err != nil {
		return unread, err
	}
	s.dir = names[0]
	return c.watching(s, time.Now, time.Sleep, -1)
}

// watching checks at once, and again after each change; times bounds how often, -1 does not.
func (c *console) watching(s selection, now func() time.Time, sleep func(time.Duration), times int) (int, error) {
	last, status := "never looked at", clean
	for times != 0 {
		stamp, err := s.stamp()
		if err != nil {
			return unread, err
		}
		if stamp == last {
			sleep(howOften)
			continue
		}
		last = stamp
		times--
		start := now()
		status = c.checkOnce(s)
		c.printf("%s, in %s; waiting for the next change\n",
			map[bool]string{true: c.paint(green, "all is well"), false: c.paint(red, "see above")}[status == clean],
			now().Sub(start).Round(10*time.Millisecond))
	}
	return status, nil
}

// checkOnce loads the rules, runs their cases and proves what can be proved quickly.
func (c *console) checkOnce(s selection) int {
	rules, err := open(s)
	if err != nil {
		c.println(err.Error())
		return unread
	}
	status, err := c.testAll(rules)
	if err != nil {
		c.println(err.Error())
		return unread
	}
	return status
}

// stamp says when the files of all folders that are read were saved last, and which there are.
func (s selection) stamp() (string, error) {
	dirs := []string{s.dir, s.cases}
	if l, err := s.layout(); err == nil { // what stands beside the folder is read too
		dirs = append(dirs, l.screening, l.technique, l.soreness)
	}
	var b strings.Builder
	for i, dir := range dirs {
		if dir == "" || dir == builtIn {
			continue
		}
		if err := stampOf(&b, dir); err != nil && (i == 0 || !errors.Is(err, fs.ErrNotExist)) {
			return "", err
		}
	}
	return b.String(), nil
}

func stampOf(b *strings.Builder, dir string) error {
	return fs.WalkDir(os.DirFS(dir), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if errors.Is(err, fs.ErrNotExist) && path != "." {
				return nil // it went away meanwhile
			}
			return err
		}
		if d.IsDir() || !document.IsYAML(path) {
			return nil
		}
		path = filepath.Join(dir, path)
		if info, err := os.Stat(path); err == nil { // of what a link leads to
			fmt.Fprintln(b, path, info.Size(), info.ModTime().UnixNano())
		}
		return nil
	})
}
