package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// hope is a home of facts, see [Set.findHomes], and the least weight that anything asked there can
// have.
type hope struct {
	home int
	best weight
}

// soonest finds the first of [Evaluation.Askings] that decides without looking at all of them. It
// takes every open fact for one that decides, and looks closer at one home after the other, the best
// of them first, until what it found outweighs all that is left. It finds none where it cannot tell.
func (e *Evaluation) soonest(refine bool) (Asking, bool) {
	s := e.set
	if len(s.opaque) > 0 || e.Settled() {
		return Asking{}, false
	}
	w := e.waiting(e.Outcomes())
	marks, only := make([]logic.Question, len(s.facts)), make([]bool, len(s.facts))
	looked := make([]bool, len(s.cards)+len(s.facts))
	exact := true
	for hopes := e.hopes(w); len(hopes) > 0; hopes = hopes[1:] {
		home := hopes[0].home
		looked[home] = true
		for f := range only {
			only[f] = s.home[f] == home && e.given[f].State == NotAsked ||
				slices.ContainsFunc(w.leads[f], func(g int) bool { return s.home[g] == home })
		}
		exact = e.core.QuestionsOf(only, marks) && exact
		e.inexactQuestions = !exact
		led := slices.Clone(marks)
		w.lead(led)
		found, weights := e.askings(e.marked(w, led, looked))
		if len(found) > 0 && found[0].Decides && (len(hopes) == 1 || weights[0].compare(hopes[1].best) < 0) {
			return found[0], true
		}
	}
	return Asking{}, false
}

// hopes are the homes of all that is open, the best first.
func (e *Evaluation) hopes(w waiting) []hope {
	marks := make([]logic.Question, len(e.set.facts))
	for f := range marks {
		marks[f].Decides = len(w.rules[f]) > 0
	}
	for _, clause := range e.state.Clauses {
		for _, l := range clause {
			if f := e.set.vars.list[l.Var].Owner; int(f) < len(marks) && e.given[f].State == NotAsked {
				marks[f].Decides = true
			}
		}
	}
	w.lead(marks)
	found, weights := e.askings(e.marked(w, marks, nil))
	var out []hope
	for i := range found {
		best := weights[i]
		best[len(best)-1] = -len(found[i].Rules) // fewer rules can be more of one kind
		home := e.set.home[found[i].Questions[0].Index]
		at := slices.IndexFunc(out, func(h hope) bool { return h.home == home })
		if at < 0 {
			at, out = len(out), append(out, hope{home, best})
		}
		if best.compare(out[at].best) < 0 {
			out[at].best = best
		}
	}
	slices.SortStableFunc(out, func(a, b hope) int { return a.best.compare(b.best) })
	return out
}
