package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
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

// What the rules come to over 10,000 ordinary clients, by profile: measured, and no target. A
// change of a rule shows here before clinics feel it.
func TestAlertBudget(t *testing.T) {
	if !draws.All(t) {
		t.Skip("30,000 clients: only where every draw is made")
	}
	var b strings.Builder
	b.WriteString("profile    findings proceed  adapt  refer  defer withhold clarify | not treated  doctor emergency  words\n")
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
		fmt.Fprintf(&b, "%-10s %8.2f %6.1f%% %5.1f%% %5.1f%% %5.1f%% %7.1f%% %6.1f%% | %10.1f%% %6.1f%% %8.2f%% %5.1f%%\n",
			p.name, x.Per100/100, share(x.Levels["proceed"]), share(x.Levels["adapt"]), share(x.Levels["refer"]),
			share(x.Levels["defer"]), share(x.Levels["withhold"]), share(x.Levels["clarify"]),
			share(x.NotTreated), share(x.ToDoctor), share(x.Emergencies), share(x.Words))
	}
	more, fewer := newEmergencies(t)
	fmt.Fprintf(&b, "\nof 10,000, new emergencies by N-D03, N-D10, N-D36, N-D37: %d; no longer one by N-D15, N-D18: %d\n",
		more, fewer)
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

// newEmergencies are, of ordinary walk-ins, those whom the rows that call an emergency where none
// was (N-D03, N-D10, N-D36, N-D37) alone call for, and those for whom others (N-D15, N-D18) no
// longer do: field-danger 8 wants no more of the first. What the words of a line take away (N-D51),
// and N-D12, no weight shows.
func newEmergencies(t *testing.T) (more, fewer int) {
	t.Helper()
	p, err := onePart(selection{dir: builtIn, part: "screening"})
	if err != nil {
		t.Fatal(err)
	}
	clients, err := generate(p, walkins, 10000)
	if err != nil {
		t.Fatal(err)
	}
	added := []string{"headache.after_neck_work", "arms.cord", "shock.attack_at_rest_risk", "shock.near_collapse"}
	for _, id := range append([]string{"weakness.foot_pressed"}, added...) {
		if _, ok := p.set.RuleIndex(id); !ok {
			t.Fatalf("no rule %s", id)
		}
	}
	kind, _ := p.set.FactIndex("sys.stroke_kind")
	var e policy.Evaluation
	for _, x := range clients {
		if err := p.set.Evaluate(x.answers, x.request, &e); err != nil {
			t.Fatal(err)
		}
		adds, others := false, false
		for _, o := range e.Outcomes() {
			switch emergency := o.Counts() && p.set.Schema().Urgencies[o.Urgency] == "emergency"; {
			case emergency && slices.Contains(added, o.Rule.ID):
				adds = true
			case emergency:
				others = true
			case o.Counts() && o.Rule.ID == "weakness.foot_pressed":
				fewer++
			}
		}
		if adds && !others {
			more++
		}
		if k := p.set.Format(kind, x.answers.Fact(kind)); k == "known_nerve" || k == "limb_part" {
			fewer++
		}
	}
	return more, fewer
}

// Field-danger 8: of 100 reports of ordinary soreness at most 3 may reach a clinician.
func TestOrdinarySorenessReachesNoClinician(t *testing.T) {
	if !draws.All(t) {
		t.Skip("1,000 reports: only where every draw is made")
	}
	p, err := onePart(selection{dir: builtIn, part: "soreness/triage"})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	b, err := burdenOf(newConsole(&out, &out), p, "testdata/reports_weights.yaml", 1000)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("of 1,000 reports %v, %d to a clinician", b.Levels, b.ToDoctor)
	if b.Levels["expected"] < 500 || b.ToDoctor > 30 || b.Emergencies > 0 || b.Levels["clarify"] > 0 {
		t.Errorf("of 1,000 reports of ordinary soreness %d reach a clinician: %v", b.ToDoctor, b.Levels)
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
		if len(f) != 12 || f[0] == "profile" {
			continue
		}
		row := fmt.Sprintf("| %s | %s | %s | %s | %s | %s | %s | %s | %s |", f[0], f[1], f[2], f[3], f[11], f[4], f[8], f[9], f[10])
		if !strings.Contains(string(readme), row) {
			t.Errorf("the README has no line %s", row)
		}
	}
}

// What a client says goes together: a line that the words of another answer rule out is not ticked,
// and who ticks a line with several facts means one of them.
func TestClientsAreOfOnePiece(t *testing.T) {
	p, err := onePart(selection{dir: builtIn, part: "screening"})
	if err != nil {
		t.Fatal(err)
	}
	w, err := readWeights(walkins, p.set)
	if err != nil {
		t.Fatal(err)
	}
	of := newPerson(w, p.set)
	said := func(name string) string {
		i, ok := p.set.FactIndex(name)
		if !ok {
			t.Fatalf("no fact %s", name)
		}
		return p.set.Format(i, of.fact(i))
	}
	seen := map[string]int{}
	for of.n = range 3000 {
		phase, age := said("back.phase"), said("client.age")
		hurts := of.ticks("back_now.back_pain")
		if (phase == "none") == hurts {
			t.Errorf("client %d: back pain %v, and %s", of.n, hurts, phase)
		}
		if of.ticks("back_now.new_pain") && slices.Contains([]string{"none", "remission", "chronic_stable"}, phase) {
			t.Errorf("client %d: new pain of a back that is %s", of.n, phase)
		}
		if said("preg.status") != "none" && len(age) == 2 && age >= "50" {
			t.Errorf("client %d: %s and %s", of.n, age, said("preg.status"))
		}
		if of.ticks("heart_and_blood.high_blood_pressure") {
			seen["pressure at "+age]++
		}
		if of.ticks("skin_and_health.skin_here") {
			told := 0
			for _, f := range of.lines["skin_and_health.skin_here"].Facts {
				if a := said(f); a != "no" && a != "none" {
					told++
				}
			}
			if told != 1 {
				t.Errorf("client %d ticks a line and means %d of its facts", of.n, told)
			}
			seen["skin"]++
		}
	}
	if seen["skin"] == 0 || seen["pressure at 66"] <= seen["pressure at 26"] {
		t.Errorf("%v: illness comes with age", seen)
	}
}
