package screening_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/safehands/safehands/screening"
	"github.com/safehands/safehands/screening/intake"
	"github.com/safehands/safehands/screening/policy"
)

// Every line of every card may be ticked and then denied in all that it asks for: looked at, none
// fits. It may be unsure, and it may be left open. None of the three is refused, and the first two
// of a line that names several facts come to what the same facts come to without the card.
func TestEveryLineMayBeTickedAndDenied(t *testing.T) {
	s := newScreener(t)
	set := s.Rules()
	pregnant := func(a *policy.Answers) *policy.Answers { // whose card it is
		f, _ := set.FactIndex("preg.status")
		for v, value := range set.Facts()[f].Values {
			if value.Name == "pregnant" {
				a.SetFact(f, policy.Answer{State: policy.Known, Values: 1 << v})
			}
		}
		return a
	}
	var e policy.Evaluation
	if err := set.Evaluate(pregnant(set.NewAnswers()), policy.Request{}, &e); err != nil {
		t.Fatal(err)
	}
	untouched := holding(&e)
	for c, card := range set.Cards() {
		for i, line := range card.Lines {
			single := false
			a := pregnant(set.NewAnswers())
			a.SetCard(c, policy.CardAnswer{Given: true, Ticked: 1 << i})
			for _, name := range line.Facts {
				f, _ := set.FactIndex(name)
				fact := set.Facts()[f]
				no := policy.Answer{State: policy.Known}
				for v, value := range fact.Values {
					if value.Name == fact.None {
						no.Values = 1 << v
					}
				}
				a.SetFact(f, no)
				single = single || len(line.Facts) == 1 && fact.Kind == policy.YesNo
			}
			if single {
				// A tick is the answer yes itself.
				if err := set.Check(a); err == nil {
					t.Errorf("card %s, line %s: a tick and a no to its one fact are both taken", card.Name, line.Name)
				}
			} else if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
				t.Errorf("card %s, line %s ticked and denied: %v", card.Name, line.Name, err)
			} else if diff := cmp.Diff(untouched, holding(&e)); diff != "" {
				t.Errorf("card %s, line %s ticked and denied mismatch (-want +got):\n%s", card.Name, line.Name, diff)
			}
			for _, answer := range []policy.CardAnswer{
				{Given: true, Unsure: 1 << i}, {Given: true, Open: 1 << i}, {Given: true, Ticked: 1 << i},
			} {
				a := pregnant(set.NewAnswers())
				a.SetCard(c, answer)
				if err := set.Evaluate(a, policy.Request{}, &e); err != nil {
					t.Errorf("card %s, line %s as %+v: %v", card.Name, line.Name, answer, err)
				}
			}
		}
	}
}

func holding(e *policy.Evaluation) []string {
	var ids []string
	for _, o := range e.Outcomes() {
		if o.Holds {
			ids = append(ids, o.Rule.ID)
		}
	}
	return ids
}

// An open line of an answered card is not asked: it never counts as no.
func TestOpenLineIsNotAsked(t *testing.T) {
	s := newScreener(t)
	in := healthy(s)
	in.Cards[intake.CardEmergencyNow] = intake.CardAnswer{Open: []intake.Line{intake.LineChestPain}}
	d, err := s.Screen(in)
	if err != nil {
		t.Fatal(err)
	}
	if d.MayTreat() || d.UrgencyCeiling != screening.UrgencyEmergency {
		t.Errorf("Screen = may treat %t, urgency up to %s", d.MayTreat(), d.UrgencyCeiling)
	}
	questions, err := s.Questions(in)
	if err != nil {
		t.Fatal(err)
	}
	var asked []string
	for _, q := range questions {
		asked = append(asked, q.Fact)
	}
	if diff := cmp.Diff([]string{"sys.chest_pain"}, asked); diff != "" {
		t.Errorf("questions mismatch (-want +got):\n%s", diff)
	}
}
