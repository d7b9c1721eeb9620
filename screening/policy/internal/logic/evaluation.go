package logic

import "math/bits"

// State is what is known of one client: for every variable its status and the cells that are still
// possible, and clauses of which at least one literal holds in every completion. What is fixed stands in no
// clause, every clause has at least two literals, and some assignment meets all of them. A variable that is
// unsure can meet all clauses that name it at once, whatever the others are.
type State struct {
	Status  []Status
	Cells   []uint64
	Clauses []Cube // read as a disjunction
}

// Waiver is a clearance: the rules it covers count one level milder on its places, unless a red flag that it does not cover holds
// or may hold.
type Waiver struct {
	Covers []bool // by rule
	Places uint64
}

// Truth of a rule under what is known.
type Truth uint8

// The truths.
const (
	False Truth = iota
	Possible
	True
)

// Bounds are the least and the most cautious value over all completions.
type Bounds struct{ Floor, Ceiling uint8 }

// Settled reports whether every completion gives the same value.
func (b Bounds) Settled() bool { return b.Floor == b.Ceiling }

// liveCube is a cube that can still hold, less the literals that hold already.
type liveCube struct {
	unsure int32 // how many literals of rest are about unsure variables
	rest   Cube
}

// run is where the live cubes of a rule stand.
type run struct{ from, to int32 }

// Evaluation is the result of one evaluation and the memory it needed. The zero value is ready; reused, it allocates nothing in
// the common case. It is not safe for concurrent use.
type Evaluation struct {
	Truth   []Truth  // by rule
	Places  []Bounds // by requested place; zero for others
	Session Bounds
	Urgency Bounds
	Inexact bool    // the budget was spent: bounds may be wider than they have to be, and more is asked
	Touched []int32 // the rules that are true or possible

	net     *Network
	state   *State
	request uint64
	waivers []Waiver
	void    []bool
	flagged []bitset // by waiver: the red flags that can still hold and that it does not cover
	covers  []bitset // by waiver: the rules it covers

	warnings []warning // the ways in which red flags can still hold

	alive bitset // by cube: whether no single answer denies it
	live  []liveCube
	run   []run // by touched rule: its live cubes

	ties  ties    // of the clauses
	class []int32 // by place: the place that stands for it
	views []view  // of 64 rules each

	lits      []Literal // the literals of live cubes
	scratch   []Literal // cubes made for waivers, up to kept, and for forms
	kept      int
	left      int // of the budget
	asked     int // spent on questions
	projected []Cube
	pick      []uint64 // a mild completion, the witness of most floors
	picked    bool     // it is that of this evaluation
	untouched bool     // it leaves every requested place at level 0

	owners   []int32 // by clause, for questions
	forms    []form
	used     int
	single   form    // of one cube
	on       []*form // holds single
	search   search
	watches  watches
	changing changing
}

// warning is a red flag that can still hold, less what it says of unsure variables.
type warning struct {
	rule int32
	cube Cube
}

// Evaluate finds which rules hold and can hold, and the exact bounds of every requested place, of the session and of urgency.
// State, request and waivers must stay as they are while e is in use.
func (n *Network) Evaluate(s *State, request uint64, waivers []Waiver, e *Evaluation) {
	e.reset(n, s, request, waivers)
	e.used, e.scratch = 0, e.scratch[:0]
	e.gather()
	e.judge()
	e.used, e.scratch = 0, e.scratch[:0]
	e.readWaivers()
	e.kept = len(e.scratch)
	e.classify()
	e.bound()
}

func (e *Evaluation) reset(n *Network, s *State, request uint64, waivers []Waiver) {
	if e.net != n {
		*e = Evaluation{
			net: n, Truth: make([]Truth, len(n.Rules)), Places: make([]Bounds, n.Places), alive: newBitset(len(n.cubes)),
			run: make([]run, len(n.Rules)), views: make([]view, len(newBitset(len(n.Rules)))), class: make([]int32, n.Places), pick: make([]uint64, len(n.Vars)),
		}
	}
	for _, r := range e.Touched {
		e.Truth[r] = False
	}
	clear(e.views)
	e.state, e.request, e.waivers = s, request, waivers
	e.Touched, e.live, e.lits = e.Touched[:0], e.live[:0], e.lits[:0]
	e.Session, e.Urgency, e.Inexact = Bounds{}, Bounds{}, false
	e.search.ready, e.changing.ready, e.watches.form = false, false, nil
	e.left, e.asked, e.search.left = n.Budget, 0, &e.left
}

