package logic

// project drops what a cube says of unsure variables, into e.projected: the cubes over the other variables under which some value
// of the unsure ones makes it hold. Where the cube puts every unsure variable of a clause at its none, another variable of the
// clause has to make up for it.
func (e *Evaluation) project(c Cube) {
	s := e.state
	from := len(e.scratch)
	for _, l := range c {
		if s.Status[l.Var] != Unsure {
			e.scratch = append(e.scratch, l)
		}
	}
	e.projected = append(e.projected[:0], e.scratch[from:len(e.scratch):len(e.scratch)])
	for _, clause := range s.Clauses {
		blocked, unsure := true, false
		for _, l := range clause {
			if s.Status[l.Var] == Unsure {
				unsure = true
				blocked = blocked && l.Cells&s.Cells[l.Var]&cellsIn(c, l.Var) == 0
			}
		}
		if !unsure || !blocked {
			continue
		}
		var next []Cube
		for _, p := range e.projected {
			for _, l := range clause {
				if s.Status[l.Var] == Unsure {
					continue
				}
				if j, ok := Join(p, Cube{l}); ok {
					next = append(next, j)
				}
			}
		}
		e.projected = next
	}
}
