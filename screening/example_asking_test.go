package screening_test

import (
	"fmt"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
)

// The insurance of the clinic asks for a doctor's yes with a steady heart; one that the client
// passes on, in the words in which it was asked, answers it for a year.
func ExampleWithInsurer() {
	s, err := screening.New(screening.WithInsurer())
	if err != nil {
		fmt.Println(err)
		return
	}
	in := healthy(s)
	in.Cards[intake.CardHeartAndBlood] = intake.CardAnswer{Ticked: []intake.Line{intake.LineHeart}}
	in.Cond.HeartStable = answer.Yes
	in.Hx.MI, in.Surg.Heart, in.Dev.Pacemaker = answer.Known(intake.HeartAttackNone), answer.No, answer.No
	in.Cond.UnstableHeart, in.Cond.HeartFailure = answer.No, answer.No
	if err := s.SetText(&in, "insurer.heart_which", "angina"); err != nil {
		fmt.Println(err)
		return
	}

	before, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	after, err := s.Screen(in, screening.Clearance{
		Conditions: []string{"angina"}, DaysAgo: 3, By: "Dr Lee", Role: "gp",
		Given: screening.ClearancePassedOn, Answer: screening.ClearanceYes,
	})
	fmt.Println(before.Disposition, before.Clearance)
	fmt.Println(after.Disposition, after.Clearance, err)
	// Output:
	// refer [insurer.heart insurer.heart_angina]
	// adapt [] <nil>
}

// Whatever a clinician can be asked about has words; they stand in a clearance in place of rules.
func ExampleScreener_Conditions() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range s.Conditions() {
		if c.Name == "anaemia" || c.Name == "epilepsy" {
			fmt.Printf("%s: %q of %v, passed on %v\n", c.Name, c.Says, c.Rules, c.PassedOn)
		}
	}
	// Output:
	// anaemia: ["severe anaemia" "anaemia" "anemia"] of [anaemia.severe], passed on []
	// epilepsy: ["epilepsy" "fits" "seizures"] of [brain.epilepsy_changed brain.fit_today], passed on [brain.epilepsy_changed]
}

// Fainting was ticked and denied: nothing stands against a massage, and the therapist is told.
func ExampleScreener_LookedAt() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	words, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	in := healthy(s)
	in.Cards[intake.CardEmergencyNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineBlackout}}
	in.Sys.Syncope, in.Sys.NearCollapse = answer.No, answer.No
	lines, err := s.LookedAt(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, said := range words.LookedAt(lines) {
		fmt.Println(said)
	}
	// Output:
	// Ticked, looked at, nothing of it applies: "Fainted and you do not know why; or pale, clammy and close to fainting now". Say it aloud once before you start.
}

// One thing is asked at a time, until no answer can change what to do: here nothing is ticked on
// any page.
func ExampleScreener_Next() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := screening.Intake{
		Client: intake.Client{Age: answer.Known(34)}, Preg: intake.Preg{Status: answer.Known(intake.PregnancyNone)},
		Session: intake.Session{Reason: answer.Known(intake.ReasonRelaxation)},
	}
	for {
		x, more, err := s.Next(in, false)
		if err != nil || !more {
			break
		}
		fmt.Println(x.Card)
		if err := s.AnswerCard(&in, x.Card, intake.CardAnswer{}); err != nil {
			fmt.Println(err)
			return
		}
	}
	d, err := s.Screen(in)
	fmt.Println(d.Disposition, err)
	// Output:
	// emergency_now
	// unwell_now
	// look
	// back_now
	// skin_and_health
	// heart_and_blood
	// cancer_and_operations
	// spine_and_bones
	// nerves_now
	// this_week
	// proceed <nil>
}

// What a decision hangs on. It is no advice: nobody stops a medicine for a massage.
func ExampleScreener_WhyNot() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	changes, exact, err := s.WhyNot(onHeparin(s), screening.Adapt, screening.UrgencyNone)
	for _, c := range changes {
		fmt.Println(c.Fact, "was", c.Was, "now", c.Now)
	}
	fmt.Println(exact, err)
	// Output:
	// med.anticoagulant was heparin now none
	// true <nil>
}
