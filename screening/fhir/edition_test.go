package fhir_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/intake"
)

// The form of a later visit asks of a stored card the lines that speak of what has come since; with
// none of these the card is answered as it stands today, and what it denied before stays denied.
func TestAgainAfterAnEdition(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	in := screening.Intake{
		Client:  intake.Client{Age: answer.Known(40)},
		Preg:    intake.Preg{Status: answer.Known(intake.PregnancyNone)},
		Session: intake.Session{Reason: answer.Known(intake.ReasonRelaxation)},
		Cards:   intake.Cards{},
	}
	for _, c := range s.Rules().Cards() {
		if c.Name != string(intake.CardPregnancyNow) {
			in.Cards[intake.Card(c.Name)] = intake.CardAnswer{}
		}
	}
	if err := s.FirstEdition(&in, intake.CardHeartAndBlood, intake.CardSkinAndHealth); err != nil {
		t.Fatal(err)
	}
	f, err := clinic.Again(s, in)
	if err != nil {
		t.Fatal(err)
	}
	want := map[intake.Card][]intake.Line{
		intake.CardHeartAndBlood: {intake.LineBloodThinner, intake.LineBloodClot, intake.LineAneurysm, intake.LinePoorFlow, intake.LineFaints, intake.LineSickleCell},
		intake.CardSkinAndHealth: {
			intake.LineSkinHere, intake.LineAllergy, intake.LineNerveIllness, intake.LineJointsOrMuscles,
			intake.LineDrowsyMedicine, intake.LineAttached, intake.LineOrgans, intake.LineHernia, intake.LineLying, intake.LineMood,
		},
	}
	if diff := cmp.Diff(want, f.Lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	q := fhir.Of(s.Rules(), f)
	one := asWritten(q, coded("card.heart_and_blood.none", "none-of-these"))
	if err := fhir.Answer(s, &in, f, []byte(one)); err != nil {
		t.Fatal(err)
	}
	if d, err := s.Screen(in); err != nil || d.Disposition != screening.Clarify {
		t.Errorf("with one page it decides %s, %v", d.Disposition, err)
	}
	both := asWritten(q, coded("card.heart_and_blood.none", "none-of-these"),
		coded("card.skin_and_health.none", "none-of-these"))
	if err := fhir.Answer(s, &in, f, []byte(both)); err != nil {
		t.Fatal(err)
	}
	if d, err := s.Screen(in); err != nil || d.Disposition != screening.Proceed || !d.Settled() {
		t.Errorf("with both it decides %s, settled %t, %v", d.Disposition, d.Settled(), err)
	}
	if diff := cmp.Diff(intake.CardAnswer{Edition: 4}, in.Cards[intake.CardSkinAndHealth]); diff != "" {
		t.Errorf("the card (-want +got):\n%s", diff)
	}
}

// A form that shows none of the later lines answers none of them.
func TestShortFormAfterAnEdition(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	in := screening.Intake{Cards: intake.Cards{
		intake.CardSkinAndHealth: {Ticked: []intake.Line{intake.LineOrgans}, Edition: 1},
	}}
	f := clinic
	f.Facts, f.Lines = []string{}, map[intake.Card][]intake.Line{intake.CardSkinAndHealth: {intake.LineMood}}
	response := asWritten(fhir.Of(s.Rules(), f), coded("card.skin_and_health.ticked", "mood"))
	if err := fhir.Answer(s, &in, f, []byte(response)); err != nil {
		t.Fatal(err)
	}
	want := intake.CardAnswer{
		Ticked: []intake.Line{intake.LineMood, intake.LineOrgans}, Edition: 4,
		Open: []intake.Line{
			intake.LineSkinHere, intake.LineAllergy, intake.LineNerveIllness, intake.LineJointsOrMuscles,
			intake.LineDrowsyMedicine, intake.LineAttached, intake.LineHernia, intake.LineLying,
		},
	}
	if diff := cmp.Diff(want, in.Cards[intake.CardSkinAndHealth]); diff != "" {
		t.Errorf("the card (-want +got):\n%s", diff)
	}
}
