package screening_test

import (
	"math"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

// digestOf is the digest of a decision, which is that of the screener itself.
func digestOf(t *testing.T, s *screening.Screener, in screening.Intake, clearance ...screening.Clearance) string {
	t.Helper()
	d, err := s.Screen(in, clearance...)
	if err != nil {
		t.Fatal(err)
	}
	if got := s.Digest(in, clearance...); got != d.Answers || !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(got) {
		t.Fatalf("the decision has the digest %q, the screener says %q", d.Answers, got)
	}
	return d.Answers
}

// Whatever a clinician said, the digest is that of what was told: with another one no plan would be
// looked at.
func TestDigestOfWhatClinicianSaid(t *testing.T) {
	s := newScreener(t)
	two := 2
	for _, said := range []screening.Clearance{
		{Answer: screening.ClearanceYes}, {Answer: screening.ClearanceNo}, {Answer: screening.ClearanceNone},
		{Answer: screening.ClearanceLimited, Limits: screening.Limits{Pressure: &two}},
		{Answer: screening.ClearanceLimited, Limits: screening.Limits{AvoidPositions: []string{
			"prone", "supine_flat", "side_lying", "semi_reclined", "seated",
		}}}, // which leaves no position
		{Answer: screening.ClearanceNo, Regions: []body.Region{body.Neck}},
	} {
		said.Conditions, said.By, said.Given, said.DaysAgo = []string{"blood thinner"}, "GP", screening.ClearanceSpoken, 1
		older := said
		older.Conditions, older.Answer, older.Limits, older.DaysAgo = []string{"disc"}, screening.ClearanceNo, screening.Limits{}, 90
		for _, in := range []screening.Intake{{}, healthy(s), aDisc(s)} {
			digestOf(t, s, in, said)
			digestOf(t, s, in, said, older)
		}
	}
}

// What means the same has the same digest, and whatever was told differently another one.
func TestDigest(t *testing.T) {
	own := screening.WithOverlay(fstest.MapFS{"a.yaml": {Data: []byte(`
facts:
  - {name: house.moon, kind: yes_no, ask: Is the moon full}
  - {name: house.tea, kind: set_of, ask: Which tea, values: {green: Green, black: Black}, holds_days: 30}
`)}})
	s, err := screening.New(own)
	if err != nil {
		t.Fatal(err)
	}
	told := func(change func(*screening.Intake)) screening.Intake {
		in := healthy(s)
		in.Cards[intake.CardHeartAndBlood] = intake.CardAnswer{
			Ticked: []intake.Line{intake.LineHighBloodPressure, intake.LineAntiplatelet},
		}
		in.Regions = []body.Region{body.LumbarParaspinal, body.Neck}
		in.Own = answer.Own{
			"house.moon": answer.Of(answer.No), "house.tea": answer.Values([]string{"green", "black"}...),
		}
		if change != nil {
			change(&in)
		}
		return in
	}
	gp := screening.Clearance{Covers: []string{"spine.disc", "blood.thinner"}, By: "GP", Strokes: []string{"tapotement", "static_hold"}, Regions: []body.Region{body.Neck, body.Legs}}
	same := func(c screening.Clearance) []screening.Clearance { return []screening.Clearance{c} }
	base, cleared := digestOf(t, s, told(nil)), digestOf(t, s, told(nil), gp)
	for _, tt := range []struct {
		name       string
		in         screening.Intake
		clearance  []screening.Clearance
		same       bool
		sameAnswer bool // of the answers that hold for one visit
	}{
		{"the same", told(nil), nil, true, true},
		{"regions in another order", told(func(in *screening.Intake) { slices.Reverse(in.Regions) }), nil, true, true},
		{"a group by its parts", told(func(in *screening.Intake) { in.Regions = append(body.Neck.Parts(), body.LumbarParaspinal) }), nil, true, true},
		{"lines in another order", told(func(in *screening.Intake) { slices.Reverse(in.Cards[intake.CardHeartAndBlood].Ticked) }), nil, true, true},
		{"values in another order", told(func(in *screening.Intake) { in.Own["house.tea"] = answer.Values("black", "green") }), nil, true, true},
		{"another region", told(func(in *screening.Intake) { in.Regions = in.Regions[:1] }), nil, false, true},
		{"no region", told(func(in *screening.Intake) { in.Regions = nil }), nil, false, true},
		{"a line less", told(func(in *screening.Intake) {
			in.Cards[intake.CardHeartAndBlood] = intake.CardAnswer{Ticked: []intake.Line{intake.LineHighBloodPressure}}
		}), nil, false, true},
		{"a line unsure", told(func(in *screening.Intake) {
			in.Cards[intake.CardHeartAndBlood] = intake.CardAnswer{
				Ticked: []intake.Line{intake.LineHighBloodPressure}, Unsure: []intake.Line{intake.LineAntiplatelet},
			}
		}), nil, false, true},
		{"a card less", told(func(in *screening.Intake) { delete(in.Cards, intake.CardNervesNow) }), nil, false, false},
		{"an emergency", told(func(in *screening.Intake) {
			in.Cards[intake.CardEmergencyNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineChestPain}}
		}), nil, false, false},
		{"a line left open", told(func(in *screening.Intake) {
			in.Cards[intake.CardEmergencyNow] = intake.CardAnswer{Open: []intake.Line{intake.LineChestPain}}
		}), nil, false, false},
		{"an emergency, unsure", told(func(in *screening.Intake) {
			in.Cards[intake.CardEmergencyNow] = intake.CardAnswer{Unsure: []intake.Line{intake.LineChestPain}}
		}), nil, false, false},
		{"another age", told(func(in *screening.Intake) { in.Client.Age = answer.Known(41) }), nil, false, true},
		{"an age unsure", told(func(in *screening.Intake) { in.Client.Age = answer.UnsureOf[int]() }), nil, false, true},
		{"a reading", told(func(in *screening.Intake) { in.Vitals.TempC = answer.Known(36.9) }), nil, false, false},
		{"another answer to a fact of the house", told(func(in *screening.Intake) { in.Own["house.moon"] = answer.Of(answer.Yes) }), nil, false, false},
		{"an unsure one", told(func(in *screening.Intake) { in.Own["house.moon"] = answer.Of(answer.Unsure) }), nil, false, false},
		{"a lasting one", told(func(in *screening.Intake) { in.Own["house.tea"] = answer.Values([]string{"green"}...) }), nil, false, true},
		{"expired", s.Expire(told(nil), time.Hour), nil, false, false},
		{"a clearance", told(nil), same(gp), false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := digestOf(t, s, tt.in, tt.clearance...)
			if (got == base) != tt.same || screening.SameVisit(got, base) != tt.sameAnswer {
				t.Errorf("same %t, of one visit %t", got == base, screening.SameVisit(got, base))
			}
		})
	}
	other := screening.Clearance{Covers: []string{"spine.disc"}, By: "Dr B", DaysAgo: 3}
	for _, tt := range []struct {
		name      string
		clearance []screening.Clearance
		want      bool
	}{
		{"the same", same(gp), true},
		{"in another order", same(screening.Clearance{
			Covers: []string{"blood.thinner", "spine.disc"}, By: "GP",
			Strokes: []string{"static_hold", "tapotement"}, Regions: append(body.Legs.Parts(), body.Neck),
		}), true},
		{"of another", same(screening.Clearance{Covers: gp.Covers, By: "Dr B", Strokes: gp.Strokes, Regions: gp.Regions}), false},
		{"older", same(screening.Clearance{Covers: gp.Covers, By: "GP", DaysAgo: 1, Strokes: gp.Strokes, Regions: gp.Regions}), false},
		{"covers less", same(screening.Clearance{Covers: gp.Covers[:1], By: "GP", Strokes: gp.Strokes, Regions: gp.Regions}), false},
		{"agrees to less", same(screening.Clearance{Covers: gp.Covers, By: "GP", Strokes: gp.Strokes[:1], Regions: gp.Regions}), false},
		{"agrees to techniques of that name", same(screening.Clearance{Covers: gp.Covers, By: "GP", Techniques: gp.Strokes, Regions: gp.Regions}), false},
		{"everywhere", same(screening.Clearance{Covers: gp.Covers, By: "GP", Strokes: gp.Strokes}), false},
		{"for the whole back", same(screening.Clearance{Covers: gp.Covers, By: "GP", Strokes: gp.Strokes, Regions: []body.Region{body.BackAll}}), false},
		{"and another", []screening.Clearance{gp, other}, false},
		{"none", nil, false},
	} {
		if got := digestOf(t, s, told(nil), tt.clearance...); (got == cleared) != tt.want {
			t.Errorf("a clearance %s: same digest %t", tt.name, got == cleared)
		}
	}
	if digestOf(t, s, told(nil), gp, other) != digestOf(t, s, told(nil), other, gp) {
		t.Error("the order of clearances counts")
	}
}

