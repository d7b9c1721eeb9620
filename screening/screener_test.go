package screening_test

import (
	"sync"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
)

// builtIn is the built-in screener, which all tests share: it is immutable.
var builtIn = sync.OnceValues(func() (*screening.Screener, error) { return screening.New() })

// softer and insured are those of the two profiles, shared likewise.
var (
	softer  = sync.OnceValues(func() (*screening.Screener, error) { return screening.New(screening.WithGuideline()) })
	insured = sync.OnceValues(func() (*screening.Screener, error) { return screening.New(screening.WithInsurer()) })
)

func newScreener(t testing.TB) *screening.Screener {
	t.Helper()
	return shared(t, builtIn)
}

func shared(t testing.TB, built func() (*screening.Screener, error)) *screening.Screener {
	t.Helper()
	s, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// healthy is a client of 40 who answers every card with nothing.
func healthy(s *screening.Screener) screening.Intake {
	in := screening.Intake{
		Client:  intake.Client{Age: answer.Known(40)},
		Preg:    intake.Preg{Status: answer.Known(intake.PregnancyNone)},
		Session: intake.Session{Reason: answer.Known(intake.ReasonRelaxation)},
		Cards:   intake.Cards{},
	}
	for _, c := range s.Rules().Cards() {
		if c.Name != string(intake.CardPregnancyNow) {
			in.Cards[intake.Card(c.Name)] = intake.CardAnswer{}
		}
	}
	return in
}

func TestHealthyAdultProceeds(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	d, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	if d.Disposition != screening.Proceed || !d.Settled() || !d.MayTreat() || len(d.Findings) != 0 {
		t.Errorf("Screen(healthy) = %s, settled %t, findings %v, open %v",
			d.Disposition, d.Settled(), d.Findings, d.Open)
	}
	if got, want := 3+len(in.Cards), 13; got != want {
		t.Errorf("a healthy adult gives %d answers, want %d", got, want)
	}
	qs, err := s.Questions(in)
	if err != nil || len(qs) != 0 {
		t.Errorf("Questions(healthy) = %v, %v", qs, err)
	}
}
