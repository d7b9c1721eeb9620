package screening_test

import (
	"maps"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// said is everything that a Screener says of an intake, as bytes.
func said(t testing.TB, s *screening.Screener, in screening.Intake, clearance ...screening.Clearance) string {
	t.Helper()
	d, err := s.Screen(in, clearance...)
	if err != nil {
		t.Error(err) // not Fatal: other goroutines call this
		return ""
	}
	questions, err := s.Questions(in, clearance...)
	if err != nil {
		t.Error(err)
		return ""
	}
	return marshal(t, d) + "\n" + marshal(t, questions) + "\n" + marshal(t, s.Expire(in, day))
}

func TestScreenerIsSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	s := ownScreener(t)
	d := newDrawer(t, s)
	clearance := screening.Clearance{
		Covers: []string{"blood.thinner", "spine.disc"}, By: "GP", Regions: []body.Region{body.BackAll},
	}
	var intakes []screening.Intake
	var want []string
	for seed := range uint64(draws.Of(t, 60)) {
		in := d.intake(t, seed)
		intakes, want = append(intakes, in), append(want, said(t, s, in, clearance))
	}
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range intakes {
				i = (i + worker*len(intakes)/8) % len(intakes)
				if got := said(t, s, intakes[i], clearance); got != want[i] {
					t.Errorf("seed %d: worker %d mismatch (-want +got):\n%s", i, worker, cmp.Diff(want[i], got))
					return
				}
			}
		})
	}
	wg.Wait()
}

// The same intake gives the same bytes, whatever was screened before and with whichever
// Screener of the same rules.
func TestSameIntakeSameBytes(t *testing.T) {
	s := newScreener(t)
	other, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	d := newDrawer(t, s)
	before := said(t, s, screening.Intake{})
	for seed := range uint64(draws.Of(t, 60)) {
		in := d.intake(t, seed)
		want := said(t, s, in)
		for range 3 {
			if diff := cmp.Diff(want, said(t, s, in)); diff != "" {
				t.Fatalf("seed %d: mismatch (-first +again):\n%s", seed, diff)
			}
		}
		if diff := cmp.Diff(want, said(t, other, in)); diff != "" {
			t.Fatalf("seed %d: mismatch (-one +other Screener):\n%s", seed, diff)
		}
	}
	if diff := cmp.Diff(before, said(t, s, screening.Intake{})); diff != "" {
		t.Errorf("an empty intake mismatch (-before +after):\n%s", diff)
	}
}

// Neither the order in which cards were put into the map nor that of lines and
// regions bears meaning.
func TestOrderBearsNoMeaning(t *testing.T) {
	s := newScreener(t)
	d := newDrawer(t, s)
	for seed := range uint64(draws.Of(t, 60)) {
		in := d.intake(t, seed)
		turned := in
		turned.Regions = slices.Clone(in.Regions)
		slices.Reverse(turned.Regions)
		turned.Cards = intake.Cards{}
		names := slices.Sorted(maps.Keys(in.Cards))
		slices.Reverse(names)
		for _, name := range names {
			c := intake.CardAnswer{Ticked: slices.Clone(in.Cards[name].Ticked), Unsure: slices.Clone(in.Cards[name].Unsure), Open: slices.Clone(in.Cards[name].Open)}
			slices.Reverse(c.Ticked)
			slices.Reverse(c.Unsure)
			turned.Cards[name] = c
		}
		one, err := s.Screen(in)
		if err != nil {
			t.Fatal(err)
		}
		two, err := s.Screen(turned)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(marshal(t, one), marshal(t, two)); diff != "" {
			t.Errorf("seed %d: mismatch (-want +got):\n%s", seed, diff)
		}
	}
}

// A decision keeps nothing of the Screener: what a later call does with its
// memory does not reach it.
func TestDecisionOutlivesTheCall(t *testing.T) {
	s := newScreener(t)
	d := newDrawer(t, s)
	var decisions []screening.Decision
	var want []string
	for seed := range uint64(draws.Of(t, 60)) {
		decision, err := s.Screen(d.intake(t, seed))
		if err != nil {
			t.Fatal(err)
		}
		decisions, want = append(decisions, decision), append(want, marshal(t, decision))
	}
	for i, decision := range decisions {
		if diff := cmp.Diff(want[i], marshal(t, decision)); diff != "" {
			t.Errorf("seed %d: mismatch (-then +now):\n%s", i, diff)
		}
	}
}
