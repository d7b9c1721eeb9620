package screening_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Planted changes of the built-in rules, both ways: what weakens a rule is refused without
// permission and names it, and red flags and emergencies without one of their own; what makes
// it stricter is free. A rule whose outcome others reach anyway may be taken out: nobody
// comes out milder for it.
func TestPlantedOverlays(t *testing.T) {
	t.Parallel()
	rules := newScreener(t).Rules().Rules()
	r := rand.New(rand.NewPCG(5, 23))
	weaker, stricter, covered := 0, 0, 0
	for range draws.Of(t, 24) {
		rule := rules[r.IntN(len(rules))]
		change, milder := planted(r, rule)
		files := fstest.MapFS{
			"own.yaml": {Data: []byte("changes:\n  - {rule: " + rule.ID + ", " + change + ", reason: planted}\n")},
		}
		s, err := screening.New(screening.WithOverlay(files))
		switch {
		case !milder && err != nil:
			t.Errorf("%s, %s: is stricter and refused: %v", rule.ID, change, err)
		case !milder:
			stricter++
		case err == nil:
			covered++
			if len(s.Rules().Weakened()) > 0 {
				t.Errorf("%s, %s: taken without permission and weakens %v", rule.ID, change, s.Rules().Weakened())
			}
		case !strings.Contains(err.Error(), "was not allowed to loosen anything") ||
			!strings.Contains(err.Error(), rule.ID):
			t.Errorf("%s, %s: %v", rule.ID, change, err)
		default:
			weaker++
			if !rule.RedFlag && rule.Urgency != "emergency" {
				continue
			}
			if _, err := screening.New(screening.WithOverlay(files), screening.WithLoosening()); err == nil {
				t.Errorf("%s, %s: weakens a red flag or an emergency without a permission of its own", rule.ID, change)
			}
		}
	}
	t.Logf("%d weaker refused, %d stricter taken, %d that others make up for taken", weaker, stricter, covered)
	if covered > (weaker+covered)/4+1 {
		t.Errorf("%d of %d weaker changes are taken for made up for", covered, weaker+covered)
	}
}

// planted draws a change that weakens a rule, or one that makes it stricter.
func planted(r *rand.Rand, rule policy.Rule) (change string, milder bool) {
	const healthy = "client.age < 1"
	switch r.IntN(5) {
	case 0:
		return "disable: true", true
	case 1:
		return fmt.Sprintf("when: '(%s) && %s'", strings.Join(strings.Fields(rule.When), " "), healthy), true
	case 2:
		if rule.At != "" || rule.Side != "" {
			return "reviewed_by: somebody", false // such a rule may hold only where its places or side are asked
		}
		return fmt.Sprintf("when: '(%s) || %s'", strings.Join(strings.Fields(rule.When), " "), healthy), false
	case 3:
		if rule.Kind == "absolute" {
			return "reviewed_by: somebody", false
		}
		return "kind: absolute" +
			", if_unsure: {kind: absolute, urgency: emergency, reason: planted}, urgency: emergency", false
	}
	if rule.Urgency == "none" || rule.RedFlag {
		return "reviewed_by: somebody", false
	}
	return "urgency: none, if_unsure: {kind: none, urgency: none, reason: planted}", true
}
