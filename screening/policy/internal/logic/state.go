package logic

// State is what is known of one client: for every variable its status and the cells that are still
// possible, and clauses of which at least one literal holds in every completion. What is fixed
// stands in no clause, every clause has at least two literals, and some assignment meets all of
// them. A variable that is unsure can meet all clauses that name it at once, whatever the others
// are.
type State struct {
	Status  []Status
	Cells   []uint64
	Clauses []Cube // read as a disjunction
	// Without are rules that are left out, by rule; nil leaves none out. No red flag is one of
	// them.
	Without []bool
}

// Status says how much is known of a variable.
type Status uint8

// The statuses, the one that must never clear anybody first.
const (
	Open   Status = iota // not asked: every cell in the mask is still possible
	Unsure               // asked, and not known: every cell in the mask is possible and stays so
	Fixed                // known: one cell
)

// Waiver is a clearance: the rules it covers count one level milder on its places, unless a red
// flag that it does not cover holds or may hold.
type Waiver struct {
	Covers []bool // by rule
	Places uint64
}

// Truth of a rule under what is known.
type Truth uint8

// The truths.
const (
	False Truth = iota
	Possible
	True
)

// Bounds are the least and the most cautious value over all completions.
type Bounds struct{ Floor, Ceiling uint8 }

// Settled reports whether every completion gives the same value.
func (b Bounds) Settled() bool { return b.Floor == b.Ceiling }
