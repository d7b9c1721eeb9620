package screening_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
)

func screenerWith(t testing.TB, options ...screening.Option) *screening.Screener {
	t.Helper()
	s, err := screening.New(options...)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// N-IC05: so is one of before the newest clot, heart attack or stroke, by what is told of its time.
func TestYesIsSpentByWhatIsNewer(t *testing.T) {
	s := newScreener(t)
	clot, attack, stroke := healthy(s), healthy(s), healthy(s)
	delete(clot.Cards, intake.CardHeartAndBlood)
	delete(attack.Cards, intake.CardHeartAndBlood)
	delete(stroke.Cards, intake.CardHeartAndBlood)
	eye, chest, muscle, thinner, graft := healthy(s), healthy(s), healthy(s), onHeparin(s), healthy(s)
	delete(eye.Cards, intake.CardSpineAndBones)
	delete(chest.Cards, intake.CardCancerAndOperations)
	delete(muscle.Cards, intake.CardCancerAndOperations)
	delete(graft.Cards, intake.CardHeartAndBlood)
	eye.Cond.EyePressure, eye.Eye.OperationRecent = answer.Yes, answer.Yes
	chest.Cond.ChestRecent = answer.Yes
	muscle.Hx.Rhabdo = answer.Yes
	thinner.Med.ThinnerSteady = answer.No
	graft.Vasc.Graft = answer.Known(intake.GraftFresh)
	heart := healthy(s)
	delete(heart.Cards, intake.CardCancerAndOperations)
	heart.Surg.Recent, heart.Surg.Kind, heart.Surg.Weeks = answer.Yes, answer.Known(intake.OperationKindHeart), answer.Known(5)
	head := healthy(s)
	delete(head.Cards, intake.CardUnwellNow)
	head.Trauma.Recent, head.Trauma.DaysSince, head.Trauma.HeadKnock = answer.Yes, answer.Known(5), answer.Yes
	head.Trauma.ConcussionNow, head.Trauma.NotCleared = answer.Yes, answer.Yes
	unsure := healthy(s) // about when it was: at the least this week
	delete(unsure.Cards, intake.CardCancerAndOperations)
	unsure.Surg = heart.Surg
	unsure.Surg.Weeks = answer.UnsureOf[int]()
	pain, relapse, fits, fresh := aDisc(s), healthy(s), healthy(s), healthy(s)
	delete(pain.Cards, intake.CardBackNow)
	pain.Pain.NewOrChanged = answer.Yes
	delete(relapse.Cards, intake.CardSkinAndHealth)
	relapse.Cond.NeuroChronic, relapse.Neuro.Relapse = answer.Yes, answer.Yes
	delete(fits.Cards, intake.CardSkinAndHealth)
	fits.Cond.Epilepsy, fits.Epilepsy.Uncontrolled = answer.Yes, answer.Yes
	delete(fresh.Cards, intake.CardHeartAndBlood)
	fresh.Vasc.Clot = answer.Known(intake.ClotUnder3Months)
	clot.Vasc.Clot = answer.Known(intake.ClotM3To6)
	attack.Hx.MI = answer.Known(intake.HeartAttackW6To26)
	stroke.Hx.Stroke = answer.Known(intake.StrokeW6To26)
	for _, tt := range []struct {
		rule, condition string
		in              screening.Intake
		days            int // the youngest yes that came before it, or may have
	}{
		{"vessels.clot_half_year", "clot", clot, 90}, // the span begins 89 days ago at least
		{"heart.attack_months", "heart attack", attack, 43},
		{"vessels.stroke_months", "stroke", stroke, 43},
		{"vessels.clot_half_year", "clot", fresh, 1},
		{"spine.disc", "disc", pain, 93},
		{"brain.relapse", "multiple sclerosis", relapse, 93},
		{"brain.epilepsy_changed", "epilepsy", fits, 93},
		{"organs.eyes_operation", "eye operation", eye, 42},
		{"organs.chest", "broken rib", chest, 93},
		{"muscles.breakdown", "rhabdomyolysis", muscle, 93},
		{"blood.thinner", "blood thinner", thinner, 84},
		{"vessels.graft_fresh", "leg stent", graft, 84},
		{"operation.heart", "heart surgery", heart, 42},
		{"operation.heart", "heart surgery", unsure, 7},
		{"brain.concussion_unseen", "concussion", head, 6},
	} {
		for days, spent := range map[int]bool{tt.days: true, tt.days - 1: false} {
			c := yes(screening.ClearanceWritten, tt.condition)
			c.DaysAgo = days
			d, err := s.Screen(tt.in, c)
			if err != nil {
				t.Fatal(err)
			}
			if slices.Contains(d.Clearance, tt.rule) != spent {
				t.Errorf("%s, a yes of %d days: still to clear %v", tt.condition, days, d.Clearance)
			}
		}
	}
}

// N-IC05: something has changed since last time, and nobody has looked at what.
func TestYesIsSpentByAChange(t *testing.T) {
	s := newScreener(t)
	in := onHeparin(s)
	in.Session.Stored, in.Session.Changed = answer.Yes, answer.Yes
	c := yes(screening.ClearanceSpoken, "blood thinner")
	today := c
	today.DaysAgo = 0
	for _, tt := range []struct {
		given screening.Clearance
		spent bool
	}{{c, true}, {today, false}} {
		d, err := s.Screen(in, tt.given)
		if err != nil {
			t.Fatal(err)
		}
		if slices.Contains(d.Clearance, "blood.thinner") != tt.spent || d.Disposition != screening.Defer {
			t.Errorf("a yes of %d days: %s, still to clear %v", tt.given.DaysAgo, d.Disposition, d.Clearance)
		}
	}
}

// onSteadyThinner is a client whom a guideline would have massaged with care.
func onSteadyThinner(s *screening.Screener, regions ...body.Region) screening.Intake {
	in := onHeparin(s, regions...)
	in.Med.ThinnerSteady = answer.Yes
	return in
}

// N-IC03: a no counts where no rule asks first, in every profile, until a later yes to the same.
func TestNoAsksFirst(t *testing.T) {
	guided := shared(t, softer)
	s := newScreener(t)
	diabetes := healthy(s)
	delete(diabetes.Cards, intake.CardSkinAndHealth)
	card := intake.CardAnswer{Ticked: []intake.Line{intake.LineDiabetes}}
	diabetes.Cards[intake.CardSkinAndHealth] = card
	diabetes.Cond.Diabetes, diabetes.DM.Complicated, diabetes.DM.Insulin = answer.Yes, answer.No, answer.No
	said := func(a screening.ClearanceAnswer, days int, change ...func(*screening.Clearance)) screening.Clearance {
		c := yes(screening.ClearanceSpoken, "blood thinner", "diabetes")
		c.Answer, c.DaysAgo = a, days
		for _, f := range change {
			f(&c)
		}
		return c
	}
	of := func(conditions ...string) func(*screening.Clearance) {
		return func(c *screening.Clearance) { c.Conditions = conditions }
	}
	hand := func(c *screening.Clearance) { c.Regions = []body.Region{body.Hand} }
	passedOn := func(c *screening.Clearance) { c.Given = screening.ClearancePassedOn }
	byRule := func(c *screening.Clearance) {
		c.Conditions, c.Covers, c.Given = nil, []string{"blood.thinner"}, ""
	}
	no, agreed, none := screening.ClearanceNo, screening.ClearanceYes, screening.ClearanceNone
	steady := onSteadyThinner(guided)
	for _, tt := range []struct {
		name  string
		s     *screening.Screener
		in    screening.Intake
		given []screening.Clearance
		want  screening.Disposition
	}{
		{"steady, nobody asked", guided, steady, nil, screening.Adapt},
		{"steady, no", guided, steady, []screening.Clearance{said(no, 20)}, screening.Refer},
		{"steady, no by the rule", guided, steady, []screening.Clearance{said(no, 20, byRule)}, screening.Refer},
		{"steady, no that was passed on", guided, steady, []screening.Clearance{said(no, 20, passedOn)}, screening.Refer},
		{"steady, no of 400 days ago", guided, steady, []screening.Clearance{said(no, 400)}, screening.Refer},
		{"steady, no answer", guided, steady, []screening.Clearance{said(none, 20)}, screening.Adapt},
		{"steady, a later yes", guided, steady, []screening.Clearance{said(no, 20), said(agreed, 5)}, screening.Adapt},
		{"steady, a yes of the same day", guided, steady, []screening.Clearance{said(no, 20), said(agreed, 20)}, screening.Refer},
		{"steady, a later yes to something else", guided, steady,
			[]screening.Clearance{said(no, 20), said(agreed, 5, of("diabetes"))}, screening.Refer},
		{"steady, two noes and a later yes to one", guided, steady,
			[]screening.Clearance{said(no, 20), said(no, 20, of("aneurysm")), said(agreed, 5)}, screening.Refer},
		{"diabetes in good order, no", s, diabetes, []screening.Clearance{said(no, 20)}, screening.Refer},
		{"diabetes in good order, no to a thinner", s, diabetes, []screening.Clearance{said(no, 20, of("blood thinner"))}, screening.Adapt},
		{"well, no to a thinner", s, healthy(s), []screening.Clearance{said(no, 20)}, screening.Proceed},
		{"well, no to what no value names", s, healthy(s), []screening.Clearance{said(no, 20, of("aneurysm"))}, screening.Refer},
	} {
		d, err := tt.s.Screen(tt.in, tt.given...)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if d.Disposition != tt.want || !d.Settled() {
			t.Errorf("%s: %s, settled %t, want %s", tt.name, d.Disposition, d.Settled(), tt.want)
		}
	}
	// A later yes for the hand alone leaves the no on the calf.
	in := onSteadyThinner(guided, body.Hand, body.Calf)
	d, err := guided.Screen(in, said(no, 20), said(agreed, 5, hand))
	if err != nil {
		t.Fatal(err)
	}
	onHand, _ := d.For(body.Hand)
	onCalf, _ := d.For(body.Calf)
	if onHand.Disposition != screening.Adapt || onCalf.Disposition != screening.Refer {
		t.Errorf("hand %s, calf %s", onHand.Disposition, onCalf.Disposition)
	}
	w, err := screening.NewWords(guided)
	if err != nil {
		t.Fatal(err)
	}
	d, err = guided.Screen(steady, said(no, 20))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Join(w.Clearance(d, said(no, 20)), "\n")
	for _, want := range []string{"Mr Oduya, 20 days ago: the answer was no", "with a blood thinner: any reason", "with diabetes: any reason"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said: %s", want, text)
		}
	}
}

