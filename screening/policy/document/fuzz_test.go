package document_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
)

// checkPositions holds that every problem stands inside the document, and every byte of every text
// if there is no problem.
func checkPositions(t *testing.T, data []byte, root *document.Node, p *document.Problems) {
	t.Helper()
	lines := strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
	inside := func(line, column int) bool {
		return 1 <= line && line <= len(lines) && 1 <= column && column <= utf8.RuneCountInString(lines[line-1])+2
	}
	err := p.Err()
	if root == nil && err == nil {
		t.Fatal("no tree and no problem")
	}
	var refused *document.Error
	if errors.As(err, &refused) {
		for _, problem := range refused.Problems {
			if problem.More == 0 && !inside(problem.Line, problem.Column) {
				t.Errorf("%q: %d:%d: %s: outside of the document", data, problem.Line, problem.Column, problem.Message)
			}
		}
		return
	}
	walk(root, func(n *document.Node) {
		if n.Kind != document.Text && n.Kind != document.Word {
			return
		}
		for i, r := range n.Text {
			line, column := n.PositionAt(i)
			if !inside(line, column) {
				t.Fatalf("%q: byte %d of %q at %d:%d: outside of the document", data, i, n.Text, line, column)
			}
			rest := append([]rune(lines[line-1]), '\n')[column-1:]
			if rest[0] != r && rest[0] != '\\' && r != '\n' {
				t.Fatalf("%q: byte %d of %q at %d:%d: found %q there", data, i, n.Text, line, column, rest[0])
			}
		}
	})
}

func walk(n *document.Node, visit func(*document.Node)) {
	if n == nil {
		return
	}
	visit(n)
	for _, e := range n.Entries {
		walk(e.Value, visit)
	}
	for _, item := range n.Items {
		walk(item, visit)
	}
}

func FuzzYAML(f *testing.F) {
	for _, seed := range []string{
		"rules:\n  - id: a.b\n    when: 'it''s' # c\n    says: |\n      a\n\n      b\n",
		"a: &x b\nc: *x\n<<: *x\n", "when: ! x\n", "a: !x b\n", "a: b\n---\nc: d\n", "a: >-\n  b\n", "a: \"\\x41\\\n b\"\n",
		"{a: [b, 'c', \"d\"], e: {}}", "? a\n: b\n", "a:\n  b\n  c\n", "\ufeffa: |2-\n    b\n", "a: |\n  b\r\n  c", "%YAML 1.1\n---\na: b\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var p document.Problems
		root := document.YAML("f", data, &p)
		checkPositions(t, data, root, &p)
		if p.Len() > 0 {
			return
		}
		lines := strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n")
		walk(root, func(n *document.Node) {
			if n.Kind != document.Word && !n.Quoted {
				return
			}
			// Nothing may stand between a value and the indicator before it: a
			// tag there would be lost.
			before := strings.TrimRight(string([]rune(lines[n.Line-1])[:n.Column-1]), " ")
			if n.Quoted {
				before = strings.TrimRight(before[:len(before)-1], " ")
			}
			if before != "" && !strings.ContainsAny(before[len(before)-1:], ":-[,{?") {
				t.Errorf("%q: %q accepted behind %q", data, n.Text, before)
			}
		})
	})
}

func FuzzJSON(f *testing.F) {
	for _, seed := range []string{
		`{"a": [1, -2.5e+10, true, false, null, "\u00e9\ud83d\ude00\n"], "b.c": {}}`, `{"a": 1, "a": 2}`, `["\ud800"]`, `[NaN, 'x', 01]`,
		`{} x`, `[1,]`, `{"a": }`, "\ufeff1", "\"\xff\"", `"\q"`, "\"\t\"", `{"a`,
	} {
		f.Add([]byte(seed))
	}
	// What encoding/json accepts and this package does not.
	stricter := regexp.MustCompile(`is given twice|is not UTF-8|surrogate pair|is nested deeper|at most`)
	f.Fuzz(func(t *testing.T, data []byte) {
		var p document.Problems
		root := document.JSON(data, &p)
		checkPositions(t, data, root, &p)
		if p.Len() > 0 {
			if json.Valid(data) && !stricter.MatchString(errorText(&p)) {
				t.Fatalf("%q: valid, but: %s", data, errorText(&p))
			}
			return
		}
		decoder := json.NewDecoder(bytes.NewReader(data))
		decoder.UseNumber()
		var want any
		if err := decoder.Decode(&want); err != nil {
			t.Fatalf("%q: accepted, but: %v", data, err)
		}
		if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
			t.Fatalf("%q: accepted with trailing data", data)
		}
		if diff := cmp.Diff(want, value(root)); diff != "" {
			t.Errorf("%q mismatch (-want +got):\n%s", data, diff)
		}
	})
}

func value(n *document.Node) any {
	switch n.Kind {
	case document.Mapping:
		m := map[string]any{}
		for _, e := range n.Entries {
			m[e.Key] = value(e.Value)
		}
		return m
	case document.Sequence:
		s := []any{}
		for _, item := range n.Items {
			s = append(s, value(item))
		}
		return s
	case document.Text:
		return n.Text
	case document.Number:
		return json.Number(n.Text)
	case document.Bool:
		return n.Text == "true"
	}
	return nil
}
