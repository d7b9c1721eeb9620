package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	rulesFile  = "harbour.yaml"
	casesFile  = "harbour_cases.yaml"
	goAhead    = `    says: Go ahead, lightly and shortly.`
	change     = `  - {parameter: recent_minutes, value: 20, reason: we are careful}`
	empty      = `  harbour.empty: harbour.fasting || client.age < 20`
	hungryID   = "  - id: harbour.hungry\n"
	precaution = hungryID + "    kind: precaution\n"
	dived      = `{harbour.dived: yes, harbour.dived_hours: 5}`
	hours      = "    unit: hours\n    least: 0\n    most: 48\n"
)

// documentedWriting are the slips of the list in how a file is written.
func documentedWriting() []mistake {
	return within(rulesFile, []slip{
		{`09 missing closing quote`, `"POLICY of the harbour"`, `"POLICY of the harbour`, `"`, `the quote " is never closed; write " at the end of the text`},
		{`10 bad indentation`, precaution, "  - id: harbour.hungry\n   kind: precaution\n", `kind`, `the line begins in column 4; those that it could belong to begin in column 3 or 5`},
		{`11 tab indentation`, precaution, hungryID + "\tkind: precaution\n", "\t", `a tab is refused; write spaces`},
		{`12 folded scalar >`, goAhead, "    says: >\n      Go ahead.", `>`, `a folded text is refused; write "|" for several lines, or one line`},
		{`12b multi-line plain`, goAhead, "    says: Go ahead,\n      lightly.", `Go`, `a plain text of several lines is refused; write "|" for several lines, or one line`},
		{`32 smart quotes in YAML`, goAhead, "    says: “Go ahead, lightly and shortly.”", `“`, `the quote “ is part of the text; write " at both ends, or no quotes`},
		{`33b nbsp in indentation`, precaution, hungryID + "\u00a0   kind: precaution\n", "\u00a0", `the space U+00A0 is refused here; write an ordinary one`},
		{`33c nbsp after key`, precaution, hungryID + "    kind:\u00a0precaution\n", "\u00a0", `the space U+00A0 is refused here; write an ordinary one`},
		{`35c Latin-1 file`, goAhead, "    says: Go ahead, s\xfc\xdf.", "\xfc", `byte 0xfc is not UTF-8; save the file as UTF-8`},
		{`43 two yaml docs`, `read: excerpt}`, "read: excerpt}\n---\nrules: []", `---`, `a second document; write one document in each file`},
		{`44 anchors`, "    limits:\n      - {pressure: 2, minutes: 30}\n", "    limits: &l\n      - {pressure: 2, minutes: 30}\n", `&l`, `the anchor "&l" is refused; write the value out where it is meant`},
		{`44b alias`, "      - {avoid_positions: [prone]}\n", "      - *x\n", `*x`, `a text that begins with "*" stands between quotes`},
		{`49 : in plain text`, goAhead, "    says: Go ahead: lightly and shortly.", `: lightly`, `a text with ":" and a space behind it stands between quotes`},
		{`49b # in plain text`, goAhead, "    says: Go ahead # lightly and shortly.", `#`, `the text ends at " #"; put it between quotes, or the comment on a line of its own`},
		{`define xor`, empty, "  harbour.empty: harbour.fasting ? !harbour.dived : harbour.dived", `: harbour.dived`, `an expression with "?" and ":" stands between quotes`},
		{`control char`, goAhead, "    says: Go \aahead.", "\a", `the character U+0007 is refused`},
		{`bidi override in text`, goAhead, "    says: Go \u202eahead.", "\u202e", `the invisible character U+202E is refused; leave it out`},
		{`note with # lost`, `{pressure: 2, minutes: 30}`, `{pressure: 2, note: do # not}`, `#`, `the text ends at " #"; put it between quotes`},
	})
}

