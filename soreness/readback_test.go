package soreness_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
)

// readsBack reads what Marshal writes: the same value, with every field, and the same bytes again.
func readsBack[T any](t *testing.T, x T) {
	t.Helper()
	written := text(x)
	var back T
	if err := json.Unmarshal([]byte(written), &back); err != nil {
		t.Fatalf("Unmarshal(%s): %v", written, err)
	}
	if diff := cmp.Diff(x, back, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("Unmarshal(%s) mismatch (-want +got):\n%s", written, diff)
	}
	if diff := cmp.Diff(written, text(back)); diff != "" {
		t.Fatalf("it is written in another way (-want +got):\n%s", diff)
	}
}

func TestResultsReadBack(t *testing.T) {
	t.Parallel()
	tr := newTriager(t)
	remarks, open, settled := 0, 0, 0
	for seed := range uint64(draws.Of(t, 1000)) {
		r, err := tr.Triage(drawIntake(seed), drawCourse(seed))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		readsBack(t, r)
		remarks, open = remarks+len(r.Causes)+len(r.Advice)+len(r.Messages), open+len(r.Open)
		if r.Settled() {
			settled++
		}
		if shown := r.Level != soreness.Clarify; shown != (r.Settled() || r.Floor.AtLeast(soreness.SeeClinician)) {
			t.Errorf("seed %d: %s from %s to %s, settled %t", seed, r.Level, r.Floor, r.Ceiling, r.Settled())
		}
	}
	if remarks == 0 || open == 0 || settled == 0 {
		t.Errorf("%d remarks, %d open rules, %d settled: the draw shows too little", remarks, open, settled)
	}
}

func TestPartsReadBack(t *testing.T) {
	facts := []screening.Evidence{
		{Fact: "post.nrs", Answer: "3"}, {Fact: "a.b", Answer: "4", From: screening.OriginUsual},
	}
	finding := soreness.Finding{
		Basis: policy.Basis{Rule: "a.b", Rows: []string{"r"}, Claims: []string{"c"}, Rationale: "4", Sources: []string{"s"}, Grade: "E1", Changed: []string{"why"}},
		Level: soreness.Adjust, Urgency: screening.UrgencyUrgent, Says: "1", Do: "2",
		Client: "3", RedFlag: true, Facts: facts}
	open := soreness.OpenRule{
		Rule: "a.b", Level: soreness.Emergency, Urgency: screening.UrgencyEmergency,
		RedFlag: true, WaitsFor: []string{"f"}, Unsure: []string{"g"},
		OneOf: true, Reason: "1", Says: "2", Do: "3", Client: "4",
	}
	remark := soreness.Remark{
		Basis: policy.Basis{Rule: "a.b", Rows: []string{"r"}, Claims: []string{"c"}, Rationale: "3", Sources: []string{"s"}, Grade: "E1", Changed: []string{"why"}},
		Code:  "b",
		Says:  "1", Client: "2", Facts: facts}
	readsBack(t, finding)
	readsBack(t, open)
	readsBack(t, remark)
	readsBack(t, soreness.Result{})
	readsBack(t, soreness.Result{
		Level: soreness.Clarify, Floor: soreness.Expected, Ceiling: soreness.Emergency, Urgency: screening.UrgencyNone,
		UrgencyCeiling: screening.UrgencyEmergency, Grid: soreness.LongMinor,
		Findings: []soreness.Finding{finding}, Open: []soreness.OpenRule{open, open},
		Causes: []soreness.Remark{remark}, Advice: []soreness.Remark{remark},
		Messages: []soreness.Remark{remark}, Inexact: true,
		Weakened: []string{"a.b", "c.d"}, Fingerprint: "f", TextFingerprint: "t",
	})
}

func TestResultFailsClosed(t *testing.T) {
	for name, r := range map[string]soreness.Result{
		"nothing":          {},
		"level alone":      {Level: soreness.Expected},
		"no floor":         {Level: soreness.Expected, Ceiling: soreness.Expected},
		"no ceiling":       {Level: soreness.Expected, Floor: soreness.Expected},
		"a higher ceiling": {Level: soreness.Expected, Floor: soreness.Expected, Ceiling: soreness.Monitor},
		"an open urgency":  {Level: soreness.Expected, Floor: soreness.Expected, Ceiling: soreness.Expected, UrgencyCeiling: screening.UrgencyRoutine},
	} {
		if r.Settled() {
			t.Errorf("%s is settled", name)
		}
	}
	whole := soreness.Result{Level: soreness.Expected, Floor: soreness.Expected, Ceiling: soreness.Expected}
	if !whole.Settled() {
		t.Error("the same floor and ceiling are not settled")
	}
}

func TestResultIsReadStrictly(t *testing.T) {
	written := text(soreness.Result{Level: soreness.Monitor, Floor: soreness.Monitor, Ceiling: soreness.Monitor})
	for _, tt := range []struct{ name, old, new, want string }{
		{"null", written, "null", "a result must be an object, found null"},
		{"an unknown key", `"grid"`, `"cell":1,"grid"`, "cell: unknown key \"cell\" in a result; write advice, ask_again, causes, ceiling, findings, fingerprint, floor, grid and 10 more"},
		{"another case", `"grid"`, `"Grid"`, "a result needs \"grid\"\nGrid: unknown key \"Grid\" in a result (did you mean grid?)"},
		{"a key twice", `"inexact":false`, `"inexact":false,"inexact":true`, `inexact: key "inexact" is given twice (line 1, column 210)`},
		{"a level that is none", `"floor":"monitor"`, `"floor":"monitr"`, `floor: unknown level "monitr" (did you mean monitor?)`},
		{"not settled after all", `"ceiling":"monitor"`, `"ceiling":"emergency"`, "settled: is true, but false follows from the other members"},
		{"null for a list", `"causes":[]`, `"causes":null`, "causes: a value must be a list, found null"},
		{"part of a finding", `"findings":[]`, `"findings":[{"rule":"a.b"}]`, `findings[0]: a finding needs "claims"
findings[0]: a finding needs "client"
findings[0]: a finding needs "do"
findings[0]: a finding needs "facts"
findings[0]: a finding needs "grade"
findings[0]: a finding needs "level"
findings[0]: a finding needs "rationale"
findings[0]: a finding needs "rows"
findings[0]: a finding needs "says"
findings[0]: a finding needs "sources"
findings[0]: a finding needs "urgency"`},
	} {
		in := strings.Replace(written, tt.old, tt.new, 1)
		r := soreness.Result{Fingerprint: "before"}
		err := json.Unmarshal([]byte(in), &r)
		if err == nil || in == written {
			t.Errorf("%s: Unmarshal(%s) takes it", tt.name, in)
			continue
		}
		if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
			t.Errorf("%s: Unmarshal(%s) mismatch (-want +got):\n%s", tt.name, in, diff)
		}
		if diff := cmp.Diff(soreness.Result{Fingerprint: "before"}, r); diff != "" {
			t.Errorf("%s: something was read all the same (-want +got):\n%s", tt.name, diff)
		}
	}
}
