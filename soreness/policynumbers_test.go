package soreness_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

// policyNumbers are the parameters whose basis is a decision, by name, each once.
func policyNumbers(sets ...*policy.Set) string {
	var rows []string
	for _, set := range sets {
		for _, p := range set.Parameters() {
			if strings.Contains(p.Basis, "POLICY") {
				rows = append(rows, fmt.Sprintf("| `%s` | %s %s | %s |\n", p.Name,
					strconv.FormatFloat(p.Value, 'f', -1, 64), p.Unit, strings.ReplaceAll(p.Basis, "|", `\|`)))
			}
		}
	}
	slices.Sort(rows)
	return strings.Join(slices.Compact(rows), "")
}

// Nobody signs a number that cannot be found: every parameter marked POLICY stands in one list.
func TestPolicyNumbersAreListed(t *testing.T) {
	p, tr := planner(t), newTriager(t)
	rows := policyNumbers(tr.Rules(), p.MatchRules(), p.PlanRules(), tr.Causes(), tr.Advice())
	for _, name := range []string{"prone_front_weeks", "belly_days", "shock_sys", "head_calm_h", "stop_nrs"} {
		if !strings.Contains(rows, "| `"+name+"` | ") {
			t.Errorf("%s was chosen by nobody but us, and is not listed", name)
		}
	}
	got := "# Numbers that no source fixes\n\nWhat the rules count with and what was chosen for want of a source (POLICY), from the " +
		"rule files themselves. No clinician has signed\nany of them. Each is a parameter: a folder of a clinic changes it under " +
		"`changes:` with a reason.\n\n| parameter | value | basis |\n| --- | --- | --- |\n" + rows
	const golden = "../screening/POLICY.md"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("POLICY.md has changed; if that is meant, go test ./soreness -run TestPolicyNumbersAreListed -update (-want +got):\n%s", diff)
	}
}
