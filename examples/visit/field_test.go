package main

import (
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A fieldCase is what the table of the cases asks for, typed from it and never from the output.
type fieldCase struct {
	dispositions []string // of the screening: one of these
	urgency      string
	fits         string // of the plan: "no" that it changes or waits; empty is not asked
	level        string // after the last session
	levelUrgency string
	says         string // stands on the page, however its lines break
	check        func(answers) bool
}

var fieldCases = map[string]fieldCase{
	// A word on how the client feels.
	"a11_covid_vaccine_yesterday": {dispositions: []string{"adapt"}, says: "Ask how they feel"},
	// N-IO03: what was looked up and found harmless is stored as that. That nobody has looked clears
	// nobody.
	"a19_pill_and_thyroid_tablets":               {dispositions: []string{"proceed"}, urgency: "none"},
	"a19_pill_and_thyroid_tablets_not_looked_up": {dispositions: []string{"adapt"}, says: "look up the other illness"},
	// Strict: asked first, and a spoken yes is possible.
	"a22_warfarin_no_cleared_relax": {dispositions: []string{"refer"}, says: "a spoken yes counts"},
	"c13_phenprocoumon":             {dispositions: []string{"refer"}, says: "a spoken yes counts"},
	"c12_ticks_thinner_then_none":   {dispositions: []string{"proceed"}},
	// What it is has to be told; the usual migraine is care or a choice, one unlike any is urgent.
	"a24_migraine_today":  {dispositions: []string{"clarify", "adapt", "defer"}, fits: "no"},
	"a24_migraine_usual":  {dispositions: []string{"adapt"}, urgency: "none", says: "or another day if the client likes"},
	"a24_migraine_unlike": {dispositions: []string{"defer"}, urgency: "same_day"},
	// New pain in back or a weaker leg aside, slow trouble that is known is care and a routine visit.
	"e06b_diabetic_feet_worse_recent":  {dispositions: []string{"adapt"}, urgency: "routine"},
	"e06b_diabetic_feet_new_back_pain": {dispositions: []string{"defer"}, urgency: "same_day"},
	"e06b_diabetic_feet_weaker_leg":    {dispositions: []string{"withhold"}, urgency: "emergency"},
	// N-IT02 stands beside the pregnancy rules. Of these B-P04 asks first in the last months, carpal
	// tunnel or not, and no field row names it; what is asked of the nerve is care alone, as it is before.
	"g_18_carpal_in_pregnancy_22w": {dispositions: []string{"adapt"}, urgency: "routine"},
	"g_18_carpal_in_pregnancy_30w": {dispositions: []string{"refer"}, urgency: "routine", check: func(a answers) bool {
		for _, f := range a.Screening.Findings {
			if f.Kind != "precaution" && !slices.Contains(f.Rows, "B-P04") {
				return false
			}
		}
		return slices.ContainsFunc(a.Screening.Findings, func(f finding) bool { return slices.Contains(f.Rows, "N-IT02") })
	}},
	// The surgeon's limits are asked; face down is barred whatever the answer is, and the plan changes.
	"e13_hip_replaced_5w":                {dispositions: []string{"clarify", "refer"}, fits: "no", says: "Not face down"},
	"e13_hip_replaced_5w_released":       {dispositions: []string{"adapt"}, fits: "no", says: "Not face down"},
	"h03_augmentation_5w":                {dispositions: []string{"clarify", "refer"}, fits: "no", says: "Not face down"},
	"h03_augmentation_5w_released":       {dispositions: []string{"adapt"}, fits: "no", says: "Not face down"},
	"f01_port_chest_prone":               {dispositions: []string{"clarify"}, fits: "no", says: "Have you lain on your front"},
	"f01_port_chest_prone_barred":        {dispositions: []string{"adapt"}, fits: "no", says: "Not face down"},
	"f02_stoma_prone":                    {dispositions: []string{"clarify"}, fits: "no", says: "Have you lain on your front"},
	"f02_stoma_prone_barred":             {dispositions: []string{"adapt"}, fits: "no", says: "Not face down"},
	"e17_asthma_controlled_ticks_organs": {dispositions: []string{"proceed"}},
	// Nobody works on before it is told what came up, nor while it stays.
	"d01_mid_session_shooting": {check: func(a answers) bool {
		return !a.Technique.Session.Settled
	}},
	"d01_mid_session_shooting_told": {check: func(a answers) bool {
		return a.Technique.Session.Stop
	}},
	"many_unsure_slow": {dispositions: []string{"withhold"}, urgency: "emergency"},
	// A word on the skin, and nothing put down to muscles.
	"s05_pimples_itch_after_oil": {level: "adjust", levelUrgency: "none", says: "Change the oil or cream", check: func(a answers) bool {
		return !slices.ContainsFunc(a.Soreness.Causes, func(c struct{ Code string }) bool { return c.Code == "adaptation" })
	}},
	"s06_sick_dizzy_same_evening": {level: "monitor", levelUrgency: "none", says: "Get up slowly, eat, drink"},
	"s10_numb_arm_3h_after_elbow": {level: "see_clinician", levelUrgency: "same_day"},
	// Measured extremes are never treated without a word.
	"b8_age_0":          {dispositions: []string{"adapt", "refer", "defer"}, says: "guardian"},
	"b8_bp_dia_20":      {dispositions: []string{"defer", "withhold"}, says: "measure again"},
	"b8_bp_sys_40":      {dispositions: []string{"defer", "withhold"}, says: "measure again"},
	"b8_platelets_2000": {dispositions: []string{"refer", "defer", "withhold"}, says: "platelet"},
	"b8_temp_30":        {dispositions: []string{"defer", "withhold"}, says: "Measure again"},
}

// Every case comes out as its table says.
func TestFieldCases(t *testing.T) {
	files, err := filepath.Glob("../../screening/testdata/field/*.json")
	if err != nil || len(files) != len(fieldCases) {
		t.Fatalf("%d visits, %d wanted, %v", len(files), len(fieldCases), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) {
			want, ok := fieldCases[name]
			if !ok {
				t.Fatal("nothing is wanted of this visit")
			}
			var a answers
			if err := json.Unmarshal([]byte(show(t, "-json", file)), &a); err != nil {
				t.Fatal(err)
			}
			wrong := want.wrong(a, strings.Join(strings.Fields(show(t, file)), " "))
			if len(wrong) > 0 {
				t.Error(strings.Join(wrong, "; "))
			}
		})
	}
}

func (want fieldCase) wrong(a answers, page string) (wrong []string) {
	if want.dispositions != nil && !slices.Contains(want.dispositions, a.Screening.Disposition) {
		wrong = append(wrong, "decided "+a.Screening.Disposition)
	}
	if want.urgency != "" && a.Screening.Urgency != want.urgency {
		wrong = append(wrong, "urgency "+a.Screening.Urgency)
	}
	if want.fits == "no" && a.Technique.Fits != nil && *a.Technique.Fits {
		wrong = append(wrong, "the plan fits")
	}
	if want.level != "" && (a.Soreness.Level != want.level || a.Soreness.Urgency != want.levelUrgency) {
		wrong = append(wrong, "after the session "+a.Soreness.Level+", urgency "+a.Soreness.Urgency)
	}
	if !strings.Contains(page, want.says) {
		wrong = append(wrong, "the page does not say "+want.says)
	}
	if want.check != nil && !want.check(a) {
		wrong = append(wrong, "what comes with it is not as wanted")
	}
	return wrong
}
