package policy

import (
	"cmp"
	"iter"
	"math/bits"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Outcome is one rule that holds or may still hold.
type Outcome struct {
	Rule  *Rule
	Holds bool // otherwise it may hold, and waits
	// Level and Urgency are the most that the rule can count for: its own; where unsure answers
	// leave it possible and no more, those of that.
	Level, Urgency int
	OneOf          bool   // the floor is above everything certain: of the rules marked so, one must hold
	Cleared        bool   // a clearance covers it wherever it was asked for
	Places         uint64 // base places it reaches as far as is known: an unknown site reaches everywhere
	Facts          []int  // of a rule that holds: the facts that make it so
	WaitsFor       []int  // of one that may hold: the facts not asked that it waits for
	Unsure         []int  // and those that are unsure, or that an opaque part went wrong on
	Faults         []Fault
}

// Counts reports whether the rule counts now: it holds, or waits for nothing that was not asked, so
// that only unsure answers leave it possible. Level and Urgency are what it then counts for, which
// may be nothing.
func (o *Outcome) Counts() bool { return o.Holds || len(o.WaitsFor) == 0 }

// Rules goes through the rules that hold or may still hold, in their order in [Set.Rules]: the
// index of each, and whether it holds. It builds nothing; [Evaluation.Outcomes] says more of them.
func (e *Evaluation) Rules() iter.Seq2[int, bool] {
	return func(yield func(int, bool) bool) {
		if !e.valid {
			return
		}
		for _, r := range e.core.Touched {
			if !yield(int(r), e.core.Truth[r] == logic.True) {
				return
			}
		}
	}
}

// Outcomes returns every rule that holds or may hold, those that hold first, then the most urgent
// and the most cautious first.
func (e *Evaluation) Outcomes() []Outcome {
	if !e.valid {
		return nil
	}
	b := &e.outcomes
	if b.evaluation == e.count {
		return b.sorted
	}
	b.evaluation = e.count
	if b.found == nil {
		b.found = make([]uint64, (len(e.set.facts)+63)/64)
	}
	b.unsorted, b.keys, b.sorted, b.facts = b.unsorted[:0], b.keys[:0], b.sorted[:0], b.facts[:0]
	for i, r := range e.core.Touched {
		o := e.outcome(r, b)
		b.unsorted = append(b.unsorted, o)
		b.keys = append(b.keys, o.key(r)<<16|uint64(i))
	}
	slices.Sort(b.keys)
	for _, k := range b.keys {
		b.sorted = append(b.sorted, b.unsorted[k&0xffff])
	}
	e.markOneOf(b.sorted)
	return b.sorted
}

// markOneOf marks the rules of which one must hold where the floor of the session or of urgency
// is above everything that is certain: each of several answers may leave one of them true, and
// none leaves all false.
func (e *Evaluation) markOneOf(outcomes []Outcome) {
	level, urgency := e.Session().Floor, e.Urgency().Floor
	certainLevel, certainUrgency := 0, 0
	for i := range outcomes {
		o := &outcomes[i]
		if !o.Counts() {
			continue
		}
		certainUrgency = max(certainUrgency, o.Urgency)
		if o.Places&e.request != 0 {
			certainLevel = max(certainLevel, o.Level)
		}
	}
	for i := range outcomes {
		o := &outcomes[i]
		if !o.Counts() {
			o.OneOf = level > certainLevel && o.Level >= level && o.Places&e.request != 0 ||
				urgency > certainUrgency && o.Urgency >= urgency
		}
	}
}

// outcomeBuffer is the memory of the outcomes; all their lists of facts stand in one array.
type outcomeBuffer struct {
	evaluation       uint64 // the one it holds the outcomes of
	unsorted, sorted []Outcome
	keys             []uint64
	facts            []int
	raw              []int32
	found            []uint64 // facts, by bit
}

// key orders outcomes: those that hold, then urgency, level and id, which is
// the order of the rules.
func (o *Outcome) key(rule int32) uint64 {
	k := uint64(255-o.Urgency)<<24 | uint64(255-o.Level)<<16 | uint64(rule)
	if !o.Holds {
		k |= 1 << 32
	}
	return k
}

// list returns the facts in order, each once.
func (b *outcomeBuffer) list(raw []int32) []int {
	b.raw = raw
	if len(raw) == 0 {
		return nil
	}
	for _, fact := range raw {
		b.found[fact/64] |= 1 << (fact % 64)
	}
	from := len(b.facts)
	for i, word := range b.found {
		for ; word != 0; word &= word - 1 {
			b.facts = append(b.facts, 64*i+bits.TrailingZeros64(word))
		}
		b.found[i] = 0
	}
	return b.facts[from:len(b.facts):len(b.facts)]
}

func (e *Evaluation) outcome(r int32, b *outcomeBuffer) Outcome {
	rule := &e.set.rules[r]
	o := Outcome{Rule: rule, Holds: e.core.Truth[r] == logic.True, Level: int(rule.level), Urgency: int(rule.urgency)}
	if o.Holds {
		raw := e.behindOpaque(e.core.Holding(b.raw[:0], r), 0, Known, true)
		if rule.at >= 0 && e.given[rule.at].State == Known {
			raw = append(raw, int32(rule.at))
		}
		if rule.side >= 0 && e.given[rule.side].State == Known {
			raw = append(raw, int32(rule.side))
		}
		o.Facts = b.list(raw)
	} else {
		o.WaitsFor = b.list(e.behindOpaque(e.core.Waiting(b.raw[:0], r, logic.Open), 0, NotAsked, false))
		unsure := e.core.Waiting(b.raw[:0], r, logic.Unsure)
		o.Faults = e.faultsIn(unsure)
		o.Unsure = b.list(e.behindOpaque(unsure, 0, Unsure, false))
		if !e.core.CanHold(r) {
			o.Level, o.Urgency = int(rule.unsureLevel), int(rule.unsureUrgency)
		}
	}
	o.Places = e.places(r, o.Urgency)
	o.Cleared = e.cleared(r, &o)
	return o
}

// places is where the rule reaches as far as is known.
func (e *Evaluation) places(r int32, urgency int) uint64 {
	s := e.set
	if urgency >= int(s.network.EverywhereFrom) {
		return s.places.all
	}
	rule := &s.rules[r]
	if rule.at < 0 {
		return rule.reach
	}
	return s.sitesAt(rule.at, e.siteValues(r, 2))
}

// certainSite is where the rule's site certainly is where the rule holds.
func (e *Evaluation) certainSite(rule *Rule) uint64 {
	return e.set.sitesAt(rule.at, ^e.siteValues(int32(e.set.ruleIndex[rule.ID]), 1))
}

// siteValues are the values that may be among the rule's site where the rule holds, or with cell 1
// may not be: what is not known of the site is still as the rule asks.
func (e *Evaluation) siteValues(r int32, cell uint64) (may uint64) {
	s, at := e.set, e.set.rules[r].at
	bits := s.vars.facts[at].bits
	for i, v := range bits {
		if v >= 0 && e.state.Cells[v]&cell != 0 {
			may |= 1 << i
		}
	}
	if e.given[at].State == Known {
		return may
	}
	var left uint64
	for _, c := range s.network.Rules[r].Cubes {
		if _, possible := e.reading(c); !possible {
			continue
		}
		some := may
		for _, l := range c {
			if int(s.vars.list[l.Var].Owner) == at && l.Cells&cell == 0 {
				some &^= 1 << slices.Index(bits, l.Var)
			}
		}
		if left |= some; left == may {
			break
		}
	}
	return left
}

// sitesAt are the places that some values of a site stand for.
func (s *Set) sitesAt(fact int, values uint64) (places uint64) {
	for i, v := range s.vars.facts[fact].bits {
		if v >= 0 && values>>i&1 == 1 {
			places |= s.sites[fact][i]
		}
	}
	return places
}

func (e *Evaluation) cleared(r int32, o *Outcome) bool {
	if n := e.set.network; o.Level <= int(n.WaivedTo) || o.Level > int(n.WaivedFrom) {
		return false
	}
	left := o.Places & e.request
	if left == 0 {
		return false
	}
	for i, w := range e.waivers {
		if !e.core.Void(i) && w.Covers[r] {
			left &^= w.Places
		}
	}
	return left == 0
}

// PlaceNames returns the names of a set of base places: one group where a group fits, otherwise the
// places. All places are nil.
func (s *Set) PlaceNames(places uint64) []string {
	if places == s.places.all {
		return nil
	}
	for _, p := range s.schema.Places {
		if len(p.Contains) > 0 && s.places.mask[p.Name] == places {
			return []string{p.Name}
		}
	}
	return s.places.names(places)
}

// Clearable returns the rules that a clearance would have to cover: those that stand at WaivedFrom
// on a requested place, by their kind or as their unsure outcome, and that none covers.
func (e *Evaluation) Clearable(outcomes []Outcome) []*Rule {
	if !e.valid {
		return nil
	}
	from, to := int(e.set.network.WaivedFrom), int(e.set.network.WaivedTo)
	var out []*Rule
	for i := range outcomes {
		o := &outcomes[i]
		if o.Counts() && o.Level > to && o.Level <= from && o.Places&e.request != 0 && !o.Cleared {
			out = append(out, o.Rule)
		}
	}
	slices.SortFunc(out, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