// documentedWholeFile are those that are the file as a whole.
func documentedWholeFile() []mistake {
	return []mistake{
		{`35b UTF-16 file`, "test", "utf16.yaml", "", "\xff\xfer\x00u\x00", "\xff", `byte 0xff is not UTF-8; save the file as UTF-8`},
		{`65 empty file`, "test", "empty.yaml", "", "", "", `empty.yaml:1:1: is empty`},
		{`66 .yml file`, "test", "c.yml", "", "rulez: []\n", "rulez", `unknown key "rulez" in a rule file (did you mean rules?)`},
		{`67 comment only file`, "test", "c.yaml", "", "# later\n", "#", `is empty`},
		{`same file name as built-in`, "test", "fever.yaml", "", "define:\n  harbour.free: harbour.fastng\n", "harbour.fastng", `unknown fact harbour.fastng (did you mean harbour.fasting?)`},
	}
}

// documentedRule are those in a rule.
func documentedRule() []mistake {
	return within(rulesFile, []slip{
		{`16 duplicate rule id in file`, hungryID, "  - id: harbour.dive\n", `harbour.dive`, `rule harbour.dive is declared already`},
		{`16b id of built-in rule`, hungryID, "  - id: skin.pus\n", `skin.pus`, `rule skin.pus is declared already`},
		{`19 undeclared source`, "    sources: [harbour]\n", "    sources: [harbor]\n", `harbor`, `unknown source harbor (did you mean harbour?)`},
		{`19b no sources`, "    sources: [harbour]\n", "", `id: harbour.dive`, `a rule needs "sources"`},
		{`22 value out of range (limit)`, `pressure: 2`, `pressure: 9`, `9`, `pressure is 9; from 0 to 5`},
		{`23 unknown region`, precaution, precaution + "    regions: [lumbar_paraspinel]\n", `lumbar_paraspinel`, `unknown region lumbar_paraspinel (did you mean lumbar_paraspinal?)`},
		{`23b at and regions`, "    at: harbour.piercing_at\n", "    at: harbour.piercing_at\n    regions: [abdomen]\n", `harbour.piercing_at`, `at and regions exclude each other`},
		{`24 unknown limit`, `{avoid_positions: [prone]}`, `{minuts: 30}`, `minuts`, `unknown key "minuts" in a limit (did you mean minutes?)`},
		{`24b unknown stroke in limit`, `{avoid_positions: [prone]}`, `{avoid_strokes: [karate]}`, `karate`, `avoid_strokes has no karate`},
		{`25 unknown key`, goAhead, "    say: Go ahead.", `say`, `unknown key "say" in a rule (did you mean says?)`},
		{`26 misspelt kind`, precaution, hungryID + "    kind: caution\n", `caution`, `unknown kind "caution"; write precaution, relative, temporary or absolute`},
		{`26b kind Uppercase`, precaution, hungryID + "    kind: Precaution\n", `Precaution`, `unknown kind "Precaution" (did you mean precaution?)`},
		{`27 wrong grade`, "    grade: E5\n", "    grade: A\n", `A`, `unknown grade "A"; write E1, E2, E3, E4 or E5`},
		{`27b grade better than source`, "    grade: E5\n", "    grade: E1\n", `E1`, `harbour.dive: grade E1 is better than that of its best source, E5`},
		{`47 rule without when`, hungry + "\n", ``, `id: harbour.hungry`, `a rule needs "when"`},
		{`48 missing client text`, "    client: You have not eaten, so we keep it short.\n", ``, `id: harbour.hungry`, `a rule needs "client"`},
		{`64 urgency missing`, precaution + "    urgency: none\n", precaution, `id: harbour.hungry`, `a rule needs "urgency"`},
		{`78 rule id bad chars`, hungryID, "  - id: Harbour Drinks!\n", `Harbour Drinks!`, `"Harbour Drinks!" is not an id; write it like group.what`},
		{`limits not a list`, "    limits:\n      - {pressure: 2, minutes: 30}\n      - {avoid_positions: [prone]}\n", "    limits: {pressure: 2}\n", `{pressure`, `limits must be a list, found a mapping`},
		{`regions not a list`, precaution, precaution + "    regions: lumbar_paraspinal\n", `lumbar_paraspinal`, `expected a list, each item a region, found "lumbar_paraspinal"`},
		{`sources not a list`, "    sources: [harbour]\n", "    sources: harbour\n", `harbour`, `expected a list, each item a source, found "harbour"`},
	})
}

