package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	cleared = `"cards": {"emergency_now": {}, "nerves_now": {}, "look": {}, "unwell_now": {}, "this_week": {}, "back_now": {},
		"heart_and_blood": {"ticked": ["blood_thinner"]}, "spine_and_bones": {}, "cancer_and_operations": {}, "skin_and_health": {}},
		"client": {"age": 68}, "session": {"reason": "relaxation"}, "preg": {"status": "none"}, "med": {"anticoagulant": "doac"}`
	kneaded = `"presentation": ["stress_tension"],
		"history": {"novice": "no", "prior_sessions": 3, "accepts_discomfort": "no", "hours_since_last": 168, "last_sore": "no"},
		"plan": {"technique": "relaxing_swedish", "minutes": 30, "position": "prone", "bolster": "yes", "therapist": "qualified", "warned": "yes",
		"strokes": [{"stroke": "petrissage_slow", "region": "lumbar_paraspinal", "pressure": 2, "minutes": 30}]}`
)

// What a page says of a clinician's yes, and of what to ask for one, does not contradict itself.
func TestWhatAPageSaysOfAYes(t *testing.T) {
	for _, tt := range []struct{ name, visit, says, not string }{
		{
			"a question while all else is open", `{"intake": {"regions": ["back_all"], "client": {"age": 71}, "med": {"anticoagulant": "warfarin"}}}`,
			`"Light massage of the back, at most grade 2 of 5 (skin moves, muscle does not), with a blood thinner: any`, "does not) of 5",
		},
		{
			"a yes to lymph drainage holds the plan to it", `{"intake": {` + cleared + `}, "clearance": [{"conditions": ["blood thinner"], "days_ago": 3,
			"by": "GP", "given": "written", "answer": "limited", "techniques": ["mld"], "strokes": ["gliding"]}], ` + kneaded + `}`,
			"Only a technique that the clinician agreed.", "THE PLAN FITS",
		},
		{
			"nothing else is offered beside what was agreed", `{"intake": {` + cleared + `}, "clearance": [{"conditions": ["blood thinner"], "days_ago": 3,
			"by": "GP", "given": "written", "answer": "yes", "techniques": ["relaxing_swedish"], "strokes": ["joint_movement"]}], ` + kneaded + `}`,
			"Only strokes that the clinician agreed.", "Instead",
		},
		{
			"a yes to everything", `{"intake": {` + cleared + `}, "clearance": [{"conditions": ["blood thinner"], "days_ago": 3,
			"by": "GP", "given": "written", "answer": "yes"}], ` + kneaded + `}`,
			"THE PLAN FITS", "Keep to these",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "visit.json")
			if err := os.WriteFile(file, []byte(tt.visit), 0o600); err != nil {
				t.Fatal(err)
			}
			page := strings.Join(strings.Fields(show(t, file)), " ")
			if !strings.Contains(page, tt.says) || strings.Contains(page, tt.not) {
				t.Errorf("says nothing of %q, or %q:\n%s", tt.says, tt.not, page)
			}
		})
	}
}
