package screening_test

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/document"
)

// refusal is a document that is not an intake, and the whole of what is wrong with it.
type refusal struct {
	name string
	json string
	want string
}

func refuse(t *testing.T, s *screening.Screener, refusals []refusal) {
	t.Helper()
	for _, tt := range refusals {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.DecodeIntake([]byte(tt.json))
			if err == nil {
				t.Fatalf("DecodeIntake(%s) took it", tt.json)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("DecodeIntake(%s) mismatch (-want +got):\n%s", tt.json, diff)
			}
			var problems *document.Error
			if !errors.As(err, &problems) {
				t.Errorf("the error is a %T", err)
			}
		})
	}
}

func TestDecodeIntakeRefusesDocuments(t *testing.T) {
	refuse(t, newScreener(t), []refusal{
		{"nothing", ``, `is empty`},
		{"white space", " \n ", `is empty`},
		{"null", `null`, `an intake must be an object, found null`},
		{"list", `[]`, `an intake must be an object, found a list`},
		{"true", `true`, `an intake must be an object, found true`},
		{"text", `"yes"`, `an intake must be an object, found "yes"`},
		{"number", `0`, `an intake must be an object, found the number 0`},
		{"cut short", `{"disc": {"present": "yes"`, `disc: ends in the middle of an object (line 1, column 27)`},
		{"cut in a text", `{"disc": {"present": "ye`, `disc.present: ends in the middle of a text (line 1, column 25)`},
		{"duplicate group", `{"disc": {"present": "yes"}, "disc": {}}`, `disc: key "disc" is given twice (line 1, column 30)`},
		{"duplicate fact", `{"disc": {"present": "no", "present": "yes"}}`, `disc.present: key "present" is given twice (line 1, column 28)`},
		{
			"duplicate by escape",
			`{"disc": {"present": "no", "pres\u0065nt": "yes"}}`,
			`disc.present: key "present" is given twice (line 1, column 28)`,
		},
		{"trailing object", `{} {}`, `expected nothing behind the value, found "{" (line 1, column 4)`},
		{"trailing comma", `{"disc": {"present": "yes",}}`, `disc: expected a key in double quotes, found "}" (line 1, column 28)`},
		{"comment", `{} // done`, `expected nothing behind the value, found "//" (line 1, column 4)`},
		{"single quotes", `{'disc': {}}`, `expected a key in double quotes, found "'disc'" (line 1, column 2)`},
		{"bare word", `{"disc": {"present": yes, "direction": "central"}}`, `disc.present: expected a value, found "yes" (line 1, column 22)`},
		{"byte order mark", "\ufeff{}", `begins with a byte order mark; save it without one (line 1, column 1)`},
	})
}

func TestDecodeIntakeRefusesKeys(t *testing.T) {
	refuse(t, newScreener(t), []refusal{
		{"unknown group", `{"discs": {}}`, `discs: unknown key "discs" in an intake (did you mean disc?)`},
		{"unknown group far from all", `{"zzzz": {}}`, `zzzz: unknown key "zzzz" in an intake; write allergy, axspa, back, belly, bone, bp, cancer, cards and 42 more`},
		{"unknown fact", `{"disc": {"presnt": "yes"}}`, `disc.presnt: unknown key "presnt" in the group disc (did you mean present?)`},
		{
			"unknown fact of another group",
			`{"disc": {"saddle_numbness": "yes"}}`,
			`disc.saddle_numbness: unknown key "saddle_numbness" in the group disc (did you mean neuro.saddle_numbness?)`,
		},
		{"key in another case", `{"Disc": {"present": "yes"}}`, `Disc: unknown key "Disc" in an intake (did you mean disc?)`},
		{"fact in another case", `{"disc": {"Present": "yes"}}`, `disc.Present: unknown key "Present" in the group disc (did you mean present?)`},
		{"dotted fact", `{"disc.present": "yes"}`, `["disc.present"]: unknown key "disc.present" in an intake; disc.present is a fact, and stands as present in disc`},
		{"Go name", `{"med": {"INROut": "no"}}`, `med.INROut: unknown key "INROut" in the group med (did you mean inr_out?)`},
		{"empty key", `{"": {}}`, `[""]: unknown key "" in an intake; write allergy, axspa, back, belly, bone, bp, cancer, cards and 42 more`},
	})
}

