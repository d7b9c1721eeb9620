package policy

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Told reports whether a value of the fact was told, by an answer or by a card. What else
// [Evaluation.Given] knows of it is its usual value, where it is volunteered, or what others imply.
func (e *Evaluation) Told(fact int) bool { return e.set != nil && e.inTold(fact) && e.told[fact] }

func (e *Evaluation) inTold(fact int) bool { return fact >= 0 && fact < len(e.told) }

// Left returns what is known of a fact, as [Evaluation.Given] does, and of a list of which
// others imply a part, that part: the values that are certainly among a set, or those that one
// of a list can still be.
func (e *Evaluation) Left(fact int) Answer {
	given := e.Given(fact)
	if given.State == Known || !e.valid || !e.inTold(fact) {
		return given
	}
	cells, out := &e.set.vars.facts[fact], Answer{State: Known}
	switch cells.kind {
	case OneOf:
		if left := e.state.Cells[cells.first]; left != cells.full {
			out.Values = left
		}
	case SetOf:
		for i, v := range cells.bits {
			if v >= 0 && e.state.Cells[v] == 2 {
				out.Values |= 1 << i
			}
		}
	}
	if out.Values == 0 {
		return given
	}
	return out
}

// Because returns the sentence of the implication that says something of a fact that
// was not told, or nothing.
func (e *Evaluation) Because(fact int) string {
	if !e.valid || !e.inTold(fact) || e.told[fact] {
		return ""
	}
	s := e.set
	if s.facts[fact].Volunteered && e.given[fact].State == Known {
		return "" // it stands at its usual value
	}
	for i := range s.implied {
		if x := &s.implied[i]; x.fact == fact && e.speaks(x) {
			return s.implications[x.implication].Because
		}
	}
	// What is implied is out of the question, and with it what would imply it.
	for i := range s.implied {
		x := &s.implied[i]
		reads := func(l logic.Literal) bool {
			return int(s.vars.list[l.Var].Owner) == fact && e.state.Cells[l.Var]&l.Cells == 0
		}
		if e.state.Cells[x.variable]&x.cells == 0 &&
			slices.ContainsFunc(x.raw, func(c logic.Cube) bool { return slices.ContainsFunc(c, reads) }) {
			return s.implications[x.implication].Because
		}
	}
	return ""
}

// By returns the facts that imply what an answer disagrees with, in their order.
func (e *Evaluation) By(d Disagreement) []int {
	if !e.valid {
		return nil
	}
	s := e.set
	i := slices.IndexFunc(s.implied, func(x implied) bool { return x.fact == d.Fact && x.implication == d.Implication })
	if i < 0 {
		return nil
	}
	var facts []int
	for _, cubes := range [][]logic.Cube{s.implied[i].raw, s.implied[i].cubes} {
		for _, c := range cubes {
			if certain, _ := e.reading(c); certain {
				facts = s.owners(facts, c)
			}
		}
		if len(facts) > 0 {
			return facts
		}
	}
	// Several cases leave no way out between them: what is certain in each counts.
	for _, c := range s.implied[i].cubes {
		if _, possible := e.reading(c); possible {
			facts = s.owners(facts, slices.DeleteFunc(slices.Clone(c),
				func(l logic.Literal) bool { return e.state.Cells[l.Var]&^l.Cells != 0 }))
		}
	}
	return facts
}

// owners adds the facts that a conjunction speaks of, each once.
func (s *Set) owners(facts []int, c logic.Cube) []int {
	for _, l := range c {
		facts = append(facts, int(s.vars.list[l.Var].Owner))
	}
	slices.Sort(facts)
	return slices.Compact(facts)
}

// Implied is what others imply of the fact of a disagreement, in words of the rule language:
// neuro.onset == recent, !disc.bulge_only.
func (s *Set) Implied(d Disagreement) string {
	var tests []string
	for _, x := range s.implied {
		if x.fact == d.Fact && x.implication == d.Implication {
			tests = append(tests, s.test(&x))
		}
	}
	return strings.Join(tests, " && ")
}

func (s *Set) test(x *implied) string {
	f, cells := &s.facts[x.fact], &s.vars.facts[x.fact]
	switch f.Kind {
	case OneOf:
		var names []string
		for i, v := range f.Values {
			if x.cells>>i&1 == 1 {
				names = append(names, v.Name)
			}
		}
		if len(names) == 1 {
			return f.Name + " == " + names[0]
		}
		return f.Name + " in [" + strings.Join(names, ", ") + "]"
	case SetOf:
		value := f.Values[slices.Index(cells.bits, x.variable)].Name
		if x.cells == 1 {
			return "!(" + value + " in " + f.Name + ")"
		}
		return value + " in " + f.Name
	}
	if x.cells == 1 {
		return "!" + f.Name
	}
	return f.Name
}
