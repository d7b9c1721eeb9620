package witness

import (
	"fmt"
	"slices"
	"strings"

	"github.com/safehands/safehands/screening/policy"
	"github.com/safehands/safehands/screening/policy/internal/oracle"
)

// consequence is one thing that an implication says of a fact, read anew from its words.
type consequence struct {
	implication int
	fact        int
	when        *oracle.Program // nil where given speaks
	given       int             // fact
	reads       []int           // what the antecedent reads
	allowed     []bool          // by value of the fact
	mutual      bool            // excluded by the fact in turn
}

// readImplications compiles the implications of the set. What a consequence allows is asked of an
// oracle that knows no guards: an implied answer is an answer.
func (w *Witness) readImplications(plainly *oracle.Oracle) error {
	for i, x := range w.set.Implications() {
		c := consequence{implication: i, given: -1}
		if x.Given != "" {
			c.given, _ = w.set.FactIndex(x.Given)
			c.reads = []int{c.given}
		} else {
			var err error
			if c.when, err = w.oracle.Compile(x.When); err != nil {
				return fmt.Errorf("%s: %w", x, err)
			}
			c.reads = w.readBy(x.When)
		}
		then := strings.Split(x.Implies, "&&")
		if x.Excludes != "" {
			then = []string{"!(" + x.Excludes + ")"}
		}
		for _, source := range then {
			p, err := plainly.Compile(source)
			if err != nil {
				return fmt.Errorf("%s: %w", x, err)
			}
			facts := dottedName.FindAllString(source, -1)
			c.fact = -1
			for _, name := range facts {
				if f, ok := w.set.FactIndex(name); ok {
					c.fact = f
				}
			}
			c.allowed, c.mutual = nil, x.Excludes != ""
			for _, v := range w.values[c.fact] {
				given := make([]policy.Answer, len(w.set.Facts()))
				given[c.fact] = v
				c.allowed = append(c.allowed, truth(p.Eval(w.plain(given))) == True)
			}
			w.implied = append(w.implied, c)
		}
	}
	return nil
}

// speaks is what an antecedent comes to over the given answers.
func (w *Witness) speaks(c *consequence, given []policy.Answer, told func(fact int) bool) Truth {
	if c.given < 0 {
		return truth(c.when.Eval(w.plain(given)))
	}
	if a := given[c.given]; told(c.given) && a.State == policy.Known && !Denies(w.set.Facts()[c.given], a) {
		return True
	}
	return False
}

func (c *consequence) allows(w *Witness, a policy.Answer) bool {
	i := slices.Index(w.values[c.fact], a)
	return i < 0 || c.allowed[i]
}

// excluded reports whether an implication rules the given answers out: it speaks, and a fact that
// was not told lies elsewhere.
func (w *Witness) excluded(given []policy.Answer, told func(fact int) bool) bool {
	return slices.ContainsFunc(w.implied, func(c consequence) bool {
		return (!told(c.fact) || c.mutual) && given[c.fact].State == policy.Known &&
			!c.allows(w, given[c.fact]) && w.speaks(&c, given, told) == True
	})
}

// torn reports whether some told answer disagrees with what the others imply, or may come to.
func (w *Witness) torn(given []policy.Answer, told func(fact int) bool) bool {
	return slices.ContainsFunc(w.implied, func(c consequence) bool {
		return told(c.fact) && given[c.fact].State == policy.Known &&
			!c.allows(w, given[c.fact]) && w.speaks(&c, given, told) != False
	})
}

// told returns whether a value of a fact was told, by an answer or a card.
func (w *Witness) told(a *policy.Answers) func(fact int) bool {
	told := make([]bool, len(w.set.Facts()))
	for c, card := range w.set.Cards() {
		if !a.Card(c).Given {
			continue
		}
		yes, left := map[int]bool{}, map[int]bool{}
		for i, line := range card.Lines {
			for _, name := range line.Facts {
				f, _ := w.set.FactIndex(name)
				single := len(line.Facts) == 1 && w.set.Facts()[f].Kind == policy.YesNo
				ticked := a.Card(c).Ticked>>i&1 == 1
				yes[f] = yes[f] || ticked && single
				left[f] = left[f] || ticked && !single || (a.Card(c).Unsure|a.Card(c).Open)>>i&1 == 1
			}
		}
		for f := range yes {
			told[f] = yes[f] || !left[f]
		}
	}
	for f := range a.Facts() {
		if state := a.Fact(f).State; state != policy.NotAsked {
			told[f] = state == policy.Known
		}
	}
	return func(fact int) bool { return told[fact] }
}

// news reports whether answers disagree in a way that no completion of earlier answers
// knew: on a fact that was not told then, because of what it excluded, or under a given
// that was not told either.
func (w *Witness) news(now []policy.Disagreement, told func(fact int) bool, before []policy.Disagreement) bool {
	return slices.ContainsFunc(now, func(d policy.Disagreement) bool {
		x := w.set.Implications()[d.Implication]
		given, _ := w.set.FactIndex(x.Given)
		return !slices.Contains(before, d) && (!told(d.Fact) || x.Excludes != "" || x.Given != "" && !told(given))
	})
}

// mayDisagree reports whether an answer is told now that an implication would rule out, and that
// implication can still speak: what implies it then counts beside what was told, as no completion
// had it before.
func (w *Witness) mayDisagree(now *policy.Evaluation, told func(fact int) bool) bool {
	answers := make([]policy.Answer, len(w.set.Facts()))
	for f := range answers {
		answers[f] = now.Given(f)
	}
	return slices.ContainsFunc(indices(w.implied), func(i int) bool {
		x := &w.implied[i]
		if x.mutual || x.given >= 0 || told(x.fact) || answers[x.fact].State != policy.Known {
			return false
		}
		v := slices.Index(w.Values(x.fact), answers[x.fact])
		return v >= 0 && !x.allowed[v] && w.Speaks(i, answers) != False
	})
}

func indices[T any](list []T) []int {
	out := make([]int, len(list))
	for i := range out {
		out[i] = i
	}
	return out
}

// Consequence is one thing that an implication says of a fact.
type Consequence struct {
	Fact    int
	Reads   []int  // the facts of the antecedent
	Allowed []bool // by value of the fact
	Given   int    // the fact that has to be told, or -1
	Mutual  bool   // the fact excludes the antecedent in turn
}

// Consequences returns everything that the implications of the set say.
func (w *Witness) Consequences() []Consequence {
	var out []Consequence
	for _, c := range w.implied {
		out = append(out, Consequence{c.fact, c.reads, c.allowed, c.given, c.mutual})
	}
	return out
}

// Speaks evaluates the antecedent of a consequence that rests on a test.
func (w *Witness) Speaks(consequence int, given []policy.Answer) Truth {
	return truth(w.implied[consequence].when.Eval(w.plain(given)))
}