func TestDecodeIntakeRefusesCards(t *testing.T) {
	refuse(t, newScreener(t), []refusal{
		{"unknown card", `{"cards": {"emergency": {}}}`, `cards.emergency: unknown key "emergency" in cards (did you mean emergency_now?)`},
		{
			"unknown line",
			`{"cards": {"emergency_now": {"ticked": ["chest_pian"]}}}`,
			`cards.emergency_now.ticked[0]: unknown line "chest_pian" (did you mean chest_pain?)`,
		},
		{
			"line of another card",
			`{"cards": {"emergency_now": {"ticked": ["disc"]}}}`,
			`cards.emergency_now.ticked[0]: unknown line "disc"; disc is a line of the card spine_and_bones`,
		},
		{
			"unsure line unknown",
			`{"cards": {"spine_and_bones": {"unsure": ["disk"]}}}`,
			`cards.spine_and_bones.unsure[0]: unknown line "disk" (did you mean disc?)`,
		},
		{
			"unknown key of a card",
			`{"cards": {"emergency_now": {"tick": []}}}`,
			`cards.emergency_now.tick: unknown key "tick" in an answered card; write edition, open, ticked or unsure`,
		},
		{"yes for a card", `{"cards": {"emergency_now": "yes"}}`, `cards.emergency_now: an answered card must be an object, found "yes"`},
		{"none for a card", `{"cards": {"emergency_now": []}}`, `cards.emergency_now: an answered card must be an object, found a list`},
		{
			"a line for the lines",
			`{"cards": {"emergency_now": {"ticked": "chest_pain"}}}`,
			`cards.emergency_now.ticked: lines must be a list, found "chest_pain"`,
		},
		{"null for the lines", `{"cards": {"emergency_now": {"ticked": null}}}`, `cards.emergency_now.ticked: lines must be a list, found null`},
		{
			"null for a line",
			`{"cards": {"emergency_now": {"ticked": [null]}}}`,
			`cards.emergency_now.ticked[0]: a line must be one of 10 words, such as chest_pain, found null`,
		},
		{
			"true for a line",
			`{"cards": {"emergency_now": {"ticked": {"chest_pain": true}}}}`,
			`cards.emergency_now.ticked: lines must be a list, found an object`,
		},
		{
			"a number for a line",
			`{"cards": {"emergency_now": {"ticked": [4]}}}`,
			`cards.emergency_now.ticked[0]: a line must be one of 10 words, such as chest_pain, found the number 4`,
		},
		{
			"line twice",
			`{"cards": {"emergency_now": {"ticked": ["chest_pain", "chest_pain"]}}}`,
			`cards.emergency_now.ticked[1]: chest_pain stands there twice`,
		},
		{
			"line twice unsure",
			`{"cards": {"emergency_now": {"unsure": ["chest_pain", "chest_pain"]}}}`,
			`cards.emergency_now.unsure[1]: chest_pain stands there twice`,
		},
		{"list for the cards", `{"cards": ["emergency_now"]}`, `cards: cards must be an object, found a list`},
		{
			"ticked and unsure",
			`{"cards": {"emergency_now": {"ticked": ["breathing"], "unsure": ["breathing"]}}}`,
			`cards.emergency_now: line breathing is both ticked and unsure`,
		},
		{
			"ticked and open",
			`{"cards": {"emergency_now": {"ticked": ["breathing"], "open": ["breathing"]}}}`,
			`cards.emergency_now: line breathing is both ticked and open`,
		},
		{
			"unsure and open",
			`{"cards": {"emergency_now": {"unsure": ["breathing"], "open": ["breathing"]}}}`,
			`cards.emergency_now: line breathing is both unsure and open`,
		},
		{
			"an open line that there is not",
			`{"cards": {"emergency_now": {"open": ["breathng"]}}}`,
			`cards.emergency_now.open[0]: unknown line "breathng" (did you mean breathing?)`,
		},
	})
}

