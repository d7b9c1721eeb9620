package screening_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/document"
)

// Whatever ends a yes is something that a rule asks a clinician about, and is told by a fact.
func TestEventsAreOfConditions(t *testing.T) {
	var p document.Problems
	var events []*document.Node
	for _, folder := range []string{"events", "insurer/events"} {
		err := document.YAMLFiles(document.Layer{}, os.DirFS(folder), &p, func(root *document.Node) {
			events = append(events, root.Get("events").List(&p, "events")...)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	s := screenerWith(t, screening.WithInsurer())
	var asked []string
	for _, c := range s.Conditions() {
		if len(c.Rules) > 0 {
			asked = append(asked, c.Name)
		}
	}
	if len(events) < 19 {
		t.Errorf("%d events", len(events))
	}
	for _, e := range events {
		fact := e.Get("fact").Str(&p, "a fact")
		if _, known := s.Rules().FactIndex(fact); !known {
			t.Errorf("nothing is called %s", fact)
		}
		for _, condition := range e.Get("of").Names(&p, "conditions") {
			if !slices.Contains(asked, condition) {
				t.Errorf("no rule asks a clinician about %s, which %s ends a yes for", condition, fact)
			}
		}
	}
	if err := p.Err(); err != nil {
		t.Error(err)
	}
}

// A clinic that wants to hear sooner says so by the parameter.
func TestYesIsSpentSooner(t *testing.T) {
	shipped := newScreener(t)
	sooner := screenerWith(t, screening.WithLoosening(), screening.WithOverlay(fstest.MapFS{
		"a.yaml": {Data: []byte("changes:\n  - {parameter: yes_spent_days, value: 30, reason: our doctors want to hear sooner}\n")},
	}))
	for days, want := range map[int][2]bool{29: {false, false}, 30: {false, true}, 92: {false, true}, 93: {true, true}} {
		for i, s := range []*screening.Screener{shipped, sooner} {
			in := aDisc(s)
			delete(in.Cards, intake.CardBackNow)
			in.Pain.NewOrChanged = answer.Yes
			c := yes(screening.ClearanceWritten, "disc")
			c.DaysAgo = days
			d, err := s.Screen(in, c)
			if err != nil {
				t.Fatal(err)
			}
			if got := slices.Contains(d.Clearance, "spine.disc"); got != want[i] {
				t.Errorf("a yes of %d days is asked for again: %t, want %t", days, got, want[i])
			}
		}
	}
}

// A clinic has a condition of its own, and says what is told of its last event.
const shockwave = `facts:
  - {name: house.shockwave, kind: yes_no, ask: "Shock waves on a tendon, in the last year?"}
  - {name: house.shockwave_weeks, kind: whole, unit: weeks, least: 0, most: 52, ask: "How many weeks ago?", asked_if: house.shockwave}
rules:
  - {id: house.shockwave, kind: relative, urgency: none, when: house.shockwave, tags: [asks.shock_waves], says: Ask., instead: Wait.,
     client: We ask., rationale: So., sources: [house], grade: E5}
sources:
  house: {cites: Our house, level: E5, read: excerpt}
`

func TestEventsOfAClinic(t *testing.T) {
	with := func(events string) (*screening.Screener, error) {
		files := fstest.MapFS{"a.yaml": {Data: []byte(shockwave)}}
		if events != "" {
			files["events/a.yaml"] = &fstest.MapFile{Data: []byte(events)}
		}
		return screening.New(screening.WithOverlay(files))
	}
	without, err := with("")
	if err != nil {
		t.Fatal(err)
	}
	s, err := with("events:\n  - {of: [shock_waves], fact: house.shockwave_weeks}\n")
	if err != nil {
		t.Fatal(err)
	}
	if s.Fingerprint() == without.Fingerprint() || s.Rules().Fingerprint() != without.Rules().Fingerprint() {
		t.Error("what ends a yes is part of the screener's fingerprint, and of no rule's")
	}
	for _, tt := range []struct {
		name  string
		of    *screening.Screener
		weeks string
		days  int
		spent bool
	}{
		{"the yes is younger than the waves", s, "2", 20, false},
		{"it may be older", s, "2", 21, true},
		{"nobody is sure when, so it may be this week", s, "unsure", 7, true},
		{"nobody was asked when", s, "", 20, false},
		{"without the event a yes holds", without, "2", 21, false},
	} {
		in := aDisc(tt.of)
		if err := tt.of.SetText(&in, "house.shockwave", "yes"); err != nil {
			t.Fatal(err)
		}
		if err := tt.of.SetText(&in, "house.shockwave_weeks", tt.weeks); err != nil {
			t.Fatal(err)
		}
		c := yes(screening.ClearanceWritten, "shock waves")
		c.DaysAgo = tt.days
		d, err := tt.of.Screen(in, c)
		if err != nil {
			t.Fatal(err)
		}
		if got := slices.Contains(d.Clearance, "house.shockwave"); got != tt.spent {
			t.Errorf("%s: asked for again is %t, want %t", tt.name, got, tt.spent)
		}
	}
	for events, want := range map[string]string{
		"events:\n  - {of: [shock_wave], fact: house.shockwave_weeks}\n": "overlay 1: events/a.yaml:2:10: no rule asks a clinician about " +
			`"shock_wave" (did you mean shock_waves?); it is what stands behind asks. in its tags`,
		"events:\n  - {of: [shock_waves], fact: house.shockwave_week}\n": "overlay 1: events/a.yaml:2:31: unknown fact " +
			`"house.shockwave_week" (did you mean house.shockwave_weeks?)`,
		"events:\n  - {of: [shock_waves], fact: house.shockwave}\n": "overlay 1: events/a.yaml:2:5: house.shockwave is no number of " +
			"days or weeks: say by its values how old a yes may be",
		"rules: []\n": `overlay 1: events/a.yaml:1:1: unknown key "rules" in a file of events; known are events`,
	} {
		if _, err := with(events); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", events, err, want)
		}
	}
}
