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

// Limits returns every limit that reaches a base place, in the order of the schema: over every rule
// that holds, may hold because of an unsure answer that counts, or is still open. Places with the
// same limits share the slice; it must not be changed.
func (e *Evaluation) Limits(place int, outcomes []Outcome) []LimitValue {
	if !e.valid {
		return nil
	}
	return e.limits.at(e, nil, place, outcomes)
}

// at returns the limits of a place: of the whole, or of a half.
func (t *limitTable) at(e *Evaluation, h *Half, place int, outcomes []Outcome) []LimitValue {
	if t.evaluation != e.count {
		t.read(e, h, outcomes)
	}
	key := t.key(place)
	for i := range t.known[:t.used] {
		if slices.Equal(t.known[i].key, key) {
			return t.known[i].values
		}
	}
	if t.used == len(t.known) {
		t.known = append(t.known, knownLimits{all: make([]LimitValue, len(e.set.schema.Limits))})
	}
	k := &t.known[t.used]
	t.used++
	k.key = append(k.key[:0], key...)
	k.noted = append(k.noted[:0], make([]uint64, (len(t.notes)+63)/64)...)
	k.add(t.reaching, place, &e.set.schema)
	return k.values
}

// limitTable holds every limit in force of one evaluation and what places with
// the same limits share.
type limitTable struct {
	evaluation uint64
	reaching   []reaching
	notes      map[string]int // what is noted, by its number
	bits       []uint64
	known      []knownLimits // the first used of them count; the rest is memory
	used       int
}

type reaching struct {
	rule   *Rule
	limit  *RuleLimit
	places uint64
	values uint64 // of the limit
	note   int    // its number
}

type knownLimits struct {
	key    []uint64     // which of reaching reach the place, by bit
	all    []LimitValue // one for each limit of the schema
	values []LimitValue // those that limit something
	noted  []uint64     // the notes among them, by bit
}

func (t *limitTable) read(e *Evaluation, h *Half, outcomes []Outcome) {
	t.evaluation, t.reaching, t.used = e.count, t.reaching[:0], 0
	if t.notes == nil {
		t.notes = map[string]int{}
	}
	clear(t.notes)
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
			values := l.values
			if h != nil {
				places, values = h.narrowed(o, l, places)
			}
			if places&e.request == 0 {
				continue
			}
			note, noted := t.notes[l.Note]
			if !noted && l.Note != "" {
				note = len(t.notes)
				t.notes[l.Note] = note
			}
			t.reaching = append(t.reaching, reaching{o.Rule, l, places, values, note})
		}
	}
}

// sitePlaces is where the rule reaches, which may be everywhere by its urgency, and where it is
// not; a site that is not known can be both.
func (e *Evaluation) sitePlaces(o *Outcome) (inside, outside uint64) {
	all := e.set.places.all
	if o.Rule.at < 0 {
		return o.Places, all &^ o.Rule.reach
	}
	return o.Places, all &^ e.certainSite(o.Rule)
}

func (t *limitTable) key(place int) []uint64 {
	t.bits = append(t.bits[:0], make([]uint64, (len(t.reaching)+63)/64)...)
	for i := range t.reaching {
		t.bits[i/64] |= t.reaching[i].places >> place & 1 << (i % 64)
	}
	return t.bits
}

// add adds up the limits that reach a place.
func (k *knownLimits) add(reaching []reaching, place int, schema *Schema) {
	for i := range k.all {
		v := &k.all[i]
		*v = LimitValue{Values: v.Values[:0], Spots: v.Spots[:0], Notes: v.Notes[:0], Rules: v.Rules[:0]}
	}
	var united [64]uint64
	for i := range reaching {
		r := &reaching[i]
		if r.places>>place&1 == 0 {
			continue
		}
		l := r.limit
		v := &k.all[l.limit]
		first := v.Limit == nil
		v.Limit = &schema.Limits[l.limit]
		switch v.Limit.Kind {
		case LowestWins:
			if first || l.Number < v.Number {
				v.Number = l.Number
			}
		case Unites:
			united[l.limit] |= r.values
		case Spot:
			v.Spots = append(v.Spots, SpotValue{r.rule.ID, l.Number})
		case Note:
			if word, bit := r.note/64, uint64(1)<<(r.note%64); k.noted[word]&bit == 0 {
				k.noted[word] |= bit
				v.Notes = append(v.Notes, l.Note)
			}
		}
		if n := len(v.Rules); n == 0 || v.Rules[n-1] != r.rule.ID {
			v.Rules = append(v.Rules, r.rule.ID)
		}
	}
	k.values = k.values[:0]
	for i := range k.all {
		v := &k.all[i]
		if v.Limit == nil {
			continue
		}
		for j, name := range v.Limit.Values {
			if united[i]>>j&1 == 1 {
				v.Values = append(v.Values, name)
			}
		}
		k.values = append(k.values, *v)
	}
}
