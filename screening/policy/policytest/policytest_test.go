package policytest_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	inner  = flag.String("inner", "", "run the case files of this folder, as another test wants to see it")
)

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s mismatch (-want +got):\n%s", name, diff)
	}
}

func TestRun(t *testing.T) {
	policytest.Run(t, load(t), os.DirFS("testdata/good"))
}

func TestFailingCases(t *testing.T) {
	report, err := policytest.Check(load(t), os.DirFS("testdata/failing"))
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, result := range report.Cases {
		fmt.Fprintf(&b, "%s:%d:%d: %s\n", result.File, result.Line, result.Column, result.Name)
		for _, failure := range result.Failures {
			fmt.Fprintf(&b, "\t%s\n", failure)
		}
	}
	golden(t, "testdata/failing.txt", b.String())
}

func TestMistakes(t *testing.T) {
	report, err := policytest.Check(load(t), os.DirFS("testdata/mistakes"))
	var mistakes *document.Error
	if !errors.As(err, &mistakes) || report != nil {
		t.Fatalf("Check = %v, %v, want no report and a *document.Error", report, err)
	}
	golden(t, "testdata/mistakes.txt", err.Error()+"\n")
}

func TestNoCaseFile(t *testing.T) {
	_, err := policytest.Check(load(t), fstest.MapFS{"rules.yaml": {}})
	want := "there is no case file; its name ends in _cases.yaml"
	if err == nil || err.Error() != want {
		t.Errorf("Check = %v, want %s", err, want)
	}
	_, err = policytest.Check(load(t), os.DirFS("testdata/nowhere"))
	if mistakes := (*document.Error)(nil); !errors.As(err, &mistakes) {
		t.Errorf("Check of a folder that is not there = %v, want a *document.Error", err)
	}
}

func TestCoverage(t *testing.T) {
	for _, tt := range []struct {
		name, cases string
		want        []policytest.Coverage
	}{
		{"expected and held counts, also in a case that fails", `
  - {case: a, rest: none, answers: {swimmer.tired: yes}, fires: [pool.weak], silent: [pool.cut], decision: swim}
  - {case: b, rest: none, silent: [pool.ear], decision: swim}
  - {case: c, decision: unclear, undecided: [pool.cut]}`,
			[]policytest.Coverage{{Rule: "pool.cut", Silent: 1, Undecided: 1}, {Rule: "pool.ear", Silent: 1}, {Rule: "pool.weak", Fires: 1}}},
		{"what only happens or fails does not count", `
  - {case: a, rest: none, answers: {swimmer.tired: yes}, silent: [pool.weak], fires: [pool.cut], undecided: [pool.ear]}`, nil},
		{"a limit of the rule is checked", `
  - {case: a, rest: none, answers: {swimmer.tired: yes}, fires: [pool.weak], places: {deep: {limits: {minutes: 20}}}}`,
			[]policytest.Coverage{{Rule: "pool.weak", Fires: 1, LimitsChecked: true}}},
		{"also one that holds elsewhere", `
  - {case: a, rest: none, answers: {swimmer.tired: yes}, fires: [pool.weak], places: {shallow: {limits: {avoid_moves: [race]}}}}`,
			[]policytest.Coverage{{Rule: "pool.weak", Fires: 1, LimitsChecked: true}}},
		{"a limit that is not as expected is not checked", `
  - {case: a, rest: none, answers: {swimmer.tired: yes}, fires: [pool.weak], places: {deep: {limits: {minutes: 30}}}}`,
			[]policytest.Coverage{{Rule: "pool.weak", Fires: 1}}},
		{"nor is one of another rule", `
  - {case: a, rest: none, answers: {swimmer.tired: yes, water.temp: 3}, fires: [pool.weak], places: {deep: {limits: {avoid_ice: true}}}}`,
			[]policytest.Coverage{{Rule: "pool.weak", Fires: 1}}},
		{"nor one where the rule is not expected", `
  - {case: a, rest: none, answers: {swimmer.tired: yes}, places: {deep: {limits: {minutes: 20}}}}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {

			text := "base: {swimmer.age: 30, swimmer.level: good}\ncases:" + tt.cases + "\n"
			report, err := policytest.Check(load(t), fstest.MapFS{"a_cases.yaml": {Data: []byte(text)}})
			if err != nil {
				t.Fatal(err)
			}
			var got []policytest.Coverage
			for _, c := range report.Coverage {
				none := c.Rule == "pool.age" || c.Rule == "pool.faint" // rules without limits
				if c != (policytest.Coverage{Rule: c.Rule, LimitsChecked: none}) {
					got = append(got, c)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("coverage mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

func TestGaps(t *testing.T) {
	report := &policytest.Report{Coverage: []policytest.Coverage{
		{Rule: "a.full", Fires: 1, Silent: 2, Undecided: 1, LimitsChecked: true},
		{Rule: "a.none"},
		{Rule: "a.part", Fires: 1, Silent: 1, LimitsChecked: true},
	}}
	want := []string{
		"rule a.none has no case where it fires",
		"rule a.none has no case where it is silent",
		"rule a.none has no case where it is undecided",
		"rule a.none has limits and no case where it fires that expects one of them",
		"rule a.part has no case where it is undecided",
	}
	if diff := cmp.Diff(want, report.Gaps()); diff != "" {
		t.Errorf("Gaps mismatch (-want +got):\n%s", diff)
	}
}

func TestInner(t *testing.T) {
	if *inner == "" {
		t.Skip("TestRunFails runs it")
	}
	policytest.Run(t, load(t), os.DirFS(*inner))
}

// Run fails by failing its test, so it is watched from outside.
func TestRunFails(t *testing.T) {
	for _, tt := range []struct {
		folder       string
		want, absent []string
	}{
		{"testdata/failing", []string{
			"--- FAIL: TestInner/b_cases.yaml/nothing_known", "--- FAIL: TestInner/b_cases.yaml/rule_pool.cold",
			"\n        b_cases.yaml:7:5: places: shallow: decision: expected swim, got unclear",
			"--- PASS: TestInner/a_cases.yaml/this_one_holds",
		}, []string{"--- PASS: TestInner/a_cases.yaml/limits"}},
		{"testdata/mistakes", []string{"--- FAIL: TestInner", "c_cases.yaml:1:8: there is no case"}, []string{"TestInner/"}},
	} {
		out, err := exec.Command(os.Args[0], "-test.run=^TestInner$", "-test.v", "-inner="+tt.folder).CombinedOutput()
		if err == nil {
			t.Errorf("Run(%s) passed, want it to fail", tt.folder)
		}
		for _, want := range tt.want {
			if !strings.Contains(string(out), want) {
				t.Errorf("Run(%s) does not print %q:\n%s", tt.folder, want, out)
			}
		}
		for _, absent := range tt.absent {
			if strings.Contains(string(out), absent) {
				t.Errorf("Run(%s) prints %q:\n%s", tt.folder, absent, out)
			}
		}
	}
}
