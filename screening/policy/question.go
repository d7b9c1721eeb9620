package policy

import (
	"cmp"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Question is a fact that was not asked and can still change something.
type Question struct {
	Fact  *Fact
	Index int // of the fact
	Card  *Card
	Line  *Line // the first line of the card that names the fact
	// Decides is whether an answer alone can change a requested place or the urgency; otherwise it
	// only changes findings or limits.
	Decides bool
	// After are the facts not asked yet that decide whether this one means
	// anything: they come first.
	After []int
	Rules []*Rule // the rules that wait for it, the most urgent and the most cautious first
	// Presumed is whether a rule waits for it that [Evaluation.Presumed] speaks of.
	Presumed bool
	// Inexact says of every question of a search that it was cut short, before it was known whether
	// an answer to each of them can change something.
	Inexact bool
}

// Staff reports whether the question is answered by looking.
func (q Question) Staff() bool {
	return q.Fact.Staff || q.Card != nil && (q.Card.Staff || q.Line.Staff)
}

// Private reports whether the question is for paper or screen, never aloud.
func (q Question) Private() bool {
	return q.Fact.Private || q.Card != nil && (q.Card.Private || q.Line.Private)
}

// Repeat reports whether the question is asked again at every visit.
func (q Question) Repeat() bool { return q.Fact.Repeat || q.Card != nil && q.Card.Repeat }

// Questions returns exactly the facts that can still change something, and those that lead to them;
// where [Evaluation.Inexact] says so afterwards, some more. The deciding ones come first: what is
// presumed while it is open, then card by card, the card with the gravest rules first. The refining
// ones follow in the same way.
func (e *Evaluation) Questions(outcomes []Outcome) []Question {
	if !e.valid {
		return nil
	}
	s := e.set
	marks := make([]logic.Question, len(s.facts))
	e.inexactQuestions = !e.core.Questions(marks)
	e.askBehindOpaque(marks)
	w, presumed := newWaiting(outcomes), make([]bool, len(s.facts))
	for i := range outcomes {
		o := &outcomes[i]
		is := e.Presumed(o)
		for _, f := range o.WaitsFor {
			presumed[f] = presumed[f] || is
			w.add(f, o.Rule)
		}
		if o.Rule.at >= 0 && e.given[o.Rule.at].State == NotAsked && !slices.Contains(o.WaitsFor, o.Rule.at) {
			w.add(o.Rule.at, o.Rule)
		}
	}
	e.markSides(outcomes, marks, &w)
	rules, after := w.byFact(len(s.facts)), make([][]int, len(s.facts))
	for f, m := range marks {
		if !m.Decides && !m.Refines {
			continue
		}
		after[f] = e.leads(f)
		for _, g := range after[f] {
			marks[g].Decides = marks[g].Decides || m.Decides
			marks[g].Refines = marks[g].Refines || m.Refines
		}
	}
	n := 0
	for _, m := range marks {
		n += order(m.Decides || m.Refines)
	}
	if n == 0 {
		return nil
	}
	out := make([]Question, 0, n)
	for f, m := range marks {
		if m.Decides || m.Refines {
			q := e.question(f, m.Decides, rules[f])
			if q.Presumed, q.After = presumed[f], after[f]; q.After == nil {
				q.After = e.leads(f) // of a fact that only leads
			}
			out = append(out, q)
		}
	}
	return e.sortedQuestions(out)
}

// waiting is the rules that wait for facts.
type waiting struct {
	facts []int
	rules []*Rule
}

func newWaiting(outcomes []Outcome) waiting {
	n := 2 * len(outcomes) // sites and sides
	for i := range outcomes {
		n += len(outcomes[i].WaitsFor)
	}
	return waiting{make([]int, 0, n), make([]*Rule, 0, n)}
}

func (w *waiting) add(fact int, r *Rule) {
	w.facts, w.rules = append(w.facts, fact), append(w.rules, r)
}

// byFact returns the rules by fact. All lists stand in one array.
func (w *waiting) byFact(facts int) [][]*Rule {
	counts, out, all := make([]int, facts), make([][]*Rule, facts), make([]*Rule, len(w.rules))
	for _, f := range w.facts {
		counts[f]++
	}
	for f, n := range counts {
		out[f], all = all[:0:n], all[n:]
	}
	for i, f := range w.facts {
		out[f] = append(out[f], w.rules[i])
	}
	return out
}

func (e *Evaluation) question(f int, decides bool, rules []*Rule) Question {
	s := e.set
	q := Question{Fact: &s.facts[f], Index: f, Decides: decides, Rules: rules, Inexact: e.inexactQuestions}
	slices.SortFunc(q.Rules, byRank)
	if at := s.asked[f]; at.card >= 0 {
		q.Card = &s.cards[at.card]
		q.Line = &q.Card.Lines[at.line]
	}
	return q
}

// leads returns the facts not asked yet that decide whether a fact means anything, in their order,
// also by what they imply beside a told answer. What can only be as the guard asks decides nothing.
// There is none once the guard holds, or may hold because of an unsure answer.
func (e *Evaluation) leads(fact int) []int {
	guard := e.set.guardCubes[fact]
	if guard == nil || e.mayBeAsked(guard) {
		return nil
	}
	var facts []int
	for _, c := range guard {
		if !e.mayHold(c) {
			continue
		}
		for _, l := range c {
			other := e.state.Cells[l.Var] &^ l.Cells
			if e.state.Status[l.Var] != logic.Open || other == 0 {
				continue
			}
			possible, exact := e.core.Possible(logic.Cube{{Var: l.Var, Cells: other}})
			e.inexactQuestions = e.inexactQuestions || !exact
			if possible {
				facts = append(facts, int(e.set.vars.list[l.Var].Owner))
			}
		}
	}
	slices.Sort(facts)
	return slices.Compact(facts)
}

// mayHold reports whether nothing that is known rules a conjunction out, and no clause by itself.
func (e *Evaluation) mayHold(c logic.Cube) bool {
	if _, possible := e.reading(c); !possible {
		return false
	}
	return !slices.ContainsFunc(e.state.Clauses, func(clause logic.Cube) bool {
		return !slices.ContainsFunc(clause, func(l logic.Literal) bool {
			cells := e.state.Cells[l.Var] & l.Cells
			for _, lit := range c {
				if lit.Var == l.Var {
					cells &= lit.Cells
				}
			}
			return cells != 0
		})
	})
}

// gravity orders rules: urgency before kind.
func gravity(r *Rule) int { return int(r.urgency)<<8 | int(r.level) }

func byRank(a, b *Rule) int { return a.rank - b.rank }

func (q Question) gravity() int {
	if len(q.Rules) == 0 {
		return 0
	}
	return gravity(q.Rules[0])
}

// sortedQuestions brings deciding before refining, and what is presumed before all, then groups by
// card and puts the grave groups first; within a card the lines keep their order, and a question
// follows the ones it hangs on.
func (e *Evaluation) sortedQuestions(questions []Question) []Question {
	type key struct {
		group, place uint64
		at           int
	}
	gravest := [2][]int{} // refining and deciding, by home
	for d := range gravest {
		gravest[d] = make([]int, len(e.set.cards)+len(e.set.facts))
	}
	for i := range questions {
		q := &questions[i]
		g := &gravest[order(q.Decides)][e.set.home[q.Index]]
		*g = max(*g, q.gravity())
	}
	keys := make([]key, len(questions))
	for i := range questions {
		q := &questions[i]
		home, line := e.set.home[q.Index], 0
		if q.Card != nil {
			line = e.set.asked[q.Index].line // below 64
		}
		k := &keys[i]
		k.group = uint64(order(!q.Decides))<<17 | uint64(order(!q.Presumed))<<16
		k.group |= uint64(1<<16 - 1 - gravest[order(q.Decides)][home])
		k.place = uint64(home)<<7 | uint64(order(len(q.After) > 0))<<6 | uint64(line)
		k.at = i // by fact
	}
	slices.SortFunc(keys, func(a, b key) int {
		if a.group != b.group {
			return cmp.Compare(a.group, b.group)
		}
		if a.place != b.place {
			return cmp.Compare(a.place, b.place)
		}
		return a.at - b.at
	})
	sorted := make([]Question, len(questions))
	for i := range keys {
		sorted[i] = questions[keys[i].at]
	}
	return sorted
}

func order(b bool) int {
	if b {
		return 1
	}
	return 0
}
