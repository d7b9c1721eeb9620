package technique_test

import (
	"encoding/json"
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/technique"
)

func fullPlan() technique.Plan {
	return planOf(
		step("effleurage_light", 2, body.LumbarParaspinal),
		technique.Step{
			Stroke: "house_wave", Regions: []body.Region{body.Calf, body.BackAll}, Pressure: answer.UnsureOf[int](),
		},
		technique.Step{},
	)
}

// What is written reads back to the same, and what was read writes the same.
func TestPlanRoundTrip(t *testing.T) {
	p := shared(t, ofHouse)
	for _, plan := range []technique.Plan{
		{}, fullPlan(),
		{Minutes: answer.UnsureOf[int](), Position: answer.UnsureOf[technique.Position](), Bolster: answer.Unsure, Therapist: answer.UnsureOf[technique.Level](), Warned: answer.No},
	} {
		data, err := json.Marshal(plan)
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.DecodePlan(data)
		if err != nil {
			t.Fatalf("DecodePlan(%s): %v", data, err)
		}
		if diff := cmp.Diff(plan, got); diff != "" {
			t.Errorf("DecodePlan(%s) mismatch (-want +got):\n%s", data, diff)
		}
	}
}

func TestDecodePlan(t *testing.T) {
	p := newPlanner(t)
	for _, tt := range []struct {
		name, data string
		want       technique.Plan
	}{
		{"nothing", `{}`, technique.Plan{}},
		{"null is not given", `{"technique": null, "minutes": null, "position": null, "bolster": null, "therapist": null, "warned": null, "strokes": null}`, technique.Plan{}},
		{"null in a step", `{"strokes": [{"stroke": null, "region": null, "pressure": null, "minutes": null}]}`, technique.Plan{Strokes: []technique.Step{{}}}},
		{"one region or a list", `{"strokes": [{"region": "calf"}, {"region": ["calf", "neck"]}]}`, technique.Plan{Strokes: []technique.Step{
			{Regions: []body.Region{body.Calf}}, {Regions: []body.Region{body.Calf, body.Neck}},
		}}},
	} {
		got, err := p.DecodePlan([]byte(tt.data))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("DecodePlan(%s) mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestDecodePlanProblems(t *testing.T) {
	p := newPlanner(t)
	for _, tt := range []struct{ name, data, want string }{
		{"empty", ``, "is empty"},
		{"no object", `[]`, "a plan must be an object, found a list"},
		{"behind the end", `{} {}`, "expected nothing behind the value, found \"{\" (line 1, column 4)"},
		{"a key twice", `{"minutes": 30, "minutes": 60}`, "minutes: key \"minutes\" is given twice (line 1, column 17)"},
		{"another case", `{"Minutes": 30}`, "Minutes: unknown key \"Minutes\" in a plan (did you mean minutes?)"},
		{"too long", `{"technique": "` + strings.Repeat("a", document.MaxJSON) + `"}`, "is 1048593 bytes long; at most 1048576 are read"},
		{"everything", `{"technique": "thay", "minutes": -5, "position": "pron", "bolster": true, "therapist": "doctor", "warned": "perhaps", "strokes": [
			{"stroke": "hacking", "region": "lumbar_paraspinl", "pressure": 7, "minutes": 2.5},
			{"stroke": 4, "region": ["calf", "calf", 3], "pressure": "2", "minutes": 1e2, "spot": 1},
			{"region": []}, null, "effleurage_light"]}`,
			`technique: unknown technique "thay" (did you mean thai?)
minutes: -5 is outside 1 to 240 minutes
position: unknown value of plan.position "pron" (did you mean prone?)
bolster: true is not an answer; write "yes"
therapist: unknown value of plan.therapist "doctor"; write layperson, short_course, qualified, qualified_special or medical
warned: unknown answer "perhaps"; write yes, no or unsure
strokes[0].stroke: unknown stroke "hacking"; write effleurage_light, effleurage_deep, petrissage_slow, petrissage_brisk, skin_roll, friction_superficial, friction_deep, compression_palm and 17 more
strokes[0].region: unknown region "lumbar_paraspinl" (did you mean lumbar_paraspinal?)
strokes[0].pressure: 7 is outside 0 to 5
strokes[0].minutes: an answer must be a whole number, found the number 2.5
strokes[1].stroke: a stroke must be one of 25 words, such as effleurage_light, found the number 4
strokes[1].region[1]: calf stands there twice
strokes[1].region[2]: a region must be one of ` + strconv.Itoa(len(body.All())) + ` words, such as head, found the number 3
strokes[1].pressure: an answer must be a whole number, found "2"; write it without quotes
strokes[1].minutes: an answer must be a whole number, found the number 1e2; write it without an exponent
strokes[1].spot: unknown key "spot" in a step; write minutes, pressure, region, side or stroke
strokes[2].region: is an empty list; name a region, or leave it out
strokes[3]: a step must be an object, found null
strokes[4]: a step must be an object, found "effleurage_light"`},
		{"no strokes", `{"strokes": []}`, "strokes: is an empty list; leave it out if no stroke is planned yet"},
		{"unsure what is planned", `{"technique": "unsure", "strokes": {}}`, "technique: unknown technique \"unsure\"; write relaxing_swedish, classical_therapeutic, structural_focused, tonic, restorative, sports_intensive, deep_tissue, trigger_point and 16 more\nstrokes: strokes must be a list, found an object"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := p.DecodePlan([]byte(tt.data))
			var list *document.Error
			if !errors.As(err, &list) {
				t.Fatalf("DecodePlan() = %v, want a *document.Error", err)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("DecodePlan() mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// read reads a value that is a part of a visit, and writes it again.
func read[T any](t *testing.T, data string, of func(*document.Node, *document.Problems) T) (string, error) {
	t.Helper()
	var problems document.Problems
	v := of(document.JSON([]byte(data), &problems), &problems)
	return marshal(t, v), problems.Err()
}

func TestReadParts(t *testing.T) {
	p := newPlanner(t)
	presentation := func(data string) (string, error) { return read(t, data, p.ReadPresentation) }
	history := func(data string) (string, error) { return read(t, data, p.ReadHistory) }
	during := func(data string) (string, error) { return read(t, data, p.ReadDuring) }
	for _, tt := range []struct {
		name string
		read func(string) (string, error)
		data string
		want string // empty: the data as it stands
		err  string
	}{
		{"presentation", presentation, `["muscle_spasm","doms"]`, "", ""},
		{"none", presentation, `["none"]`, "", ""},
		{"unsure", presentation, `"unsure"`, "", ""},
		{"not asked", presentation, `null`, "", ""},
		{"an empty list", presentation, `[]`, `null`, `is an empty list; write ["none"]`},
		{"a word", presentation, `"doms"`, `["doms"]`, ""},
		{"an object", presentation, `{}`, `null`, `must be a list of values or "unsure", found an object`},
		{"unknown, twice and beside none", presentation, `["muscle_spasms", "doms", "doms", "none"]`, `null`,
			"[0]: unknown value of presentation.found \"muscle_spasms\" (did you mean muscle_spasm?)\n[2]: doms stands there twice"},
		{"beside none", presentation, `["doms", "none"]`, `["doms","none"]`, "holds none beside other values"},
		{"history", history, `{"novice":"no","prior_sessions":3,"accepts_discomfort":"yes","hours_since_last":72.5,"last_sore":"unsure"}`, "", ""},
		{"unsure numbers", history, `{"prior_sessions":"unsure","hours_since_last":"unsure"}`, "", ""},
		{"history not asked", history, `null`, `{}`, ""},
		{"history out of range", history, `{"prior_sessions": -1, "hours_since_last": -0.5, "last_sore": false, "novise": "no"}`, `{}`,
			"prior_sessions: -1 is outside 0 to 100000\nhours_since_last: -0.5 is outside 0 to 1000000 hours\nlast_sore: false is not an answer; write \"no\"\n" +
				"novise: unknown key \"novise\" in a history (did you mean novice?)"},
		{"during", during, `{"attack_onset":"no","pain_during":2,"asked_to_stop":"yes"}`, "", ""},
		{"during not asked", during, `{}`, "", ""},
		{"during out of range", during, `{"pain_during": 11}`, `{}`, "pain_during: 11 is outside 0 to 10"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := tt.read(tt.data)
			want := tt.want
			if want == "" {
				want = tt.data
			}
			if got != want {
				t.Errorf("read %s, want %s", got, want)
			}
			text := ""
			if err != nil {
				text = err.Error()
			}
			if diff := cmp.Diff(tt.err, text); diff != "" {
				t.Errorf("error mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// What encoding/json would read loosely is not read by it at all.
func TestNothingIsReadLoosely(t *testing.T) {
	for _, v := range []any{
		&technique.Plan{}, &technique.Step{}, &technique.Presentation{}, &technique.History{}, &technique.During{},
	} {
		if err := json.Unmarshal([]byte(`{}`), v); err == nil {
			t.Errorf("%T is read", v)
		}
	}
}

// What no reader takes is not written either.
func TestNothingWrongIsWritten(t *testing.T) {
	for _, v := range []any{
		technique.History{HoursSinceLast: answer.Known(math.NaN())},
		technique.Plan{Bolster: 9},
		technique.Plan{Strokes: []technique.Step{{Regions: []body.Region{"knuckle"}}}},
		technique.Plan{Strokes: []technique.Step{{Regions: []body.Region{body.Calf, "knuckle"}}}},
	} {
		if data, err := json.Marshal(v); err == nil {
			t.Errorf("%+v is written as %s", v, data)
		}
	}
	// A number has no exponent, which no reader would take.
	if got, want := marshal(t, technique.History{HoursSinceLast: answer.Known(0.0000001)}), `{"hours_since_last":0.0000001}`; got != want {
		t.Errorf("hours = %s, want %s", got, want)
	}
}

func TestPresentation(t *testing.T) {
	found := technique.Found("doms", "muscle_spasm")
	if list, ok := found.IDs(); !ok || len(list) != 2 || found.Unsure() || !found.Asked() || !found.Equal(technique.Found("muscle_spasm", "doms")) {
		t.Errorf("Found = %v", found)
	}
	none := technique.Found()
	if list, ok := none.IDs(); !ok || len(list) != 0 || !none.Asked() || none.Equal(technique.Presentation{}) || none.Equal(technique.UnsurePresentation()) {
		t.Errorf("Found() = %v", none)
	}
	var blank technique.Presentation
	if list, ok := blank.IDs(); ok || list != nil || blank.Asked() || blank.String() != "not asked" {
		t.Errorf("blank = %v", blank)
	}
}

func FuzzDecodePlan(f *testing.F) {
	p := newPlanner(f)
	for _, seed := range []string{
		`{}`, `null`, `{"strokes": [{"region": ["calf"], "pressure": 2}]}`, marshal(f, planOf(step("static_hold", 0, body.SpineMidline))),
		`{"technique": "thay", "minutes": -5, "strokes": [{"pressure": 7}, null]}`, `{"minutes": "unsure", "minutes": 3}`,
	} {
		f.Add([]byte(seed))
	}
	v := visitOf(f, p, healthy(p.Screener()))
	f.Fuzz(func(t *testing.T, data []byte) {
		plan, err := p.DecodePlan(data)
		if err != nil {
			var list *document.Error
			if !errors.As(err, &list) || len(list.Problems) == 0 {
				t.Fatalf("DecodePlan(%q) = %v, not a *document.Error with problems", data, err)
			}
			return
		}
		written := marshal(t, plan)
		again, err := p.DecodePlan([]byte(written))
		if err != nil {
			t.Fatalf("what was written does not read: %s: %v", written, err)
		}
		if diff := cmp.Diff(plan, again); diff != "" {
			t.Fatalf("%s does not come back (-written +read):\n%s", written, diff)
		}
		// What reads is refused for regions alone, which only the decision knows.
		if _, err := p.Check(v, plan); err != nil && !strings.Contains(err.Error(), "was not requested") {
			t.Fatalf("Check(%s): %v", written, err)
		}
	})
}
