package logic

// span is a bound still to be pinned down: its least and greatest possible value.
type span struct{ low, high uint8 }

// spans bounds the floor and the ceiling of a place, or of urgency, without any search.
func (e *Evaluation) spans(place int) (floor, ceiling span) {
	n := e.net
	if place == forUrgency {
		e.span(n.Places, -1, n.every, &floor, &ceiling)
	} else {
		e.span(place, -1, n.unsited, &floor, &ceiling)
		for i := range n.sites {
			e.span(place, n.sites[i].at[place], n.sites[i].rules, &floor, &ceiling)
		}
	}
	floor.high, ceiling.high = max(floor.high, floor.low), max(ceiling.high, ceiling.low)
	return floor, ceiling
}

// span adds what rules that share a site do to the bounds of a place, 64 of them at once.
func (e *Evaluation) span(place int, site int32, rules bitset, floor, ceiling *span) {
	known := e.siting(site)
	for w := range e.views {
		v := &e.views[w]
		touched := v.touched & rules[w]
		if touched == 0 {
			continue
		}
		waived := e.waivedOf(w, place)
		for d := uint8(1); int(d) < len(e.net.own.from[place]); d++ {
			own := e.lift(&e.net.own, place, d, w, known, waived).within(touched)
			doubt := e.lift(&e.net.doubt, place, d, w, known, waived).within(touched)
			if own.high|doubt.high == 0 {
				break // nor does any reach a higher level
			}
			plain, doubted := v.plain, v.mildDoubt
			if known.unsure {
				plain, doubted = 0, v.mildDoubt|v.mildAtAll
			}
			if own.low&v.holds|doubt.low&v.doubtful != 0 {
				floor.low = max(floor.low, d)
			}
			if own.mild&v.mild|doubt.high&doubted != 0 {
				floor.high = max(floor.high, d)
			}
			if own.reached&plain|doubt.reached&^plain != 0 {
				ceiling.low = max(ceiling.low, d)
			}
			if own.high != 0 {
				ceiling.high = max(ceiling.high, d)
			}
		}
	}
}

// siting is what is known of a place in a site.
type siting struct {
	cells, pick   uint64
	unsure, named bool
}

func (e *Evaluation) siting(site int32) siting {
	if site < 0 {
		return siting{cells: 2, pick: 2} // inside and outside are the same
	}
	cells := e.state.Cells[site]
	return siting{cells, e.pick[site], cells == 3 && e.state.Status[site] == Unsure, e.singled(site)}
}

// lift is which of 64 rules bring a place to a level where they hold.
type lift struct {
	low, high uint64 // in every case and in some, over all that is still possible about their site and about clearances
	reached   uint64 // in some completion in which the rule holds
	mild      uint64 // in the mild completion, or not even there
}

func (l lift) within(rules uint64) lift {
	return lift{l.low & rules, l.high & rules, l.reached & rules, l.mild & rules}
}

// lift finds the rules that bring the place to the level. A clearance may be void in some completions and not in others.
func (e *Evaluation) lift(s *sides, place int, level uint8, w int, known siting, waived uint64) lift {
	n := e.net
	l := known.lift(s.from[place][level][w])
	if waived != 0 && level > n.WaivedTo && level <= n.WaivedFrom {
		above := known.lift(s.from[place][n.WaivedFrom+1][w])
		l.low &^= waived &^ above.low
		l.reached &^= waived &^ above.reached
	}
	return l
}

func (k siting) lift(rules sided) lift {
	in, out := rules.in, rules.out
	switch k.cells {
	case 1:
		return lift{out, out, out, out}
	case 2:
		return lift{in, in, in, in}
	}
	l := lift{low: in & out, high: in | out, reached: in | out, mild: in}
	if k.named {
		l.reached = l.low
	}
	if k.pick == 1 {
		l.mild = out
	}
	return l
}
