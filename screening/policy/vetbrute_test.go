package policy_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// mostIntakes bounds the sets that are gone through intake by intake.
const mostIntakes = 1000

// intakes returns every whole intake of a set, or nothing where there are too many: every rule is
// decided, and no answer disagrees with another. Cards are left alone.
func intakes(set *policy.Set) []*policy.Answers {
	facts := set.Facts()
	options := make([][]policy.Answer, len(facts))
	product := 1
	for i, f := range facts {
		options[i] = answersTo(f)
		if f.AskedIf != "" || f.Volunteered {
			options[i] = append(options[i], policy.Answer{})
		}
		if product *= len(options[i]); product > mostIntakes {
			return nil
		}
	}
	var out []*policy.Answers
	var e policy.Evaluation
	for n := range product {
		a := set.NewAnswers()
		for i := range facts {
			a.SetFact(i, options[i][n%len(options[i])])
			n /= len(options[i])
		}
		if set.Evaluate(a, policy.Request{}, &e) != nil || len(e.Disagreements()) > 0 {
			continue
		}
		if !slices.ContainsFunc(e.Outcomes(), func(o policy.Outcome) bool { return !o.Holds }) && whole(set, a) {
			out = append(out, a)
		}
	}
	return out
}

// whole reports whether nothing is left out that would mean something: no guard of it holds.
func whole(set *policy.Set, a *policy.Answers) bool {
	for i, f := range set.Facts() {
		if a.Fact(i).State == policy.Known || f.AskedIf == "" || f.Volunteered {
			continue
		}
		for _, value := range answersTo(f) {
			if witness.Denies(f, value) {
				continue
			}
			a.SetFact(i, value)
			err := set.Check(a)
			if a.SetFact(i, (policy.Answer{})); err == nil {
				return false
			}
		}
	}
	return true
}

// answersTo are values of a fact, among them one between any two that random rules compare it with.
func answersTo(f policy.Fact) (out []policy.Answer) {
	known := func(a policy.Answer) { a.State = policy.Known; out = append(out, a) }
	switch f.Kind {
	case policy.YesNo:
		known(policy.Answer{})
		known(policy.Answer{Yes: true})
	case policy.Whole:
		for x := f.Least; x <= f.Most; x++ {
			known(policy.Answer{Number: x})
		}
	case policy.Decimal:
		for _, x := range []float64{0, 0.5, 0.7, 1, 1.1, 1.25, 1.3, 1.5, 1.7, 2, 2.1, 2.25, 2.3, 2.5, 2.7, 3} {
			known(policy.Answer{Number: x})
		}
	case policy.OneOf:
		for i := range f.Values {
			known(policy.Answer{Values: 1 << i})
		}
	case policy.SetOf:
		for m := uint64(1); m < 1<<len(f.Values); m++ {
			if a := (policy.Answer{State: policy.Known, Values: m}); f.Fault(a) == "" {
				known(a)
			}
		}
	}
	return out
}

// coming is what an intake comes to at one place.
type coming struct {
	holds          map[string]bool
	level, urgency []int // by place; of each place its level, and once the urgency
	e              *policy.Evaluation
}

func comes(set *policy.Set, a *policy.Answers) coming {
	c := coming{holds: map[string]bool{}, e: &policy.Evaluation{}}
	if set.Evaluate(a, policy.Request{Places: []string{"body"}}, c.e) != nil {
		return c
	}
	for _, o := range c.e.Outcomes() {
		c.holds[o.Rule.ID] = o.Holds
	}
	for _, p := range c.e.Requested() {
		c.level = append(c.level, c.e.Place(p).Floor)
	}
	c.urgency = []int{c.e.Urgency().Floor}
	return c
}

// milder reports whether another result is below this one somewhere.
func (c coming) milder(than coming) bool {
	below := func(a, b []int) bool {
		for i := range a {
			if a[i] < b[i] {
				return true
			}
		}
		return false
	}
	return below(c.level, than.level) || below(c.urgency, than.urgency)
}

