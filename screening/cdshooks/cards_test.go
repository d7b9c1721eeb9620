package cdshooks_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/cdshooks"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/fhir"
)

var now = time.Date(2026, 3, 1, 15, 0, 0, 0, time.UTC)

func newService(t testing.TB) cdshooks.Service {
	t.Helper()
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	w, err := screening.NewWords(s)
	if err != nil {
		t.Fatal(err)
	}
	x, err := codes.New(s.Rules())
	if err != nil {
		t.Fatal(err)
	}
	return cdshooks.Service{
		ID: "massage-screening", Screener: s, Words: w, Lookup: fhir.Lookup{Tables: x}, Texts: cdshooks.English(),
		Source: cdshooks.Source{Label: "Safehands"}, FormLink: "https://clinic.example/form",
		Form: fhir.Form{Base: "https://clinic.example/fhir", Language: "en", NotSure: "Not sure",
			NoneOfThese: "None of these",
			Yes:         "Yes", No: "No", Title: "Before the massage"},
		Overrides: []cdshooks.Reason{{Code: "agreed", System: "https://clinic.example/fhir/CodeSystem/override",
			Display: "Agreed with the GP"}},
	}
}

// answered is a response in which every card says none, but for what is ticked, and every single
// question no or its none where there is one.
func answered(s cdshooks.Service, f fhir.Form, authored string, ticked map[string]string) string {
	q := fhir.Of(s.Screener.Rules(), f)
	var items []string
	coded := func(id string, c fhir.Coding) {
		items = append(items, fmt.Sprintf(`{"linkId":%q,"answer":[{"valueCoding":{"system":%q,"code":%q}}]}`, id,
			c.System, c.Code))
	}
	var walk func(list []fhir.Item)
	walk = func(list []fhir.Item) {
		for _, i := range list {
			card, none := strings.CutSuffix(strings.TrimPrefix(i.LinkID, "card."), ".none")
			id, isTick := strings.CutSuffix(strings.TrimPrefix(i.LinkID, "card."), ".ticked")
			switch {
			case i.Type == "group":
				walk(i.Item)
			case isTick && ticked[id] != "":
				for _, o := range i.AnswerOption {
					if o.Coding.Code == ticked[id] {
						coded(i.LinkID, o.Coding)
					}
				}
			case none && ticked[card] == "":
				coded(i.LinkID, i.AnswerOption[0].Coding)
			case i.LinkID == "client.age":
				items = append(items, `{"linkId":"client.age","answer":[{"valueInteger":40}]}`)
			case strings.HasPrefix(i.LinkID, "card.") || i.Type != "choice":
			default:
				for _, o := range i.AnswerOption {
					said := ticked[i.LinkID]
					if o.Coding.Code == said || said == "" && (o.Coding.Code == "N" || o.Coding.Code == "none") {
						coded(i.LinkID, o.Coding)
						break
					}
				}
			}
		}
	}
	walk(q.Item)
	return `{"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"` + q.URL + "|" + q.Version +
		`","authored":"` + authored + `","subject":{"reference":"Patient/7"},"item":[` + strings.Join(items, ",") + `]}`
}

func staffOf(f fhir.Form) fhir.Form {
	f.Staff = true
	return f
}

const instance = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"

