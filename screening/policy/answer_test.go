package policy_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/safehands/safehands/screening/policy"
)

// Answers say what a plain list of answers would, whatever was set, taken back and forgotten, and
// what was not touched is not asked.
func TestAnswers(t *testing.T) {
	s := mustLoad(t, base())
	facts, cards := len(s.Facts()), len(s.Cards())
	r := rand.New(rand.NewPCG(1, 2))
	a, b := s.NewAnswers(), s.NewAnswers()
	list, touched := make([]policy.Answer, facts), map[int]bool{}
	random := func() policy.Answer {
		return []policy.Answer{{}, {State: policy.Unsure}, {State: policy.Known, Yes: true}}[r.IntN(3)]
	}
	for range 2_000 {
		switch i := r.IntN(facts); r.IntN(12) {
		case 0:
			a.Reset()
			clear(list)
			clear(touched)
		case 1:
			a.Forget(i)
			clear(list[i:])
			for f := range touched {
				if f >= i {
					delete(touched, f)
				}
			}
		case 2:
			a = a.Clone()
		case 3:
			b.Copy(a)
			a, b = b, a
			for f := range touched { // what was taken back may be left out
				if list[f] == (policy.Answer{}) {
					delete(touched, f)
				}
			}
		case 4:
			part := a.First(i, cards)
			if part.Facts() != i || slices.ContainsFunc(slices.Collect(part.Touched()), func(f int) bool { return f >= i }) {
				t.Fatalf("the first %d facts: %d, touched %v", i, part.Facts(), slices.Collect(part.Touched()))
			}
			if i > 0 {
				list[i-1] = random()
				part.SetFact(i-1, list[i-1])
				touched[i-1] = touched[i-1] || list[i-1] != policy.Answer{}
			}
		default:
			list[i] = random()
			a.SetFact(i, list[i])
			touched[i] = touched[i] || list[i] != policy.Answer{}
		}
		for f := range list {
			if a.Fact(f) != list[f] {
				t.Fatalf("fact %d is %v, want %v", f, a.Fact(f), list[f])
			}
		}
		var want, got []int
		for f := range facts {
			if touched[f] {
				want = append(want, f)
			}
		}
		for f := range a.Touched() {
			if touched[f] || a.Fact(f) != (policy.Answer{}) {
				got = append(got, f)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("touched mismatch (-want +got):\n%s", diff)
		}
	}
}

func TestAnswersOfCards(t *testing.T) {
	s := mustLoad(t, base())
	a := s.NewAnswers()
	a.SetCard(0, policy.CardAnswer{Given: true, Ticked: 1})
	b := a.Clone()
	b.SetCard(0, policy.CardAnswer{})
	if !a.Card(0).Given || b.Card(0).Given {
		t.Errorf("a clone shares its cards: %v, %v", a.Card(0), b.Card(0))
	}
	b.Copy(a)
	if a.Reset(); a.Card(0).Given || !b.Card(0).Given {
		t.Errorf("after Reset %v, of the copy %v", a.Card(0), b.Card(0))
	}
}
