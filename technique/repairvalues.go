package technique

import (
	"cmp"
	"math"
	"slices"

	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/lists"
)

// get is what a plan says, and set says it otherwise.
func (r *repairing) get(plan *Plan, s slot) answer.Any {
	a, _ := r.p.Get(Sheet{Plan: *plan}, s.step, s.fact)
	return a
}

func (r *repairing) set(plan Plan, s slot, now answer.Any) Plan {
	sheet := Sheet{Plan: plan}
	if err := r.p.enter(&sheet, s.step, s.fact, now); err != nil {
		r.err = cmp.Or(r.err, err)
	}
	return sheet.Plan
}

// values are what a slot can be instead, the nearest first.
func (r *repairing) values(plan *Plan, s slot, was answer.Any) []answer.Any {
	var out []answer.Any
	switch s.fact {
	case "step.pressure":
		return r.nearest(s.fact, was, []float64{0, 1, 2, 3, 4, 5})
	case "plan.minutes":
		return r.nearest(s.fact, was, r.minutes(plan, s.fact))
	case "step.minutes":
		planned, ok := plan.Minutes.Value()
		all := r.minutes(plan, s.fact)
		if mine, given := was.Number(); ok && given {
			all = append(all, float64(planned-stepMinutes(plan))+mine)
		}
		return r.nearest(s.fact, was, all)
	case planTechnique:
		out = append(out, lists.Of(r.techniques, answer.Value)...)
	case strokeID:
		for _, id := range r.p.names.strokes {
			out = append(out, answer.Value(id))
		}
	case positionFact:
		for _, name := range r.p.names.positions {
			out = append(out, answer.Value(name))
		}
	}
	return slices.DeleteFunc(out, func(a answer.Any) bool { return a.Equal(was) })
}

// nearest are answers with these numbers, the nearest to what was first, the lower before the
// higher.
func (r *repairing) nearest(fact string, was answer.Any, all []float64) []answer.Any {
	i, _ := r.p.plan.FactIndex(fact)
	f := &r.p.plan.Facts()[i]
	all = slices.DeleteFunc(all, func(n float64) bool { return n < f.Least || n > f.Most })
	from, _ := was.Number()
	slices.SortFunc(all, func(a, b float64) int {
		return cmp.Or(cmp.Compare(math.Abs(a-from), math.Abs(b-from)), cmp.Compare(a, b))
	})
	var out []answer.Any
	for _, n := range slices.Compact(all) {
		if a := answer.Number(n); !a.Equal(was) {
			out = append(out, a)
		}
	}
	return out
}

// minutes are the lengths that something tells from the next: one of each range, and its ends.
func (r *repairing) minutes(plan *Plan, fact string) []float64 {
	i, _ := r.p.plan.FactIndex(fact)
	f := &r.p.plan.Facts()[i]
	all := []float64{f.Least, f.Most}
	edge := func(n float64) { all = append(all, n-1, n, n+1) }
	for rule := range r.p.plan.Rules() {
		eachNumber(r.p.plan.RuleTest(rule), i, edge)
	}
	if fact == "plan.minutes" {
		for _, d := range r.v.Decision.Regions {
			if d.Limits.Minutes != nil {
				edge(float64(*d.Limits.Minutes))
			}
		}
		for _, t := range r.p.catalogue.Techniques {
			edge(float64(t.Minutes.Min))
			edge(float64(t.Minutes.Max))
		}
		edge(float64(stepMinutes(plan)))
	}
	return all
}

// eachNumber goes through the numbers that a test holds a fact against.
func eachNumber(t *policy.Test, fact int, each func(float64)) {
	if t == nil {
		return
	}
	if t.Fact == fact && (t.Op == policy.FromNumber || t.Op == policy.AboveNumber) {
		each(t.Number)
	}
	for _, k := range t.Kids {
		eachNumber(k, fact, each)
	}
}
