package policy

import "github.com/safehands/safehands/screening/policy/document"

// Bounds on what a rule set may hold. Each has an error of its own.
//
// A number is divided into cells by the numbers that rules compare it with. One that has more cells
// than a variable is written in digits, and its tests fall apart: into two cases each, and into
// three where they ask for what lies between two numbers; beyond 63 by 63 cells into three and
// five. A condition that joins several such numbers has the product of these, and no more than
// maxCubes.
const (
	maxRules      = 12_000     // an outcome keeps its rule in 16 bits
	maxNames      = 2000       // definitions, facts, parameters, cards, implications and changes, of each
	maxSources    = 5000       // of literature
	maxBytes      = 1 << 24    // of all rule files
	maxConditions = 2_000_000  // bytes of the conditions of all rules
	maxCubes      = 1000       // of one rule
	maxWork       = 50_000_000 // steps to bring all rules into cubes
	maxPlaces     = 63
	maxValues     = 63     // of a list
	maxCuts       = 20_000 // numbers that one is compared with
	maxCells      = 63     // of a variable of a number

	// maxNumber bounds every number of a rule file, so that no whole one is rounded.
	maxNumber = 1<<53 - 1

	// searchBudget bounds the exact searches of one evaluation, questionBudget those of its
	// questions, in cubes looked at, some nanoseconds each; past it a result is marked
	// inexact and asks more, never less. An intake as people fill it in needs a hundredth of
	// it with the built-in rules.
	searchBudget   = 2_600_000
	questionBudget = 40_000_000
)

// full reports whether there are as many of something as a rule set may hold, and says so of the
// first beyond. Then nothing else is said of the set: whatever follows would cost more than
// reading.
func (l *loader) full(what string, have, most int, n *document.Node) bool {
	if have < most {
		return false
	}
	if !l.beyond[what] {
		l.beyond[what] = true
		l.bounds.At(n, "more than %d %s", most, what)
	}
	return true
}
