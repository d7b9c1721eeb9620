package policy_test

import (
	"fmt"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// A form shows why a rule asks: its test is data, definitions lie open below their names.
func ExampleSet_RuleTest() {
	s, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	i, _ := s.RuleIndex("wind.gusts")
	var show func(t *policy.Test, depth int)
	show = func(t *policy.Test, depth int) {
		label := t.String()
		switch t.Op {
		case policy.And:
			label = "all of"
		case policy.Not:
			label = "not"
		}
		fmt.Println(strings.Repeat("  ", depth) + label)
		for _, kid := range t.Kids {
			show(kid, depth+1)
		}
	}
	show(s.RuleTest(i), 0)
	fmt.Println("read:")
	for _, fact := range s.Reads(i) {
		fmt.Println(s.Facts()[fact].Ask)
	}
	// Output:
	// ladder.shaky
	//   all of
	//     wind.speed >= 40
	//     not
	//       ladder.tied
	// read:
	// How strong is the wind?
	// Is it tied at the top?
}
