package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
)

var update = flag.Bool("update", false, "write the golden files in testdata")

// wanted is what clinical.md and clinical-review.md ask for in each visit, typed from their rows
// and never from the output.
var wanted = map[string]struct {
	disposition, urgency, ceiling string
	says                          string // the first words of the text
}{
	"healthy": {"proceed", "none", "proceed", "GO AHEAD  "},
	"empty":   {"clarify", "none", "withhold", "12 MORE QUESTIONS  "}, // nobody was asked anything
	// B-N04 for the herniation, B-S04 for a boil that nobody is sure of:
	// clearance; much is not asked.
	"sample":                 {"withhold", "routine", "withhold", "NOT HERE  "},
	"disc_direction_unsure":  {"refer", "routine", "refer", "ASK FIRST  "},               // B-N04, S11, S12; not sure of the direction asks for the report
	"disc_central":           {"withhold", "routine", "withhold", "NOT HERE  "},          // B-N04a, S25
	"disc_not_asked":         {"clarify", "none", "withhold", "2 MORE QUESTIONS  "},      // from B-N04d to B-N04a
	"apixaban":               {"refer", "none", "refer", "ASK FIRST  "},                  // B-H04, S29
	"apixaban_cleared":       {"adapt", "none", "adapt", "GO AHEAD, WITH CARE  "},        // B-H04 with the pharmacist's yes
	"fever_new_back_pain":    {"withhold", "same_day", "withhold", "NOT HERE  "},         // B-S03, S27b
	"numb_saddle":            {"withhold", "emergency", "withhold", "EMERGENCY  Stop, "}, // B-E01
	"numb_saddle_onset_open": {"refer", "none", "withhold", "POSSIBLE EMERGENCY  "},      // B-E01f: a floor of clearance before the onset is asked
	"pregnant_31_weeks":      {"refer", "none", "refer", "ASK FIRST  "},                  // B-P04, S31
	"depression":             {"adapt", "none", "adapt", "GO AHEAD, WITH CARE  "},        // B-Y05, S32
	"bladder_blank":          {"clarify", "none", "withhold", "ONE MORE QUESTION  "},     // B-E01 open
	"shingles":               {"defer", "routine", "defer", "NOT TODAY  "},               // B-S07; the rule adds a word with the GP
	"mole_and_legs":          {"adapt", "urgent", "adapt", "GO AHEAD, WITH CARE  "},      // B-O08: within two weeks
	"root_pain_shoulders":    {"adapt", "urgent", "adapt", "NOT EVERYWHERE  "},           // B-N03, S15: the back waits, elsewhere cap 2
	"chest_pain_and_disc":    {"withhold", "emergency", "withhold", "EMERGENCY  Stop, "}, // B-E04
	"nodes_right_armpit":     {"adapt", "none", "adapt", "CHANGE THE PLAN  "},            // N-IS05: the left free, not lying on the right
	"many_conditions":        {"refer", "routine", "refer", "ASK FIRST  The whole body"}, // B-N04, B-H04; the rest asks for limits

	// Two answers that do not go together: the stricter stands, and the visit is
	// not turned down for it.
	"bulge_into_canal":       {"withhold", "routine", "withhold", "NOT HERE  "},          // B-N04a, S25: a report is read both ways
	"old_signs_new_weakness": {"withhold", "emergency", "withhold", "EMERGENCY  Stop, "}, // B-E01: the newest sign is a new weakness
	"heparin_and_inr":        {"defer", "routine", "defer", "NOT TODAY  "},               // B-H04, and B-H05b for who has an INR
	"aneurysm_denied":        {"withhold", "urgent", "withhold", "NOT HERE  "},           // B-H10b: who knows its width has one

	"blackout_denied": {"proceed", "none", "proceed", "GO AHEAD  "}, // N-IL00: ticked, looked at, nothing of it applies

	// Ordinary clients of the review's section 2.
	"ordinary_desk_worker":  {"proceed", "none", "proceed", "GO AHEAD  "},      // no row: tight, and nothing ticked
	"ordinary_stiff_back":   {"adapt", "none", "adapt", "GO AHEAD, WITH CARE"}, // B-N01b
	"ordinary_hypertension": {"adapt", "none", "adapt", "GO AHEAD, WITH CARE"}, // B-H13
	"ordinary_aspirin":      {"adapt", "none", "adapt", "GO AHEAD, WITH CARE"}, // B-H06; the statin without aches has no rule
	"ordinary_pregnancy":    {"adapt", "none", "adapt", "GO AHEAD, WITH CARE"}, // B-P05, B-P06
	"ordinary_bulge":        {"adapt", "none", "adapt", "GO AHEAD, WITH CARE"}, // B-N04d
	"ordinary_cyclist":      {"adapt", "none", "adapt", "GO AHEAD, WITH CARE"}, // B-D10b; a new knee of years ago has no rule
	"ordinary_diabetes":     {"adapt", "none", "adapt", "GO AHEAD, WITH CARE"}, // B-D02; the usual back ache has no rule
	"ordinary_cancer":       {"adapt", "none", "adapt", "GO AHEAD, WITH CARE"}, // B-O09
	"ordinary_soreness":     {"proceed", "none", "proceed", "EXPECTED SO FAR"}, // F3.7 after the second session
}

