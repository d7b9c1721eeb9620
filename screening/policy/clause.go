package policy

// Clause is one of the tests that a condition is joined of, and how it stands with the answers of
// an evaluation.
type Clause struct {
	Test *Test
	Not  bool // the condition asks for the opposite of Test
	// Holds and Fails say how the clause stands, with Not; it is neither while an answer is missing
	// or unsure.
	Holds, Fails bool
	// Decides is whether the condition turns with the clause while everything else stays as it is:
	// it holds with the one and fails with the other.
	Decides bool
}

// String writes the clause as it stands in the condition.
func (c Clause) String() string {
	if c.Not {
		return (&Test{Op: Not, Kids: []*Test{c.Test}}).String()
	}
	return c.Test.String()
}

// Clauses returns the tests that a condition of the set is joined of, from left to right, a named
// definition as one. Each is looked at by itself, by what counts as answered (see
// [Evaluation.Given]); of answers that disagree, or still may, it knows the one that was told.
// Without an evaluation every clause is open.
func (e *Evaluation) Clauses(t *Test) []Clause {
	w := clauseWalk{e: e, forced: -1}
	w.truth(t, false)
	out, with := w.clauses, w.values
	for i := range out {
		out[i].Holds, out[i].Fails = with[i] == holding, with[i] == failing
		up := clauseWalk{e: e, forced: i, as: holding, known: with}
		down := clauseWalk{e: e, forced: i, as: failing, known: with}
		out[i].Decides = up.truth(t, false) == holding && down.truth(t, false) == failing
	}
	return out
}

// truth says how a test stands.
type truth int8

// The truths, rising: a conjunction is as true as its least true part.
const (
	failing truth = iota
	standing
	holding
)

// clauseWalk goes over the clauses of a condition from left to right.
type clauseWalk struct {
	e       *Evaluation
	clauses []Clause
	values  []truth
	known   []truth // of an earlier walk
	forced  int     // this clause is taken to be as, -1 none
	as      truth
	next    int
}

// truth walks over a condition, or over its opposite.
func (w *clauseWalk) truth(t *Test, not bool) truth {
	if t == nil || len(t.Kids) == 0 && t.Op < IsYes {
		return standing
	}
	switch {
	case t.clause():
		return w.clause(t, not)
	case t.Op == Not:
		return w.truth(t.Kids[0], !not)
	}
	kids := make([]truth, len(t.Kids))
	for i, k := range t.Kids {
		kids[i] = w.truth(k, not)
	}
	return t.join(kids, not)
}

func (w *clauseWalk) clause(t *Test, not bool) truth {
	i := w.next
	w.next++
	switch {
	case i == w.forced:
		return w.as
	case w.known != nil:
		return w.known[i]
	}
	v := w.e.truth(t, not)
	w.clauses, w.values = append(w.clauses, Clause{Test: t, Not: not}), append(w.values, v)
	return v
}

// join joins what the kids of an And, an Or or an AtLeast are; of their opposites with not.
func (t *Test) join(kids []truth, not bool) truth {
	need := 1 // of an Or
	switch t.Op {
	case And:
		need = len(kids)
	case AtLeast:
		need = t.N
	}
	if not {
		need = len(kids) - need + 1
	}
	sure, possible := 0, 0
	for _, k := range kids {
		if k >= standing {
			possible++
		}
		if k == holding {
			sure++
		}
	}
	switch {
	case sure >= need:
		return holding
	case possible < need:
		return failing
	}
	return standing
}

// truth is how a test, or its opposite, stands by itself: false where the guard of its fact is,
// whichever of the two is asked.
func (e *Evaluation) truth(t *Test, not bool) truth {
	switch {
	case e == nil || !e.valid:
		return standing
	case t.Op == Defined:
		return e.truth(t.Kids[0], not)
	case t.Op == Not:
		return e.truth(t.Kids[0], !not)
	case t.Op < Defined:
		kids := make([]truth, len(t.Kids))
		for i, k := range t.Kids {
			kids[i] = e.truth(k, not)
		}
		return t.join(kids, not)
	}
	asked := holding
	if g := e.set.tests.guards[t.Fact]; g != nil {
		asked = e.truth(g, false)
	}
	return min(asked, e.ofAnswer(t, not))
}

// ofAnswer is how a test of one fact stands with its answer.
func (e *Evaluation) ofAnswer(t *Test, not bool) truth {
	a := e.given[t.Fact]
	if a.State != Known {
		return standing
	}
	var is bool
	switch t.Op {
	case IsYes, OpaquePart:
		is = a.Yes
	case IsAmong:
		is = a.Values&e.set.vars.facts[t.Fact].cover.meant(t.Values, not) != 0
	case Holds:
		is = a.Values&t.Values != 0
	case FromNumber:
		is = a.Number >= t.Number
	case AboveNumber:
		is = a.Number > t.Number
	}
	if is != not {
		return holding
	}
	return failing
}
