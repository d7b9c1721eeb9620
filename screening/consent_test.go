package screening_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

// yes is a pharmacist's or doctor's yes about conditions, of 20 days ago.
func yes(form screening.ClearanceForm, conditions ...string) screening.Clearance {
	return screening.Clearance{
		Conditions: conditions, DaysAgo: 20, By: "Mr Oduya", Role: "pharmacist",
		Given: form, Answer: screening.ClearanceYes,
	}
}

// aDisc is a herniation that does not point into the canal: spine.disc alone asks first.
func aDisc(s *screening.Screener) screening.Intake {
	in := healthy(s)
	in.Cards[intake.CardSpineAndBones] = intake.CardAnswer{Ticked: []intake.Line{intake.LineDisc}}
	in.Disc = intake.Disc{
		BulgeOnly: answer.No, Direction: answer.Known(intake.DirectionForaminal), CanalFree: answer.No,
	}
	return in
}

// N-IC01 to N-IC05, and the tests of N-IC07.
func TestYesByCondition(t *testing.T) {
	s := newScreener(t)
	thinner, disc, unnamed := onHeparin(s), aDisc(s), onHeparin(s)
	unnamed.Med.Anticoagulant = answer.Known(intake.AnticoagulantOther)
	with := func(c screening.Clearance, change func(*screening.Clearance)) screening.Clearance {
		change(&c)
		return c
	}
	spoken := yes(screening.ClearanceSpoken, "blood thinner")
	no := with(spoken, func(c *screening.Clearance) { c.Answer = screening.ClearanceNo })
	for _, tt := range []struct {
		name  string
		in    screening.Intake
		given []screening.Clearance
		want  screening.Disposition
	}{
		{"thinner, spoken by the pharmacist", thinner, []screening.Clearance{spoken}, screening.Adapt},
		{"thinner, passed on by the client", thinner, []screening.Clearance{yes(screening.ClearancePassedOn, "blood thinner")}, screening.Adapt},
		{"a thinner without a name, passed on", unnamed, []screening.Clearance{yes(screening.ClearancePassedOn, "blood thinner")}, screening.Refer},
		{"a thinner without a name, told to us", unnamed, []screening.Clearance{spoken}, screening.Adapt},
		{"thinner, by the name of the tablet", thinner, []screening.Clearance{yes(screening.ClearanceWritten, "Apixaban")}, screening.Adapt},
		{"disc, passed on by the client", disc, []screening.Clearance{yes(screening.ClearancePassedOn, "disc")}, screening.Refer},
		{"disc, on the phone to us", disc, []screening.Clearance{yes(screening.ClearanceSpoken, "the slipped disc")}, screening.Adapt},
		{"disc, in writing", disc, []screening.Clearance{yes(screening.ClearanceWritten, "disc")}, screening.Adapt},
		{"about something else", thinner, []screening.Clearance{yes(screening.ClearanceWritten, "diabetes")}, screening.Refer},
		{"of 400 days ago", thinner, []screening.Clearance{with(spoken, func(c *screening.Clearance) { c.DaysAgo = 400 })}, screening.Refer},
		{"for 10 days only", thinner, []screening.Clearance{with(spoken, func(c *screening.Clearance) { c.HoldsDays = 10 })}, screening.Refer},
		{"spent by a worsening", thinner, []screening.Clearance{with(spoken, func(c *screening.Clearance) { c.ChangedSince = true })}, screening.Refer},
		{"no", thinner, []screening.Clearance{no}, screening.Refer},
		{"no after an older yes", thinner, []screening.Clearance{with(spoken, func(c *screening.Clearance) { c.DaysAgo = 60 }), no}, screening.Refer},
		{"yes after an older no", thinner, []screening.Clearance{with(no, func(c *screening.Clearance) { c.DaysAgo = 60 }), spoken}, screening.Adapt},
		{"no answer", thinner, []screening.Clearance{with(spoken, func(c *screening.Clearance) { c.Answer, c.Given = screening.ClearanceNone, "" })}, screening.Refer},
		{"no answer beside a yes", thinner, []screening.Clearance{with(spoken, func(c *screening.Clearance) { c.Answer, c.Given = screening.ClearanceNone, "" }), spoken}, screening.Adapt},
	} {
		d, err := s.Screen(tt.in, tt.given...)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if d.Disposition != tt.want || !d.Settled() {
			t.Errorf("%s: %s, settled %t, want %s", tt.name, d.Disposition, d.Settled(), tt.want)
		}
		if tt.want == screening.Adapt && tt.in.Med.Anticoagulant == thinner.Med.Anticoagulant {
			if p := d.Regions[0].Limits.Pressure; p == nil || *p != 2 {
				t.Errorf("%s: pressure %v, the limit of the rule is 2", tt.name, p)
			}
		}
	}
}

