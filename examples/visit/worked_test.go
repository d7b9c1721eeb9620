package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// verdict is what a worked example asks for.
type verdict struct {
	screening string   // disposition and urgency
	rows      []string // of the findings: these are among them

	candidates []string // these are among them; empty: there are none, and there is a reason
	notAmong   []string // techniques that stand as forbidden
	obstacle   string
	violations []string // step, code and rule of everything that asks for a change: what the example names
	besides    []string // and what follows besides

	level  string // and urgency, after the last session
	after  []string
	causes []string // exactly these
	advice []string // rows: these are among them
}

// workedExamples are those of clinical.md T as the review corrects them, by their number: typed
// from there and never from the output. What an example leaves out is answered no or none.
var workedExamples = map[string]verdict{
	"worked_01_spasm": {
		screening: "proceed none", candidates: []string{"relaxing_swedish"}, notAmong: []string{"restorative"},
		violations: []string{"plan PL06 plan.tone_mismatch", "step 0 PL06 plan.tone_mismatch_stroke"},
	},
	"worked_02_disc_unknown": {
		screening: "refer routine", rows: []string{"B-N04"}, obstacle: "not_allowed",
		violations: []string{"step 0 PL18 plan.not_cleared"},
		besides:    []string{"plan PL07 plan.technique_not_agreed", "step 0 PL07 plan.not_agreed"}, // S12: nothing was agreed
	},
	"worked_03_disc_central": {screening: "withhold routine", rows: []string{"B-N04a"}, obstacle: "not_allowed"},
	"worked_04_disc_agreed": {
		screening: "adapt routine", rows: []string{"B-N04"}, candidates: []string{"relaxing_swedish"},
		violations: []string{"step 2 PL07 plan.not_agreed", "step 2 P06 plan.disc_stroke"},
		besides:    []string{"step 2 PL22 plan.avoided_stroke"}, // review 2.23: B-N04 leaves beating out of the lower back
	},
	"worked_05_warfarin": {
		screening: "refer none", rows: []string{"B-H04"}, obstacle: "not_allowed",
		violations: []string{"step 0 PL03 plan.over_cap"},
		besides:    []string{"step 0 PL18 plan.not_cleared", "plan PL22 plan.avoided_by_screening"}, // no clearance; B-H04 rules deep tissue work out
	},
	"worked_06_first_ache": {
		screening: "proceed none", level: "expected none",
		causes: []string{"adaptation"}, advice: []string{"SC1", "SC2", "SC3", "SC7"},
	},
	"worked_07_third_time":  {screening: "proceed none", level: "adjust none", after: []string{"F3.5"}},
	"worked_08_fourth_time": {screening: "proceed none", level: "see_clinician routine", after: []string{"F3.4"}},
	"worked_09_shooting":    {screening: "defer urgent", rows: []string{"B-N03"}, level: "see_clinician urgent", after: []string{"F3.3"}},
	"worked_10_numb_saddle": {screening: "withhold emergency", rows: []string{"B-E01"}, level: "emergency emergency", after: []string{"B-E01"}},
	"worked_11_first_thai": {
		screening: "proceed none", level: "expected none", causes: []string{"adaptation", "painful_by_design"},
	},
	"worked_12_thai_and_disease": {screening: "adapt none", rows: []string{"B-N13"}, level: "adjust none", after: []string{"F3.5", "PL10"}},
	"worked_13_pregnant": {
		screening: "refer none", rows: []string{"B-P04"}, obstacle: "not_allowed",
		violations: []string{"plan PL12 plan.level_late_pregnancy", "plan PL13 plan.position"},
		besides:    []string{"step 0 PL18 plan.not_cleared", "plan PL22 plan.avoided_by_screening"}, // no clearance; B-P04 rules prone out
	},
	"worked_14_depression":    {screening: "adapt none", rows: []string{"B-Y05"}, candidates: []string{"relaxing_swedish"}},
	"worked_15_bladder_blank": {screening: "clarify none", obstacle: "not_settled"},
	"worked_16_brown_urine":   {screening: "withhold emergency", rows: []string{"B-M21"}, level: "emergency emergency", after: []string{"RF20"}},
}

// answers is what the table reads of the output.
type finding struct {
	Kind string
	Rows []string
}

type answers struct {
	Screening *struct {
		Disposition, Urgency string
		Findings             []finding
	}
	Technique *struct {
		Obstacles  []struct{ Code string }
		Candidates []string
		Choices    []struct{ Technique, Standing string }
		Violations []struct {
			Rule, Kind string
			Rows       []string
			Step       int
		}
		Fits    *bool
		Session *struct {
			Stop, Settled, Change bool
			Urgency               string
			Violations            []struct{ Rows []string }
		}
	}
	Soreness *struct {
		Level, Urgency string
		Findings       []struct{ Rows []string }
		Causes         []struct{ Code string }
		Advice         []struct{ Rows []string }
	}
}

func answersOf(t *testing.T, name string) (a answers) {
	t.Helper()
	if err := json.Unmarshal([]byte(show(t, "-json", filepath.Join("testdata", name+".json"))), &a); err != nil {
		t.Fatal(err)
	}
	return a
}

func among(t *testing.T, what string, want, got []string) {
	t.Helper()
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("%s %s is not among %v", what, w, got)
		}
	}
}

