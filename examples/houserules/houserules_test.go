package main

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

var update = flag.Bool("update", false, "write the golden file in testdata")

// openedHouse is the clinic with its rules, which all tests share: it is immutable.
var openedHouse = sync.OnceValues(func() (*clinic, error) { return open(true) })

func house(t *testing.T) *clinic {
	t.Helper()
	c, err := openedHouse()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// sets are the rule sets with the rules of the house on them, and where the house's cases stand.
func sets(t *testing.T) []struct {
	folder string
	set    *policy.Set
} {
	t.Helper()
	c := house(t)
	return []struct {
		folder string
		set    *policy.Set
	}{
		{"screening", c.screener.Rules()},
		{"technique/match", c.planner.MatchRules()},
		{"technique/plan", c.planner.PlanRules()},
		{"soreness/triage", c.triager.Rules()},
	}
}

// spent is what ends a clinician's yes.
func spent(t *testing.T) policytest.Option { return policytest.WithSpent(house(t).screener.Spent) }

func cases(t *testing.T, folder string) fs.FS {
	t.Helper()
	files, err := fs.Sub(houseFiles, "rules/"+folder)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// This is all that a clinic needs to test its rules: the built-in ones have their own cases.
func TestHouseRules(t *testing.T) {
	for _, s := range sets(t) {
		t.Run(s.folder, func(t *testing.T) { policytest.Run(t, s.set, cases(t, s.folder), spent(t)) })
	}
}

// Every rule of the house has a case where it fires, one where it is silent and one
// where it is undecided.
func TestEveryHouseRuleIsCovered(t *testing.T) {
	for _, s := range sets(t) {
		report, err := policytest.Check(s.set, cases(t, s.folder), spent(t))
		if err != nil {
			t.Fatal(err)
		}
		own := 0
		for _, r := range s.set.Rules() {
			if r.Layer == "built-in" || r.Adopted {
				continue
			}
			own++
			for _, gap := range report.Gaps() {
				if strings.HasPrefix(gap, r.ID) {
					t.Errorf("%s: %s", s.folder, gap)
				}
			}
		}
		if own == 0 {
			t.Errorf("%s: no rule of the house is there", s.folder)
		}
	}
}

// A reason alone loosens nothing: Go has to allow it as well.
func TestLooseningNeedsPermission(t *testing.T) {
	longer := fstest.MapFS{
		"house.yaml": {Data: []byte("changes:\n  - {parameter: recent_minutes, value: 45, reason: time is money}\n")},
	}
	_, err := screening.New(screening.WithOverlay(longer))
	const want = "changing parameter recent_minutes makes spine.recent_mild milder for somebody, and layer overlay 1 was not allowed to loosen anything"
	if err == nil || !strings.HasSuffix(err.Error(), want) {
		t.Errorf("error is %v, want ... %s", err, want)
	}
}

func TestOutput(t *testing.T) {
	plain, err := open(false)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := show(&out, plain, house(t)); err != nil {
		t.Fatal(err)
	}
	const file = "testdata/houserules.txt"
	if *update {
		if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), out.String()); diff != "" {
		t.Errorf("output mismatch (-want +got):\n%s", diff)
	}
}

// The blood pressure alone is what stands against the whisk.
func TestTheWhiskFitsOtherwise(t *testing.T) {
	c := house(t)
	for _, stroke := range []string{"birch_whisk", "warm_towel", "tapotement"} {
		if got, err := c.planned(c.guest(), stroke); err != nil || !strings.HasPrefix(got, "It fits.") {
			t.Errorf("%s: %s, %v", stroke, got, err)
		}
	}
}
