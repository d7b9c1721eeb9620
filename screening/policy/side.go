package policy

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Sides. A domain whose places have a left and a right half names the halves (Schema.Sides) and the
// places that have them (Place.Sided), and a rule names the fact that says on which side it is
// meant:
//
//	side: house.tattoo_side
//
// That fact is a question like any other, one of the sides or both. What the rules make of the
// whole never depends on it: a place is decided by what is worst of its halves, so that who knows
// nothing of sides is safe. Beside it [Evaluation.On] answers for one half: there a rule that is
// known to be meant for the other one
//
//	reaches       | no place that has sides, where it names its places
//	limits        | no such place, unless everywhere or elsewhere, which asks for care there as before
//	leaves out    | none of the values that are of a side themselves (Limit.Sided), anywhere
//
// and everything else of it stands: urgency, places without sides, and all that holds for the whole
// person. Not asked and unsure both count as both sides. A rule that nobody may send home with, a
// red flag or one of an urgency that reaches everywhere, has no side.
//
// A layer gives a side to rules of its own; no change gives one to a rule that is there, takes it,
// or exchanges it.

// Half is what the rules make of one side of the person. It holds until the next evaluation.
type Half struct {
	e       *Evaluation
	side    int
	core    logic.Evaluation
	without []bool // by rule: it is meant for the other side alone
	other   bool   // some rule is
	apart   bool   // and names its places, so that they were decided for this side by themselves
	limits  limitTable
	count   uint64 // of the evaluation it was made from
}

// On returns what the rules make of one of the schema's sides, or nil where there is no such side
// or nothing was evaluated.
func (e *Evaluation) On(side string) *Half {
	if !e.valid {
		return nil
	}
	i := slices.Index(e.set.schema.Sides, side)
	if i < 0 {
		return nil
	}
	for len(e.halves) < len(e.set.schema.Sides) {
		e.halves = append(e.halves, Half{})
	}
	h := &e.halves[i]
	if h.e != e || h.count != e.count {
		h.read(e, i)
	}
	return h
}

func (h *Half) read(e *Evaluation, side int) {
	h.e, h.side, h.count, h.other = e, side, e.count, false
	h.limits.evaluation = 0
	if len(h.without) != len(e.set.rules) {
		h.without = make([]bool, len(e.set.rules))
	}
	clear(h.without)
	h.apart = false
	for _, r := range e.core.Touched {
		if h.without[r] = e.elsewhere(&e.set.rules[r], side); h.without[r] {
			h.other = true
			h.apart = h.apart || e.set.rules[r].placed()
		}
	}
	if !h.apart {
		return
	}
	state := e.state
	state.Without = make([]bool, len(h.without))
	for r := range h.without {
		state.Without[r] = h.without[r] && e.set.rules[r].placed()
	}
	e.set.network.Evaluate(&state, e.request, e.waivers, &h.core)
	for _, r := range e.core.Touched {
		if state.Without[r] {
			h.leave(&e.set.rules[r], e.core.Truth[r] == logic.True)
		}
	}
}

// leave gives a place what a rule of the other side still limits there.
func (h *Half) leave(r *Rule, holds bool) {
	e := h.e
	var left uint64
	for i := range r.Limits {
		switch l := &r.Limits[i]; l.Scope {
		case Elsewhere:
			left |= e.elsewhereOnOther(r)
		case Everywhere: // also where it leaves out nothing but lying on the other side, which is minded there too
			left |= l.reach
		}
	}
	for places := left & e.request; places != 0; places &= places - 1 {
		b := &h.core.Places[bits.TrailingZeros64(places)]
		if b.Ceiling = max(b.Ceiling, e.set.network.LimitLevel); holds {
			b.Floor = max(b.Floor, e.set.network.LimitLevel)
		}
	}
}

// elsewhereOnOther is where a rule is not, seen from the other side: all of its places that have
// sides lie elsewhere there, and a site that is not known may.
func (e *Evaluation) elsewhereOnOther(r *Rule) uint64 {
	inside := r.reach
	if r.at >= 0 {
		inside = e.certainSite(r)
	}
	return e.set.places.all &^ (inside &^ e.set.places.sided)
}

// Other reports whether some rule that holds or may hold is known to be meant for the other side
// alone. Without one the half is as the whole.
func (h *Half) Other() bool { return h.other }

// Inexact reports whether a search for this side was cut short: a bound may then be wider than it
// has to be, never narrower.
func (h *Half) Inexact() bool { return h.apart && h.core.Inexact }

// Place returns the bounds of a requested base place on this side.
func (h *Half) Place(place int) Bounds {
	e := h.e
	if !h.apart || place < 0 || place >= len(h.core.Places) || e.set.places.sided>>place&1 == 0 {
		return e.Place(place)
	}
	return e.bounds(h.core.Places[place], e.levels())
}

// Limits returns every limit that reaches a base place on this side, as [Evaluation.Limits] does;
// the outcomes are those of the evaluation.
func (h *Half) Limits(place int, outcomes []Outcome) []LimitValue {
	if !h.other {
		return h.e.Limits(place, outcomes)
	}
	return h.limits.at(h.e, h, place, outcomes)
}

