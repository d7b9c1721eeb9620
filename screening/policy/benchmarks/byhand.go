package main

import (
	"cmp"
	"math/bits"
	"slices"
)

// closures is Go as somebody would write it for one rule after the other.
type closures struct {
	rules  []func([]value) truth
	w      *workload
	client []value
}

func (e *closures) name() string { return "Go by hand, closures" }

func (e *closures) load(w *workload) error {
	for _, r := range w.rules {
		e.rules = append(e.rules, closure(r.when))
	}
	return nil
}

func (e *closures) take(w *workload) { e.w, e.client = w, none(w.facts) }

func (e *closures) decide(i int, out *found) error {
	out.reset()
	c := &e.w.clients[i]
	c.into(e.client)
	for i, rule := range e.rules {
		out.add(i, rule(e.client))
	}
	c.outOf(e.client)
	return nil
}

func closure(t *test) func([]value) truth {
	switch t.op {
	case opNot:
		kid := closure(t.kids[0])
		return func(v []value) truth { return yes - kid(v) }
	case opAnd, opOr:
		var kids []func([]value) truth
		for _, k := range t.kids {
			kids = append(kids, closure(k))
		}
		if t.op == opOr {
			return func(v []value) truth {
				out := no
				for _, k := range kids {
					if out = max(out, k(v)); out == yes {
						break
					}
				}
				return out
			}
		}
		return func(v []value) truth {
			out := yes
			for _, k := range kids {
				if out = min(out, k(v)); out == no {
					break
				}
			}
			return out
		}
	}
	fact := t.fact
	return func(v []value) truth { return t.of(v[fact]) }
}

// none is a client who denies everything.
func none(facts []kind) []value { return slices.Repeat([]value{{known: true, values: 1}}, len(facts)) }

// into writes what is not no, and outOf takes it back.
func (c *client) into(v []value) {
	for _, i := range c.ticked {
		v[i].yes = true
	}
	for _, i := range c.open {
		v[i].known = false
	}
	for _, g := range c.given {
		v[g.fact] = g.value
	}
}

func (c *client) outOf(v []value) {
	for _, i := range c.ticked {
		v[i].yes = false
	}
	for _, i := range c.open {
		v[i].known = true
	}
	for _, g := range c.given {
		v[g.fact] = value{known: true, values: 1}
	}
}

// indexed is Go as somebody would write it who looks only at what an answer speaks of: each cube
// waits for one answer that most people do not give.
type indexed struct {
	cubes   []cube
	always  []int    // cubes that wait for nothing
	flags   [][]int  // by fact
	choices [][]int  // by fact and value
	numbers [][]from // by fact, the lowest threshold first
	truths  []truth  // by rule, of this client
	reached []int    // rules that are not no
	seen    []uint32 // by cube, the client that looked at it
	turn    uint32
	w       *workload
	client  []value
}

type cube struct {
	rule     int
	literals []literal
}

type from struct {
	number float64
	cube   int
}

func (e *indexed) name() string { return "Go by hand, indexed" }

func (e *indexed) load(w *workload) error {
	n := len(w.facts)
	e.flags, e.choices, e.numbers = make([][]int, n), make([][]int, 64*n), make([][]from, n)
	e.truths = make([]truth, len(w.rules))
	for i, r := range w.rules {
		for _, literals := range cubes(r.when, false) {
			e.watch(len(e.cubes), literals)
			e.cubes = append(e.cubes, cube{i, literals})
		}
	}
	for _, all := range e.numbers {
		slices.SortStableFunc(all, func(a, b from) int { return cmp.Compare(a.number, b.number) })
	}
	e.seen = make([]uint32, len(e.cubes))
	return nil
}

// watch finds the answer that a cube waits for: a tick before a choice before a number.
func (e *indexed) watch(c int, literals []literal) {
	best := slices.MinFunc(literals, func(a, b literal) int { return cmp.Compare(rarity(a), rarity(b)) })
	t := best.test
	if rarity(best) == rarest {
		e.always = append(e.always, c)
		return
	}
	switch t.op {
	case opYes:
		e.flags[t.fact] = append(e.flags[t.fact], c)
	case opFrom, opAbove:
		e.numbers[t.fact] = append(e.numbers[t.fact], from{t.number, c})
	case opAmong:
		for v := t.values; v != 0; v &= v - 1 {
			at := 64*t.fact + bits.TrailingZeros64(v)
			e.choices[at] = append(e.choices[at], c)
		}
	case opHolds:
		at := 64*t.fact + bits.TrailingZeros64(t.values)
		e.choices[at] = append(e.choices[at], c)
	}
}

const rarest = 9

func rarity(l literal) int {
	switch {
	case l.not:
		return rarest
	case l.test.op == opYes, l.test.op == opHolds:
		return 0
	case l.test.op == opAmong && l.test.values&1 == 0:
		return 1
	case l.test.op == opFrom && l.test.number > 0, l.test.op == opAbove && l.test.number >= 0:
		return 2
	}
	return rarest
}

func (e *indexed) take(w *workload) { e.w, e.client = w, none(w.facts) }

func (e *indexed) decide(i int, out *found) error {
	out.reset()
	c := &e.w.clients[i]
	c.into(e.client)
	e.turn++
	e.look(e.always)
	for _, i := range c.ticked {
		e.look(e.flags[i])
	}
	for _, g := range c.given {
		for _, x := range e.numbers[g.fact] {
			if x.number > g.value.number {
				break
			}
			e.lookAt(x.cube)
		}
		for v := g.value.values; v != 0; v &= v - 1 {
			e.look(e.choices[64*g.fact+bits.TrailingZeros64(v)])
		}
	}
	for _, i := range c.open {
		e.look(e.flags[i])
		for _, x := range e.numbers[i] {
			e.lookAt(x.cube)
		}
		if e.w.facts[i] != yesNo && e.w.facts[i] != number {
			for v := range 64 {
				e.look(e.choices[64*i+v])
			}
		}
	}
	for _, r := range e.reached {
		out.add(r, e.truths[r])
		e.truths[r] = no
	}
	e.reached = e.reached[:0]
	c.outOf(e.client)
	return nil
}

func (e *indexed) look(at []int) {
	for _, c := range at {
		e.lookAt(c)
	}
}

func (e *indexed) lookAt(i int) {
	if e.seen[i] == e.turn {
		return
	}
	e.seen[i] = e.turn
	c := &e.cubes[i]
	all := yes
	for _, l := range c.literals {
		if all = min(all, l.of(e.client[l.test.fact])); all == no {
			return
		}
	}
	if e.truths[c.rule] == no {
		e.reached = append(e.reached, c.rule)
	}
	e.truths[c.rule] = max(e.truths[c.rule], all)
}
