package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
)

var update = flag.Bool("update", false, "write the golden file in testdata")

func output(t *testing.T) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(&stdout, &stderr); status != 0 || stderr.Len() > 0 {
		t.Fatalf("status %d, %s", status, &stderr)
	}
	return stdout.String()
}

func TestOutput(t *testing.T) {
	got := output(t)
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

// What clinical.md and clinical-review.md ask for in each situation, typed from their rows and never from the output.
func TestSituations(t *testing.T) {
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		name        string // begins the situation's name
		disposition screening.Disposition
		claim       string // must be among those shown
	}{
		{"A tumour in the spine", screening.Withhold, "S21a"},                        // B-O01
		{"Cancer that has spread", screening.Withhold, "S21c"},                       // B-O02
		{"A slipped disc that points into the canal", screening.Withhold, "S25"},     // B-N04a
		{"A slipped disc that points to the side", screening.Refer, "S11"},           // B-N04
		{"A slipped disc, and nobody has asked", screening.Clarify, ""},              // from B-N04d to B-N04a
		{"A flare of an old back trouble", screening.Defer, "S13"},                   // B-N02
		{"An inflamed nerve root", screening.Defer, "S15"},                           // B-N03
		{"A boil", screening.Defer, "S23"},                                           // B-S04
		{"A mole on the shoulder blade", screening.Adapt, "S22"},                     // B-S08
		{"Fever, and a new deep pain in the spine", screening.Withhold, "S27b"},      // B-S03
		{"A fall from a ladder five days ago, not examined", screening.Defer, "S28"}, // B-M07
		{"Blood that clots poorly", screening.Refer, "S29"},                          // B-H07
		{"Tuberculosis of a bone", screening.Withhold, "S30"},                        // B-N08
		{"The last months of a pregnancy", screening.Refer, "S31"},                   // B-P04
		{"A low mood, steady", screening.Adapt, "S32"},                               // B-Y05
	}
	all := situations()
	if len(all) != len(want) {
		t.Fatalf("%d situations, %d wanted", len(all), len(want))
	}
	shown := map[string]bool{}
	for i, w := range want {
		if !strings.HasPrefix(all[i].name, w.name) {
			t.Errorf("situation %d is %q, want %q", i+1, all[i].name, w.name)
		}
		in := healthy()
		all[i].tell(&in)
		d, err := s.Screen(in)
		if err != nil {
			t.Fatal(err)
		}
		if d.Disposition != w.disposition {
			t.Errorf("%s: decided %s, want %s", w.name, d.Disposition, w.disposition)
		}
		if d.Settled() != (w.disposition != screening.Clarify) {
			t.Errorf("%s: settled is %t", w.name, d.Settled())
		}
		numbers := claims(d)
		if w.claim != "" && !slices.Contains(numbers, w.claim) {
			t.Errorf("%s carries %v, want %s among them", w.name, numbers, w.claim)
		}
		for _, c := range numbers {
			shown[c] = true
		}
	}
	if end := fmt.Sprintf("\n%d situations, %d of the article's claims.", len(want), len(shown)); !strings.Contains(output(t), end) {
		t.Errorf("the output does not end with %q", end)
	}
}

func TestHealthyProceeds(t *testing.T) {
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Screen(healthy())
	if err != nil || d.Disposition != screening.Proceed || !d.MayTreat() {
		t.Errorf("everything else is not well: %s, %v, %v", d.Disposition, d.Findings, err)
	}
}

func TestClaimOrder(t *testing.T) {
	in := []string{"S32", "S9", "S21c", "S21a", "S21"}
	slices.SortFunc(in, func(a, b string) int { return claimNumber(a) - claimNumber(b) })
	if diff := cmp.Diff([]string{"S9", "S21", "S21a", "S21c", "S32"}, in); diff != "" {
		t.Errorf("order mismatch (-want +got):\n%s", diff)
	}
}
