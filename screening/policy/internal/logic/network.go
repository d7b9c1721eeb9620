package logic

import "math/bits"

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
	Levels, Urgencies    int    // how many there are, none included
	LimitLevel           uint8  // what a limit gives to a place it reaches
	EverywhereFrom       uint8  // the urgency from which an outcome reaches every place
	WaivedFrom, WaivedTo uint8  // what a clearance does to a level
	Places               int    // how many base places
	Budget               int    // steps of one search before it gives up on being exact
	AllPlaces            uint64 // set by New
}

// Network is a set of rules over shared variables with an index from variables to the cubes that they can make possible. It is
// immutable and safe for concurrent use.
type Network struct {
	Config
	Vars  []Variable
	Rules []Rule

	cubes []ruleCube
	watch []watchList // by variable
	named []bool      // variables that some rule reads other than as a site
	bare  []int32     // cubes without literals: rules that hold always
}

type ruleCube struct {
	rule int32
	cube Cube
}

// watchList holds the cubes that watch a variable: none of them can hold outside cells, so a client whose answer lies outside
// costs nothing.
type watchList struct {
	cells uint64
	cubes []int32
}

// New builds a network.
func New(c Config, vars []Variable, rules []Rule) *Network {
	c.AllPlaces = 1<<c.Places - 1
	n := &Network{Config: c, Vars: vars, Rules: rules, watch: make([]watchList, len(vars)), named: make([]bool, len(vars))}
	for r := range rules {
		for _, cube := range rules[r].Cubes {
			id := int32(len(n.cubes))
			n.cubes = append(n.cubes, ruleCube{int32(r), cube})
			for _, l := range cube {
				n.named[l.Var] = true
			}
			if len(cube) == 0 {
				n.bare = append(n.bare, id)
				continue
			}
			l := n.rarest(cube)
			w := &n.watch[l.Var]
			w.cells |= l.Cells
			w.cubes = append(w.cubes, id)
		}
	}
	return n
}

// rarest picks the literal that the fewest clients meet: one that no safe cell satisfies, and of those the narrowest.
func (n *Network) rarest(c Cube) Literal {
	best, score := c[0], 1<<30
	for _, l := range c {
		s := 64 * bits.OnesCount64(l.Cells) / n.Vars[l.Var].Cells
		if l.Cells&n.Vars[l.Var].Safe != 0 {
			s += 1000
		}
		if s < score {
			best, score = l, s
		}
	}
	return best
}

// levelIn is the level that an outcome of the given level and urgency gives to a place: inside the rule's site, or, without a
// site, wherever it reaches.
func (n *Network) levelIn(r *Rule, place int, level, urgency uint8) uint8 {
	if level == 0 {
		return 0
	}
	if r.At != nil {
		if urgency < n.EverywhereFrom && r.At[place] < 0 {
			return n.levelOut(r, place, level, urgency)
		}
		if r.LimitInside && n.LimitLevel > level {
			return n.LimitLevel
		}
		return level
	}
	if r.Reach>>place&1 == 1 || urgency >= n.EverywhereFrom {
		return level
	}
	if r.LimitReach>>place&1 == 1 {
		return n.LimitLevel
	}
	return 0
}

// levelOut is the same for a place outside the rule's site.
func (n *Network) levelOut(r *Rule, place int, level, urgency uint8) uint8 {
	if level == 0 {
		return 0
	}
	if urgency >= n.EverywhereFrom {
		return level
	}
	if r.LimitElsewhere || r.LimitReach>>place&1 == 1 {
		return n.LimitLevel
	}
	return 0
}
