package technique_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/technique"
)

// zones are the regions with a limit for everybody: the highest pressure, and what strikes never.
var zones = map[body.Region]int{
	body.SpineMidline: 0, body.KidneyArea: 2, body.FloatingRibs: 2, body.Abdomen: 1, body.NeckAnterior: 1,
	body.Axilla: 2, body.Popliteal: 2, body.ThighMedial: 2,
}

// Every technique and every stroke on the spine itself violates, and so does what is too firm or
// strikes in a zone, in whatever company (S38, S39).
func TestZonesHoldForEverything(t *testing.T) {
	p := newPlanner(t)
	v := visitOf(t, p, healthy(p.Screener(), body.WholeBody))
	v.Presentation = technique.Found()
	c := p.Catalogue()
	for i, stroke := range c.Strokes {
		for j, way := range c.Techniques {
			if draws.Few() && (i+j)%5 != 0 {
				continue
			}
			plan := planOf()
			plan.Technique, plan.Therapist = way.ID, answer.Known(technique.Medical)
			for zone, most := range zones {
				for pressure := most + 1; pressure <= 5; pressure++ {
					plan.Strokes = append(plan.Strokes, step(stroke.ID, pressure, zone, body.Calf))
				}
				if stroke.Percussive {
					plan.Strokes = append(plan.Strokes, step(stroke.ID, 0, zone))
				}
			}
			for k := range plan.Strokes {
				plan.Strokes[k].Minutes = answer.Known(1)
			}
			plan.Minutes = answer.Known(together(plan.Strokes))
			r := mustCheck(t, p, v, plan)
			for k, s := range plan.Strokes {
				if len(broken(r, k)) == 0 {
					t.Errorf("%s, %s at %v on %v: nothing holds", way.ID, s.Stroke, s.Pressure, s.Regions)
				}
			}
		}
	}
}

