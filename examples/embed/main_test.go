package main

import (
	"os"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
)

// The program is driven by answers that the interview chooses to ask for.
func TestRun(t *testing.T) {
	asked := map[string]int{}
	count := func(x screening.Asking) []string {
		asked[string(x.Card)+" "+x.Questions[0].Fact]++
		return well(x)
	}
	var out strings.Builder
	if err := run(&out, count); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Go ahead: ", "replayed, the same: true <nil>", "The next day: "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
	if asked["emergency_now sys.chest_pain"] != 2 || asked["cancer_and_operations hx.cancer"] != 1 {
		t.Errorf("asked: %v; what holds for a visit is asked twice, what lasts once", asked)
	}
}

// Whoever has chest pain is asked nothing more before the massage.
func TestEmergencyEndsTheInterview(t *testing.T) {
	var asked []string
	var out strings.Builder
	_ = run(&out, func(x screening.Asking) []string {
		asked = append(asked, string(x.Card)+" "+x.Questions[0].Fact)
		if x.Card == "emergency_now" {
			return []string{"chest_pain"}
		}
		return well(x)
	})
	if !strings.Contains(out.String(), "emergency") {
		t.Errorf("after %q: %s", asked, out.String())
	}
	// The second time is the next day.
	if len(asked) < 2 || !strings.HasPrefix(asked[0], "emergency_now ") || asked[1] != asked[0] {
		t.Errorf("asked: %q", asked)
	}
}

// A clinic's program needs no more than 80 lines of its own.
func TestSize(t *testing.T) {
	data, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, code, _ := strings.Cut(string(data), "\n)\n")
	n := 0
	for line := range strings.SplitSeq(code, "\n") {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "//") {
			n++
		}
	}
	if n > 80 {
		t.Errorf("it has %d lines", n)
	}
}
