package screening

import (
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// stricter is the screener with the insurer's profile, which all tests share: it is immutable.
var stricter = sync.OnceValues(func() (*Screener, error) { return New(WithInsurer()) })

func insured(t testing.TB) *policy.Set {
	t.Helper()
	s, err := stricter()
	if err != nil {
		t.Fatal(err)
	}
	return s.Rules()
}

func TestInsurerCases(t *testing.T) {
	files, err := fs.Sub(insurerFiles, "insurer")
	if err != nil {
		t.Fatal(err)
	}
	set := insured(t)
	report := policytest.Run(t, set, files, spentBy(t, stricter))
	for _, gap := range report.Gaps() {
		if strings.Contains(gap, "rule insurer.") {
			t.Error(gap)
		}
	}
}

// Every client of the profile reads why, and that it is no alarm.
func TestInsurerSaysWhy(t *testing.T) {
	rules := 0
	for _, r := range insured(t).Rules() {
		if r.Layer != "insurer" {
			continue
		}
		rules++
		if client := r.Texts["client"]; !strings.Contains(client, "Your clinic's insurance asks") ||
			!strings.Contains(client, "Nothing you told us is alarming.") || r.RedFlag || r.Urgency != "none" {
			t.Errorf("%s: %q, urgency %s", r.ID, client, r.Urgency)
		}
	}
	if rules != 31 {
		t.Errorf("%d rules of the profile", rules)
	}
}

// Nobody comes out milder by the profile, nor settled on fewer answers: it only adds.
func TestInsurerIsNeverMilder(t *testing.T) {
	t.Parallel()
	plain, _ := builtIn(t)
	softer, err := New(WithInsurer(), WithGuideline())
	if err != nil {
		t.Fatal(err)
	}
	for name, profile := range map[string][2]*policy.Set{
		"strict": {plain, insured(t)}, "guideline": {guideline(t), softer.Rules()},
	} {
		plain, set := profile[0], profile[1]
		if len(set.Weakened()) > len(plain.Weakened()) {
			t.Errorf("%s: the profile weakens %v", name, set.Weakened())
		}
		w, err := witness.New(set)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(5, 6))
		var e, before policy.Evaluation
		stricter := 0
		for range draws.Of(t, 3000) {
			a, request := nearWell(r, w), w.DrawRequest(r, false)
			if r.IntN(4) == 0 {
				a = w.Draw(r)
			}
			b := plain.NewAnswers()
			for i, f := range plain.Facts() {
				if at, ok := set.FactIndex(f.Name); ok {
					b.SetFact(i, a.Fact(at))
				}
			}
			for i, c := range plain.Cards() {
				if at, ok := set.CardIndex(c.Name); ok {
					b.SetCard(i, a.Card(at))
				}
			}
			if set.Evaluate(a, request, &e) != nil || plain.Evaluate(b, request, &before) != nil {
				continue
			}
			pairs := [][2]policy.Bounds{{before.Session(), e.Session()}, {before.Urgency(), e.Urgency()}}
			for _, place := range e.Requested() {
				pairs = append(pairs, [2]policy.Bounds{before.Place(place), e.Place(place)})
			}
			for _, x := range pairs {
				if x[1].Floor < x[0].Floor || x[1].Ceiling < x[0].Ceiling {
					t.Fatalf("%s: %v without the profile, %v with it, of:\n%s", name, x[0], x[1], witness.Describe(set, a))
				}
				if x[1].Floor > x[0].Floor {
					stricter++
				}
			}
		}
		if stricter == 0 && draws.All(t) { // few are insured for what they draw
			t.Errorf("%s: the profile never made anybody stricter", name)
		}
	}
}

// nearWell is a client with one to three things. Cards that ask for these are not answered.
func nearWell(r *rand.Rand, w *witness.Witness) *policy.Answers {
	set := w.Set()
	a, chosen := set.NewAnswers(), map[string]bool{}
	put := func(i int, x policy.Answer) {
		a.SetFact(i, x)
		chosen[set.Facts()[i].Name] = true
	}
	age, _ := set.FactIndex("client.age")
	put(age, policy.Answer{State: policy.Known, Number: 40})
	for range 1 + r.IntN(3) {
		i := r.IntN(len(set.Facts()))
		values := w.Values(i)
		put(i, values[r.IntN(len(values))])
	}
	for c, card := range set.Cards() {
		asks := func(l policy.Line) bool {
			return slices.ContainsFunc(l.Facts, func(f string) bool { return chosen[f] })
		}
		a.SetCard(c, policy.CardAnswer{Given: !slices.ContainsFunc(card.Lines, asks)})
	}
	return a
}

// Somebody who is well answers two cards more.
func TestInsurerAsksLittle(t *testing.T) {
	plain, _ := builtIn(t)
	if more := len(insured(t).Cards()) - len(plain.Cards()); more != 2 {
		t.Errorf("%d cards more", more)
	}
}
