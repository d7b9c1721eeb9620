package screening_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
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

// What is kept of an earlier visit gives way to the page that is answered anew, and a further
// operation is asked for its own kind, weeks and places (N-IP03 to N-IP07).
func TestAnswerCardBesideWhatWasKept(t *testing.T) {
	s := loaded(t)
	page := intake.CardCancerAndOperations
	told := intake.CardAnswer{Ticked: []intake.Line{intake.LineOperation, intake.LineInjection}}
	of := func(first intake.CardAnswer, changed answer.YesNo, now intake.CardAnswer) screening.Intake {
		t.Helper()
		var in screening.Intake
		if err := s.AnswerCard(&in, page, first); err != nil {
			t.Fatal(err)
		}
		if len(first.Ticked) > 0 {
			in.Surg.Recent, in.Surg.Kind = answer.Yes, answer.Known(intake.OperationKindMinor)
			in.Surg.Weeks, in.Surg.Planned = answer.Known(5), answer.No
		}
		in = s.Expire(in, 70*24*time.Hour) // the page has lapsed with surg.planned, the rest is kept
		in.Session.Changed = changed
		if err := s.AnswerCard(&in, page, now); err != nil {
			t.Fatalf("%v, then %v: %v", first, now, err)
		}
		return in
	}
	kind := answer.Known(intake.OperationKindMinor)
	for _, tt := range []struct {
		name       string
		first, now intake.CardAnswer
		changed    answer.YesNo
		injection  answer.YesNo // by itself, without the page
		kind       bool         // is kept
	}{
		{"a yes to what was denied", intake.CardAnswer{}, told, answer.No, answer.NotAsked, false},
		{"unsure of what was denied", intake.CardAnswer{}, intake.CardAnswer{Unsure: told.Ticked}, answer.No, answer.NotAsked, false},
		{"a no to what was told", told, intake.CardAnswer{}, answer.No, answer.NotAsked, false},
		{"the same", told, told, answer.No, answer.Yes, true},
		{"unsure of what was told", told, intake.CardAnswer{Unsure: told.Ticked}, answer.No, answer.Yes, true},
		{"left open", told, intake.CardAnswer{Open: told.Ticked}, answer.No, answer.Yes, true},
		{"not known whether anything changed", told, told, answer.NotAsked, answer.Yes, true},
		{"something has changed", told, told, answer.Yes, answer.NotAsked, false},
	} {
		in := of(tt.first, tt.changed, tt.now)
		if in.Proc.Injection != tt.injection || (in.Surg.Kind == kind) != tt.kind {
			t.Errorf("%s: the injection is %s, the kind of operation %s", tt.name, in.Proc.Injection, in.Surg.Kind)
		}
		now := tt.now
		now.Edition = in.Cards[page].Edition
		if diff := cmp.Diff(now, in.Cards[page]); diff != "" {
			t.Errorf("%s: the page (-want +got):\n%s", tt.name, diff)
		}
		if _, err := s.Screen(in); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
	}

	// Within one visit nothing gives way: what is said twice has to agree.
	in := screening.Intake{}
	in.Proc.Injection = answer.Yes
	if s.AnswerCard(&in, page, intake.CardAnswer{}) == nil {
		t.Error("a no beside a yes of today is taken")
	}
}

// Every page can be answered anew beside whatever was kept, in any way, without a word of what was
// kept standing against it.
func TestEveryPageCanBeAnsweredAnew(t *testing.T) {
	s := loaded(t)
	kept, d := 0, newDrawer(t, s)
	cards := slices.DeleteFunc(slices.Clone(s.Rules().Cards()), func(c policy.Card) bool {
		return slices.ContainsFunc(c.Lines, func(l policy.Line) bool {
			return slices.ContainsFunc(l.Facts, func(name string) bool {
				i, _ := s.Rules().FactIndex(name)
				return s.Rules().Facts()[i].AskedIf != "" // a page that may mean nothing is not asked for
			})
		})
	})
	for seed := range max(60, draws.Of(t, 2000)) {
		r := rand.New(rand.NewPCG(uint64(seed), 21))
		in := s.Expire(d.intake(t, uint64(seed)), time.Duration(1+r.IntN(100))*24*time.Hour)
		in.Session.Changed = []answer.YesNo{answer.No, answer.Yes}[r.IntN(2)]
		if _, err := s.Screen(in); err != nil {
			continue
		}
		if in.Session.Stored == answer.Yes {
			kept++
		}
		for range 3 {
			card := cards[r.IntN(len(cards))]
			var a intake.CardAnswer
			for _, l := range card.Lines {
				switch r.IntN(8) {
				case 0:
					a.Ticked = append(a.Ticked, intake.Line(l.Name))
				case 1:
					a.Unsure = append(a.Unsure, intake.Line(l.Name))
				case 2:
					a.Open = append(a.Open, intake.Line(l.Name))
				}
			}
			if err := s.AnswerCard(&in, intake.Card(card.Name), a); err != nil {
				t.Fatalf("seed %d: %s %+v: %v", seed, card.Name, a, err)
			}
		}
	}
	if kept == 0 {
		t.Error("nothing was kept")
	}
}

// A page of an earlier edition denies nothing that it did not ask for.
func TestEarlierPageKeepsWhatItDidNotAsk(t *testing.T) {
	s, seen := loaded(t), 0
	for i, c := range s.Rules().Cards() {
		for k, l := range c.Lines {
			f, _ := s.Rules().FactIndex(l.Facts[0])
			fact := s.Rules().Facts()[f]
			if s.Rules().Later(i, 1)>>k&1 == 0 || len(l.Facts) > 1 || fact.AskedIf != "" || fact.Kind != policy.YesNo {
				continue
			}
			in := screening.Intake{}
			in.Session.Stored, in.Session.Changed = answer.Yes, answer.No
			if err := s.SetText(&in, fact.Name, "yes"); err != nil {
				t.Fatal(err)
			}
			if err := s.AnswerCard(&in, intake.Card(c.Name), intake.CardAnswer{Edition: 1}); err != nil {
				t.Fatal(err)
			}
			if kept, err := s.Get(in, fact.Name); err != nil || kept.Denies("") || !kept.Asked() {
				t.Errorf("%s: %s is %s after a page that did not ask for it: %v", c.Name, fact.Name, kept, err)
			}
			seen++
		}
	}
	if seen == 0 {
		t.Error("no line came later")
	}
}
