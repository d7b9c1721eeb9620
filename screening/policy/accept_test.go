package policy_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
	"github.com/safehands/safehands/screening/policy/policytest/witness"
	"github.com/safehands/safehands/screening/policy/policytest/witness/draws"
)

// What is asked can be answered: every question and every field of a form that says it is asked
// takes every value of its fact. A client can refute a detail that was told earlier, behind what is
// unsure or behind what is answered otherwise now: that goes, as [policy.Set.Prune] says, and the
// answer stays. Where there are questions, one of them comes first.
func TestWhatIsAskedCanBeAnswered(t *testing.T) {
	t.Parallel()
	var e policy.Evaluation
	asked, fields, gone, behind := 0, 0, 0, 0
	domains := draws.Of(t, 1000)
	for seed := range uint64(domains) {
		r := rand.New(rand.NewPCG(seed, 8))
		d := newDomain(r)
		set := mustLoadDomain(t, d)
		if set == nil {
			continue
		}
		w, err := witness.New(set)
		if err != nil {
			t.Fatalf("domain %d: %v\n%s", seed, err, d)
		}
		for range answers {
			a, q := w.Draw(r), w.DrawRequest(r, true)
			if err := set.Evaluate(a, q, &e); err != nil {
				t.Fatalf("domain %d: %v\n%s", seed, err, d)
			}
			questions := e.Questions(e.Outcomes())
			if len(questions) > 0 && len(e.Askings()) == 0 {
				t.Fatalf("domain %d: of %d questions none is asked first; answers:\n%s%s",
					seed, len(questions), witness.Describe(set, a), d)
			}
			for _, x := range questions {
				if len(x.After) > 0 {
					behind++
					continue
				}
				for _, v := range w.Values(x.Index) {
					asked++
					fault, refutes := takes(w, a, x.Index, v, true)
					if fault != "" {
						t.Fatalf("domain %d: asked, %s; answers:\n%s%s", seed, fault, witness.Describe(set, a), d)
					}
					if refutes {
						gone++
					}
				}
			}
			for _, x := range fieldsOf(e.Form(a, nil)) {
				if !x.Asked {
					continue
				}
				for _, v := range w.Values(x.Index) {
					fields++
					if fault, _ := takes(w, a, x.Index, v, x.Given.State == policy.NotAsked); fault != "" {
						t.Fatalf("domain %d: in a form, %s; answers:\n%s%s", seed, fault, witness.Describe(set, a), d)
					}
				}
			}
		}
	}
	t.Logf("%d answers to questions, %d to fields; %d questions come later; %d answers take a detail away", asked, fields, behind, gone)
	if gone > max(10, asked/1000) { // one domain alone can hold several
		t.Errorf("of %d answers to questions %d take a told detail away", asked, gone)
	}
	if behind == 0 {
		t.Error("no question comes after another")
	}
}

func fieldsOf(pages []policy.Page) (out []policy.Field) {
	for _, p := range pages {
		out = append(out, p.Fields...)
		for _, l := range p.Lines {
			out = append(out, l.Fields...)
		}
	}
	return out
}

// takes says what is wrong with an answer to a fact, and whether another answer is refused beside
// it: a detail whose meaning is implied away, or of what was answered otherwise before.
func takes(w *witness.Witness, before *policy.Answers, fact int, v policy.Answer, open bool) (fault string, refutes bool) {
	set := w.Set()
	a := before.Clone()
	a.SetFact(fact, v)
	err := set.Check(a)
	if err == nil {
		return "", false
	}
	fault = fmt.Sprintf("%s is %s: %v", set.Facts()[fact].Name, set.Format(fact, v), err)
	var problems *document.Error
	if !errors.As(err, &problems) {
		return fault, false
	}
	for _, p := range problems.Problems {
		detail, ok := set.FactIndex(p.Path)
		if !ok || detail == fact || !impliedAway(w, detail) &&
			(open || !slices.Contains(w.Chain(detail), fact)) {
			return fault, false
		}
	}
	if set.Prune(a); a.Fact(fact) != v {
		return fault + "; then it is forgotten", false
	}
	if err := set.Check(a); err != nil {
		return fmt.Sprintf("%s; with what means nothing forgotten, still %v", fault, err), false
	}
	return "", true
}

// impliedAway reports whether something that a fact hangs on can be implied.
func impliedAway(w *witness.Witness, fact int) bool {
	return slices.ContainsFunc(w.Consequences(), func(c witness.Consequence) bool {
		return slices.Contains(w.Chain(fact), c.Fact) ||
			c.Mutual && slices.ContainsFunc(c.Reads, func(f int) bool { return slices.Contains(w.Chain(fact), f) })
	})
}