func TestWorkedExamples(t *testing.T) {
	if len(workedExamples) != 16 {
		t.Errorf("%d worked examples", len(workedExamples))
	}
	for name, want := range workedExamples {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := answersOf(t, name)
			if got := a.Screening.Disposition + " " + a.Screening.Urgency; got != want.screening {
				t.Errorf("the screening says %s, want %s", got, want.screening)
			}
			var rows []string
			for _, f := range a.Screening.Findings {
				rows = append(rows, f.Rows...)
			}
			among(t, "row", want.rows, rows)
			checkTechnique(t, want, a)
			checkSoreness(t, want, a)
		})
	}
}

func checkTechnique(t *testing.T, want verdict, a answers) {
	t.Helper()
	if a.Technique == nil {
		if len(want.candidates)+len(want.violations) > 0 || want.obstacle != "" {
			t.Error("nothing is said of the technique")
		}
		return
	}
	among(t, "candidate", want.candidates, a.Technique.Candidates)
	if want.obstacle != "" {
		if len(a.Technique.Candidates)+len(a.Technique.Choices) > 0 {
			t.Errorf("there are candidates: %v", a.Technique.Candidates)
		}
		if len(a.Technique.Obstacles) != 1 || a.Technique.Obstacles[0].Code != want.obstacle {
			t.Errorf("the reason is %v, want %s", a.Technique.Obstacles, want.obstacle)
		}
	}
	for _, c := range a.Technique.Choices {
		if slices.Contains(want.notAmong, c.Technique) && c.Standing != "forbidden" {
			t.Errorf("%s is %s", c.Technique, c.Standing)
		}
	}
	var got []string
	for _, v := range a.Technique.Violations {
		if v.Kind == "caution" {
			continue
		}
		step := "plan"
		if v.Step >= 0 {
			step = fmt.Sprintf("step %d", v.Step)
		}
		for _, w := range slices.Concat(want.violations, want.besides) {
			// A rule may carry several codes; the example names one.
			if code := strings.Fields(strings.TrimPrefix(w, step)); strings.HasPrefix(w, step) && code[len(code)-1] == v.Rule {
				step += " " + code[len(code)-2]
				if !slices.Contains(v.Rows, code[len(code)-2]) {
					t.Errorf("%s carries %v", w, v.Rows)
				}
			}
		}
		got = append(got, step+" "+v.Rule)
	}
	all := slices.Concat(want.violations, want.besides)
	slices.Sort(all)
	slices.Sort(got)
	if diff := cmp.Diff(all, got); diff != "" {
		t.Errorf("violations mismatch (-want +got):\n%s", diff)
	}
	if a.Technique.Fits != nil && *a.Technique.Fits {
		t.Error("the plan fits")
	}
}

func checkSoreness(t *testing.T, want verdict, a answers) {
	t.Helper()
	if a.Soreness == nil {
		if want.level != "" {
			t.Error("nothing is said of what came after")
		}
		return
	}
	s := a.Soreness
	if got := s.Level + " " + s.Urgency; got != want.level {
		t.Errorf("after the session %s, want %s", got, want.level)
	}
	var rows, advice, causes []string
	for _, f := range s.Findings {
		rows = append(rows, f.Rows...)
	}
	for _, x := range s.Advice {
		advice = append(advice, x.Rows...)
	}
	for _, c := range s.Causes {
		causes = append(causes, c.Code)
	}
	among(t, "row", want.after, rows)
	among(t, "advice", want.advice, advice)
	slices.Sort(causes)
	if want.causes != nil && !slices.Equal(want.causes, causes) {
		t.Errorf("it may reflect %v, want %v", causes, want.causes)
	}
}

// A text of each example says what the example is about.
func TestWorkedTexts(t *testing.T) {
	for name, says := range map[string][]string{
		"worked_01_spasm":            {"CHANGE THE PLAN", "Relaxing (Swedish) massage"},
		"worked_02_disc_unknown":     {"ASK FIRST", "THE PLAN WAITS"},
		"worked_03_disc_central":     {"NOT HERE", "could press on nerves"},
		"worked_04_disc_agreed":      {"CHANGE THE PLAN", "beating"},
		"worked_05_warfarin":         {"ASK FIRST", "firmer than the screening allows"},
		"worked_06_first_ache":       {"EXPECTED SO FAR", "danger signs"},
		"worked_07_third_time":       {"WORK DIFFERENTLY", "three sessions in a row"},
		"worked_08_fourth_time":      {"A CLINICIAN FIRST", "fourth session in a row"},
		"worked_09_shooting":         {"A CLINICIAN FIRST", "within days"},
		"worked_10_numb_saddle":      {"EMERGENCY  Stop, no massage, and call"},
		"worked_11_first_thai":       {"EXPECTED SO FAR", "style itself"},
		"worked_12_thai_and_disease": {"WORK DIFFERENTLY", "disease of the back"},
		"worked_13_pregnant":         {"ASK FIRST", "not lying face down", "THE PLAN WAITS"},
		"worked_14_depression":       {"GO AHEAD, WITH CARE", "WHAT SUITS"},
		"worked_15_bladder_blank":    {"ONE MORE QUESTION", "trouble starting to pee", "NO TECHNIQUE YET"},
		"worked_16_brown_urine":      {"EMERGENCY  Stop, no massage, and call"},
	} {
		text := strings.Join(strings.Fields(show(t, filepath.Join("testdata", name+".json"))), " ")
		for _, s := range says {
			if !strings.Contains(text, strings.Join(strings.Fields(s), " ")) {
				t.Errorf("%s does not say %q:\n%s", name, s, text)
			}
		}
	}
}
