package screening_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
)

// N-IL00: a line that was ticked and denied in all it asks is told of, and limits nothing; on the
// cards of danger signs it is said aloud once.
func TestLookedAt(t *testing.T) {
	s := newScreener(t)
	blackout := screening.LookedAt{Card: intake.CardEmergencyNow, Line: intake.LineBlackout, Aloud: true}
	skin := screening.LookedAt{Card: intake.CardSkinAndHealth, Line: intake.LineAllergy}
	weakness := screening.LookedAt{Card: intake.CardNervesNow, Line: intake.LineWeakness, Aloud: true}
	tick := func(in *screening.Intake, at screening.LookedAt) {
		in.Cards[at.Card] = intake.CardAnswer{Ticked: []intake.Line{at.Line}}
	}
	for _, tt := range []struct {
		name string
		told func(*screening.Intake)
		want []screening.LookedAt
		goes bool // ahead, as without the tick
	}{
		{"nothing ticked", func(*screening.Intake) {}, nil, true},
		{"both denied", func(in *screening.Intake) {
			tick(in, blackout)
			in.Sys.Syncope, in.Sys.NearCollapse = answer.No, answer.No
		}, []screening.LookedAt{blackout}, true},
		{"one is still to be asked", func(in *screening.Intake) {
			tick(in, blackout)
			in.Sys.Syncope = answer.No
		}, nil, false},
		{"one is not known", func(in *screening.Intake) {
			tick(in, blackout)
			in.Sys.Syncope, in.Sys.NearCollapse = answer.No, answer.Unsure
		}, nil, false},
		{"one applies", func(in *screening.Intake) {
			tick(in, blackout)
			in.Sys.Syncope, in.Sys.NearCollapse = answer.No, answer.Yes
		}, nil, false},
		{"nothing is weak after all", func(in *screening.Intake) {
			tick(in, weakness)
			in.Neuro.Weakness = answer.Known(intake.WeaknessNone)
		}, []screening.LookedAt{weakness}, true},
		{"two pages", func(in *screening.Intake) {
			tick(in, blackout)
			tick(in, skin)
			in.Sys.Syncope, in.Sys.NearCollapse = answer.No, answer.No
			in.Allergy.Medium = answer.Known(answer.SetOf(intake.AllergyMediumNone))
		}, []screening.LookedAt{blackout, skin}, true},
		{"a tick that is a yes by itself", func(in *screening.Intake) {
			tick(in, screening.LookedAt{Card: intake.CardUnwellNow, Line: intake.LineFeverish})
		}, nil, false},
		{"denied without a tick", func(in *screening.Intake) {
			in.Sys.Syncope, in.Sys.NearCollapse = answer.No, answer.No
		}, nil, true},
	} {
		in := healthy(s)
		tt.told(&in)
		got, err := s.LookedAt(in)
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if got[i].Says == "" {
				t.Errorf("%s: %s has no words", tt.name, got[i].Line)
			}
			got[i].Says = ""
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: mismatch (-want +got):\n%s", tt.name, diff)
		}
		if d := decided(t, s, in); d.MayTreat() != tt.goes {
			t.Errorf("%s: %s", tt.name, d.Disposition)
		}
	}
	if _, err := s.LookedAt(screening.Intake{Preg: intake.Preg{Weeks: answer.Known(30)}}); err == nil {
		t.Error("a detail without what it hangs on is read")
	}
	data, err := json.Marshal(skin)
	if err != nil {
		t.Fatal(err)
	}
	var read screening.LookedAt
	if err := json.Unmarshal(data, &read); err != nil || read != skin {
		t.Errorf("%s comes back as %+v, %v", data, read, err)
	}
	if err := json.Unmarshal([]byte(`{"card": "skin_and_health"}`), &read); err == nil {
		t.Error("half a line is read")
	}
}
