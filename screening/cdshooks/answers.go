package cdshooks

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
)

// answers reads the last responses, of the client and of the staff, as they still hold on the day
// of the visit: what was answered that day holds, of what was answered before what does not lapse,
// and what staff saw at another visit not at all.
func (s Service) answers(r Request, asOf time.Time) (in screening.Intake, notes []string) {
	for _, of := range []struct {
		key  string
		form fhir.Form
	}{{"answers", s.Form}, {"seen", staff(s.Form)}} {
		data, ok := last(of.form, r.Prefetch[of.key])
		note := s.Texts.Unreadable
		if ok && data == nil {
			if note = s.Texts.NotAnswered; of.form.Staff {
				continue // what staff look at is asked like everything else that is open
			}
		} else if ok {
			note = s.add(&in, of.form, data, r.Patient, asOf)
		}
		if note != "" && !slices.Contains(notes, note) {
			notes = append(notes, note)
		}
	}
	return in, notes
}

// last is the newest response to a form of those that were fetched, one alone or several in a
// bundle, or nil for none, and whether they could be fetched. Of a server that neither sorts nor
// counts they are many; one that says what went wrong instead has not said that there is none.
func last(f fhir.Form, data json.RawMessage) ([]byte, bool) {
	var b struct {
		Type  string `json:"resourceType"`
		Entry []struct {
			Resource json.RawMessage `json:"resource"`
		} `json:"entry"`
	}
	if err := json.Unmarshal(data, &b); err != nil {
		return nil, false
	}
	switch {
	case string(data) == "null":
		return nil, true
	case b.Type == "QuestionnaireResponse":
		return data, true
	case b.Type != "Bundle":
		return nil, false
	}
	var all []json.RawMessage
	failed := false
	for _, e := range b.Entry {
		kind := kindOf(e.Resource)
		failed = failed || kind == "OperationOutcome"
		if kind == "QuestionnaireResponse" {
			all = append(all, e.Resource)
		}
	}
	if len(all) == 0 {
		return nil, !failed
	}
	return all[max(0, fhir.Newest(f, all))], true
}

// add reads a response onto an intake, and says why it cannot.
func (s Service) add(in *screening.Intake, f fhir.Form, data []byte, patient string, asOf time.Time) string {
	var head struct {
		Questionnaire string `json:"questionnaire"`
		Subject       struct {
			Reference string `json:"reference"`
		} `json:"subject"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return s.Texts.Unreadable
	}
	of := head.Subject.Reference
	if of != "" && of != "Patient/"+patient && !strings.HasSuffix(of, "/Patient/"+patient) {
		return s.Texts.Unreadable // somebody else's
	}
	if err := fhir.AnswerAsOf(s.Screener, in, f, data, asOf); err != nil {
		if head.Questionnaire != f.URL()+"|"+fhir.Of(s.Screener.Rules(), f).Version {
			return s.Texts.Outdated
		}
		return s.Texts.Unreadable
	}
	return ""
}

func kindOf(data []byte) string {
	var x struct {
		Type string `json:"resourceType"`
	}
	_ = json.Unmarshal(data, &x) // of what is none it stays empty
	return x.Type
}
