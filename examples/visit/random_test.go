package main

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
)

// Whatever is answered, the text is one screenful that can be read, and there is something to say to the client.
func TestAnyVisit(t *testing.T) {
	s, err := screening.New()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 11))
	seen := map[screening.Disposition]int{}
	emergencies := 0
	for range 400 {
		in := anyIntake(s, r)
		d := decided{intake: in}
		if d.decision, err = s.Screen(in); err != nil {
			t.Fatal(err)
		}
		if d.questions, err = s.Questions(in); err != nil {
			t.Fatal(err)
		}
		seen[d.decision.Disposition]++
		if d.emergency() {
			emergencies++
		}
		var text, client, all bytes.Buffer
		writeText(&text, s, d)
		writeClient(&client, s, d)
		writeAll(&all, s, d)
		for _, out := range []string{text.String(), client.String(), all.String()} {
			readable(t, out)
			if strings.TrimSpace(out) == "" {
				t.Errorf("nothing is said")
			}
		}
		if n := strings.Count(text.String(), "\n"); n > screenful {
			t.Errorf("%d lines are more than a screenful", n)
		}
		if d.emergency() == strings.Contains(text.String(), "-all") {
			t.Errorf("an emergency reads like other visits, or another visit like an emergency")
		}
		if asked := d.decision.Disposition == screening.Clarify; asked && !strings.Contains(text.String(), "Ask now") {
			t.Errorf("not decided, and nothing is asked")
		}
		if t.Failed() {
			t.Fatalf("%+v\n%s", in, &text)
		}
	}
	for d := screening.Clarify; d <= screening.Withhold; d++ {
		if d != screening.Proceed && seen[d] == 0 {
			t.Errorf("no visit was %s", d)
		}
	}
	if emergencies == 0 {
		t.Error("no visit was an emergency")
	}
}

// anyIntake answers most cards, each with few lines.
func anyIntake(s *screening.Screener, r *rand.Rand) screening.Intake {
	in := screening.Intake{Cards: screening.Cards{}, Client: screening.Client{Age: screening.Known(r.IntN(90))}}
	if all := screening.Choices[screening.Region](); r.IntN(2) == 0 {
		in.Regions = []screening.Region{all[r.IntN(len(all))]}
		if other := all[r.IntN(len(all))]; other != in.Regions[0] {
			in.Regions = append(in.Regions, other)
		}
	}
	in.Preg.Status = screening.Known(screening.PregnancyNone)
	for _, card := range s.Rules().Cards() {
		if card.Name == string(screening.CardPregnancyNow) || r.IntN(8) == 0 {
			continue
		}
		var a screening.CardAnswer
		for _, l := range card.Lines {
			switch r.IntN(25) {
			case 0:
				a.Ticked = append(a.Ticked, screening.Line(l.Name))
			case 1:
				a.Unsure = append(a.Unsure, screening.Line(l.Name))
			}
		}
		in.Cards[screening.Card(card.Name)] = a
	}
	return in
}
