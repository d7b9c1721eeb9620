package policy

import (
	"math/bits"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Disagreement is an answer that disagrees with what others imply. Both count; neither was dropped.
type Disagreement struct {
	Fact        int // what was told of it is [Evaluation.Given]
	Implication int // of [Set.Implications]
}

// Disagreements returns every answer that disagrees with what others imply, in
// the order of the facts.
func (e *Evaluation) Disagreements() []Disagreement { return e.disagreements }

// reading is whether a conjunction certainly holds under what is known, and whether it can.
func (e *Evaluation) reading(c logic.Cube) (certain, possible bool) {
	certain = true
	for _, l := range c {
		switch cells := e.state.Cells[l.Var]; {
		case cells&l.Cells == 0:
			return false, false
		case cells&^l.Cells != 0:
			certain = false
		}
	}
	return certain, true
}

// follow adds what answers imply to what is known, with what told answers exclude. Where these
// exclude so much of one fact between them that nothing is left of it, or that something told is
// excluded in turn, nobody knows which of them is wrong, and none of them excludes anything.
func (e *Evaluation) follow(s *Set) {
	e.narrowed = e.narrowed[:0]
	again := func(mutual bool) bool {
		e.widen(s)
		possible := e.imply(s, mutual)
		e.findDisagreements(s)
		return possible
	}
	e.imply(s, false)
	e.findDisagreements(s)
	if !slices.ContainsFunc(s.implied, func(x implied) bool {
		return x.mutual && e.told[x.fact] && e.state.Cells[x.variable]&^x.cells != 0
	}) {
		return
	}
	excluded := func() (n int) {
		for _, d := range e.disagreements {
			if s.implications[d.Implication].Excludes != "" {
				n++
			}
		}
		return n
	}
	known := excluded()
	if !again(true) || excluded() > known {
		again(false)
	}
}

// imply adds what answers imply to what is known, until nothing follows any more, and ties together
// what is still open. What was told stays as it was told; with mutual it excludes what would
// exclude it. It reports whether that leaves every fact a value: where it does not, told answers
// that disagree imply the contrary of one fact, and everything else is implied all the same.
func (e *Evaluation) imply(s *Set, mutual bool) bool {
	ties := len(e.state.Clauses)
	possible := true
	for again := true; again; {
		again, possible = false, true
		for i := range s.implied {
			x := &s.implied[i]
			if e.told[x.fact] || e.state.Cells[x.variable]&^x.cells == 0 || !e.speaks(x) {
				continue
			}
			possible = possible && e.state.Cells[x.variable]&x.cells != 0
			again = e.narrow(s, x.variable, x.cells) || again
		}
		e.state.Clauses, e.clauseLits = e.state.Clauses[:ties], e.clauseLits[:0]
		for i := range s.implied {
			narrowed, left := e.tie(s, &s.implied[i], mutual)
			possible = possible && left
			again = narrowed || again
		}
		if possible && !again {
			again, possible = e.addResolvents(s, ties)
		}
	}
	// Sets that are never empty stand before the ties, and few of them are tied.
	return possible && e.meets(e.state.Clauses[ties:], e.state.Clauses[:ties], new(int))
}

// mostMeetings bounds the search for values that meet all clauses at once. Implications as people
// write them need a step for each clause.
const mostMeetings = 100_000

// meets reports whether some values meet all clauses at once, and those behind them. Where the
// search gets too long there are taken to be none, so that nothing told excludes anything.
func (e *Evaluation) meets(clauses, behind []logic.Cube, steps *int) bool {
	if len(clauses) == 0 {
		clauses, behind = behind, nil
	}
	if *steps++; len(clauses) == 0 || *steps > mostMeetings {
		return len(clauses) == 0
	}
	for _, l := range clauses[0] {
		cells := e.state.Cells[l.Var]
		if cells&l.Cells == 0 {
			continue
		}
		e.state.Cells[l.Var] = cells & l.Cells
		met := e.meets(clauses[1:], behind, steps)
		if e.state.Cells[l.Var] = cells; met {
			return true
		}
	}
	return false
}

func (e *Evaluation) findDisagreements(s *Set) {
	e.disagreements = e.disagreements[:0]
	for i := range s.implied {
		x := &s.implied[i]
		if !e.told[x.fact] || e.state.Cells[x.variable]&^x.cells == 0 {
			continue
		}
		if d := (Disagreement{x.fact, x.implication}); e.speaks(x) && !slices.Contains(e.disagreements, d) {
			e.disagreements = append(e.disagreements, d)
		}
	}
	slices.SortFunc(e.disagreements, func(a, b Disagreement) int {
		if a.Fact != b.Fact {
			return a.Fact - b.Fact
		}
		return a.Implication - b.Implication
	})
}

// speaks reports whether the implication certainly does: by one of its cubes, or by several that
// leave no way out between them.
func (e *Evaluation) speaks(x *implied) bool {
	covered := 0.0 // of all values, at most
	for _, w := range x.cubes {
		certain, possible := e.reading(w)
		if certain {
			return true
		}
		if possible {
			covered += e.share(w)
		}
	}
	if covered < 0.999 {
		return false
	}
	if v, cells := e.together(x); v >= 0 {
		return e.state.Cells[v]&^cells == 0
	}
	if e.escapes(x, lowest) || e.escapes(x, highest) {
		return false
	}
	e.solver.Reset(nil, e.state.Cells)
	return e.solver.Always(x.cubes, mostSteps)
}

// escapes reports whether no cube of the implication holds where every variable lies in one end of
// its cells. It finds most of those that leave a way out without a search.
func (e *Evaluation) escapes(x *implied, end func(cells uint64) uint64) bool {
	return !slices.ContainsFunc(x.cubes, func(c logic.Cube) bool {
		return !slices.ContainsFunc(c, func(l logic.Literal) bool { return end(e.state.Cells[l.Var])&l.Cells == 0 })
	})
}

func lowest(cells uint64) uint64 { return cells & -cells }

func highest(cells uint64) uint64 { return 1 << bits.Len64(cells) >> 1 }

// together are the cells that the cubes of an implication that can hold ask for between them, where
// all of them wait for the same variable and nothing else; otherwise the variable is -1.
func (e *Evaluation) together(x *implied) (v int32, cells uint64) {
	v = -1
	for _, w := range x.cubes {
		if _, possible := e.reading(w); !possible {
			continue
		}
		waits := 0
		for _, l := range w {
			if e.state.Cells[l.Var]&^l.Cells == 0 {
				continue
			}
			if waits++; waits > 1 || v >= 0 && v != l.Var {
				return -1, 0
			}
			v, cells = l.Var, cells|l.Cells
		}
	}
	return v, cells
}

// share is the part of all values in which a conjunction holds.
func (e *Evaluation) share(c logic.Cube) float64 {
	part := 1.0
	for _, l := range c {
		cells := e.state.Cells[l.Var]
		part *= float64(bits.OnesCount64(cells&l.Cells)) / float64(bits.OnesCount64(cells))
	}
	return part
}

// narrowed is a variable that was narrowed, and what was known before.
type narrowed struct {
	variable int32
	status   logic.Status
	cells    uint64
	given    Answer // of its fact
}

// widen takes back what was implied.
func (e *Evaluation) widen(s *Set) {
	for _, n := range slices.Backward(e.narrowed) {
		e.state.Status[n.variable], e.state.Cells[n.variable] = n.status, n.cells
		e.given[s.vars.list[n.variable].Owner] = n.given
	}
	e.narrowed = e.narrowed[:0]
	e.placeBeside(s)
}

// narrow leaves a variable the cells, as far as that leaves any, and reports whether it changed.
func (e *Evaluation) narrow(s *Set, v int32, cells uint64) bool {
	left := e.state.Cells[v] & cells
	if left == 0 || left == e.state.Cells[v] {
		return false
	}
	e.narrowed = append(e.narrowed, narrowed{v, e.state.Status[v], e.state.Cells[v], e.given[s.vars.list[v].Owner]})
	e.state.Cells[v] = left
	if left&(left-1) != 0 {
		return true
	}
	e.state.Status[v] = logic.Fixed
	fact := int(s.vars.list[v].Owner)
	switch s.facts[fact].Kind {
	case YesNo:
		e.given[fact] = Answer{State: Known, Yes: left == 2}
	case OneOf:
		e.given[fact] = Answer{State: Known, Values: left}
	}
	return true
}

// tie adds the clauses of an implication that does not speak yet: the fact lies as implied, or what
// would imply it does not hold; where it was told to lie elsewhere, only the second, and only of
// what excludes. It reports whether one of the two is already out of the question, so that the
// other follows, and whether that leaves a value. What would imply something ties nothing through
// what is unsure, where both count, and what excludes nothing before its details mean something. A
// detail that means nothing is tied to nothing: nobody is asked for it.
func (e *Evaluation) tie(s *Set, x *implied, mutual bool) (narrowed, possible bool) {
	cells := e.state.Cells[x.variable]
	if e.told[x.fact] && (!x.mutual || !mutual || e.speaks(x)) || cells&^x.cells == 0 || e.meansNothing(s, x.fact) {
		return false, true
	}
	waits := func(v int32) bool { return e.state.Status[v] == logic.Unsure }
	if x.mutual {
		waits = func(v int32) bool { return slices.Contains(x.leads, v) }
	}
	for _, w := range x.cubes {
		if certain, possible := e.reading(w); certain || !possible {
			continue
		}
		e.ways = e.instead(e.ways[:0], s, w, waits)
		for _, c := range e.ways {
			more, left := e.addTie(s, c, x)
			if !left {
				return false, false
			}
			narrowed = narrowed || more
		}
	}
	return narrowed, true
}

// meansNothing reports whether a fact that was not told means nothing, however the open facts turn
// out.
func (e *Evaluation) meansNothing(s *Set, fact int) bool {
	if e.told[fact] || s.facts[fact].AskedIf == "" {
		return false
	}
	return !slices.ContainsFunc(s.guardCubes[fact], func(c logic.Cube) bool {
		_, possible := e.reading(c)
		return possible
	})
}

// instead appends the cubes under which a conjunction holds although it waits for something that
// nothing is concluded from: what is open implies that.
func (e *Evaluation) instead(out []logic.Cube, s *Set, w logic.Cube, waits func(v int32) bool) []logic.Cube {
	at := slices.IndexFunc(w, func(l logic.Literal) bool { return e.state.Cells[l.Var]&^l.Cells != 0 && waits(l.Var) })
	if at < 0 {
		return append(out, w)
	}
	var rest logic.Cube // what else it asks
	for i := range s.implied {
		x := &s.implied[i]
		if x.variable != w[at].Var || e.state.Cells[x.variable]&x.cells&^w[at].Cells != 0 {
			continue
		}
		if rest == nil {
			rest = slices.Delete(slices.Clone(w), at, at+1)
		}
		for _, speaks := range x.cubes {
			if c, ok := logic.Join(rest, speaks); ok {
				if _, possible := e.reading(c); possible {
					out = e.instead(out, s, c, waits)
				}
			}
		}
	}
	return out
}

// addTie adds one clause: the conjunction does not hold, or the fact lies as implied.
func (e *Evaluation) addTie(s *Set, w logic.Cube, x *implied) (narrowed, possible bool) {
	from := len(e.clauseLits)
	for _, l := range w {
		if open := e.state.Cells[l.Var]; open&^l.Cells != 0 {
			e.clauseLits = append(e.clauseLits, logic.Literal{Var: l.Var, Cells: open &^ l.Cells})
		}
	}
	if cells := e.state.Cells[x.variable] & x.cells; cells != 0 {
		e.clauseLits = append(e.clauseLits, logic.Literal{Var: x.variable, Cells: cells})
	}
	clause := e.clauseLits[from:len(e.clauseLits):len(e.clauseLits)]
	switch len(clause) {
	case 0:
		return false, false
	case 1:
		if e.state.Cells[clause[0].Var]&clause[0].Cells == 0 {
			return false, false
		}
		return e.narrow(s, clause[0].Var, clause[0].Cells), true
	}
	slices.SortFunc(clause, func(a, b logic.Literal) int { return int(a.Var - b.Var) })
	e.state.Clauses = append(e.state.Clauses, clause)
	return false, true
}