// N-IC05: a yes of before the operation is no yes to what is there since.
func TestYesIsSpentByAnOperation(t *testing.T) {
	s := newScreener(t)
	c := yes(screening.ClearanceWritten, "spine operation")
	c.DaysAgo = 105
	for weeks, spent := range map[int]bool{14: true, 15: false, 30: false} { // 105 days are 15 weeks
		in := healthy(s)
		in.Surg.Spine, in.Surg.SpineWeeks = answer.Yes, answer.Known(weeks)
		delete(in.Cards, intake.CardSpineAndBones)
		d, err := s.Screen(in, c)
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(d.Clearance, "surgery.spine_first_year") != spent {
			t.Errorf("operated %d weeks ago, a yes of 105 days: still to clear %v", weeks, d.Clearance)
		}
	}
}

// N-IC03, N-IC07: "yes, not face down" bars it everywhere; limits join those of the rules.
func TestLimitedYes(t *testing.T) {
	s := newScreener(t)
	one := 1
	c := yes(screening.ClearanceSpoken, "blood thinner")
	c.Answer = screening.ClearanceLimited
	c.Regions = []body.Region{body.Hand}
	c.Limits = screening.Limits{Pressure: &one, AvoidPositions: []string{"prone"}, AvoidStrokes: []string{"point_pressure"}}
	d, err := s.Screen(onHeparin(s, body.Hand, body.Calf), c)
	if err != nil {
		t.Fatal(err)
	}
	hand, _ := d.For(body.Hand)
	calf, _ := d.For(body.Calf)
	if hand.Disposition != screening.Adapt || *hand.Limits.Pressure != 1 ||
		!slices.Contains(hand.Limits.AvoidStrokes, "compression_point") || !slices.Contains(hand.Limits.AvoidStrokes, "friction_deep") {
		t.Errorf("hand: %+v", hand)
	}
	if calf.Disposition != screening.Refer || *calf.Limits.Pressure != 2 || slices.Contains(calf.Limits.AvoidStrokes, "compression_point") {
		t.Errorf("calf: %+v", calf)
	}
	for _, r := range d.Regions {
		if !slices.Contains(r.Limits.AvoidPositions, "prone") {
			t.Errorf("%s may lie face down", r.Region)
		}
	}
	// Without the thinner the limit is about nothing.
	d, err = s.Screen(healthy(s), c)
	if err != nil || d.Disposition != screening.Proceed || !d.Regions[0].Limits.None() {
		t.Errorf("well: %s, %+v, %v", d.Disposition, d.Regions[0].Limits, err)
	}
}

// A yes lifts only what asks first: N-IC05.
func TestYesLeavesAnEmergency(t *testing.T) {
	s := newScreener(t)
	in := onHeparin(s)
	in.Cards[intake.CardEmergencyNow] = intake.CardAnswer{Ticked: []intake.Line{intake.LineChestPain}}
	var all []string
	for _, c := range s.Conditions() {
		all = append(all, c.Name)
	}
	d, err := s.Screen(in, yes(screening.ClearanceWritten, all...))
	if err != nil || d.Disposition != screening.Withhold || d.Urgency != screening.UrgencyEmergency {
		t.Errorf("%s, %s, %v", d.Disposition, d.Urgency, err)
	}
}