func TestDecodeIntakeRefusesContradictions(t *testing.T) {
	refuse(t, newScreener(t), []refusal{
		{"week without a pregnancy", `{"preg": {"weeks": 30}}`, `preg.weeks: is 30, but only means something if preg.status == pregnant`},
		{
			"weeks of no pregnancy",
			`{"preg": {"status": "none", "weeks": 30}}`,
			`preg.weeks: is 30, but only means something if preg.status == pregnant`,
		},
		{
			"card and answer disagree",
			`{"cards": {"spine_and_bones": {}}, "disc": {"present": "yes"}}`,
			`disc.present: is yes, but card spine_and_bones says no on line disc`,
		},
		{
			"tick and answer disagree",
			`{"cards": {"spine_and_bones": {"ticked": ["disc"]}}, "disc": {"present": "no"}}`,
			`disc.present: is no, but card spine_and_bones says yes on line disc`,
		},
		{
			"tick and unsure disagree",
			`{"cards": {"spine_and_bones": {"ticked": ["disc"]}}, "disc": {"present": "unsure"}}`,
			`disc.present: is unsure, but card spine_and_bones says yes on line disc`,
		},
		{
			"detail of what a card denies",
			`{"cards": {"spine_and_bones": {}}, "disc": {"direction": "central"}}`,
			`disc.direction: is central, but only means something if disc.present`,
		},
		{
			"volunteered detail of nothing",
			`{"med": {"anticoagulant": "heparin", "inr_age_days": 3}}`,
			`med.inr_age_days: is 3, but only means something if med.anticoagulant == warfarin`,
		},
	})
}

func TestDecodeIntakeRefusesDoubt(t *testing.T) {
	refuse(t, newScreener(t), []refusal{
		{
			"a misread parent leaves its detail alone",
			`{"disc": {"present": "yess", "direction": "central"}}`,
			`disc.present: unknown answer "yess" (did you mean yes?)`,
		},
		{
			"a misspelt parent leaves its detail alone",
			`{"disc": {"presnt": "yes", "direction": "central"}}`,
			`disc.presnt: unknown key "presnt" in the group disc (did you mean present?)`,
		},
		{
			"a misspelt group leaves its details alone",
			`{"hxx": {"cancer": "yes"}, "cond": {"cancer_active": "yes"}}`,
			`hxx: unknown key "hxx" in an intake (did you mean hx?)`,
		},
		{
			"a misread line leaves its card unanswered",
			`{"cards": {"spine_and_bones": {"ticked": ["disk"]}}, "disc": {"direction": "central"}}`,
			`cards.spine_and_bones.ticked[0]: unknown line "disk" (did you mean disc?)`,
		},
		{
			"a misread list leaves its card unanswered",
			`{"cards": {"spine_and_bones": {"ticked": "disc"}}, "disc": {"direction": "central"}}`,
			`cards.spine_and_bones.ticked: lines must be a list, found "disc"`,
		},
		{
			"a bare word leaves its card unanswered",
			`{"cards": {"spine_and_bones": {"ticked": [disc]}}, "disc": {"direction": "central"}}`,
			`cards.spine_and_bones.ticked[0]: expected a value, found "disc" (line 1, column 43)`,
		},
		{
			"a misread part of a ticked line leaves its detail alone",
			`{"cards": {"unwell_now": {"ticked": ["catching_skin"]}}, "skin": {"shingles": "yess", "shingles_at": ["arm"]}}`,
			`skin.shingles: unknown answer "yess" (did you mean yes?)`,
		},
		{
			"a misread answer beside a tick stands for the tick",
			`{"cards": {"spine_and_bones": {"ticked": ["disc"]}}, "disc": {"present": "yess", "direction": "central"}}`,
			`disc.present: unknown answer "yess" (did you mean yes?)`,
		},
		{
			"a misread part of a ticked line is not denied",
			`{"cards": {"unwell_now": {"ticked": ["catching_skin"]}}, "skin": {"shingles": "no", "contagious": "wart"}}`,
			`skin.contagious: unknown value of skin.contagious "wart" (did you mean warts?)`,
		},
		{
			"what contradicts itself for sure is still said",
			`{"client": {"age": "34"}, "cards": {"spine_and_bones": {}}, "disc": {"direction": "central"}}`,
			`disc.direction: is central, but only means something if disc.present` + "\n" +
				`client.age: an answer must be a whole number, found "34"; write it without quotes`,
		},
	})
}

