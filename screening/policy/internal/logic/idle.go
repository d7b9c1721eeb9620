package logic

import "math/bits"

// idle finds events that no question is left to turn, before they are made. A fact cannot turn an
// event by a cube where another cube asks for nothing that the first does not ask of other facts:
// it holds before and after. Most facts that do not decide stand in the way of nothing but that.
type idle struct {
	read  bool
	asks  bitset  // the rules that may still ask for something
	first []int32 // by variable: one more than the first live cube that begins with it
	next  []int32 // by live cube: one more than the next that begins with the same
	stays []int32 // by literal of the live cubes: one more than the rule that was last found to stay
}

// readIdle lists the live cubes by the variable that they begin with.
func (e *Evaluation) readIdle() {
	x := &e.idle
	if x.read {
		return
	}
	x.read = true
	x.asks = append(x.asks[:0], e.net.every...)
	if len(x.first) != len(e.net.Vars) {
		x.first = make([]int32, len(e.net.Vars))
	}
	clear(x.first)
	x.next = x.next[:0]
	for i := range e.live {
		c := &e.live[i]
		x.next = append(x.next, 0)
		if len(c.rest) > 0 && c.unsure == 0 {
			v := c.rest[0].Var
			x.next[i], x.first[v] = x.first[v], int32(i)+1
		}
	}
	x.stays = append(x.stays[:0], make([]int32, len(e.lits))...)
}

// isIdle reports whether nothing that is not asked yet can turn the event that the place is at the
// level, as far as that is seen without a search.
func (e *Evaluation) isIdle(place int, level uint8, ask []Question) bool {
	if len(e.waivers) > 0 || e.ties.coupled {
		return false
	}
	e.readIdle()
	if place == forUrgency {
		place = e.net.Places
	}
	for w := range e.views {
		own, doubt := e.net.own.from[place][level][w], e.net.doubt.from[place][level][w]
		rules := (own.in | own.out | doubt.in | doubt.out) & e.views[w].touched
		if rules&e.views[w].unsure != 0 {
			return false
		}
		for rules &= e.idle.asks[w]; rules != 0; rules &= rules - 1 {
			if !e.asksNothing(int32(64*w+bits.TrailingZeros64(rules)), place, level, ask) {
				return false
			}
		}
	}
	return true
}

// asksNothing reports whether no fact of the rule is left that could turn the event.
func (e *Evaluation) asksNothing(r int32, place int, level uint8, ask []Question) bool {
	asks := func(v int32) bool {
		return v >= 0 && e.state.Status[v] == Open && !ask[e.net.Vars[v].Owner].Decides
	}
	open, site := false, e.net.siteVar(r, place)
	switch {
	case site >= 0 && e.state.Status[site] == Unsure:
		return false
	case e.Truth[r] == True:
		return !asks(site)
	}
	for i := e.run[r].from; i < e.run[r].to; i++ {
		c := &e.live[i]
		for j, l := range c.rest {
			if !asks(l.Var) {
				continue
			}
			open = true
			if known := &e.idle.stays[int(c.at)+j]; *known == 0 || !e.reaches(*known-1, place, level) {
				if *known = e.stays(c.rest, e.net.Vars[l.Var].Owner, place, level); *known == 0 {
					return false
				}
			}
		}
		if asks(site) && e.stays(c.rest, e.net.Vars[site].Owner, place, level) == 0 {
			return false
		}
	}
	if !open && e.net.Rules[r].At == nil {
		e.idle.asks[r/64] &^= 1 << (r % 64)
	}
	return true
}

// stays returns one more than a rule that brings the place to the level wherever the cube holds,
// whatever becomes of the fact; 0 where none is seen to.
func (e *Evaluation) stays(c Cube, fact int32, place int, level uint8) int32 {
	for _, l := range c {
		for i := e.idle.first[l.Var]; i > 0; i = e.idle.next[i-1] {
			e.left--
			if o := &e.live[i-1]; e.reaches(o.rule, place, level) && e.within(o.rest, c, fact) {
				return o.rule + 1
			}
		}
	}
	return 0
}

// reaches reports whether a rule brings the place to the level, inside of its site and outside.
func (e *Evaluation) reaches(r int32, place int, level uint8) bool {
	return min(e.net.own.in[place][r], e.net.own.out[place][r]) >= level
}

// within reports whether a cube asks for nothing but what the other asks of other facts.
func (e *Evaluation) within(o, c Cube, fact int32) bool {
	for _, l := range o {
		if e.net.Vars[l.Var].Owner == fact || e.state.Cells[l.Var]&c.cellsOf(l.Var)&^l.Cells != 0 {
			return false
		}
	}
	return true
}
