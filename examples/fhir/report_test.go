package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
)

const clinic = "https://clinic.example/fhir"

var openedOnce = sync.OnceValues(func() (*visit.Decider, error) { return opened(english) })

func triager(t *testing.T) *visit.Decider {
	t.Helper()
	d, err := openedOnce()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// reported splits a visit into what the clinic keeps and a response that says what its report says.
func reported(t *testing.T, name string) (kept, response []byte, in, course json.RawMessage) {
	t.Helper()
	d := triager(t)
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var v struct {
		Intake json.RawMessage            `json:"intake"`
		Course map[string]json.RawMessage `json:"course"`
	}
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	whole, err := json.Marshal(v.Course)
	if err != nil {
		t.Fatal(err)
	}
	c, err := d.Triager().DecodeCourse(whole)
	if err != nil {
		t.Fatal(err)
	}
	f, err := reportForm(d, clinic, english)
	if err != nil {
		t.Fatal(err)
	}
	q := fhir.Of(d.Triager().Rules(), f)
	var items []string
	var walk func(list []fhir.Item)
	walk = func(list []fhir.Item) {
		for _, i := range list {
			walk(i.Item)
			if i.Type == "group" || strings.HasSuffix(i.LinkID, ".unsure") {
				continue
			}
			a, err := d.Triager().Get(c, i.LinkID)
			if err != nil {
				t.Fatal(err)
			}
			if values := said(i, a); len(values) > 0 {
				items = append(items, fmt.Sprintf(`{"linkId":%q,"answer":[%s]}`, i.LinkID, strings.Join(values, ",")))
			}
		}
	}
	walk(q.Item)
	delete(v.Course, "report")
	if kept, err = json.Marshal(v); err != nil {
		t.Fatal(err)
	}
	response = []byte(`{"resourceType":"QuestionnaireResponse","status":"completed","authored":"2026-03-01T09:00:00Z",` +
		`"questionnaire":"` + q.URL + "|" + q.Version + `","item":[` + strings.Join(items, ",") + `]}`)
	return kept, response, v.Intake, whole
}

// said is an answer as FHIR has it.
func said(i fhir.Item, a answer.Any) (out []string) {
	switch i.Type {
	case "choice":
		for word := range strings.FieldsFuncSeq(a.String(), func(r rune) bool { return strings.ContainsRune(" ,[]", r) }) {
			if fhir := map[string]string{"yes": "Y", "no": "N", "unsure": "asked-unknown"}[word]; fhir != "" {
				word = fhir
			}
			for _, o := range i.AnswerOption {
				if o.Coding.Code == word {
					out = append(out, fmt.Sprintf(`{"valueCoding":{"system":%q,"code":%q}}`, o.Coding.System, o.Coding.Code))
				}
			}
		}
	default:
		if a.Asked() {
			key := map[string]string{"integer": "valueInteger", "decimal": "valueDecimal"}[i.Type]
			out = append(out, fmt.Sprintf(`{%q:%s}`, key, a))
		}
	}
	return out
}

// A report that comes as a response is triaged as one that was typed, and asks the same.
func TestReport(t *testing.T) {
	for name, want := range map[string]soreness.Level{
		"ordinary_soreness": soreness.Expected, "bruise_on_thinner": soreness.Emergency,
	} {
		kept, response, in, course := reported(t, filepath.Join("../visit/testdata", name+".json"))
		got, err := triage(triager(t), clinic, english, visitDay, kept, response)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Result.Level != want || len(got.Questions) > 0 || len(got.Answered) < 13 {
			t.Errorf("%s: %s after %v, asks %v, want %s", name, got.Result.Level, got.Answered, got.Questions, want)
		}
		d, err := openedOnce()
		if err != nil {
			t.Fatal(err)
		}
		typedIn, err := d.Screener().DecodeIntake(in)
		if err != nil {
			t.Fatal(err)
		}
		typed, err := d.Triager().DecodeCourse(course)
		if err != nil {
			t.Fatal(err)
		}
		result, err := d.Triager().Triage(typedIn, typed)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(asJSON(t, result), asJSON(t, got.Result)); diff != "" {
			t.Errorf("%s mismatch (-typed +response):\n%s", name, diff)
		}
	}
}

func asJSON(t *testing.T, x any) string {
	t.Helper()
	data, err := json.MarshalIndent(x, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Nobody is calm of whom the response says nothing.
func TestReportWithoutAnAnswer(t *testing.T) {
	kept, response, _, _ := reported(t, "../visit/testdata/ordinary_soreness.json")
	blank := append(response[:bytes.Index(response, []byte(`"item":[`))], `"item":[]}`...)
	got, err := triage(triager(t), clinic, english, visitDay, kept, blank)
	if err != nil || got.Result.Level != soreness.Clarify || len(got.Questions) == 0 {
		t.Errorf("%v %s, asks %v", err, got.Result.Level, got.Questions)
	}
}

// What cannot be taken is said by file and path, all of it, and nothing is triaged.
func TestReportThatCannotBeRead(t *testing.T) {
	kept, response, _, course := reported(t, "../visit/testdata/ordinary_soreness.json")
	for _, tt := range []struct{ name, kept, response, want string }{
		{"another form", string(kept), strings.Replace(string(response), "/report|", "/client|", 1),
			"response: questionnaire: answers another form"},
		{"another version", string(kept), strings.Replace(string(response), "/report|", "/report|x", 1),
			"response: questionnaire: answers version x"},
		{"another day", string(kept), strings.Replace(string(response), "2026-03-01T", "2026-02-27T", 1),
			"response: authored: tells of 2026-02-27; triage it with -as-of 2026-02-27"},
		{"no day", string(kept), strings.Replace(string(response), `"authored"`, `"x"`, 1), "response: authored: does not say"},
		{"no JSON", string(kept), "{", "response: "},
		{"no course", "{}", string(response), `visit: a visit needs "course"`},
		{"a report twice", `{"course":` + string(course) + `}`, string(response), "visit: course.report: the response reports"},
		{"a slip", strings.Replace(string(kept), "days_ago", "day_ago", 1), string(response), "did you mean days_ago?"},
		{"more pain than there is", string(kept), strings.Replace(string(response), `"valueInteger":3`, `"valueInteger":30`, 1),
			"post.nrs"},
	} {
		_, err := triage(triager(t), clinic, english, visitDay, []byte(tt.kept), []byte(tt.response))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestReportOnTheCommandLine(t *testing.T) {
	if !draws.All(t) {
		t.Skip("opens the rules once more; at full draws only")
	}
	_, response, _, _ := reported(t, "../visit/testdata/ordinary_soreness.json")
	file := filepath.Join(t.TempDir(), "response.json")
	if err := os.WriteFile(file, response, 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	args := []string{"-as-of", "2026-03-01", "-report", file, "testdata/visit.json"}
	if bad, err := run(args, &out, &errs); err != nil || bad != 0 || !strings.Contains(out.String(), `"level": "expected"`) {
		t.Errorf("%v %d %s", err, bad, &out)
	}
	args[3] = "nowhere.json"
	if _, err := run(args, &out, &errs); err == nil || !strings.Contains(err.Error(), "nowhere.json") {
		t.Errorf("got %v", err)
	}
}
