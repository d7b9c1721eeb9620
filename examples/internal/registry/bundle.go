package registry

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
)

// Reader reads what an input says of a client, and decides him.
type Reader struct {
	Screener *screening.Screener
	Files    fs.FS     // that the files of clients are in; nil where there are none
	Form     fhir.Form // that responses in a bundle answer: that of clients, and that of staff with it
	AsOf     time.Time // day of the visit; zero where no bundle is read
}

// ClientForm is the form for clients of some rules, under an address.
func ClientForm(s *screening.Screener, base string) (fhir.Form, error) {
	w, err := screening.NewWords(s)
	return fhir.NewForm(w, base, "en"), err
}

func (r Reader) open(name string) ([]byte, error) {
	f, err := r.Files.Open(name)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, fhir.MaxBundle+1))
	if err = errors.Join(err, f.Close()); err == nil && len(data) > fhir.MaxBundle {
		err = fmt.Errorf("is longer than %d bytes", fhir.MaxBundle)
	}
	return data, err
}

// bundle reads the answers that a bundle holds, and what its patient is called.
func (r Reader) bundle(data []byte) (string, screening.Intake, error) {
	if r.AsOf.IsZero() {
		return "", screening.Intake{}, errors.New("resourceType: a bundle needs the day of the visit, which was not given")
	}
	a, err := Answers(r.Screener, r.Form, r.AsOf, data)
	return a.Patient, a.Intake, err
}

// ErrBundle is in the error of what is no bundle of one patient.
var ErrBundle = errors.New("is no bundle of one patient")

// Answered is what the responses in a bundle answer.
type Answered struct {
	Patient string // id of the patient, or empty
	Intake  screening.Intake
	Forms   []string // addresses of the forms that were answered
	// PassedOver are the responses to forms that are no concern of the screening.
	PassedOver []fhir.PassedOver
}

// Answers reads the newest responses of a bundle's patient to the form for clients and to that for
// staff, as they still hold on the day of the visit. A record besides answers nothing. The error
// has a line for everything that cannot be taken, with its path; what stands beside it is of the
// rest. What answers a form of the screening that is none of the two, or one of them under another
// address, is such a line; what answers any other form is passed over, and listed.
func Answers(s *screening.Screener, form fhir.Form, asOf time.Time, data []byte) (Answered, error) {
	var a Answered
	var b struct {
		ResourceType string `json:"resourceType"`
		Entry        []struct {
			FullURL  string          `json:"fullUrl"`
			Resource json.RawMessage `json:"resource"`
		} `json:"entry"`
	}
	if err := json.Unmarshal(data, &b); err != nil {
		return a, fmt.Errorf("%w: %w", ErrBundle, err)
	}
	if b.ResourceType != "Bundle" {
		return a, fmt.Errorf("resourceType: %.40q %w", b.ResourceType, ErrBundle)
	}
	type head struct {
		Type    string `json:"resourceType"`
		ID      string `json:"id"`
		Subject struct {
			Reference string `json:"reference"`
		} `json:"subject"`
		Questionnaire string `json:"questionnaire"`
	}
	staff := form
	staff.Staff, staff.Where = true, ""
	var problems []error
	heads := make([]head, len(b.Entry))
	var patients []string // what the patient is called by
	for i, e := range b.Entry {
		if json.Unmarshal(e.Resource, &heads[i]) == nil && heads[i].Type == "Patient" {
			if patients != nil && (heads[i].ID == "" || heads[i].ID != a.Patient) {
				return Answered{}, fmt.Errorf("entry[%d].resource: is a second patient; this %w", i, ErrBundle)
			}
			a.Patient = heads[i].ID
			patients = append(patients, "Patient/"+heads[i].ID, e.FullURL)
		}
	}
	versions := sync.OnceValue(func() []string {
		return []string{fhir.Of(s.Rules(), form).Version, fhir.Of(s.Rules(), staff).Version}
	})
	var responses []json.RawMessage
	var places []int
	for i, e := range b.Entry {
		switch of := heads[i].Subject.Reference; {
		case heads[i].Type != "QuestionnaireResponse":
		case of != "" && patients != nil && !slices.Contains(patients, of):
			problems = append(problems, fmt.Errorf("entry[%d].resource.subject: is about another subject", i))
		case !answersOne(heads[i].Questionnaire, form, staff):
			path, why := fmt.Sprintf("entry[%d].resource", i), other(heads[i].Questionnaire, form, versions)
			if why != "" {
				problems = append(problems, fmt.Errorf("%s.questionnaire: answers %.200s, %s", path, heads[i].Questionnaire, why))
				continue
			}
			why = "answers another form, " + heads[i].Questionnaire
			if heads[i].Questionnaire == "" {
				why = "does not say which form it answers"
			}
			over := fhir.PassedOver{Path: path, Resource: "QuestionnaireResponse", Why: why, Count: 1}
			a.PassedOver = append(a.PassedOver, over)
		default:
			if of != "" && patients == nil {
				patients = []string{of}
			}
			responses, places = append(responses, e.Resource), append(places, i)
		}
	}
	for _, f := range []fhir.Form{form, staff} {
		i := fhir.Newest(f, responses)
		if i < 0 {
			continue
		}
		if err := fhir.AnswerAsOf(s, &a.Intake, f, responses[i], asOf); err != nil {
			for p := range strings.SplitSeq(err.Error(), "\n") {
				problems = append(problems, fmt.Errorf("entry[%d].resource.%s", places[i], p))
			}
			continue
		}
		a.Forms = append(a.Forms, f.URL())
	}
	return a, errors.Join(problems...)
}

func answersOne(questionnaire string, form, staff fhir.Form) bool {
	url, _, _ := strings.Cut(questionnaire, "|")
	return url == form.URL() || url == staff.URL()
}

// other says what is wrong with a response that answers none of the two forms, and nothing where it
// is no form of the screening. Of one of the clinic's, such as one of a later visit, and of one
// that was called by another address, what it says must not be missed in silence.
func other(questionnaire string, form fhir.Form, versions func() []string) string {
	url, version, _ := strings.Cut(questionnaire, "|")
	switch {
	case strings.HasPrefix(url, form.Base+"/Questionnaire/"):
		return "which is not read"
	case strings.HasSuffix(url, "/Questionnaire/client"), strings.HasSuffix(url, "/Questionnaire/staff"),
		version != "" && slices.Contains(versions(), version):
		return "a form under another address; those under " + form.Base + " are read"
	}
	return ""
}
