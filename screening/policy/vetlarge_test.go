//go:build unix

package policy_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// A thousand rules over two hundred facts of their own, drawn as authors write them, are vetted in 20
// seconds of the processor, and what is shown of the first of them is so.
func TestVetOfAThousandRules(t *testing.T) {
	if !draws.All(t) {
		t.Skip("takes seconds; with every draw")
	}
	r := rand.New(rand.NewPCG(12, 7))
	const facts, numbers = 160, 40
	named := parted("facts", facts+numbers, func(i int) string {
		if i < facts {
			return fmt.Sprintf("- {name: own.f%d, kind: yes_no, ask: 'Is it so?'}", i)
		}
		return fmt.Sprintf("- {name: own.n%d, kind: whole, ask: 'How many?', least: 0, most: 100, risk: more}", i-facts)
	})
	test := func() string {
		if r.IntN(4) == 0 {
			return fmt.Sprintf("own.n%d >= %d", r.IntN(numbers), 5+10*r.IntN(9))
		}
		return fmt.Sprintf("own.f%d", 20+r.IntN(facts-20)) // the first are denied only
	}
	rules := parted("rules", 1000, func(i int) string {
		when := test()
		switch r.IntN(4) {
		case 0:
			when += " && " + test()
		case 1:
			when += fmt.Sprintf(" && (%s || %s)", test(), test())
		case 2:
			when += fmt.Sprintf(" && !own.f%d && (%s || %s || %s)", r.IntN(20), test(), test(), test())
		}
		return fmt.Sprintf("- {id: own.r%d, kind: %s, urgency: none, when: '%s', says: Own, sources: [handbook], grade: A}",
			i, []string{"care", "permit"}[r.IntN(2)], when)
	})
	set, err := policy.Load(garden(), base(), policy.Layer{Name: "own", Files: together(named, rules)})
	if err != nil {
		t.Fatal(err)
	}
	start := used()
	v := policy.Vet(set, policy.VetOptions{})
	took := used() - start
	t.Logf("%d rules: %d findings, %d facts monotone, %d not answered, in %v", len(set.Rules()), len(v.Findings), len(v.Monotone), len(v.Unproved), took)
	if took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	if len(v.Findings) == 0 {
		t.Error("nothing was found among a thousand drawn rules")
	}
	for i := range min(20, len(v.Findings)) {
		if w := v.Findings[i].Witness; w != nil {
			reproduce(t, set, w)
		}
	}
}
