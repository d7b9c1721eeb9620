package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

const (
	harbour = "testdata/harbour"
	hungry  = "    when: harbour.empty && harbour.swim != none"
)

// mistake is one slip in a folder that is sound as it stands: once, was is written as now. The command
// says what with these words.
type mistake struct{ name, command, file, was, now, at, says string }

// when are slips in the condition of one rule.
func when() []mistake {
	var out []mistake
	for _, m := range []struct{ name, command, now, says string }{
		{`a fact of the neighbour group`, "test", `harbor.empty && harbour.swim != none`, `unknown fact harbor.empty (did you mean harbour.empty?)`},
		{`a value with a typo`, "test", `harbour.empty && harbour.swim == see`, `did you mean sea?`},
		{`a value of another list`, "test", `harbour.empty && harbour.swim == exacerbation`, `harbour.swim has no value exacerbation`},
		{`an arrow`, "test", `harbour.empty => harbour.swim == sea`, `unexpected =>: write !a || b where b follows from a, or >= between numbers`},
		{`else for :`, "test", `"harbour.empty ? harbour.fasting else harbour.dived"`, `else is not part of rules: write a && b, or a ? b : c`},
		{`if ... then`, "test", `if harbour.empty then harbour.fasting`, `if is not part of rules: write a && b, or a ? b : c`},
		{`three-way comparison`, "test", `"10 < client.age < 20"`, `comparisons do not chain`},
		{`between`, "test", `client.age between 20 and 30`, `unexpected between: write client.age >= 20 && client.age <= 30`},
		{`in with a bare value`, "test", `harbour.empty && harbour.swim in sea`, `in asks for a list: write harbour.swim == sea, or harbour.swim in [sea]`},
		{`in the wrong order`, "test", `harbour.empty && sea in harbour.swim`, `write harbour.swim == sea`},
		{`a set with ==`, "test", `harbour.piercing_at == abdomen`, `can hold several values`},
		{`!= on a set`, "test", `harbour.piercing && harbour.piercing_at != abdomen`, `several values`},
		{`is`, "test", `harbour.swim is sea`, `unexpected is: write ==`},
		{`equals sign doubled`, "test", `harbour.swim === sea`, `unexpected =: write ==`},
		{`a quoted fact`, "test", `'"harbour.empty"'`, `texts in quotes are not part of rules`},
		{`yes as a value`, "test", `harbour.fasting == yes`, `yes or no`},
		{`a number for a yes`, "test", `harbour.fasting > 0`, `yes or no`},
		{`a param without its prefix`, "test", `harbour.dived && harbour.dived_hours < harbour_dive_h`, `param.harbour_dive_h`},
		{`a param for a fact`, "test", `param.dived`, `unknown parameter param.dived`},
		{`a unit behind a number`, "test", `client.age >= 20 years`, `unexpected years: write the number alone, without a unit`},
		{`a number with a thousands sign`, "test", `client.age >= 1_000`, `unexpected _000: write the digits of a number without _ between them`},
		{`an age out of range`, "test", `client.age >= 150`, `0 to 120`},
		{`an age below zero`, "test", `client.age < 0`, `never true`},
		{`always`, "test", `client.age >= 0 && harbour.empty`, `always true`},
		{`never by two numbers`, "test", `client.age > 60 && client.age < 50`, `can never hold`},
		{`never by guard`, "test", `harbour.dived_hours > 5 && !harbour.dived`, `can never hold`},
		{`at_least of one list`, "test", `at_least(2, harbour.empty)`, `at_least`},
		{`at_least without a number`, "test", `at_least([harbour.empty, harbour.dived])`, `at_least`},
		{`at_least with none`, "test", `at_least(0, [harbour.empty, harbour.dived])`, `write 1 to 2`},
		{`at_or_above of a list without order`, "test", `at_or_above(harbour.piercing_at, abdomen)`, `which has no order`},
		{`count`, "test", `count(harbour.piercing_at) > 1`, `count`},
		{`size`, "test", `size(harbour.piercing_at) > 1`, `size`},
		{`a comment of another language`, "test", `harbour.empty # && harbour.dived`, `the expression ends at " #"; write what is no part of it on a line of its own`},
		{`a semicolon`, "test", `harbour.empty;`, `unexpected ;: write one expression`},
		{`a missing bracket`, "test", `(harbour.empty && harbour.dived`, `is never closed`},
		{`a bracket too many`, "test", `harbour.empty)`, `unexpected ): no bracket is open`},
		{`nothing`, "test", `""`, `the expression is empty`},
		{`the opposite too`, "test", `harbour.fasting && !harbour.fasting`, `can never hold`},
	} {
		out = append(out, mistake{m.name, m.command, "harbour.yaml", hungry, "    when: " + m.now, "", m.says})
	}
	return out
}

