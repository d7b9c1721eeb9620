package screening_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/witness"
)

// maxCompletions bounds how many ways to answer what is open are gone through for one subset.
const maxCompletions = 1 << 12

// subset is a client who has answered everything but a handful of facts. Every way to answer these is a completion.
type subset struct {
	drawer
	answers *policy.Answers
	request policy.Request
	open    []int // facts, in their order
	ways    int
}

// subset opens a random handful of an answered intake. It reports false where there is nothing to go through or too much.
func (d drawer) subset(seed uint64) (subset, bool) {
	r := rand.New(rand.NewPCG(seed, 3))
	var e policy.Evaluation
	x := subset{drawer: d, request: d.w.DrawRequest(r, false), ways: 1}
	full := d.w.Complete(r, d.w.Draw(r, &e), &e)
	if full == nil || d.s.Rules().Evaluate(full, x.request, &e) != nil {
		return x, false
	}
	facts := d.s.Rules().Facts()
	if r.IntN(2) == 0 {
		// Without the cards, what they said can be opened too.
		for i := range full.Facts {
			if !facts[i].Volunteered {
				full.Facts[i] = e.Given(i)
			}
		}
		clear(full.Cards)
	}
	x.answers = full
	for _, i := range r.Perm(len(facts))[:3+r.IntN(40)] {
		full.Facts[i] = policy.Answer{}
	}
	// What hangs on something open can be asked only after it.
	for again := true; again; {
		again = false
		if d.s.Rules().Evaluate(full, x.request, &e) == nil {
			break
		}
		for i := range facts {
			if full.Facts[i].State != policy.NotAsked && slices.ContainsFunc(d.w.Chain(i), func(g int) bool { return e.Given(g).State == policy.NotAsked }) {
				full.Facts[i], again = policy.Answer{}, true
			}
		}
	}
	if d.s.Rules().Evaluate(full, x.request, &e) != nil {
		return x, false
	}
	given := givenOf(&e, len(facts))
	for i := range facts {
		if given[i].State == policy.NotAsked && d.w.Guard(i, given) != witness.False {
			x.open = append(x.open, i)
			if x.ways *= len(d.w.Values(i)); x.ways > draws(maxCompletions) {
				return x, false
			}
		}
	}
	return x, len(x.open) > 0
}

func givenOf(e *policy.Evaluation, n int) []policy.Answer {
	given := make([]policy.Answer, n)
	for i := range given {
		given[i] = e.Given(i)
	}
	return given
}

// point is what is decided where everything is answered.
type point struct {
	bounds []int // session, urgency, requested places
	rules  string
}

// complete answers what is open in one way. It returns nil for a way that denies a whole ticked line.
func (x subset) complete(t *testing.T, way int, e *policy.Evaluation) *point {
	t.Helper()
	set := x.s.Rules()
	a := &policy.Answers{Facts: slices.Clone(x.answers.Facts), Cards: x.answers.Cards}
	for _, i := range x.open {
		values := x.w.Values(i)
		a.Facts[i], way = values[way%len(values)], way/len(values)
	}
	for _, i := range x.open {
		// What a guard rules out is not asked; a no above it rules out what hangs on it in turn.
		if x.w.Guard(i, a.Facts) == witness.False && x.ruledOut(i, a, e) {
			a.Facts[i] = policy.Answer{}
		}
	}
	if err := set.Evaluate(a, x.request, e); err != nil {
		if strings.Contains(err.Error(), "everything it asks for is denied") {
			return nil
		}
		t.Fatalf("%v; the answers:\n%s", err, witness.Describe(set, a))
	}
	p := &point{}
	add := func(b policy.Bounds) {
		if !b.Settled() {
			t.Fatalf("everything is answered and a bound is %v; the answers:\n%s", b, witness.Describe(set, a))
		}
		p.bounds = append(p.bounds, b.Floor)
	}
	add(e.Session())
	add(e.Urgency())
	for _, place := range e.Requested() {
		add(e.Place(place))
	}
	for _, o := range e.Outcomes() {
		p.rules += fmt.Sprintf("%s %t %b\n", o.Rule.ID, o.Holds, o.Places)
	}
	return p
}

