package logic

import (
	"math/bits"
	"slices"
)

// Question says of an open fact whether an answer to it alone can still change a bound, or else
// what holds.
type Question struct{ Decides, Refines bool }

// ask marks the question.
func (q *Question) ask(decides bool) {
	q.Decides, q.Refines = q.Decides || decides, q.Refines || !decides
}

// Questions fills ask, by fact, for everything that was evaluated last:
//
//	decides | in some completion changing the fact alone changes a requested place or the urgency
//	refines | it only changes which rules hold, or where
//
// It reports whether that is exact; once the budget is spent it asks for everything that was not
// looked at yet. The bounds and their budget stay as they are.
func (e *Evaluation) Questions(ask []Question) (exact bool) {
	clear(ask)
	left, inexact := e.left, e.Inexact
	e.left, e.Inexact = e.net.QuestionBudget, false
	defer func() {
		e.asked = e.net.QuestionBudget - e.left
		exact, e.left, e.Inexact = !e.Inexact, left, inexact
	}()
	e.readClauses()
	e.findNaming(len(ask))
	e.forget(e.kept)
	e.idle.read = false
	e.askBetween(forUrgency, e.Urgency, ask)
	for p, c := range e.class {
		if int(c) == p {
			e.askBetween(p, e.Places[p], ask)
		}
	}
	for _, r := range e.Touched {
		e.refine(r, ask)
		e.forget(e.kept)
	}
	e.askSomething(ask)
	return
}

// Possible reports whether some completion has the literals, and whether that is exact: once the
// budget is spent it says yes.
func (e *Evaluation) Possible(c Cube) (possible, exact bool) {
	e.readClauses()
	if len(e.ties.tied) == 0 {
		return true, true
	}
	left, inexact := e.left, e.Inexact
	e.left, e.Inexact = e.net.QuestionBudget-e.asked, false
	possible = e.consistent(c)
	exact = !e.Inexact
	e.asked = e.net.QuestionBudget - e.left
	e.left, e.Inexact = left, inexact
	return possible, exact
}

// askBetween asks what can still turn a level between the bounds of a place, or of urgency. The
// gravest comes first: few rules come to it, so that most facts are found to turn it at once.
func (e *Evaluation) askBetween(place int, b Bounds, ask []Question) {
	for d := b.Ceiling; d > b.Floor; d-- {
		if e.isIdle(place, d, ask) {
			continue
		}
		e.askFor(e.reaching(place, d), ask, true)
		e.forget(e.kept)
	}
}

// askSomething makes sure that what is not settled asks. Facts that clauses tie too closely could
// each be unable to change anything alone; then every open fact that a rule waits for or a clause
// ties is asked.
func (e *Evaluation) askSomething(ask []Question) {
	settled := e.Session.Settled() && e.Urgency.Settled()
	for p, c := range e.class {
		settled = settled && (c < 0 || e.Places[p].Settled())
	}
	if settled || slices.ContainsFunc(ask, func(q Question) bool { return q.Decides }) {
		return
	}
	e.Inexact = true
	e.askAll(ask, true)
}

// askAll asks for every open fact that a rule waits for or a clause ties.
func (e *Evaluation) askAll(ask []Question, decides bool) {
	askFor := func(v int32) {
		if v >= 0 && e.state.Status[v] == Open {
			ask[e.net.Vars[v].Owner].ask(decides)
		}
	}
	for i := range e.live {
		for _, l := range e.live[i].rest {
			askFor(l.Var)
		}
	}
	for _, clause := range e.state.Clauses {
		for _, l := range clause {
			if e.ties.count[l.Var] > 0 {
				askFor(l.Var)
			}
		}
	}
	for _, r := range e.Touched {
		for _, v := range e.net.Rules[r].At {
			askFor(v)
		}
	}
}

