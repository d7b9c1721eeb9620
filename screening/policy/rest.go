package policy

import (
	"math"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// rest is what is known of somebody who answered every card with nothing and was asked nothing
// else, made ready so that an evaluation costs what was answered otherwise. It changes no result.
type rest struct {
	given   []Answer
	told    []bool
	status  []logic.Status
	cells   []uint64
	guarded []int // facts with a guard that a card at rest answers otherwise than with none

	request  uint64 // the places, where none are named
	facts    []quick
	some     []int  // sets that are never empty
	factwise []bool // by card: it does not rest, because another card asks for one of its facts as well
}

// quick is what reading an answer needs of a fact.
type quick struct {
	kind        FactKind
	volunteered bool
	guarded     bool
	riskier     *Answer // that an unsure one counts as
	places      bool    // its values are places, of which some were part of others
	card        int32   // that asks for it, or -1
	least, most float64
	values      uint64 // all of a list
}

// fits reports whether an answer certainly has no fault.
func (q *quick) fits(a Answer) bool {
	switch {
	case a.State < Known || q.kind == YesNo && a.State == Known:
		return true
	case a.State > Known || q.kind == SetOf:
		return false
	case q.kind == OneOf:
		return a.Values != 0 && a.Values&(a.Values-1) == 0 && a.Values&^q.values == 0
	}
	return a.Number >= q.least && a.Number <= q.most && (q.kind == Decimal || a.Number == math.Trunc(a.Number))
}

// makeRest answers the cards that share no fact with another.
func (s *Set) makeRest() {
	r := rest{request: s.places.mask[s.schema.Default]}
	r.given, r.told = make([]Answer, len(s.facts)), make([]bool, len(s.facts))
	r.status, r.cells = make([]logic.Status, len(s.vars.list)), make([]uint64, len(s.vars.list))
	r.factwise = make([]bool, len(s.cards))
	on := make([]int, len(s.facts))
	for c := range s.cards {
		for _, cf := range s.cardTables[c].facts {
			on[cf.fact]++
		}
	}
	for c := range s.cards {
		facts := s.cardTables[c].facts
		r.factwise[c] = slices.ContainsFunc(facts, func(cf cardFact) bool { return on[cf.fact] > 1 })
		for _, cf := range facts {
			if !r.factwise[c] {
				r.given[cf.fact], r.told[cf.fact] = cf.says(CardAnswer{Given: true})
			}
		}
	}
	for _, i := range s.volunteered {
		r.given[i] = s.usual[i]
	}
	e := Evaluation{given: r.given, told: r.told}
	e.state.Status, e.state.Cells = r.status, r.cells
	for i := range s.facts {
		f := &s.facts[i]
		r.facts = append(r.facts, quick{
			kind: f.Kind, volunteered: f.Volunteered, guarded: s.guardCubes[i] != nil, card: int32(s.asked[i].card),
			places:  s.outgrown(i),
			riskier: f.riskier(),
			least:   f.Least, most: f.Most, values: 1<<len(f.Values) - 1,
		})
		e.place(&s.vars.facts[i], &r.given[i])
		if s.vars.facts[i].some != nil {
			r.some = append(r.some, i)
		}
		if s.guardCubes[i] != nil && r.told[i] && !s.facts[i].none(r.given[i]) {
			r.guarded = append(r.guarded, i)
		}
	}
	s.rest = r
}
