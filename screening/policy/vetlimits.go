package policy

import (
	"cmp"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// parts are the limit taken apart into its single values, if it has several.
func (l RuleLimit) parts() []RuleLimit {
	if l.values == 0 {
		return []RuleLimit{l}
	}
	var out []RuleLimit
	for rest := l.values; rest != 0; rest &= rest - 1 {
		one := l
		one.values = rest & -rest
		out = append(out, one)
	}
	return out
}

// limitWithin are the cubes under which the limit of a rule reaches a place by one of its cubes.
func (s *Set) limitWithin(rule int, limit *RuleLimit, place int, c logic.Cube) (out []logic.Cube) {
	for _, x := range s.limitCubes(rule, limit, place) {
		if x.Implies(c) {
			out = append(out, x)
		}
	}
	return out
}

// limitFamily are the cubes under which a place is limited at least as much, by any rule; a spot is
// its own rule's. Counting are those of rules that count for something while they are possible.
func (s *Set) limitFamily(limit *RuleLimit, place, own int) (family, counting []logic.Cube) {
	kind := s.schema.Limits[limit.limit].Kind
	for q := range s.rules {
		for k := range s.rules[q].Limits {
			other := &s.rules[q].Limits[k]
			enough := other.limit == limit.limit
			switch kind {
			case LowestWins:
				enough = enough && other.Number <= limit.Number
			case Unites:
				enough = enough && other.values&limit.values != 0
			case Spot:
				enough = enough && q == own && other.Number >= limit.Number
			}
			if !enough {
				continue
			}
			cubes := s.limitCubes(q, other, place)
			family = append(family, cubes...)
			if s.rules[q].unsureLevel > 0 {
				counting = append(counting, cubes...)
			}
		}
	}
	return family, counting
}

// limitLost reports whether some limit of the first evaluation is missing in the second, or wider.
func (s *Set) limitLost(before, after *Evaluation) bool {
	for _, p := range before.Requested() {
		now := after.Limits(p, after.Outcomes())
		for _, was := range before.Limits(p, before.Outcomes()) {
			i := slices.IndexFunc(now, func(l LimitValue) bool { return l.Limit.Name == was.Limit.Name })
			if was.Limit.Kind == Note {
				continue
			}
			if i < 0 || was.lostIn(&now[i]) {
				return true
			}
		}
	}
	return false
}

func (was *LimitValue) lostIn(now *LimitValue) bool {
	switch was.Limit.Kind {
	case LowestWins:
		return now.Number > was.Number
	case Unites:
		return slices.ContainsFunc(was.Values, func(v string) bool { return !slices.Contains(now.Values, v) })
	case Spot:
		return slices.ContainsFunc(was.Spots, func(spot SpotValue) bool {
			kept := func(n SpotValue) bool { return n.Rule == spot.Rule && n.Margin >= spot.Margin }
			return !slices.ContainsFunc(now.Spots, kept)
		})
	}
	return false
}

// vetLimits finds limits that leave nothing: every value of a closed list is to be avoided at one
// place, and nothing else stands against treating it.
func (v *vetter) vetLimits() {
	s := v.set
	certain := s.level(s.schema.CertainFrom)
	for k := range s.schema.Limits {
		limit := &s.schema.Limits[k]
		if limit.Kind != Unites || len(limit.Values) > 64 {
			continue
		}
		for p := range s.places.base {
			var against []logic.Cube
			for q := range s.network.Rules {
				against = append(against, s.network.Reaching(int32(q), s.network.Rules[q].Cubes, p, certain)...)
			}
			x := exhaustion{vetter: v, limit: k, place: p, against: against, steps: 20_000}
			if x.prepare() && x.run(logic.Cube{}, nil, 0) {
				break // one place is enough
			}
		}
	}
}

// exhaustion is the search for an intake in which a limit leaves nothing.
type exhaustion struct {
	*vetter
	limit, place, steps int
	against             []logic.Cube
	ways                []exhausting
	values              []int // those with the fewest ways first
}

// exhausting is one way in which a rule takes away some values.
type exhausting struct {
	rule   int32
	values uint64
	cube   logic.Cube
}

// prepare gathers the ways, and reports whether every value has one.
func (x *exhaustion) prepare() bool {
	s := x.set
	names := s.schema.Limits[x.limit].Values
	count := make([]int, len(names))
	for r := range s.rules {
		for i := range s.rules[r].Limits {
			l := &s.rules[r].Limits[i]
			if l.limit != x.limit {
				continue
			}
			for _, c := range s.limitCubes(r, l, x.place) {
				x.ways = append(x.ways, exhausting{int32(r), l.values, c})
				for j := range names {
					count[j] += int(l.values >> j & 1)
				}
			}
		}
	}
	for j := range names {
		x.values = append(x.values, j)
	}
	slices.SortStableFunc(x.values, func(a, b int) int { return cmp.Compare(count[a], count[b]) })
	return !slices.Contains(count, 0)
}

// run looks for ways that together take away all values, and reports what it found.
func (x *exhaustion) run(c logic.Cube, rules []int32, gone uint64) bool {
	s := x.set
	if x.steps--; x.steps < 0 {
		return false
	}
	i := slices.IndexFunc(x.values, func(j int) bool { return gone>>j&1 == 0 })
	if i < 0 {
		return x.report(c, rules)
	}
	for _, w := range x.ways {
		if w.values>>x.values[i]&1 == 0 {
			continue
		}
		if j, ok := logic.Join(c, w.cube); ok && x.run(j, append(slices.Clip(rules), w.rule), gone|w.values) {
			return true
		}
	}
	if x.steps < 0 && len(rules) == 0 {
		x.unproved("whether %s leaves something of %s", s.places.base[x.place], s.schema.Limits[x.limit].Name)
	}
	return false
}

func (x *exhaustion) report(c logic.Cube, rules []int32) bool {
	s, limit := x.set, &x.set.schema.Limits[x.limit]
	cells, verdict := x.world.prover.Find(c, x.against)
	place := s.places.base[x.place]
	switch verdict {
	case logic.Never:
		return false
	case logic.Unproved:
		x.unproved("whether %s leaves something of %s", place, limit.Name)
		return false
	}
	rules = slices.Compact(slices.Sorted(slices.Values(rules)))
	hold := x.hold(rules...)
	name, request := limit.Name+" leaves nothing", Request{Places: []string{place}}
	w := x.world.witness(cells, request, name, rules, func(e *Evaluation) bool {
		if !hold(e) || e.Place(x.place).Ceiling >= int(s.level(s.schema.CertainFrom)) {
			return false
		}
		return slices.ContainsFunc(e.Limits(x.place, e.Outcomes()), func(l LimitValue) bool {
			return l.Limit.Name == limit.Name && len(l.Values) == len(limit.Values)
		})
	})
	if w == nil {
		x.unproved("whether %s leaves something of %s", place, limit.Name)
		return false
	}
	x.find(Contradictory, limit.Name, rules, w, "%s leaves nothing at %s, and treatment goes ahead", limit.Name, place)
	return true
}
