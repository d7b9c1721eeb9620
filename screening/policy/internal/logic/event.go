package logic

import "slices"

// forUrgency stands for the axis that has no place.
const forUrgency = -1

// event is something that is true of some completions and not of others: that some own cube holds
// whatever the unsure variables are, or that some doubt cube, which no longer speaks of unsure
// variables, holds. An event without cubes is never true.
type event struct {
	own, doubt []Cube
	plain      bool    // no own cube speaks of an unsure variable
	over       bool    // it was cut short: nothing may be concluded from it
	tried      []int32 // facts that cannot turn it
}

// newEvent returns an empty event, reusing the memory of earlier ones.
func (e *Evaluation) newEvent() *event {
	if e.used == len(e.events) {
		e.events = append(e.events, event{})
	}
	x := &e.events[e.used]
	e.used++
	x.own, x.doubt, x.plain, x.over, x.tried = x.own[:0], x.doubt[:0], true, false, x.tried[:0]
	return x
}

// reaching is the event that the place is at the level or above, or, without a place, the urgency.
func (e *Evaluation) reaching(place int, level uint8) *event {
	x, n := e.newEvent(), e.net
	var certain [1]liveCube // of a rule that holds
	e.left -= len(e.Touched)
	if place == forUrgency {
		place = n.Places
	}
	for _, r := range e.Touched {
		own := max(n.own.in[place][r], n.own.out[place][r]) >= level
		doubt := max(n.doubt.in[place][r], n.doubt.out[place][r]) >= level
		if !own && !doubt {
			continue
		}
		to := target{r, place, level, n.siteVar(r, place), false}
		to.waivable = level > n.WaivedTo && level <= n.WaivedFrom && e.waived(r, place)
		cubes := e.of(r)
		if e.Truth[r] == True {
			cubes = certain[:]
		}
		e.left -= len(cubes)
		for i := range cubes {
			c := &cubes[i]
			if own && to.site < 0 && !to.waivable {
				x.own = append(x.own, c.rest)
				x.plain = x.plain && c.unsure == 0
			} else if own {
				e.addSided(x, to, c.rest, &n.own, e.addOwn)
			}
			if doubt && (c.unsure > 0 || to.site >= 0) {
				e.addSided(x, to, c.rest, &n.doubt, e.addDoubt)
			}
		}
	}
	x.own, x.doubt = e.merge(x.own), e.merge(x.doubt)
	return x
}

// target is the level that a rule is to bring a place to.
type target struct {
	rule     int32
	place    int
	level    uint8
	site     int32 // the variable of the place in the rule's site, or -1
	waivable bool  // a clearance covers the rule there, and waives the level
}

// adder adds a cube to an event.
type adder func(x *event, c Cube)

func (e *Evaluation) addOwn(x *event, c Cube) {
	x.own = append(x.own, c)
	x.plain = x.plain && e.sure(c)
}

// addDoubt adds what is left of a cube once its unsure literals are granted. A cube without any is
// carried by its own outcome, which is never milder.
func (e *Evaluation) addDoubt(x *event, c Cube) {
	if !e.sure(c) {
		e.project(c)
		x.doubt = append(x.doubt, e.projected...)
	}
}

// sure reports whether the cube speaks of no unsure variable.
func (e *Evaluation) sure(c Cube) bool {
	for _, l := range c {
		if e.state.Status[l.Var] == Unsure {
			return false
		}
	}
	return true
}

// addSided adds the cube where its level inside the rule's site, outside of it, or both, comes up
// to what is asked.
func (e *Evaluation) addSided(x *event, to target, c Cube, s *sides, add adder) {
	in, out := s.in[to.place][to.rule], s.out[to.place][to.rule]
	voided := func(level uint8) bool { return to.waivable && level <= e.net.WaivedFrom }
	side := func(c Cube, level uint8) {
		if voided(level) {
			e.addVoided(x, to, c, add)
			return
		}
		add(x, c)
	}
	if in >= to.level && out >= to.level && voided(in) == voided(out) {
		side(c, in)
		return
	}
	if in >= to.level {
		if c, ok := e.with(c, Literal{to.site, 2}); ok {
			side(c, in)
		}
	}
	if out >= to.level {
		if c, ok := e.with(c, Literal{to.site, 1}); ok {
			side(c, out)
		}
	}
}

// with joins a literal to a live cube, under what is known.
func (e *Evaluation) with(c Cube, l Literal) (Cube, bool) {
	cells := e.state.Cells[l.Var]
	if cells&l.Cells == 0 {
		return nil, false
	}
	if cells&^l.Cells == 0 {
		return c, true
	}
	return Join(c, Cube{l})
}

// warning is a red flag that can still hold, less what it says of unsure variables.
type warning struct {
	rule int32
	cube Cube
}

