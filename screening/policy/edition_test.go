package policy_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening/policy"
)

// editioned is a set whose one card is in edition 3: fever had its line for itself until chill joined
// it, rash asks for a choice, and moles came last.
const editioned = `
facts:
  - {name: a.fever, kind: yes_no, ask: Fever}
  - {name: a.chill, kind: yes_no, ask: Chill, since: 2}
  - {name: a.rash, kind: one_of, ask: Rash, values: {none: None, old: Old, new: New}, none: none}
  - {name: a.moles, kind: yes_no, ask: Moles, since: 3}
cards:
  - name: now
    ask: Any?
    edition: 3
    lines:
      - {name: fever, says: Fever, facts: [a.fever, a.chill]}
      - {name: rash, says: Rash, facts: [a.rash]}
      - {name: sore, says: Sore, facts: [a.rash]}
      - {name: moles, says: Moles, facts: [a.moles]}
`

// asItWas is the same card before anything joined it.
const asItWas = `
facts:
  - {name: a.fever, kind: yes_no, ask: Fever}
  - {name: a.rash, kind: one_of, ask: Rash, values: {none: None, old: Old, new: New}, none: none}
cards:
  - name: now
    ask: Any?
    lines:
      - {name: fever, says: Fever, facts: [a.fever]}
      - {name: rash, says: Rash, facts: [a.rash]}
      - {name: sore, says: Sore, facts: [a.rash]}
`

const feverRule = `
sources:
  book: {cites: A book, level: E5, read: memory}
rules:
  - {id: r.fever, kind: stop, when: a.fever || a.rash == new, says: Stop., sources: [book], grade: E5}
`

