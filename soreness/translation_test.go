package soreness_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/soreness"
)

// A translation needs no permission and changes no decision: every text of the rules and of what
// they read can be said in other words by an overlay.
func TestEveryTextCanBeReplaced(t *testing.T) {
	parts := func(tr *soreness.Triager) []*policy.Set {
		return []*policy.Set{planner(t).Screener().Rules(), tr.Rules(), tr.Causes(), tr.Advice()}
	}
	before := parts(newTriager(t))
	files := fstest.MapFS{}
	for i, folder := range []string{"triage", "causes", "advice"} {
		texts := witness.Texts(before[i+1], before[min(i, 1)], func(text string) string { return "xx " + text })
		files[folder+"/texts.yaml"] = &fstest.MapFile{Data: texts}
	}
	after := parts(newTriager(t, soreness.WithOverlay(files)))
	for i, set := range after[1:] {
		if before[i+1].Fingerprint() != set.Fingerprint() {
			t.Error("the fingerprint has changed")
		}
		if w := set.Weakened(); len(w) > 0 {
			t.Errorf("texts weaken %v", w)
		}
		witness.Texts(set, after[min(i, 1)], func(text string) string {
			if !strings.HasPrefix(text, "xx ") {
				t.Errorf("left as it was: %q", text)
			}
			return text
		})
	}
}
