package validators

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
)

// workshop is a folder with the scripts and the packages that they need. Where there is no node, or no
// registry of packages, the test says so and is skipped.
func workshop(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"node", "npm"} {
		if _, err := exec.LookPath(name); err != nil {
			t.Skipf("skipped: no %s on this machine", name)
		}
	}
	dir := filepath.Join(os.TempDir(), "safehands-validators-5.2.13")
	if kept := os.Getenv("SAFEHANDS_NODE"); kept != "" {
		dir = kept // a folder that stays, so that packages are fetched once
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	scripts, err := filepath.Glob("node/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range scripts {
		data, err := os.ReadFile(file)
		if err == nil {
			err = os.WriteFile(filepath.Join(dir, filepath.Base(file)), data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules", "@medplum", "core")); err != nil {
		run := exec.Command("npm", "install", "--no-audit", "--no-fund", "--legacy-peer-deps", "--ignore-scripts")
		run.Dir = dir
		if out, err := run.CombinedOutput(); err != nil {
			t.Skipf("skipped: the packages cannot be fetched: %v\n%s", err, out)
		}
	}
	return dir
}

func node(t *testing.T, dir string, into any, args ...string) {
	t.Helper()
	run := exec.Command("node", args...)
	run.Dir = dir
	var errs strings.Builder
	run.Stderr = &errs
	out, err := run.Output()
	if err == nil {
		err = json.Unmarshal(out, into)
	}
	if err != nil {
		t.Fatalf("%s: %v\n%s", args[0], err, errs.String())
	}
}

// Medplum's validator finds nothing wrong with anything that is written, and does find what is.
func TestMedplumTakesEverything(t *testing.T) {
	dir := workshop(t)
	all := map[string]json.RawMessage{}
	for name, data := range resources(t) {
		all[name] = data
	}
	all["bad: no status"] = json.RawMessage(`{"resourceType":"Questionnaire","item":[]}`)
	all["bad: unknown member"] = json.RawMessage(`{"resourceType":"DetectedIssue","status":"final","colour":"red"}`)
	file := filepath.Join(t.TempDir(), "resources.json")
	data, err := json.Marshal(all)
	if err == nil {
		err = os.WriteFile(file, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	wrong := map[string]string{}
	node(t, dir, &wrong, "medplum.mjs", file)
	for name, says := range wrong {
		if !strings.HasPrefix(name, "bad: ") {
			t.Errorf("%s: %s", name, says)
		}
	}
	if len(wrong) < 2 {
		t.Errorf("the validator takes anything: %v", wrong)
	}
	t.Logf("%d resources", len(all)-2)
}

// step is one thing that somebody does on a form.
type step struct {
	ID     string   `json:"id"`
	Code   string   `json:"code,omitempty"`
	Number *float64 `json:"number,omitempty"`
}

func tick(id, code string) step { return step{ID: id, Code: code} }

func number(id string, x float64) step { return step{ID: id, Number: &x} }

// What is filled in in a browser is the intake that was meant.
func TestFormInABrowser(t *testing.T) {
	dir := workshop(t)
	chromium := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			chromium = path
		}
	}
	if chromium == "" {
		t.Skip("skipped: no Chromium on this machine")
	}
	site := filepath.Join(dir, "site")
	if _, err := os.Stat(filepath.Join(site, "package", "dist")); err != nil {
		if err := os.MkdirAll(site, 0o755); err != nil {
			t.Fatal(err)
		}
		run := exec.Command("sh", "-c", "npm pack lforms@40.1.3 && tar xzf lforms-40.1.3.tgz")
		run.Dir = site
		if out, err := run.CombinedOutput(); err != nil {
			t.Skipf("skipped: LHC-Forms cannot be fetched: %v\n%s", err, out)
		}
	}
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../form.html")
	if err == nil {
		err = os.WriteFile(filepath.Join(site, "form.html"), page, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	heart, first := "card.heart_and_blood", "card.emergency_now"
	visits := []struct {
		name  string
		steps []step
		want  string
	}{
		{"nothing", nil, `{}`},
		{"none of these", []step{tick(first+".none", "none-of-these")},
			`{"cards":{"emergency_now":{"open":["acutely_ill"]}}}`},
		{"a tick, an age and a place", []step{tick("regions", "lumbar_paraspinal"), tick(heart+".ticked",
			"high_blood_pressure"),
			number("client.age", 44)},
			`{"regions":["lumbar_paraspinal"],"cards":{"heart_and_blood":{"ticked":["high_blood_pressure"]}},"client":{"age":44}}`},
		{"none, and then a tick", []step{tick(heart+".none", "none-of-these"), tick(heart+".ticked", "stroke")},
			`{"cards":{"heart_and_blood":{"ticked":["stroke"]}}}`},
		// LHC-Forms then offers none no longer, and the card is not answered.
		{"a tick taken back", []step{tick(heart+".ticked", "stroke"), tick(heart+".ticked", "stroke")}, `{}`},
		{"none but one, of which nobody is sure", []step{tick(heart+".none", "none-of-these"), tick(heart+".doubt",
			"not-sure"),
			tick(heart+".unsure", "aneurysm")}, `{"cards":{"heart_and_blood":{"unsure":["aneurysm"]}}}`},
		{"pregnant, with spotting", []step{tick("preg.status", "pregnant"), tick("card.pregnancy_now.ticked",
			"light_spotting"),
			number("preg.weeks", 20)},
			`{"cards":{"pregnancy_now":{"ticked":["light_spotting"]}},"preg":{"status":"pregnant","weeks":20}}`},
		{"warfarin, with its last value", []step{tick(heart+".ticked", "blood_thinner"), tick("med.anticoagulant",
			"warfarin"),
			number("med.inr", 3.1)},
			`{"cards":{"heart_and_blood":{"ticked":["blood_thinner"]}},"med":{"anticoagulant":"warfarin","inr":3.1}}`},
		{"details of a tick that was taken back", []step{tick(heart+".ticked", "blood_thinner"),
			tick("med.anticoagulant", "warfarin"),
			tick(heart+".ticked", "blood_thinner")}, `{}`},
		{"not sure of an age", []step{tick("client.age.unsure", "asked-unknown"), tick("preg.status", "asked-unknown")},
			`{"client":{"age":"unsure"},"preg":{"status":"unsure"}}`},
	}
	var steps [][]step
	for _, v := range visits {
		if v.steps == nil {
			v.steps = []step{}
		}
		steps = append(steps, v.steps)
	}
	for name, v := range map[string]any{
		filepath.Join(site, "questionnaire.json"): fhir.Of(s.Rules(), clinic()), filepath.Join(dir,
			"visits.json"): steps,
	} {
		data, err := json.Marshal(v)
		if err == nil {
			err = os.WriteFile(name, data, 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	var responses []json.RawMessage
	node(t, dir, &responses, "lhc.mjs", site, filepath.Join(dir, "visits.json"), chromium,
		os.Getenv("SAFEHANDS_PICTURES"))
	if len(responses) != len(visits) {
		t.Fatalf("%d responses", len(responses))
	}
	for i, v := range visits {
		in, err := fhir.Intake(s, clinic(), responses[i])
		if err != nil {
			t.Errorf("%s: %v", v.name, err)
			continue
		}
		got, err := json.Marshal(in)
		if err != nil || string(got) != v.want {
			t.Errorf("%s: got %s, want %s\n%s", v.name, got, v.want, responses[i])
		}
		// What the engine reads of it is what the words say.
		if _, err := s.Screen(in); err != nil {
			t.Errorf("%s: %v", v.name, err)
		}
	}
}
