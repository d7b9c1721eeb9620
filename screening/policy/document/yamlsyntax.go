package document

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// readable reports every line with a character that has no place in a rule file. Some of them end a
// line for YAML but for no editor, which would move every position behind them.
func (r *yamlReader) readable() bool {
	before := r.problems.Len()
	reported, indent, previous := 0, true, '\n'
	for r.cursor.offset < len(r.data) {
		typed := r.data[r.cursor.offset:]
		if ' ' <= typed[0] && typed[0] <= '~' {
			indent, previous = indent && typed[0] == ' ', rune(typed[0])
			r.cursor.step()
			continue
		}
		c, size := utf8.DecodeRune(typed)
		if c == utf8.RuneError && size == 1 {
			r.report("", "byte 0x%02x is not UTF-8; save the file as UTF-8", typed[0])
			break
		}
		if c == '\n' {
			indent = true
		}
		problem := refusedCharacter(previous, c, typed[size:])
		if problem == "" && c >= utf8.RuneSelf && unicode.IsSpace(c) && (indent || r.behindKey()) {
			problem = fmt.Sprintf("the space U+%04X is refused here; write an ordinary one", c)
		}
		if problem != "" && reported != r.cursor.line {
			reported = r.cursor.line
			r.report("", "%s", problem)
		}
		indent, previous = indent && (c == '\n' || c == ' '), c
		r.cursor.step()
	}
	return r.problems.Len() == before
}

// behindKey reports whether the cursor stands directly behind a key or the sign of a list item.
func (r *yamlReader) behindKey() bool {
	ahead := r.data[max(0, r.cursor.offset-longest):r.cursor.offset]
	start := bytes.LastIndexByte(ahead, '\n') + 1
	return (start > 0 || len(ahead) < longest) && keyBefore.Match(ahead[start:])
}

var keyBefore = regexp.MustCompile(`^ *(- +)*(-|[A-Za-z0-9_.]+:) *$`)

// refusedCharacter says what is wrong with a character between its neighbours. What nobody sees
// could show another text than is read; the joiners that scripts and emoji need stand between
// characters of theirs.
func refusedCharacter(before, c rune, next []byte) string {
	switch {
	case c == '\n', c == '\r' && bytes.HasPrefix(next, []byte("\n")):
		return ""
	case c == '\t':
		return "a tab is refused; write spaces"
	case c == '\r', c == 0x85, c == 0x2028, c == 0x2029:
		return fmt.Sprintf("the line break U+%04X is refused; end a line with a line feed", c)
	case c == 0x200c || c == 0x200d:
		if after, _ := utf8.DecodeRune(next); before >= utf8.RuneSelf &&
			after >= utf8.RuneSelf && after != utf8.RuneError {
			return ""
		}
		return fmt.Sprintf("the invisible character U+%04X is refused; leave it out", c)
	case unicode.Is(unicode.Cf, c):
		return fmt.Sprintf("the invisible character U+%04X is refused; leave it out", c)
	case unicode.IsControl(c), c == 0xfffe, c == 0xffff:
		return fmt.Sprintf("the character U+%04X is refused", c)
	}
	return ""
}

// Unseen says what is wrong with a text of one line that is shown to somebody, or nothing. A
// control character would reach a terminal, and what nobody sees could show another text than is
// read.
func Unseen(text string) string {
	before := ' '
	for rest := []byte(text); len(rest) > 0; {
		c, size := utf8.DecodeRune(rest)
		rest = rest[size:]
		if c == '\n' || c == '\r' {
			return fmt.Sprintf("the line break U+%04X is refused; write one line", c)
		}
		if problem := refusedCharacter(before, c, rest); problem != "" {
			return problem
		}
		before = c
	}
	return ""
}

// parseYAML returns the first document and, if there is one, the second.
func parseYAML(data []byte) (documents []*yaml.Node, err error) {
	// The parser reports some faults of its own by a panic that it does not catch.
	defer func() {
		if fault := recover(); fault != nil {
			documents, err = nil, fmt.Errorf("yaml: %v", fault)
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	for len(documents) < 2 {
		document := &yaml.Node{}
		err := decoder.Decode(document)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		documents = append(documents, document)
	}
	return documents, nil
}

// syntax reports the parser's error. The parser names a line, often the wrong one, and no column;
// but it reads forward, so the shortest beginning of the document with the same error ends where
// the error is. Whole lines come first, because cutting one may be an error of its own.
func (r *yamlReader) syntax(err error) {
	same := func(end int) bool {
		for end < len(r.data) && !utf8.RuneStart(r.data[end]) {
			end++
		}
		_, cut := parseYAML(r.data[:end])
		return cut != nil && cut.Error() == err.Error()
	}
	ends := []int{0}
	for line := range bytes.Lines(r.data) {
		ends = append(ends, ends[len(ends)-1]+len(line))
	}
	last := sort.Search(len(ends)-1, func(i int) bool { return same(ends[i]) })
	first := ends[max(0, last-1)]
	start := max(0, first+sort.Search(ends[last]-first, func(i int) bool { return same(first + i) })-1)
	for start > 0 && !utf8.RuneStart(r.data[start]) {
		start--
	}
	start, message := diagnose(r.data, start, err.Error())
	r.cursor.seek(start)
	r.report("", "%s", message)
}
