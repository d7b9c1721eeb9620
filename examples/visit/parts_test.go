package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// otherVisits are sessions that go on, plans and reports besides the worked examples, with what is
// wanted of each, typed from the rows and never from the output.
var otherVisits = map[string]func(*testing.T, answers){
	"attack_begins": func(t *testing.T, a answers) { stops(t, a, "PL19") }, // S14
	"too_strong": func(t *testing.T, a answers) {
		stops(t, a, "PL20")
		if a.Screening != nil {
			t.Error("a session alone was screened")
		}
	},
	"shooting_begins": func(t *testing.T, a answers) { // N-D80: off the spot, and the session goes on elsewhere
		if s := a.Technique.Session; s.Stop || !s.Change || s.Urgency != "none" {
			t.Errorf("the session is %+v", s)
		}
	},
	"numb_both_hands": func(t *testing.T, a answers) { // N-D81, N-D10: the cord
		stops(t, a, "N-D81")
		if u := a.Technique.Session.Urgency; u != "emergency" {
			t.Errorf("urgency %s", u)
		}
	},
	"goes_well": func(t *testing.T, a answers) {
		if s := a.Technique.Session; s.Stop || !s.Settled || len(s.Violations) > 0 {
			t.Errorf("the session is %+v", s)
		}
	},
	"session_not_asked": func(t *testing.T, a answers) {
		if s := a.Technique.Session; s.Stop || s.Settled {
			t.Errorf("the session is %+v", s)
		}
	},
	"plan_fits": func(t *testing.T, a answers) { fits(t, a, true) }, // P01
	"plan_half_given": func(t *testing.T, a answers) {
		fits(t, a, false)
		if len(a.Technique.Violations) > 0 {
			t.Errorf("what is not given counts as broken: %+v", a.Technique.Violations)
		}
	},
	"not_felt_yet": func(t *testing.T, a answers) { // S7
		if x := a.Technique; len(x.Candidates) > 0 || len(x.Obstacles) != 1 || x.Obstacles[0].Code != "presentation_not_asked" {
			t.Errorf("candidates %v, %v", x.Candidates, x.Obstacles)
		}
	},
	"spine_and_kidneys": func(t *testing.T, a answers) {
		fits(t, a, false)
		var rows []string
		for _, v := range a.Technique.Violations {
			rows = append(rows, v.Rows...)
		}
		among(t, "row", []string{"PL01", "PL02", "PL05", "PL11", "PL12"}, rows)
	},
	"ordinary_visit": func(t *testing.T, a answers) { // B-H13, F3.7, P20
		fits(t, a, true)
		if a.Screening.Disposition != "adapt" || a.Soreness.Level != "expected" || a.Technique.Session.Stop {
			t.Errorf("decided %s, after the session %s, stop %v",
				a.Screening.Disposition, a.Soreness.Level, a.Technique.Session.Stop)
		}
	},
	"sore_not_asked": func(t *testing.T, a answers) {
		if a.Soreness.Level != "clarify" || a.Screening != nil || a.Technique != nil {
			t.Errorf("after the session %s, and more is decided than was given", a.Soreness.Level)
		}
	},
	"bruise_on_thinner": func(t *testing.T, a answers) { // RF21
		if a.Soreness.Level != "emergency" || a.Screening.Urgency == "emergency" {
			t.Errorf("after the session %s, the screening says %s", a.Soreness.Level, a.Screening.Urgency)
		}
	},
}

func stops(t *testing.T, a answers, code string) {
	t.Helper()
	s := a.Technique.Session
	if !s.Stop || len(s.Violations) != 1 || !slices.Contains(s.Violations[0].Rows, code) {
		t.Errorf("the session is %+v, want it stopped by %s", s, code)
	}
}

func fits(t *testing.T, a answers, want bool) {
	t.Helper()
	if a.Technique.Fits == nil || *a.Technique.Fits != want {
		t.Errorf("the plan fits: %v, want %v", a.Technique.Fits, want)
	}
}

func TestParts(t *testing.T) {
	for name, check := range otherVisits {
		t.Run(name, func(t *testing.T) { check(t, answersOf(t, name)) })
	}
}

// What presses most stands first, and what it overrules does not contradict it.
func TestOrder(t *testing.T) {
	for name, first := range map[string]string{
		"attack_begins": "STOP NOW  ", "shooting_begins": "LEAVE THAT SPOT  ", "numb_both_hands": "EMERGENCY  ", "too_strong": "STOP NOW  ", "goes_well": "GO ON  ", "session_not_asked": "GO ON?  ",
		"plan_fits": "GO AHEAD  ", "plan_half_given": "NOT CHECKED YET  ", "not_felt_yet": "NO TECHNIQUE YET  ",
		"spine_and_kidneys": "CHANGE THE PLAN  ", "ordinary_visit": "GO AHEAD, WITH CARE  ", "sore_not_asked": "22 MORE QUESTIONS  ",
		"bruise_on_thinner": "EMERGENCY  ",
	} {
		if text := show(t, filepath.Join("testdata", name+".json")); !strings.HasPrefix(text, first) {
			t.Errorf("%s does not begin with %q:\n%s", name, first, text)
		}
	}
	for _, name := range []string{"attack_begins", "worked_08_fourth_time", "worked_06_first_ache"} {
		file := filepath.Join("testdata", name+".json")
		for _, text := range []string{show(t, file), show(t, "-client", file)} {
			if strings.Contains(text, "GO AHEAD") || strings.Contains(text, "we can begin") {
				t.Errorf("%s lets a massage begin:\n%s", name, text)
			}
		}
	}
}

// The JSON of choosing, planning and triage has what a program looks for, in this order.
func TestKeys(t *testing.T) {
	out := show(t, "-json", "testdata/ordinary_visit.json")
	at := strings.Index(out, "\n  \"technique\": ")
	for _, key := range []string{
		"allowed", "obstacles", "candidates", "choices", "regions", "excluded", "doses", "questions", "fingerprint", "fits", "settled", "floor",
		"ceiling", "violations", "open", "level", "session", // of the technique
		"level", "settled", "floor", "ceiling", "urgency", "urgency_ceiling", "grid", "findings", "open", "causes", "advice", "messages",
		"questions", "inexact", "fingerprint",
	} {
		i := strings.Index(out[max(at, 0):], "\n    \""+key+"\": ")
		if at < 0 || i < 0 {
			t.Fatalf("key %s does not follow", key)
		}
		at += i + 1
	}
}
