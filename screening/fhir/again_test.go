package fhir_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/fhir"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// The form of a later visit asks what is still open and no more: answered as before, it leads to the
// decision of before; answered with none everywhere, it denies nothing of before; not answered, it
// changes nothing.
func TestAgain(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	pages, whole := blank(t, s), newFilled(0).items(fhir.Of(s.Rules(), clinic))
	items, told := 0, 0
	for seed := range draws.Of(t, 100) {
		first := typed(t, s, pages, uint64(seed))
		in := s.Expire(first, []time.Duration{20 * time.Hour, 10 * 24 * time.Hour, 100 * 24 * time.Hour}[seed%3])
		if _, err := s.Screen(in); err != nil {
			continue
		}
		same, none, blank := in, in, in
		for _, f := range []fhir.Form{clinic, staff()} {
			f, err := f.Again(s, in)
			if err != nil {
				t.Fatal(err)
			}
			q := fhir.Of(s.Rules(), f)
			if seed < 3 {
				sound(t, q)
			}
			answers := first
			if in.Session.Stored != answer.NotAsked {
				answers.Session.Stored, answers.Session.Changed = in.Session.Stored, answer.No
			}
			a := fill(t, s, q, answers)
			for id := range a.enabled {
				if _, ok := whole[id]; !ok && id != "session.changed" && f.Staff == false && !strings.HasSuffix(id, ".if") {
					t.Errorf("seed %d: %s is no item of the whole form", seed, id)
				}
			}
			items += len(a.enabled)
			for card, lines := range f.Lines {
				for _, l := range lines {
					if slices.Contains(in.Cards[card].Ticked, l) {
						t.Errorf("seed %d: %s %s holds, and is asked again", seed, card, l)
					}
				}
			}
			if err := fhir.Answer(s, &same, f, a.response(q, "", false)); err != nil {
				t.Fatalf("seed %d: as before: %v", seed, err)
			}
			n := newFilled(0)
			for id := range n.items(q) {
				if strings.HasSuffix(id, ".none") {
					n.codes[id] = []string{"none-of-these"}
				}
			}
			n.fill(q.Item, true, 0)
			if err := fhir.Answer(s, &none, f, n.response(q, "", false)); err != nil {
				t.Fatalf("seed %d: none: %v", seed, err)
			}
			if err := fhir.Answer(s, &blank, f, newFilled(0).response(q, "", true)); err != nil {
				t.Fatalf("seed %d: blank: %v", seed, err)
			}
		}
		if want, got := sorted(t, in), sorted(t, blank); want != got {
			t.Errorf("seed %d: a form that was not answered changes %s", seed, cmp.Diff(want, got))
		}
		for card, a := range in.Cards {
			for _, l := range a.Ticked {
				if told++; !slices.Contains(none.Cards[card].Ticked, l) {
					t.Errorf("seed %d: none of these denies %s %s, which was ticked before", seed, card, l)
				}
			}
		}
		for _, i := range s.Rules().Facts() {
			x, err := s.Get(in, i.Name)
			y, now := s.Get(none, i.Name)
			if err == nil && now == nil && x.Asked() && !x.Equal(y) {
				t.Errorf("seed %d: none of these makes %s of %s, which was %s", seed, y, i.Name, x)
			}
		}
		compare(t, s, seed, first, same)
	}
	t.Logf("%d items, %d ticks of before", items, told)
}

// compare holds what is decided of an intake against that of one in which what can change nothing is
// missing, and the host says that answers were kept.
func compare(t *testing.T, s *screening.Screener, seed int, want, got screening.Intake) {
	t.Helper()
	got.Session.Stored, got.Session.Changed = answer.NotAsked, answer.NotAsked
	a, err := s.Screen(want)
	if err != nil {
		t.Fatal(err)
	}
	b, err := s.Screen(got)
	if err != nil {
		t.Fatal(err)
	}
	rules := func(d screening.Decision) (out []string) {
		for _, f := range d.Findings {
			out = append(out, f.Rule)
		}
		slices.Sort(out)
		return out
	}
	if a.Disposition != b.Disposition || a.Urgency != b.Urgency || !slices.Equal(rules(a), rules(b)) {
		t.Errorf("seed %d: %s %s %v, and answered again %s %s %v", seed, a.Disposition, a.Urgency, rules(a), b.Disposition,
			b.Urgency, rules(b))
	}
}

// The address of a form of a later visit is its own.
func TestAgainIsAnotherForm(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	in := screening.Intake{Cards: intake.Cards{intake.CardHeartAndBlood: {Ticked: []intake.Line{intake.LineStroke}}}}
	f, err := clinic.Again(s, in)
	if err != nil {
		t.Fatal(err)
	}
	asked := slices.Contains(f.Lines[intake.CardHeartAndBlood], intake.LineStroke)
	if !strings.HasSuffix(f.URL(), "/client-again") || asked {
		t.Errorf("%s asks %v", f.URL(), f.Lines)
	}
	if items := newFilled(0).items(fhir.Of(s.Rules(), f)); len(items["hx.stroke"].AnswerOption) == 0 {
		t.Error("the detail of a line that was ticked is not asked")
	}
}

// A none that was given to fewer lines is not read by a form that shows more: it would deny what nobody
// was shown.
func TestAgainDeniesOnlyWhatItShowed(t *testing.T) {
	s, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	card := intake.CardHeartAndBlood
	few := screening.Intake{Cards: intake.Cards{card: {Open: []intake.Line{intake.LineStroke}}}}
	shown, err := clinic.Again(s, few)
	if err != nil {
		t.Fatal(err)
	}
	later, err := clinic.Again(s, screening.Intake{})
	if err != nil {
		t.Fatal(err)
	}
	if len(shown.Lines[card]) >= len(later.Lines[card]) {
		t.Fatalf("%v and %v", shown.Lines[card], later.Lines[card])
	}
	q := fhir.Of(s.Rules(), shown)
	none := []byte(`{"resourceType":"QuestionnaireResponse","status":"completed","questionnaire":"` + q.URL + "|" +
		q.Version + `","item":[{"linkId":"card.` + string(card) + `","item":[{"linkId":"card.` + string(card) +
		`.none","answer":[{"valueCoding":{"system":"https://clinic.example/fhir/CodeSystem/line",` +
		`"code":"none-of-these"}}]}]}]}`)
	if g, err := fhir.Read(s.Rules(), shown, none); err != nil || slices.Contains(g.Cards[card].Open, intake.LineStroke) {
		t.Errorf("its own form: %v, %v", g.Cards[card], err)
	}
	g, err := fhir.Read(s.Rules(), later, none)
	if err == nil || !strings.Contains(err.Error(), "answers version") {
		t.Errorf("a form with %d lines more reads it as %v: %v", len(later.Lines[card])-len(shown.Lines[card]),
			g.Cards[card], err)
	}
}
