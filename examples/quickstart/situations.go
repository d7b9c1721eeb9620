package main

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// situation is something the article warns of. Everything that it does not mention is well.
type situation struct {
	name   string
	decide func(*library) ([]part, error)
}

// steps are the decisions about a situation, until one of them fails.
type steps struct {
	parts []part
	err   error
}

func (s *steps) add(p part, err error) {
	if s.err == nil && err == nil {
		s.parts = append(s.parts, p)
		return
	}
	if s.err == nil {
		s.err = err
	}
}

// done returns the decisions, or the first error; err is one from beside them.
func (s *steps) done(err error) ([]part, error) {
	if s.err == nil {
		s.err = err
	}
	return s.parts, s.err
}

func situations() []situation {
	return []situation{
		{"Muscles in spasm, and a toning massage is planned", spasm},
		{"A herniated disc; the doctor agreed gliding, and beating is planned", agreedDisc},
		{"A herniated disc that points into the spinal canal", canalDisc},
		{"An old back trouble flares, and it is massaged all the same", flare},
		{"Pain that shoots below the knee: an irritated nerve root", rootPain},
		{"What else the article looks at before any massage", list},
		{"Deep hands on spine and kidneys, after a short course", shortCourse},
		{"A relative rubs a back that has been stiff for a week", relative},
		{"Thai massage for a pain, and the client does not like it to hurt", thai},
		{"A dull ache the day after a first massage", firstAche},
		{"After a first massage, pain that shoots down to the foot", shooting},
		{"The same soreness after the third session, and after the fourth", fourth},
	}
}

func spasm(l *library) ([]part, error) {
	var s steps
	in := healthy()
	s.add(l.may(in))
	v, err := l.visit(in)
	v.Presentation = technique.Found("muscle_spasm")
	s.add(l.choose(v, "tonic"))
	s.add(l.check(v, planned("tonic", 15, step("tapotement", body.LumbarParaspinal, 3))))
	given := sessions(1)
	given.Sessions[0].Plan.Technique = "tonic"
	given.Sessions[0].Violations = []string{"plan.tone_mismatch", "plan.tone_mismatch_stroke"}
	s.add(l.normal(in, given)) // it was given all the same, and hurts
	return s.done(err)
}

func agreedDisc(l *library) ([]part, error) {
	var s steps
	in := healthy()
	disc(&in)
	in.Disc.BulgeOnly, in.Disc.CanalFree = answer.No, answer.Yes
	in.Disc.Direction = answer.Known(intake.DirectionForaminal)
	s.add(l.may(in))
	agreed := screening.Clearance{
		Covers: []string{"spine.disc"}, DaysAgo: 3, By: "GP",
		Techniques: []string{"relaxing_swedish"}, Strokes: []string{string(technique.Gliding)},
	}
	s.add(l.may(in, agreed))
	v, err := l.visit(in, agreed)
	plan := planned("relaxing_swedish", 30,
		step("effleurage_light", body.ThoracicParaspinal, 2), step("tapotement", body.LumbarParaspinal, 2))
	s.add(l.check(v, plan))
	return s.done(err)
}

func canalDisc(l *library) ([]part, error) {
	var s steps
	in := healthy()
	disc(&in)
	s.add(l.may(in)) // nobody has asked for the report
	in.Disc.BulgeOnly, in.Disc.CanalFree = answer.No, answer.No
	in.Disc.Direction = answer.Known(intake.DirectionCentral)
	s.add(l.may(in))
	return s.done(nil)
}

func flare(l *library) ([]part, error) {
	var s steps
	in := healthy()
	back(&in, intake.PhaseExacerbation)
	s.add(l.may(in))
	s.add(l.stop(technique.During{AttackOnset: answer.Yes, PainDuring: answer.Known(6), AskedToStop: answer.No}))
	given := sessions(1)
	given.Sessions[0].Disposition = answer.Known(soreness.Defer)
	given.Sessions[0].Phase = answer.Known(intake.PhaseExacerbation)
	given.Sessions[0].AttackOnset = answer.Yes
	given.Report.NRS = answer.Known(6)
	s.add(l.normal(in, given))
	return s.done(nil)
}

func rootPain(l *library) ([]part, error) {
	var s steps
	in := healthy()
	back(&in, intake.PhaseChronicStable, intake.LineIntoLimb)
	in.Nerve.Pattern = answer.Known(answer.SetOf(intake.NervePatternRootLike))
	in.Nerve.Course = answer.Known(intake.NerveCourseRecentOrChanging)
	in.Nerve.PatternAt = answer.Known(answer.SetOf(body.Calf))
	in.Nerve.Origin = answer.Known(intake.NerveOriginNotLookedAt)
	in.Neuro.AfterMassage = answer.No
	s.add(l.may(in))
	return s.done(nil)
}

func list(l *library) ([]part, error) {
	var s steps
	for _, c := range conditions() {
		in := healthy()
		c.tell(&in)
		s.add(l.line(c.name, in))
	}
	return s.done(nil)
}

func shortCourse(l *library) ([]part, error) {
	var s steps
	v, err := l.visit(healthy())
	plan := planned("classical_therapeutic", 30,
		step("effleurage_deep", body.SpineMidline, 4), step("tapotement", body.KidneyArea, 3),
		step("thrust_hvla", body.ThoracicParaspinal, 3))
	plan.Therapist = answer.Known(technique.ShortCourse)
	s.add(l.check(v, plan))
	return s.done(err)
}

func relative(l *library) ([]part, error) {
	var s steps
	in := healthy()
	back(&in, intake.PhaseRecentMild)
	v, err := l.visit(in)
	plan := planned("compress_hold", 10, step("static_hold", body.LumbarParaspinal, 1))
	plan.Therapist = answer.Known(technique.Layperson)
	s.add(l.check(v, plan))
	return s.done(err)
}

func thai(l *library) ([]part, error) {
	var s steps
	in := healthy()
	v, err := l.visit(in)
	v.History.AcceptsDiscomfort = answer.No
	s.add(l.choose(v, "thai"))
	v.History.AcceptsDiscomfort, v.History.PriorSessions = answer.Yes, answer.Known(0)
	plan := planned("thai", 60, step("compression_palm", body.ThoracicParaspinal, 3))
	plan.Warned = answer.No
	s.add(l.check(v, plan)) // it is all right by now, and nobody has said that it hurts
	warned := sessions(1)
	first := &warned.Sessions[0]
	first.Plan.Technique, first.Plan.Minutes = "thai", answer.Known(60)
	first.Warned, first.Novice = answer.Yes, answer.Yes
	warned.Report.NRS = answer.Known(4)
	s.add(l.normal(in, warned))
	return s.done(err)
}

func firstAche(l *library) ([]part, error) {
	var s steps
	c := sessions(1)
	c.Sessions[0].Novice = answer.Yes
	s.add(l.normal(healthy(), c))
	return s.done(nil)
}
