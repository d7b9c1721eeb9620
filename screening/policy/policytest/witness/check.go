package witness

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/safehands/safehands/screening/policy"
)

// Check draws n random answers and compares what the set makes of every rule with what cel-go does.
// Where cel-go knows, the two are equal; where it does not, the set may know more, and every way to
// answer what the rule reads then has to bear it out.
func (w *Witness) Check(seed uint64, n int) error {
	set := w.set
	var e policy.Evaluation
	for i := range n {
		r := rand.New(rand.NewPCG(seed, uint64(i)))
		a := w.Draw(r)
		if i%2 == 0 {
			if c := w.Complete(r, a, &e); c != nil {
				a = c
			}
		}
		if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
			return fmt.Errorf("draw %d of seed %d: %w", i, seed, err)
		}
		if err := w.check(a, &e); err != nil {
			return fmt.Errorf("draw %d of seed %d: %w; the answers:\n%s", i, seed, err, Describe(set, a))
		}
	}
	return nil
}

func (w *Witness) check(a *policy.Answers, e *policy.Evaluation) error {
	got := w.truths(e)
	given := w.given(e)
	client := w.oracle.Client(w.plain(given))
	if w.torn(given, w.told(a)) {
		return nil // cel-go knows nothing of answers that count side by side
	}
	for r, rule := range w.set.Rules() {
		want := truth(client.Eval(w.programs[r]))
		if want == got[r] {
			continue
		}
		if want != Unknown {
			return fmt.Errorf("%s is %v, cel-go says %v", rule.ID, got[r], want)
		}
		if other, ok := w.refute(r, given, a, got[r]); ok {
			return fmt.Errorf("%s is %v, cel-go says %v and over %s the opposite", rule.ID, got[r], want, other)
		}
	}
	return nil
}

// truths reads the truth of every rule off an evaluation.
func (w *Witness) truths(e *policy.Evaluation) []Truth {
	out := make([]Truth, len(w.set.Rules()))
	for i := range out {
		out[i] = False
	}
	for _, o := range e.Outcomes() {
		i, _ := w.set.RuleIndex(o.Rule.ID)
		out[i] = Unknown
		if o.Holds {
			out[i] = True
		}
	}
	return out
}

func (w *Witness) given(e *policy.Evaluation) []policy.Answer {
	given := make([]policy.Answer, len(w.set.Facts()))
	for i := range given {
		given[i] = w.counts(i, e.Given(i))
	}
	return given
}

// explicit are the answers to facts, without what cards say.
func explicit(a *policy.Answers) []policy.Answer {
	out := make([]policy.Answer, a.Facts())
	for i := range out {
		out[i] = a.Fact(i)
	}
	return out
}

// maxWays bounds how many ways to answer what a rule reads are gone through.
const maxWays = 1 << 12

// refute looks for values of what is unknown that turn the rule out otherwise. It keeps to the
// implications.
func (w *Witness) refute(rule int, given []policy.Answer, a *policy.Answers, truth Truth) (string, bool) {
	var open []int
	ways := 1
	for _, f := range w.withAntecedents(w.reads[rule]) {
		if given[f].State != policy.Known {
			open = append(open, f)
			if ways *= len(w.values[f]); ways > maxWays {
				return "", false
			}
		}
	}
	told := w.told(a)
	all := append([]policy.Answer(nil), given...)
	for way := range ways {
		text := ""
		for _, f := range open {
			all[f] = w.values[f][way%len(w.values[f])]
			way /= len(w.values[f])
			text += " " + w.set.Facts()[f].Name + "=" + w.set.Format(f, all[f])
		}
		if !w.excluded(all, told) && w.Truth(rule, all) != truth {
			return text, true
		}
	}
	return "", false
}

// withAntecedents adds to facts what the implications that speak of them read.
func (w *Witness) withAntecedents(facts []int) []int {
	facts = slices.Clone(facts)
	for i := 0; i < len(facts); i++ {
		for _, c := range w.implied {
			if c.fact != facts[i] {
				continue
			}
			for _, f := range c.reads {
				if !slices.Contains(facts, f) {
					facts = append(facts, f)
				}
			}
		}
	}
	return facts
}

// Denies reports whether an answer is no, or the list's none.
func Denies(f policy.Fact, a policy.Answer) bool {
	if a.State != policy.Known {
		return false
	}
	if f.Kind == policy.YesNo {
		return !a.Yes
	}
	for i, v := range f.Values {
		if f.None != "" && v.Name == f.None {
			return a.Values == 1<<i
		}
	}
	return false
}
