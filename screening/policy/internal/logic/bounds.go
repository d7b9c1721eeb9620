package logic

import "slices"

// choosePick makes the mild completion: every variable at a safe cell, then every clause met. Each
// clause watches a variable that meets it.
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
	e.mend()
	if e.watchClauses() {
		return
	}
	s := &e.search
	s.ready = false // what it picked for an earlier look
	s.begin(e.state.Cells, e.pick)
	s.must[0] = e.state.Clauses
	s.solve()
	e.Inexact = e.Inexact || s.spent
	copy(e.pick, s.pick)
	s.ready = false
	e.watchClauses()
}

// mend puts the last variable of every clause that the mild completion does not meet where it does.
func (e *Evaluation) mend() {
	for _, c := range e.state.Clauses {
		if e.meeting(c) < 0 {
			l := c[len(c)-1]
			e.pick[l.Var] = mildest(e.state.Cells[l.Var]&l.Cells, e.net.Vars[l.Var].Safe)
		}
	}
}

// watchClauses makes every clause watch a variable that meets it in the mild completion, and
// reports whether there is one for each.
func (e *Evaluation) watchClauses() bool {
	e.clauses.reset(len(e.pick))
	e.met = true
	for _, c := range e.state.Clauses {
		v := e.meeting(c)
		if e.met = v >= 0; !e.met {
			break
		}
		e.clauses.add(v, c)
	}
	return e.met
}

// meeting returns a variable that meets the clause in the mild completion, or -1. What was mended
// is met by its end.
func (e *Evaluation) meeting(clause Cube) int32 {
	for i := len(clause) - 1; i >= 0; i-- {
		if e.pick[clause[i].Var]&clause[i].Cells != 0 {
			return clause[i].Var
		}
	}
	return -1
}

// begin starts a search from the mild completion, for what meets every clause.
func (e *Evaluation) begin() *search {
	e.choosePick()
	s := &e.search
	if s.begin(e.state.Cells, e.pick); e.met {
		s.mustWatched = &e.clauses
	} else {
		s.must[0] = e.state.Clauses
	}
	return s
}

// canAvoid reports whether some completion makes the event false.
func (e *Evaluation) canAvoid(x *event) bool {
	if x.over {
		e.Inexact = true
		return true
	}
	s := e.begin()
	s.never = [2][]Cube{x.own, x.doubt}
	ok := s.solve()
	e.Inexact = e.Inexact || s.spent
	return ok
}

// canReach reports whether some completion makes every event true at once.
func (e *Evaluation) canReach(events ...*event) bool { return e.canTurn(events, nil, -1) }

// spent reports whether the budget is, so that nothing need be prepared for another search: it
// would say yes, and that it is inexact.
func (e *Evaluation) spent() bool {
	e.Inexact = e.Inexact || e.left <= 0
	return e.left <= 0
}

