package cdshooks

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/policy/document"
)

// MaxRequest is the length in bytes of the longest request that is read.
const MaxRequest = 16 << 20

// Request is one call of a service.
type Request struct {
	Hook     string
	Instance string // of the hook
	Patient  string // its id
	// Prefetch is what was fetched, as JSON. Null is no data.
	Prefetch map[string]json.RawMessage
}

// MissingPrefetch is the error of a request that lacks what the service wants fetched; HTTP says
// 412. A null was fetched, and there is nothing.
type MissingPrefetch struct {
	Keys []string
}

// Error names the keys.
func (m MissingPrefetch) Error() string {
	return "the prefetch lacks " + strings.Join(m.Keys, ", ") + "; null says that there is no data"
}

var uuidForm = regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`)

// ReadRequest reads a request. The error is a [MissingPrefetch], or a [*document.Error] with what
// is wrong with it, by JSON path.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func ReadRequest(data []byte) (Request, error) {
	var p document.Problems
	fault := p.In
	if len(data) > MaxRequest {
		fault("", "is %d bytes long; at most %d are read", len(data), MaxRequest)
		return Request{}, p.Err()
	}
	var body struct {
		Hook     string `json:"hook"`
		Instance string `json:"hookInstance"`
		Context  struct {
			User    string `json:"userId"`
			Patient string `json:"patientId"`
		} `json:"context"`
		Prefetch map[string]json.RawMessage `json:"prefetch"`
	}
	if err := json.Unmarshal(data, &body); err != nil {
		path := ""
		if kind := (*json.UnmarshalTypeError)(nil); errors.As(err, &kind) {
			path = kind.Field
		}
		fault(path, "cannot be read: %v", err)
		return Request{}, p.Err()
	}
	if !slices.Contains(Hooks(), body.Hook) {
		fault("hook", "%q is no hook of this service; it has %s", document.Shorten(body.Hook), strings.Join(Hooks(),
			", "))
	}
	if !uuidForm.MatchString(body.Instance) {
		fault("hookInstance", "%q is no UUID", document.Shorten(body.Instance))
	}
	if body.Context.Patient == "" {
		fault("context.patientId", "is missing")
	}
	if err := p.Err(); err != nil {
		return Request{}, err
	}
	r := Request{Hook: body.Hook, Instance: strings.ToLower(body.Instance), Patient: body.Context.Patient,
		Prefetch: body.Prefetch}
	var missing []string
	for key := range Prefetch(fhir.Form{}) {
		if _, ok := body.Prefetch[key]; !ok {
			missing = append(missing, key)
		}
	}
	if missing != nil {
		slices.Sort(missing)
		return r, MissingPrefetch{missing}
	}
	return r, nil
}

// Feedback is what became of one card.
type Feedback struct {
	Card     string // its uuid
	Outcome  string // accepted or overridden
	Reason   Reason // why it was overridden; empty for none
	Comment  string
	Accepted []string // ids of suggestions
	At       string   // when, as the client writes it
}

// ReadFeedback reads what became of cards. The error is a [*document.Error] with what is wrong with
// it, by JSON path.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func ReadFeedback(data []byte) ([]Feedback, error) {
	var p document.Problems
	fault := p.In
	if len(data) > MaxRequest {
		fault("", "is %d bytes long; at most %d are read", len(data), MaxRequest)
		return nil, p.Err()
	}
	var body struct {
		Feedback []struct {
			Card     string `json:"card"`
			Outcome  string `json:"outcome"`
			At       string `json:"outcomeTimestamp"`
			Override struct {
				Reason  Reason `json:"reason"`
				Comment string `json:"userComment"`
			} `json:"overrideReason"`
			Accepted []struct {
				ID string `json:"id"`
			} `json:"acceptedSuggestions"`
		} `json:"feedback"`
	}
	if err := json.Unmarshal(data, &body); err != nil {
		fault("", "cannot be read: %v", err)
		return nil, p.Err()
	}
	if len(body.Feedback) == 0 {
		fault("feedback", "is missing")
	}
	var out []Feedback
	for i, f := range body.Feedback {
		path := fmt.Sprintf("feedback[%d]", i)
		if !uuidForm.MatchString(f.Card) {
			fault(path+".card", "%q is no UUID", document.Shorten(f.Card))
		}
		if f.Outcome != "accepted" && f.Outcome != "overridden" {
			fault(path+".outcome", "%q is no outcome; write accepted or overridden", document.Shorten(f.Outcome))
		}
		x := Feedback{Card: f.Card, Outcome: f.Outcome, Reason: f.Override.Reason, Comment: f.Override.Comment,
			At: f.At}
		for _, a := range f.Accepted {
			x.Accepted = append(x.Accepted, a.ID)
		}
		out = append(out, x)
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	return out, nil
}
