package screening_test

import (
	"fmt"

	"github.com/safehands/safehands/screening"
)

// In a plain acute attack the back waits by the article. A guideline names massage among the options, if it is light.
func ExampleWithGuideline() {
	for _, options := range [][]screening.Option{nil, {screening.WithGuideline()}} {
		s, err := screening.New(options...)
		if err != nil {
			fmt.Println(err)
			return
		}
		in := healthy(s)
		in.Regions = []screening.Region{screening.LumbarParaspinal}
		in.Cards[screening.CardBackNow] = screening.CardAnswer{Ticked: []screening.Line{screening.LineBackPain}}
		in.Back = screening.Back{PresentPain: screening.Yes, Phase: screening.Known(screening.PhaseAcuteAttack)}
		d, err := s.Screen(in)
		fmt.Println(d.Disposition, d.MayTreat(), err)
		if len(options) == 0 {
			continue
		}
		qs, err := s.Questions(in)
		if err != nil || len(qs) == 0 {
			fmt.Println(qs, err)
			return
		}
		fmt.Println(qs[0].Fact, qs[0].Decides)
		in.Own = map[string]screening.OwnAnswer{qs[0].Fact: {Number: screening.Known(4.0)}}
		d, err = s.Screen(in)
		fmt.Println(d.Disposition, d.MayTreat(), err)
	}
	// Output:
	// defer false <nil>
	// clarify false <nil>
	// guideline.pain_now true
	// adapt true <nil>
}
