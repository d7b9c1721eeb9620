package technique_test

import (
	"fmt"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/technique"
)

// What the therapist reads and what the client hears while a session waits.
func ExampleStopping_Headline() {
	p := planner()
	words, err := technique.NewWords(p)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := p.Stop(technique.Visit{}, technique.During{AttackOnset: answer.Yes})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Headline(words))
	fmt.Println(s.Client(words))
	fmt.Println(s.Why(words))
	// Output:
	// Stop now Leave the back alone for the rest of the visit.
	// We stop here for today. Stay lying until you feel steady; then we look at it together.
	// [Did an attack of pain begin during the session? Yes]
}
