package policy_test

import (
	"fmt"
	"maps"
	"math/bits"
	"slices"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
)

// reading is the definition of a decision, gone through value by value. It knows rules as their
// files write them and evaluates them with cel-go; it shares no arithmetic with the engine.
type reading struct {
	*witness.Witness
	facts  []policy.Fact
	schema policy.Schema
	rules  []ruleReading
	parts  map[string][]string // the base places of every place
	base   []string
	tables [][]witness.Truth // by rule and values of the facts it reads: 0 until asked for, then one more than the truth

	oneWay       bool // told answers exclude nothing
	beyond       bool // where answers disagree, worlds are only the least that holds
	mixed        bool // what speaks in some mixture speaks
	consequences []witness.Consequence
	antecedents  [][]witness.Truth // the same, by consequence
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
			if size *= len(w.Values(f)) + 1; size > 1<<16 {
				return nil, nil
			}
		}
		d.tables = append(d.tables, make([]witness.Truth, size))
	}
	d.consequences = w.Consequences()
	for _, c := range d.consequences {
		size := 1
		for _, f := range c.Reads {
			if size *= len(w.Values(f)) + 1; size > 1<<16 {
				return nil, nil
			}
		}
		d.antecedents = append(d.antecedents, make([]witness.Truth, size))
	}
	return d, nil
}

func (d *reading) level(kind string) int {
	return max(0, slices.IndexFunc(d.schema.Levels, func(l policy.Level) bool { return l.Kind == kind && kind != "" }))
}

// client is what is known of one client: what each fact can be.
type client struct {
	state  []policy.State
	told   []bool  // a value was told; a usual value was not
	values [][]int // by fact: indices into Values
	idle   []bool  // by fact: not told, it means nothing in any completion
}

// read applies the cards to the answers. A contradiction leaves a fact without values.
func (d *reading) read(a *policy.Answers) (c client) {
	c = client{state: make([]policy.State, len(d.facts)), values: make([][]int, len(d.facts)), idle: make([]bool, len(d.facts))}
	given := make([]policy.Answer, a.Facts())
	for f := range given {
		given[f] = a.Fact(f)
	}
	defer func() {
		for f := range given {
			c.told = append(c.told, c.state[f] == policy.Known && given[f].State == policy.Known && (a.Fact(f).State == policy.Known || !d.facts[f].Volunteered))
		}
	}()
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
		if !a.Card(n).Given {
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
			ticked, unsure, open := a.Card(n).Ticked>>i&1 == 1, a.Card(n).Unsure>>i&1 == 1, a.Card(n).Open>>i&1 == 1
			for _, name := range line.Facts {
				f, _ := d.Set().FactIndex(name)
				word := d.none(f)
				switch {
				case ticked && len(line.Facts) == 1 && d.facts[f].Kind == policy.YesNo:
					word = policy.Answer{State: policy.Known, Yes: true}
				case ticked || open:
					left[f] = true
					continue
				case unsure:
					word = policy.Answer{State: policy.Unsure}
				}
				if before, ok := says[f]; !ok || rank(word) > rank(before) {
					says[f] = word
				}
			}
		}
		for f, word := range says {
			if given[f].State == policy.NotAsked && (word.Yes || !left[f]) {
				given[f] = word
			}
		}
	}
	for f, g := range given {
		if g.State == policy.Unsure && d.facts[f].UnsureRiskier {
			g = d.riskier(f)
		}
		c.state[f] = g.State
		for v, a := range d.Values(f) {
			if g.State != policy.Known || g == a {
				c.values[f] = append(c.values[f], v)
			}
		}
	}
	return c
}

