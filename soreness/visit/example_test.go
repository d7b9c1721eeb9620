package visit_test

import (
	"fmt"
	"sync"
	"testing/fstest"

	"github.com/safehands/safehands/soreness/visit"
)

var lowerFever = fstest.MapFS{"screening/house.yaml": {Data: []byte(
	"changes:\n  - {parameter: fever_c, value: 37.8, reason: our doctor wants it}\n")}}

var openedLower = sync.OnceValues(func() (*visit.Decider, error) { return visit.Open(visit.WithOverlay(lowerFever)) })

// A decision is kept with what was told and by which rules; later it is decided again by the rules
// of that day, and what differs is named.
func ExampleDecider_Replay() {
	d, err := opened() // visit.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err := d.Record([]byte(`{"intake": {"vitals": {"temp_c": 37.9}}}`), visit.Note{At: "2026-11-30", By: "Ana"})
	if err != nil {
		fmt.Println(err)
		return
	}
	same, err := d.Replay(record)
	fmt.Println(same.SameRules, same.Same, len(same.Differs), err)

	lower, err := openedLower() // visit.Open(visit.WithOverlay(lowerFever))
	if err != nil {
		fmt.Println(err)
		return
	}
	other, err := lower.Replay(record)
	fmt.Println(other.SameRules, other.Same, len(other.Differs) > 0, err)
	// Output:
	// true true 0 <nil>
	// false false true <nil>
}
