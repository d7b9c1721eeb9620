package policy_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

const gardenImplies = `facts:
  - {name: own.snow, kind: yes_no, ask: Snow, critical: false}
  - {name: own.dog, kind: yes_no, ask: A dog, critical: false}
implications:
  - {when: own.snow, implies: frost.hard, because: Snow lies on frozen ground.}
  - {given: frost.nights, implies: own.dog, because: The dog counts the nights.}
  - {when: own.snow && frost.hard, implies: 'soil.state in [wet, flooded]', because: Snow melts.}
  - {when: soil.state == dry, excludes: slugs in pests.kinds, because: Slugs are wet.}
  - {when: soil.ph > 8, implies: crew.trained, because: Chalk burns.}
  - {when: soil.state == flooded && soil.ph >= 5, implies: mites in pests.kinds && !(moles in pests.kinds), because: Moles drown.}
`

// How a fact is known: told, at its usual value, or as others imply, with the
// sentence that says why.
func TestOriginOfAnswers(t *testing.T) {
	s := mustLoad(t, base(), policy.Layer{Name: "own", Loosening: true, Files: file(gardenImplies)})
	index := func(name string) int {
		i, ok := s.FactIndex(name)
		if !ok {
			t.Fatalf("no fact %s", name)
		}
		return i
	}
	yes, no := policy.Answer{State: policy.Known, Yes: true}, policy.Answer{State: policy.Known}
	unsure := policy.Answer{State: policy.Unsure}
	one := func(values uint64) policy.Answer { return policy.Answer{State: policy.Known, Values: values} }
	const dry, flooded = 1, 8
	tests := []struct {
		name string
		tell map[string]policy.Answer
		card uint64 // lines of the card that are ticked
		want string // fact: how, what, why
	}{
		{"told", map[string]policy.Answer{"frost.hard": yes}, 0, "frost.hard: told, yes"},
		{"told by a card", nil, 1, "frost.hard: told, yes"},
		{"not told by a card that leaves it open", nil, 4, "pests.kinds: not told, not asked"},
		{"usual", nil, 0, "soil.ph: not told, 6.5"},
		{"usual, which keeps what it would imply open", map[string]policy.Answer{"soil.state": one(flooded), "pests.kinds": one(1)}, 0, "soil.ph: not told, 6.5"},
		{"an unusual value", map[string]policy.Answer{"soil.ph": {State: policy.Known, Number: 4}}, 0, "soil.ph: told, 4"},
		{"usual, which implies nothing", map[string]policy.Answer{"crew.trained": no}, 0, "soil.ph: not told, 6.5"},
		{"unsure, from which nothing is concluded backwards", map[string]policy.Answer{"soil.ph": unsure, "crew.trained": no}, 0, "soil.ph: not told, unsure"},
		{"unsure", map[string]policy.Answer{"soil.ph": unsure}, 0, "soil.ph: not told, unsure"},
		{"not asked", nil, 0, "frost.hard: not told, not asked"},
		{"implied", map[string]policy.Answer{"own.snow": yes}, 0, "frost.hard: not told, yes; Snow lies on frozen ground."},
		{"implied over an unsure answer", map[string]policy.Answer{"own.snow": yes, "frost.hard": unsure}, 0,
			"frost.hard: not told, yes; Snow lies on frozen ground."},
		{"implied by any answer", map[string]policy.Answer{"frost.hard": yes, "frost.nights": {State: policy.Known, Number: 2}}, 0,
			"own.dog: not told, yes; The dog counts the nights."},
		{"implied by what is implied, in part", map[string]policy.Answer{"own.snow": yes}, 0, "soil.state: not told, wet, flooded; Snow melts."},
		{"excluded", map[string]policy.Answer{"pests.kinds": one(2)}, 0, "soil.state: not told, moist, wet, flooded; Slugs are wet."},
		{"a set, in part", map[string]policy.Answer{"soil.state": one(flooded)}, 0, "pests.kinds: not told, mites; Moles drown."},
		{"a set, of which one value is out", map[string]policy.Answer{"soil.state": one(dry)}, 0, "pests.kinds: not told, not asked; Slugs are wet."},
		{"told against what others imply", map[string]policy.Answer{"own.snow": yes, "frost.hard": no}, 0, "frost.hard: told, no"},
		{"beside it", map[string]policy.Answer{"own.snow": yes, "frost.hard": no}, 0, "own.snow: told, yes"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.NewAnswers()
			for name, answer := range tt.tell {
				a.SetFact(index(name), answer)
			}
			if tt.card > 0 {
				a.SetCard(0, policy.CardAnswer{Given: true, Ticked: tt.card})
			}
			var e policy.Evaluation
			if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
				t.Fatal(err)
			}
			name, _, _ := strings.Cut(tt.want, ":")
			f := index(name)
			got := name + ": not told, "
			if e.Told(f) {
				got = name + ": told, "
			}
			got += s.Format(f, e.Left(f))
			if because := e.Because(f); because != "" {
				got += "; " + because
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
	var e policy.Evaluation
	if e.Told(0) || e.Told(-1) || e.Because(0) != "" || e.Left(99) != (policy.Answer{}) || e.By(policy.Disagreement{}) != nil {
		t.Error("without an evaluation something is told")
	}
}

// A disagreement says what the others imply, in the language of the rules, and which these are.
func TestDisagreementsInWords(t *testing.T) {
	s := mustLoad(t, base(), policy.Layer{Name: "own", Loosening: true, Files: file(gardenImplies)})
	tests := []struct {
		name string
		tell map[string]string
		want []string
	}{
		{"none", map[string]string{"own.snow": "yes", "frost.hard": "yes"}, nil},
		{"one of yes and no", map[string]string{"own.snow": "yes", "frost.hard": "no"}, []string{"frost.hard: frost.hard by own.snow"}},
		{"several values of a list", map[string]string{"own.snow": "yes", "soil.state": "dry"},
			[]string{"soil.state: soil.state in [wet, flooded] by frost.hard, own.snow"}},
		{"through what disagrees too", map[string]string{"own.snow": "yes", "frost.hard": "no", "soil.state": "dry"},
			[]string{"frost.hard: frost.hard by own.snow", "soil.state: soil.state in [wet, flooded] by frost.hard, own.snow"}},
		{"a value that is excluded", map[string]string{"soil.state": "dry", "pests.kinds": "slugs"},
			[]string{"pests.kinds: !(slugs in pests.kinds) by soil.state"}},
		{"a value that has to be among them", map[string]string{"soil.state": "flooded", "pests.kinds": "none"},
			[]string{"pests.kinds: mites in pests.kinds && !(moles in pests.kinds) by soil.state, soil.ph"}},
		{"any answer to another", map[string]string{"frost.hard": "yes", "frost.nights": "2", "own.dog": "no"},
			[]string{"own.dog: own.dog by frost.nights"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := s.NewAnswers()
			for name, value := range tt.tell {
				i, _ := s.FactIndex(name)
				f := s.Facts()[i]
				x := policy.Answer{State: policy.Known, Yes: value == "yes"}
				if v := slices.IndexFunc(f.Values, func(v policy.Value) bool { return v.Name == value }); v >= 0 {
					x.Values = 1 << v
				}
				a.SetFact(i, x)
			}
			var e policy.Evaluation
			if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range e.Disagreements() {
				var by []string
				for _, f := range e.By(d) {
					by = append(by, s.Facts()[f].Name)
				}
				got = append(got, s.Facts()[d.Fact].Name+": "+s.Implied(d)+" by "+strings.Join(by, ", "))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("mismatch (-want +got):\n%s", diff)
			}
		})
	}
}

// What implications tie so closely that nothing changes anything alone is asked all the same, and
// every question says so.
func TestQuestionsSayThatTheyAreInexact(t *testing.T) {
	const tied = `facts:
  - {name: own.snow, kind: yes_no, ask: Snow, critical: false}
  - {name: own.cold, kind: yes_no, ask: Cold, critical: false}
implications:
  - {when: own.snow, implies: own.cold, because: Snow is cold.}
  - {when: '!own.snow', implies: '!own.cold', because: Nothing else is.}
sources:
  own: {cites: Own, level: A, read: excerpt}
rules:
  - {id: own.rest, kind: ban, urgency: none, when: own.snow && own.cold, says: Rest, sources: [own], grade: A}
`
	s := mustLoad(t, policy.Layer{Name: "own", Files: file(tied)})
	a := s.NewAnswers()
	ask := func() (names []string, inexact int) {
		var e policy.Evaluation
		if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		for _, q := range e.Questions(e.Outcomes()) {
			names = append(names, q.Fact.Name)
			if q.Inexact != e.Inexact() {
				t.Errorf("%s: inexact is %t, of the evaluation %t", q.Fact.Name, q.Inexact, e.Inexact())
			}
			if q.Inexact {
				inexact++
			}
		}
		return names, inexact
	}
	if names, inexact := ask(); len(names) < 2 || inexact != len(names) {
		t.Errorf("asks %v, %d of them inexact", names, inexact)
	}
	s = mustLoad(t, policy.Layer{Name: "own", Files: file(strings.Replace(tied, "  - {when: '!own.snow', implies: '!own.cold', because: Nothing else is.}\n", "", 1))})
	if names, inexact := ask(); len(names) == 0 || inexact != 0 {
		t.Errorf("asks %v, %d of them inexact", names, inexact)
	}
}
