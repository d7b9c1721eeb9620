package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
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
	last, status := "", clean
	for times != 0 {
		stamp, err := stampOf(s.dir)
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

// stampOf says when the files of a folder were saved last, and which there are.
func stampOf(dir string) (string, error) {
	var b strings.Builder
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			if os.IsNotExist(err) && path != dir {
				return nil // it went away meanwhile
			}
			return err
		}
		if d.IsDir() || filepath.Ext(path) != ".yaml" && filepath.Ext(path) != ".yml" {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		b.WriteString(path + " " + info.ModTime().Format(time.RFC3339Nano) + " " + info.Mode().String() + "\n")
		b.WriteString(strings.Repeat(" ", int(info.Size()%7)))
		return nil
	})
	return b.String(), err
}
