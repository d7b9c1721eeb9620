package technique

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// drawnVisit is somebody who may be treated, with or without something to mind.
func drawnVisit(t testing.TB, p *Planner, r *rand.Rand) Visit {
	t.Helper()
	s := p.Screener()
	for {
		in := screening.Intake{
			Regions: []body.Region{body.BackAll, body.Legs},
			Client:  intake.Client{Age: answer.Known(20 + r.IntN(65))},
			Preg:    intake.Preg{Status: answer.Known(intake.PregnancyNone)},
			Session: intake.Session{Reason: answer.Known(intake.ReasonRelaxation)},
			Cards:   intake.Cards{},
		}
		for _, c := range s.Rules().Cards() {
			if c.Name != string(intake.CardPregnancyNow) {
				in.Cards[intake.Card(c.Name)] = intake.CardAnswer{}
			}
		}
		for range r.IntN(3) {
			cards := s.Rules().Cards()
			c := cards[len(cards)-1-r.IntN(5)]
			_ = s.TickNames(&in, intake.Card(c.Name), c.Lines[r.IntN(len(c.Lines))].Name)
		}
		for range 12 {
			x, more, err := s.Next(in, false)
			if err != nil || !more || x.Card != "" {
				break
			}
			q := x.Questions[0]
			word := "no"
			if len(q.Choices) > 0 {
				word = q.Choices[r.IntN(len(q.Choices))].Name
			}
			if s.SetText(&in, q.Fact, word) != nil && s.SetText(&in, q.Fact, "3") != nil {
				break
			}
		}
		d, err := s.Screen(in)
		if err != nil || !d.MayTreat() {
			continue
		}
		found := p.names.found[r.IntN(len(p.names.found))]
		return Visit{
			Intake: in, Decision: d, Presentation: Found(found), History: History{
				Novice: answer.No, PriorSessions: answer.Known(3), AcceptsDiscomfort: answer.Yes,
				HoursSinceLast: answer.Known(72.0), LastSore: answer.No,
			},
		}
	}
}

func drawnPlan(p *Planner, r *rand.Rand, d *screening.Decision) Plan {
	plan := Plan{
		Technique: p.names.techniques[r.IntN(len(p.names.techniques))], Minutes: answer.Known(10 + 10*r.IntN(10)),
		Position: answer.Known(Position(p.names.positions[r.IntN(len(p.names.positions))])), Bolster: answer.Yes,
		Therapist: answer.Known(QualifiedSpecial), Warned: answer.Yes,
	}
	for range 1 + r.IntN(4)/3 { // of every fourth two: brute force takes long
		region := d.Regions[r.IntN(len(d.Regions))].Region
		plan.Strokes = append(plan.Strokes, Step{
			Stroke: p.names.strokes[r.IntN(len(p.names.strokes))], Regions: []body.Region{region},
			Pressure: answer.Known(r.IntN(6)), Minutes: answer.Known(5),
		})
	}
	return plan
}

// brute is the least number of changes with which a plan fits, by Check alone, up to most; -1 for none.
func (r *repairing) brute(t testing.TB, plan Plan, most int, drop bool) int {
	r.drop = drop
	for n := range most + 1 {
		if r.bruteOf(t, plan, make([]bool, len(plan.Strokes)), r.slots(len(plan.Strokes)), n) {
			return n
		}
	}
	return -1
}

func (r *repairing) bruteOf(t testing.TB, plan Plan, out []bool, left []slot, n int) bool {
	if n == 0 {
		review, err := r.p.Check(*r.v, without(plan, out))
		return err == nil && review.Fits
	}
	for i, s := range left {
		if s.fact == leaveOut {
			next := slices.Clone(out)
			if next[s.step] = true; r.bruteOf(t, plan, next, left[i+1:], n-1) {
				return true
			}
			continue
		}
		was := r.get(&plan, s)
		kept := without(plan, out)
		for _, now := range r.values(&kept, s, was) {
			if r.only(s, now) && r.bruteOf(t, r.set(plan, s, now), out, left[i+1:], n-1) {
				return true
			}
		}
	}
	return false
}

