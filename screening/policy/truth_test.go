package policy_test

import (
	"math/rand/v2"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Two told answers of which one excludes the other both count, but nothing holds by both at once.
func TestTruthOfAnswersThatDisagree(t *testing.T) {
	set := mustLoad(t, base(), loosening(`
implications:
  - {when: soil.state == flooded, excludes: nest.present, because: No nest floats.}
sources: {own_book: {cites: Ours, level: B, read: excerpt}}
rules:
  - id: own.both
    kind: care
    urgency: none
    when: soil.state == flooded && nest.present || frost.hard
    says: Ours.
    sources: [own_book]
    grade: B
`))
	for frost, want := range map[string]policy.Truth{"yes": policy.True, "no": policy.False, "unsure": policy.Unknown} {
		a := told(t, set, map[string]string{"soil.state": "flooded", "nest.present": "yes", "frost.hard": frost})
		var e policy.Evaluation
		if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		i, _ := set.RuleIndex("own.both")
		is, there := truthOfRules(&e)["own.both"]
		if !there {
			is = policy.False
		}
		if is != want {
			t.Errorf("frost %s: the rule is %d, want %d", frost, is, want)
		}
		if got := e.Truth(set.RuleTest(i), false); got != policy.Unknown && got != want {
			t.Errorf("frost %s: the condition is %d, and the rule %d", frost, got, want)
		}
	}
}

// What a told answer excludes can still be implied by a detail of what is unsure: then both count,
// and a test of it is no more false than the rule.
func TestTruthOfWhatIsExcludedAndImplied(t *testing.T) {
	set := mustLoad(t, base(), loosening(`
implications:
  - {when: frost.nights > 5, implies: "!crew.trained", because: The trained stay at home in a long frost.}
  - {when: "!crew.trained", excludes: nest.present, because: Only the trained know a nest.}
sources: {own_book: {cites: Ours, level: B, read: excerpt}}
rules:
  - id: own.untrained
    kind: care
    urgency: none
    when: "!crew.trained && soil.state == wet"
    says: Ours.
    sources: [own_book]
    grade: B
`))
	for _, tt := range []struct {
		frost, nights string
		want          policy.Truth
	}{
		{"unsure", "unsure", policy.Unknown},
		{"yes", "unsure", policy.False}, // nobody knows the nights, but not so many
		{"no", "", policy.False},
		{"yes", "9", policy.True}, // both were told
	} {
		answers := map[string]string{"soil.state": "wet", "nest.present": "yes", "frost.hard": tt.frost}
		if tt.nights != "" {
			answers["frost.nights"] = tt.nights
		}
		var e policy.Evaluation
		if err := set.Evaluate(told(t, set, answers), policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		i, _ := set.RuleIndex("own.untrained")
		is, there := truthOfRules(&e)["own.untrained"]
		if !there {
			is = policy.False
		}
		if got := e.Truth(set.RuleTest(i), false); is != tt.want || got != policy.Unknown && got != is {
			t.Errorf("%v: the rule is %d, want %d, and its condition %d", answers, is, tt.want, got)
		}
	}
}

// What is known of a condition by its parts is never anything else than what the rule comes to,
// whatever answers imply of each other, and also where they disagree.
func TestTruthAgreesWithOutcomes(t *testing.T) {
	seen, disagreeing := map[policy.Truth]int{}, 0
	for seed := range max(45, draws.Of(t, 1500)) { // fewer meet no disagreement
		r := rand.New(rand.NewPCG(uint64(seed), 77))
		d := newDomain(r)
		set := mustLoadDomain(t, d)
		if set == nil {
			continue
		}
		def, err := newReading(set)
		if err != nil || def == nil {
			continue
		}
		var e policy.Evaluation
		for range 15 {
			if set.Evaluate(def.Draw(r), policy.Request{}, &e) != nil {
				continue
			}
			if len(e.Disagreements()) > 0 {
				disagreeing++
			}
			is := truthOfRules(&e)
			for i, rule := range set.Rules() {
				want, there := is[rule.ID]
				if !there {
					want = policy.False
				}
				got := e.Truth(set.RuleTest(i), false)
				if seen[got]++; got != policy.Unknown && got != want {
					t.Fatalf("seed %d: %s is %d, and its condition %d\n%s", seed, rule.ID, want, got, d)
				}
			}
		}
	}
	if len(seen) < 3 || disagreeing == 0 {
		t.Errorf("seen %v, %d disagree", seen, disagreeing)
	}
}

// truthOfRules are the rules that are not false.
func truthOfRules(e *policy.Evaluation) map[string]policy.Truth {
	out := map[string]policy.Truth{}
	for _, o := range e.Outcomes() {
		if out[o.Rule.ID] = policy.Unknown; o.Holds {
			out[o.Rule.ID] = policy.True
		}
	}
	return out
}
