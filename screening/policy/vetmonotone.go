package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// vetMonotone proves of every fact with a direction or with safe values that no step of it towards
// risk makes anybody come out milder, or shows who does.
func (v *vetter) vetMonotone() {
	s := v.set
	for i := range s.Facts() {
		steps := s.steps(i)
		if len(steps) == 0 {
			continue
		}
		proved := !s.opaquely(i)
		if s.vars.facts[i].digits != nil && s.tied(i) {
			v.unproved("whether a step of %s loosens something: an implication reads a number that rules "+
				"compare with more than %d", s.facts[i].Name, s.vars.most-1)
			proved, steps = false, nil
		}
		for _, st := range steps {
			if !s.tell(&st) {
				v.unproved("whether a step of %s loosens something: an implication rests on its being told",
					s.facts[i].Name)
				proved = false
				break
			}
			proved = v.proveStep(st) && proved
		}
		if !proved {
			continue
		}
		v.out.Monotone = append(v.out.Monotone, s.facts[i].Name)
		if s.facts[i].Risk == RiskLess {
			v.out.Protective = append(v.out.Protective, s.facts[i].Name)
		}
	}
	slices.Sort(v.out.Monotone)
	slices.Sort(v.out.Protective)
}

// proveStep reports whether it is proved that a step loosens nothing, and shows every rule that it
// loosens: one that is justified hides no other. Only cubes that hold before it
// and no longer after it can make it do so.
func (v *vetter) proveStep(st step) bool {
	s := v.set
	proved := true
	st.apart = st.after(s.whereAsked(v.world.never))
	families := map[family][]logic.Cube{} // the same for every rule
	for r := range s.network.Rules {
		for _, c := range s.network.Rules[r].Cubes {
			if !st.loses(c) || v.holdsOn(st, r, c) {
				continue
			}
			if v.losing(st, r) {
				proved = false // one pair of intakes for each fact and rule is enough
				break
			}
			for p := range s.network.Places + 1 {
				if !v.proveCube(st, r, c, p, families, &proved) {
					break
				}
			}
			if !v.losing(st, r) {
				v.proveStepLimits(st, r, c, &proved)
			}
		}
	}
	return proved
}

// holdsOn reports whether a rule holds after the step wherever one of its cubes did before, so that
// all it asks for stands: no step moves a site.
func (v *vetter) holdsOn(st step, r int, c logic.Cube) bool {
	before, ok := logic.Join(c, st.from)
	if !ok {
		return true
	}
	_, verdict := v.world.prover.Find(before, st.after(v.set.network.Rules[r].Cubes), st.apart)
	return verdict == logic.Never
}

// losing reports whether a pair of intakes was found for the fact and the rule.
func (v *vetter) losing(st step, r int) bool {
	fact, rule := v.set.facts[st.fact].Name, v.set.rules[r].ID
	return slices.ContainsFunc(v.out.Findings, func(f Finding) bool {
		return f.Kind == NotMonotone && f.Name == fact && f.Rules[0] == rule
	})
}

// family is what brings a place to a level.
type family struct {
	place int
	level uint8
}

// family are the cubes of all rules that bring a place to the level.
func (v *vetter) family(place int, level uint8) []logic.Cube {
	key := family{place, level}
	cubes, ok := v.families[key]
	if !ok {
		n := v.set.network
		for r := range n.Rules {
			cubes = append(cubes, n.Reaching(int32(r), n.Rules[r].Cubes, place, level)...)
		}
		v.families[key] = cubes
	}
	return cubes
}

// proveCube looks at one cube, place and level that the step takes away. Families keeps what is
// left of those that it looked at after the step.
func (v *vetter) proveCube(
	st step, r int, c logic.Cube, place int, families map[family][]logic.Cube, proved *bool,
) bool {
	s := v.set
	in, out := s.network.LevelsAt(int32(r), place)
	for _, level := range slices.Compact([]uint8{in, out}) {
		if level == 0 {
			continue
		}
		after, ok := families[family{place, level}]
		if !ok {
			after = st.after(v.family(place, level))
			families[family{place, level}] = after
		}
		within := s.network.Reaching(int32(r), []logic.Cube{c}, place, level)
		if !v.stepFinds(st, r, within, after, place, proved) {
			return false
		}
	}
	return true
}

