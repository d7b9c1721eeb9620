package policy

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy/lists"
)

// Witness is an intake that shows a finding.
type Witness struct {
	Answers *Answers
	Request Request
	// Case is the intake as an entry of a case file, with what follows from it: a test of what is
	// so today.
	Case string
}

// seen is what an evaluation has to show for a witness to be one.
type seen func(e *Evaluation) bool

// hold is seen where all of the rules hold.
func (v *vetter) hold(rules ...int32) seen {
	return func(e *Evaluation) bool {
		return !slices.ContainsFunc(rules, func(r int32) bool { return !v.set.holds(e, int(r)) })
	}
}

func (s *Set) holds(e *Evaluation, rule int) bool {
	outcomes := e.Outcomes()
	for i := range outcomes {
		if outcomes[i].Rule == &s.rules[rule] {
			return outcomes[i].Holds
		}
	}
	return false
}

// witness turns an assignment into an intake and looks whether it shows what it should, or returns
// nil: a witness is evaluated before it is believed. Answers that do not matter are left out.
func (w *world) witness(cells []uint64, r Request, name string, fires []int32, show seen) *Witness {
	s := w.set
	a := s.ordinary(w.intake(cells))
	var e Evaluation
	shows := func(a *Answers) bool {
		return s.Evaluate(a, r, &e) == nil && len(e.Disagreements()) == 0 && show(&e)
	}
	if !shows(a) {
		if a = w.intake(cells); !shows(a) {
			return nil
		}
	}
	s.leaveOut(a, shows)
	if !shows(a) {
		return nil
	}
	return &Witness{a, r, s.caseText(name, a, r, fires, &e)}
}

// ordinary answers everything on a card with none where nothing else is said, as the rest of a case
// is.
func (s *Set) ordinary(a *Answers) *Answers {
	for _, card := range s.cards {
		for _, line := range card.Lines {
			for _, name := range line.Facts {
				i := s.factIndex[name]
				if f := &s.facts[i]; a.fact(i).State == NotAsked && (f.Kind == YesNo || f.noneBit() != 0) {
					a.SetFact(i, Answer{State: Known, Values: f.noneBit()})
				}
			}
		}
	}
	return a
}

// leaveOut takes back the answers without which the intake shows the same: first all of the facts
// that stand on no card, then one after the other.
func (s *Set) leaveOut(a *Answers, shows func(a *Answers) bool) {
	var off []int
	for i := range s.Facts() {
		if s.asked[i].card < 0 && a.fact(i).State != NotAsked {
			off = append(off, i)
		}
	}
	for n := len(off); n > 0; {
		// Halves first: most answers do not matter.
		var rest []int
		for len(off) > 0 {
			some := off[:min(n, len(off))]
			off = off[len(some):]
			was := make([]Answer, len(some))
			for k, i := range some {
				was[k] = a.fact(i)
				a.SetFact(i, Answer{})
			}
			if !shows(a) {
				for k, i := range some {
					a.SetFact(i, was[k])
				}
				rest = append(rest, some...)
			}
		}
		if off = rest; n == 1 {
			break
		}
		n = (min(n, len(off)) + 1) / 2
	}
}

// caseText writes a case as it stands in a case file.
func (s *Set) caseText(name string, a *Answers, r Request, fires []int32, e *Evaluation) string {
	var b strings.Builder
	b.WriteString("- case: " + quoted(name) + "\n")
	rest := len(s.cards) > 0
	for i := range s.Facts() {
		if f := &s.facts[i]; s.asked[i].card >= 0 && f.Kind != YesNo && f.noneBit() == 0 {
			rest = false
		}
	}
	if rest {
		b.WriteString("  rest: none\n")
	}
	var lines []string
	for i := range s.Facts() {
		switch answer := a.fact(i); {
		case rest && s.asked[i].card >= 0 && answer.State == NotAsked:
			lines = append(lines, "    "+s.facts[i].Name+": not_asked\n")
		case answer.State == NotAsked, rest && s.asked[i].card >= 0 && s.facts[i].none(answer):
		default:
			text := s.Format(i, answer)
			if s.facts[i].Kind == SetOf && answer.State == Known {
				text = "[" + text + "]"
			}
			lines = append(lines, "    "+s.facts[i].Name+": "+text+"\n")
		}
	}
	if len(lines) > 0 {
		b.WriteString("  answers:\n" + strings.Join(lines, ""))
	}
	if len(r.Places) > 0 {
		b.WriteString("  request: [" + strings.Join(r.Places, ", ") + "]\n")
	}
	ids := lists.Of(fires, func(rule int32) string { return s.rules[rule].ID })
	if len(ids) > 0 {
		b.WriteString("  fires: [" + strings.Join(ids, ", ") + "]\n")
	}
	b.WriteString("  decision: " + s.Disposition(e.Session(), e.Settled()) + "\n")
	if len(s.schema.Urgencies) > 1 {
		b.WriteString("  urgency: " + s.schema.Urgencies[e.Urgency().Floor] + "\n")
	}
	return b.String()
}

func quoted(text string) string { return `"` + strings.ReplaceAll(text, `"`, "'") + `"` }

// fact is the answer to a fact.
func (a *Answers) fact(i int) Answer { return a.Fact(i) }
