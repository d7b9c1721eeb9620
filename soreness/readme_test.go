package soreness_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// block returns the n-th fenced block of the language in the README.
func block(t *testing.T, language string, n int) string {
	t.Helper()
	data, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(data), "```"+language+"\n")
	if len(parts) <= n+1 {
		t.Fatalf("the README has no %s block %d", language, n)
	}
	text, _, _ := strings.Cut(parts[n+1], "```")
	return text
}

// TestReadmeRules loads the README's rules, each on top of the one before, and runs its case.
func TestReadmeRules(t *testing.T) {
	yaml := func(n int) *fstest.MapFile { return &fstest.MapFile{Data: []byte(block(t, "yaml", n))} }
	files := fstest.MapFS{"house.yaml": yaml(0), "strokes.yaml": yaml(2), "house_cases.yaml": yaml(4)}
	s, err := screening.New(screening.WithOverlay(files))
	if err != nil {
		t.Fatal(err)
	}
	p, err := technique.New(s, technique.WithOverlay(fstest.MapFS{"match/house.yaml": yaml(1), "catalogue/house.yaml": {Data: []byte(`
strokes:
  - {id: sunbed_brush, name: Soft brush, pressure: {min: 1, max: 1}, pace: slow, tone_effect: relaxing, joint_load: 0, spine: forbidden,
     organ_zones: light, agreed_as: gliding, sources: [house]}
`)}}))
	if err != nil {
		t.Fatal(err)
	}
	tr, err := soreness.New(p, soreness.WithOverlay(fstest.MapFS{"triage/house.yaml": yaml(3)}))
	if err != nil {
		t.Fatal(err)
	}
	policytest.Run(t, s.Rules(), files)
	policytest.Run(t, p.MatchRules(), fstest.MapFS{"house_cases.yaml": {Data: []byte(`
cases:
  - case: nothing hot and nothing intense after the sunbed
    rest: none
    answers: {client.age: 40, preg.status: none, house.sunbed_today: yes, presentation.found: stress_tension, history.novice: no, history.accepts_discomfort: yes}
    request: [hot_stone, sports_intensive, relaxing_swedish]
    fires: [house.sunbed_gentle]
    places:
      hot_stone: {decision: avoided}
      sports_intensive: {decision: avoided}
      relaxing_swedish: {decision: preferred}
`)}})
	policytest.Run(t, tr.Rules(), fstest.MapFS{"house_cases.yaml": {Data: []byte(`
cases:
  - case: skin that burns after sunbed and massage
    answers: {house.sunbed_today: yes, post.quality: [burning_skin], course.only_muscles: no}
    fires: [house.sunbed_burn]
    floor: adjust
`)}})
}

// TestReadmeProgram runs the README's program, whose lines stand here word for
// word and in their order.
func TestReadmeProgram(test *testing.T) {
	check := func(err error) {
		test.Helper()
		if err != nil {
			test.Fatal(err)
		}
	}
	s, err := screening.New() // the rules; err: every problem of every rule file, file:line:column
	check(err)
	p, err := technique.New(s) // built once, safe for concurrent use
	check(err)
	t, err := soreness.New(p)
	check(err)

	// Whether.
	in := screening.Intake{
		Regions: []body.Region{body.LumbarParaspinal},
		Cards: intake.Cards{
			intake.CardEmergencyNow:  {},
			intake.CardHeartAndBlood: {Ticked: []intake.Line{intake.LineHighBloodPressure}},
		},
		Client: intake.Client{Age: answer.Known(34)},
		Disc:   intake.Disc{Present: answer.Yes, Direction: answer.Known(intake.DirectionCentral)},
	}
	d, err := s.Screen(in) // clearances may follow; err: every answer that cannot be, with its path
	check(err)
	qs, err := s.Questions(in)
	check(err)
	// A disc that points into the canal is no mere bulge; what else was not asked is still open,
	// and its questions are there.
	if d.MayTreat() || d.Settled() || len(qs) == 0 {
		test.Errorf("Screen = %s, settled %t, %d questions", d.Disposition, d.Settled(), len(qs))
	}

	// How.
	v := technique.Visit{Intake: in, Decision: d, Presentation: technique.Found("muscle_spasm")}
	m, err := p.Match(v)
	check(err)
	if len(m.Candidates()) > 0 {
		test.Errorf("candidates %v for somebody who may not be treated yet", m.Candidates())
	}
	plan := technique.Plan{Technique: "relaxing_swedish", Minutes: answer.Known(30)}
	r, err := p.Check(v, plan)
	check(err)
	if r.Fits {
		test.Errorf("Check = fits %t, settled %t, %v", r.Fits, r.Settled, r.Violations)
	}

	// Afterwards, the next day.
	in = s.Expire(in, 20*time.Hour) // forgets what was true of yesterday; ask these pages again
	in.Cards[intake.CardEmergencyNow] = intake.CardAnswer{}
	given, err := t.Performed(v, plan, technique.During{AttackOnset: answer.No}) // the record of the session
	check(err)
	given.DaysAgo = answer.Known(1)
	course := soreness.Course{
		Sessions: []soreness.Session{given},
		Report:   soreness.Report{HoursSince: answer.Known(20.0), NRS: answer.Known(3)},
	}
	res, err := t.Triage(in, course)
	check(err)
	// The record says that somebody was massaged who should not have been.
	if res.Level != soreness.SeeClinician || res.Settled() || res.Stale {
		test.Errorf("Triage = %s, settled %t, stale %t", res.Level, res.Settled(), res.Stale)
	}
	inOrder(test)
}

// inOrder holds the README's program against the lines of this file.
func inOrder(t *testing.T) {
	t.Helper()
	own, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(own), "func TestReadmeProgram")
	lines := strings.Split(rest, "\n")
	for _, want := range strings.Split(block(t, "go", 0), "\n") {
		want = squeeze(want)
		if name, _, ok := strings.Cut(want, "."); want == "" || ok && len(name) <= len("res") && !strings.Contains(want, "=") {
			continue // values named for the reader
		}
		i := 0
		for i < len(lines) && squeeze(lines[i]) != want {
			i++
		}
		if i == len(lines) {
			t.Fatalf("the README's program has a line that is not run here: %s", want)
		}
		lines = lines[i+1:]
	}
}

// squeeze takes away what gofmt aligns.
func squeeze(line string) string { return strings.Join(strings.Fields(line), " ") }
