package logic

// The fast path answers for 64 rules at once what a search would answer one by one, and leaves to
// the search only what it cannot pin down. It knows three layers, each made from the one before:
//
//	view      of the live cubes of 64 rules: who holds, who holds in the mild completion, ...
//	raisers   of 64 rules at one place and level: who brings the place there, in which cases
//	span      of one place: what floor and ceiling can still be
//
// and two shortcuts beside them: classes of places that nothing tells apart, of which one is looked
// at, and watches, by which a search looks at the cubes that can hold and no others.
//
// It must equal what the search finds without it, with the full range for every span, a class for
// every place and no watches, in ten times the time. A test holds places and urgency to it.

// view is what the live cubes of 64 rules say before any place is looked at, a bit for each rule.
type view struct {
	touched   uint64
	holds     uint64 // the rule holds
	doubtful  uint64 // it does not, and may in every completion, because of an unsure answer
	plain     uint64 // some cube speaks of no unsure variable
	unsure    uint64 // some cube does
	mild      uint64 // some cube holds in the mild completion
	mildDoubt uint64 // some cube with unsure literals does as far as it speaks of other variables
	mildAtAll uint64 // some cube does as far as it speaks of other variables
}

// span is a bound still to be pinned down: its least and greatest possible value.
type span struct{ low, high uint8 }

// spans bounds the floor and the ceiling of a place, or of urgency, without any search.
func (e *Evaluation) spans(place int) (floor, ceiling span) {
	n := e.net
	if place == forUrgency {
		e.widen(n.Places, -1, n.every, &floor, &ceiling)
	} else {
		e.widen(place, -1, n.unsited, &floor, &ceiling)
		for i := range n.sites {
			e.widen(place, n.sites[i].at[place], n.sites[i].rules, &floor, &ceiling)
		}
	}
	floor.high, ceiling.high = max(floor.high, floor.low), max(ceiling.high, ceiling.low)
	return floor, ceiling
}

