package screening_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
)

const bulge = "A disc that points into the canal is no mere bulge, unless a newer report calls the canal free."

// Who tells two things that do not go together is told of both, and the stricter stands.
func TestDisagreements(t *testing.T) {
	s := newScreener(t)
	const newest = "A weakness that is new or grows is the newest of these signs."
	for _, tt := range []struct {
		name    string
		tell    func(in *screening.Intake)
		urgency screening.Urgency
		want    []screening.Disagreement
	}{
		{"none", func(*screening.Intake) {}, screening.UrgencyNone, nil},
		{"a bulge that points into the canal", func(in *screening.Intake) {
			in.Cards[intake.CardSpineAndBones] = intake.CardAnswer{Ticked: []intake.Line{intake.LineDisc}}
			in.Disc = intake.Disc{BulgeOnly: answer.Yes, Direction: answer.Known(intake.DirectionCentral)}
		}, screening.UrgencyRoutine, []screening.Disagreement{{
			Fact: "disc.bulge_only", Answer: "yes", Implied: "!disc.bulge_only", Because: bulge,
			By: []screening.Evidence{
				{Fact: "disc.present", Answer: "yes"}, {Fact: "disc.direction", Answer: "central"},
				{Fact: "disc.canal_free", Answer: "no", From: screening.OriginUsual},
			},
		}}},
		{"a new weakness of signs that are long known", func(in *screening.Intake) {
			in.Cards[intake.CardNervesNow] = intake.CardAnswer{
				Ticked: []intake.Line{intake.LineSaddleNumbness, intake.LineWeakness},
			}
			in.Neuro = intake.Neuro{
				Weakness: answer.Known(intake.WeaknessMildNew),
				Onset:    answer.Known(intake.OnsetOlderChecked), AfterMassage: answer.No,
			}
		}, screening.UrgencyEmergency, []screening.Disagreement{{
			Fact: "neuro.onset", Answer: "older_checked", Implied: "neuro.onset == recent", Because: newest,
			By: []screening.Evidence{{Fact: "neuro.weakness", Answer: "mild_new"}},
		}}},
		{"an aneurysm that is denied and measured", func(in *screening.Intake) {
			in.Vasc.AAAKnown, in.Vasc.AAACm = answer.No, answer.Known(5.8)
		}, screening.UrgencyNone, []screening.Disagreement{{
			Fact: "vasc.aaa_known", Answer: "no", Implied: "vasc.aaa_known",
			Because: "Who tells how wide the aneurysm is has one.",
			By:      []screening.Evidence{{Fact: "vasc.aaa_cm", Answer: "5.8"}},
		}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := healthy(s)
			tt.tell(&in)
			d, err := s.Screen(in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, d.Disagreements); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
			if d.Urgency < tt.urgency {
				t.Errorf("urgency %s, want %s", d.Urgency, tt.urgency)
			}
			readsBack(t, d)
		})
	}
}

// A finding tells what was told apart from what nobody was asked.
func TestEvidenceSaysWhereItIsFrom(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	in.Cards[intake.CardSpineAndBones] = intake.CardAnswer{Ticked: []intake.Line{intake.LineDisc}}
	in.Disc = intake.Disc{Direction: answer.Known(intake.DirectionCentral)}
	d, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(d.Findings, func(f screening.Finding) bool { return f.Rule == "spine.disc_into_canal" })
	if i < 0 {
		t.Fatalf("a disc into the canal is not found: %+v", d.Findings)
	}
	want := []screening.Evidence{
		{Fact: "disc.present", Answer: "yes"},
		{Fact: "disc.bulge_only", Answer: "no", From: screening.OriginImplied, Because: bulge},
		{Fact: "disc.direction", Answer: "central"},
		{Fact: "disc.canal_free", Answer: "no", From: screening.OriginUsual},
	}
	if diff := cmp.Diff(want, d.Findings[i].Facts); diff != "" {
		t.Errorf("mismatch (-want +got):\n%s", diff)
	}
	readsBack(t, d)
	var none screening.Evidence
	if screening.EvidenceOf(nil, nil, 0) != none || screening.EvidenceOf(s.Rules(), nil, 0) != none {
		t.Error("without an evaluation there is evidence")
	}
}

