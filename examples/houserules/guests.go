package main

import (
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/phrase"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// guest answers every card of the clinic with nothing, its own card included.
func (c *clinic) guest() screening.Intake {
	in := screening.Intake{
		Cards:   intake.Cards{},
		Client:  intake.Client{Age: answer.Known(45)},
		Session: intake.Session{Reason: answer.Known(intake.ReasonRelaxation)},
		Preg:    intake.Preg{Status: answer.Known(intake.PregnancyNone)},
	}
	for _, card := range c.screener.Rules().Cards() {
		if name := intake.Card(card.Name); name != intake.CardPregnancyNow {
			in.Cards[name] = intake.CardAnswer{}
		}
	}
	return in
}

// has reports whether the clinic asks for a fact: the built-in rules know nothing of saunas.
func (c *clinic) has(fact string) bool {
	_, ok := c.screener.Rules().FactIndex(fact)
	return ok
}

// A line of a card is named as the rule file names it; a single fact of the
// house stands in Intake.Own.
func (c *clinic) fromSauna() screening.Intake {
	in := c.guest()
	if c.has("house.sauna") {
		in.Cards["house_today"] = intake.CardAnswer{Ticked: []intake.Line{"sauna"}}
	}
	return in
}

func (c *clinic) afterSauna() (string, error) {
	return c.decide(c.fromSauna())
}

// decide says the disposition and the rule that makes it what it is.
func (c *clinic) decide(in screening.Intake) (string, error) {
	d, err := c.screener.Screen(in)
	if err != nil {
		return "", err
	}
	text := c.words.Label(d) + "."
	if !d.Settled() {
		qs, err := c.screener.Questions(in)
		if err != nil || len(qs) == 0 {
			return text, err
		}
		return text + " " + qs[0].Ask, nil
	}
	if len(d.Findings) > 0 {
		text += " " + c.words.Besides(d.Disposition, d.Findings[0].Says)
	}
	return text, nil
}

func (c *clinic) saunaNotAsked() (string, error) {
	in := c.guest()
	delete(in.Cards, "house_today")
	return c.decide(in)
}

func (c *clinic) stiffBack() (string, error) {
	in := c.guest()
	in.Cards[intake.CardBackNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineBackPain}}
	in.Back = intake.Back{PresentPain: answer.Yes, Phase: answer.Known(intake.PhaseRecentMild)}
	d, err := c.screener.Screen(in)
	lower, ok := d.For(body.LumbarParaspinal)
	if err != nil || !ok || lower.Limits.Minutes == nil {
		return "As long as you like.", err
	}
	most := c.words.Count("minutes", *lower.Limits.Minutes)
	return phrase.Capital(c.words.Say("range.up_to", "most", most)) + ".", nil
}

func (c *clinic) visit(in screening.Intake) (technique.Visit, error) {
	d, err := c.screener.Screen(in)
	return technique.Visit{
		Intake: in, Decision: d, Presentation: technique.Found("muscle_spasm"),
		History: technique.History{
			Novice: answer.No, PriorSessions: answer.Known(3),
			AcceptsDiscomfort: answer.No, HoursSinceLast: answer.Known(500.0),
			LastSore: answer.No,
		},
	}, err
}

func (c *clinic) forSpasm() (string, error) {
	v, err := c.visit(c.guest())
	if err != nil {
		return "", err
	}
	m, err := c.planner.Match(v)
	var best []string
	for _, choice := range m.Candidates() {
		if choice.Standing == technique.Preferred {
			best = append(best, choice.Name)
		}
	}
	return strings.Join(best, "; ") + ".", err
}

func (c *clinic) warmTowel() (string, error) {
	return c.planned(c.fromSauna(), "warm_towel")
}

// No rule of the house speaks of blood pressure and whisks: the built-in one leaves beating out,
// and the whisk is like it.
func (c *clinic) whisk() (string, error) {
	in := c.guest()
	in.BP = intake.BP{Sys: answer.Known(165), Dia: answer.Known(90)}
	return c.planned(in, "birch_whisk")
}

