package screening_test

import (
	"slices"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
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
		{`{"skin": {"acute_dermatosis": "yes", "acute_dermatosis_at": ["calf"]}}`, "skin.rash", "flare"},
		{`{"skin": {"acute_dermatosis": "yes", "acute_dermatosis_at": ["calf"]}}`, "skin.rash_at", "[calf]"},
		{`{"redflag": {"diabetes_sore": "yes"}}`, "dm.hard_to_control", "yes"},
		{`{"redflag": {"diabetes_sore": "yes"}, "cond": {"diabetes": "yes"}}`, "cond.diabetes", "yes"},
		{`{"redflag": {"diabetes_sore": "no"}}`, "dm.hard_to_control", ""},
		{`{"client": {"cannot_consent": "yes"}}`, "client.cannot_decide", "yes"},
		{`{"client": {"cannot_consent": "yes"}}`, "client.under_16_alone", ""},
		{`{"client": {"cannot_consent": "no"}}`, "client.cannot_decide", ""},
		{`{"vasc": {"severe_pad": "yes"}}`, "vasc.flow", "rest_or_sores"},
		{`{"vasc": {"severe_pad": "no"}}`, "vasc.flow", ""},
		{`{"skin": {"acute_dermatosis": "no"}}`, "skin.rash", ""},
		{`{"skin": {"undiagnosed_lump": "yes", "undiagnosed_lump_at": ["thigh"]}}`, "skin.lump", "not_looked_at"},
		{`{"skin": {"undiagnosed_lump": "no"}}`, "skin.lump", ""},
		{`{"skin": {"formations": "yes", "formations_at": ["calf"]}}`, "skin.lump", "looked_at"},
		{`{"skin": {"formations": "no"}}`, "skin.lump", ""},
		{`{"skin": {"undiagnosed_lump": "no", "formations": "yes"}}`, "skin.lump", "looked_at"},
		{`{"skin": {"undiagnosed_lump": "yes", "formations": "yes"}}`, "skin.lump", "not_looked_at"},
		{`{"skin": {"formations": "yes", "undiagnosed_lump": "yes"}}`, "skin.lump", "not_looked_at"},
		{`{"skin": {"formations": "yes", "formations_at": ["calf"], "undiagnosed_lump": "yes", "undiagnosed_lump_at": ["thigh"]}}`, "skin.lump_at", "[calf thigh]"},
		{`{"skin": {"changing_mole": "yes", "changing_mole_at": ["back_all"]}}`, "skin.mole", "not_looked_at"},
		{`{"skin": {"changing_mole": "no"}}`, "skin.mole", ""},
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

// A stored tick of a line that stood for one such fact says what its yes did, and one of a line that has
// another name today stands on the line of today; other facts of that line are asked.
func TestStoredLines(t *testing.T) {
	s := loaded(t)
	for _, test := range []struct {
		stored, fact, want string
		card               intake.Card
		line               intake.Line
	}{
		{`{"preg": {"status": "pregnant"}, "cards": {"pregnancy_now": {"ticked": ["light_spotting"], "edition": 1}}}`,
			"preg.bleeding", "spots", intake.CardPregnancyNow, intake.LinePregnancyBleeding},
		{`{"preg": {"status": "pregnant"}, "cards": {"pregnancy_now": {"ticked": ["bleeding_or_waters"], "edition": 1}}}`,
			"preg.warning", "", intake.CardPregnancyNow, intake.LineWatersOrPains}, // yes, as the line alone says
		{`{"cards": {"cancer_and_operations": {"ticked": ["diabetes_sore"], "edition": 2}}}`,
			"dm.hard_to_control", "yes", intake.CardSkinAndHealth, intake.LineDiabetes},
		{`{"cards": {"skin_and_health": {"ticked": ["lying", "organs"], "edition": 3}}}`,
			"cond.abdo_hernia", "", intake.CardSkinAndHealth, intake.LineLying}, // it may have been the hernia
		{`{"cards": {"skin_and_health": {"ticked": ["organs"]}, "cancer_and_operations": {}}, "cond": {"severe_lung": "yes"}}`,
			"cond.severe_lung", "yes", intake.CardSkinAndHealth, "organs"}, // it stood on that line
		{`{"cards": {"look": {"ticked": ["cannot_consent"], "edition": 1}}}`,
			"client.cannot_decide", "", intake.CardLook, intake.LineCannotDecide},
		{`{"cards": {"skin_and_health": {"ticked": ["formations"], "edition": 3}}, "skin": {"formations_at": ["calf"]}}`,
			"skin.lump", "looked_at", intake.CardCancerAndOperations, intake.LineLumpOrMole},
		{`{"cards": {"skin_and_health": {"ticked": ["formations"]}, "cancer_and_operations": {"ticked": ["lump_or_mole"]}},
			"skin": {"formations_at": ["calf"], "undiagnosed_lump": "yes", "changing_mole": "no", "undiagnosed_lump_at": ["thigh"]}}`,
			"skin.lump", "not_looked_at", intake.CardCancerAndOperations, intake.LineLumpOrMole},
		{`{"cards": {"skin_and_health": {"unsure": ["formations"], "edition": 3}}}`,
			"skin.lump", "", intake.CardCancerAndOperations, ""},
	} {
		in, err := s.DecodeIntake([]byte(test.stored))
		if err != nil {
			t.Errorf("%s: %v", test.stored, err)
			continue
		}
		x, err := s.Get(in, test.fact)
		if err != nil {
			t.Fatal(err)
		}
		if got := x.String(); test.want != "" && got != test.want || test.want == "" && x.Asked() {
			t.Errorf("%s says %q of %s, want %q", test.stored, got, test.fact, test.want)
		}
		if ticked := in.Cards[test.card].Ticked; test.line != "" && !slices.Contains(ticked, test.line) {
			t.Errorf("%s ticks %v", test.stored, ticked)
		}
		if d := decided(t, s, in); d.Disposition == screening.Proceed {
			t.Errorf("%s clears", test.stored)
		}
	}
}
