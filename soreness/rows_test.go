package soreness_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/policy/document"
)

// row is one row of the clinical documents, and why no rule carries it. rules carry a part of a row
// that they cite as a whole.
type row struct {
	reason string
	rules  []string
}

const rowsFile = "testdata/rows.yaml"

func readRows(name string, data []byte) (map[string]row, error) {
	var problems document.Problems
	rows := map[string]row{}
	root := document.YAML(name, data, &problems)
	root.Fields(&problems, "a list of rows", document.Fields{"rows": func(n *document.Node) {
		n.Each(&problems, "rows", func(e document.Entry) {
			var r row
			e.Value.Fields(&problems, "a row", document.Fields{
				"reason": func(n *document.Node) { r.reason = n.Str(&problems, "a reason") },
				"rules":  func(n *document.Node) { r.rules = n.Names(&problems, "a rule") },
			})
			if len(e.Value.Entries) > 0 && (r.reason == "") == (len(r.rules) == 0) {
				problems.Key(e, n, "%s needs a reason or rules, or nothing", e.Key)
			}
			rows[e.Key] = r
		})
	}}, "rows")
	return rows, problems.Err()
}

func clinicalRows(t *testing.T) map[string]row {
	t.Helper()
	data, err := os.ReadFile(rowsFile)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := readRows(rowsFile, data)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// rowProblems says where the list and what cites its rows disagree; cited gives for
// each row what cites it.
func rowProblems(rows map[string]row, cited map[string][]string) []string {
	var problems []string
	for id, r := range rows {
		by := cited[id]
		switch {
		case r.reason != "" && len(by) > 0:
			problems = append(problems,
				id+" has a reason why no rule carries it, and is cited by "+strings.Join(by, ", "))
		case r.reason == "" && len(r.rules) == 0 && len(by) == 0:
			problems = append(problems, id+" is cited by nothing, and nothing says why")
		}
		whole, _, _ := strings.Cut(id, ".")
		for _, rule := range r.rules {
			if !slices.Contains(cited[whole], rule) {
				problems = append(problems, id+" is carried by "+rule+", which does not cite "+whole)
			}
		}
	}
	for id, by := range cited {
		if _, ok := rows[id]; !ok {
			problems = append(problems, strings.Join(by, ", ")+": no row "+id)
		}
	}
	slices.Sort(problems)
	return problems
}

// Every row of the clinical documents is carried by a rule or a presentation, or has a reason why
// nothing carries it; and whoever cites a row cites one that there is.
func TestRowsAndRulesAgree(t *testing.T) {
	l := wholeLibrary(t)
	cited := map[string][]string{}
	for id, r := range l.rules {
		for _, row := range r.Rows {
			cited[row] = append(cited[row], id)
		}
	}
	for _, p := range l.presentations {
		cited[p.Row] = append(cited[p.Row], "presentation "+p.ID)
	}
	for _, by := range cited {
		slices.Sort(by)
	}
	for _, problem := range rowProblems(clinicalRows(t), cited) {
		t.Error(problem)
	}
}

func TestRowsThatDisagree(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"carried", "rows: {A1: {}}", ""},
		{"carried in part", "rows: {A1: {}, A1.left: {rules: [hot]}}", ""},
		{"not cited", "rows: {A1: {}, A2: {}}", "A2 is cited by nothing, and nothing says why"},
		{"with a reason", "rows: {A1: {}, A2: {reason: deleted}}", ""},
		{"with a reason and cited", "rows: {A1: {reason: deleted}}", "A1 has a reason why no rule carries it, and is cited by cold, hot"},
		{"not listed", "rows: {A2: {reason: deleted}}", "cold, hot: no row A1"},
		{"part of another", "rows: {A1: {}, A1.left: {rules: [mild]}}", "A1.left is carried by mild, which does not cite A1"},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, err := readRows("rows.yaml", []byte(c.rows))
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(rowProblems(rows, map[string][]string{"A1": {"cold", "hot"}}), "\n"); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
	for _, bad := range []string{
		`rows: {A1: {reason: ""}}`, "rows: {A1: {reason: deleted, rules: [hot]}}", "rows: {A1: {}, A1: {}}",
	} {
		if _, err := readRows("rows.yaml", []byte(bad)); err == nil {
			t.Errorf("%s is read", bad)
		}
	}
}
