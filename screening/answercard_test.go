package screening_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
)

// A page that is filled in anew counts for what it says now, of the edition in force: no line of it is
// asked a second time, what stood behind a line that is not ticked any more goes, and the rest stays.
func TestAnswerCard(t *testing.T) {
	s := loaded(t)
	in := healthy(s)
	in.Cards[intake.CardSpineAndBones] = intake.CardAnswer{Ticked: []intake.Line{intake.LineDisc}}
	in.Disc = intake.Disc{Present: answer.Yes, Direction: answer.Known(intake.DirectionCentral)}
	if err := s.FirstEdition(&in); err != nil {
		t.Fatal(err)
	}
	// Whatever the interview asks for is answered once.
	asked := map[string]bool{}
	for {
		x, more, err := s.Next(in, false)
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			break
		}
		if x.Card == "" || asked[x.Path] {
			t.Fatalf("asks for %s, after %v", x.Path, asked)
		}
		asked[x.Path] = true
		if err := s.AnswerCard(&in, x.Card, intake.CardAnswer{}); err != nil {
			t.Fatalf("%s: %v", x.Card, err)
		}
		if got := in.Cards[x.Card]; got.Edition < 2 || len(got.Open) > 0 {
			t.Errorf("%s is %+v", x.Card, got)
		}
	}
	if len(asked) < 4 || in.Disc.Present != answer.Yes {
		t.Errorf("asked for %v, the disc is %s", asked, in.Disc.Present)
	}

	// A line that is not ticked any more takes its details along, and nothing else.
	if err := s.AnswerCard(&in, intake.CardSpineAndBones, intake.CardAnswer{
		Unsure: []intake.Line{intake.LineBrokenSpineBone},
	}); err != nil {
		t.Fatal(err)
	}
	if in.Disc != (intake.Disc{}) {
		t.Errorf("the disc is %+v", in.Disc)
	}
	want := intake.CardAnswer{Unsure: []intake.Line{intake.LineBrokenSpineBone}, Edition: 2}
	if diff := cmp.Diff(want, in.Cards[intake.CardSpineAndBones]); diff != "" {
		t.Errorf("answered (-want +got):\n%s", diff)
	}
	if _, err := s.Screen(in); err != nil {
		t.Error(err)
	}
}

// What cannot be is refused as Set refuses it, and nothing is half set.
func TestAnswerCardRefuses(t *testing.T) {
	s := loaded(t)
	for want, x := range map[string]struct {
		card intake.Card
		a    intake.CardAnswer
	}{
		"unknown card":            {"spine", intake.CardAnswer{}},
		"unknown line":            {intake.CardSpineAndBones, intake.CardAnswer{Ticked: []intake.Line{"disk"}}},
		"came after":              {intake.CardBackNow, intake.CardAnswer{Ticked: []intake.Line{"no_gain"}, Edition: 1}},
		"only means something if": {intake.CardPregnancyNow, intake.CardAnswer{Ticked: []intake.Line{"one_sided_pain"}}},
		"edition in force":        {intake.CardLook, intake.CardAnswer{Edition: 9}},
		"both ticked and open":    {intake.CardBackNow, intake.CardAnswer{Ticked: []intake.Line{"no_gain"}, Open: []intake.Line{"no_gain"}}},
	} {
		in := healthy(s)
		in.Preg.Status = answer.Known(intake.PregnancyNone)
		before := marshal(t, in)
		err := s.AnswerCard(&in, x.card, x.a)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", x.card, err, want)
		}
		if after := marshal(t, in); after != before {
			t.Errorf("%s: it is half set: %s", x.card, after)
		}
	}
	var none *screening.Screener
	if none.AnswerCard(&screening.Intake{}, intake.CardLook, intake.CardAnswer{}) == nil {
		t.Error("without rules a card is answered")
	}
	var shared = []intake.Line{intake.LineDisc}
	in := screening.Intake{}
	if err := s.AnswerCard(&in, intake.CardSpineAndBones, intake.CardAnswer{Ticked: shared}); err != nil {
		t.Fatal(err)
	}
	shared[0] = intake.LineEyes
	if !slices.Equal(in.Cards[intake.CardSpineAndBones].Ticked, []intake.Line{intake.LineDisc}) {
		t.Error("the intake shares its lines with the caller")
	}
}
