package screening_test

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

// onHeparin is a client for whom nothing stands in the way but a blood thinner, which is
// for a clinician to judge.
func onHeparin(s *screening.Screener, regions ...body.Region) screening.Intake {
	in := healthy(s)
	in.Regions = regions
	in.Cards[intake.CardHeartAndBlood] = intake.CardAnswer{Ticked: []intake.Line{intake.LineBloodThinner}}
	in.Med.Anticoagulant = answer.Known(intake.AnticoagulantHeparin)
	return in
}

// newPainAfterCancer adds a red flag that holds for the back alone: cancer.new_pain.
func newPainAfterCancer(in screening.Intake, newPain answer.YesNo) screening.Intake {
	in.Cards = maps.Clone(in.Cards)
	in.Cards[intake.CardCancerAndOperations] = intake.CardAnswer{Ticked: []intake.Line{intake.LineCancer}}
	in.Cond.CancerActive, in.Cond.BoneMetastasis = answer.No, answer.No
	switch newPain {
	case answer.Yes:
		in.Cards[intake.CardBackNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineNewPain}}
		in.Cancer.PainWarning = answer.No
	case answer.Unsure:
		in.Cards[intake.CardBackNow] = intake.CardAnswer{Unsure: []intake.Line{intake.LineNewPain}}
		in.Cancer.PainWarning = answer.No
	}
	return in
}

// withDisc is a client with a herniation of which the report says nothing.
func withDisc(s *screening.Screener) screening.Intake {
	in := healthy(s)
	in.Regions = []body.Region{body.LumbarParaspinal}
	in.Cards[intake.CardSpineAndBones] = intake.CardAnswer{Ticked: []intake.Line{intake.LineDisc}}
	in.Disc = intake.Disc{BulgeOnly: answer.No, Direction: answer.UnsureOf[intake.Direction](), CanalFree: answer.No}
	return in
}