// show runs the program over a file in testdata.
func show(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(args, strings.NewReader(""), &stdout, &stderr); status != 0 || stderr.Len() > 0 {
		t.Fatalf("visit %v: status %d, %s", args, status, &stderr)
	}
	return stdout.String()
}

func visits(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		if !strings.HasSuffix(name, ".out") && !strings.HasSuffix(name, ".shape") {
			names = append(names, name)
		}
	}
	return names
}

func TestVisits(t *testing.T) {
	names := visits(t)
	if n := len(wanted) + len(workedExamples) + len(otherVisits); len(names) != n {
		t.Errorf("%d visits in testdata, %d with a wanted decision", len(names), n)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want, ok := wanted[name]
			if _, worked := workedExamples[name]; !ok && !worked && otherVisits[name] == nil {
				t.Fatal("no decision is wanted of this visit")
			}
			file := filepath.Join("testdata", name+".json")
			text, asJSON := show(t, file), show(t, "-json", file)
			var got struct {
				Screening struct {
					Disposition, Urgency, Ceiling string
					Settled                       bool
				}
				Technique, Soreness json.RawMessage
			}
			if err := json.Unmarshal([]byte(asJSON), &got); err != nil {
				t.Fatal(err)
			}
			d := got.Screening
			if ok && (d.Disposition != want.disposition || d.Ceiling != want.ceiling || d.Urgency != want.urgency) {
				t.Errorf("decided %s, up to %s, urgency %s; want %s, up to %s, %s",
					d.Disposition, d.Ceiling, d.Urgency, want.disposition, want.ceiling, want.urgency)
			}
			if !strings.HasPrefix(text, want.says) {
				t.Errorf("the text does not begin with %q:\n%s", want.says, text)
			}
			readable(t, text)
			if d.Settled && got.Technique == nil && got.Soreness == nil && strings.Contains(text, "Ask now") {
				t.Error("asks although nothing can change the decision")
			}
			golden(t, name+".txt", text)
			if slices.Contains(unasked, name) && !*update {
				asJSON = withoutNewRules(t, asJSON, filepath.Join("testdata", name+".out.json"))
			}
			golden(t, name+".out.json", digestOf(t, asJSON))
		})
	}
}

// One visit shows every key of the output. Every change of a rule changes the fingerprint; the
// golden file is about the rest.
func TestShape(t *testing.T) {
	fingerprints := regexp.MustCompile(`fingerprint": "[^"]*"`)
	shape := shapeOf(t, show(t, "-json", "testdata/ordinary_visit.json"))
	golden(t, "ordinary_visit.shape.json", fingerprints.ReplaceAllString(shape, `fingerprint": "fingerprint"`))
}

