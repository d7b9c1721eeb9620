package logic

import "slices"

// Verdict is what a [Prover] found of a question.
type Verdict int

// The verdicts. The zero value proves nothing.
const (
	Unproved Verdict = iota // zero value: the budget was spent
	Found                   // some assignment is so
	Never                   // none is
)

// Prover answers questions about every assignment of a world: what lies within the cells of the
// variables, meets every clause and holds none of the cubes that can never be. It differs from a
// [Solver] in that it knows the world and shows what it found. It keeps its memory between
// questions, and is not safe for concurrent use.
type Prover struct {
	Budget int // of every question, in cubes looked at

	cells, mild []uint64
	must, never []Cube // those that the mild assignment does not meet, and does not deny
	met, denied watchlist
	kept        []Cube // of what must not hold, what the question leaves possible
	search      search
	left        int
}

// NewProver returns a prover for the assignments of variables that meet every clause of must and no
// cube of never.
func NewProver(vars []Variable, must, never []Cube, budget int) *Prover {
	p := &Prover{Budget: budget}
	for _, x := range vars {
		all := uint64(1)<<x.Cells - 1
		p.cells, p.mild = append(p.cells, all), append(p.mild, mildest(all, x.Safe))
	}
	p.search.vars, p.search.left = vars, &p.left
	for _, c := range must { // as a search would
		if !slices.ContainsFunc(c, p.mildly) {
			p.mild[c[0].Var] = mildest(c[0].Cells, vars[c[0].Var].Safe)
		}
	}
	p.met.reset(len(vars))
	p.denied.reset(len(vars))
	p.must = p.met.watch(must, p.mildly)
	p.never = p.denied.watch(never, func(l Literal) bool { return !p.mildly(l) })
	return p
}

// mildly reports whether the mild assignment is as the literal asks.
func (p *Prover) mildly(l Literal) bool { return p.mild[l.Var]&l.Cells != 0 }

// watch lets every cube watch the first variable whose literal is so, and returns the cubes that
// have none.
func (w *watchlist) watch(cubes []Cube, so func(l Literal) bool) (rest []Cube) {
	for _, c := range cubes {
		if i := slices.IndexFunc(c, so); i >= 0 {
			w.add(c[i].Var, c)
		} else {
			rest = append(rest, c)
		}
	}
	return rest
}

// Find looks for an assignment of the world within a cube that holds no cube of the given lists.
// What it found is one cell for each variable, the mild one wherever nothing speaks against it, and
// good until the next question.
func (p *Prover) Find(within Cube, never ...[]Cube) ([]uint64, Verdict) {
	p.left = p.Budget
	p.search.begin(p.cells, p.mild)
	for _, l := range within {
		if !p.search.narrow(l.Var, l.Cells) {
			return nil, Never
		}
	}
	p.search.must[0], p.search.mustWatched, p.search.neverWatched = p.must, &p.met, &p.denied
	p.kept = p.kept[:0]
	for _, cubes := range append(never, p.never) {
		for _, c := range cubes {
			if c.canHold(p.search.cells) {
				p.kept = append(p.kept, c)
			}
		}
	}
	p.search.never[0] = p.kept
	switch found := p.search.solve(); {
	case p.search.spent:
		return nil, Unproved
	case found:
		return p.search.pick, Found
	}
	return nil, Never
}

// Holds reports whether the cube holds under an assignment.
func (a Cube) Holds(cells []uint64) bool { return a.holds(cells) }

// At is what is left of cubes where the variable lies in the cell: those that ask for another cell
// are gone, and so is the literal of the others.
func At(cubes []Cube, v int32, cell uint64) (out []Cube) {
	for _, c := range cubes {
		switch asked := c.cellsOf(v); {
		case asked&cell == 0:
		case asked == ^uint64(0):
			out = append(out, c)
		default:
			rest := make(Cube, 0, len(c)-1)
			for _, l := range c {
				if l.Var != v {
					rest = append(rest, l)
				}
			}
			out = append(out, rest)
		}
	}
	return out
}

// LevelsAt returns what a rule that holds gives to a place inside of its site and outside of it;
// the two are the same without one. The place behind the last stands for urgency.
func (n *Network) LevelsAt(r int32, place int) (in, out uint8) {
	return n.own.in[place][r], n.own.out[place][r]
}

// Reaching are those of a rule's cubes, inside or outside of its site, that bring a place to the
// level.
func (n *Network) Reaching(r int32, cubes []Cube, place int, level uint8) []Cube {
	in, out := n.LevelsAt(r, place)
	site := n.siteVar(r, place)
	switch {
	case level == 0 || in >= level && (out >= level || site < 0):
		return cubes
	case in >= level:
		return joined(cubes, Literal{site, 2})
	case out >= level && site >= 0:
		return joined(cubes, Literal{site, 1})
	case out >= level:
		return cubes
	}
	return nil
}

// AsMuch reports whether a rule gives at least what another one gives to every place and to
// urgency, where it holds and where it is only possible.
func (n *Network) AsMuch(q, r int32) bool {
	for p := range n.Places + 1 {
		for _, s := range []*sides{&n.own, &n.doubt} {
			if s.in[p][q] < s.in[p][r] || s.out[p][q] < s.out[p][r] {
				return false
			}
		}
	}
	return true
}

// SameOutcome reports whether a rule comes to what a rule of another network does, whatever either
// tests.
func (n *Network) SameOutcome(r int32, other *Network, q int32) bool {
	return n.Rules[r].outcome() == other.Rules[q].outcome()
}
