package document

import (
	"bytes"
	"regexp"
	"strings"
)

// yamlLine is one line of a document that could not be parsed, as its author wrote it: no value
// runs over its end but that of an open bracket.
type yamlLine struct {
	start   int // in data
	text    string
	columns []int // where its list items and its key begin, counted from 0
	faults  []yamlFault
}

type faultKind int

const (
	openQuote    faultKind = iota // a quote that the line does not close
	behindQuote                   // text behind a closing quote
	colonInText                   // ": " in a plain text
	commentCuts                   // " #" within brackets, with the closing one behind it
	questionMark                  // "?" in a plain text within brackets
	percent                       // the sign of what no rule file has, at the beginning of a line
	openBracket                   // a bracket that nothing closes before a line that is no part of it
)

// yamlFault is a mistake that one line shows by itself.
type yamlFault struct {
	kind   faultKind
	offset int // in data
	sign   byte
}

// lineScanner finds what is wrong with the lines of a document, without knowing what comes of them.
type lineScanner struct {
	data   []byte
	lines  []yamlLine
	open   []int // offsets of open brackets
	opened int   // the column of the key that the first of them belongs to
	// block is the least indentation of the literal block that is going on; -1 without one, 0
	// before its first line.
	block   int
	opener  int  // the column of the key that the block belongs to
	started bool // the block has a line
}

// scanLines finds the lines of a document up to the one behind the offset until, and the brackets
// that are open behind it.
func scanLines(data []byte, until int) (lines []yamlLine, open []int) {
	s := &lineScanner{data: data, block: -1}
	start := 0
	for line := range bytes.Lines(data) {
		s.line(start, strings.TrimRight(string(line), "\r\n"))
		if start > until && len(s.lines) > 0 && s.lines[len(s.lines)-1].start > until {
			break
		}
		start += len(line)
	}
	return s.lines, s.open
}

var (
	blockHeader = regexp.MustCompile(`(^|[:\-] +)[|>][-+0-9]*( +#.*)?$`)
	listItem    = regexp.MustCompile(`^- +`)
	keyAhead    = regexp.MustCompile(`^("[^"]*"|'[^']*'|[^-\s"'\[\]{},#&*!|>%@` + "`" + `][^\s:#]*) *:( |$)`)
)

func (s *lineScanner) line(start int, text string) {
	bare := strings.TrimLeft(text, " ")
	indent := len(text) - len(bare)
	if s.block >= 0 {
		switch {
		case bare == "":
			return
		case !s.started && indent > s.opener:
			s.block, s.started = indent, true
			return
		case s.started && indent >= s.block:
			return
		}
		s.block, s.started = -1, false
	}
	if bare == "" || bare[0] == '#' {
		return
	}
	l := yamlLine{start: start, text: text}
	at := indent
	for {
		l.columns = append(l.columns, at)
		item := listItem.FindString(text[at:])
		if item == "" {
			break
		}
		at += len(item)
	}
	if n := len(s.open); n > 0 && (keyAhead.MatchString(bare) || strings.HasPrefix(bare, "- ")) {
		if indent <= s.opened {
			l.faults = append(l.faults, yamlFault{openBracket, s.open[n-1], s.data[s.open[n-1]]})
			s.open = nil
		}
	}
	if text[0] == '%' {
		l.faults = append(l.faults, yamlFault{percent, start, '%'})
	}
	s.values(&l, at)
	s.lines = append(s.lines, l)
	if len(s.open) == 0 && blockHeader.MatchString(text) {
		s.block, s.opener = 0, l.columns[len(l.columns)-1]
	}
}

// values walks over the scalars of a line.
func (s *lineScanner) values(l *yamlLine, i int) {
	text := l.text
	fault := func(kind faultKind, at int, sign byte) {
		l.faults = append(l.faults, yamlFault{kind, l.start + at, sign})
	}
	keyed := false // a key stands ahead of the value
	for i < len(text) {
		switch c := text[i]; {
		case c == ' ':
			i++
		case c == '#' && (i == 0 || text[i-1] == ' '):
			return
		case c == '[' || c == '{':
			if len(s.open) == 0 {
				s.opened = l.columns[len(l.columns)-1]
			}
			s.open = append(s.open, l.start+i)
			keyed = false
			i++
		case (c == ']' || c == '}') && len(s.open) > 0:
			last := s.open[len(s.open)-1]
			if s.open = s.open[:len(s.open)-1]; closer[s.data[last]] != c {
				l.faults = append(l.faults, yamlFault{openBracket, last, s.data[last]})
				return
			}
			i++
		case c == ',' && len(s.open) > 0:
			keyed = false
			i++
		case c == ':':
			i, keyed = i+1, true
		case c == '"' || c == '\'':
			end := closing(text, i)
			if end < 0 {
				fault(openQuote, i, c)
				return
			}
			i = end + 1
			rest := strings.TrimLeft(text[i:], " ")
			switch {
			case rest == "", rest[0] == '#' && len(rest) < len(text)-i, rest[0] == ':':
			case len(s.open) > 0 && strings.IndexByte(",]}", rest[0]) >= 0:
			default:
				fault(behindQuote, len(text)-len(rest), c)
				return
			}
		default:
			var stop bool
			if i, keyed, stop = s.plain(l, i, keyed, fault); stop {
				return
			}
		}
	}
}

// plain walks over a plain scalar and reports whether the rest of the line belongs to nothing.
func (s *lineScanner) plain(l *yamlLine, i int, keyed bool,
	fault func(kind faultKind, at int, sign byte)) (int, bool, bool) {
	text, flow := l.text, len(s.open) > 0
	for ; i < len(text); i++ {
		switch c := text[i]; {
		case c == ':' && (i+1 == len(text) || text[i+1] == ' ' || flow && strings.IndexByte(",[]{}", text[i+1]) >= 0):
			if keyed {
				fault(colonInText, i, c)
				return i, true, true
			}
			return i, keyed, false
		case c == '#' && i > 0 && text[i-1] == ' ':
			if flow && strings.ContainsAny(text[i:], ",]}") {
				fault(commentCuts, i, c)
			}
			return i, keyed, true
		case flow && c == '?':
			fault(questionMark, i, c)
		case flow && strings.IndexByte(",[]{}", c) >= 0:
			return i, keyed, false
		}
	}
	return i, keyed, false
}

var closer = map[byte]byte{'[': ']', '{': '}'}

// closing is where a text ends on its line that begins with a quote at i, or -1.
func closing[T string | []byte](text T, i int) int {
	for j := i + 1; j < len(text) && text[j] != '\n'; j++ {
		switch {
		case text[i] == '"' && text[j] == '\\':
			if j+1 < len(text) && text[j+1] != '\n' {
				j++
			}
		case text[j] != text[i]:
		case text[i] == '\'' && j+1 < len(text) && text[j+1] == '\'':
			j++
		default:
			return j
		}
	}
	return -1
}
