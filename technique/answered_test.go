package technique_test

import (
	"testing"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/technique"
)

// A decision is of no use for an intake that has been answered differently since, or with other
// clearances: it says nothing about it.
func TestADecisionIsOfItsAnswers(t *testing.T) {
	s, err := screening.New(screening.WithOverlay(files(map[string]string{
		"a.yaml": "facts:\n  - {name: house.moon, kind: yes_no, ask: Is the moon full}\n",
	})))
	if err != nil {
		t.Fatal(err)
	}
	p, err := technique.New(s)
	if err != nil {
		t.Fatal(err)
	}
	gp := screening.Clearance{Covers: []string{"spine.disc"}, By: "GP"}
	start := func() screening.Intake {
		in := healthy(s, body.LumbarParaspinal)
		in.Own = answer.Own{"house.moon": answer.Of(answer.No)}
		in.Cards[intake.CardLook] = intake.CardAnswer{Unsure: []intake.Line{intake.LineFrail}}
		return in
	}
	for _, tt := range []struct {
		name    string
		change  func(v *technique.Visit)
		refused bool
	}{
		{"nothing", func(*technique.Visit) {}, false},
		{"the presentation, which nobody screens", func(v *technique.Visit) { v.Presentation = technique.Found("doms") }, false},
		{"an emergency ticked", func(v *technique.Visit) {
			v.Intake = tick(v.Intake, intake.CardEmergencyNow, intake.LineChestPain)
		}, true},
		{"a region more", func(v *technique.Visit) { v.Intake.Regions = append(v.Intake.Regions, body.Neck) }, true},
		{"an unsure answer turned into no", func(v *technique.Visit) { v.Intake.Cards[intake.CardLook] = intake.CardAnswer{} }, true},
		{"an answer taken back", func(v *technique.Visit) { v.Intake.Client.Age = answer.Fact[int]{} }, true},
		{"a fact of the house", func(v *technique.Visit) {
			v.Intake.Own = answer.Own{"house.moon": answer.Of(answer.Yes)}
		}, true},
		{"a clearance added", func(v *technique.Visit) { v.Clearance = append(v.Clearance, gp) }, true},
		{"a clearance dropped", func(v *technique.Visit) { v.Clearance = nil }, true},
		{"a clearance that agrees to more", func(v *technique.Visit) { v.Clearance[0].Strokes = []string{"percussion"} }, true},
		{"some time", func(v *technique.Visit) { v.Intake = s.Expire(v.Intake, time.Hour) }, true},
		{"no time", func(v *technique.Visit) { v.Intake = s.Expire(v.Intake, 0) }, false},
		{"other rules", func(v *technique.Visit) { v.Decision.Fingerprint = "0123456789abcdef" }, true},
		{"no digest", func(v *technique.Visit) { v.Decision.Answers = "" }, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			v := visitOf(t, p, start(), gp)
			tt.change(&v)
			_, match := p.Match(v)
			_, check := p.Check(v, planOf(step("effleurage_light", 1, body.LumbarParaspinal)))
			for name, err := range map[string]error{"Match": match, "Check": check} {
				if _, is := err.(*document.Error); is != tt.refused {
					t.Errorf("%s: %v", name, err)
				}
			}
		})
	}
	v := visitOf(t, p, start())
	v.Intake = tick(v.Intake, intake.CardEmergencyNow, intake.LineChestPain)
	const want = "decision: was made before the intake or the clearances were answered as they are now; screen again"
	if _, err := p.Match(v); err == nil || err.Error() != want {
		t.Errorf("Match = %v, want %s", err, want)
	}
}
