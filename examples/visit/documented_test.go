package main

import (
	"bytes"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// The malformed visits of the list of what was tried are refused, each with its place and the words
// that say how to mend it.
func TestDocumentedVisitsAreRefused(t *testing.T) {
	long := strings.Repeat("a", 1000)
	card := func(in string) string { return `{"intake": {"cards": {"look": ` + in + `}}}` }
	age := func(in string) string { return `{"intake": {"client": {"age": ` + in + `}}}` }
	plan := func(in string) string {
		return `{"intake": {"regions": ["lumbar_paraspinal"]}, "plan": ` + in + `}`
	}
	report := func(in string) string {
		return `{"course": {"sessions": [{"days_ago": 2}], "report": ` + in + `}}`
	}
	given := func(in string) string { return `{"clearance": [` + in + `]}` }
	for i, tt := range []struct{ name, visit, want string }{
		{"wrong case key", `{"intake": {"Client": {}}}`, `intake.Client: unknown key "Client" in an intake (did you mean client?)`},
		{"wrong case top", `{"Intake": {}}`, `Intake: unknown key "Intake" in a visit (did you mean intake?)`},
		{"wrong case value", `{"intake": {"disc": {"present": "Yes"}}}`, `intake.disc.present: unknown answer "Yes" (did you mean yes?)`},
		{"null intake", `{"intake": null}`, `intake: an intake must be an object, found null`},
		{"null root", `null`, `visit: a visit must be an object, found null`},
		{"null ticked", card(`{"ticked": null}`), `intake.cards.look.ticked: lines must be a list, found null`},
		{"array root", `[]`, `visit: a visit must be an object, found a list`},
		{"array for object", `{"intake": []}`, `intake: an intake must be an object, found a list`},
		{"array for group", `{"intake": {"client": []}}`, `intake.client: the group client must be an object, found a list`},
		{"array for number", age(`[34]`), `intake.client.age: an answer must be a whole number, found a list`},
		{"object for list", `{"intake": {"regions": {}}}`, `intake.regions: regions must be a list, found an object`},
		{"string for list", `{"intake": {"regions": "lumbar"}}`, `intake.regions: regions must be a list, found "lumbar"`},
		{"string root", `"hello"`, `visit: a visit must be an object, found "hello"`},
		{"dup key", `{"intake": {"client": {"age": 3, "age": 4}}}`, `intake.client.age: key "age" is given twice (line 1, column 34)`},
		{"dup group", `{"intake": {"client": {}, "client": {}}}`, `intake.client: key "client" is given twice (line 1, column 27)`},
		{"dup key escaped", `{"intake": {"client": {"age": 3, "\u0061ge": 4}}}`, `intake.client.age: key "age" is given twice (line 1, column 34)`},
		{"dup region", `{"intake": {"regions": ["hand", "hand"]}}`, `intake.regions[1]: hand stands there twice`},
		{"dup tick", card(`{"ticked": ["frail", "frail"]}`), `intake.cards.look.ticked[1]: frail stands there twice`},
		{"tick and unsure", card(`{"ticked": ["frail"], "unsure": ["frail"]}`), `intake.cards.look: line frail is both ticked and unsure`},
		{"NaN", age(`NaN`), `intake.client.age: expected a value, found "NaN" (line 1, column 31)`},
		{"Infinity", age(`-Infinity`), `intake.client.age: expected a value, found "-Infinity" (line 1, column 31)`},
		{"1e400", `{"intake": {"vitals": {"temp_c": 1e400}}}`, `intake.vitals.temp_c: an answer must be a number, found the number 1e400; write it without an exponent`},
		{"1e400 age", age(`1e400`), `intake.client.age: an answer must be a whole number, found the number 1e400; write it without an exponent`},
		{"huge digits", age(strings.Repeat("9", 80)), `intake.client.age: an answer is too large: 999999999999`},
		{"1e-400", `{"intake": {"vitals": {"temp_c": 1e-400}}}`, `intake.vitals.temp_c: an answer must be a number, found the number 1e-400; write it without an exponent`},
		{"34e0", age(`34e0`), `intake.client.age: an answer must be a whole number, found the number 34e0; write it without an exponent`},
		{"34.0", age(`34.0`), `intake.client.age: an answer must be a whole number, found the number 34.0`},
		{"034", age(`034`), `intake.client.age: expected a value, found "034" (line 1, column 31)`},
		{"+34", age(`+34`), `intake.client.age: expected a value, found "+34" (line 1, column 31)`},
		{"0x22", age(`0x22`), `intake.client.age: expected a value, found "0x22" (line 1, column 31)`},
		{"deep nesting arr", `{"intake": ` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, `is nested deeper than`},
		{"deep nesting obj", strings.Repeat(`{"intake": `, 100) + "1" + strings.Repeat("}", 100), `is nested deeper than`},
		{"deep 400k", strings.Repeat("[", 400_000), `is nested deeper than`},
		{"invalid utf8", age("\"\xff\xfe\""), `intake.client.age: byte 0xff is not UTF-8 (line 1, column 32)`},
		{"invalid utf8 key", "{\"intake\": {\"\xe2(\": 1}}", `byte 0xe2 is not UTF-8 (line 1, column 14)`},
		{"overlong utf8", "{\"intake\": {\"own\": {\"\xc0\xaf\": 1}}}", `byte 0xc0 is not UTF-8 (line 1, column 22)`},
		{"lone surrogate", `{"intake": {"disc": {"present": "\ud800"}}}`, `intake.disc.present: "\ud800" is half of a surrogate pair (line 1, column 34)`},
		{"lone surrogate in by", given(`{"by": "\udc00"}`), `clearance[0].by: "\udc00" is half of a surrogate pair`},
		{"BOM", "\ufeff{}", `visit: begins with a byte order mark; save it without one (line 1, column 1)`},
		{"UTF-16", "\xff\xfe{\x00}\x00", `visit: expected a value, found "\xff\xfe" (line 1, column 1)`},
		{"trailing comma", `{"intake": {},}`, `visit: expected a key in double quotes, found "}" (line 1, column 15)`},
		{"trailing comma arr", `{"intake": {"regions": ["hand",]}}`, `intake.regions[1]: expected a value, found "]" (line 1, column 32)`},
		{"comments", `{/* x */}`, `visit: expected a key in double quotes, found "/*" (line 1, column 2)`},
		{"line comment", `{"intake": {} // x`, `visit: expected "," or "}", found "//" (line 1, column 15)`},
		{"empty file", ``, `visit: is empty`},
		{"whitespace", " \n\t ", `visit: is empty`},
		{"binary", "\x00\x01\x02\a\b", `visit: expected a value, found "\x00\x01\x02\a\b" (line 1, column 1)`},
		{"gzip", "\x1f\x8b\b\x00", `visit: expected a value, found "\x1f\x8b\b\x00" (line 1, column 1)`},
		{"NULs", strings.Repeat("\x00", 500), `visit: expected a value, found "\x00\x00`},
		{"5MB string", `{"intake": {"client": {"age": "` + strings.Repeat("a", 5<<20) + `"}}}`, `the visit is longer than 1048576 bytes`},
		{"1MB-1 string", age(`"` + long + `"`), `intake.client.age: an answer must be a whole number, found "aaaa`},
		{"1MB key", `{"intake": {"` + strings.Repeat("k", 1000) + `": 1}}`, `unknown key "kkkk`},
		{"number as string", age(`"34"`), `intake.client.age: an answer must be a whole number, found "34"; write it without quotes`},
		{"bool as yes", `{"intake": {"disc": {"present": true}}}`, `intake.disc.present: true is not an answer; write "yes"`},
		{"negative weeks", `{"intake": {"preg": {"weeks": -3}}}`, `intake.preg.weeks: -3 is outside 1 to 45 weeks`},
		{"age 300", age(`300`), `intake.client.age: 300 is outside 0 to 120 years`},
		{"age 34.5", age(`34.5`), `intake.client.age: an answer must be a whole number, found the number 34.5`},
		{"age -1", age(`-1`), `intake.client.age: -1 is outside 0 to 120 years`},
		{"temp 3800", `{"intake": {"vitals": {"temp_c": 3800}}}`, `intake.vitals.temp_c: 3800 is outside 30 to 45 deg C`},
		{"contradiction card/fact", `{"intake": {"cards": {"unwell_now": {}}, "sx": {"feverish": "yes"}}}`, `intake.sx.feverish: is yes, but card unwell_now says no on line feverish`},
		{"contradiction ticked no", `{"intake": {"cards": {"unwell_now": {"ticked": ["feverish"]}}, "sx": {"feverish": "no"}}}`, `feverish`},
		{"weeks though not pregnant", `{"intake": {"preg": {"status": "none", "weeks": 20}}}`, `intake.preg.weeks: is 20, but only means something if preg.status == pregnant`},
		{"none beside value", `{"intake": {"allergy": {"medium": ["none", "oils"]}}}`, `intake.allergy.medium: holds none beside other values`},
		{"empty set", `{"intake": {"allergy": {"medium": []}}}`, `intake.allergy.medium: is an empty list; write ["none"]`},
		{"unknown region", `{"intake": {"regions": ["lumbar_paraspinel"]}}`, `intake.regions[0]: unknown region "lumbar_paraspinel" (did you mean lumbar_paraspinal?)`},
		{"unknown card", `{"intake": {"cards": {"heart": {}}}}`, `intake.cards.heart: unknown key "heart" in cards`},
		{"line of another card", `{"intake": {"cards": {"heart_and_blood": {"ticked": ["disc"]}}}}`, `intake.cards.heart_and_blood.ticked[0]: unknown line "disc"`},
		{"two values", `{"intake": {}} {}`, `visit: expected nothing behind the value, found "{" (line 1, column 16)`},
		{"garbage after", `{"intake": {}} x`, `visit: expected nothing behind the value, found "x" (line 1, column 16)`},
		{"truncated", `{"intake": {"client": {}`, `intake: ends in the middle of an object (line 1, column 25)`},
		{"unterminated string", `{"intake": {"x`, `intake: ends in the middle of a text (line 1, column 15)`},
		{"single quotes", `{'intake': {}}`, `visit: expected a key in double quotes, found "'intake'" (line 1, column 2)`},
		{"unquoted keys", `{intake: {}}`, `visit: expected a key in double quotes, found "intake" (line 1, column 2)`},
		{"unescaped newline in string", age("\"3\n4\""), `intake.client.age: a text must end on its line; write \n for a new line (line 1, column 33)`},
		{"bad escape", age(`"\x41"`), `intake.client.age: "\x" is not an escape (line 1, column 32)`},
		{"plan without intake", `{"plan": {"technique": "thai"}}`, `plan: stands without an intake; nothing is chosen or planned for somebody who was not screened`},
		{"unknown technique", plan(`{"technique": "relaxing_swedsh"}`), `plan.technique: unknown technique "relaxing_swedsh" (did you mean relaxing_swedish?)`},
		{"pressure 7", plan(`{"strokes": [{"stroke": "static_hold", "region": "lumbar_paraspinal", "pressure": 7}]}`), `plan.strokes[0].pressure: 7 is outside 0 to 5`},
		{"minutes 0", plan(`{"minutes": 0}`), `plan.minutes: 0 is outside 1 to 240 minutes`},
		{"stroke region not requested", plan(`{"strokes": [{"stroke": "static_hold", "region": "calf"}]}`), `plan.strokes[0].region: calf was not requested; screen it first`},
		{"course sessions out of order", `{"course": {"sessions": [{"days_ago": 1}, {"days_ago": 7}]}}`, `course.sessions[1].days_ago: is 7, but that of the session before is 1; the oldest stands first`},
		{"report before its session", `{"course": {"sessions": [{"days_ago": 7}], "report": {"hours_since": 2}}}`, `course.report.hours_since: is 2, but days_ago is 7: the report is not of today`},
		{"nrs 11", report(`{"nrs": 11}`), `course.report.nrs: 11 is outside 0 to 10 points`},
		{"hours negative", report(`{"hours_since": -1}`), `course.report.hours_since: -1 is outside 0 to 2000 hours`},
		{"clearance unknown rule", given(`{"covers": ["spine.disk"], "days_ago": 1, "by": "GP"}`), `clearance[0].covers[0]: unknown rule "spine.disk" (did you mean spine.disc?)`},
		{"clearance nobody", given(`{"covers": ["spine.disc"], "days_ago": 1}`), `clearance[0]: a clearance needs "by"`},
		{"clearance negative days", given(`{"covers": ["spine.disc"], "days_ago": -3, "by": "GP"}`), `clearance[0].days_ago: -3 days ago lies ahead`},
		{"clearance days_Ago", given(`{"covers": ["spine.disc"], "days_Ago": 3, "by": "GP"}`), `clearance[0].days_Ago: unknown key "days_Ago" in a clearance (did you mean days_ago?)`},
		{"clearance empty by", given(`{"covers": ["spine.disc"], "days_ago": 3, "by": ""}`), `clearance[0].by: is empty; say who gave the clearance`},
		{"presentation unknown", `{"intake": {}, "presentation": ["spasm"]}`, `presentation[0]: unknown value of presentation.found "spasm" (did you mean muscle_spasm?)`},
		{"empty presentation", `{"intake": {}, "presentation": []}`, `presentation: is an empty list; write ["none"]`},
		{"empty course", `{"course": {}}`, `course: a course needs "sessions"`},
		{"empty sessions", `{"course": {"sessions": [], "report": {}}}`, `course.sessions: is an empty list; a report is about the last session`},
		{"own unknown", `{"intake": {"own": {"house.x": "yes"}}}`, `intake.own["house.x"]: unknown key "house.x" in the clinic's own facts`},
		{"prototype key", `{"intake": {"__proto__": {}}}`, `intake.__proto__: unknown key "__proto__" in an intake`},
		{"zero width in key", `{"intake": {"cli\u200bent": {}}}`, `unknown key "cli\u200bent" in an intake (did you mean client?)`},
		{"terminal escape in value", `{"intake": {"disc": {"present": "\u001b[31mred"}}}`, `intake.disc.present: unknown answer "\x1b[31mred"; write yes, no or unsure`},
		{"terminal escape in by", given(`{"covers": ["spine.disc"], "days_ago": 3, "by": "\u001b[31mred"}`), `clearance[0].by: the character U+001B is refused`},
		{"control in string \\u0000", given(`{"covers": ["spine.disc"], "days_ago": 3, "by": "G\u0000P"}`), `clearance[0].by: the character U+0000 is refused`},
		{"stored and changed", card(`{"stored": true, "changed": true}`), `intake.cards.look.stored: unknown key "stored" in an answered card`},
		{"hours_since contradiction", `{"course": {"sessions": [{"days_ago": 0}], "report": {"hours_since": 90}}}`, `course.report.hours_since: is 90, but days_ago is 0`},
	} {
		if i%8 != 0 && !draws.All(t) {
			continue // every one with every draw
		}
		t.Run(tt.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			status := run(nil, strings.NewReader(tt.visit), &stdout, &stderr)
			if status != badInput || stdout.Len() > 0 || !strings.Contains("\n"+stderr.String(), tt.want) {
				t.Errorf("status %d, want %q in\n%.600s", status, tt.want, &stderr)
			}
			if stderr.Len() > 5000 {
				t.Errorf("%d bytes are said of it", stderr.Len())
			}
		})
	}
}

// What is null was not asked, and says the same as what is left out; a zero has no sign.
func TestDocumentedVisitsAreRead(t *testing.T) {
	for _, tt := range []struct{ name, visit, same string }{
		{"null group", `{"intake": {"client": null}}`, `{"intake": {}}`},
		{"null fact", `{"intake": {"client": {"age": null}}}`, `{"intake": {}}`},
		{"null cards", `{"intake": {"cards": null}}`, `{"intake": {}}`},
		{"null card answer", `{"intake": {"cards": {"look": null}}}`, `{"intake": {}}`},
		{"session only null", `{"session": null}`, `{}`},
		{"course null", `{"course": null}`, `{}`},
		{"-0", `{"intake": {"client": {"age": -0}}}`, `{"intake": {"client": {"age": 0}}}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var first, second, stderr bytes.Buffer
			run([]string{"-json"}, strings.NewReader(tt.visit), &first, &stderr)
			run([]string{"-json"}, strings.NewReader(tt.same), &second, &stderr)
			if stderr.Len() > 0 || first.String() != second.String() {
				t.Errorf("%s is not read as %s: %s", tt.visit, tt.same, &stderr)
			}
		})
	}
}
