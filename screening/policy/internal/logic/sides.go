package logic

// sides is the level that every rule gives to every place, by place and rule: inside and outside of the rule's site, which without a
// site is the same. One more place at the end stands for urgency.
type sides struct {
	in, out [][]uint8
	from    [][][]sided // by place and level, up to one that no rule gives: the rules that give it the level or more
}

// sided is 64 rules twice: those that do something inside their site, and those that do outside of it.
type sided struct{ in, out uint64 }

func newSides(c Config, rules int) sides {
	s := sides{make([][]uint8, c.Places+1), make([][]uint8, c.Places+1), make([][][]sided, c.Places+1)}
	for p := range s.in {
		s.in[p], s.out[p], s.from[p] = make([]uint8, rules), make([]uint8, rules), make([][]sided, max(c.Levels, c.Urgencies)+1)
		for d := range s.from[p] {
			s.from[p][d] = make([]sided, len(newBitset(rules)))
		}
	}
	return s
}

// fill enters the rule, at the given level and urgency.
func (n *Network) fill(s sides, i int, level, urgency uint8) {
	if level == 0 {
		return // counts for nothing
	}
	r := &n.Rules[i]
	s.in[n.Places][i], s.out[n.Places][i] = urgency, urgency
	for p := range n.Places {
		limited := r.LimitReach>>p&1 == 1
		everywhere := urgency >= n.EverywhereFrom
		if r.At == nil {
			s.in[p][i] = n.level(level, everywhere || r.Reach>>p&1 == 1, limited)
			s.out[p][i] = s.in[p][i]
			continue
		}
		s.out[p][i] = n.level(level, everywhere, limited || r.LimitElsewhere)
		if s.in[p][i] = n.level(level, true, limited || r.LimitInside); r.At[p] < 0 {
			s.in[p][i] = s.out[p][i]
		}
	}
	for p := range s.from {
		for d := range s.from[p] {
			x := &s.from[p][d][i/64]
			if int(s.in[p][i]) >= d {
				x.in |= 1 << (i % 64)
			}
			if int(s.out[p][i]) >= d {
				x.out |= 1 << (i % 64)
			}
		}
	}
}

func (n *Network) level(level uint8, reached, limited bool) uint8 {
	switch {
	case reached && limited:
		return max(level, n.LimitLevel)
	case reached:
		return level
	case limited:
		return n.LimitLevel
	}
	return 0
}
