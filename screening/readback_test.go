package screening_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// readsBack reads what Marshal writes: the same value, with every field, and the same bytes again.
func readsBack[T any](t *testing.T, x T) {
	t.Helper()
	text := marshal(t, x)
	var back T
	if err := json.Unmarshal([]byte(text), &back); err != nil {
		t.Fatalf("Unmarshal(%s): %v", text, err)
	}
	if diff := cmp.Diff(x, back, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("Unmarshal(%s) mismatch (-want +got):\n%s", text, diff)
	}
	if diff := cmp.Diff(text, marshal(t, back)); diff != "" {
		t.Fatalf("it is written in another way (-want +got):\n%s", diff)
	}
}

func TestDecisionsReadBack(t *testing.T) {
	t.Parallel()
	s := ownScreener(t)
	d := newDrawer(t, s)
	treated, settled := 0, 0
	for seed := range uint64(max(draws.Of(t, 1000), 80)) {
		in := d.intake(t, seed)
		if seed%2 == 0 {
			in = ordinary(s, rand.New(rand.NewPCG(seed, 5)))
			in.Regions = drawRegions(seed)
		}
		clearance := screening.Clearance{By: "GP", Covers: []string{"blood.thinner", "spine.disc"}}
		decision, err := s.Screen(in, clearance)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		readsBack(t, decision)
		if decision.MayTreat() {
			treated++
		}
		if decision.Settled() {
			settled++
		}
		if seed%10 > 1 {
			continue
		}
		questions, err := s.Questions(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		readsBack(t, questions)
		messages, err := s.Messages(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		readsBack(t, messages)
	}
	if treated == 0 || settled == treated {
		t.Errorf("%d decisions are settled, %d of them let a massage begin: the draw shows one side alone",
			settled, treated)
	}
}

// Settled follows from what the engine says it follows from: it is what Disposition shows.
func TestDecisionIsSettledAsTheEngineSays(t *testing.T) {
	s := newScreener(t)
	d := newDrawer(t, s)
	for seed := range uint64(max(draws.Of(t, 1000), 80)) {
		decision, err := s.Screen(d.intake(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		certain := decision.Floor.AtLeast(screening.Refer)
		if shown := decision.Disposition != screening.Clarify; shown != (decision.Settled() || certain) {
			t.Errorf("seed %d: %s from %s to %s, settled %t",
				seed, decision.Disposition, decision.Floor, decision.Ceiling, decision.Settled())
		}
	}
}

// Full values show every member, the parts of a decision alone as well.
func TestPartsReadBack(t *testing.T) {
	two := 2
	limits := screening.Limits{
		Pressure: &two, Minutes: &two, AvoidStrokes: []string{"a"},
		AvoidTechniques: []string{"b", "c"}, AvoidPositions: []string{"d"},
		AvoidHeat: true, Spots: []screening.Spot{{Rule: "skin.mole", MarginCM: 1e-9}},
		Notes: []string{"<\u2028&\\\"'é😀"},
	}
	implied := screening.Evidence{Fact: "g", Answer: "no", From: screening.OriginImplied, Because: "It is so."}
	readsBack(t, implied)
	disagreement := screening.Disagreement{
		Fact: "f", Answer: "no", Implied: "f", Because: "It is so.", By: []screening.Evidence{implied},
	}
	readsBack(t, disagreement)
	readsBack(t, limits)
	readsBack(t, screening.Limits{})
	readsBack(t, screening.RegionDecision{Region: body.Hand, Disposition: screening.Adapt, Floor: screening.Adapt, Ceiling: screening.Defer, Limits: limits})
	readsBack(t, screening.Finding{
		Basis:   policy.Basis{Rule: "a.b", Rows: []string{"r"}, Claims: []string{"c"}, Rationale: "5", Sources: []string{"s"}, Grade: "E1", Changed: []string{"why"}},
		Kind:    screening.KindAbsolute,
		Urgency: screening.UrgencyUrgent, Regions: []string{"hand"},
		Says: "1", Instead: "2", Until: "3", Client: "4", RedFlag: true, Cleared: true, Facts: []screening.Evidence{{Fact: "f", Answer: "yes"}, implied, {Fact: "h", Answer: "6.5", From: screening.OriginUsual}}})
	readsBack(t, screening.OpenRule{
		Rule: "a.b", Kind: screening.KindRelative, Urgency: screening.UrgencyRoutine,
		WaitsFor: []string{"f"}, Unsure: []string{"g"}, OneOf: true,
		Reason: "1", Says: "2", Instead: "3", Client: "4",
	})
	readsBack(t, screening.Question{
		Fact: "f", Card: "c", Line: "l", Staff: true, Private: true,
		Repeat: true, Ask: "?", Choices: []screening.Value{{"n", "s"}},
		After: []string{"g"}, Rules: []string{"r"}, Decides: true, Inexact: true,
	})
	readsBack(t, screening.Message{
		Basis: policy.Basis{Rule: "a.b", Rows: []string{"r"}, Claims: []string{"c"}, Rationale: "3", Sources: []string{"s"}, Grade: "E1"},
		Says:  "1", Client: "2", Tags: []string{"t"}})
	readsBack(t, screening.Decision{})
	readsBack(t, screening.Decision{Disagreements: []screening.Disagreement{disagreement}, Clearance: []string{"a.b"}, Weakened: []string{"a.b", "c.d"}})
}

// What a host leaves out of a decision never lets a massage begin.
func TestDecisionFailsClosed(t *testing.T) {
	whole := func() screening.Decision {
		return screening.Decision{
			Disposition: screening.Adapt, Floor: screening.Adapt, Ceiling: screening.Adapt,
			Regions: []screening.RegionDecision{
				{Region: body.Hand, Disposition: screening.Adapt, Floor: screening.Adapt, Ceiling: screening.Adapt},
			},
		}
	}
	if d := whole(); !d.Settled() || !d.MayTreat() {
		t.Errorf("settled %t, may treat %t", d.Settled(), d.MayTreat())
	}
	for _, tt := range []struct {
		name    string
		change  func(*screening.Decision)
		settled bool
	}{
		{"nothing", func(d *screening.Decision) { *d = screening.Decision{} }, false},
		{"no disposition", func(d *screening.Decision) { d.Disposition = screening.Clarify }, true},
		{"another disposition", func(d *screening.Decision) { d.Disposition = screening.Proceed }, true},
		{"no floor", func(d *screening.Decision) { d.Floor = screening.Clarify }, false},
		{"no ceiling", func(d *screening.Decision) { d.Ceiling = screening.Clarify }, false},
		{"neither", func(d *screening.Decision) { d.Floor, d.Ceiling = screening.Clarify, screening.Clarify }, false},
		{"a higher ceiling", func(d *screening.Decision) { d.Ceiling = screening.Withhold }, false},
		{"an open urgency", func(d *screening.Decision) { d.UrgencyCeiling = screening.UrgencyRoutine }, false},
		{"seen today", func(d *screening.Decision) {
			d.Urgency, d.UrgencyCeiling = screening.UrgencySameDay, screening.UrgencySameDay
		}, true},
		{"no regions", func(d *screening.Decision) { d.Regions = nil }, false},
		{"an empty region", func(d *screening.Decision) {
			d.Regions = append(d.Regions, screening.RegionDecision{Region: body.Arm})
		}, false},
		{"a region without its disposition", func(d *screening.Decision) { d.Regions[0].Disposition = screening.Clarify }, true},
		{"a region with a higher ceiling", func(d *screening.Decision) { d.Regions[0].Ceiling = screening.Refer }, false},
		{"a region that is withheld", func(d *screening.Decision) {
			d.Regions[0] = screening.RegionDecision{
				Disposition: screening.Withhold, Floor: screening.Withhold, Ceiling: screening.Withhold,
			}
		}, true},
	} {
		d := whole()
		tt.change(&d)
		if d.MayTreat() || d.Settled() != tt.settled {
			t.Errorf("%s: settled %t, may treat %t", tt.name, d.Settled(), d.MayTreat())
		}
	}
}

func TestDecisionIsReadStrictly(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	in.Regions = []body.Region{body.Hand}
	decision, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	text := marshal(t, decision)
	replaced := func(old, new string) string {
		if !strings.Contains(text, old) {
			t.Fatalf("no %s in %s", old, text)
		}
		return strings.Replace(text, old, new, 1)
	}
	for _, tt := range []struct{ name, in, want string }{
		{"null", "null", "a decision must be an object, found null"},
		{"a list", "[]", "a decision must be an object, found a list"},
		{"an unknown key", replaced(`"floor"`, `"flor":1,"floor"`), `flor: unknown key "flor" in a decision (did you mean floor?)`},
		{"another case", replaced(`"inexact"`, `"Inexact"`),
			"a decision needs \"inexact\"\nInexact: unknown key \"Inexact\" in a decision (did you mean inexact?)"},
		{"a key twice", replaced(`"settled":true`, `"settled":true,"settled":true`), `settled: key "settled" is given twice (line 1, column 58)`},
		{"a key that is missing", replaced(`"urgency":"none",`, ``), `a decision needs "urgency"`},
		{"weakened rules that are missing", replaced(`"weakened":[],`, ``), `a decision needs "weakened"`},
		{"disagreements that are missing", replaced(`"disagreements":[],`, ``), `a decision needs "disagreements"`},
		{"a disagreement in part", replaced(`"disagreements":[]`, `"disagreements":[{"fact":"f","answer":"no","implied":"f","by":[{"fact":"g","answer":"yes","from":"told"}]}]`),
			"disagreements[0]: a disagreement needs \"because\"\ndisagreements[0].by[0].from: unknown origin \"told\"; write usual or implied"},
		{"null for a list", replaced(`"open":[]`, `"open":null`), "open: a value must be a list, found null"},
		{"a word that is none", replaced(`"floor":"proceed"`, `"floor":"procede"`), `floor: unknown disposition "procede" (did you mean proceed?)`},
		{"a number for a text", replaced(`"clearance":[]`, `"clearance":[7]`), "clearance[0]: a value must be text, found the number 7"},
		{"an unknown region", replaced(`"hand":`, `"hands":`), `regions.hands: unknown key "hands" in regions (did you mean hand?)`},
		{"a group for a region", replaced(`"hand":`, `"back_all":`), `regions.back_all: unknown key "back_all" in regions; write abdomen, arm, axilla, breast, calf, chest, ear, elbow and 25 more`},
		{"an empty limit", replaced(`"limits":{}`, `"limits":{"notes":[]}`), `regions.hand.limits.notes: is empty; leave it out`},
		{"half a grade", replaced(`"limits":{}`, `"limits":{"pressure":2.5}`), `regions.hand.limits.pressure: a value must be a whole number, found the number 2.5`},
		{"not settled after all", replaced(`"ceiling":"proceed"`, `"ceiling":"withhold"`),
			"may_treat: is true, but false follows from the other members\nsettled: is true, but false follows from the other members"},
		{"settled after all", replaced(`"settled":true`, `"settled":false`), "settled: is false, but true follows from the other members"},
		{"a region that is open", replaced(`"hand":{"disposition":"proceed","floor":"proceed"`, `"hand":{"disposition":"proceed","floor":"adapt"`),
			"may_treat: is true, but false follows from the other members\nsettled: is true, but false follows from the other members"},
		{"no regions", replaced(`"hand":{"disposition":"proceed","floor":"proceed","ceiling":"proceed","limits":{}}`, ``),
			"may_treat: is true, but false follows from the other members\nsettled: is true, but false follows from the other members"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := screening.Decision{Fingerprint: "before"}
			err := json.Unmarshal([]byte(tt.in), &d)
			if err == nil {
				t.Fatalf("Unmarshal(%s) takes it: %+v", tt.in, d)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("Unmarshal(%s) mismatch (-want +got):\n%s", tt.in, diff)
			}
			if diff := cmp.Diff(screening.Decision{Fingerprint: "before"}, d); diff != "" {
				t.Errorf("something was read all the same (-want +got):\n%s", diff)
			}
		})
	}
}

// The order of keys says nothing; that of the regions is their own.
func TestRegionsAreReadInTheirOwnOrder(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	in.Regions = []body.Region{body.BackAll}
	decision, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	var sorted any
	if err := json.Unmarshal([]byte(marshal(t, decision)), &sorted); err != nil {
		t.Fatal(err)
	}
	var back screening.Decision
	if err := json.Unmarshal([]byte(marshal(t, sorted)), &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decision, back, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}