// planned says whether a session with one stroke fits.
func (c *clinic) planned(in screening.Intake, stroke string) (string, error) {
	if _, ok := c.planner.Catalogue().Stroke(stroke); !ok {
		return "There is no such stroke.", nil
	}
	v, err := c.visit(in)
	if err != nil {
		return "", err
	}
	v.Presentation = technique.Found("stress_tension")
	r, err := c.planner.Check(v, technique.Plan{
		Technique: "relaxing_swedish", Minutes: answer.Known(40),
		Position: answer.Known(technique.Prone), Bolster: answer.Yes,
		Therapist: answer.Known(technique.Qualified), Warned: answer.Yes,
		Strokes: []technique.Step{{
			Stroke: stroke, Regions: []body.Region{body.ThoracicParaspinal},
			Pressure: answer.Known(1), Minutes: answer.Known(5),
		}},
	})
	if err != nil || len(r.Violations) == 0 {
		return "It fits.", err
	}
	says := r.Violations[len(r.Violations)-1].Says // what is said of the stroke stands behind what is said of the plan
	if r.Fits {
		return "It fits. " + says, nil
	}
	return "Change it. " + says, nil
}

// sore is a guest with an ordinary ache the day after a first session.
func (c *clinic) sore() (screening.Intake, soreness.Course) {
	report := soreness.Report{
		HoursSince: answer.Known(20.0), NRS: answer.Known(2), NRSBefore: answer.Known(1), OnsetHours: answer.Known(6.0),
		DurationHours: answer.Known(14.0), Trend: answer.Known(soreness.TrendBetter),
		Quality:      answer.Known(answer.SetOf(soreness.QualityDullAche)),
		Site:         answer.Known(answer.SetOf(soreness.SiteTreatedMuscle)),
		LikeExercise: answer.No, Sudden: answer.No, BruiseCM: answer.Known(0.0),
		NerveLike: answer.No, Skin: answer.Known(answer.SetOf(soreness.SkinNone)),
		Headache: answer.Known(soreness.HeadacheNone), Also: answer.Known(answer.SetOf(soreness.AlsoNone)),
	}
	course := soreness.Course{Report: report, Own: answer.Own{}}
	if _, ok := c.triager.Rules().FactIndex("house.kept_awake"); ok {
		course.Own["house.kept_awake"] = answer.Of(answer.No)
	}
	course.Sessions = []soreness.Session{{
		DaysAgo: answer.Known(1), Disposition: answer.Known(soreness.Proceed), Phase: answer.Known(intake.PhaseNone),
		Plan:        soreness.SessionPlan{Technique: "relaxing_swedish", Minutes: answer.Known(40)},
		Violations:  []string{}, // none, which is not the same as nil: not asked
		AttackOnset: answer.No, PainDuring: answer.Known(1), NeckWork: answer.No, Warned: answer.Yes, Novice: answer.No,
	}}
	return c.guest(), course
}

func (c *clinic) bruised() (string, error) {
	in, course := c.sore()
	course.Report.BruiseCM = answer.Known(4.0)
	course.Report.BruiseGrowing, course.Report.BruisePainful = answer.No, answer.No
	course.Report.CuppingMarks = answer.No
	return c.triage(in, course)
}

func (c *clinic) keptAwake() (string, error) {
	in, course := c.sore()
	if _, ok := course.Own["house.kept_awake"]; ok {
		course.Own["house.kept_awake"] = answer.Of(answer.Yes)
	}
	return c.triage(in, course)
}

// triage says the rule that makes the level what it is.
func (c *clinic) triage(in screening.Intake, course soreness.Course) (string, error) {
	r, err := c.triager.Triage(in, course)
	if err != nil || len(r.Findings) == 0 {
		return phrase.Capital(r.Level.String()) + ".", err
	}
	return r.Findings[0].Says, nil
}
