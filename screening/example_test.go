package screening_test

import (
	"encoding/json"
	"fmt"
	"testing/fstest"
	"time"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

// nothingElse is a client of 34 to whom nothing on the cards applies.
func nothingElse() screening.Intake {
	return screening.Intake{
		Regions: []body.Region{body.LumbarParaspinal},
		Cards: intake.Cards{
			intake.CardEmergencyNow: {}, intake.CardNervesNow: {}, intake.CardLook: {}, intake.CardUnwellNow: {}, intake.CardThisWeek: {},
			intake.CardBackNow: {}, intake.CardHeartAndBlood: {}, intake.CardSpineAndBones: {},
			intake.CardCancerAndOperations: {}, intake.CardSkinAndHealth: {},
		},
		Client:  intake.Client{Age: answer.Known(34)},
		Session: intake.Session{Reason: answer.Known(intake.ReasonTension)},
		Preg:    intake.Preg{Status: answer.Known(intake.PregnancyNone)},
	}
}

func ExampleNew() {
	s, err := screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := s.Screen(nothingElse())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Disposition, d.MayTreat())
	// Output:
	// proceed true
}

// A clinic adds a rule of its own; nothing built in changes.
func ExampleWithOverlay() {
	rules := fstest.MapFS{"house.yaml": {Data: []byte(`
facts:
  - {name: house.latex_allergy, kind: yes_no, ask: "Are you allergic to latex?", holds_days: 365}
rules:
  - id: house.latex
    kind: precaution
    urgency: none
    when: house.latex_allergy
    limits: [{note: Work without gloves.}]
    says: Leave the latex gloves in the drawer.
    instead: Use nitrile gloves or none.
    client: We work without latex.
    rationale: House rule.
    sources: [house]
    grade: E5
sources:
  house: {cites: House rules of 2026, level: E5, read: memory}
`)}}
	s, err := screening.New(screening.WithOverlay(rules))
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	in.Own = answer.Own{"house.latex_allergy": answer.Of(answer.Yes)}
	d, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Disposition)
	for _, f := range d.Findings {
		fmt.Println(f.Rule, f.Says)
	}
	// Output:
	// adapt
	// house.latex Leave the latex gloves in the drawer.
}

// Changing what is built in may let somebody through, so it takes a reason in the file and an
// option in the program.
func ExampleWithLoosening() {
	rules := fstest.MapFS{"house.yaml": {Data: []byte(`
changes:
  - {parameter: fever_c, value: 37.8, reason: our thermometers show less}
  - {rule: spine.settling, disable: true, reason: our therapists know when to work lightly}
`)}}
	_, err := screening.New(screening.WithOverlay(rules))
	fmt.Println(err)

	s, err := screening.New(screening.WithOverlay(rules), screening.WithLoosening())
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Rules().Weakened())
	// Output:
	// overlay 1: house.yaml:4:5: changing rule spine.settling makes spine.settling milder for somebody, and layer overlay 1 was not allowed to loosen anything
	// [{spine.settling overlay 1 false}]
}

func ExampleWithWeakerRedFlags() {
	rules := fstest.MapFS{"house.yaml": {Data: []byte(`
changes:
  - {rule: neuro.saddle_recent, disable: true, reason: our doctor looks at everybody first}
`)}}
	_, err := screening.New(screening.WithOverlay(rules), screening.WithLoosening())
	fmt.Println(err)
	_, err = screening.New(screening.WithOverlay(rules), screening.WithLoosening(), screening.WithWeakerRedFlags())
	fmt.Println(err)
	// Output:
	// overlay 1: house.yaml:3:5: changing rule neuro.saddle_recent weakens red flags or emergencies: neuro.saddle_recent; layer overlay 1 was allowed to loosen others, and not these
	// <nil>
}

func ExampleScreener_Screen() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	in.Cards[intake.CardSpineAndBones] = intake.CardAnswer{Ticked: []intake.Line{intake.LineDisc}}
	in.Disc = intake.Disc{BulgeOnly: answer.No, Direction: answer.Known(intake.DirectionCentral), CanalFree: answer.No}
	d, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Disposition, d.Urgency)
	for _, f := range d.Findings {
		fmt.Println(f.Rule, f.Kind)
		for _, x := range f.Facts {
			fmt.Println("-", x.Fact, x.Answer)
		}
	}
	// Output:
	// withhold routine
	// spine.disc_into_canal absolute
	// - disc.present yes
	// - disc.bulge_only no
	// - disc.direction central
	// - disc.canal_free no
	// spine.disc relative
	// - disc.present yes
	// - disc.bulge_only no
}

// What cannot be is an error with the path of each answer; a contraindication never is.
func ExampleScreener_Screen_problems() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	in.Client.Age = answer.Known(340)
	in.Disc.Present = answer.Yes
	_, err = s.Screen(in)
	fmt.Println(err)
	// Output:
	// client.age: 340 is outside 0 to 120 years
	// disc.present: is yes, but card spine_and_bones says no on line disc
}