// elsewhere are slips in everything else of a folder.
func elsewhere() []mistake {
	const rules, cases = "harbour.yaml", "harbour_cases.yaml"
	return []mistake{
		{`kind in the plural`, "test", rules, "    kind: temporary\n", "    kind: temporaries\n", "", `did you mean temporary?`},
		{`kind of another word`, "test", rules, "    kind: temporary\n", "    kind: contraindicated\n", "", `write precaution, relative, temporary or absolute`},
		{`urgency today`, "test", rules, "    urgency: none\n    when: harbour.dived && harbour.dived_hours < param.harbour_dive_h", "    urgency: today\n    when: harbour.dived && harbour.dived_hours < param.harbour_dive_h", "", `write none, routine, urgent, same_day or emergency`},
		{`until left out`, "test", rules, "    until: a day has passed since the dive\n", ``, `temporary`, `until`},
		{`client in a foreign spelling`, "test", rules, `    client: Please come`, `    cliant: Please come`, "", `did you mean client?`},
		{`a rule twice`, "test", rules, "  - id: harbour.piercing\n", "  - id: harbour.hungry\n", "", `declared already`},
		{`id in capitals`, "test", rules, "  - id: harbour.piercing\n", "  - id: Harbour.Piercing\n", "", `is not an id`},
		{`id without a group`, "test", rules, "  - id: harbour.piercing\n", "  - id: piercing\n", "", `write it like group.what`},
		{`regions and at`, "test", rules, "    at: harbour.piercing_at\n", "    at: harbour.piercing_at\n    regions: [abdomen]\n", "", `at and regions`},
		{`a region of the atlas`, "test", rules, "    kind: temporary\n", "    kind: temporary\n    regions: [lower_back]\n", "lower_back", `unknown region lower_back`},
		{`red_flag as a word`, "test", rules, "    kind: temporary\n", "    kind: temporary\n    red_flag: maybe\n", "", `red_flag`},
		{`grade without a number`, "test", rules, "    grade: E5\n\n  - id: harbour.hungry", "    grade: E\n\n  - id: harbour.hungry", "", `unknown grade`},
		{`grade above its source`, "test", rules, "    grade: E5\n\n  - id: harbour.hungry", "    grade: E2\n\n  - id: harbour.hungry", "", `E2`},
		{`a source that is not there`, "test", rules, "    sources: [harbour]\n    grade: E5\n\n  - id: harbour.hungry", "    sources: [harbor]\n    grade: E5\n\n  - id: harbour.hungry", "", `did you mean harbour?`},
		{`if_unsure stronger than the rule`, "test", rules, `    when: harbour.empty && harbour.swim != none`, "    when: harbour.empty && harbour.swim != none\n    if_unsure: {kind: absolute, reason: So.}", "", `if_unsure`},
		{`if_unsure without a reason`, "test", rules, `    when: harbour.empty && harbour.swim != none`, "    when: harbour.empty && harbour.swim != none\n    if_unsure: {kind: precaution}", "", `reason`},
		{`a pressure of six`, "test", rules, `pressure: 2, minutes`, `pressure: 6, minutes`, "", `0 to 5`},
		{`a pressure of a half`, "test", rules, `pressure: 2, minutes`, `pressure: 2.5, minutes`, "", `2.5`},
		{`pressure as a word`, "test", rules, `pressure: 2, minutes`, `pressure: light, minutes`, "", `pressure`},
		{`a limit with a typo`, "test", rules, `pressure: 2, minutes`, `presure: 2, minutes`, "", `did you mean pressure?`},
		{`a position with a typo`, "test", rules, `[prone]`, `[proon]`, "", `write prone, supine_flat`},
		{`a stroke among positions`, "test", rules, `[prone]`, `[tapotement]`, "", `avoid_positions has no tapotement`},
		{`a margin without its spot`, "test", rules, `{avoid_spot: true, margin_cm: 5}`, `{margin_cm: 5}`, "", `margin_cm belongs to a spot; write avoid_spot: true beside it`},
		{`minutes below nothing`, "test", rules, `minutes: 30`, `minutes: -5`, "", `minutes`},
		{`limits of what is not here`, "test", rules, "    kind: precaution\n    urgency: none\n    when: harbour.empty && harbour.swim != none", "    kind: absolute\n    urgency: none\n    when: harbour.empty && harbour.swim != none", "", `expected adapt, got withhold`},
		{`a kind of fact`, "test", rules, "    kind: whole\n", "    kind: integer\n", "", `write yes_no, whole, decimal, one_of or set_of`},
		{`boolean`, "test", rules, "    kind: yes_no\n    ask: Have you dived", "    kind: boolean\n    ask: Have you dived", "", `yes_no`},
		{`least above most`, "test", rules, "    least: 0\n    most: 48\n", "    least: 48\n    most: 0\n", "", `least is 48 and most 0; the lower end is least`},
		{`no unit`, "test", rules, "    unit: hours\n", ``, `param.harbour_dive_h`, `harbour.dived_hours has no unit and param.harbour_dive_h is in hours`},
		{`risk as more or less`, "test", rules, "    risk: less\n", "    risk: lower\n", "", `write more, less or neither`},
		{`asked_if itself`, "test", rules, "    asked_if: harbour.piercing\n", "    asked_if: harbour.piercing_at\n", "", `harbour.piercing_at`},
		{`asked_if with a typo`, "test", rules, "    asked_if: harbour.piercing\n", "    asked_if: harbour.peircing\n", "", `did you mean harbour.piercing?`},
		{`none that is no value`, "test", rules, "    none: none\n", "    none: never\n", "", `never`},
		{`one value only`, "test", rules, "      pool: In the pool\n      sea: In the sea\n", ``, `none: No`, `cannot be its only value`},
		{`a value with a blank`, "test", rules, "      pool: In the pool\n", "      in pool: In the pool\n", "", `in pool`},
		{`a built-in fact again`, "test", rules, "  - name: harbour.dived\n", "  - name: client.age\n", "", `client.age`},
		{`a fact twice in the file`, "test", rules, "  - name: harbour.piercing\n", "  - name: harbour.fasting\n", "", `declared already`},
		{`a fact that no rule reads`, "vet", rules, `harbour.empty: harbour.fasting || client.age < 20`, `harbour.empty: client.age < 20`, `name: harbour.fasting`, `harbour.fasting`},
		{`a card with a line of nothing`, "test", rules, `facts: [harbour.fasting]}`, `facts: []}`, "", `names no fact`},
		{`a line of a fact with a typo`, "test", rules, `facts: [harbour.fasting]}`, `facts: [harbour.fastng]}`, "", `did you mean harbour.fasting?`},
		{`a number on a line`, "test", rules, `facts: [harbour.fasting]}`, `facts: [harbour.dived_hours]}`, "", `harbour.dived_hours`},
		{`a fact on two lines`, "test", rules, `facts: [harbour.fasting]}`, `facts: [harbour.dived]}`, "", `expected proceed, got clarify`},
		{`a parameter as a text`, "test", rules, `value: 24,`, `value: "24",`, "", `write it without quotes`},
		{`a parameter out of its range`, "test", rules, `value: 24,`, `value: 99,`, `param.harbour_dive_h`, `0 to 48`},
		{`a parameter in another unit`, "test", rules, `value: 24, unit: hours`, `value: 1, unit: days`, `param.harbour_dive_h`, `days`},
		{`a parameter that nothing reads`, "vet", rules, `  harbour_dive_h: {`, "  harbour_rest_h: {value: 2, unit: hours, basis: So.}\n  harbour_dive_h: {", `{value: 2`, `harbour_rest_h`},
		{`a parameter without a basis`, "test", rules, `, basis: "POLICY of the harbour"}`, `}`, "", `basis`},
		{`a definition that nothing reads`, "vet", rules, `  harbour.empty: harbour.fasting`, "  harbour.free: harbour.swim == none\n  harbour.empty: harbour.fasting", `harbour.swim == none`, `harbour.free`},
		{`a definition of itself`, "test", rules, `  harbour.empty: harbour.fasting`, `  harbour.empty: harbour.empty || harbour.fasting`, "", `stands on itself`},
		{`a source of no level`, "test", rules, `level: E5, read`, `level: house, read`, "", `unknown grade "house"`},
		{`a source read by nobody`, "test", rules, `read: excerpt`, `read: yesterday`, "", `read`},
		{`a source that nothing cites`, "vet", rules, "sources:\n  harbour: {", "sources:\n  quay: {cites: \"Rules of the quay\", level: E5, read: excerpt}\n  harbour: {", `{cites: "Rules of the quay`, `quay`},
		{`a change of a parameter that is not there`, "test", rules, `recent_minutes`, `recent_minute`, "", `did you mean recent_minutes?`},
		{`a change without a reason`, "test", rules, `, reason: we are careful}`, `}`, "", `reason`},
		{`a change that changes nothing`, "vet", rules, `value: 20, reason`, `value: 30, reason`, `{parameter`, `leaves it as it was`},
		{`a change of a rule of the house`, "test", rules, `  - {parameter: recent_minutes`, "  - {rule: harbour.dive, kind: relative, reason: So.}\n  - {parameter: recent_minutes", "", `harbour.dive`},
		{`a change of two things at once`, "test", rules, `  - {parameter: recent_minutes,`, `  - {parameter: recent_minutes, rule: spine.disc,`, "", `rule`},
		{`a change of a key that rules do not have`, "test", rules, `  - {parameter: recent_minutes`, "  - {rule: spine.disc, severity: high, reason: So.}\n  - {parameter: recent_minutes", "", `severity`},
		{`a loosened parameter`, "vet", rules, `value: 20, reason`, `value: 45, reason`, `{parameter`, `milder`},
		{`a red flag switched off`, "vet", rules, `  - {parameter: recent_minutes`, "  - {rule: cancer.new_pain, disable: true, reason: So.}\n  - {parameter: recent_minutes", `{rule`, `cancer.new_pain`},
		{`a list without its dash`, "test", rules, "  - id: harbour.piercing\n    kind", "    id: harbour.piercing\n    kind", "id: harbour.piercing", `key "id" is given twice, first on line 63`},
		{`a tab`, "test", rules, "    kind: temporary\n", "\tkind: temporary\n", "", `tab`},
		{`a colon in a text`, "test", rules, `    says: Go ahead, lightly and shortly.`, `    says: Go ahead: lightly and shortly.`, "", `quote`},
		{`a number sign in a text`, "test", rules, `    says: Go ahead, lightly and shortly.`, `    says: Go ahead # lightly and shortly.`, "", `#`},
		{`curly quotes`, "test", rules, `    says: Go ahead, lightly and shortly.`, `    says: “Go ahead, lightly and shortly.”`, "", `“`},
		{`a key twice`, "test", rules, "    kind: temporary\n", "    kind: temporary\n    kind: absolute\n", "", `twice`},
		{`rules twice`, "test", rules, "changes:\n", "rules: []\nchanges:\n", "", `twice`},
		{`a section with a typo`, "test", rules, "parameters:\n", "parameter:\n", "", `did you mean parameters?`},
		{`a text over two lines`, "test", rules, `    says: Go ahead, lightly and shortly.`, "    says: Go ahead,\n      lightly and shortly.", "", `lines`},
		{`an open quote`, "test", rules, `    says: Go ahead, lightly and shortly.`, `    says: "Go ahead, lightly and shortly.`, "", `"`},
		{`an open bracket`, "test", rules, `[prone]`, `[prone`, "", `]`},
		{`an empty text`, "test", rules, `    says: Go ahead, lightly and shortly.`, `    says:`, "", `a value is missing`},
		{`a case of a rule with a typo`, "test", cases, `fires: [harbour.dive]`, `fires: [harbour.dives]`, "", `did you mean harbour.dive?`},
		{`a case that expects too little`, "test", cases, `decision: defer`, `decision: adapt`, "", `expected adapt, got defer`},
		{`a decision of another word`, "test", cases, `decision: defer`, `decision: wait`, "", `write proceed, adapt, refer, defer, withhold or clarify`},
		{`an answer of another kind`, "test", cases, `harbour.dived_hours: 5`, `harbour.dived_hours: morning`, "", `whole number`},
		{`an answer out of its range`, "test", cases, `harbour.dived_hours: 5`, `harbour.dived_hours: 500`, "", `0 to 48`},
		{`a detail without what it hangs on`, "test", cases, `{harbour.dived: yes, harbour.dived_hours: 5}`, `{harbour.dived_hours: 5}`, "", `harbour.dived`},
		{`yes and no`, "test", cases, `harbour.fasting: yes, harbour.swim: sea`, `harbour.fasting: maybe, harbour.swim: sea`, "", `yes, no`},
		{`rest of all`, "test", cases, "    rest: none\n    answers: {harbour.dived: yes, harbour.dived_hours: 5}", "    rest: all\n    answers: {harbour.dived: yes, harbour.dived_hours: 5}", "", `none`},
		{`a case of no name`, "test", cases, "  - case: dived this morning\n    rest", `  - rest`, "", `case`},
		{`a case twice`, "test", cases, `  - case: dived yesterday`, `  - case: dived this morning`, "", `stands on line`},
		{`a place that was not asked for`, "test", cases, "    request: [abdomen]\n", "    request: [foot]\n", `abdomen: {limits`, `abdomen`},
		{`a limit with a typo`, "test", cases, `limits: {pressure: 2, minutes: 30}`, `limits: {presure: 2, minutes: 30}`, "", `did you mean pressure?`},
		{`a limit that does not come`, "test", cases, `limits: {pressure: 2, minutes: 30}`, `limits: {pressure: 1, minutes: 30}`, "", `expected 1`},
		{`a rule under two heads`, "test", cases, "    fires: [harbour.dive]\n", "    fires: [harbour.dive]\n    silent: [harbour.dive]\n", "", `already`},
		{`a case that expects nothing`, "test", cases, "    fires: [harbour.dive]\n    decision: defer\n", ``, `case: dived this morning`, `nothing`},
		{`a rule that has no silent case`, "test", cases, "    silent: [harbour.piercing]\n", "    decision: proceed\n", "", `harbour.piercing`},
		{`cases under a typo`, "test", cases, "cases:\n", "case:\n", "", `a case file needs "cases"`},
	}
}

