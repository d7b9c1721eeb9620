package policy

import "github.com/safehands/safehands/screening/policy/internal/logic"

// Presumed reports whether a red flag of the last urgency is open, while no other is certain, and
// waits for nothing but pressing details behind what was told: facts of a line that was ticked, or
// facts whose guard holds or hangs in turn on such details. A few answers settle it either way, and
// are asked for first. A page that nobody has answered presumes nothing, and neither does an unsure
// answer, which counts by itself, nor what a clearance covers.
func (e *Evaluation) Presumed(o *Outcome) bool {
	last := e.urgencies()
	if !e.valid || o.Holds || len(o.WaitsFor) == 0 || o.Cleared || !o.Rule.RedFlag || o.Urgency < max(last, 1) ||
		e.Urgency().Floor >= last {
		return false
	}
	for _, fact := range o.WaitsFor {
		if !e.set.facts[fact].Pressing || !e.behindTick(fact) {
			return false
		}
	}
	return true
}

// behindTick reports whether a fact that was not asked is a detail behind something that was told.
// Guards hang on one another without a circle, so this ends.
func (e *Evaluation) behindTick(fact int) bool {
	if !e.inTold(fact) || e.told[fact] {
		return false
	}
	onCard := false
	for c := range e.set.cards {
		for i := range e.set.cards[c].Lines {
			for _, name := range e.set.cards[c].Lines[i].Facts {
				if name != e.set.facts[fact].Name {
					continue
				}
				if onCard = true; e.answers.cards[c].Ticked>>i&1 == 1 && e.set.facts[fact].Since <= e.edition(c) {
					return true
				}
			}
		}
	}
	if onCard {
		return false
	}
	for _, c := range e.set.guardCubes[fact] {
		if e.hangsOnTick(c) {
			return true
		}
	}
	return false
}

// hangsOnTick reports whether a conjunction holds, or still can and is open only in details behind
// something that was told.
func (e *Evaluation) hangsOnTick(c logic.Cube) bool {
	for _, l := range c {
		switch cells := e.state.Cells[l.Var]; {
		case cells&l.Cells == 0:
			return false
		case cells&^l.Cells == 0:
		case e.state.Status[l.Var] != logic.Open || !e.behindTick(int(e.set.vars.list[l.Var].Owner)):
			return false
		}
	}
	return true
}