// A clinician's consent lets the session go ahead within the limits of the rules that it covers.
func ExampleScreener_Screen_clearance() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	in.Cards[intake.CardHeartAndBlood] = intake.CardAnswer{Ticked: []intake.Line{intake.LineBloodThinner}}
	in.Med.Anticoagulant = answer.Known(intake.AnticoagulantDOAC)
	before, err := s.Screen(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	after, err := s.Screen(in, screening.Clearance{Covers: before.Clearance, DaysAgo: 3, By: "GP"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(before.Disposition, before.Clearance)
	fmt.Println(after.Disposition, "up to grade", *after.Regions[0].Limits.Pressure)
	// Output:
	// refer [blood.thinner]
	// adapt up to grade 2
}

func ExampleScreener_Questions() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := nothingElse()
	in.Cards[intake.CardSpineAndBones] = intake.CardAnswer{Ticked: []intake.Line{intake.LineDisc}}
	questions, err := s.Questions(in)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range questions {
		fmt.Println(q.Fact, q.Decides, q.After)
	}
	// Output:
	// disc.bulge_only true []
	// disc.direction true []
}

func ExampleScreener_Expire() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in := screening.Intake{
		Client: intake.Client{Age: answer.Known(34)},
		Back:   intake.Back{Phase: answer.Known(intake.PhaseChronicStable)},
		Cards: intake.Cards{
			intake.CardEmergencyNow:  {},
			intake.CardSpineAndBones: {Ticked: []intake.Line{intake.LineDisc}},
		},
	}
	for _, weeks := range []time.Duration{0, 2, 20} {
		text, err := json.Marshal(s.Expire(in, weeks*7*24*time.Hour))
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(string(text))
	}
	// Output:
	// {"cards":{"emergency_now":{},"spine_and_bones":{"ticked":["disc"]}},"client":{"age":34},"back":{"phase":"chronic_stable"}}
	// {"cards":{"spine_and_bones":{"ticked":["disc"]}},"client":{"age":34},"session":{"stored":"yes"}}
	// {}
}

func ExampleScreener_DecodeIntake() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	in, err := s.DecodeIntake([]byte(`{"client": {"age": 34}, "cards": {"spine_and_bones": {"ticked": ["disc"]}}, "disc": {"direction": "unsure"}}`))
	fmt.Println(in.Client.Age, in.Disc.Direction, in.Cards[intake.CardSpineAndBones].Ticked, err)

	_, err = s.DecodeIntake([]byte(`{"client": {"age": "34"}, "disc": {"presnt": "yes", "bulge_only": true}}`))
	fmt.Println(err)
	// Output:
	// 34 unsure [disc] <nil>
	// client.age: an answer must be a whole number, found "34"; write it without quotes
	// disc.presnt: unknown key "presnt" in the group disc (did you mean present?)
	// disc.bulge_only: true is not an answer; write "yes"
}

// An intake and its clearances inside a larger document keep their paths.
func ExampleScreener_ReadIntake() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	var (
		p         document.Problems
		in        screening.Intake
		clearance []screening.Clearance
	)
	visit := document.JSON([]byte(`{"intake": {"client": {"age": 340}}, "clearance": [{"covers": ["spine.disk"], "days_ago": 3, "by": "GP"}]}`), &p)
	visit.Fields(&p, "a visit", document.Fields{
		"intake":    func(n *document.Node) { in = s.ReadIntake(n, &p) },
		"clearance": func(n *document.Node) { clearance = s.ReadClearance(n, &p) },
	})
	fmt.Println(in.Client.Age, len(clearance))
	fmt.Println(p.Err())
	// Output:
	// not asked 1
	// intake.client.age: 340 is outside 0 to 120 years
	// clearance[0].covers[0]: unknown rule "spine.disk" (did you mean spine.disc?)
}

func ExampleScreener_Rules() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	set := s.Rules()
	i, _ := set.FactIndex("disc.direction")
	fmt.Println(set.Facts()[i].Ask)
	days, _ := set.Parameter("clearance_days")
	fmt.Println(days)
	// Output:
	// Where does the report say that the disc points? If several, choose the one furthest down.
	// 365
}

// The fingerprint changes with everything that bears meaning, and with nothing
// else: not with words.
func ExampleScreener_Fingerprint() {
	plain, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	words, err := screening.New(screening.WithOverlay(fstest.MapFS{"words.yaml": {Data: []byte(`
changes:
  - {rule: spine.settling, client: We begin gently today., reason: our own words}
`)}}))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(words.Fingerprint() == plain.Fingerprint())
	fmt.Println(words.Rules().TextFingerprint() == plain.Rules().TextFingerprint())
	// Output:
	// true
	// false
}
