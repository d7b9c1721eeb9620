package screening_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// A clinic's files, stored answers and the rules themselves use these names: a change
// of one has to be seen.
func TestVocabularyIsListed(t *testing.T) {
	const golden = "VOCABULARY.md"
	var got bytes.Buffer
	if err := newScreener(t).Rules().WriteVocabulary(&got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(golden, got.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("the vocabulary has changed; if that is meant, go test ./screening -run TestVocabularyIsListed -update (-want +got):\n%s", diff)
	}
}
