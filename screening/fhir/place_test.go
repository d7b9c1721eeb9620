package fhir_test

import (
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/fhir"
)

// Where an entry says that something is, is proposed of the fact that asks for its place; what leaves a
// place open, in this entry or in another of the same, leaves it to be asked.
func TestPlaces(t *testing.T) {
	s, lookup := newLookup(t)
	at := func(sites ...string) string {
		var list []string
		for _, x := range sites {
			list = append(list, `{"coding":[{"system":"`+sct+`","code":"1","display":"`+x+`"}]}`)
		}
		return `,"bodySite":[` + strings.Join(list, ",") + `]`
	}
	const today, before = `,"onsetDateTime":"2026-03-01"`, `,"onsetDateTime":"2026-02-20"`
	suspected := `,"verificationStatus":{"coding":[{"code":"provisional"}]}`
	for _, tt := range []struct{ name, entries, facts, want string }{
		{"an arm", cond(icd, "I89.0", at("Left upper arm structure")), "cond.lymphoedema_at", "cond.lymphoedema_at=[arm]"},
		{"its words alone", cond(icd, "I89.0", `,"bodySite":[{"text":"rechter Unterarm"}]`), "cond.lymphoedema_at",
			"cond.lymphoedema_at=[arm]"},
		{"two places", cond(icd, "I89.0", at("Hand", "left armpit")), "cond.lymphoedema_at",
			"cond.lymphoedema_at=[axilla hand]"},
		{"the back is all of it", cond(icd, "I89.0", at("Back of trunk")), "cond.lymphoedema_at", "cond.lymphoedema_at=" +
			"[floating_ribs kidney_area lumbar_paraspinal sacral scapular spine_midline tailbone thoracic_paraspinal]"},
		{"nowhere", cond(icd, "I89.0", ""), "cond.lymphoedema_at", ""},
		{"somewhere that is not known", cond(icd, "I89.0", at("Structure of vomer")), "cond.lymphoedema_at",
			"cond.lymphoedema_at?"},
		{"one that is known and one that is not", cond(icd, "I89.0", at("Hand", "Structure of vomer")),
			"cond.lymphoedema_at", "cond.lymphoedema_at?"},
		{"of two entries one does not say", cond(icd, "I89.0", at("Hand")) + cond(icd, "I89.0", ""),
			"cond.lymphoedema_at", "cond.lymphoedema_at?"},
		{"of two entries one is not known", cond(icd, "I89.0", at("Hand")) + cond(icd, "I89.0", at("Vomer")),
			"cond.lymphoedema_at", "cond.lymphoedema_at?"},
		{"of two entries one is suspected, somewhere", cond(icd, "C79.5", at("Rib")) + cond(icd, "C79.5", suspected),
			"cond.bone_metastasis_at", "cond.bone_metastasis_at?"},
		{"two entries", cond(icd, "I89.0", at("Hand")) + cond(icd, "I89.0", at("Foot")),
			"cond.lymphoedema_at", "cond.lymphoedema_at=[foot hand]"},
		{"suspected", cond(icd, "C79.5", at("Rib")+suspected), "cond.bone_metastasis_at", "cond.bone_metastasis_at?"},
		{"told", cond(icd, "C79.5", at("Rib")), "cond.bone_metastasis_at", "cond.bone_metastasis_at=[floating_ribs ribs]"},
		{"a break", cond(icd, "S52.5", at("Wrist")+before), "trauma.fracture_at trauma.injury_at",
			"trauma.fracture_at=[arm hand] trauma.injury_at?"},
		{"a break of today", cond(icd, "S52.5", at("Wrist")+today), "trauma.injury_at", "trauma.injury_at=[arm hand]"},
		{"what is asked besides is elsewhere", cond(icd, "C50", at("Breast")), "cond.radiotherapy_field_at", ""},
	} {
		resources := strings.SplitAfter(strings.ReplaceAll(tt.entries, "}{", "}\n{"), "\n")
		list, over, err := fhir.Proposals(s, bundle(resources...), visitDay, lookup)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		var some []fhir.Proposal
		for _, p := range list {
			if strings.Contains(" "+tt.facts+" ", " "+p.Fact+" ") {
				some = append(some, p)
			}
		}
		if got := told(some); got != tt.want {
			t.Errorf("%s: got %s, want %s (%s)", tt.name, got, tt.want, why(over))
		}
		if unknown := strings.Contains(strings.ToLower(tt.entries), "vomer"); unknown != strings.Contains(why(over), "a place of the body") {
			t.Errorf("%s: passed over %s", tt.name, why(over))
		}
	}
}
