package visit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
)

// What was carried out of a visit is its record; a visit that cannot be read has none.
func TestPerformed(t *testing.T) {
	t.Parallel()
	d := open(t)
	s, err := d.Performed([]byte(`{"intake": {"regions": ["calf"], "client": {"age": 34}}, "plan": {"technique": "relaxing_swedish",
		"therapist": "layperson", "strokes": [{"stroke": "effleurage_light", "region": "calf", "pressure": 2}]}, "session": {"signs": ["cramp"]}}`))
	if err != nil {
		t.Fatal(err)
	}
	want := soreness.SessionPlan{
		Technique: "relaxing_swedish", Regions: []body.Region{body.Calf}, Strokes: []string{"effleurage_light"}, Pressure: answer.Known(2),
	}
	if diff := cmp.Diff(want, s.Plan); diff != "" {
		t.Errorf("Performed() mismatch (-want +got):\n%s", diff)
	}
	if s.GivenBy != answer.Known(soreness.ByLay) || len(s.Signs) != 1 || s.Disposition != answer.Known(soreness.NotScreened) || len(s.Answers) != 32 {
		t.Errorf("Performed() = %+v", s)
	}
	for cards, want := range map[string]answer.Fact[intake.Phase]{
		`{}`: {}, `{"back_now": {}}`: answer.Known(intake.PhaseNone), `{"back_now": {"ticked": ["back_pain"]}}`: {},
		`{"back_now": {"ticked": ["back_pain"]}}, "back": {"phase": "chronic_stable"}`: answer.Known(intake.PhaseChronicStable),
	} {
		s, err := d.Performed([]byte(`{"intake": {"cards": ` + cards + `}, "plan": {}}`))
		if err != nil || s.Phase != want {
			t.Errorf("%s: the back was %v, want %v; %v", cards, s.Phase, want, err)
		}
	}
	_, err = d.Performed([]byte(`{"plan": {}}`))
	if want := "plan: stands without an intake; nothing is chosen or planned for somebody who was not screened"; err == nil || err.Error() != want {
		t.Errorf("Performed() = %v", err)
	}
	var zero visit.Decider
	if _, err := zero.Performed(nil); err == nil {
		t.Error("nothing performs")
	}
}