// Slips that an author makes are never taken in silence: the loader, a case, cover or vet names each,
// the loader and the cases with the place.
func TestAuthorsMistakes(t *testing.T) {
	all := slices.Concat(when(), elsewhere(), documentedWhen(), documentedWriting(), documentedWholeFile(),
		documentedRule(), documentedRest(), documentedCase(), documentedLoosening(), silent())
	if len(all) < 250 {
		t.Errorf("%d mistakes", len(all))
	}
	every := draws.All(t)
	for i, m := range all {
		t.Run(m.name, func(t *testing.T) {
			if !every && i%80 != 0 {
				t.Skip("every eightieth, unless every random case is drawn")
			}
			m.found(t, harbour)
		})
	}
	var out bytes.Buffer
	if status := run([]string{"test", harbour}, &out, &out); status != clean {
		t.Errorf("the folder without a mistake: %s", out.String())
	}
}

// found makes the mistake over a folder that is sound, and wants it named at its place.
func (m mistake) found(t *testing.T, folder string) {
	t.Helper()
	dir, place := m.over(t, folder)
	status, out := m.run(dir)
	if status == clean || !strings.Contains(out, m.says) {
		t.Errorf("%s ends with %d, want %q in\n%s", m.command, status, m.says, out)
	}
	placed := regexp.MustCompile(`(?m)^\S+\.yaml:\d+:\d+: `)
	switch {
	case m.at != "" && !saidAt(out, place, m.says):
		t.Errorf("%s does not say %q at %s in\n%s", m.command, m.says, place, out)
	case m.at == "" && m.command == "test" && !placed.MatchString(out):
		t.Errorf("no place is said in\n%s", out)
	case m.at == "" && m.was != "" && status == unread && !m.near(place, out):
		t.Errorf("nothing is said at %s or in its entry in\n%s", place, out)
	}
}

