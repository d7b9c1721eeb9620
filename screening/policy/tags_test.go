package policy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy"
)

// Tags stand in the rule as they were written. A host can do less for a rule that has lost one, so
// that no change replaces them, and the fingerprint tells of them.
func TestTags(t *testing.T) {
	text := `
rules:
  - {id: own.rule, TAGS kind: permit, urgency: soon, when: nest.present, says: Was., sources: [handbook], grade: B, regions: [lawn]}
`
	load := func(tags string) *policy.Set {
		return mustLoad(t, base(), policy.Layer{Name: "own", Files: file2("a.yaml", strings.Replace(text, "TAGS", tags, 1))})
	}
	tagged, plain := load("tags: [noisy, early],"), load("")
	if got := rule(t, tagged, "own.rule").Tags; !slices.Equal(got, []string{"noisy", "early"}) {
		t.Errorf("tags = %v", got)
	}
	if got := rule(t, plain, "own.rule").Tags; len(got) > 0 {
		t.Errorf("tags = %v without any", got)
	}
	if got := tagged.Tagged("early"); !slices.Equal(got, []string{"own.rule"}) {
		t.Errorf("Tagged = %v", got)
	}
	if got := slices.Concat(plain.Tagged("early"), tagged.Tagged("earl"), tagged.Tagged("")); len(got) > 0 {
		t.Errorf("Tagged = %v of tags that no rule has", got)
	}
	out := mustLoad(t, base(), policy.Layer{Name: "own", Files: file2("a.yaml", strings.Replace(text, "TAGS", "tags: [noisy],", 1))},
		loosening("changes:\n  - {rule: own.rule, reason: own, disable: true}\n"))
	if got := out.Disabled(); len(got) != 1 || !slices.Equal(got[0].Tags, []string{"noisy"}) {
		t.Errorf("Disabled = %v", got)
	}
	if tagged.Fingerprint() == plain.Fingerprint() {
		t.Error("the fingerprint does not tell of tags")
	}
	change := policy.Layer{
		Name: "late", Files: file2("b.yaml", "changes:\n  - {rule: own.rule, tags: [early], reason: own}\n"), Loosening: true,
	}
	_, err := policy.Load(garden(), base(),
		policy.Layer{Name: "own", Files: file2("a.yaml", strings.Replace(text, "TAGS", "tags: [noisy],", 1))}, change)
	if err == nil || !strings.Contains(err.Error(), `unknown key "tags" in a change of a rule`) {
		t.Errorf("a change of tags: %v", err)
	}
}
