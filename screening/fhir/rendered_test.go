package fhir_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/fhir"
)

// What LHC-Forms and Smart Forms returned for ten visits that were filled in in a browser, by the test in
// examples/fhir/validators that keeps it, is the intake that was meant: nothing touched, ticked, taken
// back, contradicted. The versions of the rules and of the cards are those of today.
func TestResponsesOfRenderers(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	f := clinic
	f.Where = "Where?"
	q := fhir.Of(s.Rules(), f)
	status := map[string]int{}
	for _, renderer := range []string{"lhc", "smart"} {
		data, err := os.ReadFile("../../examples/fhir/validators/testdata/" + renderer + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var visits []struct {
			Visit          string
			Want, Response json.RawMessage
		}
		if err := json.Unmarshal(data, &visits); err != nil || len(visits) != 10 {
			t.Fatalf("%s: %d visits, %v", renderer, len(visits), err)
		}
		for _, v := range visits {
			var head struct{ Questionnaire, Status string }
			if err := json.Unmarshal(v.Response, &head); err != nil {
				t.Fatal(err)
			}
			status[renderer+" "+head.Status]++
			now := strings.Replace(string(v.Response), head.Questionnaire, q.URL+"|"+q.Version, 1)
			in, err := fhir.Intake(s, f, []byte(now))
			got, want := ofAnyEdition(t, asJSON(t, in, err)), ofAnyEdition(t, string(v.Want))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s, %s mismatch (-want +got):\n%s", renderer, v.Visit, diff)
			}
		}
	}
	// A status says nothing: one calls a form completed that nobody touched, the other never does.
	if diff := cmp.Diff(map[string]int{"lhc completed": 10, "smart in-progress": 10}, status); diff != "" {
		t.Errorf("status mismatch (-want +got):\n%s", diff)
	}
}

// ofAnyEdition is an intake without the editions of its cards.
func ofAnyEdition(t *testing.T, text string) any {
	t.Helper()
	var in map[string]any
	if err := json.Unmarshal([]byte(text), &in); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	cards, _ := in["cards"].(map[string]any)
	for _, c := range cards {
		delete(c.(map[string]any), "edition")
	}
	return in
}
