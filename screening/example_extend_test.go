package screening_test

import (
	"fmt"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

// A domain of its own reads the facts of screening: here, whether a client can be offered
// a seat without a back.
func ExampleScreener_Answer() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	seats := policy.Schema{
		Levels:    []policy.Level{{Disposition: "stool"}, {Kind: "needs", Disposition: "chair"}},
		Undecided: "ask", CertainFrom: "needs", UnsureKind: "needs",
		LimitKind: "needs", WaivedFrom: "needs", WaivedTo: "needs",
		Urgencies: []string{"none"}, UnsureUrgency: "none",
		Places: []policy.Place{{Name: "room"}}, Default: "room", Grades: []string{"E4", "E5"},
	}
	none := func(policy.Rule) (policy.Adopted, bool) { return policy.Adopted{}, false }
	set, err := policy.Extend(s.Rules(), seats, none, policy.Layer{Name: "seats", Files: fstest.MapFS{"seats.yaml": {Data: []byte(`
rules:
  - {id: seat.back, kind: needs, when: client.age >= 70 || disc.present, sources: [POLICY], grade: E5}
`)}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	in := screening.Intake{Client: intake.Client{Age: answer.Known(74)}}
	answers := set.NewAnswers()
	if err := s.Answer(in, answers); err != nil {
		fmt.Println(err)
		return
	}
	var e policy.Evaluation
	if err := set.Evaluate(answers, policy.Request{}, &e); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(set.Disposition(e.Session(), e.Settled()))
	// Output: chair
}

// What clinicians said stands among the answers too, and what their yeses cover goes into the
// request: a program that puts the rules by itself decides as Screen does.
func ExampleScreener_Cleared() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	answers := s.Rules().NewAnswers()
	if err := s.Answer(screening.Intake{Surg: intake.Surg{SpineWeeks: answer.Known(20)}}, answers); err != nil {
		fmt.Println(err)
		return
	}
	covered, err := s.Cleared(answers, screening.Clearance{
		Conditions: []string{"spine_operation"}, DaysAgo: 12, Role: "surgeon",
		Given: screening.ClearanceWritten, Answer: screening.ClearanceYes,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(covered[0].Covers)
	// Output: [surgery.spine_first_year]
}

// A yes is as old as it may be, and ends where something happened since.
func ExampleScreener_Spent() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	answers := s.Rules().NewAnswers()
	in := screening.Intake{Med: intake.Med{ThinnerSteady: answer.No}} // another medicine within 12 weeks
	if err := s.Answer(in, answers); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Spent(answers, "blood.thinner", 83), s.Spent(answers, "blood.thinner", 84))
	// Output: false true
}
