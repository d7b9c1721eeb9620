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
		"bed.rake":  nil,                                         // a comment reads nothing
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
  - id: bed.rake
    kind: mild
    urgency: none
    when: |
      bed.cracked // with bed.thirsty or param.dry_days it would come too late
    sources: [gardener]
    grade: A
`

// A mistake in the writing is reported where it is written, whatever a later layer made of what is
// named there; one that the later layer brings about is reported there.
func TestChangesAreBlamed(t *testing.T) {
	const thirsty = "bed.dry_days > param.dry_days"
	for _, tt := range []struct{ name, define, rule, want string }{
		{"syntax", "bed.cracked", "bed.cracked && bed.dry_days >= param.dry_days &&",
			"ground: dig.yaml:2:101: bed.dig: the expression ends too early"},
		{"now always true", "bed.cracked", "bed.cracked && bed.dry_days <= param.dry_days",
			"over: over.yaml:2:34: bed.dig: bed.dry_days is 0 to 30: bed.dry_days <= param.dry_days (30) is always true"},
		{"through a definition", thirsty, "!bed.thirsty",
			"over: over.yaml:2:34: bed.thirsty: bed.dry_days is 0 to 30: bed.dry_days > param.dry_days (30) is never true"},
	} {
		ground := fstest.MapFS{
			"base.yaml": {Data: []byte(`parameters:
  dry_days: {value: 3, unit: days, basis: the gardener's thumb}
define:
  bed.thirsty: ` + tt.define + `
sources:
  gardener: {cites: The gardener, level: A, read: memory}
`)},
			"dig.yaml": {Data: []byte(`rules:
  - {id: bed.dig, kind: mild, urgency: none, when: '` + tt.rule + `', sources: [gardener], grade: A}
`)},
		}
		over := fstest.MapFS{"over.yaml": {Data: []byte("changes:\n  - {parameter: dry_days, value: 30, reason: clay holds water}\n")}}
		_, err := policy.Load(changeSchema(), policy.Layer{Name: "ground", Files: ground}, policy.Layer{Name: "over", Files: over, Loosening: true})
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: Load = %v\nwant %s", tt.name, err, tt.want)
		}
	}
}

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