// bound finds floor and ceiling of every class, of the session and of urgency. Most of them follow
// from what certainly holds, what can hold at all, and one mild completion; the rest is searched.
func (e *Evaluation) bound() {
	e.forget(e.kept)
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

// pin finds the bounds of a place, or of urgency:
//
//	floor < d    | some completion avoids reaching d
//	ceiling >= d | some completion reaches d
func (e *Evaluation) pin(place int) Bounds {
	floor, ceiling := e.spans(place)
	e.untouched = e.untouched && (place == forUrgency || floor.high == 0)
	for floor.low < floor.high && !e.spent() && !e.canAvoid(e.reaching(place, floor.low+1)) {
		floor.low++
	}
	ceiling.low = max(ceiling.low, floor.low)
	for ceiling.high > ceiling.low && !e.spent() && !e.canReach(e.reaching(place, ceiling.high)) {
		ceiling.high--
	}
	return Bounds{floor.low, ceiling.high}
}

// boundSession bounds the session. It takes the mildest of its places, but is never untouched while
// one of them is not: floor and ceiling ask what all places can be at once, in one completion.
func (e *Evaluation) boundSession() {
	least, most := Bounds{255, 255}, Bounds{}
	for p, c := range e.class {
		if int(c) != p {
			continue
		}
		b := e.Places[p]
		least.Floor, least.Ceiling = min(least.Floor, b.Floor), min(least.Ceiling, b.Ceiling)
		most.Floor, most.Ceiling = max(most.Floor, b.Floor), max(most.Ceiling, b.Ceiling)
	}
	e.Session.Floor = max(least.Floor, min(most.Floor, 1))
	if e.Session.Floor == 0 && most.Ceiling > 0 && !e.mildlyUntouched() && !e.allUntouched() {
		e.Session.Floor = 1
	}
	e.Session.Ceiling = max(e.Session.Floor, min(most.Ceiling, 1))
	for d := least.Ceiling; d > max(1, e.Session.Ceiling); d-- {
		if e.allReach(d) {
			e.Session.Ceiling = d
		}
	}
}

// joint yields every place that has to be looked at beside the others: one of each class, or, while
// a site is open, all, since places that are alike one by one can still depend on each other.
func (e *Evaluation) joint(yield func(place int) bool) {
	uncertain := e.uncertain()
	for p, c := range e.class {
		if (int(c) == p || uncertain && c >= 0) && !yield(p) {
			return
		}
	}
}

// mildlyUntouched reports whether the mild completion already leaves every requested place at level
// 0. For one place of each class that is known; places of a class can only differ in which of them
// lies in the site.
func (e *Evaluation) mildlyUntouched() bool {
	if !e.untouched {
		return false
	}
	for p, c := range e.class {
		if c < 0 || !e.sitedApart(p, int(c)) {
			continue
		}
		if floor, _ := e.spans(p); floor.high > 0 {
			return false
		}
	}
	return true
}

// sitedApart reports whether the mild completion puts one of two places of a class into a site and
// not the other.
func (e *Evaluation) sitedApart(p, q int) bool {
	for i := range e.net.sites {
		s := &e.net.sites[i]
		if v := s.at[p]; v >= 0 && e.touches(s.rules) && e.pick[v] != e.pick[s.at[q]] {
			return true
		}
	}
	return false
}

// allReach reports whether some completion brings every requested place to the level.
func (e *Evaluation) allReach(level uint8) bool {
	for w := range e.views {
		rules := e.views[w].plain
		for p, c := range e.class {
			if int(c) == p {
				own := e.net.own.from[p][level][w]
				rules &= own.in & own.out &^ e.waivedOf(w, p)
			}
		}
		if rules != 0 {
			return true
		}
	}
	if e.spent() || e.eachReaches(level) {
		return true
	}
	var events []*event
	for p := range e.joint {
		events = append(events, e.reaching(p, level))
	}
	return e.canReach(events...)
}

// eachReaches reports whether cubes that ask nothing contrary of each other bring every requested
// place to the level, one for each class, the first that goes with those before. Where there are
// none nothing is known.
func (e *Evaluation) eachReaches(level uint8) bool {
	if len(e.ties.tied) > 0 || len(e.waivers) > 0 || e.uncertain() {
		return false
	}
	e.together = e.together[:0]
	for p, c := range e.class {
		if int(c) == p && !e.oneReaches(p, level) {
			return false
		}
	}
	return true
}

func (e *Evaluation) oneReaches(place int, level uint8) bool {
	for _, r := range e.Touched {
		e.left--
		if own := &e.net.own; min(own.in[place][r], own.out[place][r]) < level {
			continue
		}
		for i := range e.of(r) {
			if c := &e.of(r)[i]; c.unsure == 0 && e.goes(c.rest) {
				e.together = append(e.together, c.rest...)
				return true
			}
		}
	}
	return false
}

// goes reports whether a cube asks nothing contrary of what was taken together.
func (e *Evaluation) goes(c Cube) bool {
	for _, l := range c {
		left := e.state.Cells[l.Var] & l.Cells
		for _, t := range e.together {
			if t.Var == l.Var {
				left &= t.Cells
			}
		}
		if left == 0 {
			return false
		}
	}
	return true
}

// allUntouched reports whether some completion leaves every requested place at level 0. The unsure
// variables may take other values for each place, so each place gets its own copies of them.
func (e *Evaluation) allUntouched() bool {
	if e.spent() {
		return true
	}
	s := e.begin()
	s.must[0], s.mustWatched = e.state.Clauses, nil // which knows nothing of copies
	each, all := copies{e: e}, e.newEvent()
	for p := range e.joint {
		x := e.reaching(p, 1)
		for _, c := range x.own {
			all.own = append(all.own, each.rename(c))
		}
		all.doubt = append(all.doubt, x.doubt...)
		each.next()
	}
	s.never, s.must[1] = [2][]Cube{all.own, all.doubt}, each.clauses
	ok := s.solve()
	e.Inexact = e.Inexact || s.spent
	s.vars = e.net.Vars
	return ok
}

// copies gives every place but the first its own copy of each unsure variable and of the clauses
// that speak of one.
type copies struct {
	e       *Evaluation
	of      map[int32]int32 // nil for the first place
	clauses []Cube
}

// next goes on to another place.
func (c *copies) next() {
	c.of = map[int32]int32{}
	for _, clause := range c.e.state.Clauses {
		if r := c.rename(clause); len(clause) > 0 && &r[0] != &clause[0] {
			c.clauses = append(c.clauses, r)
		}
	}
}

// rename returns the cube with its unsure variables replaced by the current place's copies, or the
// cube itself if it has none.
func (c *copies) rename(cube Cube) Cube {
	if c.of == nil {
		return cube
	}
	out := cube
	for i, l := range cube {
		if c.e.state.Status[l.Var] != Unsure {
			continue
		}
		to, ok := c.of[l.Var]
		if !ok {
			s := &c.e.search
			to = int32(len(s.cells))
			c.of[l.Var] = to
			s.cells = append(s.cells, c.e.state.Cells[l.Var])
			s.pick = append(s.pick, c.e.pick[l.Var])
			s.vars = append(s.vars[:len(s.vars):len(s.vars)], c.e.net.Vars[l.Var])
		}
		if &out[0] == &cube[0] {
			out = slices.Clone(cube)
		}
		out[i].Var = to
	}
	return out
}
