package screening_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Whoever is asked can answer: a question that nothing has to come before takes every value and
// unsure, and so does every field that a form says is asked. Only a field that was answered before,
// answered anew, can take the meaning of details away that hang on it or on what it implies.
func TestWhatIsAskedCanBeAnswered(t *testing.T) {
	t.Parallel()
	s := loaded(t)
	d := newDrawer(t, s)
	set := s.Rules()
	all := draws.All(t) // else some of what is asked
	// says answers a fact in every way, and counts them.
	says := func(in *screening.Intake, fact string, anew bool) (n int) {
		i, _ := set.FactIndex(fact)
		words := [][]string{{"unsure"}}
		for _, v := range d.w.Values(i) {
			words = append(words, strings.Split(set.Format(i, v), ", "))
		}
		for _, w := range words {
			n++
			after := *in
			err := s.SetText(&after, fact, w...)
			var problems *document.Error
			if err == nil || anew && errors.As(err, &problems) && !slices.ContainsFunc(problems.Problems, func(p document.Problem) bool {
				detail, ok := set.FactIndex(p.Path)
				return !ok || detail == i || !slices.Contains(d.hangsOn(detail), i)
			}) {
				continue
			}
			t.Errorf("%s is asked, and %s is refused: %v\n%s", fact, w, err, marshal(t, in))
		}
		return n
	}
	questions, fields := 0, 0
	for seed := range uint64(draws.Of(t, 200)) {
		in := d.intake(t, seed)
		asked, err := s.Questions(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		some := rand.New(rand.NewPCG(seed, 8))
		for _, q := range asked {
			if len(q.After) == 0 && (all || some.IntN(3) == 0) {
				questions += says(&in, q.Fact, false)
			}
		}
		pages, err := s.Form(in)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		each := func(drawn []form.Field) {
			for _, f := range drawn {
				if f.Asked && (all || some.IntN(8) == 0) {
					fields += says(&in, f.Fact, f.Answered || f.Usual != "")
				}
			}
		}
		for _, p := range pages {
			each(p.Fields)
			for _, l := range p.Lines {
				each(l.Fields)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	t.Logf("%d answers to questions, %d to fields", questions, fields)
}

// hangsOn are the facts that a guard reads, and those that imply one of them.
func (d drawer) hangsOn(fact int) []int {
	all := slices.Clone(d.w.Chain(fact))
	for _, c := range d.w.Consequences() {
		if slices.Contains(d.w.Chain(fact), c.Fact) {
			all = append(all, c.Reads...)
		}
	}
	return all
}

// A client without diabetes can wear a pump for insulin, or inject it. Nobody asks after diabetes
// before that is told; then its details are asked, and answered either way.
func TestDetailsOfDiabetesWaitForThePump(t *testing.T) {
	s := loaded(t)
	var in screening.Intake
	if err := s.Set(&in, "cond.diabetes", answer.Of(answer.No)); err != nil {
		t.Fatal(err)
	}
	after := func() (after []string, asked bool) {
		t.Helper()
		questions, err := s.Questions(in)
		if err != nil {
			t.Fatal(err)
		}
		for _, q := range questions {
			if q.Fact == "dm.complicated" {
				return q.After, true
			}
		}
		return nil, false
	}
	if got, asked := after(); asked && !slices.Equal(got, []string{"dev.attached", "med.self_inject"}) {
		t.Errorf("without diabetes its details are asked after %v, want what is attached or injected", got)
	}
	injects := in
	if err := s.SetText(&in, "med.self_inject", string(intake.SelfInjectNone)); err != nil {
		t.Fatal(err)
	}
	if got, asked := after(); asked && !slices.Equal(got, []string{"dev.attached"}) {
		t.Errorf("without an injection its details are asked after %v, want what is attached", got)
	}
	for medicine, want := range map[intake.SelfInject]bool{intake.SelfInjectGLP1: false, intake.SelfInjectInsulin: true} {
		told := injects
		_ = s.SetText(&told, "dev.attached", string(intake.AttachedNone))
		_ = s.SetText(&told, "med.self_inject", string(medicine))
		if err := s.Set(&told, "dm.complicated", answer.Of(answer.Yes)); (err == nil) != want {
			t.Errorf("whoever injects %s tells of diabetes: %v", medicine, err)
		}
	}
	for worn, want := range map[intake.Attached]bool{intake.AttachedNone: false, intake.AttachedInsulinPump: true} {
		if err := s.SetText(&in, "dev.attached", string(worn)); err != nil {
			t.Fatal(err)
		}
		if got, asked := after(); asked != want || len(got) > 0 {
			t.Errorf("with %s attached the details of diabetes are asked: %t, after %v; want %t", worn, asked, got, want)
		}
	}
	for _, says := range []answer.YesNo{answer.Yes, answer.No, answer.Unsure} {
		told := in
		_ = s.SetText(&told, "dev.attached", string(intake.AttachedInsulinPump))
		if err := s.Set(&told, "dm.complicated", answer.Of(says)); err != nil {
			t.Errorf("%v: %v", says, err)
		}
	}
}
