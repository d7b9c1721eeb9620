package logic

import "math/bits"

// Evaluation is one evaluation. The zero value is ready; reused, it allocates nothing in the common
// case. It is not safe for concurrent use.
type Evaluation struct {
	Result
	input
	reading
	workspace
}

// Result is what an evaluation finds.
type Result struct {
	Truth   []Truth  // by rule
	Touched []int32  // the rules that are true or possible
	Places  []Bounds // by requested place; zero for others
	Session Bounds
	Urgency Bounds
	Inexact bool // the budget was spent: bounds may be wider than need be, and more is asked
}

// input is what an evaluation was called with.
type input struct {
	net     *Network
	state   *State
	request uint64
	waivers []Waiver
}

// reading is what the answers make of rules, clauses, waivers and places before any bound is
// sought. It holds until the next evaluation.
type reading struct {
	alive bitset // by cube: whether no single answer denies it
	live  []liveCube
	waits bool      // some live cube waits for something
	run   []run     // by touched rule: its live cubes
	lits  []Literal // of the live cubes
	views []view    // of 64 rules each

	ties    ties
	pick    []uint64  // the mild completion, the witness of most floors
	picked  bool      // it is that of this evaluation
	met     bool      // it meets every clause
	clauses watchlist // each watches a variable by which it is met

	void     []bool    // by waiver: it counts for nothing
	covers   []bitset  // by waiver: the rules it covers
	flagged  []bitset  // by waiver: the red flags that can still hold and that it does not cover
	warnings []warning // the ways in which red flags can still hold

	class     []int32 // by place: the place that stands for it
	untouched bool    // the mild completion leaves every requested place at level 0
}

// workspace is memory for searches, and what they may still cost.
type workspace struct {
	left      int // of the budget
	asked     int // spent on questions
	events    []event
	used      int       // of events
	scratch   []Literal // cubes made for waivers, up to kept, and for events
	kept      int
	projected []Cube
	splits    [2][]Cube // of a cube to be projected, in turn
	needed    [2][]Cube // beside one of these
	together  []Literal // of cubes taken together
	search    search
	watches   watches
	turning   turning
	single    event    // of one cube
	on        []*event // holds single
	idle      idle
	naming    [][]Cube // by fact: the clauses that name it, for questions
}

// liveCube is a cube that can still hold, less the literals that hold already.
type liveCube struct {
	unsure int32 // how many literals of rest are about unsure variables
	rule   int32
	at     int32 // where rest stands among the literals
	rest   Cube
}

// run is where the live cubes of a rule stand.
type run struct{ from, to int32 }

// of returns the live cubes of a touched rule.
func (e *Evaluation) of(rule int32) []liveCube { return e.live[e.run[rule].from:e.run[rule].to] }

// Evaluate finds which rules hold and can hold, and the exact bounds of every requested place, of
// the session and of urgency. State, request and waivers must stay as they are while e is in use.
func (n *Network) Evaluate(s *State, request uint64, waivers []Waiver, e *Evaluation) {
	e.reset(n, input{n, s, request, waivers})
	e.gather()
	e.judge()
	e.forget(0)
	e.readWaivers()
	e.kept = len(e.scratch)
	if e.plain() {
		return
	}
	e.readClauses()
	if len(e.live) > 0 {
		e.choosePick() // also for where sites lie
	}
	e.classify()
	e.bound()
}

func (e *Evaluation) reset(n *Network, in input) {
	if e.net != n {
		*e = Evaluation{}
		e.Truth, e.Places = make([]Truth, len(n.Rules)), make([]Bounds, n.Places)
		e.alive, e.run = newBitset(len(n.cubes)), make([]run, len(n.Rules))
		e.views, e.class = make([]view, len(n.every)), make([]int32, n.Places)
		e.pick = make([]uint64, len(n.Vars))
	}
	for _, r := range e.Touched {
		e.Truth[r] = False
	}
	clear(e.views)
	e.input = in
	e.Touched, e.live, e.lits = e.Touched[:0], e.live[:0], e.lits[:0]
	e.Session, e.Urgency, e.Inexact = Bounds{}, Bounds{}, false
	e.ties.read, e.waits, e.picked, e.search.ready, e.turning.ready = false, false, false, false, false
	e.left, e.asked, e.search.left, e.search.vars = n.Budget, 0, &e.left, n.Vars
	e.forget(0)
}

// forget gives back the memory of events and of the cubes made for them, but for the first
// literals.
func (e *Evaluation) forget(kept int) {
	e.used, e.scratch, e.watches.event = 0, e.scratch[:kept], nil
}

// gather collects every cube that can still hold, rule by rule.
func (e *Evaluation) gather() {
	e.net.wake(e.state.Cells, e.alive)
	e.leaveRefuted()
	for at, word := range e.alive {
		for ; word != 0; word &= word - 1 {
			c := &e.net.cubes[64*at+bits.TrailingZeros64(word)]
			if c.cube.holds(e.state.Cells) {
				e.enter(c)
				continue
			}
			e.readClauses()
			if len(e.ties.tied) == 0 || e.consistent(c.cube) {
				e.enter(c)
			}
		}
	}
}

