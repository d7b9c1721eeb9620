package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Instead is one answer as it would have to be.
type Instead struct {
	Fact     int // an index into [Set.Facts]
	Was, Now Answer
}

// Target is what a place would have to come to.
type Target struct {
	Place   int // of the requested ones, as [Evaluation.Requested] has them
	Level   int // its floor, at most
	Urgency int // the floor of urgency, at most
}

// mostWhyNot bounds the search of WhyNot, in evaluations.
const mostWhyNot = 20_000

// WhyNot returns the smallest number of answers that would have to be different for a place to come
// out no severer than the target; of several such sets always the same one.
// It changes what was told, explicitly or by a card, to another value of the fact, and leaves what
// was not asked as it is. A detail of an answer that changes falls away without being counted. Of a
// number one value of each range that rules tell apart is tried, the nearest; of a set with more
// than five values, those that differ by one value, and none.
//
// Exact is false where the search was cut short, or passed over other values of a set with more
// than five: then there may be a smaller set, or one at all. It is no advice to answer differently:
// it says what the decision hangs on.
func (s *Set) WhyNot(a *Answers, r Request, t Target) (changes []Instead, exact bool, err error) {
	var e Evaluation
	if err := s.Evaluate(a, r, &e); err != nil {
		return nil, false, err
	}
	told := a.Clone()
	for c := range s.cards {
		if told.Card(c).Given {
			s.spellOut(told, c)
		}
	}
	w := whyNot{s: s, r: r, t: t, e: &e, budget: mostWhyNot, bears: map[int]map[int]bool{}}
	for i := range s.implied {
		w.tied = append(w.tied, s.implied[i].facts(s.vars.list))
	}
	known := 0
	for i := range told.facts {
		if told.Fact(i).State != NotAsked {
			known++
		}
	}
	for n := 0; n <= known && w.budget > 0; n++ {
		if w.search(told, nil, n) {
			return w.found, !w.partial || n <= 1, nil // none is smaller than one
		}
	}
	return nil, w.budget > 0 && !w.partial, nil
}

type whyNot struct {
	s      *Set
	r      Request
	t      Target
	e      *Evaluation
	budget int
	found  []Instead

	tied  [][]int              // by consequence: the facts that it ties together
	bears map[int]map[int]bool // by rule: the facts that it can depend on

	partial bool // of a set that was told not every other was tried
}

// search looks for n more changes that reach the target.
func (w *whyNot) search(a *Answers, made []Instead, n int) bool {
	// Pruned beside and not in place: what means nothing after one change may again after two.
	pruned := a.Clone()
	w.s.Prune(pruned)
	if w.budget--; w.budget <= 0 || w.s.Evaluate(pruned, w.r, w.e) != nil {
		return false
	}
	means := func(c Instead) bool { return pruned.Fact(c.Fact) == c.Now }
	lost := slices.ContainsFunc(made, func(c Instead) bool { return !means(c) })
	if !lost && w.e.Place(w.t.Place).Floor <= w.t.Level && w.e.Urgency().Floor <= w.t.Urgency {
		w.found = slices.Clone(made)
		return true
	}
	if n == 0 {
		return false
	}
	for _, f := range w.suspects(a) {
		if slices.ContainsFunc(made, func(c Instead) bool { return c.Fact == f }) {
			continue
		}
		fact := &w.s.facts[f]
		w.partial = w.partial || fact.Kind == SetOf && len(fact.Values) > mostSubsets ||
			(fact.Kind == Whole || fact.Kind == Decimal) && w.s.opaquely(f)
		for _, now := range w.s.otherAnswers(f, a.Fact(f)) {
			next := a.Clone()
			next.SetFact(f, now)
			if w.search(next, append(made, Instead{f, a.Fact(f), now}), n-1) {
				return true
			}
		}
	}
	return false
}

// suspects are told facts of which one at least has to change: those that bear upon a rule that
// stands in the way, of several rules the one with the fewest. Where no single rule does, and where
// a clearance may be void, they are all.
func (w *whyNot) suspects(a *Answers) []int {
	var all []int
	for i := range a.facts {
		if a.Fact(i).State != NotAsked {
			all = append(all, i)
		}
	}
	if len(w.r.Clearances) > 0 {
		return all
	}
	least := all
	for _, o := range w.e.Outcomes() {
		high := o.Urgency > w.t.Urgency || o.Level > w.t.Level && o.Places>>w.t.Place&1 == 1
		if !o.Counts() || !high || o.Rule.at >= 0 || o.Cleared || !o.Holds && w.openly(o.Unsure) {
			continue
		}
		rule, _ := w.s.RuleIndex(o.Rule.ID)
		bears, ok := w.bearing(rule)
		if !ok {
			continue
		}
		some := slices.DeleteFunc(slices.Clone(all), func(f int) bool { return !bears[f] })
		if len(some) < len(least) {
			least = some
		}
	}
	return least
}

