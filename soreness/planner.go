package soreness

import (
	"errors"

	"github.com/safehands/safehands/technique"
)

// intenseFrom and loadFrom are where a technique begins to be an intense one.
const (
	intenseFrom = 4 // of intensity
	loadFrom    = 2 // of joint load: to the end of the range
)

// New loads the built-in rules and every overlay, on top of the rules and the catalogue of a planner. The error is a [*document.Error]
// with every problem of every file, each with file, line and column.
//
// [*document.Error]: https://pkg.go.dev/github.com/safehands/safehands/screening/policy/document#Error
func New(planner *technique.Planner, options ...Option) (*Triager, error) {
	if planner == nil {
		return nil, errors.New("soreness: there is no planner")
	}
	c := catalogue{styles: map[string]style{}}
	for _, t := range planner.Catalogue().Techniques {
		c.techniques = append(c.techniques, t.ID)
		c.styles[t.ID] = style{
			name: t.Name, intensity: t.Intensity, painful: t.PainfulByDesign, intense: t.Intensity >= intenseFrom || t.JointLoad >= loadFrom,
			backDisease: string(t.TreatsBackDisease), tone: string(t.ToneEffect),
		}
	}
	var own []string
	for _, r := range planner.PlanRules().Rules() {
		if r.Layer == "built-in" {
			c.planRules = append(c.planRules, r.ID)
		} else {
			own = append(own, r.ID)
		}
	}
	for _, r := range planner.PlanRules().Disabled() {
		c.planRules = append(c.planRules, r.Rule)
	}
	c.planRules = append(c.planRules, own...)
	return newTriager(planner.Screener(), c, options)
}