// findNaming notes for every fact the clauses that name it.
func (e *Evaluation) findNaming(facts int) {
	if len(e.naming) != facts {
		e.naming = make([][]Cube, facts)
	}
	for f := range e.naming {
		e.naming[f] = e.naming[f][:0]
	}
	for _, clause := range e.state.Clauses {
		for i, l := range clause {
			fact := e.net.Vars[l.Var].Owner
			if !slices.ContainsFunc(clause[:i], func(o Literal) bool { return e.net.Vars[o.Var].Owner == fact }) {
				e.naming[fact] = append(e.naming[fact], clause)
			}
		}
	}
}

// askFor marks the facts that can turn the event. A clause ties the facts it names to the unsure
// variables beside them, so these facts can turn an event that speaks of unsure variables only.
func (e *Evaluation) askFor(x *event, ask []Question, decides bool) {
	if x.over {
		e.Inexact = true
		e.askAll(ask, decides)
		return
	}
	for _, cubes := range [2][]Cube{x.own, x.doubt} {
		for _, c := range cubes {
			e.askAbout(x, c, ask, decides)
		}
	}
	if x.plain {
		return
	}
	for _, clause := range e.ties.mixed {
		e.askAbout(x, clause, ask, decides)
	}
}

func (e *Evaluation) askAbout(x *event, c Cube, ask []Question, decides bool) {
	for _, l := range c {
		if e.state.Status[l.Var] != Open {
			continue
		}
		fact := e.net.Vars[l.Var].Owner
		if q := &ask[fact]; !q.Decides && (decides || !q.Refines) && e.turns(x, c, fact) {
			q.ask(decides)
		}
	}
}

// turns reports whether changing the fact alone can turn the event from true to false. A cube that
// does not speak of unsure variables is looked at alone; the caller goes through all cubes, and
// where none speaks of them that is exact. Otherwise the whole event is looked at, once for each
// fact.
func (e *Evaluation) turns(x *event, c Cube, fact int32) bool {
	if x.plain || e.sure(c) {
		e.single.own, e.single.plain = append(e.single.own[:0], c), true
		e.on = append(e.on[:0], &e.single)
		if e.canTurn(e.on, x, fact) {
			return true
		}
	}
	if x.plain || slices.Contains(x.tried, fact) {
		return false
	}
	if e.canTurn([]*event{x}, x, fact) {
		return true
	}
	x.tried = append(x.tried, fact)
	return false
}

// refine marks the facts that can turn whether the rule holds, whether it may hold, or where.
func (e *Evaluation) refine(r int32, ask []Question) {
	holds, may := e.newEvent(), e.newEvent()
	for i := range e.of(r) {
		c := &e.of(r)[i]
		e.addOwn(holds, c.rest)
		if c.unsure == 0 {
			e.addOwn(may, c.rest)
		}
		e.addDoubt(may, c.rest)
	}
	if e.Truth[r] == Possible {
		e.askFor(holds, ask, false)
		if !holds.plain {
			e.askFor(may, ask, false)
		}
	}
	for _, v := range e.net.Rules[r].At {
		if v < 0 || e.state.Status[v] != Open {
			continue
		}
		if q := ask[e.net.Vars[v].Owner]; q.Decides || q.Refines {
			continue
		}
		there := e.newEvent()
		for _, cubes := range [2][]Cube{may.own, may.doubt} {
			for _, c := range cubes {
				if c, ok := e.with(c, Literal{v, 2}); ok {
					e.addOwn(there, c)
				}
			}
		}
		e.askFor(there, ask, false)
	}
}

// idle finds events that no question is left to turn, before they are made. A fact cannot turn an
// event by a cube where another cube asks for nothing that the first does not ask of other facts:
// it holds before and after. Most facts that do not decide stand in the way of nothing but that.
type idle struct {
	read  bool
	asks  bitset  // the rules that may still ask for something
	first []int32 // by variable: one more than the first live cube that begins with it
	next  []int32 // by live cube: one more than the next that begins with the same
	stays []int32 // by literal of the live cubes: one more than the rule that was last found to stay
}

