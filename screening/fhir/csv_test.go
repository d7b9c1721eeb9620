package fhir_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/fhir"
)

// A table says what a bundle says.
func TestTableOfARecord(t *testing.T) {
	s, lookup := newLookup(t)
	const table = `kind,system,code,text,status,date,value,unit
condition,icd10-who,I10,,,1999,,
condition,icd10-cm,s13.4xxa,,active,2026-02-01,,
condition,snomed,73211009,Diabetes,suspected,,,
condition,icd10-gm,I21.9,,refuted,,,
drug,,,Marcumar,,,,
drug,atc,B01AF02,,stopped,,,
drug,,,"Hydrocortisone cream, 1 %",active,2026-02-01,,
value,loinc,6301-6,INR,,2026-02-20,2.5,{INR}
value,loinc,8310-5,,,2026-03-01,38.9,
device,,,No diabetes; pacemaker,,,,
procedure,,,Coronary artery bypass,,2026-02-15,,
allergy,,,latex,,,,
patient,,,,,1980-03-02,,
`
	list, over, err := fhir.ProposalsCSV(s, []byte(table), visitDay, lookup)
	if err != nil {
		t.Fatal(err)
	}
	want := "allergy.medium? cond.diabetes? cond.heart_stable? cond.hypertension=yes dev.pacemaker=yes dm.complicated? " +
		"med.anticoagulant=warfarin med.inr=2.5 med.inr_age_days=9 skin.rash? surg.heart=yes surg.heart_weeks=2 " +
		"surg.kind? surg.recent? surg.weeks=2 trauma.days_since=28 trauma.recent? trauma.whiplash?"
	if diff := cmp.Diff(want, told(list)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	if got := why(over); got != "s13.4xxa is read as S13.4XXA; I21.9 is refuted; B01AF02 is not taken: stopped; 8310-5 has no code of a unit" {
		t.Errorf("passed over: %s", got)
	}
	if list[0].Fact != "client.age" || list[0].Value.String() != "45" || list[0].Because[0].Path != "line 14" {
		t.Errorf("%+v", list[0])
	}
	german := strings.NewReplacer(",", ";", "cream; 1 %", "cream, 1 %").Replace(strings.Replace(table,
		"No diabetes; pacemaker", "pacemaker", 1))
	again, _, err := fhir.ProposalsCSV(s, []byte("\ufeff"+german), visitDay, lookup)
	if diff := cmp.Diff(want, told(again)); diff != "" {
		t.Errorf("with semicolons: %v mismatch (-want +got):\n%s", err, diff)
	}
}

// A table says where, in a column of its own.
func TestTableWithSites(t *testing.T) {
	s, lookup := newLookup(t)
	list, over, err := fhir.ProposalsCSV(s, []byte("kind,system,code,site,status,date\n"+
		"condition,icd10-who,I89.0,left arm,,2020\ncondition,icd10-who,Z92.3,somewhere,,\n"), visitDay, lookup)
	want := "cond.lymphoedema=yes cond.lymphoedema_at=[arm elbow] cond.radiotherapy_field=yes " +
		"cond.radiotherapy_field_at? hx.cancer?"
	if diff := cmp.Diff(want, told(list)); diff != "" || err != nil {
		t.Errorf("%v mismatch (-want +got):\n%s", err, diff)
	}
	if got := why(over); got != "somewhere is a place of the body that is not known here: somewhere" {
		t.Errorf("passed over: %s", got)
	}
}

func TestBadTables(t *testing.T) {
	s, lookup := newLookup(t)
	for _, tt := range []struct{ table, want, told string }{
		{"", "line 1: is no head of a table: EOF", ""},
		{"kind,sytem\n", `line 1: "sytem" is no column, or stands there twice (did you mean system?)`, ""},
		{"kind,kind\n", `line 1: "kind" is no column, or stands there twice`, ""},
		{"kind,system,code\nillness,icd10-who,I10\ncondition,icd10-who,I10\n", `line 2: "illness" is no kind`,
			"cond.hypertension=yes"},
		{"kind,system,code\ncondition,icd9,401\n", `line 2: "icd9" is no system; write icd10-who`, ""},
		{"kind,code\ncondition,I10\n", `line 2: the code "I10" has no system`, ""},
		{"kind,system,code\ncondition,icd10-who,I10,x\n", `line 2: has 4 fields under 3 columns`, ""},
		{"kind,system,code,date\ncondition,icd10-who,I10,01.02.2020\n",
			`line 2.onsetDateTime: "01.02.2020" is no date`, "cond.hypertension=yes"},
		{"kind,system,code,status\ncondition,icd10-who,I10,gone\n", `line 2: "gone" is no status of a condition`, ""},
		{"kind,system,code,value,unit\nvalue,loinc,777-3,many,/uL\n", `line 2: "many" is no number`, ""},
		{"kind,system,code,value,unit\nvalue,loinc,777-3,0x10,/uL\n", `line 2: `, ""},
		{"kind,system,code\ncondition,icd10-who,\"I10\ncondition,icd10-who,E11\n", `line 2: `, ""},
		{"kind,text\npatient,a\npatient,b\n", `line 3: is a second patient`, ""},
	} {
		list, _, err := fhir.ProposalsCSV(s, []byte(tt.table), visitDay, lookup)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: got %v, want %s", tt.table, err, tt.want)
		}
		if got := told(list); got != tt.told {
			t.Errorf("%q: proposes %s beside it, want %s", tt.table, got, tt.told)
		}
	}
}

func FuzzTable(f *testing.F) {
	s, lookup := newLookup(f)
	f.Add("kind,system,code,text,status,date,value,unit\ncondition,icd10-who,I10,,,1999,,\nvalue,loinc,777-3,,,2026-02-01,90,/uL\n")
	f.Add("kind;text\ndrug;Marcumar\n")
	f.Fuzz(func(t *testing.T, table string) {
		list, _, _ := fhir.ProposalsCSV(s, []byte(table), visitDay, lookup)
		for _, p := range list {
			if len(p.Because) == 0 {
				t.Errorf("%s is for no reason", p.Fact)
			}
		}
	})
}
