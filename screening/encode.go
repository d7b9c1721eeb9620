package screening

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"

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
	all := written()
	for i := range all {
		e := &all[i]
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
	own, err := ownObject(in.Own)
	if err != nil {
		return nil, err
	}
	if len(own) > 0 {
		out = append(out, member{"own", own})
	}
	return json.Marshal(out)
}

// UnmarshalJSON always fails: which facts and cards there are depends on the rules, so an intake is read by [Screener.DecodeIntake].
func (in *Intake) UnmarshalJSON([]byte) error {
	return errors.New("an intake is read by Screener.DecodeIntake")
}

// written are the facts as an intake is written. An intake knows no Screener that could keep them; they never change, so that nobody can
// tell when they were made.
var written = sync.OnceValue(func() []entry { return byGroup(entries()) })

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
	case a.State > policy.Known:
		return nil, errors.New(f.Name + " holds something that is no answer")
	case a.State == policy.NotAsked:
		return nil, nil
	case a.State == policy.Unsure:
		return "unsure", nil
	case f.Kind == policy.YesNo && a.Yes:
		return "yes", nil
	case f.Kind == policy.YesNo:
		return "no", nil
	case f.Kind == policy.Whole || f.Kind == policy.Decimal:
		return jsonNumber(f.Name, a.Number)
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

// jsonNumber writes a number without an exponent: DecodeIntake takes none.
func jsonNumber(name string, x float64) (any, error) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil, fmt.Errorf("%s: %g is not a number", name, x)
	}
	return json.RawMessage(strconv.FormatFloat(x, 'f', -1, 64)), nil
}

func ownObject(own map[string]OwnAnswer) (object, error) {
	var out object
	for _, name := range slices.Sorted(maps.Keys(own)) {
		value, err := ownValue(name, own[name])
		if err != nil {
			return nil, err
		}
		if value != nil {
			out = append(out, member{name, value})
		}
	}
	return out, nil
}

// ownValue is the answer to a fact of the clinic as JSON has it, nil for not asked.
func ownValue(name string, o OwnAnswer) (any, error) {
	x, known := o.Number.Value()
	switch {
	case o.given() == 0:
		return nil, nil
	case o.given() > 1:
		return nil, fmt.Errorf("%s is answered in two ways", name)
	case o.Answer != NotAsked:
		return o.Answer, nil
	case known:
		return jsonNumber(name, x)
	case o.Number.Unsure():
		return unsureText, nil
	case o.Value != "":
		return o.Value, nil
	case len(o.Values) == 0:
		return nil, fmt.Errorf("%s is an empty list", name)
	}
	return o.Values, nil
}
