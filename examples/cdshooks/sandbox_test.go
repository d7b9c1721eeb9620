package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/go-jose/go-jose/v4"
	"github.com/go-jose/go-jose/v4/jwt"

	"github.com/safehands/safehands/screening/cdshooks"
	"github.com/safehands/safehands/screening/fhir"
)

// sandbox plays the client: it reads the discovery, fetches what is wanted from a record, and calls.
type sandbox struct {
	t      *testing.T
	url    string
	record map[string]string // by the query without the patient
	log    *bytes.Buffer
	lock   *sync.Mutex
}

// locked lets several requests write one log.
type locked struct {
	to   *bytes.Buffer
	lock *sync.Mutex
}

func (l locked) Write(p []byte) (int, error) {
	l.lock.Lock()
	defer l.lock.Unlock()
	return l.to.Write(p)
}

var visit = time.Date(2026, 3, 1, 15, 0, 0, 0, time.UTC)

func open(t *testing.T, check func(*http.Request) error) (sandbox, cdshooks.Service) {
	t.Helper()
	service, err := newService("https://clinic.example/fhir", "https://clinic.example/form")
	if err != nil {
		t.Fatal(err)
	}
	b := sandbox{t: t, record: map[string]string{}, log: &bytes.Buffer{}, lock: &sync.Mutex{}}
	s := newServer(service, check, slog.New(slog.NewTextHandler(locked{b.log, b.lock}, nil)))
	s.now = func() time.Time { return visit }
	web := httptest.NewServer(s.handler())
	t.Cleanup(web.Close)
	b.url = web.URL
	return b, service
}

