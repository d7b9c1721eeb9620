package fhir_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
)

// The report after a session is a form of the triage's own questions, and comes back as it was told.
func TestReportAfterSession(t *testing.T) {
	d, err := visit.Open()
	if err != nil {
		t.Fatal(err)
	}
	r := d.Triager()
	fresh := func() soreness.Course {
		return soreness.Course{AskedAgain: answer.Yes, Sessions: []soreness.Session{{
			DaysAgo: answer.Known(1), Violations: []string{}, Plan: soreness.SessionPlan{Technique: "relaxing_swedish"},
		}}}
	}
	pages, err := r.Form(screening.Intake{}, fresh())
	if err != nil {
		t.Fatal(err)
	}
	report := clinic
	report.Kind, report.Where, report.Facts = "report", "", []string{}
	for _, f := range fields(pages) {
		if strings.HasPrefix(f.Fact, "post.") {
			report.Facts = append(report.Facts, f.Fact)
		}
	}
	q := fhir.Of(r.Rules(), report)
	sound(t, q)
	if len(report.Facts) < 20 || len(q.Item) < len(report.Facts) {
		t.Fatalf("%d questions, %d items", len(report.Facts), len(q.Item))
	}
	told, n := 0, draws.Of(t, 600)
	for seed := range n {
		rnd := rand.New(rand.NewPCG(uint64(seed), 5))
		want := fresh()
		for _, f := range fields(pages) {
			if strings.HasPrefix(f.Fact, "post.") && rnd.IntN(3) > 0 {
				_ = r.SetText(&want, f.Fact, words(rnd, f)...)
			}
		}
		now, err := r.Form(screening.Intake{}, want)
		if err != nil {
			continue // answers that contradict each other
		}
		told++
		for _, f := range fields(now) {
			if f.Answer.Asked() && !f.Asked { // what means nothing as the others stand
				if err := r.Set(&want, f.Fact, answer.Any{}); err != nil {
					t.Fatal(err)
				}
			}
		}
		a := newFilled(0)
		for _, name := range report.Facts {
			x, err := r.Get(want, name)
			if err != nil {
				t.Fatal(err)
			}
			a.put(name, x, a.items(q)[name])
		}
		a.fill(q.Item, true, 0)
		g, err := fhir.Read(r.Rules(), report, a.response(q, "", false))
		if err != nil {
			t.Fatal(err)
		}
		got := fresh()
		for _, name := range report.Facts {
			if x, ok := g.Facts[name]; ok {
				if err := r.Set(&got, name, x); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
			}
		}
		if diff := cmp.Diff(asJSON(t, want, nil), asJSON(t, got, nil)); diff != "" {
			t.Fatalf("seed %d mismatch (-want +got):\n%s", seed, diff)
		}
	}
	if told < n/4 {
		t.Errorf("%d of %d reports agree with themselves, too few to say anything", told, n)
	}
}
