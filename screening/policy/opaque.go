package policy

import (
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/logic"
)

// An opaque part of a condition lies outside of the core on which everything else is proved. Behind
// the facts of a set stands one more for each, yes or no, that nobody is asked for: what it is
// comes from cel-go, out of the answers to the facts that it reads.
//
//	what is known of these    | cel-go says   | the fact is
//	enough                    | true or false | that
//	anything                  | a fault       | unsure, or open where one is not asked
//	not enough, one not asked | unknown       | open: every one not asked is a question
//	not enough, some unsure   | unknown       | unsure
//
// It is joined with the guards of all of them, as each test of one is. To every search and to every
// proof it is a fact like others, free of what it reads: bounds may be wider than need be, and more
// may be asked, and nothing is proved that hangs on what it comes to.

// Fault is an opaque part that cel-go could not work out, out of answers that are all there. The
// rule counts as it does while an answer is unsure: it is possible, and never taken for false.
type Fault struct {
	Part string // as its rule has it
	Says string // what went wrong
}

// Opaque is an opaque part of the condition of a rule.
type Opaque struct {
	Rule   string
	Reason string
	Part   string
	Facts  []int // that it reads, by index
}

// Opaque returns the opaque parts of rules, in the order of the rules. Nothing is proved of what
// they come to.
func (s *Set) Opaque() (out []Opaque) {
	var walk func(r *Rule, t *Test)
	walk = func(r *Rule, t *Test) {
		if t.Op == OpaquePart {
			out = append(out, Opaque{r.ID, r.Opaque, t.Name, slices.Clone(t.Reads)})
		}
		for _, k := range t.Kids {
			walk(r, k)
		}
	}
	for i := range s.rules {
		if s.rules[i].Opaque != "" {
			walk(&s.rules[i], s.tests.rules[i])
		}
	}
	return out
}

// opaquely reports whether an opaque part reads the fact.
func (s *Set) opaquely(fact int) bool {
	return slices.ContainsFunc(s.opaque, func(o *expr.Opaque) bool { return slices.Contains(o.Facts, fact) })
}

// whenOf compiles the condition of a rule, once.
func (l *loader) whenOf(r *rawRule) expr.Expression {
	if r.Opaque == "" {
		return l.expression(r.When)
	}
	e, ok := l.opened[r.When]
	if !ok {
		e = l.compiler.CompileOpaque(r.When, l.placeOpaque)
		l.opened[r.When] = e
	}
	return e
}

// placeOpaque is the fact of an opaque part. Parts that mean the same are one.
func (l *loader) placeOpaque(o *expr.Opaque) int {
	i := slices.IndexFunc(l.opaque, func(x *expr.Opaque) bool { return x.Key == o.Key })
	if i < 0 {
		i = len(l.opaque)
		l.opaque = append(l.opaque, o)
	}
	return l.asks + i
}

// checkOpaque refuses a reason without an opaque part, and a part that reads what others imply: an
// implied answer counts beside one that disagrees, and cel-go knows one of the two.
func (l *loader) checkOpaque(r *rawRule, n *expr.Node, bad func(key, format string, args ...any)) {
	if r.Opaque == "" || n == nil {
		return
	}
	parts := map[int]bool{}
	l.opaqueIn(n, parts)
	if len(parts) == 0 {
		bad("opaque", "nothing of the condition is opaque; leave opaque out")
	}
	for _, i := range inOrder(parts) {
		for _, f := range l.opaque[i].Facts {
			if slices.ContainsFunc(l.consequences, func(c consequence) bool { return c.test.Fact == f }) {
				bad("when", "an opaque part cannot read %s, of which an implication speaks", l.facts[f].Name)
			}
		}
	}
}

// opaqueIn collects the opaque parts of a condition.
func (l *loader) opaqueIn(n *expr.Node, parts map[int]bool) {
	if n.Op == expr.Atom && n.Test.Fact >= l.asks {
		parts[n.Test.Fact-l.asks] = true
	}
	for _, k := range n.Kids {
		l.opaqueIn(k, parts)
	}
}

