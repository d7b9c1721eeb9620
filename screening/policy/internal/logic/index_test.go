package logic

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A network that was made ready for clauses finds what it finds without.
func TestRestChangesNothing(t *testing.T) {
	left := 0
	for seed := range uint64(*runs) {
		w := newWorld(rand.New(rand.NewPCG(seed, 5)))
		var before, after Evaluation
		w.net.Evaluate(w.st, w.request, w.waivers, &before)
		w.net.Rest(w.st)
		w.net.Evaluate(w.st, w.request, w.waivers, &after)
		if diff := cmp.Diff(before.Result, after.Result); diff != "" {
			t.Fatalf("seed %d (-without +with):\n%s", seed, diff)
		}
		for i := range w.net.refuted {
			left += len(w.net.refuted[i].cubes)
		}
	}
	if t.Logf("%d cubes cannot hold beside a clause", left); left == 0 {
		t.Error("no clause kept a cube from holding")
	}
}
