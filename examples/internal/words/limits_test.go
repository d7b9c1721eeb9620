package words

import (
	"testing"

	"github.com/safehands/safehands/screening"
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