// A detail waits for what makes its guard hold beside a told no: soil that nobody asked about
// implies the frost that was denied, and only with it do the details of that mean anything.
func TestDetailsWaitForWhatIsImplied(t *testing.T) {
	s := mustLoad(t, base(), loosening(`
implications:
  - {when: "at_or_above(soil.state, wet)", implies: frost.hard, because: Only ice holds so much water.}
`))
	asks := func(answers map[string]string) map[string][]string {
		var e policy.Evaluation
		if err := s.Evaluate(told(t, s, answers), policy.Request{}, &e); err != nil {
			t.Fatalf("%v: %v", answers, err)
		}
		out := map[string][]string{}
		for _, q := range e.Questions(e.Outcomes()) {
			out[q.Fact.Name] = nil
			for _, f := range q.After {
				out[q.Fact.Name] = append(out[q.Fact.Name], s.Facts()[f].Name)
			}
		}
		return out
	}
	for _, tt := range []struct {
		told  map[string]string
		asked bool
		after string // what frost.nights comes after
	}{
		{map[string]string{}, true, "[frost.hard]"},
		{map[string]string{"frost.hard": "yes"}, true, "[]"},
		{map[string]string{"frost.hard": "unsure"}, true, "[]"},
		{map[string]string{"frost.hard": "no"}, true, "[soil.state]"},
		{map[string]string{"frost.hard": "no", "soil.state": "unsure"}, true, "[]"},
		{map[string]string{"frost.hard": "no", "soil.state": "wet"}, true, "[]"},
		{map[string]string{"frost.hard": "no", "soil.state": "dry"}, false, "[]"},
		{map[string]string{"soil.state": "wet"}, true, "[]"},
	} {
		all := asks(tt.told)
		after, asked := all["frost.nights"]
		if asked != tt.asked || fmt.Sprint(after) != tt.after {
			t.Errorf("%v: the nights are asked: %t, after %v; want %t, %s", tt.told, asked, after, tt.asked, tt.after)
		}
		if _, offered := all["soil.state"]; tt.after == "[soil.state]" && !offered {
			t.Errorf("%v: what leads to the nights is not asked", tt.told)
		}
		if asked && len(after) == 0 {
			tt.told["frost.nights"] = "30"
			asks(tt.told) // nothing refuses it
		}
	}
}

// A detail does not take away what it hangs on: told, it would be refused for what it excludes
// itself.
func TestDetailsExcludeNothingTheyHangOn(t *testing.T) {
	s := mustLoad(t, base(), loosening(`
implications:
  - {when: nest.present, excludes: crew.own_hands, because: Nobody works beside a nest.}
facts:
  - {name: crew.own_hands, kind: yes_no, ask: "Do you work alone?", asked_if: nest.present}
`))
	for _, nest := range []string{"yes", "unsure"} {
		for _, alone := range []string{"yes", "no", "unsure"} {
			a := told(t, s, map[string]string{"nest.present": nest, "crew.own_hands": alone})
			if err := s.Check(a); err != nil {
				t.Errorf("nest %s, alone %s: %v", nest, alone, err)
			}
		}
	}
}

// A detail that means nothing excludes nothing, and is not asked for what it would exclude: its
// answer would be refused.
func TestDetailsThatMeanNothingAreNotAsked(t *testing.T) {
	s := mustLoad(t, base(), loosening(`
implications:
  - {when: crew.trained, excludes: crew.own_hands, because: The trained work in pairs.}
facts:
  - {name: crew.own_hands, kind: yes_no, ask: "Do you work alone?", asked_if: nest.present}
sources: {own_book: {cites: Ours, level: B, read: excerpt}}
rules:
  - {id: own.trained, kind: ban, urgency: none, when: crew.trained, says: Ours., sources: [own_book], grade: B}
`))
	alone, _ := s.FactIndex("crew.own_hands")
	for nest, want := range map[string]bool{"no": false, "unsure": true, "yes": true} {
		var e policy.Evaluation
		a := told(t, s, map[string]string{"nest.present": nest, "crew.trained": "unsure"})
		if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		asked := slices.ContainsFunc(e.Questions(e.Outcomes()), func(q policy.Question) bool { return q.Index == alone })
		if asked != want {
			t.Errorf("nest %s: the detail is asked: %t, want %t", nest, asked, want)
		}
		a.SetFact(alone, policy.Answer{State: policy.Known, Yes: true})
		if err := s.Check(a); (err == nil) != want {
			t.Errorf("nest %s: the detail is told: %v", nest, err)
		}
	}
}

// A field behind a ticked line is not asked where another line of the card has answered it.
func TestFormDoesNotAskWhatATickSays(t *testing.T) {
	s := mustLoad(t, base(), loosening(`
facts:
  - {name: shed.open, kind: yes_no, ask: "Is the shed open?"}
  - {name: shed.wet, kind: yes_no, ask: "Is the shed wet?"}
cards:
  - name: shed
    ask: Any of these?
    lines:
      - {name: open, says: The shed is open, facts: [shed.open]}
      - {name: shed, says: Something with the shed, facts: [shed.open, shed.wet]}
`))
	c, _ := s.CardIndex("shed")
	f, _ := s.FactIndex("shed.open")
	for ticked, want := range map[uint64]bool{0b00: false, 0b01: false, 0b10: true, 0b11: false} {
		a := s.NewAnswers()
		a.SetCard(c, policy.CardAnswer{Given: true, Ticked: ticked})
		var e policy.Evaluation
		if err := s.Evaluate(a, policy.Request{}, &e); err != nil {
			t.Fatal(err)
		}
		for _, x := range fieldsOf(e.Form(a, nil)) {
			if x.Index == f && x.Asked != want {
				t.Errorf("lines %02b ticked: shed.open is asked: %t, want %t", ticked, x.Asked, want)
			}
		}
	}
}
