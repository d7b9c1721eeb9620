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
