package screening_test

import (
	"math"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"
	"time"

	"github.com/safehands/safehands/screening"
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
	intake := func(change func(*screening.Intake)) screening.Intake {
		in := healthy(s)
		in.Cards[screening.CardHeartAndBlood] = screening.CardAnswer{Ticked: []screening.Line{screening.LineHighBloodPressure, screening.LineAntiplatelet}}
		in.Regions = []screening.Region{screening.LumbarParaspinal, screening.Neck}
		in.Own = map[string]screening.OwnAnswer{"house.moon": {Answer: screening.No}, "house.tea": {Values: []string{"green", "black"}}}
		if change != nil {
			change(&in)
		}
		return in
	}
	gp := screening.Clearance{Covers: []string{"spine.disc", "blood.thinner"}, By: "GP", Strokes: []string{"tapotement", "static_hold"}, Regions: []screening.Region{screening.Neck, screening.Legs}}
	same := func(c screening.Clearance) []screening.Clearance { return []screening.Clearance{c} }
	base, cleared := digestOf(t, s, intake(nil)), digestOf(t, s, intake(nil), gp)
	for _, tt := range []struct {
		name       string
		in         screening.Intake
		clearance  []screening.Clearance
		same       bool
		sameAnswer bool // of the answers that hold for one visit
	}{
		{"the same", intake(nil), nil, true, true},
		{"regions in another order", intake(func(in *screening.Intake) { slices.Reverse(in.Regions) }), nil, true, true},
		{"a group by its parts", intake(func(in *screening.Intake) { in.Regions = append(screening.Neck.Parts(), screening.LumbarParaspinal) }), nil, true, true},
		{"lines in another order", intake(func(in *screening.Intake) { slices.Reverse(in.Cards[screening.CardHeartAndBlood].Ticked) }), nil, true, true},
		{"values in another order", intake(func(in *screening.Intake) { slices.Reverse(in.Own["house.tea"].Values) }), nil, true, true},
		{"another region", intake(func(in *screening.Intake) { in.Regions = in.Regions[:1] }), nil, false, true},
		{"no region", intake(func(in *screening.Intake) { in.Regions = nil }), nil, false, true},
		{"a line less", intake(func(in *screening.Intake) {
			in.Cards[screening.CardHeartAndBlood] = screening.CardAnswer{Ticked: []screening.Line{screening.LineHighBloodPressure}}
		}), nil, false, true},
		{"a line unsure", intake(func(in *screening.Intake) {
			in.Cards[screening.CardHeartAndBlood] = screening.CardAnswer{Ticked: []screening.Line{screening.LineHighBloodPressure}, Unsure: []screening.Line{screening.LineAntiplatelet}}
		}), nil, false, true},
		{"a card less", intake(func(in *screening.Intake) { delete(in.Cards, screening.CardNervesNow) }), nil, false, false},
		{"an emergency", intake(func(in *screening.Intake) {
			in.Cards[screening.CardEmergencyNow] = screening.CardAnswer{Ticked: []screening.Line{screening.LineChestPain}}
		}), nil, false, false},
		{"a line left open", intake(func(in *screening.Intake) {
			in.Cards[screening.CardEmergencyNow] = screening.CardAnswer{Open: []screening.Line{screening.LineChestPain}}
		}), nil, false, false},
		{"an emergency, unsure", intake(func(in *screening.Intake) {
			in.Cards[screening.CardEmergencyNow] = screening.CardAnswer{Unsure: []screening.Line{screening.LineChestPain}}
		}), nil, false, false},
		{"another age", intake(func(in *screening.Intake) { in.Client.Age = screening.Known(41) }), nil, false, true},
		{"an age unsure", intake(func(in *screening.Intake) { in.Client.Age = screening.UnsureOf[int]() }), nil, false, true},
		{"a reading", intake(func(in *screening.Intake) { in.Vitals.TempC = screening.Known(36.9) }), nil, false, false},
		{"another answer to a fact of the house", intake(func(in *screening.Intake) { in.Own["house.moon"] = screening.OwnAnswer{Answer: screening.Yes} }), nil, false, false},
		{"an unsure one", intake(func(in *screening.Intake) { in.Own["house.moon"] = screening.OwnAnswer{Answer: screening.Unsure} }), nil, false, false},
		{"a lasting one", intake(func(in *screening.Intake) { in.Own["house.tea"] = screening.OwnAnswer{Values: []string{"green"}} }), nil, false, true},
		{"expired", s.Expire(intake(nil), time.Hour), nil, false, false},
		{"a clearance", intake(nil), same(gp), false, true},
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
			Covers: []string{"blood.thinner", "spine.disc"}, By: "GP", Strokes: []string{"static_hold", "tapotement"}, Regions: append(screening.Legs.Parts(), screening.Neck),
		}), true},
		{"of another", same(screening.Clearance{Covers: gp.Covers, By: "Dr B", Strokes: gp.Strokes, Regions: gp.Regions}), false},
		{"older", same(screening.Clearance{Covers: gp.Covers, By: "GP", DaysAgo: 1, Strokes: gp.Strokes, Regions: gp.Regions}), false},
		{"covers less", same(screening.Clearance{Covers: gp.Covers[:1], By: "GP", Strokes: gp.Strokes, Regions: gp.Regions}), false},
		{"agrees to less", same(screening.Clearance{Covers: gp.Covers, By: "GP", Strokes: gp.Strokes[:1], Regions: gp.Regions}), false},
		{"agrees to techniques of that name", same(screening.Clearance{Covers: gp.Covers, By: "GP", Techniques: gp.Strokes, Regions: gp.Regions}), false},
		{"everywhere", same(screening.Clearance{Covers: gp.Covers, By: "GP", Strokes: gp.Strokes}), false},
		{"for the whole back", same(screening.Clearance{Covers: gp.Covers, By: "GP", Strokes: gp.Strokes, Regions: []screening.Region{screening.BackAll}}), false},
		{"and another", []screening.Clearance{gp, other}, false},
		{"none", nil, false},
	} {
		if got := digestOf(t, s, intake(nil), tt.clearance...); (got == cleared) != tt.want {
			t.Errorf("a clearance %s: same digest %t", tt.name, got == cleared)
		}
	}
	if digestOf(t, s, intake(nil), gp, other) != digestOf(t, s, intake(nil), other, gp) {
		t.Error("the order of clearances counts")
	}
}

