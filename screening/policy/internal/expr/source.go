package expr

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/google/cel-go/cel"
)

// lookalikes are the characters that text programs put where the keyboard's were meant.
var lookalikes = map[rune]string{
	'≥': ">=", '≤': "<=", '≠': "!=", '∧': "&&", '∨': "||", '¬': "!", '∈': "in", '−': "-", '–': "-",
	'—': "-", '\u00a0': "a space",
	'“': unquoted, '”': unquoted, '„': unquoted, '‘': unquoted, '’': unquoted,
}

const unquoted = "the value without quotes"

// scan holds the source to what the parser may see. Nesting is bounded here because the parser
// recurses before it can report.
func scan(source string) (Problem, bool) {
	if len(source) > maxSource {
		return Problem{0, fmt.Sprintf(
			"the expression has %d bytes, at most %d: move parts of it into definitions, under the key define",
			len(source), maxSource)}, false
	}
	if !utf8.ValidString(source) {
		i := strings.IndexRune(source, utf8.RuneError)
		return Problem{max(i, 0), "the expression is not valid UTF-8"}, false
	}
	depth, blank, comment, quote := 0, true, false, rune(0)
	for i, c := range source {
		switch {
		case comment:
			comment = c != '\n'
			continue
		case strings.HasPrefix(source[i:], "//") && quote == 0:
			comment = true
			continue
		case quote != 0:
			if c == quote || c == '\n' {
				quote = 0
			}
			continue
		case c == '"' || c == '\'':
			quote = c
		case c == '(' || c == '[' || c == '{':
			if depth++; depth > maxDepth {
				return Problem{i, tooDeep}, false
			}
		case c == ')' || c == ']' || c == '}':
			depth--
		case c >= utf8.RuneSelf:
			if write, ok := lookalikes[c]; ok {
				return Problem{i, fmt.Sprintf("unexpected %q: write %s", c, write)}, false
			}
			if write := withoutUnit(source[:i]); write != "" {
				return Problem{i, fmt.Sprintf("unexpected %q: %s", c, write)}, false
			}
			return Problem{i, fmt.Sprintf("unexpected %q: names are plain letters, digits and underscores", c)}, false
		}
		blank = blank && strings.ContainsRune(" \t\r\n", c)
	}
	if blank {
		return Problem{0, "the expression is empty"}, false
	}
	return Problem{}, true
}

var tooDeep = fmt.Sprintf(
	"nested more than %d deep: move parts of the expression into definitions, under the key define", maxDepth)

func tooLarge(size int) string {
	return fmt.Sprintf("the expression has %d tests and operators, at most %d: "+
		"move parts of it into definitions, under the key define", size, maxNodes)
}

// checkProblems words what cel-go's checker refuses although the names resolve.
func checkProblems(source string, issues *cel.Issues) []Problem {
	var ps []Problem
	for _, e := range issues.Errors() {
		at := byteOffset(source, e.Location.Line(), e.Location.Column())
		ps = append(ps, Problem{at, "types do not match: " + e.Message})
	}
	return sortProblems(ps)
}

// byteOffset turns a line and a column in code points, both as cel-go counts them, into an offset
// in bytes.
func byteOffset(source string, line, column int) int {
	at := 0
	for ; line > 1; line-- {
		next := strings.IndexByte(source[at:], '\n')
		if next < 0 {
			break
		}
		at += next + 1
	}
	for ; column > 0 && at < len(source); column-- {
		_, size := utf8.DecodeRuneInString(source[at:])
		at += size
	}
	return at
}