// N-IC03: the limits of a limited yes hold where no rule asked, and where the yes itself is spent.
func TestLimitsHoldWithoutARuleThatAsks(t *testing.T) {
	guided := shared(t, softer)
	c := yes(screening.ClearancePassedOn, "blood thinner")
	c.Answer, c.DaysAgo = screening.ClearanceLimited, 400
	one := 1
	c.Limits = screening.Limits{Pressure: &one, AvoidPositions: []string{"prone"}}
	anaemic := healthy(guided) // mild anaemia, of which no rule speaks
	anaemic.Cards[intake.CardHeartAndBlood] = intake.CardAnswer{Ticked: []intake.Line{intake.LineSickleCell}}
	anaemic.Cond.SickleCell, anaemic.Cond.Anaemia = answer.No, answer.Known(intake.AnaemiaMild)
	c.Conditions = append(c.Conditions, "anaemia")
	later := yes(screening.ClearanceSpoken, c.Conditions...)
	d, err := guided.Screen(onSteadyThinner(guided), c, later)
	if err != nil {
		t.Fatal(err)
	}
	if p := d.Regions[0].Limits.Pressure; p == nil || *p != 2 {
		t.Errorf("limits of 400 days ago stand beside a yes of 20: %v", p)
	}
	for name, in := range map[string]screening.Intake{
		"steady": onSteadyThinner(guided), "anaemic": anaemic, "well": healthy(guided),
	} {
		d, err := guided.Screen(in, c)
		if err != nil {
			t.Fatal(err)
		}
		limits := d.Regions[0].Limits
		if name == "well" && !limits.None() {
			t.Errorf("well: %+v", limits)
		}
		if name != "well" && (limits.Pressure == nil || *limits.Pressure != 1 || !slices.Contains(limits.AvoidPositions, "prone")) {
			t.Errorf("%s: %+v", name, limits)
		}
	}
}

