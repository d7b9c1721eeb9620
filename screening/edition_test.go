package screening_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// A stored card never denies what it did not ask: no fact of any card that came after the edition
// that was answered, whatever was ticked on it. Answered today, it does.
func TestStoredCardDeniesNothingLater(t *testing.T) {
	s := loaded(t)
	set := s.Rules()
	var e policy.Evaluation
	given := func(card int, marks policy.CardAnswer, fact int) policy.State {
		a := set.NewAnswers()
		status, _ := set.FactIndex("preg.status") // what the card of pregnancies hangs on
		a.SetFact(status, policy.Answer{State: policy.Known, Values: 1 << 3})
		a.SetCard(card, marks)
		if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatalf("%s: %v", set.Cards()[card].Name, err)
		}
		return e.Given(fact).State
	}
	facts := 0
	for c, card := range set.Cards() {
		for _, line := range card.Lines {
			for _, name := range line.Facts {
				i, _ := set.FactIndex(name)
				since := set.Facts()[i].Since
				if since < 2 {
					continue
				}
				facts++
				for edition := 1; edition < since; edition++ {
					marks := policy.CardAnswer{Given: true, Edition: edition}
					if got := given(c, marks, i); got != policy.NotAsked {
						t.Errorf("%s of edition %d says something of %s", card.Name, edition, name)
					}
					for k, l := range card.Lines {
						joined := func(name string) bool { f, _ := set.FactIndex(name); return set.Facts()[f].Since <= edition }
						if !slices.ContainsFunc(l.Facts, joined) {
							continue // the edition did not have the line
						}
						marks.Ticked = 1 << k
						if got := given(c, marks, i); got == policy.Known && !implied(&e, i) {
							t.Errorf("%s of edition %d with %s ticked says something of %s", card.Name, edition, l.Name, name)
						}
					}
				}
				denies := max(since, set.Facts()[i].Widened) // before, a no was one to fewer words
				if got := given(c, policy.CardAnswer{Given: true, Edition: denies}, i); got != policy.Known {
					t.Errorf("%s of edition %d does not deny %s", card.Name, denies, name)
				}
			}
		}
	}
	if facts == 0 {
		t.Error("no fact has joined a card")
	}
}

// implied reports whether what is known of a fact follows from something else.
func implied(e *policy.Evaluation, fact int) bool { return !e.Told(fact) }

