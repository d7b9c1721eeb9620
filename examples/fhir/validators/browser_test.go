package validators

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
)

var update = flag.Bool("update", false, "keep what the renderers return, for machines without a browser")

// filled is what a renderer returned, as it is kept for the tests of screening/fhir.
type filled struct {
	Visit    string          `json:"visit"`
	Want     json.RawMessage `json:"want"`
	Response json.RawMessage `json:"response"`
}

// step is one thing that somebody does on a form.
type step struct {
	ID     string   `json:"id"`
	Code   string   `json:"code,omitempty"`
	Number *float64 `json:"number,omitempty"`
}

func tick(id, code string) step { return step{ID: id, Code: code} }

func number(id string, x float64) step { return step{ID: id, Number: &x} }

// filling is what somebody fills in, and the intake that is meant.
type filling struct {
	name  string
	steps []step
	want  string
}

func fillings() []filling {
	heart, first := "card.heart_and_blood", "card.emergency_now"
	return []filling{
		{"nothing", nil, `{}`},
		{"none of these", []step{tick(first+".none", "none-of-these")},
			`{"cards":{"emergency_now":{"open":["acutely_ill"],"edition":2}}}`},
		{"a tick, an age and a place", []step{tick("regions", "lumbar_paraspinal"), tick(heart+".ticked",
			"high_blood_pressure"),
			number("client.age", 44)},
			`{"regions":["lumbar_paraspinal"],"cards":{"heart_and_blood":{"ticked":["high_blood_pressure"],"edition":4}},"client":{"age":44}}`},
		{"none, and then a tick", []step{tick(heart+".none", "none-of-these"), tick(heart+".ticked", "stroke")},
			`{"cards":{"heart_and_blood":{"ticked":["stroke"],"edition":4}}}`},
		// No renderer offers none of these then, or it is not chosen: the card is not answered.
		{"a tick taken back", []step{tick(heart+".ticked", "stroke"), tick(heart+".ticked", "stroke")}, `{}`},
		{"none but one, of which nobody is sure", []step{tick(heart+".none", "none-of-these"), tick(heart+".doubt",
			"not-sure"),
			tick(heart+".unsure", "aneurysm")}, `{"cards":{"heart_and_blood":{"unsure":["aneurysm"],"edition":4}}}`},
		{"pregnant, and called high-risk", []step{tick("preg.status", "pregnant"), tick("card.pregnancy_now.ticked",
			"high_risk_pregnancy"),
			number("preg.weeks", 20)},
			`{"cards":{"pregnancy_now":{"ticked":["high_risk_pregnancy"],"edition":2}},"preg":{"status":"pregnant","weeks":20}}`},
		{"warfarin, with its last value", []step{tick(heart+".ticked", "blood_thinner"), tick("med.anticoagulant",
			"warfarin"),
			number("med.inr", 3.1)},
			`{"cards":{"heart_and_blood":{"ticked":["blood_thinner"],"edition":4}},"med":{"anticoagulant":"warfarin","inr":3.1}}`},
		{"details of a tick that was taken back", []step{tick(heart+".ticked", "blood_thinner"),
			tick("med.anticoagulant", "warfarin"),
			tick(heart+".ticked", "blood_thinner")}, `{}`},
		{"not sure of an age", []step{tick("client.age.unsure", "asked-unknown"), tick("preg.status", "asked-unknown")},
			`{"client":{"age":"unsure"},"preg":{"status":"unsure"}}`},
	}
}

// keep writes what a renderer returned.
func keep(t *testing.T, renderer string, responses []json.RawMessage) {
	t.Helper()
	var all []filled
	for i, v := range fillings() {
		all = append(all, filled{v.name, json.RawMessage(v.want), responses[i]})
	}
	data, err := json.MarshalIndent(all, "", " ")
	if err == nil {
		err = os.WriteFile(filepath.Join("testdata", renderer+".json"), append(bytes.TrimSpace(data), '\n'), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// lhcForms is the folder of a page with LHC-Forms, as the readme makes one.
func lhcForms(t *testing.T, dir string) string {
	site := filepath.Join(dir, "site")
	if err := os.MkdirAll(site, 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(site, "package", "dist")); err != nil {
		command(t, site, "npm", "pack", "lforms@40.1.3")
		command(t, site, "tar", "xzf", "lforms-40.1.3.tgz")
	}
	put(t, "../form.html", filepath.Join(site, "form.html"))
	return site
}

// smartForms is the folder of a page with Smart Forms, which is built.
func smartForms(t *testing.T, dir string) string {
	at := filepath.Join(dir, "smart")
	install(t, "node/smart", at)
	site := filepath.Join(at, "site")
	if _, err := os.Stat(filepath.Join(site, "smart.js")); err != nil {
		command(t, at, "npx", "esbuild", "entry.jsx", "--bundle", "--minify", "--format=esm", "--outfile=site/smart.js",
			"--loader:.css=empty", "--loader:.svg=dataurl", `--define:process.env.NODE_ENV="production"`)
	}
	put(t, "node/smart/form.html", filepath.Join(site, "form.html"))
	return site
}

func put(t *testing.T, from, to string) {
	t.Helper()
	data, err := os.ReadFile(from)
	if err == nil {
		err = os.WriteFile(to, data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// What is filled in in a browser is the intake that was meant. Smart Forms returns what is no longer
// asked, and LHC-Forms says of a form that nobody touched that it is completed.
func TestFormsInABrowser(t *testing.T) {
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
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	for renderer, make := range map[string]func(*testing.T, string) string{"lhc": lhcForms, "smart": smartForms} {
		t.Run(renderer, func(t *testing.T) {
			site := make(t, dir)
			steps := [][]step{}
			for _, v := range fillings() {
				steps = append(steps, append([]step{}, v.steps...))
			}
			for name, v := range map[string]any{
				filepath.Join(site, "questionnaire.json"): fhir.Of(s.Rules(), clinic()),
				filepath.Join(site, "visits.json"):        steps,
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
			node(t, dir, &responses, "browser.mjs", renderer, site, filepath.Join(site, "visits.json"), chromium,
				os.Getenv("SAFEHANDS_PICTURES"))
			if len(responses) != len(steps) {
				t.Fatalf("%d responses", len(responses))
			}
			if *update {
				keep(t, renderer, responses)
			}
			for i, v := range fillings() {
				in, err := fhir.Intake(s, clinic(), responses[i])
				if err != nil {
					t.Errorf("%s: %v", v.name, err)
					continue
				}
				got, err := json.Marshal(in)
				if err != nil || string(got) != v.want {
					t.Errorf("%s: got %s, want %s\n%s", v.name, got, v.want, responses[i])
				}
			}
		})
	}
}