// riskier is what an unsure answer counts as where it counts as the riskier end.
func (d *reading) riskier(f int) policy.Answer {
	more, last := d.facts[f].Risk == policy.RiskMore, len(d.facts[f].Values)-1
	switch {
	case d.facts[f].Kind == policy.YesNo:
		return policy.Answer{State: policy.Known, Yes: more}
	case more:
		return policy.Answer{State: policy.Known, Values: 1 << last}
	}
	return policy.Answer{State: policy.Known, Values: 1}
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

// possible reports whether no implication rules the values out: one that speaks rules out every
// value but those that it allows, except of a detail that means nothing. One that implies does not speak through what is unsure, nor
// beside what was told; one that excludes not through what decides whether its facts mean anything,
// unless that is known, nor where what was told makes it speak beside what it excludes.
func (d *reading) possible(c *client, all []int) bool {
	for i := range d.consequences {
		x := &d.consequences[i]
		if x.Allowed[all[x.Fact]] || c.idle[x.Fact] || !d.rulesOut(c, i, all) {
			continue
		}
		if c.told[x.Fact] || !d.contrary(c, x.Fact, all, false) ||
			d.matters(c, i, all) && !d.contrary(c, x.Fact, all, true) {
			return false
		}
	}
	return true
}

// detail reports whether a fact was not told, can be implied, and means something only beside others.
func (d *reading) detail(c *client, fact int) bool {
	return d.facts[fact].AskedIf != "" && !c.told[fact] &&
		slices.ContainsFunc(d.consequences, func(x witness.Consequence) bool { return x.Fact == fact })
}

// means reports whether a fact would be asked in one of the worlds.
func (d *reading) means(fact int, worlds [][]int) bool {
	return slices.ContainsFunc(worlds, func(world []int) bool { return d.Guard(fact, d.answers(world)) != witness.False })
}

func (d *reading) answers(world []int) []policy.Answer {
	answers := make([]policy.Answer, len(d.facts))
	for f, v := range world[:len(d.facts)] {
		if v != unknown {
			answers[f] = d.Values(f)[v]
		}
	}
	return answers
}

// contrary reports whether what speaks of a fact that was not told leaves it no value. Told answers then
// disagree; each of the values counts, and none is ruled out. What speaks only where the fact would
// not be asked says nothing against the rest: asked leaves it out.
func (d *reading) contrary(c *client, fact int, all []int, asked bool) bool {
	left := slices.Repeat([]bool{true}, len(d.Values(fact)))
	for i := range d.consequences {
		if x := &d.consequences[i]; x.Fact == fact && d.rulesOut(c, i, all) && (!asked || d.matters(c, i, all)) {
			for v, allowed := range x.Allowed {
				left[v] = left[v] && allowed
			}
		}
	}
	return !slices.Contains(left, true)
}

// matters reports whether a consequence speaks in a world in which its fact would be asked.
func (d *reading) matters(c *client, i int, all []int) bool {
	fact := d.consequences[i].Fact
	return slices.ContainsFunc(d.worlds(c, all), func(world []int) bool {
		return d.speaksIn(c, i, world) && d.Guard(fact, d.answers(world)) != witness.False
	})
}

// rulesOut reports whether a consequence rules out what it does not allow.
func (d *reading) rulesOut(c *client, i int, all []int) bool {
	x := &d.consequences[i]
	if c.told[x.Fact] && (!x.Mutual || d.oneWay) {
		return false
	}
	var asked []int // what nobody knows, unsure or not asked
	for _, f := range d.hangsOn(x.Reads) {
		if c.state[f] != policy.Known {
			asked = append(asked, f)
		}
	}
	// Told on both sides the two disagree, and that is no completion's fault.
	if c.told[x.Fact] && d.speaksAlways(c, i, slices.Clone(all), asked) {
		return false
	}
	part := slices.Clone(all)
	for f := range d.facts {
		if c.state[f] == policy.Unsure && !x.Mutual ||
			x.Mutual && slices.Contains(asked, f) && d.leads(x, f) {
			part[f] = unknown
		}
	}
	return d.speaksForAll(c, i, part, d.fill(c, part))
}

// leads reports whether what a consequence speaks of, or one of what it reads, or what implies one
// of these, hangs on the fact.
func (d *reading) leads(x *witness.Consequence, fact int) bool {
	return slices.Contains(d.Chain(x.Fact), fact) || slices.ContainsFunc(d.hangsOn(x.Reads), func(f int) bool { return slices.Contains(d.Chain(f), fact) })
}

// fill gives what is not known the one value that implications leave: because they speak, or
// because what was told excludes that they do. Of a set that keeps several values it returns those
// that agree with every element on which they all agree.
func (d *reading) fill(c *client, all []int) (left map[int][]int) {
	left = map[int][]int{}
	for again := true; again; {
		again = false
		for i, x := range d.consequences {
			if all[x.Fact] == unknown && d.speaksForAll(c, i, all, left) {
				again = d.narrow(x.Fact, all, left, func(v int) bool { return x.Allowed[v] }) || again
			}
			again = d.fillBack(c, i, all, left) || again
		}
	}
	return left
}

// fillBack gives the one fact that an implication waits for the values that keep it from
// speaking beside what was told and it excludes. Of what other facts that it reads hang on it concludes
// nothing here either.
func (d *reading) fillBack(c *client, i int, all []int, left map[int][]int) bool {
	x := &d.consequences[i]
	open := slices.DeleteFunc(slices.Clone(x.Reads), func(f int) bool { return all[f] != unknown })
	if !x.Mutual || d.oneWay || !c.told[x.Fact] || x.Allowed[all[x.Fact]] || len(open) != 1 || d.leads(x, open[0]) {
		return false
	}
	worlds := d.worlds(c, all) // nothing is implied through what is not known
	return d.narrow(open[0], all, left, func(v int) bool {
		for _, w := range worlds {
			w[open[0]] = v
		}
		return !d.speaks(c, i, worlds)
	})
}

// narrow keeps of an unknown fact the values that may stay, and reports whether that says more
// than before. A fact without a value that may stay is left as it was.
func (d *reading) narrow(f int, all []int, left map[int][]int, stays func(v int) bool) bool {
	before := left[f]
	if before == nil {
		before = indices(d.Values(f))
	}
	kept := slices.DeleteFunc(slices.Clone(before), func(v int) bool { return !stays(v) })
	if len(kept) == 1 {
		all[f] = kept[0]
		return true
	}
	if len(kept) == 0 || d.facts[f].Kind != policy.SetOf {
		return false
	}
	in, out := ^uint64(0), ^uint64(0) // elements that every kept value has, and that none has
	for _, v := range kept {
		in, out = in&d.Values(f)[v].Values, out&^d.Values(f)[v].Values
	}
	kept = slices.DeleteFunc(slices.Clone(before), func(v int) bool {
		return d.Values(f)[v].Values&in != in || d.Values(f)[v].Values&out != 0
	})
	if len(kept) == len(before) {
		return false
	}
	left[f] = kept
	return true
}

// speaksForAll reports whether the antecedent holds whichever of the values that are left a set has.
func (d *reading) speaksForAll(c *client, i int, all []int, left map[int][]int) bool {
	for _, f := range d.hangsOn(d.consequences[i].Reads) {
		if all[f] != unknown || left[f] == nil {
			continue
		}
		for _, v := range left[f] {
			part := slices.Clone(all)
			if part[f] = v; !d.speaksForAll(c, i, part, left) {
				return false
			}
		}
		return true
	}
	if d.mixed {
		return d.speaks(c, i, d.mixtures(c, all))
	}
	return d.speaks(c, i, d.worlds(c, all))
}

// hangsOn adds to facts what the implications that speak of them read.
func (d *reading) hangsOn(facts []int) []int {
	facts = slices.Clone(facts)
	for i := 0; i < len(facts); i++ {
		for _, x := range d.consequences {
			for _, f := range x.Reads {
				if x.Fact == facts[i] && !slices.Contains(facts, f) {
					facts = append(facts, f)
				}
			}
		}
	}
	return facts
}

func (d *reading) speaksAlways(c *client, i int, all []int, unsure []int) bool {
	if len(unsure) == 0 {
		return d.speaks(c, i, d.worlds(c, all))
	}
	for v := range d.Values(unsure[0]) {
		all[unsure[0]] = v
		if !d.speaksAlways(c, i, all, unsure[1:]) {
			return false
		}
	}
	return true
}

// unknown stands for a value that does not count.
const unknown = -1

// speaks reports whether the antecedent of a consequence holds in one of the worlds.
func (d *reading) speaks(c *client, i int, worlds [][]int) bool {
	return slices.ContainsFunc(worlds, func(all []int) bool { return d.speaksIn(c, i, all) })
}

func (d *reading) speaksIn(c *client, i int, all []int) bool {
	x := &d.consequences[i]
	if x.Given >= 0 {
		return all[d.slot(i)] == 1
	}
	return d.look(x.Reads, all, d.antecedents[i],
		func(answers []policy.Answer) witness.Truth { return d.Speaks(i, answers) })
}

// slot is where worlds keep whether the fact was told that a consequence rests on.
func (d *reading) slot(i int) int {
	return len(d.facts) +
		slices.IndexFunc(d.consequences, func(x witness.Consequence) bool { return x.Given == d.consequences[i].Given })
}

// worlds are all ways to take the values, some of them counting for nothing, so that no implication
// is broken. A value that was told may be taken as what an implication allows instead, as long as
// what implies it counts too. What holds in one of the worlds holds.
func (d *reading) worlds(c *client, all []int) [][]int {
	var out [][]int
	var told []int // as it was before anything was taken otherwise
	seen := map[string]bool{}
	var visit func(all []int, instead map[int]bool)
	visit = func(all []int, instead map[int]bool) {
		key := fmt.Sprint(all, len(instead))
		if seen[key] {
			return
		}
		seen[key] = true
		broken := false
		for i := range d.consequences {
			x := &d.consequences[i]
			v := all[x.Fact]
			// What implies a fact implies it too where it counts for nothing.
			if v == unknown && told[x.Fact] == unknown || v != unknown && x.Allowed[v] || !d.speaksIn(c, i, all) {
				continue
			}
			from := v
			if v == unknown {
				from = told[x.Fact]
			}
			broken = true
			with := func(f, v int, by bool) {
				other := slices.Clone(all)
				other[f] = v
				more := maps.Clone(instead)
				if by {
					more[f] = true
				}
				visit(other, more)
			}
			for w, allowed := range x.Allowed {
				if allowed && (d.facts[x.Fact].Kind != policy.SetOf || d.neighbours(x.Fact, w, from)) {
					with(x.Fact, w, true)
				}
			}
			reads := x.Reads
			if x.Given >= 0 {
				reads = []int{d.slot(i)}
			}
			// A number or a list need not count for nothing as a whole, and
			// cel-go knows no part of one.
			d.beyond = d.beyond ||
				x.Given < 0 && slices.ContainsFunc(reads, func(f int) bool { return d.facts[f].Kind != policy.YesNo })
			for _, f := range reads {
				if all[f] != unknown {
					with(f, unknown, false)
				}
			}
		}
		if broken {
			return
		}
		for f := range instead {
			supported := all[f] == unknown || slices.ContainsFunc(indices(d.consequences), func(i int) bool {
				x := &d.consequences[i]
				return x.Fact == f && (told[f] == unknown || !x.Allowed[told[f]]) &&
					x.Allowed[all[f]] && d.speaksIn(c, i, all)
			})
			if !supported {
				return
			}
		}
		out = append(out, all)
	}
	// That a fact was told at all stands behind the facts: it can count for nothing
	// while its value counts.
	told = all
	all = slices.Clone(all)
	for _, x := range d.consequences {
		given := 0
		if x.Given >= 0 && c.told[x.Given] && all[x.Given] != unknown && !witness.Denies(d.facts[x.Given], d.Values(x.Given)[all[x.Given]]) {
			given = 1
		}
		all = append(all, given)
	}
	visit(all, map[int]bool{})
	return out
}

func indices[T any](list []T) []int {
	var out []int
	for i := range list {
		out = append(out, i)
	}
	return out
}

// mixtures are the values, with every one that was told to disagree, or what would be instead, in
// every mixture, however they go together. No more can hold than what holds in one of them.
func (d *reading) mixtures(c *client, all []int) [][]int {
	out := d.worlds(c, all)
	out = append(out, append(slices.Clone(all), out[0][len(all):]...))
	seen := map[string]bool{}
	for i := 0; i < len(out); i++ {
		for n := range d.consequences {
			x := &d.consequences[n]
			v := all[x.Fact]
			if v == unknown || out[i][x.Fact] == unknown || x.Allowed[v] || !d.speaksIn(c, n, out[i]) {
				continue
			}
			for w, allowed := range x.Allowed {
				other := slices.Clone(out[i])
				other[x.Fact] = w
				if key := fmt.Sprint(other); allowed && !seen[key] && (d.facts[x.Fact].Kind != policy.SetOf || d.neighbours(x.Fact, w, v)) {
					seen[key] = true
					out = append(out, other)
				}
			}
		}
	}
	return out
}

// neighbours reports whether two values of a set differ in one element, none aside.
func (d *reading) neighbours(f, v, w int) bool {
	diff := d.Values(f)[v].Values ^ d.Values(f)[w].Values
	return bits.OnesCount64(diff&^d.none(f).Values) == 1
}

func (d *reading) holds(rule int, worlds [][]int) bool {
	return slices.ContainsFunc(worlds, func(all []int) bool {
		return d.look(d.Reads(rule), all, d.tables[rule],
			func(answers []policy.Answer) witness.Truth { return d.Truth(rule, answers) })
	})
}

// look evaluates an expression that reads the facts once for all their values.
func (d *reading) look(reads []int, all []int, table []witness.Truth, eval func([]policy.Answer) witness.Truth) bool {
	at := 0
	for _, f := range reads {
		at = at*(len(d.Values(f))+1) + all[f] + 1
	}
	if table[at] == 0 {
		table[at] = 1 + eval(d.answers(all))
	}
	return table[at] == 1+witness.True
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

// decide joins, place by place, the mildest outcome over the values of the unsure facts
// and the unsure outcomes of what some value makes true. Ways are these values, each with
// those of all other facts.
func (d *reading) decide(c *client, q policy.Request, places []string,
	ways [][]int, worlds func(*client, []int) [][]int) decision {
	truths := make([]uint64, len(ways)) // by way: the rules that hold
	all, any := ^uint64(0), uint64(0)
	for w, way := range ways {
		worlds := worlds(c, way)
		for r := range d.rules {
			if d.holds(r, worlds) {
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
					if at > d.level(d.schema.WaivedTo) && at <= d.level(d.schema.WaivedFrom) && cleared(r, place) {
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
