package screening_test

import "fmt"

// A clinic kept its answers from before cards had editions. What they said still counts; what has
// come to the pages since is asked.
func ExampleScreener_FirstEdition() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse() // as it was kept
	d, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("taken for answers to the pages of today:", d.Disposition)

	if err := s.FirstEdition(&in); err != nil {
		fmt.Println(err)
		return
	}
	next, _, err := s.Next(in, false)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err = s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("taken for what they are:", d.Disposition)
	fmt.Println("asked next:", next.Card)

	// The page is asked again as a whole, and the new answer carries its edition.
	if err := s.Clear(&in, string(next.Card)); err != nil {
		fmt.Println(err)
		return
	}
	if err := s.Tick(&in, next.Card); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("kept from now on as edition", in.Cards[next.Card].Edition)
	// Output:
	// taken for answers to the pages of today: proceed
	// taken for what they are: clarify
	// asked next: emergency_now
	// kept from now on as edition 2
}
