package fhir_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Whatever a form lets somebody answer is taken, and decided, but for details that mean nothing as other
// answers stand: a form cannot say all of that in its conditions. They are said by their item.
func TestConformingResponses(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	q := fhir.Of(s.Rules(), clinic)
	refused, n := 0, draws.Of(t, 3000)
	if !draws.All(t) {
		n = min(n, 60) // answers at random are slow to check
	}
	for seed := range n {
		a := newFilled(uint64(seed))
		a.fill(q.Item, true, []int{20, 50, 90}[seed%3])
		a.conform(q)
		in, err := fhir.Intake(s, clinic, a.response(q, "", seed%2 == 0))
		if err == nil {
			_, err = s.Screen(in)
		}
		if err == nil {
			continue
		}
		refused++
		for line := range strings.SplitSeq(err.Error(), "\n") {
			if !strings.HasPrefix(line, "item[") || !strings.Contains(line, ", but only means something if ") {
				t.Errorf("seed %d: %s", seed, line)
			}
		}
	}
	t.Logf("%d of %d refused", refused, n)
	if refused > n/17 { // the tested specification refused 176 of 3,000
		t.Errorf("%d of %d refused", refused, n)
	}
}

// conform leaves what the form itself does not allow: numbers out of their range, no list beside its
// none, not sure beside an answer.
func (a *filled) conform(q fhir.Questionnaire) {
	for id, i := range a.items(q) {
		slices.Sort(a.codes[id])
		a.codes[id] = slices.Compact(a.codes[id])
		if x, ok := a.numbers[id]; ok {
			for _, e := range i.Extension {
				switch least, most := strings.HasSuffix(e.URL, "/minValue"), strings.HasSuffix(e.URL, "/maxValue"); {
				case least && e.Integer != nil:
					x = max(x, float64(*e.Integer))
				case least:
					x = max(x, *e.Decimal)
				case most && e.Integer != nil:
					x = min(x, float64(*e.Integer))
				case most:
					x = min(x, *e.Decimal)
				}
			}
			a.numbers[id] = x
			delete(a.codes, id+".unsure")
		}
		for _, alone := range []string{"none", "asked-unknown"} {
			if len(a.codes[id]) > 1 && slices.Contains(a.codes[id], alone) && !strings.HasPrefix(id, "card.") {
				a.codes[id] = []string{alone}
			}
		}
	}
	a.fill(q.Item, true, 0) // finds out again what is enabled
}
