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
	for i := range e.net.parts {
		if p := &e.net.parts[i]; e.touches(p.rules) {
			e.split(p.places)
		}
	}
	for i := range e.net.sites {
		if s := &e.net.sites[i]; e.touches(s.rules) {
			e.splitSite(s.at)
		}
	}
	for i, w := range e.waivers {
		if !e.void[i] {
			e.split(w.Places)
		}
	}
}

// touches reports whether one of the rules is touched.
func (e *Evaluation) touches(rules bitset) bool {
	for w := range e.views {
		if e.views[w].touched&rules[w] != 0 {
			return true
		}
	}
	return false
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

// splitSite separates the places by what is known of their variables in a site; a known yes and a known no are two things, and a
// variable that some rule reads by name stands for itself.
func (e *Evaluation) splitSite(at []int32) {
	var sets [Fixed + 2]uint64
	for p, v := range at {
		if v < 0 || e.request>>p&1 == 0 {
			continue
		}
		s := e.state.Status[v]
		if s == Fixed && e.state.Cells[v] == 2 {
			s = Fixed + 1
		}
		sets[s] |= 1 << p
		if e.singled(v) {
			e.split(1 << p)
		}
	}
	for _, set := range sets {
		e.split(set)
	}
}

// singled reports whether a variable of a site means something beside its place: a rule reads it by name,
// or a clause ties it to others.
func (e *Evaluation) singled(v int32) bool { return e.net.named[v] || e.ties.count[v] > 0 }

// uncertain reports whether a requested place may or may not lie in the site of a rule that is touched.
func (e *Evaluation) uncertain() bool {
	for i := range e.net.sites {
		s := &e.net.sites[i]
		if !e.touches(s.rules) {
			continue
		}
		for p, v := range s.at {
			if v >= 0 && e.request>>p&1 == 1 && e.state.Status[v] != Fixed {
				return true
			}
		}
	}
	return false
}

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

// watches tells which cubes of a form can hold while only few variables have left the mild completion: those that hold in it, and
// those that watch one of the variables that left. Every other cube watches a variable that still denies it.
type watches struct {
	form *form
	held []Cube
	of   []int32 // by variable: the first cube that watches it, as one more than its index in list
	list []watch
}

type watch struct {
	cube Cube
	next int32 // of the variable, as one more than its index
}

// watch returns the watches of a form, which are kept until another form asks for its own.
func (e *Evaluation) watch(f *form) *watches {
	w := &e.watches
	if w.form == f {
		return w
	}
	if len(w.of) != len(e.pick) {
		w.of = make([]int32, len(e.pick))
	}
	clear(w.of)
	e.left -= len(w.of)/8 + len(f.own) + len(f.doubt)
	w.form, w.held, w.list = f, w.held[:0], w.list[:0]
	for _, set := range [2][]Cube{f.own, f.doubt} {
		for _, c := range set {
			v := e.denies(c)
			if v < 0 {
				w.held = append(w.held, c)
				continue
			}
			w.list = append(w.list, watch{c, w.of[v]})
			w.of[v] = int32(len(w.list))
		}
	}
	return w
}

// denies returns a variable that keeps the cube from holding in the mild completion, or -1.
func (e *Evaluation) denies(c Cube) int32 {
	for _, l := range c {
		if e.pick[l.Var]&l.Cells == 0 {
			return l.Var
		}
	}
	return -1
}
