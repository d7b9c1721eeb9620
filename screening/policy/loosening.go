package policy

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/logic"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Weakening is a rule that somebody may come out milder without: a layer changed or disabled it, or
// changed what it reads, and neither what is left of it nor the other rules make up for that.
type Weakening struct {
	Rule    string
	Layer   string // that weakened it
	RedFlag bool   // it is a red flag, or of the last urgency
}

// unseen is what a layer that may loosen does and no rule shows: nobody can say here whether
// somebody comes out milder.
type unseen struct{ name, layer string }

// proofBudget bounds the proof that a layer makes nothing milder, in cubes looked at for
// each rule. What is not proved within it counts as milder.
const proofBudget = 3_000_000

// mostUsual is how many changed usual values a proof goes through, each given and not given.
const mostUsual = 3

// proveLayers holds every layer that changes something against what lies below it: what makes
// nobody come out milder needs no permission.
func (l *loader) proveLayers() {
	for k, layer := range l.layers {
		changes := lists.Where(l.content.changes, func(c at[change]) bool {
			return c.layer == k && c.value.kind != "" && !c.value.words
		})
		if len(changes) > 0 {
			l.proveLayer(k, layer, changes)
		}
		l.checkForeignImplications(k, layer)
	}
	slices.SortFunc(l.weakened, func(a, b Weakening) int {
		return strings.Compare(a.Rule+" "+a.Layer, b.Rule+" "+b.Layer)
	})
}

func (l *loader) proveLayer(k int, layer Layer, changes []at[change]) {
	before, after := l.version(k, false), l.version(k, true)
	compiled := before.compileTrees()
	after.opaque = slices.Clone(before.opaque)
	if compiled && after.compileTrees() {
		before.opaque = after.opaque // the same part is the same fact in both
		before.beside, after.beside = after, before
		before.makeAll()
		after.makeAll()
	}
	if before.problems.Len()+after.problems.Len() > 0 {
		for _, c := range changes {
			if !layer.Loosening || !layer.RedFlags {
				l.problems.At(c.node, "what lies below needs a later layer, so that "+
					"nothing proves that changing %s %s is no milder; "+
					layer.Name+" was not allowed to loosen anything", c.value.kind, c.value.name)
			}
		}
		return
	}
	weaker := compareSets(before.build(), after.build())
	flags := map[string]bool{}
	for _, id := range weaker {
		i := slices.IndexFunc(before.rules, func(r at[rawRule]) bool { return r.value.ID == id })
		r := &before.rules[i].value
		flags[id] = r.RedFlag || int(r.urgency) == len(l.schema.Urgencies)-1 && r.urgency > 0
		l.weakened = append(l.weakened, Weakening{id, layer.Name, flags[id]})
	}
	attributed := map[string]bool{}
	rules := make([][]string, len(changes))
	for i, c := range changes {
		for _, id := range weaker {
			if before.touches(c.value, id) {
				rules[i], attributed[id] = append(rules[i], id), true
			}
		}
	}
	for i, c := range changes {
		for _, id := range weaker {
			if !attributed[id] {
				rules[i] = append(rules[i], id)
			}
		}
		l.permit(layer, c, rules[i], flags, before.unread(c.value, after))
	}
}

// permit reports a change that weakens rules where the layer may not.
func (l *loader) permit(layer Layer, c at[change], rules []string, flags map[string]bool, unread bool) {
	red := lists.Where(rules, func(id string) bool { return flags[id] })
	what := c.value.kind + " " + c.value.name
	if unread && layer.Loosening {
		l.unseen = append(l.unseen, unseen{what, layer.Name})
	}
	switch {
	case len(rules) > 0 && !layer.Loosening:
		l.problems.At(c.node,
			"changing %s makes %s milder for somebody, and layer %s was not allowed to loosen anything",
			what, few(rules), layer.Name)
	case unread && !layer.Loosening:
		l.problems.At(c.node,
			"what the change of %s does shows in no rule, so that nobody can say here whether something gets milder, "+
				"and layer %s was not allowed to loosen anything", what, layer.Name)
	case len(red) > 0 && !layer.RedFlags:
		l.problems.At(c.node,
			"changing %s weakens red flags or emergencies: %s; layer %s was allowed to loosen others, and not these",
			what, few(red), layer.Name)
	}
}

// few names up to three.
func few(names []string) string {
	if len(names) <= 3 {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:3], ", ") + fmt.Sprint(" and ", len(names)-3, " more")
}

// version is what the layers up to k declare, with or without what k changes and adds as rules. Its
// facts are the same with and without, so that the two can be compared.
func (l *loader) version(k int, whole bool) *loader {
	n := newLoader(l.original, l.layers)
	n.base, n.trusted, n.whole, n.digit = l.base, true, l, l.digit
	c := &n.content
	*c = l.content
	upTo := func(layer int) bool { return layer <= k }
	c.parameters = only(c.parameters, upTo)
	c.definitions = only(c.definitions, upTo)
	c.facts = only(c.facts, upTo)
	c.cards = only(c.cards, upTo)
	c.sources = only(c.sources, upTo)
	c.own = only(c.own, upTo)
	c.implications = only(c.implications, upTo)
	last := func(layer int) bool { return layer < k || layer == k && whole }
	c.changes = only(c.changes, last)
	c.rules = only(c.rules, last)
	n.collect()
	n.applyChanges()
	return n
}

