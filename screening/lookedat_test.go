package screening_test

import (
	"encoding/json"
	"testing"
	"testing/fstest"

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

// Field-reconciled 30: of the cards of the library it is these two, and no layer can take the mark
// away; a clinic marks its own cards.
func TestLookedAtAloud(t *testing.T) {
	s, err := screening.New(screening.WithOverlay(fstest.MapFS{"own.yaml": {Data: []byte(`
facts:
  - {name: clinic.sunburn, kind: yes_no, ask: "Has the sun burned your back?"}
  - {name: clinic.blisters, kind: yes_no, ask: "Are there blisters?"}
  - {name: clinic.candles, kind: yes_no, ask: "Do candles bother you?"}
  - {name: clinic.music, kind: yes_no, ask: "Does music bother you?"}
cards:
  - name: clinic_skin
    ask: Any of these?
    aloud: true
    lines: [{name: sun, says: Sunburn or blisters, facts: [clinic.sunburn, clinic.blisters]}]
  - name: clinic_room
    ask: Any of these?
    lines: [{name: room, says: Candles or music, facts: [clinic.candles, clinic.music]}]
`)}}))
	if err != nil {
		t.Fatal(err)
	}
	var aloud []string
	for _, c := range s.Rules().Cards() {
		if c.Aloud {
			aloud = append(aloud, c.Name)
		}
	}
	if diff := cmp.Diff([]string{"emergency_now", "nerves_now", "clinic_skin"}, aloud); diff != "" {
		t.Errorf("cards that are said aloud (-want +got):\n%s", diff)
	}
	in := healthy(s)
	for card, line := range map[intake.Card]intake.Line{"clinic_skin": "sun", "clinic_room": "room"} {
		if err := s.Tick(&in, card, line); err != nil {
			t.Fatal(err)
		}
	}
	for _, fact := range []string{"sunburn", "blisters", "candles", "music"} {
		if err := s.SetText(&in, "clinic."+fact, "no"); err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.LookedAt(in)
	if err != nil {
		t.Fatal(err)
	}
	want := []screening.LookedAt{
		{Card: "clinic_room", Line: "room", Says: "Candles or music"},
		{Card: "clinic_skin", Line: "sun", Says: "Sunburn or blisters", Aloud: true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("looked at (-want +got):\n%s", diff)
	}
	_, err = screening.New(screening.WithOverlay(fstest.MapFS{"own.yaml": {Data: []byte(`
changes:
  - {card: nerves_now, aloud: false, reason: quiet}
`)}}))
	if err == nil {
		t.Error("a layer takes the mark away")
	}
}
