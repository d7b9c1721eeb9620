package soreness_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
)

// The report after a session is a FHIR form of the triage's own questions, and comes back as it was
// told.
func TestReportIsAForm(t *testing.T) {
	r := newTriager(t)
	fresh := func() soreness.Course {
		return soreness.Course{AskedAgain: answer.Yes, Sessions: []soreness.Session{{
			DaysAgo: answer.Known(1), Violations: []string{}, Plan: soreness.SessionPlan{Technique: "relaxing_swedish"},
		}}}
	}
	f := fhir.Form{Base: "https://clinic.example/fhir", Kind: "report", Language: "en", Title: "After the massage",
		NotSure: "Not sure", NoneOfThese: "None of these", Yes: "Yes", No: "No", Facts: []string{}}
	for _, x := range r.Rules().Facts() {
		if strings.HasPrefix(x.Name, "post.") {
			f.Facts = append(f.Facts, x.Name)
		}
	}
	q := fhir.Of(r.Rules(), f)
	if len(f.Facts) < 20 || len(q.Item) < len(f.Facts) {
		t.Fatalf("%d questions, %d items", len(f.Facts), len(q.Item))
	}
	told, n := 0, draws.Of(t, 300)
	for seed := range n {
		rnd := rand.New(rand.NewPCG(uint64(seed), 5))
		want, items := fresh(), []any{}
		var walk func(list []fhir.Item)
		walk = func(list []fhir.Item) {
			for _, i := range list {
				walk(i.Item)
				if i.Type == "group" || rnd.IntN(2) == 0 || strings.HasSuffix(i.LinkID, ".unsure") {
					continue
				}
				words, value := pick(rnd, i)
				if r.SetText(&want, i.LinkID, words) == nil {
					items = append(items, map[string]any{"linkId": i.LinkID, "answer": []any{value}})
				}
			}
		}
		walk(q.Item)
		pages, err := r.Form(screening.Intake{}, want)
		for n := 0; err != nil && n < 20; n++ { // what contradicts the rest is left out
			var faults *document.Error
			if !errors.As(err, &faults) {
				t.Fatal(err)
			}
			for _, x := range faults.Problems {
				fact := "post." + strings.TrimPrefix(x.Path, "course.report.")
				if err := r.Set(&want, fact, answer.Any{}); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
				items = slices.DeleteFunc(items, func(i any) bool { return i.(map[string]any)["linkId"] == fact })
			}
			pages, err = r.Form(screening.Intake{}, want)
		}
		if err != nil {
			continue
		}
		told++
		asked(t, r, &want, pages)
		data, err := json.Marshal(map[string]any{"resourceType": "QuestionnaireResponse", "status": "completed",
			"questionnaire": q.URL + "|" + q.Version, "item": items})
		if err != nil {
			t.Fatal(err)
		}
		given, err := fhir.Read(r.Rules(), f, data)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		got := fresh()
		for _, name := range f.Facts {
			if x, ok := given.Facts[name]; ok {
				if err := r.Set(&got, name, x); err != nil {
					t.Fatalf("seed %d: %v", seed, err)
				}
			}
		}
		if pages, err = r.Form(screening.Intake{}, got); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		asked(t, r, &got, pages) // an item is enabled too where nothing but the record says that it means nothing
		if diff := cmp.Diff(fmt.Sprint(written(t, want)), fmt.Sprint(written(t, got))); diff != "" {
			t.Fatalf("seed %d mismatch (-want +got):\n%s", seed, diff)
		}
	}
	if told < n*9/10 {
		t.Errorf("%d of %d reports agree with themselves, too few to say anything", told, n)
	}
}

// asked leaves those answers alone that mean something as the others stand.
func asked(t *testing.T, r *soreness.Triager, course *soreness.Course, pages []form.Page) {
	t.Helper()
	for _, p := range pages {
		for _, x := range p.Fields {
			if x.Answer.Asked() && !x.Asked {
				if err := r.Set(course, x.Fact, answer.Any{}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// pick draws an answer to an item, as somebody types it and as FHIR has it.
func pick(r *rand.Rand, i fhir.Item) (string, any) {
	if i.Type != "choice" {
		x := r.IntN(11)
		if i.LinkID == "post.hours_since" {
			x += 20 // or what began and lasted does not fit into it
		}
		return fmt.Sprint(x), map[string]any{map[string]string{"integer": "valueInteger", "decimal": "valueDecimal"}[i.Type]: x}
	}
	c := i.AnswerOption[r.IntN(len(i.AnswerOption))].Coding
	for c.Code == "none" { // would contradict nearly everything else
		c = i.AnswerOption[r.IntN(len(i.AnswerOption))].Coding
	}
	words := map[string]string{"Y": "yes", "N": "no", "asked-unknown": "unsure"}[c.Code]
	if words == "" {
		words = c.Code
	}
	return words, map[string]any{"valueCoding": c}
}

func written(t *testing.T, c soreness.Course) string {
	t.Helper()
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}
