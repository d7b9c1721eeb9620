package main

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
	"github.com/safehands/safehands/technique"
)

// Answers that do not go together: both are shown to the therapist, in words, before what to do.
func TestDisagreementsAreShown(t *testing.T) {
	for name, want := range map[string]struct {
		page []string // in this order
		json []string // what was told, what the others imply, and by which
	}{
		"bulge_into_canal": {
			[]string{"NOT HERE", "Ask again", "Two answers do not go together: Was it nothing more than a bulge",
				"Yes, but a disc that points into the canal",
				"The more careful one counts. Please ask again.", "What to do"},
			[]string{"disc.bulge_only", "yes", "!disc.bulge_only", "disc.present", "yes", "disc.direction", "central", "disc.canal_free", "no"},
		},
		"heparin_and_inr": {
			[]string{"NOT TODAY", "Ask again", "Heparin, enoxaparin, dalteparin, tinzaparin or fondaparinux injections, but the value is measured for warfarin. The more careful one counts.", "What to do"},
			[]string{"med.anticoagulant", "heparin", "med.anticoagulant == warfarin", "med.inr", "4.2"},
		},
		"aneurysm_denied": {
			[]string{"NOT HERE", "Ask again", "in the belly or anywhere else? No, but who tells how wide the aneurysm is has one.", "What to do"},
			[]string{"vasc.aaa_known", "no", "vasc.aaa_known", "vasc.aaa_cm", "5.8"},
		},
		"old_signs_new_weakness": { // help first; nobody asks again
			[]string{"EMERGENCY", "emergency department now", "What to do",
				"Two answers do not go together: When did the newest of these start?",
				"Long ago, and a doctor knows, but a weakness that is new or grows is the newest of these signs. The more careful one counts."},
			[]string{"neuro.onset", "older_checked", "neuro.onset == recent", "neuro.weakness", "mild_new"},
		},
	} {
		file := filepath.Join("testdata", name+".json")
		text, all := show(t, file), show(t, "-all", file)
		rest := strings.Join(strings.Fields(text), " ")
		for _, s := range want.page {
			_, after, ok := strings.Cut(rest, s)
			if !ok {
				t.Errorf("%s does not say %q, or not in this place:\n%s", name, s, text)
			}
			rest = after
		}
		if id := regexp.MustCompile(`\b[a-z]+\.[a-z]+_`).FindString(text); id != "" {
			t.Errorf("%s shows %s to a therapist:\n%s", name, id, text)
		}
		if strings.Contains(strings.Join(strings.Fields(text), " "), "ask again") == (name == "old_signs_new_weakness") {
			t.Errorf("%s asks again in an emergency, or does not otherwise:\n%s", name, text)
		}
		if client := show(t, "-client", file); strings.Contains(client, "go together") {
			t.Errorf("%s tells the client:\n%s", name, client)
		}
		l, err := rules()
		if err != nil {
			t.Fatal(err)
		}
		d := decidedOf(t, l, name)
		var got []string
		for _, x := range d.Decision.Disagreements {
			got = append(got, x.Fact, x.Answer, x.Implied)
			for _, by := range x.By {
				got = append(got, by.Fact, by.Answer)
			}
		}
		if diff := cmp.Diff(want.json, got); diff != "" {
			t.Errorf("%s mismatch (-want +got):\n%s", name, diff)
		}
		_, listed, _ := strings.Cut(all, "\n  disagreements:")
		for _, x := range want.json {
			if !strings.Contains(listed, x) {
				t.Errorf("%s: -all does not show %s", name, x)
			}
		}
	}
}

func decidedOf(t *testing.T, l library, name string) visit.Decided {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return decideOn(t, l, string(data))
}

