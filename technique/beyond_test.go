package technique_test

import (
	"slices"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/technique"
)

// N-IC02, N-IC03: whatever a yes is about, a plan is held to what it names and to nothing more, and
// nothing else is offered in its place.
func TestAPlanKeepsToTheYes(t *testing.T) {
	p := newPlanner(t)
	s := p.Screener()
	thinner := tick(healthy(s, body.Lumbar, body.Foot), intake.CardHeartAndBlood, intake.LineBloodThinner)
	thinner.Med.Anticoagulant = answer.Known(intake.AnticoagulantDOAC)
	limited := screening.Clearance{
		Conditions: []string{"blood thinner"}, By: "GP", Given: screening.ClearanceWritten, Answer: screening.ClearanceLimited,
		Techniques: []string{"mld"}, Strokes: []string{"gliding"},
	}
	with := func(change func(*screening.Clearance)) screening.Clearance {
		c := limited
		change(&c)
		return c
	}
	plain := with(func(c *screening.Clearance) { c.Answer, c.Techniques, c.Strokes = screening.ClearanceYes, nil, nil })
	swedish := with(func(c *screening.Clearance) { c.Techniques = []string{"relaxing_swedish"} })
	kneading := with(func(c *screening.Clearance) { c.Techniques, c.Strokes = swedish.Techniques, []string{"firm_kneading"} })
	foot := with(func(c *screening.Clearance) { c.Regions = []body.Region{body.Foot} })
	both := []string{"plan.not_agreed", "plan.technique_not_agreed"}
	for _, tt := range []struct {
		name   string
		in     screening.Intake
		yes    []screening.Clearance
		stroke string
		breaks []string // of the two
		offers bool     // relaxing massage
	}{
		{"neither is named", thinner, []screening.Clearance{limited}, "petrissage_brisk", both, false},
		{"the stroke is named by its group", thinner, []screening.Clearance{limited}, "petrissage_slow", both[1:], false},
		{"both are named", thinner, []screening.Clearance{swedish}, "petrissage_slow", nil, true},
		{"the technique is named", thinner, []screening.Clearance{swedish}, "petrissage_brisk", both[:1], true},
		{"nothing is named", thinner, []screening.Clearance{plain}, "petrissage_brisk", nil, true},
		{"another yes to the same names both", thinner, []screening.Clearance{limited, kneading}, "petrissage_brisk", nil, true},
		{"another yes to the same names nothing", thinner, []screening.Clearance{limited, plain}, "petrissage_brisk", nil, true},
		{"a hold needs no naming", thinner, []screening.Clearance{kneading}, "static_hold", nil, true},
		{"a yes that nobody needs", healthy(s, body.Lumbar, body.Foot), []screening.Clearance{limited}, "petrissage_brisk", nil, true},
		{"a yes for another place beside one that names nothing", thinner, []screening.Clearance{plain, foot}, "petrissage_brisk", nil, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := visitOf(t, p, tt.in, tt.yes...)
			r := mustCheck(t, p, v, planOf(step(tt.stroke, 2, body.LumbarParaspinal)))
			var got []string
			for _, rule := range both {
				if slices.Contains(broken(r, 0), rule) || slices.Contains(broken(r, technique.WholePlan), rule) {
					got = append(got, rule)
				}
			}
			if !slices.Equal(got, tt.breaks) {
				t.Errorf("breaks %v, want %v", got, tt.breaks)
			}
			m, err := p.Match(v)
			if err != nil {
				t.Fatal(err)
			}
			offers := slices.ContainsFunc(m.Candidates(), func(c technique.Choice) bool { return c.Technique == "relaxing_swedish" })
			if offers != tt.offers {
				t.Errorf("offers relaxing massage: %t, want %t", offers, tt.offers)
			}
		})
	}
}
