package fhir_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/form"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// clinic is the form of a clinic; staff its other half.
var clinic = fhir.Form{
	Base: "https://clinic.example/fhir", Language: "en", Title: "Before the massage",
	Where:   "Where is the massage to be?",
	NotSure: "Not sure", NoneOfThese: "None of these", Yes: "Yes", No: "No",
}

func staff() fhir.Form {
	f := clinic
	f.Staff, f.Where = true, ""
	return f
}

// typed draws an intake as somebody fills in the library's own form, card by card and question by
// question, and leaves some out.
func typed(t *testing.T, s *screening.Screener, pages []form.Page, seed uint64) screening.Intake {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 11))
	often := []int{30, 60, 95}[seed%3]
	var in screening.Intake
	must := func(err error) {
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
	}
	for _, p := range pages {
		if p.Card == "" || r.IntN(100) >= often {
			continue
		}
		card := intake.Card(p.Card)
		must(s.Tick(&in, card))
		for _, l := range p.Lines {
			switch r.IntN(12) {
			case 0, 1:
				_ = s.TickNames(&in, card, l.Name) // refused where two lines do not go together
			case 2:
				_ = s.UnsureLine(&in, card, intake.Line(l.Name))
			}
		}
	}
	var shown []form.Field
	for _, p := range pages {
		shown = append(shown, p.Fields...)
		for _, l := range p.Lines {
			if slices.Contains(in.Cards[intake.Card(p.Card)].Ticked, intake.Line(l.Name)) {
				shown = append(shown, l.Fields...)
			}
		}
	}
	for _, f := range shown {
		// Refused where it means nothing as the others stand, or contradicts one of them. What was
		// stored the host brings, and asks about it at a later visit.
		if f.Fact != "session.stored" && f.Fact != "session.changed" && f.Usual == "" && r.IntN(100) < often {
			_ = s.SetText(&in, f.Fact, words(r, f)...)
		}
	}
	// A detail of what was not answered means nothing yet: no form asks it.
	var now []form.Page
	for early := true; early; {
		early = false
		var err error
		now, err = s.Form(in)
		must(err)
		for _, f := range fields(now) {
			if f.Answer.Asked() && !f.Asked {
				early = true
				must(s.Set(&in, f.Fact, answer.Any{}))
			}
		}
	}
	for _, f := range fields(now) { // what is volunteered stands last, and can say by itself what it hangs on
		if f.Usual != "" && f.Asked && r.IntN(100) < often && f.Fact != "session.stored" {
			_ = s.SetText(&in, f.Fact, words(r, f)...)
		}
	}
	// The one card that hangs on an answer is asked once that is given.
	if status, ok := in.Preg.Status.Value(); !in.Preg.Status.Asked() || ok && status == intake.PregnancyNone {
		delete(in.Cards, intake.CardPregnancyNow)
	}
	for _, i := range r.Perm(4)[:r.IntN(3)] {
		in.Regions = append(in.Regions, body.All()[10+i])
	}
	return in
}

