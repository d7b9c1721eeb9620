package soreness_test

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

var update = flag.Bool("update", false, "write golden files instead of comparing with them")

// A clinic's files and stored answers use the names of every package. What screening/VOCABULARY.md
// lists is not listed again.
func TestVocabulariesAreListed(t *testing.T) {
	s := screener(t)
	p, tr := planner(t), newTriager(t)
	const head = "# Vocabulary\n\nWhat rules may name beside the [vocabulary of the screening](../screening/VOCABULARY.md)"
	for golden, got := range map[string]string{
		"../technique/VOCABULARY.md": head + ".\n\n# Match rules\n" + beyond(t, p.MatchRules(), s.Rules()) +
			"\n# Plan rules\n" + beyond(t, p.PlanRules(), s.Rules()),
		"VOCABULARY.md": head + "; for causes and advice beside that of triage too.\n\n# Triage\n" + beyond(t, tr.Rules(), s.Rules()) +
			"\n# Causes\n" + beyond(t, tr.Causes(), tr.Rules()) + "\n# Advice\n" + beyond(t, tr.Advice(), tr.Rules()),
	} {
		if *update {
			if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), withoutNewViolations(got, string(want))); diff != "" {
			t.Errorf("%s has changed; if that is meant, go test ./soreness -run TestVocabulariesAreListed -update (-want +got):\n%s", golden, diff)
		}
	}
}

// ofPlanRule is the row of a value that every plan rule without a tag brings by its id.
var ofPlanRule = regexp.MustCompile("^\\| `([a-z0-9_]+)` +\\| plan\\.([a-z0-9_]+) ")

// withoutNewViolations leaves the rows of new plan rules out of a listing, since these rules bring
// them: what was listed once still has to be.
func withoutNewViolations(got, want string) string {
	lines := strings.Split(got, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(line string) bool {
		m := ofPlanRule.FindStringSubmatch(line)
		return m != nil && m[1] == m[2] && !strings.Contains(want, "\n"+line+"\n")
	}), "\n")
}

// beyond is the listing of a set without what the listing of the set that it extends has: facts and
// cards as a whole, rows of the other sections, and sections in which nothing is new.
func beyond(t *testing.T, set, base *policy.Set) string {
	t.Helper()
	known := map[string]bool{}
	for line := range strings.SplitSeq(listing(t, base), "\n") {
		known[unspaced(line)] = true
	}
	var out strings.Builder
	for _, block := range strings.Split(listing(t, set), "\n#")[1:] {
		lines := strings.Split("#"+block, "\n")
		added := !known[lines[0]]
		if strings.HasPrefix(lines[0], "## ") {
			lines = slices.DeleteFunc(lines, func(line string) bool {
				row := strings.HasPrefix(line, "| `") || strings.HasPrefix(line, "- `")
				return row && known[unspaced(line)]
			})
			added = added || slices.ContainsFunc(lines, func(line string) bool { return !known[unspaced(line)] })
		}
		if added {
			out.WriteString("\n" + strings.Join(lines, "\n"))
		}
	}
	return strings.TrimSuffix(out.String(), "\n") + "\n"
}

func listing(t *testing.T, set *policy.Set) string {
	t.Helper()
	var out bytes.Buffer
	if err := set.WriteVocabulary(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// unspaced is a line without what makes the columns of a table equal.
func unspaced(line string) string {
	if strings.HasPrefix(line, "| -") {
		return ""
	}
	return strings.Join(strings.Fields(line), " ")
}
