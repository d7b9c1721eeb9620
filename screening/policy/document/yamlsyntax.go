package document

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// readable reports every line with a character that has no place in a rule file. Some of them end a line for YAML but for no
// editor, which would move every position behind them.
func (r *yamlReader) readable() bool {
	before := r.problems.Len()
	reported := 0
	for r.cursor.offset < len(r.data) {
		typed := r.data[r.cursor.offset:]
		c, size := utf8.DecodeRune(typed)
		if c == utf8.RuneError && size == 1 {
			r.report("", "byte 0x%02x is not UTF-8", typed[0])
			break
		}
		if problem := refusedCharacter(c, typed[size:]); problem != "" && reported != r.cursor.line {
			reported = r.cursor.line
			r.report("", "%s", problem)
		}
		r.cursor.step()
	}
	return r.problems.Len() == before
}

func refusedCharacter(c rune, next []byte) string {
	switch {
	case c == '\n', c == '\r' && bytes.HasPrefix(next, []byte("\n")):
		return ""
	case c == '\t':
		return "a tab is refused; write spaces"
	case c == '\r', c == 0x85, c == 0x2028, c == 0x2029:
		return fmt.Sprintf("the line break U+%04X is refused; end a line with a line feed", c)
	case unicode.IsControl(c), c == 0xfeff, c == 0xfffe, c == 0xffff:
		return fmt.Sprintf("the character U+%04X is refused", c)
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

var (
	parserPrefix = regexp.MustCompile(`^yaml: (line \d+: )?`)
	indicator    = regexp.MustCompile("(?:: +|- +|^ *)([!&*%@`])")
)

// syntax reports the parser's error. The parser names a line, often the wrong one, and no column; but it reads forward, so the
// shortest beginning of the document with the same error ends where the error is. Whole lines come first, because cutting one
// may be an error of its own.
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
	line, _ := r.cursor.seek(start)
	hint := ""
	if found := indicator.FindStringSubmatch(r.line(line)); found != nil {
		hint = fmt.Sprintf("; quote a text that begins with %q", found[1])
	}
	r.cursor.seek(start)
	r.report("", "cannot be read as YAML: %s%s", parserPrefix.ReplaceAllString(err.Error(), ""), hint)
}

func (r *yamlReader) line(line int) string {
	return strings.TrimRight(ahead(r.data, r.cursor.find(line, 1)), " ")
}
