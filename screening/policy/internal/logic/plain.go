package logic

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
