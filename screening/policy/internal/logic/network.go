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
	Budget               int    // cubes that all searches of one call may look at before it gives up on being exact
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
	cells []uint64    // by variable: the cells that some cube watches
	own   sides
	doubt sides
	named []bool  // variables that some rule reads other than as a site
	bare  []int32 // cubes without literals: rules that hold always
}

type ruleCube struct {
	rule int32
	cube Cube
}

// watchList holds the cubes that watch a variable: none of them can hold outside cells, so a client whose answer lies outside
// costs nothing.
type watchList []int32

// New builds a network.
func New(c Config, vars []Variable, rules []Rule) *Network {
	c.AllPlaces = 1<<c.Places - 1
	n := &Network{Config: c, Vars: vars, Rules: rules, watch: make([]watchList, len(vars)), named: make([]bool, len(vars)), cells: make([]uint64, len(vars))}
	n.own, n.doubt = newSides(c.Places, len(rules)), newSides(c.Places, len(rules))
	for r := range rules {
		rule := &rules[r]
		n.fill(n.own, r, rule.Level, rule.Urgency)
		n.fill(n.doubt, r, rule.UnsureLevel, rule.UnsureUrgency)
		for _, cube := range rule.Cubes {
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
			n.cells[l.Var] |= l.Cells
			n.watch[l.Var] = append(n.watch[l.Var], id)
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

// sides is the level that every rule gives to every place, by place and rule: inside and outside of the rule's site, which without a
// site is the same. One more place at the end stands for urgency.
type sides struct{ in, out [][]uint8 }

func newSides(places, rules int) sides {
	s := sides{make([][]uint8, places+1), make([][]uint8, places+1)}
	for p := range s.in {
		s.in[p], s.out[p] = make([]uint8, rules), make([]uint8, rules)
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
}

func (n *Network) level(level uint8, reached, limited bool) uint8 {
	switch {
	case reached && limited:
		return max(level, n.LimitLevel)
	case reached:
		return level
	case limited:
		return n.LimitLevel
	}
	return 0
}
