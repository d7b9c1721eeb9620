package policy

import (
	"cmp"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// Outcome is one rule that holds or may still hold.
type Outcome struct {
	Rule  *Rule
	Holds bool // otherwise it may hold, and waits
	// Level and Urgency are what the rule counts for: its own; for one that only an unsure answer leaves possible, those of that.
	Level, Urgency int
	Cleared        bool   // a clearance covers it wherever it was asked for
	Places         uint64 // base places it reaches as far as is known: an unknown site reaches everywhere
	Facts          []int  // of a rule that holds: the facts that make it so
	WaitsFor       []int  // of one that may hold: the facts not asked that it waits for
	Unsure         []int  // and those that are unsure
}

// Outcomes returns every rule that holds or may hold, those that hold first, then the most urgent and the most cautious first.
func (e *Evaluation) Outcomes() []Outcome {
	if len(e.core.Touched) == 0 {
		return nil
	}
	out := make([]Outcome, 0, len(e.core.Touched))
	facts := factLists{all: make([]int, 0, 4*len(e.core.Touched))}
	for _, r := range e.core.Touched {
		out = append(out, e.outcome(r, &facts))
	}
	slices.SortFunc(out, func(a, b Outcome) int {
		switch {
		case a.Holds != b.Holds && a.Holds:
			return -1
		case a.Holds != b.Holds:
			return 1
		case a.Urgency != b.Urgency:
			return b.Urgency - a.Urgency
		case a.Level != b.Level:
			return b.Level - a.Level
		}
		return cmp.Compare(a.Rule.ID, b.Rule.ID)
	})
	return out
}

// factLists makes many short lists of facts in one array.
type factLists struct {
	all []int
	raw []int32
}

// list returns the facts in order, each once.
func (f *factLists) list(raw []int32) []int {
	f.raw = raw
	if len(raw) == 0 {
		return nil
	}
	slices.Sort(raw)
	from := len(f.all)
	for i, fact := range raw {
		if i == 0 || fact != raw[i-1] {
			f.all = append(f.all, int(fact))
		}
	}
	return f.all[from:len(f.all):len(f.all)]
}

func (e *Evaluation) outcome(r int32, facts *factLists) Outcome {
	rule := &e.set.rules[r]
	o := Outcome{Rule: rule, Holds: e.core.Truth[r] == logic.True, Level: int(rule.level), Urgency: int(rule.urgency)}
	if o.Holds {
		raw := e.core.Holding(facts.raw[:0], r)
		if rule.at >= 0 && e.given[rule.at].State == Known {
			raw = append(raw, int32(rule.at))
		}
		o.Facts = facts.list(raw)
	} else {
		o.WaitsFor = facts.list(e.core.Waiting(facts.raw[:0], r, logic.Open))
		o.Unsure = facts.list(e.core.Waiting(facts.raw[:0], r, logic.Unsure))
		if len(o.WaitsFor) == 0 {
			o.Level, o.Urgency = int(rule.unsureLevel), int(rule.unsureUrgency)
		}
	}
	o.Places = e.places(rule, o.Urgency)
	o.Cleared = e.cleared(r, o)
	return o
}

// places is where the rule reaches as far as is known.
func (e *Evaluation) places(rule *Rule, urgency int) uint64 {
	s := e.set
	if urgency >= int(s.urgency(s.schema.EverywhereFrom)) {
		return s.places.all
	}
	if rule.at < 0 {
		return rule.reach
	}
	return e.site(rule)
}

// site is where the rule's site may be: an unknown one is everywhere.
func (e *Evaluation) site(rule *Rule) uint64 {
	s := e.set
	var m uint64
	for i, v := range s.vars.facts[rule.at].bits {
		if v >= 0 && e.state.Cells[v]&2 != 0 {
			m |= s.places.mask[s.facts[rule.at].Values[i].Name]
		}
	}
	return m
}

func (e *Evaluation) cleared(r int32, o Outcome) bool {
	if o.Level != int(e.set.level(e.set.schema.WaivedFrom)) {
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

// PlaceNames returns the names of a set of base places: one group where a group fits, otherwise the places. All places are nil.
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

// Clearable returns the rules that a clearance would have to cover: those that stand at WaivedFrom on a requested place, by their
// kind or as their unsure outcome, and that none covers.
func (e *Evaluation) Clearable(outcomes []Outcome) []*Rule {
	from := int(e.set.level(e.set.schema.WaivedFrom))
	var out []*Rule
	for _, o := range outcomes {
		certain := o.Holds || len(o.WaitsFor) == 0
		if certain && o.Level == from && o.Places&e.request != 0 && !o.Cleared {
			out = append(out, o.Rule)
		}
	}
	slices.SortFunc(out, func(a, b *Rule) int { return cmp.Compare(a.ID, b.ID) })
	return out
}
