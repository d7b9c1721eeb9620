package logic

import "slices"

// refuted is a clause that stands while nothing is answered, and the cubes that it keeps from
// holding. They are there for answers which disagree with each other: where the clause still
// stands they need not be looked at.
type refuted struct {
	clause Cube
	cubes  []int32
}

// Rest makes the network ready for states whose answers leave some clauses of the given one, in
// which nothing was answered. It changes no result.
func (n *Network) Rest(s *State) {
	all, first := make([]refuted, len(s.Clauses)), make(map[int32][]int) // by its first variable
	for i, clause := range s.Clauses {
		all[i].clause = slices.Clone(clause)
		first[clause[0].Var] = append(first[clause[0].Var], i)
	}
	n.contrary = newBitset(len(n.cubes))
	for id := range n.cubes {
		for _, l := range n.cubes[id].cube {
			for _, i := range first[l.Var] {
				if x := &all[i]; n.cubes[id].cube.contradicts(x.clause) {
					x.cubes = append(x.cubes, int32(id))
					n.contrary.add(int32(id))
				}
			}
		}
	}
	n.refuted = slices.DeleteFunc(all, func(x refuted) bool { return len(x.cubes) == 0 })
}

// contradicts reports whether the cube leaves the clause no way to be met.
func (a Cube) contradicts(clause Cube) bool {
	for _, l := range clause {
		if a.cellsOf(l.Var)&l.Cells != 0 {
			return false
		}
	}
	return true
}

// leaveRefuted takes out of the cubes that are alive what the clauses of the network that still
// stand keep from holding.
func (e *Evaluation) leaveRefuted() {
	n, some := e.net, false
	for w := range n.contrary {
		some = some || n.contrary[w]&e.alive[w] != 0
	}
	if !some {
		return
	}
	at := 0
	for i := range n.refuted {
		x := &n.refuted[i]
		found := slices.IndexFunc(e.state.Clauses[at:], func(c Cube) bool { return e.says(c, x.clause) })
		if found < 0 {
			continue
		}
		at += found + 1
		for _, id := range x.cubes {
			e.alive[id/64] &^= 1 << (id % 64)
		}
	}
}

// says reports whether one clause is never met without the other.
func (e *Evaluation) says(a, b Cube) bool {
	at := 0
	for _, l := range a {
		for ; at < len(b) && b[at].Var < l.Var; at++ {
		}
		if at == len(b) || b[at].Var != l.Var || e.state.Cells[l.Var]&l.Cells&^b[at].Cells != 0 {
			return false
		}
	}
	return true
}
