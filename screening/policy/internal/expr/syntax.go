package expr

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/google/cel-go/cel"
)

// words is what authors write out of other languages, as the parser stumbles over it.
var words = map[string]string{
	"and": "&&", "AND": "&&", "&": "&&", "or": "||", "OR": "||", "|": "||", "not": "!", "NOT": "!",
	"=": "==", "<>": "!=", "is": "==", "IN": "in", ";": "one expression", "=<": "<=",
	"=>": ">=",
}

// construct is what to write for a word that other languages put between others, or nothing.
func construct(word string) string {
	switch word {
	case "if", "then", "else", "elif":
		return "a && b, or a ? b : c"
	case "unless":
		return "a && !b"
	case "between", "BETWEEN":
		return "fact >= number && fact <= number"
	case "contains", "includes":
		return "value in fact"
	case "xor", "XOR":
		return "a ? !b : b"
	}
	return ""
}

// syntaxProblem is the first thing the parser stumbled over, in words of our own: the parser's are
// for whoever writes a parser.
func syntaxProblem(source string, issues *cel.Issues) Problem {
	first := issues.Errors()[0]
	at := byteOffset(source, first.Location.Line(), first.Location.Column())
	for _, e := range issues.Errors()[1:] {
		if o := byteOffset(source, e.Location.Line(), e.Location.Column()); o < at {
			first, at = e, o
		}
	}
	message, _, _ := strings.Cut(first.Message, " expecting ")
	if strings.Contains(message, "recovery") {
		return Problem{at, "this is no expression: facts are compared with values, and joined with && and ||"}
	}
	ended := strings.Contains(message, "<EOF>")
	if p, ok := brackets(source); ok && (ended || p.Offset <= at) {
		return p
	}
	if before := lastWord(source[:at]); before == "not" || before == "NOT" {
		at = strings.LastIndex(source[:at], before)
	}
	if write := notIn(source, at); write != "" {
		return Problem{at, "unexpected " + tokenAt(source, at) + ": write " + write}
	}
	token := tokenAt(source, at)
	if token == "=>" && !numberBehind.MatchString(source[at:]) {
		return Problem{at, "unexpected =>: write !a || b where b follows from a, or >= between numbers"}
	}
	if write, ok := words[token]; ok {
		return Problem{at, fmt.Sprintf("unexpected %s: write %s", token, write)}
	}
	if m := betweenTwo.FindStringSubmatch(source[at:]); m != nil {
		if name := strings.TrimSpace(nameAhead.FindString(source[:at])); name != "" {
			return Problem{at, fmt.Sprintf("unexpected %s: write %s >= %s && %s <= %s", token, name, m[1], name, m[2])}
		}
	}
	if write := construct(token); write != "" {
		return Problem{at, token + " is not part of rules: write " + write}
	}
	if reserved[token] {
		return Problem{at, token + " is a reserved word of the language, not a name"}
	}
	comma := token == "," && at+1 < len(source) && isDigit(source[at+1])
	if m := decimalComma.FindStringSubmatch(source[:at]); comma && m != nil {
		behind := tokenAt(source, at+1)
		write := m[1] + "." + behind
		if len(behind) == 3 {
			write += ", or " + m[1] + behind
		}
		return Problem{at, "unexpected ,: a decimal number has a point: write " + write}
	}
	if number, ok := strings.CutSuffix(strings.TrimRight(source[:at], " \t\r\n"), "%"); ok &&
		withoutUnit(number) != "" {
		return Problem{len(number), "unexpected %: " + withoutUnit(number)}
	}
	switch {
	case ended:
		return Problem{at, "the expression ends too early"}
	case strings.Contains(message, "unsupported syntax"):
		return Problem{at, "optional parts are not part of rules: write the name of the fact alone"}
	case strings.Contains(message, "recursion"):
		return Problem{at, tooDeep}
	case strings.Contains(message, "invalid") && strings.Contains(message, "literal"):
		return Problem{at, "the number is out of range"}
	case token == "":
		return Problem{at, "the expression cannot be read from here on"}
	}
	if grouped := underscores.FindString(source[at:]); grouped != "" && numberAhead.MatchString(source[:at]) {
		return Problem{at, "unexpected " + grouped + ": write the digits of a number without _ between them"}
	}
	if write := withoutUnit(source[:at]); write != "" && token != "to" && isWord(token[0]) {
		return Problem{at, "unexpected " + token + ": " + write}
	}
	return Problem{at, "unexpected " + token}
}

var (
	decimalComma = regexp.MustCompile(`(?:^|[^A-Za-z0-9_.])([0-9]+)$`)
	numberAhead  = regexp.MustCompile(`(?:^|[^A-Za-z0-9_.])[0-9]+(?:\.[0-9]+)?[ \t]*$`)
	numberBehind = regexp.MustCompile(`^=>[ \t]*(?:[0-9]|-|param\.)`)
	betweenTwo   = regexp.MustCompile(`^(?:between|BETWEEN)[ \t]+([a-z0-9_.]+)[ \t]+(?:and|AND|&&)[ \t]+([a-z0-9_.]+)`)
	underscores  = regexp.MustCompile(`^(?:_[0-9]+)+`)
	nameAhead    = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_.]*[ \t\r\n]*$`)
	inBehind     = regexp.MustCompile(`^(?:not|NOT|!)[ \t\r\n]*in[ \t\r\n]+(\[[^\]]*\]|[A-Za-z_][A-Za-z0-9_.]*)`)
)

// withoutUnit is the advice for what stands behind a number.
func withoutUnit(before string) string {
	if numberAhead.MatchString(before) {
		return "write the number alone, without a unit"
	}
	return ""
}

// notIn writes what is meant by a not in b.
func notIn(source string, at int) string {
	name, behind := nameAhead.FindString(source[:at]), inBehind.FindStringSubmatch(source[at:])
	if name == "" || behind == nil {
		return ""
	}
	return fmt.Sprintf("!(%s in %s)", strings.TrimRight(name, " \t\r\n"), behind[1])
}

var closing = map[rune]rune{'(': ')', '[': ']', '{': '}'}

// brackets finds the first bracket that nothing closes, or that closes nothing.
func brackets(source string) (Problem, bool) {
	var open []int
	quote, comment := rune(0), false
	for i, c := range source {
		switch {
		case comment:
			comment = c != '\n'
		case quote != 0:
			if c == quote || c == '\n' {
				quote = 0
			}
		case strings.HasPrefix(source[i:], "//"):
			comment = true
		case c == '"' || c == '\'':
			quote = c
		case closing[c] != 0:
			open = append(open, i)
		case c == ')' || c == ']' || c == '}':
			if len(open) == 0 {
				return Problem{i, fmt.Sprintf("unexpected %c: no bracket is open", c)}, true
			}
			last := open[len(open)-1]
			if write := closing[rune(source[last])]; write != c {
				return Problem{i, fmt.Sprintf("%c is missing before %c", write, c)}, true
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) == 0 {
		return Problem{}, false
	}
	last := open[len(open)-1]
	bracket := rune(source[last])
	return Problem{last, fmt.Sprintf("the bracket %c is never closed: write %c", bracket, closing[bracket])}, true
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
	return b == '_' || isDigit(b) || 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z'
}

func isDigit(b byte) bool { return '0' <= b && b <= '9' }
