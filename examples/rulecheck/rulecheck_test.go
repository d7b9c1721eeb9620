package main

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

const house = "../houserules/rules/screening"

// folder writes a folder of rules with one change and a source.
func folder(t *testing.T, change string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "house.yaml"), []byte("changes:\n  - "+change+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestCommands(t *testing.T) {
	longer := folder(t, "{parameter: recent_minutes, value: 45, reason: time is money}")
	shorter := folder(t, "{parameter: recent_minutes, value: 20, reason: we are careful}")
	typo := folder(t, "{parameter: recent_minuts, value: 20, reason: we are careful}")
	words := folder(t, "{parameter: concussion_days, value: 3, reason: our house}")
	flag := folder(t, "{rule: cancer.new_pain, disable: true, reason: our house}")
	implies := folder(t, "{rule: spine.recent_mild, client: We start lightly.}\nimplications:\n"+
		"  - {when: sx.feverish, implies: '!cond.hypertension', because: So.}")
	all := draws.All(t)
	for i, tt := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"the cases of the house hold", []string{"test", house}, clean, " 0 failed; 0 rules"},
		{"the house loosens nothing", []string{"diff", "-", house}, tightened, "tightened: house.sauna"},
		{"built-in rules equal themselves", []string{"diff", "-", "-"}, clean, "0 differences"},
		{"a longer session is loosened", []string{"diff", "-", longer}, loosened, "loosened: spine.recent_mild"},
		{"and the other way round it is not", []string{"diff", longer, "-"}, tightened, "tightened: spine.recent_mild"},
		{"a shorter one is tightened", []string{"diff", "-", shorter}, tightened, "tightened: spine.recent_mild"},
		{"vet shows who is milder", []string{"vet", longer}, found, "loosened: overlay 1 made spine.recent_mild milder"},
		{"vet has nothing against the shorter one", []string{"vet", shorter}, clean, "0 findings"},
		{"a typo is refused with its place", []string{"vet", typo}, unread, "house.yaml:2:5"},
		{"no such folder", []string{"test", "nowhere"}, unread, "nowhere"},
		{"a rule explained", []string{"explain", "spine.recent_mild"}, clean, "stands at"},
		{"a change that no rule shows is found", []string{"vet", words}, found, "loosened: overlay 1 decides parameter concussion_days"},
		{"an implication that asks less is found", []string{"vet", implies}, found, "loosened: overlay 1 decides implication sx.feverish"},
		{"and is not the same", []string{"diff", "-", implies}, notCompared, "new: sx.feverish implies !cond.hypertension"},
		{"a weaker red flag is found", []string{"vet", flag}, found, "loosened: overlay 1 made cancer.new_pain milder"},
		{"what is not answered is named", []string{"vet", "-set", "screening"}, found, "not answered: whether a step of med.inr"},
		{"help", []string{"diff", "-h"}, clean, "3 somebody comes out milder"},
		{"flags behind names", []string{"explain", "house.sauna", "-dir", house}, clean, "stands at"},
		{"a command with a typo", []string{"vett"}, unread, "did you mean vet?"},
		{"a rule with a typo", []string{"explain", "spine.recent_mid"}, unread, "did you mean spine.recent_mild?"},
		{"too few names", []string{"diff", "-"}, unread, "diff takes 2 names, found 1"},
		{"an unknown rule", []string{"explain", "spine.nothing"}, unread, `unknown rule "spine.nothing"`},
		{"a claim leads to its rules", []string{"trace", "S3"}, clean, "soreness/rules/triage/"},
		{"a row leads to its rule", []string{"trace", "B-N14"}, clean, "neck.unstable_rest"},
		{"a rule leads to its cases", []string{"trace", "-dir", house, "house.sauna"}, clean, "it fires in 3, is silent in 1 and undecided in 2"},
		{"a row with a typo", []string{"trace", "B-N144"}, unread, "did you mean B-N14?"},
		{"all claims", []string{"trace"}, clean, "grade E1: "},
		{"why a case is decided so", []string{"ask", house + "/house_cases.yaml", "straight"}, clean, "yes house.sauna   # house.sauna is yes; decides"},
		{"why it is not otherwise", []string{"ask", house + "/house_cases.yaml", "straight"}, clean, "proceed for scapular, if house.sauna were no and not yes"},
		{"why a rule is silent", []string{"ask", house + "/house_cases.yaml", "straight", "-rule", "spine.disc"}, clean, "Why spine.disc is silent"},
		{"a case of the library", []string{"ask", "../../screening/rules/neck_cases.yaml", "loose"}, clean, "neck.unstable (absolute) screening/rules/neck.yaml:"},
		{"no such case", []string{"ask", house + "/house_cases.yaml", "xylophone"}, unread, `has no case "xylophone"`},
		{"the vocabulary", []string{"vocab"}, clean, "#### `client.age`"},
		{"a word of it", []string{"vocab", "-dir", house, "tattoo", "weeks"}, clean, "yes_no    house.tattoo"},
		{"no such word", []string{"vocab", "xylophone"}, found, ""},
		{"a page of rules", []string{"rules", "-html", house}, clean, `<article id="house.sauna">`},
		{"rules with words", []string{"rules", house, "tattoo", "spot"}, clean, "house.new_tattoo"},
		{"a whole clinic", []string{"test", "../houserules/rules"}, clean, "34 cases, 0 failed"},
		{"no such set", []string{"vet", "-set", "screaning"}, unread, "did you mean screening?"},
		{"technique by itself", []string{"rules", "../houserules/rules/technique", "-set", "match", "towel"}, clean, "house.towels_for_spasm"},
		{"a matrix of clients", []string{"diff", "-", house, "-corpus", house}, tightened, "13 clients: 0 come out milder, "},
		{"the other way round", []string{"diff", house, "-", "-corpus", house + "/house_cases.yaml"}, loosened, "loosened, from adapt to proceed (no longer house.sauna)"},
		{"the same clients", []string{"diff", house, house, "-corpus", house}, clean, "13 clients: 0 come out milder, 0 stricter, 0 otherwise, 13 alike"},
		{"a difference as a page", []string{"diff", "-", longer, "-html"}, loosened, `<span class="bad">loosened</span>`},
		{"a difference for review", []string{"diff", "-", longer, "-sarif"}, loosened, `"level": "error"`},
		{"clauses that no case shows", []string{"cover", house}, clean, "0 without a case"},
		{"those of the library", []string{"cover", "-cases", "../../screening/rules"}, clean, "0 without a case"},
		{"the cases of the library are wanted", []string{"cover"}, unread, "-cases screening/rules"},
		{"coverage as a page", []string{"cover", "-html", house}, clean, `<article id="house.sauna">`},
		{"a token at a time", []string{"mutate", house, "-least", "20"}, clean, "finds it out; look up what should follow"},
		{"a score that is not enough", []string{"mutate", house, "house.sauna", "-least", "101"}, found, "score"},
		{"what rules cost", []string{"burden", house, "-dir", house}, clean, "6       4 house.sauna"},
		{"a budget", []string{"burden", "-budget", "1", "../visit/testdata/sample.json"}, found, "over the budget of 1"},
		{"no clients", []string{"burden", "../embed"}, unread, "holds no client"},
		{"a schema for an editor", []string{"schema", "rules", house}, clean, `"birch_whisk"`},
		{"one for cases", []string{"schema", "cases", house}, clean, `"house.tattoo_at"`},
		{"a schema of nothing", []string{"schema", "case"}, unread, "did you mean cases?"},
		{"every key", []string{"reference"}, clean, "### changes: rule"},
		{"even files", []string{"fmt", "-check", "../houserules/rules"}, clean, ""},
		{"all rules", []string{"rules", house}, clean, "house.sauna"},
		{"no command", nil, unread, "write one of"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !all && i%8 != 0 {
				t.Skip("every eighth, unless every random case is drawn")
			}
			var out bytes.Buffer
			status := run(tt.args, &out, &out)
			if status != tt.status || !strings.Contains(out.String(), tt.want) {
				t.Errorf("rulecheck %v ends with %d, want %d and %q in\n%s", tt.args, status, tt.status, tt.want, out.String())
			}
		})
	}
}