func TestClearance(t *testing.T) {
	s := newScreener(t)
	covers := func(rules ...string) screening.Clearance { return screening.Clearance{Covers: rules, By: "GP"} }
	on := func(c screening.Clearance, regions ...body.Region) screening.Clearance {
		c.Regions = regions
		return c
	}
	aged := func(c screening.Clearance, days int) screening.Clearance { c.DaysAgo = days; return c }
	given := func(c ...screening.Clearance) []screening.Clearance { return c }
	hand := onHeparin(s, body.Hand)
	attack := healthy(s)
	attack.Cards[intake.CardBackNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineBackPain}}
	attack.Back = intake.Back{PresentPain: answer.Yes, Phase: answer.Known(intake.PhaseAcuteAttack)}
	chest := healthy(s)
	chest.Cards[intake.CardEmergencyNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineChestPain}}

	for _, tt := range []struct {
		name  string
		in    screening.Intake
		given []screening.Clearance
		want  screening.Disposition
		left  []string // rules that a clearance would still have to cover
	}{
		{"none given", hand, nil, screening.Refer, []string{"blood.thinner"}},
		{"covered", hand, given(covers("blood.thinner")), screening.Adapt, nil},
		{"another rule covered", hand, given(covers("spine.disc")), screening.Refer, []string{"blood.thinner"}},
		{"on its last day", hand, given(aged(covers("blood.thinner"), 365)), screening.Adapt, nil},
		{"lapsed", hand, given(aged(covers("blood.thinner"), 366)), screening.Refer, []string{"blood.thinner"}},
		{"lapsed, and a fresh one", hand, given(aged(covers("blood.thinner"), 366), covers("blood.thinner")), screening.Adapt, nil},

		{"for the region", hand, given(on(covers("blood.thinner"), body.Hand)), screening.Adapt, nil},
		{"for a group around it", hand, given(on(covers("blood.thinner"), body.WholeBody)), screening.Adapt, nil},
		{"for another region", hand, given(on(covers("blood.thinner"), body.Calf)), screening.Refer, []string{"blood.thinner"}},
		{"two regions by two clearances", onHeparin(s, body.Hand, body.Calf),
			given(on(covers("blood.thinner"), body.Hand), on(covers("blood.thinner"), body.Legs)),
			screening.Adapt, nil},

		{"a temporary rule", attack, given(covers("spine.acute_attack")), screening.Defer, nil},
		{"an absolute rule", chest, given(covers("emergency.chest")), screening.Withhold, nil},

		{"a red flag it does not name", newPainAfterCancer(hand, answer.Yes), given(covers("blood.thinner")), screening.Refer,
			[]string{"blood.thinner"}},
		{"a red flag it names", newPainAfterCancer(hand, answer.Yes), given(covers("blood.thinner", "cancer.new_pain")), screening.Adapt, nil},
		{"a red flag that another clearance names", newPainAfterCancer(hand, answer.Yes), given(covers("blood.thinner"), covers("cancer.new_pain")),
			screening.Refer, []string{"blood.thinner"}},
		{"a red flag that is only possible", newPainAfterCancer(hand, answer.Unsure), given(covers("blood.thinner")), screening.Refer,
			[]string{"blood.thinner"}},
		{"a red flag that is denied", newPainAfterCancer(hand, answer.No), given(covers("blood.thinner")), screening.Adapt, nil},

		{"an unsure answer that stands at relative", withDisc(s), nil, screening.Refer, []string{"spine.disc", "spine.disc_into_canal"}},
		{"only the rule that holds is covered", withDisc(s), given(covers("spine.disc")), screening.Refer, []string{"spine.disc_into_canal"}},
		{"the unsure one as well", withDisc(s), given(covers("spine.disc", "spine.disc_into_canal")), screening.Adapt, nil},
		{"by two clearances", withDisc(s), given(covers("spine.disc"), covers("spine.disc_into_canal")), screening.Adapt, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d, err := s.Screen(tt.in, tt.given...)
			if err != nil {
				t.Fatal(err)
			}
			if d.Disposition != tt.want || !d.Settled() {
				t.Errorf("got %s (%s to %s), want %s", d.Disposition, d.Floor, d.Ceiling, tt.want)
			}
			if diff := cmp.Diff(tt.left, d.Clearance, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("Clearance mismatch (-want +got):\n%s", diff)
			}
			if want := tt.want == screening.Adapt; d.MayTreat() != want {
				t.Errorf("MayTreat() = %t", d.MayTreat())
			}
		})
	}
}

// A clearance lifts the need to ask, not the care: what the rule limits stays, and
// the finding shows both.
func TestClearanceKeepsLimits(t *testing.T) {
	s := newScreener(t)
	in := onHeparin(s, body.Hand)
	without, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	with, err := s.Screen(in, screening.Clearance{Covers: []string{"blood.thinner"}, By: "GP"})
	if err != nil {
		t.Fatal(err)
	}
	if with.Regions[0].Limits.Pressure == nil || *with.Regions[0].Limits.Pressure != 2 {
		t.Errorf("pressure %v, want 2", with.Regions[0].Limits.Pressure)
	}
	if diff := cmp.Diff(without.Regions[0].Limits, with.Regions[0].Limits); diff != "" {
		t.Errorf("limits change with a clearance (-without +with):\n%s", diff)
	}
	want := without.Findings[0]
	want.Cleared = true
	if diff := cmp.Diff([]screening.Finding{want}, with.Findings); diff != "" {
		t.Errorf("findings mismatch (-want +got):\n%s", diff)
	}
}

// Its regions bound where a clearance holds; the session follows from its places.
func TestClearanceHoldsInItsRegions(t *testing.T) {
	s := newScreener(t)
	d, err := s.Screen(onHeparin(s, body.Hand, body.Calf), screening.Clearance{
		Covers: []string{"blood.thinner"}, By: "GP", Regions: []body.Region{body.Legs},
	})
	if err != nil {
		t.Fatal(err)
	}
	hand, _ := d.For(body.Hand)
	calf, _ := d.For(body.Calf)
	if hand.Disposition != screening.Refer || calf.Disposition != screening.Adapt || d.Disposition != screening.Adapt {
		t.Errorf("hand %s, calf %s, session %s", hand.Disposition, calf.Disposition, d.Disposition)
	}
	if d.Findings[0].Cleared {
		t.Error("the finding counts as cleared, and on the hand it is not")
	}
	if diff := cmp.Diff([]string{"blood.thinner"}, d.Clearance); diff != "" {
		t.Errorf("Clearance mismatch (-want +got):\n%s", diff)
	}
}

