package witness

import (
	"math/rand/v2"

	"github.com/safehands/safehands/screening/policy"
)

// Slow is one intake and what it costs, in cubes looked at.
type Slow struct {
	Answers           *policy.Answers
	Request           policy.Request
	Decide, Questions int
	Inexact           bool
}

// Cost decides and asks, and reports false where the answers contradict each other.
func Cost(set *policy.Set, a *policy.Answers, q policy.Request, e *policy.Evaluation) (Slow, bool) {
	if set.Evaluate(a, q, e) != nil {
		return Slow{}, false
	}
	outcomes := e.Outcomes()
	x := Slow{Answers: a, Request: q, Decide: e.Work()}
	e.Questions(outcomes)
	x.Questions, x.Inexact = e.Work()-x.Decide, e.Inexact()
	return x, true
}

// Slowest searches for answers that cost most: it changes the worst found so far, a few
// answers at a time, with and without clearances. Worse says whether the first is at
// least as bad as the second.
func (w *Witness) Slowest(seed uint64, tries int, worse func(a, b Slow) bool) Slow {
	r := rand.New(rand.NewPCG(seed, 21))
	var e policy.Evaluation
	worst, _ := Cost(w.set, w.Draw(r), w.DrawRequest(r, true), &e)
	for range tries {
		a, q := worst.Answers.Clone(), worst.Request
		if r.IntN(12) == 0 {
			q = w.DrawRequest(r, true)
		}
		for range 1 + r.IntN(6) {
			w.disturb(r, a)
		}
		for range 30 {
			err := w.set.Check(a)
			if err == nil {
				break
			}
			w.drop(a, err)
		}
		if x, ok := Cost(w.set, a, q, &e); ok && worse(x, worst) {
			worst = x
		}
	}
	return worst
}

// disturb changes one answer or card, more often than not to unsure.
func (w *Witness) disturb(r *rand.Rand, a *policy.Answers) {
	f := r.IntN(a.Facts())
	switch n := r.IntN(8); {
	case n == 0 && a.Cards() > 0:
		c := r.IntN(a.Cards())
		a.SetCard(c, policy.CardAnswer{Given: true, Ticked: r.Uint64() & (1<<len(w.set.Cards()[c].Lines) - 1)})
	case n == 1 && a.Cards() > 0:
		a.SetCard(r.IntN(a.Cards()), policy.CardAnswer{})
	case n == 2:
		a.SetFact(f, policy.Answer{})
	case n < 5:
		a.SetFact(f, w.value(r, f))
	default:
		a.SetFact(f, policy.Answer{State: policy.Unsure})
	}
}