// Whatever is no intake has no digest, and no digest is that of anything.
func TestNoDigest(t *testing.T) {
	s := newScreener(t)
	for name, in := range map[string]screening.Intake{
		"a card that there is not": {Cards: screening.Cards{"moon": {}}},
		"a line that there is not": {Cards: screening.Cards{screening.CardLook: {Ticked: []screening.Line{"moon"}}}},
		"a fact that there is not": {Own: map[string]screening.OwnAnswer{"house.moon": {Answer: screening.Yes}}},
	} {
		if got := s.Digest(in); got != "" {
			t.Errorf("%s: %s", name, got)
		}
	}
	s.Digest(screening.Intake{Regions: []screening.Region{0, 250}, Client: screening.Client{Age: screening.Known(-1)}, Vitals: screening.Vitals{TempC: screening.Known(math.NaN())}})
	digest := s.Digest(screening.Intake{})
	for _, other := range []string{"", digest[:16], digest + "0", "0000000000000000" + digest[16:]} {
		if screening.SameVisit(digest, other) || screening.SameVisit(other, "") {
			t.Errorf("%q is the same visit as %q", other, digest)
		}
	}
	if zero, negative := (screening.Intake{Vitals: screening.Vitals{TempC: screening.Known(0.0)}}), (screening.Intake{Vitals: screening.Vitals{TempC: screening.Known(math.Copysign(0, -1))}}); s.Digest(zero) != s.Digest(negative) {
		t.Error("minus zero is another number")
	}
}
