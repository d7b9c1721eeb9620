package fhir_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
)

// Without a patient in the bundle, all that is about the first subject counts, however it is named.
func TestSubjectWithoutAPatient(t *testing.T) {
	s, lookup := newLookup(t)
	about := func(ref, code string) string {
		return `{"resource":{"resourceType":"Condition","subject":{"reference":"` + ref +
			`"},"code":{"coding":[{"system":"` + icd +
			`","code":"` + code + `"}]}}}`
	}
	list, over, err := fhir.Proposals(s,
		[]byte(`{"resourceType":"Bundle","entry":[`+about("https://ehr.example/fhir/Patient/1", "I10")+
			","+about("Patient/1", "M81.0")+","+about("Patient/11", "E11")+"]}"), visitDay, lookup)
	if err != nil || told(list) != "cond.hypertension=yes cond.osteoporosis=yes" || why(over) != "is about another subject, Patient/11" {
		t.Errorf("%s; %s; %v", told(list), why(over), err)
	}
}

// A drug of which the text names only what asks nothing is looked up by its ingredients too, unless it is
// given locally.
func TestIngredientsBesideTheText(t *testing.T) {
	s, lookup := newLookup(t)
	lookup.Ingredients = func(string) []string { return []string{"1364430"} } // apixaban
	for text, want := range map[string]string{
		"Acetaminophen / Newname 5 MG": "med.anticoagulant=doac", "Acetaminophen / Newname topical cream": "",
	} {
		list, _, err := fhir.Proposals(s, bundle(`{"resourceType":"MedicationRequest","status":"active","intent":"order",`+
			`"medicationCodeableConcept":{"coding":[{"system":"`+rx+`","code":"999","display":"`+text+`"}]}}`), visitDay, lookup)
		if got := told(list); got != want || err != nil {
			t.Errorf("%s: got %s, want %s, %v", text, got, want, err)
		}
	}
}

// Two patients are two without ids, and with the same id of two servers.
func TestTwoPatients(t *testing.T) {
	s, lookup := newLookup(t)
	for _, tt := range []struct {
		one, two string
		want     bool
	}{
		{`"resource":{"resourceType":"Patient"}`, `"resource":{"resourceType":"Patient"}`, true},
		{`"fullUrl":"https://a.example/Patient/1","resource":{"resourceType":"Patient","id":"1"}`,
			`"fullUrl":"https://b.example/Patient/1","resource":{"resourceType":"Patient","id":"1"}`, true},
		{`"fullUrl":"https://a.example/Patient/1","resource":{"resourceType":"Patient","id":"1"}`,
			`"resource":{"resourceType":"Patient","id":"1"}`, false},
	} {
		_, _, err := fhir.Proposals(s, []byte(`{"resourceType":"Bundle","entry":[{`+tt.one+"},{"+tt.two+"}]}"), visitDay, lookup)
		if got := err != nil && strings.Contains(err.Error(), "second patient"); got != tt.want {
			t.Errorf("%s, %s: %v", tt.one, tt.two, err)
		}
	}
}

// visitDay is the day of the visit in these tests.
var visitDay = time.Date(2026, 3, 1, 15, 0, 0, 0, time.UTC)

func newLookup(t testing.TB) (*screening.Screener, fhir.Lookup) {
	t.Helper()
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	x, err := tables()
	if err != nil {
		t.Fatal(err)
	}
	return s, fhir.Lookup{Tables: x}
}

// bundle is one of a patient, 1, with resources.
func bundle(resources ...string) []byte {
	all := []string{`{"fullUrl":"urn:uuid:p","resource":{"resourceType":"Patient","id":"1","birthDate":"1980-03-02"}}`}
	for i, r := range resources {
		r = strings.Replace(r, "{", fmt.Sprintf(`{"id":"%d",`, i+2), 1)
		if !strings.Contains(r, `"subject"`) && !strings.Contains(r, `"patient"`) {
			r = strings.Replace(r, "{", `{"subject":{"reference":"Patient/1"},`, 1)
		}
		all = append(all, `{"resource":`+r+`}`)
	}
	return []byte(`{"resourceType":"Bundle","type":"collection","entry":[` + strings.Join(all, ",") + `]}`)
}

