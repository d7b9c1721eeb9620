package screening_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy/policytest"
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

func TestReadmeRules(t *testing.T) {
	files := fstest.MapFS{
		"house.yaml":       {Data: []byte(block(t, "yaml", 0))},
		"house_cases.yaml": {Data: []byte(block(t, "yaml", 1))},
	}
	s, err := screening.New(screening.WithOverlay(files))
	if err != nil {
		t.Fatal(err)
	}
	policytest.Run(t, s.Rules(), files)
}

// TestReadmeProgram runs the README's program, which stands here word for word.
func TestReadmeProgram(t *testing.T) {
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	in := screening.Intake{
		Regions: []screening.Region{screening.LumbarParaspinal},
		Cards: screening.Cards{
			screening.CardEmergencyNow:  {},
			screening.CardHeartAndBlood: {Ticked: []screening.Line{screening.LineHighBloodPressure}},
		},
		Client: screening.Client{Age: screening.Known(34)},
		Disc:   screening.Disc{Present: screening.Yes, Direction: screening.Known(screening.DirectionCentral)},
	}
	d, err := s.Screen(in) // clearances may follow; err: every answer that cannot be, with its path
	if err != nil {
		t.Fatal(err)
	}
	qs, err := s.Questions(in)
	if err != nil {
		t.Fatal(err)
	}
	// A herniation stands, whether it is only a bulge has not been asked: nothing is settled and the question is there.
	if d.MayTreat() || d.Settled() || len(qs) == 0 {
		t.Errorf("Screen = %s, settled %t, %d questions", d.Disposition, d.Settled(), len(qs))
	}
	own, err := os.ReadFile("readme_test.go")
	if err != nil {
		t.Fatal(err)
	}
	have := map[string]bool{}
	for _, line := range strings.Split(string(own), "\n") {
		have[strings.TrimSpace(line)] = true
	}
	for _, line := range strings.Split(block(t, "go", 0), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "d.") || strings.HasPrefix(line, "s, err := screening.New") {
			continue // values named for the reader; the overlay is TestReadmeRules
		}
		if !have[line] {
			t.Errorf("the README's program has a line that is not run: %s", line)
		}
	}
}
