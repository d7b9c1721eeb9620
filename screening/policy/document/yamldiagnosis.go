package document

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// diagnose says what an author did where the parser stopped at an offset, and where. A mistake that
// a line shows by itself comes first: the parser often stops only lines behind it, and speaks of
// what it made of it. Nothing of the parser's own words is shown.
func diagnose(data []byte, at int, parserSays string) (offset int, message string) {
	lines, open := scanLines(data, at)
	inBrackets := strings.Contains(parserSays, "',' or")
	end := len(data)
	if next := nextLine(data, at); next >= 0 {
		end = next
	}
	for _, l := range lines {
		for _, f := range l.faults {
			if f.offset > end {
				continue
			}
			if inBrackets || f.kind != commentCuts && f.kind != questionMark {
				return f.offset, f.message(l)
			}
		}
	}
	if len(open) > 0 && len(bytes.TrimSpace(data[at:])) <= 1 {
		f := yamlFault{openBracket, open[len(open)-1], data[open[len(open)-1]]}
		return f.offset, f.message(yamlLine{})
	}
	if offset, message, ok := misplaced(data, lines, at, parserSays); ok {
		return offset, message
	}
	for _, x := range translations {
		if strings.Contains(parserSays, x.says) {
			return x.write(data, at)
		}
	}
	return at, "cannot be read from here on; look at the quotes, the brackets and the indentation"
}

func (f yamlFault) message(l yamlLine) string {
	switch f.kind {
	case openQuote:
		return fmt.Sprintf("the quote %c is never closed; write %c at the end of the text", f.sign, f.sign)
	case behindQuote:
		if f.sign == '"' {
			return `the quote " closes before the end of the text; write a quote inside it as \"`
		}
		return `the quote ' closes before the end of the text; write a quote inside it as ''`
	case commentCuts:
		return `the text ends at " #"; put it between quotes`
	case percent:
		return `a text that begins with "%" stands between quotes`
	case questionMark:
		return `a text with "?" within brackets stands between quotes`
	case openBracket:
		return fmt.Sprintf("the bracket %c is never closed; write %c", f.sign, closer[f.sign])
	}
	if strings.Contains(l.text[:f.offset-l.start], " ? ") {
		return `an expression with "?" and ":" stands between quotes`
	}
	if i := strings.Index(l.text, ": "); i >= 0 && strings.HasPrefix(strings.TrimLeft(l.text[i+1:], " "), "“") {
		return `the quotes “ and ” do not hold a text together; write " at both ends`
	}
	return `a text with ":" and a space behind it stands between quotes`
}

// misplaced finds a line that begins where nothing can begin.
func misplaced(data []byte, lines []yamlLine, at int, parserSays string) (offset int, message string, ok bool) {
	if !slices.ContainsFunc(misplacing, func(says string) bool { return strings.Contains(parserSays, says) }) ||
		len(lines) == 0 {
		return 0, "", false
	}
	i := len(lines) - 1
	for i > 0 && lines[i].start > at {
		i--
	}
	l, stack := lines[i], columnsAhead(lines[:i])
	first, last := l.columns[0], l.columns[len(l.columns)-1]
	value := len(l.text)
	if i := strings.Index(l.text[last:]+" ", ": "); i >= 0 {
		value = last + i
	}
	offset = l.start + first
	switch {
	case strings.HasPrefix(strings.TrimLeft(l.text[min(len(l.text), value+1):], " "), "- "):
		return l.start + value + 1 + leadingSpaces([]byte(l.text[value+1:])),
			`a list begins on the line below its key; a text that begins with "-" stands between quotes`, true
	case at > l.start+value, len(stack) == 0,
		slices.Contains(stack, first) && strings.Contains(parserSays, "<document start>"),
		signs.FindStringIndex(l.text) != nil && signs.FindStringIndex(l.text)[0] == 0:
		return 0, "", false
	case slices.Contains(stack, first) && len(l.columns) > 1:
		return offset, `a list item ("- ") stands among keys; a list is indented below its key`, true
	case slices.Contains(stack, first):
		return offset, fmt.Sprintf(`a key stands among list items; begin it in column %d, below the keys of its item`,
			stack[len(stack)-1]+1), true
	}
	above, _ := slices.BinarySearch(stack, first)
	var near []string
	for _, column := range stack[max(0, above-1):min(len(stack), above+1)] {
		near = append(near, strconv.Itoa(column+1))
	}
	return offset, fmt.Sprintf("the line begins in column %d; those that it could belong to begin in column %s",
		first+1, strings.Join(near, " or ")), true
}