// blank is the library's own form of an intake of nothing.
func blank(t *testing.T, s *screening.Screener) []form.Page {
	t.Helper()
	pages, err := s.Form(screening.Intake{})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func fields(pages []form.Page) []form.Field {
	var out []form.Field
	for _, p := range pages {
		out = append(out, p.Fields...)
		for _, l := range p.Lines {
			out = append(out, l.Fields...)
		}
	}
	return out
}

func words(r *rand.Rand, f form.Field) []string {
	number := f.Kind == "whole" || f.Kind == "decimal"
	if r.IntN(6) == 0 && !(number && f.Usual != "") { // who volunteers a number knows it
		return []string{"unsure"}
	}
	switch f.Kind {
	case "yes_no":
		return []string{[]string{"yes", "no"}[r.IntN(2)]}
	case "whole", "decimal":
		return []string{fmt.Sprint(int(f.Least) + r.IntN(int(f.Greatest-f.Least)+1))}
	}
	out := []string{f.Choices[r.IntN(len(f.Choices))].Name}
	for f.Kind == "set_of" && out[0] != f.None && r.IntN(2) == 0 {
		if c := f.Choices[r.IntN(len(f.Choices))].Name; c != f.None && !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}

// fill answers a form with an intake.
func fill(t *testing.T, s *screening.Screener, q fhir.Questionnaire, in screening.Intake) *filled {
	t.Helper()
	a := newFilled(0)
	for id, i := range a.items(q) {
		if name, ok := strings.CutSuffix(strings.TrimPrefix(id, "card."), ".ticked"); ok && strings.HasPrefix(id,
			"card.") {
			if given, ok := in.Cards[intake.Card(name)]; ok {
				a.card(name, i, given)
			}
			continue
		}
		if id == "regions" {
			for _, r := range in.Regions {
				a.codes[id] = append(a.codes[id], r.String())
			}
		}
		if _, ok := s.Rules().FactIndex(id); !ok {
			continue
		}
		x, err := s.Get(in, id)
		if err != nil || !x.Asked() {
			continue
		}
		a.put(id, x, i)
	}
	a.fill(q.Item, true, 0) // finds out what is enabled
	return a
}

// put answers the item of a fact.
func (a *filled) put(id string, x answer.Any, i fhir.Item) {
	number, isNumber := x.Number()
	yes, isYesNo := x.YesNo()
	values, _ := x.Values()
	switch {
	case !x.Asked():
	case x.Unsure() && i.Type != "choice":
		a.codes[id+".unsure"] = []string{"asked-unknown"}
	case x.Unsure():
		a.codes[id] = []string{"asked-unknown"}
	case isNumber:
		a.numbers[id] = number
	case isYesNo:
		a.codes[id] = []string{strings.ToUpper(yes.String()[:1])}
	default:
		a.codes[id] = values
	}
}

// items are those of a form by their linkId.
func (a *filled) items(q fhir.Questionnaire) map[string]fhir.Item {
	out := map[string]fhir.Item{}
	var walk func(list []fhir.Item)
	walk = func(list []fhir.Item) {
		for _, i := range list {
			out[i.LinkID] = i
			walk(i.Item)
		}
	}
	walk(q.Item)
	return out
}

func (a *filled) card(name string, item fhir.Item, given intake.CardAnswer) {
	id := "card." + name
	for _, o := range item.AnswerOption {
		line := intake.Line(o.Coding.Code)
		if slices.Contains(given.Ticked, line) {
			a.codes[id+".ticked"] = append(a.codes[id+".ticked"], o.Coding.Code)
		}
		if slices.Contains(given.Unsure, line) {
			a.codes[id+".unsure"] = append(a.codes[id+".unsure"], o.Coding.Code)
			a.codes[id+".doubt"] = []string{"not-sure"}
		}
	}
	if a.codes[id+".ticked"] == nil {
		a.codes[id+".none"] = []string{"none-of-these"}
	}
}

// response writes what was filled in, but for one item. Without enabled alone it writes what stands
// in items that are not enabled too, as Smart Forms does.
func (a *filled) response(q fhir.Questionnaire, without string, all bool) []byte {
	var list func(items []fhir.Item) []any
	list = func(items []fhir.Item) []any {
		out := []any{}
		for _, i := range items {
			if i.LinkID == without || !all && !a.enabled[i.LinkID] {
				continue
			}
			item := map[string]any{"linkId": i.LinkID, "text": i.Text}
			var answers []any
			if x, ok := a.numbers[i.LinkID]; ok {
				key := map[string]string{"integer": "valueInteger", "decimal": "valueDecimal"}[i.Type]
				answers = append(answers, map[string]any{key: x})
			}
			for _, c := range a.codes[i.LinkID] {
				for _, o := range i.AnswerOption {
					if o.Coding.Code == c {
						answers = append(answers, map[string]any{"valueCoding": o.Coding})
					}
				}
			}
			if answers != nil {
				item["answer"] = answers
			}
			if kids := list(i.Item); len(kids) > 0 {
				item["item"] = kids
			}
			if answers != nil || item["item"] != nil {
				out = append(out, item)
			}
		}
		return out
	}
	data, err := json.Marshal(map[string]any{
		"resourceType": "QuestionnaireResponse", "questionnaire": q.URL + "|" + q.Version, "status": "completed",
		"language": q.Language, "item": list(q.Item),
	})
	if err != nil {
		panic(err)
	}
	return data
}

func asJSON(t testing.TB, v any, err error) string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// What somebody answers on the two forms is what was typed, and is decided as that is.
func TestRoundTrip(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	client, seen := fhir.Of(s.Rules(), clinic), fhir.Of(s.Rules(), staff())
	pages := blank(t, s)
	for seed := range draws.Of(t, 3000) {
		in := typed(t, s, pages, uint64(seed))
		a, b := fill(t, s, client, in), fill(t, s, seen, in)
		for _, f := range []*filled{a, b} {
			for id := range f.codes {
				if enabled, ok := f.enabled[id]; ok && !enabled {
					t.Errorf("seed %d: %s was answered and is not asked", seed, id)
				}
			}
		}
		got, err := fhir.Intake(s, clinic, a.response(client, "", false))
		if err == nil {
			err = fhir.Answer(s, &got, staff(), b.response(seen, "", seed%2 == 0))
		}
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, asJSON(t, in, nil))
		}
		if want, got := sorted(t, in), sorted(t, got); want != got {
			t.Fatalf("seed %d mismatch (-want +got):\n%s", seed, cmp.Diff(want, got))
		}
		want, err := s.Screen(in)
		wantText := asJSON(t, want, err)
		decision, err := s.Screen(got)
		if diff := cmp.Diff(wantText, asJSON(t, decision, err)); diff != "" {
			t.Fatalf("seed %d: decision mismatch (-want +got):\n%s", seed, diff)
		}
	}
}

// sorted writes an intake with the lines of its cards in the order of their names.
func sorted(t *testing.T, in screening.Intake) string {
	cards := intake.Cards{}
	for c, a := range in.Cards {
		a = intake.CardAnswer{Ticked: slices.Sorted(slices.Values(a.Ticked)),
			Unsure: slices.Sorted(slices.Values(a.Unsure)),
			Open:   slices.Sorted(slices.Values(a.Open))}
		cards[c] = a
	}
	in.Cards = cards
	in.Regions = slices.Sorted(slices.Values(in.Regions))
	return asJSON(t, in, nil)
}

// A form that was asked aloud leaves private lines out, so that its none must not deny them on paper.
func TestAloudIsAnotherForm(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	aloud := clinic
	aloud.Aloud = true
	data := []byte(asWritten(fhir.Of(s.Rules(), aloud), coded("card.heart_and_blood.none", "none-of-these")))
	if in, err := fhir.Intake(s, clinic, data); err == nil || !strings.Contains(err.Error(), "answers another form") {
		t.Errorf("read as the form on paper: %s, %v", asJSON(t, in, nil), err)
	}
	in, err := fhir.Intake(s, aloud, data)
	if a := in.Cards["heart_and_blood"]; err != nil || !slices.Contains(a.Open, "bleeding") {
		t.Errorf("read as itself: %s, %v", asJSON(t, in, nil), err)
	}
}