// The smallest change that is found is as small as any, and the plan that comes of it fits.
func TestRepairEqualsBruteForce(t *testing.T) {
	p, _ := builtIn(t)
	rnd := rand.New(rand.NewPCG(16, 3))
	seen, cuts := map[int]int{}, 0
	var v Visit
	for i := range draws.Of(t, 2000) {
		if i%10 == 0 { // to find one takes longer than to repair plans for them
			v = drawnVisit(t, p, rnd)
		}
		plan := drawnPlan(p, rnd, &v.Decision)
		if _, err := p.Check(v, plan); err != nil {
			continue // its steps last longer than it
		}
		keep := map[string]bool{}
		for range 2 {
			keep[p.names.techniques[rnd.IntN(len(p.names.techniques))]] = true
			keep[p.names.strokes[rnd.IntN(len(p.names.strokes))]] = true
			keep[p.names.positions[rnd.IntN(len(p.names.positions))]] = true
		}
		keep["relaxing_swedish"], keep["effleurage_light"] = rnd.IntN(2) > 0, rnd.IntN(2) > 0
		only := func(s slot, a answer.Any) bool {
			if names, ok := a.Values(); ok {
				return keep[names[0]]
			}
			n, _ := a.Number()
			whole := int(n)
			return s.fact == "step.pressure" && whole%2 == 0 || s.fact == "plan.minutes" && whole%30 == 0 ||
				s.fact == "step.minutes" && whole == 1
		}
		w := p.works.Get().(*work)
		r := repairing{p: p, v: &v, work: w, techniques: p.names.techniques, only: only, budget: mostRepair}
		problems := answered(t, p, &v, w)
		r.visit = w.answers.Clone()
		got, found := r.repair(plan)
		if problems != nil || r.err != nil {
			t.Fatal(problems, r.err)
		}
		cut := r.budget <= 0
		const most = 2
		want, dropped := r.brute(t, plan, most, false), -1
		if want < 0 {
			dropped = r.brute(t, plan, most, true)
		}
		seen[max(want, dropped)]++
		n := len(got.Changes)
		switch {
		case cut && (want >= 0 || dropped >= 0):
			t.Errorf("the search of %+v was cut short, and brute force needs %d, or %d", plan, want, dropped)
		case cut:
			cuts++ // it takes more changes than brute force looks for
		case want >= 0 && (!found || n != want || leaves(got)), // without a step less
			want < 0 && found && n <= most && !leaves(got), // more than there is
			dropped >= 0 && !found, found && leaves(got) && dropped >= 0 && n != dropped:
			t.Errorf("%+v is repaired (%t) by %+v, brute force needs %d, or %d with a step less",
				plan, found, got.Changes, want, dropped)
		}
		if review, err := p.Check(v, got.Plan); found && (err != nil || !review.Fits) {
			t.Errorf("%+v, repaired by %+v, does not fit: %v", plan, got.Changes, err)
		}
		p.works.Put(w)
	}
	for n := range 3 {
		if seen[n] == 0 {
			t.Errorf("no plan needs %d changes: %v", n, seen)
		}
	}
	if cuts > 2 {
		t.Errorf("%d searches are cut short", cuts)
	}
	t.Logf("changes: %v, %d cut short", seen, cuts)
}

func leaves(x Repaired) bool {
	return slices.ContainsFunc(x.Changes, func(c Change) bool { return c.Fact == strokeID && !c.Now.Asked() })
}

func answered(t testing.TB, p *Planner, v *Visit, w *work) error {
	t.Helper()
	var problems document.Problems
	p.answerVisit(v, w.answers, &problems)
	if err := p.evaluateMatch(w, p.names.techniques); err != nil {
		return err
	}
	return problems.Err()
}
