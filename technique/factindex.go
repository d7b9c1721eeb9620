package technique

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
)

// factIndex finds the facts of a rule set by name.
type factIndex struct{ set *policy.Set }

// put writes the answer to a fact.
func (x factIndex) put(a *policy.Answers, name string, answer policy.Answer) {
	if i, ok := x.set.FactIndex(name); ok {
		a.Facts[i] = answer
	}
}

// placed is the answer to one fact of a rule set.
type placed struct {
	fact   int
	answer policy.Answer
}

// place reads the attributes of an entry once and for all: the catalogue does not change.
func place[T any](x factIndex, attributes []attribute[T], of *T) []placed {
	var out []placed
	for _, a := range attributes {
		if i, ok := x.set.FactIndex(a.fact); ok {
			out = append(out, placed{i, a.of(&x.set.Facts()[i], of)})
		}
	}
	return out
}

func putAll(a *policy.Answers, all []placed) {
	for _, x := range all {
		a.Facts[x.fact] = x.answer
	}
}

// answerOf brings an answer into the engine's form.
func answerOf(a answer.YesNo) policy.Answer {
	switch a {
	case answer.Unsure:
		return policy.Answer{State: policy.Unsure}
	case answer.No, answer.Yes:
		return yes(a == answer.Yes)
	}
	return policy.Answer{}
}

func numberOf[T int | float64](f answer.Fact[T]) policy.Answer {
	if x, ok := f.Value(); ok {
		return policy.Answer{State: policy.Known, Number: float64(x)}
	}
	return unknown(f.Unsure())
}

func wordOf[T ~string](f answer.Fact[T], words []string) policy.Answer {
	if x, ok := f.Value(); ok {
		return among(words, x)
	}
	return unknown(f.Unsure())
}

// unknown is unsure or not asked.
func unknown(unsure bool) policy.Answer {
	if unsure {
		return policy.Answer{State: policy.Unsure}
	}
	return policy.Answer{}
}

// rulesReading returns the rules that read a fact whose name begins with one of the prefixes,
// themselves or through a definition or a guard.
func rulesReading(set *policy.Set, prefixes ...string) map[string]bool {
	out := map[string]bool{}
	for i, r := range set.Rules() {
		for _, fact := range set.Reads(i) {
			name := set.Facts()[fact].Name
			if slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
				out[r.ID] = true
			}
		}
	}
	return out
}
