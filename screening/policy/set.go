package policy

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/safehands/safehands/screening/policy/internal/expr"
	"github.com/safehands/safehands/screening/policy/internal/logic"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Set is a rule set in force. It is immutable and safe for concurrent use.
type Set struct {
	schema       Schema
	facts        []Fact
	opaque       []*expr.Opaque
	asks         int // of facts: those of opaque parts stand behind them
	factIndex    map[string]int
	volunteered  []int    // facts
	usual        []Answer // by fact, for volunteered ones
	cards        []Card
	cardIndex    map[string]int
	cardTables   []cardTable
	rules        []Rule
	ruleIndex    map[string]int
	parameters   []Parameter
	definitions  []Definition
	readBelow    []bool // by definition of the set that this one extends: its rules read it
	sources      []Source
	disabled     []Disabled
	changes      []Change
	implications []Implication
	weakened     []Weakening
	unseen       []unseen
	places       placeTable
	sites        [][]uint64 // by site fact and value: the base places

	vars        variables
	implied     []implied
	toldVars    []toldVar // variables that say whether a fact was told
	guardCubes  [][]logic.Cube
	guardRaw    [][]logic.Cube // without what implications add
	guardFacts  [][]int        // by fact: the facts its guard reads
	ruleFacts   [][]int        // by rule: the facts it reads
	tests       tests
	trees       trees
	asked       []asked // by fact
	home        []int   // by fact: the card it or what it hangs on stands on, or a number behind all cards
	network     *logic.Network
	rest        rest
	fingerprint string
	textPrint   string

	compiled       map[string]expr.Expression // by source
	usedParameters map[string]bool
	declared       map[string]declaredAt
}

func (l *loader) build() *Set {
	s := &Set{
		schema: l.schema, facts: l.facts, cards: l.cards, opaque: l.opaque, asks: len(l.facts) - len(l.opaque),
		disabled: l.disabled, changes: l.changes, weakened: l.weakened, unseen: l.unseen,
		compiled: l.compiled,
		vars:     l.vars, guardCubes: l.guardCubes, guardRaw: l.guardRaw,
		factIndex: map[string]int{}, cardIndex: map[string]int{}, ruleIndex: map[string]int{},
		places: l.placeTable(),
		usual:  make([]Answer, len(l.facts)), guardFacts: make([][]int, len(l.facts)),
	}
	s.sites = make([][]uint64, len(s.facts))
	for i, f := range s.facts {
		if i < s.asks {
			s.factIndex[f.Name] = i
		}
		if f.Places {
			for _, v := range f.Values {
				s.sites[i] = append(s.sites[i], s.places.mask[v.Name])
			}
		}
		if f.Volunteered {
			s.volunteered = append(s.volunteered, i)
			s.usual[i], _ = usualAnswer(f)
		}
		s.guardFacts[i] = l.readsOf(l.guards[i])
	}
	for i, c := range s.cards {
		s.cardIndex[c.Name] = i
		s.cardTables = append(s.cardTables, s.newCardTable(c))
	}
	s.findAsked()
	s.findHomes()
	for _, p := range l.parameters {
		s.parameters = append(s.parameters, p.value)
	}
	for _, x := range l.sources {
		s.sources = append(s.sources, x.value)
	}
	for _, d := range l.definitions {
		s.definitions = append(s.definitions, d.value)
	}
	if b := l.base; b != nil {
		for d := range b.definitions {
			s.readBelow = append(s.readBelow, b.reads(d))
		}
	}
	for i, x := range l.implications {
		at := x.value.Implication
		at.Layer, at.Position = cmp.Or(at.Layer, l.layers[x.layer].Name), cmp.Or(at.Position, positionOf(x.node))
		s.implications = append(s.implications, at)
		if f := l.given[i]; f >= 0 && !slices.ContainsFunc(s.toldVars, func(t toldVar) bool { return t.fact == f }) {
			s.toldVars = append(s.toldVars, toldVar{f, l.told[f]})
		}
	}
	s.implied, s.usedParameters = l.implied, l.useParameters()
	s.trees = trees{l.guards, l.defines, l.whens, l.implyNodes, l.given, l.consequences}
	s.makeTests(l)
	for i, r := range l.rules {
		s.ruleIndex[r.value.ID] = i
		s.rules = append(s.rules, r.value.Rule)
		s.ruleFacts = append(s.ruleFacts, l.readsOfRule(i))
	}
	s.rankRules()
	s.connect(l.cubes)
	if !l.trusted { // nobody asks a version for its own
		s.fingerprint, s.textPrint = s.fingerprints()
		s.declared = l.declarations()
	}
	return s
}