// gather collects every cube that can still hold, rule by rule.
func (e *Evaluation) gather() {
	n, cells := e.net, e.state.Cells
	for i := range e.alive {
		e.alive[i] = ^uint64(0)
	}
	if rest := len(n.cubes) % 64; rest > 0 {
		e.alive[len(e.alive)-1] = 1<<rest - 1
	}
	for i := range n.denials {
		if d := &n.denials[i]; d.Cells&cells[d.Var] == 0 {
			for _, w := range d.cubes {
				e.alive[w.at] &^= w.bits
			}
		}
	}
	e.readClauses()
	for at, word := range e.alive {
		for ; word != 0; word &= word - 1 {
			c := &n.cubes[64*at+bits.TrailingZeros64(word)]
			if e.ties.cubes[at]&(word&-word) == 0 || e.consistent(c.cube) {
				e.enter(c)
			}
		}
	}
}

// enter takes a cube among the live ones.
func (e *Evaluation) enter(c *ruleCube) {
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
	e.live = append(e.live, liveCube{unsure: unsure, rest: e.lits[from:len(e.lits):len(e.lits)]})
	e.run[c.rule].to = at + 1
}

// of returns the live cubes of a touched rule.
func (e *Evaluation) of(rule int32) []liveCube { return e.live[e.run[rule].from:e.run[rule].to] }

// cellsIn is what a cube leaves to a variable.
func cellsIn(c Cube, v int32) uint64 {
	for _, l := range c {
		if l.Var == v {
			return l.Cells
		}
	}
	return ^uint64(0)
}

// Waiting appends to dst the facts of the status that the rule still waits for, each as often as it stands there.
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

// Holding appends to dst the facts of every cube of the rule that holds under what is known, each as often as it stands there; of a
// rule whose cubes only together leave no way out, the facts of all that can hold.
func (e *Evaluation) Holding(dst []int32, rule int32) []int32 {
	from := len(dst)
	for _, c := range e.net.Rules[rule].Cubes {
		if e.holds(c) {
			dst = e.appendOwners(dst, c)
		}
	}
	for _, c := range e.net.Rules[rule].Cubes {
		if len(dst) == from && e.canHold(c) {
			dst = e.appendOwners(dst, c)
			from = len(dst)
		}
	}
	return dst
}

func (e *Evaluation) holds(c Cube) bool {
	for _, l := range c {
		if e.state.Cells[l.Var]&^l.Cells != 0 {
			return false
		}
	}
	return true
}

func (e *Evaluation) canHold(c Cube) bool {
	for _, l := range c {
		if e.state.Cells[l.Var]&l.Cells == 0 {
			return false
		}
	}
	return true
}

func (e *Evaluation) appendOwners(dst []int32, c Cube) []int32 {
	for _, l := range c {
		dst = append(dst, e.net.Vars[l.Var].Owner)
	}
	return dst
}

// Work is what was spent of the budgets since the last evaluation began.
func (e *Evaluation) Work() int {
	if e.net == nil {
		return 0
	}
	return e.net.Budget - e.left + e.asked
}

// Void reports whether the waiver counts for nothing, because a red flag that it does not cover holds or may hold.
func (e *Evaluation) Void(waiver int) bool { return e.void[waiver] }

// view is what the live cubes of 64 rules say before any place is looked at, a bit for each.
type view struct {
	touched   uint64
	holds     uint64 // the rule holds
	doubtful  uint64 // it does not, and may in every completion, because of an unsure answer
	plain     uint64 // some cube speaks of no unsure variable
	mild      uint64 // some cube holds in the mild completion
	mildDoubt uint64 // some cube with unsure literals does as far as it speaks of other variables
	mildAtAll uint64 // some cube does as far as it speaks of other variables
}

// judge settles the truth of every rule that has a live cube. A rule holds when one of its cubes does, and also when its cubes leave
// no way out between them.
func (e *Evaluation) judge() {
	if len(e.live) > 0 {
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
			} else if !doubtful && int(c.unsure) == len(c.rest) {
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

// inescapable reports whether some cube of the rule holds in every completion although none does yet. A rule of which none holds in
// the mild completion is not: that completion is the way out.
func (e *Evaluation) inescapable(r int32) bool {
	cubes := e.of(r)
	if len(cubes) < 2 {
		return false
	}
	f := e.newForm()
	for i := range cubes {
		f.own = append(f.own, cubes[i].rest)
	}
	return !e.canStayBelow(f)
}

// holdsMildly reports whether the cube holds in the mild completion, and whether it does as far as it speaks of variables that are
// not unsure.
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

// CanHold reports whether in some completion the rule holds whatever the unsure variables are. A rule that is only ever possible
// counts for its unsure outcome and no more, even while it waits for an open variable too.
func (e *Evaluation) CanHold(rule int32) bool {
	if e.Truth[rule] == True {
		return true
	}
	if e.views[rule/64].plain>>(rule%64)&1 == 1 {
		return true
	}
	cubes := e.of(rule)
	if len(cubes) < 2 && !e.ties.coupled {
		return false
	}
	// Cubes can make up for each other, and a clause for an unsure variable.
	e.used, e.scratch = 0, e.scratch[:e.kept]
	f := e.newForm()
	for i := range cubes {
		e.addOwn(f, cubes[i].rest)
	}
	return e.canReach(f)
}
