package logic

import "slices"

// Status says how much is known of a variable.
type Status uint8

// The statuses, the one that must never clear anybody first.
const (
	Open   Status = iota // not asked: every cell in the mask is still possible
	Unsure               // asked, and not known: every cell in the mask is possible and stays so
	Fixed                // known: one cell
)

// Variable is what the network must know of a variable.
type Variable struct {
	Cells int
	Safe  uint64 // the cells tried first when a milder completion is sought; any choice is correct
	Owner int32  // the fact it belongs to
}

// Rule is a rule after everything with a name has been turned into numbers. Levels and urgencies count from 0, which is none.
type Rule struct {
	Cubes                       []Cube
	Level, Urgency              uint8
	UnsureLevel, UnsureUrgency  uint8 // the outcome while an unsure answer leaves the rule possible; level 0 counts for nothing
	Reach                       uint64
	At                          []int32 // the variable of each place in the site fact, -1 where it has none; nil without a site
	LimitReach                  uint64  // places that some limit reaches wherever the site is
	LimitInside, LimitElsewhere bool    // with a site: some limit reaches the site's places, or all others
	Flag                        bool    // a red flag voids a clearance that does not name it
}

// Config is what holds for every rule.
type Config struct {
	Levels, Urgencies    int   // how many there are, none included
	LimitLevel           uint8 // what a limit gives to a place it reaches
	EverywhereFrom       uint8 // the urgency from which an outcome reaches every place
	WaivedFrom, WaivedTo uint8 // what a clearance does to a level
	Places               int   // how many base places
	// Budget is how many cubes the searches of one evaluation may look at before it gives up on being
	// exact, QuestionBudget that of its questions.
	Budget, QuestionBudget int
	AllPlaces              uint64 // set by New
}

// Network is a set of rules over shared variables with an index from answers to the cubes that they deny. It is immutable and
// safe for concurrent use.
type Network struct {
	Config
	Vars  []Variable
	Rules []Rule

	cubes     []ruleCube // rule by rule
	denials   []denial
	denialsOf [][]int32 // by variable
	own       sides
	doubt     sides
	every     bitset // every rule
	unsited   bitset // the rules without a site
	parts     []part
	sites     []sharer
	longest   int    // literals of a cube
	named     []bool // variables that some rule reads other than as a site
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

// sharer is a site and the rules that have it.
type sharer struct {
	at    []int32
	rules bitset
}

// New builds a network.
func New(c Config, vars []Variable, rules []Rule) *Network {
	c.AllPlaces = 1<<c.Places - 1
	n := &Network{Config: c, Vars: vars, Rules: rules, named: make([]bool, len(vars)), every: newBitset(len(rules)), unsited: newBitset(len(rules))}
	n.own, n.doubt = newSides(c, len(rules)), newSides(c, len(rules))
	for r := range rules {
		rule := &rules[r]
		n.fill(n.own, r, rule.Level, rule.Urgency)
		n.fill(n.doubt, r, rule.UnsureLevel, rule.UnsureUrgency)
		for _, cube := range rule.Cubes {
			n.cubes = append(n.cubes, ruleCube{int32(r), cube})
			n.longest = max(n.longest, len(cube))
			for _, l := range cube {
				n.named[l.Var] = true
			}
		}
		n.divide(r)
	}
	n.denials, n.denialsOf = newDenials(n.cubes), make([][]int32, len(vars))
	for i, d := range n.denials {
		n.denialsOf[d.Var] = append(n.denialsOf[d.Var], int32(i))
	}
	return n
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
		i := slices.IndexFunc(n.sites, func(s sharer) bool { return slices.Equal(s.at, rule.At) })
		if i < 0 {
			i = len(n.sites)
			n.sites = append(n.sites, sharer{rule.At, newBitset(len(n.Rules))})
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
