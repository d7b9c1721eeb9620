package screening_test

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening/policy/policytest"
)

// The situations were written from the clinical documents alone, before the rules that decide them: what must stay calm, and what must
// not although nobody names a disease.
func TestSituations(t *testing.T) {
	policytest.Run(t, newScreener(t).Rules(), os.DirFS("testdata/situations"))
}

// A case there that expects something else would say nothing.
func TestSituationsExpectTheirKind(t *testing.T) {
	decision := regexp.MustCompile(`(?m)^    decision: (\w+)$`)
	for file, allowed := range map[string][]string{
		"benign_cases.yaml":    {"proceed", "adapt"},
		"dangerous_cases.yaml": {"defer", "withhold"},
	} {
		data, err := os.ReadFile("testdata/situations/" + file)
		if err != nil {
			t.Fatal(err)
		}
		found := decision.FindAllStringSubmatch(string(data), -1)
		cases := regexp.MustCompile(`(?m)^  - case: `).FindAllString(string(data), -1)
		if len(found) != len(cases) || len(cases) < 40 {
			t.Errorf("%s has %d cases and %d decisions, want as many and at least 40", file, len(cases), len(found))
		}
		for _, m := range found {
			if !slices.Contains(allowed, m[1]) {
				t.Errorf("%s expects %s, want one of %v", file, m[1], allowed)
			}
		}
	}
}
