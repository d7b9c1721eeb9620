package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// ordinaryClients are what a therapist reads of ten ordinary clients, typed from the rows and never
// from the output, in the order of reading: what to do, where, what to choose.
var ordinaryClients = map[string][]string{
	"desk_worker": {"GO AHEAD", "nothing we were told", "WHAT SUITS", "Structural work or trigger point work", "deep tissue work"}, // P26
	"stiff_back": {
		"Up to grade 2", "stop at any leg or arm symptom", "at most 30 minutes", "no beating, stretching or thrusts", "up to grade 3", // B-N01b
		"Relaxing (Swedish) massage or press and hold", "myofascial release", // P25
	},
	"hypertension": {"A relaxing style, no hot room, and up in steps", "Relaxing (Swedish) massage", "classical massage", "30 to 45 minutes"}, // B-H13, P20
	"aspirin":      {"grade 4", "without cupping or a massage gun", "Look for bruises next time"},                                             // B-H06
	"pregnancy": { // B-P05, B-P06, PL13, and the level of review 3.1
		"Side-lying", "grade 3", "Not flat on the back", "Nothing on the belly", "not lying face down or flat on the back", "THE PLAN FITS",
	},
	"bulge":    {"At most grade 3 (muscle moves, as in slow kneading) on the lower back, and no thrust", "common"}, // B-N04d
	"cyclist":  {"Begin at grade 2 (skin moves, muscle does not), up to grade 3 (muscle moves, as in slow kneading), and help on and off the table"},
	"diabetes": {"eat before", "sugar at hand", "Relaxing (Swedish) massage or structural work", "50 to 60 minutes"}, // B-D02, P03
	"cancer":   {"up to grade 1", "never above grade 3"},                                                             // B-O09
	"soreness": {"fits muscles that got unusual work", "danger signs", "gentle movement", "next session only when the soreness has gone"},
}

// alarm is what nobody of them reads: a massage that waits, or somebody to be asked or seen
// because of today's answers.
var alarm = regexp.MustCompile(`ASK FIRST|NOT TODAY|NOT HERE|ONE MORE QUESTION|Ask now|To be seen|A yes to|Until|Not settled|A doctor or nurse should know`)

func TestOrdinaryClients(t *testing.T) {
	if len(ordinaryClients) != 10 {
		t.Errorf("%d ordinary clients", len(ordinaryClients))
	}
	for name, says := range ordinaryClients {
		file := filepath.Join("testdata", "ordinary_"+name+".json")
		text := show(t, file)
		if found := alarm.FindString(text); found != "" {
			t.Errorf("%s alarms with %q:\n%s", name, found, text)
		}
		rest := strings.Join(strings.Fields(text), " ")
		for _, s := range says {
			_, after, ok := strings.Cut(rest, s)
			if !ok {
				t.Errorf("%s does not say %q, or not in this place:\n%s", name, s, text)
			}
			rest = after
		}
		if !strings.Contains(text, "\nSay ") {
			t.Errorf("%s has nothing to say to the client:\n%s", name, text)
		}
	}
}

// Whoever has not answered yet is not told to go ahead by a rule that would only ask for care.
func TestOnlyTheHeadlineGoesAhead(t *testing.T) {
	data, err := os.ReadFile("testdata/ordinary_hypertension.json")
	if err != nil {
		t.Fatal(err)
	}
	open := strings.Replace(string(data), `"hypertension": {"uncontrolled": "no"}`, `"hypertension": {}`, 1)
	var stdout, stderr bytes.Buffer
	if status := run(nil, strings.NewReader(open), &stdout, &stderr); status != done {
		t.Fatalf("status %d, %s", status, &stderr)
	}
	text := stdout.String()
	if !strings.HasPrefix(text, "ONE MORE QUESTION  ") || !strings.Contains(text, "\nAsk now     Were you told that your blood pressure") {
		t.Errorf("does not ask:\n%s", text)
	}
	if regexp.MustCompile(`[^"]Go ahead`).MatchString(text) {
		t.Errorf("goes ahead before the answer:\n%s", text)
	}
}
