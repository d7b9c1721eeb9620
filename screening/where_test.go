package screening_test

import "testing"

// What stands in the wrong place of an intake is told where it belongs.
func TestDecodeIntakeSaysWhereThingsStand(t *testing.T) {
	refuse(t, ownScreener(t), []refusal{
		{"group for a region", `{"regions": ["disc"]}`, `regions[0]: unknown region "disc"; disc is a group of facts`},
		{"card for a region", `{"regions": ["nerves_now"]}`, `regions[0]: unknown region "nerves_now"; nerves_now is a card, and stands in cards`},
		{"fact for a region", `{"regions": ["disc.present"]}`, `regions[0]: unknown region "disc.present"; disc.present is a fact, and stands as present in disc`},
		{"part of a region", `{"regions": ["midline"]}`, `regions[0]: unknown region "midline" (did you mean spine_midline?)`},
		{"no region at all", `{"regions": ["everywhere"]}`,
			`regions[0]: unknown region "everywhere"; write head, face, jaw, ear, neck_anterior, neck_side, neck_posterior, shoulder and ` + moreRegions(t) + ` more`},
		{"region for a group", `{"calf": {}}`, `calf: unknown key "calf" in an intake; calf is a region, and stands in regions`},
		{"card for a group", `{"nerves_now": {}}`, `nerves_now: unknown key "nerves_now" in an intake; nerves_now is a card, and stands in cards`},
		{"fact without its group", `{"age": 34}`, `age: unknown key "age" in an intake (did you mean client.age?)`},
		{"own fact in the intake", `{"clinic.tattoo": "yes"}`, `["clinic.tattoo"]: unknown key "clinic.tattoo" in an intake; clinic.tattoo is a fact of the clinic, and stands in own`},
		{"region for a line", `{"cards": {"nerves_now": {"ticked": ["calf"]}}}`,
			`cards.nerves_now.ticked[0]: unknown line "calf"; calf is a region, and stands in regions`},
		{"line for a card", `{"cards": {"chest_pain": {}}}`, `cards.chest_pain: unknown key "chest_pain" in cards; chest_pain is a line of the card emergency_now`},
		{"group for a card", `{"cards": {"dm": {}}}`, `cards.dm: unknown key "dm" in cards; dm is a group of facts`},
		{"part of a card", `{"cards": {"heart": {}}}`, `cards.heart: unknown key "heart" in cards; heart is a line of the card heart_and_blood`},
		{"fact of another group", `{"client": {"direction": "central"}}`, `client.direction: unknown key "direction" in the group client (did you mean disc.direction?)`},
		{"region in own", `{"own": {"calf": "yes"}}`, `own.calf: unknown key "calf" in the clinic's own facts; calf is a region, and stands in regions`},
	})
}
