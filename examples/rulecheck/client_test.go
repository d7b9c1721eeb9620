package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy"
)

// A pharmacist's yes to what is called by its plain name, five days old.
const thinned = `{
  "intake": {
    "cards": {"emergency_now": {}, "nerves_now": {}, "look": {}, "unwell_now": {}, "this_week": {}, "back_now": {},
      "heart_and_blood": {"ticked": ["blood_thinner"]}, "spine_and_bones": {}, "cancer_and_operations": {}, "skin_and_health": {}},
    "client": {"age": 68}, "session": {"reason": "relaxation"}, "preg": {"status": "none"},
    "med": {"anticoagulant": "doac"}
  },
  "clearance": [{"conditions": ["blood_thinner"], "days_ago": 12, "by": "Pharmacist", "given": "written", "answer": "yes",
    "techniques": [], "strokes": [], "regions": []}]
}`

// Every visit is decided as the screening decides it, with what clinicians said.
func TestVisitsAreDecidedAsScreened(t *testing.T) {
	rules, err := open(selection{dir: builtIn, part: "screening"})
	if err != nil {
		t.Fatal(err)
	}
	p := &rules.parts[0]
	visits := map[string]string{"by condition": thinned, "a no": strings.Replace(thinned, `"yes"`, `"no"`, 1),
		"a line of a registry": strings.Replace(thinned, `"clearance"`, `"id": "a", "clearances"`, 1)}
	files, err := filepath.Glob("../visit/testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		visits[name] = string(data)
	}
	cleared := 0
	for name, text := range visits {
		in, clearance, err := p.readVisit([]byte(text))
		if err != nil {
			continue // a visit that is refused
		}
		if len(clearance) > 0 {
			cleared++
		}
		want, err := p.screener.Screen(in, clearance...)
		if err != nil {
			continue
		}
		x, err := p.visitor(name, "", in, clearance)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var e policy.Evaluation
		for _, decide := range []func() error{
			func() error { return p.set.Evaluate(x.answers, x.request, &e) }, func() error { return x.decided(p, &e) },
		} {
			if err := decide(); err != nil {
				t.Errorf("%s: %v", name, err)
			} else if got := p.set.Disposition(e.Session(), e.Settled()); got != want.Disposition.String() {
				t.Errorf("%s: %s, screened %s", name, got, want.Disposition)
			}
		}
	}
	if cleared < 5 || len(visits) < 10 {
		t.Errorf("%d visits, %d with a clearance", len(visits), cleared)
	}
}

// What clinicians said counts wherever a visit is a client, in the rules of a folder and in those
// without.
func TestClearancesOfVisitsCount(t *testing.T) {
	const ours = `rules:
  - {id: house.thinner, kind: relative, urgency: none, when: med.anticoagulant == doac, says: Ask., instead: Wait., client: We ask.,
     rationale: So., sources: [house], grade: E5, tags: [asks.house_thinner]}
sources:
  house: {cites: Our house, level: E5, read: excerpt}
`
	file := func(text string) string {
		return filepath.Join(write(t, map[string]string{"visit.json": text}), "visit.json")
	}
	for command, says := range map[string]string{"ask": "covered by a clearance", "burden": "adapt"} {
		var out bytes.Buffer
		status := run([]string{command, file(thinned)}, &out, &out)
		if status != clean || !strings.Contains(out.String(), says) || strings.Contains(out.String(), "refer") {
			t.Errorf("%s: status %d:\n%s", command, status, out.String())
		}
	}
	pair, err := openBoth(selection{part: "screening"}, builtIn, write(t, map[string]string{"x.yaml": ours}))
	if err != nil {
		t.Fatal(err)
	}
	both := strings.Replace(thinned, `["blood_thinner"], "days`, `["blood_thinner", "house_thinner"], "days`, 1)
	for text, want := range map[string]string{thinned: "from adapt to refer", both: ""} {
		r, err := replayed(newConsole(io.Discard, io.Discard), &pair[0].parts[0], &pair[1].parts[0], file(text))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, x := range r.Changed {
			got = "from " + x.Before + " to " + x.After
		}
		if got != want || r.Refused > 0 {
			t.Errorf("%q, %d refused, want %q", got, r.Refused, want)
		}
	}
}

// Cases of the screening are held to what ends a yes, as clients are.
func TestCasesKnowWhatEndsAYes(t *testing.T) {
	dir := write(t, map[string]string{
		"x.yaml": `facts:
  - {name: house.laser, kind: yes_no, ask: "Was the skin of your back treated with a laser?"}
  - {name: house.laser_days, kind: whole, unit: days, least: 0, most: 400, ask: "How many days ago?"}
rules:
  - {id: house.laser_ask, kind: relative, urgency: none, when: house.laser && house.laser_days < 90, says: Ask., instead: Wait.,
     client: We ask., rationale: So., sources: [house], grade: E5, tags: [asks.laser]}
sources:
  house: {cites: Our house, level: E5, read: excerpt}
`,
		"events/x.yaml": "events:\n  - {of: [laser], fact: house.laser_days}\n",
		"x_cases.yaml": `base: {client.age: 40, preg.status: none, house.laser: yes}
cases:
  - case: the yes is older than the laser
    rest: none
    answers: {house.laser_days: 4}
    clearance: [{covers: [house.laser_ask], days_ago: 5}]
    decision: refer
  - case: the yes is younger than the laser
    rest: none
    answers: {house.laser_days: 6}
    clearance: [{covers: [house.laser_ask], days_ago: 5}]
    decision: adapt
`})
	for _, args := range [][]string{{"test", dir}, {"ask", filepath.Join(dir, "x_cases.yaml"), "older"}} {
		var out bytes.Buffer
		run(args, &out, &out)
		if text := out.String(); !strings.Contains(text, "2 cases, 0 failed") && !strings.Contains(text, "decision  refer") {
			t.Errorf("%v: %s", args, text)
		}
	}
}

// The rule of the README with its cases passes.
func TestReadmeRuleHasItsCases(t *testing.T) {
	data, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(string(data), "```yaml\n")
	block := func(begins string) string {
		for _, b := range blocks[1:] {
			if strings.HasPrefix(b, begins) {
				text, _, _ := strings.Cut(b, "```")
				return text
			}
		}
		t.Fatalf("no block begins with %q", begins)
		return ""
	}
	dir := write(t, map[string]string{
		"house.yaml": block("facts:\n  - name: house.sunbed_today\n"), "house_cases.yaml": block("base: {client.age: 40"),
	})
	var out bytes.Buffer
	if status := run([]string{"test", dir}, &out, &out); status != clean || !strings.Contains(out.String(), "3 cases, 0 failed") {
		t.Errorf("status %d: %s", status, out.String())
	}
}
