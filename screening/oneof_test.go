package screening_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
)

// A disc is treated with care or asked about whether it is a mere bulge or not: the floor
// stands above every finding before anybody says which of them it is, and the open rules say
// of which one must hold.
func TestOpenNamesTheRulesOfWhichOneHolds(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	in.Cards[intake.CardSpineAndBones] = intake.CardAnswer{Ticked: []intake.Line{intake.LineDisc}}
	in.Disc.Direction = answer.Known(intake.DirectionForaminal)
	d, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	if d.Floor != screening.Adapt || len(d.Findings) != 0 {
		t.Fatalf("Screen = floor %s, findings %v", d.Floor, d.Findings)
	}
	var got []string
	for _, o := range d.Open {
		if o.OneOf {
			got = append(got, o.Rule)
		}
	}
	want := []string{"spine.disc", "spine.disc_bulge"} // B-N04 and B-N04d part at one question
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rules of which one must hold mismatch (-want +got):\n%s", diff)
	}
}