// As long as a red flag has not been asked, it can still make a clearance void.
func TestClearanceWaitsForRedFlags(t *testing.T) {
	s := newScreener(t)
	in := onHeparin(s, body.Hand)
	delete(in.Cards, intake.CardBackNow) // every fact of it but pain.new_or_changed is denied
	in.Back = intake.Back{PresentPain: answer.No, Phase: answer.Known(intake.PhaseNone)}
	in.Nerve.Pattern = answer.Known(answer.SetOf(intake.NervePatternNone))
	in.Pain = intake.Pain{
		FocalSpine: answer.No, Unremitting: answer.No, UnexplainedSevere: answer.No, NeckUnlikeBefore: answer.No,
	}
	in.Cards[intake.CardCancerAndOperations] = intake.CardAnswer{Ticked: []intake.Line{intake.LineCancer}}
	in.Cond.CancerActive, in.Cond.BoneMetastasis, in.Cancer.PainWarning = answer.No, answer.No, answer.No
	clearance := screening.Clearance{Covers: []string{"blood.thinner"}, By: "GP"}
	d, err := s.Screen(in, clearance)
	if err != nil {
		t.Fatal(err)
	}
	hand, _ := d.For(body.Hand)
	if hand.Floor != screening.Adapt || hand.Ceiling != screening.Refer || d.Settled() {
		t.Errorf("hand %s to %s, settled %t", hand.Floor, hand.Ceiling, d.Settled())
	}
	questions, err := s.Questions(in, clearance)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range questions {
		if q.Fact == "pain.new_or_changed" && q.Decides {
			return
		}
	}
	t.Errorf("pain.new_or_changed is no deciding question: %v", questions)
}

func TestClearanceRefuses(t *testing.T) {
	s := newScreener(t)
	fresh := screening.Clearance{Covers: []string{"blood.thinner"}, By: "GP"}
	for _, tt := range []struct {
		name  string
		given []screening.Clearance
		want  string
	}{
		{"days ahead", []screening.Clearance{{Covers: []string{"spine.disc"}, DaysAgo: -1, By: "GP"}}, "clearance[0].days_ago: -1 days ago lies ahead"},
		{"an unknown rule", []screening.Clearance{{Covers: []string{"spine.disk"}, By: "GP"}},
			`clearance[0].covers[0]: unknown rule "spine.disk" (did you mean spine.disc?)`},
		{"an unknown region", []screening.Clearance{{Covers: []string{"spine.disc"}, By: "GP", Regions: []body.Region{"hnad"}}},
			`clearance[0].regions[0]: unknown region "hnad" (did you mean hand?)`},
		{"an unknown rule, lapsed", []screening.Clearance{{Covers: []string{"spine.disk"}, By: "GP", DaysAgo: 4000}},
			`clearance[0].covers[0]: unknown rule "spine.disk" (did you mean spine.disc?)`},
		{"by nobody", []screening.Clearance{{Covers: []string{"spine.disc"}}}, "clearance[0].by: is empty; say who gave the clearance"},
		{"for nothing", []screening.Clearance{{By: "GP"}}, "clearance[0].covers: is empty; name the rules that the clearance covers"},
		{"each where it stands", []screening.Clearance{
			{Covers: []string{"spine.disc"}, DaysAgo: -1, By: "GP"}, fresh, {Covers: []string{"blood.thinner", "blood.tinner"}, By: "GP"},
		},
			"clearance[0].days_ago: -1 days ago lies ahead\n" + `clearance[2].covers[1]: unknown rule "blood.tinner" (did you mean blood.thinner?)`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := s.Screen(onHeparin(s), tt.given...)
			if err == nil {
				t.Fatal("no error")
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
			if _, other := s.Questions(onHeparin(s), tt.given...); other == nil || other.Error() != err.Error() {
				t.Errorf("Questions says %v", other)
			}
		})
	}
}
