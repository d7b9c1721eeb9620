// Package logic is the arithmetic of the engine: rules as sets of cubes over variables of a few
// cells, and exact answers about every way in which the open variables can still turn out. It knows
// neither expressions nor files nor names.
//
//	when it is built                               when somebody is looked at
//
//	Formula                                        State: cells, statuses, clauses
//	   | InCubes               (cube.go)              | gather: wake cubes, but for those that answers
//	   |                                              | rule out, keep to clauses (index.go, ties.go)
//	Rule, Variable, Config                         live cubes
//	   | New                   (network.go)           | judge                   (evaluation.go)
//	Network: cubes, an index ------------------->  Truth of every rule, views
//	from answers to the cubes                         | plain: nothing is open    (fastpath.go)
//	that they wake, sides                             | readWaivers                  (event.go)
//	                                               waivers that are void
//	                                                  | classify, spans           (fastpath.go)
//	two networks                                   what is left to be searched
//	   | Weaker                (proof.go)             | bound     (bounds.go, ties.go, merge.go, search.go,
//	                                                  |            turn.go, completion.go)
//	rules that come out milder                     Bounds of places, session, urgency
//	                                                  | Questions                (questions.go)
//	                                               facts that decide, facts that refine
//
// # Cells and cubes
//
// A variable takes exactly one of its cells. What is known of it is the mask of the cells that are
// still possible, and a status:
//
//	fact           | variables               | cells
//	yes/no         | one                     | no, yes
//	one of a list  | one                     | one for each value
//	number         | one                     | one for each interval that the rules tell apart
//	large number   | one for each digit      | one for each value of the digit; what stands behind
//	               |                         | the last interval is the last one
//	set            | one for each element    | not in it, in it
//
//	status | the mask                         | a completion
//	Fixed  | one cell                         | has that cell
//	Open   | what was not asked can still be  | has one of the cells: somebody may be asked
//	Unsure | what somebody is unsure of       | has none: the variable stays unsure
//
// A literal asks a variable to lie in some cells; a cube is a conjunction of literals, a rule holds
// where one of its cubes does. There is no negation: it is pushed down to the literals, whose cells
// are turned around. What a literal comes to is read off the two masks, and a cube comes to the
// least of its literals, or to both, where it waits for something open and something unsure:
//
//	known cells and asked cells      | literal
//	all known ones are asked for     | holds, and is left out
//	none is                          | fails
//	some are, the variable is open   | open
//	some are, the variable is unsure | unsure
//
//	and    | holds   open   unsure  fails        or     | holds   open   unsure  fails
//	holds  | holds   open   unsure  fails        holds  | holds   holds  holds   holds
//	open   | open    open   both    fails        open   | holds   open   both    open
//	unsure | unsure  both   unsure  fails        unsure | holds   both   unsure  unsure
//	fails  | fails   fails  fails   fails        fails  | holds   open   unsure  fails
//
// The second table is for the cubes of a rule taken one by one; what is neither holds nor fails is
// Possible. Cubes can also make up for each other: a yes in one and a no in the other leave no way
// out, and the rule is True although none of its cubes holds.
//
// # Completions and events
//
// A completion gives every open variable a cell, so that every clause can be met. In it a rule
// counts
//
//	at its own level      where it holds whatever the unsure variables are
//	at its unsure level   where some values of them make it hold
//	for nothing           elsewhere
//
// at the places that it reaches, in its site or outside of it, less what a clearance waives. An
// event is what can be true of a completion, "this place is at level 2 or above": it has own cubes,
// of which some must hold for all values of what is unsure, and doubt cubes, from which the unsure
// literals are gone, of which one is enough.
//
// # Bounds
//
// The floor of a place is the last level whose event no completion avoids, its ceiling the last
// level whose event some completion reaches. A session is the mildest of its places, and touched as
// soon as one of them is, so that its bounds ask for all places in one completion. Urgency is one
// more place.
//
// # Search
//
// One search (search.go) answers whether some assignment meets all clauses and no cube: to avoid an
// event, to void a clearance, to prove that one list of cubes covers another (proof.go). It begins
// with the mild completion, in which every variable has a safe cell and every clause is met, so
// that most searches end where they begin. To reach events (turn.go), cubes are chosen for them,
// one each, and the same search fills in the rest; what must hold whatever is unsure is held
// against counterexamples until there is none.
//
// # Questions
//
// A fact decides when in some completion changing it alone turns the event of a level between floor
// and ceiling from true to false: some cube that names the fact is chosen before the change, and
// the event is avoided after it. It refines when it turns a rule, and no level.
//
// # Clauses
//
// A clause is a cube read as a disjunction: one of its literals holds in every completion. Answers
// that imply answers become clauses while both are open (not the one, or the other), and so does a
// set that is never empty. Variables that clauses tie are not free of each other:
//
//	a cube that no assignment satisfies with the clauses | cannot hold
//	a cube that keeps an unsure variable from a clause   | asks another variable of the clause
//	                                                     | for it
//	a fact that does not meet a clause before the change | has others that meet it
//
// # What is exact, and the budget
//
// Everything is, until the budget is spent: variables and cells are finite, the search tries every
// way out, and the fast path (fastpath.go) concludes only what holds for every completion. The
// budget is counted in cubes looked at, not in time, so that the same answers give the same result
// on every machine. Once it is spent a search says yes: a floor stays low, a ceiling high, a fact
// is asked, and Inexact is set. A proof (Covered, Weaker) says no.
//
// # An example
//
// Somebody has a disc hernia; its direction was not asked, and whether there is fever is not known:
//
//	variable   | cells                     | state
//	disc       | no, yes                   | Fixed   yes
//	direction  | lateral, central          | Open    lateral central
//	fever      | no, yes                   | Unsure  no yes
//
//	rule             | level | unsure level | cube                      | live cube
//	disc && central  |   3   |      2       | disc:yes direction:central | direction:central
//	fever            |   2   |      1       | fever:yes                  | fever:yes, unsure
//
// The mild completion has lateral. Both rules are Possible. The events of one place:
//
//	level | own cubes                    | doubt cubes | avoided         | reached
//	1     | direction:central, fever:yes | (empty)     | no: it holds    | yes
//	2     | direction:central, fever:yes |             | yes: by lateral | yes: by central
//	3     | direction:central            |             | yes: by lateral | yes: by central
//
// So the floor is 1, the ceiling 3. The direction decides: central, then lateral, turns the levels
// 2 and 3. Fever is asked no more.
package logic
