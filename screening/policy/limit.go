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
// unsure answer that counts, or is still open.
func (e *Evaluation) Limits(place int, outcomes []Outcome) []LimitValue {
	schema := &e.set.schema
	values := make([]LimitValue, len(schema.Limits))
	bits := make([]uint64, len(schema.Limits))
	for _, o := range outcomes {
		if o.Level == 0 {
			continue // unsure, and an unsure answer counts for nothing
		}
		for i := range o.Rule.Limits {
			l := &o.Rule.Limits[i]
			if !e.limitReaches(o, l, place) {
				continue
			}
			v := &values[l.limit]
			first := v.Limit == nil
			v.Limit = &schema.Limits[l.limit]
			switch v.Limit.Kind {
			case LowestWins:
				if first || l.Number < v.Number {
					v.Number = l.Number
				}
			case Unites:
				bits[l.limit] |= l.values
			case Spot:
				v.Spots = append(v.Spots, SpotValue{o.Rule.ID, l.Number})
			case Note:
				if !slices.Contains(v.Notes, l.Note) {
					v.Notes = append(v.Notes, l.Note)
				}
			}
			if !slices.Contains(v.Rules, o.Rule.ID) {
				v.Rules = append(v.Rules, o.Rule.ID)
			}
		}
	}
	out := values[:0]
	for i, v := range values {
		if v.Limit == nil {
			continue
		}
		for j, name := range v.Limit.Values {
			if bits[i]>>j&1 == 1 {
				v.Values = append(v.Values, name)
			}
		}
		out = append(out, v)
	}
	return out
}

func (e *Evaluation) limitReaches(o Outcome, l *RuleLimit, place int) bool {
	inside := o.Rule.reach>>place&1 == 1
	sure := true // whether the site could also be elsewhere
	if o.Rule.at >= 0 {
		inside = e.site(o.Rule)>>place&1 == 1
		sure = e.given[o.Rule.at].State == Known
	}
	switch l.Scope {
	case WhereRuleHolds:
		return inside || o.Rule.at < 0 && o.Urgency >= int(e.set.urgency(e.set.schema.EverywhereFrom))
	case Elsewhere:
		return !inside || !sure
	}
	return l.reach>>place&1 == 1
}