// readable checks what holds for every text.
func readable(t *testing.T, text string) {
	t.Helper()
	for i, line := range strings.Split(text, "\n") {
		if len(line) > 80 || line != strings.TrimRight(line, " \t") {
			t.Errorf("line %d is too long or ends in a space: %q", i+1, line)
		}
		if strings.ContainsFunc(line, func(r rune) bool { return r < ' ' || r > '~' }) {
			t.Errorf("line %d is not plain: %q", i+1, line)
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s mismatch (-want +got):\n%s", name, diff)
	}
}

// The other views of a visit are checked for what must stand there.
func TestEverything(t *testing.T) {
	for _, name := range visits(t) {
		file := filepath.Join("testdata", name+".json")
		all := show(t, "-all", file)
		readable(t, all)
		if strings.Contains(all, "run with -all") {
			t.Errorf("%s: -all leaves something out", name)
		}
		everything := decoded(t, show(t, "-json", file))
		for key, shown := range map[string]string{
			"rule": "rule: %s", "fact": "%s", "fingerprint": "%s", "technique": "%s",
		} {
			for _, value := range valuesOf(everything, key) {
				if s := fmt.Sprintf(shown, value); !strings.Contains(all, s) {
					t.Errorf("%s: -all does not show %s %s", name, key, value)
				}
			}
		}
	}
}

func decoded(t *testing.T, data string) any {
	t.Helper()
	var v any
	if err := json.Unmarshal([]byte(data), &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// valuesOf returns every text that stands under a key, wherever it is.
func valuesOf(v any, key string) []string {
	var out []string
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			out = append(out, valuesOf(x, key)...)
		}
	case map[string]any:
		for k, x := range v {
			if text, ok := x.(string); ok && k == key {
				out = append(out, text)
			}
			out = append(out, valuesOf(x, key)...)
		}
	}
	return out
}

// neverSaid is what a client does not hear: the words of rules, and their ids.
var neverSaid = regexp.MustCompile(`contraindicated|absolute|relative|refuse|high-risk|\b[a-z]+\.[a-z]`)

func TestClientWords(t *testing.T) {
	for _, name := range visits(t) {
		words := show(t, "-client", filepath.Join("testdata", name+".json"))
		readable(t, words)
		if strings.TrimSpace(words) == "" {
			t.Errorf("%s: nothing to say to the client", name)
		}
		if said := neverSaid.FindString(words); said != "" {
			t.Errorf("%s: says %q to the client:\n%s", name, said, words)
		}
	}
}

// In an emergency there is whom to call, what to tell them and what the client hears, on every view that
// somebody reads in a hurry.
func TestEmergency(t *testing.T) {
	for _, name := range []string{"numb_saddle", "chest_pain_and_disc", "worked_10_numb_saddle", "worked_16_brown_urine", "bruise_on_thinner", "old_signs_new_weakness"} {
		file := filepath.Join("testdata", name+".json")
		text, client := show(t, file), show(t, "-client", file)
		for _, other := range []string{
			"Where", "Limits", "Ask now", "A yes to", "feet", "head instead", "more:", "Thank you", "-all",
		} {
			if strings.Contains(text, other) || strings.Contains(client, other) {
				t.Errorf("%s says %q:\n%s\n%s", name, other, text, client)
			}
		}
		if !strings.HasPrefix(text, "EMERGENCY  ") || !strings.Contains(text, "emergency number") {
			t.Errorf("%s does not say whom to call:\n%s", name, text)
		}
		if !strings.Contains(text, "\nTell them ") || !strings.Contains(text, "\nSay ") {
			t.Errorf("%s does not say what to tell, or what the client hears:\n%s", name, text)
		}
	}
}

func TestEmptyIntakeIsNoIntake(t *testing.T) {
	for _, args := range [][]string{nil, {"-json"}, {"-all"}} {
		var outs []string
		for _, in := range []string{`{}`, `{"intake": {}}`, `{"intake": {}, "clearance": []}`, " {\n}\n"} {
			var stdout, stderr bytes.Buffer
			if status := run(args, strings.NewReader(in), &stdout, &stderr); status != 0 {
				t.Fatalf("%s: status %d, %s", in, status, &stderr)
			}
			outs = append(outs, stdout.String())
		}
		if len(slices.Compact(outs)) != 1 {
			t.Errorf("visit %v does not take an empty intake for none", args)
		}
	}
}

// The JSON is the decision's own, with the questions between what is open and
// what could be cleared.
func TestJSON(t *testing.T) {
	l, err := rules()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/sample.json")
	if err != nil {
		t.Fatal(err)
	}
	d, err := l.Decide(data)
	if err != nil {
		t.Fatal(err)
	}
	var got struct{ Screening map[string]json.RawMessage }
	out := show(t, "-json", "testdata/sample.json")
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	var questions []screening.Question
	if err := json.Unmarshal(got.Screening["questions"], &questions); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d.Questions, questions); diff != "" {
		t.Errorf("questions mismatch (-want +got):\n%s", diff)
	}
	delete(got.Screening, "questions")
	var told []screening.Message
	if err := json.Unmarshal(got.Screening["messages"], &told); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d.Messages(), told); diff != "" {
		t.Errorf("messages mismatch (-want +got):\n%s", diff)
	}
	delete(got.Screening, "messages")
	rest, err := json.Marshal(got.Screening)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := json.Marshal(d.Decision)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(decoded(t, string(plain)), decoded(t, string(rest))); diff != "" {
		t.Errorf("decision mismatch (-want +got):\n%s", diff)
	}
	order := []string{
		"disposition", "may_treat", "settled", "floor", "ceiling", "urgency", "urgency_ceiling", "regions", "findings", "open",
		"questions", "messages", "clearance", "inexact", "fingerprint",
	}
	at := -1
	for _, key := range order {
		i := strings.Index(out, "\n    \""+key+"\": ")
		if i <= at {
			t.Errorf("key %s stands at %d, behind %d", key, i, at)
		}
		at = i
	}
}
