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
	if diff := cmp.Diff("a.fever: is yes, but card now says no on line fever", errorText(s.Check(a))); diff != "" {
		t.Errorf("Check mismatch (-want +got):\n%s", diff)
	}
}

// How stored answers are read is meaning, and so are the marks of a card: a set that has others has
// another fingerprint.
func TestEditionsAreMeaning(t *testing.T) {
	a := loadCard(t, editioned)
	for _, other := range []string{
		strings.Replace(editioned, "since: 2", "since: 3", 1), strings.Replace(editioned, "edition: 3", "edition: 4", 1),
		strings.Replace(editioned, "edition: 3", "edition: 3\n    aloud: true", 1),
	} {
		b := loadCard(t, other)
		if a.Fingerprint() == b.Fingerprint() || a.TextFingerprint() != b.TextFingerprint() {
			t.Errorf("fingerprints are %s and %s, texts %s and %s",
				a.Fingerprint(), b.Fingerprint(), a.TextFingerprint(), b.TextFingerprint())
		}
	}
}

// widenedCard is a card whose fever and rash are said in wider words from edition 2 on.
var widenedCard = strings.NewReplacer(
	"ask: Fever}", "ask: Fever, widened: 2}", "kind: one_of, ask: Rash,", "kind: one_of, widened: 2, ask: Rash,",
	"edition: 3", "edition: 2", ", since: 2", "", ", since: 3", "",
	"facts: [a.fever, a.chill]", "facts: [a.fever]", "facts: [a.moles]", "facts: [a.moles, a.chill]",
).Replace(editioned)

// Of a fact in wider words an earlier answer keeps its tick and its doubt, and loses its no.
func TestWidened(t *testing.T) {
	s := loadCard(t, widenedCard)
	fever, _ := s.FactIndex("a.fever")
	moles, _ := s.FactIndex("a.moles")
	var e policy.Evaluation
	for _, test := range []struct {
		answer policy.CardAnswer
		want   policy.Answer
	}{
		{policy.CardAnswer{Edition: 1}, policy.Answer{}},
		{policy.CardAnswer{Edition: 1, Ticked: 1}, policy.Answer{State: policy.Known, Yes: true}},
		{policy.CardAnswer{Edition: 1, Unsure: 1}, policy.Answer{State: policy.Unsure}},
		{policy.CardAnswer{Edition: 1, Open: 1}, policy.Answer{}},
		{policy.CardAnswer{Edition: 2}, policy.Answer{State: policy.Known}},
		{policy.CardAnswer{}, policy.Answer{State: policy.Known}},
	} {
		test.answer.Given = true
		a := s.NewAnswers()
		a.SetCard(0, test.answer)
		for _, renewed := range []bool{false, true} {
			if renewed {
				s.Renew(a)
			}
			if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
				t.Fatal(err)
			}
			if got := e.Given(fever); got != test.want {
				t.Errorf("%+v, renewed %t: fever is %v, want %v", test.answer, renewed, got, test.want)
			}
			if got := e.Given(moles).State; got != policy.Known {
				t.Errorf("%+v, renewed %t: moles are %v", test.answer, renewed, got)
			}
		}
	}
	if got := s.Later(0, 1); got != 0b0111 {
		t.Errorf("lines in wider words are %b", got)
	}
	if a, b := loadCard(t, widenedCard), loadCard(t, strings.Replace(widenedCard, ", widened: 2", "", 1)); a.Fingerprint() == b.Fingerprint() {
		t.Error("how a stored no is read is no meaning")
	}
}

// What cannot be is told when the rules are loaded.
func TestWidenedAndMovedAreChecked(t *testing.T) {
	moved := strings.Replace(widenedCard, "cards:\n", "cards:\n  - {name: before, ask: \"Any?\", lines: [{name: itch, says: Itch, facts: [a.itch]}]}\n", 1)
	moved = strings.Replace(moved, "facts:\n", "facts:\n  - {name: a.itch, kind: yes_no, ask: Itch}\n", 1)
	line := func(key string) string {
		return strings.Replace(moved, "{name: moles, says: Moles,", "{name: moles, says: Moles, "+key+",", 1)
	}
	for _, test := range []struct{ facts, want string }{
		{strings.Replace(widenedCard, "widened: 2", "widened: 3", 1), "a.fever is widened in edition 3, and the card is edition 2"},
		{strings.Replace(editioned, "since: 2", "since: 2, widened: 2", 1), "widened is an edition after the one that asked for it first"},
		{strings.Replace(widenedCard, "cards:", "  - {name: a.off, kind: yes_no, ask: Off, widened: 2}\ncards:", 1),
			"widened is an edition of its card, and it stands on none"},
		{line("moved: befor"), "line moles moved from befor, which is no card (did you mean before?)"},
		{line("moved: now"), "line moles moved from now, on which it stands"},
		{line("was: [itch], moved: before"), "line moles moved from before, which has a line itch"},
	} {
		schema := policy.Schema{
			Levels: []policy.Level{{Disposition: "go"}, {Kind: "stop", Disposition: "stop"}},
			Texts:  []policy.Text{{Name: "says"}}, Grades: []string{"E5"},
		}
		_, err := policy.Load(schema, policy.Layer{Name: "rules", Files: fstest.MapFS{"a.yaml": {Data: []byte(test.facts + feverRule)}}})
		if !strings.Contains(errorText(err), test.want) {
			t.Errorf("got %q, want %q", errorText(err), test.want)
		}
	}
	s := loadCard(t, line("was: [spots], moved: before"))
	if c, l, ok := s.Moved("before", "spots"); !ok || c.Name != "now" || l.Name != "moles" {
		t.Errorf("spots moved to %s of %s, %t", l.Name, c.Name, ok)
	}
	if _, _, ok := s.Moved("now", "spots"); ok {
		t.Error("spots moved from a card on which they never stood")
	}
}
