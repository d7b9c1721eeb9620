package document_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
)

func TestJSON(t *testing.T) {
	in := `{"intake": {"age": 34, "é": null},
  "plan": {"strokes": [{"pressure": -2.5e1}, true]},
  "own": {"house.knee": "a\n\u00e9\ud83d\ude00"}}
`
	want := `1:1  an object
1:12 intake an object
1:20 intake.age the number 34
1:29 intake["é"] null
2:11 plan an object
2:23 plan.strokes a list
2:24 plan.strokes[0] an object
2:37 plan.strokes[0].pressure the number -2.5e1
2:46 plan.strokes[1] true
3:10 own an object
3:26 own["house.knee"] "a\né😀"
`
	var p document.Problems
	root := document.JSON([]byte(in), &p)
	if diff := cmp.Diff("", errorText(&p)); diff != "" {
		t.Errorf("problems (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want, dump(root)); diff != "" {
		t.Errorf("JSON(%q) mismatch (-want +got):\n%s", in, diff)
	}
	text := root.Entries[2].Value.Entries[0].Value
	line, column := text.PositionAt(len(text.Text))
	if diff := cmp.Diff([]int{3, 26 + 1 + 2 + 6 + 12}, []int{line, column}); diff != "" {
		t.Errorf("PositionAt the end mismatch (-want +got):\n%s", diff)
	}
}

func TestJSONRefuses(t *testing.T) {
	tests := []struct {
		name, in, want string
	}{
		{"duplicate keys", `{"a": {"b": 1, "b": 2}, "a": 3}`, "a.b: key \"b\" is given twice (line 1, column 16)\na: key \"a\" is given twice (line 1, column 25)"},
		{"duplicate key by an escape", `{"a": 1, "\u0061": 2}`, `a: key "a" is given twice (line 1, column 10)`},
		{"duplicate, then a syntax error", "{\"a\": 1,\n \"a\": 2;}", "a: key \"a\" is given twice (line 2, column 2)\na: expected a value, found \"2;\" (line 2, column 7)"},
		{"trailing data", "{} {}", `expected nothing behind the value, found "{" (line 1, column 4)`},
		{"trailing word", "1 x", `expected nothing behind the value, found "x" (line 1, column 3)`},
		{"empty", "", "is empty"},
		{"blank", " \n ", "is empty"},
		{"byte order mark", "\ufeff1", "begins with a byte order mark; save it without one (line 1, column 1)"},
		{"too long", strings.Repeat(" ", document.MaxJSON+1), "is 1048577 bytes long; at most 1048576 are read"},
		{"too deep", strings.Repeat("[", 65), strings.Repeat("[0]", 41) + "…: is nested deeper than 64 (line 1, column 65)"},
		{"long key", `{"` + strings.Repeat("k", 100) + `": [x]}`, `["` + strings.Repeat("k", 60) + `…"][0]: expected a value, found "x" (line 1, column 107)`},
		{"long keys, deep", strings.Repeat(`{"`+strings.Repeat("k", 50)+`":`, 9) + "x" + strings.Repeat("}", 9),
			strings.Repeat("."+strings.Repeat("k", 50), 3)[1:] + `…: expected a value, found "x" (line 1, column 487)`},
		{"long key twice", `{"` + strings.Repeat("k", 61) + `": 1, "` + strings.Repeat("k", 61) + `": 2}`,
			`["` + strings.Repeat("k", 60) + `…"]: key "` + strings.Repeat("k", 60) + `…" is given twice (line 1, column 70)`},
		{"long key that is no name", `{"` + strings.Repeat("é", 61) + `": }`, `["` + strings.Repeat("é", 60) + `…"]: expected a value, found "}" (line 1, column 67)`},
		{"ends in a text", `{"a": "b`, `a: ends in the middle of a text (line 1, column 9)`},
		{"ends in an escape", `{"a": "\`, `a: ends in the middle of a text (line 1, column 9)`},
		{"ends in a key", `{"a`, `ends in the middle of a text (line 1, column 4)`},
		{"ends behind a key", `{"a"`, `a: ends in the middle of an object (line 1, column 5)`},
		{"ends behind a colon", `{"a":`, `a: ends in the middle of an object (line 1, column 6)`},
		{"ends behind a value", `{"a": {"b": 1`, `a: ends in the middle of an object (line 1, column 14)`},
		{"ends behind a brace", "{\n", `ends in the middle of an object (line 2, column 1)`},
		{"ends in a list", `{"a": [1,`, `a[1]: ends in the middle of a list (line 1, column 10)`},
		{"ends behind an item", `[1`, `ends in the middle of a list (line 1, column 3)`},
		{"ends in a word", `{"a": tru`, "a: expected a value, found \"tru\" (line 1, column 7)\nends in the middle of an object (line 1, column 10)"},
		{"not UTF-8 in a text", "{\"é\": \"\xff\xff\", \"b\": \"\xe9\"}", "[\"é\"]: byte 0xff is not UTF-8 (line 1, column 8)\nb: byte 0xe9 is not UTF-8 (line 1, column 19)"},
		{"not UTF-8 outside", "[\xff]", `[0]: expected a value, found "\xff" (line 1, column 2)`},
		{"high surrogate", `["\ud800"]`, `[0]: "\ud800" is half of a surrogate pair (line 1, column 3)`},
		{"low surrogate", `["\uDC00\ud800"]`, "[0]: \"\\uDC00\" is half of a surrogate pair (line 1, column 3)\n[0]: \"\\ud800\" is half of a surrogate pair (line 1, column 9)"},
		{"unknown escape", `["\q"]`, `[0]: "\q" is not an escape (line 1, column 3)`},
		{"short escape", `["\u12"]`, `[0]: "\u" needs four hexadecimal digits (line 1, column 3)`},
		{"control character", "[\"a\tb\"]", `[0]: the character U+0009 is refused; write \u0009 (line 1, column 4)`},
		{"line end in a text", "[\"a\n\"]", `[0]: a text must end on its line; write \n for a new line (line 1, column 4)`},
		{"words", `{"a": NaN, "b": [True, undefined, -Infinity], "c": nul}`, `a: expected a value, found "NaN" (line 1, column 7)
b[0]: expected a value, found "True" (line 1, column 18)
b[1]: expected a value, found "undefined" (line 1, column 24)
b[2]: expected a value, found "-Infinity" (line 1, column 35)
c: expected a value, found "nul" (line 1, column 52)`},
		{"numbers", `[01, 1., .5, +1, 1e, 0x1, 1_0, -]`, `[0]: expected a value, found "01" (line 1, column 2)
[1]: expected a value, found "1." (line 1, column 6)
[2]: expected a value, found ".5" (line 1, column 10)
[3]: expected a value, found "+1" (line 1, column 14)
[4]: expected a value, found "1e" (line 1, column 18)
[5]: expected a value, found "0x1" (line 1, column 22)
[6]: expected a value, found "1_0" (line 1, column 27)
[7]: expected a value, found "-" (line 1, column 32)`},
		{"single quotes", `{"a": 'b', "c": 'd'}`, "a: expected a text in double quotes, found \"'b'\" (line 1, column 7)\nc: expected a text in double quotes, found \"'d'\" (line 1, column 17)"},
		{"single quote without an end", "['b\n']", `[0]: expected a text in double quotes, found "'b" (line 1, column 2)`},
		{"key in single quotes", `{'a': 1}`, `expected a key in double quotes, found "'a'" (line 1, column 2)`},
		{"bare key", `{a: 1}`, `expected a key in double quotes, found "a" (line 1, column 2)`},
		{"comma behind the last key", `{"a": 1,}`, `expected a key in double quotes, found "}" (line 1, column 9)`},
		{"comma behind the last item", `[1,]`, `[1]: expected a value, found "]" (line 1, column 4)`},
		{"two commas", `[1,,2]`, `[1]: expected a value, found "," (line 1, column 4)`},
		{"no value", `{"a": , "b": }`, "a: expected a value, found \",\" (line 1, column 7)\nb: expected a value, found \"}\" (line 1, column 14)"},
		{"no comma", `{"a": 1 "b": 2}`, `expected "," or "}", found "\"b\"" (line 1, column 9)`},
		{"no comma in a list", `[1 2]`, `expected "," or "]", found "2" (line 1, column 4)`},
		{"no colon", `{"a" 1}`, `a: expected ":", found "1" (line 1, column 6)`},
		{"wrong bracket", `{"a": [1}}`, `a: expected "," or "]", found "}" (line 1, column 9)`},
		{"bracket alone", `]`, `expected a value, found "]" (line 1, column 1)`},
		{"comment", "{} // x", `expected nothing behind the value, found "//" (line 1, column 4)`},
		{"long word", strings.Repeat("x", 100), `expected a value, found "` + strings.Repeat("x", 60) + `…" (line 1, column 1)`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p document.Problems
			document.JSON([]byte(tt.in), &p)
			if diff := cmp.Diff(tt.want, errorText(&p)); diff != "" {
				t.Errorf("JSON(%.100q) mismatch (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

// A tree is kept when the fault is inside a value and dropped when what follows cannot be told.
func TestJSONUnreadable(t *testing.T) {
	tests := []struct {
		in   string
		want bool
	}{
		{`{"a": 1, "a": 2}`, true},
		{`{"a": NaN}`, true},
		{`{"a": 1} x`, true},
		{`{"a": 1`, false},
		{`{"a" 1}`, false},
		{``, false},
	}
	for _, tt := range tests {
		var p document.Problems
		if diff := cmp.Diff(tt.want, document.JSON([]byte(tt.in), &p) != nil); diff != "" {
			t.Errorf("JSON(%q) readable (-want +got):\n%s", tt.in, diff)
		}
	}
}

// The path of a node is as short as a message can show, however long keys are and however deep it
// stands: each of many nodes has one.
func TestPathsAreShort(t *testing.T) {
	for name, in := range map[string]string{
		"one long key":       `{"` + strings.Repeat("k", document.MaxJSON/2) + `": [` + strings.Repeat("0,", document.MaxJSON/5) + `0]}`,
		"long keys":          `[` + strings.Repeat(`{"`+strings.Repeat("k", 5000)+`": 0},`, 100) + `0]`,
		"long keys, escaped": `[` + strings.Repeat(`{"`+strings.Repeat(`\u200b`, 1000)+`": [0]},`, 100) + `0]`,
		"deep":               strings.Repeat("[", 64) + strings.Repeat("0,", 1000) + "0" + strings.Repeat("]", 64),
		"deep keys":          strings.Repeat(`{"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa":`, 63) + "[0,0,0]" + strings.Repeat("}", 63),
	} {
		var p document.Problems
		root := document.JSON([]byte(in), &p)
		if err := p.Err(); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		nodes := []*document.Node{root}
		for len(nodes) > 0 {
			n := nodes[0]
			nodes = append(nodes[1:], n.Items...)
			if len(n.Path) > 600 {
				t.Fatalf("%s: a path of %d bytes: %.700s", name, len(n.Path), n.Path)
			}
			for _, e := range n.Entries {
				nodes = append(nodes, e.Value)
			}
		}
	}
}