func (b sandbox) send(method, path, body string, head map[string]string) (int, http.Header, []byte) {
	b.t.Helper()
	r, err := http.NewRequest(method, b.url+path, strings.NewReader(body))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	for k, v := range head {
		r.Header.Set(k, v)
	}
	out, err := http.DefaultClient.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer out.Body.Close()
	data, err := io.ReadAll(out.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return out.StatusCode, out.Header, data
}

func (b sandbox) services() []cdshooks.Description {
	b.t.Helper()
	code, _, data := b.send("GET", "/cds-services", "", nil)
	var d cdshooks.Discovery
	if err := json.Unmarshal(data, &d); err != nil || code != http.StatusOK {
		b.t.Fatalf("%d %s", code, data)
	}
	return d.Services
}

// call does what a client does at a hook: every prefetch template is filled in and looked up; what the
// record does not have is null.
func (b sandbox) call(s cdshooks.Description, instance string, head map[string]string) (int, cdshooks.Response) {
	b.t.Helper()
	prefetch := map[string]json.RawMessage{}
	for key, template := range s.Prefetch {
		query := strings.ReplaceAll(template, "{{context.patientId}}", "7")
		if strings.Contains(query, "{{") {
			b.t.Errorf("%s cannot be filled in", template)
		}
		prefetch[key] = json.RawMessage("null")
		for part, data := range b.record {
			if strings.Contains(query, part) {
				prefetch[key] = json.RawMessage(data)
			}
		}
	}
	context := map[string]any{"userId": "Practitioner/1", "patientId": "7"}
	if s.Hook == "encounter-start" {
		context["encounterId"] = "e1"
	}
	body, err := json.Marshal(map[string]any{"hook": s.Hook, "hookInstance": instance, "context": context,
		"fhirServer": "https://ehr.example/fhir", "prefetch": prefetch})
	if err != nil {
		b.t.Fatal(err)
	}
	code, h, data := b.send("POST", "/cds-services/"+s.ID, string(body), head)
	if h.Get("Access-Control-Allow-Origin") != "*" || h.Get("Content-Type") != "application/json" {
		b.t.Errorf("headers %v", h)
	}
	var out cdshooks.Response
	if code == http.StatusOK {
		if err := json.Unmarshal(data, &out); err != nil {
			b.t.Fatal(err)
		}
		if len(out.Cards) == 0 {
			b.t.Error("no card, which the sandbox shows as: all clear")
		}
		for _, c := range out.Cards {
			if utf8.RuneCountInString(c.Summary) >= 140 || strings.Contains(c.Detail, "<") {
				b.t.Errorf("%+v", c)
			}
		}
	}
	return code, out
}

// answer fills in a form as a calm client does, but for one line that is ticked.
func answer(service cdshooks.Service, staff bool, card, line string) string {
	f := service.Form
	f.Staff = staff
	q := fhir.Of(service.Screener.Rules(), f)
	var items []map[string]any
	give := func(id string, value map[string]any) {
		items = append(items, map[string]any{"linkId": id, "answer": []any{value}})
	}
	var walk func(list []fhir.Item)
	walk = func(list []fhir.Item) {
		for _, i := range list {
			walk(i.Item)
			for _, o := range i.AnswerOption {
				no := o.Coding.Code == "N" || o.Coding.Code == "none" || o.Coding.Code == "none-of-these" && i.LinkID != "card."+card+".none"
				if no || i.LinkID == "card."+card+".ticked" && o.Coding.Code == line {
					give(i.LinkID, map[string]any{"valueCoding": o.Coding})
					break
				}
			}
			if i.LinkID == "client.age" {
				give(i.LinkID, map[string]any{"valueInteger": 40})
			}
		}
	}
	walk(q.Item)
	data, _ := json.Marshal(map[string]any{"resourceType": "QuestionnaireResponse", "status": "completed",
		"item":          items,
		"questionnaire": q.URL + "|" + q.Version, "authored": "2026-03-01T14:30:00Z",
		"subject": map[string]any{"reference": "Patient/7"}})
	return `{"resourceType":"Bundle","type":"searchset","entry":[{"resource":` + string(data) + `}]}`
}

const instance = "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea"

func TestSandbox(t *testing.T) {
	b, service := open(t, nil)
	services := b.services()
	if len(services) != 3 {
		t.Fatalf("%+v", services)
	}
	for _, s := range services {
		code, out := b.call(s, instance, nil)
		if code != http.StatusOK || out.Cards[0].Indicator != "warning" || !strings.Contains(out.Cards[0].Detail,
			"Nobody has answered") {
			t.Errorf("%s, nobody has answered: %d %+v", s.Hook, code, out)
		}
	}
	b.record["Questionnaire/client"], b.record["Questionnaire/staff"] = answer(service, false, "", ""),
		answer(service, true, "", "")
	_, out := b.call(services[0], instance, nil)
	if len(out.Cards) != 1 || out.Cards[0].Indicator != "info" || !strings.HasPrefix(out.Cards[0].Summary, "Go ahead") {
		t.Errorf("a calm client: %+v", out)
	}
	b.record["Questionnaire/client"] = answer(service, false, "emergency_now", "chest_pain")
	b.record["Condition?"] = `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Condition","subject":{"reference":"Patient/7"},` +
		`"code":{"text":"Kwashiorkor-Testname","coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"I10"}]}}}]}`
	_, out = b.call(services[0], instance, nil)
	last := out.Cards[len(out.Cards)-1]
	if out.Cards[0].Indicator != "critical" || !strings.Contains(out.Cards[0].Summary,
		"emergency number") || len(out.Cards) != 3 ||
		!strings.Contains(last.Detail, "high blood pressure") {
		t.Errorf("an emergency: %+v", out)
	}
	feedback := `{"feedback":[{"card":"` + out.Cards[0].UUID +
		`","outcome":"overridden","outcomeTimestamp":"2026-03-01T15:01:00Z",` +
		`"overrideReason":{"reason":{"code":"` + out.Cards[0].Overrides[0].Code + `","system":"` +
		out.Cards[0].Overrides[0].System + `"},"userComment":"Geheimnis"}}]}`
	if code, _, data := b.send("POST", "/cds-services/"+services[0].ID+"/feedback", feedback,
		nil); code != http.StatusOK {
		t.Errorf("feedback: %d %s", code, data)
	}
	for _, name := range []string{"Kwashiorkor", "Geheimnis", "Patient/7", "I10", "chest"} {
		if strings.Contains(b.log.String(), name) {
			t.Errorf("the log holds %s:\n%s", name, b.log)
		}
	}
	if !strings.Contains(b.log.String(),
		"route=\"POST /cds-services/{id}\" status=200") || !strings.Contains(b.log.String(), "overridden=1") {
		t.Errorf("the log:\n%s", b.log)
	}
}

func TestRefused(t *testing.T) {
	b, _ := open(t, nil)
	id := b.services()[0].ID
	full := `{"hook":"patient-view","hookInstance":"` + instance +
		`","context":{"patientId":"7"},"prefetch":{"patient":null,` +
		`"conditions":null,"medications":null,"answers":null,"seen":null}}`
	for _, tt := range []struct {
		name, method, path, body, kind, want string
		code                                 int
	}{
		{"whole", "POST", "/cds-services/" + id, full, "application/json; charset=utf-8", "cards", 200},
		{"missing prefetch", "POST", "/cds-services/" + id, strings.Replace(full, `"seen":null`, `"x":null`, 1),
			"application/json",
			"the prefetch lacks seen", 412},
		{"no prefetch", "POST", "/cds-services/" + id, `{"hook":"patient-view","hookInstance":"` + instance +
			`","context":{"patientId":"7"}}`,
			"application/json", "the prefetch lacks answers, conditions, medications, patient, seen", 412},
		{"no JSON", "POST", "/cds-services/" + id, "{", "application/json", "cannot be read", 400},
		{"another hook", "POST", "/cds-services/" + id, strings.Replace(full, "patient-view", "order-sign", 1),
			"application/json", "is no hook", 400},
		{"another service", "POST", "/cds-services/other", full, "application/json", "no such service", 404},
		{"text", "POST", "/cds-services/" + id, full, "text/plain", "send application/json", 415},
		{"too long", "POST", "/cds-services/" + id, `"` + strings.Repeat("x", cdshooks.MaxRequest) + `"`,
			"application/json", "bytes are read", 413},
		{"another method", "PUT", "/cds-services/" + id, full, "application/json", "", 405},
		{"bad feedback", "POST", "/cds-services/" + id + "/feedback", "{}", "application/json",
			"feedback: is missing", 400},
	} {
		code, _, data := b.send(tt.method, tt.path, tt.body, map[string]string{"Content-Type": tt.kind})
		if code != tt.code || !strings.Contains(string(data), tt.want) {
			t.Errorf("%s: %d %.200s", tt.name, code, data)
		}
	}
	code, h, _ := b.send("OPTIONS", "/cds-services/"+id, "", map[string]string{"Origin": "https://sandbox.example"})
	if code != http.StatusNoContent || h.Get("Access-Control-Allow-Origin") != "*" || !strings.Contains(h.Get("Access-Control-Allow-Headers"), "Authorization") {
		t.Errorf("preflight: %d %v", code, h)
	}
}

// A thousand requests, fifty at once: each is answered, and all of them alike.
func TestThousandRequests(t *testing.T) {
	b, service := open(t, nil)
	b.record["Questionnaire/client"], b.record["Questionnaire/staff"] = answer(service, false, "", ""),
		answer(service, true, "", "")
	s := b.services()[0]
	_, want := b.call(s, instance, nil)
	n := 1000
	if testing.Short() {
		n = 100
	}
	work := make(chan int)
	var wait sync.WaitGroup
	begun := time.Now()
	for range 50 {
		wait.Go(func() {
			for range work {
				if code, got := b.call(s, instance, nil); code != http.StatusOK || fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("%d %+v", code, got)
				}
			}
		})
	}
	for i := range n {
		work <- i
	}
	close(work)
	wait.Wait()
	t.Logf("%d requests in %s", n, time.Since(begun).Round(time.Millisecond))
}

