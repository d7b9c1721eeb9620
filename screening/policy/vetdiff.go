package policy

import (
	"fmt"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
	"github.com/safehands/safehands/screening/policy/lists"
)

// DifferenceKind says how a client comes out of two sets.
type DifferenceKind string

// The kinds of differences, the most dangerous first. Allowed and refused are parted by the
// schema's CertainFrom.
const (
	NewlyAllowed   DifferenceKind = "newly_allowed"
	Milder         DifferenceKind = "loosened" // and was allowed before, or is not allowed yet
	NewlyUndecided DifferenceKind = "newly_undecided"
	NewlyDecided   DifferenceKind = "newly_decided"
	NewlyRefused   DifferenceKind = "newly_refused"
	Stricter       DifferenceKind = "tightened"
)

func differenceKinds() []DifferenceKind {
	return []DifferenceKind{NewlyAllowed, Milder, NewlyUndecided, NewlyDecided, NewlyRefused, Stricter}
}

// Difference is a client whom two sets decide otherwise.
type Difference struct {
	Kind          DifferenceKind
	Rule          string // that was changed, added or taken away
	Position      string
	Place         string // that comes out otherwise; empty for urgency and the whole
	Says          string
	Before, After *Witness // the same answers, decided by both
}

// Comparison is the result of [Compare].
type Comparison struct {
	// Equivalent is proved: both sets ask and take the same, and whatever is answered, missing or
	// unsure, and whatever a clearance names, is decided alike, at every place, in urgency and
	// limits.
	Equivalent  bool
	Differences []Difference // one for each rule and kind
	Apart       []string     // what only one of the sets has, or has otherwise
	Unproved    []string
}

// Loosened reports whether somebody comes out milder.
func (c *Comparison) Loosened() bool { return c.has(NewlyAllowed, Milder) }

// Tightened reports whether somebody comes out stricter, or has to answer more.
func (c *Comparison) Tightened() bool { return c.has(NewlyRefused, Stricter, NewlyUndecided) }

func (c *Comparison) has(kinds ...DifferenceKind) bool {
	return slices.ContainsFunc(c.Differences, func(d Difference) bool { return slices.Contains(kinds, d.Kind) })
}

// comparing is one run of Compare.
type comparing struct {
	*common
	prover *logic.Prover
	out    Comparison
	evals  [2]Evaluation
}

// Compare proves that two sets of the same levels, urgencies, places and limits decide alike, or
// shows clients whom they do not. Every client it shows was decided by both sets. What stands under
// Unproved was not compared to the end, and may hide differences.
func Compare(before, after *Set) *Comparison {
	if before == nil || after == nil || before.network == nil || after.network == nil {
		return &Comparison{Unproved: []string{errNoSet.Error()}}
	}
	c := &comparing{common: newCommon(before, after)}
	if fault := before.foreign(after); fault != "" {
		c.out.Unproved = append(c.out.Unproved, fault)
		return &c.out
	}
	if c.out.Unproved = c.apart; len(c.apart) > 0 {
		return &c.out
	}
	c.prover = c.world()
	for side := range c.sets {
		for r := range c.sets[side].rules {
			if !c.same(side, r) {
				c.compareRule(side, r)
				c.compareOpen(side, r)
			}
		}
	}
	c.compareWeaker()
	c.compareRest()
	slices.SortStableFunc(c.out.Differences, func(a, b Difference) int {
		return slices.Index(differenceKinds(), a.Kind) - slices.Index(differenceKinds(), b.Kind)
	})
	c.out.Equivalent = len(c.out.Differences)+len(c.out.Unproved)+len(c.out.Apart) == 0
	return &c.out
}

// foreign says why the sets cannot be compared, or nothing.
func (s *Set) foreign(o *Set) string {
	switch {
	case !slices.Equal(s.schema.Levels, o.schema.Levels):
		return "the levels of the sets differ"
	case !slices.Equal(s.schema.Urgencies, o.schema.Urgencies):
		return "the urgencies of the sets differ"
	case s.network.Config != o.network.Config || s.schema.CertainFrom != o.schema.CertainFrom ||
		s.schema.Default != o.schema.Default:
		return "what levels, urgencies and clearances come to differs"
	case !slices.Equal(s.places.base, o.places.base):
		return "the places of the sets differ"
	case !slices.EqualFunc(s.schema.Limits, o.schema.Limits, func(a, b Limit) bool {
		n := min(len(a.Values), len(b.Values)) // what rule files add stands behind
		return a.Name == b.Name && a.Kind == b.Kind && slices.Equal(a.Values[:n], b.Values[:n])
	}):
		return "the limits of the sets differ"
	}
	return ""
}

