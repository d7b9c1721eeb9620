package screening

import (
	"os"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest"
)

func TestTmp(t *testing.T) {
	s, err := policy.Load(schema(), policy.Layer{Name: "built-in", Files: os.DirFS("rules")})
	if err != nil {
		t.Fatal(err)
	}
	r, err := policytest.Check(s, os.DirFS("rules"))
	if err != nil {
		t.Fatalf("%v", err)
	}
	n := 0
	for _, c := range r.Cases {
		if len(c.Failures) > 0 {
			n++
			t.Logf("%s:%d %q", c.File, c.Line, c.Name)
			for _, f := range c.Failures {
				t.Logf("      %s", f)
			}
		}
	}
	for _, g := range r.Gaps() {
		t.Log("GAP ", g)
	}
	t.Logf("%d rules %d cases %d fail", len(s.Rules()), len(r.Cases), n)
}