func request(t testing.TB, prefetch map[string]string) cdshooks.Request {
	t.Helper()
	all := map[string]json.RawMessage{}
	for _, key := range []string{"patient", "conditions", "medications", "answers", "seen"} {
		all[key] = json.RawMessage("null")
	}
	for key, x := range prefetch {
		all[key] = json.RawMessage(x)
	}
	data, err := json.Marshal(map[string]any{"hook": "patient-view", "hookInstance": instance,
		"context": map[string]any{"userId": "Practitioner/1", "patientId": "7"}, "prefetch": all})
	if err != nil {
		t.Fatal(err)
	}
	r, err := cdshooks.ReadRequest(data)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func cards(t testing.TB, s cdshooks.Service, prefetch map[string]string) []cdshooks.Card {
	t.Helper()
	out, err := s.Cards(request(t, prefetch), now)
	if err != nil {
		t.Fatal(err)
	}
	sound(t, out)
	return out.Cards
}

// sound holds a response against HL7's own tests of responses and the laws of this package.
func sound(t testing.TB, out cdshooks.Response) {
	t.Helper()
	if len(out.Cards) == 0 {
		t.Error("no card")
	}
	seen := map[string]bool{}
	for _, c := range out.Cards {
		if n := utf8.RuneCountInString(c.Summary); n == 0 || n >= 140 || strings.ContainsAny(c.Summary, "<>\n") {
			t.Errorf("summary %q", c.Summary)
		}
		if strings.ContainsAny(c.Detail, "<>") || !slices.Contains([]string{"info", "warning", "critical"},
			c.Indicator) || c.Source.Label == "" {
			t.Errorf("%+v", c)
		}
		if !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(c.UUID) || seen[c.UUID] {
			t.Errorf("uuid %s", c.UUID)
		}
		seen[c.UUID] = true
		for _, o := range c.Overrides {
			if o.Code == "" || o.System == "" || o.Display == "" {
				t.Errorf("override %+v", o)
			}
		}
		for _, l := range c.Links {
			if l.Type != "absolute" || l.Label == "" {
				t.Errorf("link %+v", l)
			}
		}
	}
}

func TestCards(t *testing.T) {
	s := newService(t)
	calm := answered(s, s.Form, "2026-03-01T09:00:00Z", map[string]string{"back.phase": "none"})
	seen := answered(s, staffOf(s.Form), "2026-03-01T14:00:00Z", nil)
	ill := answered(s, s.Form, "2026-03-01T09:00:00Z", map[string]string{"emergency_now": "chest_pain"})
	presumed := answered(s, s.Form, "2026-03-01T09:00:00Z", map[string]string{"nerves_now": "saddle_numbness"})
	bad := strings.Replace(calm, `"code":"none-of-these"`, `"code":"nonsense"`, 1)
	bundle := func(x string) string { return `{"resourceType":"Bundle","entry":[{"resource":` + x + `}]}` }
	for _, tt := range []struct {
		name                       string
		prefetch                   map[string]string
		summary, indicator, detail string
		n                          int
	}{
		{"nobody has answered", nil, "One more question: ", "warning", "Nobody has answered the questions yet", 1},
		{"a calm client", map[string]string{"answers": bundle(calm), "seen": bundle(seen)}, "Go ahead", "info", "", 1},
		{"the same alone", map[string]string{"answers": calm, "seen": seen}, "Go ahead", "info", "", 1},
		{"before staff have looked", map[string]string{"answers": calm}, "One more question: ", "warning",
			"To be answered first", 1},
		{"of a server that sorts nothing", map[string]string{"seen": seen, "answers": `{"resourceType":"Bundle","entry":[` +
			`{"resource":` + calm + `},{"resource":` + strings.Replace(ill, "T09:00", "T13:00", 1) + `}]}`},
			"Not here: Stop", "critical", "", 2},
		{"an emergency unless a detail says otherwise", map[string]string{"answers": bundle(presumed)},
			"", "critical", "To be answered first", 1},
		{"an emergency", map[string]string{"answers": bundle(ill)}, "Not here: Stop", "critical", "", 2},
		{"answers of yesterday", map[string]string{"seen": seen,
			"answers": strings.Replace(calm, "2026-03-01T09", "2026-02-28T09", 1)}, "One more question: ", "warning",
			"To be answered first", 1},
		{"answers of tomorrow", map[string]string{"seen": seen,
			"answers": strings.Replace(calm, "2026-03-01T09", "2026-03-02T09", 1)}, "One more question: ", "warning",
			"To be answered first", 1},
		{"answers without a date", map[string]string{"seen": seen,
			"answers": strings.Replace(calm, `"authored":"2026-03-01T09:00:00Z",`, "", 1)}, "One more question: ",
			"warning", "", 1},
		{"an older form", map[string]string{"answers": strings.Replace(calm, "client|", "client|0", 1)},
			"One more question: ", "warning",
			"The last answers are to an older form", 1},
		{"answers that cannot be read", map[string]string{"answers": bad}, "One more question: ", "warning",
			"cannot be read", 1},
		{"somebody else's answers", map[string]string{"answers": strings.Replace(calm, "Patient/7", "Patient/8", 1)},
			"One more question: ", "warning", "cannot be read", 1},
		{"nothing was found", map[string]string{"answers": `{"resourceType":"Bundle","type":"searchset"}`},
			"One more question: ", "warning",
			"Nobody has answered", 1},
		{"answers that could not be fetched", map[string]string{"answers": `{"resourceType":"OperationOutcome"}`},
			"One more question: ", "warning", "cannot be read", 1},
		{"an outcome instead of answers", map[string]string{"answers": bundle(`{"resourceType":"OperationOutcome"}`)},
			"One more question: ", "warning", "cannot be read", 1},
		{"an outcome beside answers", map[string]string{"seen": seen, "answers": `{"resourceType":"Bundle","entry":[` +
			`{"resource":{"resourceType":"OperationOutcome"}},{"resource":` + calm + `}]}`}, "Go ahead", "info", "", 1},
		{"what staff saw, not fetched", map[string]string{"answers": calm, "seen": `{"resourceType":"OperationOutcome"}`},
			"One more question: ", "warning", "cannot be read", 1},
		{"a milder ground beside the leading one", map[string]string{"seen": seen, "answers": answered(s, s.Form,
			"2026-03-01T09:00:00Z", map[string]string{"back.phase": "none", "unwell_now": "feverish",
				"skin_and_health": "diabetes"})}, "Not today", "warning", "There are more grounds than these cards show", 2},
		{"a ground of the arm that limits the back", map[string]string{"seen": seen, "answers": answered(s, s.Form,
			"2026-03-01T09:00:00Z", map[string]string{"back.phase": "none", "this_week": "today",
				"sx.today": "vaccine"})},
			"Go ahead, with care", "info", "", 2},
		{"a record",
			map[string]string{"conditions": bundle(`{"resourceType":"Condition","subject":{"reference":"Patient/7"},"code":{"coding":[` +
				`{"system":"http://hl7.org/fhir/sid/icd-10","code":"I10"}]}}`),
				"patient": `{"resourceType":"Patient","id":"7"}`},
			"One more question: ", "warning", "", 2},
	} {
		out := cards(t, s, tt.prefetch)
		c := out[0]
		if !strings.HasPrefix(c.Summary, tt.summary) || c.Indicator != tt.indicator || !strings.Contains(c.Detail,
			tt.detail) || len(out) != tt.n {
			t.Errorf("%s: %d cards, %s: %s\n%s", tt.name, len(out), c.Indicator, c.Summary, c.Detail)
		}
	}
	out := cards(t, s,
		map[string]string{"conditions": bundle(`{"resourceType":"Condition","recordedDate":"2019-05-05","subject":{"reference":` +
			`"Patient/7"},"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"I10"}]}}`),
			"medications": bundle(`{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":{"reference":"Patient/7"},` +
				`"medicationCodeableConcept":{"text":"Eliquis"}}`)})
	const want = "To confirm:\n\n" +
		"- apixaban: Which blood thinner do you take? Apixaban, rivaroxaban, edoxaban or dabigatran\n" +
		"- high blood pressure (2019\\-05\\-05): Ticked: High blood pressure, or tablets for it"
	if diff := cmp.Diff(want, out[len(out)-1].Detail); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

// A record that was fetched in part, with an outcome beside it, or of somebody else is never silent.
func TestRecordInPart(t *testing.T) {
	s := newService(t)
	const i10 = `{"resourceType":"Condition","subject":{"reference":"Patient/8"},"code":{"coding":[` +
		`{"system":"http://hl7.org/fhir/sid/icd-10","code":"I10"}]}}`
	for _, tt := range []struct{ conditions, want string }{
		{`{"resourceType":"Bundle","link":[{"relation":"next","url":"x"}]}`, s.Texts.RecordPart},
		{`{"resourceType":"Bundle","link":[{"relation":"self","url":"x"}]}`, ""},
		{`{"resourceType":"OperationOutcome","issue":[]}`, s.Texts.RecordOpen},
		{`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"OperationOutcome"}}]}`, s.Texts.RecordOpen},
		{`{"resourceType":"Bundle","entry":[{"resource":` + i10 + `}]}`, ""},
	} {
		got := ""
		for _, c := range cards(t, s, map[string]string{"conditions": tt.conditions}) {
			if c.Summary == s.Texts.Record {
				got = c.Detail
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.conditions, got, tt.want)
		}
	}
}

// A drug that nobody can look up is never silent, and of what a record suggests nothing is left out.
func TestRecordIsWhole(t *testing.T) {
	s := newService(t)
	const elsewhere = `{"resourceType":"MedicationRequest","status":"active","intent":"order","subject":{"reference":"Patient/7"},` +
		`"medicationReference":{"reference":"Medication/9"}}`
	out := cards(t, s, map[string]string{"medications": `{"resourceType":"Bundle","entry":[{"resource":` + elsewhere + `}]}`})
	if got := out[len(out)-1].Detail; got != s.Texts.RecordOpen {
		t.Errorf("a drug elsewhere: %q", got)
	}
	var entries []string
	for _, code := range []string{"I10", "E10", "J44.9", "M81.0", "G40.9", "I50.9", "I25.2", "N18.5", "D66", "I71.4", "G20",
		"G35", "M05.9", "I73.9", "Z95.0"} {
		entries = append(entries, `{"resource":{"resourceType":"Condition","subject":{"reference":"Patient/7"},`+
			`"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"`+code+`"}]}}}`)
	}
	data := `{"resourceType":"Bundle","entry":[` + strings.Join(entries, ",") + `]}`
	list, _, err := fhir.Proposals(s.Screener, []byte(data), now, s.Lookup)
	if err != nil {
		t.Fatal(err)
	}
	out = cards(t, s, map[string]string{"conditions": data})
	for _, p := range list {
		label := strings.NewReplacer("-", "\\-", "(", "\\(", ")", "\\)").Replace(p.Because[0].Says)
		if !p.Private && !strings.Contains(out[len(out)-1].Detail, "- "+label) {
			t.Errorf("%s: %s stands in no card", p.Fact, label)
		}
	}
}

// More grounds than cards are said to be more.
func TestMoreGroundsThanCards(t *testing.T) {
	s := newService(t)
	var in []string
	q := fhir.Of(s.Screener.Rules(), s.Form)
	for _, c := range s.Screener.Rules().Cards() {
		for _, l := range c.Lines {
			if c.Name != "emergency_now" && c.Name != "this_week" && c.Name != "spine_and_bones" && !c.Staff && !l.Staff && !c.Private && !l.Private {
				in = append(in, fmt.Sprintf(`{"linkId":"card.%s.ticked","answer":[{"valueCoding":{"system":`+
					`"https://clinic.example/fhir/CodeSystem/line","code":%q}}]}`, c.Name, l.Name))
			}
		}
	}
	byCard := map[string][]string{}
	for _, x := range in {
		id, answer, _ := strings.Cut(x, `","answer":[`)
		byCard[id] = append(byCard[id], strings.TrimSuffix(answer, "]}"))
	}
	var items []string
	for _, id := range slices.Sorted(maps.Keys(byCard)) {
		items = append(items, id+`","answer":[`+strings.Join(byCard[id], ",")+"]}")
	}
	out := cards(t, s, map[string]string{"answers": `{"resourceType":"QuestionnaireResponse","status":"completed",` +
		`"questionnaire":"` + q.URL + "|" + q.Version + `","authored":"2026-03-01T09:00:00Z","item":[` +
		strings.Join(items, ",") + `]}`})
	if len(out) != 6 || !strings.Contains(out[0].Detail, "There are more grounds than these cards show") {
		t.Errorf("%d cards, %s", len(out), out[0].Detail)
	}
	if n := strings.Count(out[0].Detail, "\n- "); n != 13 || !strings.HasSuffix(out[0].Detail, "\n- …") {
		t.Errorf("a list of questions that is cut does not say so: %d, %s", n, out[0].Detail)
	}
}

// What was told or recorded in private stands in no card, and that there is something is said.
func TestNothingPrivate(t *testing.T) {
	s := newService(t)
	private := 0
	for _, c := range s.Screener.Rules().Cards() {
		for _, l := range c.Lines {
			if c.Staff || l.Staff || !c.Private && !l.Private {
				continue
			}
			private++
			text := fmt.Sprint(cards(t, s, map[string]string{
				"answers": answered(s, s.Form, "2026-03-01T09:00:00Z", map[string]string{c.Name: l.Name}),
				"conditions": `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition","subject":{"reference":"Patient/7"},` +
					`"code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"F33.1"},{"system":"http://hl7.org/fhir/sid/icd-10","code":"B24"}]}}}]}`,
			}))
			for _, r := range s.Screener.Rules().Rules() {
				i, _ := s.Screener.Rules().RuleIndex(r.ID)
				for _, f := range s.Screener.Rules().Reads(i) {
					name := s.Screener.Rules().Facts()[f].Name
					if slices.Contains(l.Facts, name) && strings.Contains(text, "{"+r.ID+" ") {
						t.Errorf("%s ticked: a card tells of %s", l.Name, r.ID)
					}
				}
			}
			if strings.Contains(text, "depress") || strings.Contains(text, "HIV") {
				t.Errorf("a card tells what the record says in private")
			}
		}
	}
	if private == 0 {
		t.Error("no line is private")
	}
}

// Of the same request come the same bytes, of another instance other ids; what is no markup stays so.
func TestCardsAreStable(t *testing.T) {
	s := newService(t)
	s.Texts.NotAnswered = `<img src=x onerror=alert(1)> **bold** [a](b) & 'c'`
	r := request(t, nil)
	one, err := s.Cards(r, now)
	if err != nil {
		t.Fatal(err)
	}
	two, err := s.Cards(r, now)
	if err != nil || fmt.Sprint(one) != fmt.Sprint(two) {
		t.Errorf("%v and %v", one, two)
	}
	r.Instance = strings.Replace(r.Instance, "d1", "d2", 1)
	if other, _ := s.Cards(r, now); other.Cards[0].UUID == one.Cards[0].UUID {
		t.Error("the same id for two instances")
	}
	const want = `&lt;img src=x onerror=alert\(1\)&gt; \*\*bold\*\* \[a\]\(b\) &amp; 'c'`
	if !strings.Contains(one.Cards[0].Detail, want) {
		t.Errorf("%s", one.Cards[0].Detail)
	}
	sound(t, one)
}

// A reason for an override that a client cannot show is no whole service.
func TestOverridesAreWhole(t *testing.T) {
	s := newService(t)
	s.Overrides = []cdshooks.Reason{{Code: "agreed", System: "https://clinic.example/fhir/CodeSystem/override"}}
	if _, err := s.Cards(request(t, nil), now); err == nil || !strings.Contains(err.Error(), "a display") {
		t.Errorf("%v", err)
	}
}

func TestDiscovery(t *testing.T) {
	d := newService(t).Discovery()
	var hooks []string
	for _, x := range d.Services {
		hooks = append(hooks, x.Hook)
		if x.ID != "massage-screening" || x.Description == "" {
			t.Errorf("%+v", x)
		}
		got := slices.Sorted(maps.Keys(x.Prefetch))
		if diff := cmp.Diff([]string{"answers", "conditions", "medications", "patient", "seen"}, got); diff != "" {
			t.Errorf("mismatch (-want +got):\n%s", diff)
		}
		if x.Prefetch["medications"] != "MedicationRequest?patient={{context.patientId}}&status=active" {
			t.Errorf("%v", x.Prefetch)
		}
	}
	if diff := cmp.Diff([]string{"patient-view", "appointment-book", "encounter-start"}, hooks); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

func TestRequests(t *testing.T) {
	head := `{"hook":"patient-view","hookInstance":"` + instance + `","context":{"patientId":"7"}`
	full := `,"prefetch":{"patient":null,"conditions":null,"medications":null,"answers":null,"seen":null}}`
	if _, err := cdshooks.ReadRequest([]byte(head + full)); err != nil {
		t.Error(err)
	}
	var missing cdshooks.MissingPrefetch
	_, err := cdshooks.ReadRequest([]byte(head + `,"prefetch":{"patient":null,"answers":null}}`))
	if !errors.As(err, &missing) || fmt.Sprint(missing.Keys) != "[conditions medications seen]" {
		t.Errorf("%v", err)
	}
	if _, err = cdshooks.ReadRequest([]byte(head + `}`)); !errors.As(err, &missing) || len(missing.Keys) != 5 {
		t.Errorf("%v", err)
	}
	for _, tt := range []struct{ data, want string }{
		{`{`, "cannot be read"},
		{`[]`, "cannot be read"},
		{strings.Replace(head, "patient-view", "order-select", 1) + full,
			`hook: "order-select" is no hook of this service`},
		{strings.Replace(head, instance, "7", 1) + full, `hookInstance: "7" is no UUID`},
		{strings.Replace(head, `"7"`, `""`, 1) + full, `context.patientId: is missing`},
		{strings.Replace(head, `"7"`, `7`, 1) + full, `context.patientId: cannot be read`},
		{strings.Repeat("x", cdshooks.MaxRequest+1), "is 16777217 bytes long"},
	} {
		if _, err := cdshooks.ReadRequest([]byte(tt.data)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.80s: got %v, want %s", tt.data, err, tt.want)
		}
	}
}

func TestFeedback(t *testing.T) {
	got, err := cdshooks.ReadFeedback([]byte(`{"feedback":[{"card":"` + instance +
		`","outcome":"overridden","overrideReason":{"reason":` +
		`{"code":"agreed","system":"s"},"userComment":"by phone"},"outcomeTimestamp":"2026-03-01T15:04:00Z"},` +
		`{"card":"` + instance + `","outcome":"accepted","acceptedSuggestions":[{"id":"a"}]}]}`))
	want := []cdshooks.Feedback{
		{Card: instance, Outcome: "overridden", Reason: cdshooks.Reason{Code: "agreed", System: "s"},
			Comment: "by phone", At: "2026-03-01T15:04:00Z"},
		{Card: instance, Outcome: "accepted", Accepted: []string{"a"}},
	}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v mismatch (-want +got):\n%s", err, diff)
	}
	for _, tt := range []struct{ data, want string }{
		{`{}`, "feedback: is missing"}, {`[`, "cannot be read"},
		{`{"feedback":[{"card":"x","outcome":"read"}]}`,
			"feedback[0].card: \"x\" is no UUID\nfeedback[0].outcome: \"read\" is no outcome"},
	} {
		if _, err := cdshooks.ReadFeedback([]byte(tt.data)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.data, err, tt.want)
		}
	}
}

func FuzzRequest(f *testing.F) {
	s := newService(f)
	f.Add([]byte(`{"hook":"patient-view","hookInstance":"` + instance +
		`","context":{"patientId":"7"},"prefetch":{"patient":null,` +
		`"conditions":{"resourceType":"Bundle"},"medications":7,"answers":"x","seen":[]}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := cdshooks.ReadRequest(data)
		if err != nil {
			return
		}
		out, err := s.Cards(r, now)
		if err != nil {
			t.Fatal(err)
		}
		sound(t, out)
	})
}