const (
	sct   = "http://snomed.info/sct"
	icd   = "http://hl7.org/fhir/sid/icd-10"
	cm    = "http://hl7.org/fhir/sid/icd-10-cm"
	gm    = "http://fhir.de/CodeSystem/bfarm/icd-10-gm"
	atc   = "http://www.whocc.no/atc"
	rx    = "http://www.nlm.nih.gov/research/umls/rxnorm"
	loinc = "http://loinc.org"
)

// cond is a condition; more are further members.
func cond(system, code, more string) string {
	return `{"resourceType":"Condition","code":{"coding":[{"system":"` + system + `","code":"` + code + `"}]}` +
		more + `}`
}

func drug(text, status, more string) string {
	return `{"resourceType":"MedicationRequest","intent":"order","status":"` + status +
		`","medicationCodeableConcept":{"text":"` + text + `"}` + more + `}`
}

func measure(code, value, date string) string {
	return `{"resourceType":"Observation","status":"final","code":{"coding":[{"system":"` + loinc + `","code":"` +
		code +
		`"}]},"effectiveDateTime":"` + date + `",` + value + `}`
}

func quantity(x, unit string) string {
	return `"valueQuantity":{"value":` + x + `,"unit":"` + unit + `","system":"http://unitsofmeasure.org","code":"` +
		unit + `"}`
}

