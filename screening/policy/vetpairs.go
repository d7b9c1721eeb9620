package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// model is an assignment under which a rule holds, and the rules that hold in every one that was
// found of it.
type model struct {
	cells []uint64
	with  []bool
}

// vetTruth finds the rules that hold never or always, and a model of all others.
func (v *vetter) vetTruth() []model {
	s := v.set
	models := make([]model, len(s.rules))
	for r := range s.rules {
		id, m := s.rules[r].ID, &models[r]
		unproved := false
		for _, c := range s.network.Rules[r].Cubes {
			cells, verdict := v.world.prover.Find(c)
			unproved = unproved || verdict == logic.Unproved
			if verdict != logic.Found {
				continue
			}
			m.meet(s, cells)
		}
		switch {
		case m.cells != nil:
		case unproved:
			v.unproved("whether %s can hold", id)
		default:
			v.find(NeverTrue, id, []int32{int32(r)}, nil, "%s can never hold", id)
			continue
		}
		_, verdict := v.world.prover.Find(nil, s.network.Rules[r].Cubes)
		switch verdict {
		case logic.Unproved:
			v.unproved("whether %s always holds", id)
		case logic.Never:
			cells, verdict := v.world.prover.Find(nil)
			if verdict != logic.Found {
				continue // no intake can be: the implications say so
			}
			w := v.world.witness(cells, Request{}, id+" always holds", []int32{int32(r)}, v.hold(int32(r)))
			v.find(AlwaysTrue, id, []int32{int32(r)}, w, "%s holds whatever is answered", id)
		}
	}
	return models
}

// meet takes another model of the rule.
func (m *model) meet(s *Set, cells []uint64) {
	if m.cells == nil {
		m.cells, m.with = slices.Clone(cells), make([]bool, len(s.rules))
		for q := range m.with {
			m.with[q] = true
		}
	}
	for q := range m.with {
		m.with[q] = m.with[q] && holdUnder(s.network.Rules[q].Cubes, cells)
	}
}

func holdUnder(cubes []logic.Cube, cells []uint64) bool {
	return slices.ContainsFunc(cubes, func(c logic.Cube) bool { return c.Holds(cells) })
}

// vetPairs finds the rules that another one makes needless, and those that another one contradicts.
func (v *vetter) vetPairs(models []model) {
	s := v.set
	for r := range models {
		for q := range models {
			if r == q || models[r].cells == nil || models[q].cells == nil || !models[r].with[q] {
				continue
			}
			opposed, outdone := v.opposed(r, q), s.outdoes(q, r)
			if !opposed && !outdone || !v.covered(r, q) {
				continue
			}
			a, b := int32(r), int32(q)
			kind, says := Subsumed, "wherever %s holds %s does, and asks for as much or more"
			switch {
			case opposed:
				kind, says = Contradictory, "wherever %s holds %s does, and says the contrary"
			case s.outdoes(r, q) && models[q].with[r] && v.covered(q, r):
				if kind, says = Same, "%s and %s hold in the same intakes and ask for the same"; r > q {
					continue
				}
			}
			w := v.world.witness(models[r].cells, Request{}, s.rules[r].ID+" and "+s.rules[q].ID+" hold",
				[]int32{a, b}, v.hold(a, b))
			v.find(kind, s.rules[r].ID, []int32{a, b}, w, says, s.rules[r].ID, s.rules[q].ID)
		}
	}
}

// covered reports whether q holds wherever r does.
func (v *vetter) covered(r, q int) bool {
	for _, c := range v.set.network.Rules[r].Cubes {
		_, verdict := v.world.prover.Find(c, v.set.network.Rules[q].Cubes)
		if verdict == logic.Unproved {
			v.unproved("whether %s holds wherever %s does", v.set.rules[q].ID, v.set.rules[r].ID)
		}
		if verdict != logic.Never {
			return false
		}
	}
	return true
}

// opposed reports whether the kind of q is the one that stands against that of r, at a place that
// both reach.
func (v *vetter) opposed(r, q int) bool {
	against := v.options.Opposed[v.set.rules[r].Kind]
	return against != "" && v.set.rules[q].Kind == against &&
		v.set.placesOf(&v.set.rules[r])&v.set.placesOf(&v.set.rules[q]) != 0
}

// outdoes reports whether a rule asks for as much as another wherever both hold: at every place, of
// urgency, while it is unsure, as a red flag, and by its limits.
func (s *Set) outdoes(q, r int) bool {
	a, b := &s.network.Rules[q], &s.network.Rules[r]
	if b.Flag && !a.Flag || a.At != nil && !slices.Equal(a.At, b.At) || !s.network.AsMuch(int32(q), int32(r)) {
		return false
	}
	for i := range s.rules[r].Limits {
		l := &s.rules[r].Limits[i]
		for p := range s.places.base {
			if len(s.limitCubes(r, l, p)) > 0 && !s.limitsAsMuch(q, r, l, p) {
				return false
			}
		}
	}
	return true
}

// limitsAsMuch reports whether the limits of a rule limit as much at the place as one of another.
func (s *Set) limitsAsMuch(q, r int, limit *RuleLimit, place int) bool {
	rest := limit.values
	for i := range s.rules[q].Limits {
		l := &s.rules[q].Limits[i]
		if l.limit != limit.limit || len(s.limitCubes(q, l, place)) == 0 || s.rules[q].at != s.rules[r].at ||
			s.rules[q].at >= 0 && l.Scope != limit.Scope {
			continue
		}
		switch s.schema.Limits[l.limit].Kind {
		case LowestWins:
			if l.Number <= limit.Number {
				return true
			}
		case Unites:
			if rest &^= l.values; rest == 0 {
				return true
			}
		case Flag:
			return true
		case Note:
			if l.Note == limit.Note {
				return true
			}
		}
	}
	return false // a spot is the rule's own
}
