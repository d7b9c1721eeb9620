package soreness_test

import (
	"fmt"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/soreness"
)

// Weals after a massage with oil: the next intake knows what the client reacts to, and that page
// needs no answer to it.
func ExampleTriager_Remember() {
	triager := built()
	course := ordinaryCourse()
	course.Sessions[0].Used = answer.Known(answer.SetOf(soreness.UsedOil))
	course.Report.Skin = answer.Known(answer.SetOf(soreness.SkinHives))

	next := screening.Intake{}
	if err := triager.Remember(&next, course); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(next.Allergy.Medium)
	// Output: [oils]
}

// What to do stands in full, the gravest first; what the client hears is a text of its own.
func ExampleResult_Actions() {
	triager := built()
	words, err := soreness.NewWords(triager)
	if err != nil {
		fmt.Println(err)
		return
	}
	course := ordinaryCourse()
	course.Report.Skin = answer.Known(answer.SetOf(soreness.SkinHives))
	result, err := triager.Triage(wellToday(), course)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Level)
	actions, _ := result.Actions(words)
	for _, a := range actions {
		fmt.Println(a.Says)
	}
	// Output:
	// see_clinician
	// No oil or cream on this skin before a pharmacist or GP has looked; itchy weals are an allergic reaction until shown otherwise.
}
