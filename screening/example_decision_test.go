package screening_test

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/safehands/safehands/screening"
)

func ExampleDecision_MayTreat() {
	s, err := screening.New()
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
	delete(in.Cards, screening.CardEmergencyNow)
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
	s, err := screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := s.Screen(screening.Intake{Back: screening.Back{Phase: screening.Known(screening.PhaseAcuteAttack)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Disposition, d.Settled(), d.Floor, d.Ceiling, d.Urgency, d.UrgencyCeiling)
	// Output:
	// defer false defer withhold none emergency
}

func ExampleDecision_For() {
	s, err := screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	in.Regions = []screening.Region{screening.LumbarParaspinal, screening.Hand}
	in.Cards[screening.CardBackNow] = screening.CardAnswer{Ticked: []screening.Line{screening.LineBackPain}}
	in.Back = screening.Back{PresentPain: screening.Yes, Phase: screening.Known(screening.PhaseAcuteAttack)}
	d, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range in.Regions {
		rd, _ := d.For(r)
		fmt.Println(r, rd.Disposition, rd.Limits.None())
	}
	_, requested := d.For(screening.Foot)
	fmt.Println(screening.Foot, requested)
	// Output:
	// lumbar_paraspinal defer true
	// hand adapt false
	// foot false
}

func ExampleDecision_MarshalJSON() {
	s, err := screening.New()
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
		Regions: []screening.Region{screening.Neck},
		Cards:   screening.Cards{screening.CardLook: {}},
		Disc:    screening.Disc{Present: screening.Unsure},
		Trauma:  screening.Trauma{InjuryAt: screening.Known(screening.SetOf(screening.Hand, screening.Face))},
	})
	fmt.Println(string(text), err)
	// Output:
	// {"regions":["neck"],"cards":{"look":{}},"trauma":{"injury_at":["face","hand"]},"disc":{"present":"unsure"}} <nil>
}

func ExampleKnown() {
	age := screening.Known(34)
	years, known := age.Value()
	fmt.Println(age, years, known, age.Asked())
	// Output:
	// 34 34 true true
}

func ExampleUnsureOf() {
	direction := screening.UnsureOf[screening.Direction]()
	_, known := direction.Value()
	fmt.Println(direction, known, direction.Asked(), direction.Unsure())
	// Output:
	// unsure false true true
}

// The zero value of a fact is not asked, which is neither unsure nor no.
func ExampleFact() {
	var age screening.Fact[int]
	var answer screening.Answer
	fmt.Println(age, age.Asked(), answer)
	// Output:
	// not asked false not asked
}

func ExampleSetOf() {
	sites := screening.SetOf(screening.Hand, screening.Face)
	fmt.Println(sites, sites.Len(), sites.Has(screening.Foot))
	for site := range sites.All() {
		fmt.Println(site)
	}
	// Output:
	// [face hand] 2 false
	// face
	// hand
}

func ExampleChoices() {
	fmt.Println(screening.Choices[screening.Antiplatelet]())
	// Output:
	// [none single dual]
}

func ExampleRegion_Parts() {
	fmt.Println(screening.Neck.Parts(), screening.Hand.Parts())
	// Output:
	// [neck_posterior neck_anterior] [hand]
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
	s, err := screening.New()
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
	in.Cards[screening.CardEmergencyNow] = screening.CardAnswer{Ticked: []screening.Line{screening.LineChestPain}}
	fmt.Println(s.Digest(in) == d.Answers)
	// Output:
	// true
	// false
}

// Kept for the next day and not asked again: what holds for one visit is still that of yesterday.
func ExampleSameVisit() {
	s, err := screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	yesterday := s.Digest(in)
	in.Regions = []screening.Region{screening.Neck}
	fmt.Println(screening.SameVisit(s.Digest(in), yesterday), screening.SameVisit(s.Digest(s.Expire(in, 20*time.Hour)), yesterday))
	// Output: true false
}
