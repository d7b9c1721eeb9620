package policytest

import (
	"slices"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
)

// vocabulary is every name that a case file may use.
type vocabulary struct {
	set     *policy.Set
	schema  policy.Schema
	answers *answer.Facts

	facts, definitions, cards, rules []string
	places                           []string            // base places and groups
	parts                            map[string][]string // by place: the base places that it stands for

	dispositions []string // in rising caution
	decisions    []string // dispositions and the one that stands for undecided
}

func newVocabulary(set *policy.Set) vocabulary {
	v := vocabulary{set: set, schema: set.Schema(), answers: answer.NewFacts(set), parts: map[string][]string{}}
	for _, f := range set.Facts() {
		v.facts = append(v.facts, f.Name)
	}
	for _, d := range set.Definitions() {
		v.definitions = append(v.definitions, d.Name)
	}
	for _, c := range set.Cards() {
		v.cards = append(v.cards, c.Name)
	}
	for _, r := range set.Rules() {
		v.rules = append(v.rules, r.ID)
	}
	contains := map[string][]string{}
	for _, p := range v.schema.Places {
		v.places = append(v.places, p.Name)
		contains[p.Name] = p.Contains
	}
	for _, p := range v.places {
		v.parts[p] = partsOf(p, contains, len(v.places))
	}
	for _, l := range v.schema.Levels {
		v.dispositions = append(v.dispositions, l.Disposition)
	}
	v.decisions = append(slices.Clone(v.dispositions), v.schema.Undecided)
	return v
}

// partsOf goes no deeper than there are places: groups may contain groups, in a circle at worst.
func partsOf(place string, contains map[string][]string, depth int) []string {
	if len(contains[place]) == 0 {
		return []string{place}
	}
	var out []string
	for _, p := range contains[place] {
		if depth == 0 {
			break
		}
		for _, part := range partsOf(p, contains, depth-1) {
			if !slices.Contains(out, part) {
				out = append(out, part)
			}
		}
	}
	return out
}

func (v *vocabulary) level(kind string) int {
	return slices.IndexFunc(v.schema.Levels, func(l policy.Level) bool { return l.Kind == kind })
}

func valueNames(f *policy.Fact) []string {
	var out []string
	for _, v := range f.Values {
		out = append(out, v.Name)
	}
	return out
}
