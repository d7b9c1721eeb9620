package main

import (
	"fmt"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/soreness/visit"
)

// english is the language that the rules are written in, and that needs no other texts.
const english = "en"

func screener(language string) (*screening.Screener, screening.Words, error) {
	if language != english {
		d, err := opened(language)
		if err != nil {
			return nil, screening.Words{}, err
		}
		w, err := d.Words()
		return d.Screener(), w, err
	}
	s, err := screening.New()
	if err != nil {
		return nil, screening.Words{}, err
	}
	w, err := screening.NewWords(s)
	return s, w, err
}

// form is the questionnaire of a kind: client, staff, or report for after a session.
func form(kind, base, language string) (fhir.Questionnaire, error) {
	if kind == "report" {
		d, err := opened(language)
		if err != nil {
			return fhir.Questionnaire{}, err
		}
		f, err := reportForm(d, base, language)
		return fhir.Of(d.Triager().Rules(), f), err
	}
	if kind != "client" && kind != "staff" {
		return fhir.Questionnaire{}, fmt.Errorf("-form: %q is no form; write client, staff or report", kind)
	}
	s, w, err := screener(language)
	if err != nil {
		return fhir.Questionnaire{}, err
	}
	f := fhir.NewForm(w, base, language)
	if f.Staff = kind == "staff"; f.Staff {
		f.Where = ""
	}
	return fhir.Of(s.Rules(), f), nil
}

func opened(language string) (*visit.Decider, error) {
	if language == english {
		return visit.Open()
	}
	return visit.Open(visit.WithLanguage(language))
}
