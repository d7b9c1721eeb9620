package main

import (
	"io"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness/visit"
)

func TestMain(m *testing.M) { draws.Main(m) }

// opened is what the tests share: it is immutable.
var opened = sync.OnceValues(func() (*visit.Decider, error) { return visit.Open() })

func run(w io.Writer, reply replies) error {
	d, err := opened()
	if err != nil {
		return err
	}
	return lead(w, d, reply)
}

// The program is driven by answers that the interview chooses to ask for.
func TestRun(t *testing.T) {
	asked := map[string]int{}
	count := func(p form.Page) []string {
		asked[p.Path]++
		return well(p)
	}
	var out strings.Builder
	if err := run(&out, count); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"  [ ] Pain, pressure or tightness in the chest", "{none No}", "Go ahead: ", "replayed, the same: true <nil>", "The next day: ",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in\n%s", want, out.String())
		}
	}
	for path, want := range map[string]int{
		"intake.cards.emergency_now": 2, "intake.cards.cancer_and_operations": 1, "plan.technique": 1, "course.report.nrs": 1,
	} {
		if asked[path] != want {
			t.Errorf("%s is asked for %d times, want %d: what holds for a visit twice, what lasts once; %v", path, asked[path], want, asked)
		}
	}
}

// Whoever has chest pain is asked nothing more, and gets no massage.
func TestEmergencyEndsTheInterview(t *testing.T) {
	var asked []string
	var out strings.Builder
	err := run(&out, func(p form.Page) []string {
		asked = append(asked, p.Path)
		return []string{"chest_pain"}
	})
	if err != nil || !strings.Contains(out.String(), "emergency") || strings.Contains(out.String(), "The next day") {
		t.Errorf("after %q, %v: %s", asked, err, out.String())
	}
	if len(asked) != 1 || asked[0] != "intake.cards.emergency_now" {
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
