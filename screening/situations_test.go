package screening_test

import (
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// The situations were written from the clinical documents alone, before the rules that decide them:
// what must stay calm, and what must not although nobody names a disease.
func TestSituations(t *testing.T) {
	s := newScreener(t)
	policytest.Run(t, s.Rules(), os.DirFS("testdata/situations"), policytest.WithSpent(s.Spent))
}

// A case there that expects something else would say nothing.
func TestSituationsExpectTheirKind(t *testing.T) {
	decision := regexp.MustCompile(`(?m)^    decision: (\w+)$`)
	for _, test := range []struct {
		file    string
		allowed []string
		least   int
	}{
		{"benign_cases.yaml", []string{"proceed", "adapt"}, 40},
		{"dangerous_cases.yaml", []string{"defer", "withhold"}, 40},
		{"ordinary_cases.yaml", []string{"proceed", "adapt", "defer"}, 27}, // the flu waits
	} {
		data := situations(t, test.file)
		found := decision.FindAllStringSubmatch(data, -1)
		cases := regexp.MustCompile(`(?m)^  - case: `).FindAllString(data, -1)
		if len(found) != len(cases) || len(cases) < test.least {
			t.Errorf("%s has %d cases and %d decisions, want as many and at least %d",
				test.file, len(cases), len(found), test.least)
		}
		for _, m := range found {
			if !slices.Contains(test.allowed, m[1]) {
				t.Errorf("%s expects %s, want one of %v", test.file, m[1], test.allowed)
			}
		}
	}
}

// Of the field, at least thirty that have to stay calm and thirty that must not.
func TestSituationsOfTheField(t *testing.T) {
	for _, test := range []struct{ files []string }{
		{[]string{"danger_benign_cases.yaml", "intake_benign_cases.yaml", "kinds_benign_cases.yaml"}},
		{[]string{"danger_dangerous_cases.yaml", "intake_dangerous_cases.yaml", "kinds_dangerous_cases.yaml"}},
	} {
		cases, decided := 0, 0
		for _, file := range test.files {
			data := situations(t, file)
			cases += len(regexp.MustCompile(`(?m)^  - case: `).FindAllString(data, -1))
			decided += len(regexp.MustCompile(`(?m)^    (decision|floor|ceiling|urgency|presumed|places|limits|fires): ?`).FindAllString(data, -1))
		}
		if cases < 30 || decided < cases {
			t.Errorf("%v: %d cases that expect %d things", test.files, cases, decided)
		}
	}
}

// The review's section 2 has 29 lines of ordinary clients. Two of them are about soreness.
func TestEveryOrdinaryClientIsThere(t *testing.T) {
	seen := map[int]bool{18: true, 29: true}
	for _, m := range regexp.MustCompile(`(?m)^  # line (\d+):`).FindAllStringSubmatch(situations(t, "ordinary_cases.yaml"), -1) {
		n, err := strconv.Atoi(m[1])
		if err != nil {
			t.Fatal(err)
		}
		seen[n] = true
	}
	for n := 1; n <= 29; n++ {
		if !seen[n] {
			t.Errorf("line %d has no case", n)
		}
	}
}

func situations(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile("testdata/situations/" + file)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// Of the twelve answers of a healthy client all decide but the reason for coming: without any one
// of them nothing is settled.
func TestTwelveAnswersOfAHealthyClientDecide(t *testing.T) {
	s := newScreener(t)
	settled := func(change func(*screening.Intake)) bool {
		in := healthy(s)
		change(&in)
		d, err := s.Screen(in)
		if err != nil {
			t.Fatal(err)
		}
		return d.Settled() && d.MayTreat() && d.Disposition == screening.Proceed
	}
	decide := 0
	for name := range healthy(s).Cards {
		if !settled(func(in *screening.Intake) { delete(in.Cards, name) }) {
			decide++
		}
	}
	for _, forget := range []func(*screening.Intake){
		func(in *screening.Intake) { in.Client.Age = answer.Fact[int]{} },
		func(in *screening.Intake) { in.Preg.Status = answer.Fact[intake.Pregnancy]{} },
	} {
		if !settled(forget) {
			decide++
		}
	}
	if decide != 12 {
		t.Errorf("%d answers decide, want 12", decide)
	}
	if !settled(func(in *screening.Intake) { in.Session.Reason = answer.Fact[intake.Reason]{} }) {
		t.Error("the reason for coming decides whether")
	}
}
