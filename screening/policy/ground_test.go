package policy_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

// A fact stands in one file with its line, wherever the card is declared.
func TestGroundAddsLinesToCards(t *testing.T) {
	read := func(line string) (s policy.Schema, message string) {
		err := policy.ReadGround(fstest.MapFS{
			"a.yaml":     {Data: []byte("facts: [{name: sx.cough, kind: yes_no, ask: A cough}]\nlines:\n  - " + line + "\n")},
			"cards.yaml": {Data: []byte("cards:\n  - {name: unwell, ask: Any, lines: [{name: cold, says: A cold, facts: [sx.cold]}]}\n")},
		}, &s)
		if err != nil {
			message = err.Error()
		}
		return s, message
	}
	s, message := read("{card: unwell, name: cough, says: A cough, facts: [sx.cough]}")
	want := []policy.Line{
		{Name: "cold", Says: "A cold", Facts: []string{"sx.cold"}}, {Name: "cough", Says: "A cough", Facts: []string{"sx.cough"}},
	}
	if message != "" || len(s.Cards) != 1 {
		t.Fatalf("%d cards, %s", len(s.Cards), message)
	}
	if diff := cmp.Diff(want, s.Cards[0].Lines); diff != "" {
		t.Errorf("lines mismatch (-want +got):\n%s", diff)
	}
	for line, want := range map[string]string{
		"{card: unwel, name: cough, says: A cough, facts: [sx.cough]}": `a.yaml:3:12: unknown card "unwel" (did you mean unwell?)`,
		"{name: cough, says: A cough, facts: [sx.cough]}":              `a.yaml:3:5: a line needs "card"`,
	} {
		if _, message := read(line); message != want {
			t.Errorf("%s: got %s, want %s", line, message, want)
		}
	}
}