// stepFinds looks for an intake that comes out milder after the step: within holds before it, and
// nothing of what is left of the family after it.
func (v *vetter) stepFinds(st step, r int, within, after []logic.Cube, place int, proved *bool) bool {
	s := v.set
	for _, c := range within {
		j, ok := logic.Join(c, st.from)
		if !ok {
			continue
		}
		cells, verdict := v.world.prover.Find(j, after, st.apart)
		switch verdict {
		case logic.Never:
			continue
		case logic.Unproved:
			v.unproved("whether %s loosens %s", s.facts[st.fact].Name, s.rules[r].ID)
			*proved = false
			continue
		}
		*proved = false
		moved := slices.Clone(cells)
		cells = slices.Clone(cells)
		for _, l := range st.to {
			moved[l.Var] = l.Cells
		}
		if !v.findStep(st, r, cells, moved, place) {
			return false
		}
	}
	return true
}

// findStep shows the pair of intakes. It reports whether the search should go on, since the pair
// was none.
func (v *vetter) findStep(st step, r int, cells, moved []uint64, place int) bool {
	s, f := v.set, &v.set.facts[st.fact]
	var request Request
	if place < len(s.places.base) {
		request.Places = []string{s.places.base[place]}
	}
	value := func(cells []uint64) string { return s.Format(st.fact, s.vars.facts[st.fact].answer(f, cells)) }
	a, b := s.ordinary(v.world.intake(cells)), s.ordinary(v.world.intake(moved))
	if !v.milder(a, b, request) {
		a, b = v.world.intake(cells), v.world.intake(moved)
	}
	if !v.milder(a, b, request) {
		v.unproved("whether a step of %s from %s to %s loosens %s", f.Name, value(cells), value(moved), s.rules[r].ID)
		return true
	}
	for i := range s.Facts() {
		was := a.fact(i)
		if i == st.fact || s.asked[i].card >= 0 || was != b.fact(i) {
			continue
		}
		a.SetFact(i, Answer{})
		b.SetFact(i, Answer{})
		if !v.milder(a, b, request) {
			a.SetFact(i, was)
			b.SetFact(i, was)
		}
	}
	found := v.find(NotMonotone, f.Name, []int32{int32(r)}, s.told(f.Name+" is "+value(cells), a, request),
		"%s from %s to %s, which is the riskier side, makes %s milder for somebody",
		f.Name, value(cells), value(moved), s.rules[r].ID)
	found.Then = s.told(f.Name+" is "+value(moved), b, request)
	return false
}

// told is a witness of answers that were evaluated already.
func (s *Set) told(name string, a *Answers, r Request) *Witness {
	var e Evaluation
	if s.Evaluate(a, r, &e) != nil {
		return nil
	}
	return &Witness{a, r, s.caseText(name, a, r, nil, &e)}
}

// milder reports whether the second intake comes out milder than the first: of some place or of
// urgency, or with a limit less.
func (v *vetter) milder(a, b *Answers, r Request) bool {
	s, e, f := v.set, &v.first, &v.second
	if s.Evaluate(a, r, e) != nil || s.Evaluate(b, r, f) != nil || len(e.Disagreements())+len(f.Disagreements()) > 0 {
		return false
	}
	if f.Urgency().Floor < e.Urgency().Floor || f.Urgency().Ceiling < e.Urgency().Ceiling {
		return true
	}
	for _, p := range e.Requested() {
		if f.Place(p).Floor < e.Place(p).Floor || f.Place(p).Ceiling < e.Place(p).Ceiling {
			return true
		}
	}
	return s.limitLost(e, f)
}

// proveStepLimits looks at the limits that the step takes away.
func (v *vetter) proveStepLimits(st step, r int, c logic.Cube, proved *bool) {
	s := v.set
	for i := range s.rules[r].Limits {
		limit := s.rules[r].Limits[i]
		if s.schema.Limits[limit.limit].Kind == Note {
			continue
		}
		for p := range s.places.base {
			within := s.limitWithin(r, &limit, p, c)
			if len(within) == 0 {
				continue
			}
			for _, one := range limit.parts() {
				family, _ := s.limitFamily(&one, p, r)
				if !v.stepFinds(st, r, within, st.after(family), p, proved) {
					return
				}
			}
		}
	}
}