// N-IC02: the role is enough.
func TestRoleWithoutAName(t *testing.T) {
	s := newScreener(t)
	got, err := readClearance(s, `[{"conditions": ["blood thinner"], "days_ago": 3, "role": "gp", "given": "spoken", "answer": "yes"}]`)
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Screen(onHeparin(s), got...)
	if err != nil || d.Disposition != screening.Adapt {
		t.Errorf("%s, %v", d.Disposition, err)
	}
	data, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := readClearance(s, string(data)); err != nil || !cmp.Equal(again, got, cmpopts.EquateEmpty()) {
		t.Errorf("%s comes back as %+v, %v", data, again, err)
	}
	w := newWords(t)
	if said := w.Who(got[0]); said != "the GP" {
		t.Errorf("given by %q", said)
	}
	if _, err := readClearance(s, `[{"conditions": ["blood thinner"], "days_ago": 3, "given": "spoken", "answer": "yes"}]`); err == nil {
		t.Error("nobody gave it, and it is read")
	}
}

// N-IC04 with insurer_written: where nobody says how a yes came, it is not in writing.
func TestInsurerInWriting(t *testing.T) {
	written := fstest.MapFS{"house.yaml": {Data: []byte(
		"changes:\n  - parameter: insurer_written\n    value: 1\n    reason: our insurance wants it in writing\n",
	)}}
	s := screenerWith(t, screening.WithInsurer(), screening.WithOverlay(written), screening.WithLoosening())
	in := healthy(s)
	in.Cond.HeartStable = answer.Yes
	delete(in.Cards, intake.CardHeartAndBlood)
	for form, want := range map[screening.ClearanceForm]bool{"": false, screening.ClearanceSpoken: false, screening.ClearanceWritten: true} {
		covered := s.Covered(screening.Clearance{Covers: []string{"insurer.heart"}, By: "GP", Given: form})
		if slices.Contains(covered, "insurer.heart") != want {
			t.Errorf("given %q: covers %v", form, covered)
		}
	}
}

