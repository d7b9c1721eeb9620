package form

import (
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

// Condition is a test of answers as data, in names. Its operators are those of [policy.Test]:
//
//	op          | holds where                                 | members
//	and, or     | all, or one, of its kids hold               | kids
//	not         | its one kid does not                        | kids
//	at_least    | n or more of its kids hold                  | kids, n
//	defined     | its one kid holds; what the rules call name | kids, name
//	yes         | the fact is yes                             | fact
//	among       | the fact's value is one of values           | fact, values
//	holds       | the fact's set holds the one value          | fact, values
//	from, above | the number is that or more, or more         | fact, number
type Condition struct {
	Op     string       `json:"op"`
	Kids   []*Condition `json:"kids,omitempty"`
	N      int          `json:"n,omitempty"`
	Name   string       `json:"name,omitempty"`
	Fact   string       `json:"fact,omitempty"`
	Values []string     `json:"values,omitempty"`
	Number float64      `json:"number,omitempty"`
}

var ops = map[policy.TestOp]string{
	policy.And: "and", policy.Or: "or", policy.Not: "not", policy.AtLeast: "at_least", policy.Defined: "defined",
	policy.IsYes: "yes", policy.IsAmong: "among", policy.Holds: "holds",
	policy.FromNumber: "from", policy.AboveNumber: "above",
}

// ConditionOf returns a test of a set in names, and nil for none. Values that are like one that is
// named stand beside it where the test means them too.
func ConditionOf(set *policy.Set, t *policy.Test) *Condition { return conditionOf(set, t, false) }

func conditionOf(set *policy.Set, t *policy.Test, not bool) *Condition {
	if set == nil || t == nil {
		return nil
	}
	c := &Condition{Op: ops[t.Op], N: t.N, Name: t.Name, Number: t.Number}
	for _, k := range t.Kids {
		c.Kids = append(c.Kids, conditionOf(set, k, not != (t.Op == policy.Not)))
	}
	if t.Op < policy.IsYes {
		return c
	}
	f := &set.Facts()[t.Fact]
	c.Fact = f.Name
	for i, v := range f.Values {
		if t.Values>>i&1 == 1 {
			c.Values = append(c.Values, v.Name)
		}
	}
	if t.Op == policy.IsAmong && !not {
		c.Values = withAlike(f, c.Values)
	}
	return c
}

// withAlike adds the values that are like one of names, also through others.
func withAlike(f *policy.Fact, names []string) []string {
	in := map[string]bool{}
	for _, name := range names {
		in[name] = true
	}
	for grew := true; grew; {
		grew = false
		for _, v := range f.Values {
			for _, like := range v.Like {
				if in[like] && !in[v.Name] {
					in[v.Name], grew = true, true
				}
			}
		}
	}
	return lists.Some(f.Values, func(v policy.Value) (string, bool) { return v.Name, in[v.Name] })
}
