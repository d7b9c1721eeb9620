package policy_test

import (
	"math/rand/v2"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// The smallest set of answers that would have to be different is that of trying every set of every
// size, on random clients of random rules.
func TestWhyNotBruteForce(t *testing.T) {
	t.Parallel()
	want, cases, sizes, none, inexact := max(200, draws.Of(t, 2000)), 0, map[int]int{}, 0, 0
	for seed := uint64(1); cases < want; seed++ {
		r := rand.New(rand.NewPCG(seed, 7))
		set := mustLoadDomain(t, newDomain(r))
		if t.Failed() {
			return
		}
		if set == nil {
			continue
		}
		w, err := witness.New(set)
		if err != nil {
			t.Fatal(err)
		}
		for range 20 {
			a, q := w.Draw(r), w.DrawRequest(r, true)
			told := 0
			for f := range a.Facts() {
				if a.Fact(f).State != policy.NotAsked {
					told++
				}
			}
			var e policy.Evaluation
			for c := range a.Cards() {
				a.SetCard(c, policy.CardAnswer{})
			}
			if told > 7 || set.Evaluate(a, q, &e) != nil {
				continue
			}
			place := e.Requested()[0]
			target := policy.Target{Place: place, Level: max(0, e.Place(place).Floor-1), Urgency: e.Urgency().Floor}
			if r.IntN(2) == 0 {
				target.Urgency = max(0, target.Urgency-1)
			}
			got, exact, err := set.WhyNot(a, q, target)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			if !exact { // it says so
				inexact++
				continue
			}
			size, possible := bruteWhyNot(set, a, q, target, told)
			cases++
			if !possible {
				none++
			}
			if possible != reaches(set, apply(set, a, got), q, target) || possible && len(got) != size {
				t.Fatalf("seed %d: %v, and by brute force %d answers, possible: %t", seed, got, size, possible)
			}
			sizes[len(got)]++
		}
	}
	t.Logf("%d cases, by size %v, none possible for %d, %d cut short", cases, sizes, none, inexact)
	if inexact > cases/10 {
		t.Errorf("of %d searches %d are cut short", cases+inexact, inexact)
	}
	if sizes[1] == 0 || sizes[2] == 0 || none == 0 {
		t.Errorf("by size %v, none for %d: the draw shows too little", sizes, none)
	}
}

// What was not tried is no proof: of a set with many values not every other is, and it says so.
// Between two limits that lie closer than a step there is a number all the same.
func TestWhyNotSaysWhatItTried(t *testing.T) {
	t.Parallel()
	schema := ladders()
	schema.Facts = append(schema.Facts,
		policy.Fact{Name: "load.kinds", Kind: policy.SetOf, Ask: "What is carried?", Values: values("a", "b", "c", "d", "e", "f")},
		policy.Fact{Name: "rung.gap", Kind: policy.Decimal, Ask: "How far apart are the rungs?", Most: 9, Unit: "m"},
	)
	set, err := policy.Load(schema, policy.Layer{Name: "ladders", Files: ladderRules}, overlay(`
rules:
  - {id: load.heavy, kind: stop, urgency: none, when: a in load.kinds || b in load.kinds, says: Too heavy., sources: [maker], grade: A}
  - {id: rung.odd, kind: stop, urgency: none, when: '!(rung.gap > 0.5 && rung.gap < 0.55)', says: Too odd., sources: [maker], grade: A}
`))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		fact    string
		was     policy.Answer
		changes int
		exact   bool
	}{
		{"load.kinds", policy.Answer{State: policy.Known, Values: 0b11}, 0, false}, // {c} would do
		{"load.kinds", policy.Answer{State: policy.Known, Values: 0b101}, 1, true}, // nothing is smaller than one
		{"rung.gap", policy.Answer{State: policy.Known, Number: 5}, 1, true},
	} {
		a := set.NewAnswers()
		i, _ := set.FactIndex(tt.fact)
		a.SetFact(i, tt.was)
		got, exact, err := set.WhyNot(a, policy.Request{}, policy.Target{})
		if err != nil || len(got) != tt.changes || exact != tt.exact {
			t.Errorf("%s: %v, exact %t, %v", tt.fact, got, exact, err)
		}
	}
}