// near reports whether something is said on a line that the mistake touches.
func (m mistake) near(place, out string) bool {
	var first int
	fmt.Sscanf(strings.TrimPrefix(place, m.file+":"), "%d", &first)
	for line := first; line <= first+strings.Count(strings.TrimSuffix(m.now, "\n"), "\n"); line++ {
		if strings.Contains("\n"+out, fmt.Sprintf("\n%s:%d:", m.file, line)) {
			return true
		}
	}
	return false
}

// over copies the folder with the mistake in it, and returns where in its files the mistake stands.
func (m mistake) over(t *testing.T, folder string) (dir, place string) {
	t.Helper()
	dir = t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(folder)); err != nil {
		t.Fatal(err)
	}
	path, text, from := filepath.Join(dir, m.file), m.now, 0
	if m.was != "" {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if from = strings.Index(string(data), m.was); from < 0 || m.was == m.now {
			t.Fatalf("%q is not there, or stays", m.was)
		}
		text = strings.Replace(string(data), m.was, m.now, 1)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	at := from + strings.Index(m.now, m.at)
	if !strings.Contains(m.now, m.at) {
		if at = strings.Index(text, m.at); at < 0 {
			t.Fatalf("%q is not there", m.at)
		}
	}
	line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
	return dir, fmt.Sprintf("%s:%d:%d: ", m.file, 1+strings.Count(text[:at], "\n"), 1+utf8.RuneCountInString(line))
}

