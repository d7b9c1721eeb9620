package logic

// CanHold reports whether in some completion the rule holds whatever the unsure variables are. A rule that is only ever possible
// counts for its unsure outcome and no more, even while it waits for an open variable too.
func (e *Evaluation) CanHold(rule int32) bool {
	if e.Truth[rule] == True {
		return true
	}
	if e.views[rule/64].plain>>(rule%64)&1 == 1 {
		return true
	}
	cubes := e.of(rule)
	if len(cubes) < 2 && !e.ties.coupled {
		return false
	}
	// Cubes can make up for each other, and a clause for an unsure variable.
	e.used, e.scratch = 0, e.scratch[:e.kept]
	f := e.newForm()
	for i := range cubes {
		e.addOwn(f, cubes[i].rest)
	}
	return e.canReach(f)
}
