package logic

import (
	"math/rand/v2"
	"testing"
)

// The fast path finds what the search finds without spans, without classes and place by place.
func TestFastPathEqualsSearch(t *testing.T) {
	var e Evaluation
	for seed := range uint64(*runs) {
		w := newWorld(rand.New(rand.NewPCG(seed, 3)))
		w.net.Evaluate(w.st, w.request, w.waivers, &e)
		searched := func(place int) (b Bounds) {
			for d := uint8(1); int(d) < w.net.Levels; d++ {
				e.forget(e.kept)
				if !e.canAvoid(e.reaching(place, d)) {
					b.Floor = d
				}
				if e.canReach(e.reaching(place, d)) {
					b.Ceiling = d
				}
			}
			return b
		}
		for p := range w.net.Places {
			if got, want := e.Places[p], searched(p); w.request>>p&1 == 1 && got != want {
				t.Fatalf("seed %d, place %d: %v, and %v by search alone", seed, p, got, want)
			}
		}
		if got, want := e.Urgency, searched(forUrgency); got != want {
			t.Fatalf("seed %d, urgency: %v, and %v by search alone", seed, got, want)
		}
	}
}
