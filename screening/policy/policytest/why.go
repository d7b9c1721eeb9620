package policytest

import (
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
)

// Why is how a rule stands for a client, clause by clause.
type Why struct {
	Rule     string
	Position string // file:line:column of the rule
	Stands   string // fires, silent or undecided
	Clauses  []WhyClause
}

// WhyClause is one test of the rule's condition, as it is written.
type WhyClause struct {
	Says    string   // the test
	Stands  string   // holds, fails or open
	Because []string // the answers that it reads, such as "client.age is 40"
	Decides bool     // the rule turns with it while everything else stays as it is
}

// String writes the rule on one line and each of its clauses on one of its own.
func (w Why) String() string {
	var b strings.Builder
	b.WriteString(w.Position + ": " + w.Rule + " is " + w.Stands)
	if w.Stands == string(fires) {
		b.Reset()
		b.WriteString(w.Position + ": " + w.Rule + " fires")
	}
	for _, c := range w.Clauses {
		b.WriteString("\n  " + map[string]string{"holds": "yes", "fails": "no ", "open": "?  "}[c.Stands] + "  " + c.Says)
		if len(c.Because) > 0 {
			b.WriteString("    # " + strings.Join(c.Because, ", "))
		}
		if c.Decides {
			b.WriteString("; decides")
		}
	}
	return b.String()
}

// Explain says how a rule of a set stands after an evaluation by it, or nothing of a rule that
// there is not.
func Explain(set *policy.Set, e *policy.Evaluation, rule string) (Why, bool) {
	i, ok := set.RuleIndex(rule)
	if !ok {
		return Why{}, false
	}
	w := Why{Rule: rule, Position: set.Rules()[i].Position, Stands: string(silent)}
	for _, o := range e.Outcomes() {
		if o.Rule.ID == rule {
			w.Stands = string(undecided)
			if o.Holds {
				w.Stands = string(fires)
			}
		}
	}
	for _, c := range e.Clauses(set.RuleTest(i)) {
		out := WhyClause{Says: c.String(), Stands: "open", Decides: c.Decides}
		switch {
		case c.Holds:
			out.Stands = "holds"
		case c.Fails:
			out.Stands = "fails"
		}
		for _, f := range readBy(set, c.Test) {
			out.Because = append(out.Because, set.Facts()[f].Name+" is "+set.Format(f, e.Given(f)))
		}
		w.Clauses = append(w.Clauses, out)
	}
	return w, true
}

// readBy are the facts that a test reads, with those under which they are asked, in their order.
func readBy(set *policy.Set, t *policy.Test) (facts []int) {
	if t == nil {
		return nil
	}
	for _, f := range t.Reads {
		facts = append(append(facts, readBy(set, set.GuardTest(f))...), f)
	}
	if t.Op >= policy.IsYes && t.Op != policy.OpaquePart {
		facts = append(readBy(set, set.GuardTest(t.Fact)), t.Fact)
	}
	for _, k := range t.Kids {
		facts = append(facts, readBy(set, k)...)
	}
	slices.Sort(facts)
	return slices.Compact(facts)
}

// whys explains the rules that the failures are about.
func (v *view) whys() (out []Why) {
	slices.Sort(v.doubtful)
	for _, rule := range slices.Compact(v.doubtful) {
		w, _ := Explain(v.set, v.e, v.rules[rule])
		out = append(out, w)
	}
	return out
}