// ruledOut reports whether the guard of a fact is false by what cards and answers say together.
func (x subset) ruledOut(fact int, a *policy.Answers, e *policy.Evaluation) bool {
	without := &policy.Answers{Facts: slices.Clone(a.Facts), Cards: a.Cards}
	without.Facts[fact] = policy.Answer{}
	_ = x.s.Rules().Evaluate(without, x.request, e) // a contradiction elsewhere is for the caller
	return x.w.Guard(fact, givenOf(e, len(a.Facts))) == witness.False
}

// enumerate is what holds over all completions: the bounds, and what a single answer can change.
func (x subset) enumerate(t *testing.T) (bounds []policy.Bounds, decides, refines map[int]bool) {
	t.Helper()
	var e policy.Evaluation
	points := make([]*point, x.ways)
	for way := range points {
		p := x.complete(t, way, &e)
		points[way] = p
		if p == nil {
			continue
		}
		for i, b := range p.bounds {
			if len(bounds) <= i {
				bounds = append(bounds, policy.Bounds{Floor: b, Ceiling: b})
			}
			bounds[i] = policy.Bounds{Floor: min(bounds[i].Floor, b), Ceiling: max(bounds[i].Ceiling, b)}
		}
	}
	decides, refines = map[int]bool{}, map[int]bool{}
	stride := 1
	for _, i := range x.open {
		n := len(x.w.Values(i))
		for way, p := range points {
			if p == nil || decides[i] {
				continue
			}
			first := points[way-way/stride%n*stride]
			for to := range n {
				if q := points[way+(to-way/stride%n)*stride]; q != nil {
					first = q
					break
				}
			}
			decides[i] = !slices.Equal(p.bounds, first.bounds)
			refines[i] = refines[i] || p.rules != first.rules
		}
		stride *= n
	}
	return bounds, decides, refines
}

// Bounds and questions on random subsets of the facts are exactly what going through every completion gives: none missing, none
// too many.
func TestSubsetsAreExact(t *testing.T) {
	t.Parallel()
	s := newScreener(t)
	d := newDrawer(t, s)
	done := 0
	for seed := uint64(0); done < draws(24); seed++ {
		x, ok := d.subset(seed)
		if !ok {
			continue
		}
		done++
		want, decides, refines := x.enumerate(t)
		var e policy.Evaluation
		if err := s.Rules().Evaluate(x.answers, x.request, &e); err != nil {
			t.Fatal(err)
		}
		got := []policy.Bounds{e.Session(), e.Urgency()}
		for _, place := range e.Requested() {
			got = append(got, e.Place(place))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: bounds mismatch (-want +got):\n%s", seed, diff)
		}
		changes := marked(s.Rules(), decides, refines)
		if diff := cmp.Diff(changes, x.asked(&e, decides, changes)); diff != "" {
			t.Errorf("seed %d: questions mismatch (-want +got):\n%s", seed, diff)
		}
		if t.Failed() {
			t.Fatalf("requested %v, the answers:\n%s", x.request.Places, witness.Describe(s.Rules(), x.answers))
		}
	}
}

// marked are the facts that change something, by name.
func marked(set *policy.Set, decides, refines map[int]bool) map[string]string {
	out := map[string]string{}
	for i, f := range set.Facts() {
		switch {
		case decides[i]:
			out[f.Name] = "decides"
		case refines[i]:
			out[f.Name] = "refines"
		}
	}
	return out
}

// asked are the questions, but for what is asked only because it leads to another of them.
func (x subset) asked(e *policy.Evaluation, decides map[int]bool, want map[string]string) map[string]string {
	set := x.s.Rules()
	leads := func(lead int, to func(fact int) bool) bool {
		return slices.ContainsFunc(x.open, func(i int) bool { return to(i) && slices.Contains(x.w.Chain(i), lead) })
	}
	out := map[string]string{}
	for _, q := range e.Questions(e.Outcomes()) {
		word, name := "refines", q.Fact.Name
		if q.Decides {
			word = "decides"
		}
		switch {
		case want[name] == "" && leads(q.Index, func(i int) bool { return want[set.Facts()[i].Name] != "" }):
		case want[name] == "refines" && q.Decides && leads(q.Index, func(i int) bool { return decides[i] }):
			out[name] = "refines"
		default:
			out[name] = word
		}
	}
	return out
}
