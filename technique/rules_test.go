package technique

import (
	"io/fs"
	"sync"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

// ruleSet is one of the two built-in rule sets with the files of its cases.
type ruleSet struct {
	name  string
	set   *policy.Set
	files fs.FS
}

// Shared is the built-in planner, which all tests share, those outside of the package too: it is
// immutable.
var Shared = sync.OnceValues(func() (*Planner, error) {
	s, err := screening.New()
	if err != nil {
		return nil, err
	}
	return New(s)
})

func builtIn(t testing.TB) (*Planner, []ruleSet) {
	t.Helper()
	p, err := Shared()
	if err != nil {
		t.Fatal(err)
	}
	match, err := fs.Sub(matchFiles, "rules/match")
	if err != nil {
		t.Fatal(err)
	}
	plan, err := fs.Sub(planFiles, "rules/plan")
	if err != nil {
		t.Fatal(err)
	}
	return p, []ruleSet{{"match", p.match, match}, {"plan", p.plan, plan}}
}

// Every case holds, and every rule has one where it fires, one where it is silent and one where it is
// undecided.
func TestRuleCases(t *testing.T) {
	_, sets := builtIn(t)
	for _, s := range sets {
		t.Run(s.name, func(t *testing.T) {
			for _, gap := range policytest.Run(t, s.set, s.files).Gaps() {
				t.Error(gap)
			}
		})
	}
}
