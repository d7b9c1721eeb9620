package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// MaxJSON is the length in bytes of the longest JSON document that is read.
const MaxJSON = 1 << 20

const maxJSONDepth = 64

// JSON reads one JSON value and adds what it refuses to p. It returns nil when there is
// no tree to go on with.
//
// Beyond what the grammar forbids it refuses keys given twice, anything behind the value, text
// that is not UTF-8 and halves of surrogate pairs. A fault inside a value does not end the
// reading; one between values does.
func JSON(data []byte, p *Problems) *Node {
	if len(data) > MaxJSON {
		p.Add(Problem{Line: 1, Column: 1, Message: tooLong(len(data), MaxJSON)})
		return nil
	}
	return readJSON(data, p)
}

// readJSON reads JSON of any length.
func readJSON(data []byte, p *Problems) *Node {
	r := &jsonReader{data: data, cursor: newCursor(data), problems: p, leftOut: Node{json: true, refused: true}}
	if mark := []byte("\ufeff"); bytes.HasPrefix(data, mark) {
		r.report(0, "", "begins with a byte order mark; save it without one")
		r.offset = len(mark)
	}
	r.space()
	if r.ended() {
		p.Add(Problem{Line: 1, Column: 1, Message: "is empty"})
		return nil
	}
	n, ok := r.value("", "", 1)
	if !ok {
		return nil
	}
	if r.space(); !r.ended() {
		r.report(r.offset, "", "expected nothing behind the value, found %s", r.found())
	}
	return n
}

type jsonReader struct {
	data     []byte
	offset   int
	cursor   cursor
	problems *Problems
	// leftOut is the one that stands for all values that are left out: of a megabyte of commas
	// there is nothing to keep.
	leftOut Node
}

// report names the position in the message too: a problem without a file shows
// nothing but its path.
func (r *jsonReader) report(offset int, path, format string, args ...any) {
	if r.problems.Full() {
		r.problems.Add(Problem{More: 1})
		return
	}
	line, column := r.cursor.seek(offset)
	r.reportAt(line, column, path, format, args...)
}

func (r *jsonReader) reportAt(line, column int, path, format string, args ...any) {
	message := fmt.Sprintf("%s (line %d, column %d)", fmt.Sprintf(format, args...), line, column)
	r.problems.Add(Problem{Line: line, Column: column, Path: path, Message: message})
}

func (r *jsonReader) ended() bool { return r.offset >= len(r.data) }

func (r *jsonReader) space() {
	for !r.ended() && bytes.IndexByte([]byte(" \t\r\n"), r.data[r.offset]) >= 0 {
		r.offset++
	}
}

// next passes over white space and returns the byte behind it. At the end it reports
// what the document ends in.
func (r *jsonReader) next(path, inside string) (byte, bool) {
	r.space()
	if r.ended() {
		r.report(r.offset, path, "ends in the middle of %s", inside)
		return 0, false
	}
	return r.data[r.offset], true
}

// found quotes what stands at the offset, up to where it looks complete.
func (r *jsonReader) found() string {
	rest := ahead(r.data, r.offset)
	if word := r.word(); word != "" {
		return quote(word)
	}
	if len(rest) > 0 && (rest[0] == '"' || rest[0] == '\'') {
		if end := strings.IndexByte(rest[1:], rest[0]); end >= 0 {
			return quote(rest[:end+2])
		}
		return quote(rest)
	}
	_, size := utf8.DecodeRune(r.data[r.offset:])
	return quote(string(r.data[r.offset : r.offset+size]))
}

// word returns everything at the offset up to the next byte with a meaning of its own.
func (r *jsonReader) word() string {
	rest := r.data[r.offset:]
	if end := bytes.IndexAny(rest, " \t\r\n,:[]{}\"'"); end >= 0 {
		rest = rest[:end]
	}
	return string(rest)
}

