package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/codes"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/policy"
)

var visitDay = time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)

// shipped reads with the tables of the library, and licensed with the folder beside them.
var (
	shipped = sync.OnceValues(func() (reader, error) { return newReader("https://clinic.example/fhir", english, visitDay) })

	licensed = sync.OnceValues(func() (reader, error) {
		r, err := shipped()
		if err == nil {
			r.lookup.Tables, err = codes.New(r.screener.Rules(), os.DirFS("snomed"))
		}
		return r, err
	})
)

func newTestReader(t *testing.T, from func() (reader, error)) reader {
	t.Helper()
	r, err := from()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Ten clients in the shape and with the codes of a public generator of records. What each entry is
// about was written down from its words before anything was read: fact=value is to be proposed, fact?
// at least asked, - says nothing here, ~ may. The last column has what came out otherwise, and why.
func TestTenRecords(t *testing.T) {
	var out, progress bytes.Buffer
	r := newTestReader(t, licensed)
	n, bad, err := r.folder(os.DirFS("testdata/records"), &out, &progress)
	if err != nil || n != 10 || bad != 0 {
		t.Fatalf("%d files, %d with problems: %v\n%s", n, bad, err, &progress)
	}
	said := map[string]map[string]string{} // by entry and fact
	for line := range strings.SplitSeq(strings.TrimSpace(out.String()), "\n") {
		var l struct {
			File      string
			Proposals []struct {
				Fact    string
				Value   any
				Because []struct {
					Resource string
					Value    any
				}
			}
			Decision struct{ Disposition string }
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		if l.Decision.Disposition != "clarify" {
			t.Errorf("%s: a record alone decides %s", l.File, l.Decision.Disposition)
		}
		for _, p := range l.Proposals {
			for _, b := range p.Because {
				if said[b.Resource] == nil {
					said[b.Resource] = map[string]string{}
				}
				value, _ := json.Marshal(b.Value)
				said[b.Resource][p.Fact] = strings.Trim(string(value), `"[]`)
			}
		}
	}
	f, err := os.Open("testdata/expected.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	wanted, found, quiet, asked := 0, 0, 0, 0
	for _, row := range rows[1:] {
		got, differs := said[row[1]], []string{}
		switch row[3] {
		case "~":
			continue
		case "-":
			quiet++
			for fact, value := range got {
				if differs = append(differs, fact); value != "null" {
					t.Errorf("%s %s: proposes %s=%s, and has nothing to say", row[0], row[2], fact, value)
				}
				asked++
			}
		default:
			for want := range strings.FieldsSeq(row[3]) {
				wanted++
				fact, value, proposes := strings.Cut(strings.TrimSuffix(want, "?"), "=")
				if have, ok := got[fact]; ok && (!proposes || have == value) {
					found++
				} else {
					differs = append(differs, fact)
				}
			}
		}
		known, _, _ := strings.Cut(row[4], ":")
		if diff := cmp.Diff(known, strings.Join(differs, ", ")); diff != "" {
			t.Errorf("%s %s, wanted %s, says %v; differs (-known +got):\n%s", row[0], row[2], row[3], got, diff)
		}
	}
	t.Logf("%d of %d facts found; of %d entries that say nothing %d facts asked, none proposed", found, wanted, quiet,
		asked)
}

// No file is lost: one that cannot be read has its line, and is counted.
func TestBadFiles(t *testing.T) {
	good, err := os.ReadFile("testdata/records/p01.json")
	if err != nil {
		t.Fatal(err)
	}
	r := newTestReader(t, shipped)
	client := fhir.Of(r.screener.Rules(), r.form)
	answered := func(version string) string {
		return `{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"QuestionnaireResponse","status":"completed",` +
			`"questionnaire":"` + client.URL + "|" + version +
			`","item":[{"linkId":"client.age","answer":[{"valueInteger":44}]}]}}]}`
	}
	files := fstest.MapFS{
		"a.json": {Data: good}, "b.json": {Data: []byte("{")}, "c.json": {Data: []byte(`{"resourceType":"Patient"}`)},
		"d.json": {Data: []byte(answered(client.Version))}, "e.json": {Data: []byte(answered("1"))},
		"f.csv": {Data: []byte("kind,system,code\ncondition,icd10-who,I10\n")}, "g.txt": {Data: []byte("x")},
		"sub/h.json": {Data: good},
		"i.json":     {Data: []byte(strings.Replace(answered(client.Version), "/client|", "/client-again|", 1))},
	}
	var out, progress bytes.Buffer
	n, bad, err := r.folder(files, &out, &progress)
	if err != nil || n != 8 || bad != 4 {
		t.Errorf("%d files, %d with problems: %v", n, bad, err)
	}
	var names, problems, forms []string
	for line := range strings.SplitSeq(strings.TrimSpace(out.String()), "\n") {
		var l struct {
			File               string
			Problems, Answered []string
			Decision           *screening.Decision
		}
		if err := json.Unmarshal([]byte(line), &l); err != nil {
			t.Fatal(err)
		}
		names, problems, forms = append(names, l.File), append(problems, l.Problems...), append(forms, l.Answered...)
	}
	if diff := cmp.Diff([]string{"a.json", "b.json", "c.json", "d.json", "e.json", "f.csv", "i.json", "sub/h.json"},
		names); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	if len(problems) != 4 || !strings.HasSuffix(problems[3], "which is not read") ||
		!strings.HasPrefix(problems[2], "entry[0].resource.questionnaire: answers version 1") ||
		!slices.Equal(forms, []string{client.URL}) {
		t.Errorf("problems %q, forms %q", problems, forms)
	}
	if !strings.Contains(progress.String(), "8 of 8 files, 4 with problems") ||
		!strings.Contains(progress.String(), "g.txt: is neither") {
		t.Errorf("progress: %s", &progress)
	}
}

// A response to a form of the screening under another address is said by its path, and one to any other
// form is passed over with a word.
func TestResponsesToOtherForms(t *testing.T) {
	r := newTestReader(t, shipped)
	client := fhir.Of(r.screener.Rules(), r.form)
	for _, tt := range []struct{ questionnaire, problem, over string }{
		{client.URL + "|" + client.Version, "", ""},
		{"https://other.example/Questionnaire/client|" + client.Version, "entry[1].resource.questionnaire: answers " +
			"https://other.example/Questionnaire/client|" + client.Version + ", a form under another address", ""},
		{"https://other.example/Questionnaire/client", "a form under another address; those under https://clinic.example/fhir", ""},
		{"https://other.example/Questionnaire/x|" + client.Version, "a form under another address", ""},
		{r.form.Base + "/Questionnaire/report|1", "entry[1].resource.questionnaire: answers " + r.form.Base +
			"/Questionnaire/report|1, which is not read", ""},
		{"https://other.example/Questionnaire/phq-9|2", "", "answers another form, https://other.example/Questionnaire/phq-9|2"},
		{"", "", "does not say which form it answers"},
	} {
		l := r.read("x.json", []byte(`{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"Patient","id":"1"}},`+
			`{"resource":{"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"`+tt.questionnaire+
			`","item":[]}}]}`))
		if got := strings.Join(l.Problems, "\n"); tt.problem == "" && got != "" || !strings.Contains(got, tt.problem) {
			t.Errorf("%s: problems %q, want %q", tt.questionnaire, got, tt.problem)
		}
		var got string
		for _, o := range l.PassedOver {
			if got += o.Why; o.Path != "entry[1].resource" || o.Resource != "QuestionnaireResponse" {
				t.Errorf("%s: passed over %v", tt.questionnaire, o)
			}
		}
		if got != tt.over {
			t.Errorf("%s: passed over %q, want %q", tt.questionnaire, got, tt.over)
		}
	}
}

// locked has a folder that nobody may read.
type locked struct{ fstest.MapFS }

func (l locked) ReadDir(name string) ([]fs.DirEntry, error) {
	if name == "a" {
		return nil, fs.ErrPermission
	}
	return l.MapFS.ReadDir(name)
}

// A folder that cannot be read is counted, and hides no other file; nor do capitals in a name.
func TestFolderThatCannotBeRead(t *testing.T) {
	var out, progress bytes.Buffer
	files := locked{fstest.MapFS{"a/x.json": {Data: []byte("{}")}, "b.JSON": {Data: []byte(`{"resourceType":"Bundle"}`)},
		"c.CSV": {Data: []byte("kind\n")}}}
	n, bad, err := newTestReader(t, shipped).folder(files, &out, &progress)
	if err != nil || n != 3 || bad != 1 || !strings.HasPrefix(progress.String(), "a: ") {
		t.Errorf("%d files, %d with problems, %v: %s", n, bad, err, &progress)
	}
}

// Old answers, those of somebody else and all but the newest clear nobody.
func TestWhichAnswersCount(t *testing.T) {
	r := newTestReader(t, shipped)
	client := fhir.Of(r.screener.Rules(), r.form)
	response := func(subject, day, card, code string) string {
		return `{"resource":{"resourceType":"QuestionnaireResponse","status":"completed","authored":"` + day +
			`","subject":{"reference":"` + subject + `"},"questionnaire":"` + client.URL + "|" + client.Version +
			`","item":[{"linkId":"card.` + card + `","item":[{"linkId":"card.` + card + `.` +
			map[bool]string{true: "none", false: "ticked"}[code == "none-of-these"] + `","answer":[{"valueCoding":{` +
			`"system":"` + r.form.Base + `/CodeSystem/line","code":"` + code + `"}}]}]}]}}`
	}
	const none, patient = "none-of-these", `{"resource":{"resourceType":"Patient","id":"1"}}`
	today, before := r.asOf.Format("2006-01-02")+"T09:00:00Z", r.asOf.AddDate(0, 0, -30).Format("2006-01-02")+"T09:00:00Z"
	for _, tt := range []struct {
		name    string
		entries []string
		asked   bool // whether the card of emergencies is still open
		ill     bool // whether what was ticked today counts
	}{
		{"none today", []string{response("Patient/1", today, "emergency_now", none)}, false, false},
		{"none a month ago", []string{response("Patient/1", before, "emergency_now", none)}, true, false},
		{"none tomorrow", []string{response("Patient/1", r.asOf.AddDate(0, 0, 1).Format("2006-01-02"), "emergency_now",
			none)}, true, false},
		{"none of somebody else", []string{response("Patient/2", today, "emergency_now", none), patient}, true, false},
		{"ticked today, and none before, behind it", []string{
			response("Patient/1", today, "emergency_now", "chest_pain"),
			response("Patient/1", before, "emergency_now", none), patient}, false, true},
	} {
		l := r.read("x.json", []byte(`{"resourceType":"Bundle","entry":[`+strings.Join(tt.entries, ",")+`]}`))
		asked := slices.ContainsFunc(r.screener.Rules().Cards(), func(c policy.Card) bool {
			return c.Name == "emergency_now" && slices.ContainsFunc(c.Lines, func(line policy.Line) bool {
				return !line.Staff && slices.Contains(l.Questions, line.Facts[0])
			})
		})
		ill := l.Decision.Urgency == screening.UrgencyEmergency
		if ill != tt.ill || !tt.ill && asked != tt.asked {
			t.Errorf("%s: ill %t, %d questions, problems %q", tt.name, ill, len(l.Questions), l.Problems)
		}
	}
}

func TestRun(t *testing.T) {
	var out, errs bytes.Buffer
	if _, err := run([]string{"-form", "staff"}, &out, &errs); err != nil || !json.Valid(out.Bytes()) ||
		!strings.Contains(out.String(), "/Questionnaire/staff") {
		t.Errorf("%v %s", err, &out)
	}
	for _, tt := range []struct{ args, want string }{
		{"", "which folder?"}, {"-form x", "write client, staff or report"}, {"-as-of today x", `"today" is no day`},
		{"nowhere", "nowhere"},
	} {
		if _, err := run(strings.Fields(tt.args), &out, &errs); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.args, err, tt.want)
		}
	}
}
