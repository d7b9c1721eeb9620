package technique_test

import (
	"sync"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/technique"
)

// Planners that tests share: they are immutable.
var (
	ofHouse = sync.OnceValues(func() (*technique.Planner, error) {
		s, err := builtInScreener()
		if err != nil {
			return nil, err
		}
		return technique.New(s, house())
	})
	ofTwins = sync.OnceValues(func() (*technique.Planner, error) {
		p, err := technique.Shared()
		if err != nil {
			return nil, err
		}
		return technique.New(p.Screener(), twins(p.Catalogue()))
	})
)

func builtInScreener() (*screening.Screener, error) {
	p, err := technique.Shared()
	if err != nil {
		return nil, err
	}
	return p.Screener(), nil
}

func shared(t testing.TB, built func() (*technique.Planner, error)) *technique.Planner {
	t.Helper()
	p, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func newScreener(t testing.TB) *screening.Screener {
	t.Helper()
	s, err := builtInScreener()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func newPlanner(t testing.TB, options ...technique.Option) *technique.Planner {
	t.Helper()
	p, err := technique.Shared()
	if len(options) > 0 {
		p, err = technique.New(newScreener(t), options...)
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func files(of map[string]string) fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range of {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// house is a clinic that adds a technique, a stroke, a presentation and rules about them.
func house() technique.Option {
	return technique.WithOverlay(files(map[string]string{
		"README.md": "What the house adds.",
		"catalogue/house.yaml": `
techniques:
  - {id: house_blend, name: House blend, pressure: {min: 2, max: 3}, pace: slow, tone_effect: relaxing, joint_load: 0, heat: true,
     spinal_contact: no_contact, intensity: 2, back_disease: limited, purpose: [relaxation], minutes: {min: 40, max: 50}, min_level: qualified, sources: [house], like: [hot_stone]}
strokes:
  - {id: house_wave, name: House wave, pressure: {min: 1, max: 2}, pace: slow, tone_effect: relaxing, joint_load: 0, spine: forbidden,
     organ_zones: light, agreed_as: gliding, sources: [house], like: [effleurage_light]}
presentations:
  - {id: office_neck, row: H1, name: Neck of a desk worker, found: true, dose: {minutes: {min: 20, max: 30}, per_week: {max: 2}, note: Short and often.}, zones_out: [neck_anterior], min_level: medical, sources: [house]}
`,
		"match/house.yaml": `
rules:
  - id: house.office
    rows: [H1]
    kind: prefer
    where: technique.id == house_blend
    when: office_neck in presentation.found
    if_unsure: {kind: none, reason: a hand feels it}
    says: The house blend suits the neck of a desk worker.
    rationale: We made it for that.
    sources: [house]
    grade: E5
  - id: house.office_plain
    kind: permit
    techniques: [compress_hold]
    when: office_neck in presentation.found && history.novice
    if_unsure: {kind: none, reason: a hand feels it}
    says: Quiet holding is possible too.
    rationale: It is gentle.
    sources: [house]
    grade: E5
  - id: house.no_pain
    kind: forbid
    where: technique.intensity >= 5
    when: "!history.accepts_discomfort"
    says: Nothing that hurts for somebody who does not want it.
    instead: A milder technique.
    rationale: The client decides.
    sources: [house]
    grade: E5
sources:
  house: {cites: Our house rules, level: E5, read: excerpt}
`,
		"plan/house.yaml": `
rules:
  - id: plan.house_wave
    kind: change
    when: stroke.id == house_wave && step.pressure >= 2 && calf in step.regions
    says: The house wave stays light on the calf.
    instead: Grade 1.
    rationale: Calves are tender.
    sources: [house]
    grade: E5
  - id: plan.house_evening
    kind: caution
    when: plan.minutes > 90
    says: A long session; offer a glass of water.
    instead: Two shorter ones.
    rationale: Long sessions tire.
    sources: [house]
    grade: E5
sources:
  house: {cites: Our house rules, level: E5, read: excerpt}
`,
	}))
}

// healthy is a client of 40 who answers every card with nothing and has no back pain.
func healthy(s *screening.Screener, regions ...body.Region) screening.Intake {
	in := screening.Intake{
		Regions: regions,
		Client:  intake.Client{Age: answer.Known(40)},
		Preg:    intake.Preg{Status: answer.Known(intake.PregnancyNone)},
		Session: intake.Session{Reason: answer.Known(intake.ReasonRelaxation)},
		Cards:   intake.Cards{},
	}
	for _, c := range s.Rules().Cards() {
		if c.Name != string(intake.CardPregnancyNow) {
			in.Cards[intake.Card(c.Name)] = intake.CardAnswer{}
		}
	}
	return in
}

// tick ticks a line of a card.
func tick(in screening.Intake, card intake.Card, line intake.Line) screening.Intake {
	in.Cards[card] = intake.CardAnswer{Ticked: append(in.Cards[card].Ticked, line)}
	return in
}

// withDisc is somebody with a herniated disc and no pain.
func withDisc(in screening.Intake, direction intake.Direction) screening.Intake {
	in = tick(in, intake.CardSpineAndBones, intake.LineDisc)
	in.Disc = intake.Disc{
		Present: answer.Yes, BulgeOnly: answer.No, Direction: answer.Known(direction), CanalFree: answer.No,
	}
	return in
}

// visitOf screens an intake.
func visitOf(t testing.TB, p *technique.Planner, in screening.Intake,
	clearance ...screening.Clearance) technique.Visit {
	t.Helper()
	d, err := p.Screener().Screen(in, clearance...)
	if err != nil {
		t.Fatal(err)
	}
	return technique.Visit{
		Intake: in, Decision: d, Clearance: clearance, Presentation: technique.Found("muscle_spasm"),
		History: technique.History{
			Novice: answer.No, PriorSessions: answer.Known(3), AcceptsDiscomfort: answer.Yes,
			HoursSinceLast: answer.Known(72.0), LastSore: answer.No,
		},
	}
}

// planOf is a plan that gives everything.
func planOf(strokes ...technique.Step) technique.Plan {
	return technique.Plan{
		Technique: "relaxing_swedish", Minutes: answer.Known(max(30, together(strokes))),
		Position: answer.Known(technique.Prone), Bolster: answer.Yes,
		Therapist: answer.Known(technique.Qualified), Warned: answer.Yes, Strokes: strokes,
	}
}

func step(stroke string, pressure int, regions ...body.Region) technique.Step {
	return technique.Step{Stroke: stroke, Regions: regions, Pressure: answer.Known(pressure), Minutes: answer.Known(10)}
}
