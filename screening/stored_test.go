package screening_test

import (
	"testing"

	"github.com/safehands/safehands/screening"
)

// What a fact of today took the place of stays readable, and says the riskiest that its words covered;
// a no lapses where today's words ask more (field-reconciled, section 4).
func TestStoredNames(t *testing.T) {
	s := loaded(t)
	for _, test := range []struct {
		stored, fact, want string
	}{
		{`{"preg": {"status": "pregnant", "spotting": "yes"}}`, "preg.bleeding", "spots"},
		{`{"preg": {"status": "pregnant", "spotting": "no"}}`, "preg.bleeding", ""},
		{`{"preg": {"status": "pregnant", "spotting": "unsure"}}`, "preg.bleeding", "unsure"},
		{`{"preg": {"status": "pregnant", "warning": "yes"}}`, "preg.warning", "yes"},
		{`{"preg": {"status": "pregnant", "warning": "yes"}}`, "preg.bleeding", ""},
	} {
		in, err := s.DecodeIntake([]byte(test.stored))
		if err != nil {
			t.Errorf("%s: %v", test.stored, err)
			continue
		}
		got := ""
		if x, err := s.Get(in, test.fact); err != nil {
			t.Error(err)
		} else if x.Asked() {
			got = x.String()
		}
		if got != test.want {
			t.Errorf("%s says %q of %s, want %q", test.stored, got, test.fact, test.want)
		}
	}
}

// A stored tick or doubt of a line that has another name today stands on the line of today.
func TestStoredLines(t *testing.T) {
	s := loaded(t)
	for _, test := range []struct {
		stored, fact string
		open         bool // the tick leaves the fact to be asked
	}{
		{`{"preg": {"status": "pregnant"}, "cards": {"pregnancy_now": {"ticked": ["light_spotting"], "edition": 1}}}`, "preg.bleeding", true},
		{`{"preg": {"status": "pregnant"}, "cards": {"pregnancy_now": {"ticked": ["bleeding_or_waters"], "edition": 1}}}`, "preg.warning", false},
	} {
		in, err := s.DecodeIntake([]byte(test.stored))
		if err != nil {
			t.Errorf("%s: %v", test.stored, err)
			continue
		}
		if d := decided(t, s, in); d.Disposition != screening.Clarify && test.open || d.Urgency != screening.UrgencyEmergency && !test.open {
			t.Errorf("%s: %v, %v", test.stored, d.Disposition, d.Urgency)
		}
	}
}
