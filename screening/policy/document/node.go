// Package document reads rule files in YAML and answers in JSON into one tree whose nodes know
// where they stand. It does not decode into Go values, and it reads less than either format allows:
// whatever a usual decoder drops, merges or reinterprets without a word (a tag, a second document,
// a key given twice) is a problem with a position. A problem never hides another, and what was
// refused once is not reported again by the methods that read it. A nil [Node] reads as nothing:
// whoever returned it has said why.
package document

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Kind says what a node is.
type Kind int

// The kinds of node.
const (
	Null     Kind = iota // zero value: no value, or one that was refused
	Mapping              // keys and values
	Sequence             // a list
	Text                 // a JSON string, or a YAML scalar that is quoted or a literal block
	Word                 // a plain YAML scalar: the reader decides what it is
	Number               // JSON only
	Bool                 // JSON only
)

// Node is one value of a document.
type Node struct {
	Kind  Kind
	Layer Layer
	File  string
	// Line and Column count from 1, the column in runes. Of a scalar they point at the first
	// character of Text: behind the quote, and on the first line of a block.
	Line, Column int
	Path         string // such as plan.strokes[2].pressure; empty at the root
	Text         string // of a scalar: its text without escapes; of a number: as typed
	Quoted       bool   // a quoted YAML scalar
	Block        bool   // a literal block
	Entries      []Entry
	Items        []*Node

	source  []byte
	start   int // of Text, in source
	indent  int // of a block
	json    bool
	refused bool
	comment int // of a plain scalar: the column of the comment behind it, 0 without one
}

// Entry is one key of a mapping with its value.
type Entry struct {
	Key          string
	Line, Column int
	Value        *Node
}

// PositionAt returns the position of the byte of Text at offset. An offset outside Text
// counts as its nearer end.
func (n *Node) PositionAt(offset int) (line, column int) {
	if n == nil {
		return 0, 0
	}
	line, column = n.Line, n.Column
	offset = max(0, min(offset, len(n.Text)))
	at := n.start
	for i, r := range n.Text {
		if i+utf8.RuneLen(r) > offset {
			break
		}
		if n.Block && r == '\n' {
			next := nextLine(n.source, at)
			if next < 0 {
				return line, column
			}
			spaces := min(n.indent, leadingSpaces(n.source[next:]))
			at, line, column = next+spaces, line+1, spaces+1
			continue
		}
		size, width := n.typed(at, r)
		at, column = at+size, column+width
	}
	return line, column
}

// typed returns the bytes and runes that stand in the source at offset for one rune of the text.
func (n *Node) typed(offset int, r rune) (size, width int) {
	if offset >= len(n.source) {
		return 0, 0
	}
	quoted := n.Quoted || n.json
	switch c := n.source[offset]; {
	case quoted && c == '\'' && r == '\'' && n.source[n.start-1] == '\'':
		return 2, 2
	case quoted && c == '\\' && n.source[n.start-1] == '"':
		width = escapeWidth(n.source[offset:], r)
		return width, width
	}
	_, size = utf8.DecodeRune(n.source[offset:])
	return size, 1
}

func escapeWidth(typed []byte, r rune) int {
	if len(typed) < 2 {
		return len(typed)
	}
	switch typed[1] {
	case 'x':
		return 4
	case 'u':
		if r > 0xffff {
			return 12
		}
		return 6
	case 'U':
		return 10
	}
	return 2
}

// Comment returns what stands behind the "#" after a plain scalar on its line and the column of the
// "#", or nothing.
func (n *Node) Comment() (text string, column int) {
	if n == nil || n.comment == 0 {
		return "", 0
	}
	_, text, _ = strings.Cut(ahead(n.source, n.start+len(n.Text)), "#")
	return strings.TrimSpace(text), n.comment
}

// Describe names the node in a message: a list, the number 55, "abc", null, true, nothing.
func (n *Node) Describe() string {
	if n == nil {
		return "nothing"
	}
	switch n.Kind {
	case Mapping:
		return n.mapping()
	case Sequence:
		return "a list"
	case Text:
		return quote(n.Text)
	case Word:
		if n.Text == "true" || n.Text == "false" {
			return n.Text
		}
		if looksNumeric(n.Text) {
			return "the number " + Shorten(n.Text)
		}
		return quote(n.Text)
	case Number:
		return "the number " + Shorten(n.Text)
	case Bool:
		return n.Text
	}
	if n.json {
		return "null"
	}
	return "nothing"
}

func (n *Node) mapping() string {
	if n.json {
		return "an object"
	}
	return "a mapping"
}

// unread reports whether there is nothing to read and somebody has said why.
func (n *Node) unread() bool { return n == nil || n.refused }

func looksNumeric(text string) bool {
	digits := strings.TrimLeft(text, "+-.")
	if digits == "" || digits[0] < '0' || digits[0] > '9' {
		return false
	}
	_, err := strconv.ParseFloat(text, 64)
	return err == nil
}

// longestPath bounds how deep a path goes, in bytes. Documents that say
// something stay far below it.
const longestPath = 120

const cut = "…"

func keyPath(parent, key string) string {
	if len(parent) > longestPath {
		return strings.TrimSuffix(parent, cut) + cut
	}
	for _, r := range key[:min(len(key), longest)] {
		plain := r == '_' || r == '-' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !plain {
			return parent + "[" + quote(key) + "]"
		}
	}
	switch {
	case key == "" || len(key) > longest:
		return parent + "[" + quote(key) + "]"
	case parent == "":
		return key
	}
	return parent + "." + key
}

func itemPath(parent string, i int) string {
	if len(parent) > longestPath {
		return strings.TrimSuffix(parent, cut) + cut
	}
	return parent + "[" + strconv.Itoa(i) + "]"
}

// longest bounds what a message repeats of the input, in runes.
const longest = 60

// quote quotes a text, and cuts it where what the quotes show gets longer.
func quote(text string) string {
	width := 0
	for i, r := range text {
		if width >= longest {
			return strconv.Quote(text[:i] + cut)
		}
		width += utf8.RuneCountInString(strconv.QuoteRune(r)) - len("''")
	}
	return strconv.Quote(text)
}

// Shorten cuts what a message repeats of its input. U+FFFD stands for bytes that are no text.
func Shorten(text string) string {
	text = strings.ToValidUTF8(text, "\ufffd")
	count := 0
	for i := range text {
		if count == longest {
			return text[:i] + cut
		}
		count++
	}
	return text
}
