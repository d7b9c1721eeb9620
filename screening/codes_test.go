package screening_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/document"
)

func TestCodeMatching(t *testing.T) {
	tests := []struct{ name, system, code, want string }{
		{"itself", screening.ICD10, "M51.2", "disc.present"},
		{"without its dot", screening.ICD10, "M512", "disc.present"},
		{"small letters", screening.ICD10, "m51.2", "disc.present"},
		{"a subdivision", screening.ICD10, "M51.26", "disc.present"},
		{"a subdivision without a dot", screening.ICD10, "M5126", "disc.present"},
		{"a subdivision of a category", screening.ICD10, "M41.05", "cond.scoliosis"},
		{"a wider code, of a row of its own", screening.ICD10, "M51", "disc.present"},
		{"a neighbour", screening.ICD10, "M51.3", "disc.present disc.bulge_only"},
		{"first of a range", screening.ICD10, "I60", "hx.stroke"},
		{"inside a range", screening.ICD10, "I63.9", "hx.stroke"},
		{"last of a range with a subdivision", screening.ICD10, "I64.0", "hx.stroke"},
		{"before a range", screening.ICD10, "I59.9", ""},
		{"behind a range", screening.ICD10, "I65", "hx.stroke med.antiplatelet"},
		{"before a range of subdivisions", screening.ICD10, "I71.4", "vasc.aaa_known vasc.aaa_new_pain"},
		{"first of a range of subdivisions", screening.ICD10, "I71.5", "cond.vessel_fragile vasc.aaa_known"},
		{"inside a range of subdivisions", screening.ICD10, "I71.61", "cond.vessel_fragile vasc.aaa_known"},
		{"wider than a range of subdivisions", screening.ICD10, "I71", "cond.vessel_fragile vasc.aaa_known"},
		{"in a range and by itself", screening.ICD10, "C41.2", "hx.cancer cond.spinal_tumour"},
		{"a letter as the third sign", screening.ICD10, "C7A.1", "hx.cancer"},
		{"a seventh sign", screening.ICD10, "S22.000A", "cond.vertebral_fracture vf.not_released trauma.recent"},
		{"an asterisk", screening.ICD10, "M49.0*", "cond.tb_bone cond.tb_active"},
		{"a dagger", screening.ICD10, "A18.0†", "cond.tb_bone cond.tb_active"},
		{"a plus for the dagger", screening.ICD10, "A18.0+", "cond.tb_bone cond.tb_active"},
		{"a code that asks nothing", screening.ICD10, "Z00.0", ""},
		{"longer and milder", screening.ICD10, "C44.3", "hx.cancer skin.lump"},
		{"longer and harmless", screening.ICD10, "D57.3", ""},
		{"a concept", screening.SNOMED, "73211009", "cond.diabetes dm.complicated"},
		{"a concept of ten digits that needs a licence", screening.SNOMED, "1157067003", ""},
		{"no concept of the tables", screening.SNOMED, "138875005", ""},
	}
	s := newScreener(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			found, err := s.CodedFacts(tt.system, tt.code)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]bool{}
			for _, f := range found {
				got[f.Fact] = true
			}
			want := map[string]bool{}
			for fact := range strings.FieldsSeq(tt.want) {
				want[fact] = true
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestCodeThatCannotBeLookedUp(t *testing.T) {
	const icd = " is not an ICD-10 code; write a letter, two digits and what follows, such as M51.2"
	const snomed = " is not the number of a SNOMED CT concept; is a digit wrong or missing?"
	tests := []struct{ system, code, want string }{
		{"icd9", "I10", `system: unknown system "icd9"; write icd10 or snomed`},
		{"", "I10", `system: unknown system ""; write icd10 or snomed`},
		{"ICD10", "I10", `system: unknown system "ICD10" (did you mean icd10?)`},
		{screening.ICD10, "", `code: ""` + icd},
		{screening.ICD10, "M5", `code: "M5"` + icd},
		{screening.ICD10, "M51.", `code: "M51."` + icd},
		{screening.ICD10, "M51.2.6", `code: "M51.2.6"` + icd},
		{screening.ICD10, " M51.2", `code: " M51.2"` + icd},
		{screening.ICD10, "C00-C97", `code: "C00-C97"` + icd},
		{screening.ICD10, "73211009", `code: "73211009"` + icd},
		{screening.ICD10, "ı10", `code: "ı10"` + icd},
		{screening.ICD10, "M51.2**", `code: "M51.2**"` + icd},
		{screening.ICD10, strings.Repeat("M", 100), `code: "` + strings.Repeat("M", 60) + `"` + icd},
		{screening.SNOMED, "", `code: ""` + snomed},
		{screening.SNOMED, "I10", `code: "I10"` + snomed},
		{screening.SNOMED, "73211008", `code: "73211008"` + snomed}, // the last digit
		{screening.SNOMED, "72311009", `code: "72311009"` + snomed}, // two swapped
		{screening.SNOMED, "073211009", `code: "073211009"` + snomed},
		{screening.SNOMED, "121589010", `code: "121589010"` + snomed}, // the description of a concept
	}
	s := newScreener(t)
	for _, tt := range tests {
		t.Run(tt.system+" "+tt.code, func(t *testing.T) {
			found, err := s.CodedFacts(tt.system, tt.code)
			var problems *document.Error
			if !errors.As(err, &problems) || found != nil {
				t.Fatalf("got %v and the error %v", found, err)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// Codes answer nothing: a record never changes what is decided, only what a form may show.
func ExampleScreener_CodedFacts() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, record := range []struct{ system, code string }{
		{screening.ICD10, "I10"}, {screening.ICD10, "R33"}, {screening.ICD10, "M51.16"}, {screening.SNOMED, "22298006"}, {screening.ICD10, "Z00.0"},
	} {
		facts, err := s.CodedFacts(record.system, record.code)
		if err != nil {
			fmt.Println(err)
			return
		}
		if len(facts) == 0 {
			fmt.Println(record.code, "speaks of nothing that is asked")
		}
		for _, f := range facts {
			what := "ask"
			if f.Proposes {
				what = "propose yes, to be confirmed"
			}
			fmt.Printf("%s %s: %s (%s): %s\n", record.code, f.Says, f.Fact, f.Status, what)
		}
	}
	_, err = s.CodedFacts(screening.SNOMED, "22298007")
	fmt.Println(err)
	// Output:
	// I10 high blood pressure: cond.hypertension (V:who+cm+gm): propose yes, to be confirmed
	// R33 cannot pass water: neuro.bladder_change (V:who+cm+gm): ask
	// R33 cannot pass water: dev.attached (V:who+cm+gm): ask
	// M51.16 disc that presses a root: nerve.pattern (V:who+cm+gm): ask
	// M51.16 disc that presses a root: disc.present (V:who+cm+gm): propose yes, to be confirmed
	// 22298006 heart attack: hx.mi (V:gps+nhs+ohdsi+synthea+vsac): ask
	// 22298006 heart attack: cond.heart_stable (V:gps+nhs+ohdsi+synthea+vsac): ask
	// Z00.0 speaks of nothing that is asked
	// code: "22298007" is not the number of a SNOMED CT concept; is a digit wrong or missing?
}
