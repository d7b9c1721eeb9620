package policytest_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// gate is a small domain: who may ride.
func gate() policy.Schema {
	return policy.Schema{
		Facts: []policy.Fact{
			{Name: "rider.height", Kind: policy.Whole, Ask: "How tall?", Unit: "cm", Least: 0, Most: 250},
		},
		Levels: []policy.Level{
			{Disposition: "ride"}, {Kind: "care", Disposition: "ride_with_care"}, {Kind: "never", Disposition: "stay_off"},
		},
		Undecided: "unclear", CertainFrom: "never", LimitKind: "care",
		UnsureKind: "never", WaivedFrom: "never", WaivedTo: "care",
		Urgencies: []string{"none"}, EverywhereFrom: "none", UnsureUrgency: "none",
		Places:  []policy.Place{{Name: "front"}, {Name: "rear"}, {Name: "train", Contains: []string{"front", "rear"}}},
		Default: "train",
		Texts:   []policy.Text{{Name: "says", Required: true}},
		Grades:  []string{"A"},
	}
}

var (
	gateRules = fstest.MapFS{"gate.yaml": {Data: []byte(`
rules:
  - {id: gate.small, kind: never, urgency: none, when: rider.height < 120, says: Too small., sources: [maker], grade: A}
sources:
  maker: {cites: The maker, level: A, read: excerpt}
`)}}
	gateCases = fstest.MapFS{"gate_cases.yaml": {Data: []byte(`
cases:
  - case: small
    answers: {rider.height: 119}
    fires: [gate.small]
    decision: stay_off
  - case: just tall enough
    answers: {rider.height: 120}
    fires: [gate.small]
    decision: ride
`)}}
)

func ExampleRun() {
	var t *testing.T // of the test that this stands in

	set, err := policy.Load(gate(), policy.Layer{Name: "gate", Files: gateRules})
	if err != nil {
		t.Fatal(err)
	}
	policytest.Run(t, set, gateCases)
}

func ExampleCheck() {
	set, err := policy.Load(gate(), policy.Layer{Name: "gate", Files: gateRules})
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := policytest.Check(set, gateCases)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, result := range report.Cases {
		if len(result.Failures) > 0 {
			fmt.Println(result)
		}
	}
	for _, gap := range report.Gaps() {
		fmt.Println(gap)
	}
	// Output:
	// gate_cases.yaml:7:5: fires: gate.small is silent, because rider.height is 120
	// rule gate.small has no case where it is silent
	// rule gate.small has no case where it is undecided
}

// A mistake in a case file is an error with its position, not a case that fails.
func ExampleCheck_mistakes() {
	set, err := policy.Load(gate(), policy.Layer{Name: "gate", Files: gateRules})
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = policytest.Check(set, fstest.MapFS{"gate_cases.yaml": {Data: []byte(`
cases:
  - case: small
    answers: {rider.heigth: 119}
    fires: [gate.smal]
`)}})
	fmt.Println(err)
	// Output:
	// gate_cases.yaml:4:15: unknown fact rider.heigth (did you mean rider.height?)
	// gate_cases.yaml:5:13: unknown rule "gate.smal" (did you mean gate.small?)
}

// A host says which clearances of its cases no longer count.
func ExampleWithSpent() {
	set, err := policy.Load(gate(), policy.Layer{Name: "gate", Files: gateRules})
	if err != nil {
		fmt.Println(err)
		return
	}
	cases := fstest.MapFS{"gate_cases.yaml": {Data: []byte(`
cases:
  - case: a word of last week
    answers: {rider.height: 119}
    clearance: [{covers: [gate.small], days_ago: 7}]
    decision: ride_with_care
`)}}
	growing := func(_ *policy.Answers, rule string, daysAgo int) bool { return rule == "gate.small" && daysAgo > 5 }
	for _, options := range [][]policytest.Option{nil, {policytest.WithSpent(growing)}} {
		report, err := policytest.Check(set, cases, options...)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(report.Cases[0].Failures)
	}
	// Output:
	// []
	// [decision: expected ride_with_care, got stay_off (gate.small)]
}
