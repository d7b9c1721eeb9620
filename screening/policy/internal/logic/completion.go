package logic

import "slices"

// complete looks for a completion within what the chosen cubes leave. A variable of the fact that
// several clauses name takes its cells one after the other, those together that no clause tells
// apart: before the change, one cell has to meet all of them.
func (t *turning) complete() bool {
	if t.fact < 0 {
		return t.find()
	}
	for _, v := range t.e.ties.knots {
		cells := t.hold[v]
		if cells&(cells-1) == 0 || !t.ofFact(v) || block(t.e.naming[t.fact], v, cells) == cells {
			continue
		}
		log := len(t.log)
		for rest := cells; rest != 0 && !t.again && t.e.left > 0; {
			alike := block(t.e.naming[t.fact], v, rest)
			rest &^= alike
			t.narrow(v, alike)
			if t.complete() {
				return true
			}
			t.back(len(t.e.search.trail), log)
		}
		return t.e.left <= 0
	}
	return t.find()
}

// find looks for a completion, and, when there is one, whether every event that rests on its own
// cubes is true in it whatever the unsure values are.
func (t *turning) find() bool {
	s := &t.e.search
	mark := len(s.trail)
	s.must[1] = t.extra()
	if t.off != nil {
		w := t.e.watchesOf(t.off)
		s.never[0], s.neverWatched = w.held, &w.watchlist
	}
	found := s.solve()
	if !found {
		s.undo(mark)
		t.learn(mark)
		return false
	}
	if s.spent || !slices.Contains(t.route[:len(t.on)], true) {
		return true
	}
	before := t.before()
	s.undo(mark)
	for i, x := range t.on {
		if !t.route[i] {
			continue
		}
		if t.defeat(x, before) {
			t.try(i, t.checker.pick)
			t.again = true
			return false
		}
	}
	return true
}

// try holds the own cubes of event i against one more value of what is unsure, from now on.
func (t *turning) try(i int, value assignment) {
	n := len(t.tried[i])
	if n == cap(t.tried[i]) {
		t.tried[i] = append(t.tried[i], nil)
	}
	t.tried[i] = t.tried[i][:n+1]
	t.tried[i][n] = append(t.tried[i][n][:0], value...) // where an earlier one had its cells
}

// learn keeps what was narrowed up to the mark as one more cube that may not hold: within it
// nothing makes off false, whichever fact is changed. Where the clauses asked for more because of
// this fact, nothing is learned.
func (t *turning) learn(mark int) {
	s := &t.e.search
	if t.off == nil || len(s.must[1]) > 0 {
		return
	}
	w := t.e.watchesOf(t.off)
	t.e.left -= 10 * mark // it is compared with itself, and copied
	from := len(w.learned)
	for i, c := range s.trail[:mark] {
		if !slices.ContainsFunc(s.trail[:i], func(o change) bool { return o.v == c.v }) {
			w.learned = append(w.learned, Literal{c.v, s.cells[c.v]})
		}
	}
	cube := Cube(w.learned[from:len(w.learned):len(w.learned)])
	if v := t.e.denying(cube); v >= 0 {
		w.add(v, cube)
	}
}

// extra is what the clauses ask of the other variables where the fact, before the change, does not
// meet them. Unsure variables need nothing: in that completion they may take whatever meets the
// clause.
func (t *turning) extra() []Cube {
	if t.fact < 0 {
		return nil
	}
	t.asked, t.others = t.asked[:0], t.others[:0]
	for _, clause := range t.e.naming[t.fact] {
		if !t.needs(clause) {
			continue
		}
		from := len(t.others)
		for _, l := range clause {
			if !t.ofFact(l.Var) {
				t.others = append(t.others, l)
			}
		}
		t.asked = append(t.asked, t.others[from:len(t.others):len(t.others)])
	}
	return t.asked
}

// needs reports whether nothing but other facts can meet the clause before the change.
func (t *turning) needs(clause Cube) bool {
	return !slices.ContainsFunc(clause, func(l Literal) bool {
		return t.ofFact(l.Var) && t.hold[l.Var]&l.Cells != 0 || !t.ofFact(l.Var) && t.unsure(l.Var)
	})
}

// before is the completion before the change: the one found, with the fact's own variables as the
// chosen cubes want them, and where they may as the clauses do.
func (t *turning) before() assignment {
	t.found = append(t.found[:0], t.e.search.pick...)
	a := t.found
	if t.fact < 0 {
		return a
	}
	for v := range a {
		if t.ofFact(int32(v)) && a[v]&t.hold[v] == 0 {
			a[v] = mildest(t.hold[v], t.e.net.Vars[v].Safe)
		}
	}
	for _, clause := range t.e.state.Clauses {
		if slices.ContainsFunc(clause, func(l Literal) bool { return a[l.Var]&l.Cells != 0 }) {
			continue
		}
		for _, l := range clause {
			if t.ofFact(l.Var) && t.hold[l.Var]&l.Cells != 0 {
				a[l.Var] = mildest(t.hold[l.Var]&l.Cells, t.e.net.Vars[l.Var].Safe)
				break
			}
		}
	}
	return a
}

// defeat reports whether there are values of the unsure variables under which no own cube of the
// event holds in the completion. They then stand in the checker.
func (t *turning) defeat(x *event, completion assignment) bool {
	s := &t.checker
	t.e.left -= len(t.e.pick) / 2 // copied thrice
	s.ready, s.left, s.vars = false, &t.e.left, t.e.net.Vars
	s.begin(completion, completion)
	for v, status := range t.e.state.Status {
		if status == Unsure {
			s.cells[v] = t.e.state.Cells[v]
		}
	}
	s.must[0], s.never[0] = t.e.state.Clauses, x.own
	return s.solve()
}
