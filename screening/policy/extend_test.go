package policy_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// tools is a domain that stands on the garden: which tool is taken. It knows no urgency.
func tools() policy.Schema {
	tool := func(name string, weight float64, sharp bool, work uint64) policy.Place {
		return policy.Place{Name: name, Attributes: []policy.Answer{
			{State: policy.Known, Number: weight}, {State: policy.Known, Yes: sharp}, {State: policy.Known, Values: work},
		}}
	}
	return policy.Schema{
		Facts: []policy.Fact{{Name: "task.kind", Kind: policy.OneOf, Ask: "What is done?", Values: values("digging", "cutting"), Staff: true}},
		Levels: []policy.Level{
			{Disposition: "unlisted"}, {Kind: "take", Disposition: "taken"}, {Kind: "leave", Disposition: "left"},
		},
		Undecided: "open", CertainFrom: "leave", UnsureKind: "leave",
		UnsureUrgency: "none", LimitKind: "take", WaivedFrom: "leave", WaivedTo: "take",
		Urgencies: []string{"none"},
		Attributes: []policy.Fact{
			{Name: "tool.kg", Kind: policy.Whole, Most: 50}, {Name: "tool.sharp"}, {Name: "tool.work", Kind: policy.OneOf, Values: values("digging", "cutting")},
		},
		Places:  []policy.Place{tool("spade", 2, false, 1), tool("saw", 1, true, 2), tool("digger", 50, false, 1)},
		Default: "spade", PlaceWord: "tool",
		Texts: []policy.Text{{Name: "says", Required: true}}, Grades: []string{"A", "B"},
	}
}

// extend loads a layer that stands on the garden. A ban there is a reason to leave every tool.
func extend(own ...policy.Layer) (*policy.Set, error) {
	ground, err := policy.Load(garden(), base())
	if err != nil {
		return nil, err
	}
	adopt := func(r policy.Rule) (policy.Adopted, bool) {
		return policy.Adopted{Kind: "leave", Urgency: "none"}, r.Kind == "ban" || r.At != ""
	}
	return policy.Extend(ground, tools(), adopt, own...)
}

const toolRules = `
rules:
  - id: tool.dig
    kind: take
    where: tool.work == digging && tool.kg < 10
    when: task.kind == digging
    says: A spade digs.
    sources: [handbook]
    grade: A
  - id: tool.edge
    kind: leave
    where: tool.sharp || at_least(2, [tool.kg >= 50, tool.work == digging, tool.sharp])
    when: crew.green
    says: Nobody green takes an edge or an engine.
    sources: [handbook]
    grade: B
  - id: tool.frozen
    kind: leave
    tools: [spade]
    when: frost.nights >= param.frost_nights
    says: A spade is no use in frozen ground.
    sources: [handbook]
    grade: B
`

const toolCases = `
cases:
  - case: a green hand digs with a spade and leaves saw and digger
    answers: {task.kind: digging, crew.age: 16, crew.trained: no, frost.hard: no, nest.present: no}
    request: [spade, saw, digger]
    fires: [tool.dig, tool.edge]
    silent: [tool.frozen, frost.roots, nest.hedge]
    places: {spade: {decision: taken}, saw: {decision: left}, digger: {decision: left}}
  - case: whether the ground is frozen is not asked
    answers: {task.kind: digging, crew.age: 30, nest.present: no}
    undecided: [tool.frozen, frost.roots]
    silent: [tool.edge]
    places: {spade: {floor: taken, ceiling: left}}
    asks: [frost.hard]
  - case: a ban and a nest anywhere leave every tool
    answers: {task.kind: cutting, crew.age: 30, frost.hard: yes, frost.nights: 5, nest.present: yes}
    request: [saw]
    fires: [frost.roots, tool.frozen, nest.hedge]
    silent: [tool.dig]
    places: {saw: {decision: left}}
`

func TestExtend(t *testing.T) {
	set, err := extend(policy.Layer{Name: "tools", Files: file(toolRules)})
	if err != nil {
		t.Fatal(err)
	}
	ground := mustLoad(t, base())
	for i, f := range ground.Facts() {
		if set.Facts()[i].Name != f.Name {
			t.Fatalf("fact %d is %s, want %s: answers to the base are the beginning of answers to the set",
				i, set.Facts()[i].Name, f.Name)
		}
	}
	type row struct {
		id, layer string
		adopted   bool
	}
	var got []row
	for _, r := range set.Rules() {
		got = append(got, row{r.ID, r.Layer, r.Adopted})
	}
	want := []row{{"frost.roots", "base", true}, {"nest.hedge", "base", true}, {"tool.dig", "tools", false}, {"tool.edge", "tools", false}, {"tool.frozen", "tools", false}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(row{})); diff != "" {
		t.Errorf("Extend() rules mismatch (-want +got):\n%s", diff)
	}
	policytest.Run(t, set, file2("tool_cases.yaml", toolCases))
}

// What a rule says of places, and what places are, is a part of what the set means.
func TestExtendFingerprint(t *testing.T) {
	prints := map[string]string{}
	for name, load := range map[string]func() (*policy.Set, error){
		"ground": func() (*policy.Set, error) { return policy.Load(garden(), base()) },
		"none":   func() (*policy.Set, error) { return extend() },
		"rules":  func() (*policy.Set, error) { return extend(policy.Layer{Name: "tools", Files: file(toolRules)}) },
	} {
		set, err := load()
		if err != nil {
			t.Fatal(err)
		}
		for other, print := range prints {
			if print == set.Fingerprint() {
				t.Errorf("%s and %s have the same fingerprint", name, other)
			}
		}
		prints[name] = set.Fingerprint()
	}
}