// N-IC01: every rule that asks a clinician can be asked about in plain words, and a condition has words.
func TestEveryRelativeRuleHasACondition(t *testing.T) {
	s := shared(t, insured)
	covered := map[string]bool{}
	for _, c := range s.Conditions() {
		if len(c.Says) == 0 || len(c.Rules) == 0 || strings.Contains(c.Says[0], "_") {
			t.Errorf("%s: says %q of %v", c.Name, c.Says, c.Rules)
		}
		for _, id := range c.Rules {
			covered[id] = true
		}
	}
	for _, r := range s.Rules().Rules() {
		if r.ID == "clinician.refused" {
			continue // what was said no to is told by the no itself
		}
		if r.Kind == "relative" && !covered[r.ID] {
			t.Errorf("%s has no condition", r.ID)
		}
	}
	for _, id := range []string{"spine.disc", "cancer.active", "vessels.clot_half_year", "vessels.aneurysm", "vessels.fragile",
		"infection.defences_very_weak", "surgery.spine_first_year", "spine.cord_injury",
		"anaemia.severe", "illness.other_ask", "insurer.bones", "insurer.cancer_or_clot", "insurer.clot", "insurer.spine"} { // N-IC04, Not:
		for _, c := range s.Conditions() {
			if slices.Contains(c.PassedOn, id) {
				t.Errorf("%s: a yes counts that is passed on", id)
			}
		}
	}
}

func TestClearanceByConditionInJSON(t *testing.T) {
	s := newScreener(t)
	two := 2
	want := []screening.Clearance{{
		Conditions: []string{"blood_thinner", "disc"}, DaysAgo: 3, By: "Dr Lee", Role: "gp", Given: "written", Answer: "limited",
		Asked: "Light massage?", HoldsDays: 90, ChangedSince: true,
		Limits: screening.Limits{Pressure: &two, AvoidStrokes: []string{"percussion"}, AvoidPositions: []string{"prone"}},
	}}
	got, err := readClearance(s, `[{"conditions": ["The blood thinner", "herniated disc"], "days_ago": 3, "by": "Dr Lee", "role": "gp",
		"given": "written", "answer": "limited", "asked": "Light massage?", "holds_days": 90, "changed_since": true,
		"limits": {"pressure": 2, "avoid_strokes": ["percussion"], "avoid_positions": ["prone"]}}]`)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	data, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := readClearance(s, string(data)); err != nil || !cmp.Equal(again, got, cmpopts.EquateEmpty()) {
		t.Errorf("%s comes back as %+v, %v", data, again, err)
	}
	_, err = readClearance(s, `[{"conditions": ["AFib", "blood thiner", "moon"], "days_ago": 3, "by": "GP", "given": "phone", "answer": "perhaps",
		"limits": {"pressure": 7, "avoid_positions": ["pron"]}}]`)
	if err == nil {
		t.Fatal("no error")
	}
	for _, want := range []string{
		`conditions[0]: unknown condition "AFib" (did you mean irregular pulse?)`,
		`conditions[1]: unknown condition "blood thiner" (did you mean blood thinner?)`,
		`conditions[2]: unknown condition "moon"`,
		`[0].given: `, `[0].answer: `, `7 is not between 0 and 5`, `(did you mean prone?)`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %s:\n%v", want, err)
		}
	}
	for in, want := range map[string]screening.Clearance{
		"answer: is missing":   {Conditions: []string{"disc"}, By: "GP", Given: "written"},
		"given: is missing":    {Conditions: []string{"disc"}, By: "GP", Answer: "yes"},
		"limits: are missing":  {Conditions: []string{"disc"}, By: "GP", Given: "written", Answer: "limited"},
		"limits: belong to":    {Conditions: []string{"disc"}, By: "GP", Given: "written", Answer: "yes", Limits: screening.Limits{Pressure: &two}},
		`role: "vet" is none`:  {Conditions: []string{"disc"}, By: "GP", Given: "written", Answer: "yes", Role: "vet"},
		`condition "discc" (d`: {Conditions: []string{"discc"}, By: "GP", Given: "written", Answer: "yes"},
	} {
		if _, err := s.Screen(healthy(s), want); err == nil || !strings.Contains(err.Error(), in) {
			t.Errorf("want %q, got %v", in, err)
		}
	}
}

