package logic

// watches tells which cubes of a form can hold while only few variables have left the mild completion: those that hold in it, and
// those that watch one of the variables that left. Every other cube watches a variable that still denies it.
type watches struct {
	form *form
	held []Cube
	of   []int32 // by variable: the first cube that watches it, as one more than its index in list
	list []watch
}

type watch struct {
	cube Cube
	next int32 // of the variable, as one more than its index
}

// watch returns the watches of a form, which are kept until another form asks for its own.
func (e *Evaluation) watch(f *form) *watches {
	w := &e.watches
	if w.form == f {
		return w
	}
	if len(w.of) != len(e.pick) {
		w.of = make([]int32, len(e.pick))
	}
	clear(w.of)
	e.left -= len(w.of)/8 + len(f.own) + len(f.doubt)
	w.form, w.held, w.list = f, w.held[:0], w.list[:0]
	for _, set := range [2][]Cube{f.own, f.doubt} {
		for _, c := range set {
			v := e.denies(c)
			if v < 0 {
				w.held = append(w.held, c)
				continue
			}
			w.list = append(w.list, watch{c, w.of[v]})
			w.of[v] = int32(len(w.list))
		}
	}
	return w
}

// denies returns a variable that keeps the cube from holding in the mild completion, or -1.
func (e *Evaluation) denies(c Cube) int32 {
	for _, l := range c {
		if e.pick[l.Var]&l.Cells == 0 {
			return l.Var
		}
	}
	return -1
}
