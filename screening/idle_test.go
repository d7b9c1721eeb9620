package screening_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

// A yes that changes nothing is told, with what the decision knows of why.
func TestIdleYes(t *testing.T) {
	s, w := newScreener(t), newWords(t)
	disc := screening.Clearance{Covers: []string{"spine.disc"}, DaysAgo: 3, By: "GP"}
	old := disc
	old.DaysAgo = 400
	foraminal, central := aDisc(s), aDisc(s)
	foraminal.Regions, central.Regions = []body.Region{body.Lumbar}, []body.Region{body.Lumbar}
	central.Disc.Direction = answer.Known(intake.DirectionCentral)
	flagged := newPainAfterCancer(foraminal, answer.Yes)
	for _, tt := range []struct {
		name string
		in   screening.Intake
		yes  screening.Clearance
		want string
	}{
		{"agreed", foraminal, disc, ""},
		{"too old, where a clinician is asked", foraminal, old, ""},
		{"something else stands in the way", central, disc, "The yes we have (GP, 3 days ago) does not cover what stands above."},
		{"a warning sign", flagged, disc, "The yes we have (GP, 3 days ago) does not count today: a warning sign has come up that it does not speak of."},
		{"for nothing", healthy(s), disc, "The yes we have (GP, 3 days ago) is for nothing that was told today."},
	} {
		d, err := s.Screen(tt.in, tt.yes)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, strings.Join(w.Idle(d, tt.yes), "|")); diff != "" {
			t.Errorf("%s: (-want +got):\n%s", tt.name, diff)
		}
	}
}