// Every decision names the rules that were made milder, each once, whatever is decided.
func TestDecisionsNameWeakenedRules(t *testing.T) {
	milder := func(of, rule string) screening.Option {
		return screening.WithOverlay(fstest.MapFS{
			of + ".yaml": {Data: []byte("changes:\n  - {rule: " + rule + ", reason: our doctor looks first}\n")},
		})
	}
	ids := func(s *screening.Screener) []string {
		d, err := s.Screen(screening.Intake{})
		if err != nil {
			t.Fatal(err)
		}
		readsBack(t, d)
		got := slices.Clone(d.Weakened)
		for i := range d.Weakened {
			d.Weakened[i] = "overwritten" // by a caller: the next decision is none of his
		}
		if again, err := s.Screen(healthy(s)); err != nil || !slices.Equal(got, again.Weakened) {
			t.Errorf("then %v, now %v, %v", got, again.Weakened, err)
		}
		return got
	}
	if diff := cmp.Diff([]string(nil), ids(newScreener(t))); diff != "" {
		t.Errorf("built-in mismatch (-want +got):\n%s", diff)
	}
	stricter := screening.WithOverlay(fstest.MapFS{
		"a.yaml": {Data: []byte("changes:\n  - {parameter: fever_c, value: 37.5, reason: earlier}\n")},
	})
	if diff := cmp.Diff([]string(nil), ids(screenerWith(t, stricter, screening.WithLoosening()))); diff != "" {
		t.Errorf("stricter mismatch (-want +got):\n%s", diff)
	}
	twice := []screening.Option{
		milder("a", "spine.settling, kind: precaution"), milder("b", "spine.settling, disable: true"),
		milder("c", "blood.thinner, disable: true"), screening.WithLoosening(),
	}
	if got := ids(screenerWith(t, twice...)); !slices.Contains(got, "spine.settling") || !slices.IsSorted(got) || len(slices.Compact(slices.Clone(got))) != len(got) {
		t.Errorf("weakened are %v", got)
	}
	if got := ids(shared(t, softer)); len(got) == 0 {
		t.Error("the guideline weakens nothing")
	}
}

// Where implications tie answers so closely that none changes anything alone, every question says
// that it may be asked in vain.
func TestQuestionsSayThatTheyAreInexact(t *testing.T) {
	const tied = `facts:
  - {name: house.sun, kind: yes_no, ask: Sun}
  - {name: house.heat, kind: yes_no, ask: Heat}
implications:
  - {when: house.sun, implies: house.heat, because: The sun is hot.}
  - {when: '!house.sun', implies: '!house.heat', because: Nothing else is.}
sources:
  house: {cites: Our house rules, level: E5, read: excerpt}
rules:
  - {id: house.rest, kind: absolute, urgency: none, when: house.sun && house.heat, says: Rest., instead: Rest., client: Rest., rationale: It is hot., sources: [house], grade: E5}
`
	const second = "  - {when: '!house.sun', implies: '!house.heat', because: Nothing else is.}\n"
	for text, want := range map[string]bool{tied: true, strings.Replace(tied, second, "", 1): false} {
		s, err := screening.New(screening.WithOverlay(fstest.MapFS{"house.yaml": {Data: []byte(text)}}))
		if err != nil {
			t.Fatal(err)
		}
		questions, err := s.Questions(healthy(s))
		if err != nil || len(questions) == 0 {
			t.Fatalf("asks %v, %v", questions, err)
		}
		for _, q := range questions {
			if q.Inexact != want {
				t.Errorf("%s: inexact is %t, want %t", q.Fact, q.Inexact, want)
			}
		}
		readsBack(t, questions)
	}
}
