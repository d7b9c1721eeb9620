package cdshooks

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
)

// Discovery is what a client reads first.
type Discovery struct {
	Services []Description `json:"services"`
}

// Description is one service at one hook.
type Description struct {
	Hook        string            `json:"hook"`
	Title       string            `json:"title"`
	Description string            `json:"description"`
	ID          string            `json:"id"`
	Prefetch    map[string]string `json:"prefetch"`
}

// Service is what decides. Its zero value cannot be used; all but the texts is needed.
type Service struct {
	ID       string // of the service, at all hooks
	Screener *screening.Screener
	Words    screening.Words
	Form     fhir.Form // the client form; its last response is read, and that of its staff form
	Lookup   fhir.Lookup
	Source   Source
	// FormLink is where the form can be filled in; empty shows none.
	FormLink string
	// Overrides are the reasons that a clinician may give for not following a card.
	Overrides []Reason
	Texts     Texts
}

// Texts are the words of cards that the rules do not bring.
type Texts struct {
	Title, Description string
	// Form is the label of the link to the form.
	Form string
	// Outdated says that the last response is to an older form; Unreadable, that it cannot be read.
	Outdated, Unreadable string
	NotAnswered          string // nobody has answered yet
	Questions            string // stands before the questions that decide
	Private              string // there are grounds that only the client and the therapist see
	Record               string // the summary of what the record suggests
	Confirm, Ask         string // stand before values and before questions of the record
	Differ               string // entries of the record differ
	RecordOpen           string // something of the record could not be read
	RecordPart           string // the record has more than was fetched
	More                 string // there are more grounds than cards
}

// English are the texts in English.
func English() Texts {
	return Texts{
		Title:       "Massage screening",
		Description: "Whether a back massage may happen, what to ask first, and what the record suggests to confirm.",
		Form:        "Open the questions", Outdated: "The last answers are to an older form. Please ask again.",
		Unreadable:  "The last answers cannot be read. Please ask again.",
		NotAnswered: "Nobody has answered the questions yet.", Questions: "To be answered first:",
		Private: "There is more that only the client and the therapist see.",
		Record:  "The record suggests what to confirm and what to ask", Confirm: "To confirm:", Ask: "Worth asking:",
		Differ: "entries differ", RecordOpen: "Something in the record could not be read.",
		RecordPart: "The record has more than was fetched.",
		More:       "There are more grounds than these cards show; the form has them all.",
	}
}

// Hooks are the moments at which the service speaks.
func Hooks() []string { return []string{"patient-view", "appointment-book", "encounter-start"} }

// Discovery returns the service at each of its hooks.
func (s Service) Discovery() Discovery {
	var d Discovery
	for _, hook := range Hooks() {
		d.Services = append(d.Services, Description{
			Hook: hook, ID: s.ID, Title: s.Texts.Title, Description: s.Texts.Description,
			Prefetch: Prefetch(s.Form),
		})
	}
	return d
}

// staff is the form that belongs to the client form of the service.
func staff(client fhir.Form) fhir.Form {
	client.Staff, client.Where, client.Kind = true, "", ""
	return client
}

// Prefetch is what a client of the service fetches for it, by key.
func Prefetch(client fhir.Form) map[string]string {
	patient := "{{context.patientId}}"
	answers := func(form fhir.Form) string {
		return "QuestionnaireResponse?patient=" + patient + "&questionnaire=" + form.URL() + "&_sort=-authored&_count=1"
	}
	return map[string]string{
		"patient":     "Patient/" + patient,
		"conditions":  "Condition?patient=" + patient,
		"medications": "MedicationRequest?patient=" + patient + "&status=active",
		"answers":     answers(client),
		"seen":        answers(staff(client)),
	}
}
