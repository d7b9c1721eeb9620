package policytest_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// The good cases try cold water at 17.5 degrees, an unknown temperature and warm water; none stands
// at the 18 degrees of the rule.
func TestMutateOneRule(t *testing.T) {
	said := 0
	m, err := policytest.Mutate(load(t), os.DirFS("testdata/good"),
		func(r *policy.Rule) bool { return r.ID == "pool.cold" }, func(done, all int) { said = all - done })
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range m.Survivors {
		got = append(got, s.String())
	}
	want := []string{
		"pool.yaml:39:5: pool.cold: when: water.temp < 18 -> water.temp <= 18",
		"pool.yaml:39:5: pool.cold: when: water.temp < 18 -> water.temp < 17.9",
		"pool.yaml:39:5: pool.cold: when: water.temp < 18 -> water.temp < 18.1",
		"pool.yaml:39:5: pool.cold: urgency: none -> soon",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("survivors (-want +got):\n%s", diff)
	}
	if m.Mutants != m.Killed+m.Refused+len(m.Survivors)+len(m.Equivalent) || said != 0 || m.Killed == 0 {
		t.Errorf("%+v, %d left at the end", m, said)
	}
	if want := 100 * float64(m.Killed) / float64(m.Killed+4); m.Score() != want {
		t.Errorf("a score of %g, want %g", m.Score(), want)
	}
	for _, s := range m.Survivors {
		kills(t, s)
	}
}

// kills holds the case of a survivor to what it promises: it holds today, and fails once the rule
// is as the survivor has it.
func kills(t *testing.T, s policytest.Survivor) {
	t.Helper()
	if s.Kills == "" {
		t.Errorf("no case kills %s", s)
		return
	}
	files := fstest.MapFS{"kill_cases.yaml": {Data: []byte("cases:\n" + s.Kills)}}
	change := "changes:\n  - {rule: " + s.Rule + ", " + s.Key + ": '" + s.Now + "', reason: a mutant}\n"
	mutant, err := policy.Load(pool(), policy.Layer{Name: "pool", Files: os.DirFS("testdata/rules")},
		policy.Layer{Name: "mutant", Files: fstest.MapFS{"m.yaml": {Data: []byte(change)}}, Loosening: true, RedFlags: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		set  *policy.Set
		want int
	}{{load(t), 0}, {mutant, 1}} {
		report, err := policytest.Check(x.set, files)
		if err != nil {
			t.Fatalf("%s: %v\n%s", s, err, s.Kills)
		}
		if got := min(1, len(report.Cases[0].Failures)); got != x.want {
			t.Errorf("%s: %d failures, want %d of\n%s", s, got, x.want, s.Kills)
		}
	}
}

func TestMutateNeedsCasesThatHold(t *testing.T) {
	_, err := policytest.Mutate(load(t), os.DirFS("testdata/failing"), nil, nil)
	if err == nil || !strings.HasPrefix(err.Error(), `a_cases.yaml:3:5: case "rules" fails with the rules as they are`) {
		t.Errorf("got %v", err)
	}
	if _, err := policytest.Mutate(nil, os.DirFS("testdata/good"), nil, nil); err == nil {
		t.Error("no set is no set to mutate")
	}
}

// Both ears fire the rule once; once nothing hurts, once the ear is unsure, and once nobody asked
// for the side: there the side alone decides.
func TestClausesOfARule(t *testing.T) {
	all, err := policytest.Clauses(load(t), os.DirFS("testdata/good"))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if r.Rule != "pool.ear" {
			continue
		}
		want := []policytest.ClauseCount{
			{Says: "ear.pain", Holds: 2, Fails: 1, Alone: 1}, {Says: "ear.side == both", Holds: 1, Fails: 1, Alone: 2},
		}
		if diff := cmp.Diff(want, r.Clauses); diff != "" {
			t.Errorf("pool.ear (-want +got):\n%s", diff)
		}
	}
}

