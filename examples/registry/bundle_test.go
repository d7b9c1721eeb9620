package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/examples/internal/registry"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
)

const clinic = "https://clinic.example/fhir"

// bundles are clients as bundles: one who told an age on the day of the visit, one who told it to
// another version of the form, one with a record and no response, and two patients in one.
func bundles(t *testing.T, s *screening.Screener) []string {
	t.Helper()
	f, err := registry.ClientForm(s, clinic)
	if err != nil {
		t.Fatal(err)
	}
	form := fhir.Of(s.Rules(), f)
	response := func(id, version string) string {
		return fmt.Sprintf(`{"resourceType": "Bundle", "entry": [
  {"resource": {"resourceType": "Patient", "id": %q}},
  {"resource": {"resourceType": "QuestionnaireResponse", "status": "completed", "authored": "2026-03-01T09:00:00Z",
    "subject": {"reference": "Patient/%[1]s"}, "questionnaire": "%s|%s",
    "item": [{"linkId": "client.age", "answer": [{"valueInteger": 44}]}]}}]}`, id, form.URL, version)
	}
	return []string{
		response("a", form.Version),
		response("b", "1"),
		`{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "c"}}]}`,
		`{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Patient", "id": "d"}},
			{"resource": {"resourceType": "Patient", "id": "e"}}]}`,
		`{torn`,
	}
}

// Bundles in a folder and on lines decide the same as the answers that they hold, and what cannot be
// taken has its file and its path.
func TestBundles(t *testing.T) {
	s, err := rules()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	folder, lines := filepath.Join(dir, "records"), filepath.Join(dir, "lines.ndjson")
	var ndjson strings.Builder
	for i, text := range bundles(t, s) {
		name := filepath.Join(folder, fmt.Sprintf("p%d", i/3), fmt.Sprintf("%d.json", i))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&ndjson, strings.Join(strings.Fields(text), " "))
	}
	if err := os.WriteFile(filepath.Join(folder, "notes.txt"), []byte("no bundle"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(lines, []byte(ndjson.String()), 0o644); err != nil {
		t.Fatal(err)
	}
	aged, err := s.DecodeIntake([]byte(`{"client": {"age": 44}}`))
	if err != nil {
		t.Fatal(err)
	}
	decided := func(in screening.Intake) string {
		d, err := s.Screen(in)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := json.Marshal(d)
		return string(text)
	}
	want := []struct{ file, id, decision, problem string }{
		{"p0/0.json", "a", decided(aged), ""},
		{"p0/1.json", "b", "", "entry[1].resource.questionnaire: answers version 1"},
		{"p0/2.json", "c", decided(screening.Intake{}), ""},
		{"p1/3.json", "", "", "entry[1].resource: is a second patient"},
		{"p1/4.json", "", "", "bundle"},
	}
	for _, in := range []string{folder, lines} {
		out := in + ".out"
		status, said := screen(t, "-quiet", "-as-of", "2026-03-01", "-out", out, in)
		if status != refused || !strings.Contains(said, "5 clients, 3 not readable") {
			t.Fatalf("%s: status %d: %s", in, status, said)
		}
		if in == folder && !strings.Contains(said, "client 2, p0/1.json: entry[1].resource.questionnaire") {
			t.Errorf("no file and path in %s", said)
		}
		for i, line := range strings.Split(strings.TrimSpace(read(t, out)), "\n")[1:] {
			var got struct {
				N        int
				File, ID string
				Decision json.RawMessage
				Problems []string
			}
			if err := json.Unmarshal([]byte(line), &got); err != nil {
				t.Fatal(err)
			}
			if w := want[i]; got.N != i+1 || got.ID != w.id || in == folder && got.File != w.file {
				t.Errorf("%s: line %d is %d, %q of %q", in, i+1, got.N, got.ID, got.File)
			}
			if diff := cmp.Diff(want[i].decision, string(got.Decision)); diff != "" {
				t.Errorf("%s: client %d mismatch (-want +got):\n%s", in, i+1, diff)
			}
			text := strings.Join(got.Problems, "\n")
			if in == lines && i == 4 {
				continue // no JSON is no bundle either
			}
			if (want[i].problem == "") != (text == "") || !strings.Contains(text, want[i].problem) {
				t.Errorf("%s: client %d: %s, want %s", in, i+1, text, want[i].problem)
			}
		}
	}
	whole := read(t, folder+".out")
	for _, cut := range []int{len(whole) / 3, len(whole) - 1} { // gone on with
		if err := os.WriteFile(folder+".cut", []byte(whole[:cut]), 0o644); err != nil {
			t.Fatal(err)
		}
		screen(t, "-quiet", "-as-of", "2026-03-01", "-out", folder+".cut", folder)
		if diff := cmp.Diff(whole, read(t, folder+".cut")); diff != "" {
			t.Errorf("cut at %d (-whole +got):\n%s", cut, diff)
		}
	}
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"-out", folder + ".out2", folder}, "-as-of: which day is the visit?"},
		{[]string{"-as-of", "tomorrow", "-out", folder + ".out2", folder}, `"tomorrow" is no day`},
		{[]string{"-as-of", "2026-03-02", "-out", folder + ".out", folder}, "of another day"},
	} {
		if status, said := screen(t, tt.args...); status != unusable || !strings.Contains(said, tt.says) {
			t.Errorf("%v: status %d, %q", tt.args, status, said)
		}
	}
	_, said := screen(t, "-as-of", "2026-03-01", "-out", folder+".out", folder)
	if !strings.Contains(said, "1 files that do not end in .json") {
		t.Errorf("said nothing of the notes: %s", said)
	}
	_, said = screen(t, "-quiet", "-out", lines+".out2", lines)
	if !strings.Contains(said, "a bundle needs the day of the visit") {
		t.Errorf("without a day: %s", said)
	}
}