func decideOn(t *testing.T, l library, data string) visit.Decided {
	t.Helper()
	d, err := l.Decide([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// What nobody is asked for aloud is not asked again aloud either.
func TestPrivateAnswersAreAskedAgainOnPaper(t *testing.T) {
	l, err := rules()
	if err != nil {
		t.Fatal(err)
	}
	var text bytes.Buffer
	writeText(&text, l, decideOn(t, l, `{"intake": {"neuro": {"weakness": "mild_new", "sexual_numbness": "yes", "onset": "older_checked"}}}`))
	if !strings.Contains(strings.Join(strings.Fields(text.String()), " "), "Please ask again (on paper, not aloud).") {
		t.Errorf("asks aloud:\n%s", &text)
	}
}

// The reasons are what was told and what follows from it. What is merely usual was nobody's answer.
func TestWhySaysWhatFollows(t *testing.T) {
	text := show(t, "testdata/sample.json")
	if strings.Contains(text, "newer report say") {
		t.Errorf("says what nobody was asked:\n%s", text)
	}
	const follows = "Schmorl node? No. Follows from: A disc that points into the canal is no mere bulge"
	if !strings.Contains(strings.Join(strings.Fields(text), " "), follows) {
		t.Errorf("does not say %q:\n%s", follows, text)
	}
	all := strings.Join(strings.Fields(show(t, "-all", "testdata/sample.json")), " ")
	for _, s := range []string{follows, "sac are free? No. Nobody was asked: it counts at its usual value."} {
		if !strings.Contains(all, s) {
			t.Errorf("-all does not say %q", s)
		}
	}
}

// tied are two answers of which each follows from the other, so that none of them decides alone.
const tied = `facts:
  - {name: house.sun, kind: yes_no, ask: Were you in the sun}
  - {name: house.heat, kind: yes_no, ask: Are you hot}
implications:
  - {when: house.sun, implies: house.heat, because: The sun is hot.}
  - {when: '!house.sun', implies: '!house.heat', because: Nothing else is.}
sources:
  house: {cites: Our house rules, level: E5, read: excerpt}
rules:
  - {id: house.rest, kind: absolute, urgency: none, when: house.sun && house.heat, says: Rest., instead: Rest., client: Rest., rationale: It is hot., sources: [house], grade: E5}
`

// A page says that the clinic's rules are milder, last, and that more is asked than may be needed.
func TestFooter(t *testing.T) {
	files := func(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text)}} }
	milder := func(rule string) string {
		return "changes:\n  - {rule: " + rule + ", disable: true, reason: our doctor looks first}\n"
	}
	builtIn, err := rules()
	if err != nil {
		t.Fatal(err)
	}
	built := func(t *testing.T, s []screening.Option, p []technique.Option, r []soreness.Option) library {
		t.Helper()
		screener, err := screening.New(s...)
		if err != nil {
			t.Fatal(err)
		}
		planner, err := technique.New(screener, p...)
		if err != nil {
			t.Fatal(err)
		}
		triager, err := soreness.New(planner, r...)
		if err != nil {
			t.Fatal(err)
		}
		l, err := libraryOf(visit.New(triager), nil)
		if err != nil {
			t.Fatal(err)
		}
		return l
	}
	mild := built(t,
		[]screening.Option{screening.WithOverlay(files("a.yaml", milder("spine.settling"))), screening.WithLoosening()},
		[]technique.Option{
			technique.WithOverlay(files("plan/a.yaml", milder("plan.acute_back"))), technique.WithLoosening(),
		},
		[]soreness.Option{
			soreness.WithOverlay(files("triage/a.yaml", milder("soreness.not_benign"))), soreness.WithLoosening(),
		})
	sunny := built(t, []screening.Option{screening.WithOverlay(files("a.yaml", tied))}, nil, nil)
	const (
		cut        = "Not everything could be worked out in time; more is asked than may be needed.\n"
		milds      = "Some rules of this clinic are milder than the library's own: "
		nobody     = "No clinician has reviewed the rules yet."
		unreviewed = nobody
	)
	for _, tt := range []struct {
		name, visit string
		of          library
		page, all   string // how they end; -all has the ids
	}{
		{"built in", "healthy", builtIn, unreviewed + "\n", nobody + "\n"},
		{"the screening alone", "healthy", mild, unreviewed + "\n" + milds + "1.\n", nobody + "\n" + milds + "spine.settling.\n"},
		{"with a plan", "plan_fits", mild, unreviewed + "\n" + milds + "2.\n", nobody + "\n" + milds + "plan.acute_back,\nspine.settling.\n"},
		{"a session alone", "too_strong", mild, unreviewed + "\n" + milds + "1.\n", nobody + "\n" + milds + "plan.acute_back.\n"},
		{"a report alone", "sore_not_asked", mild, unreviewed + "\n" + milds + "2.\n", nobody + "\n" + milds[:len(milds)-1] + "\nsoreness.not_benign, spine.settling.\n"},
		{"each once", "ordinary_visit", mild, unreviewed + "\n" + milds + "3.\n",
			nobody + "\n" + milds + "plan.acute_back,\nsoreness.not_benign, spine.settling.\n"},
		{"a search that was cut short", "healthy", sunny, "\n\n" + cut + unreviewed + "\n", "\n\n" + cut + nobody + "\n"},
		{"an emergency is the action alone", "numb_saddle", mild, "Please do not wait for it to pass.\n", nobody + "\n" + milds + "spine.settling.\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := decidedOf(t, tt.of, tt.visit)
			var page, all bytes.Buffer
			writeText(&page, tt.of, d)
			if err := writeAll(&all, tt.of, d); err != nil {
				t.Fatal(err)
			}
			readable(t, page.String())
			readable(t, all.String())
			for _, x := range []struct{ got, want string }{{page.String(), tt.page}, {all.String(), tt.all}} {
				if !strings.HasSuffix(x.got, x.want) {
					t.Errorf("does not end with\n%s\n%s", x.want, x.got)
				}
				if !strings.Contains(tt.page, milds) && strings.Contains(page.String(), milds) || !strings.Contains(tt.page, cut) && strings.Contains(page.String(), cut) {
					t.Errorf("says too much:\n%s", &page)
				}
			}
		})
	}
}
