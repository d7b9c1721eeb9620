package soreness

import (
	"errors"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/technique"
)

// intenseFrom and loadFrom are where a technique begins to be an intense one.
const (
	intenseFrom   = 4 // of intensity
	strongestFrom = 5 // of intensity
	loadFrom      = 2 // of joint load: to the end of the range
)

// matchForbids is the kind of a rule of the match that forbids a technique.
const matchForbids = "forbid"

// New loads the built-in rules and every overlay, on top of the rules and the catalogue of a
// planner. The error is a [*document.Error] with every problem of every file, each with
// file, line and column.
//
// [*document.Error]:
// https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
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
	for _, s := range planner.Catalogue().Strokes {
		c.strokes = append(c.strokes, s.ID)
	}
	c.positions = valuesOf(planner.PlanRules(), "plan.position")
	c.signs = valuesOf(planner.PlanRules(), "during.signs")
	c.addPlanRules(planner.PlanRules())
	c.addChecked(planner.MatchRules())
	return newTriager(planner, c, options)
}

// valuesOf are the values of a fact but the one that says none.
func valuesOf(set *policy.Set, fact string) (out []string) {
	if i, ok := set.FactIndex(fact); ok {
		for _, v := range set.Facts()[i].Values {
			if v.Name != noRule {
				out = append(out, v.Name)
			}
		}
	}
	return out
}
