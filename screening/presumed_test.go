package screening_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/answer"
	"github.com/safehands/safehands/screening/intake"
)

// A tick whose only open details decide about an emergency presumes one; one answer ends that both
// ways, and a page that nobody has answered presumes nothing (N-D27).
func TestPresumedEmergencies(t *testing.T) {
	s := newScreener(t)
	answered := func(cards ...intake.Card) intake.Cards {
		out := intake.Cards{}
		for _, c := range cards {
			out[c] = intake.CardAnswer{}
		}
		return out
	}
	today := []intake.Card{
		intake.CardEmergencyNow, intake.CardNervesNow, intake.CardLook, intake.CardUnwellNow, intake.CardThisWeek,
		intake.CardBackNow, intake.CardHeartAndBlood, intake.CardSpineAndBones, intake.CardCancerAndOperations, intake.CardSkinAndHealth,
	}
	for _, c := range []struct {
		name     string
		card     intake.Card
		line     intake.Line
		answers  map[string]string // by fact; ? is unsure
		presumed screening.Urgency
		urgency  screening.Urgency
	}{
		{"saddle, onset blank", intake.CardNervesNow, intake.LineSaddleNumbness, map[string]string{"neuro.after_massage": "no"}, screening.UrgencyEmergency, screening.UrgencyNone},
		{"weakness, nothing chosen", intake.CardNervesNow, intake.LineWeakness, nil, screening.UrgencyEmergency, screening.UrgencyNone},
		{"stroke signs, which is blank", intake.CardEmergencyNow, intake.LineStrokeSigns, nil, screening.UrgencyEmergency, screening.UrgencyNone},
		{"breathing, which is blank", intake.CardEmergencyNow, intake.LineBreathing, nil, screening.UrgencyEmergency, screening.UrgencyNone},
		{"both arms since today, neck work blank", intake.CardNervesNow, intake.LineBothArms, map[string]string{"neuro.onset": "recent", "neuro.after_massage": "no", "nerve.origin": "not_looked_at"}, screening.UrgencyEmergency, screening.UrgencyUrgent},
		{"a foot that drags, cause blank", intake.CardNervesNow, intake.LineWeakness, map[string]string{"neuro.weakness": "foot_drop_new", "neuro.after_massage": "no"}, screening.UrgencyEmergency, screening.UrgencySameDay},
		{"both legs after a massage is certain", intake.CardNervesNow, intake.LineBothLegs, map[string]string{"neuro.after_massage": "yes"}, screening.UrgencyNone, screening.UrgencyEmergency},
		{"bladder, long ago and a doctor knows", intake.CardNervesNow, intake.LineBladder, map[string]string{"neuro.onset": "older_checked", "neuro.after_massage": "no"}, screening.UrgencyNone, screening.UrgencyNone},
		{"saddle, onset unsure", intake.CardNervesNow, intake.LineSaddleNumbness, map[string]string{"neuro.onset": "?", "neuro.after_massage": "?"}, screening.UrgencyNone, screening.UrgencySameDay},
		{"the sexual line alone", intake.CardNervesNow, intake.LineSexualFeeling, nil, screening.UrgencyNone, screening.UrgencyNone},
		{"new belly pain, what comes with it blank", intake.CardUnwellNow, intake.LineBellyNew, nil, screening.UrgencyEmergency, screening.UrgencyRoutine},
		{"new belly pain on moving, pressed blank", intake.CardUnwellNow, intake.LineBellyNew, map[string]string{"sys.belly_with": "hurts_on_moving"}, screening.UrgencyEmergency, screening.UrgencySameDay},
		{"new belly pain and nothing with it", intake.CardUnwellNow, intake.LineBellyNew, map[string]string{"sys.belly_with": "none"}, screening.UrgencyNone, screening.UrgencyRoutine},
		{"ill today, what is blank", intake.CardUnwellNow, intake.LineIllToday, nil, screening.UrgencyNone, screening.UrgencyNone},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := screening.Intake{Cards: answered(today...)}
			in.Client.Age = answer.Known(40)
			if err := s.SetText(&in, "preg.status", "none"); err != nil {
				t.Fatal(err)
			}
			in.Cards[c.card] = intake.CardAnswer{Ticked: []intake.Line{c.line}}
			for fact, said := range c.answers {
				err := s.SetText(&in, fact, said)
				if said == "?" {
					err = s.Unsure(&in, fact)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			d, err := s.Screen(in)
			if err != nil {
				t.Fatal(err)
			}
			if d.Presumed != c.presumed || d.Urgency != c.urgency {
				t.Errorf("presumed %v, urgency %v, want %v and %v", d.Presumed, d.Urgency, c.presumed, c.urgency)
			}
			w, err := screening.NewWords(s)
			if err != nil {
				t.Fatal(err)
			}
			line, wait := w.Headline(d)
			if says := strings.HasPrefix(line, "One answer now"); says != (c.presumed == screening.UrgencyEmergency) {
				t.Errorf("the headline is %q", line)
			} else if says && !strings.Contains(wait, "do not send away") {
				t.Errorf("nothing says to wait: %q", wait)
			}
		})
	}
	d, err := s.Screen(screening.Intake{})
	if err != nil || d.Presumed != screening.UrgencyNone {
		t.Errorf("without any answer: presumed %v, %v", d.Presumed, err)
	}
}

// The one answer that a presumed emergency waits for is asked before anything else, a private one
// too, whatever pages nobody has answered yet (N-D27: the order of questions changes).
func TestPresumedEmergenciesAreAskedFirst(t *testing.T) {
	s := loaded(t)
	presumed := 0
	for _, card := range s.Rules().Cards() {
		for _, line := range card.Lines {
			ticked := intake.CardAnswer{Ticked: []intake.Line{intake.Line(line.Name)}}
			in := screening.Intake{Cards: intake.Cards{intake.Card(card.Name): ticked}}
			d, err := s.Screen(in)
			if err != nil || d.Presumed == screening.UrgencyNone {
				continue // a line that means nothing before another answer
			}
			presumed++
			waited := map[string]bool{}
			for _, o := range d.Open {
				if o.Urgency == screening.UrgencyEmergency {
					for _, fact := range o.WaitsFor {
						waited[fact] = true
					}
				}
			}
			behind := func(fact string) bool {
				i, _ := s.Rules().FactIndex(fact)
				f := &s.Rules().Facts()[i]
				return waited[fact] && f.Pressing && (slices.Contains(line.Facts, fact) || f.AskedIf != "")
			}
			x, more, err := s.Next(in, false)
			if err != nil || !more || x.Card != "" || !behind(x.Questions[0].Fact) {
				t.Errorf("%s.%s: asks for %q %v next, %v", card.Name, line.Name, x.Card, x.Questions[0].Fact, err)
			}
			all, err := s.Questions(in)
			if err != nil || !behind(all[0].Fact) {
				t.Errorf("%s.%s: the first question is %s, %v", card.Name, line.Name, all[0].Fact, err)
			}
		}
	}
	if presumed < 10 {
		t.Errorf("only %d lines presume an emergency", presumed)
	}
}