// readIdle lists the live cubes by the variable that they begin with.
func (e *Evaluation) readIdle() {
	x := &e.idle
	if x.read {
		return
	}
	x.read = true
	x.asks = append(x.asks[:0], e.net.every...)
	if len(x.first) != len(e.net.Vars) {
		x.first = make([]int32, len(e.net.Vars))
	}
	clear(x.first)
	x.next = x.next[:0]
	for i := range e.live {
		c := &e.live[i]
		x.next = append(x.next, 0)
		if len(c.rest) > 0 && c.unsure == 0 {
			v := c.rest[0].Var
			x.next[i], x.first[v] = x.first[v], int32(i)+1
		}
	}
	x.stays = append(x.stays[:0], make([]int32, len(e.lits))...)
}

// isIdle reports whether nothing that is not asked yet can turn the event that the place is at the
// level, as far as that is seen without a search.
func (e *Evaluation) isIdle(place int, level uint8, ask []Question) bool {
	if len(e.waivers) > 0 || e.ties.coupled {
		return false
	}
	e.readIdle()
	if place == forUrgency {
		place = e.net.Places
	}
	for w := range e.views {
		own, doubt := e.net.own.from[place][level][w], e.net.doubt.from[place][level][w]
		rules := (own.in | own.out | doubt.in | doubt.out) & e.views[w].touched
		if rules&e.views[w].unsure != 0 {
			return false
		}
		for rules &= e.idle.asks[w]; rules != 0; rules &= rules - 1 {
			if !e.asksNothing(int32(64*w+bits.TrailingZeros64(rules)), place, level, ask) {
				return false
			}
		}
	}
	return true
}

// asksNothing reports whether no fact of the rule is left that could turn the event.
func (e *Evaluation) asksNothing(r int32, place int, level uint8, ask []Question) bool {
	asks := func(v int32) bool {
		return v >= 0 && e.state.Status[v] == Open && !ask[e.net.Vars[v].Owner].Decides
	}
	open, site := false, e.net.siteVar(r, place)
	switch {
	case site >= 0 && e.state.Status[site] == Unsure:
		return false
	case e.Truth[r] == True:
		return !asks(site)
	}
	for i := e.run[r].from; i < e.run[r].to; i++ {
		c := &e.live[i]
		for j, l := range c.rest {
			if !asks(l.Var) {
				continue
			}
			open = true
			if known := &e.idle.stays[int(c.at)+j]; *known == 0 || !e.reaches(*known-1, place, level) {
				if *known = e.stays(c.rest, e.net.Vars[l.Var].Owner, place, level); *known == 0 {
					return false
				}
			}
		}
		if asks(site) && e.stays(c.rest, e.net.Vars[site].Owner, place, level) == 0 {
			return false
		}
	}
	if !open && e.net.Rules[r].At == nil {
		e.idle.asks[r/64] &^= 1 << (r % 64)
	}
	return true
}

// stays returns one more than a rule that brings the place to the level wherever the cube holds,
// whatever becomes of the fact; 0 where none is seen to.
func (e *Evaluation) stays(c Cube, fact int32, place int, level uint8) int32 {
	for _, l := range c {
		for i := e.idle.first[l.Var]; i > 0; i = e.idle.next[i-1] {
			e.left--
			if o := &e.live[i-1]; e.reaches(o.rule, place, level) && e.within(o.rest, c, fact) {
				return o.rule + 1
			}
		}
	}
	return 0
}

// reaches reports whether a rule brings the place to the level, inside of its site and outside.
func (e *Evaluation) reaches(r int32, place int, level uint8) bool {
	return min(e.net.own.in[place][r], e.net.own.out[place][r]) >= level
}

// within reports whether a cube asks for nothing but what the other asks of other facts.
func (e *Evaluation) within(o, c Cube, fact int32) bool {
	for _, l := range o {
		if e.net.Vars[l.Var].Owner == fact || e.state.Cells[l.Var]&c.cellsOf(l.Var)&^l.Cells != 0 {
			return false
		}
	}
	return true
}
