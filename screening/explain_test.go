package screening_test

import (
	"fmt"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// What is known of a condition by its parts is never anything else than what the rules come to, at
// every step of an interview, and the same once everything is answered.
func TestTruthOfRules(t *testing.T) {
	set := loaded(t).Rules()
	r := rand.New(rand.NewPCG(7, 1))
	all := people(t)
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	seen := map[policy.Truth]int{}
	for _, p := range all[:min(len(all), draws.Of(t, 400))] {
		check := func(e *policy.Evaluation) {
			is := map[string]policy.Truth{}
			for _, o := range e.Outcomes() {
				if is[o.Rule.ID] = policy.Unknown; o.Holds {
					is[o.Rule.ID] = policy.True
				}
			}
			for i := range set.Rules() {
				want, touched := is[set.Rules()[i].ID]
				if !touched {
					want = policy.False
				}
				got := e.Truth(set.RuleTest(i), false)
				if seen[got]++; got != policy.Unknown && got != want {
					t.Errorf("%s: %s is %d, and its condition %d", p.name, set.Rules()[i].ID, want, got)
				}
				if not := e.Truth(set.RuleTest(i), true); got == policy.True && not == policy.True || got == policy.False && not == policy.False && guardless(set, set.RuleTest(i)) {
					t.Errorf("%s: %s is %d, and negated %d", p.name, set.Rules()[i].ID, got, not)
				}
			}
		}
		p.interview(t, func(e *policy.Evaluation) (policy.Asking, bool) {
			check(e)
			return e.Interview(true)
		})
	}
	if len(seen) < 3 {
		t.Errorf("seen %v", seen)
	}
}

// guardless reports whether no fact of a test has a guard: with one, neither a test nor its negation
// holds where it is not asked.
func guardless(set *policy.Set, t *policy.Test) bool {
	if t.Op >= policy.IsYes {
		return set.GuardTest(t.Fact) == nil
	}
	for _, k := range t.Kids {
		if !guardless(set, k) {
			return false
		}
	}
	return true
}

// Every explanation of a decision, in its order, with the answers put in.
func TestExplain(t *testing.T) {
	s, w := loaded(t), newWords(t)
	in := screening.Intake{
		Cards: intake.Cards{intake.CardHeartAndBlood: {Ticked: []intake.Line{intake.LineHighBloodPressure}}},
		Disc:  intake.Disc{Present: answer.Unsure}, BP: intake.BP{Sys: answer.Known(165)},
		Trauma: intake.Trauma{Recent: answer.Yes, DaysSince: answer.Known(2)},
	}
	if err := s.Unsure(&in, "cond.diabetes"); err != nil {
		t.Fatal(err)
	}
	x, err := s.Explain(w, in)
	if err != nil {
		t.Fatal(err)
	}
	d, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	questions, err := s.Questions(in)
	if err != nil {
		t.Fatal(err)
	}
	if len(x.Findings) != len(d.Findings) || len(x.Open) != len(d.Open) || len(x.Questions) != len(questions) {
		t.Fatalf("%d findings, %d open rules and %d questions are explained", len(x.Findings), len(x.Open), len(x.Questions))
	}
	said := map[string]string{}
	for i, f := range d.Findings {
		if said[f.Rule] = x.Findings[i].Says; x.Findings[i].Rule != f.Rule {
			t.Errorf("%s is explained in the place of %s", x.Findings[i].Rule, f.Rule)
		}
	}
	for i, o := range d.Open {
		if said[o.Rule] = x.Open[i].Says; x.Open[i].Rule != o.Rule {
			t.Errorf("%s is explained in the place of %s", x.Open[i].Rule, o.Rule)
		}
	}
	for i, q := range questions {
		if said[q.Fact] = x.Questions[i].Says; x.Questions[i].Fact != q.Fact {
			t.Errorf("%s is explained in the place of %s", x.Questions[i].Fact, q.Fact)
		}
	}
	for name, want := range map[string]string{
		"pressure.raised": "Because the upper number of your blood pressure is 165, 160 or more.",
		"pressure.known":  "Because you ticked “High blood pressure, or tablets for it”.",
		"injury.recent_site": "Because you ticked “A fall, accident, hard blow, sprain or knock on the head in the last 3 months” and the " +
			"number of days since the injury is 2, under 4.",
		"pregnancy.pressure_severe": "Because the upper number of your blood pressure is 165, 160 or more, it depends on “Are you pregnant, " +
			"could you be, or did a pregnancy end in the last 6 weeks?”.",
		"illness.diabetes":     "It cannot be left out: you are not sure about “Diabetes”.",
		"psych.acute_distress": "“yes” can mean: Not now: the client is in panic or far away and cannot be reached.",
	} {
		if said[name] != want {
			t.Errorf("%s is explained with\n%s, want\n%s", name, said[name], want)
		}
	}
}

// An explanation speaks the language of the texts that it is given.
func TestExplainInOtherWords(t *testing.T) {
	s := loaded(t)
	w, err := screening.NewWords(s, fstest.MapFS{"es.yaml": {Data: []byte(`changes:
  why.holds: "Porque {reasons}."
  reason.line_yes: marcó «{line}»
`)}})
	if err != nil {
		t.Fatal(err)
	}
	in := screening.Intake{Cards: intake.Cards{intake.CardHeartAndBlood: {Ticked: []intake.Line{intake.LineHighBloodPressure}}}}
	x, err := s.Explain(w, in)
	if err != nil {
		t.Fatal(err)
	}
	if want := "Porque marcó «High blood pressure, or tablets for it»."; x.Findings[0].Says != want {
		t.Errorf("it is explained with %s, want %s", x.Findings[0].Says, want)
	}
}

func ExampleScreener_Explain() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	words, err := screening.NewWords(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	var in screening.Intake
	err = s.SetAll(&in, answer.Own{"bp.sys": answer.Number(165), "preg.status": answer.Value("pregnant")})
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := s.Explain(words, in)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(x.Findings[0].Rule)
	fmt.Println(x.Findings[0].Says)
	// Output:
	// pregnancy.pressure_severe
	// Because to “Are you pregnant, could you be, or did a pregnancy end in the last 6 weeks?” you said “Yes, pregnant” and the upper number of your blood pressure is 165, 160 or more.
}
