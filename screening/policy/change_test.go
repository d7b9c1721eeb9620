package policy_test

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
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
		{Kind: "parameter", Name: "dry_days", Layer: "over", Reason: "clay holds water", Position: "over.yaml:2:5"},
		{Kind: "define", Name: "bed.thirsty", Layer: "over", Reason: "cracks tell as much", Position: "over.yaml:3:5"},
	}
	if diff := cmp.Diff(want, set.Changes()); diff != "" {
		t.Errorf("Changes mismatch (-want +got):\n%s", diff)
	}
	for name, want := range map[string]string{
		"param.dry_days":     "ground base.yaml:2:13",
		"define bed.thirsty": "over over.yaml:3:33",
		"bed.dry_days":       " ", // of the schema
		"nothing":            " ",
	} {
		if layer, position := set.DeclaredAt(name); layer+" "+position != want {
			t.Errorf("%s is declared at %s %s, want %s", name, layer, position, want)
		}
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
		over := fstest.MapFS{
			"over.yaml": {Data: []byte("changes:\n  - {parameter: dry_days, value: 30, reason: clay holds water}\n")},
		}
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

// A rule that was changed is the rule that would have been written so, whatever key was changed:
// one that the reader of rules knows and this table does not fails here.
func TestChangedRuleIsAsWritten(t *testing.T) {
	const ground = `sources:
  own: {cites: Own, level: A, read: excerpt}
rules:
  - id: own.rule
`
	was := map[string]string{
		"kind": "permit", "urgency": "soon", "when": "nest.present && crew.age * 3 > 50", "opaque": "it is new", "says": "Was.", "sources": "[handbook]", "grade": "B", "regions": "[lawn]",
	}
	changes := map[string]string{
		"at": "nest.sites", "claims": "[C1]", "grade": "C", "if_unsure": "{kind: care, reason: seen}", "kind": "ban",
		"limits": "[{depth_cm: 4}]", "red_flag": "true", "regions": "[bed]", "reviewed_by": "somebody", "rows": "[R1]",
		"opaque": "it is counted", "says": "Is.", "sources": "[own]", "until": "Later.", "urgency": "now", "when": "nest.present && crew.age * 2 > 50",
	}
	written := func(keys map[string]string) string {
		text := ground
		for _, key := range slices.Sorted(maps.Keys(keys)) {
			text += "    " + key + ": " + keys[key] + "\n"
		}
		return text
	}
	early := func(keys map[string]string) policy.Layer {
		return policy.Layer{Name: "early", Files: file2("early.yaml", written(keys))}
	}
	for key, value := range changes {
		t.Run(key, func(t *testing.T) {
			is := maps.Clone(was)
			if is[key] = value; key == "at" {
				delete(is, "regions")
			}
			changed := mustLoad(t, base(), early(was),
				loosening("changes:\n  - {rule: own.rule, reason: own, "+key+": "+value+"}\n"))
			want, got := rule(t, mustLoad(t, base(), early(is)), "own.rule"), rule(t, changed, "own.rule")
			want.Changed = []string{"own"}
			if diff := cmp.Diff(want, got, cmpopts.IgnoreUnexported(policy.Rule{}, policy.RuleLimit{})); diff != "" {
				t.Errorf("own.rule mismatch (-want +got):\n%s", diff)
			}
		})
	}
	var vocabulary bytes.Buffer
	if err := mustLoad(t, base()).WriteVocabulary(&vocabulary); err != nil {
		t.Fatal(err)
	}
	_, row, _ := strings.Cut(vocabulary.String(), "| `changes: rule`")
	row, _, _ = strings.Cut(row, "\n")
	keys := append(slices.Collect(maps.Keys(changes)), "rule", "reason", "disable", "note") // a note stands in limits
	for i, name := range strings.Split(row, "`") {
		if i%2 == 1 && !slices.Contains(keys, name) {
			t.Errorf("no case changes %s", name)
		}
	}
}

// What is wrong with a change is said once, however often what it changes is read.
func TestProblemsOfChangesAreCountedOnce(t *testing.T) {
	for _, change := range []string{
		"rule: soil.wet, kind: no%d", "parameter: frost_nights, value: no%d", "fact: soil.state, values: {dry%d: x}",
		"card: today, lines: {frost: [no%d]}", "fact: frost.hard, holds_days: no%d", "define: crew.green, when: [no%d]",
	} {
		text := "changes:\n"
		for i := range document.MaxProblems + 50 {
			text += fmt.Sprintf("  - {"+change+", reason: own}\n", i)
		}
		_, err := policy.Load(garden(), base(), loosening(text))
		if got := errorText(err); !strings.HasSuffix(got, "\nand 50 more problems") {
			t.Errorf("%s: the problems end %q", change, got[max(0, len(got)-40):])
		}
	}
}
