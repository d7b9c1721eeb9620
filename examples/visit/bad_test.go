package main

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
)

func TestBadInput(t *testing.T) {
	for _, tt := range []struct {
		name, in string
		want     []string
	}{
		{"unknown keys", `{"intake": {"region": ["lumbar"]}, "clearence": []}`, []string{
			`intake.region: unknown key "region" in an intake (did you mean regions?)`,
			`clearence: unknown key "clearence" in a visit (did you mean clearance?)`,
		}},
		{"unknown card and lines", `{"intake": {"cards": {"emergency_nwo": {},
			"nerves_now": {"tickd": [], "ticked": ["bladdder"], "unsure": ["bowel", "bowel"]}}}}`, []string{
			`intake.cards.emergency_nwo: unknown key "emergency_nwo" in cards (did you mean emergency_now?)`,
			`intake.cards.nerves_now.tickd: unknown key "tickd" in an answered card (did you mean ticked?)`,
			`intake.cards.nerves_now.ticked[0]: unknown line "bladdder" (did you mean bladder?)`,
			`intake.cards.nerves_now.unsure[1]: bowel stands there twice`,
		}},
		{"unknown fact, value, region and group", `{"intake": {"disc": {"presnt": "yes", "direction": "centrl"},
			"regions": ["lumbar_paraspinla"], "condd": {}}}`, []string{
			`intake.disc.presnt: unknown key "presnt" in the group disc (did you mean present?)`,
			`intake.disc.direction: unknown value of disc.direction "centrl" (did you mean central?)`,
			`intake.regions[0]: unknown region "lumbar_paraspinla" (did you mean lumbar_paraspinal?)`,
			`intake.condd: unknown key "condd" in an intake (did you mean cond?)`,
		}},
		{"wrong types", `{"intake": {"disc": {"present": true}, "client": {"age": "34"}, "preg": {"status": 3}, "bp": {"sys": 120.5},
			"skin": {"abscess_at": []}, "cards": {"look": []}}}`, []string{
			`intake.disc.present: true is not an answer; write "yes"`,
			`intake.client.age: an answer must be a whole number, found "34"; write it without quotes`,
			`intake.preg.status: a value of preg.status must be none, could_be, ended_recently or pregnant, found the number 3`,
			`intake.bp.sys: an answer must be a whole number, found the number 120.5`,
			`intake.skin.abscess_at: is an empty list; leave it out if it was not asked`,
			`intake.cards.look: an answered card must be an object, found a list`,
		}},
		{"week 55", `{"intake": {"preg": {"status": "pregnant", "weeks": 55}}}`, []string{
			`intake.preg.weeks: 55 is outside 1 to 45 weeks`,
		}},
		{"a week without a pregnancy", `{"intake": {"preg": {"status": "none", "weeks": 12}}}`, []string{
			`intake.preg.weeks: is 12, but only means something if preg.status == pregnant`,
		}},
		{"card and answer disagree", `{"intake": {"cards": {"spine_and_bones": {}}, "disc": {"present": "yes"}}}`, []string{
			`intake.disc.present: is yes, but card spine_and_bones says no`,
		}},
		{"a contradiction beside a misspelling", `{"intake": {"cards": {"spine_and_bones": {}}, "disc": {"present": "yes", "direction": "centrl"}}}`, []string{
			`intake.disc.present: is yes, but card spine_and_bones says no`,
			`intake.disc.direction: unknown value of disc.direction "centrl" (did you mean central?)`,
		}},
		{"nothing", "", []string{"visit: is empty"}},
		{"nothing but space", " \n\t", []string{"visit: is empty"}},
		{"truncated", `{"intake": {"client": {"age": 34}`, []string{"intake: ends in the middle of an object (line 1, column 34)"}},
		{"keys twice", `{"intake": {"client": {"age": 34, "age": 35}}, "intake": {}}`, []string{
			`intake.client.age: key "age" is given twice (line 1, column 35)`,
			`intake: key "intake" is given twice (line 1, column 48)`,
		}},
		{"wrong case", `{"Intake": {}, "intake": {"Client": {"age": 3}, "disc": {"present": "Yes", "Direction": "central"}}}`, []string{
			`Intake: unknown key "Intake" in a visit (did you mean intake?)`,
			`intake.Client: unknown key "Client" in an intake (did you mean client?)`,
			`intake.disc.present: unknown answer "Yes" (did you mean yes?)`,
			`intake.disc.Direction: unknown key "Direction" in the group disc (did you mean direction?)`,
		}},
		{"trailing data", `{} {}`, []string{`visit: expected nothing behind the value, found "{" (line 1, column 4)`}},
		{"null", `null`, []string{"visit: a visit must be an object, found null"}},
		{"list", `[]`, []string{"visit: a visit must be an object, found a list"}},
		{"true", `true`, []string{"visit: a visit must be an object, found true"}},
		{"null parts", `{"intake": null, "clearance": null}`, []string{
			"intake: an intake must be an object, found null",
			"clearance: clearances must be a list, found null",
		}},
		{"list and true for parts", `{"intake": [], "clearance": true}`, []string{
			"intake: an intake must be an object, found a list",
			"clearance: clearances must be a list, found true",
		}},
		{"list and true inside", `{"intake": {"cards": [], "disc": true, "regions": true}}`, []string{
			"intake.cards: cards must be an object, found a list",
			"intake.disc: the group disc must be an object, found true",
			"intake.regions: regions must be a list, found true",
		}},
		{"parts of a later release", `{"plan": {}, "session": 3, "intake": {}, "course": null, "presentation": []}`, []string{
			`plan: unknown key "plan" in a visit: it is not read by this release`,
			`session: unknown key "session" in a visit: it is not read by this release`,
			`course: unknown key "course" in a visit: it is not read by this release`,
			`presentation: unknown key "presentation" in a visit: it is not read by this release`,
		}},
		{"clearance", `{"clearance": [{"covers": ["spine.disk"], "days_ago": "3"}, {"covers": ["spine.disc"], "days_ago": -3, "by": "GP"}]}`, []string{
			`clearance[0]: a clearance needs "by"`,
			`clearance[0].covers[0]: unknown rule "spine.disk" (did you mean spine.disc?)`,
			`clearance[0].days_ago: the number of days must be a whole number, found "3"; write it without quotes`,
			`clearance[1].days_ago: -3 days ago lies ahead`,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for _, args := range [][]string{nil, {"-json"}} {
				var stdout, stderr bytes.Buffer
				status := run(args, strings.NewReader(tt.in), &stdout, &stderr)
				if status != badInput || stdout.Len() > 0 {
					t.Errorf("visit %v: status %d, stdout %q", args, status, &stdout)
				}
				if diff := cmp.Diff(strings.Join(tt.want, "\n")+"\n", stderr.String()); diff != "" {
					t.Errorf("visit %v: stderr mismatch (-want +got):\n%s", args, diff)
				}
			}
		})
	}
}