// widen adds what rules that share a site do to the spans of a place, 64 of them at once.
func (e *Evaluation) widen(place int, site int32, rules bitset, floor, ceiling *span) {
	if !e.touches(rules) {
		return
	}
	known := e.siting(site)
	for w := range e.views {
		v := &e.views[w]
		touched := v.touched & rules[w]
		if touched == 0 {
			continue
		}
		waived := e.waivedOf(w, place)
		plain, doubted := v.plain, v.mildDoubt
		if known.unsure {
			plain, doubted = 0, v.mildDoubt|v.mildAtAll
		}
		same := site < 0 && waived == 0 // wherever the place lies
		for d := uint8(1); int(d) < len(e.net.own.from[place]); d++ {
			var own, doubt raisers
			if same {
				a, b := e.net.own.from[place][d][w].in&touched, e.net.doubt.from[place][d][w].in&touched
				own, doubt = raisers{a, a, a, a}, raisers{b, b, b, b}
			} else {
				own = e.unwaived(&e.net.own, place, d, w, known, waived).within(touched)
				doubt = e.unwaived(&e.net.doubt, place, d, w, known, waived).within(touched)
			}
			if own.ever|doubt.ever == 0 {
				break // nor does any reach a higher level
			}
			if own.always&v.holds|doubt.always&v.doubtful != 0 {
				floor.low = max(floor.low, d)
			}
			if own.mild&v.mild|doubt.ever&doubted != 0 {
				floor.high = max(floor.high, d)
			}
			if own.reached&plain|doubt.reached&^plain != 0 {
				ceiling.low = max(ceiling.low, d)
			}
			if own.ever != 0 {
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
	unsure := cells == 3 && e.state.Status[site] == Unsure
	return siting{cells, e.pick[site], unsure, e.singled(site)}
}

// raisers are those of 64 rules that bring a place to a level where they hold.
type raisers struct {
	always  uint64 // in every case that is still possible about their site and about clearances
	ever    uint64 // in some
	reached uint64 // in some completion in which the rule holds
	mild    uint64 // in the mild completion, or not even there
}

func (r raisers) within(rules uint64) raisers {
	return raisers{r.always & rules, r.ever & rules, r.reached & rules, r.mild & rules}
}

// unwaived finds the rules that bring the place to the level beside clearances. A clearance may be
// void in some completions and not in others.
func (e *Evaluation) unwaived(s *sides, place int, level uint8, w int, known siting, waived uint64) raisers {
	n := e.net
	r := known.raisers(s.from[place][level][w])
	if waived != 0 && level > n.WaivedTo && level <= n.WaivedFrom {
		above := known.raisers(s.from[place][n.WaivedFrom+1][w])
		r.always &^= waived &^ above.always
		r.reached &^= waived &^ above.reached
	}
	return r
}

// raisers tells which of the rules raise the place:
//
//	the place lies    | always     | ever      | reached       | mild
//	outside the site  | out        | out       | out           | out
//	inside            | in         | in        | in            | in
//	either            | in and out | in or out | in or out (1) | as picked (2)
//
// (1) in and out where the variable means something beside its place: it may not be free to choose
// (2) in, unless the mild completion puts it outside
func (k siting) raisers(rules sided) raisers {
	in, out := rules.in, rules.out
	switch k.cells {
	case 1:
		return raisers{out, out, out, out}
	case 2:
		return raisers{in, in, in, in}
	}
	r := raisers{always: in & out, ever: in | out, reached: in | out, mild: in}
	if k.named {
		r.reached = r.always
	}
	if k.pick == 1 {
		r.mild = out
	}
	return r
}

// classify finds, for every requested place, the lowest place that all live rules treat alike.
// Places of one class have the same bounds, so only one of them is looked at. Sites do not tell two
// places apart as long as the same is known of both and no rule reads one of them by name.
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

// splitSite separates the places by what is known of their variables in a site; a known yes and a
// known no are two things, and a variable that some rule reads by name stands for itself.
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

// singled reports whether a variable of a site means something beside its place: a rule reads it by
// name, or a clause ties it to others.
func (e *Evaluation) singled(v int32) bool { return e.net.namedBy[v] > 0 || e.ties.count[v] > 0 }

// uncertain reports whether a requested place may or may not lie in the site of a rule that is
// touched.
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

// watches tells which cubes of an event can hold while only few variables have left the mild
// completion: those that hold in it, and those that watch one of the variables that left. Every
// other cube watches a variable that still denies it.
type watches struct {
	event   *event
	held    []Cube
	learned []Literal // of cubes that are no cubes of the event, and within which it is true all the same
	watchlist
}

// watchesOf returns the watches of an event, which are kept until another event asks for its own.
func (e *Evaluation) watchesOf(x *event) *watches {
	w := &e.watches
	if w.event == x {
		return w
	}
	e.left -= len(e.pick)/8 + len(x.own) + len(x.doubt)
	w.event, w.held, w.learned = x, w.held[:0], w.learned[:0]
	w.reset(len(e.pick))
	for _, set := range [2][]Cube{x.own, x.doubt} {
		for _, c := range set {
			if v := e.denying(c); v >= 0 {
				w.add(v, c)
			} else {
				w.held = append(w.held, c)
			}
		}
	}
	return w
}

// denying returns a variable that keeps the cube from holding in the mild completion, or -1. Of
// several it takes the one that the fewest cubes name: what is watched by it is looked at seldom.
func (e *Evaluation) denying(c Cube) int32 {
	least := int32(-1)
	for _, l := range c {
		if e.pick[l.Var]&l.Cells == 0 && (least < 0 || e.net.namedBy[l.Var] < e.net.namedBy[least]) {
			least = l.Var
		}
	}
	return least
}

// plain finds the bounds where every rule that is not false holds, beside no clearance, and every
// place is known to lie in its site or not: floor and ceiling are then the most that any of them
// gives. It reports whether that is so. It must equal what [Evaluation.bound] finds.
func (e *Evaluation) plain() bool {
	if e.waits || len(e.waivers) > 0 {
		return false
	}
	n := e.net
	for i := range n.sites {
		s := &n.sites[i]
		if !e.touches(s.rules) {
			continue
		}
		for p, v := range s.at {
			if v >= 0 && e.request>>p&1 == 1 && e.state.Status[v] != Fixed {
				return false
			}
		}
	}
	least, most := uint8(255), uint8(0)
	for p := range e.class {
		e.class[p], e.Places[p] = -1, Bounds{}
		if e.request>>p&1 == 1 {
			d := e.given(p)
			e.class[p], e.Places[p] = int32(p), Bounds{d, d}
			least, most = min(least, d), max(most, d)
		}
	}
	session, urgency := max(least, min(most, 1)), e.given(n.Places)
	e.Session, e.Urgency = Bounds{session, session}, Bounds{urgency, urgency}
	return true
}

// given is the most that the touched rules give to a place, or to urgency behind all places.
func (e *Evaluation) given(place int) (most uint8) {
	n := e.net
	for _, r := range e.Touched {
		level := n.own.in[place][r]
		if len(n.sites) > 0 {
			if v := n.siteVar(r, place); v >= 0 && e.state.Cells[v] == 1 {
				level = n.own.out[place][r]
			}
		}
		most = max(most, level)
	}
	return most
}
