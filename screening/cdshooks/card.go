package cdshooks

import (
	"bytes"
	"crypto/sha1"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Response is the cards of one request: one at least.
type Response struct {
	Cards []Card `json:"cards"`
}

// Card is one of them. Its summary has less than 140 characters, its detail is Markdown in which
// nothing that was not written here is markup.
type Card struct {
	UUID      string   `json:"uuid"` // of the instance of the hook, the rule and the rules in force
	Summary   string   `json:"summary"`
	Detail    string   `json:"detail,omitempty"`
	Indicator string   `json:"indicator"` // info, warning or critical
	Source    Source   `json:"source"`
	Overrides []Reason `json:"overrideReasons,omitempty"`
	Links     []Link   `json:"links,omitempty"`
}

// Source says where a card comes from.
type Source struct {
	Label string  `json:"label"`
	URL   string  `json:"url,omitempty"`
	Topic *Reason `json:"topic,omitempty"` // the rule
}

// Reason is a coding: why a card is not followed, or what it is about.
type Reason struct {
	Code    string `json:"code"`
	System  string `json:"system"`
	Display string `json:"display,omitempty"`
}

// Link leads to the form.
type Link struct {
	Label string `json:"label"`
	URL   string `json:"url"`
	Type  string `json:"type"`
}

const (
	longest   = 139 // characters of a summary
	mostCards = 5   // of grounds
	mostLines = 12  // of questions in a card
)

// Cards decides by the last answers and by the day of the visit, and reads what the record
// suggests. First comes a headline, then the leading grounds that are not private, or all where
// none leads, then the record. What cannot be read is said in a card, and counts as not answered;
// so is that there are more grounds than cards.
//
//	indicator  critical  to be seen today or now, or presumed to be
//	           warning   refused, or not settled
//	           info      everything else
//
// The error says that the service is not whole.
func (s Service) Cards(r Request, asOf time.Time) (Response, error) {
	if s.Screener.Rules() == nil || s.Source.Label == "" || s.ID == "" {
		return Response{},
			errors.New("cdshooks: a service needs an id, a screener that New has built, and a source with a label")
	}
	if slices.ContainsFunc(s.Overrides, func(o Reason) bool { return o.Code == "" || o.System == "" || o.Display == "" }) {
		return Response{}, errors.New("cdshooks: a reason for an override has a code, a system and a display")
	}
	in, notes := s.answers(r, asOf)
	d, err := s.Screener.Screen(in)
	if err != nil {
		return Response{}, err
	}
	questions, err := s.Screener.Questions(in)
	if err != nil {
		return Response{}, err
	}
	grounds := d.Grounds(s.Words)
	leading, _ := d.Leading(s.Words)
	if len(leading) == 0 {
		leading = grounds // such as one of an arm that limits the back too
	}
	shown := slices.DeleteFunc(slices.Clone(leading), s.private)
	if len(shown) < len(leading) {
		notes = append(notes, s.Texts.Private)
	}
	if len(shown) > mostCards || len(grounds) > len(leading) && d.Urgency < screening.UrgencyEmergency {
		notes = append(notes, s.Texts.More)
	}
	cards := []Card{s.headline(r, d, questions, notes)}
	for i, g := range shown {
		if i == mostCards {
			break
		}
		c := s.card(r, g.Rule, d.Fingerprint, g.Says, indicator(g.Asks(), g.Urgency, false))
		c.Detail = paragraphs(whole(g.Says), escape(g.Instead), escape(g.Until))
		c.Source.Topic = &Reason{Code: g.Rule, System: s.Form.Base + "/CodeSystem/rule"}
		cards = append(cards, c)
	}
	if c, ok := s.record(r, asOf, d.Fingerprint); ok {
		cards = append(cards, c)
	}
	return Response{cards}, nil
}

// private reports whether a ground rests on what is for paper or screen only.
func (s Service) private(g screening.Ground) bool {
	return slices.ContainsFunc(g.Facts, func(e screening.Evidence) bool {
		return fhir.Private(s.Screener.Rules(), e.Fact)
	})
}

func (s Service) headline(r Request, d screening.Decision, questions []screening.Question, notes []string) Card {
	line, open := s.Words.Headline(d)
	decides := slices.ContainsFunc(questions, func(q screening.Question) bool { return q.Decides })
	urgency := max(d.Urgency, screening.UrgencyNone)
	c := s.card(r, "headline", d.Fingerprint, s.Words.Disposition(d.Disposition)+": "+line, indicator(d.Disposition,
		max(urgency, d.Presumed), decides || !d.Settled()))
	parts := append([]string{whole(line), escape(open)}, lists.Of(notes, escape)...)
	if urgency < screening.UrgencyEmergency {
		parts = append(parts, s.ask(questions))
	}
	c.Detail = paragraphs(parts...)
	if s.FormLink != "" {
		c.Links = []Link{{s.Texts.Form, s.FormLink, "absolute"}}
	}
	return c
}

// ask lists what decides first, but for what is private.
func (s Service) ask(questions []screening.Question) string {
	var out []string
	for _, q := range questions {
		text := escape(q.Ask)
		if q.Card != "" {
			text = escape(s.Words.Card(q.Card))
		}
		if !q.Now() || q.Private || text == "" || slices.Contains(out, text) {
			continue
		}
		if out = append(out, text); len(out) > mostLines {
			out[mostLines] = "…"
			break
		}
	}
	return bullets(s.Texts.Questions, out)
}

// record is what the record suggests, but for what is private.
func (s Service) record(r Request, asOf time.Time, fingerprint string) (Card, bool) {
	list, over, err := fhir.Proposals(s.Screener, joined(r), asOf, s.Lookup)
	part := slices.ContainsFunc(over, func(o fhir.PassedOver) bool { return o.Path == "link" })
	// What a server says instead of a resource, or beside some, is that it could not give all.
	unread := err != nil || slices.ContainsFunc(over, func(o fhir.PassedOver) bool {
		return o.Unread || o.Resource == "OperationOutcome"
	})
	var confirm, ask []string
	for _, p := range list {
		if p.Private || p.Fact == "client.age" {
			continue
		}
		e := p.Because[0]
		text := escape(e.Says)
		if e.Date != "" {
			text += " (" + escape(e.Date) + ")"
		}
		if p.Conflict {
			text += ", " + escape(s.Texts.Differ)
		}
		to := &ask
		if p.Value.Asked() {
			to = &confirm
			text += ": " + escape(s.Words.Answer(p.Fact, p.Value.String()))
		}
		*to = lists.Add(*to, text)
	}
	if confirm == nil && ask == nil && !part && !unread {
		return Card{}, false
	}
	c := s.card(r, "record", fingerprint, s.Texts.Record, "info")
	parts := []string{bullets(s.Texts.Confirm, confirm), bullets(s.Texts.Ask, ask)}
	if unread {
		parts = append(parts, escape(s.Texts.RecordOpen))
	}
	if part {
		parts = append(parts, escape(s.Texts.RecordPart))
	}
	c.Detail = paragraphs(parts...)
	return c, true
}

// joined is one bundle of what was fetched of the record, about the patient of the request.
func joined(r Request) []byte {
	entries, links := []json.RawMessage{}, []json.RawMessage{}
	entry := func(x json.RawMessage) {
		entries = append(entries, slices.Concat([]byte(`{"resource":`), x, []byte(`}`)))
	}
	for _, key := range []string{"patient", "conditions", "medications"} {
		data := bytes.TrimSpace(r.Prefetch[key])
		if len(data) == 0 || bytes.Equal(data, []byte("null")) {
			continue
		}
		var b struct {
			Type  string            `json:"resourceType"`
			Entry []json.RawMessage `json:"entry"`
			Link  []json.RawMessage `json:"link"`
		}
		switch err := json.Unmarshal(data, &b); {
		case err == nil && b.Type == "Bundle":
			entries, links = append(entries, b.Entry...), append(links, b.Link...)
		default:
			entry(data)
		}
	}
	if kindOf(r.Prefetch["patient"]) != "Patient" {
		own, _ := json.Marshal(map[string]string{"resourceType": "Patient", "id": r.Patient}) // two texts
		entry(own)
	}
	data, _ := json.Marshal(map[string]any{"resourceType": "Bundle", "entry": entries, "link": links}) // all was JSON
	return data
}

// indicator says how much a card presses, of what is open or not.
func indicator(d screening.Disposition, u screening.Urgency, open bool) string {
	switch {
	case u >= screening.UrgencySameDay:
		return "critical"
	case d == screening.Proceed && !open, d == screening.Adapt && !open:
		return "info"
	}
	return "warning"
}

func (s Service) card(r Request, about, fingerprint, summary, indicator string) Card {
	return Card{
		UUID: uuid(r.Instance + "|" + about + "|" + fingerprint), Summary: short(summary), Indicator: indicator,
		Source: s.Source, Overrides: s.Overrides,
	}
}

// uuid is one of version 5, by name.
func uuid(name string) string {
	space := []byte{0x6b, 0xa7, 0xb8, 0x12, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30,
		0xc8} // of OIDs
	h := sha1.Sum(append(space, name...))
	h[6], h[8] = h[6]&0x0f|0x50, h[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", h[0:4], h[4:6], h[6:8], h[8:10], h[10:16])
}

// short cuts a summary at a word. It is plain text, and no markup either where a client takes it
// for some.
func short(text string) string {
	text = strings.NewReplacer("<", "‹", ">", "›").Replace(strings.Join(strings.Fields(text), " "))
	if utf8.RuneCountInString(text) <= longest {
		return text
	}
	cut := string([]rune(text)[:longest-1])
	if at := strings.LastIndexByte(cut, ' '); at > longest/2 {
		cut = cut[:at]
	}
	return strings.TrimRight(cut, " ,;:") + "…"
}

// whole is a text in full where its summary is cut, and nothing otherwise.
func whole(text string) string {
	if utf8.RuneCountInString(text) <= longest {
		return ""
	}
	return escape(text)
}

// escape makes of a text one that is no markup, of Markdown or of HTML.
func escape(text string) string {
	var b strings.Builder
	for _, r := range strings.Join(strings.Fields(text), " ") {
		switch {
		case r == '&':
			b.WriteString("&amp;")
			continue
		case r == '<':
			b.WriteString("&lt;")
			continue
		case r == '>':
			b.WriteString("&gt;")
			continue
		case strings.ContainsRune("\\`*_{}[]()#+-!|~", r):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func paragraphs(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "\n\n")
}

func bullets(title string, lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return escape(title) + "\n\n- " + strings.Join(lines, "\n- ")
}
