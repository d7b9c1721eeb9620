package screening_test

import (
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
)

// N-IC01, N-IC04, N-IU01, N-IU06: a yes to the insurance is entered in the words in which it was
// asked, and covers no more than it was about.
func TestInsurerYesInPlainWords(t *testing.T) {
	s := shared(t, insured)
	ticked := func(card intake.Card, line intake.Line, change func(in *screening.Intake)) screening.Intake {
		in := healthy(s)
		in.Cards[card] = intake.CardAnswer{Ticked: []intake.Line{line}}
		in.Cond.HeartStable, in.Hx.MI, in.Surg.Heart = answer.No, answer.Known(intake.HeartAttackNone), answer.No
		in.Cond.UnstableHeart, in.Cond.HeartFailure, in.Dev.Pacemaker = answer.No, answer.No, answer.No
		change(&in)
		return in
	}
	heart := func(change func(in *screening.Intake)) screening.Intake {
		return ticked(intake.CardHeartAndBlood, intake.LineHeart, change)
	}
	attackOf := func(span intake.HeartAttack) screening.Intake {
		return heart(func(in *screening.Intake) { in.Hx.MI = answer.Known(span) })
	}
	stentOf := func(weeks int) screening.Intake {
		return heart(func(in *screening.Intake) {
			in.Surg.Heart, in.Surg.HeartWeeks, in.Surg.HeartOpen = answer.Yes, answer.Known(weeks), answer.No
		})
	}
	which := func(troubles ...string) screening.Intake {
		in := heart(func(in *screening.Intake) { in.Cond.HeartStable = answer.Yes })
		if err := s.SetText(&in, "insurer.heart_which", troubles...); err != nil {
			t.Fatal(err)
		}
		return in
	}
	cancer := ticked(intake.CardCancerAndOperations, intake.LineCancer, func(in *screening.Intake) {
		in.Hx.Cancer, in.Cond.CancerActive, in.Cond.BoneMetastasis = answer.Yes, answer.No, answer.No
		in.Cond.RadiotherapyField = answer.No
	})
	clot := ticked(intake.CardCancerAndOperations, intake.LineCancer, func(in *screening.Intake) {
		in.Hx.Cancer, in.Cond.CancerActive, in.Cond.BoneMetastasis = answer.Yes, answer.No, answer.No
		in.Cond.RadiotherapyField = answer.No
		in.Cards[intake.CardHeartAndBlood] = intake.CardAnswer{Ticked: []intake.Line{intake.LineBloodClot}}
		in.Vasc.Clot, in.Vasc.ClotResidual = answer.Known(intake.ClotOver6Months), answer.No
		in.Cond.Thrombophilia = answer.No
	})
	attack, recent := attackOf(intake.HeartAttackOver26Weeks), attackOf(intake.HeartAttackW6To26)
	stent, fresh := stentOf(300), stentOf(11)
	for _, tt := range []struct {
		name, condition string
		in              screening.Intake
		given           screening.ClearanceForm
		covers          bool
	}{
		{"an old stent, in writing", "stent", stent, screening.ClearanceWritten, true},
		{"an old stent, asked about the heart, and passed on", "heart", stent, screening.ClearancePassedOn, true},
		{"a stent of eleven weeks, passed on", "stent", fresh, screening.ClearancePassedOn, false},
		{"a stent of eleven weeks, in writing, about the heart", "heart", fresh, screening.ClearanceWritten, false},
		{"an old heart attack, passed on", "heart", attack, screening.ClearancePassedOn, true},
		{"an old heart attack, by its name", "heart attack", attack, screening.ClearanceSpoken, true},
		{"a heart attack of this half year, asked about a steady heart", "heart", recent, screening.ClearanceWritten, false},
		{"an irregular pulse, by its words", "irregular pulse", which("irregular_pulse"), screening.ClearancePassedOn, true},
		{"an irregular pulse, asked about the heart", "heart", which("irregular_pulse"), screening.ClearanceSpoken, true},
		{"an irregular pulse, asked about angina", "angina", which("irregular_pulse"), screening.ClearanceWritten, false},
		{"an irregular pulse and a valve, asked about the pulse", "irregular pulse", which("irregular_pulse", "valve"), screening.ClearanceWritten, false},
		{"another trouble, asked about a valve", "heart valve", which("other"), screening.ClearanceWritten, false},
		{"angina, asked about a stent", "stent", which("angina"), screening.ClearanceWritten, true},
		{"an old stent, asked about a pacemaker", "pacemaker", stent, screening.ClearanceWritten, false},
		{"an earlier cancer, in writing", "cancer", cancer, screening.ClearanceWritten, true},
		{"an earlier cancer, by its words", "earlier cancer", cancer, screening.ClearanceWritten, true},
		{"an earlier cancer, passed on", "cancer", cancer, screening.ClearancePassedOn, false},
		{"an earlier cancer and an old clot, asked about the cancer", "cancer", clot, screening.ClearanceWritten, false},
		{"an earlier cancer, asked about a clot", "clot", cancer, screening.ClearanceWritten, false},
	} {
		d, err := s.Screen(tt.in, yes(tt.given, tt.condition))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if covers := d.Disposition == screening.Adapt; covers != tt.covers || !covers && d.Disposition != screening.Refer {
			t.Errorf("%s: %s, still to clear %v, open %v", tt.name, d.Disposition, d.Clearance, d.Open)
		}
	}
}

// N-IC06: what two rules ask about together is asked once, in the words of what was told.
func TestInsurerAsksAClinicianOnce(t *testing.T) {
	s := shared(t, insured)
	w, err := screening.NewWords(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		active answer.YesNo
		about  string
	}{
		{"an earlier cancer", answer.No, "cancer, now or earlier"},
		{"a cancer under treatment", answer.Yes, "cancer under treatment"},
	} {
		in := healthy(s)
		in.Cards[intake.CardCancerAndOperations] = intake.CardAnswer{Ticked: []intake.Line{intake.LineCancer}}
		in.Hx.Cancer, in.Cond.CancerActive, in.Cond.BoneMetastasis = answer.Yes, tt.active, answer.No
		in.Cond.RadiotherapyField = answer.No
		if tt.active == answer.Yes {
			in.Cond.Chemo = answer.No
		}
		d, err := s.Screen(in)
		if err != nil {
			t.Fatal(err)
		}
		asked := strings.Join(w.Clearance(d), "\n")
		if strings.Count(asked, "any reason against it?") != 1 || !strings.Contains(asked, tt.about) {
			t.Errorf("%s: %s", tt.name, asked)
		}
	}
}
