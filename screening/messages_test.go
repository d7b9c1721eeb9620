package screening_test

import (
	"fmt"
	"testing"

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
	s, err := screening.New()
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
