package policy_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
)

// What two sets do not have in common, and what no whole intake shows, is never said to be
// equivalent; what only words tell apart is.
func TestCompareClaimsNothingThatItDidNotProve(t *testing.T) {
	defined := "relative: a.x\nrelative: a.y\nrelative: a.z\n!implications:\\n  - {when: d.d, implies: a.z, because: So.}\n!define: {d.d: a.x}"
	aged := "relative: n.age > 70\nrelative: a.z\n!implications:\\n  - {when: n.age > param.p, implies: a.z, because: So.}\n" +
		"!parameters: {p: {value: 40, unit: '', basis: A book}}"
	on := "card:relative: a.detail\nrelative: a.x && a.lead"
	flag := "absolute: a.x @ red_flag: true\nrelative: a.y"
	for _, tt := range []struct {
		name, before, after string
		equivalent          bool
		says                string // among what is apart or unproved
	}{
		{"the same", defined, defined, true, ""},
		{"a definition behind an implication", defined, strings.Replace(defined, "d.d: a.x", "d.d: a.y", 1), false, "means something else: d.d implies a.z"},
		{"a parameter behind an implication", aged, strings.Replace(aged, "value: 40", "value: 60", 1), false, "means something else: n.age"},
		{"an implication more", "relative: a.x\nrelative: a.z",
			"relative: a.x\nrelative: a.z\n!implications:\\n  - {when: a.x, implies: a.z, because: So.}", false, "new: a.x implies a.z"},
		{"a card less", on, strings.TrimPrefix(on, "card:"), false, "card now is gone"},
		{"a rule that counts for less while unsure", "absolute: a.x", "absolute: a.x @ if_unsure: {kind: precaution, reason: So.}", false,
			"whether r.a is made up for while an answer is missing or unsure"},
		{"a red flag less", flag, strings.Replace(flag, " @ red_flag: true", "", 1), false, "whether r.a is made up for while an answer is missing"},
		{"a rule in two halves, each of another name", "precaution: a.x\nabsolute: a.x && a.y && a.z",
			"precaution: a.x && a.y\nabsolute: a.x && a.y && a.z\nprecaution: a.x && !a.y", true, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, err := plant(t, tt.before)
			if err != nil {
				t.Fatal(err)
			}
			after, err := plant(t, tt.after)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range []*policy.Comparison{policy.Compare(before, after), policy.Compare(after, before)} {
				if c.Equivalent != tt.equivalent {
					t.Errorf("equivalent is %t; apart %q, unproved %q, %d differences", c.Equivalent, c.Apart, c.Unproved, len(c.Differences))
				}
			}
			c := policy.Compare(before, after)
			shown := len(c.Differences) > 0 && strings.HasPrefix(tt.says, "whether")
			if all := strings.Join(append(c.Apart, c.Unproved...), "\n"); !strings.Contains(all, tt.says) && !shown {
				t.Errorf("%q is not said in\n%s", tt.says, all)
			}
		})
	}
}

// Whoever was refused and now is asked comes out milder: an answer that is missing allows nobody.
func TestRefusedAndThenAskedIsLoosened(t *testing.T) {
	aged := "relative: n.age > 70\nrelative: a.z\n!implications:\\n  - {when: n.age > param.p, implies: a.z, because: So.}\n" +
		"!parameters: {p: {value: 40, unit: '', basis: A book}}"
	before, err := plant(t, aged)
	if err != nil {
		t.Fatal(err)
	}
	after, err := plant(t, strings.Replace(aged, "value: 40", "value: 60", 1))
	if err != nil {
		t.Fatal(err)
	}
	if c := policy.Compare(before, after); !c.Loosened() {
		t.Errorf("not loosened: %+v", c)
	}
}

// Sets that cannot be brought over common variables are refused, and not compared in part.
func TestCompareRefusesFactsOfAnotherKind(t *testing.T) {
	load := func(kind policy.FactKind) *policy.Set {
		t.Helper()
		schema := smallSchema()
		schema.Facts = []policy.Fact{{Name: "a.x", Kind: kind, Ask: "Is it so?"}}
		if kind == policy.Whole {
			schema.Facts[0].Most = 9
		}
		when := map[policy.FactKind]string{policy.YesNo: "a.x", policy.Whole: "a.x > 5"}[kind]
		file := "rules:\n  - {id: r.a, kind: relative, urgency: none, when: '" + when +
			"', says: It is so., sources: [s], grade: E1}\nsources:\n  s: {cites: A book, level: E1, read: excerpt}\n"
		set, err := policy.Load(schema, policy.Layer{Name: "one", Files: fstest.MapFS{"r.yaml": {Data: []byte(file)}}})
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	c := policy.Compare(load(policy.YesNo), load(policy.Whole))
	if c.Equivalent || len(c.Unproved) != 1 || c.Unproved[0] != "a.x is of another kind" {
		t.Errorf("%+v", c)
	}
}
