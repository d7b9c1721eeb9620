package words_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/examples/internal/words"
	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/body"
)

func vocabulary(t *testing.T) (*screening.Screener, *words.Vocabulary) {
	t.Helper()
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	return s, words.Of(s)
}

func TestLimits(t *testing.T) {
	two, thirty := 2, 30
	limits := words.Limits(screening.Limits{
		Pressure: &two, Minutes: &thirty, AvoidHeat: true, AvoidPositions: []string{"prone"},
		AvoidStrokes: []string{"cupping_stroke", "friction_deep"}, AvoidTechniques: []string{"cupping_massage"},
		Spots: []screening.Spot{{Rule: "a", MarginCM: 5}, {Rule: "b", MarginCM: 2.5}}, Notes: []string{"Begin slowly."},
	})
	want := "up to grade 2; at most 30 minutes; leave out the spots and 2.5 and 5 cm around them; no cupping or deep friction; " +
		"not lying face down; no heat"
	if diff := cmp.Diff(want, words.SayLimits(limits)); diff != "" {
		t.Errorf("SayLimits mismatch (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"Begin slowly."}, words.Notes(limits)); diff != "" {
		t.Errorf("Notes mismatch (-want +got):\n%s", diff)
	}
}

func TestRegions(t *testing.T) {
	_, v := vocabulary(t)
	for _, tt := range []struct {
		name string
		in   []body.Region
		want []string
	}{
		{"a group", body.BackAll.Parts(), []string{"the back"}},
		{"two groups and a part", append(append(body.Legs.Parts(), body.Neck.Parts()...), body.Hand),
			[]string{"the legs", "the neck", "hand"}},
		{"everything", body.WholeBody.Parts(), []string{"the whole body"}},
		{"a group less a part", body.Neck.Parts()[:1], []string{"back of the neck"}},
	} {
		if diff := cmp.Diff(tt.want, v.Regions(tt.in)); diff != "" {
			t.Errorf("Regions(%s) mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestAnswer(t *testing.T) {
	_, v := vocabulary(t)
	for _, tt := range []struct{ fact, answer, want string }{
		{"sx.feverish", "yes", "Ticked: You feel feverish or shivery, today or since yesterday"},
		{"disc.direction", "unsure", "Where does the report say that the disc points? Not sure"},
		{"preg.weeks", "31", "How many weeks pregnant are you? 31 weeks"},
		{"preg.weeks", "unsure", "How many weeks pregnant are you? Not sure"},
		{"skin.abscess_at", "scapular, calf", "Where is the boil, the pus or the infected wound? Shoulder blade; calf"},
		{"house.pets", "cat", "house.pets: cat"},
	} {
		if got := v.Answer(tt.fact, tt.answer); got != tt.want {
			t.Errorf("Answer(%s, %s) = %q, want %q", tt.fact, tt.answer, got, tt.want)
		}
	}
}

func TestBesides(t *testing.T) {
	for _, tt := range []struct{ says, want string }{
		{"Ask first: the client takes a thinner.", "The client takes a thinner."},
		{"Ask first, the doctor agrees.", "The doctor agrees."},
		{"Ask first, with a yes go on.", "Ask first, with a yes go on."},
		{"Not today: wait.", "Not today: wait."},
	} {
		if got := words.Besides(screening.Refer, tt.says); got != tt.want {
			t.Errorf("Besides(%q) = %q, want %q", tt.says, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	got := words.Wrap("one two  three incomprehensibilities four", 9)
	if diff := cmp.Diff([]string{"one two", "three", "incomprehensibilities", "four"}, got); diff != "" {
		t.Errorf("Wrap mismatch (-want +got):\n%s", diff)
	}
}