// The same for what takes its time: a whole visit, and rules that stand on others.
func TestSlowCommands(t *testing.T) {
	if !draws.All(t) {
		t.Skip("every set is loaded with what it stands on")
	}
	for _, tt := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"the profile of the guidelines", []string{"rules", "-guideline", "guideline.pain_now"}, clean, "spine."},
		{"one of its sets", []string{"vet", "-set", "plan", "../houserules/rules"}, found, "house.yaml:20:5: subsumed: "},
		{"technique by itself, the same", []string{"diff", "../houserules/rules/technique", "../houserules/rules/technique", "-set", "plan"}, clean, "0 differences"},
		{"a visit", []string{"ask", "../visit/testdata/sample.json"}, clean, "Why not otherwise"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			status := run(tt.args, &out, &out)
			if status != tt.status || !strings.Contains(out.String(), tt.want) {
				t.Errorf("rulecheck %v ends with %d, want %d and %q in\n%s", tt.args, status, tt.status, tt.want, out.String())
			}
		})
	}
}

// Every clause of the built-in rules is seen to hold, to fail and to decide alone.
func TestEveryClauseIsShown(t *testing.T) {
	if !draws.All(t) {
		t.Skip("every set is loaded with its cases")
	}
	for _, name := range partNames() {
		group, folder, _ := strings.Cut(name, "/")
		var out bytes.Buffer
		args := []string{"cover", "-set", name, "-cases", filepath.Join("../..", group, "rules", folder)}
		if status := run(args, &out, &out); status != clean {
			t.Errorf("%v ends with %d:\n%s", args, status, out.String())
		}
	}
}

