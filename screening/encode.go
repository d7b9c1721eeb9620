package screening

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// MarshalJSON writes the intake as [Screener.DecodeIntake] reads it: what was not asked is left out, and everything has a fixed place.
func (in Intake) MarshalJSON() ([]byte, error) {
	var out object
	if len(in.Regions) > 0 {
		out = append(out, member{"regions", in.Regions})
	}
	if len(in.Cards) > 0 {
		out = append(out, member{"cards", in.Cards})
	}
	group := object(nil)
	name := ""
	flush := func() {
		if len(group) > 0 {
			out = append(out, member{name, group})
		}
		group = nil
	}
	for _, e := range byGroup(entries()) {
		g, fact, _ := strings.Cut(e.fact.Name, ".")
		if g != name {
			flush()
			name = g
		}
		a := e.get(&in)
		value, err := jsonAnswer(&e.fact, policy.Answer{State: policy.State(a.state), Yes: a.yes, Number: a.number, Values: a.values})
		if err != nil {
			return nil, err
		}
		if value != nil {
			group = append(group, member{fact, value})
		}
	}
	flush()
	if own := ownObject(in.Own); len(own) > 0 {
		out = append(out, member{"own", own})
	}
	return json.Marshal(out)
}

// UnmarshalJSON always fails: which facts and cards there are depends on the rules, so an intake is read by [Screener.DecodeIntake].
func (in *Intake) UnmarshalJSON([]byte) error {
	return errors.New("an intake is read by Screener.DecodeIntake")
}

// byGroup brings the facts of a group together, in the order in which the groups first come up.
func byGroup(entries []entry) []entry {
	rank := map[string]int{}
	group := func(e entry) string { g, _, _ := strings.Cut(e.fact.Name, "."); return g }
	for _, e := range entries {
		if _, ok := rank[group(e)]; !ok {
			rank[group(e)] = len(rank)
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return rank[group(a)] - rank[group(b)] })
	return entries
}

// jsonAnswer is an answer as JSON has it, nil for not asked.
func jsonAnswer(f *policy.Fact, a policy.Answer) (any, error) {
	switch {
	case a.State == policy.NotAsked:
		return nil, nil
	case a.State == policy.Unsure:
		return "unsure", nil
	case f.Kind == policy.YesNo && a.Yes:
		return "yes", nil
	case f.Kind == policy.YesNo:
		return "no", nil
	case f.Kind == policy.Whole || f.Kind == policy.Decimal:
		return a.Number, nil
	}
	var names []string
	for i, v := range f.Values {
		if a.Values>>i&1 == 1 {
			names = append(names, v.Name)
		}
	}
	switch {
	case len(names) == 0 || a.Values>>len(f.Values) != 0:
		return nil, errors.New(f.Name + " holds something that is not one of its values")
	case f.Kind == policy.OneOf:
		return names[0], nil
	}
	return names, nil
}

func ownObject(own map[string]OwnAnswer) object {
	names := make([]string, 0, len(own))
	for name := range own {
		names = append(names, name)
	}
	slices.Sort(names)
	var out object
	for _, name := range names {
		o := own[name]
		switch {
		case o.Answer != NotAsked:
			out = append(out, member{name, o.Answer})
		case o.Number.Asked():
			out = append(out, member{name, o.Number})
		case len(o.Values) > 0:
			out = append(out, member{name, o.Values})
		}
	}
	return out
}
