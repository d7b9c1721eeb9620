package technique_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/technique"
)

// said is everything that a Planner says of a visit and a plan, as bytes.
func said(t testing.TB, p *technique.Planner, v technique.Visit, plan technique.Plan) string {
	t.Helper()
	m, err := p.Match(v)
	if err != nil {
		t.Error(err) // not Fatal: other goroutines call this
	}
	r, err := p.Check(v, plan)
	if err != nil {
		t.Error(err)
	}
	s, err := p.Stop(v, technique.During{PainDuring: answer.Known(len(plan.Strokes))})
	if err != nil {
		t.Error(err)
	}
	return marshal(t, m) + "\n" + marshal(t, r) + "\n" + marshal(t, s)
}

func TestPlannerIsSafeForConcurrentUse(t *testing.T) {
	t.Parallel()
	p := shared(t, ofHouse)
	d := newDrawer(t, p, 40)
	type one struct {
		v    technique.Visit
		plan technique.Plan
		want string
	}
	var all []one
	r := rand.New(rand.NewPCG(5, 5))
	for range 60 {
		v := d.visit(r)
		plan := d.plan(r, v)
		all = append(all, one{v, plan, said(t, p, v, plan)})
	}
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range all {
				x := all[(i+worker*len(all)/8)%len(all)]
				if got := said(t, p, x.v, x.plan); got != x.want {
					t.Errorf("worker %d mismatch (-want +got):\n%s", worker, cmp.Diff(x.want, got))
					return
				}
			}
		})
	}
	wg.Wait()
}
