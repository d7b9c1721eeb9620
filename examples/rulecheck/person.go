package main

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// A person is a client made of weights. Every answer is of the number and what is asked alone, so
// that whoever is asked more, or in another order, is still the same client; what is told only with
// another answer looks at that one, asked or not.
type person struct {
	w     *weights
	set   *policy.Set
	n     int
	lines map[string]*policy.Line
	lists map[string][]string // fact: the lines that ask for it
	homes map[string]string   // fact: the line that asks for it beside others
}

func newPerson(w *weights, set *policy.Set) *person {
	p := &person{w: w, set: set, lines: map[string]*policy.Line{}, lists: map[string][]string{},
		homes: map[string]string{}}
	for c, card := range set.Cards() {
		for i := range card.Lines {
			line := &set.Cards()[c].Lines[i]
			name := card.Name + "." + line.Name
			p.lines[name] = line
			for _, f := range line.Facts {
				p.lists[f] = append(p.lists[f], name)
				if len(line.Facts) > 1 {
					p.homes[f] = name
				}
			}
		}
	}
	return p
}

func (p *person) draw(name string) *rand.Rand {
	h := fnv.New64a()
	h.Write([]byte(name))
	return rand.New(rand.NewPCG(uint64(p.n), h.Sum64()))
}

func (p *person) card(card int) policy.CardAnswer {
	c := &p.set.Cards()[card]
	given := policy.CardAnswer{Given: true}
	for i, line := range c.Lines {
		if p.ticks(c.Name + "." + line.Name) {
			given.Ticked |= 1 << i
		}
	}
	return given
}

func (p *person) ticks(line string) bool {
	of := p.w.lines[line]
	if p.w.aged[line] {
		age, _ := p.set.FactIndex("client.age")
		of = of * p.w.later[p.set.Format(age, p.fact(age))] / 100
	}
	return p.draw(line).IntN(1000) < of && p.may(line)
}

// may says whether the answers are there without which a line is not ticked or a fact not told.
func (p *person) may(name string) bool {
	for other, answers := range p.w.only[name] {
		said := "no"
		if _, line := p.lines[other]; !line {
			f, _ := p.set.FactIndex(other)
			said = p.set.Format(f, p.fact(f))
		} else if p.ticks(other) {
			said = "yes"
		}
		if !slices.Contains(answers, said) {
			return false
		}
	}
	return true
}

// fact draws an answer. Of a list without weights a later value is half as frequent as the one
// before; a number without weights stands in the middle. Whoever ticks a line means one of its
// facts.
func (p *person) fact(i int) policy.Answer {
	f := &p.set.Facts()[i]
	r := p.draw(f.Name)
	unsure, pick := r.IntN(1000) < p.w.unsure, r.Float64()
	if !p.may(f.Name) {
		return p.nothing(f)
	}
	meant := false
	if line, ok := p.homes[f.Name]; ok && !p.w.both[line] && p.ticks(line) {
		if meant = p.meant(line) == f.Name; !meant {
			return p.nothing(f)
		}
	}
	if of := p.w.facts[f.Name]; of != nil {
		return drawn(f, of, pick)
	}
	if unsure && f.Name != "client.age" {
		return policy.Answer{State: policy.Unsure}
	}
	a := policy.Answer{State: policy.Known}
	switch f.Kind {
	case policy.YesNo:
		a.Yes = meant || (pick*1000 < float64(p.w.yes)) != (f.Risk == policy.RiskLess)
	case policy.Whole, policy.Decimal:
		a.Number = float64(int(f.Least+f.Most) / 2)
	default:
		values := p.some(f)
		at, half := 0, 0.5/(1-math.Pow(0.5, float64(len(values))))
		for pick >= half && at < len(values)-1 {
			pick, half, at = pick-half, half/2, at+1
		}
		if f.Places { // no place is rarer than another
			at = r.IntN(len(values))
		}
		a.Values = 1 << values[at]
	}
	return a
}

// meant is the fact for which a line with several is ticked.
func (p *person) meant(line string) string {
	var names []string
	total := 0
	of := func(name string) int {
		if n, ok := p.w.which[name]; ok {
			return n
		}
		return 100
	}
	for _, name := range p.lines[line].Facts {
		names = append(names, name)
		total += of(name)
	}
	at := p.draw("which " + line).IntN(max(1, total))
	for _, name := range names {
		if at -= of(name); at < 0 {
			return name
		}
	}
	return names[0]
}

// nothing is the answer of whoever has nothing to tell.
func (p *person) nothing(f *policy.Fact) policy.Answer {
	a := policy.Answer{State: policy.Known}
	switch f.Kind {
	case policy.YesNo:
		a.Yes = f.Risk == policy.RiskLess
	case policy.Whole, policy.Decimal:
		a.Number = f.Least
	default:
		a.Values = 1 << max(0, slices.IndexFunc(f.Values, func(v policy.Value) bool { return v.Name == f.None }))
	}
	return a
}

// some are the values of a list that a line or a guard has asked for: all but that of nothing,
// where a tick has said that there is something.
func (p *person) some(f *policy.Fact) (out []int) {
	for i, v := range f.Values {
		if v.Name != f.None || !p.asked(f) {
			out = append(out, i)
		}
	}
	return out
}

func (p *person) asked(f *policy.Fact) bool {
	return slices.ContainsFunc(p.lists[f.Name], p.ticks)
}

func drawn(f *policy.Fact, of map[string]int, pick float64) policy.Answer {
	total := 0
	for _, k := range sortedKeys(of) {
		total += of[k]
	}
	at := int(pick * float64(total))
	for _, k := range sortedKeys(of) {
		if at -= of[k]; at < 0 {
			a, _ := weighed(f, k)
			return a
		}
	}
	return policy.Answer{State: policy.Unsure}
}
