package technique_test

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
	"github.com/safehands/safehands/technique"
)

// readsBack reads what Marshal writes: the same value, with every field, and the same bytes again.
func readsBack[T any](t *testing.T, x T) {
	t.Helper()
	written := marshal(t, x)
	var back T
	if err := json.Unmarshal([]byte(written), &back); err != nil {
		t.Fatalf("Unmarshal(%s): %v", written, err)
	}
	if diff := cmp.Diff(x, back, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("Unmarshal(%s) mismatch (-want +got):\n%s", written, diff)
	}
	if diff := cmp.Diff(written, marshal(t, back)); diff != "" {
		t.Fatalf("it is written in another way (-want +got):\n%s", diff)
	}
}

func TestResultsReadBack(t *testing.T) {
	t.Parallel()
	p := newPlanner(t)
	d := newDrawer(t, p, 60)
	r := rand.New(rand.NewPCG(3, 9))
	fits, chosen, excluded := 0, 0, 0
	for range draws.Of(t, 1000) {
		v := d.visit(r)
		review, err := p.Check(v, d.plan(r, v))
		if err != nil {
			t.Fatal(err)
		}
		readsBack(t, review)
		matching, err := p.Match(v)
		if err != nil {
			t.Fatal(err)
		}
		readsBack(t, matching)
		stopping, err := p.Stop(v, technique.During{AttackOnset: anyAnswer(r), PainDuring: number(r, 0, 3, 6, 9), AskedToStop: anyAnswer(r)})
		if err != nil {
			t.Fatal(err)
		}
		readsBack(t, stopping)
		if review.Fits {
			fits++
		}
		chosen, excluded = chosen+len(matching.Candidates()), excluded+len(matching.Excluded)
	}
	if fits == 0 || chosen == 0 || excluded == 0 {
		t.Errorf("%d plans fit, %d candidates, %d regions are excluded: the draw shows too little",
			fits, chosen, excluded)
	}
	readsBack(t, mustCheck(t, p, technique.Visit{}, technique.Plan{}))
}

func TestPartsReadBack(t *testing.T) {
	facts := []screening.Evidence{{Fact: "step.pressure", Answer: "3"}, {Fact: "a.b", Answer: "yes", From: screening.OriginImplied, Because: "It is so."}}
	hand := []body.Region{body.Hand, body.BackAll}
	violation := technique.Violation{
		Basis: policy.Basis{Rule: "a.b", Rows: []string{"r"}, Claims: []string{"c"}, Rationale: "3", Sources: []string{"s"}, Grade: "E1", Changed: []string{"why"}},
		Kind:  technique.KindChange,
		Step:  2, Stroke: "s", Regions: hand, Like: []string{"l"}, Says: "1",
		Instead: "2", Facts: facts}
	open := technique.OpenViolation{
		Rule: "a.b", Kind: technique.KindCaution, Step: technique.WholePlan,
		Stroke: "s", Regions: hand, WaitsFor: []string{"f"},
		Unsure: []string{"g"}, Reason: "1", Says: "2", Instead: "3",
	}
	question := technique.Question{
		Question: screening.Question{
			Fact: "f", Card: "c", Line: "l", Staff: true, Private: true,
			Repeat: true, Ask: "?", Choices: []screening.Value{{Name: "n", Says: "s"}},
			After: []string{"g"}, Rules: []string{"r"}, Decides: true, Inexact: true,
		},
		Step: 3,
	}
	reason := technique.Reason{
		Basis:    policy.Basis{Rule: "a.b", Rows: []string{"r"}, Claims: []string{"c"}, Rationale: "3", Sources: []string{"s"}, Grade: "E1", Changed: []string{"why"}},
		Standing: technique.Avoided, Says: "1", Instead: "2", Facts: facts,
		Regions: hand, Screening: []string{"x.y"}}
	waiting := technique.OpenReason{Rule: "a.b", Standing: technique.Forbidden, WaitsFor: []string{"f"}, Unsure: []string{"g"}, Reason: "1", Says: "2"}
	dose := technique.Dose{Minutes: technique.Range{Min: 1, Max: 2}, PerWeek: technique.Range{Max: 3}, Sessions: technique.Range{Min: 4}, Note: "n"}
	choice := technique.Choice{
		Technique: "t", Name: "T", Standing: technique.Permitted,
		Reasons: []technique.Reason{reason}, Open: []technique.OpenReason{waiting},
		Level: technique.Medical, Minutes: technique.Range{Min: 5}, Like: []string{"l"},
	}
	presentation := technique.PresentationDose{Presentation: "p", Row: "r", Name: "P", Dose: dose, ZonesOut: hand, Level: technique.Qualified, Sources: []string{"s"}}
	obstacle := technique.Obstacle{Code: technique.SeenToday, Disposition: screening.Withhold, Says: "1"}
	readsBack(t, violation)
	readsBack(t, open)
	readsBack(t, question)
	readsBack(t, reason)
	readsBack(t, waiting)
	readsBack(t, choice)
	readsBack(t, presentation)
	readsBack(t, dose)
	readsBack(t, technique.Dose{})
	readsBack(t, technique.Range{Min: 1, Max: 2})
	readsBack(t, obstacle)
	readsBack(t, technique.ExcludedRegion{Region: body.Hand, Disposition: screening.Defer})
	readsBack(t, technique.Review{})
	readsBack(t, technique.Review{
		Floor: technique.KindCaution, Ceiling: technique.KindStop,
		Violations: []technique.Violation{violation}, Open: []technique.OpenViolation{open},
		Level: technique.Layperson, Questions: []technique.Question{question}, Weakened: []string{"a.b", "c.d"},
		Fingerprint: "f",
	})
	readsBack(t, technique.Stopping{})
	readsBack(t, technique.Stopping{Stop: true, Settled: true, Violations: []technique.Violation{violation}, Weakened: []string{"a.b"}, Fingerprint: "f"})
	readsBack(t, technique.Matching{})
	readsBack(t, technique.Matching{
		Allowed: true, Obstacles: []technique.Obstacle{obstacle}, Choices: []technique.Choice{choice}, Regions: hand,
		Excluded:  []technique.ExcludedRegion{{Region: body.Arm, Disposition: screening.Refer}},
		Doses:     []technique.PresentationDose{presentation},
		Questions: []screening.Question{question.Question}, Weakened: []string{"a.b"}, Fingerprint: "f",
	})
}

