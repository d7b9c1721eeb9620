package policy

import "slices"

// LimitValue is what the limits of one name add up to on one place.
type LimitValue struct {
	Limit  *Limit
	Number float64  // the lowest, of a LowestWins limit
	Values []string // of a Unites limit, in the order of the schema
	Spots  []SpotValue
	Notes  []string
	Rules  []string // the rules behind it, by id
}

// SpotValue is a spot to leave out.
type SpotValue struct {
	Rule   string
	Margin float64
}

// Limits returns every limit that reaches a base place, in the order of the schema: over every rule that holds, may hold because of an
// unsure answer that counts, or is still open. Places with the same limits share the slice; it must not be changed.
func (e *Evaluation) Limits(place int, outcomes []Outcome) []LimitValue {
	t := &e.limits
	if t.evaluation != e.count {
		t.read(e, outcomes)
	}
	key := t.key(place)
	for i := range t.known {
		if slices.Equal(t.known[i].key, key) {
			return t.known[i].values
		}
	}
	values := t.add(place, &e.set.schema)
	t.known = append(t.known, knownLimits{slices.Clone(key), values})
	return values
}

// limitTable holds every limit in force of one evaluation and what places with the same limits share.
type limitTable struct {
	evaluation uint64
	reaching   []reaching
	bits       []uint64
	known      []knownLimits
}

type reaching struct {
	rule   *Rule
	limit  *RuleLimit
	places uint64
}

type knownLimits struct {
	key    []uint64 // which of reaching reach the place, by bit
	values []LimitValue
}

func (t *limitTable) read(e *Evaluation, outcomes []Outcome) {
	t.evaluation, t.reaching, t.known = e.count, t.reaching[:0], nil
	for i := range outcomes {
		o := &outcomes[i]
		if o.Level == 0 || len(o.Rule.Limits) == 0 {
			continue // unsure, and an unsure answer counts for nothing
		}
		inside, outside := e.sitePlaces(o)
		for j := range o.Rule.Limits {
			l := &o.Rule.Limits[j]
			places := l.reach
			switch l.Scope {
			case WhereRuleHolds:
				places = inside
			case Elsewhere:
				places = outside
			}
			if places&e.request != 0 {
				t.reaching = append(t.reaching, reaching{o.Rule, l, places})
			}
		}
	}
}

// sitePlaces is where the rule may be and where it may not be; a site that is not known can be both.
func (e *Evaluation) sitePlaces(o *Outcome) (inside, outside uint64) {
	all := e.set.places.all
	if o.Rule.at < 0 {
		return o.Places, all &^ o.Rule.reach
	}
	inside = e.site(o.Rule)
	if e.given[o.Rule.at].State == Known {
		return inside, all &^ inside
	}
	return inside, all
}

func (t *limitTable) key(place int) []uint64 {
	t.bits = append(t.bits[:0], make([]uint64, (len(t.reaching)+63)/64)...)
	for i := range t.reaching {
		t.bits[i/64] |= t.reaching[i].places >> place & 1 << (i % 64)
	}
	return t.bits
}

// add adds up the limits that reach a place.
func (t *limitTable) add(place int, schema *Schema) []LimitValue {
	values := make([]LimitValue, len(schema.Limits))
	united := make([]uint64, len(schema.Limits))
	for _, r := range t.reaching {
		if r.places>>place&1 == 0 {
			continue
		}
		l := r.limit
		v := &values[l.limit]
		first := v.Limit == nil
		v.Limit = &schema.Limits[l.limit]
		switch v.Limit.Kind {
		case LowestWins:
			if first || l.Number < v.Number {
				v.Number = l.Number
			}
		case Unites:
			united[l.limit] |= l.values
		case Spot:
			v.Spots = append(v.Spots, SpotValue{r.rule.ID, l.Number})
		case Note:
			if !slices.Contains(v.Notes, l.Note) {
				v.Notes = append(v.Notes, l.Note)
			}
		}
		if !slices.Contains(v.Rules, r.rule.ID) {
			v.Rules = append(v.Rules, r.rule.ID)
		}
	}
	out := values[:0]
	for i, v := range values {
		if v.Limit == nil {
			continue
		}
		for j, name := range v.Limit.Values {
			if united[i]>>j&1 == 1 {
				v.Values = append(v.Values, name)
			}
		}
		out = append(out, v)
	}
	return out
}

// surelySited reports whether the rule's site certainly holds the place: it was answered, or it is all that a ticked line can mean.
func (e *Evaluation) surelySited(rule *Rule, place int) bool {
	for i, v := range e.set.vars.facts[rule.at].bits {
		if v >= 0 && e.state.Cells[v] == 2 && e.set.places.mask[e.set.facts[rule.at].Values[i].Name]>>place&1 == 1 {
			return true
		}
	}
	return false
}
