package logic

// classify finds, for every requested place, the lowest place that all live rules treat alike. Places of one class have the same
// bounds, so only one of them is looked at. Sites do not tell two places apart as long as the same is known of both and no rule
// reads one of them by name.
func (e *Evaluation) classify() {
	first := int32(-1)
	for p := range e.class {
		e.class[p] = -1
		if e.request>>p&1 == 1 {
			if first < 0 {
				first = int32(p)
			}
			e.class[p] = first
		}
	}
	for _, r := range e.Touched {
		rule := &e.net.Rules[r]
		if rule.At == nil {
			if rule.Urgency >= e.net.EverywhereFrom && rule.UnsureUrgency >= e.net.EverywhereFrom {
				continue
			}
			e.split(rule.Reach)
			e.split(rule.LimitReach)
			continue
		}
		e.split(rule.LimitReach)
		for s := Open; s <= Fixed+1; s++ {
			e.split(e.sites(rule, s))
		}
		e.splitNamed(rule)
	}
	for i, w := range e.waivers {
		if !e.void[i] {
			e.split(w.Places)
		}
	}
}

// split separates the places inside the set from those outside.
func (e *Evaluation) split(set uint64) {
	if set&e.request == 0 || set&e.request == e.request {
		return
	}
	var moved [64]int32 // the new class of an old one, for the places inside, shifted by one
	for p := range e.class {
		c := e.class[p]
		if c < 0 || (set>>p&1 == 1) == (set>>c&1 == 1) {
			continue
		}
		if moved[c] == 0 {
			moved[c] = int32(p) + 1
		}
		e.class[p] = moved[c] - 1
	}
}

// sites is the set of places whose variable in the rule's site has the status; a known yes and a known no count as two.
func (e *Evaluation) sites(rule *Rule, s Status) uint64 {
	var set uint64
	for p, v := range rule.At {
		if v < 0 || e.request>>p&1 == 0 {
			continue
		}
		st := e.state.Status[v]
		if st == Fixed && e.state.Cells[v] == 2 {
			st = Fixed + 1
		}
		if st == s {
			set |= 1 << p
		}
	}
	return set
}

func (e *Evaluation) splitNamed(rule *Rule) {
	for p, v := range rule.At {
		if v >= 0 && e.net.named[v] && e.request>>p&1 == 1 {
			e.split(1 << p)
		}
	}
}

