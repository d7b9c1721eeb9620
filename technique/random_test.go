package technique_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/technique"
)

// drawer draws visits and plans, the same ones for the same seed.
type drawer struct {
	p      *technique.Planner
	visits []technique.Visit // screened
	find   []string
}

func newDrawer(t testing.TB, p *technique.Planner, visits int) *drawer {
	t.Helper()
	d := &drawer{p: p}
	for _, x := range p.Catalogue().Presentations {
		if x.Found {
			d.find = append(d.find, x.ID)
		}
	}
	r := rand.New(rand.NewPCG(1, 1))
	treated := 0
	for len(d.visits) < visits {
		in, clearance := d.intake(r)
		decision, err := p.Screener().Screen(in, clearance...)
		if err != nil {
			continue // answers that contradict each other
		}
		if decision.MayTreat() {
			treated++
		}
		d.visits = append(d.visits, technique.Visit{Intake: in, Decision: decision, Clearance: clearance})
	}
	if treated < visits/4 || treated == visits {
		t.Fatalf("%d of %d visits may be treated: the draw shows one side alone", treated, visits)
	}
	return d
}

// intake is a healthy client with up to three findings.
func (d *drawer) intake(r *rand.Rand) (screening.Intake, []screening.Clearance) {
	all := screening.Choices[screening.Region]()
	var regions []screening.Region
	for _, i := range r.Perm(len(all))[:r.IntN(4)] {
		regions = append(regions, all[i])
	}
	in := healthy(d.p.Screener(), regions...)
	findings := []func(){
		func() { in = withDisc(in, screening.Choices[screening.Direction]()[r.IntN(6)]) },
		func() { in = tick(in, screening.CardHeartAndBlood, screening.LineEasyBruising) },
		func() {
			in = tick(in, screening.CardHeartAndBlood, screening.LineBloodThinner)
			in.Med.Anticoagulant = screening.Known(screening.AnticoagulantDOAC)
		},
		func() {
			in = tick(in, screening.CardHeartAndBlood, screening.LineHighBloodPressure)
			in.Hypertension.Uncontrolled = screening.No
		},
		func() {
			in = tick(in, screening.CardBackNow, screening.LineBackPain)
			in.Back.PresentPain, in.Back.Phase = screening.Yes, screening.Known(screening.Choices[screening.Phase]()[r.IntN(7)])
		},
		func() {
			in.Preg.Status, in.Preg.Weeks = screening.Known(screening.PregnancyPregnant), screening.Known(5+r.IntN(30))
		},
		func() { in = tick(in, screening.CardSkinAndHealth, screening.LineMood) },
		func() { in = tick(in, screening.CardUnwellNow, screening.LineFeverish) },
		func() { in = tick(in, screening.CardSpineAndBones, screening.LineThinBones) },
		func() { delete(in.Cards, screening.CardSpineAndBones) },
		func() { delete(in.Cards, screening.CardHeartAndBlood) },
		func() { in.Disc.Present = screening.Unsure },
	}
	for _, i := range r.Perm(len(findings))[:r.IntN(4)] {
		findings[i]()
	}
	if r.IntN(2) == 0 {
		return in, nil
	}
	clearance := screening.Clearance{Covers: []string{"spine.disc", "blood.thinner"}, By: "GP", DaysAgo: r.IntN(2) * 4000}
	for range r.IntN(4) {
		clearance.Strokes = append(clearance.Strokes, pick(r, d.p.Catalogue().Strokes).ID)
		clearance.Techniques = append(clearance.Techniques, pick(r, d.p.Catalogue().Techniques).ID)
	}
	return in, []screening.Clearance{clearance}
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// answer is any answer, not asked among them.
func answer(r *rand.Rand) screening.Answer {
	return pick(r, []screening.Answer{screening.NotAsked, screening.Unsure, screening.No, screening.No, screening.Yes, screening.Yes, screening.Yes})
}

func number[T int | float64](r *rand.Rand, values ...T) screening.Fact[T] {
	switch r.IntN(10) {
	case 0:
		return screening.Fact[T]{}
	case 1:
		return screening.UnsureOf[T]()
	}
	return screening.Known(pick(r, values))
}

func (d *drawer) visit(r *rand.Rand) technique.Visit {
	v := pick(r, d.visits)
	switch r.IntN(8) {
	case 0:
		v.Presentation = technique.UnsurePresentation()
	case 1:
	default:
		var found []string
		for _, i := range r.Perm(len(d.find))[:r.IntN(3)] {
			found = append(found, d.find[i])
		}
		v.Presentation = technique.Found(found...)
	}
	v.History = technique.History{
		Novice: answer(r), PriorSessions: number(r, 0, 3), AcceptsDiscomfort: answer(r), HoursSinceLast: number(r, 20.0, 100), LastSore: answer(r),
	}
	return v
}

// plan draws a plan for regions that were requested.
func (d *drawer) plan(r *rand.Rand, v technique.Visit) technique.Plan {
	plan := technique.Plan{
		Technique: pick(r, d.p.Catalogue().Techniques).ID, Minutes: number(r, 10, 30, 50, 90), Bolster: answer(r), Warned: answer(r),
		Position:  pick(r, []screening.Fact[technique.Position]{{}, screening.Known(technique.Prone), screening.Known(technique.SideLying)}),
		Therapist: pick(r, []screening.Fact[technique.Level]{{}, screening.Known(technique.Layperson), screening.Known(technique.Qualified), screening.Known(technique.Medical)}),
	}
	// Half of the plans are mild, or hardly one would fit.
	mild := r.IntN(2) == 0
	if mild {
		plan.Technique = pick(r, []string{"relaxing_swedish", "compress_hold"})
		plan.Minutes, plan.Bolster, plan.Warned = screening.Known(30), screening.Yes, screening.Yes
		plan.Therapist, plan.Position = screening.Known(technique.Medical), screening.Known(technique.SideLying)
	}
	for range 1 + r.IntN(2) {
		s := technique.Step{Stroke: pick(r, d.p.Catalogue().Strokes).ID, Pressure: number(r, 0, 1, 2, 3, 4, 5), Minutes: number(r, 1, 5, 60)}
		if mild {
			s.Stroke, s.Pressure, s.Minutes = pick(r, []string{"effleurage_light", "static_hold", "petrissage_slow"}), screening.Known(r.IntN(3)), screening.Known(10)
		}
		for range 1 + r.IntN(2) {
			if region := pick(r, v.Decision.Regions).Region; !slices.Contains(s.Regions, region) {
				s.Regions = append(s.Regions, region)
			}
		}
		plan.Strokes = append(plan.Strokes, s)
	}
	if planned, ok := plan.Minutes.Value(); ok {
		plan.Minutes = screening.Known(max(planned, together(plan.Strokes)))
	}
	return plan
}

// together is how many minutes steps last together.
func together(steps []technique.Step) int {
	sum := 0
	for _, s := range steps {
		minutes, _ := s.Minutes.Value()
		sum += minutes
	}
	return sum
}
