package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/claims"
)

var update = flag.Bool("update", false, "write the golden file in testdata")

// loaded is the library, which all tests share: it is immutable.
var loaded = sync.OnceValues(load)

func built(t *testing.T) *library {
	t.Helper()
	l, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestOutput(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := run(&stdout, &stderr); status != 0 || stderr.Len() > 0 {
		t.Fatalf("status %d, %s", status, &stderr)
	}
	got := stdout.String()
	const file = "testdata/quickstart.txt"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("output mismatch (-want +got):\n%s", diff)
	}
	for i, line := range strings.Split(got, "\n") {
		if len(line) > 80 || line != strings.TrimRight(line, " ") {
			t.Errorf("line %d is too long or ends in a space: %q", i+1, line)
		}
	}
}

// What clinical.md and clinical-review.md ask for in each situation, typed from their rows and
// never from the output: of every decision the verdict, and of the situation the claims that
// must be among those shown.
func TestSituations(t *testing.T) {
	want := []struct {
		name     string // begins the situation's name
		verdicts []string
		claims   string
	}{
		{"Muscles in spasm", []string{"proceed", "forbidden", "change", "adjust"}, "S8 S9 S10"},                    // P01, PL06, F3.5, example 1
		{"A herniated disc; the doctor", []string{"refer routine", "adapt routine", "change"}, "S11 S12"},          // B-N04, T4, PL07, P06, example 4
		{"A herniated disc that points", []string{"clarify open", "withhold routine"}, "S25 S26a S26b"},            // B-N04d to B-N04a, example 3
		{"An old back trouble flares", []string{"defer", "stop", "see_clinician urgent"}, "S3 S4 S13 S14 S17 S18"}, // B-N02, PL19, F3.3
		{"Pain that shoots below the knee", []string{"defer urgent"}, "S15 S16 S19"},                               // B-N03
		{"What else the article looks at", []string{
			"withhold routine",  // B-O01, the treating team
			"defer routine",     // B-N22
			"withhold routine",  // B-O02, the oncology team
			"adapt",             // B-S08
			"defer routine",     // B-S04
			"defer",             // B-S01
			"withhold same_day", // B-N07
			"defer same_day",    // B-M07
			"refer",             // B-H07, the clearance that the row leaves open
			"withhold urgent",   // B-N08
			"refer",             // B-P04
			"adapt",             // B-Y05
		}, "S21a S21b S21c S22 S23 S24 S27a S27b S28 S29 S30 S31 S32"},
		{"Deep hands on spine", []string{"change"}, "S38 S39 S40 S41"},                            // PL01, PL02, PL05, PL12
		{"A relative rubs", []string{"change"}, "S43 S44"},                                        // PL12
		{"Thai massage for a pain", []string{"forbidden", "change", "expected"}, "S58 S59 S60"},   // S59, S60, example 11
		{"A dull ache the day after a first", []string{"expected"}, "S5 S45 S47 S53 S54 S55 S56"}, // F3.7, F5.6, example 6
		{"After a first massage, pain that", []string{"see_clinician urgent"}, "S57"},             // F3.3, example 9
		{"The same soreness", []string{"adjust", "see_clinician routine"}, "S56"},                 // F3.5, F3.4, examples 7 and 8
	}
	l := built(t)
	all := situations()
	if len(all) != len(want) {
		t.Fatalf("%d situations, %d wanted", len(all), len(want))
	}
	shown := map[string]bool{}
	for i, w := range want {
		if !strings.HasPrefix(all[i].name, w.name) {
			t.Errorf("situation %d is %q, want %q", i+1, all[i].name, w.name)
		}
		parts, err := all[i].decide(l)
		if err != nil {
			t.Fatal(err)
		}
		var verdicts []string
		for _, p := range parts {
			verdicts = append(verdicts, p.verdict)
		}
		if diff := cmp.Diff(w.verdicts, verdicts); diff != "" {
			t.Errorf("%s: verdicts mismatch (-want +got):\n%s", all[i].name, diff)
		}
		numbers := claimsOf(parts)
		for _, c := range strings.Fields(w.claims) {
			if !slices.Contains(numbers, c) {
				t.Errorf("%s carries %v, want %s among them", w.name, numbers, c)
			}
		}
		for _, c := range numbers {
			shown[c] = true
		}
	}
	end := fmt.Sprintf("\n%d situations, %d of the article's %d claims;", len(want), len(shown), len(claims.All()))
	var out bytes.Buffer
	if err := show(&out, l); err != nil || !strings.Contains(out.String(), end) {
		t.Errorf("the output does not end with %q", end)
	}
}

func TestHealthyProceeds(t *testing.T) {
	d, err := built(t).screener.Screen(healthy())
	if err != nil || d.Disposition != screening.Proceed || !d.MayTreat() {
		t.Errorf("everything else is not well: %s, %v, %v", d.Disposition, d.Findings, err)
	}
}

// What cannot be is an error, not a verdict.
func TestErrors(t *testing.T) {
	l := built(t)
	v, err := l.visit(healthy())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.check(v, planned("no_such_technique", 30)); err == nil {
		t.Error("a plan of an unknown technique is checked")
	}
	if _, err := l.choose(v, "no_such_technique"); err == nil {
		t.Error("an unknown technique is chosen")
	}
	if _, err := l.normal(healthy(), sessions(1)); err != nil {
		t.Error(err)
	}
	bad := sessions(1)
	bad.Report.NRS = answer.Known(11)
	if _, err := l.normal(healthy(), bad); err == nil {
		t.Error("pain of 11 out of 10 is triaged")
	}
}