// openly reports whether something else than the answer itself may settle one of some unsure facts:
// what is open can imply it, so that what rests on it does not stand in the way.
func (w *whyNot) openly(unsure []int) bool {
	vars := w.s.vars.list
	return slices.ContainsFunc(w.e.state.Clauses, func(clause logic.Cube) bool {
		own := func(l logic.Literal) bool { return slices.Contains(unsure, int(vars[l.Var].Owner)) }
		other := func(l logic.Literal) bool { return vars[l.Var].Owner != vars[clause[0].Var].Owner }
		return slices.ContainsFunc(clause, own) && slices.ContainsFunc(clause, other)
	})
}

// bearing is every fact that the rule can depend on: what it reads, what decides whether that means
// anything, and what implications tie to it. Where a told answer excludes others, what is told
// elsewhere can take that back, so that nothing is known.
func (w *whyNot) bearing(rule int) (facts map[int]bool, known bool) {
	facts, ok := w.bears[rule]
	if !ok {
		facts = map[int]bool{}
		for _, f := range w.s.ruleFacts[rule] {
			w.bear(f, facts)
		}
		w.bears[rule] = facts
	}
	return facts, !slices.ContainsFunc(w.s.implied, func(x implied) bool {
		return x.mutual && facts[x.fact] && w.e.told[x.fact] && w.e.state.Cells[x.variable]&^x.cells != 0
	})
}

func (w *whyNot) bear(f int, facts map[int]bool) {
	if facts[f] {
		return
	}
	facts[f] = true
	for _, g := range w.s.guardFacts[f] {
		w.bear(g, facts)
	}
	for _, tied := range w.tied {
		if slices.Contains(tied, f) {
			for _, g := range tied {
				w.bear(g, facts)
			}
		}
	}
}

// mostSubsets is the number of values up to which every set of them is tried.
const mostSubsets = 5

// otherAnswers are the known answers of a fact that rules tell from one of them.
func (s *Set) otherAnswers(fact int, was Answer) []Answer {
	f := &s.facts[fact]
	var all []Answer
	switch f.Kind {
	case YesNo:
		all = []Answer{{State: Known}, {State: Known, Yes: true}}
	case OneOf:
		for i := range f.Values {
			all = append(all, Answer{State: Known, Values: 1 << i})
		}
	case SetOf:
		all = s.otherSets(f, was)
	default:
		all = s.otherNumbers(fact, was)
	}
	return slices.DeleteFunc(all, func(a Answer) bool { return a == was || f.Fault(a) != "" })
}

func (s *Set) otherSets(f *Fact, was Answer) []Answer {
	var all []Answer
	if len(f.Values) <= mostSubsets {
		for bits := uint64(1); bits < 1<<len(f.Values); bits++ {
			all = append(all, Answer{State: Known, Values: bits})
		}
		return all
	}
	if f.None != "" {
		all = append(all, Answer{State: Known, Values: f.noneBit()})
	}
	for i := range f.Values {
		all = append(all, Answer{State: Known, Values: (was.Values &^ f.noneBit()) ^ 1<<i})
	}
	return all
}

// otherNumbers has one number of each range that rules tell apart, the one that is nearest to was.
func (s *Set) otherNumbers(fact int, was Answer) []Answer {
	f, c := &s.facts[fact], &s.vars.facts[fact]
	step := 1.0
	if f.Kind == Decimal {
		step = 0.1
	}
	try := []float64{f.Least, f.Most}
	for _, cut := range c.cuts {
		try = append(try, cut.value-step, cut.value, cut.value+step)
	}
	between := len(try)
	for i := 1; i < len(c.cuts) && f.Kind == Decimal; i++ {
		try = append(try, (c.cuts[i-1].value+c.cuts[i].value)/2)
	}
	nearest := map[int]float64{}
	for i, x := range try {
		if x < f.Least || x > f.Most {
			continue
		}
		cell := c.cell(x)
		old, ok := nearest[cell]
		if ok && i >= between {
			continue // a range that is narrower than a step has no rounder number
		}
		if !ok || abs(x-was.Number) < abs(old-was.Number) {
			nearest[cell] = x
		}
	}
	var all []Answer
	for cell := range len(c.cuts) + 1 {
		if x, ok := nearest[cell]; ok && (was.State != Known || cell != c.cell(was.Number)) {
			all = append(all, Answer{State: Known, Number: x})
		}
	}
	return all
}

func abs(x float64) float64 { return max(x, -x) }
