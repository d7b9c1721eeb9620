package soreness_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
)

// N-D71: weals after a session are an allergy at the next screening; what the intake says stays.
func TestRemember(t *testing.T) {
	tr, s := newTriager(t), screener(t)
	after := func(skin ...soreness.SkinSign) soreness.Course {
		return soreness.Course{
			Sessions: []soreness.Session{{DaysAgo: answer.Known(1)}},
			Report:   soreness.Report{Skin: answer.Known(answer.SetOf(skin...))},
		}
	}
	weals := after(soreness.SkinHives)
	earlier := daily(2)
	earlier.Sessions[0].Report = &weals.Report
	media := func(m ...intake.AllergyMedium) screening.Intake {
		return screening.Intake{Allergy: intake.Allergy{Medium: answer.Known(answer.SetOf(m...))}}
	}
	page := func(lines ...intake.Line) intake.Cards {
		return intake.Cards{intake.CardSkinAndHealth: {Ticked: lines, Edition: 4}}
	}
	oiled := after(soreness.SkinHives)
	oiled.Sessions[0].Used = answer.Known(answer.SetOf(soreness.UsedOil))
	other, nuts := media(intake.AllergyMediumOther), media(intake.AllergyMediumNuts)
	paged := other
	paged.Cards = page(intake.LineAllergy)
	for _, tt := range []struct {
		name     string
		in, want screening.Intake
		course   soreness.Course
	}{
		{"weals", screening.Intake{}, other, weals},
		{"weals where oil was", screening.Intake{}, media(intake.AllergyMediumOils), oiled},
		{"weals of an earlier session", screening.Intake{}, other, earlier},
		{"weals of whoever said none", media(intake.AllergyMediumNone), other, weals},
		{"weals, on a page that was answered", screening.Intake{Cards: page()}, paged, weals},
		{"weals of whoever reacts to nuts", nuts, nuts, weals},
		{"an itch", screening.Intake{}, screening.Intake{}, after(soreness.SkinItchOrRed)},
		{"nothing on the skin", screening.Intake{}, screening.Intake{}, after(soreness.SkinNone)},
		{"not sure of the skin", screening.Intake{}, screening.Intake{}, soreness.Course{
			Sessions: weals.Sessions, Report: soreness.Report{Skin: answer.UnsureOf[answer.Set[soreness.SkinSign]]()},
		}},
	} {
		got := tt.in
		if err := tr.Remember(&got, tt.course); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(text(tt.want), text(got)); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", tt.name, diff)
		}
		d, err := s.Screen(got)
		fires := false
		for _, f := range d.Findings {
			fires = fires || f.Rule == "skin.allergy"
		}
		if told := text(tt.want) != text(screening.Intake{}); err != nil || fires != told {
			t.Errorf("%s: the next screening knows of an allergy: %v, want %v, %v", tt.name, fires, told, err)
		}
	}
	in := nuts
	if err := tr.Remember(&in, soreness.Course{}); err == nil || text(in) != text(nuts) {
		t.Errorf("a course without a session: %v", err)
	}
}

// Section 3 and N-D50: the next screening knows where hands went of late, and of ribs that still hurt.
func TestRememberWhatWasWorkedOn(t *testing.T) {
	tr := newTriager(t)
	ribs := soreness.Report{
		Site:     answer.Known(answer.SetOf(soreness.SiteRibs)),
		RibSigns: answer.Known(answer.SetOf(soreness.RibOnBreathing)),
	}
	wide := ribs
	wide.RibSigns = answer.Known(answer.SetOf(soreness.RibNone))
	well := soreness.Report{Site: answer.Known(answer.SetOf(soreness.SiteNone))}
	at := func(days int, regions ...body.Region) soreness.Session {
		return soreness.Session{DaysAgo: answer.Known(days), Plan: soreness.SessionPlan{Regions: regions}}
	}
	told := func(r soreness.Report, days int) soreness.Session {
		s := at(days, body.Calf)
		s.Report = &r
		return s
	}
	course := func(last soreness.Report, sessions ...soreness.Session) soreness.Course {
		return soreness.Course{Sessions: sessions, Report: last}
	}
	someday := at(0, body.Neck)
	someday.DaysAgo = answer.UnsureOf[int]()
	denied := screening.Intake{Neck: intake.Neck{Recorded: answer.No}}
	for _, tt := range []struct {
		name              string
		in                screening.Intake
		course            soreness.Course
		neck, belly, ribs answer.YesNo
	}{
		{"the neck five weeks ago", screening.Intake{}, course(well, at(35, body.Neck), at(1, body.Calf)), answer.Yes, answer.NotAsked, answer.NotAsked},
		{"the neck before that", screening.Intake{}, course(well, at(36, body.Neck), at(1, body.Calf)), answer.NotAsked, answer.NotAsked, answer.NotAsked},
		{"the neck, nobody knows when", screening.Intake{}, course(well, someday), answer.Yes, answer.NotAsked, answer.NotAsked},
		{"the neck, and the intake says no", denied, course(well, at(3, body.Neck)), answer.No, answer.NotAsked, answer.NotAsked},
		{"the belly two weeks ago", screening.Intake{}, course(well, at(14, body.Abdomen)), answer.NotAsked, answer.Yes, answer.NotAsked},
		{"the belly before that", screening.Intake{}, course(well, at(15, body.Abdomen)), answer.NotAsked, answer.NotAsked, answer.NotAsked},
		{"a rib that catches", screening.Intake{}, course(ribs, at(2, body.Calf)), answer.NotAsked, answer.NotAsked, answer.Yes},
		{"ribs that are broadly sore", screening.Intake{}, course(wide, at(2, body.Calf)), answer.NotAsked, answer.NotAsked, answer.NotAsked},
		{"a rib that still hurts", screening.Intake{}, course(wide, told(ribs, 9), at(2, body.Calf)), answer.NotAsked, answer.NotAsked, answer.Yes},
		{"a rib, and nothing told since", screening.Intake{}, course(soreness.Report{}, told(ribs, 9), at(2, body.Calf)), answer.NotAsked, answer.NotAsked, answer.Yes},
		{"a rib that is free of pain again", screening.Intake{}, course(well, told(ribs, 9), at(2, body.Calf)), answer.NotAsked, answer.NotAsked, answer.NotAsked},
	} {
		if err := tr.Remember(&tt.in, tt.course); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if x := tt.in; x.Neck.Recorded != tt.neck || x.Belly.Recorded != tt.belly || x.Ribs.Recorded != tt.ribs {
			t.Errorf("%s: neck %v, belly %v, ribs %v", tt.name, x.Neck.Recorded, x.Belly.Recorded, x.Ribs.Recorded)
		}
	}
}
