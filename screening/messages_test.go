package screening_test

import (
	"fmt"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/wording"
)

// The safety net is for every client with any back pain, also when nothing is found (clinical
// document, part C), and B-D08 for everybody.
func TestMessages(t *testing.T) {
	s := newScreener(t)
	const net, before = "message.safety_net", "message.before_visit"
	with := func(edit func(*screening.Intake)) screening.Intake {
		in := healthy(s)
		delete(in.Cards, intake.CardBackNow)
		edit(&in)
		return in
	}
	for _, tt := range []struct {
		name string
		in   screening.Intake
		want []string
	}{
		{"healthy", healthy(s), []string{before}},
		{"pain now", with(func(in *screening.Intake) { in.Back.PresentPain = answer.Yes }), []string{before, net}},
		{"not sure about pain", with(func(in *screening.Intake) { in.Back.PresentPain = answer.Unsure }), []string{before, net}},
		{"a steady back ache", with(func(in *screening.Intake) { in.Back.Phase = answer.Known(intake.PhaseChronicStable) }), []string{before, net}},
		{"pain long gone", with(func(in *screening.Intake) {
			in.Back.PresentPain, in.Back.Phase = answer.No, answer.Known(intake.PhaseRemission)
		}), []string{before}},
		{"nothing asked", screening.Intake{}, nil},
	} {
		messages, err := s.Messages(tt.in)
		if err != nil {
			t.Fatalf("%s: %v", tt.name, err)
		}
		var got []string
		for _, m := range messages {
			got = append(got, m.Rule)
			if len(m.Sources) == 0 || m.Rationale == "" {
				t.Errorf("%s has sources %v and reason %q", m.Rule, m.Sources, m.Rationale)
			}
			for _, text := range []string{m.Says, m.Client, m.Rationale} {
				for _, fault := range wording.Faults(text) {
					t.Errorf("%s: %v in %q", m.Rule, fault, text)
				}
			}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: mismatch (-want +got):\n%s", tt.name, diff)
		}
	}
	if _, err := s.Messages(screening.Intake{Preg: intake.Preg{Weeks: answer.Known(30)}}); err == nil {
		t.Error("a week without a pregnancy is no error")
	}
}

func ExampleScreener_Messages() {
	s, err := builtIn() // screening.New()
	if err != nil {
		fmt.Println(err)
		return
	}
	messages, err := s.Messages(screening.Intake{Back: intake.Back{PresentPain: answer.Yes}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, m := range messages {
		fmt.Println(m.Rule, m.Sources)
	}
	// Output:
	// message.safety_net [NICE-CKS NG158]
}

// An overlay says messages in other words, adds some, and takes none out without a word.
func TestMessagesOfAnOverlay(t *testing.T) {
	const own = `
rules:
  - {id: house.tea, kind: message, when: client.age > 0, says: Offer tea., client: "Would you like tea?", rationale: We have some., sources: [RULIST], grade: E5}
`
	const words = "changes:\n  - {rule: message.before_visit, client: \"Bitte vorher wenig essen.\"}\n"
	const out = "changes:\n  - {rule: message.before_visit, disable: true, reason: we say it on the phone}\n"
	files := func(text string) screening.Option {
		return screening.WithOverlay(fstest.MapFS{"messages/house.yaml": {Data: []byte(text)}})
	}
	plain := newScreener(t)
	for _, tt := range []struct {
		name    string
		options []screening.Option
		want    []string // of a healthy client
		same    bool     // the fingerprint
		weak    []string
		err     string
	}{
		{"words", []screening.Option{files(words)}, []string{"Bitte vorher wenig essen."}, true, nil, ""},
		{"one more", []screening.Option{files(words), files(own)}, []string{"Would you like tea?", "Bitte vorher wenig essen."}, false, nil, ""},
		{"out of force", []screening.Option{files(out), screening.WithLoosening()}, nil, false, []string{"message.before_visit"}, ""},
		{"without permission", []screening.Option{files(out)}, nil, false, nil,
			"overlay 1: messages/house.yaml:2:5: changing rule message.before_visit makes message.before_visit milder for somebody, " +
				"and layer overlay 1 was not allowed to loosen anything"},
		{"a name that is not", []screening.Option{files("changes:\n  - {rule: message.before_visi, client: Hm.}\n")}, nil, false, nil,
			"overlay 1: messages/house.yaml:2:5: there is no rule message.before_visi to change (did you mean message.before_visit?)"},
		{"a fact", []screening.Option{files("facts:\n  - {name: house.x, kind: yes_no, ask: \"Is it?\"}\n" + own)}, nil, false, nil,
			"fact house.x: cannot be declared here; declare it in the rule files of the screening"},
	} {
		s, err := screening.New(tt.options...)
		if err != nil || tt.err != "" {
			if fmt.Sprint(err) != tt.err {
				t.Errorf("%s: New = %v, want %s", tt.name, err, tt.err)
			}
			continue
		}
		in := healthy(s)
		messages, err := s.Messages(in)
		if err != nil {
			t.Fatal(err)
		}
		d, err := s.Screen(in)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, m := range messages {
			got = append(got, m.Client)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: mismatch (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(tt.weak, d.Weakened); diff != "" {
			t.Errorf("%s: weakened (-want +got):\n%s", tt.name, diff)
		}
		if same := s.Fingerprint() == plain.Fingerprint(); same != tt.same || d.Fingerprint != s.Fingerprint() {
			t.Errorf("%s: the same fingerprint %t, of the decision %s", tt.name, same, d.Fingerprint)
		}
	}
}

// An overlay changes words as well, and what is wrong with them stops New.
func TestWordsOfAnOverlay(t *testing.T) {
	load := func(text string) (screening.Words, error) {
		s, err := screening.New(screening.WithOverlay(fstest.MapFS{"words/house.yaml": {Data: []byte(text)}}))
		if err != nil {
			return screening.Words{}, err
		}
		return screening.NewWords(s)
	}
	w, err := load("changes:\n  disposition.proceed: Los\nwords:\n  stroke.brush: Bürste\n")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.Disposition(screening.Proceed) + " " + w.Stroke("brush"); got != "Los Bürste" {
		t.Errorf("words are %q", got)
	}
	const want = "overlay 1: words/house.yaml:2:23: dispositon.proceed is no name of a text (did you mean disposition.proceed?)"
	if _, err := load("changes:\n  dispositon.proceed: Los\n"); err == nil || err.Error() != want {
		t.Errorf("New = %v, want %s", err, want)
	}
}
