package screening_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

func ExampleDecision_MayTreat() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	all, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	delete(in.Cards, intake.CardEmergencyNow)
	some, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(all.Disposition, all.MayTreat())
	fmt.Println(some.Disposition, some.MayTreat())
	// Output:
	// proceed true
	// clarify false
}

// A decision can be certain to need a clinician before everything is answered.
func ExampleDecision_Settled() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := s.Screen(screening.Intake{Back: intake.Back{Phase: answer.Known(intake.PhaseAcuteAttack)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Disposition, d.Settled(), d.Floor, d.Ceiling, d.Urgency, d.UrgencyCeiling)
	// Output:
	// defer false defer withhold none emergency
}

func ExampleDecision_For() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	in.Regions = []body.Region{body.LumbarParaspinal, body.Hand}
	in.Cards[intake.CardBackNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineBackPain}}
	in.Back = intake.Back{PresentPain: answer.Yes, Phase: answer.Known(intake.PhaseAcuteAttack)}
	d, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range in.Regions {
		rd, _ := d.For(r)
		fmt.Println(r, rd.Disposition, rd.Limits.None())
	}
	_, requested := d.For(body.Foot)
	fmt.Println(body.Foot, requested)
	// Output:
	// lumbar_paraspinal defer true
	// hand adapt false
	// foot false
}

// A limit is there by the name that rules give it, for hosts that go through all of them.
func ExampleLimits_Most() {
	two := 2
	l := screening.Limits{Pressure: &two, AvoidHeat: true}
	pressure, _ := l.Most("pressure")
	heat, _ := l.Holds("avoid_heat")
	_, known := l.Holds("heat") // a name that no limit has
	fmt.Println(*pressure, heat, known)
	// Output: 2 true false
}

func ExampleDecision_MarshalJSON() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := s.Screen(nothingElse())
	if err != nil {
		fmt.Println(err)
		return
	}
	d.Fingerprint, d.TextFingerprint, d.Answers = "...", "...", "..."
	text, err := json.MarshalIndent(d, "", "  ")
	fmt.Println(string(text), err)
	// Output:
	// {
	//   "disposition": "proceed",
	//   "may_treat": true,
	//   "settled": true,
	//   "floor": "proceed",
	//   "ceiling": "proceed",
	//   "urgency": "none",
	//   "urgency_ceiling": "none",
	//   "regions": {
	//     "lumbar_paraspinal": {
	//       "disposition": "proceed",
	//       "floor": "proceed",
	//       "ceiling": "proceed",
	//       "limits": {}
	//     }
	//   },
	//   "findings": [],
	//   "open": [],
	//   "disagreements": [],
	//   "clearance": [],
	//   "inexact": false,
	//   "weakened": [],
	//   "fingerprint": "...",
	//   "text_fingerprint": "...",
	//   "answers": "..."
	// } <nil>
}

func ExampleIntake_MarshalJSON() {
	text, err := json.Marshal(screening.Intake{
		Regions: []body.Region{body.Neck},
		Cards:   intake.Cards{intake.CardLook: {}},
		Disc:    intake.Disc{Present: answer.Unsure},
		Trauma:  intake.Trauma{InjuryAt: answer.Known(answer.SetOf(body.Hand, body.Face))},
	})
	fmt.Println(string(text), err)
	// Output:
	// {"regions":["neck"],"cards":{"look":{}},"trauma":{"injury_at":["face","hand"]},"disc":{"present":"unsure"}} <nil>
}

func ExampleKnown() {
	age := answer.Known(34)
	years, known := age.Value()
	fmt.Println(age, years, known, age.Asked())
	// Output:
	// 34 34 true true
}

func ExampleUnsureOf() {
	direction := answer.UnsureOf[intake.Direction]()
	_, known := direction.Value()
	fmt.Println(direction, known, direction.Asked(), direction.Unsure())
	// Output:
	// unsure false true true
}

// The zero value of a fact is not asked, which is neither unsure nor no.
func ExampleFact() {
	var age answer.Fact[int]
	var answer answer.YesNo
	fmt.Println(age, age.Asked(), answer)
	// Output:
	// not asked false not asked
}

func ExampleSetOf() {
	sites := answer.SetOf(body.Hand, body.Face)
	fmt.Println(sites, sites.Len(), sites.Has(body.Foot))
	for site := range sites.All() {
		fmt.Println(site)
	}
	// Output:
	// [face hand] 2 false
	// face
	// hand
}

// Dispositions are compared by caution. Clarify is no degree of it.
func ExampleDisposition_AtLeast() {
	fmt.Println(screening.Withhold.AtLeast(screening.Refer))
	fmt.Println(screening.Adapt.AtLeast(screening.Refer))
	fmt.Println(screening.Clarify.AtLeast(screening.Proceed), screening.Withhold.AtLeast(screening.Clarify))
	// Output:
	// true
	// false
	// false false
}

// A decision kept with the digest of its answers tells whether they are still the same.
func ExampleScreener_Digest() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	d, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Digest(in) == d.Answers)
	in.Cards[intake.CardEmergencyNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineChestPain}}
	fmt.Println(s.Digest(in) == d.Answers)
	// Output:
	// true
	// false
}

// Kept for the next day and not asked again: what holds for one visit is still that of yesterday.
func ExampleSameVisit() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	yesterday := s.Digest(in)
	in.Regions = []body.Region{body.Neck}
	fmt.Println(screening.SameVisit(s.Digest(in), yesterday),
		screening.SameVisit(s.Digest(s.Expire(in, 20*time.Hour)), yesterday))
	// Output: true false
}