// documentedRest are those in facts, cards, parameters, definitions and changes.
func documentedRest() []mistake {
	return within(rulesFile, []slip{
		{`17 change without reason`, change, `  - {parameter: fever_c, value: 37}`, `{parameter`, `a change of parameter fever_c needs a reason`},
		{`20 number as string in YAML`, `value: 24,`, `value: "24",`, `24`, `a value must be a number, found "24"; write it without quotes`},
		{`21 cyclic define`, "define:\n", "defines:\n", `defines`, `unknown key "defines" in a rule file (did you mean define?)`},
		{`21b cyclic define, right key?`, empty, "  harbour.empty: {when: harbour.fasting}", `{when`, `an expression must be text, found a mapping`},
		{`22c parameter change out of range`, change, `  - {parameter: fever_c, value: 378, reason: So.}`, `378`, `vitals.temp_c is 30 to 45 deg C`},
		{`25b unknown top key`, "changes:\n", "change:\n", `change:`, `unknown key "change" in a rule file (did you mean changes?)`},
		{`46 min/max in fact`, hours, "    unit: hours\n    min: 0\n    max: 48\n", `min`, `unknown key "min" in a fact (did you mean least?)`},
		{`46 max in fact`, hours, "    unit: hours\n    min: 0\n    max: 48\n", `max`, `unknown key "max" in a fact (did you mean most?)`},
		{`50 fact without group`, "  - name: harbour.fasting\n", "  - name: fasting\n", `fasting`, `fact fasting: is not a name; write it like group.what`},
		{`51 card line of a number`, `      - {name: fasting, says: Nothing eaten since last night, facts: [harbour.fasting]}`, `      - {name: fasting, says: Nothing eaten since last night, facts: [harbour.dived_hours]}`, `{`, `card harbour_today: line fasting: harbour.dived_hours is a number; it belongs behind a tick`},
		{`51 card line of a protective fact`, "since last night?\n", "since last night?\n    risk: less\n", `{name: fasting`, `card harbour_today: line fasting: harbour.fasting is not worded so that no is safe; it belongs behind a tick`},
		{`52 change of rule typo`, change, `  - {rule: organ.vaccine, disable: true, reason: So.}`, `{rule`, `there is no rule organ.vaccine to change (did you mean organs.vaccine?)`},
		{`define mix`, empty, "  harbour.empty: harbour.fasting && " + mixed(), `harbour.empty && harbour.swim`, `harbour.hungry: falls apart into more than 1000 cases; split the rule`},
		{`cyclic`, empty, "  harbour.empty: harbour.b || harbour.fasting\n  harbour.b: harbour.empty && harbour.dived", `harbour.b || harbour.fasting`, `harbour.empty stands on itself`},
		{`cyclic, other`, empty, "  harbour.empty: harbour.b || harbour.fasting\n  harbour.b: harbour.empty && harbour.dived", `harbour.empty && harbour.dived`, `harbour.b stands on itself`},
		{`self cyclic`, empty, "  harbour.empty: harbour.empty || harbour.fasting", `harbour.empty || harbour.fasting`, `harbour.empty stands on itself`},
		{`asked_if cycle`, "    ask: Have you eaten nothing since last night?\n", "    ask: Have you eaten nothing since last night?\n    asked_if: harbour.fasting || harbour.dived\n", `harbour.fasting || harbour.dived`, `harbour.fasting: asked_if: stands on itself`},
		{`disable with reason, rule that carries red flag`, change, `  - {rule: emergency.chest_pain, disable: true, reason: So.}`, `{rule`, `there is no rule emergency.chest_pain to change`},
		{`parameter no unit`, `  harbour_dive_h: {value: 24, unit: hours, basis: "POLICY of the harbour"}`, `  harbour_dive_h: 24`, `24`, `a parameter must be a mapping, found the number 24`},
		{`loosen: change kind`, change, `  - {rule: organs.vaccine, kind: none, reason: So.}`, `none`, `unknown kind "none"; write precaution, relative, temporary or absolute`},
	})
}

// mixed is an expression that is true in 4096 ways.
func mixed() string {
	var out []string
	conditions := strings.Fields("aai carotid axspa bleeding_disorder bone_fragile chiari cognitive cord_injury " +
		"crps diabetes epilepsy fibromyalgia heart_failure hypermobility hypertension abdo_hernia immunosuppressed cancer_active " +
		"fatigue_illness ia_disease eating_disorder brain_old bone_metastasis blood_cancer")
	for i := 0; i < len(conditions); i += 2 {
		out = append(out, fmt.Sprintf("(cond.%s || cond.%s)", conditions[i], conditions[i+1]))
	}
	return strings.Join(out, " && ")
}

