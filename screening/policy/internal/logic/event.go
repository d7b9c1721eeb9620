package logic

import "slices"

// forUrgency stands for the axis that has no place.
const forUrgency = -1

// form is one thing that can be true of a completion: some own cube holds whatever the unsure variables are, or some doubt cube,
// which no longer speaks of unsure variables, holds.
type form struct {
	own, doubt []Cube
	plain      bool    // no own cube speaks of an unsure variable
	over       bool    // it was cut short: nothing may be concluded from it
	tried      []int32 // facts that cannot turn it
}

// readWaivers finds the red flags that could void each waiver. Waivers that leave the same flags
// uncovered, as every renewal of one clearance does, share one search.
func (e *Evaluation) readWaivers() {
	e.void, e.warnings, e.flagged, e.covers = e.void[:0], e.warnings[:0], e.flagged[:0], e.covers[:0]
	if len(e.waivers) == 0 {
		return
	}
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
		if same := slices.IndexFunc(e.flagged, func(f bitset) bool { return slices.Equal(f, flagged) }); same >= 0 {
			void = e.void[same]
		} else if !void {
			void = !e.canAvoid(flagged)
		}
		e.void, e.flagged, e.covers = append(e.void, void), append(e.flagged, flagged), append(e.covers, covers)
	}
}

// canAvoid reports whether in some completion none of the flags holds. Each of them can be open, and yet
// one have to hold.
func (e *Evaluation) canAvoid(flags bitset) bool {
	var f form
	for _, w := range e.warnings {
		if flags.has(w.rule) {
			f.own = append(f.own, w.cube)
		}
	}
	return len(f.own) == 0 || e.canStayBelow(&f)
}

// waived reports whether the rule is covered at the place by a clearance that nothing has voided yet.
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

// newForm returns an empty form, reusing the memory of earlier ones.
func (e *Evaluation) newForm() *form {
	if e.used == len(e.forms) {
		e.forms = append(e.forms, form{})
	}
	f := &e.forms[e.used]
	e.used++
	f.own, f.doubt, f.plain, f.over, f.tried = f.own[:0], f.doubt[:0], true, false, f.tried[:0]
	if e.watches.form == f {
		e.watches.form = nil
	}
	return f
}

// build makes the form "the place is at the level or above", or, without a place, "the urgency is".
func (e *Evaluation) build(place int, level uint8) *form {
	f, n := e.newForm(), e.net
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
		site := int32(-1)
		if at := n.Rules[r].At; at != nil && place < n.Places {
			site = at[place]
		}
		waivable := level > n.WaivedTo && level <= n.WaivedFrom && e.waived(r, place)
		cubes := e.of(r)
		if e.Truth[r] == True {
			cubes = certain[:]
		}
		e.left -= len(cubes)
		for i := range cubes {
			c := &cubes[i]
			if own && site < 0 && !waivable {
				f.own = append(f.own, c.rest)
				f.plain = f.plain && c.unsure == 0
			} else if own {
				e.addSided(f, r, place, site, level, c.rest, n.own, waivable, false)
			}
			if doubt && (c.unsure > 0 || site >= 0) {
				e.addSided(f, r, place, site, level, c.rest, n.doubt, waivable, true)
			}
		}
	}
	return f
}

