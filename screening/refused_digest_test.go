package screening_test

import (
	"testing"

	"github.com/safehands/safehands/screening"
)

// What a clinician said with limits, or no, is told to the rules beside the intake. A decision about
// it still carries the digest of what was told, or nobody could plan on it.
func TestDigestOfWhatCliniciansSaid(t *testing.T) {
	s := newScreener(t)
	limited := yes(screening.ClearanceWritten, "blood thinner")
	limited.Answer, limited.Strokes = screening.ClearanceLimited, []string{"gliding"}
	no := yes(screening.ClearanceWritten, "blood thinner")
	no.Answer = screening.ClearanceNo
	for name, c := range map[string]screening.Clearance{"with limits": limited, "no": no} {
		d, err := s.Screen(onHeparin(s), c)
		if err != nil {
			t.Fatal(err)
		}
		if now := s.Digest(onHeparin(s), c); d.Answers != now {
			t.Errorf("%s: the decision carries %s, not %s", name, d.Answers, now)
		}
	}
}
