package visit_test

import (
	"encoding/json"
	"fmt"
	"sync"
	"testing/fstest"

	"github.com/safehands/safehands/soreness/visit"
)

// A kept record is read back whole, or refused; without names it can be handed on.
func ExampleDecider_Redact() {
	d, err := opened() // visit.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	record, err := d.Record([]byte(`{"intake": {"vitals": {"temp_c": 38.4}}}`), visit.Note{At: "2026-11-30", By: "Ana"})
	if err != nil {
		fmt.Println(err)
		return
	}
	kept, err := json.Marshal(record)
	if err != nil {
		fmt.Println(err)
		return
	}
	read, err := visit.ReadRecord(kept)
	fmt.Println(read.Note.By, err)
	bare, err := d.Redact(read)
	fmt.Printf("%q %v %v\n", bare.Note.By, bare.Redacted, err)
	_, err = visit.ReadRecord(kept[:len(kept)-1])
	fmt.Println(err != nil)
	// Output:
	// Ana <nil>
	// "redacted" true <nil>
	// true
}

// A clinic sees what other rules would change before it lays them.
func ExampleDecider_Compare() {
	d, err := opened() // visit.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	lower, err := openedLower() // visit.Open(visit.WithOverlay(lowerFever))
	if err != nil {
		fmt.Println(err)
		return
	}
	c, err := d.Compare(lower, func(yield func(string, []byte) bool) {
		_ = yield("monday", []byte(`{"intake": {"vitals": {"temp_c": 37.9}}}`)) &&
			yield("tuesday", []byte(`{"intake": {"vitals": {"temp_c": 36.6}}}`))
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(c.Visits, "visits,", c.Same, "decided alike")
	for _, turn := range c.Turns {
		fmt.Printf("%+v\n", turn)
	}
	// Output:
	// 2 visits, 1 decided alike
	// {Was:{Screening:clarify none Technique: Session: Felt:} Is:{Screening:defer none Technique: Session: Felt:} Visits:1}
}

// A plan that was carried out becomes the last session of the course.
func ExampleDecider_Performed() {
	d, err := opened() // visit.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	done, err := d.Performed([]byte(`{
		"intake": {"client": {"age": 40}},
		"plan": {"technique": "relaxing_swedish", "minutes": 30, "strokes": [{"stroke": "effleurage_light", "region": ["lumbar_paraspinal"]}]}
	}`))
	fmt.Println(done.DaysAgo, done.Plan.Technique, done.Plan.Minutes, err)
	// Output:
	// 0 relaxing_swedish 30 <nil>
}

var french = fstest.MapFS{"screening/fr.yaml": {Data: []byte(
	"changes:\n  - {fact: client.age, ask: \"Quel âge avez-vous ?\"}\n")}}

var openedFrench = sync.OnceValues(func() (*visit.Decider, error) { return visit.Open(visit.WithTexts(french)) })

// A clinic's translation says nothing but words, and what it lacks is listed.
func ExampleLacking() {
	d, err := openedFrench() // visit.Open(visit.WithTexts(french))
	if err != nil {
		fmt.Println(err)
		return
	}
	lacks, err := visit.Lacking(french)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(d.Texts())-len(lacks), "text is French")
	fmt.Println(visit.Languages(), visit.LanguageFiles("es") != nil)
	// Output:
	// 1 text is French
	// [es] true
}

// A host reads of everything that was decided what it needs.
func ExampleDecided_Verdict() {
	d, err := opened() // visit.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	decided, err := d.Decide([]byte(`{
		"intake": {"vitals": {"temp_c": 38.4}},
		"session": {"attack_onset": "yes"}
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%+v\n", decided.Verdict())
	fmt.Println(decided.Emergency(), decided.Overruled(), decided.Inexact(), decided.Weakened(), len(decided.PlanQuestions()))
	fmt.Println(decided.Rank(visit.Session) > decided.Rank(visit.Screening))
	for _, m := range decided.Messages() {
		fmt.Println(m.Rule)
	}
	fmt.Printf("%q\n", decided.SafetyNet())
	fmt.Println(d.Triager().Planner() == d.Planner()) // one set of rules stands on the other
	// Output:
	// {Screening:defer none Technique: Session:stop Felt:}
	// false false false [] 0
	// true
	// ""
	// true
}
