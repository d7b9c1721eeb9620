package fhir_test

import (
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/intake"
)

// A response says only what still holds on the day of the visit, 2026-03-01: all of it that day, and of
// one whose day is not known, or is still to come, nothing that can grow old.
func TestAnswersOfAnotherDay(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	q := fhir.Of(s.Rules(), clinic)
	const today, lasting = intake.CardEmergencyNow, intake.CardHeartAndBlood // of the visit, and for 90 days
	response := asWritten(q, coded("card."+string(today)+".none", "none-of-these"),
		coded("card."+string(lasting)+".none", "none-of-these"))
	for _, tt := range []struct {
		authored       string
		today, lasting bool
	}{
		{`"2026-03-01T09:00:00Z"`, true, true},
		{`"2026-03-01"`, true, true},
		{`"2026-02-28T23:30:00-05:00"`, true, true}, // 4:30 of the visit's day
		{`"2026-02-20"`, false, true},
		{`"2025-06-01"`, false, false},
		{`"2026-03"`, false, false},
		{`"2026"`, false, false},
		{`"2026-03-02"`, false, false},
		{`"2027-01-01T00:00:00Z"`, false, false},
		{`"of late"`, false, false},
		{`20260301`, false, false},
		{`null`, false, false},
	} {
		var in screening.Intake
		data := strings.Replace(response, `"status"`, `"authored":`+tt.authored+`,"status"`, 1)
		if err := fhir.AnswerAsOf(s, &in, clinic, []byte(data), visitDay); err != nil {
			t.Errorf("%s: %v", tt.authored, err)
		}
		_, now := in.Cards[today]
		_, still := in.Cards[lasting]
		if now != tt.today || still != tt.lasting {
			t.Errorf("authored %s: the card of the day %t, the lasting one %t; want %t and %t", tt.authored, now, still,
				tt.today, tt.lasting)
		}
	}
}
