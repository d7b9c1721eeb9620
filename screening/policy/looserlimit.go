package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// limitsWeaker reports whether some limit of a rule may be missing or wider in the other set, where
// the rule holds or, if that counts for anything, may hold.
func (s *Set) limitsWeaker(rule int, after *Set, twin int) bool {
	r := &s.rules[rule]
	if twin >= 0 && s.network.Same(int32(rule), after.network, int32(twin)) &&
		slices.EqualFunc(r.Limits, after.rules[twin].Limits, RuleLimit.same) {
		return false
	}
	for i := range r.Limits {
		limit := &r.Limits[i]
		if s.schema.Limits[limit.limit].Kind == Note {
			continue // words
		}
		for p := range s.places.base {
			for _, where := range s.limitCubes(rule, limit, p) {
				for _, one := range limit.parts() {
					if !s.limited(after, twin, where, one, p, r.unsureLevel > 0) {
						return true
					}
				}
			}
		}
	}
	return false
}

// same reports whether two limits limit alike, words aside.
func (l RuleLimit) same(other RuleLimit) bool {
	return l.limit == other.limit && l.Number == other.Number &&
		l.values == other.values && l.Scope == other.Scope && l.reach == other.reach
}

// limited reports whether rules of the other set limit as much wherever the cube holds.
func (s *Set) limited(after *Set, twin int, where logic.Cube, limit RuleLimit, place int, unsure bool) bool {
	family, counting := after.limitFamily(&limit, place, twin)
	covered := func(by []logic.Cube) bool { return logic.Covered(s.vars.list, []logic.Cube{where}, by, proofBudget) }
	return covered(family) && (!unsure || covered(counting))
}

// limitCubes are the cubes under which a limit of a rule reaches a place.
func (s *Set) limitCubes(rule int, limit *RuleLimit, place int) []logic.Cube {
	r, n := &s.rules[rule], &s.network.Rules[rule]
	inside := func() bool { return s.placesOf(r)>>place&1 == 1 }
	site := func(cell uint64) []logic.Cube {
		v := n.At[place]
		if v < 0 {
			if cell == 1 {
				return n.Cubes
			}
			return nil
		}
		var out []logic.Cube
		for _, c := range n.Cubes {
			if j, ok := logic.Join(c, logic.Cube{{Var: v, Cells: cell}}); ok {
				out = append(out, j)
			}
		}
		return out
	}
	reaches := limit.reach>>place&1 == 1
	switch limit.Scope {
	case WhereRuleHolds:
		if r.at >= 0 && !inside() {
			return site(2)
		}
		reaches = inside()
	case Elsewhere:
		if r.at >= 0 {
			return site(1)
		}
		reaches = r.reach>>place&1 == 0
	}
	if !reaches {
		return nil
	}
	return n.Cubes
}

// placesOf is where a rule without a site reaches, by its places or its urgency.
func (s *Set) placesOf(r *Rule) uint64 {
	if r.urgency >= s.network.EverywhereFrom {
		return s.places.all
	}
	if r.at >= 0 {
		return 0
	}
	return r.reach
}