func only[T any](list []at[T], keep func(layer int) bool) []at[T] {
	return slices.DeleteFunc(slices.Clone(list), func(x at[T]) bool { return !keep(x.layer) })
}

// touches reports whether a change is of the rule or of what it reads.
func (l *loader) touches(c change, id string) bool {
	i := slices.IndexFunc(l.rules, func(r at[rawRule]) bool { return r.value.ID == id })
	switch c.kind {
	case "rule":
		return c.name == id
	case "fact":
		if !c.writes("usual") && !c.writes("asked_if") {
			return false
		}
	case "parameter":
		return l.mentions(&l.rules[i].value, "param."+c.name)
	}
	return l.mentions(&l.rules[i].value, c.name)
}

// unread reports whether a change is of something that no rule reads, or that no test of a rule
// shows: a host may read a parameter, and an answer that holds longer is asked for less often.
func (l *loader) unread(c change, after *loader) bool {
	switch c.kind {
	case "parameter":
		return !slices.ContainsFunc(l.rules, func(r at[rawRule]) bool { return l.mentions(&r.value, "param."+c.name) })
	case "fact":
		i := slices.IndexFunc(l.facts, func(f Fact) bool { return f.Name == c.name })
		return i >= 0 && c.writes("holds_days") && after.facts[i].HoldsDays > l.facts[i].HoldsDays
	}
	return false
}

// compareSets returns the rules of the first set that the second may come out
// milder without, by id.
func compareSets(before, after *Set) []string {
	twin := make([]int32, len(before.rules))
	for i := range before.rules {
		twin[i] = -1
		if j, ok := after.ruleIndex[before.rules[i].ID]; ok {
			twin[i] = int32(j)
		}
	}
	weak := make([]bool, len(before.rules))
	mark := func(b, a *logic.Network) {
		for _, r := range logic.Weaker(b, a, twin, proofBudget) {
			weak[r] = true
		}
	}
	mark(before.network, after.network)
	usual := lists.Where(before.volunteered, func(f int) bool {
		return before.facts[f].Usual != after.facts[f].Usual
	})
	for chosen := 1; chosen < 1<<min(len(usual), mostUsual); chosen++ {
		var facts []int
		for i, f := range usual[:min(len(usual), mostUsual)] {
			if chosen>>i&1 == 1 {
				facts = append(facts, f)
			}
		}
		mark(before.atUsual(facts), after.atUsual(facts))
	}
	var out []string
	for i := range before.rules {
		if weak[i] || len(usual) > mostUsual || before.limitsWeaker(i, after, int(twin[i])) {
			out = append(out, before.rules[i].ID)
		}
	}
	return out
}

// atUsual is the network for those of whom the facts were not told: each stands at its usual value.
func (s *Set) atUsual(facts []int) *logic.Network {
	stands := map[int32]uint64{}
	for _, f := range facts {
		cells, a := &s.vars.facts[f], s.usual[f]
		cells.lay(a, func(v int32, cell uint64) { stands[v] = cell })
	}
	rules := slices.Clone(s.network.Rules)
	for i := range rules {
		var left []logic.Cube
	cubes:
		for _, c := range rules[i].Cubes {
			var rest logic.Cube
			for _, lit := range c {
				cell, ok := stands[lit.Var]
				switch {
				case ok && lit.Cells&cell == 0:
					continue cubes
				case !ok:
					rest = append(rest, lit)
				}
			}
			left = append(left, rest)
		}
		rules[i].Cubes = left
	}
	return logic.New(s.network.Config, s.vars.list, rules)
}

// checkForeignImplications refuses implications of facts that the layer does not declare: what is
// implied is not asked, and only who declares a fact may say so.
func (l *loader) checkForeignImplications(k int, layer Layer) {
	ground := 0
	if l.base != nil {
		ground = 1
	}
	if k <= ground {
		return
	}
	for _, c := range l.consequences {
		x := l.implications[c.implication]
		f := l.facts[c.test.Fact].Name
		own := func(own at[Fact]) bool { return own.layer == k && own.value.Name == f }
		if x.layer != k || slices.ContainsFunc(l.content.facts, own) {
			continue
		}
		if !layer.Loosening {
			l.problems.At(x.node, "what implies %s decides whether it is asked, and "+
				"layer %s neither declares it nor was allowed to loosen anything", f, layer.Name)
		} else if one := (unseen{"implication " + x.value.words(), layer.Name}); !slices.Contains(l.unseen, one) {
			l.unseen = append(l.unseen, one)
		}
	}
}

// nodesBeside are the expressions of the version that this one is compared with: what they compare
// numbers with divides the numbers of both.
func (l *loader) nodesBeside() [][]*expr.Node {
	if l.beside == nil {
		return nil
	}
	return [][]*expr.Node{l.beside.guards, l.beside.defines, l.beside.whens, l.beside.implyNodes}
}

// Weakened returns the rules that layers made milder, by id. The slice is shared:
// it must not be changed.
func (s *Set) Weakened() []Weakening { return s.weakened }
