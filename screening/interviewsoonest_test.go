package screening_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// What the interview asks without looking at everything is the first of everything that can be
// asked.
func TestInterviewAsksTheFirstOfAll(t *testing.T) {
	set := loaded(t).Rules()
	r := rand.New(rand.NewPCG(14, 11))
	all := people(t, set)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	all = all[:draws.Of(t, 400)]
	for range draws.Of(t, 400) {
		all = append(all, weighted(set, r))
	}
	for _, p := range all {
		p.interview(t, func(e *policy.Evaluation) (policy.Asking, bool) {
			x, more := e.Interview(false)
			want := policy.Asking{}
			if first := e.Askings(); len(first) > 0 && first[0].Decides {
				want = first[0]
			}
			if diff := cmp.Diff(asking(want), asking(x)); diff != "" || more != (len(want.Questions) > 0) {
				t.Fatalf("%s: (-first of all +interview):\n%s", p.name, diff)
			}
			return x, more
		})
	}
}

// asking is what an asking says, in names.
func asking(x policy.Asking) (out []any) {
	if x.Card != nil {
		out = append(out, x.Card.Name)
	}
	for _, q := range x.Questions {
		out = append(out, q.Fact.Name, q.Decides, q.Presumed, q.After)
		for _, r := range q.Rules {
			out = append(out, r.ID)
		}
	}
	for _, r := range x.Rules {
		out = append(out, r.ID)
	}
	return append(out, x.Danger, x.Decides)
}
