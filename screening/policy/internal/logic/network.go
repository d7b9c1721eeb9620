package logic

import "slices"

// Variable is what the network must know of a variable.
type Variable struct {
	Cells int
	Safe  uint64 // cells tried first when a milder completion is sought, 0 for any; each choice is correct
	Owner int32  // the fact it belongs to
}

// Rule is a rule after everything with a name has been turned into numbers. Levels and urgencies
// count from 0, which is none.
type Rule struct {
	Cubes          []Cube
	Level, Urgency uint8
	UnsureLevel    uint8 // while an unsure answer leaves the rule possible; 0 counts for nothing
	UnsureUrgency  uint8
	Flag           bool // a red flag voids a clearance that does not name it

	Reach          uint64  // the places, without a site
	At             []int32 // the site: the variable of each place in a set fact, or -1; nil without
	LimitReach     uint64  // places that some limit reaches wherever the site is
	LimitInside    bool    // with a site: some limit reaches the site's places
	LimitElsewhere bool    // with a site: some limit reaches all others
}

// Config is what holds for every rule.
type Config struct {
	Levels, Urgencies    int   // how many there are, none included
	LimitLevel           uint8 // what a limit gives to a place it reaches
	EverywhereFrom       uint8 // the urgency from which an outcome reaches every place
	WaivedFrom, WaivedTo uint8 // what a clearance does to a level
	Places               int   // how many base places
	// Budget is how many cubes the searches of one evaluation may look at before it gives up on
	// being exact, QuestionBudget that of its questions.
	Budget, QuestionBudget int
	AllPlaces              uint64 // set by New
}

// Network is a set of rules over shared variables with an index from answers to the cubes that they
// wake. It is immutable and safe for concurrent use.
type Network struct {
	Config
	Vars  []Variable
	Rules []Rule

	cubes   []ruleCube // rule by rule
	longest int        // literals of a cube
	namedBy []int32    // by variable: how many cubes name it, other than as a site
	wide    []bool     // see wideFacts
	index

	own     sides // of rules that hold
	doubt   sides // of rules that are possible through an unsure answer
	every   bitset
	unsited bitset // the rules without a site
	parts   []part
	sites   []site

	refuted  []refuted
	contrary bitset // the cubes of all of them
}

type ruleCube struct {
	rule int32
	cube Cube
}

// part is a set of places that some rules treat otherwise than all others.
type part struct {
	places uint64
	rules  bitset
}

// site is the variables of the places in a site fact, and the rules that stand there.
type site struct {
	at    []int32
	rules bitset
}

// New builds a network.
func New(c Config, vars []Variable, rules []Rule) *Network {
	c.AllPlaces = 1<<c.Places - 1
	n := &Network{Config: c, Vars: vars, Rules: rules, namedBy: make([]int32, len(vars))}
	n.every, n.unsited = newBitset(len(rules)), newBitset(len(rules))
	n.own, n.doubt = newSides(c, len(rules)), newSides(c, len(rules))
	for r := range rules {
		rule := &rules[r]
		n.fill(n.own, r, rule.Level, rule.Urgency)
		n.fill(n.doubt, r, rule.UnsureLevel, rule.UnsureUrgency)
		for _, cube := range rule.Cubes {
			n.cubes = append(n.cubes, ruleCube{int32(r), cube})
			n.longest = max(n.longest, len(cube))
			for _, l := range cube {
				n.namedBy[l.Var]++
			}
		}
		n.divide(r)
	}
	n.Vars, n.wide = safest(vars, n.cubes), wideFacts(vars)
	n.index = newIndex(n.Vars, n.cubes, n.namedBy)
	return n
}

// siteVar is the variable of the place in the rule's site, or -1.
func (n *Network) siteVar(r int32, place int) int32 {
	if at := n.Rules[r].At; at != nil && place < n.Places {
		return at[place]
	}
	return -1
}