// enter takes a cube among the live ones.
func (e *Evaluation) enter(c *ruleCube) {
	if e.state.Without != nil && e.state.Without[c.rule] {
		return
	}
	from, unsure := len(e.lits), int32(0)
	for _, l := range c.cube {
		if e.state.Cells[l.Var]&^l.Cells == 0 {
			continue
		}
		if e.state.Status[l.Var] == Unsure {
			unsure++
		}
		e.lits = append(e.lits, l)
	}
	at := int32(len(e.live))
	if n := len(e.Touched); n == 0 || e.Touched[n-1] != c.rule {
		e.Touched = append(e.Touched, c.rule)
		e.run[c.rule].from = at
	}
	e.waits = e.waits || len(e.lits) > from
	rest := e.lits[from:len(e.lits):len(e.lits)]
	e.live = append(e.live, liveCube{unsure: unsure, rule: c.rule, at: int32(from), rest: rest})
	e.run[c.rule].to = at + 1
}

// judge settles the truth of every rule that has a live cube. A rule holds when one of its cubes
// does, and also when its cubes leave no way out between them. On the way it fills the views.
func (e *Evaluation) judge() {
	if e.waits {
		e.choosePick()
	}
	for _, r := range e.Touched {
		e.Truth[r] = Possible
		v, bit := &e.views[r/64], uint64(1)<<(r%64)
		v.touched |= bit
		holds, doubtful := false, false
		for i := range e.of(r) {
			c := &e.of(r)[i]
			holds = holds || len(c.rest) == 0
			if c.unsure == 0 {
				v.plain |= bit
			} else {
				v.unsure |= bit
			}
			if c.unsure > 0 && !doubtful && int(c.unsure) == len(c.rest) {
				e.project(c.rest)
				doubtful = len(e.projected) == 1 && len(e.projected[0]) == 0
			}
			mild, may := e.holdsMildly(c)
			if mild {
				v.mild |= bit
			}
			if may {
				v.mildAtAll |= bit
				if c.unsure > 0 {
					v.mildDoubt |= bit
				}
			}
		}
		switch {
		case holds || v.mild&bit != 0 && e.inescapable(r):
			e.Truth[r] = True
			v.holds |= bit
		case doubtful:
			v.doubtful |= bit
		}
	}
}

// holdsMildly reports whether the cube holds in the mild completion, and whether it does as far as
// it speaks of variables that are not unsure.
func (e *Evaluation) holdsMildly(c *liveCube) (holds, may bool) {
	holds = true
	for _, l := range c.rest {
		if e.pick[l.Var]&l.Cells != 0 {
			continue
		}
		if e.state.Status[l.Var] != Unsure {
			return false, false
		}
		holds = false
	}
	return holds, true
}

// inescapable reports whether some cube of the rule holds in every completion although none does
// yet. A rule of which none holds in the mild completion is not: that completion is the way out.
func (e *Evaluation) inescapable(r int32) bool {
	cubes := e.of(r)
	if len(cubes) < 2 {
		return false
	}
	x := e.newEvent()
	for i := range cubes {
		x.own = append(x.own, cubes[i].rest)
	}
	return !e.canAvoid(x)
}

// CanHold reports whether in some completion the rule holds whatever the unsure variables are. A
// rule that is only ever possible counts for its unsure outcome and no more, even while it waits
// for an open variable too.
func (e *Evaluation) CanHold(rule int32) bool {
	if e.Truth[rule] == True || e.views[rule/64].plain>>(rule%64)&1 == 1 {
		return true
	}
	cubes := e.of(rule)
	if len(cubes) < 2 && !e.ties.coupled {
		return false
	}
	// Cubes can make up for each other, and a clause for an unsure variable.
	e.forget(e.kept)
	x := e.newEvent()
	for i := range cubes {
		e.addOwn(x, cubes[i].rest)
	}
	return e.canReach(x)
}

// Waiting appends to dst the facts of the status that the rule still waits for, each as often as it
// stands there.
func (e *Evaluation) Waiting(dst []int32, rule int32, status Status) []int32 {
	for _, c := range e.of(rule) {
		for _, l := range c.rest {
			if e.state.Status[l.Var] == status {
				dst = append(dst, e.net.Vars[l.Var].Owner)
			}
		}
	}
	return dst
}

// Holding appends to dst the facts of every cube of the rule that holds under what is known, each
// as often as it stands there; of a rule whose cubes only together leave no way out, the facts of
// all that can hold.
func (e *Evaluation) Holding(dst []int32, rule int32) []int32 {
	from := len(dst)
	for _, c := range e.net.Rules[rule].Cubes {
		if c.holds(e.state.Cells) {
			dst = e.appendOwners(dst, c)
		}
	}
	if len(dst) > from {
		return dst
	}
	for _, c := range e.net.Rules[rule].Cubes {
		if c.canHold(e.state.Cells) {
			dst = e.appendOwners(dst, c)
		}
	}
	return dst
}

func (e *Evaluation) appendOwners(dst []int32, c Cube) []int32 {
	for _, l := range c {
		dst = append(dst, e.net.Vars[l.Var].Owner)
	}
	return dst
}

// Void reports whether the waiver counts for nothing, because a red flag that it does not cover
// holds or may hold.
func (e *Evaluation) Void(waiver int) bool { return e.void[waiver] }

// Work is what was spent of the budgets since the last evaluation began.
func (e *Evaluation) Work() int {
	if e.net == nil {
		return 0
	}
	return e.net.Budget - e.left + e.asked
}