// addSided adds the cube where its level inside the rule's site, outside of it, or both, comes up to what is asked.
func (e *Evaluation) addSided(f *form, r int32, place int, site int32, level uint8, rest Cube, s sides, waivable, doubt bool) {
	in, out := s.in[place][r], s.out[place][r]
	add := func(c Cube, at uint8) {
		switch {
		case waivable && at <= e.net.WaivedFrom:
			e.addVoided(f, r, place, level, c, doubt)
		case doubt:
			e.addDoubt(f, c)
		default:
			e.addOwn(f, c)
		}
	}
	if in >= level && out >= level && (!waivable || (in <= e.net.WaivedFrom) == (out <= e.net.WaivedFrom)) {
		add(rest, in)
		return
	}
	if in >= level {
		if c, ok := e.with(rest, Literal{site, 2}); ok {
			add(c, in)
		}
	}
	if out >= level {
		if c, ok := e.with(rest, Literal{site, 1}); ok {
			add(c, out)
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

func (e *Evaluation) addOwn(f *form, c Cube) {
	f.own = append(f.own, c)
	for _, l := range c {
		f.plain = f.plain && e.state.Status[l.Var] != Unsure
	}
}

// addDoubt adds what is left of a cube once its unsure literals are granted. A cube without any is carried by its own outcome,
// which is never milder.
func (e *Evaluation) addDoubt(f *form, c Cube) {
	unsure := false
	for _, l := range c {
		unsure = unsure || e.state.Status[l.Var] == Unsure
	}
	if !unsure {
		return
	}
	e.project(c)
	f.doubt = append(f.doubt, e.projected...)
}

// mostVoided bounds the ways in which one covered cube can lose all of its clearances.
const mostVoided = 1000

// addVoided adds a covered cube where every clearance that covers it is void: in the completions in
// which, for each of them, some red flag that it does not name holds or may hold. A flag that none of
// them names voids all at once; only the others have to be combined.
func (e *Evaluation) addVoided(f *form, r int32, place int, level uint8, c Cube, doubt bool) {
	sets := e.uncovered(r, place)
	common := sets[0].clone()
	for _, set := range sets[1:] {
		for i := range common {
			common[i] &= set[i]
		}
	}
	add := func(c Cube) {
		if doubt {
			e.addDoubt(f, c)
		} else {
			e.addOwn(f, c)
		}
	}
	void := func(cubes []Cube, flag func(rule int32) bool) (out []Cube) {
		e.left -= len(cubes) * len(e.warnings)
		for _, c := range cubes {
			for _, w := range e.warnings {
				// A flag that lifts this place to the level by itself needs no help from the covered rule.
				if !flag(w.rule) || e.lifts(w.rule, place, level) {
					continue
				}
				if j, ok := Join(c, w.cube); ok {
					out = append(out, j)
				}
			}
			if f.over = f.over || e.left <= 0 || len(out) > mostVoided; f.over {
				return nil
			}
		}
		return out
	}
	for _, c := range void([]Cube{c}, common.has) {
		add(c)
	}
	cubes := []Cube{c}
	for _, set := range sets {
		cubes = void(cubes, func(rule int32) bool { return set.has(rule) && !common.has(rule) })
	}
	for _, c := range cubes {
		add(c)
	}
}

// uncovered returns what each clearance that covers the rule at the place leaves uncovered: sets of red
// flags of which none holds another, since a clearance that a smaller set voids adds nothing.
func (e *Evaluation) uncovered(r int32, place int) []bitset {
	var sets []bitset
	e.left -= len(e.waivers)
next:
	for i, w := range e.waivers {
		if e.void[i] || !w.Covers[r] || w.Places>>place&1 == 0 {
			continue
		}
		set := e.flagged[i]
		for _, other := range sets {
			if other.within(set) {
				continue next
			}
		}
		sets = slices.DeleteFunc(sets, func(other bitset) bool { return set.within(other) })
		sets = append(sets, set)
	}
	return sets
}

// lifts reports whether the rule, true or only possible, brings the place to the level wherever its site is.
func (e *Evaluation) lifts(r int32, place int, level uint8) bool {
	own, doubt := e.net.own, e.net.doubt
	return min(doubt.in[place][r], doubt.out[place][r], own.in[place][r], own.out[place][r]) >= level && !e.waived(r, place)
}

// mostSplits bounds the combinations of cells of unsure variables that one cube is split into.
const mostSplits = 1 << 12

// project drops what a cube says of unsure variables, into e.projected: the cubes over the other
// variables under which some value of the unsure ones makes it hold. Where the cube keeps every unsure
// variable of a clause from meeting it, another variable of the clause has to.
func (e *Evaluation) project(c Cube) {
	s := e.state
	from := len(e.scratch)
	for _, l := range c {
		if s.Status[l.Var] != Unsure {
			e.scratch = append(e.scratch, l)
		}
	}
	rest := Cube(e.scratch[from:len(e.scratch):len(e.scratch)])
	e.projected = append(e.projected[:0], rest)
	if !e.ties.coupled {
		return
	}
	e.projected = e.projected[:0]
	splits := e.divide(c)
	if len(splits) == mostSplits {
		e.Inexact = true
	}
	for _, split := range splits {
		cubes := e.need(split, rest)
		if len(cubes) == 1 && slices.Equal(cubes[0], rest) {
			e.projected = append(e.projected[:0], rest) // nothing is needed, and all else lies within it
			return
		}
		e.projected = append(e.projected, cubes...)
	}
}

// divide splits the cube so that every unsure variable that several clauses name has one cell: a value
// that meets one of them may not meet another.
func (e *Evaluation) divide(c Cube) []Cube {
	all := []Cube{c}
	for i, l := range c {
		cells := l.Cells & e.state.Cells[l.Var]
		if e.state.Status[l.Var] != Unsure || e.ties.count[l.Var] < 2 || cells&(cells-1) == 0 {
			continue
		}
		var next []Cube
		for _, cube := range all {
			for rest := cells; rest != 0 && len(next) < mostSplits; rest &= rest - 1 {
				one := append(Cube(nil), cube...)
				one[i].Cells = rest & -rest
				next = append(next, one)
			}
		}
		e.left -= len(next)
		all = next
	}
	return all
}

// need joins to rest what the clauses ask of other variables while the unsure ones lie as in the cube.
func (e *Evaluation) need(c, rest Cube) []Cube {
	s := e.state
	cubes := []Cube{rest}
	for _, clause := range e.ties.unsure {
		blocked := true
		for _, l := range clause {
			if s.Status[l.Var] == Unsure {
				blocked = blocked && l.Cells&s.Cells[l.Var]&cellsIn(c, l.Var) == 0
			}
		}
		if !blocked {
			continue
		}
		var next []Cube
		for _, p := range cubes {
			for _, l := range clause {
				if s.Status[l.Var] == Unsure {
					continue
				}
				if j, ok := Join(p, Cube{l}); ok {
					next = append(next, j)
				}
			}
		}
		e.left -= len(next) + 1
		cubes = next
	}
	return cubes
}
