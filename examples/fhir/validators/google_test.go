// Package validators holds what screening/fhir writes against readers of FHIR that others wrote. It is
// a module of its own: the library itself needs none of them.
package validators

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/google/fhir/go/fhirversion"
	"github.com/google/fhir/go/jsonformat"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness/visit"
)

const base = "https://clinic.example/fhir"

// clinic is a form with everything that a form can have.
func clinic() fhir.Form {
	return fhir.Form{Base: base, Language: "en", Title: "Before the massage", Where: "Where is the massage to be?",
		NotSure: "Not sure", NotSureOf: "Which of these are you not sure of?", NoneOfThese: "None of these", Yes: "Yes", No: "No"}
}

// resources are everything that the library writes, by a name.
func resources(t *testing.T) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	put := func(name string, v any) {
		data, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		out[name] = data
	}
	d, err := visit.Open()
	if err != nil {
		t.Fatal(err)
	}
	for name, options := range map[string][]screening.Option{
		"plain": nil, "guideline": {screening.WithGuideline()},
		"house": {screening.WithOverlay(os.DirFS("../../houserules/rules/screening"))},
	} {
		s, err := screening.New(options...)
		if err != nil {
			t.Fatal(err)
		}
		for _, staff := range []bool{false, true} {
			f := clinic()
			f.Staff, f.Repeat = staff, name == "guideline"
			put(fmt.Sprintf("%s form, staff %t", name, staff), fhir.Of(s.Rules(), f))
		}
	}
	spanish, err := visit.Open(visit.WithLanguage("es"))
	if err != nil {
		t.Fatal(err)
	}
	words, err := spanish.Words()
	if err != nil {
		t.Fatal(err)
	}
	for _, staff := range []bool{false, true} {
		f := fhir.NewForm(words, base, "es")
		f.Staff = staff
		put(fmt.Sprintf("Spanish form, staff %t", staff), fhir.Of(spanish.Screener().Rules(), f))
	}
	before := screening.Intake{Cards: intake.Cards{intake.CardHeartAndBlood: {Ticked: []intake.Line{intake.LineStroke}}}}
	again, err := clinic().Again(d.Screener(), d.Screener().Expire(before, 24*time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	put("form of a later visit", fhir.Of(d.Screener().Rules(), again))
	report := clinic()
	report.Kind = "report"
	for _, x := range d.Triager().Rules().Facts() {
		if len(x.Name) > 5 && x.Name[:5] == "post." {
			report.Facts = append(report.Facts, x.Name)
		}
	}
	put("report form", fhir.Of(d.Triager().Rules(), report))
	files, err := filepath.Glob("../../visit/testdata/*.json")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d visits: %v", len(files), err)
	}
	s := d.Screener()
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		x, err := d.Decide(data)
		if err != nil || !x.Screened {
			continue // a visit that is there to be refused
		}
		o, err := fhir.Report(s, fhir.Case{Base: base, ID: "v1", Subject: "Patient/1", At: "2026-03-01T15:00:00Z",
			By: "Practitioner/ana", Response: "QuestionnaireResponse/9", Clearances: x.Clearance}, x.Decision,
			x.Questions)
		if err != nil {
			t.Fatal(err)
		}
		put("visit "+filepath.Base(file), o.Bundle())
	}
	return out
}

// Google's reader is strict: what it takes is FHIR R4, and what it writes again has to be the same.
func TestGoogleReadsEverything(t *testing.T) {
	in, err := jsonformat.NewUnmarshaller("UTC", fhirversion.R4)
	if err != nil {
		t.Fatal(err)
	}
	out, err := jsonformat.NewMarshaller(false, "", "", fhirversion.R4)
	if err != nil {
		t.Fatal(err)
	}
	all := resources(t)
	for name, data := range all {
		resource, err := in.UnmarshalR4(data)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		again, err := out.Marshal(resource)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !same(t, data, again) {
			t.Errorf("%s is not written as it was read", name)
		}
	}
	t.Logf("%d resources", len(all))
	for name, bad := range map[string]string{
		"status":      `{"resourceType":"Questionnaire","status":"open"}`,
		"type":        `{"resourceType":"Questionnaire","status":"active","item":[{"linkId":"a","type":"many"}]}`,
		"two values":  `{"resourceType":"Questionnaire","status":"active","item":[{"linkId":"a","type":"choice","answerOption":[{"valueString":"x","valueInteger":1}]}]}`,
		"a new field": `{"resourceType":"Provenance","colour":"red"}`,
	} {
		if _, err := in.UnmarshalR4([]byte(bad)); err == nil {
			t.Errorf("the reader takes anything: %s", name)
		}
	}
}

func same(t *testing.T, a, b []byte) bool {
	t.Helper()
	read := func(data []byte) (v any) {
		d := json.NewDecoder(bytes.NewReader(data))
		if err := d.Decode(&v); err != nil {
			t.Fatal(err)
		}
		return v
	}
	return reflect.DeepEqual(read(a), read(b))
}
