package screening_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Whatever is answered, one screening looks at no more cubes than screenWork, and its questions at
// no more than questionWork; a step takes some nanoseconds. Both are a little above the budgets of
// the engine: what was begun is finished.
const (
	screenWork   = 3_000_000
	questionWork = 44_000_000
)

func moreWork(a, b witness.Slow) bool      { return a.Decide >= b.Decide }
func moreQuestions(a, b witness.Slow) bool { return a.Questions >= b.Questions }

func TestSlowestIntakesAreBounded(t *testing.T) {
	t.Parallel()
	w := witnessOf(t, newScreener(t))
	for seed := range uint64(4) {
		worse, name := moreWork, "screening"
		if seed%2 == 1 {
			worse, name = moreQuestions, "questions"
		}
		x := w.Slowest(seed, draws.Of(t, 240), worse)
		t.Logf("seed %d, worst %s: %d and %d steps, inexact %t", seed, name, x.Decide, x.Questions, x.Inexact)
		if x.Decide > screenWork || x.Questions > questionWork {
			t.Errorf("seed %d: %d steps, at most %d, and %d for questions, at most %d",
				seed, x.Decide, screenWork, x.Questions, questionWork)
		}
	}
}

// A year of monthly renewals, and more, costs no more than a clearance.
func TestManyClearancesAreBounded(t *testing.T) {
	s := newScreener(t)
	set := s.Rules()
	in := screening.Intake{Client: intake.Client{Age: answer.Known(68)}}
	in.Med.Anticoagulant = answer.Known(intake.AnticoagulantDOAC)
	var relative []string
	for _, r := range set.Rules() {
		if r.Kind == "relative" {
			relative = append(relative, r.ID)
		}
	}
	sizes := []int{1, 12, 100}
	if draws.All(t) {
		sizes = append(sizes, 6, 48)
	}
	for _, n := range sizes {
		for name, covers := range map[string]func(i int) []string{
			"one rule":            func(int) []string { return []string{"blood.thinner"} },
			"all relative rules":  func(int) []string { return relative },
			"each another rule":   func(i int) []string { return []string{"blood.thinner", relative[i%len(relative)]} },
			"each but one":        func(i int) []string { return slices.Delete(slices.Clone(relative), i%len(relative), i%len(relative)+1) },
			"each some red flags": func(i int) []string { return append([]string{"blood.thinner"}, redFlags(set)[i%20:20]...) },
		} {
			a := set.NewAnswers()
			f, _ := set.FactIndex("med.anticoagulant")
			a.SetFact(f, policy.Answer{State: policy.Known, Values: 1 << 2})
			var q policy.Request
			for i := range n {
				q.Clearances = append(q.Clearances, policy.Clearance{Covers: covers(i)})
			}
			var e policy.Evaluation
			x, ok := witness.Cost(set, a, q, &e)
			if !ok || x.Decide > screenWork || x.Questions > questionWork {
				t.Errorf("%d clearances over %s: %d and %d steps", n, name, x.Decide, x.Questions)
			}
			if n <= 12 && !strings.HasSuffix(name, "flags") && x.Inexact {
				t.Errorf("%d clearances over %s: inexact", n, name)
			}
		}
	}
}

func redFlags(set *policy.Set) []string {
	var ids []string
	for _, r := range set.Rules() {
		if r.RedFlag {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// BenchmarkSlowest says what the worst intakes of a search take. With
// SAFEHANDS_DRAWS it searches longer.
func BenchmarkSlowest(b *testing.B) {
	s := newScreener(b)
	w := witnessOf(b, s)
	for name, worse := range map[string]func(a, b witness.Slow) bool{"screen": moreWork, "questions": moreQuestions} {
		x := w.Slowest(5, draws.Of(b, 3000), worse)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var e policy.Evaluation
			for b.Loop() {
				if err := s.Rules().Evaluate(x.Answers, x.Request, &e); err != nil {
					b.Fatal(err)
				}
				outcomes := e.Outcomes()
				if name == "questions" {
					e.Questions(outcomes)
				}
			}
			b.ReportMetric(float64(x.Decide), "steps/screen")
			b.ReportMetric(float64(x.Questions), "steps/questions")
		})
	}
}

// TestSlowRuleFiles searches for tests of rules that are dear to load: each loads or is refused,
// whatever it is. How long the worst took stands in the log.
func TestSlowRuleFiles(t *testing.T) {
	t.Parallel()
	set := newScreener(t).Rules()
	var yes []string
	for _, f := range set.Facts() {
		if f.Kind == policy.YesNo && !f.Volunteered {
			yes = append(yes, f.Name)
		}
	}
	r := rand.New(rand.NewPCG(3, 22))
	loaded, refused := 0, 0
	for range draws.Of(t, 24) {
		when := dear(r, yes, 3)
		if len(when) > 1900 {
			continue
		}
		text := "rules:\n  - {id: own.dear, kind: precaution, urgency: none, when: '" +
			when + "', says: Slowly., instead: Wait., client: Slowly., " +
			"rationale: It is dear., sources: [POLICY], grade: E5}\n"
		_, err := screening.New(screening.WithOverlay(fstest.MapFS{"own.yaml": {Data: []byte(text)}}))
		switch {
		case err == nil:
			loaded++
		case strings.Contains(err.Error(), "cases") || strings.Contains(err.Error(), "work") ||
			strings.Contains(err.Error(), "condition") ||
			strings.Contains(err.Error(), "hold") || strings.Contains(err.Error(), "nested"):
			refused++
		default:
			t.Errorf("%v\n%s", err, when)
		}
	}
	t.Logf("%d loaded, %d refused", loaded, refused)
}

// dear draws a test that falls apart into many cases.
func dear(r *rand.Rand, facts []string, depth int) string {
	pick := func() string { return facts[r.IntN(len(facts))] }
	if depth == 0 {
		if r.IntN(3) == 0 {
			return "!" + pick()
		}
		return pick()
	}
	var kids []string
	for range 2 + r.IntN(5) {
		kids = append(kids, dear(r, facts, depth-1-r.IntN(depth)))
	}
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf("at_least(%d, [%s])", 1+r.IntN(len(kids)), strings.Join(kids, ", "))
	case 1:
		return "(" + kids[0] + " ? " + kids[1] + " : " + strings.Join(kids, " && ") + ")"
	case 2:
		return "(" + strings.Join(kids, " || ") + ")"
	}
	return "(" + strings.Join(kids, ") && (") + ")"
}

// The reproductions of what once took minutes: each is decided within the bounds.
func TestSlowOnce(t *testing.T) {
	s := newScreener(t)
	files, err := filepath.Glob("testdata/slow/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata/slow: %d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in, err := s.DecodeIntake(data)
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		d, err := s.Screen(in)
		if err != nil {
			t.Errorf("%s: %v", file, err)
		}
		if d.Inexact {
			t.Errorf("%s: is inexact", file)
		}
	}
}