// same reports whether a rule stands in the other set as it does here.
func (c *comparing) same(side, r int) bool {
	s, o := c.sets[side], c.sets[1-side]
	q, ok := o.ruleIndex[s.rules[r].ID]
	return ok && s.network.SameOutcome(int32(r), o.network, int32(q)) && s.sameSite(r, o, q) &&
		slices.EqualFunc(c.cubes(side, s.network.Rules[r].Cubes), c.cubes(1-side, o.network.Rules[q].Cubes),
			func(a, b logic.Cube) bool { return slices.Equal(a, b) }) &&
		slices.EqualFunc(s.rules[r].Limits, o.rules[q].Limits, RuleLimit.same)
}

func (s *Set) sameSite(r int, o *Set, q int) bool {
	a, b := s.rules[r].at, o.rules[q].at
	return (a < 0) == (b < 0) && (a < 0 || s.facts[a].Name == o.facts[b].Name)
}

// compareRule looks for whole intakes in which nothing of the other set makes up for a rule.
func (c *comparing) compareRule(side, r int) {
	s, o := c.sets[side], c.sets[1-side]
	for p := range s.network.Places + 1 {
		in, out := s.network.LevelsAt(int32(r), p)
		for _, level := range slices.Compact([]uint8{in, out}) {
			if level == 0 {
				continue
			}
			var family []logic.Cube
			for q := range o.network.Rules {
				family = append(family, o.network.Reaching(int32(q), o.network.Rules[q].Cubes, p, level)...)
			}
			c.compareCubes(side, r, p, s.network.Reaching(int32(r), s.network.Rules[r].Cubes, p, level), family)
		}
	}
	for i := range s.rules[r].Limits {
		if s.schema.Limits[s.rules[r].Limits[i].limit].Kind == Note {
			continue
		}
		for _, one := range s.rules[r].Limits[i].parts() {
			for p := range s.places.base {
				if within := s.limitCubes(r, &one, p); len(within) > 0 {
					family, _ := o.limitFamily(&one, p, int(c.twin(side, r)))
					c.compareCubes(side, r, p, within, family)
				}
			}
		}
	}
}

// compareCubes looks for an intake of the cubes that the family leaves.
func (c *comparing) compareCubes(side, r, place int, within, family []logic.Cube) {
	family = c.cubes(1-side, family)
	for _, cube := range c.cubes(side, within) {
		cells, verdict := c.prover.Find(cube, family)
		switch verdict {
		case logic.Never:
			continue
		case logic.Found:
			if c.show(side, r, place, c.intake(0, cells), c.intake(1, cells)) {
				continue
			}
		}
		c.unproved(side, r)
	}
}

func (c *comparing) unproved(side, r int) {
	s := fmt.Sprintf("whether %s is made up for", c.sets[side].rules[r].ID)
	c.out.Unproved = lists.Add(c.out.Unproved, s)
}

// compareOpen looks for intakes that differ while one answer is missing or unsure.
func (c *comparing) compareOpen(side, r int) {
	s := c.sets[side]
	for _, cube := range c.cubes(side, s.network.Rules[r].Cubes) {
		cells, verdict := c.prover.Find(cube)
		if verdict != logic.Found {
			continue
		}
		whole := [2]*Answers{c.intake(0, cells), c.intake(1, cells)}
		for _, f := range s.ruleFacts[r] {
			x := &c.facts[c.index[s.facts[f].Name]]
			for _, state := range []State{NotAsked, Unsure} {
				pair := [2]*Answers{whole[0].Clone(), whole[1].Clone()}
				for k, i := range x.in {
					if i >= 0 {
						pair[k].SetFact(i, Answer{State: state})
					}
				}
				c.show(side, r, s.network.Places, pair[0], pair[1])
			}
		}
		return // one cube is enough: this is no proof
	}
}

// vetLoosened finds what layers make milder, and what they do that no rule shows.
func (v *vetter) vetLoosened() {
	for _, x := range v.set.unseen {
		v.find(Loosened, x.name, nil, nil, "%s decides %s, and no rule shows whom that makes milder", x.layer, x.name)
	}
	var shown []Difference
	if v.options.Before != nil && len(v.set.weakened) > 0 {
		shown = Compare(v.options.Before, v.set).Differences
	}
	for _, w := range v.set.weakened {
		f := v.find(Loosened, w.Rule, nil, nil, "%s made %s milder", w.Layer, w.Rule)
		if position := v.set.decidedBy(w.Layer, w.Rule); position != "" {
			f.Positions = []string{position}
		}
		for i := range shown {
			if d := &shown[i]; d.Rule == w.Rule && (d.Kind == NewlyAllowed || d.Kind == Milder) {
				if f.Witness, f.Then = d.Before, d.After; len(f.Positions) == 0 {
					f.Positions = []string{d.Position}
				}
				break
			}
		}
	}
}