// told writes proposals as fact=value and fact?, without the age.
func told(list []fhir.Proposal) string {
	var out []string
	for _, p := range list {
		text := p.Fact + "?"
		if p.Value.Asked() {
			text = p.Fact + "=" + p.Value.String()
		}
		if p.Conflict {
			text += "!"
		}
		if p.Fact != "client.age" {
			out = append(out, text)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func why(list []fhir.PassedOver) string {
	var out []string
	for _, p := range list {
		out = append(out, strings.TrimSpace(p.Code+" "+p.Why))
	}
	return strings.Join(out, "; ")
}

// What a record says, and what it does not, by the tables' README and the traps of the specification.
func TestProposals(t *testing.T) {
	s, lookup := newLookup(t)
	verified := func(x string) string {
		return `,"verificationStatus":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/condition-ver-status","code":"` + x + `"}]}`
	}
	proc := func(period string) string {
		return `{"resourceType":"Procedure","status":"completed","code":{"coding":[{"system":"` + sct +
			`","code":"367336001"}]},"performedPeriod":` + period + `}`
	}
	clinical := func(x string) string { return `,"clinicalStatus":{"coding":[{"code":"` + x + `"}]}` }
	sure := func(x string) string {
		return `{"resourceType":"Condition","code":{"coding":[{"system":"` + gm +
			`","code":"I10.90","extension":[{"url":` +
			`"http://fhir.de/StructureDefinition/icd-10-gm-diagnosesicherheit","valueCoding":{"code":"` + x + `"}}]}]}}`
	}
	for _, tt := range []struct {
		name      string
		resources []string
		want, why string
	}{
		{"a lasting condition", []string{cond(icd, "I10", "")}, "cond.hypertension=yes", ""},
		{"in lower case, without a dot", []string{cond(cm, "e11621", "")},
			"cond.diabetes=yes dm.complicated? dm.foot_sore?", "e11621 is read as E11621"},
		{"of long ago", []string{cond(icd, "I10", `,"onsetDateTime":"1999"`)}, "cond.hypertension=yes", ""},
		{"resolved, and lasting all the same", []string{cond(icd, "I10", clinical("resolved"))},
			"cond.hypertension=yes", ""},
		{"abated", []string{cond(icd, "S13.4", `,"onsetDateTime":"2026-02-01","abatementDateTime":"2026-02-10"`)}, "",
			"S13.4 is over; S13.4 is over"},
		{"a cancer in remission", []string{cond(icd, "C79.5", clinical("remission"))},
			"cond.bone_metastasis=yes hx.cancer=yes",
			"C79.5 is over"},
		{"refuted", []string{cond(icd, "I10", verified("refuted"))}, "", "I10 is refuted"},
		{"refuted, without a code", []string{cond(icd, "I10", `,"verificationStatus":{"text":"Refuted"}`)}, "",
			"I10 is refuted"},
		{"over, without a code", []string{cond(icd, "J18.9", `,"onsetDateTime":"2026-02-20","clinicalStatus":{"text":"Resolved"}`)},
			"", "J18.9 is over"},
		{"entered in error", []string{cond(icd, "I10", verified("entered-in-error"))}, "", "I10 was entered in error"},
		{"provisional", []string{cond(icd, "I10", verified("provisional"))}, "cond.hypertension?", ""},
		{"suspected in words",
			[]string{`{"resourceType":"Condition","code":{"text":"suspected hypertension","coding":[{"system":"` +
				icd + `","code":"I10"}]}}`}, "cond.hypertension?", ""},
		{"excluded, in German", []string{sure("A")}, "", "I10.90 is excluded"},
		{"excluded, in German, beside a code without a mark", []string{strings.Replace(sure("A"), `"coding":[`,
			`"coding":[{"system":"`+sct+`","code":"38341003"},`, 1)}, "",
			"38341003 is excluded; I10.90 is excluded"},
		{"suspected, in German, beside a code without a mark", []string{strings.Replace(sure("V"), `"coding":[`,
			`"coding":[{"system":"`+sct+`","code":"38341003"},`, 1)}, "cond.hypertension?", ""},
		{"an end that is still to come", []string{cond(icd, "S13.4",
			`,"onsetDateTime":"2026-02-01","abatementDateTime":"2027-02-10"`)},
			"trauma.days_since=28 trauma.recent? trauma.whiplash?", ""},
		{"suspected, in German", []string{sure("V")}, "cond.hypertension?", ""},
		{"state after, in German", []string{sure("Z")}, "cond.hypertension=yes", ""},
		{"certain, in German", []string{sure("G")}, "cond.hypertension=yes", ""},
		{"a family history", []string{cond(icd, "Z80.3", "")}, "", "Z80.3 is known, and asks nothing"},
		{"an injury", []string{cond(icd, "S13.4", `,"onsetDateTime":"2026-02-01"`)},
			"trauma.days_since=28 trauma.recent? trauma.whiplash?", ""},
		{"an injury by the month", []string{cond(icd, "S13.4", `,"onsetDateTime":"2026-02"`)},
			"trauma.recent? trauma.whiplash?", ""},
		{"an injury of no date", []string{cond(icd, "S13.4", "")}, "trauma.recent? trauma.whiplash?", ""},
		{"an old injury", []string{cond(icd, "S13.4", `,"onsetDateTime":"2019-05-01"`)}, "",
			"S13.4 is too old to ask of: 2019-05-01; S13.4 is too old to ask of: 2019-05-01"},
		{"a late effect", []string{cond(cm, "S13.4XXS", `,"onsetDateTime":"2026-02-01"`)}, "",
			"S13.4XXS is the late effect of an injury that is over; S13.4XXS is the late effect of an injury that is over"},
		{"recorded in the future", []string{cond(icd, "I10", `,"recordedDate":"2030-01-01"`)}, "cond.hypertension=yes",
			"the date 2030-01-01 lies after the visit, and counts as none"},
		{"no system", []string{`{"resourceType":"Condition","code":{"coding":[{"code":"I10"}]}}`}, "",
			"I10 is in no table"},
		{"a system of another country", []string{cond("http://hl7.org/fhir/sid/icd-9-cm", "401.9", "")}, "",
			"401.9 is in no table"},
		{"every coding is tried",
			[]string{`{"resourceType":"Condition","code":{"coding":[{"system":"x","code":"y"},{"system":"` +
				sct + `","code":"73211009"}]}}`}, "cond.diabetes=yes dm.complicated?", ""},
		{"the text of a condition says nothing", []string{`{"resourceType":"Condition","code":{"text":"Diabetes"}}`},
			"",
			"Diabetes has no code"},
		{"another subject", []string{strings.Replace(cond(icd, "I10", ""), `{`,
			`{"subject":{"reference":"Patient/2"},`, 1)}, "",
			"is about another subject, Patient/2"},
		{"the subject by its address", []string{strings.Replace(cond(icd, "I10", ""), `{`,
			`{"subject":{"reference":"urn:uuid:p"},`, 1)},
			"cond.hypertension=yes", ""},
		{"a relative's record", []string{`{"resourceType":"FamilyMemberHistory","status":"completed"}`}, "",
			"is of a type that is not read"},
		{"changed in a way nobody knows", []string{cond(icd, "I10", `,"modifierExtension":[{"url":"x"}]`)}, "",
			"is changed in a way that is not known"},

		{"a drug in force", []string{drug("Marcumar", "active", "")}, "med.anticoagulant=warfarin", ""},
		{"in force for years", []string{drug("Apixaban 5 MG Oral Tablet", "active", `,"authoredOn":"2019-01-01"`)},
			"med.anticoagulant=doac", ""},
		{"stopped", []string{drug("Marcumar", "stopped", "")}, "", "Marcumar is not taken: stopped"},
		{"not taken", []string{strings.Replace(drug("Marcumar", "not-taken", ""), "MedicationRequest",
			"MedicationStatement", 1)}, "",
			"Marcumar is not taken: not-taken"},
		{"issued of late", []string{drug("Marcumar", "completed", `,"authoredOn":"2026-01-01"`)},
			"med.anticoagulant=warfarin", ""},
		{"issued long ago", []string{drug("Marcumar", "completed", `,"authoredOn":"2025-01-01"`)}, "",
			"Marcumar was issued more than six months ago, and is not active: 2025-01-01"},
		{"a plan", []string{strings.Replace(drug("Marcumar", "active", ""), `"order"`, `"plan"`, 1)}, "",
			"Marcumar is no order: plan"},
		{"a proposal", []string{strings.Replace(drug("Marcumar", "active", ""), `"order"`, `"proposal"`, 1)}, "",
			"Marcumar is no order: proposal"},
		{"not to be given", []string{drug("Marcumar", "active", `,"doNotPerform":true`)}, "",
			"Marcumar is not to be given"},
		{"on hold", []string{drug("Marcumar", "on-hold", "")}, "med.anticoagulant?", ""},
		{"a brand alone", []string{drug("Lasix", "active", "")},
			"cond.heart_failure? cond.hypertension? cond.organ_failure?", ""},
		{"on the skin", []string{drug("Hydrocortisone 10 MG/ML Topical Cream", "active", "")},
			"skin.rash?", ""},
		{"on the skin by its route", []string{drug("Hydrocortisone", "active",
			`,"dosageInstruction":[{"route":{"text":"topical"}}]`)},
			"skin.rash?", ""},
		{"misspelt", []string{drug("Apixiban", "active", "")}, "med.anticoagulant?", ""},
		{"by ATC", []string{`{"resourceType":"MedicationStatement","status":"active","medicationCodeableConcept":{"coding":[{"system":"` +
			atc + `","code":"B01AA04"}]}}`}, "med.anticoagulant=warfarin", ""},
		{"by an ingredient's RxNorm",
			[]string{`{"resourceType":"MedicationRequest","status":"active","intent":"order",` +
				`"medicationCodeableConcept":{"coding":[{"system":"` + rx + `","code":"1364430"}]}}`},
			"med.anticoagulant=doac", ""},
		{"two thinners", []string{drug("Marcumar", "active", ""), drug("Eliquis", "active", "")},
			"med.anticoagulant=warfarin!", ""},
		{"two platelet inhibitors", []string{drug("Clopidogrel 75 mg", "active", ""), drug("Ticagrelor 90 mg",
			"active", "")},
			"med.antiplatelet=dual", ""},
		{"the same twice", []string{drug("Clopidogrel 75 mg", "active", ""), drug("Plavix", "active", "")},
			"med.antiplatelet=single", ""},
		{"stopped, in capitals", []string{drug("Marcumar", "Stopped", "")}, "", "Marcumar is not taken: stopped"},
		{"a contained diagnosis", []string{cond(icd, "I10", `,"contained":[`+cond(icd, "E11", "")+`]`)},
			"cond.hypertension=yes", "stands inside of another resource, and is not read"},
		{"a contained drug",
			[]string{`{"resourceType":"MedicationRequest","status":"active","intent":"order","contained":[{"resourceType":` +
				`"Medication","id":"m","code":{"text":"Eliquis"}}],"medicationReference":{"reference":"#m"}}`},
			"med.anticoagulant=doac", ""},
		{"a drug of the bundle", []string{`{"resourceType":"MedicationRequest","status":"active","intent":"order",` +
			`"medicationReference":{"reference":"Medication/3"}}`,
			`{"resourceType":"Medication","code":{"text":"Eliquis"}}`},
			"med.anticoagulant=doac", ""},
		{"a version of a drug of the bundle", []string{
			`{"resourceType":"MedicationRequest","status":"active","intent":"order",` +
				`"medicationReference":{"reference":"Medication/3/_history/2"}}`,
			`{"resourceType":"Medication","code":{"text":"Eliquis"}}`}, "med.anticoagulant=doac", ""},
		{"a drug by its ingredient alone", []string{
			`{"resourceType":"MedicationRequest","status":"active","intent":"order",` +
				`"medicationReference":{"reference":"Medication/3"}}`,
			`{"resourceType":"Medication","code":{"coding":[{"system":"http://fhir.de/CodeSystem/ifa/pzn","code":"1"}]},` +
				`"ingredient":[{"itemCodeableConcept":{"coding":[{"system":"` + atc + `","code":"B01AA04"}]}}]}`},
			"med.anticoagulant=warfarin", ""},
		{"a cream by its ingredient and its route", []string{
			`{"resourceType":"MedicationRequest","status":"active","intent":"order",` +
				`"medicationReference":{"reference":"Medication/3"},"dosageInstruction":[{"route":{"text":"topical"}}]}`,
			`{"resourceType":"Medication","ingredient":[{"itemCodeableConcept":{"text":"Hydrocortisone"}}]}`},
			"skin.rash?", ""},
		{"an ATC class above two that speak, with a name", []string{strings.Replace(drug("Marcumar", "active", ""),
			`{"text"`, `{"coding":[{"system":"`+atc+`","code":"B01A"}],"text"`, 1)}, "med.anticoagulant=warfarin", ""},
		{"a drug elsewhere", []string{`{"resourceType":"MedicationRequest","status":"active","intent":"order",` +
			`"medicationReference":{"reference":"https://other.example/Medication/9"}}`}, "",
			"https://other.example/Medication/9 the drug stands elsewhere"},
		{"a drug that nobody knows", []string{drug("Vitaboost", "active", "")}, "",
			"Vitaboost is a drug that is in no table"},

		{"a fever of today", []string{measure("8310-5", quantity("38.9", "Cel"), "2026-03-01T09:00:00Z")},
			"vitals.temp_c=38.9", ""},
		{"in Fahrenheit", []string{measure("8310-5", quantity("102", "[degF]"), "2026-03-01")}, "vitals.temp_c=38.9",
			""},
		{"a fever of yesterday", []string{measure("8310-5", quantity("38.9", "Cel"), "2026-02-28")}, "",
			"8310-5 is too old: 2026-02-28"},
		{"of tomorrow", []string{measure("8310-5", quantity("38.9", "Cel"), "2026-03-02")}, "",
			"8310-5 was measured after the visit: 2026-03-02"},
		{"of this month", []string{measure("8310-5", quantity("38.9", "Cel"), "2026-03")}, "",
			"8310-5 is too old: 2026-03"},
		{"without a code of a unit", []string{measure("8310-5", `"valueQuantity":{"value":38.9,"unit":"Cel"}`,
			"2026-03-01")}, "",
			"8310-5 has no code of a unit"},
		{"of no unit", []string{measure("8310-5", `"valueInteger":39`, "2026-03-01")}, "", "8310-5 has no unit"},
		{"of another unit", []string{measure("8310-5", quantity("38.9", "kg"), "2026-03-01")}, "",
			"8310-5 is in a unit that is not known here: kg"},
		{"out of range", []string{measure("8310-5", quantity("389", "Cel"), "2026-03-01")}, "vitals.temp_c?",
			"8310-5 proposes nothing: "},
		{"above a value", []string{measure("8310-5", strings.Replace(quantity("38", "Cel"), "{", `{"comparator":">",`,
			1), "2026-03-01")}, "vitals.temp_c?", ""},
		{"compared in another way", []string{measure("8310-5", strings.Replace(quantity("38", "Cel"), "{",
			`{"comparator":"ad",`, 1), "2026-03-01")}, "",
			"8310-5 is compared in a way that is not known: ad"},
		{"a newer INR above a value", []string{drug("Warfarin 5 MG", "active", ""),
			measure("6301-6", quantity("2.5", "{INR}"), "2026-02-20"),
			measure("6301-6", strings.Replace(quantity("8", "{INR}"), "{", `{"comparator":">",`, 1), "2026-02-27")},
			"med.anticoagulant=warfarin med.inr? med.inr_age_days=9", "6301-6 is older than another value"},
		{"a newer INR that cannot be read", []string{drug("Warfarin 5 MG", "active", ""),
			measure("6301-6", quantity("2.5", "{INR}"), "2026-02-20"),
			measure("6301-6", `"valueQuantity":{"value":9}`, "2026-02-27")},
			"med.anticoagulant=warfarin med.inr? med.inr_age_days=9", "6301-6 has no code of a unit"},
		{"a newer count that is not final", []string{measure("777-3", quantity("180", "10*3/uL"), "2026-02-01"),
			strings.Replace(measure("777-3", quantity("20", "10*3/uL"), "2026-02-20"), "final", "preliminary", 1)},
			"lab.platelets_10e9?", "777-3 is older than another value"},
		{"a newer count below a value", []string{measure("777-3", quantity("180", "10*3/uL"), "2026-02-01"),
			measure("777-3", strings.Replace(quantity("10", "10*3/uL"), "{", `{"comparator":"<",`, 1), "2026-02-20")},
			"lab.platelets_10e9?", "777-3 is older than another value"},
		{"an older count that cannot be read", []string{measure("777-3", quantity("180", "10*3/uL"), "2026-02-20"),
			measure("777-3", `"valueQuantity":{"value":9}`, "2026-02-01")}, "lab.platelets_10e9=180",
			"777-3 has no code of a unit"},
		{"a count above what gives a reason", []string{measure("751-8", strings.Replace(quantity("3", "10*3/uL"), "{",
			`{"comparator":">",`, 1), "2026-02-25")}, "", "751-8 gives no reason to ask: 3"},
		{"a count below what can give none", []string{measure("751-8", strings.Replace(quantity("3", "10*3/uL"), "{",
			`{"comparator":"<",`, 1), "2026-02-25")}, "immune.high?", ""},
		{"not measured", []string{measure("8310-5", `"dataAbsentReason":{"text":"x"}`, "2026-03-01")}, "",
			"8310-5 was not measured"},
		{"a blood pressure", []string{measure("85354-9",
			`"component":[{"code":{"coding":[{"system":"`+loinc+`","code":"8480-6"}]},`+
				quantity("185",
					"mm[Hg]")+`},{"code":{"coding":[{"system":"`+loinc+`","code":"8462-4"}]},`+quantity("95",
				"mm[Hg]")+`}]`,
			"2026-03-01")}, "bp.dia=95 bp.sys=185", ""},
		{"two on one day, none of which is riskier", []string{measure("8480-6", quantity("185", "mm[Hg]"),
			"2026-03-01"),
			measure("8480-6", quantity("150", "mm[Hg]"), "2026-03-01")}, "bp.sys?!", ""},
		{"platelets, the newest", []string{measure("777-3", quantity("40", "10*3/uL"), "2026-02-01"),
			measure("777-3", quantity("90000", "/uL"), "2026-02-20")}, "lab.platelets_10e9=90",
			"777-3 is older than another value"},
		{"INR without warfarin", []string{measure("6301-6", quantity("2.5", "{INR}"), "2026-02-20")}, "",
			"6301-6 speaks of somebody who takes warfarin, which no entry in force says; " +
				"6301-6 speaks of somebody who takes warfarin, which no entry in force says"},
		{"INR with it", []string{drug("Warfarin 5 MG", "active", ""), measure("6301-6", quantity("2.5", "{INR}"),
			"2026-02-20")},
			"med.anticoagulant=warfarin med.inr=2.5 med.inr_age_days=9", ""},
		{"an old INR", []string{drug("Warfarin 5 MG", "active", ""), measure("6301-6", quantity("2.5", "{INR}"),
			"2025-11-21")},
			"med.anticoagulant=warfarin med.inr_age_days=100", "6301-6 is too old: 2025-11-21"},
		{"the lowest T-score", []string{measure("38265-5", quantity("-2.9", "{T-score}"), "2024-02-01"),
			measure("38265-5", quantity("-1.0", "{T-score}"), "2026-02-01")}, "bone.t_score=-2.9!", ""},
		{"weeks of pregnancy go on", []string{measure("49051-6", quantity("20", "wk"), "2026-02-01")},
			"preg.weeks=24", ""},
		{"weeks of pregnancy, by the month", []string{measure("49051-6", quantity("20", "wk"), "2026-01")},
			"preg.weeks?", ""},
		{"a pregnancy that is over", []string{measure("49051-6", quantity("39", "wk"), "2026-01-01")}, "preg.status?",
			""},
		{"the date of birth", []string{measure("11778-8", `"valueDateTime":"2026-05-24"`, "2026-01-01")},
			"preg.weeks=28", ""},
		{"not pregnant is no answer", []string{measure("82810-3", `"valueCodeableConcept":{"coding":[{"system":"`+loinc+
			`","code":"LA26683-5"}]}`, "2026-02-25")}, "preg.status?", ""},
		{"a class of heart failure, of today", []string{measure("88020-3",
			`"valueCodeableConcept":{"coding":[{"system":"`+loinc+
				`","code":"LA28406-9"}]}`, "2026-03-01")}, "hf.nyha=3", ""},
		{"a count that gives no reason", []string{measure("751-8", quantity("3", "10*3/uL"), "2026-02-25")}, "",
			"751-8 gives no reason to ask: 3"},
		{"a count that does", []string{measure("751-8", quantity("0.4", "10*3/uL"), "2026-02-25")}, "immune.high?", ""},
		{"HIV that was not found", []string{measure("20447-9", `"valueCodeableConcept":{"text":"Not detected"}`,
			"2026-02-25")}, "",
			"20447-9 found nothing"},
		{"entered in error", []string{strings.Replace(measure("777-3", quantity("40", "10*3/uL"), "2026-02-01"),
			"final", "entered-in-error", 1)},
			"", "777-3 is no result: entered-in-error"},

		{"an operation",
			[]string{`{"resourceType":"Procedure","status":"completed","performedDateTime":"2026-02-15","code":{"text":` +
				`"Coronary artery bypass"}}`},
			"cond.heart_stable? surg.heart=yes surg.heart_weeks=2 surg.kind? surg.recent? surg.weeks=2", ""},
		{"one that went on until last week", []string{proc(`{"start":"2025-08-01","end":"2026-02-27"}`)},
			"cond.cancer_active? cond.chemo? cond.immunosuppressed? hx.cancer=yes", ""},
		{"one that goes on", []string{proc(`{"start":"2025-08-01"}`)},
			"cond.cancer_active? cond.chemo? cond.immunosuppressed? hx.cancer=yes", ""},
		{"one of two days ago", []string{proc(`{"start":"2026-02-27T08:00:00Z","end":"2026-02-27T10:00:00Z"}`)},
			"cond.cancer_active? cond.chemo? cond.chemo_days_ago=2 cond.immunosuppressed? hx.cancer=yes", ""},
		{"not done",
			[]string{`{"resourceType":"Procedure","status":"not-done","code":{"text":"Coronary artery bypass"}}`}, "",
			"Coronary artery bypass was not done, or not yet: not-done"},
		{"a device", []string{`{"resourceType":"Device","status":"active","deviceName":[{"name":"Pacemaker X"}]}`},
			"cond.heart_stable? dev.pacemaker=yes", ""},
		{"a device that was taken out",
			[]string{`{"resourceType":"Device","status":"inactive","type":{"text":"Pacemaker"}}`}, "",
			"Pacemaker is not in use: inactive"},
		{"an allergy",
			[]string{`{"resourceType":"AllergyIntolerance","category":["environment"],"code":{"text":"Latex"},` +
				`"patient":{"reference":"Patient/1"}}`}, "allergy.medium?", ""},
		{"an allergy to a medicine",
			[]string{`{"resourceType":"AllergyIntolerance","category":["medication"],"code":{"text":"Warfarin"},` +
				`"patient":{"reference":"Patient/1"}}`}, "",
			"Warfarin is an allergy to a medicine, of which nothing is asked"},
		{"one known beside none", []string{`{"resourceType":"AllergyIntolerance","code":{"text":"No known drug allergy; latex"},` +
			`"patient":{"reference":"Patient/1"}}`}, "allergy.medium?", ""},
		{"no known allergy, twice", []string{`{"resourceType":"AllergyIntolerance","code":{"text":"No known allergies.",` +
			`"coding":[{"system":"` + sct + `","code":"716186003","display":"No known allergy"}]},` +
			`"patient":{"reference":"Patient/1"}}`}, "", "716186003 tells of no allergy"},
		{"no known allergy", []string{`{"resourceType":"AllergyIntolerance","code":{"text":"No known allergies"},` +
			`"patient":{"reference":"Patient/1"}}`}, "", "No known allergies tells of no allergy"},
	} {
		list, over, err := fhir.Proposals(s, bundle(tt.resources...), visitDay, lookup)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(tt.want, told(list)); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s(%s)", tt.name, diff, why(over))
		}
		if got := why(over); got != tt.why && !(strings.HasSuffix(tt.why, ": ") && strings.HasPrefix(got, tt.why)) {
			t.Errorf("%s: passed over\n\t%s\nwant\n\t%s", tt.name, got, tt.why)
		}
	}
}
