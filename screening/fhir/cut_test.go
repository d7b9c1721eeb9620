package fhir_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// Whatever item is lost on the way, nothing turns into a no that was none.
func TestLostItemMakesNoNo(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	q := fhir.Of(s.Rules(), clinic)
	var e policy.Evaluation
	denied := func(data []byte) (map[string]bool, error) {
		in, err := fhir.Intake(s, clinic, data)
		if err != nil {
			return nil, err
		}
		a := s.Rules().NewAnswers()
		if err = s.Answer(in, a); err == nil {
			err = s.Rules().Evaluate(a, policy.Request{}, &e)
		}
		out := map[string]bool{}
		for i, f := range s.Rules().Facts() {
			// What stands as usual where nobody told it was never asked; a no of what protects, which
			// follows from that, is the careful side.
			usual := f.Volunteered || f.Risk == policy.RiskLess
			if x := e.Given(i); x.State == policy.Known && witness.Denies(f, x) && !usual {
				out[f.Name] = true
			}
		}
		return out, err
	}
	cuts, pages := 0, blank(t, s)
	for seed := range draws.Of(t, 60) {
		a := fill(t, s, q, typed(t, s, pages, uint64(seed)))
		whole, err := denied(a.response(q, "", false))
		if err != nil {
			t.Fatal(err)
		}
		for id := range a.enabled {
			if !a.enabled[id] || len(a.codes[id]) == 0 && a.numbers[id] == 0 {
				continue
			}
			cut, err := denied(a.response(q, id, false))
			if err != nil {
				continue // refused, and so said
			}
			cuts++
			for fact := range cut {
				if !whole[fact] {
					t.Errorf("seed %d: without %s %s is denied", seed, id, fact)
				}
			}
		}
	}
	t.Logf("%d cuts", cuts)
}

// A blank response, whatever a renderer writes for what nobody touched, is an intake of nothing.
func TestBlankResponse(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	q := fhir.Of(s.Rules(), clinic)
	head := `{"resourceType":"QuestionnaireResponse","questionnaire":"` + q.URL + "|" + q.Version +
		`","status":"completed"`
	var empty func(items []fhir.Item, answer string) string
	empty = func(items []fhir.Item, answer string) string {
		var out []string
		for _, i := range items {
			text := `{"linkId":"` + i.LinkID + `","text":"x"`
			if i.Type == "group" {
				text += `,"item":[` + empty(i.Item, answer) + `]`
			} else if i.Type == "choice" || !strings.Contains(answer, "Coding") {
				text += answer
			}
			out = append(out, text+"}")
		}
		return strings.Join(out, ",")
	}
	for _, rest := range []string{
		`}`, `,"item":[]}`, `,"item":null}`, `,"item":[` + empty(q.Item, "") + `]}`,
		`,"item":[` + empty(q.Item, `,"answer":[]`) + `]}`, `,"item":[` + empty(q.Item, `,"answer":[{}]`) + `]}`,
		`,"item":[` + empty(q.Item, `,"answer":[{"valueCoding":{}}]`) + `]}`,
	} {
		in, err := fhir.Intake(s, clinic, []byte(head+rest))
		if err != nil {
			t.Errorf("%.80s: %v", rest, err)
		}
		if got := asJSON(t, in, nil); got != "{}" {
			t.Errorf("%.80s: got %s", rest, got)
		}
	}
}

// asWritten is a response with items in place, as somebody would write them.
func asWritten(q fhir.Questionnaire, items ...string) string {
	return `{"resourceType":"QuestionnaireResponse","questionnaire":"` + q.URL + "|" + q.Version +
		`","status":"completed","item":[` + strings.Join(items, ",") + `]}`
}

// coded is an item with codes of the lines of cards.
func coded(id string, codes ...string) string {
	var out []string
	for _, c := range codes {
		out = append(out, `{"valueCoding":{"system":"https://clinic.example/fhir/CodeSystem/line","code":"`+c+`"}}`)
	}
	return `{"linkId":"` + id + `","answer":[` + strings.Join(out, ",") + `]}`
}

