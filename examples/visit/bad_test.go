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
		{"parts of the intake beside it", `{"intake": {}, "client": {"age": 34}, "cards": {}, "disc": {}, "regions": [], "own": {}, "nothing": 1}`, []string{
			`client: unknown key "client" in a visit; client stands in the intake`,
			`cards: unknown key "cards" in a visit; cards stands in the intake`,
			`disc: unknown key "disc" in a visit; disc stands in the intake`,
			`regions: unknown key "regions" in a visit; regions stands in the intake`,
			`own: unknown key "own" in a visit; own stands in the intake`,
			`nothing: unknown key "nothing" in a visit; write clearance, course, history, intake, plan, presentation or session`,
		}},
		{"week 55", `{"intake": {"preg": {"status": "pregnant", "weeks": 55}}}`, []string{
			`intake.preg.weeks: 55 is outside 1 to 45 weeks`,
		}},
		{"a week without a pregnancy", `{"intake": {"preg": {"status": "none", "weeks": 12}}}`, []string{
			`intake.preg.weeks: is 12, but only means something if preg.status == pregnant`,
		}},
		{"card and answer disagree", `{"intake": {"cards": {"spine_and_bones": {}}, "disc": {"present": "yes"}}}`, []string{
			`intake.disc.present: is yes, but card spine_and_bones says no on line disc`,
		}},
		{"a contradiction beside a misspelling", `{"intake": {"cards": {"spine_and_bones": {}}, "disc": {"present": "yes", "direction": "centrl"}}}`, []string{
			`intake.disc.present: is yes, but card spine_and_bones says no on line disc`,
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
		{"every part at once", `{"intake": {"regions": ["lumbar_paraspinal"], "cards": {"emergency_nwo": {}}},
			"clearance": [{"covers": ["spine.disc"], "days_ago": 3, "by": "GP", "techniques": ["relaxing_swedsh"], "strokes": ["gliding", "glidding"]}],
			"presentation": ["muscle_spasms"], "history": {"novise": "no", "prior_sessions": -1},
			"plan": {"technique": "relaxing_swedich", "minutes": -5, "position": "pron", "therapist": "qualifed", "strokes": [
				{"stroke": "effleurage_ligth", "region": "lumbar_paraspinla", "pressure": 7, "minutes": 10},
				{"stroke": "effleurage_light", "region": "calf", "pressure": 2}]},
			"session": {"pain_during": 11, "attack_onset": true},
			"course": {"sessions": [{"days_ago": 1, "plan": {"technique": "tai"}, "violations": ["plan.over_capp"]}, {"days_ago": 8}],
				"report": {"hours_since": 20, "quality": ["dul_ache"], "site": "treated_muscles"}}}`, []string{
			`intake.cards.emergency_nwo: unknown key "emergency_nwo" in cards (did you mean emergency_now?)`,
			`clearance[0].strokes[1]: unknown stroke "glidding" (did you mean gliding?)`,
			`clearance[0].techniques[0]: unknown technique "relaxing_swedsh" (did you mean relaxing_swedish?)`,
			`presentation[0]: unknown value of presentation.found "muscle_spasms" (did you mean muscle_spasm?)`,
			`history.novise: unknown key "novise" in a history (did you mean novice?)`,
			`history.prior_sessions: -1 is outside 0 to 100000`,
			`plan.strokes[1].region: calf was not requested; screen it first`,
			`plan.technique: unknown technique "relaxing_swedich" (did you mean relaxing_swedish?)`,
			`plan.minutes: -5 is outside 1 to 240 minutes`,
			`plan.position: unknown value of plan.position "pron" (did you mean prone?)`,
			`plan.therapist: unknown value of plan.therapist "qualifed" (did you mean qualified?)`,
			`plan.strokes[0].stroke: unknown stroke "effleurage_ligth" (did you mean effleurage_light?)`,
			`plan.strokes[0].region: unknown region "lumbar_paraspinla" (did you mean lumbar_paraspinal?)`,
			`plan.strokes[0].pressure: 7 is outside 0 to 5`,
			`session.pain_during: 11 is outside 0 to 10`,
			`session.attack_onset: true is not an answer; write "yes"`,
			`course.report.hours_since: is 20, but days_ago is 8: the report is not of today`,
			`course.sessions[1].days_ago: is 8, but that of the session before is 1; the oldest stands first`,
			`course.sessions[0].plan.technique: unknown technique "tai" (did you mean thai?)`,
			`course.sessions[0].violations[0]: unknown plan rule "plan.over_capp" (did you mean plan.over_cap?)`,
			`course.report.quality[0]: unknown value of post.quality "dul_ache" (did you mean dull_ache?)`,
			`course.report.site: unknown value of post.site "treated_muscles" (did you mean treated_muscle?)`,
		}},
		{"without an intake", `{"presentation": ["none"], "history": {}, "plan": {"technique": "thai"}}`, []string{
			`presentation: stands without an intake; nothing is chosen or planned for somebody who was not screened`,
			`history: stands without an intake; nothing is chosen or planned for somebody who was not screened`,
			`plan: stands without an intake; nothing is chosen or planned for somebody who was not screened`,
		}},
		{"a region that was not requested", `{"intake": {"regions": ["lumbar_paraspinal"]}, "plan": {"strokes": [
			{"stroke": "static_hold", "region": ["lumbar_paraspinal", "neck"]}, {"stroke": "static_hold", "region": "foot"}]}}`, []string{
			`plan.strokes[0].region[1]: neck_posterior of neck was not requested; screen it first`,
			`plan.strokes[1].region: foot was not requested; screen it first`,
		}},
		{"regions that cannot be read request nothing", `{"intake": {"regions": ["lumbar_paraspinla"]}, "plan": {"strokes": [
			{"stroke": "static_hold", "region": "foot"}]}}`, []string{
			`intake.regions[0]: unknown region "lumbar_paraspinla" (did you mean lumbar_paraspinal?)`,
		}},
		{"sessions and reports that cannot be", `{"intake": {}, "course": {"sessions": [{"days_ago": 1}, {"days_ago": 3, "report": {}}],
			"report": {"hours_since": 200, "onset_hours": 300, "nrs": 3, "quality": "none"}}}`, []string{
			`course.report.hours_since: is 200, but days_ago is 3: the report lies ahead`,
			`course.report.onset_hours: is 300, but the report is 200 hours after the session`,
			`course.report.quality: is none, which says that there is no discomfort, but nrs is 3`,
			`course.sessions[1].days_ago: is 3, but that of the session before is 1; the oldest stands first`,
			`course.sessions[1].report: is the report about the last session, which stands beside the sessions`,
		}},
		{"a report before its session", `{"course": {"sessions": [{"days_ago": -1}], "report": {"hours_since": -4}}}`, []string{
			`course.sessions[0].days_ago: -1 days ago lies ahead`,
			`course.report.hours_since: -4 is outside 0 to 2000 hours`,
		}},
		{"a report about nothing", `{"course": {"sessions": [], "report": {"nrs": 3}}}`, []string{
			`course.sessions: is an empty list; a report is about the last session`,
		}},
		{"parts of the wrong kind", `{"intake": {}, "plan": [], "session": 3, "course": "yes", "presentation": [], "history": true}`, []string{
			`plan: a plan must be an object, found a list`,
			`session: a session must be an object, found the number 3`,
			`course: a course must be an object, found "yes"`,
			`presentation: is an empty list; write ["none"]`,
			`history: a history must be an object, found true`,
		}},
		{"clearance", `{"clearance": [{"covers": ["spine.disk"], "days_ago": "3"}, {"covers": ["spine.disc"], "days_ago": -3, "by": "GP"}]}`, []string{
			`clearance[0]: a clearance needs "by"`,
			`clearance[0].covers[0]: unknown rule "spine.disk" (did you mean spine.disc?)`,
			`clearance[0].days_ago: the number of days must be a whole number, found "3"; write it without quotes`,
			`clearance[1].days_ago: -3 days ago lies ahead`,
		}},
		{"a clearance that writes over the screen", `{"clearance": [{"covers": ["spine.disc"], "days_ago": 3, "by": "\u001b[31mGP"},
			{"covers": ["spine.disc"], "days_ago": 3, "by": "G\u0000P"}, {"covers": ["spine.disc"], "days_ago": 3, "by": "GP\nCleared", "asked": "May\nwe\u202e?"}]}`, []string{
			`clearance[0].by: the character U+001B is refused`,
			`clearance[1].by: the character U+0000 is refused`,
			`clearance[2].by: the line break U+000A is refused; write one line`,
			`clearance[2].asked: the invisible character U+202E is refused; leave it out`,
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