// Of the slips of one token the cases of every set find at least 90 of 100; those of the screening are
// looked at one by one beside its rules.
func TestCasesFindSlips(t *testing.T) {
	if !draws.All(t) {
		t.Skip("takes minutes; with every draw")
	}
	for _, name := range partNames()[1:] {
		group, folder, _ := strings.Cut(name, "/")
		var out bytes.Buffer
		args := []string{"mutate", "-set", name, "-cases", filepath.Join("../..", group, "rules", folder)}
		if status := run(args, &out, &out); status != clean {
			lines := strings.Split(strings.TrimSpace(out.String()), "\n")
			t.Errorf("%v ends with %d: %s", args, status, strings.Join(lines[max(0, len(lines)-2):], " "))
		}
	}
}

// tooLong are the lines of a report that are longer than a terminal is wide. Paths and ids are not broken.
func tooLong(text string) (out []string) {
	for line := range strings.Lines(text) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > 80 && strings.Count(strings.TrimSpace(line), " ") > 8 && !strings.Contains(line, ".yaml:") {
			out = append(out, line)
		}
	}
	return out
}

func TestReportsFitATerminal(t *testing.T) {
	for _, args := range [][]string{
		{"-h"}, {"explain", "spine.recent_mild"}, {"trace"}, {"rules"}, {"vocab", "fever"},
	} {
		var out bytes.Buffer
		run(args, &out, &out)
		for _, line := range tooLong(out.String()) {
			t.Errorf("rulecheck %v: %q", args, line)
		}
		if strings.Contains(out.String(), "\x1b") {
			t.Errorf("rulecheck %v: colour in a pipe", args)
		}
	}
}

// What new writes loads and passes, alone and together, finds nothing that is wrong, and is written
// evenly.
func TestSkeletons(t *testing.T) {
	together := t.TempDir()
	dirs := []string{together}
	for i, kind := range []string{"rule", "fact", "region"} {
		into := []string{together}
		if i == 0 || draws.All(t) { // alone as well: one of them, unless every random case is drawn
			into = append(into, t.TempDir())
			dirs = append(dirs, into[1])
		}
		for _, dir := range into {
			var out bytes.Buffer
			if status := run([]string{"new", kind, dir, "own." + kind}, &out, &out); status != clean {
				t.Fatalf("new %s: %d: %s", kind, status, out.String())
			}
		}
	}
	for i, dir := range dirs {
		var out bytes.Buffer
		for _, args := range [][]string{{"test", dir}, {"fmt", "-check", dir}} {
			if status := run(args, &out, &out); status != clean {
				t.Errorf("%v of the new folder %d: %d: %s", args, i, status, out.String())
			}
		}
	}
	// Nothing reads the fact yet, which vet says, and no more.
	var vetted bytes.Buffer
	status := run([]string{"vet", together}, &vetted, &vetted)
	if text := vetted.String(); status != found || !strings.Contains(text, "own.fact is read by nothing") || !strings.Contains(text, "1 finding;") {
		t.Errorf("vet of all three: %d: %s", status, text)
	}
	var out bytes.Buffer
	if status := run([]string{"new", "rule", together, "own.rule"}, &out, &out); status != unread {
		t.Errorf("a file was written over: %s", out.String())
	}
	for _, args := range [][]string{{"new", "rul", together, "own.x"}, {"new", "rule", together, "Own"}} {
		if status := run(args, &out, &out); status != unread {
			t.Errorf("%v: %d", args, status)
		}
	}
}