func TestCardsAsRenderersReturnThem(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	q := fhir.Of(s.Rules(), clinic)
	card := "card.heart_and_blood"
	var rest []string // the lines of the card but two
	for _, c := range s.Rules().Cards() {
		for _, l := range c.Lines {
			if c.Name == "heart_and_blood" && !slices.Contains([]string{"high_blood_pressure", "heart"}, l.Name) {
				rest = append(rest, l.Name)
			}
		}
	}
	open := `["` + strings.Join(rest, `","`) + `"]`
	one, none := coded(card+".ticked", "high_blood_pressure"), coded(card+".none", "none-of-these")
	doubt, other := coded(card+".doubt", "not-sure"), coded(card+".unsure", "heart")
	both := coded(card+".unsure", "heart", "high_blood_pressure")
	for _, tt := range []struct {
		name  string
		items []string
		want  string
	}{
		{"a tick", []string{one}, `{"ticked":["high_blood_pressure"]}`},
		{"none", []string{none}, `{}`},
		{"none that Smart Forms kept beside a tick", []string{one, none}, `{"ticked":["high_blood_pressure"]}`},
		{"in doubt, without a line", []string{doubt}, ``},
		{"in doubt, and none", []string{none, doubt}, ``},
		{"in doubt of a line", []string{doubt, other}, `{"unsure":["heart"],"open":*}`},
		{"of a line that is hidden now", []string{other}, `{"unsure":["heart"],"open":*}`},
		{"none but one", []string{none, doubt, other}, `{"unsure":["heart"]}`},
		{"a tick and a doubt", []string{one, doubt, other}, `{"ticked":["high_blood_pressure"],"unsure":["heart"]}`},
		{"ticked and in doubt of it", []string{one, doubt, both},
			`{"ticked":["high_blood_pressure"],"unsure":["heart"]}`},
		{"a tick, and in doubt without a line", []string{one, doubt}, `{"ticked":["high_blood_pressure"],"open":+}`},
	} {
		in, err := fhir.Intake(s, clinic, []byte(asWritten(q, tt.items...)))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		got := "" // not answered
		if a, ok := in.Cards["heart_and_blood"]; ok {
			if a.Edition != 4 { // the one that the form asks
				t.Errorf("%s: answers edition %d", tt.name, a.Edition)
			}
			a.Edition = 0
			got = asJSON(t, a, nil)
		}
		if !sameCard(tt.want, got, open) {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// sameCard compares two cards; * stands for all lines but the two, and the other of these, + for all
// but what is ticked.
func sameCard(want, got, rest string) bool {
	want = strings.ReplaceAll(want, `"open":*`, `"open":["high_blood_pressure",`+rest[1:])
	want = strings.ReplaceAll(want, `"open":+`, `"open":["heart",`+rest[1:])
	read := func(text string) (out map[string][]string) {
		if text == "" {
			return nil
		}
		if err := json.Unmarshal([]byte(text), &out); err != nil {
			panic(err)
		}
		for _, v := range out {
			slices.Sort(v)
		}
		return out
	}
	a, b := read(want), read(got)
	if (a == nil) != (b == nil) || len(a) != len(b) {
		return false
	}
	for k := range a {
		if !slices.Equal(a[k], b[k]) {
			return false
		}
	}
	return true
}

// A second response that leaves a line open takes back what was denied, and no tick.
func TestOpenLineKeepsItsTick(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	q := fhir.Of(s.Rules(), clinic)
	const card = "card.heart_and_blood"
	var in screening.Intake
	for _, items := range [][]string{
		{coded(card+".ticked", "high_blood_pressure")},
		{coded(card+".doubt", "not-sure"), coded(card+".unsure", "heart")},
	} {
		if err := fhir.Answer(s, &in, clinic, []byte(asWritten(q, items...))); err != nil {
			t.Fatal(err)
		}
	}
	a := in.Cards["heart_and_blood"]
	if !slices.Equal(a.Ticked, []intake.Line{"high_blood_pressure"}) || !slices.Equal(a.Unsure, []intake.Line{"heart"}) ||
		!slices.Contains(a.Open, "bleeding") || slices.Contains(a.Open, "high_blood_pressure") {
		t.Errorf("%s", asJSON(t, a, nil))
	}
}
