package codes

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// loader reads the tables and collects everything that is wrong with them.
type loader struct {
	*Tables
	errs []error
}

// record is one line of a table.
type record struct {
	*loader
	file   string
	line   int
	head   []string
	fields []string
}

// get returns a field by its column, or nothing where the table has no such column.
func (r record) get(column string) string {
	if i := slices.Index(r.head, column); i >= 0 && i < len(r.fields) {
		return r.fields[i]
	}
	return ""
}

func (r record) fault(format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf("%s:%d: %s", r.file, r.line, fmt.Sprintf(format, args...)))
}

// each reads a table line by line. A folder need not have every table.
func (l *loader) each(files fs.FS, name string, read func(record)) {
	f, err := files.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err != nil {
		l.errs = append(l.errs, err)
		return
	}
	defer f.Close()
	c := csv.NewReader(f)
	head, err := c.Read()
	for err == nil {
		var fields []string
		if fields, err = c.Read(); err == nil {
			line, _ := c.FieldPos(0)
			read(record{loader: l, file: name, line: line, head: head, fields: fields})
		}
	}
	if err != io.EOF {
		l.errs = append(l.errs, fmt.Errorf("%s: %w", name, err))
	}
}

func (l *loader) fact(r record) {
	name, before := r.get("fact"), r.get("before")
	if before != "" {
		_, now := l.bound[name]
		_, old := l.bound[before]
		if !now && old {
			l.facts[name] = before
		}
	}
	w := Window{Basis: r.get("basis")}
	switch text := r.get("window"); text {
	case "ever", "-", "":
	case "visit":
		w.Visit = true
	case "active":
		w.Active = true
	default:
		days, ok := daysOf(text)
		if !ok {
			r.fault("%q is no length of time", text)
		}
		w.Days = days
	}
	l.windows[name] = w
}

// daysOf reads P3M and its like. Where months and years differ in length the longest counts: a
// window that is a day too wide asks once more.
func daysOf(text string) (int, bool) {
	if len(text) < 3 || text[0] != 'P' {
		return 0, false
	}
	n, err := strconv.Atoi(text[1 : len(text)-1])
	if err != nil {
		return 0, false
	}
	switch text[len(text)-1] {
	case 'D':
		return n, true
	case 'W':
		return 7 * n, true
	case 'M':
		return 31 * n, true
	case 'Y':
		return 366 * n, true
	}
	return 0, false
}

// words cuts a text into its words in lower case. What is no letter or digit parts words, of
// whatever script: a name stands as well before a trade mark or a blank that does not break.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}
