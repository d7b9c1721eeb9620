package screening_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// No order can ask less than what settles a client in hindsight, when all answers are known and each
// that can be spared is taken away. The interview, which knows none of them and asks for danger
// first, comes within a sixth of that. The same holds for the form that passes over what no longer
// matters: what saves answers is passing over, and the order little.
func TestInterviewComesNearTheLeast(t *testing.T) {
	if !draws.All(t) {
		t.Skip("takes a minute")
	}
	set := loaded(t).Rules()
	r := rand.New(rand.NewPCG(11, 3))
	all := people(t)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	all = all[:300]
	for range 300 {
		all = append(all, weighted(set, r))
	}
	cards := byCards(set)
	var asked, form, least int
	for _, p := range all {
		byInterview, byCards := p.asks(t, byInterview), p.asks(t, cards)
		asked, form = asked+len(byInterview), form+len(byCards)
		least += min(p.spared(byInterview), p.spared(byCards))
	}
	t.Logf("%d clients: interview %d, by cards %d, in hindsight %d", len(all), asked, form, least)
	if float64(asked) > float64(least)*7/6 {
		t.Errorf("the interview asks %d times, %d would do", asked, least)
	}
}

// asks is what is asked in an order.
func (p *person) asks(t testing.TB, next order) (all []policy.Asking) {
	p.interview(t, func(e *policy.Evaluation) (policy.Asking, bool) {
		x, more := next(e)
		if more {
			all = append(all, x)
		}
		return x, more
	})
	return all
}

// spared counts the answers that are left when each that is not needed is taken away, the last first.
func (p *person) spared(all []policy.Asking) int {
	var e policy.Evaluation
	settled := func(all []policy.Asking) bool {
		a := p.start()
		for _, x := range all {
			p.answer(a, x)
		}
		return p.set.Evaluate(a, p.request, &e) == nil && e.Settled()
	}
	for range 2 { // a detail may keep its card
		for k := len(all) - 1; k >= 0; k-- {
			if less := slices.Delete(slices.Clone(all), k, k+1); settled(less) {
				all = less
			}
		}
	}
	return len(all)
}
