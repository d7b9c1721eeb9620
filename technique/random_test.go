package technique_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
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
	all := body.All()
	var regions []body.Region
	for _, i := range r.Perm(len(all))[:r.IntN(4)] {
		regions = append(regions, all[i])
	}
	in := healthy(d.p.Screener(), regions...)
	findings := []func(){
		func() { in = withDisc(in, directions()[r.IntN(6)]) },
		func() { in = tick(in, intake.CardHeartAndBlood, intake.LineEasyBruising) },
		func() {
			in = tick(in, intake.CardHeartAndBlood, intake.LineBloodThinner)
			in.Med.Anticoagulant = answer.Known(intake.AnticoagulantDOAC)
		},
		func() {
			in = tick(in, intake.CardHeartAndBlood, intake.LineHighBloodPressure)
			in.Hypertension.Uncontrolled = answer.No
		},
		func() {
			in = tick(in, intake.CardBackNow, intake.LineBackPain)
			in.Back.PresentPain, in.Back.Phase = answer.Yes, answer.Known(phases()[r.IntN(7)])
		},
		func() {
			in.Preg.Status, in.Preg.Weeks = answer.Known(intake.PregnancyPregnant), answer.Known(5+r.IntN(30))
		},
		func() { in = tick(in, intake.CardSkinAndHealth, intake.LineMood) },
		func() { in = tick(in, intake.CardUnwellNow, intake.LineFeverish) },
		func() { in = tick(in, intake.CardSpineAndBones, intake.LineThinBones) },
		func() { delete(in.Cards, intake.CardSpineAndBones) },
		func() { delete(in.Cards, intake.CardHeartAndBlood) },
		func() { in.Disc.Present = answer.Unsure },
	}
	for _, i := range r.Perm(len(findings))[:r.IntN(4)] {
		findings[i]()
	}
	if r.IntN(2) == 0 {
		return in, nil
	}
	clearance := screening.Clearance{
		Covers: []string{"spine.disc", "blood.thinner"}, By: "GP", DaysAgo: r.IntN(2) * 4000,
	}
	for range r.IntN(4) {
		clearance.Strokes = append(clearance.Strokes, pick(r, d.p.Catalogue().Strokes).ID)
		clearance.Techniques = append(clearance.Techniques, pick(r, d.p.Catalogue().Techniques).ID)
	}
	return in, []screening.Clearance{clearance}
}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// anyAnswer is any answer, not asked among them.
func anyAnswer(r *rand.Rand) answer.YesNo {
	return pick(r, []answer.YesNo{
		answer.NotAsked, answer.Unsure, answer.No, answer.No, answer.Yes, answer.Yes, answer.Yes,
	})
}

func number[T int | float64](r *rand.Rand, values ...T) answer.Fact[T] {
	switch r.IntN(10) {
	case 0:
		return answer.Fact[T]{}
	case 1:
		return answer.UnsureOf[T]()
	}
	return answer.Known(pick(r, values))
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
		Novice: anyAnswer(r), PriorSessions: number(r, 0, 3), AcceptsDiscomfort: anyAnswer(r),
		HoursSinceLast: number(r, 20.0, 100), LastSore: anyAnswer(r),
	}
	return v
}

// plan draws a plan for regions that were requested.
func (d *drawer) plan(r *rand.Rand, v technique.Visit) technique.Plan {
	plan := technique.Plan{
		Technique: pick(r, d.p.Catalogue().Techniques).ID,
		Minutes:   number(r, 10, 30, 50, 90), Bolster: anyAnswer(r), Warned: anyAnswer(r),
		Position: pick(r, []answer.Fact[technique.Position]{
			{}, answer.Known(technique.Prone), answer.Known(technique.SideLying),
		}),
		Therapist: pick(r, []answer.Fact[technique.Level]{
			{}, answer.Known(technique.Layperson), answer.Known(technique.Qualified), answer.Known(technique.Medical),
		}),
	}
	// Half of the plans are mild, or hardly one would fit.
	mild := r.IntN(2) == 0
	if mild {
		plan.Technique = pick(r, []string{"relaxing_swedish", "compress_hold"})
		plan.Minutes, plan.Bolster, plan.Warned = answer.Known(30), answer.Yes, answer.Yes
		plan.Therapist, plan.Position = answer.Known(technique.Medical), answer.Known(technique.SideLying)
	}
	for range 1 + r.IntN(2) {
		s := technique.Step{Stroke: pick(r, d.p.Catalogue().Strokes).ID, Pressure: number(r, 0, 1, 2, 3, 4, 5), Minutes: number(r, 1, 5, 60)}
		if mild {
			s.Stroke = pick(r, []string{"effleurage_light", "static_hold", "petrissage_slow"})
			s.Pressure, s.Minutes = answer.Known(r.IntN(3)), answer.Known(10)
		}
		for range 1 + r.IntN(2) {
			if region := pick(r, v.Decision.Regions).Region; !slices.Contains(s.Regions, region) {
				s.Regions = append(s.Regions, region)
			}
		}
		plan.Strokes = append(plan.Strokes, s)
	}
	if planned, ok := plan.Minutes.Value(); ok {
		plan.Minutes = answer.Known(max(planned, together(plan.Strokes)))
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

// directions and phases are the lists of the data.
func directions() []intake.Direction {
	return []intake.Direction{
		intake.DirectionExtraforaminal,
		intake.DirectionForaminal,
		intake.DirectionPosterolateral,
		intake.DirectionParacentralCanal,
		intake.DirectionCentral,
		intake.DirectionSequestrated,
	}
}

func phases() []intake.Phase {
	return []intake.Phase{
		intake.PhaseNone,
		intake.PhaseRemission,
		intake.PhaseChronicStable,
		intake.PhaseSubacute,
		intake.PhaseRecentMild,
		intake.PhaseExacerbation,
		intake.PhaseAcuteAttack,
	}
}
