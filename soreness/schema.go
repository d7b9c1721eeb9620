package soreness

import (
	"strings"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

// facts returns what this package adds to the screener's facts, in the order in which a report asks.
func facts(s *screening.Screener, styles catalogue) []policy.Fact {
	var all []policy.Fact
	for _, e := range reportEntries() {
		all = append(all, e.fact)
	}
	for _, e := range sessionEntries(phases(s)) {
		all = append(all, e.fact)
	}
	return append(all, numberFact(), violationsFact(styles.planRules), painfulFact(), intenseFact(), diseaseFact(), toneFact())
}

// Counts end there; no course is that long.
const (
	mostNumber = 1000
	mostSore   = 100
)

// numberFact is counted, never asked.
func numberFact() policy.Fact {
	return declare("course.number", policy.Whole, "Which session of the course was it?", []property{within(1, mostNumber, "sessions"), undirected, recorded})
}

const (
	planPrefix = "plan." // of the plan rules' ids
	otherRule  = "other" // a plan rule of a clinic
	noRule     = "none"
)

// mostRules is how many plan rules a set can name beside none and other.
const mostRules = 61

func violationsFact(planRules []string) policy.Fact {
	f := declare("course.violations", policy.SetOf, "Which plan rules did the session break?", []property{recorded})
	f.None, f.Safe = noRule, []string{noRule}
	f.Values = append(f.Values, policy.Value{Name: noRule, Says: "None of them"})
	for _, id := range planRules {
		name, built := strings.CutPrefix(id, planPrefix)
		if built && !strings.Contains(name, ".") && len(f.Values) <= mostRules {
			f.Values = append(f.Values, policy.Value{Name: name, Says: id})
		}
	}
	f.Values = append(f.Values, policy.Value{Name: otherRule, Says: "A rule of the clinic"})
	return f
}

// The technique of a session answers these four.

func painfulFact() policy.Fact {
	return declare("course.painful_by_design", policy.YesNo, "Was it a technique that is meant to hurt a little, such as Thai massage?", []property{undirected, recorded})
}

func intenseFact() policy.Fact {
	return declare("course.intense", policy.YesNo, "Was it an intense technique, or one that loads the joints?", []property{recorded})
}

func diseaseFact() policy.Fact {
	f := declare("course.back_disease_style", policy.OneOf, "Is the technique one that treats back disease?", []property{recorded})
	f.Values = []policy.Value{{Name: "treats", Says: "Yes"}, {Name: "limited", Says: "For some of it"}, {Name: "not_for", Says: "No"}}
	return f
}

func toneFact() policy.Fact {
	f := declare("course.tone", policy.OneOf, "Does the technique relax the muscles or stimulate them?", []property{undirected, recorded})
	f.Values = []policy.Value{{Name: "relaxing", Says: "It relaxes"}, {Name: "neutral", Says: "Neither"}, {Name: "stimulating", Says: "It stimulates"}}
	return f
}

// person is the only place: a level is the whole person's.
const person = "person"

// Kinds of the rules.
const (
	kindMonitor      = "monitor"
	kindAdjust       = "adjust"
	kindSeeClinician = "see_clinician"
	kindEmergency    = "emergency"

	kindUndetermined = "undetermined"
	kindOrdinary     = "ordinary" // a cause that calms: given only where the level does not say otherwise
	kindCause        = "cause"

	kindMessage = "message"
	kindAdvice  = "advice"
)

// triageSchema is the language of the rules that decide the level.
func triageSchema(s *screening.Screener, styles catalogue) policy.Schema {
	return policy.Schema{
		Facts: facts(s, styles),
		Levels: []policy.Level{
			{Disposition: "expected"},
			{Kind: kindMonitor, Disposition: "monitor"},
			{Kind: kindAdjust, Disposition: "adjust"},
			{Kind: kindSeeClinician, Disposition: "see_clinician"},
			{Kind: kindEmergency, Disposition: "emergency"},
		},
		Undecided:      "clarify",
		CertainFrom:    kindSeeClinician,
		Urgencies:      s.Rules().Schema().Urgencies,
		EverywhereFrom: "same_day",
		UnsureKind:     kindSeeClinician,
		UnsureUrgency:  "same_day",
		LimitKind:      kindMonitor,
		WaivedFrom:     kindAdjust,
		WaivedTo:       kindMonitor,
		Places:         []policy.Place{{Name: person}},
		Default:        person,
		PlaceWord:      person,
		Texts: []policy.Text{
			{Name: "says", Required: true}, {Name: "do", Required: true}, {Name: "client", Required: true}, {Name: "rationale", Required: true},
		},
		Grades: s.Rules().Schema().Grades,
	}
}

// sideSchema is the language of rules that decide nothing: why it may hurt, and what may help.
func sideSchema(s *screening.Screener, levels ...policy.Level) policy.Schema {
	strongest := levels[len(levels)-1].Kind
	return policy.Schema{
		Levels:        append([]policy.Level{{Disposition: "none"}}, levels...),
		Undecided:     "open",
		CertainFrom:   strongest,
		Urgencies:     []string{"none"},
		UnsureKind:    strongest,
		UnsureUrgency: "none",
		LimitKind:     levels[0].Kind,
		WaivedFrom:    strongest,
		WaivedTo:      strongest,
		Places:        []policy.Place{{Name: person}},
		Default:       person,
		PlaceWord:     person,
		Texts:         []policy.Text{{Name: "says", Required: true}, {Name: "client", Required: true}, {Name: "rationale", Required: true}},
		Grades:        s.Rules().Schema().Grades,
	}
}

func causeSchema(s *screening.Screener) policy.Schema {
	return sideSchema(s, policy.Level{Kind: kindUndetermined, Disposition: "undetermined"},
		policy.Level{Kind: kindOrdinary, Disposition: "ordinary"}, policy.Level{Kind: kindCause, Disposition: "attributed"})
}

func adviceSchema(s *screening.Screener) policy.Schema {
	return sideSchema(s, policy.Level{Kind: kindMessage, Disposition: "informed"}, policy.Level{Kind: kindAdvice, Disposition: "advised"})
}

// adopt takes every red flag of the screener over: what sends somebody to a clinician before a massage does so after one.
func adopt(r policy.Rule) (policy.Adopted, bool) {
	if !r.RedFlag {
		return policy.Adopted{}, false
	}
	a := policy.Adopted{Kind: kindSeeClinician, Urgency: r.Urgency}
	if r.Urgency == "emergency" {
		a.Kind = kindEmergency
	}
	if r.IfUnsure != nil {
		unsure := *r.IfUnsure
		if unsure.Kind != "" {
			unsure.Kind = kindSeeClinician
		}
		a.IfUnsure = &unsure
	}
	return a, true
}
