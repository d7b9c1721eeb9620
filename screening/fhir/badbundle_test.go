package fhir_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/policy"
)

// What of a bundle cannot be read is said by path, and the rest is read.
func TestBadBundles(t *testing.T) {
	s, lookup := newLookup(t)
	deep := strings.Repeat(`{"extension":[`, 50) + strings.Repeat(`]}`, 50)
	patient := `{"resource":{"resourceType":"Patient","id":"2"}}`
	for _, tt := range []struct{ name, data, want, told string }{
		{"not JSON", "{\"resourceType\":\n \"Bundle\",,}", `(line 2, column 11)`, ""},
		{"cut off", `{"resourceType":"Bundle","entry":[{"resource":{`, `is not JSON`, ""},
		{"a list", `[]`, `is no object`, ""},
		{"another resource", `{"resourceType":"Patient"}`, `resourceType: is no Bundle, but "Patient"`, ""},
		{"nothing", ``, `is not JSON`, ""},
		{"entries that are no list", `{"resourceType":"Bundle","entry":{}}`, `entry: entries are a list`, ""},
		{"an entry that is none", `{"resourceType":"Bundle","entry":[7]}`, `entry[0]: is no object`, ""},
		{"no type", `{"resourceType":"Bundle","entry":[{"resource":{}}]}`,
			`entry[0].resource: does not say of which type it is`, ""},
		{"two patients", strings.Replace(string(bundle(cond(icd, "I10", ""))), `"entry":[`, `"entry":[`+patient+`,`, 1),
			`entry[1].resource: is a second patient, Patient/1; a bundle tells of one`, ""},
		{"a key twice", string(bundle(cond(icd, "I10", `,"code":{}`), cond(icd, "E11", ""))), `entry[1].resource.code`,
			"cond.diabetes=yes cond.hypertension=yes dm.complicated?"},
		{"an entry's key twice",
			`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Claim"},"resource":{"resourceType":"Basic"}}]}`,
			`entry[0].resource: stands there twice`, ""},
		{"entries twice", `{"resourceType":"Bundle","entry":[],"entry":[]}`, `entry: stands there twice`, ""},
		{"a code that is a number", string(bundle(`{"resourceType":"Condition","code":{"coding":[{"system":"` + icd +
			`","code":10}]}}`)),
			`entry[1].resource.code.coding[0].code: is a text, and not the number 10`, ""},
		{"a concept that is a text", string(bundle(`{"resourceType":"Condition","code":"I10"}`)),
			`entry[1].resource.code: is an object, and not "I10"`, ""},
		{"codings that are no list", string(bundle(`{"resourceType":"Condition","code":{"coding":{}}}`)),
			`entry[1].resource.code.coding: is a list`, ""},
		{"a code with blanks", string(bundle(cond(icd, " I10 ", ""))),
			`entry[1].resource.code.coding[0].code: " I10 " has blanks around it`, "cond.hypertension=yes"},
		{"a date that is none", string(bundle(cond(icd, "I10", `,"onsetDateTime":"01.02.2020"`))),
			`entry[1].resource.onsetDateTime: "01.02.2020" is no date`, "cond.hypertension=yes"},
		{"a day that there is not", string(bundle(cond(icd, "I10", `,"onsetDateTime":"2025-02-30"`))),
			`"2025-02-30" is no date`, "cond.hypertension=yes"},
		{"a resource that is too long", string(bundle(cond(icd, "I10", `,"note":"`+strings.Repeat("x", 1<<20)+`"`))),
			`entry[1].resource: is `, ""},
		{"no text in UTF-8", string(bundle(cond(icd, "I10", ",\"note\":\"\xff\""))), `entry[1].resource.note`,
			"cond.hypertension=yes"},
		{"100 levels", string(bundle(cond(icd, "I10", `,"contained":[`+deep+`]`))), `: is nested deeper than`, ""},
	} {
		list, _, err := fhir.Proposals(s, []byte(tt.data), visitDay, lookup)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
		if got := told(list); got != tt.told {
			t.Errorf("%s: proposes %q beside it, want %q", tt.name, got, tt.told)
		}
	}
	long := append([]byte(`{"resourceType":"Bundle","x":"`), make([]byte, 100<<20)...)
	if _, _, err := fhir.Proposals(s, long, visitDay, lookup); err == nil || !strings.Contains(err.Error(),
		"at most 67108864 are read") {
		t.Errorf("100 MB: %v", err)
	}
}