// misplacing are the words of the parser about a line whose indentation does not fit.
var misplacing = []string{
	"mapping values are not allowed", "did not find expected key",
	"did not find expected '-'", "block sequence entries are not allowed",
	"<document start>",
}

// columnsAhead are the columns of the keys and list items that are open behind some lines, rising.
func columnsAhead(lines []yamlLine) []int {
	var stack []int
	for _, l := range lines {
		for len(stack) > 0 && stack[len(stack)-1] >= l.columns[0] {
			stack = stack[:len(stack)-1]
		}
		stack = append(stack, l.columns...)
	}
	return stack
}

// translations say in an author's words what the parser says in its own, once nothing better is
// known. The first that fits counts.
var translations = []struct {
	says  string
	write func(data []byte, at int) (int, string)
}{
	{"exceeded max depth", func(_ []byte, at int) (int, string) {
		return at, fmt.Sprintf("is nested deeper than %d", maxYAMLDepth)
	}},
	{"could not find expected ':'", withoutColon},
	{"escape", badEscape},
	{"hexdecimal", badEscape},
	{"while scanning a block scalar", behindBlockSign},
	{"expected comment or line break", signAhead},
	{"',' or", func(_ []byte, at int) (int, string) {
		return at, "a text with a comma, a colon, a bracket or a quote within brackets stands between quotes"
	}},
	{"", signAhead},
}

var keyWithoutSpace = regexp.MustCompile(`^[A-Za-z0-9_.]+:\S`)

// withoutColon is about a line that should be a key.
func withoutColon(data []byte, at int) (int, string) {
	start := bytes.LastIndexByte(data[:at], '\n') + 1
	start += leadingSpaces(data[start:])
	text := ahead(data, start)
	for strings.HasPrefix(text, "- ") {
		start, text = start+2, text[2:]
	}
	if keyWithoutSpace.MatchString(text) {
		return start + strings.IndexByte(text, ':'), `a space is missing behind ":"`
	}
	return start, `the line is no key with its value; write "key: value", and a text of several lines below "|"`
}

// badEscape is about a backslash between double quotes.
func badEscape(data []byte, at int) (int, string) {
	line := bytes.LastIndexByte(data[:at], '\n') + 1
	end := min(len(data), at+1)
	if i := bytes.LastIndexByte(data[line:end], '\\'); i >= 0 {
		at = line + i
	}
	typed := ahead(data, at)
	return at, fmt.Sprintf(`a backslash between the quotes " is written \\, found %s`,
		quote(typed[:min(len(typed), 2)]))
}

// behindBlockSign is about a text on the line of its "|".
func behindBlockSign(data []byte, at int) (int, string) {
	return at, `"|" stands at the end of its line; the text begins on the next one`
}

// signAhead is about a text that begins with a sign which means something else.
func signAhead(data []byte, at int) (int, string) {
	start := bytes.LastIndexByte(data[:at], '\n') + 1
	text := ahead(data, start)
	if m := signs.FindStringSubmatchIndex(text); m != nil {
		sign := text[m[2]:m[3]]
		if sign == "|" || sign == ">" {
			return start + m[2], fmt.Sprintf(`%q stands at the end of its line; the text begins on the next one`, sign)
		}
		return start + m[2], fmt.Sprintf("a text that begins with %q stands between quotes", strings.TrimSpace(sign))
	}
	return at, "cannot be read from here on; look at the quotes, the brackets and the indentation"
}

var signs = regexp.MustCompile("(?:^ *|: +|- +|[\\[{,] *)([!&*%@`|>?\\]},]|:(?: |$))")
