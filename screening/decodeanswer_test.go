package screening_test

import "testing"

func TestDecodeIntakeRefusesYesNo(t *testing.T) {
	refuse(t, newScreener(t), []refusal{
		{"number", `{"disc": {"present": 1}}`, `disc.present: an answer must be yes, no or unsure, found the number 1`},
		{"true", `{"disc": {"present": true}}`, `disc.present: true is not an answer; write "yes"`},
		{"false", `{"disc": {"present": false}}`, `disc.present: false is not an answer; write "no"`},
		{"capital", `{"disc": {"present": "Yes"}}`, `disc.present: unknown answer "Yes" (did you mean yes?)`},
		{"short", `{"disc": {"present": "y"}}`, `disc.present: unknown answer "y"; write yes, no or unsure`},
		{"other word", `{"disc": {"present": "maybe"}}`, `disc.present: unknown answer "maybe"; write yes, no or unsure`},
		{"empty text", `{"disc": {"present": ""}}`, `disc.present: unknown answer ""; write yes, no or unsure`},
		{"not asked in words", `{"disc": {"present": "not asked"}}`, `disc.present: unknown answer "not asked"; write yes, no or unsure`},
		{"space", `{"disc": {"present": "yes "}}`, `disc.present: unknown answer "yes " (did you mean yes?)`},
		{"list", `{"disc": {"present": ["yes"]}}`, `disc.present: an answer must be yes, no or unsure, found a list`},
		{"object", `{"disc": {"present": {}}}`, `disc.present: an answer must be yes, no or unsure, found an object`},
		{"a value for a group", `{"disc": "yes"}`, `disc: the group disc must be an object, found "yes"`},
		{"a list for a group", `{"disc": ["present"]}`, `disc: the group disc must be an object, found a list`},
		{"a number for a group", `{"disc": 1}`, `disc: the group disc must be an object, found the number 1`},
		{"false for a group", `{"disc": false}`, `disc: the group disc must be an object, found false`},
	})
}

func TestDecodeIntakeRefusesNumbers(t *testing.T) {
	refuse(t, newScreener(t), []refusal{
		{"above the range", `{"preg": {"status": "pregnant", "weeks": 55}}`, `preg.weeks: 55 is outside 1 to 45 weeks`},
		{"negative", `{"preg": {"status": "pregnant", "weeks": -3}}`, `preg.weeks: -3 is outside 1 to 45 weeks`},
		{"fraction", `{"preg": {"status": "pregnant", "weeks": 1.5}}`, `preg.weeks: an answer must be a whole number, found the number 1.5`},
		{
			"whole with a point",
			`{"preg": {"status": "pregnant", "weeks": 20.0}}`,
			`preg.weeks: an answer must be a whole number, found the number 20.0`,
		},
		{
			"exponent",
			`{"preg": {"status": "pregnant", "weeks": 1e2}}`,
			`preg.weeks: an answer must be a whole number, found the number 1e2; write it without an exponent`,
		},
		{
			"text",
			`{"preg": {"status": "pregnant", "weeks": "20"}}`,
			`preg.weeks: an answer must be a whole number, found "20"; write it without quotes`,
		},
		{"words", `{"preg": {"status": "pregnant", "weeks": "twenty"}}`, `preg.weeks: an answer must be a whole number, found "twenty"`},
		{"capital unsure", `{"preg": {"status": "pregnant", "weeks": "Unsure"}}`, `preg.weeks: an answer must be a whole number, found "Unsure"`},
		{"true", `{"preg": {"status": "pregnant", "weeks": true}}`, `preg.weeks: an answer must be a whole number, found true`},
		{"list", `{"preg": {"status": "pregnant", "weeks": [20]}}`, `preg.weeks: an answer must be a whole number, found a list`},
		{"object", `{"preg": {"status": "pregnant", "weeks": {"value": 20}}}`, `preg.weeks: an answer must be a whole number, found an object`},
		{"leading zero", `{"preg": {"status": "pregnant", "weeks": 020}}`, `preg.weeks: expected a value, found "020" (line 1, column 42)`},
		{"too large for any number", `{"client": {"age": 99999999999999999999}}`, `client.age: an answer is too large: 99999999999999999999`},
		{"decimal above the range", `{"vitals": {"temp_c": 98.6}}`, `vitals.temp_c: 98.6 is outside 30 to 45 deg C`},
		{"decimal as text", `{"vitals": {"temp_c": "36,8"}}`, `vitals.temp_c: an answer must be a number, found "36,8"; write a point, as in 36.8`},
		{
			"decimal with exponent",
			`{"vitals": {"temp_c": 3.7e1}}`,
			`vitals.temp_c: an answer must be a number, found the number 3.7e1; write it without an exponent`,
		},
		{"not a number", `{"vitals": {"temp_c": NaN}}`, `vitals.temp_c: expected a value, found "NaN" (line 1, column 23)`},
	})
}