// What was said no to and what a yes is limited to are held by the same conditions: each can be
// named to a clinician, stands in one definition, and each definition in the rule.
func TestWhatWasSaidIsHeldWhole(t *testing.T) {
	s := loaded(t)
	set := s.Rules()
	conditions, defined := map[string]bool{}, map[string]string{}
	for _, c := range s.Conditions() {
		conditions[c.Name] = true
	}
	for _, d := range set.Definitions() {
		defined[d.Name] = d.When
	}
	values := map[string][]string{}
	for _, kind := range []string{"refused", "limited"} {
		fact, _ := set.FactIndex("clinician." + kind)
		rule, ok := set.RuleIndex("clinician." + kind)
		if !ok {
			t.Fatalf("no rule counts clinician.%s", kind)
		}
		when := set.Rules()[rule].When
		held := map[string]int{}
		for name, says := range defined {
			if !strings.HasPrefix(name, kind+".") {
				continue
			}
			if !slices.Contains(strings.Split(when, " || "), name) {
				t.Errorf("%s counts for nothing", name)
			}
			told, _, _ := strings.Cut(says, " && ")
			if defined[told] == "" {
				t.Errorf("%s is not bound to what is told: %s", name, says)
			}
			for _, v := range set.Facts()[fact].Values {
				if slices.Contains(strings.FieldsFunc(says, func(r rune) bool { return strings.ContainsRune(" ()|&", r) }), v.Name) {
					held[v.Name]++
				}
			}
			other := strings.NewReplacer("refused", "limited", "limited", "refused").Replace
			if defined[other(name)] != other(says) {
				t.Errorf("%s is not as %s", name, other(name))
			}
		}
		for _, v := range set.Facts()[fact].Values {
			values[kind] = append(values[kind], v.Name)
			switch v.Name {
			case "none":
			case "other":
				if !strings.Contains(when, "other in clinician."+kind) {
					t.Errorf("what has no name of its own counts for nothing in clinician.%s", kind)
				}
			default:
				if !conditions[v.Name] || held[v.Name] != 1 {
					t.Errorf("clinician.%s: %s is a condition: %t, and stands in %d definitions",
						kind, v.Name, conditions[v.Name], held[v.Name])
				}
			}
		}
	}
	if diff := cmp.Diff(values["refused"], values["limited"]); diff != "" {
		t.Errorf("values (-refused +limited):\n%s", diff)
	}
}