// What Vet proves holds in every intake of small random sets, what it shows is so, and a rule that
// holds in none is found.
func TestVetAgainstBruteForce(t *testing.T) {
	t.Parallel()
	want := draws.Of(t, 400)
	if draws.All(t) {
		want = 5000
	}
	sets, proofs, shown := 0, 0, 0
	for seed := uint64(1); sets < want && !t.Failed(); seed++ {
		d := newDomain(rand.New(rand.NewPCG(seed, 77)))
		set := mustLoadDomain(t, d)
		if set == nil {
			continue
		}
		all := intakes(set)
		if all == nil {
			continue
		}
		sets++
		results := make([]coming, len(all))
		for i, a := range all {
			results[i] = comes(set, a)
		}
		v := policy.Vet(set, policy.VetOptions{})
		ever := func(id string) bool {
			return slices.ContainsFunc(results, func(c coming) bool { return c.holds[id] })
		}
		for _, f := range v.Findings {
			fault := ""
			switch f.Kind {
			case policy.NeverTrue:
				if ever(f.Name) {
					fault = "holds"
				}
			case policy.AlwaysTrue:
				if slices.ContainsFunc(results, func(c coming) bool { return !c.holds[f.Name] }) {
					fault = "does not always hold"
				}
			case policy.Same, policy.Subsumed:
				for _, c := range results {
					if c.holds[f.Rules[0]] && !c.holds[f.Rules[1]] || f.Kind == policy.Same && c.holds[f.Rules[1]] && !c.holds[f.Rules[0]] {
						fault = "does not hold wherever the other does"
					}
				}
			}
			if fault != "" {
				t.Errorf("seed %d: %s: %s\n%s", seed, f.Key(), fault, d)
			}
			proofs++
			for _, w := range []*policy.Witness{f.Witness, f.Then} {
				if w != nil {
					shown++
					reproduce(t, set, w)
				}
			}
		}
		// Whether an implied fact was told is left open: what rests on it need not be found.
		given := slices.ContainsFunc(set.Implications(), func(x policy.Implication) bool { return x.Given != "" })
		for _, r := range set.Rules() {
			if key := "never_true " + r.ID; !ever(r.ID) && !slices.Contains(keys(v), key) && len(v.Unproved) == 0 && !given {
				t.Errorf("seed %d: %s was not found\n%s", seed, key, d)
			}
		}
		monotone(t, seed, set, v, all, results)
	}
	t.Logf("%d sets, %d findings, %d witnesses", sets, proofs, shown)
}

// monotone goes through every pair of intakes that differ by one step of a fact that is said to be
// monotone.
func monotone(t *testing.T, seed uint64, set *policy.Set, v *policy.Vetting, all []*policy.Answers, results []coming) {
	t.Helper()
	index := map[string]int{}
	for i, a := range all {
		index[witness.Describe(set, a)] = i
	}
	for _, name := range v.Monotone {
		f, _ := set.FactIndex(name)
		fact := &set.Facts()[f]
		for i, a := range all {
			for _, to := range answersTo(*fact) {
				if a.Fact(f).State != policy.Known || !riskier(fact, a.Fact(f), to) {
					continue
				}
				was := a.Fact(f)
				a.SetFact(f, to)
				j, ok := index[witness.Describe(set, a)]
				a.SetFact(f, was)
				if ok && results[j].milder(results[i]) {
					t.Errorf("seed %d: %s is said to be monotone, and %s is milder than\n%s", seed, name,
						set.Format(f, to), witness.Describe(set, a))
					return
				}
			}
		}
	}
}

// riskier reports whether the second answer is one step towards risk or more.
func riskier(f *policy.Fact, a, b policy.Answer) bool {
	if f.Kind == policy.OneOf && len(f.Safe) > 0 {
		safe := func(x policy.Answer) bool {
			return slices.Contains(f.Safe, f.Values[first(x.Values)].Name)
		}
		if safe(a) && !safe(b) {
			return true
		}
	}
	if f.Places || f.Risk == policy.RiskNeither {
		return false
	}
	more := false
	switch f.Kind {
	case policy.YesNo:
		more = !a.Yes && b.Yes
		if f.Risk == policy.RiskLess {
			more = a.Yes && !b.Yes
		}
	case policy.OneOf:
		more = b.Values > a.Values == (f.Risk == policy.RiskMore) && a.Values != b.Values
	case policy.Whole, policy.Decimal:
		more = b.Number > a.Number == (f.Risk == policy.RiskMore) && a.Number != b.Number
	}
	return more
}

func first(values uint64) int {
	i := 0
	for values>>i&1 == 0 {
		i++
	}
	return i
}
