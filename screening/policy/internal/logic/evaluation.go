package logic

// Evaluation is the result of one evaluation and the memory it needed. The zero value is ready; reused, it allocates nothing in
// the common case. It is not safe for concurrent use.
type Evaluation struct {
	Truth    []Truth  // by rule
	Doubtful []bool   // by rule: possible in every completion, because of an unsure answer
	Places   []Bounds // by requested place; zero for others
	Session  Bounds
	Urgency  Bounds
	Inexact  bool    // the budget was spent: bounds may be wider than they have to be, and more is asked
	Touched  []int32 // the rules that are true or possible

	net     *Network
	state   *State
	request uint64
	waivers []Waiver
	void    []bool
	flags   [][]warning

	live  []liveCube
	first []int32 // by rule: its latest live cube, -1 without one
	class []int32 // by place: the place that stands for it
	views []view  // by rule

	lits      []Literal // the literals of live cubes
	scratch   []Literal // cubes made for waivers, up to kept, and for forms
	kept      int
	left      int // of the budget
	projected []Cube
	pick      []uint64 // a mild completion, the witness of most floors
	untouched bool     // it leaves every requested place at level 0

	owners   []int32 // by clause, for questions
	forms    []form
	used     int
	single   form    // of one cube
	on       []*form // holds single
	search   search
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
			net: n, Truth: make([]Truth, len(n.Rules)), Doubtful: make([]bool, len(n.Rules)), Places: make([]Bounds, n.Places),
			first: make([]int32, len(n.Rules)), views: make([]view, len(n.Rules)), class: make([]int32, n.Places), pick: make([]uint64, len(n.Vars)),
		}
		for i := range e.first {
			e.first[i] = -1
		}
	}
	for _, r := range e.Touched {
		e.Truth[r], e.Doubtful[r], e.first[r] = False, false, -1
	}
	e.state, e.request, e.waivers = s, request, waivers
	e.Touched, e.live, e.lits = e.Touched[:0], e.live[:0], e.lits[:0]
	e.Session, e.Urgency, e.Inexact = Bounds{}, Bounds{}, false
	e.search.ready, e.changing.ready = false, false
	e.left, e.search.left = n.Budget, &e.left
}

// gather collects every cube that can still hold. It visits only the cubes that watch a cell the client may be in.
func (e *Evaluation) gather() {
	for _, id := range e.net.bare {
		e.consider(id)
	}
	cells := e.state.Cells
	for v, watched := range e.net.cells {
		if watched&cells[v] == 0 {
			continue
		}
		for _, id := range e.net.watch[v] {
			e.consider(id)
		}
	}
}

func (e *Evaluation) consider(id int32) {
	rc := &e.net.cubes[id]
	cells := e.state.Cells
	for _, l := range rc.cube {
		if l.Cells&cells[l.Var] == 0 {
			return
		}
	}
	if len(e.state.Clauses) > 0 && !e.consistent(rc.cube) {
		return
	}
	from, unsure := len(e.lits), int32(0)
	for _, l := range rc.cube {
		if cells[l.Var]&^l.Cells == 0 {
			continue
		}
		if e.state.Status[l.Var] == Unsure {
			unsure++
		}
		e.lits = append(e.lits, l)
	}
	r := rc.rule
	if e.first[r] < 0 {
		e.Touched = append(e.Touched, r)
	}
	e.live = append(e.live, liveCube{rule: r, next: e.first[r], unsure: unsure, rest: e.lits[from:len(e.lits):len(e.lits)]})
	e.first[r] = int32(len(e.live) - 1)
}

// consistent reports whether the cube leaves every clause a way to hold. Clauses only ever ask a fact not to be at its none, so
// what the cube leaves free can satisfy all of them at once, and looking at each alone is exact.
func (e *Evaluation) consistent(c Cube) bool {
	for _, clause := range e.state.Clauses {
		if len(clause) > len(c) {
			continue // more ways than the cube could close
		}
		ok := false
		for _, l := range clause {
			if l.Cells&e.state.Cells[l.Var]&cellsIn(c, l.Var) != 0 {
				ok = true
				break
			}
		}
		if !ok {
			return false
		}
	}
	return true
}

// cellsIn is what a cube leaves to a variable.
func cellsIn(c Cube, v int32) uint64 {
	for _, l := range c {
		if l.Var == v {
			return l.Cells
		}
	}
	return ^uint64(0)
}

// judge settles the truth of every rule that has a live cube. A rule holds when one of its cubes does, and also when its cubes leave
// no way out between them.
func (e *Evaluation) judge() {
	if len(e.live) > 0 {
		e.choosePick()
	}
	for _, r := range e.Touched {
		e.Truth[r] = Possible
		if e.inescapable(r) {
			e.Truth[r] = True
			continue
		}
		for i := e.first[r]; i >= 0; i = e.live[i].next {
			c := &e.live[i]
			if len(c.rest) == 0 {
				e.Truth[r] = True
				break
			}
			if int(c.unsure) == len(c.rest) && !e.Doubtful[r] {
				e.project(c.rest)
				e.Doubtful[r] = len(e.projected) == 1 && len(e.projected[0]) == 0
			}
		}
	}
}

// inescapable reports whether some cube of the rule holds in every completion although none does yet.
func (e *Evaluation) inescapable(r int32) bool {
	cubes := 0
	for i := e.first[r]; i >= 0; i = e.live[i].next {
		if len(e.live[i].rest) == 0 {
			return false // it holds as it is
		}
		cubes++
	}
	if cubes < 2 {
		return false
	}
	f := e.newForm()
	for i := e.first[r]; i >= 0; i = e.live[i].next {
		f.own = append(f.own, e.live[i].rest)
	}
	return !e.canStayBelow(f)
}

// Waiting appends to dst the facts of the status that the rule still waits for, each as often as it stands there.
func (e *Evaluation) Waiting(dst []int32, rule int32, status Status) []int32 {
	for i := e.first[rule]; i >= 0; i = e.live[i].next {
		for _, l := range e.live[i].rest {
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

// project drops what a cube says of unsure variables, into e.projected: the cubes over the other variables under which some value
// of the unsure ones makes it hold. Where the cube puts every unsure variable of a clause at its none, another variable of the
// clause has to make up for it.
func (e *Evaluation) project(c Cube) {
	s := e.state
	from := len(e.scratch)
	for _, l := range c {
		if s.Status[l.Var] != Unsure {
			e.scratch = append(e.scratch, l)
		}
	}
	e.projected = append(e.projected[:0], e.scratch[from:len(e.scratch):len(e.scratch)])
	for _, clause := range s.Clauses {
		blocked, unsure := true, false
		for _, l := range clause {
			if s.Status[l.Var] == Unsure {
				unsure = true
				blocked = blocked && l.Cells&s.Cells[l.Var]&cellsIn(c, l.Var) == 0
			}
		}
		if !unsure || !blocked {
			continue
		}
		var next []Cube
		for _, p := range e.projected {
			for _, l := range clause {
				if s.Status[l.Var] == Unsure {
					continue
				}
				if j, ok := Join(p, Cube{l}); ok {
					next = append(next, j)
				}
			}
		}
		e.projected = next
	}
}

// Void reports whether the waiver counts for nothing, because a red flag that it does not cover holds or may hold.
func (e *Evaluation) Void(waiver int) bool { return e.void[waiver] }
