package main

import (
	"strings"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/technique"
)

// guest answers every card of the clinic with nothing, its own card included.
func (c *clinic) guest() screening.Intake {
	in := screening.Intake{
		Cards:   screening.Cards{},
		Client:  screening.Client{Age: screening.Known(45)},
		Session: screening.Session{Reason: screening.Known(screening.ReasonRelaxation)},
		Preg:    screening.Preg{Status: screening.Known(screening.PregnancyNone)},
	}
	for _, card := range c.screener.Rules().Cards() {
		if name := screening.Card(card.Name); name != screening.CardPregnancyNow {
			in.Cards[name] = screening.CardAnswer{}
		}
	}
	return in
}

// has reports whether the clinic asks for a fact: the built-in rules know nothing of saunas.
func (c *clinic) has(fact string) bool {
	_, ok := c.screener.Rules().FactIndex(fact)
	return ok
}

// A line of a card is named as the rule file names it; a single fact of the house stands in Intake.Own.
func (c *clinic) fromSauna() screening.Intake {
	in := c.guest()
	if c.has("house.sauna") {
		in.Cards["house_today"] = screening.CardAnswer{Ticked: []screening.Line{"sauna"}}
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
	text := words.Disposition(d.Disposition) + "."
	if !d.Settled() {
		qs, err := c.screener.Questions(in)
		if err != nil || len(qs) == 0 {
			return text, err
		}
		return text + " " + qs[0].Ask, nil
	}
	if len(d.Findings) > 0 {
		text += " " + words.Besides(d.Disposition, d.Findings[0].Says)
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
	in.Cards[screening.CardBackNow] = screening.CardAnswer{Ticked: []screening.Line{screening.LineBackPain}}
	in.Back = screening.Back{PresentPain: screening.Yes, Phase: screening.Known(screening.PhaseRecentMild)}
	d, err := c.screener.Screen(in)
	lower, ok := d.For(screening.LumbarParaspinal)
	if err != nil || !ok || lower.Limits.Minutes == nil {
		return "As long as you like.", err
	}
	return "Up to " + words.Plural(*lower.Limits.Minutes, "minute", "minutes") + ".", nil
}

func (c *clinic) visit(in screening.Intake) (technique.Visit, error) {
	d, err := c.screener.Screen(in)
	return technique.Visit{
		Intake: in, Decision: d, Presentation: technique.Found("muscle_spasm"),
		History: technique.History{
			Novice: screening.No, PriorSessions: screening.Known(3), AcceptsDiscomfort: screening.No, HoursSinceLast: screening.Known(500.0),
			LastSore: screening.No,
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
	in.BP = screening.BP{Sys: screening.Known(165), Dia: screening.Known(90)}
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
		Technique: "relaxing_swedish", Minutes: screening.Known(40), Position: screening.Known(technique.Prone), Bolster: screening.Yes,
		Therapist: screening.Known(technique.Qualified), Warned: screening.Yes,
		Strokes: []technique.Step{{
			Stroke: stroke, Regions: []screening.Region{screening.ThoracicParaspinal}, Pressure: screening.Known(1), Minutes: screening.Known(5),
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
		HoursSince: screening.Known(20.0), NRS: screening.Known(2), NRSBefore: screening.Known(1), OnsetHours: screening.Known(6.0),
		DurationHours: screening.Known(14.0), Trend: screening.Known(soreness.TrendBetter),
		Quality: screening.Known(soreness.SetOf(soreness.QualityDullAche)), Site: screening.Known(soreness.SetOf(soreness.SiteTreatedMuscle)),
		LikeExercise: screening.No, Sudden: screening.No, BruiseCM: screening.Known(0.0), RednessSpreading: screening.No, Blister: screening.No,
		HeadacheMild: screening.No, FluLike: screening.No,
	}
	course := soreness.Course{Report: report, Own: map[string]screening.OwnAnswer{}}
	if _, ok := c.triager.Rules().FactIndex("house.kept_awake"); ok {
		course.Own["house.kept_awake"] = screening.OwnAnswer{Answer: screening.No}
	}
	course.Sessions = []soreness.Session{{
		DaysAgo: screening.Known(1), Disposition: screening.Known(soreness.Proceed), Phase: screening.Known(screening.PhaseNone),
		Plan:        soreness.SessionPlan{Technique: "relaxing_swedish", Minutes: screening.Known(40)},
		Violations:  []string{}, // none, which is not the same as nil: not asked
		AttackOnset: screening.No, PainDuring: screening.Known(1), NeckWork: screening.No, Warned: screening.Yes, Novice: screening.No,
	}}
	return c.guest(), course
}

func (c *clinic) bruised() (string, error) {
	in, course := c.sore()
	course.Report.BruiseCM, course.Report.BruiseGrowing, course.Report.BruisePainful = screening.Known(4.0), screening.No, screening.No
	course.Report.CuppingMarks = screening.No
	return c.triage(in, course)
}

func (c *clinic) keptAwake() (string, error) {
	in, course := c.sore()
	if _, ok := course.Own["house.kept_awake"]; ok {
		course.Own["house.kept_awake"] = screening.OwnAnswer{Answer: screening.Yes}
	}
	return c.triage(in, course)
}

// triage says the rule that makes the level what it is.
func (c *clinic) triage(in screening.Intake, course soreness.Course) (string, error) {
	r, err := c.triager.Triage(in, course)
	if err != nil || len(r.Findings) == 0 {
		return words.Capital(r.Level.String()) + ".", err
	}
	return r.Findings[0].Says, nil
}
