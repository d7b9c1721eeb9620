package soreness

import (
	"strconv"
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
	return append(all, numberFact(), soreLeastFact(), soreMostFact(), violationsFact(styles.planRules),
		painfulFact(), intenseFact(), diseaseFact(), toneFact(), strongestFact())
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

// The record bounds how many sessions in a row left the client sore, also where it does not tell how many. Without a record the bounds say
// nothing.

func soreLeastFact() policy.Fact {
	return declare("course.sore_least", policy.Whole, "How many sessions in a row left the client sore, at least?",
		[]property{within(0, mostSore, "sessions"), volunteered("0"), recorded})
}

func soreMostFact() policy.Fact {
	return declare("course.sore_most", policy.Whole, "How many sessions in a row left the client sore, at most?",
		[]property{within(0, mostSore, "sessions"), volunteered(strconv.Itoa(mostSore)), recorded})
}

const (
	planPrefix = "plan."  // of the plan rules' ids
	levelRules = "level_" // of those about the therapist's training, which say nothing of what was done
	otherRule  = "other"  // a rule that no value stands for
	noRule     = "none"
)

// Values of what is no plan rule by itself.
const (
	ruleNotScreened = "not_screened"
	ruleTechnique   = "wrong_technique"
)

// toldApart are the values that the built-in rules read. They come first, so that they are there whatever rules a planner has.
func toldApart() []string {
	return []string{
		ruleNotScreened, ruleTechnique, "stop_pain",
		"spine_touched", "walk_on_back", "organ_zone", "organ_stroke", "belly", "neck_front", "soft_zone", "fragile_ribs", "sciatic_exit",
		"over_cap", "not_today", "thrust_scope", "not_agreed", "technique_not_agreed", "disc_load", "disc_stroke", "disc_technique",
		"disc_towards_canal", "acute_back", "root_signs", "first_too_strong", "first_too_long", "avoided_stroke", "avoided_by_screening",
		"too_long", "too_deep_for_disease", "tone_mismatch", "tone_mismatch_stroke", "spine_strained", "pregnancy_stroke",
		"not_for_disease", "limited_not_agreed", "calm_only",
	}
}

// mostRules is how many rules a set can name beside none and other.
const mostRules = 61

func violationsFact(planRules []string) policy.Fact {
	f := declare("course.violations", policy.SetOf, "Which rules did the session break?", []property{recorded})
	f.None, f.Safe = noRule, []string{noRule}
	f.Values = append(f.Values, policy.Value{Name: noRule, Says: "None of them"})
	for _, name := range toldApart() {
		says := planPrefix + name
		if name == ruleTechnique {
			says = "A rule of the match that forbids the technique"
		}
		f.Values = append(f.Values, policy.Value{Name: name, Says: says})
	}
	for _, id := range planRules {
		name, built := strings.CutPrefix(id, planPrefix)
		if built && !strings.Contains(name, ".") && !strings.HasPrefix(name, levelRules) && valueIndex(&f, name) < 0 && len(f.Values) <= mostRules {
			f.Values = append(f.Values, policy.Value{Name: name, Says: id})
		}
	}
	f.Values = append(f.Values, policy.Value{Name: otherRule, Says: "Another rule"})
	return f
}

// The technique of a session answers these five.

func painfulFact() policy.Fact {
	return declare("course.painful_by_design", policy.YesNo, "Was it a technique that is meant to hurt a little, such as Thai massage?", []property{undirected, recorded})
}

func intenseFact() policy.Fact {
	return declare("course.intense", policy.YesNo, "Was it an intense technique, or one that loads the joints?", []property{recorded})
}

func strongestFact() policy.Fact {
	return declare("course.strongest", policy.YesNo, "Was it one of the strongest techniques, such as deep tissue massage?", []property{recorded})
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

// adopter takes over what has to be seen soon before a massage: it has to be after one. Of rules that ask for the same on the same test,
// certain or unsure, and differ in their places alone, it takes the first.
func adopter() func(policy.Rule) (policy.Adopted, bool) {
	type ask struct {
		when, kind, urgency string
		unsure              policy.UnsureOutcome
	}
	seen := map[ask]bool{}
	return func(r policy.Rule) (policy.Adopted, bool) {
		asks := ask{when: r.When, kind: r.Kind, urgency: r.Urgency}
		if r.IfUnsure != nil {
			asks.unsure = policy.UnsureOutcome{Kind: r.IfUnsure.Kind, Urgency: r.IfUnsure.Urgency, Reason: "given"}
		}
		if !r.RedFlag && (urgencyOf(r.Urgency) < screening.UrgencyUrgent || seen[asks]) {
			return policy.Adopted{}, false
		}
		seen[asks] = true
		a := policy.Adopted{Kind: adoptedKind(r, r.Kind, r.Urgency), Urgency: r.Urgency}
		if r.IfUnsure != nil {
			unsure := *r.IfUnsure
			unsure.Kind = adoptedKind(r, unsure.Kind, unsure.Urgency)
			a.IfUnsure = &unsure
		}
		return a, true
	}
}

// adoptedKind is what a rule of the screener counts for. A red flag, and whoever should be seen today, stops the course. Of what can wait
// some days it depends on what the screening says, as it does for a session that was given against it: not today and not here stop the
// course, ask first changes it, and care looks again.
func adoptedKind(r policy.Rule, kind, urgency string) string {
	switch {
	case kind == "":
		return ""
	case urgency == "emergency":
		return kindEmergency
	case r.RedFlag || urgencyOf(urgency) >= screening.UrgencySameDay:
		return kindSeeClinician
	}
	switch kind {
	case screening.KindPrecaution.String():
		return kindMonitor
	case screening.KindRelative.String():
		return kindAdjust
	}
	return kindSeeClinician
}

// urgencyOf reads the urgency of a rule, which is one of the screener's.
func urgencyOf(name string) screening.Urgency {
	var u screening.Urgency
	if u.UnmarshalText([]byte(name)) != nil {
		return screening.UrgencyEmergency
	}
	return u
}
