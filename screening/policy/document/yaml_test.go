package document_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
)

func errorText(p *document.Problems) string {
	if err := p.Err(); err != nil {
		return err.Error()
	}
	return ""
}

// dump writes one line for each node: position, path, value.
func dump(n *document.Node) string {
	var b strings.Builder
	var walk func(n *document.Node)
	walk = func(n *document.Node) {
		if n == nil {
			return
		}
		style := ""
		if n.Quoted {
			style = " quoted"
		}
		if n.Block {
			style = " block"
		}
		fmt.Fprintf(&b, "%d:%d %s %s%s\n", n.Line, n.Column, n.Path, n.Describe(), style)
		for _, e := range n.Entries {
			walk(e.Value)
		}
		for _, item := range n.Items {
			walk(item)
		}
	}
	walk(n)
	return b.String()
}

func TestYAML(t *testing.T) {
	tests := []struct {
		name, in, want string
	}{
		{"rule", "rules:\n  - id: spine.disc   # a comment\n    rows: [B-N04a, \"B-N05\"]\n    when: 'a && b'\n", `1:1  a mapping
2:3 rules a list
2:5 rules[0] a mapping
2:9 rules[0].id "spine.disc"
3:11 rules[0].rows a list
3:12 rules[0].rows[0] "B-N04a"
3:21 rules[0].rows[1] "B-N05" quoted
4:12 rules[0].when "a && b" quoted
`},
		{"block", "when: |\n  a &&\n  b\nx: 1\n", "1:1  a mapping\n2:3 when \"a &&\\nb\\n\" block\n4:4 x the number 1\n"},
		{"block with indicator", "when: |2-\n    a\n   b\n", "1:1  a mapping\n2:3 when \"  a\\n b\" block\n"},
		{"block after blank lines", "when: |\n\n \n  a\n", "1:1  a mapping\n2:1 when \"\\n\\na\\n\" block\n"},
		{"empty block", "when: |", "1:1  a mapping\n1:7 when \"\" block\n"},
		{"block at the end", "when: |\n  a", "1:1  a mapping\n2:3 when \"a\" block\n"},
		{"byte order mark", "\ufeffa: b\n", "1:1  a mapping\n1:4 a \"b\"\n"},
		{"carriage returns", "a: b\r\nc: |\r\n  d\r\n", "1:1  a mapping\n1:4 a \"b\"\n3:3 c \"d\\n\" block\n"},
		{"runes", "ä: [é, \"ü\", x]\n", `1:1  a mapping
1:4 ["ä"] a list
1:5 ["ä"][0] "é"
1:9 ["ä"][1] "ü" quoted
1:13 ["ä"][2] "x"
`},
		{"document start", "---\na: true\n...\n", "2:1  a mapping\n2:4 a true\n"},
		{"value on the next line", "a:\n  b\n", "1:1  a mapping\n2:3 a \"b\"\n"},
		{"dotted key", "param:\n  own.knee: x\n", "1:1  a mapping\n2:3 param a mapping\n2:13 param[\"own.knee\"] \"x\"\n"},
		{"quoted words are text", "a: \"null\"\n\"1\": '~'\n\"<<\": x\n", `1:1  a mapping
1:5 a "null" quoted
2:7 1 "~" quoted
3:7 ["<<"] "x"
`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p document.Problems
			got := dump(document.YAML("f.yaml", []byte(tt.in), &p))
			if diff := cmp.Diff("", errorText(&p)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("YAML(%q) mismatch (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestYAMLRefuses(t *testing.T) {
	const several = `of several lines is refused; write "|" for several lines, or one line`
	tests := []struct {
		name, in, want string
	}{
		{"second document", "a: b\n---\nc: d\n", "f:2:1: a second document; write one document in each file"},
		{"second document, empty", "a: b\n---\n", "f:2:1: a second document; write one document in each file"},
		{"second document, no line end", "a: b\n---", "f:2:1: a second document; write one document in each file"},
		{"second document behind dots", "a: b\n...\n---\nc: d\n", "f:3:1: a second document; write one document in each file"},
		{"first document empty", "---\n---\na: b\n", "f:1:1: is empty\nf:2:1: a second document; write one document in each file"},
		{"anchor", "a: &x b\n", `f:1:4: the anchor "&x" is refused; write the value out where it is meant`},
		{"anchor and tag", "a: &x !!str b\n", `f:1:4: the anchor "&x" is refused; write the value out where it is meant`},
		{"anchored mapping", "a: &x\n  b: c\n", `f:1:4: the anchor "&x" is refused; write the value out where it is meant`},
		{"anchored key", "&x a: b\n", `f:1:1: the anchor "&x" is refused; write the value out where it is meant`},
		{"alias", "a: &x b\nc: *x\n", "f:1:4: the anchor \"&x\" is refused; write the value out where it is meant\nf:2:4: the alias \"*x\" is refused; write the value out"},
		{"aliased key", "a: &x b\n*x : c\n", "f:1:4: the anchor \"&x\" is refused; write the value out where it is meant\nf:2:1: the alias \"*x\" is refused; write the value out"},
		{"unknown alias", "a: b\nc: *x\n", `f:2:4: a text that begins with "*" stands between quotes`},
		{"merge key", "a:\n  <<: {b: c}\n", `f:2:3: the merge key "<<" is refused; write the keys out`},
		{"lone tag", "when: ! x\n", `f:1:7: the tag "!" is refused; quote a text that begins with "!"`},
		{"lone tag without a value", "when: !\n", `f:1:7: the tag "!" is refused; quote a text that begins with "!"`},
		{"lone tag on a quoted text", "when: ! \"x\"\n", `f:1:7: the tag "!" is refused; quote a text that begins with "!"`},
		{"lone tag on a list", "a: ! [x]\n", `f:1:4: the tag "!" is refused; quote a text that begins with "!"`},
		{"lone tag in a list", "a: [! x]\n", `f:1:5: the tag "!" is refused; quote a text that begins with "!"`},
		{"lone tag on a block", "a: ! |\n  x\n", `f:1:4: the tag "!" is refused; quote a text that begins with "!"`},
		{"lone tag on a key", "! a: b\n", `f:1:1: the tag "!" is refused; quote a text that begins with "!"`},
		{"lone tag on the root", "! x\n", `f:1:1: the tag "!" is refused; quote a text that begins with "!"`},
		{"swallowing tag", "when: !x\n", `f:1:7: the tag "!x" is refused; quote a text that begins with "!"`},
		{"core tag", "when: !!str 5\n", `f:1:7: the tag "!!str" is refused; quote a text that begins with "!"`},
		{"tagged mapping", "a: !!map\n  b: c\n", `f:1:4: the tag "!!map" is refused; quote a text that begins with "!"`},
		{"negated parentheses", "a: b\nwhen: !(a || b)\n", `f:2:7: a text that begins with "!" stands between quotes`},
		{"duplicate key", "a: b\nc: d\n\"a\": e\n", `f:3:1: key "a" is given twice, first on line 1`},
		{"duplicate key in a flow", "x: {a: b, a: c}\n", `f:1:11: key "a" is given twice, first on line 1`},
		{"folded", "a: >\n  b\n  c\n", `f:1:4: a folded text is refused; write "|" for several lines, or one line`},
		{"plain of two lines", "a: b\n  c\n", "f:1:4: a plain text " + several},
		{"plain of two paragraphs", "a: b\n\n  c\n", "f:1:4: a plain text " + several},
		{"plain of two lines in a list", "a: [b\n  c]\n", "f:1:5: a plain text " + several},
		{"plain key of two lines", "{b\n  c: d}\n", "f:1:2: a text with a comma, a colon, a bracket or a quote within brackets stands between quotes"},
		{"double quotes of two lines", "a: \"b\n  c\"\n", "f:1:4: a quoted text " + several},
		{"double quotes, escaped line end", "a: \"b\\\n  c\"\n", "f:1:4: a quoted text " + several},
		{"single quotes of two lines", "a: 'b''\n  c'\n", "f:1:4: a quoted text " + several},
		{"no value", "a:\nb: c\n", "f:1:3: a value is missing, found nothing; write one or leave it out"},
		{"tilde", "a: ~\n", "f:1:4: a value is missing, found ~; write one or leave it out"},
		{"null", "a: Null\n", "f:1:4: a value is missing, found Null; write one or leave it out"},
		{"no item", "a:\n  -\n  - b\n", "f:2:4: a value is missing, found nothing; write one or leave it out"},
		{"no value in a flow", "{a, b: c}\n", "f:1:3: a value is missing, found nothing; write one or leave it out"},
		{"tab before a key", "a:\n\tb: c\n", "f:2:1: a tab is refused; write spaces"},
		{"tab behind a key", "a:\tb\n", "f:1:3: a tab is refused; write spaces"},
		{"number as a key", "1: a\n", "f:1:1: a key must be text, found 1; quote it"},
		{"bool as a key", "true: a\n", "f:1:1: a key must be text, found true; quote it"},
		{"null as a key", "~: a\n", "f:1:1: a key must be text, found nothing"},
		{"no key", ": a\n", `f:1:1: a text that begins with ":" stands between quotes`},
		{"empty key", "\"\": a\n", "f:1:1: a key must be text, found an empty one"},
		{"list as a key", "[a]: b\n", "f:1:1: a key must be text, found a list"},
		{"mapping as a key", "{a: b}: c\n", "f:1:1: a key must be text, found a mapping"},
		{"block as a key", "? |\n  a\n: b\n", "f:1:3: a key must stand on one line"},
		{"empty", "", "f:1:1: is empty"},
		{"blank", "\n\n", "f:1:1: is empty"},
		{"comments only", "# a\n# b\n", "f:1:1: is empty"},
		{"document start only", "---\n", "f:1:1: is empty"},
		{"null only", "~\n", "f:1:1: is empty"},
		{"too long", strings.Repeat("#", document.MaxYAML+1), "f:1:1: is 1048577 bytes long; at most 1048576 are read"},
		{"too deep", strings.Repeat("[", 21) + strings.Repeat("]", 21), "f:1:21: is nested deeper than 20"},
		{"far too deep", strings.Repeat("[", 20000), "f:1:10001: is nested deeper than 20"},
		{"not UTF-8", "a: b\nc: d\xffe\n", "f:2:5: byte 0xff is not UTF-8; save the file as UTF-8"},
		{"UTF-16", "\xff\xfea\x00", "f:1:1: byte 0xff is not UTF-8; save the file as UTF-8"},
		{"NUL", "a: b\x00c\n", "f:1:5: the character U+0000 is refused"},
		{"escape character", "a: \x1b[0m\n# \x7f\n", "f:1:4: the character U+001B is refused\nf:2:3: the character U+007F is refused"},
		{"byte order mark inside", "a: \ufeffb\n", "f:1:4: the invisible character U+FEFF is refused; leave it out"},
		{"line separator", "a: b # c\u2028d: e\n", "f:1:9: the line break U+2028 is refused; end a line with a line feed"},
		{"carriage return alone", "a: b\rc: d\n", "f:1:5: the line break U+000D is refused; end a line with a line feed"},
		{"mapping in a value", "a: b\nc: d: e\n", `f:2:5: a text with ":" and a space behind it stands between quotes`},
		{"indentation", "a: b\n c: d\n", "f:2:2: the line begins in column 2; those that it could belong to begin in column 1"},
		{"unclosed list", "a: b\nc: [d,\ne: f\n", "f:2:4: the bracket [ is never closed; write ]"},
		{"unclosed quote", "a: b\nc: \"d\ne: f\n", `f:2:4: the quote " is never closed; write " at the end of the text`},
		{"key without a colon", "a: b\nc\nd: e\n", `f:2:1: the line is no key with its value; write "key: value", and a text of several lines below "|"`},
		{"reserved", "a: @b\n", `f:1:4: a text that begins with "@" stands between quotes`},
		{"several", "a: &x b\na: ! c\nd:\n", "f:1:4: the anchor \"&x\" is refused; write the value out where it is meant\n" +
			"f:2:1: key \"a\" is given twice, first on line 1\n" +
			"f:2:4: the tag \"!\" is refused; quote a text that begins with \"!\"\n" +
			"f:3:3: a value is missing, found nothing; write one or leave it out"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p document.Problems
			document.YAML("f", []byte(tt.in), &p)
			if diff := cmp.Diff(tt.want, errorText(&p)); diff != "" {
				t.Errorf("YAML(%.100q) mismatch (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestPositionAt(t *testing.T) {
	tests := []struct {
		name, in, at, want string
	}{
		{"plain", "when: é && b", "b", "1:12"},
		{"double quotes", `when: "é && b"`, "b", "1:13"},
		{"double quotes with escapes", `when: "\x41 \u0042 \U00000043 \"b"`, "b", "1:33"},
		{"single quotes", `when: 'a''''b'`, "b", "1:13"},
		{"block, first line", "when: |\n  é b\n", "b", "2:5"},
		{"block, third line", "when: |\n  a\n\n    b\n", "b", "4:5"},
		{"block with carriage returns", "when: |\r\n  a\r\n  b\r\n", "b", "3:3"},
		{"block with indicator", "when: |1\n  a\n b\n", "b", "3:2"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p document.Problems
			root := document.YAML("f", []byte(tt.in), &p)
			if diff := cmp.Diff("", errorText(&p)); diff != "" {
				t.Fatal(diff)
			}
			n := root.Entries[0].Value
			line, column := n.PositionAt(strings.Index(n.Text, tt.at))
			if diff := cmp.Diff(tt.want, fmt.Sprintf("%d:%d", line, column)); diff != "" {
				t.Errorf("PositionAt in %q mismatch (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}