// bound finds floor and ceiling of every class, of the session and of urgency. Most of them follow from what certainly holds,
// what can hold at all, and one mild completion; the rest is searched.
func (e *Evaluation) bound() {
	e.used, e.scratch = 0, e.scratch[:e.kept]
	if len(e.live) > 0 {
		e.look()
	}
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
	for v, cells := range e.state.Cells {
		if cells&(cells-1) != 0 {
			cells = mildest(cells, e.net.Vars[v].Safe)
		}
		e.pick[v] = cells
	}
clauses:
	for _, c := range e.state.Clauses {
		for _, l := range c {
			if e.pick[l.Var]&l.Cells != 0 {
				continue clauses
			}
		}
		l := c[len(c)-1]
		e.pick[l.Var] = mildest(e.state.Cells[l.Var]&l.Cells, e.net.Vars[l.Var].Safe)
	}
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

// span is a bound still to be pinned down: its least and greatest possible value.
type span struct{ low, high uint8 }

// spans bounds the floor and the ceiling of a place, or of urgency, without any search.
func (e *Evaluation) spans(place int) (floor, ceiling span) {
	n, at := e.net, place
	if place == forUrgency {
		at = n.Places
	}
	owns, doubts := n.own.in[at], n.doubt.in[at]
	for _, r := range e.Touched {
		switch {
		case place != forUrgency && e.net.Rules[r].At != nil:
			e.span(r, e.sited(r, place, n.own), e.sited(r, place, n.doubt), &floor, &ceiling)
		case place != forUrgency && len(e.waivers) > 0:
			e.span(r, e.fixed(r, place, owns[r]), e.fixed(r, place, doubts[r]), &floor, &ceiling)
		default:
			own, doubt := owns[r], doubts[r]
			e.span(r, outcome{low: own, high: own, reachable: own, mild: own}, outcome{low: doubt, high: doubt, reachable: doubt}, &floor, &ceiling)
		}
	}
	floor.high, ceiling.high = max(floor.high, floor.low), max(ceiling.high, ceiling.low)
	return floor, ceiling
}

// span adds what one rule does to the bounds.
func (e *Evaluation) span(r int32, own, doubt outcome, floor, ceiling *span) {
	v := &e.views[r]
	if v.holds {
		floor.low = max(floor.low, own.low)
	} else if e.Doubtful[r] {
		floor.low = max(floor.low, doubt.low)
	}
	ceiling.high = max(ceiling.high, own.high)
	switch {
	case v.plain && !own.unsureSite:
		ceiling.low = max(ceiling.low, own.reachable)
	default:
		ceiling.low = max(ceiling.low, doubt.reachable)
	}
	if v.mild {
		floor.high = max(floor.high, own.mild)
	}
	if v.mildDoubt || v.mildAtAll && own.unsureSite {
		floor.high = max(floor.high, doubt.high)
	}
}

// view is what the live cubes of a rule say before any place is looked at.
type view struct {
	holds     bool // the rule holds
	plain     bool // some cube speaks of no unsure variable
	mild      bool // some cube holds in the mild completion
	mildDoubt bool // some cube with unsure literals does as far as it speaks of other variables
	mildAtAll bool // some cube does as far as it speaks of other variables
}

// look makes the view of every touched rule.
func (e *Evaluation) look() {
	for _, r := range e.Touched {
		v := view{holds: e.Truth[r] == True}
		for i := e.first[r]; i >= 0; i = e.live[i].next {
			c := &e.live[i]
			v.plain = v.plain || c.unsure == 0
			holds, may := e.holdsMildly(c)
			v.mild, v.mildAtAll = v.mild || holds, v.mildAtAll || may
			v.mildDoubt = v.mildDoubt || may && c.unsure > 0
		}
		e.views[r] = v
	}
}

// outcome is what a rule does to a place where it holds.
type outcome struct {
	low, high  uint8 // over everything that is still possible about its site and about clearances
	reachable  uint8 // reached in some completion in which the rule holds
	mild       uint8 // at most this in the mild completion
	unsureSite bool
}

// fixed is the outcome of a rule that gives the place one level.
func (e *Evaluation) fixed(r int32, place int, level uint8) outcome {
	o := outcome{low: level, high: level, reachable: level, mild: level}
	if len(e.waivers) > 0 {
		o.waive(e, r, place)
	}
	return o
}

// sited is the outcome of a rule that gives the place one level inside its site and another outside.
func (e *Evaluation) sited(r int32, place int, s sides) outcome {
	site := e.net.Rules[r].At[place]
	in, out := s.in[place][r], s.out[place][r]
	if site < 0 || in == out {
		o := e.fixed(r, place, in)
		o.unsureSite = site >= 0 && e.state.Status[site] == Unsure
		return o
	}
	switch e.state.Cells[site] {
	case 1:
		return e.fixed(r, place, out)
	case 2:
		return e.fixed(r, place, in)
	}
	o := outcome{low: min(in, out), high: max(in, out), reachable: max(in, out), mild: in, unsureSite: e.state.Status[site] == Unsure}
	if e.net.named[site] {
		o.reachable = o.low
	}
	if e.pick[site] == 1 {
		o.mild = out
	}
	if len(e.waivers) > 0 {
		o.waive(e, r, place)
	}
	return o
}

// waive takes account of a clearance that may be void in some completions and not in others.
func (o *outcome) waive(e *Evaluation, r int32, place int) {
	n := e.net
	if !e.waived(r, place) {
		return
	}
	if o.low == n.WaivedFrom {
		o.low = n.WaivedTo
	}
	if o.reachable == n.WaivedFrom {
		o.reachable = n.WaivedTo
	}
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