// rankRules orders the rules by gravity, and those of the same by id.
func (s *Set) rankRules() {
	order := make([]*Rule, len(s.rules))
	for i := range s.rules {
		order[i] = &s.rules[i]
	}
	slices.SortStableFunc(order, func(a, b *Rule) int { return gravity(b) - gravity(a) })
	for rank, r := range order {
		r.rank = rank
	}
}

// toldVar is the variable that says whether a fact was told.
type toldVar struct {
	fact     int
	variable int32
}

// asked is the card that asks for a fact, and the first line of it that names the fact; -1 where it
// is a question of its own.
type asked struct{ card, line int }

func (s *Set) findAsked() {
	s.asked = make([]asked, len(s.facts))
	for i := range s.asked {
		s.asked[i] = asked{-1, -1}
	}
	for c, t := range s.cardTables {
		for _, cf := range t.facts {
			s.asked[cf.fact] = asked{c, bits.TrailingZeros64(cf.lines)}
		}
	}
}

// findHomes finds where every fact is asked: a detail belongs to the card of what it hangs on.
func (s *Set) findHomes() {
	s.home = make([]int, len(s.facts))
	for i := range s.facts {
		f := i
		for range s.facts {
			if card := s.asked[f].card; card >= 0 {
				s.home[i] = card
				break
			}
			if s.home[i] = len(s.cards) + f; len(s.guardFacts[f]) == 0 {
				break
			}
			f = s.guardFacts[f][0]
		}
	}
}

func (s *Set) level(kind string) uint8 {
	return uint8(max(0, slices.IndexFunc(s.schema.Levels, func(l Level) bool { return l.Kind == kind })))
}

func (s *Set) urgency(name string) uint8 {
	return uint8(max(0, slices.Index(s.schema.Urgencies, name)))
}

// everywhereFrom is the urgency from which an outcome reaches every place, or
// one that there is not.
func (s *Set) everywhereFrom() uint8 {
	if s.schema.EverywhereFrom == "" {
		return uint8(len(s.schema.Urgencies))
	}
	return s.urgency(s.schema.EverywhereFrom)
}

// connect builds the network of the rules, each with its cubes, and what is at rest in it.
func (s *Set) connect(cubes [][]logic.Cube) {
	s.makeRest()
	rules := make([]logic.Rule, len(s.rules))
	for i := range s.rules {
		rules[i] = s.logicRule(&s.rules[i], cubes[i])
	}
	s.network = logic.New(logic.Config{
		Levels: len(s.schema.Levels), Urgencies: len(s.schema.Urgencies), LimitLevel: s.level(s.schema.LimitKind),
		EverywhereFrom: s.everywhereFrom(),
		WaivedFrom:     s.level(s.schema.WaivedFrom), WaivedTo: s.level(s.schema.WaivedTo),
		Places: len(s.places.base), Budget: searchBudget, QuestionBudget: questionBudget,
	}, s.networkVariables(), rules)
	if len(s.opaque) == 0 {
		e := Evaluation{set: s}
		e.resolve(s, s.NewAnswers())
		s.network.Rest(&e.state)
	}
}

// networkVariables are the variables, without a safe cell where nothing says which it is: the
// network then takes what its rules ask for least.
func (s *Set) networkVariables() []logic.Variable {
	out := slices.Clone(s.vars.list)
	for i := range s.facts {
		if f := &s.facts[i]; f.Kind == OneOf && f.Risk == RiskNeither && len(f.Safe) == 0 && !f.Volunteered {
			out[s.vars.facts[i].first].Safe = 0
		}
	}
	return out
}