// value reads one value. It returns false when reading cannot go on; a value that was refused and
// passed over is no reason.
func (r *jsonReader) value(path, inside string, depth int) (*Node, bool) {
	c, ok := r.next(path, inside)
	if !ok {
		return nil, false
	}
	if c == ',' || c == '}' || c == ']' {
		// A value left out: what closes or separates it stands and is read by the
		// list or object around it.
		r.expected(path, "a value")
		return &r.leftOut, inside != ""
	}
	n := &Node{Path: path, source: r.data, start: r.offset, json: true}
	n.Line, n.Column = r.cursor.seek(r.offset)
	switch c {
	case '{', '[':
		if depth > maxJSONDepth {
			r.report(r.offset, path, "is nested deeper than %d", maxJSONDepth)
			return nil, false
		}
		r.offset++
		if c == '{' {
			return n, r.object(n, depth)
		}
		return n, r.list(n, depth)
	case '"':
		n.Kind = Text
		n.start++
		n.Column++
		n.Text, ok = r.text(path)
		return n, ok
	case '\'':
		return r.singleQuoted(n)
	}
	return r.scalar(n)
}

func (r *jsonReader) expected(path, what string) {
	if r.problems.Full() {
		r.problems.Add(Problem{More: 1})
		return
	}
	r.report(r.offset, path, "expected %s, found %s", what, r.found())
}

var number = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)

func (r *jsonReader) scalar(n *Node) (*Node, bool) {
	n.Text = r.word()
	switch {
	case n.Text == "true", n.Text == "false":
		n.Kind = Bool
	case n.Text == "null":
		n.Kind, n.Text = Null, ""
		r.offset += len("null")
		return n, true
	case number.MatchString(n.Text):
		n.Kind = Number
	default:
		r.expected(n.Path, "a value")
		n.refused = true
		if n.Text == "" {
			return nil, false
		}
	}
	r.offset += len(n.Text)
	return n, true
}

func (r *jsonReader) singleQuoted(n *Node) (*Node, bool) {
	r.expected(n.Path, "a text in double quotes")
	n.refused = true
	end := bytes.IndexAny(r.data[r.offset+1:], "'\n")
	if end < 0 || r.data[r.offset+1+end] == '\n' {
		return nil, false
	}
	r.offset += end + 2
	return n, true
}

func (r *jsonReader) list(n *Node, depth int) bool {
	n.Kind = Sequence
	return r.parts(n.Path, "a list", ']', func() bool {
		item, ok := r.value(itemPath(n.Path, len(n.Items)), "a list", depth+1)
		if ok {
			n.Items = append(n.Items, item)
		}
		return ok
	})
}

func (r *jsonReader) object(n *Node, depth int) bool {
	n.Kind = Mapping
	seen := map[string]bool{}
	return r.parts(n.Path, "an object", '}', func() bool { return r.entry(n, seen, depth) })
}

// parts reads what stands between commas, up to the end.
func (r *jsonReader) parts(path, what string, end byte, part func() bool) bool {
	c, ok := r.next(path, what)
	if ok && c == end {
		r.offset++
		return true
	}
	for ok && part() {
		if c, ok = r.next(path, what); !ok {
			return false
		}
		switch c {
		case end:
			r.offset++
			return true
		case ',':
			r.offset++
		default:
			r.expected(path, `"," or "`+string(rune(end))+`"`)
			return false
		}
	}
	return false
}

func (r *jsonReader) entry(n *Node, seen map[string]bool, depth int) bool {
	c, ok := r.next(n.Path, "an object")
	if !ok {
		return false
	}
	if c != '"' {
		r.expected(n.Path, "a key in double quotes")
		return c == '}'
	}
	entry := Entry{}
	entry.Line, entry.Column = r.cursor.seek(r.offset)
	if entry.Key, ok = r.text(n.Path); !ok {
		return false
	}
	path := keyPath(n.Path, entry.Key)
	if seen[entry.Key] {
		r.reportAt(entry.Line, entry.Column, path, "key %s is given twice", quote(entry.Key))
	}
	if c, ok = r.next(path, "an object"); !ok {
		return false
	}
	if c != ':' {
		r.expected(path, `":"`)
		return false
	}
	r.offset++
	if entry.Value, ok = r.value(path, "an object", depth+1); !ok {
		return false
	}
	if !seen[entry.Key] {
		seen[entry.Key] = true
		n.Entries = append(n.Entries, entry)
	}
	return true
}
