package fhir_test

import (
	"fmt"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/fhir"
)

// What a record tells is proposed to the client, who confirms it; it answers nothing by itself.
func ExampleProposals() {
	s, err := screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	tables, err := codes.New(s.Rules())
	if err != nil {
		fmt.Println(err)
		return
	}
	list, over, err := fhir.Proposals(s, []byte(`{"resourceType": "Bundle", "type": "collection", "entry": [{"resource": {
		"resourceType": "MedicationRequest", "status": "active", "intent": "order", "subject": {"reference": "Patient/1"},
		"authoredOn": "2026-11-02", "medicationCodeableConcept": {"text": "apixaban 5 mg"}
	}}]}`), time.Date(2026, 11, 30, 0, 0, 0, 0, time.UTC), fhir.Lookup{Tables: tables})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range list {
		fmt.Println(p.Fact, p.Value, p.Private, fhir.Private(s.Rules(), p.Fact))
	}
	fmt.Println(len(over))
	// Output:
	// med.anticoagulant doac false false
	// 0
}

// A form has one address for each way in which it is filled in.
func ExampleNewForm() {
	s, err := screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	w, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	form := fhir.NewForm(w, "https://clinic.example", "en")
	fmt.Println(form.URL())
	form.Aloud = true
	fmt.Println(form.URL())
	// Output:
	// https://clinic.example/Questionnaire/client
	// https://clinic.example/Questionnaire/client-aloud
}