// Whatever else is known: an answer to the first edition is what it says, written out.
func TestStoredCardIsExplicitAnswers(t *testing.T) {
	s := loaded(t)
	set, d := s.Rules(), newDrawer(t, s)
	var e, explicit policy.Evaluation
	compared := 0
	for seed := range uint64(draws.Of(t, 300)) {
		a := d.answers(seed)
		for c := range set.Cards() {
			if x := a.Card(c); x.Given {
				x.Edition = 1
				for i, line := range set.Cards()[c].Lines {
					later := func(name string) bool { f, _ := set.FactIndex(name); return set.Facts()[f].Since > 1 }
					if !slices.ContainsFunc(line.Facts, func(name string) bool { return !later(name) }) {
						x.Ticked, x.Unsure = x.Ticked&^(1<<i), x.Unsure&^(1<<i)
					}
				}
				a.SetCard(c, x)
			}
		}
		set.Prune(a) // of what was drawn behind a line that there was not yet
		if set.Evaluate(a, policy.Request{}, &e) != nil {
			continue
		}
		b := a.Clone()
		set.Renew(b)
		if err := set.Evaluate(b, policy.Request{}, &explicit); err != nil {
			t.Errorf("seed %d: %v", seed, err)
			continue
		}
		compared++
		for i, f := range set.Facts() {
			if e.Given(i) != explicit.Given(i) {
				t.Errorf("seed %d: %s is %v by the card, %v written out", seed, f.Name, e.Given(i), explicit.Given(i))
			}
		}
		if e.Session() != explicit.Session() || e.Urgency() != explicit.Urgency() {
			t.Errorf("seed %d: %v %v by cards, %v %v written out", seed,
				e.Session(), e.Urgency(), explicit.Session(), explicit.Urgency())
		}
	}
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

func decided(t *testing.T, s *screening.Screener, in screening.Intake) screening.Decision {
	t.Helper()
	d, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// An intake that was kept from before editions clears nobody of what has come since, keeps what it
// said, and is cleared once the pages are answered anew.
func TestFirstEdition(t *testing.T) {
	s := loaded(t)
	in := healthy(s)
	before := decided(t, s, in)
	stored := marshal(t, in)
	if err := s.FirstEdition(&in, intake.CardSkinAndHealth); err != nil {
		t.Fatal(err)
	}
	after := decided(t, s, in)
	if before.Disposition == screening.Clarify || after.Disposition != screening.Clarify {
		t.Errorf("decides %s before and %s after", before.Disposition, after.Disposition)
	}
	if got := in.Cards[intake.CardHeartAndBlood].Edition; got != 0 {
		t.Errorf("a card that was not named has edition %d", got)
	}
	if !screening.SameVisit(before.Answers, after.Answers) || before.Answers == after.Answers {
		t.Errorf("digests %s and %s: want the same visit, and not the same answers", before.Answers, after.Answers)
	}
	read, err := s.DecodeIntake([]byte(marshal(t, in)))
	if diff := cmp.Diff(in, read); err != nil || diff != "" {
		t.Errorf("read back: %v (-want +got):\n%s", err, diff)
	}
	pages, err := s.Form(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pages {
		if p.Card == "skin_and_health" && (p.Answered || p.Edition != 4) || p.Card == "heart_and_blood" && !p.Answered {
			t.Errorf("page %s: answered %t, edition %d", p.Card, p.Answered, p.Edition)
		}
	}
	if kept := s.Expire(in, 10*day).Cards[intake.CardSkinAndHealth]; kept.Edition != 1 {
		t.Errorf("kept as edition %d", kept.Edition)
	}
	if err := s.FirstEdition(&in, "skin"); err == nil || !strings.HasPrefix(err.Error(), "cards.skin: unknown card") {
		t.Errorf("an unknown card: %v", err)
	}

	// A tick more does not deny what was never asked, and takes nothing back.
	in.Cards[intake.CardSkinAndHealth] = intake.CardAnswer{Ticked: []intake.Line{intake.LineDrowsyMedicine}, Edition: 1}
	if err := s.Tick(&in, intake.CardSkinAndHealth, intake.LineAllergy); err != nil {
		t.Fatal(err)
	}
	want := intake.CardAnswer{
		Ticked: []intake.Line{intake.LineDrowsyMedicine, intake.LineAllergy}, Edition: 4,
		Open: []intake.Line{
			intake.LineSkinHere, intake.LineNerveIllness, intake.LineJointsOrMuscles, intake.LineAttached, intake.LineOrgans,
			intake.LineHernia, intake.LineLying, intake.LineMood,
		},
	}
	if diff := cmp.Diff(want, in.Cards[intake.CardSkinAndHealth]); diff != "" {
		t.Errorf("ticked (-want +got):\n%s", diff)
	}
	if got, _ := s.Get(in, "cond.epilepsy"); !got.Equal(answer.Of(answer.No)) {
		t.Errorf("what the line said before is %v", got)
	}
	if got, _ := s.Get(in, "cond.brain_old"); got.Asked() {
		t.Errorf("what it did not ask is %v", got)
	}

	again, err := s.DecodeIntake([]byte(stored))
	if err != nil {
		t.Fatal(err)
	}
	if d := decided(t, s, again); d.Disposition != before.Disposition {
		t.Errorf("answered anew it decides %s, want %s", d.Disposition, before.Disposition)
	}
}

// What was ticked when the line was one fact stays a yes.
func TestStoredTickStaysYes(t *testing.T) {
	s := loaded(t)
	in := screening.Intake{Cards: intake.Cards{
		intake.CardEmergencyNow: {Ticked: []intake.Line{intake.LineBreathing}, Edition: 1},
	}}
	d := decided(t, s, in)
	if d.Urgency != screening.UrgencyEmergency {
		t.Errorf("urgency %s", d.Urgency)
	}
	for _, change := range []func(*screening.Intake) error{
		func(in *screening.Intake) error { return s.Tick(in, intake.CardEmergencyNow, intake.LineHeadInjury) },
		func(in *screening.Intake) error { return s.Clear(in, "sys.tearing_pain") },
	} {
		next := screening.Intake{Cards: intake.Cards{intake.CardEmergencyNow: in.Cards[intake.CardEmergencyNow]}}
		if err := change(&next); err != nil {
			t.Fatal(err)
		}
		if got, _ := s.Get(next, "sys.breathless_new"); !got.Equal(answer.Of(answer.Yes)) {
			t.Errorf("breathlessness is %v", got)
		}
	}
	anew := screening.Intake{Cards: intake.Cards{intake.CardEmergencyNow: in.Cards[intake.CardEmergencyNow]}}
	if err := s.Clear(&anew, string(intake.CardEmergencyNow)); err != nil {
		t.Fatal(err)
	}
	if err := s.Tick(&anew, intake.CardEmergencyNow); err != nil {
		t.Errorf("the page is cleared, and asked anew: %v", err)
	}
	if err := s.Clear(&in, "sys.breathless_new"); err != nil {
		t.Fatal(err)
	}
	if got, _ := s.Get(in, "sys.breathless_new"); got.Asked() {
		t.Errorf("cleared, breathlessness is %v", got)
	}
}

// Editions in JSON are numbers that the card has reached.
func TestDecodeEditions(t *testing.T) {
	s := loaded(t)
	for text, want := range map[string]string{
		`{"cards": {"look": {"edition": 3}}}`:                            "cards.look.edition: 3 is outside 1 to 2, the edition in force",
		`{"cards": {"look": {"edition": -1}}}`:                           "cards.look.edition: -1 is outside 1 to 2, the edition in force",
		`{"cards": {"look": {"edition": 0}}}`:                            "",
		`{"cards": {"look": {"edition": "1"}}}`:                          `cards.look.edition: the edition of a card must be a whole number, found "1"; write it without quotes`,
		`{"cards": {"back_now": {"edition": 1, "ticked": ["no_gain"]}}}`: "cards.back_now: line no_gain came after edition 1",
	} {
		_, err := s.DecodeIntake([]byte(text))
		got := ""
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
