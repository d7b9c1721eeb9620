package visit_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness/visit"
	"github.com/safehands/safehands/technique"
)

// What the intake tells counts while a session goes on (N-D82, N-D83, N-D88, with N-D38).
func TestSessionKnowsTheIntake(t *testing.T) {
	t.Parallel()
	tr, err := triager()
	if err != nil {
		t.Fatal(err)
	}
	d := visit.New(tr)
	const session = `"session": {"attack_onset": "no", "pain_during": 2, "asked_to_stop": "no", "signs": [%s}`
	const well = `"cards": {"emergency_now": {}, "nerves_now": {}, "unwell_now": {}, "heart_and_blood": {}, "spine_and_bones": {},
		"cancer_and_operations": {}, "skin_and_health": {}}, "client": {"age": 30}`
	for _, tt := range []struct {
		name, intake, sign string
		fires              string
		stop               bool
		urgency            screening.Urgency
	}{
		{"a faint, and nothing beside it", well + `, "preg": {"status": "none"}`, `"faint"], "after_pause": "gone"`, "plan.sign_faint", true, screening.UrgencyNone},
		{"a faint at 22 weeks", well + `, "preg": {"status": "pregnant", "weeks": 22}`, `"faint"], "after_pause": "gone"`, "plan.sign_faint_stays", true, screening.UrgencyEmergency},
		{"a faint with 84 over 55", well + `, "preg": {"status": "none"}, "bp": {"sys": 84, "dia": 55}`, `"faint"], "after_pause": "gone"`, "plan.sign_faint_reading", true, screening.UrgencyEmergency},
		{"a faint with a pulse of 131", well + `, "preg": {"status": "none"}, "vitals": {"pulse": 131}`, `"faint"], "after_pause": "gone"`, "plan.sign_faint_reading", true, screening.UrgencyEmergency},
		{"a pressed arm", well, `"weak_pressed"]`, "plan.sign_weak_pressed", true, screening.UrgencySameDay},
		{"a pressed arm on a blood thinner", strings.Replace(well, `"heart_and_blood": {}`, `"heart_and_blood": {"ticked": ["blood_thinner"]}`, 1) + `, "med": {"anticoagulant": "doac"}`, `"weak_pressed"]`, "plan.sign_weak", true, screening.UrgencyEmergency},
		{"a pop", well, `"crack"]`, "plan.sign_crack", false, screening.UrgencyNone},
		{"a pop in thin bones", strings.Replace(well, `"spine_and_bones": {}`, `"spine_and_bones": {"ticked": ["thin_bones"]}`, 1) + `, "cond": {"osteoporosis": "yes"}`, `"crack"]`, "plan.sign_crack_pain", true, screening.UrgencySameDay},
	} {
		out, err := d.Decide(fmt.Appendf(nil, `{"intake": {%s}, `+session+`}`, tt.intake, tt.sign))
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		s := out.Stopping
		fires := slices.ContainsFunc(s.Violations, func(v technique.Violation) bool { return v.Rule == tt.fires })
		if !fires || !s.Settled || s.Stop != tt.stop || s.Urgency != tt.urgency {
			t.Errorf("%s: stop %v, settled %v, %v: %+v", tt.name, s.Stop, s.Settled, s.Urgency, s)
		}
	}
	// Without an intake nobody knows, and the session is not said to be settled by that.
	out, err := d.Decide(fmt.Appendf(nil, `{`+session+`}`, `"crack"]`))
	if err != nil || out.Stopping.Settled {
		t.Errorf("without an intake: %+v, %v", out.Stopping, err)
	}
}
