package logic

import "slices"

// bound finds floor and ceiling of every class, of the session and of urgency. Most of them follow from what certainly holds,
// what can hold at all, and one mild completion; the rest is searched.
func (e *Evaluation) bound() {
	e.used, e.scratch = 0, e.scratch[:e.kept]
	e.untouched = true
	for p, c := range e.class {
		switch {
		case c < 0:
			e.Places[p] = Bounds{}
		case int(c) == p:
			e.Places[p] = e.pin(p)
		default:
			e.Places[p] = e.Places[c]
		}
	}
	e.Urgency = e.pin(forUrgency)
	e.boundSession()
}

// choosePick makes the mild completion: every variable at a safe cell, then every clause met.
func (e *Evaluation) choosePick() {
	if e.picked {
		return
	}
	e.picked = true
	for v, cells := range e.state.Cells {
		if cells&(cells-1) != 0 {
			cells = mildest(cells, e.net.Vars[v].Safe)
		}
		e.pick[v] = cells
	}
	if e.meetClauses() {
		return
	}
	e.search.ready = false // what it picked for an earlier look
	s := &e.search
	s.begin(e.net, e.state, e.pick)
	if s.avoid(); s.spent {
		e.Inexact = true
	}
	copy(e.pick, s.pick)
	s.ready = false
}

// meetClauses puts the last variable of every clause that the mild completion does not meet where it does,
// and reports whether all are met by that.
func (e *Evaluation) meetClauses() bool {
	mended := false
	for _, c := range e.state.Clauses {
		if !e.met(c) {
			l := c[len(c)-1]
			e.pick[l.Var] = mildest(e.state.Cells[l.Var]&l.Cells, e.net.Vars[l.Var].Safe)
			mended = true
		}
	}
	return !mended || !slices.ContainsFunc(e.state.Clauses, func(c Cube) bool { return !e.met(c) })
}

func (e *Evaluation) met(clause Cube) bool {
	for i := len(clause) - 1; i >= 0; i-- {
		if e.pick[clause[i].Var]&clause[i].Cells != 0 {
			return true
		}
	}
	return false
}

// pin finds the bounds of a place, or of urgency.
func (e *Evaluation) pin(place int) Bounds {
	floor, ceiling := e.spans(place)
	e.untouched = e.untouched && (place == forUrgency || floor.high == 0)
	for floor.low < floor.high {
		if e.canStayBelow(e.build(place, floor.low+1)) {
			break
		}
		floor.low++
	}
	ceiling.low = max(ceiling.low, floor.low)
	for ceiling.high > ceiling.low {
		if e.canReach(e.build(place, ceiling.high)) {
			break
		}
		ceiling.high--
	}
	return Bounds{floor.low, ceiling.high}
}
