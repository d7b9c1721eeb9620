package main

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

// shipped is the rules of this repository over people who answered every question that was asked of
// them.
type shipped struct {
	screener *screening.Screener
	workload *workload
	answers  []*policy.Answers  // by client
	intakes  []screening.Intake // the same
}

// newShipped draws n clients whose answers go together.
func newShipped(n int) (*shipped, error) {
	s, err := screening.New()
	if err != nil {
		return nil, err
	}
	x := &shipped{screener: s, workload: &workload{}}
	set := s.Rules()
	for _, f := range set.Facts() {
		x.workload.facts = append(x.workload.facts, map[policy.FactKind]kind{
			policy.YesNo: yesNo, policy.Whole: number, policy.Decimal: number, policy.OneOf: choice, policy.SetOf: setOf,
		}[f.Kind])
	}
	for i, r := range set.Rules() {
		x.workload.rules = append(x.workload.rules, rule{id: r.ID, when: converted(set, set.RuleTest(i), false)})
	}
	r := rand.New(rand.NewPCG(1, 14))
	for tries := 0; len(x.answers) < n; tries++ {
		if tries > 100*n {
			return nil, fmt.Errorf("%d clients of %d draws go together", len(x.answers), tries)
		}
		x.draw(r)
	}
	return x, nil
}

// draw asks one client everything that the rules ask, and drops one whose answers disagree.
func (x *shipped) draw(r *rand.Rand) {
	set := x.screener.Rules()
	a, in := set.NewAnswers(), screening.Intake{}
	for i, c := range set.Cards() {
		given := policy.CardAnswer{Given: true}
		var lines []string
		for j, l := range c.Lines {
			if r.IntN(60) == 0 {
				given.Ticked, lines = given.Ticked|1<<j, append(lines, l.Name)
			}
		}
		a.SetCard(i, given)
		if err := x.screener.TickNames(&in, intake.Card(c.Name), lines...); err != nil {
			return // a line that means nothing without another answer; somebody else is drawn
		}
	}
	var e policy.Evaluation
	for range 100 {
		if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
			return // answers that cannot be; somebody else is drawn
		}
		questions := e.Questions(e.Outcomes())
		if len(questions) == 0 {
			break
		}
		for _, q := range questions {
			if len(q.After) > 0 && a.Fact(q.Index).State == policy.NotAsked {
				continue
			}
			to, words := drawn(r, q.Fact)
			if x.screener.SetText(&in, q.Fact.Name, words...) != nil {
				return
			}
			a.SetFact(q.Index, to)
		}
	}
	if err := set.Evaluate(a, policy.Request{}, &e); err != nil || len(e.Questions(e.Outcomes())) > 0 ||
		len(e.Disagreements()) > 0 {
		return
	}
	c := client{whole: true, values: make([]value, len(x.workload.facts))}
	for i := range c.values {
		if g := e.Given(i); g.State == policy.Known {
			c.values[i] = value{known: true, yes: g.Yes, number: g.Number, values: g.Values}
		}
		c.values[i].outOf(x.workload.facts[i], i, &c)
	}
	x.workload.clients = append(x.workload.clients, c)
	x.answers, x.intakes = append(x.answers, a), append(x.intakes, in)
}

// outOf writes the answer to one fact as a form hands it over.
func (v value) outOf(k kind, i int, c *client) {
	switch {
	case !v.known:
		c.open, c.whole = append(c.open, i), false
	case k != yesNo:
		c.given = append(c.given, given{i, v})
	case v.yes:
		c.ticked = append(c.ticked, i)
	}
}

// drawn is an answer as people give it, mostly mild, in words too.
func drawn(r *rand.Rand, f *policy.Fact) (policy.Answer, []string) {
	a := policy.Answer{State: policy.Known}
	switch f.Kind {
	case policy.YesNo:
		a.Yes = r.IntN(8) == 0
		return a, []string{map[bool]string{false: "no", true: "yes"}[a.Yes]}
	case policy.Whole, policy.Decimal:
		a.Number = f.Least + float64(r.IntN(int(f.Most-f.Least)+1))
		return a, []string{fmt.Sprint(a.Number)}
	}
	i := slices.IndexFunc(f.Values, func(v policy.Value) bool { return v.Name == f.None })
	if i = max(i, 0); r.IntN(3) == 0 {
		i = r.IntN(len(f.Values))
	}
	a.Values = 1 << i
	return a, []string{f.Values[i].Name}
}

