package answer_test

import (
	"encoding/json"
	"fmt"
	"testing/fstest"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

func ExampleSetOf() {
	s := answer.SetOf(body.Hand, body.Face)
	for q := range s.All() {
		fmt.Println(q, s.Has(q))
	}
	fmt.Println(s, s.Len(), s.Equal(answer.SetOf(body.Face)))
	// Output:
	// face true
	// hand true
	// [face hand] 2 false
}

// client has two answers, bound to the facts of a rule set by their tags.
type client struct {
	Age   answer.Fact[int] `fact:"client.age"`
	Fever answer.YesNo     `fact:"sx.fever"`
}

func facts() *answer.Facts {
	set, err := policy.Load(policy.Schema{
		Facts: []policy.Fact{
			{Name: "client.age", Kind: policy.Whole, Ask: "How old are you?", Least: 0, Most: 120},
			{Name: "sx.fever", Kind: policy.YesNo, Ask: "Do you have a fever?", Risk: policy.RiskMore},
		},
		Levels: []policy.Level{{Disposition: "go"}, {Kind: "wait", Disposition: "wait"}},
		Grades: []string{"E4", "E5"},
	}, policy.Layer{Name: "rules", Files: fstest.MapFS{"rules.yaml": {Data: []byte(`
rules:
  - {id: fever.now, kind: wait, when: sx.fever || client.age < 2, sources: [book], grade: E5}
sources:
  book: {cites: A book, level: E5, read: memory}
`)}}})
	if err != nil {
		fmt.Println(err)
	}
	return answer.NewFacts(set)
}

// A fact is answered by its name, with the error that a field of Go could not have.
func ExampleTable() {
	table, err := answer.NewTable[client](facts())
	if err != nil {
		fmt.Println(err)
		return
	}
	var c client
	fmt.Println(table.Set(&c, "client.age", answer.Number(34)))
	fmt.Println(table.Set(&c, "client.age", answer.Of(answer.Yes)))
	fmt.Println(table.Set(&c, "sx.fevr", answer.Of(answer.Yes)))
	fever, known := table.Get(&c, "sx.fever")
	fmt.Println(c.Age, fever, known)
	// Output:
	// <nil>
	// client.age: takes a number or unsure
	// unknown fact "sx.fevr" (did you mean sx.fever?)
	// 34 not asked true
}

func ExampleAny() {
	for _, a := range []answer.Any{{}, answer.Of(answer.Unsure), answer.Of(answer.No), answer.Number(38.5), answer.Value("central"), answer.Values("arm", "leg")} {
		text, err := json.Marshal(a)
		fmt.Println(a, string(text), err)
	}
	// Output:
	// not asked null <nil>
	// unsure "unsure" <nil>
	// no "no" <nil>
	// 38.5 38.5 <nil>
	// central "central" <nil>
	// [arm leg] ["arm","leg"] <nil>
}

func ExampleFacts() {
	x := facts()
	var p document.Problems
	a, ok := x.Read(0, document.JSON([]byte(`"thirty"`), &p), &p)
	fmt.Println(a, ok, p.Err())
	// Output:
	// not asked false an answer must be a whole number, found "thirty"
}
