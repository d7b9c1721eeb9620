package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
)

// kind is what values a fact takes.
type kind uint8

const (
	yesNo  kind = iota // yes or no, on a card
	number             // from 0 to most
	choice             // one of a list, of which the first says nothing
	setOf              // of the shipped rules only
)

const (
	most    = 100
	step    = 5 // between two thresholds of one number
	choices = 6
	cardful = 50 // flags on one card
)

// workload is a vocabulary, rules over it and clients who answer it.
type workload struct {
	facts   []kind
	rules   []rule
	clients []client
}

type rule struct {
	id   string
	when *test
	kind int // which of the kinds of the engine's levels
	at   int // which place
}

// client is what somebody answered. What stands nowhere is no, or the first of the choices.
type client struct {
	ticked []int
	open   []int
	given  []given // numbers and choices
	whole  bool    // nothing is open

	values []value // all of it, for engines that read a whole input
	cards  []card
}

type given struct {
	fact  int
	value value
}

// card is the answer to one page, as a form hands it over.
type card struct {
	index        int
	ticked, open uint64
}

// Openness is how much of the questions nobody has answered, in percent.
var openness = []int{0, 10, 50, 100}

// newWorkload makes rules of a size. Flags come first, then numbers, then choices. No condition
// reads a fact twice, so that what is known of its parts is all that is known of it: then all
// engines have to agree.
func newWorkload(size int) *workload {
	r := rand.New(rand.NewPCG(uint64(size), 14))
	flags, others := min(max(size/5, 5), 1600), min(max(size/25, 2), 150)
	w := &workload{facts: slices.Concat(slices.Repeat([]kind{yesNo}, flags), slices.Repeat([]kind{number}, others),
		slices.Repeat([]kind{choice}, others))}
	for i := range size {
		w.rules = append(w.rules, rule{id: fmt.Sprintf("bench.r%05d", i), when: w.condition(r),
			kind: r.IntN(4), at: r.IntN(4)})
	}
	return w
}

func (w *workload) condition(r *rand.Rand) *test {
	var taken []int
	pick := func(k kind) int {
		for {
			if f := r.IntN(len(w.facts)); w.facts[f] == k && !slices.Contains(taken, f) {
				taken = append(taken, f)
				return f
			}
		}
	}
	is := func() *test { return &test{op: opYes, fact: pick(yesNo)} }
	from := func(least int) *test {
		return &test{op: opFrom, fact: pick(number), number: float64(least + step*r.IntN((most-least)/step))}
	}
	among := func(n int) *test {
		t := &test{op: opAmong, fact: pick(choice)}
		for range n {
			t.values |= 1 << (1 + r.IntN(choices-1))
		}
		return t
	}
	and := func(kids ...*test) *test { return &test{op: opAnd, kids: kids} }
	not := func(t *test) *test { return &test{op: opNot, kids: []*test{t}} }
	switch n := r.IntN(20); {
	case n < 3:
		return and(is(), is())
	case n < 6:
		return and(is(), from(20))
	case n < 8:
		return and(is(), among(1))
	case n < 11:
		return and(from(60), is())
	case n < 14:
		return and(among(2), not(is()))
	case n < 17:
		return and(&test{op: opOr, kids: []*test{is(), is()}}, not(from(20)))
	}
	return and(from(60), from(60))
}

// draw makes clients of whom a share of the questions is open. They tick a few lines, and most of
// their numbers are low, as people do.
func (w *workload) draw(n, percent int) {
	r := rand.New(rand.NewPCG(uint64(len(w.rules)), uint64(percent)))
	w.clients = nil
	for range n {
		c := client{whole: percent == 0, values: make([]value, len(w.facts))}
		for i := range w.facts {
			c.values[i] = value{known: true, values: 1}
		}
		for range r.IntN(min(8, len(w.facts))) {
			if i := r.IntN(len(w.facts)); w.facts[i] == yesNo {
				c.values[i].yes = true
			}
		}
		for i, k := range w.facts {
			v := &c.values[i]
			switch {
			case k == number && r.IntN(5) == 0:
				v.number = float64(r.IntN(most + 1))
			case k == number:
				v.number = float64(r.IntN(most / 4))
			case k == choice && r.IntN(5) == 0:
				v.values = 1 << r.IntN(choices)
			}
			if percent == 100 || r.IntN(100) < percent {
				*v = value{}
			}
		}
		w.clients = append(w.clients, c.handed(w.facts))
	}
}

// handed writes what was answered as a form hands it over.
func (c client) handed(facts []kind) client {
	for i, k := range facts {
		v := c.values[i]
		switch {
		case !v.known:
			c.open = append(c.open, i)
		case k != yesNo:
			c.given = append(c.given, given{i, v})
		case v.yes:
			c.ticked = append(c.ticked, i)
		}
		if k != yesNo {
			continue
		}
		if i%cardful == 0 {
			c.cards = append(c.cards, card{index: i / cardful})
		}
		last := &c.cards[len(c.cards)-1]
		if !v.known {
			last.open |= 1 << (i % cardful)
		} else if v.yes {
			last.ticked |= 1 << (i % cardful)
		}
	}
	return c
}