// readWaivers finds the red flags that could void each waiver. Waivers that leave the same flags
// uncovered, as every renewal of one clearance does, share one search.
func (e *Evaluation) readWaivers() {
	e.void, e.warnings, e.flagged, e.covers = e.void[:0], e.warnings[:0], e.flagged[:0], e.covers[:0]
	if len(e.waivers) == 0 {
		return
	}
	e.readClauses()
	possible := newBitset(len(e.net.Rules))
	for _, r := range e.Touched {
		if !e.net.Rules[r].Flag {
			continue
		}
		for i := range e.of(r) {
			e.project(e.of(r)[i].rest)
			for _, c := range e.projected {
				e.warnings = append(e.warnings, warning{r, c})
				possible.add(r)
			}
		}
	}
	for _, w := range e.waivers {
		covers, flagged := newBitset(len(e.net.Rules)), possible.clone()
		for r, is := range w.Covers {
			if is {
				covers.add(int32(r))
			}
		}
		void := false
		for i := range flagged {
			flagged[i] &^= covers[i]
			sure := e.views[i].holds | e.views[i].doubtful
			void = void || flagged[i]&sure != 0
		}
		same := slices.IndexFunc(e.flagged, func(f bitset) bool { return slices.Equal(f, flagged) })
		if same >= 0 {
			void = e.void[same]
		} else if !void {
			void = !e.canAvoidFlags(flagged)
		}
		e.void = append(e.void, void)
		e.flagged, e.covers = append(e.flagged, flagged), append(e.covers, covers)
	}
}

// canAvoidFlags reports whether in some completion none of the flags holds. Each of them can be
// open, and yet one have to hold.
func (e *Evaluation) canAvoidFlags(flags bitset) bool {
	var x event
	for _, w := range e.warnings {
		if flags.has(w.rule) {
			x.own = append(x.own, w.cube)
		}
	}
	return len(x.own) == 0 || e.canAvoid(&x)
}

// waived reports whether the rule is covered at the place by a clearance that nothing has voided
// yet.
func (e *Evaluation) waived(rule int32, place int) bool {
	return e.waivedOf(int(rule/64), place)>>(rule%64)&1 == 1
}

// waivedOf is the word of 64 rules that are waived at the place.
func (e *Evaluation) waivedOf(w, place int) uint64 {
	var rules uint64
	for i := range e.waivers {
		if !e.void[i] && e.waivers[i].Places>>place&1 == 1 {
			rules |= e.covers[i][w]
		}
	}
	return rules
}

// mostVoided bounds the ways in which one covered cube can lose all of its clearances.
const mostVoided = 1000

// addVoided adds a covered cube where every clearance that covers it is void: in the completions in
// which, for each of them, some red flag that it does not name holds or may hold. A flag that none
// of them names voids all at once; only the others have to be combined.
func (e *Evaluation) addVoided(x *event, to target, c Cube, add adder) {
	sets := e.uncovered(to.rule, to.place)
	common := sets[0].clone()
	for _, set := range sets[1:] {
		for i := range common {
			common[i] &= set[i]
		}
	}
	void := func(cubes []Cube, flag func(rule int32) bool) (out []Cube) {
		e.left -= len(cubes) * len(e.warnings)
		for _, c := range cubes {
			for _, w := range e.warnings {
				// A flag that brings this place to the level by itself needs no covered rule.
				if !flag(w.rule) || e.reachesAlone(w.rule, to) {
					continue
				}
				if j, ok := Join(c, w.cube); ok {
					out = append(out, j)
				}
			}
			if x.over = x.over || e.left <= 0 || len(out) > mostVoided; x.over {
				return nil
			}
		}
		return out
	}
	one := []Cube{c}
	for _, c := range void(one, common.has) {
		add(x, c)
	}
	for _, set := range sets {
		one = void(one, func(rule int32) bool { return set.has(rule) && !common.has(rule) })
	}
	for _, c := range one {
		add(x, c)
	}
}

// uncovered returns what each clearance that covers the rule at the place leaves uncovered: sets of
// red flags of which none holds another, since a clearance that a smaller set voids adds nothing.
func (e *Evaluation) uncovered(r int32, place int) []bitset {
	var sets []bitset
	e.left -= len(e.waivers)
	for i, w := range e.waivers {
		if e.void[i] || !w.Covers[r] || w.Places>>place&1 == 0 {
			continue
		}
		set := e.flagged[i]
		if slices.ContainsFunc(sets, func(other bitset) bool { return other.within(set) }) {
			continue
		}
		sets = slices.DeleteFunc(sets, func(other bitset) bool { return set.within(other) })
		sets = append(sets, set)
	}
	return sets
}

// reachesAlone reports whether a flag, true or only possible, brings the place to the level
// wherever its site is.
func (e *Evaluation) reachesAlone(flag int32, to target) bool {
	least := uint8(255)
	for _, s := range [2]*sides{&e.net.own, &e.net.doubt} {
		least = min(least, s.in[to.place][flag], s.out[to.place][flag])
	}
	return least >= to.level && !e.waived(flag, to.place)
}
