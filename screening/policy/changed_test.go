package policy_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

func TestChangesAreVisible(t *testing.T) {
	ground := fstest.MapFS{"base.yaml": {Data: []byte(changeGround)}}
	over := fstest.MapFS{"over.yaml": {Data: []byte(`changes:
  - {parameter: dry_days, value: 5, reason: clay holds water}
  - {define: bed.thirsty, when: bed.dry_days >= param.dry_days || bed.cracked, reason: cracks tell as much}
`)}}
	set, err := policy.Load(changeSchema(), policy.Layer{Name: "ground", Files: ground}, policy.Layer{Name: "over", Files: over, Loosening: true})
	if err != nil {
		t.Fatal(err)
	}
	want := []policy.Change{
		{Kind: "parameter", Name: "dry_days", Layer: "over", Reason: "clay holds water"},
		{Kind: "define", Name: "bed.thirsty", Layer: "over", Reason: "cracks tell as much"},
	}
	if diff := cmp.Diff(want, set.Changes()); diff != "" {
		t.Errorf("Changes mismatch (-want +got):\n%s", diff)
	}
	got := map[string][]string{}
	for _, r := range set.Rules() {
		got[r.ID] = r.Changed
	}
	wantChanged := map[string][]string{
		"bed.water": {"clay holds water", "cracks tell as much"}, // through the definition
		"bed.rake":  nil,
	}
	if diff := cmp.Diff(wantChanged, got); diff != "" {
		t.Errorf("Changed mismatch (-want +got):\n%s", diff)
	}
}

const changeGround = `parameters:
  dry_days: {value: 3, unit: days, basis: the gardener's thumb}
define:
  bed.thirsty: bed.dry_days >= param.dry_days
sources:
  gardener: {cites: The gardener, level: A, read: memory}
rules:
  - {id: bed.water, kind: mild, urgency: none, when: bed.thirsty, sources: [gardener], grade: A}
  - {id: bed.rake, kind: mild, urgency: none, when: bed.cracked, sources: [gardener], grade: A}
`

func changeSchema() policy.Schema {
	return policy.Schema{
		Facts: []policy.Fact{
			{Name: "bed.dry_days", Kind: policy.Whole, Ask: "How many dry days?", Least: 0, Most: 30, Risk: policy.RiskMore},
			{Name: "bed.cracked", Kind: policy.YesNo, Ask: "Is the soil cracked?", Risk: policy.RiskMore},
		},
		Levels:    []policy.Level{{Disposition: "leave"}, {Kind: "mild", Disposition: "tend"}},
		Undecided: "look", CertainFrom: "mild", Urgencies: []string{"none", "now"}, EverywhereFrom: "now",
		UnsureKind: "mild", UnsureUrgency: "now", LimitKind: "mild", WaivedFrom: "mild", WaivedTo: "mild",
		Places: []policy.Place{{Name: "bed"}}, Default: "bed", Grades: []string{"A"},
	}
}
