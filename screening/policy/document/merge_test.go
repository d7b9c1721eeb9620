package document_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy/document"
)

// What is laid over a mapping keeps its place, and so does what it is laid over.
func TestMergedNodesKeepTheirPlaces(t *testing.T) {
	var p document.Problems
	under := document.YAML("under.yaml", []byte("kind: ban\nsays: Rest\n"), &p)
	over := document.YAML("over.yaml", []byte("\n\nsays: Ruhe\nuntil: Morgen\n"), &p)
	if err := p.Err(); err != nil {
		t.Fatal(err)
	}
	places := func(n *document.Node) (out []string) {
		for _, e := range n.Entries {
			out = append(out, fmt.Sprintf("%s: %s %s:%d", e.Key, e.Value.Text, e.Value.File, e.Value.Line))
		}
		return out
	}
	before := places(under)
	tests := []struct {
		name string
		got  *document.Node
		want []string
	}{
		{"with", under.With(over.Entries...), []string{"kind: ban under.yaml:1", "says: Ruhe over.yaml:3", "until: Morgen over.yaml:4"}},
		{"without", under.Without("says", "until"), []string{"kind: ban under.yaml:1"}},
		{"as it was", under, before},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, places(tt.got)); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", tt.name, diff)
		}
		if tt.got.File != "under.yaml" || tt.got.Line != 1 {
			t.Errorf("%s stands at %s:%d, want under.yaml:1", tt.name, tt.got.File, tt.got.Line)
		}
	}
	if under.Get("kind").Text != "ban" || under.Get("until") != nil || (*document.Node)(nil).Get("kind") != nil {
		t.Error("Get does not find what is there, or finds what is not")
	}
}
