package words

import (
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/technique"
)

// Every name that a limit may hold has words; none falls back to its code.
func TestEveryLimitHasWords(t *testing.T) {
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range s.Rules().Schema().Limits {
		for _, name := range l.Values {
			table := names
			if l.Name == "avoid_positions" {
				table = positionNames
			}
			if table[name] == "" {
				t.Errorf("%s: no words for %s", l.Name, name)
			}
		}
	}
}

// Nor does the name of a technique or a stroke.
func TestEverythingInTheCatalogueHasWords(t *testing.T) {
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	p, err := technique.New(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range p.Catalogue().Techniques {
		if names[x.ID] == "" {
			t.Errorf("no words for the technique %s", x.ID)
		}
	}
	for _, x := range p.Catalogue().Strokes {
		if names[x.ID] == "" {
			t.Errorf("no words for the stroke %s", x.ID)
		}
	}
}