func TestTokens(t *testing.T) {
	key, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	other, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "keys.json")
	data, err := json.Marshal(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k",
		Algorithm: "ES384", Use: "sig"}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	now := visit
	check, err := tokens(file, []string{"https://ehr.example"}, "https://cds.example",
		func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	sign := func(k *ecdsa.PrivateKey, alg jose.SignatureAlgorithm, edit func(*jwt.Claims)) string {
		var with any = jose.JSONWebKey{Key: k, KeyID: "k"}
		if alg == jose.HS256 {
			with = jose.JSONWebKey{Key: []byte("secret-of-thirty-two-bytes-or-so!"), KeyID: "k"}
		}
		signer, err := jose.NewSigner(jose.SigningKey{Algorithm: alg, Key: with}, nil)
		if err != nil {
			t.Fatal(err)
		}
		c := jwt.Claims{Issuer: "https://ehr.example", ID: "1",
			Audience: jwt.Audience{"https://cds.example/cds-services/massage-screening"},
			IssuedAt: jwt.NewNumericDate(visit), Expiry: jwt.NewNumericDate(visit.Add(5 * time.Minute))}
		edit(&c)
		text, err := jwt.Signed(signer).Claims(c).Serialize()
		if err != nil {
			t.Fatal(err)
		}
		return "Bearer " + text
	}
	b, _ := open(t, check)
	s := b.services()[0] // open to everybody
	for _, tt := range []struct {
		name, token string
		code        int
	}{
		{"as it should be", sign(key, jose.ES384, func(*jwt.Claims) {}), 200},
		{"none", "", 401},
		{"of another scheme", "Basic abc", 401},
		{"no token", "Bearer abc", 401},
		{"of another key", sign(other, jose.ES384, func(*jwt.Claims) {}), 401},
		{"signed with a secret", sign(key, jose.HS256, func(*jwt.Claims) {}), 401},
		{"of another issuer", sign(key, jose.ES384, func(c *jwt.Claims) { c.Issuer = "https://evil.example" }), 401},
		{"for another service", sign(key, jose.ES384,
			func(c *jwt.Claims) { c.Audience = jwt.Audience{"https://other.example"} }), 401},
		{"of yesterday", sign(key, jose.ES384,
			func(c *jwt.Claims) { c.Expiry = jwt.NewNumericDate(visit.Add(-time.Hour)) }), 401},
		{"a second time", sign(key, jose.ES384, func(*jwt.Claims) {}), 401},
		{"with an id of its own", sign(key, jose.ES384, func(c *jwt.Claims) { c.ID = "2" }), 200},
		{"of an hour", sign(key, jose.ES384, func(c *jwt.Claims) {
			c.ID, c.Expiry = "3", jwt.NewNumericDate(visit.Add(time.Hour))
		}), 401},
		{"of tomorrow", sign(key, jose.ES384,
			func(c *jwt.Claims) { c.NotBefore = jwt.NewNumericDate(visit.Add(time.Hour)) }), 401},
		{"without an end", sign(key, jose.ES384, func(c *jwt.Claims) { c.Expiry = nil }), 401},
		{"without an id", sign(key, jose.ES384, func(c *jwt.Claims) { c.ID = "" }), 401},
	} {
		if code, _ := b.call(s, instance, map[string]string{"Authorization": tt.token}); code != tt.code {
			t.Errorf("%s: %d, want %d", tt.name, code, tt.code)
		}
	}
	now = visit.Add(10 * time.Minute) // the first has ended, and its id is of a new one
	later := sign(key, jose.ES384, func(c *jwt.Claims) { c.Expiry = jwt.NewNumericDate(now.Add(5 * time.Minute)) })
	if code, _ := b.call(s, instance, map[string]string{"Authorization": later}); code != 200 {
		t.Errorf("an id whose token has ended: %d", code)
	}
	if _, err := tokens(file, nil, "", time.Now); err == nil {
		t.Error("tokens of nobody are checked")
	}
}

// A store of ids that is full refuses, and takes in again once some have ended.
func TestUsedTokensAreNotForgotten(t *testing.T) {
	u := used{at: map[string]time.Time{}}
	for i := range mostTokens {
		if err := u.first(fmt.Sprint(i), visit, visit.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
	}
	if u.first("0", visit, visit.Add(time.Minute)) == nil || u.first("new", visit, visit.Add(time.Minute)) == nil {
		t.Error("an id counts twice, or one was forgotten")
	}
	if err := u.first("0", visit.Add(time.Minute), visit.Add(2*time.Minute)); err != nil || len(u.at) != 1 {
		t.Errorf("after the end of all: %v, %d", err, len(u.at))
	}
}
