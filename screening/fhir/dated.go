package fhir

import (
	"encoding/json"
	"strings"
	"time"

	"github.com/safehands/safehands/screening"
)

// AnswerAsOf adds what a response says, as [Answer] does, as far as it still holds on the day of a
// visit, by when it was authored:
//
//	that day                        all of it
//	before                          what has not lapsed since, see [screening.Screener.Expire]
//	without a date, or afterwards   nothing that can grow old
//	a staff form of another day     nothing
//
// With a client form the intake lapses as a whole: read it first, and the staff form then. The
// error is that of Answer, and the intake then stays as it was.
func AnswerAsOf(s *screening.Screener, in *screening.Intake, f Form, data []byte, asOf time.Time) error {
	at, has := authored(data, asOf.Location())
	has = has && !day(at).After(day(asOf))
	today := has && day(at).Equal(day(asOf))
	if f.Staff && !today {
		return nil
	}
	if err := Answer(s, in, f, data); err != nil || today {
		return err
	}
	elapsed := 100 * 365 * 24 * time.Hour
	if has {
		elapsed = asOf.Sub(at)
	}
	*in = s.Expire(*in, elapsed)
	return nil
}

// Newest returns the place of the response that was authored last, and -1 for none; of those
// without a date, or of the same, it is the first. What is no response to a form counts for
// nothing.
func Newest(f Form, responses []json.RawMessage) int {
	best, last := -1, time.Time{}
	for i, data := range responses {
		var head struct {
			Type          string `json:"resourceType"`
			Questionnaire string `json:"questionnaire"`
		}
		_ = json.Unmarshal(data, &head) // of what cannot be read the type is not there
		url, _, _ := strings.Cut(head.Questionnaire, "|")
		if head.Type != "QuestionnaireResponse" || url != f.URL() {
			continue
		}
		if at, has := authored(data, time.UTC); best < 0 || has && at.After(last) {
			best, last = i, at
		}
	}
	return best
}

// authored is when a response was given, to the second or at least the day.
func authored(data []byte, loc *time.Location) (time.Time, bool) {
	var head struct {
		Authored string `json:"authored"`
	}
	_ = json.Unmarshal(data, &head) // of another type it is no date
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, head.Authored, loc); err == nil {
			return t.In(loc), true
		}
	}
	return time.Time{}, false
}
