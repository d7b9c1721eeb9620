package policy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy"
)

// Tags stand on a rule, are found by a query, bear meaning, and decide nothing.
func TestTags(t *testing.T) {
	tagged := func(tags string) *policy.Set {
		return mustLoad(t, base(), loosening("changes:\n  - {rule: soil.wet, reason: own, tags: "+tags+"}\n"))
	}
	bare, set := mustLoad(t, base()), tagged("[mud, work.heavy]")
	r := rule(t, set, "soil.wet")
	if diff := cmp.Diff([]string{"mud", "work.heavy"}, r.Tags); diff != "" {
		t.Errorf("Tags mismatch (-want +got):\n%s", diff)
	}
	if !r.Tagged("mud") || r.Tagged("work") || r.Tagged("") {
		t.Error("Tagged goes by something else than the whole tag")
	}
	if got := set.Tagged("work.heavy"); !cmp.Equal(got, []string{"soil.wet"}) {
		t.Errorf("Tagged = %v", got)
	}
	if got := bare.Tagged("mud"); len(got) > 0 {
		t.Errorf("without tags Tagged = %v", got)
	}
	if bare.Fingerprint() == set.Fingerprint() {
		t.Error("a tag leaves the fingerprint as it was")
	}
	if turned := tagged("[work.heavy, mud]"); turned.Fingerprint() != set.Fingerprint() {
		t.Error("the order of tags changes the fingerprint")
	}
}

// Another program may go by a tag, so that taking one away needs permission; adding one does not.
// Of a rule that is taken out its tags are still known.
func TestTagsTakenAway(t *testing.T) {
	with := policy.Layer{Name: "early", Files: file2("early.yaml",
		"changes:\n  - {rule: soil.wet, reason: own, tags: [mud, deep]}\n")}
	for _, tt := range []struct{ tags, want string }{
		{"[deep, mud]", ""},
		{"[mud, deep, soft]", ""},
		{"[mud]", "own: own.yaml:2:5: what the change of rule soil.wet does shows in no rule, so that nobody can say " +
			"here whether something gets milder, and layer own was not allowed to loosen anything"},
		{"[]", "own: own.yaml:2:5: what the change of rule soil.wet does shows in no rule, so that nobody can say " +
			"here whether something gets milder, and layer own was not allowed to loosen anything"},
	} {
		change := "changes:\n  - {rule: soil.wet, reason: own, tags: " + tt.tags + "}\n"
		_, err := policy.Load(garden(), base(), with, policy.Layer{Name: "own", Files: file2("own.yaml", change)})
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("tags %s: Load = %q, want %q", tt.tags, got, tt.want)
		}
		loose := policy.Layer{Name: "own", Files: file2("own.yaml", change), Loosening: true}
		if _, err := policy.Load(garden(), base(), with, loose); err != nil {
			t.Errorf("tags %s, allowed to loosen: %v", tt.tags, err)
		}
	}
	out := mustLoad(t, base(), with, loosening("changes:\n  - {rule: soil.wet, reason: own, disable: true}\n"))
	if got := out.Disabled(); len(got) != 1 || !cmp.Equal(got[0].Tags, []string{"mud", "deep"}) {
		t.Errorf("Disabled = %v", got)
	}
}
