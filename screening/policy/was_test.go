package policy_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
)

// An old name that means something else today would turn a stored answer into another one.
func TestOldNamesAreChecked(t *testing.T) {
	for _, test := range []struct{ facts, want string }{
		{`[{name: a.b, kind: yes_no, ask: q, was: [{fact: a.c, answers: {"yes": ["yes"], "no": []}}]}]`, ""},
		{`[{name: a.b, kind: yes_no, ask: q, was: [{fact: a.b}]}]`, "was a.b, which is a fact today"},
		{`[{name: a.b, kind: yes_no, ask: q, was: [{fact: c}]}]`, "was c, which is not a name"},
		{`[{name: a.b, kind: yes_no, ask: q, was: [{fact: a.c}, {fact: a.c}]}]`, "was a.c stands there twice"},
		{`[{name: a.b, kind: yes_no, ask: q, was: [{fact: a.c, answers: {unsure: ["no"]}}]}]`,
			"was a.c: unsure stays what it is"},
		{`[{name: a.b, kind: one_of, ask: q, values: {none: n, spots: s}, none: none, ` +
			`was: [{fact: a.c, answers: {"yes": [spot]}}]}]`, "spot is not one of its values (did you mean spots?)"},
		{`[{name: a.b, kind: one_of, ask: q, values: {none: n, spots: s}, none: none, ` +
			`was: [{fact: a.c, answers: {"yes": [none, spots]}}]}]`, "yes says several values at once"},
		{`[{name: a.d, kind: yes_no, ask: q}, {name: a.b, kind: yes_no, ask: q, was: [{fact: a.c, tells: [a.d]}]}]`, ""},
		{`[{name: a.d, kind: yes_no, ask: q}, {name: a.b, kind: yes_no, ask: q, was: [{fact: a.c, tells: [a.b]}]}]`,
			"was a.c, which tells a.b, no other yes/no fact"},
		{`[{name: a.d, kind: yes_no, ask: q}, {name: a.b, kind: yes_no, ask: q, was: [{fact: a.c, tells: [a.dd]}]}]`,
			"was a.c, which tells a.dd, no other yes/no fact (did you mean a.d?)"},
		{`[{name: a.b, kind: yes_no, ask: q, was: [{fact: a.c, line: old}]}]
cards: [{name: now, ask: q, lines: [{name: new, says: s, facts: [a.b], was: [old]}]}]`, ""},
		{`[{name: a.b, kind: yes_no, ask: q, was: [{fact: a.c, line: older}]}]
cards: [{name: now, ask: q, lines: [{name: new, says: s, facts: [a.b], was: [old]}]}]`,
			"was a.c of the line older, which is no older name of a line"},
	} {
		schema := policy.Schema{
			Levels: []policy.Level{{Disposition: "go"}, {Kind: "stop", Disposition: "stop"}},
			Texts:  []policy.Text{{Name: "says"}}, Grades: []string{"E5"},
		}
		_, err := policy.Load(schema, policy.Layer{
			Name: "rules", Files: fstest.MapFS{"a.yaml": {Data: []byte("facts: " + test.facts + "\n")}},
		})
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: got %v, want %q", test.facts, err, test.want)
		}
	}
}

// A line is found by every name that it had.
func TestLineIndex(t *testing.T) {
	card := policy.Card{Lines: []policy.Line{{Name: "a"}, {Name: "b", Was: []string{"light_spotting"}}}}
	for name, want := range map[string]int{"a": 0, "b": 1, "light_spotting": 1, "c": -1} {
		if got, ok := card.LineIndex(name); got != want || ok != (want >= 0) {
			t.Errorf("%s is line %d, %t; want %d", name, got, ok, want)
		}
	}
}
