package logic

import (
	"math/rand/v2"
	"testing"
)

// Events that are passed over as idle ask nothing: without that the same facts decide.
func TestIdleEventsAskNothing(t *testing.T) {
	var e Evaluation
	idle := 0
	for seed := range uint64(*runs) {
		w := newWorld(rand.New(rand.NewPCG(seed, 4)))
		w.net.Evaluate(w.st, w.request, w.waivers, &e)
		ask := make([]Question, w.facts)
		if !e.Questions(ask) {
			continue
		}
		all := make([]Question, w.facts)
		e.left = e.net.QuestionBudget
		e.idle.read = false
		between := func(place int, b Bounds) {
			for d := b.Ceiling; d > b.Floor; d-- {
				if e.isIdle(place, d, all) {
					idle++
				}
				e.askFor(e.reaching(place, d), all, true)
				e.forget(e.kept)
			}
		}
		between(forUrgency, e.Urgency)
		for p, c := range e.class {
			if int(c) == p {
				between(p, e.Places[p])
			}
		}
		for f := range all {
			if ask[f].Decides != all[f].Decides {
				t.Fatalf("seed %d, fact %d: decides %t, and %t with every event", seed, f, ask[f].Decides, all[f].Decides)
			}
		}
	}
	if t.Logf("%d idle events", idle); idle == 0 {
		t.Error("no event was idle")
	}
}
