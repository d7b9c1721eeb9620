package technique_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/technique"
)

// A list that is longer than any session can have is refused as a whole, in Go and in JSON.
func TestTooMany(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener()))
	regions := slices.Repeat([]body.Region{body.Sacral}, len(body.All())+1)
	found := slices.Repeat([]string{"muscle_spasm"}, 100)
	for _, tt := range []struct {
		name, want string
		change     func(*technique.Visit, *technique.Plan)
		matched    bool // Match refuses it too
	}{
		{"strokes", "plan.strokes: has 201 strokes, at most 200",
			func(_ *technique.Visit, plan *technique.Plan) { plan.Strokes = make([]technique.Step, 201) }, false},
		{"very many strokes", "plan.strokes: has 1,000,000 strokes, at most 200",
			func(_ *technique.Visit, plan *technique.Plan) { plan.Strokes = make([]technique.Step, 1_000_000) }, false},
		{"regions of a step", fmt.Sprintf("plan.strokes[0].region: has %d regions, at most %d", len(regions), len(body.All())),
			func(_ *technique.Visit, plan *technique.Plan) { plan.Strokes = []technique.Step{{Regions: regions}} },
			false},
		{"presentations", "presentation: has 100 values, at most 13",
			func(v *technique.Visit, _ *technique.Plan) { v.Presentation = technique.Found(found...) }, true},
		{"clearances", "clearance: has 101 clearances, at most 100",
			func(v *technique.Visit, _ *technique.Plan) { v.Clearance = make([]screening.Clearance, 101) }, true},
		{"techniques of a clearance", "clearance[0].techniques: has 1,001 techniques, at most 1,000",
			func(v *technique.Visit, _ *technique.Plan) {
				v.Clearance = []screening.Clearance{{Techniques: make([]string, 1001)}}
			}, true},
		{"strokes of a clearance", "clearance[0].strokes: has 1,001 strokes, at most 1,000",
			func(v *technique.Visit, _ *technique.Plan) {
				v.Clearance = []screening.Clearance{{Strokes: make([]string, 1001)}}
			}, true},
	} {
		v, plan := v, technique.Plan{}
		tt.change(&v, &plan)
		refused := func(err error) bool {
			return err != nil && slices.Contains(strings.Split(err.Error(), "\n"), tt.want)
		}
		if _, err := p.Check(v, plan); !refused(err) {
			t.Errorf("%s: Check: %v", tt.name, err)
		}
		if _, err := p.Match(v); tt.matched != refused(err) {
			t.Errorf("%s: Match: %v", tt.name, err)
		}
		if len(plan.Strokes) > 0 {
			_, err := p.DecodePlan([]byte(marshal(t, plan)))
			if err == nil || "plan."+err.Error() != tt.want && len(plan.Strokes) < 1000 {
				t.Errorf("%s: DecodePlan: %v", tt.name, err)
			}
		}
	}
}

// As many as there may be are taken.
func TestAsManyAsThereMayBe(t *testing.T) {
	p := newPlanner(t)
	data := `{"strokes": [` + strings.Repeat(`{},`, technique.MaxSteps-1) + `{}]}`
	plan, err := p.DecodePlan([]byte(data))
	if err != nil || len(plan.Strokes) != technique.MaxSteps {
		t.Fatalf("%d steps, %v", len(plan.Strokes), err)
	}
	if _, err := p.Check(technique.Visit{}, plan); err != nil {
		t.Error(err)
	}
}

// What is no word of the list is answered with the nearest, with where it belongs,
// or with what there is.
func TestPlanSaysWhatThereIs(t *testing.T) {
	p := newPlanner(t)
	for _, tt := range []struct{ name, plan, found, want string }{
		{"part of a technique", `{"technique": "swedsh"}`, `null`, `technique: unknown technique "swedsh" (did you mean relaxing_swedish?)`},
		{"stroke for a technique", `{"technique": "effleurage_light"}`, `null`, `technique: unknown technique "effleurage_light"; effleurage_light is a stroke`},
		{"technique for a stroke", `{"strokes": [{"stroke": "thai"}]}`, `null`, `strokes[0].stroke: unknown stroke "thai"; thai is a technique`},
		{"part of a stroke", `{"strokes": [{"stroke": "tapotment"}]}`, `null`, `strokes[0].stroke: unknown stroke "tapotment" (did you mean tapotement?)`},
		{"group of facts for a region", `{"strokes": [{"region": "disc"}]}`, `null`,
			`strokes[0].region: unknown region "disc"; write head, face, jaw, ear, neck_anterior, neck_side, neck_posterior, shoulder and ` + strconv.Itoa(len(body.All())-8) + ` more`},
		{"key of a plan", `{"steps": []}`, `null`, `steps: unknown key "steps" in a plan; write bolster, minutes, position, strokes, technique, therapist or warned`},
		{"part of a presentation", `{}`, `["spasm"]`, `[0]: unknown value of presentation.found "spasm" (did you mean muscle_spasm?)`},
		{"stroke for a presentation", `{}`, `["tapotement"]`, `[0]: unknown value of presentation.found "tapotement"; tapotement is a stroke`},
		{"no presentation", `{}`, `["xyz"]`,
			`[0]: unknown value of presentation.found "xyz"; write none, muscle_spasm, hypotonia, deconditioned, trigger_points, doms, stress_tension, scoliosis and 5 more`},
	} {
		var problems document.Problems
		p.ReadPlan(document.JSON([]byte(tt.plan), &problems), &problems)
		p.ReadPresentation(document.JSON([]byte(tt.found), &problems), &problems)
		if err := problems.Err(); err == nil {
			t.Errorf("%s: it is read", tt.name)
		} else if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}