// What FHIR allows beside what is read changes nothing.
func TestWhatBundlesMayHold(t *testing.T) {
	s, lookup := newLookup(t)
	deep := strings.Repeat(`{"extension":[`, 24) + `{"url":"x"}` + strings.Repeat(`]}`, 24) // 50 levels
	more := `,"contained":[` + deep + `],"extension":[` + strings.Repeat(`{"url":"x","valueString":"y"},`, 3000) +
		`{"url":"z"}]`
	plain, _, err := fhir.Proposals(s, bundle(cond(icd, "I10", "")), visitDay, lookup)
	if err != nil {
		t.Fatal(err)
	}
	rich, _, err := fhir.Proposals(s, bundle(cond(icd, "I10", more)), visitDay, lookup)
	if diff := cmp.Diff(asJSON(t, plain, nil), asJSON(t, rich, err)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	list, over, err := fhir.Proposals(s, []byte(`{"resourceType":"Bundle","link":[{"relation":"next","url":"x"}]}`),
		visitDay, lookup)
	if err != nil || list != nil || why(over) != "has a next page, which is not here" {
		t.Errorf("a page: %v %v %v", list, over, err)
	}
}

// A code in small letters or with blanks in it is read, with a word on how.
func TestCodesOutOfShape(t *testing.T) {
	s, lookup := newLookup(t)
	atc := func(code string) string {
		return `{"resourceType":"MedicationStatement","status":"active","medicationCodeableConcept":{"coding":[{"system":` +
			`"http://www.whocc.no/atc","code":"` + code + `"}]}}`
	}
	for _, tt := range []struct{ entry, told, why string }{
		{cond(icd, "I10", ""), "cond.hypertension=yes", ""},
		{cond(icd, "i10", ""), "cond.hypertension=yes", "i10 is read as I10"},
		{cond(cm, "z79.01", ""), "med.anticoagulant?", "z79.01 is read as Z79.01"},
		{cond(icd, "I 10", ""), "cond.hypertension=yes", "I 10 is read as I10"},
		{atc("b01aa03"), "med.anticoagulant=warfarin", "b01aa03 is read as B01AA03"},
		{atc("B01 AA03"), "med.anticoagulant=warfarin", "B01 AA03 is read as B01AA03"},
		{cond(icd, "nonsense", ""), "", "nonsense is read as NONSENSE; nonsense is in no table"},
	} {
		list, over, err := fhir.Proposals(s, bundle(tt.entry), visitDay, lookup)
		if got := told(list); err != nil || got != tt.told || why(over) != tt.why {
			t.Errorf("%s: %v proposes %q, passes over %q; want %q and %q", tt.entry, err, got, why(over), tt.told, tt.why)
		}
	}
}

// A proposal shows where it comes from, tells private entries, and keeps to the riskiest of several.
func TestProposalsShowTheirGround(t *testing.T) {
	s, lookup := newLookup(t)
	list, _, err := fhir.Proposals(s, bundle(drug("Eliquis", "active", `,"authoredOn":"2026-02-01"`), cond(cm,
		"Z79.01", ""),
		drug("Marcumar", "active", "")), visitDay, lookup)
	if err != nil || len(list) != 2 {
		t.Fatalf("%v %v", list, err)
	}
	const want = `{"fact":"med.anticoagulant","value":"warfarin","because":[` +
		`{"path":"entry[3].resource","resource":"MedicationRequest/4","system":"","code":"phenprocoumon","says":"phenprocoumon","date":"","value":"warfarin"},` +
		`{"path":"entry[1].resource","resource":"MedicationRequest/2","system":"","code":"apixaban","says":"apixaban","date":"2026-02-01","value":"doac"},` +
		`{"path":"entry[2].resource","resource":"Condition/3","system":"http://hl7.org/fhir/sid/icd-10-cm","code":"Z79.01","says":"takes a blood thinner","date":"","value":null}` +
		`],"conflict":true,"private":false}`
	got := strings.NewReplacer(`"code":"B01AA04"`, `"code":"phenprocoumon"`, `"code":"B01AF02"`,
		`"code":"apixaban"`).Replace(asJSON(t, list[1], nil))
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	list, _, err = fhir.Proposals(s, bundle(cond(icd, "F33.1", ""), cond(icd, "B24", "")), visitDay, lookup)
	if err != nil || len(list) < 3 {
		t.Fatalf("%v %v", list, err)
	}
	for _, p := range list {
		if p.Private != (p.Fact != "client.age") {
			t.Errorf("%s: private %t", p.Fact, p.Private)
		}
	}
	list, over, err := fhir.Proposals(s, bundle(cond(cm, "T14.91", "")), visitDay, lookup)
	if err != nil || told(list) != "psych.stable?" || why(over) != "T14.91 is heard, and never asked because of a record" {
		t.Errorf("%v %v %v", list, over, err)
	}
}

// Of no code of any table does a no come, or anything that calms; and nothing that is proposed is
// refused by the intake.
func TestNoRowCalms(t *testing.T) {
	s, lookup := newLookup(t)
	var all []string
	for _, f := range s.Rules().Facts() {
		for _, c := range f.Codes {
			code, _, _ := strings.Cut(c.Code, "-")
			all = append(all, cond(icd, code, `,"onsetDateTime":"2026-03-01"`))
		}
	}
	list, _, err := fhir.Proposals(s, bundle(all...), visitDay, lookup)
	if err != nil {
		t.Fatal(err)
	}
	facts := answer.NewFacts(s.Rules())
	proposed := 0
	for _, p := range list {
		if !p.Value.Asked() {
			continue
		}
		proposed++
		i, _ := s.Rules().FactIndex(p.Fact)
		f := &s.Rules().Facts()[i]
		x, fault := facts.Answer(i, p.Value)
		if fault != "" || f.Kind == policy.YesNo && (!x.Yes || f.Risk == policy.RiskLess) || p.Value.String() == f.None {
			t.Errorf("%s: proposes %s %s", p.Fact, p.Value, fault)
		}
	}
	if len(all) < 1000 || proposed < 40 {
		t.Errorf("%d codes, %d proposals", len(all), proposed)
	}
}

func FuzzBundle(f *testing.F) {
	s, lookup := newLookup(f)
	f.Add(bundle(cond(icd, "I10", `,"onsetDateTime":"2020"`), drug("Marcumar", "active", "")))
	f.Add(bundle(measure("6301-6", quantity("2.5", "{INR}"), "2026-02-20")))
	f.Add(bundle(cond(icd, "I89.0", `,"bodySite":[{"text":"left arm"},{"coding":[{"display":"vomer"}]}]`)))
	f.Add([]byte(`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","birthDate":"1999-02"}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, over, _ := fhir.Proposals(s, data, visitDay, lookup)
		again, _, _ := fhir.Proposals(s, data, visitDay, lookup)
		if a, b := asJSON(t, list, nil), asJSON(t, again, nil); a != b {
			t.Errorf("%s\n%s", a, b)
		}
		for _, o := range over {
			if o.Why == "" || o.Count < 1 {
				t.Errorf("%v", o)
			}
		}
		for _, p := range list {
			if len(p.Because) == 0 {
				t.Errorf("%s is for no reason", p.Fact)
			}
		}
	})
}
