package soreness

import (
	"embed"
	"io/fs"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

//go:embed facts/*.yaml
var factFiles embed.FS

// addFacts adds to a schema what this package adds to the screener's facts, in the order
// in which a report asks.
func addFacts(to *policy.Schema, s *screening.Screener, styles catalogue) error {
	ground, err := fs.Sub(factFiles, "facts")
	if err != nil {
		return err
	}
	if err := policy.ReadGround(ground, to); err != nil {
		return err
	}
	for i := range to.Facts {
		switch f := &to.Facts[i]; f.Name {
		case "course.phase":
			if at, ok := s.Rules().FactIndex("back.phase"); ok {
				f.Values = s.Rules().Facts()[at].Values
			}
		case "course.reason":
			if at, ok := s.Rules().FactIndex("session.reason"); ok {
				f.Values = s.Rules().Facts()[at].Values
			}
		case "course.violations":
			if err := addViolations(f, styles); err != nil {
				return err
			}
		}
	}
	return nil
}

// Counts end there; no course is that long. The facts say the same.
const (
	mostNumber = 1000
	mostSore   = 100
)

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
func triageSchema(s *screening.Screener, styles catalogue) (policy.Schema, error) {
	schema := policy.Schema{
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
		WaivedFrom:     kindAdjust,
		WaivedTo:       kindMonitor,
		PlaceWord:      person,
		Texts: []policy.Text{
			{Name: "says", Required: true}, {Name: "do", Required: true},
			{Name: "client", Required: true}, {Name: "rationale", Required: true},
		},
		Grades: s.Rules().Schema().Grades,
	}
	return schema, addFacts(&schema, s, styles)
}

// sideSchema is the language of rules that decide nothing: why it may hurt, and what may help.
func sideSchema(s *screening.Screener, levels ...policy.Level) policy.Schema {
	return policy.Schema{
		Levels:    append([]policy.Level{{Disposition: "none"}}, levels...),
		Undecided: "open",
		PlaceWord: person,
		Texts: []policy.Text{
			{Name: "says", Required: true}, {Name: "client", Required: true}, {Name: "rationale", Required: true},
		},
		Grades: s.Rules().Schema().Grades,
	}
}

func causeSchema(s *screening.Screener) policy.Schema {
	return sideSchema(s, policy.Level{Kind: kindUndetermined, Disposition: "undetermined"},
		policy.Level{Kind: kindOrdinary, Disposition: "ordinary"},
		policy.Level{Kind: kindCause, Disposition: "attributed"})
}

func adviceSchema(s *screening.Screener) policy.Schema {
	return sideSchema(s, policy.Level{Kind: kindMessage, Disposition: "informed"}, policy.Level{
		Kind: kindAdvice, Disposition: "advised",
	})
}

// adopter takes over what has to be seen soon before a massage: it has to be after one. Of
// rules that ask for the same on the same test, certain or unsure, and differ in their places
// alone, it takes the first.
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

// adoptedKind is what a rule of the screener counts for. A red flag, and whoever should be seen
// today, stops the course. Of what can wait some days it depends on what the screening says, as it
// does for a session that was given against it: not today and not here stop the course, ask first
// changes it, and care looks again.
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
