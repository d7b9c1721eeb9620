package technique

import (
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/policy"
)

// matchSchema returns the language of the rules that choose a technique. Its
// places are the techniques.
func matchSchema(c *Catalogue, g ground) policy.Schema {
	s := policy.Schema{
		Facts: g.visit(), Attributes: g.attributes(),
		Levels: []policy.Level{
			{Disposition: "unlisted"},
			{Kind: "prefer", Disposition: "preferred"},
			{Kind: "permit", Disposition: "permitted"},
			{Kind: "avoid", Disposition: "avoided"},
			{Kind: "forbid", Disposition: "forbidden"},
		},
		BanFrom: "avoid", WaivedFrom: "permit", WaivedTo: "prefer",
		PlaceWord: "technique",
		Texts: []policy.Text{
			{Name: "says", Required: true}, {Name: "instead"}, {Name: "rationale", Required: true},
		},
		Grades: grades(),
	}
	for i := range c.Techniques {
		t := &c.Techniques[i]
		s.Places = append(s.Places, policy.Place{Name: t.ID, Like: t.Like, Attributes: g.answers(t)})
	}
	return s
}

// stepPlace is the one place of the plan rules: what is planned, as a whole or in one of its steps.
const stepPlace = "step"

// planSchema returns the language of the rules that check a plan. A rule about the session that
// goes on may say how soon the client has to be seen.
func planSchema(s *screening.Screener, g ground) policy.Schema {
	return policy.Schema{
		Facts: g, Urgencies: s.Rules().Schema().Urgencies, UrgencyOptional: true, UnsureUrgency: "same_day",
		Levels: []policy.Level{
			{Disposition: "fits"},
			{Kind: "caution", Disposition: "fits_with_care"},
			{Kind: "change", Disposition: "change"},
			{Kind: "stop", Disposition: "stop"},
		},
		Undecided: "open", CertainFrom: "change",
		UnsureKind: "change", WaivedFrom: "change", WaivedTo: "caution",
		Places: []policy.Place{{Name: stepPlace}},
		Texts: []policy.Text{
			{Name: "says", Required: true}, {Name: "instead", Required: true}, {Name: "rationale", Required: true},
		},
		Grades: grades(),
	}
}

func grades() []string { return []string{"E1", "E2", "E3", "E4", "E5"} }

// noneName is the value that says none of the others.
const noneName = "none"
