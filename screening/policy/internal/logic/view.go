package logic

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