// spaces yields spaces without an end in sight, and counts them.
type spaces struct{ left, read int }

func (s *spaces) Read(p []byte) (int, error) {
	if s.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), s.left)
	for i := range p[:n] {
		p[i] = ' '
	}
	s.left -= n
	s.read += n
	return n, nil
}

func TestHugeInput(t *testing.T) {
	huge := &spaces{left: 100 << 20}
	var stdout, stderr bytes.Buffer
	status := run(nil, huge, &stdout, &stderr)
	if status != badInput || stdout.Len() > 0 || stderr.String() != "the visit is longer than 1048576 bytes\n" {
		t.Errorf("status %d, stdout %q, stderr %q", status, &stdout, &stderr)
	}
	if huge.read > 2*document.MaxJSON {
		t.Errorf("%d bytes were read", huge.read)
	}

	// As much as may be is read.
	visit := "{}" + strings.Repeat(" ", document.MaxJSON-2)
	if status := run(nil, strings.NewReader(visit), &stdout, &stderr); status != done {
		t.Errorf("status %d, %s", status, &stderr)
	}
}

func TestArguments(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		args       []string
		status     int
	}{
		{"two files", "one FILE at most, and flags before it\n", []string{"a.json", "b.json"}, badInput},
		{"flag behind the file", "one FILE at most, and flags before it\n", []string{"a.json", "-json"}, badInput},
		{"two views", "-json, -all and -client exclude each other\n", []string{"-json", "-all"}, badInput},
		{"no such file", "open testdata/nosuch.json: no such file or directory\n", []string{"testdata/nosuch.json"}, badInput},
		{"unknown flag", "flag provided but not defined: -xml\n" + usage, []string{"-xml"}, badInput},
		{"help", usage, []string{"-h"}, done},
	} {
		var stdout, stderr bytes.Buffer
		status := run(tt.args, strings.NewReader("{}"), &stdout, &stderr)
		if status != tt.status || stdout.Len() > 0 || stderr.String() != tt.want {
			t.Errorf("%s: status %d, stdout %q, stderr %q", tt.name, status, &stdout, &stderr)
		}
	}
}

const usage = `usage: visit [-json | -all | -client] [FILE]
reads one visit (JSON), by default from standard input
  -all
    	print everything: rule ids, rows, sources, grades, open rules
  -client
    	print the client's words and nothing else
  -json
    	print everything as JSON, for a program
`

func TestBrokenPipes(t *testing.T) {
	var stdout, stderr bytes.Buffer
	in := iotest.ErrReader(errors.New("the line went dead"))
	if status := run(nil, in, &stdout, &stderr); status != badInput || stderr.String() != "the line went dead\n" {
		t.Errorf("status %d, stderr %q", status, &stderr)
	}
	stderr.Reset()
	if status := run(nil, strings.NewReader("{}"), deadEnd{}, &stderr); status != failed || stderr.String() != "nobody reads this\n" {
		t.Errorf("status %d, stderr %q", status, &stderr)
	}
}

type deadEnd struct{}

func (deadEnd) Write([]byte) (int, error) { return 0, errors.New("nobody reads this") }