func loadCard(t *testing.T, facts string) *policy.Set {
	t.Helper()
	schema := policy.Schema{
		Levels: []policy.Level{{Disposition: "go"}, {Kind: "stop", Disposition: "stop"}},
		Texts:  []policy.Text{{Name: "says"}}, Grades: []string{"E5"},
	}
	file := fstest.MapFS{"a.yaml": {Data: []byte(facts + feverRule)}}
	s, err := policy.Load(schema, policy.Layer{Name: "rules", Files: file})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// An answer to an earlier edition says what it said when it was given, and nothing of what came
// later: whatever was ticked, unsure or open.
func TestEarlierEdition(t *testing.T) {
	now, was := loadCard(t, editioned), loadCard(t, asItWas)
	var e, before, explicit policy.Evaluation
	for marks := range 64 { // two bits for each line of the first edition
		answer := policy.CardAnswer{Given: true}
		for line := range 3 {
			bit := uint64(1) << line
			switch marks >> (2 * line) & 3 {
			case 1:
				answer.Ticked |= bit
			case 2:
				answer.Unsure |= bit
			case 3:
				answer.Open |= bit
			}
		}
		old := was.NewAnswers()
		old.SetCard(0, answer)
		if err := was.Evaluate(old, policy.Request{}, &before); err != nil {
			t.Fatal(err)
		}
		answer.Edition = 1
		a := now.NewAnswers()
		a.SetCard(0, answer)
		if err := now.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		for i, f := range now.Facts() {
			want := policy.Answer{}
			if k, ok := was.FactIndex(f.Name); ok {
				want = before.Given(k)
			}
			if got := e.Given(i); got != want {
				t.Errorf("marks %b: %s is %s, want %s", marks, f.Name, now.Format(i, got), now.Format(i, want))
			}
		}
		if e.Session() != before.Session() {
			t.Errorf("marks %b: decides %v, want %v", marks, e.Session(), before.Session())
		}
		renewed := a.Clone()
		now.Renew(renewed)
		if renewed.Card(0) != (policy.CardAnswer{}) {
			t.Errorf("marks %b: the card is still answered after Renew", marks)
		}
		if err := now.Evaluate(renewed, policy.Request{}, &explicit); err != nil {
			t.Fatal(err)
		}
		for i, f := range now.Facts() {
			if got, want := e.Given(i), explicit.Given(i); got != want {
				t.Errorf("marks %b: %s is %v, and as an explicit answer %v", marks, f.Name, got, want)
			}
		}
		if p := e.Form(a, nil)[0]; p.Answer != (policy.CardAnswer{}) {
			t.Errorf("marks %b: the page is answered: %+v", marks, p.Answer)
		}
		for _, x := range e.Askings() {
			if x.Card == nil {
				t.Errorf("marks %b: %s is asked without its card", marks, x.Questions[0].Fact.Name)
			}
		}
	}
}

// The second edition had the joined fact and not the last line; one that is in force and none say
// the same.
func TestLaterEditions(t *testing.T) {
	s := loadCard(t, editioned)
	chill, _ := s.FactIndex("a.chill")
	moles, _ := s.FactIndex("a.moles")
	var e policy.Evaluation
	for edition, want := range map[int][2]policy.State{
		0: {policy.Known, policy.Known}, 1: {}, 2: {policy.Known, policy.NotAsked}, 3: {policy.Known, policy.Known},
	} {
		a := s.NewAnswers()
		a.SetCard(0, policy.CardAnswer{Given: true, Edition: edition})
		if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		if got := [2]policy.State{e.Given(chill).State, e.Given(moles).State}; got != want {
			t.Errorf("edition %d: got %v, want %v", edition, got, want)
		}
	}
	if diff := cmp.Diff([]uint64{0, 0b1001, 0b1000, 0},
		[]uint64{s.Later(0, 0), s.Later(0, 1), s.Later(0, 2), s.Later(0, 3)}); diff != "" {
		t.Errorf("later lines (-want +got):\n%s", diff)
	}
}

// An answer that cannot have been given to its edition is refused.
func TestEditionsAreChecked(t *testing.T) {
	s := loadCard(t, editioned)
	for want, answer := range map[string]policy.CardAnswer{
		"cards.now.edition: 4 is outside 1 to 3, the edition in force":  {Given: true, Edition: 4},
		"cards.now.edition: -1 is outside 1 to 3, the edition in force": {Given: true, Edition: -1},
		"cards.now: line moles came after edition 2":                    {Given: true, Edition: 2, Ticked: 8},
		"cards.now: has lines and is not answered":                      {Edition: 2, Ticked: 1},
		"": {Given: true, Edition: 2, Open: 8},
	} {
		a := s.NewAnswers()
		a.SetCard(0, answer)
		if diff := cmp.Diff(want, errorText(s.Check(a))); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", answer, diff)
		}
	}
	a := s.NewAnswers()
	a.SetCard(0, policy.CardAnswer{Given: true, Edition: 1})
	fever, _ := s.FactIndex("a.fever")
	chill, _ := s.FactIndex("a.chill")
	yes := policy.Answer{State: policy.Known, Yes: true}
	a.SetFact(fever, yes)
	a.SetFact(chill, yes) // of which the card says nothing
	if diff := cmp.Diff("a.fever: is yes, but card now says no", errorText(s.Check(a))); diff != "" {
		t.Errorf("Check mismatch (-want +got):\n%s", diff)
	}
}

// How stored answers are read is meaning: a set that reads them otherwise has another fingerprint.
func TestEditionsAreMeaning(t *testing.T) {
	a := loadCard(t, editioned)
	for _, other := range []string{
		strings.Replace(editioned, "since: 2", "since: 3", 1), strings.Replace(editioned, "edition: 3", "edition: 4", 1),
	} {
		b := loadCard(t, other)
		if a.Fingerprint() == b.Fingerprint() || a.TextFingerprint() != b.TextFingerprint() {
			t.Errorf("fingerprints are %s and %s, texts %s and %s",
				a.Fingerprint(), b.Fingerprint(), a.TextFingerprint(), b.TextFingerprint())
		}
	}
}