// silent are slips of ours that were taken in silence once.
func silent() []mistake {
	return slices.Concat(within(rulesFile, []slip{
		{`a range of a yes or no`, "  - name: harbour.fasting\n    kind: yes_no\n", "  - name: harbour.fasting\n    kind: yes_no\n    least: 0\n    most: 1\n", `0`, `fact harbour.fasting: only a number has least and most`},
		{`a unit of a yes or no`, "  - name: harbour.fasting\n    kind: yes_no\n", "  - name: harbour.fasting\n    kind: yes_no\n    unit: hours\n", `hours`, `fact harbour.fasting: only a number has a unit`},
		{`a change twice`, change, change + "\n  - {parameter: recent_minutes, value: 25, reason: So.}", `value: 25`, `value of parameter recent_minutes is changed already, on line 92`},
		{`a part of a condition behind #`, hungry, hungry + " # && harbour.dived", `# &&`, `the expression ends at " #"; write what is no part of it on a line of its own`},
		{`the opposite of a region`, precaution, precaution + "    regions: [lower_back]\n", `lower_back`, `harbour.hungry: unknown region lower_back (did you mean lower_leg or back_all?)`},
	}), []mistake{
		{`cases in a file of another name`, "test", "harbour_case.yaml", "", "cases: []\n", "cases", `unknown key "cases" in a rule file; cases stand in a file whose name ends in _cases.yaml`},
		{`rules saved as a text`, "test", "more.yaml.txt", "", "rules: []\n", "rules", `ends in .txt; rule files end in .yaml`},
	})
}

// documentedCase are those in a case file.
func documentedCase() []mistake {
	return within(casesFile, []slip{
		{`30 case unknown rule`, `fires: [harbour.dive]`, `fires: [harbour.diving]`, `harbour.diving`, `unknown rule "harbour.diving" (did you mean harbour.dive?)`},
		{`31 case contradictory`, dived, `{harbour.piercing: no, harbour.piercing_at: [breast]}`, `[breast]`, `harbour.piercing_at: is breast, but only means something if harbour.piercing`},
		{`31b case unknown fact`, dived, `{harbour.divd: yes}`, `harbour.divd`, `unknown fact harbour.divd (did you mean harbour.dived?)`},
		{`31c case bad value`, `harbour.dived_hours: 5}`, `harbour.dived_hours: many}`, `many`, `harbour.dived_hours: an answer must be a whole number, found "many"`},
		{`31d case wrong expectation`, "case: dived this morning\n    rest: none\n    answers: " + dived + "\n    fires: [harbour.dive]", "case: dived this morning\n    rest: none\n    answers: " + dived + "\n    fires: [harbour.dive, harbour.hungry]", `case`, `fires: harbour.hungry is silent`},
		{`31e case unknown key`, `    decision: defer`, `    decison: defer`, `decison`, `unknown key "decison" in a case (did you mean decision?)`},
		{`79 case misindented`, `    answers: ` + dived, `     answers: ` + dived, `answers`, `the line begins in column 6; those that it could belong to begin in column 5`},
		{`79 case without answers`, "    answers: " + dived + "\n", "", `case: dived this morning`, `fires: harbour.dive is silent`},
		{`80 case YAML yes as bool true`, `harbour.fasting: yes, harbour.swim: sea`, `harbour.fasting: true, harbour.swim: sea`, `true`, `harbour.fasting: true is not an answer; write "yes"`},
		{`case: base fact typo`, `base: {`, `base: {harbour.dive_hours: 5, `, `harbour.dive_hours`, `unknown fact harbour.dive_hours (did you mean harbour.dived_hours?)`},
		{`case: duplicate names`, `case: dived yesterday`, `case: dived this morning`, `case`, `case "dived this morning" stands on line 4 already`},
		{`case: decision typo`, `decision: defer`, `decision: wait`, `wait`, `unknown decision "wait"; write proceed, adapt, refer, defer, withhold or clarify`},
		{`case: limit unknown region`, `      lumbar_paraspinal:`, `      lumbar_paraspnal:`, `lumbar_paraspnal`, `unknown region lumbar_paraspnal (did you mean lumbar_paraspinal?)`},
	})
}

