package fhir_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/fhir"
)

// What cannot be taken is said by path, and nothing is dropped without a word.
func TestBadResponses(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	q := fhir.Of(s.Rules(), clinic)
	system := "https://clinic.example/fhir/CodeSystem/line"
	item := func(id, answer string) string { return asWritten(q, `{"linkId":"`+id+`","answer":[`+answer+`]}`) }
	coding := func(system, code string) string {
		return `{"valueCoding":{"system":"` + system + `","code":"` + code + `"}}`
	}
	absent := coding("http://terminology.hl7.org/CodeSystem/data-absent-reason", "asked-unknown")
	ticks, back := "card.heart_and_blood.ticked", coded("card.back_now.ticked", "back_pain")
	blank := asWritten(q)
	deep := strings.Repeat(`{"linkId":"card.back_now","item":[`, 100) + strings.Repeat("]}", 100)
	for _, tt := range []struct{ name, data, want string }{
		{"not JSON", `{"resourceType":`, `line 1`},
		{"a list", `[]`, `a QuestionnaireResponse is an object, not a list`},
		{"another resource", `{"resourceType":"Bundle"}`, `resourceType: is no QuestionnaireResponse, but "Bundle"`},
		{"no form", strings.Replace(blank, `"questionnaire"`, `"x"`, 1), `does not say which form it answers`},
		{"another form", strings.Replace(blank, "/client|", "/staff|", 1),
			`questionnaire: answers another form, https://clinic.example/fhir/Questionnaire/staff`},
		{"no version", strings.Replace(blank, "|"+q.Version, "", 1), `questionnaire: does not say which version`},
		{"another version", strings.Replace(blank, "|"+q.Version, "|1", 1),
			`questionnaire: answers version 1 of the form, whose words`},
		{"another language", strings.Replace(blank, `"status"`, `"language":"de","status"`, 1),
			`language: the response is in "de", and the form in "en"`},
		{"entered in error", strings.Replace(blank, "completed", "entered-in-error", 1),
			`status: the status is "entered-in-error"; only what is`},
		{"no status", strings.Replace(blank, `"status":"completed",`, "", 1), `the status is nothing`},
		{"modified", strings.Replace(blank, `"status"`, `"modifierExtension":[],"status"`, 1),
			`modifierExtension: changes what stands here`},
		{"implicit rules", strings.Replace(blank, `"status"`, `"implicitRules":"x","status"`, 1),
			`implicitRules: changes`},
		{"items that are no list", strings.Replace(blank, `"item":[]`, `"item":{}`, 1), `item: items are a list`},
		{"an item that is none", asWritten(q, `7`), `item[0]: an item is an object, not the number 7`},
		{"no linkId", asWritten(q, `{"text":"x"}`), `item[0]: an item says by its linkId`},
		{"unknown linkId", item("card.back_nwo.ticked", coding(system, "back_pain")),
			`item[0].linkId: is no item of the form (did you mean card.back_now.ticked?)`},
		{"twice", asWritten(q, back, back), `item[1].linkId: card.back_now.ticked stands there twice`},
		{"a slip in a key", asWritten(q, `{"linkId":"card.back_now.ticked","anwser":[]}`),
			`an item has no member "anwser" (did you mean answer?)`},
		{"a key twice", asWritten(q, `{"linkId":"card.back_now","linkId":"card.back_now"}`), `linkId`},
		{"an answered group", item("card.back_now", coding(system, "back_pain")), `card.back_now: is a group`},
		{"two values", item(ticks, `{"valueCoding":{},"valueString":"x"}`),
			`card.heart_and_blood.ticked: an answer has one value`},
		{"another type", item(ticks, `{"valueString":"high_blood_pressure"}`),
			`card.heart_and_blood.ticked: takes valueCoding, not valueString`},
		{"a foreign code", item(ticks, coding("http://snomed.info/sct", "high_blood_pressure")),
			`item[0].answer[0].valueCoding.system: card.heart_and_blood.ticked: "high_blood_pressure" is a code of`},
		{"no system", item(ticks, `{"valueCoding":{"code":"high_blood_pressure"}}`), `is a code of ` + system},
		{"a code with blanks", item(ticks, coding(system, " high_blood_pressure")),
			`" high_blood_pressure" is no answer to it (did you mean high_blood_pressure?)`},
		{"a code in capitals", item(ticks, coding(system, "High_Blood_Pressure")),
			`(did you mean high_blood_pressure?)`},
		{"two answers to one choice", item("back.phase",
			coding("https://clinic.example/fhir/CodeSystem/fact/back.phase", "none")+","+absent),
			`back.phase: takes one answer, and here are 2`},
		{"two numbers", item("client.age", `{"valueInteger":3},{"valueInteger":4}`), `client.age: takes one answer`},
		{"half a year", item("client.age", `{"valueDecimal":34.5}`), `item[0].answer[0].valueDecimal: `},
		{"out of range", item("client.age", `{"valueInteger":130}`), `item[0]: client.age: `},
		{"a number and not sure", asWritten(q, `{"linkId":"client.age","answer":[{"valueInteger":30}]}`,
			`{"linkId":"client.age.unsure","answer":[`+absent+`]}`),
			`item[0]: client.age: is answered, and not sure as well`},
		{"another unit", item("client.age",
			`{"valueQuantity":{"value":30,"code":"mo","system":"http://unitsofmeasure.org"}}`),
			`client.age: is asked in "years"`},
		{"above a number", item("client.age", `{"valueQuantity":{"value":30,"code":"a","comparator":">"}}`),
			`takes a number`},
		{"none of a list beside another value", item("session.reason",
			`{"valueCoding":{"system":"https://clinic.example/fhir/CodeSystem/fact/session.reason","code":"nothing"}}`), `is no answer to it`},
		{"100 levels", asWritten(q, deep), `deep`},
	} {
		_, err := fhir.Intake(s, clinic, []byte(tt.data))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := fhir.Intake(s, clinic, []byte(`"`+strings.Repeat("x", 100<<20)+`"`)); err == nil ||
		!strings.Contains(err.Error(), "is 104857602 bytes long") {
		t.Errorf("100 MB: %.200v", err)
	}
}

// What stands beside answers and changes nothing of them is passed over.
func TestWhatMayStandBesideAnswers(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	q := fhir.Of(s.Rules(), clinic)
	deep := strings.Repeat(`{"url":"x","extension":[`, 22) + strings.Repeat(`]}`, 22) // with what is around it 50 levels
	more := `,"extension":[` + deep + "," + strings.Repeat(`{"url":"https://a.example/x","valueString":"y"},`, 2000) +
		`{"url":"z"}],"id":"a","_linkId":{"id":"b"}`
	data := asWritten(q, `{"linkId":"client.age","answer":[{"valueDecimal":34.0`+strings.Replace(more, "_linkId",
		"_valueDecimal", 1)+`}]`+more+`}`)
	data = strings.Replace(data, `"status"`,
		`"contained":[{"resourceType":"Patient"}],"subject":{"reference":"Patient/1"},"status"`, 1)
	in, err := fhir.Intake(s, clinic, []byte(data))
	if diff := cmp.Diff(`{"client":{"age":34}}`, asJSON(t, in, err)); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func FuzzResponse(f *testing.F) {
	s, err := loaded()
	if err != nil {
		f.Fatal(err)
	}
	q := fhir.Of(s.Rules(), clinic)
	f.Add(asWritten(q))
	f.Add(asWritten(q, coded("card.back_now.ticked", "back_pain")))
	f.Add(asWritten(q, `{"linkId":"client.age","answer":[{"valueInteger":3},{"valueDecimal":-0.0}]}`))
	f.Fuzz(func(t *testing.T, data string) {
		in, err := fhir.Intake(s, clinic, []byte(data))
		if err != nil {
			return
		}
		if _, err := s.Screen(in); err != nil {
			t.Errorf("%s is taken, and refused later: %v", data, err)
		}
	})
}