// N-IC03, N-IC06: what stands beside whom to ask.
func TestClearanceIsSaid(t *testing.T) {
	s := newScreener(t)
	w := newWords(t)
	say := func(in screening.Intake, c ...screening.Clearance) string {
		d, err := s.Screen(in, c...)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(w.Clearance(d, c...), "\n")
	}
	asked := say(onHeparin(s, body.Lumbar))
	for _, want := range []string{
		"Light massage of the lower back", "at most grade 2", "with a blood thinner: any reason against it? Anything to leave out?",
		"A spoken yes counts",
	} {
		if !strings.Contains(asked, want) {
			t.Errorf("the question lacks %q: %s", want, asked)
		}
	}
	no := yes(screening.ClearanceSpoken, "blood thinner")
	no.Answer = screening.ClearanceNo
	none := yes("", "blood thinner")
	none.Answer, none.DaysAgo = screening.ClearanceNone, 13
	late := none
	late.DaysAgo = 14
	for want, got := range map[string]string{
		"Mr Oduya, 20 days ago: the answer was no": say(onHeparin(s), no),
		"no answer yet":                       say(onHeparin(s), none),
		"the pharmacist or another clinician": say(onHeparin(s), late),
		"in writing":                          say(aDisc(s), yes(screening.ClearancePassedOn, "disc")),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not said: %s", want, got)
		}
	}
	d, err := s.Screen(onHeparin(s))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.Client(d, nil, false), " "); !strings.Contains(got, "You can show this card to your doctor, or let us ring together.") {
		t.Errorf("the client hears %s", got)
	}
}

// A yes with limits can bar what the rules leave: half sitting and sitting. Then nobody is laid
// anywhere before somebody has said how (N-IP13).
func TestNoPositionLeft(t *testing.T) {
	s := newScreener(t)
	in := onHeparin(s, body.Foot)
	in.Cards[intake.CardSkinAndHealth] = intake.CardAnswer{Ticked: []intake.Line{intake.LineAttached}}
	in.Med.ThinnerSteady = answer.No
	in.Med.Patch, in.Med.HormoneGel = answer.No, answer.No
	in.Dev.Attached = answer.Known(answer.SetOf(intake.AttachedFeedingTube))
	in.Dev.AttachedAt = answer.Known(answer.SetOf(body.Abdomen))
	in.Other.Verdict = answer.Known(intake.VerdictHarmless)
	yes := func(positions ...string) screening.Clearance {
		return screening.Clearance{
			Covers: []string{"blood.thinner"}, By: "GP", Answer: screening.ClearanceLimited,
			Limits: screening.Limits{AvoidPositions: positions},
		}
	}
	held := func(d screening.Decision) bool {
		return slices.ContainsFunc(d.Findings, func(f screening.Finding) bool { return f.Rule == "position.none_left" })
	}
	some, err := s.Screen(in, yes("side_lying", "semi_reclined"))
	if err != nil {
		t.Fatal(err)
	}
	if some.Disposition != screening.Adapt || held(some) {
		t.Errorf("with a seat left: %v, none left %v", some.Disposition, held(some))
	}
	none, err := s.Screen(in, yes("side_lying", "semi_reclined", "seated"))
	if err != nil {
		t.Fatal(err)
	}
	if none.Disposition != screening.Defer || !held(none) {
		t.Errorf("with no position left: %v, none left %v", none.Disposition, held(none))
	}
	if none.Answers == some.Answers || none.Urgency != screening.UrgencyNone {
		t.Errorf("answers %s, urgency %v", none.Answers, none.Urgency)
	}
	again, err := s.Screen(in, yes("side_lying", "semi_reclined", "seated"))
	if err != nil || again.Answers != none.Answers {
		t.Errorf("the same answers differ: %v", err)
	}
	lapsed := yes("side_lying", "semi_reclined", "seated")
	lapsed.DaysAgo = 400
	if d, err := s.Screen(in, lapsed); err != nil || !held(d) {
		t.Errorf("the limits of a yes that has lapsed are lost: %v", err) // N-IC03
	}
}
