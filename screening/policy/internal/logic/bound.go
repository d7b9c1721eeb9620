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
	e.choosePick()
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
	for v := range e.pick {
		e.pick[v] = mildest(e.state.Cells[v], e.net.Vars[v].Safe)
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
	for _, r := range e.Touched {
		rule := &e.net.Rules[r]
		own := e.outcome(rule, r, place, rule.Level, rule.Urgency)
		doubt := e.outcome(rule, r, place, rule.UnsureLevel, rule.UnsureUrgency)
		if e.Truth[r] == True {
			floor.low = max(floor.low, own.low)
		} else if e.Doubtful[r] {
			floor.low = max(floor.low, doubt.low)
		}
		ceiling.high = max(ceiling.high, own.high)
		for i := e.first[r]; i >= 0; i = e.live[i].next {
			c := &e.live[i]
			switch {
			case c.unsure > 0 || own.unsureSite:
				ceiling.low = max(ceiling.low, doubt.reachable)
			default:
				ceiling.low = max(ceiling.low, own.reachable)
			}
			holds, may := e.holdsMildly(c)
			if holds {
				floor.high = max(floor.high, own.mild)
			}
			if may && (c.unsure > 0 || own.unsureSite) {
				floor.high = max(floor.high, doubt.high)
			}
		}
	}
	floor.high, ceiling.high = max(floor.high, floor.low), max(ceiling.high, ceiling.low)
	return floor, ceiling
}

// outcome is what a rule does to a place where it holds.
type outcome struct {
	low, high  uint8 // over everything that is still possible about its site and about clearances
	reachable  uint8 // reached in some completion in which the rule holds
	mild       uint8 // at most this in the mild completion
	unsureSite bool
}

func (e *Evaluation) outcome(rule *Rule, r int32, place int, level, urgency uint8) outcome {
	n := e.net
	if place == forUrgency {
		if level == 0 {
			urgency = 0
		}
		return outcome{low: urgency, high: urgency, reachable: urgency, mild: urgency}
	}
	in := n.levelIn(rule, place, level, urgency)
	o := outcome{low: in, high: in, reachable: in, mild: in}
	if rule.At != nil && rule.At[place] >= 0 {
		out, site := n.levelOut(rule, place, level, urgency), rule.At[place]
		switch cells := e.state.Cells[site]; {
		case cells == 1:
			o = outcome{low: out, high: out, reachable: out, mild: out}
		case cells == 3:
			o = outcome{low: min(in, out), high: max(in, out), reachable: max(in, out), mild: in}
			if n.named[site] {
				o.reachable = o.low
			}
			if e.pick[site] == 1 {
				o.mild = out
			}
			o.unsureSite = e.state.Status[site] == Unsure
		}
	}
	if o.high >= n.WaivedFrom && o.low <= n.WaivedFrom && n.WaivedFrom > n.WaivedTo && e.waived(r, place) {
		if o.low == n.WaivedFrom {
			o.low = n.WaivedTo
		}
		if o.reachable == n.WaivedFrom {
			o.reachable = n.WaivedTo
		}
	}
	return o
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