// A failing case is told with its position, what was expected, and the clauses of the rule.
func TestFailure(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	run([]string{"new", "rule", dir, "own.sunbed"}, &out, &out)
	path := filepath.Join(dir, "own_sunbed_cases.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), "answers: {own.sunbed: yes}", "answers: {own.sunbed: no}", 1)
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	out.Reset()
	if status := run([]string{"test", dir}, &out, &out); status != found {
		t.Errorf("status %d", status)
	}
	for _, want := range []string{
		path + ":10:5: own.sunbed holds\n",
		"  fires: own.sunbed is silent\n",
		"  decision: expected adapt, got proceed\n",
		filepath.Join(dir, "own_sunbed.yaml") + ":19:5: own.sunbed is silent\n",
		"    no   own.sunbed    # own.sunbed is no; decides\n",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
}

func TestFormat(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.yaml")
	before := "\ufeffrules:  \r\n\r\n\r\n  - id: own.a\t\n    when: client.age>=80&&!( sx.feverish||preg.status!=none ) \n" +
		"    says: |\n      Two  blanks stay.  \n\n\n      So do empty lines.\n    where: a.b in [c,d]\n\n\n"
	after := "rules:\n\n  - id: own.a\n    when: client.age >= 80 && !( sx.feverish || preg.status != none )\n" +
		"    says: |\n      Two  blanks stay.  \n\n\n      So do empty lines.\n    where: a.b in [c, d]\n"
	if got := even(before); got != after {
		t.Errorf("got\n%q, want\n%q", got, after)
	}
	if got := even(after); got != after {
		t.Errorf("evened twice: %q", got)
	}
	if err := os.WriteFile(path, []byte(strings.ReplaceAll(strings.TrimPrefix(before, "\ufeff"), "\t", "")), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if status := run([]string{"fmt", "-check", dir}, &out, &out); status != found || strings.TrimSpace(out.String()) != path {
		t.Errorf("-check ends with %d and says %q", status, out.String())
	}
	if status := run([]string{"fmt", dir}, &out, &out); status != clean {
		t.Errorf("fmt ends with %d: %s", status, out.String())
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != after {
		t.Errorf("%v, written is\n%q", err, got)
	}
}

// Watch checks at once, and again after a file was saved; a mistake is told with its place.
// write writes files into a new folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// What was not looked at is never said to be well.
func TestNothingIsNotClean(t *testing.T) {
	const nobody = "base: {client.age: 40, preg.status: none}\ncases:\n" +
		"  - {case: nothing, rest: none, answers: {}, decision: proceed}\n"
	const refer = "changes:\n  - {rule: spine.recent_mild, kind: relative, reason: we ask first}\n"
	const broken = "changes:\n  - {rule: spine.recent_mildd, kind: relative, reason: we ask first}\n"
	changed := write(t, map[string]string{"x.yaml": refer, "x_cases.yaml": nobody})
	wrong := write(t, map[string]string{"x.yaml": broken, "x_cases.yaml": nobody})
	number := write(t, map[string]string{
		"x.yaml": "changes:\n  - {fact: client.age, ask: 'How old?'}\n", "x_cases.yaml": nobody,
	})
	linked := filepath.Join(t.TempDir(), "linked")
	if err := os.Symlink(changed, linked); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		args   []string
		status int
		want   string
	}{
		{"a misspelt rule is not a perfect score", []string{"mutate", house, "house.suana"}, unread, "did you mean house.sauna?"},
		{"nor is a rule that is not of the folder", []string{"mutate", house, "neck.unstable"}, unread, "among those of"},
		{"nor are no rules", []string{"mutate", number}, notCompared, "nothing to find out"},
		{"or no clauses", []string{"cover", number}, notCompared, "0 clauses in 0 rules"},
		{"a changed rule is looked at", []string{"cover", changed}, found, "spine.recent_mild"},
		{"and in a folder that is a link", []string{"cover", linked}, found, "spine.recent_mild"},
		{"rules with a fault are not left out", []string{"ask", filepath.Join(wrong, "x_cases.yaml")}, unread, "did you mean spine.recent_mild?"},
		{
			"a file beside the folders", []string{"vet", write(t, map[string]string{"screening/x.yaml": refer, "y.yaml": refer})},
			unread, "y.yaml stands in none of the folders",
		},
		{
			"a folder with a typo", []string{"vet", write(t, map[string]string{"screening/x.yaml": refer, "tecnique/plan/y.yaml": refer})},
			unread, "did you mean technique?",
		},
		{"what insurance asks for", []string{"rules", "-insurer", "-", "insurer.spine"}, clean, "insurer.spine"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out bytes.Buffer
			if status := run(tt.args, &out, &out); status != tt.status || !strings.Contains(out.String(), tt.want) {
				t.Errorf("rulecheck %v ends with %d, want %d and %q in\n%s", tt.args, status, tt.status, tt.want, out.String())
			}
		})
	}
}

// Of two places each rule is named with its own.
func TestWhyNotNamesThePlace(t *testing.T) {
	dir := write(t, map[string]string{"two_cases.yaml": `cases:
  - case: a disc and a high pressure
    rest: none
    answers: {client.age: 40, preg.status: none, disc.present: yes, disc.direction: central, bp.sys: 190, bp.dia: 100}
    request: [neck_posterior, foot]
    decision: clarify
`})
	var out bytes.Buffer
	if status := run([]string{"ask", "-dir", house, filepath.Join(dir, "two_cases.yaml")}, &out, &out); status != clean {
		t.Fatalf("%d: %s", status, out.String())
	}
	if !regexp.MustCompile(`adapt for foot, if bp\.sys were`).MatchString(out.String()) {
		t.Errorf("the neck waits for the disc too:\n%s", out.String())
	}
}

// A client whom the newer rules do not take, or decide otherwise in two ways, is a difference.
func TestClientsCount(t *testing.T) {
	same := &policy.Comparison{Equivalent: true}
	for _, tt := range []struct {
		clients replay
		want    int
	}{
		{replay{Clients: 3}, clean}, {replay{Refused: 1}, notCompared}, {replay{Other: 1}, found},
		{replay{Loosened: 1, Refused: 1}, loosened}, {replay{Tightened: 1}, tightened},
	} {
		if got := worst([]difference{{Proof: same, Clients: &tt.clients}}); got != tt.want {
			t.Errorf("%+v: %d, want %d", tt.clients, got, tt.want)
		}
	}
}

// A rule that a clearance covers does not decide any more.
func TestCleared(t *testing.T) {
	dir := write(t, map[string]string{"two_cases.yaml": `cases:
  - case: cleared
    rest: none
    answers: {client.age: 40, preg.status: none, house.tried: yes, house.tired: yes}
    request: [foot]
    decision: adapt
    clearance: [{covers: [house.tried]}]
`, "x.yaml": `facts:
  - {name: house.tried, kind: yes_no, ask: "Tried?"}
  - {name: house.tired, kind: yes_no, ask: "Tired?"}
rules:
  - {id: house.tried, kind: relative, urgency: none, when: house.tried, says: Ask., instead: Wait., client: We ask.,
     rationale: So., sources: [house], grade: E5}
  - {id: house.tired, kind: precaution, urgency: none, when: house.tired, says: Lightly., instead: Wait., client: Lightly.,
     rationale: So., sources: [house], grade: E5}
sources:
  house: {cites: Our house, level: E5, read: excerpt}
`})
	var out bytes.Buffer
	if status := run([]string{"burden", "-dir", dir, dir}, &out, &out); status != clean {
		t.Fatalf("%d: %s", status, out.String())
	}
	if !strings.Contains(out.String(), "    1       0 house.tried") {
		t.Errorf("the cleared rule stands with the other one, and neither decides alone:\n%s", out.String())
	}
}

// What stands beside the folder is read, and so is watched; a folder without a file is said to be so.
func TestWatchSeesAll(t *testing.T) {
	dir := write(t, map[string]string{"screening/x.yaml": "facts: []\n", "technique/match/y.yaml": "rules: []\n"})
	linked := filepath.Join(t.TempDir(), "linked")
	if err := os.Symlink(dir, linked); err != nil {
		t.Fatal(err)
	}
	for _, s := range []selection{{dir: filepath.Join(dir, "technique")}, {dir: linked}} {
		before, err := s.stamp()
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "screening/x.yaml"), []byte("facts: [ ]  # "+s.dir+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if after, err := s.stamp(); err != nil || after == before {
			t.Errorf("%s: an edit was missed: %v", s.dir, err)
		}
	}
	var out bytes.Buffer
	sleep := func(time.Duration) { t.Fatal("nothing is said") }
	status, err := newConsole(&out, &out).watching(selection{dir: t.TempDir()}, time.Now, sleep, 1)
	if err != nil || status != unread || !strings.Contains(out.String(), "holds no rule file") {
		t.Errorf("%d, %v: %s", status, err, out.String())
	}
}

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	var out bytes.Buffer
	run([]string{"new", "rule", dir, "own.sunbed"}, &out, &out)
	path := filepath.Join(dir, "own_sunbed.yaml")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	edits := []string{strings.Replace(string(data), "when: own.sunbed", "when: own.sunbad", 1), string(data)}
	looks := 0
	sleep := func(time.Duration) {
		if looks++; looks > 100 {
			t.Fatal("nothing happens")
		}
		if len(edits) > 0 {
			if err := os.WriteFile(path, []byte(edits[0]), 0o644); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(path, time.Time{}, time.Unix(int64(1_000_000+looks), 0)); err != nil {
				t.Fatal(err)
			}
			edits = edits[1:]
		}
	}
	out.Reset()
	status, err := newConsole(&out, &out).watching(selection{dir: dir}, time.Now, sleep, 3)
	if err != nil || status != clean {
		t.Errorf("%d, %v", status, err)
	}
	if got := strings.Count(out.String(), "all is well"); got != 2 {
		t.Errorf("%d of three looks are fine:\n%s", got, out.String())
	}
	if want := path + ":23:11: own.sunbed: unknown fact own.sunbad (did you mean own.sunbed?)"; !strings.Contains(out.String(), want) {
		t.Errorf("%q is missing in\n%s", want, out.String())
	}
}

// houseDiffers is what the house decides otherwise than the built-in rules do, of which the tests of
// SARIF and of pages look at what is written.
func houseDiffers(t *testing.T) []difference {
	t.Helper()
	all, err := houseDifferences()
	if err != nil {
		t.Fatal(err)
	}
	if status := worst(all); status != tightened {
		t.Fatalf("status %d", status)
	}
	return all
}

var houseDifferences = sync.OnceValues(func() ([]difference, error) {
	c := newConsole(io.Discard, io.Discard)
	return c.differences(selection{}, []string{builtIn, house}, house)
})

// Every result of a review stands at a line of a file that there is.
func TestSARIF(t *testing.T) {
	var out bytes.Buffer
	if err := newConsole(&out, &out).sarif(houseDiffers(t)); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || len(log.Runs) != 1 || len(log.Runs[0].Results) == 0 {
		t.Fatalf("%+v", log)
	}
	own := 0
	for _, r := range log.Runs[0].Results {
		if len(r.Locations) != 1 || r.Locations[0].Physical.Region.Line < 1 {
			t.Errorf("%q stands nowhere", r.Message.Text)
			continue
		}
		if path := r.Locations[0].Physical.Artifact.URI; strings.HasPrefix(path, house) {
			own++
			if _, err := os.Stat(path); err != nil {
				t.Error(err)
			}
		}
	}
	if own == 0 {
		t.Error("nothing stands in the folder")
	}
}

// Pages ask for nothing outside of themselves, and lead nowhere that is not on them.
func TestPagesAreSelfContained(t *testing.T) {
	covered := []string{"cover", "-html", house}
	if draws.All(t) {
		covered = []string{"cover", "-html", "-cases", "../../screening/rules"}
	}
	diffed := []string{"diff", "-html", "-corpus", house, "-", house}
	for _, args := range [][]string{{"rules", "-html", house}, covered, diffed} {
		var out bytes.Buffer
		if args[0] == "diff" {
			if err := newConsole(&out, &out).diffPage(args[4:], houseDiffers(t)); err != nil {
				t.Fatal(err)
			}
		} else if status := run(args, &out, &out); status == unread {
			t.Fatalf("%v: %s", args, out.String())
		}
		text := out.String()
		for _, outside := range []string{"src=", "href=\"http", "@import", "url("} {
			if strings.Contains(text, outside) {
				t.Errorf("%v: the page has %s", args, outside)
			}
		}
		for _, wanted := range []string{`lang="en"`, "<title>", `name="viewport"`, "<h1>", "prefers-color-scheme"} {
			if !strings.Contains(text, wanted) {
				t.Errorf("%v: the page has no %s", args, wanted)
			}
		}
		ids := map[string]int{}
		for _, m := range regexp.MustCompile(` id="([^"]*)"`).FindAllStringSubmatch(text, -1) {
			if ids[m[1]]++; ids[m[1]] > 1 {
				t.Errorf("%v: id %s stands there twice", args, m[1])
			}
		}
	}
}
