package policy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

// A rule reads what its test and its site name and what stands behind these; what an implication
// says of a fact, and what a comment does, it does not read.
func TestSetReads(t *testing.T) {
	set := mustLoad(t, base(), policy.Layer{Name: "own", Loosening: true, Files: file(`define:
  frost.long: frost.nights >= 5
facts:
  - {name: warden.known, kind: yes_no, ask: 'Is the warden known?', asked_if: nest.present || frost.long}
implications:
  - {when: crew.green, excludes: soil.state == flooded, because: They would not have come.}
rules:
  - {id: own.direct, kind: care, urgency: none, when: soil.state == wet, says: s, sources: [handbook], grade: B}
  - id: own.comment
    kind: care
    urgency: none
    when: |
      soil.state == wet // and not crew.trained
    says: s
    sources: [handbook]
    grade: B
  - {id: own.guarded, kind: care, urgency: none, when: warden.known, says: s, sources: [handbook], grade: B}
`)})
	for _, tt := range []struct {
		rule string
		want []string
	}{
		{"own.direct", []string{"soil.state"}},
		{"own.comment", []string{"soil.state"}},
		{"crew.saws", []string{"crew.age", "crew.trained"}},                                     // through a definition
		{"frost.roots", []string{"frost.hard", "frost.nights"}},                                 // through a guard
		{"own.guarded", []string{"frost.hard", "frost.nights", "nest.present", "warden.known"}}, // through a guard, a definition and a guard
		{"nest.hedge", []string{"nest.present", "nest.sites"}},                                  // by its site
	} {
		i, ok := set.RuleIndex(tt.rule)
		if !ok {
			t.Fatalf("no rule %s", tt.rule)
		}
		if diff := cmp.Diff(tt.want, factNames(set, set.Reads(i))); diff != "" {
			t.Errorf("Reads(%s) mismatch (-want +got):\n%s", tt.rule, diff)
		}
	}
	for fact, want := range map[string][]string{
		"soil.state": nil, "nest.sites": {"nest.present"}, "warden.known": {"frost.hard", "frost.nights", "nest.present"},
	} {
		i, _ := set.FactIndex(fact)
		if diff := cmp.Diff(want, factNames(set, set.ReadsOf(i))); diff != "" {
			t.Errorf("ReadsOf(%s) mismatch (-want +got):\n%s", fact, diff)
		}
	}
}

func factNames(set *policy.Set, facts []int) []string {
	var names []string
	for _, f := range facts {
		names = append(names, set.Facts()[f].Name)
	}
	return names
}
