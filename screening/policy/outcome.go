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
	out := make([]Outcome, 0, len(e.core.Touched))
	var facts factSet
	facts.in = make([]bool, len(e.set.facts))
	for _, r := range e.core.Touched {
		out = append(out, e.outcome(r, &facts))
	}
	slices.SortFunc(out, func(a, b Outcome) int {
		return cmp.Or(order(b.Holds)-order(a.Holds), b.Urgency-a.Urgency, b.Level-a.Level, cmp.Compare(a.Rule.ID, b.Rule.ID))
	})
	return out
}

func order(b bool) int {
	if b {
		return 1
	}
	return 0
}

// factSet collects facts into one array that many results share.
type factSet struct {
	in  []bool
	all []int
}

func (f *factSet) add(fact int) {
	if !f.in[fact] {
		f.in[fact] = true
		f.all = append(f.all, fact)
	}
}

// take returns what was added since from, in the order of the facts.
func (f *factSet) take(from int) []int {
	if from == len(f.all) {
		return nil
	}
	out := f.all[from:len(f.all):len(f.all)]
	slices.Sort(out)
	for _, x := range out {
		f.in[x] = false
	}
	return out
}

func (e *Evaluation) outcome(r int32, facts *factSet) Outcome {
	rule := &e.set.rules[r]
	o := Outcome{Rule: rule, Holds: e.core.Truth[r] == logic.True, Level: int(rule.level), Urgency: int(rule.urgency)}
	vars := e.set.vars.list
	if o.Holds {
		from := len(facts.all)
		e.core.HoldingCubes(r, func(c logic.Cube) {
			for _, l := range c {
				facts.add(int(vars[l.Var].Owner))
			}
		})
		if rule.at >= 0 && e.given[rule.at].State == Known {
			facts.add(rule.at)
		}
		o.Facts = facts.take(from)
	} else {
		o.WaitsFor = e.waiting(r, logic.Open, facts)
		o.Unsure = e.waiting(r, logic.Unsure, facts)
		if len(o.WaitsFor) == 0 {
			o.Level, o.Urgency = int(rule.unsureLevel), int(rule.unsureUrgency)
		}
	}
	o.Places = e.places(rule, o.Urgency)
	o.Cleared = e.cleared(r, o)
	return o
}

func (e *Evaluation) waiting(r int32, status logic.Status, facts *factSet) []int {
	from := len(facts.all)
	e.core.RuleCubes(r, func(rest logic.Cube) {
		for _, l := range rest {
			if e.state.Status[l.Var] == status {
				facts.add(int(e.set.vars.list[l.Var].Owner))
			}
		}
	})
	return facts.take(from)
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
