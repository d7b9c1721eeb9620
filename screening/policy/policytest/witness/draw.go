package witness

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/document"
)

// Draw returns random answers without a contradiction: some facts known, some unsure, some not
// asked, some cards answered.
func (w *Witness) Draw(r *rand.Rand) *policy.Answers {
	a := w.set.NewAnswers()
	asked := [...]int{15, 40, 70, 95}[r.IntN(4)]
	unsure := [...]int{0, 10, 30, 50}[r.IntN(4)]
	onCard := map[string]bool{}
	cards := r.IntN(3) > 0
	for c, card := range w.set.Cards() {
		if !cards || r.IntN(2) == 0 {
			continue
		}
		a.SetCard(c, drawCard(r, card))
		for _, line := range card.Lines {
			for _, f := range line.Facts {
				onCard[f] = true
			}
		}
	}
	for i, f := range w.set.Facts() {
		percent := asked
		if f.Volunteered {
			percent = 30
		}
		doubt := unsure
		if onCard[f.Name] {
			// Most known answers would contradict the card; an unsure one stands beside a tick.
			percent, doubt = 25, 60
		}
		if r.IntN(100) >= percent {
			continue
		}
		a.SetFact(i, w.value(r, i))
		if r.IntN(100) < doubt {
			a.SetFact(i, policy.Answer{State: policy.Unsure})
		}
	}
	for range 50 {
		err := w.set.Check(a)
		if err == nil {
			return a
		}
		w.drop(a, err)
	}
	return w.set.NewAnswers()
}

func drawCard(r *rand.Rand, card policy.Card) policy.CardAnswer {
	a := policy.CardAnswer{Given: true}
	for i := range card.Lines {
		switch n := r.IntN(10); {
		case n < 3:
			a.Ticked |= 1 << i
		case n < 5:
			a.Unsure |= 1 << i
		case n < 6:
			a.Open |= 1 << i
		}
	}
	return a
}

func (w *Witness) value(r *rand.Rand, fact int) policy.Answer {
	values := w.values[fact]
	return values[r.IntN(len(values))]
}

// drop takes back whatever a contradiction names.
func (w *Witness) drop(a *policy.Answers, err error) {
	var problems *document.Error
	if !errors.As(err, &problems) {
		a.Reset()
		return
	}
	for _, p := range problems.Problems {
		if f, ok := w.set.FactIndex(p.Path); ok {
			a.SetFact(f, policy.Answer{})
		}
		if name, ok := strings.CutPrefix(p.Path, "cards."); ok {
			if c, ok := w.set.CardIndex(name); ok {
				a.SetCard(c, policy.CardAnswer{})
			}
		}
	}
}

// Complete answers whatever is not asked yet, as far as it means anything, or returns nil
// if it finds no way to.
func (w *Witness) Complete(r *rand.Rand, a *policy.Answers, e *policy.Evaluation) *policy.Answers {
	a = a.Clone()
	if w.set.Evaluate(a, policy.Request{}, e) != nil {
		return nil
	}
	given, told, before := w.given(e), w.told(a), slices.Clone(e.Disagreements())
	// A detail can be answered once what it hangs on is, so that some facts take their turn again.
	for again := true; again; {
		again = false
		for _, i := range r.Perm(a.Facts()) {
			if given[i].State != policy.NotAsked {
				continue
			}
			was := a.Fact(i)
			a.SetFact(i, w.value(r, i))
			if w.set.Check(a) == nil && !w.news(w.set.Disagreements(a), told, before) {
				given[i], again = a.Fact(i), true
			} else {
				a.SetFact(i, was)
			}
		}
	}
	if w.set.Evaluate(a, policy.Request{}, e) != nil {
		return nil
	}
	for i := range a.Facts() {
		// What is left over must be a detail of something denied, or implied by now.
		if e.Given(i).State == policy.NotAsked && w.set.Facts()[i].AskedIf == "" {
			return nil
		}
	}
	return a
}

// Describe writes answers for a failure, one line for each.
func Describe(set *policy.Set, a *policy.Answers) string {
	var b strings.Builder
	for c, card := range set.Cards() {
		if !a.Card(c).Given {
			continue
		}
		fmt.Fprintf(&b, "  card %s:", card.Name)
		for i, line := range card.Lines {
			if a.Card(c).Ticked>>i&1 == 1 {
				fmt.Fprintf(&b, " %s ticked", line.Name)
			}
			if a.Card(c).Unsure>>i&1 == 1 {
				fmt.Fprintf(&b, " %s unsure", line.Name)
			}
			if a.Card(c).Open>>i&1 == 1 {
				fmt.Fprintf(&b, " %s open", line.Name)
			}
		}
		b.WriteByte('\n')
	}
	for i, f := range set.Facts() {
		if a.Fact(i).State != policy.NotAsked {
			fmt.Fprintf(&b, "  %s: %s\n", f.Name, set.Format(i, a.Fact(i)))
		}
	}
	return b.String()
}
