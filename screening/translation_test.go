package screening_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
)

// A translation needs no permission and changes no decision: every text of facts, cards and rules
// can be said in other words by an overlay.
func TestEveryTextCanBeReplaced(t *testing.T) {
	before := newScreener(t).Rules()
	texts := witness.Texts(before, nil, func(text string) string { return "xx " + text })
	s, err := screening.New(screening.WithOverlay(fstest.MapFS{"texts.yaml": {Data: texts}}))
	if err != nil {
		t.Fatal(err)
	}
	after := s.Rules()
	if before.Fingerprint() != after.Fingerprint() {
		t.Error("the fingerprint has changed")
	}
	if w := after.Weakened(); len(w) > 0 {
		t.Errorf("texts weaken %v", w)
	}
	witness.Texts(after, nil, func(text string) string {
		if !strings.HasPrefix(text, "xx ") {
			t.Errorf("left as it was: %q", text)
		}
		return text
	})
}
