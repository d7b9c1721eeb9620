package document_test

import (
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

func TestYAMLSaysWhatWasMistyped(t *testing.T) {
	const (
		open   = ` is never closed; write `
		before = `f:3:11: a text that begins with "`
		stands = `" stands between quotes`
		key    = `the line is no key with its value; write "key: value", and a text of several lines below "|"`
	)
	// Every line stands in a rule, below its id.
	inRule := []struct{ name, in, want string }{
		{"double quote", `says: "No stones.` + "\n    client: You rest.", `f:3:11: the quote "` + open + `" at the end of the text`},
		{"double quote before one that closes", "says: \"No.\n    client: \"You rest.\"", `f:3:11: the quote "` + open + `" at the end of the text`},
		{"double quote in a list", `sources: [a, "b]`, `f:3:18: the quote "` + open + `" at the end of the text`},
		{"double quote in the last line", `says: "`, `f:3:11: the quote "` + open + `" at the end of the text`},
		{"single quote", `says: 'No stones.`, `f:3:11: the quote '` + open + `' at the end of the text`},
		{"apostrophe", `says: 'The guest's back.'`, `f:3:22: the quote ' closes before the end of the text; write a quote inside it as ''`},
		{"quotes in quotes", `says: "No "stones"."`, `f:3:16: the quote " closes before the end of the text; write a quote inside it as \"`},
		{"text behind quotes", `says: "No stones", they burn.`, `f:3:22: the quote " closes before the end of the text; write a quote inside it as \"`},
		{"quotes in a list", `rows: ["a" b]`, `f:3:16: the quote " closes before the end of the text; write a quote inside it as \"`},
		{"backslash", `says: "C:\dir"`, `f:3:14: a backslash between the quotes " is written \\, found "\\d"`},
		{"short code of a character", `says: "x\u12"`, `f:3:13: a backslash between the quotes " is written \\, found "\\u"`},
		{"code of no character", `says: "x\ud800"`, `f:3:13: a backslash between the quotes " is written \\, found "\\u"`},
		{"typographic quotes", `says: “No stones”`, `f:3:11: the quote “ is part of the text; write " at both ends, or no quotes`},
		{"German quotes", `says: „No stones“`, `f:3:11: the quote „ is part of the text; write " at both ends, or no quotes`},
		{"single typographic quotes", `at: ‘a.b’`, `f:3:9: the quote ‘ is part of the text; write " at both ends, or no quotes`},
		{"angled quotes", `says: «No stones»`, `f:3:11: the quote « is part of the text; write " at both ends, or no quotes`},
		{"typographic quotes and a colon", `says: “Rest: one day”`, `f:3:16: the quotes “ and ” do not hold a text together; write " at both ends`},

		{"colon", `says: Rest: one day.`, `f:3:15: a text with ":" and a space behind it stands between quotes`},
		{"colon at the end", `says: Rest one day:`, `f:3:23: a text with ":" and a space behind it stands between quotes`},
		{"colon in a list item", `rows:` + "\n      - a: b: c", `f:4:13: a text with ":" and a space behind it stands between quotes`},
		{"colon in brackets", `limits: [{note: At home: rest}]`, `f:3:28: a text with ":" and a space behind it stands between quotes`},
		{"no comma in brackets", `limits: [{note: x minutes: 5}]`, `f:3:30: a text with ":" and a space behind it stands between quotes`},
		{"choice", `when: a ? b : c`, `f:3:17: an expression with "?" and ":" stands between quotes`},
		{"choice in parentheses", `when: (a ? b : c) && d`, `f:3:18: an expression with "?" and ":" stands between quotes`},
		{"two choices", `when: a ? b : c ? d : e`, `f:3:17: an expression with "?" and ":" stands between quotes`},

		{"number sign in brackets", `limits: [{note: Use pad #3, minutes: 5}]`, `f:3:29: the text ends at " #"; put it between quotes`},
		{"number sign at the end of brackets", `rows: [a, b #2]`, `f:3:17: the text ends at " #"; put it between quotes`},
		{"question mark in brackets", `limits: [{note: Why?}]`, `f:3:24: a text with "?" within brackets stands between quotes`},
		{"open list", "sources: [a, b\n    kind: care", `f:3:14: the bracket [` + open + `]`},
		{"open list before the next rule", "sources: [a, b\n  - id: c.d", `f:3:14: the bracket [` + open + `]`},
		{"open list in the last line", "sources: [a, b", `f:3:14: the bracket [` + open + `]`},
		{"open mapping", "if_unsure: {kind: none, reason: x\n    kind: care", `f:3:16: the bracket {` + open + `}`},
		{"open list in a mapping", "limits: [{note: x, regions: [a}]", `f:3:33: the bracket [` + open + `]`},
		{"open list around a mapping", "limits: [{note: x}\n    kind: care", `f:3:13: the bracket [` + open + `]`},
		{"comma alone", `rows: [a, , b]`, `f:3:15: a text that begins with ",` + stands},

		{"no space behind the key", "kind:care\n    says: x", `f:3:9: a space is missing behind ":"`},
		{"no space behind the last key", "says: x\n    kind:care\n    at: b", `f:4:9: a space is missing behind ":"`},
		{"no colon", "kind\n    says: x", `f:3:5: ` + key},
		{"no colon behind the key", "says: x\n    kind care\n    at: b", `f:4:5: ` + key},
		{"text goes on", "says: No stones\nat all\n    at: b", `f:4:1: ` + key},

		{"at", `says: @home`, before + `@` + stands},
		{"percent", `says: %d of it`, before + `%` + stands},
		{"back quote", "says: `x`", before + "`" + stands},
		{"and", `says: & co`, before + `&` + stands},
		{"star", `says: * one`, before + `*` + stands},
		{"star and a name", `says: *one`, before + `*` + stands},
		{"question mark", `says: ? x`, before + `?` + stands},
		{"bracket", `says: ] x`, before + `]` + stands},
		{"brace", `says: } x`, before + `}` + stands},
		{"comma", `says: , x`, before + `,` + stands},
		{"negated parentheses", `when: !(a) && b`, before + `!` + stands},
		{"tag", `when: !<x`, before + `!` + stands},
		{"text on the line of a bar", "says: | No stones\n      at all.", `f:3:11: "|" stands at the end of its line; the text begins on the next one`},
		{"text on the line of an angle", "says: > No stones\n      at all.", `f:3:11: ">" stands at the end of its line; the text begins on the next one`},
		{"bar and nought", "says: |0\n      a", `f:3:11: "|" stands at the end of its line; the text begins on the next one`},
		{"list beside its key", "rows: - a\n          - b", `f:3:11: a list begins on the line below its key; a text that begins with "-" stands between quotes`},
		{"dash", "says: - a", `f:3:11: a list begins on the line below its key; a text that begins with "-" stands between quotes`},

		{"indented too far", " kind: care", "f:3:6: the line begins in column 6; those that it could belong to begin in column 5"},
		{"indented too far behind a text", "says: x\n      kind: care", "f:4:7: the line begins in column 7; those that it could belong to begin in column 5"},
		{"indented too far behind a block", "says: |\n      x\n     kind: care", "f:5:6: the line begins in column 6; those that it could belong to begin in column 5"},
		{"indented not far enough", "says: x\n   kind: care", "f:4:4: the line begins in column 4; those that it could belong to begin in column 3 or 5"},
		{"item indented not far enough", "says: x\n - id: c.d", "f:4:2: the line begins in column 2; those that it could belong to begin in column 1 or 3"},
		{"item indented too far", "says: x\n   - id: c.d", "f:4:4: the line begins in column 4; those that it could belong to begin in column 3 or 5"},
		{"key below the dash", "says: x\n  kind: care", "f:4:3: a key stands among list items; begin it in column 5, below the keys of its item"},
		{"item among keys", "says: x\n    - id: c.d", `f:4:5: a list item ("- ") stands among keys; a list is indented below its key`},
		{"file key indented", "says: x\n parameters: {}", "f:4:2: the line begins in column 2; those that it could belong to begin in column 1 or 3"},
	}
	files := []struct{ name, in, want string }{
		{"directive", "%YAML 1.9\na: b\n", `f:1:1: a text that begins with "%` + stands},
		{"first key indented", "  a: b\nc: d\n", "f:2:1: the line begins in column 1; those that it could belong to begin in column 3"},
		{"bracket below", "a: b\n]\n", `f:2:1: a text that begins with "]` + stands},
		{"end sign in quotes", "a: 'b\n...\nc'\n", `f:1:4: the quote '` + open + `' at the end of the text`},
		{"list and a mapping", "[a]\nb: c\n", "f:2:1: cannot be read from here on; look at the quotes, the brackets and the indentation"},

		{"bidirectional override", "a: \"b\u202ec\"\n", "f:1:6: the invisible character U+202E is refused; leave it out"},
		{"bidirectional isolate", "a: b \u2067c\n", "f:1:6: the invisible character U+2067 is refused; leave it out"},
		{"bidirectional override in a comment", "a: b # \u202d\n", "f:1:8: the invisible character U+202D is refused; leave it out"},
		{"bidirectional override by its number", `a: "b\u202ec"` + "\n", "f:1:6: the invisible character U+202E is refused; leave it out"},
		{"bell by its number", `a: ["x", "b\ac"]` + "\n", "f:1:12: the character U+0007 is refused"},
		{"zero-width space", "a: b\u200bc\n", "f:1:5: the invisible character U+200B is refused; leave it out"},
		{"zero-width joiner", "a: b\u200dc\n", "f:1:5: the invisible character U+200D is refused; leave it out"},
		{"soft hyphen", "a: b\u00adc\n", "f:1:5: the invisible character U+00AD is refused; leave it out"},
		{"tag characters", "a: b\U000e0061\n", "f:1:5: the invisible character U+E0061 is refused; leave it out"},
		{"no-break space in the indentation", "a:\n  - b: c\n \u00a0  d: e\n", "f:3:2: the space U+00A0 is refused here; write an ordinary one"},
		{"no-break space behind a key", "a:\n  - b:\u00a0c\n", "f:2:7: the space U+00A0 is refused here; write an ordinary one"},
		{"no-break space behind a space and a key", "a: \u00a0c\n", "f:1:4: the space U+00A0 is refused here; write an ordinary one"},
		{"no-break space behind a dash", "a:\n  -\u00a0c\n", "f:2:4: the space U+00A0 is refused here; write an ordinary one"},
		{"wide space in the indentation", "a:\n\u3000b: c\n", "f:2:1: the space U+3000 is refused here; write an ordinary one"},
	}
	for i, x := range inRule {
		inRule[i].in = "rules:\n  - id: a.b\n    " + x.in + "\n"
	}
	for _, tt := range append(inRule, files...) {
		t.Run(tt.name, func(t *testing.T) {
			var p document.Problems
			document.YAML("f", []byte(tt.in), &p)
			if diff := cmp.Diff(tt.want, errorText(&p)); diff != "" {
				t.Errorf("YAML(%q) mismatch (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestYAMLReads(t *testing.T) {
	for _, text := range []string{
		"It’s the guest’s back.", "A so-called “frozen” shoulder", "“Frozen” and “stiff”", "«Frozen» or not", "10\u00a0°C", "👩\u200d⚕️ asks", "می\u200cخواهم",
		`"“Frozen”"`, "a#b", "https://a.b/c#d", "C:\\dir", "a:b", "a, b", "[", "why?",
	} {
		in := "a: " + text + "\n"
		if text == "[" {
			in = "a: x[\n"
		}
		var p document.Problems
		document.YAML("f", []byte(in), &p)
		if diff := cmp.Diff("", errorText(&p)); diff != "" {
			t.Errorf("YAML(%q) problems (-want +got):\n%s", in, diff)
		}
	}
}

func TestProse(t *testing.T) {
	const cut = `the text ends at " #"; put it between quotes, or the comment on a line of its own`
	tests := []struct{ name, in, want, problems string }{
		{"number", "a: Use pad #3 first.\n", "Use pad", "f:1:12: " + cut},
		{"several spaces", "a: é   # c\n", "é", "f:1:8: " + cut},
		{"last line", "a: x #", "x", "f:1:6: " + cut},
		{"in brackets", "{a: Use pad #3\n}\n", "Use pad", "f:1:13: " + cut},
		{"carriage return", "a: x # y\r\n", "x", "f:1:6: " + cut},
		{"on the next line", "a:\n  x # y\n", "x", "f:2:5: " + cut},
		{"without a space", "a: C#3\n", "C#3", ""},
		{"quoted", "a: \"Use pad #3\" # a comment\n", "Use pad #3", ""},
		{"quoted singly", "a: 'Use pad #3' # a comment\n", "Use pad #3", ""},
		{"block", "a: | # a comment\n  Use pad #3\n", "Use pad #3\n", ""},
		{"comment below", "a: x\n# a comment\n", "x", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p document.Problems
			root := document.YAML("f", []byte(tt.in), &p)
			if diff := cmp.Diff("", errorText(&p)); diff != "" {
				t.Fatal(diff)
			}
			node := root.Entries[0].Value
			if diff := cmp.Diff(tt.want, node.Str(&p, "a text")); diff != "" {
				t.Errorf("Str mismatch (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff("", errorText(&p)); diff != "" {
				t.Errorf("Str minds a comment: %s", diff)
			}
			if diff := cmp.Diff(tt.want, node.Prose(&p, "a text")); diff != "" {
				t.Errorf("Prose mismatch (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.problems, errorText(&p)); diff != "" {
				t.Errorf("Prose problems (-want +got):\n%s", diff)
			}
		})
	}
}

// parserWords are the parts of the parser's messages that no message to an author has.
var parserWords = []string{
	"yaml:", "while ", "token", "simple key", "could not find", "did not find", "found character", "found unexpected", "found unknown", "found invalid",
	"found an ", "found a tab", "found extremely", "found duplicate", "found undefined", "not allowed in this context", "max depth", "directive", "stream",
	"document indicator", "<document", "'-' indicator", "hexdecimal", "octet", "URI", "node content", "referenced", "scalar", "event", "decode", "runtime error",
	"block collection", "flow",
}

// Whatever is done to a rule file, what is said of it stands inside the file and in no words of the
// parser.
func TestYAMLOfMutatedRuleFiles(t *testing.T) {
	var files []string
	for _, pattern := range []string{"../../rules/*.yaml", "../../guideline/*.yaml", "../../../technique/rules/*/*.yaml", "../../../soreness/rules/*/*.yaml"} {
		found, err := filepath.Glob(pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("no files match %s: %v", pattern, err)
		}
		files = append(files, found...)
	}
	rounds := max(3, draws.Of(t, 12)) // fewer do not get every file refused
	r := rand.New(rand.NewPCG(20, 26))
	refused := 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(data), "\n")
		text := []rune(strings.Join(lines[:min(len(lines), 40)], ""))
		for range rounds {
			mutated := mutate(r, text)
			var p document.Problems
			document.YAML("f", []byte(mutated), &p)
			var found *document.Error
			if !errors.As(p.Err(), &found) {
				continue
			}
			refused++
			typed := strings.Split(mutated, "\n")
			for _, x := range found.Problems {
				if x.Line < 1 || x.Line > len(typed) || x.Column < 1 || x.Column > utf8.RuneCountInString(typed[x.Line-1])+1 {
					t.Errorf("%s: %v: outside of the file:\n%s", file, x, mutated)
				}
				if slices.ContainsFunc(parserWords, func(word string) bool { return strings.Contains(x.Message, word) }) {
					t.Errorf("%s: %v: words of the parser, of:\n%s", file, x, mutated)
				}
			}
		}
	}
	if refused < len(files) {
		t.Errorf("only %d of %d files were refused once", refused, len(files))
	}
}

// mutate deletes, inserts, doubles or swaps one to three characters, or a line's indentation.
func mutate(r *rand.Rand, text []rune) string {
	out := slices.Clone(text)
	const typed = "\"\"''::{}[],,##--  \n&*!|>%@`?\\“\u00a0\tx1"
	signs := []rune(typed)
	for range 1 + r.IntN(3) {
		i := r.IntN(len(out) - 1)
		if r.IntN(2) == 0 { // where the structure is
			for i < len(out)-2 && !strings.ContainsRune(":-\"'[]{},\n", out[i]) {
				i++
			}
		}
		switch r.IntN(5) {
		case 0:
			out = slices.Delete(out, i, i+1)
		case 1:
			out = slices.Insert(out, i, signs[r.IntN(len(signs))])
		case 2:
			out = slices.Insert(out, i, out[i])
		case 3:
			out[i], out[i+1] = out[i+1], out[i]
		case 4:
			for i < len(out)-2 && out[i] != '\n' {
				i++
			}
			out = slices.Insert(out, i+1, []rune("  "[:1+r.IntN(2)])...)
		}
	}
	return string(out)
}