func TestDecodeIntakeRefusesLists(t *testing.T) {
	refuse(t, newScreener(t), []refusal{
		{
			"unknown value",
			`{"disc": {"present": "yes", "direction": "centrall"}}`,
			`disc.direction: unknown value of disc.direction "centrall" (did you mean central?)`,
		},
		{
			"value of another list",
			`{"disc": {"present": "yes", "direction": "warfarin"}}`,
			`disc.direction: unknown value of disc.direction "warfarin"; write extraforaminal, foraminal, posterolateral, paracentral_canal, central or sequestrated`,
		},
		{
			"number for a value",
			`{"disc": {"present": "yes", "direction": 5}}`,
			`disc.direction: a value of disc.direction must be extraforaminal, foraminal, posterolateral, paracentral_canal, central or sequestrated, found the number 5`,
		},
		{
			"list for a value",
			`{"disc": {"present": "yes", "direction": ["central"]}}`,
			`disc.direction: a value of disc.direction must be extraforaminal, foraminal, posterolateral, paracentral_canal, central or sequestrated, found a list`,
		},
		{
			"yes for a value",
			`{"hx": {"fragility_fracture": "yes"}}`,
			`hx.fragility_fracture: unknown value of hx.fragility_fracture "yes"; write none, other or hip_or_spine`,
		},
		{
			"one unknown value for a set",
			`{"skin": {"abscess": "yes", "abscess_at": "hnad"}}`,
			`skin.abscess_at: unknown value of skin.abscess_at "hnad" (did you mean hand?)`,
		},
		{
			"number for a set",
			`{"skin": {"abscess": "yes", "abscess_at": 3}}`,
			`skin.abscess_at: must be a list of values or "unsure", found the number 3`,
		},
		{
			"object for a set",
			`{"skin": {"abscess": "yes", "abscess_at": {"hand": true}}}`,
			`skin.abscess_at: must be a list of values or "unsure", found an object`,
		},
		{
			"true for a set",
			`{"skin": {"abscess": "yes", "abscess_at": true}}`,
			`skin.abscess_at: must be a list of values or "unsure", found true`,
		},
		{
			"empty set without none",
			`{"skin": {"abscess": "yes", "abscess_at": []}}`,
			`skin.abscess_at: is an empty list; leave it out if it was not asked`,
		},
		{
			"unknown region of a set",
			`{"skin": {"abscess": "yes", "abscess_at": ["hnad"]}}`,
			`skin.abscess_at[0]: unknown value of skin.abscess_at "hnad" (did you mean hand?)`,
		},
		{"region twice", `{"skin": {"abscess": "yes", "abscess_at": ["hand", "hand"]}}`, `skin.abscess_at[1]: hand stands there twice`},
		{
			"unsure inside a set",
			`{"skin": {"abscess": "yes", "abscess_at": ["hand", "unsure"]}}`,
			`skin.abscess_at[1]: unknown value of skin.abscess_at "unsure"; write head, face, jaw, ear, neck_anterior, neck_side, neck_posterior, shoulder and ` + moreRegions(t) + ` more`,
		},
		{
			"null inside a set",
			`{"skin": {"abscess": "yes", "abscess_at": ["hand", null]}}`,
			`skin.abscess_at[1]: a value of skin.abscess_at must be one of ` + allRegions(t) + ` words, such as head, found null`,
		},
		{
			"list inside a set",
			`{"skin": {"abscess": "yes", "abscess_at": [["hand"]]}}`,
			`skin.abscess_at[0]: a value of skin.abscess_at must be one of ` + allRegions(t) + ` words, such as head, found a list`,
		},
	})
}