// loadStrictly is the command that loads a folder which may not loosen anything.
const loadStrictly = "load"

// run calls the command, and returns what it says without the folder.
func (m mistake) run(dir string) (status int, out string) {
	if m.command == loadStrictly {
		if _, err := screening.New(screening.WithOverlay(os.DirFS(dir))); err != nil {
			return unread, strings.ReplaceAll(err.Error(), "overlay 1: ", "")
		}
		return clean, ""
	}
	var b bytes.Buffer
	status = run([]string{m.command, dir}, &b, &b)
	return status, strings.ReplaceAll(b.String(), dir+string(filepath.Separator), "")
}

// saidAt reports whether a line at the place says something, or the lines indented below it.
func saidAt(out, place, says string) bool {
	at := false
	for line := range strings.Lines(out) {
		at = strings.HasPrefix(line, place) || at && strings.HasPrefix(line, "  ")
		if at && strings.Contains(line, says) {
			return true
		}
	}
	return false
}

// The slips of the list in other rules than those of the screening are named as well.
func TestAuthorsMistakesInOtherRules(t *testing.T) {
	if !draws.All(t) {
		t.Skip("with every random case: the rules of a whole clinic are loaded")
	}
	for _, m := range documentedElsewhere() {
		t.Run(m.name, func(t *testing.T) { m.found(t, "../houserules/rules") })
	}
}

// What the list tries and takes as sound stays sound.
func TestAuthorsMayWrite(t *testing.T) {
	if !draws.All(t) {
		t.Skip("with every random case")
	}
	for _, m := range documentedSound(t) {
		t.Run(m.name, func(t *testing.T) {
			dir, _ := m.over(t, harbour)
			if status, out := m.run(dir); status != clean {
				t.Errorf("ends with %d: %s", status, out)
			}
		})
	}
}