// converted writes a test of the rules out: with the guards of its facts, and with what is like its
// values.
func converted(set *policy.Set, t *policy.Test, not bool) *test {
	switch t.Op {
	case policy.Not:
		return converted(set, t.Kids[0], !not)
	case policy.Defined:
		return converted(set, t.Kids[0], not)
	case policy.AtLeast:
		return converted(set, spelled(t), not)
	case policy.And, policy.Or:
		out := &test{op: opAnd}
		if (t.Op == policy.Or) != not {
			out.op = opOr
		}
		for _, k := range t.Kids {
			out.kids = append(out.kids, converted(set, k, not))
		}
		return out
	}
	out := &test{fact: t.Fact, values: t.Values, number: t.Number, op: map[policy.TestOp]op{
		policy.IsYes: opYes, policy.IsAmong: opAmong, policy.Holds: opHolds,
		policy.FromNumber: opFrom, policy.AboveNumber: opAbove,
	}[t.Op]}
	if t.Op == policy.IsAmong && !not {
		out.values |= alike(set.Facts()[t.Fact].Values, t.Values)
	}
	if not {
		out = &test{op: opNot, kids: []*test{out}}
	}
	if g := set.GuardTest(t.Fact); g != nil {
		out = &test{op: opAnd, kids: []*test{converted(set, g, false), out}}
	}
	return out
}

// alike are the values that are like one of those given, also through others.
func alike(all []policy.Value, values uint64) uint64 {
	for grew := true; grew; {
		grew = false
		for i, v := range all {
			for j, other := range all {
				if values>>i&1 == 0 && values>>j&1 == 1 && slices.Contains(v.Like, other.Name) {
					values, grew = values|1<<i, true
				}
			}
		}
	}
	return values
}

// spelled writes at_least as the ways in which it can hold.
func spelled(t *policy.Test) *policy.Test {
	out := &policy.Test{Op: policy.Or}
	var pick func(from int, taken []*policy.Test)
	pick = func(from int, taken []*policy.Test) {
		if len(taken) == t.N {
			out.Kids = append(out.Kids, &policy.Test{Op: policy.And, Kids: slices.Clone(taken)})
			return
		}
		for i := from; i < len(t.Kids); i++ {
			pick(i+1, append(taken, t.Kids[i]))
		}
	}
	pick(0, nil)
	return out
}

// shippedCore is Safehands over the shipped rules, from answers that are there already.
type shippedCore struct {
	*shipped
	bounds bool
	e      policy.Evaluation
	rules  map[*policy.Rule]int
}

func (e *shippedCore) name() string { return (&safehands{bounds: e.bounds}).name() }

func (e *shippedCore) load(*workload) error {
	s, err := screening.New()
	if err != nil {
		return err
	}
	e.screener, e.rules = s, map[*policy.Rule]int{}
	rules := s.Rules().Rules()
	for i := range rules {
		e.rules[&rules[i]] = i
	}
	return nil
}

func (e *shippedCore) take(*workload) {}

func (e *shippedCore) decide(i int, out *found) error {
	out.reset()
	if err := e.screener.Rules().Evaluate(e.answers[i], policy.Request{}, &e.e); err != nil || e.bounds {
		return err
	}
	outcomes := e.e.Outcomes()
	for i := range outcomes {
		o := &outcomes[i]
		if o.Holds {
			out.certain = append(out.certain, e.rules[o.Rule])
		} else {
			out.possible = append(out.possible, e.rules[o.Rule])
		}
	}
	return nil
}

// engines are Safehands and all others over the shipped rules.
func (x *shipped) engines() []engine {
	one, two := *x, *x
	return append([]engine{&shippedCore{shipped: &one}, &shippedCore{shipped: &two, bounds: true}}, engines()[2:]...)
}