func (s *Set) logicRule(r *Rule, cubes []logic.Cube) logic.Rule {
	out := logic.Rule{
		Cubes: cubes, Level: r.level, Urgency: r.urgency, UnsureLevel: r.unsureLevel, UnsureUrgency: r.unsureUrgency,
		Reach: r.reach, Flag: r.RedFlag,
	}
	if r.at >= 0 {
		out.At = make([]int32, len(s.places.base))
		for p, name := range s.places.base {
			out.At[p] = -1
			if i := slices.Index(valueNames(s.facts[r.at]), name); i >= 0 {
				out.At[p] = s.vars.facts[r.at].bits[i]
			}
		}
	}
	for _, limit := range r.Limits {
		switch {
		case limit.Scope == InRegions || limit.Scope == Everywhere:
			out.LimitReach |= limit.reach
		case limit.Scope == WhereRuleHolds && r.at >= 0:
			out.LimitInside = true
		case limit.Scope == Elsewhere && r.at >= 0:
			out.LimitElsewhere = true
		case limit.Scope == Elsewhere:
			out.LimitReach |= s.places.all &^ r.reach
		}
	}
	return out
}

// Schema returns the schema that the set was loaded with. What it holds is shared:
// it must not be changed.
func (s *Set) Schema() Schema { return s.schema }

// Facts returns every fact, those of the schema first. The slice is shared: it must not be changed.
func (s *Set) Facts() []Fact { return s.facts[:s.asks:s.asks] }

// FactIndex returns the index of a fact in Facts.
func (s *Set) FactIndex(name string) (int, bool) { i, ok := s.factIndex[name]; return i, ok }

// FactNames returns the names of facts, nil for none.
func (s *Set) FactNames(facts []int) []string {
	return lists.Of(facts, func(f int) string { return s.facts[f].Name })
}

// Cards returns every card, those of the schema first. The slice is shared: it must not be changed.
func (s *Set) Cards() []Card { return s.cards }

// CardIndex returns the index of a card in Cards.
func (s *Set) CardIndex(name string) (int, bool) { i, ok := s.cardIndex[name]; return i, ok }

// Implications returns what answers imply of other facts, in the order of their words.
func (s *Set) Implications() []Implication { return s.implications }

// Rules returns every rule in force, by id. The slice is shared: it must not be changed.
func (s *Set) Rules() []Rule { return s.rules }

// RuleIndex returns the index of a rule in Rules.
func (s *Set) RuleIndex(id string) (int, bool) { i, ok := s.ruleIndex[id]; return i, ok }

// Tagged returns the ids of the rules in force that have a tag, in their order.
func (s *Set) Tagged(tag string) []string {
	var ids []string
	for i := range s.rules {
		if s.rules[i].Tagged(tag) {
			ids = append(ids, s.rules[i].ID)
		}
	}
	return ids
}

// Parameters returns every parameter, by name. The slice is shared: it must not be changed.
func (s *Set) Parameters() []Parameter { return s.parameters }

// Parameter returns the value of a parameter.
func (s *Set) Parameter(name string) (float64, bool) {
	for _, p := range s.parameters {
		if p.Name == name {
			return p.Value, true
		}
	}
	return 0, false
}

// Definitions returns every definition, by name. The slice is shared: it must not be changed.
func (s *Set) Definitions() []Definition { return s.definitions }

// Sources returns every source, by key. The slice is shared: it must not be changed.
func (s *Set) Sources() []Source { return s.sources }

// Disposition is what to show of bounds: the floor, once nothing can change it or it asks for as
// much as the schema's CertainFrom, and Undecided before.
func (s *Set) Disposition(b Bounds, settled bool) string {
	if settled || b.Floor >= int(s.level(s.schema.CertainFrom)) {
		return s.schema.Levels[b.Floor].Disposition
	}
	return s.schema.Undecided
}

// Changes returns every change that a layer made to an earlier one, those that only replace words
// included. The slice is shared: it must not be changed.
func (s *Set) Changes() []Change { return s.changes }

// Disabled returns the rules that a layer took out of force. The slice is shared:
// it must not be changed.
func (s *Set) Disabled() []Disabled { return s.disabled }

// Fingerprint is a digest of everything that bears meaning: facts, cards, rules, definitions and
// parameters. Two sets with the same fingerprint decide alike.
func (s *Set) Fingerprint() string { return s.fingerprint }

// TextFingerprint is a digest of every text.
func (s *Set) TextFingerprint() string { return s.textPrint }
