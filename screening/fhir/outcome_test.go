package fhir_test

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

var decided = fhir.Case{
	Base: "https://clinic.example/fhir", ID: "v7", Subject: "Patient/1", At: "2026-03-01T15:00:00Z",
	By:       "Practitioner/ana",
	Response: "QuestionnaireResponse/9",
}

func report(t testing.TB, s *screening.Screener, c fhir.Case, in screening.Intake) (screening.Decision, fhir.Outcome) {
	t.Helper()
	d, err := s.Screen(in, c.Clearances...)
	if err != nil {
		t.Fatal(err)
	}
	qs, err := s.Questions(in, c.Clearances...)
	if err != nil {
		t.Fatal(err)
	}
	o, err := fhir.Report(s, c, d, qs)
	if err != nil {
		t.Fatal(err)
	}
	return d, o
}

// A pregnancy, with a clearance of two days ago: every member, by the specification.
func TestReport(t *testing.T) {
	s, _ := newLookup(t)
	in, err := s.DecodeIntake([]byte(`{"preg":{"status":"pregnant","high_risk":"yes","weeks":20},"sys":{"thunderclap_headache":"unsure","neck_stiff_fever":"no"}}`))
	if err != nil {
		t.Fatal(err)
	}
	c := decided
	d, _ := report(t, s, c, in)
	if len(d.Findings) == 0 || len(d.Clearance) == 0 {
		t.Fatalf("%d findings, %v to clear", len(d.Findings), d.Clearance)
	}
	c.Clearances = []screening.Clearance{{Covers: d.Clearance, DaysAgo: 2, By: "Dr Lee"}}
	d, o := report(t, s, c, in)
	for i, f := range d.Findings {
		x := o.Issues[i]
		want := map[string]string{"absolute": "high", "relative": "moderate", "temporary": "moderate",
			"precaution": "low"}[f.Kind.String()]
		if u := f.Urgency.String(); u == "same_day" || u == "emergency" {
			want = "high"
		}
		if x.Severity != want || x.Status != "final" || x.Code.Text != f.Says || x.Code.Coding[0].Code != f.Rule {
			t.Errorf("%s: %+v", f.Rule, x)
		}
		if len(x.Evidence) != len(f.Facts) || !strings.Contains(x.Detail, f.Rationale) || !strings.Contains(x.Detail,
			f.Grade) {
			t.Errorf("%s: %+v", f.Rule, x)
		}
		dated := slices.ContainsFunc(x.Mitigation,
			func(m fhir.Mitigation) bool { return m.Date == "2026-02-27" && m.Author.Display == "Dr Lee" })
		if dated != f.Cleared {
			t.Errorf("%s: cleared %t, dated %t", f.Rule, f.Cleared, dated)
		}
	}
	unsure := slices.ContainsFunc(o.Issues, func(x fhir.DetectedIssue) bool { return x.Status == "preliminary" })
	if !unsure {
		t.Error("no rule that only an unsure answer leaves possible")
	}
	const want = `{"resourceType":"Provenance","id":"v7-provenance","contained":[{"resourceType":"Device","id":"rules",` +
		`"deviceName":[{"name":"Safehands","type":"manufacturer-name"}],"version":[` +
		`{"type":{"coding":[{"system":"https://clinic.example/fhir/CodeSystem/fingerprint","code":"rules"}]},"value":"F"},` +
		`{"type":{"coding":[{"system":"https://clinic.example/fhir/CodeSystem/fingerprint","code":"texts"}]},"value":"T"}]}],` +
		`"target":[{"reference":"GuidanceResponse/v7-guidance"}*],"recorded":"2026-03-01T15:00:00Z","agent":[` +
		`{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/provenance-participant-type","code":"assembler"}]},"who":{"reference":"#rules"}},` +
		`{"type":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/provenance-participant-type","code":"verifier"}]},"who":{"reference":"Practitioner/ana"}}],` +
		`"entity":[{"role":"source","what":{"reference":"QuestionnaireResponse/9"}}]}`
	got := strings.NewReplacer(d.Fingerprint, "F", d.TextFingerprint, "T").Replace(asJSON(t, o.Provenance, nil))
	got = regexp.MustCompile(`(,\{"reference":"DetectedIssue/[^}]*\})+`).ReplaceAllString(got, "*")
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
}

