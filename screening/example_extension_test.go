package screening_test

import (
	"encoding/json"
	"fmt"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// What stands on the screener's rules reads, asks and writes its own facts as the screener does.
func ExampleExtension() {
	s, err := screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	rooms := policy.Schema{
		Facts:     []policy.Fact{{Name: "room.stairs", Kind: policy.Whole, Ask: "How many stairs lead to it?", Most: 500}},
		Levels:    []policy.Level{{Disposition: "upstairs"}, {Kind: "needs", Disposition: "ground_floor"}},
		Undecided: "ask", CertainFrom: "needs", UnsureKind: "needs", LimitKind: "needs", WaivedFrom: "needs", WaivedTo: "needs",
		Urgencies: []string{"none"}, UnsureUrgency: "none", Places: []policy.Place{{Name: "room"}}, Default: "room", Grades: []string{"E4", "E5"},
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
	x := screening.NewExtension(set)
	stairs, _ := set.FactIndex("room.stairs")
	fact := &set.Facts()[stairs]

	var p document.Problems
	answers := set.NewAnswers()
	if err := s.Answer(screening.Intake{Client: screening.Client{Age: screening.Known(74)}}, answers); err != nil {
		fmt.Println(err)
		return
	}
	answers.Facts[stairs], _ = x.ReadAnswer(fact, document.JSON([]byte(`30`), &p), &p)
	var e policy.Evaluation
	if err := set.Evaluate(answers, policy.Request{}, &e); err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range x.Questions(&e) {
		fmt.Println(q.Fact, q.Decides, q.Ask)
	}
	own := x.ReadOwn(document.JSON([]byte(`{"house.lift": "no"}`), &p), &p)
	x.AnswerOwn(own, answers, &p)
	if err := set.Evaluate(answers, policy.Request{}, &e); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(set.Disposition(e.Session(), e.Settled()), p.Err())

	var o screening.Object
	o.Add("room", "blue")
	if err := o.AddAnswer("stairs", fact, answers.Facts[stairs]); err != nil {
		fmt.Println(err)
	}
	if err := o.AddOwn("own", own); err != nil {
		fmt.Println(err)
	}
	data, err := json.Marshal(o)
	fmt.Println(string(data), err)
	// Output:
	// house.lift true Is there a lift?
	// ground_floor <nil>
	// {"room":"blue","stairs":30,"own":{"house.lift":"no"}} <nil>
}