// random runs a law over random visits and plans, two at a time.
func random(t *testing.T, n int, law func(r *rand.Rand) error) {
	t.Helper()
	var next atomic.Int64
	var wg sync.WaitGroup
	var mu sync.Mutex
	failed := 0
	for range 2 {
		wg.Go(func() {
			for seed := next.Add(1); seed <= int64(n); seed = next.Add(1) {
				if err := law(rand.New(rand.NewPCG(uint64(seed), 7))); err != nil {
					mu.Lock()
					if failed++; failed <= 5 {
						t.Errorf("seed %d: %v", seed, err)
					}
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
}

func TestCheckKeepsTheLaws(t *testing.T) {
	t.Parallel()
	p := newPlanner(t)
	d := newDrawer(t, p, 400)
	var fits, changes, open atomic.Int64
	n := draws.Of(t, 60_000)
	random(t, n, func(r *rand.Rand) error {
		v := d.visit(r)
		plan := d.plan(r, v)
		review, err := p.Check(v, plan)
		if err != nil {
			return err
		}
		switch {
		case review.Fits:
			fits.Add(1)
		case review.Settled:
			changes.Add(1)
		default:
			open.Add(1)
		}
		if err := zonesHold(p, plan, review); err != nil {
			return err
		}
		if err := fitsTheDecision(v, plan, review); err != nil {
			return err
		}
		if err := somethingToAsk(v, plan, review); err != nil {
			return err
		}
		return answersNarrow(r, p, v, plan, review)
	})
	if least := int64(n / 50); fits.Load() < least || changes.Load() < least || open.Load() < least {
		t.Errorf("%d fit, %d have to change and %d are open: the draw shows one side alone",
			fits.Load(), changes.Load(), open.Load())
	}
}

// somethingToAsk holds a plan that is not settled to a question that could settle it. What was
// asked and is not known, and what the screening has still to ask, is no question of the plan.
func somethingToAsk(v technique.Visit, plan technique.Plan, review technique.Review) error {
	unsure := v.Presentation.Unsure() || plan.Therapist.Unsure() || plan.Minutes.Unsure() ||
		plan.Position.Unsure() || plan.Bolster == answer.Unsure ||
		plan.Warned == answer.Unsure || v.History.Novice == answer.Unsure || v.History.PriorSessions.Unsure()
	for _, s := range plan.Strokes {
		unsure = unsure || s.Pressure.Unsure() || s.Minutes.Unsure()
	}
	if review.Settled || unsure || !v.Decision.Settled() || v.Decision.Fingerprint == "" ||
		slices.ContainsFunc(review.Questions, func(q technique.Question) bool { return q.Decides }) {
		return nil
	}
	return fmt.Errorf("is open from %s to %s, and nothing is asked that decides: %v, open %+v",
		review.Floor, review.Ceiling, review.Questions, review.Open)
}

func zonesHold(p *technique.Planner, plan technique.Plan, review technique.Review) error {
	for i, s := range plan.Strokes {
		pressure, known := s.Pressure.Value()
		stroke, _ := p.Catalogue().Stroke(s.Stroke)
		for _, region := range s.Regions {
			most, zone := zones[region]
			if zone && known && (pressure > most || stroke.Percussive) && (review.Fits || len(broken(review, i)) == 0) {
				return fmt.Errorf("step %d, %s at %d on %s violates nothing", i, s.Stroke, pressure, region)
			}
		}
	}
	return nil
}

// fitsTheDecision holds a plan that fits against the decision itself.
func fitsTheDecision(v technique.Visit, plan technique.Plan, review technique.Review) error {
	if !review.Fits {
		return nil
	}
	if !review.Settled || review.Floor >= technique.KindChange {
		return fmt.Errorf("fits, but is settled %t at %s", review.Settled, review.Floor)
	}
	for _, x := range review.Violations {
		if x.Kind >= technique.KindChange {
			return fmt.Errorf("fits, but %s holds", x.Rule)
		}
	}
	for i, s := range plan.Strokes {
		for _, region := range s.Regions {
			rd, _ := v.Decision.For(region)
			pressure, _ := s.Pressure.Value()
			minutes, _ := plan.Minutes.Value()
			position, _ := plan.Position.Value()
			l := rd.Limits
			switch {
			case rd.Disposition != screening.Proceed && rd.Disposition != screening.Adapt,
				l.Pressure != nil && (pressure > *l.Pressure || !s.Pressure.Asked()),
				l.Minutes != nil && minutes > *l.Minutes,
				slices.Contains(l.AvoidStrokes, s.Stroke), slices.Contains(l.AvoidTechniques, plan.Technique),
				slices.Contains(l.AvoidPositions, string(position)):
				return fmt.Errorf("step %d fits on %s, which is at %s with %+v", i, region, rd.Disposition, l)
			}
		}
	}
	return nil
}

// answersNarrow takes one answer away: what was possible with it is possible without it.
func answersNarrow(r *rand.Rand, p *technique.Planner, v technique.Visit,
	plan technique.Plan, review technique.Review) error {
	plan.Strokes = slices.Clone(plan.Strokes)
	s := &plan.Strokes[0]
	fields := []func(){
		func() { plan.Technique = "" }, func() { plan.Minutes = answer.Fact[int]{} },
		func() { plan.Bolster = answer.NotAsked },
		func() { plan.Therapist = answer.Fact[technique.Level]{} },
		func() { plan.Position = answer.Fact[technique.Position]{} },
		func() { s.Stroke = "" }, func() { s.Pressure = answer.Fact[int]{} }, func() { s.Minutes = answer.Fact[int]{} },
		func() { v.Presentation = technique.Presentation{} }, func() { v.History.Novice = answer.NotAsked },
		func() { v.History.PriorSessions = answer.Fact[int]{} }, func() { s.Regions = nil },
	}
	field := r.IntN(len(fields))
	fields[field]()
	less, err := p.Check(v, plan)
	if err != nil {
		return err
	}
	if less.Floor > review.Floor || less.Ceiling < review.Ceiling {
		return fmt.Errorf("without answer %d from %s to %s, with it from %s to %s",
			field, less.Floor, less.Ceiling, review.Floor, review.Ceiling)
	}
	return nil
}

func TestMatchKeepsTheLaws(t *testing.T) {
	t.Parallel()
	p := newPlanner(t)
	d := newDrawer(t, p, 400)
	var some, none atomic.Int64
	n := draws.Of(t, 40_000)
	random(t, n, func(r *rand.Rand) error {
		v := d.visit(r)
		m, err := p.Match(v)
		if err != nil {
			return err
		}
		if len(m.Candidates()) > 0 {
			some.Add(1)
		} else {
			none.Add(1)
		}
		if err := choicesHold(p, v, m); err != nil {
			return err
		}
		switch r.IntN(3) {
		case 0:
			return limitsOnlyTake(r, p, v, m)
		case 1:
			return unknownOnlyTakes(r, p, v, m)
		}
		return nil
	})
	if least := int64(n / 50); some.Load() < least || none.Load() < least {
		t.Errorf("%d with candidates and %d without: the draw shows one side alone", some.Load(), none.Load())
	}
}

// choicesHold is what holds of every matching.
func choicesHold(p *technique.Planner, v technique.Visit, m technique.Matching) error {
	if m.Allowed != v.Decision.MayTreat() || !m.Allowed && len(m.Choices) > 0 || !m.Allowed && len(m.Obstacles) == 0 {
		return fmt.Errorf("allowed %t with %d choices and obstacles %v", m.Allowed, len(m.Choices), m.Obstacles)
	}
	if m.Allowed && len(m.Choices) != len(p.Catalogue().Techniques) {
		return fmt.Errorf("%d choices", len(m.Choices))
	}
	order := []technique.Standing{technique.Preferred, technique.Permitted, technique.Avoided, technique.Undecided, technique.Unlisted, technique.Forbidden}
	last := 0
	for _, c := range m.Choices {
		if at := slices.Index(order, c.Standing); at < last {
			return fmt.Errorf("%s, which is %s, stands too late", c.Technique, c.Standing)
		} else {
			last = at
		}
	}
	_, known := v.Presentation.IDs()
	for _, c := range m.Candidates() {
		if !known {
			return fmt.Errorf("%s is a candidate though nobody knows what was found", c.Technique)
		}
		spoken := false
		for _, x := range c.Reasons {
			spoken = spoken || x.Standing == c.Standing
			if x.Standing > c.Standing {
				return fmt.Errorf("%s is %s though %s asks for %s", c.Technique, c.Standing, x.Rule, x.Standing)
			}
		}
		if !spoken {
			return fmt.Errorf("%s is %s and no reason says so", c.Technique, c.Standing)
		}
	}
	return nil
}

func subset(part, whole []technique.Choice) error {
	for _, id := range ids(part) {
		if !slices.Contains(ids(whole), id) {
			return fmt.Errorf("%s becomes a candidate", id)
		}
	}
	return nil
}

// limitsOnlyTake adds what another finding of the screening could add.
func limitsOnlyTake(r *rand.Rand, p *technique.Planner, v technique.Visit, m technique.Matching) error {
	v.Decision.Regions = slices.Clone(v.Decision.Regions)
	l := &v.Decision.Regions[r.IntN(len(v.Decision.Regions))].Limits
	switch r.IntN(3) {
	case 0:
		l.AvoidTechniques = append(slices.Clone(l.AvoidTechniques), pick(r, p.Catalogue().Techniques).ID)
	case 1:
		most := r.IntN(3)
		if l.Pressure == nil || *l.Pressure > most {
			l.Pressure = &most
		}
	default:
		l.AvoidHeat = true
	}
	more, err := p.Match(v)
	if err != nil {
		return err
	}
	return subset(more.Candidates(), m.Candidates())
}

// unknownOnlyTakes takes an answer away.
func unknownOnlyTakes(r *rand.Rand, p *technique.Planner, v technique.Visit, m technique.Matching) error {
	switch r.IntN(3) {
	case 0:
		v.History.Novice = answer.NotAsked
	case 1:
		v.History.AcceptsDiscomfort = answer.NotAsked
	default:
		v.Presentation = technique.Presentation{}
	}
	less, err := p.Match(v)
	if err != nil {
		return err
	}
	return subset(less.Candidates(), m.Candidates())
}

// The same input gives the same bytes, from whatever planner.
func TestSameInputSameBytes(t *testing.T) {
	p := newPlanner(t)
	again, err := technique.New(newScreener(t))
	if err != nil {
		t.Fatal(err)
	}
	d := newDrawer(t, p, 60)
	random(t, draws.Of(t, 2_000), func(r *rand.Rand) error {
		v := d.visit(r)
		plan := d.plan(r, v)
		if a, b := said(t, p, v, plan), said(t, again, v, plan); a != b {
			return fmt.Errorf("said\n%s\nand then\n%s", a, b)
		}
		return nil
	})
}

// cel-go is the judge of every rule that is shipped, and the engine keeps its laws over them.
func TestRulesKeepTheLaws(t *testing.T) {
	t.Parallel()
	p := newPlanner(t)
	for i, set := range []*policy.Set{p.MatchRules(), p.PlanRules()} {
		w := witnessOf(t, set)
		if err := w.Check(uint64(1+i), draws.Of(t, 200)); err != nil {
			t.Error(err)
		}
		if err := w.Conditions(); err != nil {
			t.Error(err)
		}
		if err := w.Laws(uint64(3+i), draws.Of(t, 60)); err != nil {
			t.Error(err)
		}
	}
}

// witnesses are those of the sets that tests share: cel-go compiles every rule for each.
var witnesses sync.Map

func witnessOf(t testing.TB, set *policy.Set) *witness.Witness {
	t.Helper()
	if w, ok := witnesses.Load(set); ok {
		return w.(*witness.Witness)
	}
	w, err := witness.New(set)
	if err != nil {
		t.Fatal(err)
	}
	witnesses.Store(set, w)
	return w
}
