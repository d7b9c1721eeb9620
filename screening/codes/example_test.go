package codes_test

import (
	"fmt"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/codes"
)

// What codes and names of a record speak of: a stroke, a blood thinner, a blood pressure.
func ExampleTables() {
	s, err := screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := codes.New(s.Rules())
	if err != nil {
		fmt.Println(err)
		return
	}
	stroke := t.ICD10(codes.WHO, "I63.9")
	fmt.Println(stroke.Outcome, stroke.Code, stroke.Rows[0].Fact)
	fmt.Println(t.ATC("B01AF02").Rows[0].Fact) // apixaban
	for _, d := range t.Drugs("Marcumar 3 mg") {
		fmt.Println(d.Name)
	}
	pressure, known := t.LOINC("8480-6")
	fmt.Println(pressure.Asks(165), known)
	fmt.Println(t.Places("left forearm"), t.Missing())
	// Output:
	// speaks I60-I64 hx.stroke
	// med.anticoagulant
	// marcumar
	// true true
	// [arm] []
}
