package screening_test

import (
	"os"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

// Whatever ends a yes is something that a rule asks a clinician about, and is told by a fact.
func TestEventsAreOfConditions(t *testing.T) {
	data, err := os.ReadFile("events.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var p document.Problems
	events := document.YAML("events.yaml", data, &p).Get("events").List(&p, "events")
	s := screenerWith(t, screening.WithInsurer())
	var asked []string
	for _, c := range s.Conditions() {
		if len(c.Rules) > 0 {
			asked = append(asked, c.Name)
		}
	}
	if len(events) == 0 {
		t.Error("there are no events")
	}
	for _, e := range events {
		fact := e.Get("fact").Str(&p, "a fact")
		if _, known := s.Rules().FactIndex(fact); !known {
			t.Errorf("nothing is called %s", fact)
		}
		for _, condition := range e.Get("of").Names(&p, "conditions") {
			if !slices.Contains(asked, condition) {
				t.Errorf("no rule asks a clinician about %s, which %s ends a yes for", condition, fact)
			}
		}
	}
	if err := p.Err(); err != nil {
		t.Error(err)
	}
}

// A clinic that wants to hear sooner says so by the parameter.
func TestYesIsSpentSooner(t *testing.T) {
	shipped := newScreener(t)
	sooner := screenerWith(t, screening.WithLoosening(), screening.WithOverlay(fstest.MapFS{
		"a.yaml": {Data: []byte("changes:\n  - {parameter: yes_spent_days, value: 30, reason: our doctors want to hear sooner}\n")},
	}))
	for days, want := range map[int][2]bool{29: {false, false}, 30: {false, true}, 92: {false, true}, 93: {true, true}} {
		for i, s := range []*screening.Screener{shipped, sooner} {
			in := aDisc(s)
			delete(in.Cards, intake.CardBackNow)
			in.Pain.NewOrChanged = answer.Yes
			c := yes(screening.ClearanceWritten, "disc")
			c.DaysAgo = days
			d, err := s.Screen(in, c)
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.Contains(d.Clearance, "spine.disc"); got != want[i] {
				t.Errorf("a yes of %d days is asked for again: %t, want %t", days, got, want[i])
			}
		}
	}
}