// Without a massage that is allowed there is nothing to choose, whatever the choices say.
func TestMatchingFailsClosed(t *testing.T) {
	m := technique.Matching{Choices: []technique.Choice{{Technique: "thai", Standing: technique.Preferred}}}
	if got := m.Candidates(); len(got) > 0 {
		t.Errorf("Candidates() = %v", got)
	}
}

func TestReviewIsReadStrictly(t *testing.T) {
	review := technique.Review{Fits: true, Settled: true, Floor: technique.KindCaution, Ceiling: technique.KindCaution}
	stopping := technique.Stopping{Settled: true, Violations: []technique.Violation{{Basis: policy.Basis{Rule: "a.b"}, Kind: technique.KindCaution}}, Open: []technique.OpenViolation{{Rule: "a.c", Kind: technique.KindCaution}}}
	matching := technique.Matching{
		Allowed: true, Choices: []technique.Choice{{Technique: "thai", Standing: technique.Preferred}},
	}
	for _, tt := range []struct {
		name, old, new, want string
		of                   any
		into                 json.Unmarshaler
	}{
		{"null", marshal(t, review), "null", "a review must be an object, found null", review, &technique.Review{}},
		{"an unknown key", `"floor"`, `"flor":1,"floor"`, `flor: unknown key "flor" in a review (did you mean floor?)`, review, &technique.Review{}},
		{"another case", `"level"`, `"Level"`, "a review needs \"level\"\nLevel: unknown key \"Level\" in a review (did you mean level?)", review, &technique.Review{}},
		{"a key twice", `"level":""`, `"level":"","level":"medical"`, `level: key "level" is given twice (line 1, column 104)`, review, &technique.Review{}},
		{"a level that is none", `"level":""`, `"level":"medicl"`, `level: unknown level "medicl" (did you mean medical?)`, review, &technique.Review{}},
		{"a kind that is none", `"floor":"caution"`, `"floor":3`, "floor: a kind must be none, caution, change or stop, found the number 3", review, &technique.Review{}},
		{"fits, and has to change", `"floor":"caution","ceiling":"caution"`, `"floor":"change","ceiling":"change"`,
			"fits: is true, but false follows from the other members", review, &technique.Review{}},
		{"settled, and open", `"ceiling":"caution"`, `"ceiling":"stop"`, "settled: is true, but false follows from the other members", review, &technique.Review{}},
		{"fits, and is not settled", `"settled":true`, `"settled":false`, "fits: is true, but false follows from the other members", review, &technique.Review{}},
		{"weakened rules that are missing", `"weakened":[],`, ``, `a review needs "weakened"`, review, &technique.Review{}},
		{"null for a list", `"questions":[]`, `"questions":null`, "questions: a value must be a list, found null", review, &technique.Review{}},
		{"goes on against a violation", `"kind":"caution"`, `"kind":"stop"`, "stop: is false, but true follows from the other members", stopping, &technique.Stopping{}},
		{"settled against an open rule", `"rule":"a.c","kind":"caution"`, `"rule":"a.c","kind":"stop"`,
			"settled: is true, but false follows from the other members", stopping, &technique.Stopping{}},
		{"settled against an open rule that calls for help", `"rule":"a.c","kind":"caution","step":0`, `"rule":"a.c","kind":"caution","step":0,"urgency":"emergency"`,
			"settled: is true, but false follows from the other members", stopping, &technique.Stopping{}},
		{"a candidate that is none", `"candidates":["thai"]`, `"candidates":["thai","tonic"]`, "the candidates are not those of the choices", matching, &technique.Matching{}},
		{"candidates where none is allowed", `"allowed":true`, `"allowed":false`, "the candidates are not those of the choices", matching, &technique.Matching{}},
		{"an empty range that stands there", `"minutes":{}`, `"minutes":{"min":0}`, "choices[0].minutes.min: is empty; leave it out", matching, &technique.Matching{}},
	} {
		written := marshal(t, tt.of)
		in := strings.Replace(written, tt.old, tt.new, 1)
		before := marshal(t, tt.into)
		err := json.Unmarshal([]byte(in), tt.into)
		if err == nil || in == written {
			t.Errorf("%s: Unmarshal(%s) takes it", tt.name, in)
			continue
		}
		if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
			t.Errorf("%s: Unmarshal(%s) mismatch (-want +got):\n%s", tt.name, in, diff)
		}
		if diff := cmp.Diff(before, marshal(t, tt.into)); diff != "" {
			t.Errorf("%s: something was read all the same (-want +got):\n%s", tt.name, diff)
		}
	}
}
