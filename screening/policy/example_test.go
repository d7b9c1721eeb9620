package policy_test

import (
	"errors"
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// ladders is a small domain: may somebody climb today?
func ladders() policy.Schema {
	return policy.Schema{
		Facts: []policy.Fact{
			{Name: "wind.speed", Kind: policy.Whole, Ask: "How strong is the wind?", Most: 150, Unit: "km/h", Risk: policy.RiskMore},
			{Name: "ladder.cracked", Ask: "Is the ladder cracked?", Risk: policy.RiskMore},
			{Name: "ladder.tied", Ask: "Is it tied at the top?", Risk: policy.RiskLess},
		},
		Cards: []policy.Card{{Name: "look", Ask: "Any of these?", Staff: true, Lines: []policy.Line{
			{Name: "crack", Says: "A crack", Facts: []string{"ladder.cracked"}},
		}}},
		Levels:    []policy.Level{{Disposition: "climb"}, {Kind: "caution", Disposition: "climb_carefully"}, {Kind: "stop", Disposition: "stay_down"}},
		Undecided: "look_first", CertainFrom: "stop",
		Urgencies: []string{"none", "now"}, EverywhereFrom: "now",
		UnsureKind: "caution", UnsureUrgency: "none", LimitKind: "caution", WaivedFrom: "stop", WaivedTo: "caution",
		Places: []policy.Place{{Name: "roof"}, {Name: "tree"}}, Default: "roof",
		Limits: []policy.Limit{{Name: "rungs", Kind: policy.LowestWins, Least: 1, Most: 30}},
		Texts:  []policy.Text{{Name: "says", Required: true}},
		Grades: []string{"A", "B"},
	}
}

var ladderRules = fstest.MapFS{"ladder.yaml": {Data: []byte(`
parameters:
  storm_kmh: {value: 60, unit: km/h, basis: ladders fall from 60 on}
define:
  ladder.shaky: wind.speed >= 40 && !ladder.tied
sources:
  maker: {cites: The maker's leaflet, level: A, read: excerpt}
rules:
  - id: ladder.crack
    kind: stop
    urgency: none
    when: ladder.cracked
    says: A cracked ladder stays on the ground.
    sources: [maker]
    grade: A
  - id: wind.storm
    kind: stop
    urgency: none
    when: wind.speed >= param.storm_kmh
    says: Nobody climbs in a storm.
    sources: [maker]
    grade: A
  - id: wind.gusts
    kind: caution
    urgency: none
    when: ladder.shaky
    limits: [{rungs: 5}]
    says: In gusts a loose ladder is climbed five rungs at most.
    sources: [maker]
    grade: B
`)}}

func loadLadders(layers ...policy.Layer) (*policy.Set, error) {
	return policy.Load(ladders(), append([]policy.Layer{{Name: "maker", Files: ladderRules}}, layers...)...)
}

// answer answers one fact by its name.
func answer(s *policy.Set, a *policy.Answers, name string, to policy.Answer) {
	if i, ok := s.FactIndex(name); ok {
		a.SetFact(i, to)
	}
}

// A house lays its own rules over those that came with the ladder. What it changes needs a
// reason, and stays visible.
func ExampleLoad() {
	house := fstest.MapFS{"house.yaml": {Data: []byte(`
changes:
  - {parameter: storm_kmh, value: 50, reason: our ladders are light}
  - {rule: wind.gusts, kind: stop, reason: one fall was enough}
`)}}
	s, err := loadLadders(policy.Layer{Name: "house", Files: house, Loosening: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range s.Rules() {
		fmt.Println(r.ID, r.Kind, r.Layer, r.Position, r.Changed)
	}
	storm, _ := s.Parameter("storm_kmh")
	fmt.Println("storm from", storm)
	// Output:
	// ladder.crack stop maker ladder.yaml:9:5 []
	// wind.gusts stop maker ladder.yaml:23:5 [one fall was enough]
	// wind.storm stop maker ladder.yaml:16:5 [our ladders are light]
	// storm from 50
}

// Who picks a ladder stands on what is known of the wind. What stops every climb there
// leaves every ladder here.
func ExampleExtend() {
	ground, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	metres := func(x float64) []policy.Answer { return []policy.Answer{{State: policy.Known, Number: x}} }
	picks := policy.Schema{
		Levels: []policy.Level{
			{Disposition: "not thought of"}, {Kind: "take", Disposition: "taken"}, {Kind: "leave", Disposition: "left"},
		},
		Undecided: "open", CertainFrom: "leave", UnsureKind: "leave",
		LimitKind: "take", WaivedFrom: "leave", WaivedTo: "take",
		Urgencies: []string{"none"}, UnsureUrgency: "none",
		PlaceWord: "ladder", Attributes: []policy.Fact{{Name: "ladder.metres", Kind: policy.Whole, Most: 12}},
		Places:  []policy.Place{{Name: "steps", Attributes: metres(2)}, {Name: "tall", Attributes: metres(12)}},
		Default: "steps", Texts: []policy.Text{{Name: "says", Required: true}}, Grades: []string{"A", "B"},
	}
	adopt := func(r policy.Rule) (policy.Adopted, bool) {
		return policy.Adopted{Kind: "leave", Urgency: "none"}, r.Kind == "stop"
	}
	s, err := policy.Extend(ground, picks, adopt, policy.Layer{Name: "picks", Files: fstest.MapFS{"picks.yaml": {Data: []byte(`
rules:
  - {id: pick.low, kind: take, where: ladder.metres <= 3, when: wind.speed < param.storm_kmh, says: Low ladders do in any wind but a storm., sources: [maker], grade: B}
`)}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range s.Rules() {
		fmt.Println(r.ID, r.Kind, r.Adopted)
	}
	// Output:
	// ladder.crack leave true
	// pick.low take false
	// wind.storm leave true
}

// Every mistake is reported at once, with its place and the name that was probably meant.
func ExampleLoad_problems() {
	house := fstest.MapFS{"house.yaml": {Data: []byte(`
define:
  ladder.bad: ladder.craked
changes:
  - {rule: wind.gust, kind: stop, reason: one fall was enough}
`)}}
	_, err := loadLadders(policy.Layer{Name: "house", Files: house, Loosening: true})
	var problems *document.Error
	if errors.As(err, &problems) {
		for _, p := range problems.Problems {
			fmt.Println(p)
		}
	}
	// Output:
	// house: house.yaml:3:15: ladder.bad: unknown fact ladder.craked (did you mean ladder.cracked?)
	// house: house.yaml:5:5: there is no rule wind.gust to change (did you mean wind.gusts?)
}

func ExampleSet_Evaluate() {
	s, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	a := s.NewAnswers()
	answer(s, a, "wind.speed", policy.Answer{State: policy.Known, Number: 45})
	var e policy.Evaluation
	if err := s.Evaluate(a, policy.Request{Places: []string{"tree"}}, &e); err != nil {
		fmt.Println(err)
		return
	}
	levels := s.Schema().Levels
	show := func(b policy.Bounds) string {
		return levels[b.Floor].Disposition + " to " + levels[b.Ceiling].Disposition
	}
	for _, p := range e.Requested() {
		fmt.Println(e.PlaceName(p)+":", show(e.Place(p)))
	}
	fmt.Println("session:", show(e.Session()))
	fmt.Println("urgency:", s.Schema().Urgencies[e.Urgency().Ceiling])
	fmt.Println("settled:", e.Settled(), "inexact:", e.Inexact())
	wind, _ := s.FactIndex("wind.speed")
	fmt.Println("wind:", s.Format(wind, e.Given(wind)))
	// Output:
	// tree: climb to stay_down
	// session: climb to stay_down
	// urgency: none
	// settled: false inexact: false
	// wind: 45
}

// Answers that contradict each other, and names that nobody knows, are refused together.
func ExampleSet_Evaluate_problems() {
	s, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	a := s.NewAnswers()
	answer(s, a, "ladder.cracked", policy.Answer{State: policy.Known, Yes: true})
	answer(s, a, "wind.speed", policy.Answer{State: policy.Known, Number: 400})
	a.SetCard(0, policy.CardAnswer{Given: true}) // nothing ticked: no crack
	fmt.Println(s.Evaluate(a, policy.Request{Places: []string{"rof"}}, &policy.Evaluation{}))
	// Output:
	// ladder.cracked: is yes, but card look says no on line crack
	// regions[0]: unknown region "rof" (did you mean roof?)
	// wind.speed: 400 is outside 0 to 150 km/h
}

func ExampleEvaluation_Outcomes() {
	s, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	a := s.NewAnswers()
	answer(s, a, "wind.speed", policy.Answer{State: policy.Known, Number: 70})
	answer(s, a, "ladder.tied", policy.Answer{State: policy.Unsure})
	var e policy.Evaluation
	if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
		fmt.Println(err)
		return
	}
	names := func(facts []int) string {
		var out []string
		for _, f := range facts {
			out = append(out, s.Facts()[f].Name)
		}
		return strings.Join(out, ", ")
	}
	for _, o := range e.Outcomes() {
		fmt.Println(o.Rule.ID, "holds:", o.Holds)
		fmt.Printf("  because of [%s], waits for [%s], unsure [%s]\n",
			names(o.Facts), names(o.WaitsFor), names(o.Unsure))
	}
	// Output:
	// wind.storm holds: true
	//   because of [wind.speed], waits for [], unsure []
	// ladder.crack holds: false
	//   because of [], waits for [ladder.cracked], unsure []
	// wind.gusts holds: false
	//   because of [], waits for [], unsure [ladder.tied]
}

func ExampleEvaluation_Limits() {
	s, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	a := s.NewAnswers()
	answer(s, a, "wind.speed", policy.Answer{State: policy.Known, Number: 45})
	answer(s, a, "ladder.tied", policy.Answer{State: policy.Known})
	var e policy.Evaluation
	if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
		fmt.Println(err)
		return
	}
	for _, l := range e.Limits(e.Requested()[0], e.Outcomes()) {
		fmt.Println(l.Limit.Name, l.Number, l.Rules)
	}
	// Output: rungs 5 [wind.gusts]
}

// The questions are those facts, and only those, whose answer can still change something.
func ExampleEvaluation_Questions() {
	s, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	a := s.NewAnswers()
	answer(s, a, "wind.speed", policy.Answer{State: policy.Known, Number: 20})
	var e policy.Evaluation
	if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range e.Questions(e.Outcomes()) {
		fmt.Println(q.Fact.Ask, "decides:", q.Decides, "card:", q.Card.Name, "by looking:", q.Staff())
	}
	// Output: Is the ladder cracked? decides: true card: look by looking: true
}

// A consent counts as long as it covers every rule that asks for one.
func ExampleEvaluation_Clearable() {
	s, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	a := s.NewAnswers()
	answer(s, a, "wind.speed", policy.Answer{State: policy.Known, Number: 70})
	answer(s, a, "ladder.tied", policy.Answer{State: policy.Known, Yes: true})
	a.SetCard(0, policy.CardAnswer{Given: true})
	var e policy.Evaluation
	for _, clearances := range [][]policy.Clearance{nil, {{Covers: []string{"wind.storm"}}}} {
		if err := s.Evaluate(a, policy.Request{Clearances: clearances}, &e); err != nil {
			fmt.Println(err)
			return
		}
		var ids []string
		for _, r := range e.Clearable(e.Outcomes()) {
			ids = append(ids, r.ID)
		}
		fmt.Println(s.Schema().Levels[e.Session().Floor].Disposition, ids)
	}
	// Output:
	// stay_down [wind.storm]
	// climb_carefully []
}

// What a rule author can name, and what stands in force.
func ExampleSet_Facts() {
	s, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range s.Facts() {
		fmt.Println("fact", f.Name)
	}
	for _, c := range s.Cards() {
		fmt.Println("card", c.Name, len(c.Lines))
	}
	for _, p := range s.Parameters() {
		fmt.Println("param."+p.Name, p.Value, p.Unit)
	}
	for _, d := range s.Definitions() {
		fmt.Println("define", d.Name+":", d.When)
	}
	for _, x := range s.Sources() {
		fmt.Println("source", x.Key+":", x.Cites)
	}
	fmt.Println("disabled", len(s.Disabled()))
	// Output:
	// fact wind.speed
	// fact ladder.cracked
	// fact ladder.tied
	// card look 1
	// param.storm_kmh 60 km/h
	// define ladder.shaky: wind.speed >= 40 && !ladder.tied
	// source maker: The maker's leaflet
	// disabled 0
}

// Two sets with the same fingerprint decide alike, whatever language they speak.
func ExampleSet_Fingerprint() {
	german := fstest.MapFS{"de.yaml": {Data: []byte("changes:\n  - {rule: ladder.crack, says: Eine gesprungene Leiter bleibt am Boden.}\n")}}
	english, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	translated, err := loadLadders(policy.Layer{Name: "de", Files: german})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(english.Fingerprint() == translated.Fingerprint(),
		english.TextFingerprint() == translated.TextFingerprint())
	// Output: true false
}

func ExampleSet_PlaceNames() {
	s, err := loadLadders()
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.PlaceNames(1), s.PlaceNames(3) == nil)
	// Output: [roof] true
}

func ExampleIsCaseFile() {
	fmt.Println(policy.IsCaseFile("spine_cases.yaml"), policy.IsCaseFile("spine.yaml"))
	// Output: true false
}
