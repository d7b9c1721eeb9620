package policy

import (
	"errors"
	"fmt"
	"math/bits"

	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Request says what is asked of the rules.
type Request struct {
	Places     []string // none requested means the schema's default
	Clearances []Clearance
}

// Clearance is a consent that covers rules: each of them counts as the schema's WaivedTo where it
// stands at WaivedFrom, unless a red flag that it does not cover holds or may hold.
type Clearance struct {
	Covers []string // rule ids
	Places []string // where it holds; none means everywhere
	Lapsed bool     // it is too old: its names are checked, and it covers nothing
}

// Bounds are the least and the most cautious value over everything that is not answered yet:
// indices into the schema's levels or urgencies.
type Bounds struct{ Floor, Ceiling int }

// Settled reports whether nothing that is still unanswered can change the value.
func (b Bounds) Settled() bool { return b.Floor == b.Ceiling }

// Evaluation is the result of one evaluation. The zero value is ready for use; reused, it
// allocates next to nothing. It must not be used by two goroutines at once, and what it returns
// holds until its next use.
type Evaluation struct {
	set   *Set
	core  logic.Evaluation
	state logic.State

	given            []Answer // by fact: the answer, or what a card, an implication or a usual value makes of it
	told             []bool   // by fact: a value was told, by an answer or a card
	answers          *Answers // it was made from
	moved            []int    // facts that are not as they rest, some more than once
	factwise         []bool   // by card: it is read fact by fact
	guarded          []int    // facts, whose guards are looked at
	narrowed         []narrowed
	disagreements    []Disagreement
	faults           []partFault
	clauseLits       []logic.Literal
	problems         []document.Problem
	request          uint64
	requested        []int // base places
	waivers          []logic.Waiver
	outcomes         outcomeBuffer
	limits           limitTable
	halves           []Half       // by side
	ways             []logic.Cube // in which an implication can speak, for a moment
	solver           logic.Solver // of implications with several ways
	inexactQuestions bool
	valid            bool   // the last evaluation succeeded
	count            uint64 // of evaluations, so that what was made for an earlier one is not taken for this one
}

// Evaluate decides. It returns every contradiction and every unknown name in answers and request as
// one [*document.Error]; e is then of no use. Answers must stay as they are while e is read.
func (s *Set) Evaluate(a *Answers, r Request, e *Evaluation) error {
	if s == nil || s.network == nil {
		e.valid = false
		return errNoSet
	}
	if e.set != s {
		*e = Evaluation{set: s, count: e.count}
	}
	e.valid, e.inexactQuestions = false, false
	e.count++
	if a == nil || len(a.facts) != s.asks || len(a.cards) != len(s.cards) {
		return errForeign
	}
	e.resolve(s, a)
	e.readRequest(r)
	if len(e.problems) > 0 {
		return e.err()
	}
	s.network.Evaluate(&e.state, e.request, e.waivers, &e.core)
	e.valid = true
	return nil
}

// errNoSet is returned by a set that was not made by [Load].
var errNoSet = errors.New("a rule set has to be loaded before it can decide")

// errForeign is returned for answers that were not made for the set: what they do not hold could
// be taken for answered.
var errForeign = errors.New("the answers are not of this rule set; make them with Set.NewAnswers")

func (e *Evaluation) readRequest(r Request) {
	s := e.set
	if e.request = s.rest.request; len(r.Places) > 0 {
		e.request = e.placesNamed(s.schema.PlacesKey(), r.Places)
	}
	e.requested = e.requested[:0]
	for places := e.request; places != 0; places &= places - 1 {
		e.requested = append(e.requested, bits.TrailingZeros64(places))
	}
	e.waivers = e.waivers[:0]
	for i, c := range r.Clearances {
		e.waivers = append(e.waivers, e.readClearance(fmt.Sprintf("clearance[%d]", i), c))
	}
}

func (e *Evaluation) readClearance(path string, c Clearance) logic.Waiver {
	s := e.set
	w := logic.Waiver{Covers: make([]bool, len(s.rules)), Places: s.places.all}
	for i, id := range c.Covers {
		if r, ok := s.ruleIndex[id]; ok {
			w.Covers[r] = !c.Lapsed
		} else {
			e.unknown(fmt.Sprintf("%s.covers[%d]", path, i), "rule", id, s.ruleIDs)
		}
	}
	if len(c.Places) > 0 {
		w.Places = e.placesNamed(path+"."+s.schema.PlacesKey(), c.Places)
	}
	return w
}

func (e *Evaluation) placesNamed(path string, names []string) (places uint64) {
	s := e.set
	for i, name := range names {
		m, ok := s.places.mask[name]
		if !ok {
			e.unknown(fmt.Sprintf("%s[%d]", path, i), s.schema.placeWord(),
				name, func() []string { return placeNames(s.schema.Places) })
		}
		places |= m
	}
	return places
}

// unknown reports a name that there is not. Past what is printed of an error nothing is looked for.
func (e *Evaluation) unknown(path, what, name string, known func() []string) {
	hint := ""
	if len(e.problems) < document.MaxProblems {
		hint = document.Suggest(name, known())
	}
	e.problems = append(e.problems, problem(path, "unknown %s %q%s", what, document.Shorten(name), hint))
}

func (s *Set) ruleIDs() []string {
	var out []string
	for i := range s.rules {
		out = append(out, s.rules[i].ID)
	}
	return out
}

// Session returns the bounds of the whole: the mildest requested place, and at least the first
// level above nothing when any is above nothing.
//
// Without a successful evaluation every bound is open: from the first to the last.
func (e *Evaluation) Session() Bounds { return e.bounds(e.core.Session, e.levels()) }

// Urgency returns the bounds of urgency.
func (e *Evaluation) Urgency() Bounds { return e.bounds(e.core.Urgency, e.urgencies()) }

// Requested returns the indices of the base places that were asked for, in the order of the schema.
func (e *Evaluation) Requested() []int { return e.requested }

// PlaceName returns the name of a base place, or nothing where there is no such place.
func (e *Evaluation) PlaceName(place int) string {
	if e.set == nil || place < 0 || place >= len(e.set.places.base) {
		return ""
	}
	return e.set.places.base[place]
}

// Place returns the bounds of a requested base place.
func (e *Evaluation) Place(place int) Bounds {
	if !e.valid || place < 0 || place >= len(e.core.Places) {
		return Bounds{Ceiling: e.levels()}
	}
	return e.bounds(e.core.Places[place], e.levels())
}

// Inexact reports whether a search was cut short, by now: a bound may then be wider than it has to
// be, never narrower, and a question may be asked in vain, never left out.
func (e *Evaluation) Inexact() bool {
	return e.core.Inexact || e.inexactQuestions || e.set != nil && e.valid && e.hangsOnOpaque()
}

// Settled reports whether nothing that is still unanswered can change a
// requested place or the urgency.
func (e *Evaluation) Settled() bool {
	if !e.valid {
		return false
	}
	for _, p := range e.requested {
		if !e.Place(p).Settled() {
			return false
		}
	}
	return e.Session().Settled() && e.Urgency().Settled()
}

// Work is how many cubes were looked at for the last evaluation and what was asked of it since,
// some nanoseconds each: the same for the same answers on every machine. It is bounded.
func (e *Evaluation) Work() int { return e.core.Work() }

// Given returns what a fact counts as: its answer, or what a card, an implication or its usual
// value makes of it. Without an evaluation, and of a fact that there is not, it is not asked.
func (e *Evaluation) Given(fact int) Answer {
	if fact < 0 || fact >= len(e.given) {
		return Answer{}
	}
	return e.given[fact]
}

func (e *Evaluation) bounds(b logic.Bounds, most int) Bounds {
	if !e.valid {
		return Bounds{Ceiling: most}
	}
	return Bounds{int(b.Floor), int(b.Ceiling)}
}

func (e *Evaluation) levels() int {
	if e.set == nil {
		return 1
	}
	return len(e.set.schema.Levels) - 1
}

func (e *Evaluation) urgencies() int {
	if e.set == nil {
		return 1
	}
	return len(e.set.schema.Urgencies) - 1
}
