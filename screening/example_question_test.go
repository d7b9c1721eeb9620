package screening_test

import (
	"errors"
	"fmt"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// What stands on the screener's rules reads, asks and writes its own facts as the screener does.
func ExampleQuestionsOf() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	rooms := policy.Schema{
		Facts: []policy.Fact{
			{Name: "room.stairs", Kind: policy.Whole, Ask: "How many stairs lead to it?", Most: 500},
		},
		Levels:    []policy.Level{{Disposition: "upstairs"}, {Kind: "needs", Disposition: "ground_floor"}},
		Undecided: "ask", CertainFrom: "needs", UnsureKind: "needs",
		LimitKind: "needs", WaivedFrom: "needs", WaivedTo: "needs",
		Urgencies: []string{"none"}, UnsureUrgency: "none",
		Places: []policy.Place{{Name: "room"}}, Default: "room", Grades: []string{"E4", "E5"},
	}
	none := func(policy.Rule) (policy.Adopted, bool) { return policy.Adopted{}, false }
	set, err := policy.Extend(s.Rules(), rooms, none, policy.Layer{Name: "rooms", Files: fstest.MapFS{"rooms.yaml": {Data: []byte(`
facts:
  - {name: house.lift, kind: yes_no, ask: "Is there a lift?"}
rules:
  - {id: room.stairs, kind: needs, when: room.stairs > 10 && client.age >= 70 && !house.lift, sources: [POLICY], grade: E5}
`)}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	facts := answer.NewFacts(set)
	stairs, _ := set.FactIndex("room.stairs")

	answers := set.NewAnswers()
	if err := s.Answer(screening.Intake{Client: intake.Client{Age: answer.Known(74)}}, answers); err != nil {
		fmt.Println(err)
		return
	}
	var p document.Problems
	told, _ := facts.Read(stairs, document.JSON([]byte(`30`), &p), &p)
	counted, _ := facts.Answer(stairs, told)
	answers.SetFact(stairs, counted)
	var e policy.Evaluation
	if err := set.Evaluate(answers, policy.Request{}, &e); err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range screening.QuestionsOf(set, &e) {
		fmt.Println(q.Fact, q.Decides, q.Ask)
	}
	ours := []string{"house.lift"}
	var own answer.Own
	facts.ReadOwn(document.JSON([]byte(`{"house.lift": "no"}`), &p), &own, ours, &p, nil)
	facts.FillOwn(own, ours, answers, &p)
	if err := set.Evaluate(answers, policy.Request{}, &e); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(set.Disposition(e.Session(), e.Settled()), p.Err())

	var o document.Object
	if err := errors.Join(o.Add("room", "blue"), o.Add("stairs", told), o.Add("own", own)); err != nil {
		fmt.Println(err)
	}
	data, err := o.MarshalJSON()
	fmt.Println(string(data), err)
	// Output:
	// house.lift true Is there a lift?
	// ground_floor <nil>
	// {"room":"blue","stairs":30,"own":{"house.lift":"no"}} <nil>
}
