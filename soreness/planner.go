package soreness

import (
	"errors"
	"maps"
	"slices"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/technique"
)

// intenseFrom and loadFrom are where a technique begins to be an intense one.
const (
	intenseFrom   = 4 // of intensity
	strongestFrom = 5 // of intensity
	loadFrom      = 2 // of joint load: to the end of the range
)

// matchTag marks the plan rules in whose place a check names what the match says.
const matchTag = "match"

// matchForbids is the kind of a rule of the match that forbids a technique.
const matchForbids = "forbid"

// New loads the built-in rules and every overlay, on top of the rules and the catalogue of a
// planner. The error is a [*document.Error] with every problem of every file, each with
// file, line and column.
//
// [*document.Error]: https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func New(planner *technique.Planner, options ...Option) (*Triager, error) {
	if planner.Screener() == nil {
		return nil, errors.New("soreness: there is no planner")
	}
	c := catalogue{styles: map[string]style{}}
	for _, t := range planner.Catalogue().Techniques {
		c.techniques = append(c.techniques, t.ID)
		c.styles[t.ID] = style{
			name: t.Name, intensity: t.Intensity, painful: t.PainfulByDesign,
			intense:     t.Intensity >= intenseFrom || t.JointLoad >= loadFrom,
			strongest:   t.Intensity >= strongestFrom,
			backDisease: string(t.TreatsBackDisease), tone: string(t.ToneEffect),
		}
	}
	var own, quoting []string
	for _, r := range planner.PlanRules().Rules() {
		if slices.Contains(r.Tags, matchTag) {
			quoting = append(quoting, r.ID)
		} else if r.Layer == "built-in" {
			c.planRules = append(c.planRules, r.ID)
		} else {
			own = append(own, r.ID)
		}
	}
	for _, r := range planner.PlanRules().Disabled() {
		c.planRules = append(c.planRules, r.Rule)
	}
	c.planRules = append(c.planRules, own...)
	c.addChecked(planner.MatchRules(), quoting)
	return newTriager(planner, c, options)
}

// limits are the ids under which a check names what the screening limits, and the plan rules of the
// same limit for a step.
func limits() map[string]string {
	return map[string]string{
		"limit.technique": "avoided_by_screening", "limit.pressure": "over_cap", "limit.heat": "heat",
	}
}

// addChecked adds what a check returns beside the plan rules that are told apart: plan rules that
// quote the match, limits, and rules of the match. What the rules tell apart of the match is only that it forbade the technique.
func (c *catalogue) addChecked(match *policy.Set, quoting []string) {
	c.standsFor = limits()
	c.checked = append(slices.Clone(c.planRules), quoting...)
	c.checked = append(c.checked, slices.Sorted(maps.Keys(c.standsFor))...)
	for _, r := range match.Rules() {
		c.checked = append(c.checked, r.ID)
		if r.Kind == matchForbids {
			c.standsFor[r.ID] = ruleTechnique
		}
	}
	for _, r := range match.Disabled() {
		c.checked = append(c.checked, r.Rule)
	}
}
