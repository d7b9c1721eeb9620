package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

var updateWalkins = flag.Bool("update-walkins", false, "write what the rules come to over ordinary clients")

const walkins = "testdata/walkins_weights.yaml"

func walkIns(t *testing.T, clients int, s selection) *burdens {
	t.Helper()
	p, err := onePart(s)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	b, err := burdenOf(newConsole(&out, &out), p, walkins, clients)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A client is of the number alone, so that two rule sets can be asked about the same ones.
func TestGeneratedClientsStayTheSame(t *testing.T) {
	s := selection{dir: builtIn, part: "screening"}
	first, again := walkIns(t, 60, s), walkIns(t, 60, s)
	if !reflect.DeepEqual(first, again) {
		t.Errorf("the same clients come to %+v and %+v", first, again)
	}
	if first.Levels["proceed"] == 0 || first.Levels["proceed"] == first.Clients {
		t.Errorf("ordinary clients are not all alike: %v", first.Levels)
	}
}

// What the rules come to over 10,000 ordinary clients, by profile: measured, and no target. A change of
// a rule shows here before clinics feel it.
func TestAlertBudget(t *testing.T) {
	if !draws.All(t) {
		t.Skip("30,000 clients: only where every draw is made")
	}
	var b strings.Builder
	b.WriteString("profile    findings proceed  adapt  refer  defer withhold clarify | not treated  doctor emergency\n")
	for _, p := range []struct {
		name string
		s    selection
	}{
		{"default", selection{dir: builtIn, part: "screening"}},
		{"guideline", selection{dir: builtIn, part: "screening", guideline: true}},
		{"insurer", selection{dir: builtIn, part: "screening", insurer: true}},
	} {
		x := walkIns(t, 10000, p.s)
		share := func(n int) float64 { return 100 * float64(n) / float64(x.Clients) }
		fmt.Fprintf(&b, "%-10s %8.2f %6.1f%% %5.1f%% %5.1f%% %5.1f%% %7.1f%% %6.1f%% | %10.1f%% %6.1f%% %8.2f%%\n",
			p.name, x.Per100/100, share(x.Levels["proceed"]), share(x.Levels["adapt"]), share(x.Levels["refer"]),
			share(x.Levels["defer"]), share(x.Levels["withhold"]), share(x.Levels["clarify"]),
			share(x.NotTreated), share(x.ToDoctor), share(x.Emergencies))
	}
	const file = "testdata/walkins.txt"
	if *updateWalkins {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), b.String()); diff != "" {
		t.Errorf("the burden has changed; if that is wanted: SAFEHANDS_DRAWS=1 go test ./examples/rulecheck -run AlertBudget"+
			" -update-walkins\nmismatch (-want +got):\n%s", diff)
	}
}

// The README shows the same numbers.
func TestReadmeShowsTheBurden(t *testing.T) {
	table, err := os.ReadFile("testdata/walkins.txt")
	if err != nil {
		t.Fatal(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(table)) {
		f := strings.Fields(strings.ReplaceAll(line, "|", ""))
		if f[0] == "profile" {
			continue
		}
		row := fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s | %s |", f[0], f[1], f[2], f[3], f[4], f[8], f[9], f[10])
		if !strings.Contains(string(readme), row) {
			t.Errorf("the README has no line %s", row)
		}
	}
}
