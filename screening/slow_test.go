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
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/witness"
	"github.com/safehands/safehands/screening/policy/witness/draws"
)

// Whatever is answered, one screening looks at no more cubes than screenWork, and its questions at no more
// than questionWork; a step takes some nanoseconds. Both are a little above the budgets of the engine: what
// was begun is finished.
const (
	screenWork   = 2_500_000
	questionWork = 22_000_000
)

// slow is one intake and what it cost.
type slow struct {
	answers           *policy.Answers
	request           policy.Request
	screen, questions int
	inexact           bool
}

// cost evaluates as the screener does.
func cost(set *policy.Set, a *policy.Answers, q policy.Request, e *policy.Evaluation) (slow, bool) {
	if set.Evaluate(a, q, e) != nil {
		return slow{}, false
	}
	outcomes := e.Outcomes()
	x := slow{answers: a, request: q, screen: e.Work()}
	e.Questions(outcomes)
	x.questions, x.inexact = e.Work()-x.screen, e.Inexact()
	return x, true
}

// slowest searches for intakes that cost most: it changes the worst found so far, answer by answer, with
// and without clearances.
func slowest(set *policy.Set, seed uint64, tries int, worse func(a, b slow) bool) slow {
	w, err := witness.New(set)
	if err != nil {
		panic(err)
	}
	r := rand.New(rand.NewPCG(seed, 21))
	var e policy.Evaluation
	worst, _ := cost(set, w.Draw(r), w.DrawRequest(r, true), &e)
	for range tries {
		a := &policy.Answers{Facts: slices.Clone(worst.answers.Facts), Cards: slices.Clone(worst.answers.Cards)}
		q := worst.request
		if r.IntN(12) == 0 {
			q = w.DrawRequest(r, true)
		}
		for range 1 + r.IntN(6) {
			f := r.IntN(len(a.Facts))
			switch r.IntN(8) {
			case 0:
				c := r.IntN(len(a.Cards))
				a.Cards[c] = policy.CardAnswer{Given: true, Ticked: r.Uint64() & (1<<len(set.Cards()[c].Lines) - 1)}
			case 1:
				a.Cards[r.IntN(len(a.Cards))] = policy.CardAnswer{}
			case 2:
				a.Facts[f] = policy.Answer{}
			case 3, 4:
				a.Facts[f] = w.Values(f)[r.IntN(len(w.Values(f)))]
			default:
				a.Facts[f] = policy.Answer{State: policy.Unsure}
			}
		}
		for range 30 {
			err := set.Check(a)
			if err == nil {
				break
			}
			w.Drop(a, err)
		}
		if x, ok := cost(set, a, q, &e); ok && worse(x, worst) {
			worst = x
		}
	}
	return worst
}

func moreScreen(a, b slow) bool    { return a.screen >= b.screen }
func moreQuestions(a, b slow) bool { return a.questions >= b.questions }

func TestSlowestIntakesAreBounded(t *testing.T) {
	t.Parallel()
	s := newScreener(t)
	for seed := range uint64(4) {
		worse, name := moreScreen, "screening"
		if seed%2 == 1 {
			worse, name = moreQuestions, "questions"
		}
		x := slowest(s.Rules(), seed, draws.Of(t, 240), worse)
		t.Logf("seed %d, worst %s: %d and %d steps, inexact %t", seed, name, x.screen, x.questions, x.inexact)
		if x.screen > screenWork || x.questions > questionWork {
			t.Errorf("seed %d: %d steps, at most %d, and %d for questions, at most %d", seed, x.screen, screenWork, x.questions, questionWork)
		}
	}
}

// A year of monthly renewals, and more, costs no more than a clearance.
func TestManyClearancesAreBounded(t *testing.T) {
	s := newScreener(t)
	set := s.Rules()
	in := screening.Intake{Client: screening.Client{Age: screening.Known(68)}}
	in.Med.Anticoagulant = screening.Known(screening.AnticoagulantDOAC)
	var relative []string
	for _, r := range set.Rules() {
		if r.Kind == "relative" {
			relative = append(relative, r.ID)
		}
	}
	for _, n := range []int{1, 6, 12, 48, 100} {
		for name, covers := range map[string]func(i int) []string{
			"one rule":            func(int) []string { return []string{"blood.thinner"} },
			"all relative rules":  func(int) []string { return relative },
			"each another rule":   func(i int) []string { return []string{"blood.thinner", relative[i%len(relative)]} },
			"each but one":        func(i int) []string { return slices.Delete(slices.Clone(relative), i%len(relative), i%len(relative)+1) },
			"each some red flags": func(i int) []string { return append([]string{"blood.thinner"}, redFlags(set)[i%20:20]...) },
		} {
			a := set.NewAnswers()
			f, _ := set.FactIndex("med.anticoagulant")
			a.Facts[f] = policy.Answer{State: policy.Known, Values: 1 << 2}
			var q policy.Request
			for i := range n {
				q.Clearances = append(q.Clearances, policy.Clearance{Covers: covers(i)})
			}
			var e policy.Evaluation
			x, ok := cost(set, a, q, &e)
			if !ok || x.screen > screenWork || x.questions > questionWork {
				t.Errorf("%d clearances over %s: %d and %d steps", n, name, x.screen, x.questions)
			}
			if n <= 12 && !strings.HasSuffix(name, "flags") && x.inexact {
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

// BenchmarkSlowest says what the worst intakes of a search take. With SAFEHANDS_DRAWS it searches longer.
func BenchmarkSlowest(b *testing.B) {
	s, err := screening.New()
	if err != nil {
		b.Fatal(err)
	}
	for name, worse := range map[string]func(a, b slow) bool{"screen": moreScreen, "questions": moreQuestions} {
		x := slowest(s.Rules(), 5, draws.Of(b, 3000), worse)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var e policy.Evaluation
			for b.Loop() {
				if err := s.Rules().Evaluate(x.answers, x.request, &e); err != nil {
					b.Fatal(err)
				}
				outcomes := e.Outcomes()
				if name == "questions" {
					e.Questions(outcomes)
				}
			}
			b.ReportMetric(float64(x.screen), "steps/screen")
			b.ReportMetric(float64(x.questions), "steps/questions")
		})
	}
}

// TestSlowRuleFiles searches for tests of rules that are dear to load: each loads or is refused, whatever it
// is. How long the worst took stands in the log.
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
		text := "rules:\n  - {id: own.dear, kind: precaution, urgency: none, when: '" + when + "', says: Slowly., instead: Wait., client: Slowly., " +
			"rationale: It is dear., sources: [POLICY], grade: E5}\n"
		_, err := screening.New(screening.WithOverlay(fstest.MapFS{"own.yaml": {Data: []byte(text)}}))
		switch {
		case err == nil:
			loaded++
		case strings.Contains(err.Error(), "cases") || strings.Contains(err.Error(), "work") || strings.Contains(err.Error(), "condition") ||
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
