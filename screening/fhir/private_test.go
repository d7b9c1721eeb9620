package fhir_test

import (
	"slices"
	"testing"

	"github.com/safehands/safehands/screening/fhir"
)

// What is for paper or screen only says so wherever it stands: card, line, item of a line's fact.
func TestPrivateIsMarked(t *testing.T) {
	s, all := forms(t)
	marked := func(e []fhir.Extension) bool {
		return slices.ContainsFunc(e, func(e fhir.Extension) bool {
			return e.URL == "https://clinic.example/fhir/StructureDefinition/ask" && e.Code == "private"
		})
	}
	want := map[string]bool{}
	for _, f := range s.Rules().Facts() {
		want[f.Name], want[f.Name+".unsure"] = f.Private, f.Private
	}
	for _, c := range s.Rules().Cards() {
		want["card."+c.Name] = c.Private
		for _, l := range c.Lines {
			want["line."+l.Name] = c.Private || l.Private
			for _, f := range l.Facts {
				want[f] = want[f] || c.Private || l.Private
			}
		}
	}
	private := 0
	var walk func(items []fhir.Item)
	walk = func(items []fhir.Item) {
		for _, i := range items {
			if got := marked(i.Extension); got != want[i.LinkID] {
				t.Errorf("%s: private %t, want %t", i.LinkID, got, want[i.LinkID])
			}
			for _, o := range i.AnswerOption {
				if o.Coding.System != "https://clinic.example/fhir/CodeSystem/line" {
					continue
				}
				if got := marked(o.Extension); got != want["line."+o.Coding.Code] {
					t.Errorf("line %s: private %t, want %t", o.Coding.Code, got, want["line."+o.Coding.Code])
				} else if got {
					private++
				}
			}
			walk(i.Item)
		}
	}
	for _, q := range all {
		walk(q.Item)
	}
	f := fhir.Form{Base: "https://clinic.example/fhir", Aloud: true}
	walkAloud := func(items []fhir.Item) {
		for _, i := range items {
			if marked(i.Extension) {
				t.Errorf("%s is asked aloud", i.LinkID)
			}
		}
	}
	walkAloud(fhir.Of(s.Rules(), f).Item)
	if private == 0 {
		t.Error("no line is private")
	}
}