// Whatever is no intake has no digest, and no digest is that of anything.
func TestNoDigest(t *testing.T) {
	s := newScreener(t)
	for name, in := range map[string]screening.Intake{
		"a card that there is not": {Cards: intake.Cards{"moon": {}}},
		"a line that there is not": {Cards: intake.Cards{intake.CardLook: {Ticked: []intake.Line{"moon"}}}},
		"a fact that there is not": {Own: answer.Own{"house.moon": answer.Of(answer.Yes)}},
	} {
		if got := s.Digest(in); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
	s.Digest(screening.Intake{Regions: []body.Region{"", "moon"}, Client: intake.Client{Age: answer.Known(-1)}, Vitals: intake.Vitals{TempC: answer.Known(math.NaN())}})
	digest := s.Digest(screening.Intake{})
	for _, other := range []string{"", digest[:16], digest + "0", "0000000000000000" + digest[16:]} {
		if screening.SameVisit(digest, other) || screening.SameVisit(other, "") {
			t.Errorf("%q is the same visit as %q", other, digest)
		}
	}
	if zero, negative := (screening.Intake{Vitals: intake.Vitals{TempC: answer.Known(0.0)}}), (screening.Intake{Vitals: intake.Vitals{TempC: answer.Known(math.Copysign(0, -1))}}); s.Digest(zero) != s.Digest(negative) {
		t.Error("minus zero is another number")
	}
}