// What is unsure stands in the way only as long as nothing that is still open can settle it.
func TestWhyNotLeavesWhatIsOpenToSettle(t *testing.T) {
	t.Parallel()
	set := mustLoad(t, base(), loosening(`
implications:
  - {when: soil.state == moist, implies: "!crew.trained", because: Nobody learns on moist soil.}
sources: {own_book: {cites: Ours, level: B, read: excerpt}}
rules:
  - {id: own.trained, kind: ban, urgency: none, when: crew.trained, says: Ours., sources: [own_book], grade: B}
  - {id: own.moles, kind: ban, urgency: none, when: moles in pests.kinds && nest.present, says: Ours., sources: [own_book], grade: B}
`))
	for soil, want := range map[string]int{"": 1, "dry": 2} {
		answers := map[string]string{"crew.trained": "unsure", "pests.kinds": "moles", "nest.present": "yes"}
		if soil != "" {
			answers["soil.state"] = soil
		}
		a := told(t, set, answers)
		got, exact, err := set.WhyNot(a, policy.Request{}, policy.Target{Level: 1, Urgency: 2})
		if err != nil || !exact || len(got) != want {
			t.Errorf("soil %q: %v, exact %t, %v; want %d changes", soil, got, exact, err, want)
		}
	}
}

func apply(set *policy.Set, a *policy.Answers, changes []policy.Instead) *policy.Answers {
	out := a.Clone()
	for _, c := range changes {
		out.SetFact(c.Fact, c.Now)
	}
	set.Prune(out)
	return out
}

func reaches(set *policy.Set, a *policy.Answers, q policy.Request, t policy.Target) bool {
	var e policy.Evaluation
	return set.Evaluate(a, q, &e) == nil && e.Place(t.Place).Floor <= t.Level && e.Urgency().Floor <= t.Urgency
}

// bruteWhyNot tries every value of every fact that was told, in sets of every size.
func bruteWhyNot(set *policy.Set, a *policy.Answers, q policy.Request, target policy.Target, told int) (int, bool) {
	for n := range told + 1 {
		if tryWhyNot(set, a, a, q, target, 0, n) {
			return n, true
		}
	}
	return 0, false
}

func tryWhyNot(set *policy.Set, first, a *policy.Answers, q policy.Request, target policy.Target, from, n int) bool {
	if n == 0 {
		pruned := a.Clone()
		set.Prune(pruned)
		for f := range a.Facts() {
			if a.Fact(f) != first.Fact(f) && pruned.Fact(f) != a.Fact(f) {
				return false // another answer to a question that means nothing is none
			}
		}
		return reaches(set, pruned, q, target)
	}
	for f := from; f < a.Facts(); f++ {
		if first.Fact(f).State == policy.NotAsked {
			continue
		}
		for _, now := range everyAnswer(&set.Facts()[f]) {
			if now == first.Fact(f) {
				continue
			}
			next := a.Clone()
			next.SetFact(f, now)
			if tryWhyNot(set, first, next, q, target, f+1, n-1) {
				return true
			}
		}
	}
	return false
}

// everyAnswer is every known answer of a fact; the random rules compare whole numbers of a few
// values, and decimals that lie no closer than a quarter.
func everyAnswer(f *policy.Fact) []policy.Answer {
	var out []policy.Answer
	switch f.Kind {
	case policy.YesNo:
		return []policy.Answer{{State: policy.Known}, {State: policy.Known, Yes: true}}
	case policy.Whole, policy.Decimal:
		step := 1.0
		if f.Kind == policy.Decimal {
			step = 0.125
		}
		for x := f.Least; x <= f.Most; x += step {
			out = append(out, policy.Answer{State: policy.Known, Number: x})
		}
	case policy.OneOf:
		for i := range f.Values {
			out = append(out, policy.Answer{State: policy.Known, Values: 1 << i})
		}
	default:
		for bits := uint64(1); bits < 1<<len(f.Values); bits++ {
			if a := (policy.Answer{State: policy.Known, Values: bits}); f.Fault(a) == "" {
				out = append(out, a)
			}
		}
	}
	return out
}
