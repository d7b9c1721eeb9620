package screening

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

func TestCodesAreReadStrictly(t *testing.T) {
	const good = "{facts: [cond.hypertension], proposes: yes, system: icd10, codes: [I10], says: Hypertension, status: checked}"
	entry := func(old, new string) string { return "codes:\n  - " + strings.Replace(good, old, new, 1) + "\n" }
	tests := []struct{ name, file, want string }{
		{"nothing wrong", entry("", ""), ""},
		{"no codes", "without: []\n", `codes.yaml:1:1: a list of codes needs "codes"`},
		{"unknown key", entry("says:", "say:"), "codes.yaml:2:5: an entry needs \"says\"\ncodes.yaml:2:78: unknown key \"say\" in an entry (did you mean says?)"},
		{"unknown fact", entry("hypertension", "hypertensoin"), `codes.yaml:2:14: unknown fact "cond.hypertensoin" (did you mean cond.hypertension?)`},
		{"no", entry("proposes: yes", "proposes: no"), `codes.yaml:2:44: unknown proposal "no"; write yes`},
		{"a fact of now", entry("cond.hypertension", "neuro.bladder_change"),
			"codes.yaml:2:14: a code proposes nothing about neuro.bladder_change, which is not told once and for all; leave proposes out"},
		{"felt, though it holds", entry("cond.hypertension", "sx.vertigo"),
			"codes.yaml:2:14: a code proposes nothing about sx.vertigo, which is not told once and for all; leave proposes out"},
		{"what would calm", entry("cond.hypertension", "disc.bulge_only"),
			"codes.yaml:2:14: a code proposes nothing about disc.bulge_only, which is not told once and for all; leave proposes out"},
		{"a list", entry("cond.hypertension", "hx.mi"),
			"codes.yaml:2:14: a code proposes nothing about hx.mi, which is not told once and for all; leave proposes out"},
		{"unknown system", entry("icd10", "icd9"), `codes.yaml:2:57: unknown system "icd9"; write icd10 or snomed`},
		{"another status", entry("checked", "V1"), `codes.yaml:2:106: unknown status of ICD-10 codes "V1"; write checked`},
		{"not a code", entry("[I10]", "[I10, i11]"), `codes.yaml:2:77: "i11" is not an ICD-10 code or range; write it as M51.2 or I60-I64`},
		{"a range of different ends", entry("[I10]", "[I10-I11.1]"), `codes.yaml:2:72: "I10-I11.1" is not a range; write the lower end first, and both alike, as in I60-I64`},
		{"a range from high to low", entry("[I10]", "[I11-I10]"), `codes.yaml:2:72: "I11-I10" is not a range; write the lower end first, and both alike, as in I60-I64`},
		{"a range of one", entry("[I10]", "[I10-I10]"), `codes.yaml:2:72: "I10-I10" is not a range; write the lower end first, and both alike, as in I60-I64`},
		{"twice", entry("[I10]", "[I10, I10]"), "codes.yaml:2:77: I10 leads to cond.hypertension already"},
		{"a wrong digit", entry("icd10, codes: [I10]", "snomed, codes: [38341004]"),
			"codes.yaml:2:73: \"38341004\" is not the number of a SNOMED CT concept; is a digit wrong or missing?\n" +
				`codes.yaml:2:112: unknown status of SNOMED CT codes "checked"; write V1 or V2`},
		{"nothing said", entry("Hypertension", "''"), "codes.yaml:2:85: what a code says must not be empty"},
		{"no reason", "codes: []\nwithout:\n  - {system: icd10, code: I10, says: Hypertension}\n", `codes.yaml:3:5: an entry needs "reason"`},
	}
	facts := language(t).Facts
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := ""
			if _, err := readCodes("codes.yaml", tt.file, facts); err != nil {
				got = err.Error()
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// A clinic that asks a fact anew at every visit wants no record to answer it.
func TestNoProposalOfThisVisitOnly(t *testing.T) {
	s, err := New()
	if err != nil {
		t.Fatal(err)
	}
	language := s.set.Schema()
	language.Facts = append([]policy.Fact(nil), language.Facts...)
	for i := range language.Facts {
		language.Facts[i].HoldsDays = 0
	}
	anew, err := policy.Load(language)
	if err != nil {
		t.Fatal(err)
	}
	found, err := (&Screener{set: anew}).CodedFacts(ICD10, "I10")
	if err != nil {
		t.Fatal(err)
	}
	want := []CodedFact{{Fact: "cond.hypertension", Code: "I10", Says: "Hypertension", Status: "checked"}}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}
