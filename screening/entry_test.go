package screening

import (
	"testing"

	"github.com/safehands/safehands/screening/policy"
)

// states returns every answer that a fact's entry must carry through an intake.
func states(f policy.Fact) []answer {
	all := []answer{{}, {state: unsure}}
	switch f.Kind {
	case policy.YesNo:
		return append(all, answer{state: known}, answer{state: known, yes: true})
	case policy.Whole, policy.Decimal:
		return append(all, answer{state: known, number: f.Least}, answer{state: known, number: f.Most})
	case policy.OneOf, policy.SetOf:
		for i := range f.Values {
			all = append(all, answer{state: known, values: 1 << i})
		}
		if f.Kind == policy.SetOf {
			all = append(all, answer{state: known, values: 1<<len(f.Values) - 2})
		}
	}
	return all
}

func TestEntriesRoundTrip(t *testing.T) {
	for _, e := range entries() {
		for _, want := range states(e.fact) {
			var in Intake
			e.set(&in, want)
			if got := e.get(&in); got != want {
				t.Errorf("%s: set %+v, got %+v", e.fact.Name, want, got)
			}
			for name, field := range fields(&in) {
				if touched := !field.IsZero(); touched != (name == e.fact.Name && want.state != notAsked) {
					t.Errorf("%s: set %+v, and %s is %v", e.fact.Name, want, name, field)
				}
			}
		}
	}
}

// A value from outside its list must never look like one of the list.
func TestEntriesLeaveGarbageRecognisable(t *testing.T) {
	for _, v := range []Direction{0, DirectionSequestrated + 1, 200} {
		in := Intake{Disc: Disc{Direction: Known(v)}}
		for _, e := range discFacts() {
			if e.fact.Name != "disc.direction" {
				continue
			}
			if a := e.get(&in); a.state != known || a.values&(1<<len(e.fact.Values)-1) != 0 {
				t.Errorf("Direction(%d) reads %+v", v, a)
			}
		}
	}
	in := Intake{Disc: Disc{Present: 9}}
	if a := discFacts()[0].get(&in); a.state != invalid {
		t.Errorf("Answer(9) reads %+v, want an invalid answer", a)
	}
}

func TestGroupsInAnswersStandForTheirParts(t *testing.T) {
	in := Intake{Trauma: Trauma{InjuryAt: Known(SetOf(Neck, Hand))}}
	for _, e := range traumaFacts() {
		if e.fact.Name != "trauma.injury_at" {
			continue
		}
		if got, want := e.get(&in).values, SetOf(NeckAnterior, NeckPosterior, Hand).bits; got != want {
			t.Errorf("got %b, want %b", got, want)
		}
	}
}

func TestGetDoesNotAllocate(t *testing.T) {
	var in Intake
	all := entries()
	for _, e := range all {
		e.set(&in, states(e.fact)[2])
	}
	if n := testing.AllocsPerRun(10, func() {
		for i := range all {
			all[i].get(&in)
		}
	}); n != 0 {
		t.Errorf("reading an intake allocates %v times", n)
	}
}

func BenchmarkReadIntake(b *testing.B) {
	var in Intake
	all := entries()
	for _, e := range all {
		e.set(&in, states(e.fact)[2])
	}
	var seen uint64
	for b.Loop() {
		for i := range all {
			seen += all[i].get(&in).values
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(all)), "ns/fact")
}