func TestDecodeIntakeBounds(t *testing.T) {
	s := newScreener(t)
	fits := "{}" + strings.Repeat(" ", document.MaxJSON-2)
	if _, err := s.DecodeIntake([]byte(fits)); err != nil {
		t.Errorf("DecodeIntake of 1 MiB: %v", err)
	}
	_, err := s.DecodeIntake([]byte(fits + " "))
	if want := "is 1048577 bytes long; at most 1048576 are read"; err == nil || err.Error() != want {
		t.Errorf("DecodeIntake of 1 MiB and a byte: got %v, want %s", err, want)
	}
	deep := strings.Repeat(`{"disc":`, 65) + strings.Repeat("}", 65)
	if _, err := s.DecodeIntake([]byte(deep)); err == nil || !strings.Contains(err.Error(), "is nested deeper than 64") {
		t.Errorf("DecodeIntake of a deep document: got %v", err)
	}
}

// Eleven mistakes of eleven sorts, eleven lines: nobody should have to send a
// document more than twice.
func TestDecodeIntakeSaysEverythingAtOnce(t *testing.T) {
	_, err := newScreener(t).DecodeIntake([]byte(`{
  "regions": ["lumbar_paraspinals"],
  "cards": {
    "emergency": {},
    "heart_and_blood": {"ticked": ["antiplatelets"]},
    "spine_and_bones": {"ticked": []}
  },
  "client": {"age": "34", "weight": 80},
  "disc": {"present": "yes"},
  "preg": {"status": "none", "weeks": 30},
  "skin": {"abscess": true, "abscess_at": []},
  "disc": {"direction": "central"},
  "hxx": {}
}`))
	want := []string{
		"disc.present: is yes, but card spine_and_bones says no on line disc",
		"preg.weeks: is 30, but only means something if preg.status == pregnant",
		`regions[0]: unknown region "lumbar_paraspinals" (did you mean lumbar_paraspinal?)`,
		`cards.emergency: unknown key "emergency" in cards (did you mean emergency_now?)`,
		`cards.heart_and_blood.ticked[0]: unknown line "antiplatelets" (did you mean antiplatelet?)`,
		`client.age: an answer must be a whole number, found "34"; write it without quotes`,
		`client.weight: unknown key "weight" in the group client; write age, cannot_consent, cannot_decide, frail, intoxicated, smoked or under_16_alone`,
		`skin.abscess: true is not an answer; write "yes"`,
		"skin.abscess_at: is an empty list; leave it out if it was not asked",
		`disc: key "disc" is given twice (line 12, column 3)`,
		`hxx: unknown key "hxx" in an intake (did you mean hx?)`,
	}
	var problems *document.Error
	if !errors.As(err, &problems) {
		t.Fatalf("got %v", err)
	}
	if diff := cmp.Diff(want, strings.Split(problems.Error(), "\n")); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestDecodeIntakeTakesNullAsNotAsked(t *testing.T) {
	s := ownScreener(t)
	for _, doc := range []string{
		`{}`, `{"regions": null}`, `{"cards": null}`, `{"own": null}`, `{"disc": null}`, `{"cards": {"emergency_now": null}}`,
		`{"disc": {"present": null, "direction": null}}`, `{"preg": {"weeks": null}}`, `{"skin": {"abscess_at": null}}`,
		`{"own": {"clinic.tattoo": null, "clinic.visits": null, "clinic.oils": null}}`,
	} {
		in, err := s.DecodeIntake([]byte(doc))
		if err != nil {
			t.Errorf("DecodeIntake(%s): %v", doc, err)
		}
		if diff := cmp.Diff(screening.Intake{}, in, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("DecodeIntake(%s) mismatch (-want +got):\n%s", doc, diff)
		}
	}
}

// A document that holds more than an intake gets the whole path.
func TestReadIntakeKeepsThePath(t *testing.T) {
	var p document.Problems
	n := document.JSON([]byte(`{"visits": [{"intake": {"preg": {"weeks": 30}, "own": {"clinic.tattoo_at": ["hand"]}}}]}`), &p)
	ownScreener(t).ReadIntake(n.Entries[0].Value.Items[0].Entries[0].Value, &p)
	want := "visits[0].intake.own[\"clinic.tattoo_at\"]: is hand, but only means something if clinic.tattoo\n" +
		"visits[0].intake.preg.weeks: is 30, but only means something if preg.status == pregnant"
	if err := p.Err(); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

// moreRegions is how many of them a message leaves out.
func moreRegions(t testing.TB) string {
	return strconv.Itoa(len(newScreener(t).Rules().Schema().Places) - 8)
}

// allRegions is how many words there are for regions and groups of them.
func allRegions(t testing.TB) string {
	return strconv.Itoa(len(newScreener(t).Rules().Schema().Places))
}
