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
  - {name: house.laser, kind: one_of, values: {never: Never, lately: Lately}, ask: "A laser on a tendon?"}
  - {name: house.unread, kind: yes_no, ask: "Anything else?"}
rules:
  - {id: house.shockwave, kind: relative, urgency: none, when: house.shockwave, tags: [asks.shock_waves], says: Ask., instead: Wait.,
     client: We ask., rationale: So., sources: [house], grade: E5}
  - {id: house.fresh, kind: precaution, urgency: none, when: house.shockwave && house.shockwave_weeks < 2 || house.laser == lately,
     says: Lightly., instead: Wait., client: Lightly., rationale: So., sources: [house], grade: E5}
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
	for item, want := range map[string]string{
		"of: [shock_wave], fact: house.shockwave_weeks": "2:11: no rule asks a clinician about " +
			`"shock_wave" (did you mean shock_waves?); it is what stands behind asks. in its tags`,
		"of: [], fact: house.shockwave_weeks":                                      "2:10: is an empty list; name the conditions whose yes the event ends",
		"of: [shock_waves], fact: house.shockwave_week":                            `2:31: unknown fact "house.shockwave_week" (did you mean house.shockwave_weeks?)`,
		"of: [shock_waves], fact: house.unread, spent: {yes: 1}":                   "2:31: no rule reads house.unread, so that nobody is asked for it; let one read it",
		"of: [shock_waves], fact: house.shockwave":                                 "2:5: house.shockwave is no number of days or weeks: say under spent by its values",
		"of: [shock_waves], fact: house.shockwave, spent: {}":                      "2:55: names no value of house.shockwave",
		"of: [shock_waves], fact: house.laser, spent: {lately: -3}":                "2:60: is -3; a yes can be no younger than today",
		"of: [shock_waves], fact: house.laser, spent: {latly: 3}":                  `2:59: house.laser has no value "latly" (did you mean lately?)`,
		"of: [shock_waves], fact: house.shockwave_weeks, spent: {few: 3}":          "is a number, which says by itself how long ago it was; leave spent out",
		"of: [shock_waves], fact: house.shockwave_weeks, where: []":                "where holds one fact and its value",
		"of: [shock_waves], fact: house.shockwave_weeks, where: {house.laser: {}}": "where holds one fact and its value",
		"of: [shock_waves], fact: house.shockwave_weeks, where: {house.laser: x}":  `house.laser has no value "x"`,
	} {
		if _, err := with("events:\n  - {" + item + "}\n"); err == nil || !strings.Contains(err.Error(), "overlay 1: events/a.yaml:") ||
			!strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v, want %s", item, err, want)
		}
	}
	if _, err := with("rules: []\n"); err == nil || !strings.Contains(err.Error(), `unknown key "rules" in a file of events; known are events`) {
		t.Error(err)
	}
	// A later layer may take the rule out of force for which an earlier one has an event.
	files := fstest.MapFS{"a.yaml": {Data: []byte(shockwave)}, "events/a.yaml": {Data: []byte("events:\n" +
		"  - {of: [shock_waves], fact: house.shockwave_weeks}\n  - {of: [shock_waves], fact: house.laser, spent: {lately: 10}, where: {house.shockwave: yes}}\n")}}
	later := fstest.MapFS{"b.yaml": {Data: []byte("changes:\n  - {rule: house.shockwave, disable: true, reason: we have no such waves}\n")}}
	if _, err := screening.New(screening.WithOverlay(files), screening.WithOverlay(later), screening.WithLoosening()); err != nil {
		t.Error(err)
	}
	// Whatever is answered, and whatever is not, nothing of it panics.
	s = screenerWith(t, screening.WithOverlay(files))
	for _, laser := range []string{"", "unsure", "never", "lately"} {
		for _, waves := range []string{"", "unsure", "no", "yes"} {
			in := aDisc(s)
			if s.SetText(&in, "house.laser", laser) != nil || s.SetText(&in, "house.shockwave", waves) != nil {
				t.Fatal("not answered")
			}
			c := yes(screening.ClearanceWritten, "shock waves")
			c.DaysAgo = 10
			d, err := s.Screen(in, c)
			if err != nil {
				t.Fatal(err)
			}
			spent := (laser == "unsure" || laser == "lately") && (waves == "yes" || waves == "unsure")
			if asks := slices.Contains(d.Clearance, "house.shockwave"); asks != (spent && waves == "yes" || spent && waves == "unsure") {
				t.Errorf("laser %q, waves %q: asked for again is %t", laser, waves, asks)
			}
		}
	}
}