// What no case shows comes with a case that shows it, or is proved to show nowhere.
func TestClausesThatNoCaseShows(t *testing.T) {
	set, err := policy.Load(pool(), policy.Layer{Name: "pool", Files: os.DirFS("testdata/rules")},
		policy.Layer{Name: "own", Files: fstest.MapFS{"own.yaml": {Data: []byte(`rules:
  - {id: own.twice, kind: care, urgency: none, when: "swimmer.tired && (swimmer.tired || cut.open) && !ear.pain", says: Rest., sources: [house], grade: A}
`)}}})
	if err != nil {
		t.Fatal(err)
	}
	cases := fstest.MapFS{"own_cases.yaml": {Data: []byte(`cases:
  - case: nothing asked
    undecided: [own.twice]
`)}}
	all, err := policytest.Clauses(set, cases)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range all {
		if r.Rule != "own.twice" {
			continue
		}
		var redundant []bool
		for _, c := range r.Clauses {
			redundant = append(redundant, c.Redundant)
			if c.Redundant == (c.Shows != "") || len(c.Gaps()) < 2 {
				t.Errorf("%+v", c)
			}
			if c.Shows != "" {
				report, err := policytest.Check(set, fstest.MapFS{"x_cases.yaml": {Data: []byte("cases:\n" + c.Shows)}})
				if err != nil || len(report.Cases[0].Failures) > 0 {
					t.Errorf("%v %v of\n%s", err, report, c.Shows)
				}
			}
		}
		// The cut is never what the rule hangs on: somebody is tired already. The second tired is, where
		// there is no cut.
		if diff := cmp.Diff([]bool{false, false, true, false}, redundant); diff != "" {
			t.Errorf("redundant (-want +got):\n%s", diff)
		}
	}
}

func TestWhyACaseFails(t *testing.T) {
	report, err := policytest.Check(load(t), os.DirFS("testdata/failing"))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range report.Cases {
		if c.Name != "rules" {
			if len(c.Failures) == 0 && len(c.Why) > 0 {
				t.Errorf("%s holds and says why not: %v", c.Name, c.Why)
			}
			continue
		}
		var got []string
		for _, w := range c.Why {
			got = append(got, w.String())
		}
		want := []string{
			"pool.yaml:29:5: pool.cut is undecided\n  ?    cut.open    # cut.open is not asked; decides",
			"pool.yaml:19:5: pool.ear is silent\n  yes  ear.pain    # ear.pain is yes\n" +
				"  no   ear.side == both    # ear.pain is yes, ear.side is one; decides",
			"pool.yaml:48:5: pool.faint is silent\n  no   swimmer.faint    # swimmer.faint is no; decides",
			"pool.yaml:8:5: pool.weak fires\n" +
				"  yes  swimmer.weak    # swimmer.level is good, swimmer.tired is yes; decides",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("why (-want +got):\n%s", diff)
		}
	}
}

// What was changed is told with a few words around it, and what is short is told whole.
func TestSurvivorTellsWhatWasChanged(t *testing.T) {
	for _, tt := range []struct{ was, now, wantWas, wantNow string }{
		{"a.b && c.d >= 40 && e.f && g.h || i.j", "a.b && c.d >= 41 && e.f && g.h || i.j", "… && c.d >= 40 && e.f && …", "… && c.d >= 41 && e.f && …"},
		{"none", "routine", "none", "routine"},
		{"[a, b]", "[b]", "[a, b]", "[b]"},
		{"a.b && c.d", "a.b", "a.b && c.d", "a.b"},
	} {
		was, now := policytest.Survivor{Was: tt.was, Now: tt.now}.Changed()
		if was != tt.wantWas || now != tt.wantNow {
			t.Errorf("%q -> %q is told as %q -> %q, want %q -> %q", tt.was, tt.now, was, now, tt.wantWas, tt.wantNow)
		}
	}
}
