package screening_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
)

// A ticked line of several facts is an emergency before anybody says which of them it was: the floor stands above every finding, and
// the open rules say of which one must hold.
func TestOpenNamesTheRulesOfWhichOneHolds(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	in.Cards[screening.CardEmergencyNow] = screening.CardAnswer{Ticked: []screening.Line{screening.LineTearingPain}}
	d, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	if d.Floor != screening.Withhold || d.Urgency != screening.UrgencyEmergency || len(d.Findings) != 0 {
		t.Fatalf("Screen = floor %s, urgency %s, findings %v", d.Floor, d.Urgency, d.Findings)
	}
	var got []string
	for _, o := range d.Open {
		if o.OneOf {
			got = append(got, o.Rule)
		}
	}
	want := []string{"emergency.aneurysm", "emergency.tearing_pain"} // B-E07 and B-E12 share the line
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules of which one must hold mismatch (-want +got):\n%s", diff)
	}
}