// divide notes which places the rule tells apart.
func (n *Network) divide(r int) {
	rule := &n.Rules[r]
	n.every.add(int32(r))
	if rule.At == nil {
		n.unsited.add(int32(r))
		if rule.Urgency >= n.EverywhereFrom && rule.UnsureUrgency >= n.EverywhereFrom {
			return
		}
		n.dividePart(r, rule.Reach)
	} else {
		i := slices.IndexFunc(n.sites, func(s site) bool { return slices.Equal(s.at, rule.At) })
		if i < 0 {
			i = len(n.sites)
			n.sites = append(n.sites, site{rule.At, newBitset(len(n.Rules))})
		}
		n.sites[i].rules.add(int32(r))
	}
	n.dividePart(r, rule.LimitReach)
}

func (n *Network) dividePart(r int, places uint64) {
	if places == 0 || places == n.AllPlaces {
		return
	}
	i := slices.IndexFunc(n.parts, func(p part) bool { return p.places == places })
	if i < 0 {
		i = len(n.parts)
		n.parts = append(n.parts, part{places, newBitset(len(n.Rules))})
	}
	n.parts[i].rules.add(int32(r))
}

// sides is the level that every rule gives to every place, by place and rule: inside and outside of
// the rule's site, which without a site is the same. One more place at the end stands for urgency.
type sides struct {
	in, out [][]uint8
	from    [][][]sided // by place and level, and one above all: the rules that give it or more
}

// sided is 64 rules twice: those that do something inside their site, and those that do outside.
type sided struct{ in, out uint64 }

func newSides(c Config, rules int) sides {
	s := sides{make([][]uint8, c.Places+1), make([][]uint8, c.Places+1), make([][][]sided, c.Places+1)}
	for p := range s.in {
		s.in[p], s.out[p] = make([]uint8, rules), make([]uint8, rules)
		s.from[p] = make([][]sided, max(c.Levels, c.Urgencies)+1)
		for d := range s.from[p] {
			s.from[p][d] = make([]sided, len(newBitset(rules)))
		}
	}
	return s
}

// fill enters the rule, at the given level and urgency.
func (n *Network) fill(s sides, i int, level, urgency uint8) {
	if level == 0 {
		return // counts for nothing
	}
	r := &n.Rules[i]
	s.in[n.Places][i], s.out[n.Places][i] = urgency, urgency
	for p := range n.Places {
		limited := r.LimitReach>>p&1 == 1
		everywhere := urgency >= n.EverywhereFrom
		if r.At == nil {
			s.in[p][i] = n.level(level, everywhere || r.Reach>>p&1 == 1, limited)
			s.out[p][i] = s.in[p][i]
			continue
		}
		s.out[p][i] = n.level(level, everywhere, limited || r.LimitElsewhere)
		if s.in[p][i] = n.level(level, true, limited || r.LimitInside); r.At[p] < 0 {
			s.in[p][i] = s.out[p][i]
		}
	}
	for p := range s.from {
		for d := range s.from[p] {
			x := &s.from[p][d][i/64]
			if int(s.in[p][i]) >= d {
				x.in |= 1 << (i % 64)
			}
			if int(s.out[p][i]) >= d {
				x.out |= 1 << (i % 64)
			}
		}
	}
}

// level is what a rule of the level gives to a place:
//
//	        | reached                    | not reached
//	limited | its level or LimitLevel    | LimitLevel
//	not     | its level                  | 0
func (n *Network) level(level uint8, reached, limited bool) uint8 {
	out := uint8(0)
	if reached {
		out = level
	}
	if limited {
		out = max(out, n.LimitLevel)
	}
	return out
}

// bitset is a set of small numbers, rules or cubes, 64 to the word.
type bitset []uint64

func newBitset(size int) bitset { return make(bitset, (size+63)/64) }

func (s bitset) add(i int32) { s[i/64] |= 1 << (i % 64) }

func (s bitset) has(i int32) bool { return s[i/64]>>(i%64)&1 == 1 }

func (s bitset) clone() bitset { return slices.Clone(s) }

// within reports whether every member of s is one of t.
func (s bitset) within(t bitset) bool {
	for i := range s {
		if s[i]&^t[i] != 0 {
			return false
		}
	}
	return true
}

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