// Of any decision: ids that FHIR allows, once each; nothing empty; private facts restricted; a
// question for each that can be asked now; the same bytes every time.
func TestReportsKeepTheLaws(t *testing.T) {
	s, _ := newLookup(t)
	private := map[string]bool{}
	for _, f := range s.Rules().Facts() {
		private[f.Name] = f.Private
	}
	for _, c := range s.Rules().Cards() {
		for _, l := range c.Lines {
			for _, f := range l.Facts {
				private[f] = private[f] || c.Private || l.Private
			}
		}
	}
	id := regexp.MustCompile(`^[A-Za-z0-9.-]{1,64}$`)
	pages, seen := blank(t, s), map[string]int{}
	for seed := range draws.Of(t, 300) {
		in := typed(t, s, pages, uint64(seed))
		if seed == 0 {
			in = screening.Intake{}
		}
		d, o := report(t, s, decided, in)
		qs, err := s.Questions(in)
		if err != nil {
			t.Fatal(err)
		}
		ids := map[string]bool{}
		for _, e := range o.Bundle().Entry {
			name := e.FullURL[strings.LastIndex(e.FullURL, "/")+1:]
			if !id.MatchString(name) || ids[name] {
				t.Errorf("seed %d: %s is no id, or stands there twice", seed, name)
			}
			ids[name] = true
		}
		now, decides := 0, false
		for _, q := range qs {
			decides = decides || q.Decides
			if q.Decides && len(q.After) == 0 {
				now++
			}
		}
		want := "success"
		if d.Disposition == screening.Clarify {
			want = "data-required"
		} else if decides || !d.Settled() {
			want = "data-requested"
		}
		seen[want]++
		if len(o.Guidance.Requirement) != now || o.Guidance.Status != want {
			t.Errorf("seed %d: %d questions, %s; want %d, %s", seed, len(o.Guidance.Requirement), o.Guidance.Status,
				now, want)
		}
		for _, x := range o.Issues {
			restricted := x.Meta != nil && x.Meta.Security[0].Code == "R"
			rests := slices.ContainsFunc(x.Evidence,
				func(g fhir.Ground) bool { return private[g.Code[0].Coding[0].Code] })
			if restricted != rests {
				t.Errorf("seed %d: %s: restricted %t, rests on what is private %t", seed, x.ID, restricted, rests)
			}
		}
		text := asJSON(t, o.Bundle(), nil)
		for _, bad := range []string{`:""`, `:null`, `:[]`, `:{}`} {
			if strings.Contains(text, bad) {
				t.Errorf("seed %d: has %s: %s", seed, bad, text)
			}
		}
		_, again := report(t, s, decided, in)
		if text != asJSON(t, again.Bundle(), nil) {
			t.Errorf("seed %d: two reports differ", seed)
		}
		if !json.Valid([]byte(text)) {
			t.Errorf("seed %d: is not JSON", seed)
		}
	}
	if seen["data-required"] == 0 || seen["success"]+seen["data-requested"] == 0 {
		t.Errorf("statuses: %v", seen)
	}
}

// An emergency that only a detail could rule out is no finding yet, and stands in the guidance. Without
// the questions a decision that is open is none that succeeded.
func TestPresumedEmergencyIsReported(t *testing.T) {
	s, _ := newLookup(t)
	var in screening.Intake
	if err := s.TickNames(&in, "nerves_now", "saddle_numbness"); err != nil {
		t.Fatal(err)
	}
	d, err := s.Screen(in)
	if err != nil || d.Presumed != screening.UrgencyEmergency || len(d.Findings) > 0 {
		t.Fatalf("%v %v %v", d.Presumed, d.Findings, err)
	}
	o, err := fhir.Report(s, decided, d, nil)
	if err != nil || o.Guidance.Status != "data-requested" {
		t.Errorf("status %s, %v", o.Guidance.Status, err)
	}
	if !slices.ContainsFunc(o.Guidance.Contained[0].Parameter, func(p fhir.Parameter) bool {
		return p.Name == "presumed" && p.Code == "emergency"
	}) {
		t.Errorf("%s", asJSON(t, o.Guidance.Contained, nil))
	}
}

// A guidance that tells of a disagreement of a private fact is restricted, as an issue of one is.
func TestPrivateDisagreementIsRestricted(t *testing.T) {
	s, _ := newLookup(t)
	for _, tt := range []struct {
		intake, fact string
		restricted   bool
	}{
		{`{"neuro":{"saddle_numbness":"yes","weakness":"progressive","onset":"older_checked"}}`, "neuro.onset", true},
		{`{"vitals":{"temp_c":39},"sx":{"feverish":"no"}}`, "sx.feverish", false},
	} {
		in, err := s.DecodeIntake([]byte(tt.intake))
		if err != nil {
			t.Fatal(err)
		}
		d, o := report(t, s, decided, in)
		if !slices.ContainsFunc(d.Disagreements, func(x screening.Disagreement) bool { return x.Fact == tt.fact }) {
			t.Fatalf("%s: %v", tt.intake, d.Disagreements)
		}
		if got := strings.Contains(asJSON(t, o.Guidance.Meta, nil), `"code":"R"`); got != tt.restricted {
			t.Errorf("%s: restricted %t, want %t", tt.fact, got, tt.restricted)
		}
	}
}

func TestBadCase(t *testing.T) {
	s, _ := newLookup(t)
	_, err := fhir.Report(s, fhir.Case{ID: "a b", At: "today"}, screening.Decision{}, nil)
	const want = "At: \"today\" is no time with seconds and a zone, such as 2026-03-01T15:00:00Z\n" +
		"Base: is missing\nID: \"a b\" is no id; write up to 24 letters, digits or -\nSubject: is missing"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
