package screening_test

import (
	"fmt"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

// In a plain acute attack the back waits by the article. A guideline names massage among the
// options, if it is light.
func ExampleWithGuideline() {
	for _, options := range [][]screening.Option{nil, {screening.WithGuideline()}} {
		s, err := screening.New(options...)
		if err != nil {
			fmt.Println(err)
			return
		}
		in := healthy(s)
		in.Regions = []body.Region{body.LumbarParaspinal}
		in.Cards[intake.CardBackNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineBackPain}}
		in.Back = intake.Back{PresentPain: answer.Yes, Phase: answer.Known(intake.PhaseAcuteAttack)}
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
		in.Own = answer.Own{qs[0].Fact: answer.Number(4.0)}
		d, err = s.Screen(in)
		fmt.Println(d.Disposition, d.MayTreat(), err)
	}
	// Output:
	// defer false <nil>
	// clarify false <nil>
	// guideline.pain_now true
	// adapt true <nil>
}
