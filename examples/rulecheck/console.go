package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/safehands/safehands/examples/internal/column"
)

// console is where a command writes. Colour and progress are for people at a terminal: a pipe, a
// file and whoever set NO_COLOR get neither.
type console struct {
	out, errs  io.Writer
	colour     bool
	progresses bool
}

func newConsole(out, errs io.Writer) *console {
	return &console{
		out: out, errs: errs,
		colour:     terminal(out) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb",
		progresses: terminal(errs) && os.Getenv("TERM") != "dumb",
	}
}

func terminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

func (c *console) printf(format string, args ...any) { fmt.Fprintf(c.out, format, args...) }

func (c *console) println(text string) { fmt.Fprintln(c.out, text) }

// The colours. Nothing is said by a colour alone.
const (
	bold  = "1"
	red   = "31"
	green = "32"
	dim   = "2"
)

func (c *console) paint(colour, text string) string {
	if !c.colour || text == "" {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

// hang writes a text behind a label in 80 columns.
func (c *console) hang(label string, indent int, text string) {
	for _, line := range column.Hang(label, indent, text) {
		c.println(line)
	}
}

// progress returns what shows how far long work is, on one line that is taken away at the end.
func (c *console) progress(what string) func(done, all int) {
	if !c.progresses {
		return func(int, int) {}
	}
	last := -1
	return func(done, all int) {
		percent := 100 * done / max(1, all)
		if percent == last {
			return
		}
		last = percent
		line := fmt.Sprintf("%s %d of %d (%d%%)", what, done, all, percent)
		if done == all {
			line = strings.Repeat(" ", len(line))
			fmt.Fprint(c.errs, "\r", line, "\r")
			return
		}
		fmt.Fprint(c.errs, "\r", line)
	}
}

// busy shows what takes its time, until the function that it returns is called.
func (c *console) busy(what string) (done func()) {
	if !c.progresses {
		return func() {}
	}
	fmt.Fprint(c.errs, "\r", what, " …")
	return func() { fmt.Fprint(c.errs, "\r", strings.Repeat(" ", len(what)+2), "\r") }
}

func (c *console) json(v any) error {
	encoder := json.NewEncoder(c.out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(v)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
