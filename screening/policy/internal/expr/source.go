package expr

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/google/cel-go/cel"
)

// lookalikes are the characters that text programs put where the keyboard's were meant.
var lookalikes = map[rune]string{
	'≥': ">=", '≤': "<=", '≠': "!=", '−': "-", '–': "-", '—': "-", '∧': "&&", '∨': "||", '¬': "!", '∈': "in",
	'\u00a0': "a space", '“': "the value without quotes", '”': "the value without quotes", '„': "the value without quotes",
	'‘': "the value without quotes", '’': "the value without quotes",
}

// scan holds the source to what the parser may see. Nesting is bounded here because the parser recurses before it can report.
func scan(source string) (Problem, bool) {
	if len(source) > maxSource {
		return Problem{0, fmt.Sprintf("the expression has %d bytes, at most %d: move parts of it into definitions",
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
			return Problem{i, fmt.Sprintf("unexpected %q: names are plain letters, digits and underscores", c)}, false
		}
		blank = blank && strings.ContainsRune(" \t\r\n", c)
	}
	if blank {
		return Problem{0, "the expression is empty"}, false
	}
	return Problem{}, true
}

var tooDeep = fmt.Sprintf("nested more than %d deep: move parts of the expression into definitions", maxDepth)

func tooLarge(size int) string {
	return fmt.Sprintf("the expression has %d tests and operators, at most %d: move parts of it into definitions", size, maxNodes)
}

// words is what authors write out of other languages, as the parser stumbles over it.
var words = map[string]string{
	"and": "&&", "AND": "&&", "&": "&&", "or": "||", "OR": "||", "|": "||", "not": "!", "NOT": "!",
	"=": "==", "<>": "!=", "is": "==", "IN": "in", ";": "one expression", "=>": ">=", "=<": "<=",
}

// syntaxProblem is the first thing the parser stumbled over, in words of our own where they help more.
func syntaxProblem(source string, issues *cel.Issues) Problem {
	first := issues.Errors()[0]
	at := byteOffset(source, first.Location.Line(), first.Location.Column())
	for _, e := range issues.Errors()[1:] {
		if o := byteOffset(source, e.Location.Line(), e.Location.Column()); o < at {
			first, at = e, o
		}
	}
	if before := lastWord(source[:at]); before == "not" || before == "NOT" {
		at = strings.LastIndex(source[:at], before)
	}
	token := tokenAt(source, at)
	if write, ok := words[token]; ok {
		return Problem{at, fmt.Sprintf("unexpected %s: write %s", token, write)}
	}
	if reserved[token] {
		return Problem{at, token + " is a reserved word of the language, not a name"}
	}
	message, _, _ := strings.Cut(strings.TrimPrefix(first.Message, "Syntax error: "), " expecting ")
	switch {
	case strings.Contains(message, "<EOF>"):
		message = "the expression ends too early"
	case strings.Contains(message, "unsupported syntax"):
		message = "optional parts are not part of rules: write the name of the fact alone"
	case strings.Contains(message, "recursion"):
		message = tooDeep
	case strings.Contains(message, "invalid") && strings.Contains(message, "literal"):
		message = "the number is out of range"
	case token != "" && (strings.Contains(message, "input") || strings.Contains(message, "token recognition")):
		message = "unexpected " + token
	}
	return Problem{at, message}
}

// checkProblems words what cel-go's checker refuses although the names resolve.
func checkProblems(source string, issues *cel.Issues) []Problem {
	var ps []Problem
	for _, e := range issues.Errors() {
		ps = append(ps, Problem{byteOffset(source, e.Location.Line(), e.Location.Column()), "types do not match: " + e.Message})
	}
	return sortProblems(ps)
}

// tokenAt is the word, the number or the run of operator signs at an offset.
func tokenAt(source string, at int) string {
	rest := source[at:]
	end := 0
	for end < len(rest) && isWord(rest[end]) {
		end++
	}
	if end > 0 {
		return rest[:end]
	}
	for end < len(rest) && strings.IndexByte("=<>&|;", rest[end]) >= 0 {
		end++
	}
	if end == 0 && len(rest) > 0 && rest[0] > ' ' && rest[0] < utf8.RuneSelf {
		end = 1
	}
	return rest[:end]
}

// lastWord is the word that a text ends with, blanks apart.
func lastWord(s string) string {
	s = strings.TrimRight(s, " \t\r\n")
	start := len(s)
	for start > 0 && isWord(s[start-1]) {
		start--
	}
	return s[start:]
}

func isWord(b byte) bool {
	return b == '_' || '0' <= b && b <= '9' || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

// byteOffset turns a line and a column in code points, both as cel-go counts them, into an offset in bytes.
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
