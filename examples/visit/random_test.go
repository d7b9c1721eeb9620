package main

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/body"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
	"github.com/safehands/safehands/soreness"
	"github.com/safehands/safehands/soreness/visit"
	"github.com/safehands/safehands/technique"
)

// Whatever is answered, the text can be read, and there is
// something to say to the client.
func TestAnyVisit(t *testing.T) {
	l, err := rules()
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(7, 11))
	seen := map[screening.Disposition]int{}
	emergencies, disagreeing := 0, 0
	for range max(100, draws.Of(t, 300)) { // fewer do not come out in every way
		in := anyIntake(l.Screener(), r)
		d := visit.Decided{Intake: in, Screened: true}
		if d.Decision, err = l.Screener().Screen(in); err != nil {
			t.Fatal(err)
		}
		if d.Questions, err = l.Screener().Questions(in); err != nil {
			t.Fatal(err)
		}
		l.anyParts(t, &d, r)
		seen[d.Decision.Disposition]++
		if d.Emergency() {
			emergencies++
		}
		if len(d.Decision.Disagreements) > 2 {
			disagreeing++
		}
		var text, client, all bytes.Buffer
		writeText(&text, l, d)
		writeClient(&client, l, d)
		if err := writeAll(&all, l, d); err != nil {
			t.Fatal(err)
		}
		for _, out := range []string{text.String(), client.String(), all.String()} {
			readable(t, out)
			if strings.TrimSpace(out) == "" {
				t.Errorf("nothing is said")
			}
		}
		if strings.Contains(text.String(), "-all") {
			t.Errorf("an emergency reads like other visits, or another visit like an emergency")
		}
		if asked := d.Decision.Disposition == screening.Clarify && !d.Emergency(); asked && d.After == nil && !strings.Contains(text.String(), "Ask now") {
			t.Errorf("not decided, and nothing is asked")
		}
		if t.Failed() {
			t.Fatalf("%+v\n%s", in.Cards, &text)
		}
	}
	for d := screening.Clarify; d <= screening.Withhold; d++ {
		if d != screening.Proceed && seen[d] == 0 {
			t.Errorf("no visit was %s", d)
		}
	}
	if emergencies == 0 || disagreeing == 0 {
		t.Errorf("%d visits were emergencies, in %d many answers did not go together", emergencies, disagreeing)
	}
}

// anyParts plans a session, lets one go on, and tells of one that was.
func (l library) anyParts(t *testing.T, d *visit.Decided, r *rand.Rand) {
	t.Helper()
	c := l.Planner().Catalogue()
	v := technique.Visit{Intake: d.Intake, Decision: d.Decision, Clearance: d.Clearance}
	if r.IntN(2) == 0 {
		v.Presentation = technique.Found(c.Presentations[0].ID)
	}
	if r.IntN(2) == 0 {
		d.Plan = &technique.Plan{
			Technique: c.Techniques[r.IntN(len(c.Techniques))].ID, Minutes: answer.Known(1 + r.IntN(90)),
		}
		for range r.IntN(6) {
			d.Plan.Strokes = append(d.Plan.Strokes, technique.Step{
				Stroke:   c.Strokes[r.IntN(len(c.Strokes))].ID,
				Regions:  []body.Region{d.Decision.Regions[r.IntN(len(d.Decision.Regions))].Region},
				Pressure: answer.Known(r.IntN(6)),
			})
		}
		review, err := l.Planner().Check(v, *d.Plan)
		if err != nil {
			t.Fatal(err)
		}
		d.Review = &review
	}
	if d.Plan != nil || r.IntN(2) == 0 {
		matching, err := l.Planner().Match(v)
		if err != nil {
			t.Fatal(err)
		}
		d.Matching = &matching
	}
	if r.IntN(3) == 0 {
		stopping, err := l.Planner().Stop(v, technique.During{AttackOnset: answer.YesNo(r.IntN(4)), PainDuring: answer.Known(r.IntN(11))})
		if err != nil {
			t.Fatal(err)
		}
		d.Stopping = &stopping
	}
	if r.IntN(2) == 0 {
		var course soreness.Course
		course.Sessions = []soreness.Session{
			{DaysAgo: answer.Known(2), Violations: []string{}, AttackOnset: answer.YesNo(r.IntN(4))},
		}
		course.Report.HoursSince, course.Report.NRS = answer.Known(48.0), answer.Known(1+r.IntN(10))
		course.Report.BruiseCM = answer.Known(float64(r.IntN(15)))
		result, err := l.Triager().Triage(d.Intake, course)
		if err != nil {
			t.Fatal(err)
		}
		questions, err := l.Triager().Questions(d.Intake, course)
		if err != nil {
			t.Fatal(err)
		}
		d.After = &visit.After{Course: course, Result: result, Questions: questions}
	}
}

// anyIntake answers most cards, each with few lines, and sometimes tells numbers
// that do not go with them.
func anyIntake(s *screening.Screener, r *rand.Rand) screening.Intake {
	in := screening.Intake{Cards: intake.Cards{}, Client: intake.Client{Age: answer.Known(r.IntN(90))}}
	if all := body.All(); r.IntN(2) == 0 {
		in.Regions = []body.Region{all[r.IntN(len(all))]}
		if other := all[r.IntN(len(all))]; other != in.Regions[0] {
			in.Regions = append(in.Regions, other)
		}
	}
	in.Preg.Status = answer.Known(intake.PregnancyNone)
	if r.IntN(4) == 0 {
		in.Vasc.AAACm, in.Vitals.TempC = answer.Known(3+float64(r.IntN(4))), answer.Known(37+float64(r.IntN(3)))
		in.Med.INR = answer.Known(2.5)
	}
	for _, card := range s.Rules().Cards() {
		if card.Name == string(intake.CardPregnancyNow) || r.IntN(40) == 0 {
			continue
		}
		var a intake.CardAnswer
		for _, l := range card.Lines {
			switch r.IntN(60) {
			case 0:
				a.Ticked = append(a.Ticked, intake.Line(l.Name))
			case 1:
				a.Unsure = append(a.Unsure, intake.Line(l.Name))
			}
		}
		in.Cards[intake.Card(card.Name)] = a
	}
	return in
}
