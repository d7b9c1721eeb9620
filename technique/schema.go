package technique

import (
	"slices"

	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/policy"
)

// matchSchema returns the language of the rules that choose a technique. Its
// places are the techniques.
func matchSchema(c *Catalogue) policy.Schema {
	s := policy.Schema{
		Facts: visitFacts(c),
		Levels: []policy.Level{
			{Disposition: "unlisted"},
			{Kind: "prefer", Disposition: "preferred"},
			{Kind: "permit", Disposition: "permitted"},
			{Kind: "avoid", Disposition: "avoided"},
			{Kind: "forbid", Disposition: "forbidden"},
		},
		BanFrom: "avoid", WaivedFrom: "permit", WaivedTo: "prefer",
		PlaceWord: "technique",
		Texts:     []policy.Text{{Name: "says", Required: true}, {Name: "instead"}, {Name: "rationale", Required: true}},
		Grades:    grades(),
	}
	attributes := techniqueAttributes(c)
	for _, a := range attributes {
		s.Attributes = append(s.Attributes, a.fact)
	}
	for i := range c.Techniques {
		place := policy.Place{Name: c.Techniques[i].ID, Like: c.Techniques[i].Like}
		for _, a := range attributes {
			place.Attributes = append(place.Attributes, a.of(&c.Techniques[i]))
		}
		s.Places = append(s.Places, place)
	}
	return s
}

// stepPlace is the one place of the plan rules: what is planned, as a whole or in one of its steps.
const stepPlace = "step"

// planSchema returns the language of the rules that check a plan.
func planSchema(c *Catalogue) policy.Schema {
	s := policy.Schema{
		Facts: visitFacts(c),
		Levels: []policy.Level{
			{Disposition: "fits"},
			{Kind: "caution", Disposition: "fits_with_care"},
			{Kind: "change", Disposition: "change"},
			{Kind: "stop", Disposition: "stop"},
		},
		Undecided: "open", CertainFrom: "change",
		UnsureKind: "change", WaivedFrom: "change", WaivedTo: "caution",
		Places: []policy.Place{{Name: stepPlace}},
		Texts:  []policy.Text{{Name: "says", Required: true}, {Name: "instead", Required: true}, {Name: "rationale", Required: true}},
		Grades: grades(),
	}
	for _, a := range techniqueAttributes(c) {
		s.Facts = append(s.Facts, a.fact)
	}
	s.Facts = append(s.Facts, planFacts(c)...)
	for _, a := range strokeAttributes(c) {
		s.Facts = append(s.Facts, a.fact)
	}
	s.Facts = append(s.Facts, stepFacts()...)
	s.Facts = append(s.Facts, duringFacts()...)
	return s
}

func grades() []string { return []string{"E1", "E2", "E3", "E4", "E5"} }

// property is what sets one fact apart. Without any, a fact is for the staff, has no riskier end
// and holds for this visit only.
type property func(*policy.Fact)

// risky marks a fact of which yes, more, or a later value is riskier.
func risky(f *policy.Fact) { f.Risk = policy.RiskMore }

// protective marks a fact of which only yes helps, or of which less is riskier.
func protective(f *policy.Fact) { f.Risk = policy.RiskLess }

// told marks a fact that the client is asked for.
func told(f *policy.Fact) { f.Staff = false }

func within(least, greatest float64) property {
	return func(f *policy.Fact) { f.Least, f.Most = least, greatest }
}

func unit(name string) property { return func(f *policy.Fact) { f.Unit = name } }

func oneOfWords(words []word) property {
	return func(f *policy.Fact) {
		for _, w := range words {
			f.Values = append(f.Values, policy.Value{Name: w.name, Says: w.says})
		}
	}
}

// none marks a set of which one value says none of the others.
func none(f *policy.Fact) { f.None, f.Safe = noneName, []string{noneName} }

const noneName = "none"

func fact(name string, kind policy.FactKind, ask string, props ...property) policy.Fact {
	f := policy.Fact{Name: name, Kind: kind, Ask: ask, Risk: policy.RiskNeither, Staff: true, Repeat: true}
	for _, p := range props {
		p(&f)
	}
	return f
}

// visitFacts are what is known of the client beyond the intake; both rule sets read them.
func visitFacts(c *Catalogue) []policy.Fact {
	return []policy.Fact{
		fact("presentation.found", policy.SetOf, "What do the muscles show, and what is the session for?", oneOfWords(newNames(c).foundWords), none),
		fact("history.novice", policy.YesNo, "Is this the first massage ever, or the first after two months or more?", risky, told),
		fact("history.accepts_discomfort", policy.YesNo, "Is a massage that hurts at times what you want?", protective, told),
		fact("visit.needs_care", policy.YesNo, "Does the screening ask for care, in any region or for any reason?", risky),
	}
}