// hideOpaque puts the facts of the opaque parts behind all others.
func (l *loader) hideOpaque() {
	if len(l.opaque) == 0 {
		return
	}
	l.facts, l.guards = slices.Clip(l.facts), slices.Clip(l.guards)
	for _, o := range l.opaque {
		var guards []*expr.Node
		for _, f := range o.Facts {
			if g := l.guards[f]; g != nil && !slices.Contains(guards, g) {
				guards = append(guards, g)
			}
		}
		var guard *expr.Node
		if len(guards) > 0 {
			guard = joined(expr.And, guards...)
		}
		l.facts, l.guards = append(l.facts, Fact{Name: o.Key, Kind: YesNo}), append(l.guards, guard)
		l.factNodes = append(l.factNodes, nil)
	}
}

// runOpaque finds what every opaque part comes to.
func (e *Evaluation) runOpaque(s *Set) {
	e.faults = e.faults[:0]
	for i, o := range s.opaque {
		fact := s.asks + i
		e.given[fact] = Answer{}
		values, open := make([]expr.Value, len(o.Facts)), false
		for k, f := range o.Facts {
			a := e.whole(s, f)
			values[k] = expr.Value{Known: a.State == Known, Yes: a.Yes, Number: a.Number, Values: a.Values}
			open = open || a.State == NotAsked
		}
		verdict, wrong := o.Run(values)
		switch {
		case verdict == expr.Holds, verdict == expr.Fails:
			e.given[fact] = Answer{State: Known, Yes: verdict == expr.Holds}
		case !open:
			e.given[fact] = Answer{State: Unsure}
		}
		if verdict == expr.Faulty && !open {
			e.faults = append(e.faults, partFault{fact, Fault{o.Text, wrong}})
		}
		e.place(&s.vars.facts[fact], &e.given[fact])
	}
}

type partFault struct {
	fact int
	Fault
}

// whole is what a fact counts as, also of a set of which others leave each value one way.
func (e *Evaluation) whole(s *Set, fact int) Answer {
	a, bits := e.given[fact], s.vars.facts[fact].bits
	if a.State != NotAsked || s.facts[fact].Kind != SetOf ||
		slices.ContainsFunc(bits, func(v int32) bool { return v >= 0 && e.state.Status[v] != logic.Fixed }) {
		return a
	}
	return s.vars.facts[fact].answer(&s.facts[fact], e.state.Cells)
}

// behindOpaque puts for the fact of an opaque part those that it reads, of the state, or of any; of
// one that went wrong out of answers that are all there, all. Other facts stay.
func (e *Evaluation) behindOpaque(raw []int32, from int, state State, any bool) []int32 {
	s := e.set
	if len(s.opaque) == 0 {
		return raw
	}
	var read []int32
	raw = append(raw[:from], slices.DeleteFunc(raw[from:], func(fact int32) bool {
		if int(fact) < s.asks {
			return false
		}
		faulty := slices.ContainsFunc(e.faults, func(x partFault) bool { return x.fact == int(fact) })
		for _, f := range s.opaque[int(fact)-s.asks].Facts {
			if any || faulty || e.whole(s, f).State == state {
				read = append(read, int32(f))
			}
		}
		return true
	})...)
	return append(raw, read...)
}

// faultsIn are the faults of parts among facts.
func (e *Evaluation) faultsIn(facts []int32) (out []Fault) {
	for _, x := range e.faults {
		if slices.Contains(facts, int32(x.fact)) {
			out = append(out, x.Fault)
		}
	}
	return out
}

// askBehindOpaque asks for what the open opaque parts read instead of them. Whether one answer
// alone can change something is not known then.
func (e *Evaluation) askBehindOpaque(marks []logic.Question) {
	s := e.set
	for i, o := range s.opaque {
		m := &marks[s.asks+i]
		if !m.Decides && !m.Refines {
			continue
		}
		e.inexactQuestions = true
		for _, f := range o.Facts {
			if e.whole(s, f).State == NotAsked {
				marks[f].Decides, marks[f].Refines = marks[f].Decides || m.Decides, marks[f].Refines || m.Refines
			}
		}
		*m = logic.Question{}
	}
}

// hangsOnOpaque reports whether an open opaque part stands in a rule that may hold: then a bound
// may be wider than it has to be.
func (e *Evaluation) hangsOnOpaque() bool {
	s := e.set
	for i := range s.opaque {
		part := func(f int32) bool { return int(f) == s.asks+i }
		if e.given[s.asks+i].State != NotAsked {
			continue
		}
		for _, r := range e.core.Touched {
			if slices.ContainsFunc(e.core.Waiting(nil, r, logic.Open), part) {
				return true
			}
		}
	}
	return false
}