// narrowed is where a limit of an outcome holds on this side, and which of its values.
func (h *Half) narrowed(o *Outcome, l *RuleLimit, places uint64) (uint64, uint64) {
	s := h.e.set
	if r, ok := s.ruleIndex[o.Rule.ID]; !ok || !h.without[r] {
		return places, l.values
	}
	switch {
	case l.Scope == Elsewhere:
		places = h.e.elsewhereOnOther(o.Rule)
	case l.Scope == InRegions || l.Scope == WhereRuleHolds && o.Rule.placed():
		places &^= s.places.sided
	}
	values := l.values &^ s.schema.Limits[l.limit].sided()
	if l.values != 0 && values == 0 {
		places = 0
	}
	return places, values
}

// elsewhere reports whether a rule is known to be meant for another side alone.
func (e *Evaluation) elsewhere(r *Rule, side int) bool {
	meant := e.SideOf(r)
	return meant != "" && meant != e.set.schema.Sides[side]
}

// SideOf returns the side that a rule is known to be meant for alone, or nothing.
func (e *Evaluation) SideOf(r *Rule) string {
	if !e.valid || r.side < 0 || e.given[r.side].State != Known {
		return ""
	}
	at := bits.TrailingZeros64(e.given[r.side].Values)
	if names := e.set.facts[r.side].Values; at < len(names) && slices.Contains(e.set.schema.Sides, names[at].Name) {
		return names[at].Name
	}
	return ""
}

// markSides asks for the side of every rule that may hold: the answer refines where it is meant.
func (e *Evaluation) markSides(outcomes []Outcome, marks []logic.Question, w *waiting) {
	for i := range outcomes {
		o := &outcomes[i]
		if f := o.Rule.side; f >= 0 && e.given[f].State == NotAsked && !e.barred(f) {
			marks[f].Refines = true
			w.add(f, o.Rule)
		}
	}
}

// barred reports whether the guard of a fact is known not to hold: nobody is asked for it.
func (e *Evaluation) barred(fact int) bool {
	guard := e.set.guardCubes[fact]
	return guard != nil && !slices.ContainsFunc(guard, e.mayHold)
}

// saysSide reports whether a fact is the side of some rule.
func (s *Set) saysSide(fact int) bool {
	return slices.ContainsFunc(s.rules, func(r Rule) bool { return r.side == fact })
}

// placed reports whether the rule names where it is, instead of reaching the whole person.
func (r *Rule) placed() bool { return r.at >= 0 || len(r.Regions) > 0 || r.Where != "" }

// sided are the values of the limit that are of a side themselves.
func (l *Limit) sided() (values uint64) {
	for i, v := range l.Values {
		if slices.Contains(l.Sided, v) {
			values |= 1 << i
		}
	}
	return values
}

// checkSide finds the fact that says on which side a rule is meant, and refuses rules that have
// none.
func (l *loader) checkSide(rule *rawRule, bad func(key, format string, args ...any)) {
	rule.side = -1
	if rule.Side == "" {
		return
	}
	var known []string
	for i, f := range l.facts {
		if l.saysSide(f) {
			known = append(known, f.Name)
			if f.Name == rule.Side {
				rule.side = i
			}
		}
	}
	urgency := slices.Index(l.schema.Urgencies, l.schema.EverywhereFrom)
	whole := rule.RedFlag || urgency >= 0 && int(rule.urgency) >= urgency
	if whole && len(rule.Changed) > 0 {
		rule.side, rule.Side = -1, "" // a change made it a matter of the whole person, and no change names a side
		return
	}
	switch {
	case !slices.ContainsFunc(l.facts, func(f Fact) bool { return f.Name == rule.Side }):
		bad("side", "unknown fact %s%s", document.Shorten(rule.Side), l.problems.Choose(rule.Side, known, nil))
	case rule.side < 0:
		bad("side", "%s says no side; its values would be %s and one for all of them", rule.Side,
			strings.Join(l.schema.Sides, ", "))
	case rule.RedFlag:
		bad("side", "a red flag has no side: it is about the whole person")
	case urgency >= 0 && int(rule.urgency) >= urgency:
		bad("side", "a rule of urgency %s has no side: it is about the whole person", rule.Urgency)
	case !l.tellsSides(rule):
		bad("side", "nothing of the rule has a side: it names no place that has, and no limit that does")
	}
}

// saysSide reports whether the values of a fact are the sides and one more, for all of them.
func (l *loader) saysSide(f Fact) bool {
	names := valueNames(f)
	missing := func(side string) bool { return !slices.Contains(names, side) }
	return len(l.schema.Sides) > 0 && f.Kind == OneOf && len(names) == len(l.schema.Sides)+1 &&
		!slices.ContainsFunc(l.schema.Sides, missing)
}

// tellsSides reports whether the rule does something that can be of one side alone.
func (l *loader) tellsSides(rule *rawRule) bool {
	sided := l.placeTable().sided
	if rule.at >= 0 || rule.placed() && rule.reach&sided != 0 {
		return true
	}
	return slices.ContainsFunc(rule.Limits, func(x RuleLimit) bool {
		limit := &l.schema.Limits[x.limit]
		return x.values&limit.sided() != 0 || x.Scope == InRegions && x.reach&sided != 0
	})
}
