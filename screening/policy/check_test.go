package policy_test

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

func TestSetCheck(t *testing.T) {
	set := mustLoad(t, base())
	other, err := policy.Load(smallSchema())
	if err != nil {
		t.Fatal(err)
	}
	known := func(a policy.Answer) policy.Answer { a.State = policy.Known; return a }
	const foreign = "the answers are not of this rule set; make them with Set.NewAnswers"
	tests := []struct {
		name  string
		facts map[string]policy.Answer
		card  policy.CardAnswer
		want  string
	}{
		{name: "nothing asked"},
		{name: "unsure", facts: map[string]policy.Answer{"frost.nights": {State: policy.Unsure}}},
		{name: "a card", card: policy.CardAnswer{Given: true, Ticked: 1, Unsure: 2}},
		{name: "no value", facts: map[string]policy.Answer{"frost.nights": known(policy.Answer{Number: 31})},
			want: "frost.nights: 31 is outside 0 to 30 nights"},
		{name: "a detail of what is denied", facts: map[string]policy.Answer{"frost.hard": known(policy.Answer{}), "frost.nights": known(policy.Answer{Number: 2})},
			want: "frost.nights: is 2, but only means something if frost.hard"},
		{name: "a fact against its card", facts: map[string]policy.Answer{"nest.present": known(policy.Answer{Yes: true})}, card: policy.CardAnswer{Given: true},
			want: "nest.present: is yes, but card today says no on line nest"},
		{name: "a line that there is not", card: policy.CardAnswer{Given: true, Ticked: 8}, want: "cards.today: has no such line"},
		{name: "both", card: policy.CardAnswer{Given: true, Ticked: 2, Unsure: 2}, want: "cards.today: line nest is both ticked and unsure"},
		{name: "two at once", facts: map[string]policy.Answer{"soil.state": known(policy.Answer{Values: 3}), "soil.ph": {State: 9}},
			want: "soil.ph: is neither not asked, unsure nor known\nsoil.state: is not one of its values"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := set.NewAnswers()
			for name, x := range tt.facts {
				i, _ := set.FactIndex(name)
				a.SetFact(i, x)
			}
			a.SetCard(0, tt.card)
			if diff := cmp.Diff(tt.want, errorText(set.Check(a))); diff != "" {
				t.Errorf("Check mismatch (-want +got):\n%s", diff)
			}
		})
	}
	for name, a := range map[string]*policy.Answers{
		"no answers": nil, "those of another set": other.NewAnswers(), "none made": {},
	} {
		if diff := cmp.Diff(foreign, errorText(set.Check(a))); diff != "" {
			t.Errorf("Check of %s mismatch (-want +got):\n%s", name, diff)
		}
	}
}

// Check says of any answers, contradictory ones among them, what Evaluate does,
// and leaves them alone.
func TestSetCheckAgreesWithEvaluate(t *testing.T) {
	t.Parallel()
	domains := draws.Of(t, 150)
	contradictions, sound := 0, 0
	for seed := range uint64(domains) {
		r := rand.New(rand.NewPCG(seed, 6))
		d := newDomain(r)
		set := mustLoadDomain(t, d)
		if set == nil {
			continue
		}
		w, err := witness.New(set)
		if err != nil {
			t.Fatal(err)
		}
		var e policy.Evaluation
		for range answers {
			a := w.Draw(r)
			for range r.IntN(4) {
				i := r.IntN(a.Facts())
				a.SetFact(i, w.Values(i)[r.IntN(len(w.Values(i)))])
			}
			if r.IntN(3) == 0 && a.Cards() > 0 {
				a.SetCard(r.IntN(a.Cards()), policy.CardAnswer{
					Given: true, Ticked: r.Uint64N(4), Unsure: r.Uint64N(4),
				})
			}
			before := witness.Describe(set, a)
			got, want := errorText(set.Check(a)), errorText(set.Evaluate(a, policy.Request{}, &e))
			if got != want {
				t.Fatalf("domain %d: Check says %q, Evaluate %q, of:\n%s%s", seed, got, want, before, d)
			}
			if after := witness.Describe(set, a); after != before {
				t.Fatalf("domain %d: Check turns\n%sinto\n%s", seed, before, after)
			}
			if want == "" {
				sound++
			} else {
				contradictions++
			}
		}
	}
	if contradictions == 0 || sound == 0 {
		t.Errorf("%d contradictions and %d without one: the draw shows one side alone", contradictions, sound)
	}
	t.Logf("%d contradictions, %d without one", contradictions, sound)
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
