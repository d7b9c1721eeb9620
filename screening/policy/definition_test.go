package policy_test

import (
	"math/bits"
	"slices"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/witness"
)

// reading is the definition of a decision, gone through value by value. It knows rules as their files write them and evaluates
// them with cel-go; it shares no arithmetic with the engine.
type reading struct {
	*witness.Witness
	facts  []policy.Fact
	schema policy.Schema
	rules  []ruleReading
	parts  map[string][]string // the base places of every place
	base   []string
	tables [][]witness.Truth // by rule and values of the facts it reads; unknown until asked for
}

type ruleReading struct {
	*policy.Rule
	own, unsure [2]int // level and urgency
	site        int    // fact, or -1
}

func newReading(set *policy.Set) (*reading, error) {
	w, err := witness.New(set)
	if err != nil {
		return nil, err
	}
	d := &reading{Witness: w, facts: set.Facts(), schema: set.Schema(), parts: map[string][]string{}}
	for _, p := range d.schema.Places {
		if len(p.Contains) == 0 {
			d.base = append(d.base, p.Name)
		}
	}
	var within func(name string) []string
	within = func(name string) []string {
		for _, p := range d.schema.Places {
			if p.Name == name && len(p.Contains) > 0 {
				var all []string
				for _, c := range p.Contains {
					all = append(all, within(c)...)
				}
				return all
			}
		}
		return []string{name}
	}
	for _, p := range d.schema.Places {
		d.parts[p.Name] = within(p.Name)
	}
	for i := range set.Rules() {
		r := ruleReading{Rule: &set.Rules()[i], site: -1}
		r.own = [2]int{d.level(r.Kind), slices.Index(d.schema.Urgencies, r.Urgency)}
		r.unsure = [2]int{min(r.own[0], d.level(d.schema.UnsureKind)), min(r.own[1], slices.Index(d.schema.Urgencies, d.schema.UnsureUrgency))}
		if u := r.IfUnsure; u != nil {
			r.unsure = [2]int{d.level(u.Kind), max(0, slices.Index(d.schema.Urgencies, u.Urgency))}
		}
		if r.At != "" {
			r.site, _ = set.FactIndex(r.At)
		}
		d.rules = append(d.rules, r)
		size := 1
		for _, f := range w.Reads(i) {
			if size *= len(w.Values(f)); size > 1<<16 {
				return nil, nil
			}
		}
		d.tables = append(d.tables, make([]witness.Truth, size))
	}
	return d, nil
}

func (d *reading) level(kind string) int {
	return max(0, slices.IndexFunc(d.schema.Levels, func(l policy.Level) bool { return l.Kind == kind && kind != "" }))
}

// client is what is known of one client: what each fact can be, and the lines of which not everything is denied.
type client struct {
	state  []policy.State
	values [][]int // by fact: indices into Values
	lines  [][]int // of facts
}

// read applies the cards to the answers. A contradiction leaves a fact without values or a line that cannot be true.
func (d *reading) read(a *policy.Answers) client {
	c := client{state: make([]policy.State, len(d.facts)), values: make([][]int, len(d.facts))}
	given := slices.Clone(a.Facts)
	for i, f := range d.facts {
		if f.Volunteered && given[i].State == policy.NotAsked {
			given[i] = policy.Answer{State: policy.Known, Values: 0, Yes: f.Usual == "yes"}
			for v, name := range f.Values {
				if name.Name == f.Usual {
					given[i].Values = 1 << v
				}
			}
			if f.Kind == policy.Whole || f.Kind == policy.Decimal {
				given[i].Number = float64(f.Usual[0] - '0')
			}
		}
	}
	for n, card := range d.Set().Cards() {
		if !a.Cards[n].Given {
			continue
		}
		says := map[int]policy.Answer{}
		left := map[int]bool{}
		rank := func(a policy.Answer) int {
			switch {
			case a.State == policy.Unsure:
				return 1
			case a.Yes:
				return 2
			}
			return 0
		}
		for i, line := range card.Lines {
			ticked, unsure := a.Cards[n].Ticked>>i&1 == 1, a.Cards[n].Unsure>>i&1 == 1
			var facts []int
			for _, name := range line.Facts {
				f, _ := d.Set().FactIndex(name)
				facts = append(facts, f)
				word := d.none(f)
				switch {
				case ticked && len(line.Facts) == 1 && d.facts[f].Kind == policy.YesNo:
					word = policy.Answer{State: policy.Known, Yes: true}
				case ticked:
					left[f] = true
					continue
				case unsure:
					word = policy.Answer{State: policy.Unsure}
				}
				if before, ok := says[f]; !ok || rank(word) > rank(before) {
					says[f] = word
				}
			}
			if ticked {
				c.lines = append(c.lines, facts)
			}
		}
		for f, word := range says {
			if given[f].State == policy.NotAsked && (word.Yes || !left[f]) {
				given[f] = word
			}
		}
	}
	for f, g := range given {
		c.state[f] = g.State
		for v, a := range d.Values(f) {
			if g.State != policy.Known || g == a {
				c.values[f] = append(c.values[f], v)
			}
		}
	}
	return c
}

