package screening_test

import (
	"bytes"
	"io"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/policytest"
)

// What is printed for rule authors and for their editors stands beside the rules, and is what the
// readers of today read.
func TestReferenceIsCurrent(t *testing.T) {
	set := newScreener(t).Rules()
	for _, tt := range []struct {
		golden string
		write  func(w io.Writer) error
	}{
		{"rules/REFERENCE.md", func(w io.Writer) error { return policytest.WriteReference(w, set) }},
		{"rules/rules.schema.json", func(w io.Writer) error { return set.WriteFileSchema(w, false) }},
		{"rules/cases.schema.json", func(w io.Writer) error { return policytest.WriteCaseSchema(w, set, false) }},
	} {
		var got bytes.Buffer
		if err := tt.write(&got); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(tt.golden, got.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(tt.golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got.String()); diff != "" {
			t.Errorf("%s has changed; go test ./screening -run ReferenceIsCurrent -update (-want +got):\n%s", tt.golden, diff)
		}
	}
}