func TestDecodeIntakeRefusesRegions(t *testing.T) {
	refuse(t, newScreener(t), []refusal{
		{
			"unknown region",
			`{"regions": ["lumbar_paraspinals"]}`,
			`regions[0]: unknown region "lumbar_paraspinals" (did you mean lumbar_paraspinal?)`,
		},
		{"region in another case", `{"regions": ["Hand"]}`, `regions[0]: unknown region "Hand" (did you mean hand?)`},
		{"number", `{"regions": [8]}`, `regions[0]: a region must be one of ` + allRegions(t) + ` words, such as head, found the number 8`},
		{"text", `{"regions": "hand"}`, `regions: regions must be a list, found "hand"`},
		{"object", `{"regions": {"hand": true}}`, `regions: regions must be a list, found an object`},
		{"empty", `{"regions": []}`, `regions: is an empty list; leave it out for the whole back`},
		{"twice", `{"regions": ["hand", "neck", "hand"]}`, `regions[2]: hand stands there twice`},
		{"null inside", `{"regions": [null]}`, `regions[0]: a region must be one of ` + allRegions(t) + ` words, such as head, found null`},
	})
}

func TestDecodeIntakeRefusesOwnFacts(t *testing.T) {
	refuse(t, ownScreener(t), []refusal{
		{
			"unknown",
			`{"own": {"clinic.tatoo": "yes"}}`,
			`own["clinic.tatoo"]: unknown key "clinic.tatoo" in the clinic's own facts (did you mean clinic.tattoo?)`,
		},
		{"of the library", `{"own": {"disc.present": "yes"}}`, `own["disc.present"]: unknown key "disc.present" in the clinic's own facts; disc.present is a fact, and stands as present in disc`},
		{"as a group", `{"clinic": {"tattoo": "yes"}}`, `clinic: unknown key "clinic" in an intake; clinic is a group of the clinic's facts, which stand in own by their full names`},
		{"nested", `{"own": {"clinic": {"tattoo": "yes"}}}`, `own.clinic: unknown key "clinic" in the clinic's own facts; clinic is a group of the clinic's facts, which stand in own by their full names`},
		{"list for all", `{"own": []}`, `own: the clinic's own facts must be an object, found a list`},
		{"yes or no", `{"own": {"clinic.tattoo": true}}`, `own["clinic.tattoo"]: true is not an answer; write "yes"`},
		{
			"number for yes or no",
			`{"own": {"clinic.tattoo": 1}}`,
			`own["clinic.tattoo"]: an answer must be yes, no or unsure, found the number 1`,
		},
		{
			"text for a number",
			`{"own": {"clinic.visits": "3"}}`,
			`own["clinic.visits"]: an answer must be a whole number, found "3"; write it without quotes`,
		},
		{"fraction", `{"own": {"clinic.visits": 2.5}}`, `own["clinic.visits"]: an answer must be a whole number, found the number 2.5`},
		{"range", `{"own": {"clinic.visits": 101}}`, `own["clinic.visits"]: 101 is outside 0 to 100 visits`},
		{"decimal", `{"own": {"clinic.slept": 25}}`, `own["clinic.slept"]: 25 is outside 0 to 24 h`},
		{"unknown value", `{"own": {"clinic.bed": "lw"}}`, `own["clinic.bed"]: unknown value of clinic.bed "lw" (did you mean low?)`},
		{"list for a value", `{"own": {"clinic.bed": ["low"]}}`, `own["clinic.bed"]: a value of clinic.bed must be low or high, found a list`},
		{"list inside a set", `{"own": {"clinic.oils": [["nut"]]}}`, `own["clinic.oils"][0]: a value of clinic.oils must be none, nut or mint, found a list`},
		{"empty set", `{"own": {"clinic.oils": []}}`, `own["clinic.oils"]: is an empty list; write ["none"]`},
		{"none beside others", `{"own": {"clinic.oils": ["none", "nut"]}}`, `own["clinic.oils"]: holds none beside other values`},
		{
			"region that is not a value",
			`{"own": {"clinic.tattoo": "yes", "clinic.tattoo_at": ["foot"]}}`,
			`own["clinic.tattoo_at"][0]: unknown value of clinic.tattoo_at "foot"; write sacral, hand, lumbar_paraspinal, tailbone or lumbar`,
		},
		{
			"group with other parts",
			`{"own": {"clinic.tattoo": "yes", "clinic.tattoo_at": ["back_all"]}}`,
			`own["clinic.tattoo_at"][0]: unknown value of clinic.tattoo_at "back_all"; write sacral, hand, lumbar_paraspinal, tailbone or lumbar`,
		},
		{
			"detail of nothing",
			`{"own": {"clinic.tattoo_at": ["hand"]}}`,
			`own["clinic.tattoo_at"]: is hand, but only means something if clinic.tattoo`,
		},
		{
			"card and answer disagree",
			`{"cards": {"clinic_now": {}}, "own": {"clinic.oils": ["nut"]}}`,
			`own["clinic.oils"]: is nut, but card clinic_now says none on line oils_or_tired`,
		},
	})
}