// planFacts are what is planned as a whole, what sessions before it brought, and what the
// decision has to say about it.
func planFacts(c *Catalogue) []policy.Fact {
	return []policy.Fact{
		fact("plan.technique", policy.OneOf, "Which technique is planned?", oneOfWords(techniqueWords(c)), techniqueLikes(c)),
		fact("plan.minutes", policy.Whole, "How many minutes is the session planned to last?", within(1, maxPlanMinutes), unit("minutes"), risky),
		fact("plan.unusual_minutes", policy.YesNo, "Is the session shorter or longer than this technique usually is?", risky),
		fact("plan.position", policy.OneOf, "How will the client lie or sit?", oneOfWords(positionWords)),
		fact("plan.bolster", policy.YesNo, "Is there a bolster under the belly or the knees?", protective),
		fact("plan.therapist", policy.OneOf, "How far is the therapist trained?", oneOfWords(levelWords), protective),
		fact("plan.warned", policy.YesNo, "Was the client told that this technique can hurt?", protective),
		fact("history.prior_sessions", policy.Whole, "How many sessions of this technique has the client had?", within(0, maxPriorSessions), protective),
		fact("history.hours_since_last", policy.Decimal, "How many hours ago did the last session end?", within(0, maxHoursSince), unit("hours"), protective),
		fact("history.last_sore", policy.YesNo, "Was the client sore after the last session?", risky),
		fact("plan.agreed", policy.YesNo, "Did the clinician agree to this technique?", protective),
		fact("plan.avoided_technique", policy.YesNo, "Does the screening leave this technique out?", risky),
		fact("plan.avoided_position", policy.YesNo, "Does the screening leave this position out?", risky),
		fact("plan.avoided_heat", policy.YesNo, "Does the technique or a stroke use heat where the screening leaves heat out?", risky),
		fact("plan.over_minutes", policy.YesNo, "Is the session longer than the screening allows?", risky),
	}
}

// stepFacts are what one step plans beyond its stroke, and what the decision has to say about it.
func stepFacts() []policy.Fact {
	return []policy.Fact{
		fact("step.regions", policy.SetOf, "Where is this step planned?", oneOfWords(regionWords())),
		fact("step.pressure", policy.Whole, "How firm is this step, from 0 to 5?", within(0, maxPressure), risky),
		fact("step.minutes", policy.Whole, "How many minutes does this step last?", within(1, maxStepMinutes), unit("minutes"), risky),
		fact("step.over_cap", policy.YesNo, "Is the step firmer than the screening allows there?", risky),
		fact("step.not_today", policy.YesNo, "Is the step where the screening allows no massage today?", risky),
		fact("step.not_cleared", policy.YesNo, "Is the step where a clinician has to agree first?", risky),
		fact("step.avoided_stroke", policy.YesNo, "Does the screening leave this stroke out there?", risky),
		fact("step.agreed", policy.YesNo, "Did the clinician agree to this stroke?", protective),
	}
}

// duringFacts are what happens while the session goes on.
func duringFacts() []policy.Fact {
	return []policy.Fact{
		fact("during.attack_onset", policy.YesNo, "Did an attack of pain begin during the session?", risky),
		fact("during.pain", policy.Whole, "How strong is the pain now, from 0 to 10?", within(0, 10), risky),
		fact("during.asked_to_stop", policy.YesNo, "Has the client asked to stop?", risky),
	}
}

// The ends of what can be planned and told.
const (
	maxPressure      = 5
	maxPlanMinutes   = 240
	maxStepMinutes   = 120
	maxPriorSessions = 100000
	maxHoursSince    = 1000000
)

func techniqueWords(c *Catalogue) []word {
	words := make([]word, len(c.Techniques))
	for i, t := range c.Techniques {
		words[i] = word{t.ID, t.Name}
	}
	return words
}

func strokeWords(c *Catalogue) []word {
	words := make([]word, len(c.Strokes))
	for i, s := range c.Strokes {
		words[i] = word{s.ID, s.Name}
	}
	return words
}

// regionWords are the single regions.
func regionWords() []word {
	var words []word
	for _, r := range body.All() {
		if slices.Contains(r.Parts(), r) {
			words = append(words, word{name: r.String()})
		}
	}
	return words
}