func (d *reading) none(f int) policy.Answer {
	a := policy.Answer{State: policy.Known}
	for i, v := range d.facts[f].Values {
		if v.Name == d.facts[f].None {
			a.Values = 1 << i
		}
	}
	return a
}

// possible reports whether no ticked line is denied as a whole.
func (d *reading) possible(c *client, all []int) bool {
	for _, line := range c.lines {
		denied := true
		for _, f := range line {
			denied = denied && witness.Denies(d.facts[f], d.Values(f)[all[f]])
		}
		if denied {
			return false
		}
	}
	return true
}

func (d *reading) holds(rule int, all []int) bool {
	at := 0
	for _, f := range d.Reads(rule) {
		at = at*len(d.Values(f)) + all[f]
	}
	t := &d.tables[rule][at]
	if *t == witness.Unknown {
		answers := make([]policy.Answer, len(all))
		for f, v := range all {
			answers[f] = d.Values(f)[v]
		}
		if *t = d.Truth(rule, answers); *t == witness.Unknown {
			panic("cel-go does not know what a complete answer makes of " + d.rules[rule].ID)
		}
	}
	return *t == witness.True
}

// at is what an outcome of the rule makes of a place while the site is as in all.
func (d *reading) at(r *ruleReading, outcome [2]int, place string, all []int) int {
	if outcome[0] == 0 {
		return 0
	}
	everywhere := outcome[1] >= slices.Index(d.schema.Urgencies, d.schema.EverywhereFrom)
	inside := r.site < 0 && len(r.Regions) == 0 || d.among(r.Regions, place)
	if r.site >= 0 {
		for i, v := range d.facts[r.site].Values {
			inside = inside || d.Values(r.site)[all[r.site]].Values>>i&1 == 1 && d.among([]string{v.Name}, place)
		}
	}
	if inside || everywhere {
		return outcome[0]
	}
	for _, l := range r.Limits {
		if l.Scope == policy.Everywhere || l.Scope == policy.Elsewhere || l.Scope == policy.InRegions && d.among(l.Regions, place) {
			return d.level(d.schema.LimitKind)
		}
	}
	return 0
}

func (d *reading) among(regions []string, place string) bool {
	return slices.ContainsFunc(regions, func(name string) bool { return slices.Contains(d.parts[name], place) })
}

// decision is what one completion comes to.
type decision struct {
	levels   uint64 // of the requested places, four bits each
	session  int
	urgency  int
	findings string // which rules hold or may hold, and where
}

// decide joins, place by place, the mildest outcome over the values of the unsure facts and the unsure outcomes of what some value
// makes true. Ways are these values, each with those of all other facts.
func (d *reading) decide(c *client, q policy.Request, places []string, ways [][]int) decision {
	truths := make([]uint64, len(ways)) // by way: the rules that hold
	all, any := ^uint64(0), uint64(0)
	for w, way := range ways {
		for r := range d.rules {
			if d.holds(r, way) {
				truths[w] |= 1 << r
			}
		}
		all, any = all&truths[w], any|truths[w]
	}
	cleared := func(r *ruleReading, place string) bool {
		for _, clearance := range q.Clearances {
			void := false
			for i, flag := range d.rules {
				void = void || flag.RedFlag && any>>i&1 == 1 && !slices.Contains(clearance.Covers, flag.ID)
			}
			if !void && slices.Contains(clearance.Covers, r.ID) && (len(clearance.Places) == 0 || d.among(clearance.Places, place)) {
				return true
			}
		}
		return false
	}
	var out decision
	lowest, highest := len(d.schema.Levels), 0
	for i, place := range places {
		mildest, doubt := len(d.schema.Levels), 0
		for w, way := range ways {
			own := 0
			for held := truths[w]; held != 0; held &= held - 1 {
				r := &d.rules[bits.TrailingZeros64(held)]
				level := func(outcome [2]int) int {
					at := d.at(r, outcome, place, way)
					if at == d.level(d.schema.WaivedFrom) && cleared(r, place) {
						return d.level(d.schema.WaivedTo)
					}
					return at
				}
				own, doubt = max(own, level(r.own)), max(doubt, level(r.unsure))
			}
			mildest = min(mildest, own)
		}
		at := max(mildest, doubt)
		out.levels |= uint64(at) << (4 * i)
		lowest, highest = min(lowest, at), max(highest, at)
	}
	out.session = max(lowest, min(highest, 1))
	least := len(d.schema.Urgencies)
	for _, held := range truths {
		own := 0
		for ; held != 0; held &= held - 1 {
			r := &d.rules[bits.TrailingZeros64(held)]
			own = max(own, r.own[1])
			if r.unsure[0] > 0 {
				out.urgency = max(out.urgency, r.unsure[1])
			}
		}
		least = min(least, own)
	}
	out.urgency = max(out.urgency, least)
	found := []byte{'.'} // never empty
	for i, r := range d.rules {
		found = append(found, byte('0'+any>>i&1+all>>i&1))
		if r.site >= 0 && any>>i&1 == 1 && c.state[r.site] != policy.Unsure {
			found = append(found, byte('a'+ways[0][r.site]))
		}
	}
	out.findings = string(found)
	return out
}