type slip struct{ name, was, now, at, says string }

func within(file string, slips []slip) (out []mistake) {
	for _, s := range slips {
		out = append(out, mistake{s.name, "test", file, s.was, s.now, s.at, s.says})
	}
	return out
}

// documentedLoosening are those of an overlay that may not loosen anything.
func documentedLoosening() []mistake {
	out := within(rulesFile, []slip{
		{`18 loosening not permitted, a parameter`, change, `  - {parameter: fever_c, value: 39, reason: So.}`, `{parameter`, `changing parameter fever_c makes fever.feverish, infection.defences_fever, organs.stone_fever and 10 more milder for somebody, and layer overlay 1 was not allowed to loosen anything`},
		{`18 loosening not permitted, a rule`, change, `  - {rule: organs.vaccine, disable: true, reason: So.}`, `{rule`, `changing rule organs.vaccine makes organs.vaccine milder for somebody, and layer overlay 1 was not allowed to loosen anything`},
	})
	for i := range out {
		out[i].command = loadStrictly
	}
	return out
}

// documentedElsewhere are those in rules on techniques and on what is felt after a session, over the
// folder of a whole clinic.
func documentedElsewhere() []mistake {
	const match, triage = "technique/match/house.yaml", "soreness/triage/house.yaml"
	return slices.Concat(within(match, []slip{
		{`60 unknown technique in match`, `[bath_house_back]`, `[hot_ston]`, `hot_ston`, `house.towels_for_spasm: unknown technique hot_ston (did you mean hot_stone?)`},
		{`61 match kind wrong`, `    kind: avoid`, `    kind: recommend`, `recommend`, `unknown kind "recommend"; write prefer, permit, avoid or forbid`},
		{`62 where with client fact`, `technique.intensity >= 4`, `client.age >= 40`, `client.age`, `house.gentle_for_elders: client.age is no attribute of a technique; it belongs in when`},
	}), within(triage, []slip{
		{`63 triage kind wrong`, `    kind: monitor`, `    kind: precaution`, `precaution`, `unknown kind "precaution"; write monitor, adjust, see_clinician or emergency`},
	}))
}

// documentedSound are what the list tries that is no mistake, or none that does harm.
func documentedSound(t *testing.T) []mistake {
	whole, err := os.ReadFile(filepath.Join(harbour, rulesFile))
	if err != nil {
		t.Fatal(err)
	}
	file := string(whole)
	var pairs []string
	for i := range 20 {
		pairs = append(pairs, fmt.Sprintf("client.age > %d && harbour.piercing", 50+i))
	}
	doubling := empty
	for i, name := 0, "harbour.empty"; i < 10; i++ {
		next := fmt.Sprint("harbour.twice", i)
		doubling += fmt.Sprintf("\n  %s: %s || %s && harbour.dived", next, name, name)
		name = next
	}
	return within(rulesFile, []slip{
		{name: `12c literal`, was: goAhead, now: "    says: |\n      Go ahead,\n      lightly."},
		{name: `34 UTF-8 BOM`, was: file, now: "\ufeff" + file},
		{name: `35 CRLF`, was: file, now: strings.ReplaceAll(file, "\n", "\r\n")},
		{name: `58 at_least of 1`, was: hungry, now: `    when: at_least(1, [harbour.empty]) && harbour.swim != none`},
		{name: `77 whole vs decimal`, was: empty, now: `  harbour.empty: harbour.fasting || client.age < 19.5`},
		{name: `pairs20`, was: empty, now: `  harbour.empty: harbour.fasting || ` + strings.Join(pairs, " || ")},
		{name: `define doubling`, was: empty, now: doubling},
		{name: `unused define`, was: empty, now: empty + "\n  harbour.free: harbour.swim == none"},
		{name: `NFD combining`, was: goAhead, now: "    says: Go ahead, cafe\u0301."},
		{name: `emoji`, was: goAhead, now: "    says: Go ahead 🙂."},
	})
}
